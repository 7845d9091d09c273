"""The change ledger: what it says, and that nobody can change it."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from hattingen_portal.grundlage.sperre import VeraltetError
from konferenzen.berichtigung import berichtigen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderung, Form, Konferenz, Status, Veranstaltungsort
from tests import fabriken as f

pytestmark = pytest.mark.django_db

JETZT = f.JETZT
SPAETER = JETZT + timedelta(hours=3)
MONTAG = f.berlin(2026, 1, 26, 17)
WOCHE = timedelta(days=7)
STUNDE = timedelta(hours=1)


def eintraege(konferenz: Konferenz) -> list[tuple[int, list[str]]]:
    return list(konferenz.aenderungen.order_by("sequenz").values_list("sequenz", "arten"))


def aendern(konferenz: Konferenz, **felder: object) -> Aenderung | None:
    """Change `konferenz` as a form does and give the newest entry."""
    gelesen = Konferenz.objects.get(pk=konferenz.pk)
    for feld, wert in felder.items():
        setattr(gelesen, feld, wert)
    fortschreiben(gelesen, jetzt=SPAETER)
    return konferenz.aenderungen.order_by("-sequenz").first()


def test_the_first_publication_is_the_first_entry() -> None:
    konferenz = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    assert eintraege(konferenz) == []

    eintrag = aendern(konferenz, status=Status.OEFFENTLICH)

    assert (eintrag.sequenz, eintrag.arten) == (1, ["bekanntgegeben"])
    assert (eintrag.zeitpunkt, eintrag.vorher) == (SPAETER, {})
    assert eintrag.nachher["beginn"] == "2026-01-26T16:00:00+00:00"


def test_edits_before_publication_make_no_entry() -> None:
    freigabe = JETZT + timedelta(days=3)
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=freigabe)
    erste = konferenz.aenderungen.get()

    eintrag = aendern(konferenz, beginn=MONTAG + WOCHE, ende=MONTAG + WOCHE + STUNDE)

    assert eintraege(konferenz) == [(1, ["bekanntgegeben"])]
    assert (eintrag.zeitpunkt, eintrag.nachher["beginn"]) == (freigabe, "2026-02-02T16:00:00+00:00")
    assert eintrag.kennung != erste.kennung
    aendern(konferenz, status=Status.ENTWURF)
    assert eintraege(konferenz) == []


def test_a_draft_that_waits_for_its_time_may_go_once_it_is_a_draft_again() -> None:
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=JETZT + timedelta(days=3))
    with pytest.raises(ProtectedError):
        konferenz.delete()

    aendern(konferenz, status=Status.ENTWURF)
    konferenz.delete()

    assert Konferenz.objects.count() == 0


@pytest.mark.parametrize(
    ("vorher", "nachher", "arten"),
    [
        ({}, {"beginn": MONTAG, "ende": MONTAG + STUNDE}, ["termin_steht_fest"]),
        (
            {"beginn": MONTAG},
            {"beginn": MONTAG + WOCHE, "ende": MONTAG + WOCHE + STUNDE},
            ["verlegt"],
        ),
        ({"beginn": MONTAG}, {"ende": MONTAG + 3 * STUNDE}, ["verlegt"]),
        ({"beginn": MONTAG}, {"beginn": None, "ende": None}, ["verschoben"]),
        (
            {"beginn": MONTAG},
            {"status": Status.VERSCHOBEN, "beginn": None, "ende": None},
            ["verschoben"],
        ),
        ({"beginn": MONTAG}, {"status": Status.ABGESAGT}, ["abgesagt"]),
        ({"beginn": MONTAG}, {"status": Status.ABGESAGT, "form": Form.HYBRID}, ["abgesagt"]),
        ({"beginn": MONTAG}, {"status": Status.ZURUECKGEZOGEN}, ["zurueckgezogen"]),
        (
            {"beginn": MONTAG, "status": Status.ABGESAGT},
            {"status": Status.OEFFENTLICH},
            ["wieder_angesetzt"],
        ),
        (
            {"beginn": MONTAG, "status": Status.ABGESAGT},
            {
                "status": Status.OEFFENTLICH,
                "beginn": MONTAG + WOCHE,
                "ende": MONTAG + WOCHE + STUNDE,
            },
            ["wieder_angesetzt", "verlegt"],
        ),
        (
            {"status": Status.VERSCHOBEN},
            {"status": Status.OEFFENTLICH, "beginn": MONTAG, "ende": MONTAG + STUNDE},
            ["termin_steht_fest"],
        ),
        ({"beginn": MONTAG}, {"form": Form.HYBRID}, ["form_geaendert"]),
        ({"beginn": MONTAG}, {"titel": "Ein Name"}, ["angaben"]),
        ({"beginn": MONTAG}, {"online_link": "https://example.org/"}, ["angaben"]),
    ],
)
def test_each_change_has_its_kinds(vorher: dict, nachher: dict, arten: list[str]) -> None:
    konferenz = f.konferenz(**vorher)

    eintrag = aendern(konferenz, **nachher)

    assert (eintrag.sequenz, eintrag.arten) == (2, arten)


def test_date_and_venue_are_one_entry_with_both_kinds() -> None:
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort())

    eintrag = aendern(
        konferenz, beginn=MONTAG + WOCHE, ende=MONTAG + WOCHE + STUNDE, ort=f.ort("Haus Forstmann")
    )

    assert (eintrag.sequenz, eintrag.arten) == (2, ["verlegt", "ort_geaendert"])
    assert eintrag.vorher["ort"] == "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
    assert eintrag.nachher["ort"] == "Haus Forstmann, Sankt-Joseph-Straße 2, 45527 Hattingen"


def test_a_withdrawn_one_is_announced_anew() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    aendern(konferenz, status=Status.ZURUECKGEZOGEN, statusgrund="Zu früh veröffentlicht.")

    eintrag = aendern(konferenz, status=Status.OEFFENTLICH)

    assert (eintrag.arten, eintrag.vorher, eintrag.grund) == (["bekanntgegeben"], {}, "")
    assert Konferenz.objects.get().statusgrund == ""


def test_other_text_makes_no_entry() -> None:
    konferenz = f.konferenz(beginn=MONTAG)

    aendern(konferenz, beschreibung="Worum es geht")

    assert eintraege(konferenz) == [(1, ["bekanntgegeben"])]
    assert Konferenz.objects.get().geaendert_am == SPAETER


def test_the_reason_belongs_to_the_change_that_it_was_given_for() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    assert aendern(konferenz, status=Status.ABGESAGT, statusgrund="Sturm").grund == "Sturm"

    eintrag = aendern(konferenz, titel="Treffen")
    assert (eintrag.arten, eintrag.grund) == (["angaben"], "")

    eintrag = aendern(konferenz, status=Status.OEFFENTLICH)
    assert (eintrag.arten, eintrag.grund) == (["wieder_angesetzt"], "")
    assert Konferenz.objects.get().statusgrund == ""


@pytest.mark.parametrize("status", [Status.ABGESAGT, Status.VERSCHOBEN])
def test_why_it_was_moved_is_not_why_it_is_cancelled(status: Status) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    grund = "Der Raum ist belegt"
    termin = {"beginn": MONTAG + WOCHE, "ende": MONTAG + WOCHE + STUNDE}
    assert aendern(konferenz, statusgrund=grund, **termin).grund == grund

    ohne = {"beginn": None, "ende": None} if status == Status.VERSCHOBEN else {}
    assert aendern(konferenz, status=status, **ohne).grund == ""

    assert Konferenz.objects.get().statusgrund == ""


def test_a_reason_counts_once_for_a_move_and_again_where_it_is_given_again() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    for _ in range(2):
        konferenz.beginn, konferenz.ende = konferenz.beginn + WOCHE, konferenz.ende + WOCHE
        fortschreiben(konferenz, grund="Der Raum ist belegt", jetzt=SPAETER)
    konferenz.titel = "Treffen"
    fortschreiben(konferenz, jetzt=SPAETER)

    gruende = konferenz.aenderungen.order_by("sequenz").values_list("grund", flat=True)
    assert list(gruende) == ["", "Der Raum ist belegt", "Der Raum ist belegt", ""]
    assert Konferenz.objects.get().statusgrund == "Der Raum ist belegt"


def test_a_corrected_reason_is_corrected_where_it_was_told() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    aendern(konferenz, status=Status.ABGESAGT, statusgrund="Frau Beispiel ist krank")
    aendern(konferenz, titel="Treffen")

    aendern(konferenz, statusgrund="Die Leitung fällt aus")

    gruende = konferenz.aenderungen.order_by("sequenz").values_list("sequenz", "grund")
    assert list(gruende) == [(1, ""), (2, "Die Leitung fällt aus"), (3, "")]


def test_a_reason_that_comes_later_belongs_to_the_last_change() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    aendern(konferenz, status=Status.ABGESAGT)

    aendern(konferenz, statusgrund="Sturm")
    assert [e.grund for e in konferenz.aenderungen.order_by("sequenz")] == ["", "Sturm"]

    aendern(konferenz, statusgrund="")
    assert [e.grund for e in konferenz.aenderungen.order_by("sequenz")] == ["", ""]
    assert Konferenz.objects.get().sequenz == 2


def test_who_did_it_is_kept_when_the_account_goes() -> None:
    ada = User.objects.create_user("ada", first_name="Ada", last_name="Beispiel")
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.titel = "Treffen"
    fortschreiben(konferenz, durch=ada, jetzt=SPAETER)

    ada.delete()

    eintrag = konferenz.aenderungen.get(sequenz=2)
    assert (eintrag.durch, eintrag.durch_name) == (None, "Ada Beispiel")


def test_a_long_name_is_kept_as_far_as_there_is_room() -> None:
    lang = User.objects.create_user("lang", first_name="A" * 150, last_name="B" * 150)
    konferenz = Konferenz(art="sprechstunde", titel="Treffen", status=Status.OEFFENTLICH)

    fortschreiben(konferenz, durch=lang, jetzt=SPAETER)

    assert konferenz.aenderungen.get().durch_name == f"{'A' * 150} {'B' * 49}"


def test_a_corrected_venue_is_told_by_each_coming_conference() -> None:
    haus = f.ort()
    kommt = f.konferenz(beginn=MONTAG, ort=haus)
    entwurf = f.konferenz(beginn=MONTAG + WOCHE, ort=haus, status=Status.ENTWURF)
    wartet = f.konferenz(
        beginn=MONTAG + 2 * WOCHE, ort=haus, veroeffentlichen_ab=JETZT + timedelta(days=5)
    )
    vorbei = f.konferenz(beginn=JETZT - WOCHE, ort=haus)
    zurueckgezogen = f.konferenz(beginn=MONTAG + 3 * WOCHE, ort=haus)
    aendern(zurueckgezogen, status=Status.ZURUECKGEZOGEN)
    ada = User.objects.create_user("ada")
    haus = Veranstaltungsort.objects.get()
    haus.hausnummer = "2a"

    berichtigen(haus, durch=ada, jetzt=SPAETER)

    eintrag = kommt.aenderungen.get(sequenz=2)
    assert (eintrag.arten, eintrag.durch, eintrag.zeitpunkt) == (["ort_berichtigt"], ada, SPAETER)
    assert (eintrag.vorher["ort"], eintrag.nachher["ort"]) == (
        "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen",
        "Meditationszentrum, Sankt-Joseph-Straße 2a, 45527 Hattingen",
    )
    assert eintraege(entwurf) == []
    assert eintraege(vorbei) == [(1, ["bekanntgegeben"])]
    assert eintraege(zurueckgezogen) == [(1, ["bekanntgegeben"]), (2, ["zurueckgezogen"])]
    assert wartet.aenderungen.get().nachher["ort"] == (
        "Meditationszentrum, Sankt-Joseph-Straße 2a, 45527 Hattingen"
    )


def test_the_public_reads_what_has_happened_to_what_it_may_see() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    verlegt = aendern(konferenz, beginn=MONTAG + WOCHE, ende=MONTAG + WOCHE + STUNDE)
    f.konferenz(beginn=MONTAG, veroeffentlichen_ab=JETZT + timedelta(days=3))
    versehen = f.konferenz(beginn=MONTAG + WOCHE, titel="Versehen")
    zurueckgezogen = aendern(versehen, status=Status.ZURUECKGEZOGEN)

    gezeigt = Aenderung.objects.oeffentlich(SPAETER).neueste_zuerst()

    bekanntgegeben = konferenz.aenderungen.get(sequenz=1)
    assert list(gezeigt) == [zurueckgezogen, verlegt, bekanntgegeben]
    assert list(Aenderung.objects.oeffentlich(JETZT)) == [bekanntgegeben]


def test_what_was_withdrawn_before_the_ledger_began_is_told_no_more() -> None:
    f.konferenz(beginn=MONTAG)
    Konferenz.objects.update(status=Status.ZURUECKGEZOGEN)
    assert list(Aenderung.objects.oeffentlich(SPAETER)) == []


def test_an_entry_cannot_be_changed_or_deleted() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    verlegt = aendern(konferenz, beginn=MONTAG + WOCHE, ende=MONTAG + WOCHE + STUNDE)

    for tun in (
        lambda: Aenderung.objects.update(arten=["abgesagt"]),
        lambda: Aenderung.objects.update(grund="anders", sequenz=7),
        lambda: Aenderung.objects.filter(sequenz=1).delete(),
        verlegt.delete,
    ):
        with pytest.raises(DatabaseError, match="bleibt, wie sie ist"), transaction.atomic():
            tun()
    with pytest.raises(ProtectedError):
        Konferenz.objects.all().delete()

    assert [e.grund for e in Aenderung.objects.all()] == ["", ""]


def test_of_a_person_an_entry_may_lose_name_and_words_and_no_more() -> None:
    konferenz = f.konferenz(beginn=MONTAG, beschreibung="Fragen an a_b@example.org, 100 % offen")
    aendern(konferenz, beginn=MONTAG + WOCHE, ende=MONTAG + WOCHE + STUNDE)
    verlegt = Aenderung.objects.filter(sequenz=2)
    vorher = verlegt.get().vorher

    geschwaerzt = vorher | {"beschreibung": "Fragen an [entfernt], 100 % offen"}
    assert verlegt.update(vorher=geschwaerzt, durch_name="ehemaliges Konto") == 1
    assert verlegt.update(durch_name="nicht mehr gespeichert") == 1
    for anders in (
        {"durch_name": "jemand anders"},
        {"vorher": vorher},
        {"vorher": geschwaerzt | {"beschreibung": "[entfernt], 50 % offen"}},
        {"vorher": geschwaerzt | {"titel": "Fest"}},
        {"vorher": geschwaerzt | {"beginn": "[entfernt]"}},
        {"nachher": {}},
    ):
        with pytest.raises(DatabaseError, match="bleibt, wie sie ist"), transaction.atomic():
            verlegt.update(**anders)


def test_the_database_knows_each_sequenz_once() -> None:
    konferenz = f.konferenz(beginn=MONTAG)

    with pytest.raises(IntegrityError, match="aenderung_je_sequenz"):
        Aenderung.objects.create(
            konferenz=konferenz, sequenz=1, zeitpunkt=SPAETER, arten=["angaben"]
        )


def gelungen(tun: Callable[[str], None], wert: str) -> bool:
    """Tell whether `tun` got through; somebody else was faster where it did not."""
    try:
        tun(wert)
    except VeraltetError:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_and_no_double() -> None:
    haus = f.ort()
    konferenz = f.konferenz(beginn=MONTAG, ort=haus)
    los = Barrier(4)
    fehler: list[DatabaseError] = []

    def umbenennen(name: str) -> None:
        gelesen = Konferenz.objects.get(pk=konferenz.pk)
        gelesen.titel = name
        fortschreiben(gelesen, jetzt=SPAETER)

    def ort_berichtigen(nummer: str) -> None:
        gelesen = Veranstaltungsort.objects.get(pk=haus.pk)
        gelesen.hausnummer = nummer
        berichtigen(gelesen, jetzt=SPAETER)

    def immer_wieder(tun: Callable[[str], None], wert: str) -> None:
        los.wait()
        try:
            while not gelungen(tun, wert):
                pass
        except DatabaseError as ausnahme:
            fehler.append(ausnahme)
        finally:
            connection.close()

    arbeiten = [
        Thread(target=immer_wieder, args=arbeit)
        for arbeit in (
            (umbenennen, "Eins"),
            (umbenennen, "Zwei"),
            (ort_berichtigen, "3"),
            (ort_berichtigen, "4"),
        )
    ]
    for arbeit in arbeiten:
        arbeit.start()
    for arbeit in arbeiten:
        arbeit.join(timeout=60)

    assert fehler == []
    assert Konferenz.objects.get().sequenz == 5
    assert [sequenz for sequenz, _ in eintraege(konferenz)] == [1, 2, 3, 4, 5]
    staende = [(e.vorher, e.nachher) for e in konferenz.aenderungen.order_by("sequenz")]
    for (_, nachher), (vorher, _) in pairwise(staende):
        assert nachher == vorher
