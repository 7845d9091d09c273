"""Makes complete pages: what a test wants to be missing, it takes away itself."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hattingen_portal.seiten.models import (
    Abschnitt,
    Ausnahme,
    Erklaerung,
    Schluessel,
    Seite,
    Video,
)


def kasten(name: bytes, *inhalt: bytes) -> bytes:
    """Give a box of an MP4 (ISO/IEC 14496-12, 4.2)."""
    daten = b"".join(inhalt)
    return (8 + len(daten)).to_bytes(4) + name + daten


def element(name: bytes, *inhalt: bytes) -> bytes:
    """Give an element of a WebM (RFC 8794) with its size in two bytes."""
    daten = b"".join(inhalt)
    return name + (0x4000 | len(daten)).to_bytes(2) + daten


def mp4_spur(art: bytes) -> bytes:
    hdlr = kasten(b"hdlr", bytes(8), art, bytes(13))
    return kasten(b"trak", kasten(b"tkhd", bytes(84)), kasten(b"mdia", hdlr))


def webm_spur(art: int) -> bytes:
    return element(b"\xae", element(b"\xd7", b"\x01"), element(b"\x83", bytes([art])))


def webm(*spuren: bytes) -> bytes:
    spurliste = element(b"\x16\x54\xae\x6b", *spuren)
    return EBML + element(b"\x18\x53\x80\x67", element(b"\xec", bytes(9)), spurliste)


FTYP = kasten(b"ftyp", b"mp42", bytes(12))
TON_UND_BILD = (mp4_spur(b"soun"), mp4_spur(b"vide"))
MP4 = FTYP + kasten(b"mdat", bytes(range(256))) + kasten(b"moov", *TON_UND_BILD)
EBML = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
WEBM = webm(webm_spur(2), webm_spur(1))
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag!\n"
GEPRUEFT = date(2025, 12, 1)


def bild(name: str = "haus.png", groesse: tuple[int, int] = (320, 180)) -> SimpleUploadedFile:
    ausgabe = BytesIO()
    Image.new("RGB", groesse).save(ausgabe, "PNG")
    return SimpleUploadedFile(name, ausgabe.getvalue(), "image/png")


def mp4(name: str = "film.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, MP4, "video/mp4")


def vtt(name: str = "film.vtt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, VTT, "text/vtt")


def seite(schluessel: Schluessel, **felder: Any) -> Seite:
    vorgabe = {"titel": schluessel.label, "stand": date(2026, 1, 5), "geprueft_am": GEPRUEFT}
    return Seite.objects.create(schluessel=schluessel, **vorgabe | felder)


def abschnitt(seite: Seite, titel: str, text: str = "<p>Text.</p>", **felder: Any) -> Abschnitt:
    return Abschnitt.objects.create(seite=seite, titel=titel, text=text, **felder)


def ausnahme(seite: Seite, inhalt: str = "Alte PDF-Dateien", **felder: Any) -> Ausnahme:
    vorgabe = {"grund": Ausnahme.Grund.UNVEREINBAR}
    return Ausnahme.objects.create(seite=seite, inhalt=inhalt, **vorgabe | felder)


def erklaerung(**felder: Any) -> Seite:
    """Save a complete statement with one exception and give its page."""
    objekt = seite(Schluessel.BARRIEREFREIHEIT)
    vorgabe = {
        "geltungsbereich": "Für alle Seiten.",
        "vereinbarkeit": Erklaerung.Vereinbarkeit.TEILWEISE,
        "methode": Erklaerung.Methode.SELBST,
        "methode_text": "Die Stadt hat selbst geprüft.",
        "erstellt_am": date(2025, 11, 3),
        "schlichtung": "Die Ombudsstelle vermittelt.",
        "ombuds_name": "Ombudsstelle",
        "ombuds_anschrift": "Hauptstraße 1, 40213 Düsseldorf",
        "ombuds_telefon": "(0211) 1 23",
        "ombuds_email": "ombud@example.org",
        "ombuds_website": "https://ombud.example.org",
    }
    Erklaerung.objects.create(seite=objekt, **vorgabe | felder)
    ausnahme(objekt)
    return objekt


def gebaerdensprache() -> Seite:
    """Save the page with a film, its captions and its words."""
    objekt = seite(Schluessel.GEBAERDENSPRACHE, text="<p>Guten Tag!</p>")
    Video.objects.create(
        seite=objekt, datei=mp4(), untertitel=vtt(), bild=bild(), dauer="2 Minuten"
    )
    return objekt


def alle_seiten() -> list[Seite]:
    """Save all pages, complete, in their order."""
    einfache = [
        seite(schluessel, text="<p>Ein Text.</p>")
        for schluessel in (Schluessel.IMPRESSUM, Schluessel.DATENSCHUTZ)
    ]
    leicht = Schluessel.LEICHTE_SPRACHE
    return [
        *einfache,
        erklaerung(),
        seite(leicht, text="<p>Guten Tag.</p>"),
        gebaerdensprache(),
    ]
