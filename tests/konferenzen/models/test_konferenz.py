"""Which conferences are public, coming, past and in the feeds; what the database refuses."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Konferenz, Status
from tests import fabriken as f

pytestmark = pytest.mark.django_db

JETZT = f.JETZT
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)


def titel(zeilen: object) -> list[str]:
    return [konferenz.titel for konferenz in zeilen]


def test_oeffentlich_leaves_out_drafts_scheduled_and_withdrawn_ones() -> None:
    for name, status in (
        ("offen", Status.OEFFENTLICH),
        ("abgesagt", Status.ABGESAGT),
        ("verschoben", Status.VERSCHOBEN),
        ("Entwurf", Status.ENTWURF),
        ("zurückgezogen", Status.ZURUECKGEZOGEN),
    ):
        f.konferenz(titel=name, status=status)
    f.konferenz(titel="erst morgen", veroeffentlichen_ab=JETZT + TAG)
    f.konferenz(titel="seit gestern", veroeffentlichen_ab=JETZT - TAG)

    assert titel(Konferenz.objects.oeffentlich(JETZT).order_by("pk")) == [
        "offen",
        "abgesagt",
        "verschoben",
        "seit gestern",
    ]
    assert "erst morgen" in titel(Konferenz.objects.oeffentlich(JETZT + TAG))


def test_kommende_and_vergangene_split_everything_in_two() -> None:
    laufend = f.runde("Frühjahr 2026")
    vorbei = f.runde("Herbst 2025", beginn=date(2025, 8, 1), ende=date(2025, 12, 31))
    f.konferenz(titel="kommt", beginn=JETZT + TAG)
    f.konferenz(titel="läuft", beginn=JETZT - timedelta(hours=1))
    f.konferenz(titel="gerade zu Ende", beginn=JETZT - timedelta(hours=2))
    f.konferenz(titel="war gestern", beginn=JETZT - TAG)
    f.konferenz(titel="offen in dieser Saison", runde=laufend)
    f.konferenz(titel="nie bekanntgegeben", runde=vorbei)
    f.konferenz(titel="offen ohne Runde", art=Art.SPRECHSTUNDE)

    assert titel(Konferenz.objects.kommende(JETZT).chronologisch()) == [
        "läuft",
        "kommt",
        "offen in dieser Saison",
        "offen ohne Runde",
    ]
    assert titel(Konferenz.objects.vergangene(JETZT).chronologisch()) == [
        "war gestern",
        "gerade zu Ende",
        "nie bekanntgegeben",
    ]


def test_the_season_ends_with_its_last_day_in_hattingen() -> None:
    f.konferenz(runde=f.runde())
    letzter_abend = f.berlin(2026, 7, 31, 23, 30)

    assert Konferenz.objects.kommende(letzter_abend).count() == 1
    assert Konferenz.objects.kommende(letzter_abend + timedelta(hours=1)).count() == 0


def test_im_kalender_keeps_a_year_and_tombstones_for_a_fortnight() -> None:
    def mit_status(name: str, beginn: object, status: Status) -> None:
        konferenz = f.konferenz(titel=name, beginn=beginn, jetzt=JETZT - 800 * TAG)
        konferenz.status = status
        if status == Status.VERSCHOBEN:
            konferenz.beginn = konferenz.ende = None
        fortschreiben(konferenz, jetzt=JETZT)

    f.konferenz(titel="kommt", beginn=JETZT + TAG)
    f.konferenz(titel="vor elf Monaten", beginn=JETZT - 330 * TAG)
    f.konferenz(titel="vor dreizehn Monaten", beginn=JETZT - 395 * TAG)
    f.konferenz(titel="ohne Termin")
    f.konferenz(titel="Entwurf", beginn=JETZT + TAG, status=Status.ENTWURF)
    f.konferenz(titel="erst morgen", beginn=JETZT + TAG, veroeffentlichen_ab=JETZT + TAG)
    f.konferenz(titel="nie gezeigt", beginn=JETZT + TAG, status=Status.ZURUECKGEZOGEN)
    for status in (Status.ABGESAGT, Status.VERSCHOBEN, Status.ZURUECKGEZOGEN):
        mit_status(f"{status} neu", JETZT - 13 * TAG, status)
        mit_status(f"{status} alt", JETZT - 15 * TAG, status)

    assert sorted(titel(Konferenz.objects.im_kalender(JETZT))) == sorted(
        [
            "kommt",
            "vor elf Monaten",
            "abgesagt neu",
            "verschoben neu",
            "zurueckgezogen neu",
        ]
    )


def test_undated_ones_come_last_in_the_city_s_order() -> None:
    zweiter, erster = f.stadtteil("B", reihenfolge=2), f.stadtteil("A", reihenfolge=1)
    f.konferenz(titel="offen B", stadtteil=zweiter)
    f.konferenz(titel="offen A", stadtteil=erster)
    f.konferenz(titel="später", beginn=MONTAG + TAG)
    f.konferenz(titel="früher", beginn=MONTAG)

    assert titel(Konferenz.objects.chronologisch()) == ["früher", "später", "offen A", "offen B"]


def test_name_slug_and_address_come_from_stadtteil_and_runde_never_from_the_date() -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Winz-Baak"), beginn=MONTAG)

    assert str(konferenz) == "Stadtteilkonferenz Winz-Baak (Frühjahr 2026)"
    assert konferenz.get_absolute_url() == "/termine/winz-baak-fruehjahr-2026/"
    assert reverse("konferenz", args=[konferenz.slug]) == konferenz.get_absolute_url()


@pytest.mark.parametrize("wort", ["archiv", "runden", "aenderungen"])
def test_words_of_our_own_addresses_are_refused(wort: str) -> None:
    konferenz = f.konferenz(titel=wort, art=Art.SPRECHSTUNDE)
    assert konferenz.slug == f"{wort}-2"

    konferenz.slug = wort
    with pytest.raises(ValidationError, match="braucht das Portal selbst"):
        konferenz.full_clean()


def test_an_end_that_nobody_knows_is_assumed_and_marked() -> None:
    konferenz = Konferenz(art=Art.SPRECHSTUNDE, titel="Ohne Ende", beginn=MONTAG)

    konferenz.clean()

    assert (konferenz.ende, konferenz.ende_geschaetzt) == (MONTAG + timedelta(hours=2), True)


def test_a_meeting_that_is_only_online_has_no_venue() -> None:
    konferenz = Konferenz(
        art=Art.SPRECHSTUNDE, titel="Sprechstunde", form=Form.ONLINE, ort=f.ort(), slug="s"
    )

    with pytest.raises(ValidationError, match="nur online stattfindet, hat keinen Ort"):
        konferenz.full_clean()
    with pytest.raises(IntegrityError, match="konferenz_online_ohne_ort"), transaction.atomic():
        fortschreiben(konferenz, jetzt=JETZT)

    konferenz.form = Form.HYBRID
    konferenz.full_clean()
    fortschreiben(konferenz, jetzt=JETZT)


@time_machine.travel(JETZT, tick=False)
def test_what_was_public_never_becomes_a_draft_again() -> None:
    konferenz = f.konferenz()
    konferenz.status = Status.ENTWURF

    with pytest.raises(ValidationError, match="zurückgezogen"):
        konferenz.full_clean()
    with pytest.raises(IntegrityError, match="konferenz_kein_entwurf_mehr"), transaction.atomic():
        fortschreiben(konferenz, jetzt=JETZT)


@pytest.mark.parametrize(
    ("felder", "regel"),
    [
        ({"beginn": MONTAG, "ende": None}, "konferenz_beginn_und_ende"),
        ({"ende": MONTAG}, "konferenz_beginn_und_ende"),
        ({"ende_geschaetzt": True}, "konferenz_beginn_und_ende"),
        ({"beginn": MONTAG, "ende": MONTAG}, "konferenz_ende_nach_beginn"),
        (
            {"beginn": MONTAG, "status": Status.VERSCHOBEN},
            "konferenz_verschoben_ohne_termin",
        ),
        ({"art": Art.THEMENKONFERENZ}, "konferenz_titel"),
        (
            {"art": Art.STADTTEILKONFERENZ, "titel": "ohne Stadtteil"},
            "konferenz_stadtteilkonferenz_vollstaendig",
        ),
    ],
)
def test_the_database_refuses(felder: dict[str, object], regel: str) -> None:
    with pytest.raises(IntegrityError, match=regel):
        f.konferenz(**felder)


def test_one_stadtteilkonferenz_a_round_and_any_number_of_others() -> None:
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper)
    f.konferenz(stadtteil=welper, art=Art.SPRECHSTUNDE, titel="Eins", runde=f.runde())
    f.konferenz(stadtteil=welper, art=Art.SPRECHSTUNDE, titel="Zwei", runde=f.runde())

    with pytest.raises(IntegrityError, match="konferenz_einmal_je_runde"):
        f.konferenz(stadtteil=welper)


@pytest.mark.parametrize(
    "felder",
    [
        {"raum_geteilt": True},
        {"status": Status.ABGESAGT},
        {"status": Status.ZURUECKGEZOGEN},
        {"beginn": MONTAG + timedelta(hours=2)},
        {"beginn": MONTAG - timedelta(hours=2)},
        {"ort": None},
    ],
)
def test_a_room_is_free_for(felder: dict[str, object]) -> None:
    ort = f.ort()
    f.konferenz(beginn=MONTAG, ort=ort)

    f.konferenz(**{"beginn": MONTAG, "ort": ort} | felder)

    assert Konferenz.objects.count() == 2


@pytest.mark.parametrize("versatz", [-119, -30, 0, 30, 119])
def test_a_room_is_taken(versatz: int) -> None:
    ort = f.ort()
    f.konferenz(beginn=MONTAG, ort=ort)

    with pytest.raises(IntegrityError, match="konferenz_raum_frei"):
        f.konferenz(beginn=MONTAG + timedelta(minutes=versatz), ort=ort)


def test_who_is_in_the_same_room_is_who_the_constraint_would_refuse() -> None:
    ort = f.ort()
    stunde = timedelta(hours=1)
    da = f.konferenz(beginn=MONTAG, ort=ort)
    f.konferenz(beginn=MONTAG + stunde, ort=ort, raum_geteilt=True)
    f.konferenz(beginn=MONTAG + 2 * stunde, ort=ort)
    for status in (Status.ABGESAGT, Status.ZURUECKGEZOGEN):
        f.konferenz(beginn=MONTAG, ort=ort, status=status)
    f.konferenz(beginn=MONTAG, ort=f.ort("Forstmann"))
    anwaerter = Konferenz(
        art=Art.SPRECHSTUNDE, beginn=MONTAG + stunde, ende=MONTAG + 2 * stunde, ort=ort
    )

    assert list(Konferenz.objects.im_selben_raum(anwaerter)) == [da]
    assert list(Konferenz.objects.im_selben_raum(da)) == []
    for feld in ("ort", "beginn", "ende"):
        ohne = Konferenz(beginn=anwaerter.beginn, ende=anwaerter.ende, ort=ort)
        setattr(ohne, feld, None)
        assert list(Konferenz.objects.im_selben_raum(ohne)) == []


def test_the_uid_is_random_at_the_portal_s_host() -> None:
    eine, andere = f.konferenz(), f.konferenz()

    assert eine.uid != andere.uid
    assert {k.uid.partition("@")[2] for k in (eine, andere)} == {"127.0.0.1"}
