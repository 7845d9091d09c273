"""The front page as it is sent: for whom what, however much there is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.cockpit.wege import AUFGABEN
from hattingen_portal.grunddaten import grunddaten_anlegen
from hattingen_portal.grundlage import schritte
from hattingen_portal.grundlage.schritte import Schritt, Stand, anmelden
from hattingen_portal.seiten.models import Seite as Inhaltsseite
from konferenzen.admin import KonferenzAdmin
from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.portal.seiten.fabrik import alle_seiten
from tests.seite import Seite, hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def start(client: Client, adresse: str = "/admin/") -> Seite:
    return hole(client, adresse)


def kollegin(*rechte: str, gruppe: str = "") -> Client:
    person = User.objects.create_user("kollegin", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=rechte))
    person.groups.set(Group.objects.filter(name=gruppe))
    client = Client()
    client.force_login(person)
    return client


def adressen(seite: Seite) -> list[str]:
    """Give where the cockpit leads to; the list of all models below it is Django's."""
    pfade = [pfad for pfad in seite.adressen() if pfad.startswith("/admin/")]
    return pfade[: pfade.index("/admin/konferenzen/")]


def test_what_is_to_do_stands_in_groups_the_longest_due_first(sb: Client) -> None:
    welper, mitte = f.stadtteil("Welper"), f.stadtteil("Hattingen-Mitte")
    f.konferenz(stadtteil=mitte, beginn=f.berlin(2026, 3, 2, 17), status=Status.ENTWURF)
    f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 2, 4, 17))

    assert start(sb).texte("section", "gruppe") == [
        (
            "Überfällig 2 "
            "Ort oder Link eintragen Welper, Mittwoch, 4. Februar "
            "überfällig seit 10. Dezember 2025 "
            "Ort oder Link eintragen Hattingen-Mitte, Montag, 2. März überfällig seit 5. Januar"
        ),
        "Diese Woche 1 Nachricht schreiben Welper, Mittwoch, 4. Februar heute fällig",
        (
            "Als Nächstes 3 "
            "Veröffentlichen Hattingen-Mitte, Montag, 2. März fällig am 19. Januar "
            "Unterlagen bereitstellen Welper, Mittwoch, 4. Februar fällig am 21. Januar "
            "Nachricht schreiben Hattingen-Mitte, Montag, 2. März fällig am 9. Februar"
        ),
    ]


def test_a_conference_is_one_line_with_its_steps_and_the_ways(sb: Client) -> None:
    k = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG, ort=f.ort())
    seite = start(sb)

    [zeile] = seite.texte("li", "konferenz")
    assert zeile == (
        "Welper öffentlich Montag, 26. Januar 2026, 17–19 Uhr "
        "Termin erledigt Ort erledigt Öffentlich erledigt "
        "Nachricht überfällig seit 5. Januar Unterlagen überfällig seit 12. Januar"
    )
    formular = f"/admin/konferenzen/konferenz/{k.pk}/change/"
    ab = seite.adressen().index(formular)
    assert seite.adressen()[ab : ab + 6] == [
        formular,
        f"{formular}#id_beginn_0",
        f"{formular}#id_ort",
        f"{formular}#id_status",
        f"/admin/aktuelles/beitrag/add/?konferenz={k.pk}&stadtteile={k.stadtteil_id}",
        f"{formular}#unterlagen-group",
    ]


def test_those_without_a_date_stand_by_themselves_and_an_example_is_never_due(sb: Client) -> None:
    beispiele = f.runde("Beispielrunde", beispiel=True)
    f.konferenz(stadtteil=f.stadtteil("EOBS"))
    f.konferenz(stadtteil=f.stadtteil("Welper"), runde=beispiele, beginn=MONTAG)
    f.konferenz(stadtteil=f.stadtteil("Holthausen"), beginn=MONTAG + timedelta(days=1))
    seite = start(sb)

    ueberschriften = seite.texte("h3")
    assert ueberschriften[-2:] == ["Mit Termin", "Noch ohne Termin"]
    assert [zeile[:40] for zeile in seite.texte("li", "konferenz")] == [
        "Holthausen öffentlich Dienstag, 27. Janu",
        "Welper öffentlich Beispiel Montag, 26. J",
        "EOBS öffentlich Termin wird noch bekannt",
    ]
    [_holthausen, welper, _eobs] = seite.texte("ol", "schritte")
    assert (
        welper == "Termin erledigt Ort offen Öffentlich erledigt Nachricht offen Unterlagen offen"
    )
    gruppen = " ".join(seite.texte("section", "gruppe"))
    assert ("Holthausen" in gruppen, "Welper" in gruppen) == (True, False)
    assert "Beispiele zählen hier nicht mit." in seite.texte("p", "kasten__zusatz")


