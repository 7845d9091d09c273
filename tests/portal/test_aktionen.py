"""What a list does with ticked rows: it says so in words, and asks first."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, models
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akteure.models import Akteur
from hattingen_portal.grundlage.verwaltung import rueckfrage
from hattingen_portal.post.models import Sendung
from konferenzen.admin.aktionen import STADTWEIT
from konferenzen.models import Einladung, Konferenz, Runde, Status
from tests import fabriken as f
from tests.seite import Seite
from tests.verwaltung import aktion, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

EIGENE = [
    modell for modell in admin.site._registry if not modell.__module__.startswith("django.contrib")
]
AUSGABEN = ["Ausgewählte {} als CSV-Datei ausgeben", "Ausgewählte {} als Excel-Datei ausgeben"]
LOESCHEN = "Ausgewählte {} löschen"
# What a list can do besides deleting and giving out, in its order.
EIGENES: dict[str, list[str]] = {
    "Konferenz": [
        "Veröffentlichen: auf der Website zeigen",
        "Termin festlegen: das Datum ist jetzt bekannt",
        "Absagen: fällt aus",
        "Verschieben: neuer Termin folgt",
        "Verlegen: andere Zeit oder anderer Ort",
        "Ändern: Uhrzeit, Ort oder Form",
        "Wieder ansetzen: findet doch statt",
        "Zurückziehen: von der Website nehmen",
        "Als Vorlage für eine neue verwenden",
        "Alle Akteure des Stadtteils übernehmen",
    ],
    "Sendung": ["Erneut senden"],
    "Anmeldesperre": ["Sperre aufheben"],
}
UNLOESCHBAR = {"Sendung", "Seite", "Vorlauf", "Anmeldesperre"}
OHNE_AUSGABE = {"Anmeldesperre"}


def liste(modell: type[models.Model]) -> str:
    return reverse(f"admin:{modell._meta.app_label}_{modell._meta.model_name}_changelist")


def tun(sb: Client, modell: type[models.Model], was: str, *zeilen: Any, **mehr: str) -> Any:
    daten = {"action": was, "_selected_action": [zeile.pk for zeile in zeilen]}
    return sb.post(liste(modell), daten | mehr)


def versteckte(seite: Seite) -> list[tuple[str, str]]:
    """Give what the page would send besides its button."""
    felder = [(e.attrs.get("name", ""), e.attrs.get("value", "")) for e in seite.alle("input")]
    return [paar for paar in felder if paar[0] in {"action", "_selected_action"}]


@pytest.mark.parametrize("modell", EIGENE, ids=lambda modell: modell.__name__)
def test_every_action_says_in_german_what_it_does(sb: Client, modell: type[models.Model]) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.get()
    verwaltung = admin.site.get_model_admin(modell)
    worte = [wort for name, wort in verwaltung.get_action_choices(request) if name]
    viele = str(modell._meta.verbose_name_plural)
    loeschen = [] if modell.__name__ in UNLOESCHBAR else [LOESCHEN.format(viele)]
    eigene = EIGENES.get(modell.__name__, [])
    ausgaben = [] if modell.__name__ in OHNE_AUSGABE else AUSGABEN
    assert worte == [*loeschen, *eigene, *(wort.format(viele) for wort in ausgaben)]


def test_deleting_names_the_number_and_the_rows_and_waits(sb: Client) -> None:
    vereine = [f.akteur(f"Verein {n}") for n in range(3)]
    bleibt = f.akteur("Bleibt")
    seite = Seite(tun(sb, Akteur, "delete_selected", *vereine).text)
    assert seite.texte("h1")[-1] == "Löschen: 3 Akteurinnen und Akteure"
    zeilen = [text for text in seite.texte("li") if "Verein" in text]
    assert zeilen == [f"Akteur: Verein {n}" for n in range(3)]
    assert "Ja, 3 Akteurinnen und Akteure löschen" in seite.texte("button")
    assert liste(Akteur) in seite.adressen()
    assert Akteur.objects.count() == 4
    assert tun(sb, Akteur, "delete_selected", *vereine, post="yes").status_code == 302
    assert list(Akteur.objects.all()) == [bleibt]


def test_deleting_one_says_one(sb: Client) -> None:
    k = f.konferenz(status=Status.ENTWURF)
    seite = Seite(tun(sb, Konferenz, "delete_selected", k).text)
    assert seite.texte("h1")[-1] == "Löschen: 1 Konferenz"


def test_what_stays_is_named_and_no_button_offered(sb: Client) -> None:
    k = f.konferenz()
    seite = Seite(tun(sb, Konferenz, "delete_selected", k).text)
    assert seite.texte("h1")[-1] == "Nicht zu löschen: 1 Konferenz"
    assert any("war schon öffentlich" in text for text in seite.texte("li"))
    assert "Ja, 1 Konferenz löschen" not in seite.texte("button")
    entwurf = f.konferenz(status=Status.ENTWURF, runde=f.runde("Herbst 2026"))
    seite = Seite(tun(sb, Runde, "delete_selected", entwurf.runde).text)
    assert f"Konferenz: {entwurf}" in seite.texte("li")
    seite = Seite(tun(sb, Runde, "delete_selected", k.runde).text)
    assert "Konferenz" in seite.texte("li")
    assert Runde.objects.count() == 2


def test_inviting_asks_with_the_numbers_and_does_nothing_yet(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    for name in ("Verein", "Kita"):
        f.akteur(name).stadtteile.add(welper)
    ruht = f.akteur("Ruht", stand="ruhend")
    ruht.stadtteile.add(welper)
    k = f.konferenz(stadtteil=welper)
    k.einladungen.create(akteur=Akteur.objects.get(name="Kita"))
    stadtweit = f.konferenz(art="themenkonferenz", titel="Armutskonferenz")
    seite = Seite(aktion(sb, "akteure_uebernehmen", k, stadtweit).text)
    assert seite.texte("h1")[-1] == "Alle Akteure des Stadtteils einladen: 2 Konferenzen"
    zeilen = [text for text in seite.texte("li") if ":" in text]
    assert sorted(zeilen) == [f"Armutskonferenz: {STADTWEIT}", f"{k}: ein Akteur neu"]
    assert "Jetzt einladen (2 Konferenzen)" in seite.texte("button")
    assert sorted(versteckte(seite)) == sorted(
        [
            ("action", "akteure_uebernehmen"),
            ("_selected_action", str(k.pk)),
            ("_selected_action", str(stadtweit.pk)),
        ]
    )
    assert Einladung.objects.count() == 1
    aktion(sb, "akteure_uebernehmen", k, stadtweit, bestaetigt="")
    assert sorted(k.einladungen.values_list("akteur__name", flat=True)) == ["Kita", "Verein"]


def test_where_nobody_is_to_be_invited_no_button_is_offered(sb: Client) -> None:
    k = f.konferenz(stadtteil=f.stadtteil("Welper"))
    seite = Seite(aktion(sb, "akteure_uebernehmen", k).text)
    assert f"{k}: niemand neu" in seite.texte("li")
    assert not any("Jetzt einladen" in knopf for knopf in seite.texte("button"))
    assert "Zurück zur Liste" in seite.texte("a")


def test_sending_again_asks_with_the_addresses(sb: Client) -> None:
    mail = Sendung.objects.create(
        an=["a@example.org"], betreff="Grüße", text="x", zustand="gescheitert"
    )
    seite = Seite(tun(sb, Sendung, "erneut_senden_aktion", mail).text)
    assert seite.texte("h1")[-1] == "Erneut senden: 1 Mail"
    assert f"{mail}: an a@example.org, gescheitert" in seite.texte("li")
    mail.refresh_from_db()
    assert mail.zustand == "gescheitert"


def test_more_rows_than_anybody_reads_are_not_asked_about(
    sb: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rueckfrage, "HOECHSTENS", 1)
    antwort = aktion(sb, "akteure_uebernehmen", f.konferenz(), f.konferenz())
    assert meldungen(antwort) == ["Bitte wählen Sie höchstens 1 Einträge auf einmal aus."]


def test_the_question_costs_a_fixed_number_of_queries(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def mit_akteuren() -> Konferenz:
        welper = f.stadtteil()
        f.akteur().stadtteile.add(welper)
        return f.konferenz(stadtteil=welper)

    erste = mit_akteuren()
    with CaptureQueriesContext(connection) as gezaehlt:
        aktion(sb, "akteure_uebernehmen", erste)
    alle = [erste, *(mit_akteuren() for _ in range(29))]
    with django_assert_num_queries(len(gezaehlt)):
        antwort = aktion(sb, "akteure_uebernehmen", *alle)
    assert len(re.findall("ein Akteur neu", antwort.text)) == 30
