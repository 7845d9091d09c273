// Planning a round: a typed day says its weekday at once and counts as chosen. Nothing here is needed.
"use strict";

document.querySelectorAll(".planzeile").forEach((zeile) => {
  const wahl = zeile.querySelector("select[name$='-wahl']");
  const tag = zeile.querySelector("input[name$='-tag']");
  const wochentag = document.createElement("output");
  wochentag.className = "planzeile__wochentag";
  wochentag.htmlFor = tag.id;
  tag.after(wochentag);

  const sagen = () => {
    const teile = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/.exec(tag.value);
    const [, t, m, j] = teile ? teile.map(Number) : [];
    const datum = teile && new Date(j, m - 1, t);
    const gibt_es = datum && datum.getDate() === t && datum.getMonth() === m - 1;
    wochentag.value = gibt_es ? datum.toLocaleDateString("de-DE", { weekday: "long" }) : "";
  };

  // What was checked is no longer what stands here.
  zeile.addEventListener("input", () => zeile.querySelector(".planzeile__gilt")?.remove());
  tag.addEventListener("input", () => {
    if (tag.value.trim()) {
      wahl.value = "eigener";
    }
    sagen();
  });
  wahl.addEventListener("change", () => {
    if (wahl.value !== "eigener") {
      tag.value = "";
      sagen();
    }
  });
  sagen();
});
