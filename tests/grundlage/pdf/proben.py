"""Small PDFs, with and without what a screen reader needs."""

import zlib
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


def gepackt(megabyte: int) -> bytes:
    """Give a stream of a kilobyte or so that unpacks, in three steps, to so many megabytes.

    Its first step has no end and no checksum: nobody gets so far.
    """
    packer = zlib.compressobj(9)
    leeres = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    wieder = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return zlib.compress(zlib.compress(leeres + wieder * (megabyte - 1), 9), 9)


def mit_packung(art: str, megabyte: int) -> bytes:
    """Give a tiny PDF whose stream of the type `art` (Metadata, XRef) unpacks to so much."""
    inhalt = gepackt(megabyte)
    strom = (
        f"<</Type/{art}/Subtype/XML/Root 1 0 R/Size 4/W[1 4 1]/Length {len(inhalt)}"
        "/Filter[/FlateDecode/FlateDecode/FlateDecode]>>"
    )
    objekte = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R/ViewerPreferences<</DisplayDocTitle true>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        strom.encode() + b"stream\n" + inhalt + b"\nendstream",
    ]
    datei, stellen = b"%PDF-1.7\n", []
    for nummer, objekt in enumerate(objekte, 1):
        stellen.append(len(datei))
        datei += b"%d 0 obj\n%b\nendobj\n" % (nummer, objekt)
    if art == "XRef":
        return datei + b"startxref\n%d\n%%%%EOF\n" % stellen[2]
    tabelle = "".join(f"{stelle:010} 00000 n \n" for stelle in stellen).encode()
    return (
        datei
        + b"xref\n0 4\n0000000000 65535 f \n"
        + tabelle
        + b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % len(datei)
    )
