/* Says in time that the login is about to end, and lets it go on with one click (WCAG 2.2.1). */
"use strict";

{
  const WARNUNG = 5 * 60; // seconds before the end
  const kasten = document.getElementById("sitzung");
  const bald = kasten.querySelector(".sitzung__bald");
  const vorbei = kasten.querySelector(".sitzung__vorbei");
  let ende;

  // A laptop that slept has missed its timers: the clock counts, looked at again and again.
  const nachsehen = () => {
    const rest = (ende - Date.now()) / 1000;
    bald.hidden = rest > WARNUNG || rest <= 0;
    vorbei.hidden = rest > 0;
  };

  const zaehlen = (sekunden) => {
    ende = Date.now() + sekunden * 1000;
    const uhrzeit = new Date(ende).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    kasten.querySelector(".sitzung__uhrzeit").textContent = uhrzeit;
    nachsehen();
  };

  bald.querySelector("button").addEventListener("click", async () => {
    const antwort = await fetch(kasten.dataset.adresse).catch(() => null);
    if (antwort === null) {
      return; // no network: the warning stays, and with it the button
    }
    zaehlen(antwort.ok && !antwort.redirected ? (await antwort.json()).sekunden : 0);
  });

  zaehlen(Number(kasten.dataset.sekunden));
  setInterval(nachsehen, 5000);
  document.addEventListener("visibilitychange", nachsehen);
}
