"""What an uploaded film and its captions must be before they are kept."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File

from hattingen_portal.seiten.film import mp4_mit_bild, webm_mit_bild

VIDEO_HOECHSTENS = 100 * 1024 * 1024  # bytes
UNTERTITEL_HOECHSTENS = 1024 * 1024  # bytes
KEIN_VIDEO = (
    "Das ist kein Video im Format MP4 oder WebM. Bitte wandeln Sie es in MP4 (H.264) um, zum "
    "Beispiel mit dem kostenlosen Programm HandBrake. Das gilt auch für .mov-Dateien vom iPhone "
    "oder Mac."
)
NICHTS_ZU_SEHEN = (
    "In dieser Datei ist kein Bild zu sehen, vielleicht nur Ton zu hören. Bitte geben Sie das "
    "Video noch einmal mit Bild aus, als MP4 (H.264)."
)
# What the portal hands out, and as what.
TYPEN = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
}


def video_pruefen(datei: File) -> None:
    """Raise ValidationError unless `datei` is an MP4 or WebM with a picture, 100 MB at most.

    Both content and name have to say so.
    An MP4 begins with a box "ftyp" (ISO/IEC 14496-12, 4.3), a WebM with an EBML header that names
    the document type "webm" (RFC 8794, section 8.1).
    """
    if _gespeichert(datei):
        return
    if (datei.size or 0) > VIDEO_HOECHSTENS:
        raise ValidationError("Das Video ist größer als 100 MB. Bitte verkleinern Sie es.")
    kopf = _anfang(datei, 64)
    endung = _endung(datei)
    mp4 = kopf[4:8] == b"ftyp" and endung == ".mp4"
    webm = kopf.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in kopf and endung == ".webm"
    if not (mp4 or webm):
        raise ValidationError(KEIN_VIDEO)
    zu_sehen = mp4_mit_bild(datei) if mp4 else webm_mit_bild(datei)
    datei.seek(0)
    if not zu_sehen:
        raise ValidationError(NICHTS_ZU_SEHEN)


def untertitel_pruefen(datei: File) -> None:
    """Raise ValidationError unless `datei` holds captions in WebVTT (W3C), in UTF-8, 1 MB at most.

    The first line is WEBVTT, and at least one line tells from when to when something is said.
    """
    if _gespeichert(datei):
        return
    if (datei.size or 0) > UNTERTITEL_HOECHSTENS:
        raise ValidationError("Die Untertitel sind größer als 1 MB.")
    try:
        text = _anfang(datei, UNTERTITEL_HOECHSTENS).decode("utf-8-sig")
    except UnicodeDecodeError as fehler:
        raise ValidationError(
            "Die Untertitel sind nicht in UTF-8 gespeichert. Bitte speichern Sie sie so ab."
        ) from fehler
    if not text.startswith("WEBVTT") or "-->" not in text or _endung(datei) != ".vtt":
        raise ValidationError(
            "Das sind keine Untertitel im Format WebVTT. Die Datei endet auf „.vtt“ und beginnt "
            "mit „WEBVTT“."
        )


def _endung(datei: File) -> str:
    return PurePath(datei.name or "").suffix.lower()


def _anfang(datei: File, laenge: int) -> bytes:
    datei.seek(0)
    kopf: bytes = datei.read(laenge)
    datei.seek(0)
    return kopf


def _gespeichert(datei: File) -> bool:
    """Tell whether `datei` is stored: it was checked when it came, and is not read again."""
    return bool(getattr(datei, "_committed", False))