def test_nothing_to_do_is_good_news(sb: Client) -> None:
    alle_seiten()

    assert start(sb).texte("p", "cockpit__gut") == [
        "Nichts ist überfällig.",
        "Diese Woche ist nichts fällig.",
        "In den nächsten vier Wochen ist nichts fällig.",
        "Zurzeit ist keine Konferenz geplant.",
        "Keine Nachricht wartet.",
        "Alle Meldungen sind beantwortet.",
        "Alle Mails sind hinausgegangen.",
        "Alle Angaben sind da, und nichts ist zu prüfen.",
        "Jeder Ortsteil ist dabei.",
    ]


def test_the_parts_of_the_city_that_nobody_reaches_are_named_with_the_reason(sb: Client) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"))
    f.ortsteil("Niederwenigern")
    f.ortsteil("Niederbonsfeld")

    kasten = start(sb).texte("section", "kasten")[-1]

    assert kasten == (
        "Wo keine Konferenz hinkommt Niederbonsfeld, Niederwenigern "
        "Noch keinem Stadtteil zugeordnet. Ortsteile ansehen"
    )


# --- A module joins -------------------------------------------------------------------------------


@pytest.fixture
def tagesordnung(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is not there today: an agenda for every second conference."""

    def pruefen(konferenzen: Sequence[Konferenz], jetzt: datetime) -> dict[int, Stand]:
        return {
            k.pk: Stand(erledigt=stelle == 0, adresse=f"/admin/tagesordnung/{k.pk}/")
            for stelle, k in enumerate(konferenzen[:2])
        }

    monkeypatch.setattr(schritte, "_ANGEMELDETE", dict(schritte._ANGEMELDETE))
    anmelden(
        Schritt(
            kennung="tagesordnung",
            name="Tagesordnung",
            aufgabe="Tagesordnung aufstellen",
            vorlauf=13,
            pruefen=pruefen,
            darf=lambda *_: True,
        )
    )


@pytest.mark.usefixtures("tagesordnung")
def test_a_step_of_a_new_module_stands_in_the_line_by_itself(sb: Client) -> None:
    for tag in (26, 27, 28):
        f.konferenz(beginn=f.berlin(2026, 1, tag, 17))
    seite = start(sb)

    assert [zeile.partition("Tagesordnung ")[2] for zeile in seite.texte("li", "konferenz")] == [
        "erledigt",
        "heute fällig",
        "",  # has no such step
    ]
    assert "Tagesordnung aufstellen" in seite.texte("section", "gruppe")[1]


def test_without_the_module_nothing_is_said_of_it(sb: Client) -> None:
    f.konferenz(beginn=MONTAG)

    assert "Tagesordnung" not in sb.get("/admin/").text


# --- Who sees what --------------------------------------------------------------------------------


def test_the_news_desk_is_told_of_its_own_work_only() -> None:
    grunddaten_anlegen()
    Inhaltsseite.objects.update(geprueft_am=f.JETZT.date())
    f.konferenz(stadtteil=f.stadtteil("Rauendahl"), beginn=MONTAG)
    meldung(text="Bitte rufen Sie mich an", faellig_am=f.JETZT.date() - timedelta(days=1))
    seite = start(kollegin(gruppe="Redaktion"))

    assert seite.texte("section", "gruppe") == [
        "Überfällig 1 Nachricht schreiben Rauendahl, Montag, 26. Januar überfällig seit 5. Januar",
        "Diese Woche Diese Woche ist nichts fällig.",
        "Als Nächstes In den nächsten vier Wochen ist nichts fällig.",
    ]
    assert [titel.partition(" ")[0] for titel in seite.texte("section", "kasten")] == [
        "Nachrichten",
        "Impressum,",
        "Wo",
    ]
    assert seite.texte("nav", "cockpit__wege") == ["Nachricht schreiben"]
    assert "Vorlaufzeiten" not in " ".join(seite.texte("a"))


def test_who_keeps_only_accounts_reads_nothing_of_all_that() -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    f.ortsteil("Niederwenigern")
    client = kollegin("view_user", "change_user")
    seite = start(client)

    assert seite.texte("section", "gruppe") == []
    assert seite.texte("section", "kasten") == []
    assert seite.texte("p", "cockpit__gut") == []
    assert "Welper" not in client.get("/admin/").text
    assert "Niederwenigern" not in client.get("/admin/").text


def test_only_the_rows_of_the_model_admin_are_shown(
    sb: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is restricted to a Stadtteil is so here, too, and does what they may change."""
    eigener, fremder = f.stadtteil("Welper"), f.stadtteil("Holthausen")
    for stadtteil in (eigener, fremder):
        f.konferenz(stadtteil=stadtteil, beginn=MONTAG)
    alle = KonferenzAdmin.get_queryset

    def eigene(self: KonferenzAdmin, request: HttpRequest) -> QuerySet[Konferenz]:
        return alle(self, request).filter(stadtteil=eigener)

    monkeypatch.setattr(KonferenzAdmin, "get_queryset", eigene)
    assert [z.partition(" ")[0] for z in start(sb).texte("li", "konferenz")] == ["Welper"]
    assert "Holthausen" not in sb.get("/admin/").text

    def nur_eigene(self: Any, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and obj.stadtteil == eigener

    monkeypatch.setattr(KonferenzAdmin, "get_queryset", alle)
    monkeypatch.setattr(KonferenzAdmin, "has_change_permission", nur_eigene)
    gruppe = start(sb).texte("section", "gruppe")[0]
    assert "Ort oder Link eintragen Welper" in gruppe
    assert "Ort oder Link eintragen Holthausen" not in gruppe


def test_the_big_tasks_are_offered_to_those_who_may(sb: Client) -> None:
    alle = " ".join(titel for titel, *_ in AUFGABEN)
    assert start(sb).texte("nav", "cockpit__wege") == [alle]
    weg = "Terminliste einlesen"
    assert start(kollegin("change_konferenz")).texte("nav", "cockpit__wege") == [weg]


def test_nobody_comes_here_without_a_login(client: Client) -> None:
    assert client.get("/admin/").status_code == 302


# --- However much there is ------------------------------------------------------------------------


def test_of_a_large_season_the_next_are_shown_and_all_on_demand(sb: Client) -> None:
    for n in range(60):
        f.konferenz(
            stadtteil=f.stadtteil(f"Teil {n:02}"),
            beginn=MONTAG + timedelta(days=n),
            ort=f.ort(f"O{n}"),
        )
    kurz, ganz = start(sb), start(sb, "/admin/?alle=konferenzen")

    assert len(kurz.texte("li", "konferenz")) == 12
    assert "Alle anzeigen, auch die 48 weiteren" in kurz.texte("a")
    assert [z[:7] for z in ganz.texte("li", "konferenz")] == [f"Teil {n:02}" for n in range(60)]
    assert "Alle anzeigen" not in " ".join(ganz.texte("a"))
    assert ganz.texte("section", "gruppe") == kurz.texte("section", "gruppe")
    assert start(sb, "/admin/?alle=unsinn").texte("li", "konferenz") == kurz.texte(
        "li", "konferenz"
    )


def test_the_only_one_that_is_not_shown_is_not_counted_as_many(sb: Client) -> None:
    for n in range(13):
        f.konferenz(beginn=MONTAG + timedelta(days=n))
    assert "Alle anzeigen, auch die eine weitere" in start(sb).texte("a")


def test_of_many_tasks_the_most_urgent_are_shown_and_all_on_demand(sb: Client) -> None:
    for n in range(5):
        f.konferenz(beginn=MONTAG + timedelta(hours=n))  # place, post and documents are overdue
    kurz, ganz = start(sb), start(sb, "/admin/?alle=aufgaben")

    assert kurz.texte("section", "gruppe")[0].startswith("Überfällig 15 ")
    assert "Alle 15 anzeigen" in kurz.texte("a")
    assert [ganz.texte("section", "gruppe")[0].count(wort) for wort in ("Ort oder", "Nachr")] == [
        5,
        5,
    ]
    assert "Alle 15 anzeigen" not in ganz.texte("a")


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_number_of_queries_is_fixed(
    sb: Client, anzahl: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alle_seiten()
    for n in range(anzahl):
        k = f.konferenz(beginn=MONTAG + timedelta(days=n), ort=f.ort(f"Ort {n}"))
        f.konferenz()
        f.beitrag(konferenz=k, text="<p>[[Platzhalter: Tag]]</p>")
        f.beitrag(veroeffentlichen_ab=None)
        f.ortsteil(f"Dorf {n}", k.stadtteil)
        k.ortsteile.add(f.ortsteil(f"Weiler {n}"))
        meldung(faellig_am=f.JETZT.date())

    with django_assert_num_queries(20):
        sb.get("/admin/?alle=konferenzen")


def test_every_way_leads_somewhere(sb: Client) -> None:
    f.konferenz(beginn=MONTAG)
    f.konferenz(status=Status.VERSCHOBEN)
    f.konferenz(status=Status.ENTWURF)
    f.beitrag(veroeffentlichen_ab=None)
    f.beitrag(text="<p>[[Platzhalter: Tag]]</p>")
    f.ortsteil("Niederwenigern")
    meldung(faellig_am=f.JETZT.date())
    alle_seiten()

    ziele = adressen(start(sb))

    assert len(ziele) > 20
    assert {ziel: sb.get(ziel).status_code for ziel in ziele} == dict.fromkeys(ziele, 200)


def test_the_list_of_all_models_stays(sb: Client) -> None:
    assert start(sb).texte("caption") == [
        "Konferenzen",
        "Portal",
        "Aktuelles",
        "Akteurinnen und Akteure",
        "Stadtteile",
        "Konten",
    ]
