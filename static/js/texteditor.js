/* The text editor in German, and what is pasted into it with its meaning: its looks become marks. */
"use strict";

const WORTE = {
  bulletList: "Aufzählung",
  orderedList: "Nummerierte Liste",
  blockquote: "Zitat",
  bold: "Fett",
  italic: "Kursiv",
  link: "Link setzen (zuerst Wörter markieren)",
  unlink: "Link entfernen",
  table: "Tabelle einfügen, die erste Zeile ist ihr Kopf",
  "table:addColumnAfter": "Spalte dahinter einfügen",
  "table:deleteColumn": "Spalte löschen",
  "table:addRowAfter": "Zeile darunter einfügen",
  "table:deleteRow": "Zeile löschen",
  "table:mergeCells": "Zellen verbinden",
  "table:splitCell": "Zelle teilen",
  "table:toggleHeaderCell": "Kopfzelle an oder aus",
  "table:deleteTable": "Tabelle löschen",
  "history:undo": "Rückgängig",
  "history:redo": "Wiederholen",
};

/* The page's policy would report each inline style, and Google Docs says by one what is bold. */
function ohneStile(html) {
  const inhalt = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=/gi, " data-stil=");
  return new DOMParser().parseFromString(inhalt, "text/html");
}

function markiert(element, name) {
  const marke = element.ownerDocument.createElement(name);
  marke.append(...element.childNodes);
  element.append(marke);
}

/* Headings get the levels that this text may have; the server puts them in order. */
function tiefer(seite, stufen) {
  const dazu = seite.querySelector("h1") ? 1 : 0;
  for (const alte of seite.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const stufe = Math.max(stufen.at(0), Math.min(Number(alte.localName[1]) + dazu, stufen.at(-1)));
    const neue = seite.createElement(`h${stufe}`);
    neue.append(...alte.childNodes);
    alte.replaceWith(neue);
  }
}

function bereinigt(html, stufen) {
  const seite = ohneStile(html);
  for (const element of seite.querySelectorAll("[data-stil]")) {
    const stil = element.dataset.stil;
    if (element.localName === "b" && /font-weight:\s*(normal|400)/i.test(stil)) {
      element.replaceWith(...element.childNodes);
    } else if (element.localName === "span") {
      if (/font-weight:\s*(bold|[6-9]00)/i.test(stil)) markiert(element, "strong");
      if (/font-style:\s*italic/i.test(stil)) markiert(element, "em");
    }
  }
  tiefer(seite, stufen);
  return seite.body.innerHTML;
}

function beschriften(rahmen) {
  for (const knopf of rahmen.querySelectorAll("[data-name]")) {
    const wort = WORTE[knopf.dataset.name];
    if (wort) {
      knopf.title = wort;
      knopf.setAttribute("aria-label", wort);
    }
  }
}

/* What the label says goes to the field that its script has hidden. */
function name(textfeld) {
  return textfeld.getAttribute("aria-label") ?? textfeld.labels[0]?.textContent.replace(/:\s*$/, "").trim() ?? "Text";
}

document.addEventListener("prose-editor:ready", ({ detail }) => {
  const { levels } = detail.editor.extensionManager.extensions.find(({ name }) => name === "heading").options;
  detail.editor.setOptions({
    editorProps: {
      attributes: { "aria-label": name(detail.textarea) },
      transformPastedHTML: (html) => bereinigt(html, levels),
    },
  });
  detail.editor.on("create", () => beschriften(detail.textarea.closest(".prose-editor")));
});

/* Back and reload: the browser gives a field its words again only after the editor has read it. */
const editoren = new Map();
document.addEventListener("prose-editor:ready", ({ detail }) => editoren.set(detail.textarea, detail.editor));
window.addEventListener("pageshow", () => {
  for (const [textfeld, editor] of editoren) {
    if (textfeld.value !== editor.getHTML()) {
      editor.chain().setMeta("addToHistory", false).setContent(textfeld.value, { emitUpdate: false }).run();
    }
  }
});
