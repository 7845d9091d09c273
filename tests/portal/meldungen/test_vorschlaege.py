"""Taking over proposals: field by field, as the entry stands now, all in one transaction."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.test import Client

from akteure.models import Akteur
from hattingen_portal.grundlage.sperre import gesperrt_speichern
from hattingen_portal.meldungen import berichtigung
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art, Entscheidung
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.portal.meldungen.test_admin import _angemeldet, adresse
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


@pytest.fixture
def buero(client: Client) -> Client:
    return _angemeldet(client, "Quartiersentwicklung")


@pytest.fixture
def verein() -> Akteur:
    akteur = f.akteur("Verein", telefon="02324 1", website="https://alt.example.org")
    akteur.stadtteile.add(f.stadtteil("Südstadt"))
    return akteur


def vorschlagen(akteur: Akteur, **felder: Any) -> Meldung:
    objekt = meldung(art=Art.BERICHTIGUNG, akteur=akteur, name="Ada")
    for feld, (bisher, neu) in felder.items():
        Vorschlag.objects.create(meldung=objekt, feld=feld, bisher=bisher, vorgeschlagen=neu)
    return objekt


def entscheiden(client: Client, objekt: Meldung, **wahl: str) -> Any:
    """Open the page, choose for the fields named, and send."""
    seite = adresse(objekt, "vorschlaege")
    daten = formular(client.get(seite).content, "vorschlaege_form")
    return client.post(seite, daten | _namen(objekt, wahl))


def _namen(objekt: Meldung, wahl: dict[str, str]) -> dict[str, str]:
    return {f"vorschlag-{v.pk}": wahl[v.feld] for v in objekt.vorschlaege.all() if v.feld in wahl}


def stand(objekt: Meldung) -> dict[str, str]:
    return {v.feld: v.entscheidung for v in objekt.vorschlaege.all()}


def test_fields_are_taken_over_declined_or_left_for_later(buero: Client, verein: Akteur) -> None:
    suedstadt, nord = verein.stadtteile.get(), f.stadtteil("Nord")
    objekt = vorschlagen(
        verein,
        name=("Verein", "Verein e.V."),
        telefon=("02324 1", "02324 2"),
        website=("https://alt.example.org", "https://neu.example.org"),
        stadtteile=([suedstadt.pk], [nord.pk]),
    )
    antwort = entscheiden(
        buero, objekt, name="uebernommen", stadtteile="uebernommen", telefon="abgelehnt"
    )
    assert antwort["Location"] == adresse(objekt, "vorschlaege")
    assert meldungen(antwort) == ["Übernommen: 2, abgelehnt: 1."]
    assert stand(objekt) == {
        "name": "uebernommen",
        "telefon": "abgelehnt",
        "website": "offen",
        "stadtteile": "uebernommen",
    }
    verein = Akteur.objects.get()
    assert (verein.name, verein.telefon, verein.website, verein.version, verein.slug) == (
        "Verein e.V.",
        "02324 1",
        "https://alt.example.org",
        2,
        "verein",
    )
    assert list(verein.stadtteile.all()) == [nord]
    von = objekt.vorschlaege.get(feld="name")
    assert (von.entschieden_am, von.entschieden_von.username) == (f.JETZT, "Quartiersentwicklung")

    letzte = entscheiden(buero, objekt, website="abgelehnt")
    assert letzte["Location"] == adresse(objekt, "antworten")


def test_the_log_of_the_entry_says_where_it_comes_from(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."))
    entscheiden(buero, objekt, name="uebernommen")
    am_eintrag = LogEntry.objects.filter(content_type__model="akteur").get()
    assert am_eintrag.change_message == f"Vorschlag übernommen ({objekt.nummer}): Name."


def test_then_now_and_proposed_stand_side_by_side(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(
        verein,
        name=("Verein", "Verein e.V."),
        telefon=("02324 1", "02324 2"),
        kategorien=([], [f.kategorie("Chöre").pk]),
    )
    verein.telefon = "02324 9"
    gesperrt_speichern(verein)
    seite = Seite(buero.get(adresse(objekt, "vorschlaege")).text)
    zellen = [td.text for td in seite.alle("td")][-12:]  # the menu is a table, too
    reihen = [zellen[i : i + 3] for i in range(0, len(zellen), 4)]
    assert reihen == [
        ["Verein", "Verein", "Verein e.V."],
        ["(leer)", "(leer)", "Chöre"],
        ["02324 1", "02324 9 Inzwischen geändert.", "02324 2"],
    ]


def test_an_entry_that_changed_since_the_page_was_opened_is_looked_at_again(
    buero: Client, verein: Akteur
) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."), telefon=("02324 1", "02324 2"))
    seite = adresse(objekt, "vorschlaege")
    daten = formular(buero.get(seite).content, "vorschlaege_form")
    daten |= _namen(objekt, {"name": "uebernommen", "telefon": "abgelehnt"})
    verein.name = "Anders"
    gesperrt_speichern(verein)

    antwort = buero.post(seite, daten)
    assert antwort.status_code == 200
    assert "in der Zwischenzeit geändert worden" in antwort.context["hinweis"]
    assert set(stand(objekt).values()) == {"offen"}
    assert Akteur.objects.get().name == "Anders"
    noch_einmal = formular(antwort.content, "vorschlaege_form")
    assert (
        noch_einmal.items()
        >= _namen(objekt, {"name": "uebernommen", "telefon": "abgelehnt"}).items()
    )
    assert buero.post(seite, noch_einmal).status_code == 302
    assert Akteur.objects.get().name == "Verein e.V."


def test_what_would_not_be_valid_is_refused_as_a_whole(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(
        verein,
        name=("Verein", "Verein e.V."),
        website=("https://alt.example.org", "javascript:alert(1)"),
    )
    antwort = entscheiden(buero, objekt, name="uebernommen", website="uebernommen")
    assert antwort.status_code == 200
    assert antwort.context["hinweis"] != ""
    assert set(stand(objekt).values()) == {"offen"}
    assert Akteur.objects.get().name == "Verein"


def test_who_may_not_change_entries_may_only_decline(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."))
    for gruppe in Permission.objects.get(codename="change_akteur").group_set.all():
        gruppe.permissions.remove(Permission.objects.get(codename="change_akteur"))
    antwort = entscheiden(buero, objekt, name="uebernommen")
    assert antwort.context["hinweis"] == "Zum Übernehmen fehlt Ihnen das Recht, Einträge zu ändern."
    assert Akteur.objects.get().name == "Verein"
    assert entscheiden(buero, objekt, name="abgelehnt").status_code == 302


def test_a_value_that_is_gone_is_left_out(buero: Client, verein: Akteur) -> None:
    bleibt, geht = f.kategorie("Chöre"), f.kategorie("Bäder")
    objekt = vorschlagen(verein, kategorien=([], [bleibt.pk, geht.pk]))
    geht.delete()
    assert "Chöre, (gelöscht)" in buero.get(adresse(objekt, "vorschlaege")).text
    entscheiden(buero, objekt, kategorien="uebernommen")
    assert list(verein.kategorien.all()) == [bleibt]


@pytest.mark.parametrize("was", ["kein Vorschlag", "kein Eintrag", "abgeschlossen"])
def test_where_there_is_nothing_to_decide_the_page_says_so(
    buero: Client, verein: Akteur, was: str
) -> None:
    objekt = vorschlagen(verein, **{} if was == "kein Vorschlag" else {"name": ("a", "b")})
    if was == "kein Eintrag":
        verein.delete()
    if was == "abgeschlossen":
        buero.post(adresse(objekt, "antworten"), {"wie": "ohne", "version": objekt.version})
    assert buero.get(adresse(objekt, "vorschlaege"))["Location"] == adresse(objekt)


def test_an_entry_that_is_gone_keeps_nobody_from_answering(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."))
    verein.delete()
    assert "Vorschläge prüfen" not in buero.get(adresse(objekt)).text
    daten = formular(buero.get(adresse(objekt, "antworten")).content, "antwort_form")
    daten |= {"wie": "telefon", "text": "Den Eintrag gibt es nicht mehr."}
    assert buero.post(adresse(objekt, "antworten"), daten).status_code == 302
    objekt.refresh_from_db()
    assert (objekt.zustand, stand(objekt)) == ("beantwortet", {"name": "offen"})


def test_the_message_tells_later_what_was_proposed_and_decided(
    buero: Client, verein: Akteur
) -> None:
    objekt = vorschlagen(verein, name=("a", "<b>"), telefon=("1", "2"), website=("x", "y"))
    objekt.vorschlaege.filter(feld="telefon").update(
        entscheidung="uebernommen", entschieden_am=f.JETZT
    )
    buero.post(adresse(objekt, "antworten"), {"wie": "ohne", "version": objekt.version})
    [feld] = Seite(buero.get(adresse(objekt)).text).alle("div", "field-vorschlaege")
    assert feld.text == (
        "Vorschläge: Name: <b> (offen) Website: y (offen) Öffentliches Telefon: 2 (übernommen)"
    )


def test_what_somebody_else_decided_is_named_beside_what_this_person_did(
    buero: Client, verein: Akteur
) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."), telefon=("02324 1", "02324 2"))
    seite = adresse(objekt, "vorschlaege")
    daten = formular(buero.get(seite).content, "vorschlaege_form")
    objekt.vorschlaege.filter(feld="name").update(
        entscheidung="uebernommen", entschieden_am=f.JETZT
    )
    wahl = _namen(objekt, {"name": "abgelehnt", "telefon": "abgelehnt"})
    assert meldungen(buero.post(seite, daten | wahl)) == [
        "Jemand hat über „Name“ schon entschieden: übernommen.",
        "Übernommen: 0, abgelehnt: 1.",
    ]


def test_who_chooses_nothing_is_told_that_nothing_is_decided(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."))
    antwort = entscheiden(buero, objekt)
    assert antwort["Location"] == adresse(objekt, "vorschlaege")
    assert meldungen(antwort) == ["Es ist noch nichts entschieden."]


def test_where_all_is_decided_the_page_leads_to_the_answer(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(verein, telefon=("02324 1", "02324 2"))
    seite = adresse(objekt, "vorschlaege")
    knopf, satz = "Entscheidungen sichern", "Über alles ist entschieden."
    vorher = buero.get(seite).text
    objekt.vorschlaege.update(entscheidung="abgelehnt", entschieden_am=f.JETZT)
    nachher = buero.get(seite).text
    assert [(knopf in text, satz in text) for text in (vorher, nachher)] == [
        (True, False),
        (False, True),
    ]
    assert f'<a href="{adresse(objekt, "antworten")}">Jetzt antworten</a>' in nachher
    [feld] = [th.text for th in Seite(vorher).alle("th") if th.text.endswith("Telefon")]
    assert feld == "Öffentliches Telefon"
    assert "<strong>Ada</strong> schlägt Änderungen" in vorher
    Meldung.objects.update(name="")
    assert "<strong>Jemand ohne Namen</strong> schlägt Änderungen" in buero.get(seite).text


def test_a_decision_is_made_once(buero: Client, verein: Akteur) -> None:
    objekt = vorschlagen(verein, name=("Verein", "Verein e.V."))
    seite = adresse(objekt, "vorschlaege")
    daten = formular(buero.get(seite).content, "vorschlaege_form")
    ablehnen = daten | _namen(objekt, {"name": "abgelehnt"})
    uebernehmen = daten | _namen(objekt, {"name": "uebernommen"})
    andere = Client()
    andere.force_login(User.objects.create_superuser("chefin", first_name="Ada", last_name="L."))
    andere.post(seite, ablehnen)
    antwort = buero.post(seite, uebernehmen)
    assert antwort["Location"] == adresse(objekt, "antworten")
    assert [(m.level_tag, str(m)) for m in get_messages(antwort.wsgi_request)] == [
        ("warning", "Ada L. hat über „Name“ schon entschieden: abgelehnt.")
    ]
    assert meldungen(andere.post(seite, uebernehmen))[-1] == (
        "Sie haben über „Name“ schon entschieden: abgelehnt."
    )
    assert not LogEntry.objects.filter(user__username="Quartiersentwicklung").exists()
    assert stand(objekt) == {"name": "abgelehnt"}
    assert Akteur.objects.get().name == "Verein"
    vorschlag = objekt.vorschlaege.get()
    wahl = {vorschlag.pk: Entscheidung.UEBERNOMMEN}
    noch_einmal = berichtigung.entscheiden(
        objekt, wahl, version=verein.version, durch=None, jetzt=f.JETZT
    )
    assert (noch_einmal, stand(objekt)) == ([], {"name": "abgelehnt"})
