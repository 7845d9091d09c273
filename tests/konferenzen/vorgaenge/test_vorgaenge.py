"""Each Vorgang in each state: whether it goes, and exactly what it makes of the conference."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from konferenzen.models import Form, Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.abruf import aendern
from tests.konferenzen.vorgaenge.schritte import (
    adresse,
    ausfuehren,
    eintraege,
    fehler,
    vorschau,
)
from tests.seite import Seite
from tests.verwaltung import LISTE, aktion, form_url, frisch, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)
WOCHE = timedelta(days=7)
ALLE = (
    "veroeffentlichen",
    "festlegen",
    "absagen",
    "verschieben",
    "verlegen",
    "wieder-ansetzen",
    "zurueckziehen",
)
OHNE: dict[str, Any] = {"beginn": None, "ende": None}


def im_zustand(zustand: str) -> Konferenz:
    """Make a conference that came to this state as it does in life."""
    if zustand == "entwurf":
        return f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    if zustand == "vorgemerkt":
        return f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.JETZT + timedelta(days=2))
    if zustand == "undatiert":
        return f.konferenz()
    k = f.konferenz(beginn=MONTAG)
    if zustand == "verschoben":
        aendern(k, status=Status.VERSCHOBEN, **OHNE)
    elif zustand != "oeffentlich":
        aendern(k, status=Status(zustand))
    return k


@pytest.mark.parametrize(
    ("zustand", "moegliche"),
    [
        ("entwurf", ["Veröffentlichen"]),
        ("vorgemerkt", ["Veröffentlichen"]),
        ("undatiert", ["Termin festlegen", "Absagen", "Zurückziehen"]),
        ("oeffentlich", ["Absagen", "Verschieben", "Verlegen", "Zurückziehen"]),
        ("verschoben", ["Absagen", "Wieder ansetzen", "Zurückziehen"]),
        ("abgesagt", ["Wieder ansetzen", "Zurückziehen"]),
        ("zurueckgezogen", ["Wieder ansetzen"]),
    ],
)
def test_the_form_offers_what_goes_and_no_other_page_opens(
    sb: Client, zustand: str, moegliche: list[str]
) -> None:
    k = im_zustand(zustand)
    vorher = eintraege(k)
    seite = Seite(sb.get(form_url(k)).text)
    knoepfe = [e for e in seite.alle("a", "button") if f"konferenz/{k.pk}/" in e.attrs["href"]]
    assert [knopf.text for knopf in knoepfe] == moegliche

    offen = {knopf.attrs["href"] for knopf in knoepfe}
    for name in ALLE:
        url = adresse(name, k)
        erwartet = 200 if url in offen else 302
        assert sb.get(url).status_code == erwartet, name
        if erwartet == 302:
            antwort = sb.post(url, {"grund": "Weil.", "ausfuehren": ""})
            assert (antwort.status_code, antwort["Location"]) == (302, form_url(k)), name
    assert (frisch(k).version, eintraege(k)) == (k.version, vorher)


@pytest.mark.parametrize(
    ("zustand", "name", "worte"),
    [
        ("entwurf", "absagen", "ist ein Entwurf, den noch niemand sieht."),
        ("entwurf", "zurueckziehen", "ist ein Entwurf, den noch niemand sieht."),
        ("vorgemerkt", "absagen", "erscheint erst am Freitag, 16. Januar 2026, 10 Uhr."),
        ("undatiert", "verschieben", "hat kein Datum, das sich verschieben ließe."),
        ("undatiert", "verlegen", "hat noch kein Datum. Legen Sie den Termin fest."),
        ("oeffentlich", "festlegen", "hat schon ein Datum. Ändert es sich, wählen Sie „Verlegen“."),
        ("entwurf", "festlegen", "ist ein Entwurf, den noch niemand sieht."),
        ("verschoben", "festlegen", "ist verschoben. Soll sie stattfinden, setzen Sie sie wieder"),
        ("undatiert", "wieder-ansetzen", "findet schon statt."),
        ("oeffentlich", "veroeffentlichen", "ist schon öffentlich."),
        ("verschoben", "verschieben", "ist schon verschoben."),
        ("verschoben", "verlegen", "ist verschoben. Soll sie stattfinden, setzen Sie sie wieder"),
        ("verschoben", "veroeffentlichen", "war schon öffentlich und ist verschoben, neuer Termin"),
        ("abgesagt", "absagen", "ist schon abgesagt."),
        ("abgesagt", "verlegen", "ist abgesagt. Soll sie stattfinden, setzen Sie sie wieder an."),
        ("zurueckgezogen", "zurueckziehen", "ist schon zurückgezogen."),
        ("zurueckgezogen", "absagen", "ist zurückgezogen, also gar nicht auf der Website."),
    ],
)
def test_what_does_not_go_says_why(sb: Client, zustand: str, name: str, worte: str) -> None:
    k = im_zustand(zustand)
    [meldung] = meldungen(sb.get(adresse(name, k)))
    assert meldung.startswith(f"{k} {worte}")


def test_a_cancelled_conference_keeps_its_date_and_says_why(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    gesagt = ausfuehren(sb, adresse("absagen", k), grund="  Der Raum ist gesperrt.  ")
    assert gesagt == (
        f'{k} ist jetzt abgesagt. <a href="{k.get_absolute_url()}">Auf der Website ansehen</a>'
    )
    neu = frisch(k)
    assert (neu.status, neu.beginn, neu.ort) == (Status.ABGESAGT, MONTAG, k.ort)
    assert (neu.statusgrund, neu.sequenz, neu.uid) == ("Der Raum ist gesperrt.", 2, k.uid)
    assert eintraege(k) == [
        (1, ["bekanntgegeben"], "", ""),
        (2, ["abgesagt"], "Der Raum ist gesperrt.", "sb"),
    ]
    eintrag = LogEntry.objects.get()
    assert (eintrag.object_id, eintrag.user.username) == (str(k.pk), "sb")
    assert eintrag.get_change_message() == "Absagen: ist jetzt abgesagt."


def test_a_postponed_conference_has_no_date_any_more(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    ausfuehren(sb, adresse("verschieben", k), grund="Kein Raum.", datum_hinweis="im März")
    neu = frisch(k)
    assert (neu.status, neu.beginn, neu.ende) == (Status.VERSCHOBEN, None, None)
    assert (neu.letzter_beginn, neu.bisheriger_beginn) == (MONTAG, MONTAG)
    assert (neu.datum_hinweis, neu.statusgrund, neu.sequenz) == ("im März", "Kein Raum.", 2)
    assert eintraege(k)[1:] == [(2, ["verschoben"], "Kein Raum.", "sb")]


def test_an_assumed_end_goes_with_the_date(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ende_geschaetzt=True)
    ausfuehren(sb, adresse("verschieben", k), grund="Kein Raum.")
    assert (frisch(k).ende_geschaetzt, frisch(k).status) == (False, Status.VERSCHOBEN)


def test_a_moved_conference_names_both_dates_and_venues(sb: Client) -> None:
    alt, neuer_ort = f.ort("Altes Haus"), f.ort("Neues Haus")
    k = f.konferenz(beginn=MONTAG, ort=alt)
    gesagt = ausfuehren(
        sb,
        adresse("verlegen", k),
        beginn_0="02.02.2026",
        beginn_1="18:00",
        ende_1="20:30",
        ort=neuer_ort.pk,
        grund="Das Haus wird saniert.",
    )
    assert gesagt.startswith(
        f"{k} ist geändert: Montag, 2. Februar 2026, 18–20.30 Uhr, {neuer_ort.anschrift}. <a"
    )
    neu = frisch(k)
    assert (neu.beginn, neu.ende) == (f.berlin(2026, 2, 2, 18), f.berlin(2026, 2, 2, 20, 30))
    assert (neu.ort, neu.bisheriger_ort) == (neuer_ort, alt.anschrift)
    assert (neu.bisheriger_beginn, neu.letzter_beginn) == (MONTAG, neu.beginn)
    assert (neu.sequenz, neu.uid) == (2, k.uid)
    assert eintraege(k)[1:] == [(2, ["verlegt", "ort_geaendert"], "Das Haus wird saniert.", "sb")]


@pytest.mark.parametrize(
    ("eingaben", "beginn", "ende"),
    [
        ({"beginn_1": "18:30"}, f.berlin(2026, 1, 26, 18, 30), f.berlin(2026, 1, 26, 20, 30)),
        ({"beginn_1": "19:30"}, f.berlin(2026, 1, 26, 19, 30), f.berlin(2026, 1, 26, 21, 30)),
        ({"beginn_1": "23:00"}, f.berlin(2026, 1, 26, 23), f.berlin(2026, 1, 27, 1)),
        ({"beginn_0": "02.04.2026"}, f.berlin(2026, 4, 2, 17), f.berlin(2026, 4, 2, 19)),
        (
            {"beginn_1": "18:30", "ende_1": "19:00"},
            f.berlin(2026, 1, 26, 18, 30),
            f.berlin(2026, 1, 26, 19),
        ),
        ({"ende_1": "20:00"}, MONTAG, f.berlin(2026, 1, 26, 20)),
    ],
)
def test_an_end_that_is_left_empty_moves_along(
    sb: Client, eingaben: dict[str, str], beginn: Any, ende: Any
) -> None:
    k = f.konferenz(beginn=MONTAG)
    hinweis = "so lange wie bisher (17–19 Uhr). Ändern Sie den Beginn, rückt das Ende mit."
    assert hinweis in sb.get(adresse("verlegen", k)).text

    ausfuehren(sb, adresse("verlegen", k), **eingaben, grund="Weil.")

    neu = frisch(k)
    assert (neu.beginn, neu.ende, neu.ende_geschaetzt) == (beginn, ende, False)


def test_a_conference_moves_online(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    url = adresse("verlegen", k)
    antwort = vorschau(sb, url, form="online", grund="Kein Raum.")
    [meldung] = fehler(antwort)["ort"]
    assert meldung.startswith("Eine Konferenz, die nur online stattfindet, hat keinen Ort.")
    ausfuehren(sb, url, form="online", ort="", online_link="example.org/raum", grund="Kein Raum.")
    neu = frisch(k)
    assert (neu.form, neu.ort, neu.online_link) == (Form.ONLINE, None, "https://example.org/raum")
    assert eintraege(k)[1:] == [(2, ["form_geaendert", "ort_geaendert"], "Kein Raum.", "sb")]


def test_moving_twice_for_the_same_reason_says_so_twice(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    for tag in ("02.02.2026", "09.02.2026"):
        ausfuehren(sb, adresse("verlegen", k), beginn_0=tag, grund="Kein Raum.")
    assert (frisch(k).statusgrund, frisch(k).sequenz) == ("Kein Raum.", 3)
    assert [grund for _, _, grund, _ in eintraege(k)] == ["", "Kein Raum.", "Kein Raum."]


def test_a_conference_without_a_date_gets_one(sb: Client) -> None:
    k, ort = f.konferenz(datum_hinweis="im Januar"), f.ort()
    url = adresse("festlegen", k)
    assert fehler(vorschau(sb, url, ort=ort.pk)) == {"beginn": ["Bitte tragen Sie den Termin ein."]}

    gesagt = ausfuehren(
        sb, url, beginn_0="26.01.2026", beginn_1="17:00", ende_1="19:00", ort=ort.pk
    )

    neu = frisch(k)
    assert (neu.beginn, neu.ende, neu.ort, neu.datum_hinweis) == (
        MONTAG,
        MONTAG + timedelta(hours=2),
        ort,
        "",
    )
    assert eintraege(k)[1:] == [(2, ["termin_steht_fest", "ort_geaendert"], "", "sb")]
    assert gesagt.startswith(
        f"{k} hat jetzt einen Termin: Montag, 26. Januar 2026, 17–19 Uhr, {ort.anschrift}. <a"
    )


def test_a_date_without_an_end_takes_two_hours(sb: Client) -> None:
    k = f.konferenz()
    ausfuehren(sb, adresse("festlegen", k), beginn_0="26.01.2026", beginn_1="17:00")
    neu = frisch(k)
    assert (neu.ende, neu.ende_geschaetzt) == (MONTAG + timedelta(hours=2), True)


def test_a_cancelled_conference_takes_place_after_all(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    aendern(k, status=Status.ABGESAGT, statusgrund="Kein Raum.")
    ausfuehren(sb, adresse("wieder-ansetzen", k))
    neu = frisch(k)
    assert (neu.status, neu.beginn, neu.sequenz) == (Status.OEFFENTLICH, MONTAG, 3)
    assert (neu.statusgrund, neu.bisheriger_beginn) == ("", None)
    assert eintraege(k)[2:] == [(3, ["wieder_angesetzt"], "", "sb")]


def test_a_cancelled_conference_takes_place_on_another_day(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    aendern(k, status=Status.ABGESAGT, statusgrund="Kein Raum.")
    ausfuehren(sb, adresse("wieder-ansetzen", k), beginn_0="02.02.2026", grund="Raum gefunden.")
    neu = frisch(k)
    assert (neu.beginn, neu.bisheriger_beginn) == (MONTAG + WOCHE, MONTAG)
    assert eintraege(k)[2:] == [(3, ["wieder_angesetzt", "verlegt"], "Raum gefunden.", "sb")]


def test_a_postponed_conference_needs_its_new_date(sb: Client) -> None:
    k = im_zustand("verschoben")
    url = adresse("wieder-ansetzen", k)
    assert fehler(vorschau(sb, url)) == {
        "beginn": [
            "Bitte tragen Sie den neuen Termin ein. Solange er fehlt, bleibt sie verschoben."
        ]
    }
    ausfuehren(sb, url, beginn_0="02.02.2026", beginn_1="17 Uhr")
    neu = frisch(k)
    assert (neu.status, neu.beginn, neu.ende_geschaetzt) == (
        Status.OEFFENTLICH,
        MONTAG + WOCHE,
        True,
    )
    assert (neu.sequenz, neu.bisheriger_beginn) == (3, MONTAG)
    assert eintraege(k)[2:] == [(3, ["termin_steht_fest"], "", "sb")]


def test_a_mistake_is_withdrawn_and_its_old_reason_goes(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, statusgrund="Verlegt, weil das Haus saniert wird.")
    gesagt = ausfuehren(sb, adresse("zurueckziehen", k))
    assert gesagt == f"{k} ist jetzt zurückgezogen."
    neu = frisch(k)
    assert (neu.status, neu.sequenz, neu.letzter_beginn) == (Status.ZURUECKGEZOGEN, 2, MONTAG)
    assert neu.statusgrund == ""
    assert eintraege(k)[1:] == [(2, ["zurueckgezogen"], "", "sb")]
    assert sb.get(k.get_absolute_url()).status_code == 404


def test_a_withdrawn_conference_is_announced_anew(sb: Client) -> None:
    k = im_zustand("zurueckgezogen")
    ausfuehren(sb, adresse("wieder-ansetzen", k))
    assert (frisch(k).status, frisch(k).sequenz, frisch(k).beginn) == ("oeffentlich", 3, MONTAG)
    assert eintraege(k)[2:] == [(3, ["bekanntgegeben"], "", "sb")]


def test_a_draft_is_published_at_once(sb: Client) -> None:
    k = im_zustand("entwurf")
    gesagt = ausfuehren(sb, adresse("veroeffentlichen", k))
    assert gesagt.startswith(f"{k} ist jetzt öffentlich. <a ")
    neu = frisch(k)
    assert (neu.status, neu.sequenz, neu.veroeffentlicht_am) == (Status.OEFFENTLICH, 1, f.JETZT)
    assert eintraege(k) == [(1, ["bekanntgegeben"], "", "sb")]


def test_a_draft_appears_by_itself_at_the_set_time(
    sb: Client, jetzt: time_machine.Traveller
) -> None:
    k = im_zustand("entwurf")
    url = adresse("veroeffentlichen", k)
    zeit = {"veroeffentlichen_ab_0": "16.01.2026", "veroeffentlichen_ab_1": "8:00"}
    gezeigt = vorschau(sb, url, **zeit)
    assert "Bis Freitag, 16. Januar 2026, 8 Uhr sieht das niemand" in gezeigt.text
    assert "Zu dieser Zeit veröffentlichen" in gezeigt.text
    assert ausfuehren(sb, url, **zeit) == f"{k} erscheint am Freitag, 16. Januar 2026, 8 Uhr."
    freigabe = f.berlin(2026, 1, 16, 8)
    assert (frisch(k).veroeffentlichen_ab, frisch(k).veroeffentlicht_am) == (freigabe, freigabe)
    assert eintraege(k) == [(1, ["bekanntgegeben"], "", "sb")]
    assert Client().get(k.get_absolute_url()).status_code == 404

    jetzt.move_to(freigabe)
    assert Client().get(k.get_absolute_url()).status_code == 200
    sb.force_login(User.objects.get())  # nobody stays logged in that long
    assert meldungen(sb.get(url))[-1] == f"{k} ist schon öffentlich."


def test_what_waits_for_its_time_can_come_at_once(sb: Client) -> None:
    k = im_zustand("vorgemerkt")
    url = adresse("veroeffentlichen", k)
    assert fehler(vorschau(sb, url)) == {"__all__": ["Bitte ändern Sie etwas: So gilt es schon."]}
    ausfuehren(sb, url, veroeffentlichen_ab_0="", veroeffentlichen_ab_1="")
    neu = frisch(k)
    assert (neu.veroeffentlichen_ab, neu.veroeffentlicht_am, neu.sequenz) == (None, f.JETZT, 1)
    assert eintraege(k) == [(1, ["bekanntgegeben"], "", "sb")]


def test_a_time_that_is_over_is_refused(sb: Client) -> None:
    url = adresse("veroeffentlichen", im_zustand("entwurf"))
    zeit = {"veroeffentlichen_ab_0": "13.01.2026", "veroeffentlichen_ab_1": "8:00"}
    assert fehler(vorschau(sb, url, **zeit)) == {
        "veroeffentlichen_ab": [
            "Diese Zeit ist schon vorbei. Soll es sofort sein, leeren Sie das Feld."
        ]
    }


@pytest.mark.parametrize("name", ["absagen", "verschieben", "verlegen"])
@pytest.mark.parametrize("grund", ["", "   \r\n "])
def test_the_reason_is_asked_for_at_its_field(sb: Client, name: str, grund: str) -> None:
    k = f.konferenz(beginn=MONTAG)
    antwort = vorschau(sb, adresse(name, k), grund=grund)
    assert fehler(antwort) == {"grund": ["Bitte nennen Sie den Grund. Alle können ihn lesen."]}
    assert "<title>Fehler: " in antwort.text
    assert (frisch(k).status, frisch(k).version) == (Status.OEFFENTLICH, 1)


def test_a_reason_may_be_long_but_no_novel(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    url = adresse("absagen", k)
    [meldung] = fehler(vorschau(sb, url, grund="ä" * 1001))["grund"]
    assert "höchstens 1000" in meldung
    assert list(fehler(vorschau(sb, url, grund="a\x00b"))) == ["grund"]
    ausfuehren(sb, url, grund="😀" * 1000)
    assert frisch(k).statusgrund == "😀" * 1000


def test_a_date_before_today_or_out_of_season_is_shown_as_odd(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    gezeigt = vorschau(sb, adresse("verlegen", k), beginn_0="26.01.2025", grund="Vertippt.")
    assert Seite(gezeigt.text).texte("p", "vorschau__warnung") == [
        "Der Termin liegt in der Vergangenheit.",
        "Der Termin liegt nicht in der Saison der Runde Frühjahr 2026. Stimmt das Jahr?",
    ]
    gewesen = f.konferenz(beginn=f.berlin(2025, 12, 1, 17))
    gezeigt = vorschau(sb, adresse("absagen", gewesen), grund="Fiel aus.")
    assert Seite(gezeigt.text).texte("p", "vorschau__warnung") == []


def test_moving_without_another_date_or_venue_is_none(sb: Client) -> None:
    url = adresse("verlegen", f.konferenz(beginn=MONTAG))
    antwort = vorschau(sb, url, grund="Weil.", online_link="https://example.org/")
    assert fehler(antwort) == {"__all__": ["Bitte ändern Sie etwas: So gilt es schon."]}
    antwort = vorschau(sb, url, grund="Weil.", beginn_0="", beginn_1="", ende_0="", ende_1="")
    [meldung] = fehler(antwort)["beginn"]
    assert meldung.endswith("Steht der neue noch nicht fest, wählen Sie „Verschieben“.")


def test_a_taken_room_is_said_at_the_venue_with_who_is_there(sb: Client) -> None:
    da, k = f.konferenz(beginn=MONTAG, ort=f.ort()), f.konferenz(beginn=MONTAG)
    texte = fehler(vorschau(sb, adresse("verlegen", k), ort=da.ort_id, grund="Weil."))["ort"]
    assert texte[0].startswith("Der Raum ist zu dieser Zeit schon belegt.")
    assert texte[1:] == [f"Dort ist schon: {da}."]


def test_a_room_given_away_after_the_cancellation_is_noticed(sb: Client) -> None:
    haus = f.ort()
    k = f.konferenz(beginn=MONTAG, ort=haus)
    aendern(k, status=Status.ABGESAGT)
    andere = f.konferenz(beginn=MONTAG, ort=haus)
    texte = fehler(vorschau(sb, adresse("wieder-ansetzen", k)))["ort"]
    assert texte[1:] == [f"Dort ist schon: {andere}."]
    assert frisch(k).status == Status.ABGESAGT


@pytest.mark.parametrize("name", ALLE)
def test_who_may_only_read_gets_no_page(client: Client, name: str) -> None:
    person = User.objects.create_user("r", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_konferenz"))
    client.force_login(person)
    k, zweite = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    for url in (adresse(name, k), adresse(name, k, zweite)):
        assert client.get(url).status_code == 403
        assert client.post(url, {"grund": "Weil."}).status_code == 403
    assert Seite(client.get(form_url(k)).text).alle("ul", "vorgaenge") == []
    assert frisch(k).version == 1


def test_nobody_gets_in_without_a_login(client: Client) -> None:
    url = adresse("absagen", f.konferenz(beginn=MONTAG))
    assert client.get(url)["Location"].startswith("/admin/login/?next=")


@pytest.mark.parametrize("schluessel", ["999999", "unsinn", "9" * 30, "-1", "%00"])
def test_a_conference_that_is_not_there_leads_back(sb: Client, schluessel: str) -> None:
    url = f"/admin/konferenzen/konferenz/{schluessel}/absagen/"
    for antwort in (sb.get(url), sb.post(url, {"grund": "Weil."})):
        assert (antwort.status_code, antwort["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("auswahl", ["", "unsinn", "999999", "9" * 30, "-1,²,%00"])
def test_a_choice_of_nothing_leads_back_to_the_list(sb: Client, auswahl: str) -> None:
    url = reverse("admin:konferenzen_konferenz_vorgang", args=["absagen"])
    antwort = sb.get(f"{url}?konferenzen={auswahl}")
    if "%00" in auswahl:
        assert antwort.status_code == 400
        return
    assert antwort.status_code == 302
    assert meldungen(antwort) == ["Nicht alle ausgewählten Konferenzen gibt es noch."]
    assert antwort["Location"].startswith("/admin/konferenzen/konferenz/")


def test_there_is_no_page_for_what_nobody_can_do(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    url = reverse("admin:konferenzen_konferenz_vorgang", args=["verzaubern"])
    assert sb.get(f"{url}?konferenzen={k.pk}").status_code == 404


@pytest.mark.parametrize("name", ALLE)
def test_the_list_leads_to_the_page_of_one_or_of_several(sb: Client, name: str) -> None:
    eine, zweite = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    assert aktion(sb, name, eine)["Location"] == adresse(name, eine)
    assert aktion(sb, name, zweite, eine)["Location"] == adresse(name, eine, zweite)
    assert (frisch(eine).version, frisch(zweite).version) == (1, 1)


@pytest.mark.parametrize("name", ["festlegen", "verlegen", "wieder-ansetzen"])
def test_a_new_date_is_for_one_conference(sb: Client, name: str) -> None:
    eine, zweite = im_zustand("abgesagt"), im_zustand("abgesagt")
    antwort = sb.get(adresse(name, eine, zweite))
    assert (antwort.status_code, antwort["Location"]) == (302, LISTE)
    assert "geht nur mit einer Konferenz auf einmal" in meldungen(antwort)[0]


def test_too_many_at_once_are_refused_before_anything_is_tried(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    viele = [
        f.konferenz(art="sprechstunde", titel="Sprechstunde", stadtteil=welper, beginn=MONTAG)
        for _ in range(51)
    ]
    antwort = aktion(sb, "absagen", *viele)
    assert antwort.status_code == 302
    assert meldungen(antwort) == ["Bitte wählen Sie höchstens 50 Konferenzen auf einmal aus."]
    assert sb.get(adresse("absagen", *viele)).status_code == 302
    assert sb.get(adresse("absagen", *viele[:50])).status_code == 200
