/* Django's fields with a search (select2): each gets the name that its label gives to the hidden one. */
"use strict";

function benennen() {
  for (const feld of document.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible")) {
    const auswahl = feld.nextElementSibling?.querySelector("[role=combobox]");
    if (!auswahl) continue;
    const name = feld.getAttribute("aria-label") ?? feld.labels[0]?.textContent.replace(/:\s*$/, "").trim();
    const gewaehlt = auswahl.querySelector(".select2-selection__rendered");
    auswahl.id = `${feld.id}-auswahl`;
    gewaehlt.id ||= `${feld.id}-gewaehlt`;
    auswahl.setAttribute("aria-label", name);
    auswahl.setAttribute("aria-labelledby", `${auswahl.id} ${gewaehlt.id}`);
    /* It is part of the field, not another one; what it holds besides rows is no list either. */
    gewaehlt.removeAttribute("aria-readonly");
    gewaehlt.setAttribute("role", "presentation");
    auswahl.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
  }
}

/* In the queue behind Django's own script, which makes them. */
window.django?.jQuery?.(benennen);
document.addEventListener("formset:added", () => setTimeout(benennen));
