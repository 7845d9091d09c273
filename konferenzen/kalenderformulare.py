"""Links that open a calendar's own form, filled in with one date.

Plain links: nothing is loaded from there, and nothing is sent before somebody follows one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.conf import settings

from konferenzen.kalender import BEISPIEL, ENDE_ANGENOMMEN, kalendertitel
from konferenzen.models import Form, Konferenz

OUTLOOK = (
    ("Outlook.com (privat)", "outlook.live.com"),
    ("Microsoft 365 (Arbeit und Schule)", "outlook.office.com"),
)


@dataclass(frozen=True)
class Kalenderformular:
    """A calendar by name, and the address of its form."""

    name: str
    adresse: str


def kalenderformulare(konferenz: Konferenz) -> list[Kalenderformular]:
    """Give the forms that take `konferenz`: with title, times and place as in the feed.

    Raises ValueError where it has no date.
    """
    if konferenz.beginn is None or konferenz.ende is None:
        raise ValueError(f"{konferenz} hat keinen Termin.")
    zeiten = (konferenz.beginn.astimezone(UTC), konferenz.ende.astimezone(UTC))
    return [
        Kalenderformular("Google Kalender", _google(konferenz, *zeiten)),
        *(
            Kalenderformular(name, _outlook(rechner, konferenz, *zeiten))
            for name, rechner in OUTLOOK
        ),
    ]


def _google(konferenz: Konferenz, beginn: datetime, ende: datetime) -> str:
    return "https://calendar.google.com/calendar/render?" + _angaben(
        action="TEMPLATE",
        text=kalendertitel(konferenz),
        dates=f"{beginn:%Y%m%dT%H%M%SZ}/{ende:%Y%m%dT%H%M%SZ}",
        location=_ort(konferenz),
        details=_text(konferenz),
    )


def _outlook(rechner: str, konferenz: Konferenz, beginn: datetime, ende: datetime) -> str:
    return f"https://{rechner}/calendar/0/deeplink/compose?" + _angaben(
        path="/calendar/action/compose",
        rru="addevent",
        subject=kalendertitel(konferenz),
        startdt=f"{beginn:%Y-%m-%dT%H:%M:%SZ}",
        enddt=f"{ende:%Y-%m-%dT%H:%M:%SZ}",
        location=_ort(konferenz),
        body=_text(konferenz),
    )


def _angaben(**felder: str) -> str:
    """Give the query with a space as %20 (RFC 3986): Outlook would show a "+" as it stands."""
    return urlencode({name: wert for name, wert in felder.items() if wert}, quote_via=quote)


def _ort(konferenz: Konferenz) -> str:
    if konferenz.form == Form.ONLINE:
        return "online"
    return konferenz.ort.anschrift if konferenz.ort else ""


def _text(konferenz: Konferenz) -> str:
    saetze = [BEISPIEL] if konferenz.ist_beispiel else []
    if konferenz.ende_geschaetzt:
        saetze.append(ENDE_ANGENOMMEN)
    seite = f"{settings.PORTAL_BASIS_URL}{konferenz.get_absolute_url()}"
    return "\n\n".join([*saetze, f"Alles zu diesem Termin: {seite}"])
