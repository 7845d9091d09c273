"""Small PDFs, with and without what a screen reader needs."""

from io import BytesIO
from typing import Any

import pikepdf


def pdf(
    *,
    tags: bool = True,
    titel: str = "Programm",
    xmp: str = "",
    anzeigen: bool = True,
    sprache: str = "de-DE",
    **speichern: Any,
) -> bytes:
    """Give a PDF of one empty page; `speichern` goes to `Pdf.save`."""
    dokument = pikepdf.new()
    dokument.add_blank_page()
    wurzel = dokument.Root
    if tags:
        wurzel.MarkInfo = pikepdf.Dictionary(Marked=True)
        wurzel.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=[])
    if titel:
        dokument.docinfo["/Title"] = titel
    if xmp:
        with dokument.open_metadata(set_pikepdf_as_editor=False) as angaben:
            angaben["dc:title"] = xmp
    if anzeigen:
        wurzel.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if sprache:
        wurzel.Lang = sprache
    ausgabe = BytesIO()
    dokument.save(ausgabe, **speichern)
    return ausgabe.getvalue()
