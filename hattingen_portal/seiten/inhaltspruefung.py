"""What must be filled in before the portal goes live: `manage.py check --tag inhalt`.

Placeholders are right while the portal is being set up, so neither a plain check nor a migration
asks here; the command `check` does when it is told to.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DEFAULT_DB_ALIAS
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from aktuelles.models import Beitrag
from hattingen_portal.seiten.maengel import maengel
from hattingen_portal.seiten.models import Schluessel, Seite
from hattingen_portal.seiten.platzhalter import platzhalter
from hattingen_portal.seiten.ueberholt import ueberholte
from konferenzen.models import Konferenz
from quartiere.stammdaten import buero

TAG = "inhalt"


def inhalt_pruefen(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Give an error for all that is still missing, and a warning for each review that is due.

    Asks nothing unless `databases` names the portal's, as Django wants it of a check that reads.
    """
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    return [*_seiten(), *_nachrichten(), *_stelle(), *_versand(), *_beispiele()]


def _seiten() -> Iterator[CheckMessage]:
    heute = timezone.localdate()
    seiten = {seite.schluessel: seite for seite in Seite.objects.mit_inhalt()}
    for schluessel in Schluessel:
        if (seite := seiten.get(schluessel)) is None:
            hinweis = "Bitte rufen Sie „manage.py grunddaten“ auf."
            yield Error(f"{schluessel.label}: Die Seite fehlt.", hint=hinweis, id="inhalt.E001")
            continue
        hinweis = _ort("hattingen_portal_seite", seite.pk)
        for mangel in maengel(seite):
            yield Error(f"{seite.titel}, {mangel}.", hint=hinweis, id="inhalt.E002")
        if seite.ueberfaellig(heute):
            seit = seite.naechste_pruefung
            wann = f"ist seit {date_format(seit, 'j. F Y')} überfällig" if seit else "fehlt noch"
            yield checks.Warning(
                f"{seite.titel}: Die Prüfung {wann}.", hint=hinweis, id="inhalt.W001"
            )
    for ausnahme in ueberholte(seiten.values()):
        text = f"{ausnahme.seite}: „{ausnahme.inhalt}“ steht dort als fehlend, ist aber da."
        hinweis = _ort("hattingen_portal_seite", ausnahme.seite_id)
        yield checks.Warning(text, hint=hinweis, id="inhalt.W002")


def _nachrichten() -> Iterator[CheckMessage]:
    for beitrag in Beitrag.objects.oeffentlich().order_by("pk"):
        for fehlt in [*platzhalter(beitrag.teaser), *platzhalter(beitrag.text)]:
            text = f"Beitrag „{beitrag}“: Platzhalter „{fehlt}“."
            hinweis = _ort("aktuelles_beitrag", beitrag.pk)
            yield Error(text, hint=hinweis, id="inhalt.E007")


def _stelle() -> Iterator[CheckMessage]:
    """The ways to reach the office: without them, forms and pages lead nowhere."""
    if (person := buero()) is None:
        yield Error(
            "Kontakt: Es fehlt eine öffentliche Ansprechperson für die ganze Stadt.",
            hint=_ort("quartiere_ansprechperson"),
            id="inhalt.E003",
        )
    elif not person.email:
        yield Error(
            f"Kontakt: {person} hat keine E-Mail-Adresse.",
            hint=_ort("quartiere_ansprechperson", person.pk),
            id="inhalt.E004",
        )
    if not settings.PORTAL_EMAIL:
        yield Error(
            "Das Portal hat keine E-Mail-Adresse.",
            hint="Bitte setzen Sie die Umgebungsvariable PORTAL_EMAIL (docs/betrieb.md).",
            id="inhalt.E005",
        )


def _versand() -> Iterator[CheckMessage]:
    """Forms promise an answer by mail, and the office is told of messages by mail."""
    if settings.PORTAL_SMTP is None:
        yield Error(
            "Es ist kein Mailserver eingerichtet: Niemand bekommt die Mails des Portals, auch "
            "nicht, wer eine Nachricht schreibt.",
            hint="Bitte setzen Sie die Umgebungsvariable PORTAL_SMTP_URL (docs/betrieb.md).",
            id="inhalt.E008",
        )


def _beispiele() -> Iterator[CheckMessage]:
    """Dates that were made up for trying out: on a live portal people would come to them."""
    runden = Konferenz.objects.oeffentlich().runden().filter(beispiel=True)
    for runde in runden.order_by("pk"):
        yield Error(
            f"Runde „{runde}“: Ihre Termine sind Beispiele und stehen auf der Website.",
            hint=_ort("konferenzen_runde", runde.pk),
            id="inhalt.E006",
        )


def _ort(modell: str, pk: int | None = None) -> str:
    """Say where in the admin to put it right."""
    if pk is None:
        return f"Verwaltung: {reverse(f'admin:{modell}_changelist')}"
    return f"Verwaltung: {reverse(f'admin:{modell}_change', args=[pk])}"
