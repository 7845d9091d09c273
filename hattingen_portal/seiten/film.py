"""What the container of a film says: whether there is anything to see in it."""

from collections.abc import Callable, Iterator, Sequence

from django.core.files import File

# Reads the head of an element: what it is, and how long its content, None up to the end.
_Kopf = Callable[[File], tuple[bytes, int | None]]


def mp4_mit_bild(datei: File) -> bool:
    """Tell whether the MP4 `datei` has a track for pictures: its handler is "vide".

    ISO/IEC 14496-12, 8.4.3. Nothing but the heads on the way there is read.
    """
    pfad = (b"moov", b"trak", b"mdia", b"hdlr")
    spuren = _inhalte(datei, _mp4_kopf, pfad, range(datei.size or 0))
    return any(_gelesen(datei, spur)[8:12] == b"vide" for spur in spuren)


def webm_mit_bild(datei: File) -> bool:
    """Tell whether the WebM `datei` has a track for pictures: its TrackType is 1.

    RFC 9559, 5.1.4.1.3, by the identifiers of Segment, Tracks, TrackEntry and TrackType.
    """
    pfad = (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\x83")
    spuren = _inhalte(datei, _webm_kopf, pfad, range(datei.size or 0))
    return any(int.from_bytes(_gelesen(datei, spur)) == 1 for spur in spuren)


def _inhalte(datei: File, kopf: _Kopf, pfad: Sequence[bytes], bereich: range) -> Iterator[range]:
    """Give where the contents of the elements at `pfad` are, one name for each level."""
    name, *tiefer = pfad
    stelle = bereich.start
    while stelle < bereich.stop:
        datei.seek(stelle)
        gefunden, laenge = kopf(datei)
        anfang = datei.tell()
        ende = bereich.stop if laenge is None else anfang + laenge
        if ende <= stelle:  # broken: it would lead back
            return
        if gefunden == name:
            inhalt = range(anfang, min(ende, bereich.stop))
            yield from _inhalte(datei, kopf, tiefer, inhalt) if tiefer else [inhalt]
        stelle = ende


def _mp4_kopf(datei: File) -> tuple[bytes, int | None]:
    """Read a box's head (ISO/IEC 14496-12, 4.2): the size counts the head, too."""
    groesse, name = int.from_bytes(datei.read(4)), datei.read(4)
    if groesse == 1:
        return name, int.from_bytes(datei.read(8)) - 16
    return name, groesse - 8 if groesse else None


def _webm_kopf(datei: File) -> tuple[bytes, int | None]:
    """Read an element's head (RFC 8794, section 6): all ones stand for an unknown size."""
    name, groesse = _vint(datei), _vint(datei)
    grenze = 1 << 7 * len(groesse)
    laenge = int.from_bytes(groesse) & (grenze - 1)
    return name, None if laenge == grenze - 1 else laenge


def _vint(datei: File) -> bytes:
    """Read a number of variable length (RFC 8794, section 4): its leading zeros tell how long."""
    erstes: bytes = datei.read(1)
    weitere: bytes = datei.read(8 - int.from_bytes(erstes).bit_length())
    return erstes + weitere


def _gelesen(datei: File, bereich: range) -> bytes:
    datei.seek(bereich.start)
    inhalt: bytes = datei.read(min(len(bereich), 16))
    return inhalt
