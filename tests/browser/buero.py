"""The worst case of what only the office sees: thirty mails, messages, accounts, long names."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.utils import timezone

from akteure.models import Akteur
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.post.models import Sendung, Zustand
from konferenzen.models import Ferien, Sperrtag
from quartiere.models import Stadtteil
from tests.browser.daten import WORT

ANZAHL = 30
EMAIL = "Donaudampfschifffahrtselektrizitaetenhauptbetriebs@example.org"


def fuellen() -> None:
    """Fill a portal that has its public rows; the row with the key 1 has the most to show."""
    voller = Stadtteil.objects.get(slug="voll")
    akteur = Akteur.objects.get(slug="voll")
    heute = timezone.localdate()
    for n in range(ANZAHL):
        sendung = Sendung.objects.create(
            an=[EMAIL] * (n % 3 + 1),
            betreff=f"{n} {WORT} {WORT}"[:200],
            text=f"{WORT}\n\n{WORT} {WORT}",
            zustand=Zustand.GESCHEITERT if n % 2 else Zustand.WARTET,
            letzter_fehler=f"550 {WORT} {WORT}",
        )
        meldung = Meldung.objects.create(
            art=Art.BERICHTIGUNG if n % 2 else Art.BARRIERE,
            akteur=akteur if n % 2 else None,
            name=f"{n} {WORT}"[:120],
            email=EMAIL,
            telefon="02324 123456789012345678901234",
            text=f"{WORT} " * 20,
            stadtteil=voller,
            seite=f"/termine/{WORT}/",
            eingegangen_am=timezone.now() - timedelta(days=n),
            faellig_am=heute + timedelta(days=14 - n),
        )
        meldung.sendungen.add(sendung)
        tag = heute + timedelta(days=30 + n)
        Ferien.objects.create(name=f"{n} {WORT}", beginn=tag, ende=tag, quelle=f"{WORT}.ics")
        sperrtag = Sperrtag.objects.create(was=f"{n} {WORT}", beginn=tag, ende=tag)
        sperrtag.stadtteile.set(Stadtteil.objects.all())
        User.objects.create_user(f"{n}{WORT}", email=EMAIL, is_staff=True)
        AccessAttempt.objects.create(
            username=f"{n}{WORT}"[:255], ip_address="192.0.2.1", failures_since_start=9
        )
    _vorschlaege(akteur)


def _vorschlaege(akteur: Akteur) -> None:
    for feld, neu in (("name", WORT), ("beschreibung", f"{WORT} " * 20), ("email", EMAIL)):
        Vorschlag.objects.create(
            meldung=Meldung.objects.filter(akteur=akteur).earliest("pk"),
            feld=feld,
            bisher=getattr(akteur, feld),
            vorgeschlagen=neu,
        )
