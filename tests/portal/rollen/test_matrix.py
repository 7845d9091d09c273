"""Every address of the admin for every role, with a row of one's own Stadtteil and a foreign one.

The addresses come from the admin itself: a new one without a rule here lets the first test fail.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from hattingen_portal.anmeldung.models import Anmeldesperre
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.grundlage.schritte import angemeldete
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from hattingen_portal.seiten.models import Seite
from konferenzen.models import Ferien, Sperrtag, Status
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.rollen import angemeldet, konto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

# s: see, a: add, c: change, d: delete. For the Stadtteilbetreuung, a row of their own; "-" marks
# that they see foreign rows as well.
OFFICE, NEWS, ACTORS, AREA, ACCOUNTS = (
    "Quartiersentwicklung",
    "Redaktion",
    "Akteurspflege",
    "Stadtteilbetreuung",
    "Benutzerverwaltung",
)
RECHTE: dict[str, dict[str, str]] = {
    "konferenzen_konferenz": {OFFICE: "sacd", NEWS: "s", AREA: "sacd"},
    "konferenzen_runde": {OFFICE: "sacd", NEWS: "s", AREA: "s-"},
    "konferenzen_veranstaltungsort": {OFFICE: "sacd", NEWS: "s", AREA: "s-"},
    "konferenzen_ferien": {OFFICE: "sacd", NEWS: "s", AREA: "s-"},
    "konferenzen_sperrtag": {OFFICE: "sacd", NEWS: "s", AREA: "s-"},
    "aktuelles_beitrag": {OFFICE: "sacd", NEWS: "sacd", AREA: "sacd"},
    "akteure_akteur": {OFFICE: "sacd", NEWS: "s", ACTORS: "sacd", AREA: "sac"},
    "akteure_kategorie": {OFFICE: "sacd", NEWS: "s", ACTORS: "sacd", AREA: "s-"},
    "quartiere_stadtteil": {OFFICE: "sacd", NEWS: "s", ACTORS: "s", AREA: "sc"},
    "quartiere_ortsteil": {OFFICE: "sacd", NEWS: "s", ACTORS: "s", AREA: "s"},
    "quartiere_ansprechperson": {OFFICE: "sacd", NEWS: "s", AREA: "s-"},
    "hattingen_portal_meldung": {OFFICE: "sac", AREA: "sac"},  # open ones stay
    "hattingen_portal_seite": {OFFICE: "sc", NEWS: "s"},
    "hattingen_portal_sendung": {OFFICE: "s"},
    "hattingen_portal_vorlauf": {OFFICE: "sc"},
    "hattingen_portal_anmeldesperre": {ACCOUNTS: "sd"},
    "auth_user": {ACCOUNTS: "sac"},
}
VORGAENGE = (
    "veroeffentlichen",
    "absagen",
    "verschieben",
    "festlegen",
    "verlegen",
    "wieder-ansetzen",
    "zurueckziehen",
    "anpassen",
)
# What each address needs: on the list, and on a row.
LISTEN = {"changelist": "s", "ausgeben": "s", "add": "a"}
ZEILEN = {"change": "s", "history": "s", "delete": "d"}
# The others, with the model whose permission it is: of a row, and of none.
WEITERE = {
    **{f"konferenzen_konferenz_{name}": ("konferenzen_konferenz", "c") for name in VORGAENGE},
    "konferenzen_konferenz_vorschaulink": ("konferenzen_konferenz", "c"),
    "konferenzen_konferenz_pressetext": ("konferenzen_konferenz", "s"),
    "konferenzen_runde_pressetext": ("konferenzen_runde", "s"),
    "konferenzen_runde_kopieren": ("konferenzen_runde", "a"),
    "konferenzen_veranstaltungsort_uebergeben": ("konferenzen_veranstaltungsort", "c"),
    "aktuelles_beitrag_vorschaulink": ("aktuelles_beitrag", "c"),
    "hattingen_portal_meldung_vorschlaege": ("hattingen_portal_meldung", "c"),
    "hattingen_portal_meldung_antworten": ("hattingen_portal_meldung", "c"),
    "akteure_akteur_privates": ("akteure_akteur", "d"),
    "auth_user_password_change": ("auth_user", "c"),
    "fremder_faktor": ("auth_user", "c"),
}
SEITEN = {
    "konferenzen_runde_planen": ("konferenzen_konferenz", "a"),
    "konferenzen_runde_einlesen": ("konferenzen_konferenz", "c"),
    "personendaten": ("hattingen_portal_sendung", "s"),
    "konferenzen_ferien_einlesen": ("konferenzen_ferien", "a"),
}
# Accounts and their locks are given out to nobody as a file.
OHNE_DATEI = {"auth_user_ausgeben", "hattingen_portal_anmeldesperre_ausgeben"}
# Tested by themselves, below and in test_verwaltung: their answer is not that of a row.
EIGENE_TESTS = {
    "konferenzen_konferenz_vorgang",
    "hattingen_portal_sendung_erneut",
    "datei",
    "autocomplete",
    "view_on_site",
}
# For everybody who is logged in, and for those who are about to: one's own account and session.
FUER_ALLE = {
    *("index", "login", "logout", "password_change", "password_change_done", "jsi18n"),
    *("anmeldung_code", "absichern", "absichern_qr", "sitzung"),
    *("handbuch", "handbuch_anmelden"),
}
OHNE_NAMEN = {
    "app_list",  # names what the person may see
    None,  # Django's old addresses of rows, which lead on, and what is no address
}


def namen() -> set[str | None]:
    def alle(muster: list[Any]) -> Any:
        for eines in muster:
            if isinstance(eines, URLResolver):
                yield from alle(eines.url_patterns)
            elif isinstance(eines, URLPattern):
                yield eines.name

    return set(alle(admin.site.get_urls()))


def test_every_address_of_the_admin_has_a_rule() -> None:
    je_modell = {f"{modell}_{seite}" for modell in RECHTE for seite in (*LISTEN, *ZEILEN)}
    einzeln = set(WEITERE) | set(SEITEN) | EIGENE_TESTS
    mit_regel = je_modell | einzeln | FUER_ALLE | OHNE_NAMEN
    assert namen() - OHNE_DATEI == mit_regel - OHNE_DATEI


@dataclass(frozen=True)
class Bestand:
    """One row of each model: of the own Stadtteil, and of another one."""

    eigene: dict[str, Model]
    fremde: dict[str, Model]


def bestand() -> Bestand:
    seiten_anlegen()
    welper, holthausen = f.stadtteil("Welper"), f.stadtteil("Holthausen")
    return Bestand(_zeilen(welper), _zeilen(holthausen))


def _zeilen(stadtteil: Stadtteil) -> dict[str, Model]:
    verein, beitrag = f.akteur(), f.beitrag()
    verein.stadtteile.add(stadtteil)
    beitrag.stadtteile.add(stadtteil)
    return {
        "konferenzen_konferenz": f.konferenz(stadtteil=stadtteil, status=Status.ENTWURF),
        "konferenzen_runde": f.runde(f"Frühjahr {stadtteil}"),
        "konferenzen_veranstaltungsort": f.ort(f"Haus {stadtteil}"),
        "konferenzen_ferien": Ferien.objects.create(
            name=f"Ferien {stadtteil}", beginn=date(2026, 3, 30), ende=date(2026, 4, 11)
        ),
        "konferenzen_sperrtag": Sperrtag.objects.create(
            was=f"Fest {stadtteil}", beginn=date(2026, 6, 6), ende=date(2026, 6, 6)
        ),
        "aktuelles_beitrag": beitrag,
        "akteure_akteur": verein,
        "akteure_kategorie": f.kategorie(f"Kategorie {stadtteil}"),
        "quartiere_stadtteil": stadtteil,
        "quartiere_ortsteil": f.ortsteil(f"Teil von {stadtteil}", stadtteil),
        "quartiere_ansprechperson": f.ansprechperson(),
        "hattingen_portal_meldung": meldung(stadtteil),
        "hattingen_portal_seite": Seite.objects.all()[0],
        "hattingen_portal_sendung": Sendung.objects.create(
            an=["sb@example.org"], betreff="Zu Ihrer Meldung", text="Guten Tag"
        ),
        "hattingen_portal_vorlauf": Vorlauf.objects.get_or_create(
            schritt=angemeldete()[0].kennung, defaults={"tage": 7}
        )[0],
        "hattingen_portal_anmeldesperre": Anmeldesperre.objects.create(
            username=f"name-{stadtteil.slug}", failures_since_start=5
        ),
        "auth_user": User.objects.create_user(f"konto-{stadtteil.slug}", is_staff=True),
    }


def meldung(stadtteil: Stadtteil) -> Meldung:
    return Meldung.objects.create(
        art="kontakt", text="Hallo", stadtteil=stadtteil, faellig_am=f.JETZT.date()
    )


def antworten(client: Client, zeilen: dict[str, Model]) -> dict[str, bool]:
    """Tell for each address whether it is open: 200 or a way back, or closed: 403."""
    adressen: dict[str, tuple[Any, ...]] = dict.fromkeys(SEITEN, ())
    for modell, zeile in zeilen.items():
        adressen |= {f"{modell}_{seite}": () for seite in LISTEN}
        adressen[f"{modell}_ausgeben"] = ("csv",)
        adressen |= {f"{modell}_{seite}": (zeile.pk,) for seite in ZEILEN}
        adressen |= {name: (zeile.pk,) for name, (wem, _) in WEITERE.items() if wem == modell}
    offen = {}
    for name in adressen.keys() - OHNE_DATEI:
        wo = adressen[name]
        status = client.get(reverse(f"admin:{name}", args=wo)).status_code
        assert status in {200, 302, 403}, (name, status)
        offen[name] = status != 403
    return offen


def erlaubt(rolle: str, *, eigene: bool) -> dict[str, bool]:
    soll = {}
    for modell, rollen in RECHTE.items():
        rechte = rollen.get(rolle, "")
        zeile = rechte if eigene or "-" in rechte else ""
        soll |= {f"{modell}_{seite}": recht in rechte for seite, recht in LISTEN.items()}
        soll |= {f"{modell}_{seite}": recht in zeile for seite, recht in ZEILEN.items()}
        soll |= {name: recht in zeile for name, (wem, recht) in WEITERE.items() if wem == modell}
        soll |= {name: recht in rechte for name, (wem, recht) in SEITEN.items() if wem == modell}
    return {name: recht for name, recht in soll.items() if name not in OHNE_DATEI}


@pytest.mark.parametrize("rolle", [OFFICE, NEWS, ACTORS, ACCOUNTS])
def test_a_role_for_the_whole_city_opens_what_is_its_own(rolle: str) -> None:
    zeilen = bestand()
    client = angemeldet(konto(rolle))

    assert antworten(client, zeilen.fremde) == erlaubt(rolle, eigene=True)


def test_a_colleague_opens_what_is_of_the_own_stadtteil_and_nothing_else() -> None:
    zeilen = bestand()
    client = angemeldet(konto(AREA, stadtteile=(Stadtteil.objects.get(name="Welper"),)))

    assert antworten(client, zeilen.eigene) == erlaubt(AREA, eigene=True)
    assert antworten(client, zeilen.fremde) == erlaubt(AREA, eigene=False)


def test_a_colleague_without_a_stadtteil_opens_no_row_and_adds_none() -> None:
    zeilen = bestand()
    soll = erlaubt(AREA, eigene=False)
    soll |= {f"{modell}_add": False for modell in RECHTE}
    soll |= {name: False for name, (_, recht) in SEITEN.items() if recht == "a"}

    assert antworten(angemeldet(konto(AREA)), zeilen.eigene) == soll


def test_who_has_every_role_and_a_stadtteil_is_limited_to_it_all_the_same() -> None:
    zeilen = bestand()
    welper = Stadtteil.objects.get(name="Welper")
    alle = konto(OFFICE, NEWS, ACTORS, AREA, ACCOUNTS, stadtteile=(welper,))
    offen = antworten(angemeldet(alle), zeilen.fremde)

    # What belongs to no Stadtteil is looked at, and no more; mails are the office's.
    nur_ansehen = (
        "konferenzen_runde",
        "konferenzen_veranstaltungsort",
        "konferenzen_ferien",
        "konferenzen_sperrtag",
        "akteure_kategorie",
        "quartiere_ansprechperson",
        "hattingen_portal_seite",
        "hattingen_portal_vorlauf",
        "hattingen_portal_anmeldesperre",
        "auth_user",
    )
    anlegen = (
        "konferenzen_konferenz",
        "aktuelles_beitrag",
        "akteure_akteur",
        "quartiere_stadtteil",
        "quartiere_ortsteil",
        "hattingen_portal_meldung",
    )
    assert {name for name, auf in offen.items() if auf} == {
        *(f"{modell}_changelist" for modell in RECHTE),
        *({f"{modell}_ausgeben" for modell in RECHTE} - OHNE_DATEI),
        *(f"{modell}_{seite}" for modell in nur_ansehen for seite in ("change", "history")),
        *(f"{modell}_add" for modell in anlegen),
        *("konferenzen_runde_planen", "konferenzen_runde_einlesen"),
        "konferenzen_runde_pressetext",
    }
