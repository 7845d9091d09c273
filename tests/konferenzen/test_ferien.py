"""School holidays: read from calendar files, stored without doubling; days that are blocked."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from konferenzen.feiertage import feiertage
from konferenzen.ferien_einlesen import Einlesebilanz, ferien_einlesen
from konferenzen.ferienliste import FerienlisteError, Ferienzeit, lesen
from konferenzen.models import Ferien, Sperrtag
from tests import fabriken as f
from tests.seitenformular import formular
from tests.verwaltung import fehler, meldungen

EINLESEN = reverse("admin:konferenzen_ferien_einlesen")
OSTERN = Ferienzeit("Osterferien", date(2026, 3, 30), date(2026, 4, 11))
HERBST = Ferienzeit("Herbstferien", date(2026, 10, 17), date(2026, 10, 31))
OSTERN_ICS = "SUMMARY:Osterferien\r\nDTSTART;VALUE=DATE:20260330\r\nDTEND;VALUE=DATE:20260412"
HERBST_ICS = "SUMMARY:Herbstferien\r\nDTSTART;VALUE=DATE:20261017\r\nDTEND;VALUE=DATE:20261101"
UNLESBAR = (
    "Das ist keine lesbare Kalenderdatei. Bitte laden Sie die Ferien als Datei mit der Endung "
    "„.ics“ herunter, und wählen Sie diese aus."
)


def ics(*ereignisse: str) -> bytes:
    zeilen = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//DE"]
    for nummer, ereignis in enumerate(ereignisse):
        zeilen += ["BEGIN:VEVENT", f"UID:{nummer}@test", ereignis, "END:VEVENT"]
    return "\r\n".join([*zeilen, "END:VCALENDAR", ""]).encode()


def test_the_public_holidays_are_those_of_the_state_with_german_names() -> None:
    tage = feiertage([2026])
    assert len(tage) == 11
    assert tage[date(2026, 6, 4)] == "Fronleichnam"
    assert tage[date(2026, 11, 1)] == "Allerheiligen"
    assert date(2026, 1, 6) not in tage


@pytest.mark.parametrize(
    ("ereignis", "beginn", "ende"),
    [
        ("DTSTART;VALUE=DATE:20260526", date(2026, 5, 26), date(2026, 5, 26)),
        (
            "DTSTART;VALUE=DATE:20260526\r\nDTEND;VALUE=DATE:20260527",
            date(2026, 5, 26),
            date(2026, 5, 26),
        ),
        (
            "DTSTART;VALUE=DATE:20260526\r\nDTEND;VALUE=DATE:20260526",
            date(2026, 5, 26),
            date(2026, 5, 26),
        ),
        (
            "DTSTART;VALUE=DATE:20261223\r\nDTEND;VALUE=DATE:20270107",
            date(2026, 12, 23),
            date(2027, 1, 6),
        ),
        (
            "DTSTART;VALUE=DATE:20261017\r\nDURATION:P15D",
            date(2026, 10, 17),
            date(2026, 10, 31),
        ),
    ],
)
def test_the_end_of_an_event_is_the_day_after_the_last_one(
    ereignis: str, beginn: date, ende: date
) -> None:
    liste = lesen(ics(f"SUMMARY:Ferien\r\n{ereignis}"))
    assert (liste.zeiten, liste.ausgelassen) == ([Ferienzeit("Ferien", beginn, ende)], [])


@pytest.mark.parametrize(
    ("ereignis", "satz"),
    [
        (
            "DTSTART:20260330T080000\r\nDTEND:20260411T080000",
            "„Tag“ hat keinen Beginn, der ein ganzer Tag ist.",
        ),
        ("DTSTART;VALUE=DATE:bald", "„Tag“ hat keinen Beginn, der ein ganzer Tag ist."),
        ("DESCRIPTION:nichts", "„Tag“ hat keinen Beginn, der ein ganzer Tag ist."),
        (
            "DTSTART;VALUE=DATE:20260330\r\nDTEND:20260411T080000",
            "„Tag“ hat kein Ende, das ein ganzer Tag ist.",
        ),
        (
            "DTSTART;VALUE=DATE:20260330\r\nDTEND;VALUE=DATE:20260310",
            "„Tag“ endet vor dem Beginn am 30.03.2026.",
        ),
        (
            "DTSTART;VALUE=DATE:20260330\r\nDTEND;VALUE=DATE:00010101",
            "„Tag“ endet vor dem Beginn am 30.03.2026.",
        ),
        (
            "DTSTART;VALUE=DATE:20260330\r\nDTEND;VALUE=DATE:20270330",
            "„Tag“ dauert ab 30.03.2026 länger als alle Schulferien.",
        ),
        (
            "DTSTART;VALUE=DATE:20260330\r\nRRULE:FREQ=YEARLY",
            "„Tag“ wiederholt sich. Schulferien haben jedes Jahr andere Tage.",
        ),
        ("DTSTART;VALUE=DATE:19030330", "„Tag“ liegt im Jahr 1903."),
        (
            "DTSTART;VALUE=DATE:20260330\r\nDURATION:ewig",
            "„Tag“ hat eine Dauer, die nicht zu lesen ist.",
        ),
        (
            "DTSTART;VALUE=DATE:20260330\r\nDURATION:P99999999W",
            "„Tag“ dauert länger als alle Schulferien.",
        ),
    ],
)
def test_what_cannot_be_school_holidays_is_left_out_and_named(ereignis: str, satz: str) -> None:
    liste = lesen(ics(f"SUMMARY:Tag\r\n{ereignis}", OSTERN_ICS))
    assert (liste.zeiten, liste.ausgelassen) == ([OSTERN], [satz])


@pytest.mark.parametrize(
    ("inhalt", "meldung"),
    [
        (b"", "In der Datei stehen keine Ferien."),
        (b"\x00\xff\xfe", UNLESBAR),
        (b"<html>Ferien</html>", UNLESBAR),
        (ics(HERBST_ICS, OSTERN_ICS)[:-20], "In der Datei stehen keine Ferien."),
        (ics(), "In der Datei stehen keine Ferien."),
        (
            b"x" * 1_000_001,
            "Die Datei ist zu groß für einen Ferienkalender; erlaubt ist ein Megabyte.",
        ),
        (
            ics(*["DTSTART;VALUE=DATE:20260330"] * 501),
            (
                "In der Datei stehen 501 Einträge; mehr als 500 hat kein Ferienkalender. Ist es "
                "die "
                "richtige Datei?"
            ),
        ),
        (
            ics(OSTERN_ICS, "SUMMARY:Osterferien Hessen\r\nDTSTART;VALUE=DATE:20260410"),
            (
                "„Osterferien“ und „Osterferien Hessen“ überschneiden sich ab 10.04.2026. Bitte "
                "nehmen "
                "Sie eine Datei, die nur die Schulferien von Nordrhein-Westfalen enthält."
            ),
        ),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_the_way_out(
    inhalt: bytes, meldung: str
) -> None:
    with pytest.raises(FerienlisteError) as fehlschlag:
        lesen(inhalt)
    assert str(fehlschlag.value) == meldung


def test_names_are_one_clean_bounded_line() -> None:
    lang = "Ferien" * 50
    liste = lesen(
        ics(f"SUMMARY:{lang}\r\nDTSTART;VALUE=DATE:20260330", "DTSTART;VALUE=DATE:20260430")
    )
    assert [zeit.name for zeit in liste.zeiten] == [lang[:120], "Schulferien"]


def gespeichert() -> list[tuple[str, date, date, str]]:
    return list(Ferien.objects.order_by("beginn").values_list("name", "beginn", "ende", "quelle"))


@pytest.mark.django_db
def test_the_same_holidays_are_stored_once_and_corrected() -> None:
    assert ferien_einlesen([OSTERN, HERBST], "a.ics") == Einlesebilanz(neu=2)
    assert ferien_einlesen([OSTERN, HERBST], "b.ics") == Einlesebilanz(bekannt=2)
    anders = Ferienzeit("Osterferien NRW", date(2026, 3, 30), date(2026, 4, 12))
    naechste = Ferienzeit("Osterferien", date(2027, 3, 22), date(2027, 4, 3))
    assert ferien_einlesen([anders, naechste], "c.ics") == Einlesebilanz(neu=1, geaendert=1)
    assert ferien_einlesen([], "leer.ics") == Einlesebilanz()
    assert gespeichert() == [
        ("Osterferien NRW", date(2026, 3, 30), date(2026, 4, 12), "c.ics"),
        ("Herbstferien", HERBST.beginn, HERBST.ende, "a.ics"),
        ("Osterferien", date(2027, 3, 22), date(2027, 4, 3), "c.ics"),
    ]
    assert Ferien.objects.get(name="Osterferien NRW").version == 2


@pytest.mark.django_db
def test_the_database_guards_holidays_and_blocked_days() -> None:
    falsch = {"beginn": date(2026, 4, 2), "ende": date(2026, 4, 1)}
    for objekt in (Ferien(name="Falsch", **falsch), Sperrtag(was="Falsch", **falsch)):
        with pytest.raises(IntegrityError), transaction.atomic():
            objekt.save()
    Ferien.objects.create(name="Ostern", beginn=OSTERN.beginn, ende=OSTERN.ende)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ferien.objects.create(name="Ostern", beginn=OSTERN.beginn, ende=OSTERN.ende)


def hochladen(client: Client, **dateien: bytes) -> Any:
    gesendet = [SimpleUploadedFile(f"{name}.ics", inhalt) for name, inhalt in dateien.items()]
    return client.post(EINLESEN, {"dateien": gesendet})


def test_several_files_are_read_at_once_and_the_clerk_reads_what_became_of_them(sb: Client) -> None:
    antwort = hochladen(
        sb, a=ics(OSTERN_ICS, "SUMMARY:Woche\r\nDTSTART:20260901T080000"), b=ics(HERBST_ICS)
    )
    assert antwort.url == reverse("admin:konferenzen_ferien_changelist")
    assert meldungen(antwort) == [
        "a.ics: 1 Ferien neu, 0 berichtigt, 0 waren schon bekannt.",
        "a.ics, nicht eingelesen: „Woche“ hat keinen Beginn, der ein ganzer Tag ist.",
        "b.ics: 1 Ferien neu, 0 berichtigt, 0 waren schon bekannt.",
    ]
    assert [name for name, *_ in gespeichert()] == ["Osterferien", "Herbstferien"]


def test_with_one_broken_file_nothing_is_stored(sb: Client) -> None:
    antwort = hochladen(sb, gut=ics(OSTERN_ICS), kaputt=b"Ferien!", leer=ics())
    assert list(antwort.context["form"].errors["dateien"]) == [
        f"kaputt.ics: {UNLESBAR}",
        "leer.ics: In der Datei stehen keine Ferien.",
    ]
    assert gespeichert() == []
    assert list(hochladen(sb).context["form"].errors["dateien"]) == [
        "Bitte wählen Sie mindestens eine Datei aus."
    ]
    elf = {f"d{n}": ics(OSTERN_ICS) for n in range(11)}
    assert list(hochladen(sb, **elf).context["form"].errors["dateien"]) == [
        "Bitte wählen Sie höchstens 10 Dateien aus."
    ]


@pytest.mark.django_db
def test_only_who_may_add_and_change_holidays_reads_files() -> None:
    nutzer = User.objects.create_user("kollegin", is_staff=True)
    nutzer.user_permissions.set(Permission.objects.filter(codename="view_ferien"))
    client = Client()
    client.force_login(nutzer)
    assert client.get(EINLESEN).status_code == 403
    assert hochladen(client, a=ics(OSTERN_ICS)).status_code == 403
    liste = client.get(reverse("admin:konferenzen_ferien_changelist"))
    assert EINLESEN not in liste.content.decode()
    assert gespeichert() == []


def test_who_read_holidays_in_stands_in_their_history(sb: Client) -> None:
    hochladen(sb, a=ics(OSTERN_ICS))
    [eintrag] = geschichte_von(Ferien)
    name = sb.get(EINLESEN).context["user"].get_username()
    assert (eintrag.name, eintrag.history_type, eintrag.durch_name) == ("Osterferien", "+", name)


def test_a_blocked_day_is_one_day_unless_its_end_is_given(sb: Client) -> None:
    url = reverse("admin:konferenzen_sperrtag_add")
    welper = f.stadtteil("Welper")
    daten = formular(sb.get(url).content, "sperrtag_form") | {"was": "Fest", "beginn": "2.5.2026"}
    assert sb.post(url, daten | {"stadtteile": [str(welper.pk)]}).status_code == 302
    tag = Sperrtag.objects.get()
    assert (tag.beginn, tag.ende) == (date(2026, 5, 2), date(2026, 5, 2))
    liste = sb.get(reverse("admin:konferenzen_sperrtag_changelist")).content.decode()
    assert "Welper" in liste
    assert fehler(sb.post(url, daten | {"ende": "1.5.2026"})) == {
        "ende": ["Der letzte Tag liegt vor dem ersten."]
    }
    assert fehler(sb.post(url, daten | {"beginn": ""})) == {
        "beginn": ["Dieses Feld ist zwingend erforderlich."]
    }


def test_holidays_typed_by_hand_are_checked(sb: Client) -> None:
    url = reverse("admin:konferenzen_ferien_add")
    daten = formular(sb.get(url).content, "ferien_form") | {
        "name": "Ostern",
        "beginn": "30.3.2026",
        "ende": "11.4.2026",
    }
    assert sb.post(url, daten).status_code == 302
    assert fehler(sb.post(url, daten | {"ende": "10.4.2026"})) == {
        "beginn": ["Ferien mit diesem Namen und ersten Tag gibt es schon."]
    }
    assert fehler(sb.post(url, daten | {"name": "Lang", "ende": "11.4.2027"})) == {
        "ende": ["So lange sind keine Schulferien. Bitte prüfen Sie Tag, Monat und Jahr."]
    }
    assert fehler(sb.post(url, daten | {"name": "Falsch", "ende": "1.3.2026"})) == {
        "ende": ["Der letzte Tag liegt vor dem ersten."]
    }
