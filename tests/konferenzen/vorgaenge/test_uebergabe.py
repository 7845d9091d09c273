"""Moving house: coming conferences go to another venue, all or none."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from konferenzen.models import Form, Konferenz, Status, Veranstaltungsort
from tests import fabriken as f
from tests.konferenzen.abruf import aendern
from tests.konferenzen.vorgaenge.schritte import (
    ausfuehren,
    bestaetigen,
    eingaben,
    eintraege,
    fehler,
    uebergabe,
    vorschau,
)
from tests.seite import Seite
from tests.verwaltung import frisch, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)
WOCHE = timedelta(days=7)


def haeuser() -> tuple[Veranstaltungsort, Veranstaltungsort]:
    return f.ort("Altes Haus"), f.ort("Neues Haus")


def ortsseite(ort: Veranstaltungsort) -> str:
    return reverse("admin:konferenzen_veranstaltungsort_change", args=[ort.pk])


def test_all_coming_conferences_move_and_past_ones_stay(sb: Client) -> None:
    alt, neu = haeuser()
    erste = f.konferenz(beginn=MONTAG, ort=alt)
    zweite = f.konferenz(beginn=MONTAG + WOCHE, ort=alt)
    entwurf = f.konferenz(beginn=MONTAG + 2 * WOCHE, ort=alt, status=Status.ENTWURF)
    vorbei = f.konferenz(beginn=f.berlin(2025, 12, 1, 17), ort=alt)
    abgesagt = f.konferenz(beginn=MONTAG + 3 * WOCHE, ort=alt, status=Status.ABGESAGT)
    woanders = f.konferenz(beginn=MONTAG, ort=f.ort("Drittes Haus"))

    gesagt = ausfuehren(sb, uebergabe(alt), ziel=neu.pk, grund="Das Haus wird saniert.")

    assert gesagt == "3 Konferenzen sind jetzt hier: Neues Haus. Abonnierte Kalender erfahren es."
    for k in (erste, zweite):
        assert (frisch(k).ort, frisch(k).bisheriger_ort) == (neu, alt.anschrift)
        assert eintraege(k)[1:] == [(2, ["ort_geaendert"], "Das Haus wird saniert.", "sb")]
    assert (frisch(entwurf).ort, eintraege(entwurf)) == (neu, [])
    for k in (vorbei, abgesagt):
        assert (frisch(k).ort, frisch(k).version) == (alt, 1)
    assert frisch(woanders).version == 1
    assert [e.get_change_message() for e in LogEntry.objects.order_by("pk")] == [
        f"Übergeben an Neues Haus: {k}" for k in (erste, zweite, entwurf)
    ]


def test_only_the_ticked_ones_move(sb: Client) -> None:
    alt, neu = haeuser()
    spaeter = f.konferenz(beginn=MONTAG + WOCHE, ort=alt)
    frueher = f.konferenz(beginn=MONTAG, ort=alt)
    offen = f.konferenz(ort=alt)
    antwort = sb.get(uebergabe(alt))
    # In the order of their dates, all ticked.
    wahl = [e for e in Seite(antwort.text).alle("input") if e.attrs.get("name") == "konferenzen"]
    assert [e.attrs["value"] for e in wahl] == [str(k.pk) for k in (frueher, spaeter, offen)]
    assert all("checked" in e.attrs for e in wahl)

    gesagt = ausfuehren(
        sb, uebergabe(alt), ziel=neu.pk, konferenzen=[str(spaeter.pk)], grund="Umzug."
    )

    assert gesagt == "Eine Konferenz ist jetzt hier: Neues Haus. Abonnierte Kalender erfahren es."
    assert [frisch(k).ort for k in (frueher, spaeter, offen)] == [alt, neu, alt]


def test_the_preview_shows_old_and_new_and_changes_nothing(sb: Client) -> None:
    alt, neu = haeuser()
    k = f.konferenz(beginn=MONTAG, ort=alt)
    antwort = vorschau(sb, uebergabe(alt), ziel=neu.pk, konferenzen=[str(k.pk)], grund="Umzug.")
    [text] = Seite(antwort.text).texte("article", "vorschau__konferenz")
    assert (
        f"Ort geändert am 14. Januar 2026: vorher {alt.anschrift} (gilt nicht mehr), "
        f"neu {neu.anschrift} Umzug."
    ) in text
    assert "Fassung 2, bisher 1" in text
    assert (frisch(k).ort, frisch(k).version, len(eintraege(k))) == (alt, 1, 1)


def test_a_draft_says_that_nobody_will_notice(sb: Client) -> None:
    alt, neu = haeuser()
    k = f.konferenz(beginn=MONTAG, ort=alt, status=Status.ENTWURF)
    antwort = vorschau(sb, uebergabe(alt), ziel=neu.pk, konferenzen=[str(k.pk)], grund="Umzug.")
    [text] = Seite(antwort.text).texte("article", "vorschau__konferenz")
    assert text == (
        f"{k} Auf der Website Nichts: Die Konferenz ist ein Entwurf. "
        "In abonnierten Kalendern Noch keiner: Die Konferenz ist nicht öffentlich. "
        "Eintrag im Verlauf Kein Eintrag: Was niemand sieht, muss niemand erfahren."
    )


def test_every_taken_room_is_named_and_nobody_moves(sb: Client) -> None:
    alt, neu = haeuser()
    erste, zweite = (f.konferenz(beginn=MONTAG + n * WOCHE, ort=alt) for n in (0, 1))
    frei = f.konferenz(beginn=MONTAG + 2 * WOCHE, ort=alt)
    geteilt = f.konferenz(beginn=MONTAG + 3 * WOCHE, ort=alt, raum_geteilt=True)
    da = [f.konferenz(beginn=MONTAG + n * WOCHE, ort=neu) for n in (0, 1, 3)]

    antwort = vorschau(
        sb,
        uebergabe(alt),
        ziel=neu.pk,
        konferenzen=[str(k.pk) for k in (erste, zweite, frei, geteilt)],
        grund="Umzug.",
    )

    assert fehler(antwort) == {
        "ziel": [
            (
                f"{erste}: Der Raum ist dann schon belegt durch {da[0]}, "
                "Montag, 26. Januar 2026, 17–19 Uhr."
            ),
            (
                f"{zweite}: Der Raum ist dann schon belegt durch {da[1]}, "
                "Montag, 2. Februar 2026, 17–19 Uhr."
            ),
        ]
    }
    assert {k.ort_id for k in map(frisch, (erste, zweite, frei, geteilt))} == {alt.pk}
    assert eingaben(antwort)["grund"] == "Umzug."


def test_a_room_taken_after_the_preview_keeps_everybody_where_they_were(sb: Client) -> None:
    alt, neu = haeuser()
    konferenzen = [f.konferenz(beginn=MONTAG + n * WOCHE, ort=alt) for n in (0, 1)]
    felder = {"ziel": neu.pk, "konferenzen": [str(k.pk) for k in konferenzen], "grund": "Umzug."}
    gezeigt = vorschau(sb, uebergabe(alt), **felder)
    f.konferenz(beginn=MONTAG + WOCHE, ort=neu)
    antwort = bestaetigen(sb, uebergabe(alt), gezeigt, konferenzen=felder["konferenzen"])
    assert list(fehler(antwort)) == ["ziel"]
    assert [frisch(k).ort for k in konferenzen] == [alt, alt]


def test_a_conference_that_came_or_went_meanwhile_is_shown_first(sb: Client) -> None:
    alt, neu = haeuser()
    k, geht = f.konferenz(beginn=MONTAG, ort=alt), f.konferenz(beginn=MONTAG + WOCHE, ort=alt)
    felder = {"ziel": neu.pk, "konferenzen": [str(k.pk)], "grund": "Umzug."}
    gezeigt = vorschau(sb, uebergabe(alt), **felder)
    aendern(geht, status=Status.ABGESAGT)
    antwort = bestaetigen(sb, uebergabe(alt), gezeigt, konferenzen=[str(k.pk)])
    [hinweis] = antwort.context["hinweise"]
    assert hinweis.startswith("In der Zwischenzeit wurde anderswo gesichert. Ihre Eingaben")
    assert frisch(k).ort == alt


@pytest.mark.parametrize(
    ("felder", "erwartet"),
    [
        ({"ziel": ""}, {"ziel": ["Bitte wählen Sie den neuen Ort."]}),
        ({"grund": " "}, {"grund": ["Bitte nennen Sie den Grund. Alle können ihn lesen."]}),
        (
            {"konferenzen": []},
            {"konferenzen": ["Bitte wählen Sie mindestens eine Konferenz aus."]},
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    sb: Client, felder: dict[str, object], erwartet: dict[str, list[str]]
) -> None:
    alt, neu = haeuser()
    k = f.konferenz(beginn=MONTAG, ort=alt)
    alles = {"ziel": neu.pk, "konferenzen": [str(k.pk)], "grund": "Umzug."}
    assert fehler(vorschau(sb, uebergabe(alt), **alles | felder)) == erwartet


def test_nothing_can_be_handed_over_to_oneself_or_from_elsewhere(sb: Client) -> None:
    alt, neu = haeuser()
    k, fremd = f.konferenz(beginn=MONTAG, ort=alt), f.konferenz(beginn=MONTAG, ort=neu)
    alles = {"ziel": neu.pk, "konferenzen": [str(k.pk)], "grund": "Umzug."}
    assert list(fehler(vorschau(sb, uebergabe(alt), **alles | {"ziel": alt.pk}))) == ["ziel"]
    antwort = vorschau(sb, uebergabe(alt), **alles | {"konferenzen": [str(fremd.pk)]})
    assert list(fehler(antwort)) == ["konferenzen"]
    assert Konferenz.objects.exclude(version=1).count() == 0


def test_a_venue_without_coming_conferences_has_nothing_to_hand_over(sb: Client) -> None:
    ort = f.ort("Leeres Haus")
    f.konferenz(beginn=MONTAG, form=Form.ONLINE)
    antwort = sb.get(uebergabe(ort))
    assert (antwort.status_code, antwort["Location"]) == (302, ortsseite(ort))
    assert meldungen(antwort) == [
        "Leeres Haus: Hier sind keine kommenden Konferenzen, die umziehen könnten."
    ]


def test_a_second_click_says_that_nobody_is_left(sb: Client) -> None:
    alt, neu = haeuser()
    k = f.konferenz(beginn=MONTAG, ort=alt)
    felder = {"konferenzen": [str(k.pk)]}
    gezeigt = vorschau(sb, uebergabe(alt), ziel=neu.pk, grund="Umzug.", **felder)
    for _ in range(2):
        antwort = bestaetigen(sb, uebergabe(alt), gezeigt, **felder)
        assert antwort["Location"] == ortsseite(alt)
    assert len(eintraege(k)) == 2


def test_handing_over_is_for_those_who_may_change_conferences(client: Client) -> None:
    alt, _ = haeuser()
    f.konferenz(beginn=MONTAG, ort=alt)
    person = User.objects.create_user("o", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="change_veranstaltungsort"))
    client.force_login(person)
    assert client.get(uebergabe(alt)).status_code == 403
    assert client.post(uebergabe(alt), {"grund": "Weil."}).status_code == 403
    assert "uebergeben" not in client.get(ortsseite(alt)).text

    person.user_permissions.add(Permission.objects.get(codename="change_konferenz"))
    assert uebergabe(alt) in client.get(ortsseite(alt)).text
    assert client.get(uebergabe(alt)).status_code == 200


def test_a_venue_that_is_not_there_leads_back(sb: Client) -> None:
    antwort = sb.get("/admin/konferenzen/veranstaltungsort/999999/uebergeben/")
    assert (antwort.status_code, antwort["Location"]) == (302, "/admin/")
