"""What word processors and others put on the clipboard, in the shape in which they do it."""

from django.conf import settings

ORDNER = settings.BASE_DIR / "tests/daten/eingefuegt"


def eingefuegt(name: str) -> str:
    """Give what the program `name` puts on the clipboard, cut down to one of each of its ways."""
    return (ORDNER / f"{name}.html").read_text()


AUS_WORD = (
    "<h2>Einladung</h2><h3>Worum es geht</h3>"
    "<p><strong>Am 26. Januar um 17&nbsp;Uhr</strong> im <em>Saal</em> des "
    '<a href="https://example.org/haus">Hauses</a>.</p>'
    "<ul><li><p>Kaffee</p><ul><li><p>mit Milch</p></li></ul></li><li><p>Kuchen</p></li></ul>"
    "<ol><li><p>Begrüßung</p></li><li><p>Aussprache</p></li></ol>"
    '<table><thead><tr><th scope="col"><p><strong>Tag</strong></p></th><th scope="col"><p>Zeit</p>'
    '</th></tr></thead><tbody><tr><td colspan="2"><p>täglich</p></td></tr></tbody></table>'
)

AUS_GOOGLE_DOCS = (
    '<h2>Fest</h2><p>Kommen Sie <a href="https://example.org/">zum Fest</a>.</p>'
    "<ul><li><p>Musik</p><ul><li><p>Chor</p></li></ul></li></ul>"
)

AUS_LIBREOFFICE = (
    "<h2>Ablauf</h2><p><em>Um 17 Uhr</em> geht es los.</p>"
    '<table><thead><tr><th scope="col"><p>Wer</p></th><th scope="col"><p>Was</p></th></tr></thead>'
    "<tbody><tr><td><p>Alle</p></td><td></td></tr></tbody></table>"
)

AUS_OUTLOOK = "<p>Guten Tag,</p><p>erste Zeile</p><p>zweite Zeile</p><p>dritte Zeile</p>"

ERWARTET = {
    "word": AUS_WORD,
    "google-docs": AUS_GOOGLE_DOCS,
    "libreoffice": AUS_LIBREOFFICE,
    "outlook": AUS_OUTLOOK,
}

_ZELLE = ' colspan="1" rowspan="1"'
# Everything that the editor's buttons make, as it writes it.
AUS_DEM_EDITOR = (
    "<h2>Überschrift</h2><p>Wörter, <strong>fett</strong>, <em>kursiv</em>, "
    "<strong><em>beides</em></strong>.<br>Neue Zeile &amp; z.&nbsp;B. &lt;das&gt;</p>"
    "<h3>Zwischenüberschrift</h3>"
    "<ul><li><p>Punkt</p><ul><li><p>Unterpunkt</p></li></ul></li></ul>"
    "<ol><li><p>erstens</p><p>noch erstens</p></li></ol>"
    "<blockquote><p>Zitat</p></blockquote>"
    '<p><a href="https://example.org/?a=1&amp;b=2">s</a>, <a href="http://example.org/">http</a>, '
    '<a href="mailto:buero@example.org">Mail</a>, <a href="tel:+492324">Telefon</a>, '
    '<a href="/termine/?stadtteil=welper#inhalt">intern</a>, <a href="#inhalt">Stelle</a></p>'
    f"<table><tbody><tr><th{_ZELLE}><p>Tag</p></th><th{_ZELLE}><p>Zeit</p></th></tr>"
    f"<tr><th{_ZELLE}><p>Montag</p></th><td{_ZELLE}><p></p></td></tr>"
    '<tr><td colspan="2" rowspan="1"><p>geschlossen</p></td></tr></tbody></table>'
)
# The server says what a header belongs to, and leaves out what says nothing.
DARAUS = AUS_DEM_EDITOR[: AUS_DEM_EDITOR.index("<table>")] + (
    '<table><thead><tr><th scope="col"><p>Tag</p></th><th scope="col"><p>Zeit</p></th></tr></thead>'
    '<tbody><tr><th scope="row"><p>Montag</p></th><td></td></tr>'
    '<tr><td colspan="2"><p>geschlossen</p></td></tr></tbody></table>'
)
