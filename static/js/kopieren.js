/* Buttons that copy the text of a field; without this script they stay hidden. */
"use strict";

async function kopieren(feld) {
  feld.select();
  try {
    await navigator.clipboard.writeText(feld.value);
    return true;
  } catch {
    return document.execCommand("copy"); // where the page came without https
  }
}

for (const knopf of document.querySelectorAll("[data-kopieren]")) {
  knopf.hidden = false;
  knopf.addEventListener("click", async () => {
    const fertig = await kopieren(document.getElementById(knopf.dataset.kopieren));
    knopf.nextElementSibling.textContent = fertig ? "Kopiert." : "Bitte kopieren Sie mit Strg und C.";
  });
}
