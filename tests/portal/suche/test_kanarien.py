"""Drafts and private data: no word of theirs may change anything on the page.

Each canary is a word that stands nowhere else. The page for it must be the page for a word that
does not exist at all: the same hits, numbers, suggestion and passages.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from akteure.models import Akteur, Kontakt
from aktuelles.models import Anhang
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art as MeldungArt
from hattingen_portal.meldungen.werte import Weg
from hattingen_portal.meldungen.werte import Zustand as MeldungZustand
from hattingen_portal.post.models import Sendung
from konferenzen.models import Art, Einladung, Konferenz, Status
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.portal.suche.bestand import suche, unterlage

pytestmark = pytest.mark.django_db
TAG = timedelta(days=1)
KANARIE = "Rostgansflug"
# As it stands there; its beginning, its middle, with typing errors, in a phrase, excluded.
TYPEN = (KANARIE, "Rostg", "stgansfl", "Rostgansfluk", f'"{KANARIE}"', f"Verein {KANARIE}")
PERSON = {"art": Akteur.Art.EINZELPERSON, "stand": Akteur.Stand.BESTAETIGT}
EINWILLIGUNG = {"einwilligung_am": date(2026, 1, 1), "einwilligung_wortlaut": "Ja."}


@pytest.fixture(autouse=True)
def uhr(jetzt: time_machine.Traveller) -> time_machine.Traveller:
    return jetzt


def konferenz(**felder: object) -> Konferenz:
    """Save a conference that could be found if it were public."""
    vorgabe = {"art": Art.VERANSTALTUNG, "titel": "Verein", "beginn": f.berlin(2026, 2, 2, 17)}
    return f.konferenz(**vorgabe | felder)


def verborgene_konferenz(**felder: object) -> Konferenz:
    """Save one that hides a canary in everything that it shows."""
    return konferenz(
        titel=f"Verein {KANARIE}",
        beschreibung=KANARIE,
        ort=f.ort(f"Verein {KANARIE}", raum=KANARIE),
        runde=f.runde(KANARIE, slug="runde"),
        **felder,
    )


def zurueckgezogen() -> None:
    objekt = verborgene_konferenz()
    objekt.status = Status.ZURUECKGEZOGEN
    objekt.save()


def mit_verborgener_unterlage() -> None:
    unterlage(konferenz(), f"Verein {KANARIE}", oeffentlich=False)


def unterlage_eines_entwurfs() -> None:
    unterlage(konferenz(status=Status.ENTWURF), f"Verein {KANARIE}")


def kontakt() -> None:
    Kontakt.objects.create(
        akteur=f.akteur("Verein am Wald"),
        name=KANARIE,
        email=f"{KANARIE}@example.org",
        telefon="0",
        notiz=KANARIE,
    )


def einladung() -> None:
    akteur = f.akteur("Verein am Wald")
    Einladung.objects.create(konferenz=konferenz(), akteur=akteur, notiz=KANARIE)


def einladung_eines_verborgenen() -> None:
    akteur = f.akteur(f"Verein {KANARIE}", stand=Akteur.Stand.RUHEND)
    Einladung.objects.create(konferenz=konferenz(), akteur=akteur)


def anhang_eines_entwurfs() -> None:
    beitrag = f.beitrag("Verein", veroeffentlichen_ab=None)
    Anhang.objects.create(beitrag=beitrag, titel=f"Verein {KANARIE}", datei="x.pdf")


def akteur(**felder: object) -> Callable[[], object]:
    return lambda: f.akteur(f"Verein {KANARIE}", beschreibung=KANARIE, **felder)


def beitrag(**felder: object) -> Callable[[], object]:
    return lambda: f.beitrag(f"Verein {KANARIE}", teaser=KANARIE, text=KANARIE, **felder)


def meldung_zu(akteur: Akteur | None) -> Meldung:
    """Save a message that hides a canary in everything that a person can type."""
    return meldung(
        art=MeldungArt.BERICHTIGUNG if akteur else MeldungArt.BARRIERE,
        akteur=akteur,
        name=KANARIE,
        email=f"{KANARIE}@example.org",
        telefon=KANARIE,
        text=f"Verein {KANARIE}",
        seite=KANARIE,
        notiz=KANARIE,
    )


def vorschlag_zu_einem_eintrag() -> None:
    Vorschlag.objects.create(
        meldung=meldung_zu(f.akteur("Verein am Wald")),
        feld="name",
        bisher="Verein am Wald",
        vorgeschlagen=f"Verein {KANARIE}",
    )


def antwort_auf_eine_meldung() -> None:
    objekt = meldung(
        zustand=MeldungZustand.BEANTWORTET,
        antwort=f"Verein {KANARIE}",
        antwort_weg=Weg.TELEFON,
        abgeschlossen_am=f.JETZT,
    )
    mail = Sendung.objects.create(an=["a@example.org"], betreff=KANARIE, text=f"Verein {KANARIE}")
    objekt.sendungen.add(mail)


VERBORGENES: dict[str, Callable[[], object]] = {
    "ein Entwurf": lambda: verborgene_konferenz(status=Status.ENTWURF),
    "eine geplante Konferenz": lambda: verborgene_konferenz(veroeffentlichen_ab=f.JETZT + TAG),
    "eine zurückgezogene": zurueckgezogen,
    "ein Ort ohne Konferenz": lambda: f.ort(f"Verein {KANARIE}"),
    "eine Runde ohne Konferenz": lambda: f.runde(f"Verein {KANARIE}"),
    "eine Kategorie ohne Eintrag": lambda: f.kategorie(f"Verein {KANARIE}"),
    "ein Ortsteil ohne Stadtteil": lambda: f.ortsteil(f"Verein {KANARIE}"),
    "eine Unterlage, die nicht öffentlich ist": mit_verborgener_unterlage,
    "eine Unterlage eines Entwurfs": unterlage_eines_entwurfs,
    "ein interner Kontakt": kontakt,
    "die Notiz einer Einladung": einladung,
    "die Einladung eines ruhenden Eintrags": einladung_eines_verborgenen,
    "ein ruhender Eintrag": akteur(stand=Akteur.Stand.RUHEND),
    "eine Person ohne Einwilligung": akteur(**PERSON),
    "eine unbestätigte Person": akteur(**PERSON | EINWILLIGUNG | {"stand": "erfasst"}),
    "eine Person, die widerrufen hat": akteur(
        **PERSON | EINWILLIGUNG, einwilligung_widerrufen_am=date(2026, 1, 2)
    ),
    "der Wortlaut einer Einwilligung": lambda: f.akteur(
        "Verein", **PERSON | EINWILLIGUNG | {"einwilligung_wortlaut": KANARIE}
    ),
    "ein Entwurf einer Nachricht": beitrag(veroeffentlichen_ab=None),
    "eine geplante Nachricht": beitrag(veroeffentlichen_ab=f.JETZT + TAG),
    "eine abgelaufene Nachricht": beitrag(veroeffentlichen_bis=f.JETZT - TAG / 2),
    "der Anhang eines Entwurfs": anhang_eines_entwurfs,
    "eine Meldung": lambda: meldung_zu(None),
    "ein Vorschlag zu einem Eintrag": vorschlag_zu_einem_eintrag,
    "die Antwort auf eine Meldung": antwort_auf_eine_meldung,
    "eine Ansprechperson": lambda: f.ansprechperson(
        funktion=f"Verein {KANARIE}", name=KANARIE, oeffentlich=False
    ),
}


@pytest.mark.parametrize("verborgenes", VERBORGENES)
def test_what_is_not_public_leaves_no_trace(client: Client, verborgenes: str) -> None:
    stadtteil = f.stadtteil("Welper")
    f.akteur("Verein der Nachbarn").stadtteile.add(stadtteil)
    VERBORGENES[verborgenes]()
    for typ in TYPEN:
        # A word of the same length that stands nowhere, not even among the private ones.
        anders = typ.replace("ost", "xqz").replace("stg", "zqg")
        seiten = [client.get("/suche/", {"q": wort}).text for wort in (typ, anders)]
        assert seiten[0].replace(typ, "…").replace(typ.replace('"', "&quot;"), "…") == seiten[
            1
        ].replace(anders, "…").replace(anders.replace('"', "&quot;"), "…"), typ


def test_the_canary_is_found_once_it_is_public(client: Client) -> None:
    """Otherwise the test above could not fail."""
    objekt = verborgene_konferenz()
    unterlage(objekt, f"Verein {KANARIE}")
    f.akteur(f"Verein {KANARIE}")
    f.beitrag(f"Verein {KANARIE}")
    for typ in TYPEN:
        assert suche(client, typ) == [
            f"Verein {KANARIE}",
            f"Verein {KANARIE}, {KANARIE}",
            *[f"Verein {KANARIE}"] * 3,
        ], typ


def test_a_public_row_shows_nothing_of_the_private_ones_beside_it(client: Client) -> None:
    offen = konferenz()
    unterlage(offen, KANARIE, oeffentlich=False)
    ruhend = f.akteur(KANARIE, stand=Akteur.Stand.RUHEND)
    Einladung.objects.create(konferenz=offen, akteur=ruhend, notiz=KANARIE)
    Kontakt.objects.create(akteur=f.akteur("Verein am Wald"), notiz=KANARIE)
    response = client.get("/suche/", {"q": "Verein"})
    assert [t.fund.titel for t in response.context["treffer"]] == ["Verein", "Verein am Wald"]
    assert KANARIE not in response.text


def test_a_hidden_exact_word_does_not_hide_similar_public_ones(client: Client) -> None:
    f.akteur("Rostgarb")
    vorher = client.get("/suche/", {"q": "Rostgant"}).text
    assert "Meinten Sie" in vorher
    f.akteur("Rostgant", stand=Akteur.Stand.RUHEND)
    konferenz(titel="Rostgant", status=Status.ENTWURF)
    assert client.get("/suche/", {"q": "Rostgant"}).text == vorher
