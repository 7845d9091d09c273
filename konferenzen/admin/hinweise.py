"""What a clerk should read about a date or a change just saved."""

from datetime import datetime

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from konferenzen.models import Konferenz
from konferenzen.zeitangaben import zeitangabe


def terminhinweise(konferenz: Konferenz, jetzt: datetime) -> list[tuple[str, int]]:
    """Give what to read about the date just saved, with its level: its weekday, and what is odd.

    Nothing where there is no date; `jetzt` is an aware time.
    """
    if konferenz.beginn is None:
        return []
    wer, wann = konferenz.bezeichnung, zeitangabe(konferenz, jetzt).ganz
    hinweise = [(f"{wer}: {wann}.", messages.INFO)]
    if konferenz.ende_geschaetzt:
        hinweise.append((f"{wer}: Das Ende ist mit zwei Stunden angenommen.", messages.INFO))
    warnungen = [(f"{wer}: {text}", messages.WARNING) for text in terminwarnungen(konferenz, jetzt)]
    return [*hinweise, *warnungen]


def terminwarnungen(konferenz: Konferenz, jetzt: datetime) -> list[str]:
    """Give what is odd about the date of `konferenz` at the aware time `jetzt`, in sentences."""
    if konferenz.beginn is None:
        return []
    warnungen = []
    if konferenz.beginn < jetzt:
        warnungen.append("Der Termin liegt in der Vergangenheit.")
    runde, tag = konferenz.runde, timezone.localtime(konferenz.beginn).date()
    if runde is not None and not runde.beginn <= tag <= runde.ende:
        warnungen.append(
            f"Der Termin liegt nicht in der Saison der Runde {runde}. Stimmt das Jahr?"
        )
    return warnungen


def grund_fehlt(konferenz: Konferenz, jetzt: datetime) -> str:
    """Ask for the reason of the newest public change where it should have one; empty otherwise.

    `konferenz` is just saved, `jetzt` an aware time. The text is HTML with a link to the field.
    """
    eintrag = konferenz.aenderungen.ohne_grund().filter(sequenz=konferenz.sequenz).first()
    if eintrag is None or eintrag.zeitpunkt > jetzt:
        return ""
    return format_html(
        '{}: {}, aber ohne Grund. <a href="{}#id_statusgrund">Bitte ergänzen Sie den Grund.</a> '
        "Alle können ihn lesen.",
        konferenz.bezeichnung,
        " und ".join(eintrag.woerter),
        reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk]),
    )
