"""An answer about stored data as a text that can be sent as it is."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils.formats import date_format

from hattingen_portal.datenschutz.auskunft import Angabe, Auskunft

NICHTS = "Über diese Adresse ist nichts gespeichert."
RECHTE = (
    "Sie können diese Daten berichtigen (Artikel 16 DSGVO) oder löschen lassen (Artikel 17), ihre "
    "Verarbeitung einschränken lassen (Artikel 18) oder ihr widersprechen (Artikel 21), und sich "
    "bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen "
    "beschweren (Artikel 77). Wer sonst Ihre Daten bekommt, steht auf der Seite Datenschutz."
)


def als_text(auskunft: Auskunft) -> str:
    """Give `auskunft` in German, as plain text."""
    stand = date_format(datetime.fromisoformat(auskunft.stand), "j. F Y, H:i")
    kopf = (
        f"Was im {settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE} über {auskunft.adresse} "
        f"gespeichert ist\nStand: {stand} Uhr\n"
    )
    return "\n".join([kopf, *_teile(auskunft.angaben), RECHTE])


def _teile(angaben: Sequence[Angabe]) -> Iterator[str]:
    if not angaben:
        yield f"{NICHTS}\n"
    for ueberschrift, eigen in (
        ("Daten zu dieser Adresse", True),
        ("Texte, in denen die Adresse steht (Ausschnitte)", False),
    ):
        seine = [angabe for angabe in angaben if angabe.eigen is eigen]
        if seine:
            yield f"{ueberschrift}\n{'=' * len(ueberschrift)}\n"
            yield from map(_eine, seine)


def _eine(angabe: Angabe) -> str:
    zeilen = [angabe.art, "-" * len(angabe.art)]
    for name, wert in angabe.werte.items():
        erste, *weitere = wert.splitlines() or [""]
        zeilen += [f"{name}: {erste}", *(f"  {zeile}" for zeile in weitere)]
    tag = date_format(date.fromisoformat(angabe.bis), "j. F Y") if angabe.bis else ""
    bis = f", also bis {tag}" if tag else ""
    return "\n".join(
        [
            *zeilen,
            f"Wozu: {angabe.zweck}",
            f"Rechtsgrundlage: {angabe.rechtsgrund}",
            f"Aufbewahrt: {angabe.aufbewahrt}{bis}; danach: {angabe.danach}",
            "",
        ]
    )
