"""Time of day, venue and form of several conferences at once: together or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from konferenzen.models import Form, Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.vorgaenge.schritte import (
    adresse,
    ausfuehren,
    bestaetigen,
    eingaben,
    eintraege,
    fehler,
    vorschau,
)
from tests.seite import Seite
from tests.verwaltung import LISTE, aktion, form_url, frisch, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
GRUND = "Die Schule braucht den Raum länger."


def zeiten(k: Konferenz) -> tuple[Any, Any]:
    return frisch(k).beginn, frisch(k).ende


def test_all_begin_and_end_at_another_time_and_keep_their_days(sb: Client) -> None:
    ort = f.ort()
    eine, zweite = (f.konferenz(beginn=MONTAG + n * TAG, ort=ort) for n in (0, 1))
    andere = f.konferenz(beginn=MONTAG + 2 * TAG, ort=ort)
    gesagt = ausfuehren(
        sb, adresse("anpassen", eine, zweite), beginn="18:00", ende="20.30 Uhr", grund=GRUND
    )
    assert zeiten(eine) == (f.berlin(2026, 1, 26, 18), f.berlin(2026, 1, 26, 20, 30))
    assert zeiten(zweite) == (f.berlin(2026, 1, 27, 18), f.berlin(2026, 1, 27, 20, 30))
    assert frisch(andere).version == 1
    for k in (eine, zweite):
        assert eintraege(k)[1:] == [(2, ["verlegt"], GRUND, "sb")]
        assert (frisch(k).ort, frisch(k).form, frisch(k).raum_geteilt) == (ort, "vor_ort", False)
    assert gesagt.startswith(
        f"{eine} ist geändert: Montag, 26. Januar 2026, 18–20.30 Uhr, {ort.anschrift}."
    )


def test_only_the_beginning_moves_the_end_along(sb: Client) -> None:
    bekannt = f.konferenz(beginn=MONTAG)
    angenommen = f.konferenz(beginn=MONTAG, ende=MONTAG + 2 * timedelta(hours=1))
    Konferenz.objects.filter(pk=angenommen.pk).update(ende_geschaetzt=True)
    ausfuehren(sb, adresse("anpassen", bekannt, angenommen), beginn="16:00", grund=GRUND)
    assert zeiten(bekannt) == (f.berlin(2026, 1, 26, 16), f.berlin(2026, 1, 26, 18))
    assert frisch(bekannt).ende_geschaetzt is False
    assert zeiten(angenommen) == (f.berlin(2026, 1, 26, 16), f.berlin(2026, 1, 26, 18))
    assert frisch(angenommen).ende_geschaetzt is True


def test_an_assumed_end_becomes_a_known_one(sb: Client) -> None:
    eine, zweite = (f.konferenz(beginn=MONTAG) for _ in range(2))
    Konferenz.objects.update(ende_geschaetzt=True)
    ausfuehren(sb, adresse("anpassen", eine, zweite), ende="19:00", grund=GRUND)
    assert [frisch(k).ende_geschaetzt for k in (eine, zweite)] == [False, False]


def test_the_same_time_on_the_clock_in_winter_and_in_summer(sb: Client) -> None:
    winter, sommer = f.konferenz(beginn=MONTAG), f.konferenz(beginn=f.berlin(2026, 5, 4, 17))
    ausfuehren(sb, adresse("anpassen", winter, sommer), beginn="18", ende="20", grund=GRUND)
    assert zeiten(winter)[0] == f.berlin(2026, 1, 26, 18)
    assert zeiten(sommer)[0] == f.berlin(2026, 5, 4, 18)


def test_all_meet_at_one_venue_and_who_was_there_hears_nothing(sb: Client) -> None:
    alt, neu = f.ort("Altes Haus"), f.ort("Neues Haus")
    eine = f.konferenz(beginn=MONTAG, ort=alt)
    schon_da = f.konferenz(beginn=MONTAG + TAG, ort=neu)
    entwurf = f.konferenz(beginn=MONTAG + 2 * TAG, status=Status.ENTWURF)
    url = adresse("anpassen", eine, schon_da, entwurf)
    gezeigt = vorschau(sb, url, ort=neu.pk, grund=GRUND)
    namen = Seite(gezeigt.text).texte("h3")
    assert namen == [str(eine), str(entwurf)]
    assert "Jetzt so ändern (2 Konferenzen)" in Seite(gezeigt.text).texte("button")
    assert frisch(eine).ort == alt
    bestaetigen(sb, url, gezeigt)
    assert (frisch(eine).ort, eintraege(eine)[1:]) == (
        neu,
        [(2, ["ort_geaendert"], GRUND, "sb")],
    )
    assert (frisch(schon_da).version, frisch(schon_da).statusgrund) == (1, "")
    # A draft must not carry the reason into its announcement.
    assert (frisch(entwurf).ort, frisch(entwurf).statusgrund) == (neu, "")


def test_the_venue_is_left_open_or_gone_when_all_meet_online(sb: Client) -> None:
    ort = f.ort()
    eine, zweite = (f.konferenz(beginn=MONTAG + n * TAG, ort=ort) for n in (0, 1))
    ausfuehren(sb, adresse("anpassen", eine, zweite), ort="offen", grund=GRUND)
    assert [frisch(k).ort for k in (eine, zweite)] == [None, None]
    Konferenz.objects.update(ort=ort)
    ausfuehren(sb, adresse("anpassen", eine, zweite), form="online", grund=GRUND)
    assert [(frisch(k).form, frisch(k).ort) for k in (eine, zweite)] == [(Form.ONLINE, None)] * 2
    [gesagt] = fehler(
        vorschau(sb, adresse("anpassen", eine, zweite), form="online", ort=ort.pk, grund=GRUND)
    )["ort"]
    assert gesagt.startswith("Wer nur online zusammenkommt, braucht keinen Ort.")


def test_two_swap_their_rooms_in_one_act(sb: Client) -> None:
    haus, saal = f.ort("Haus"), f.ort("Saal")
    eine, zweite = f.konferenz(beginn=MONTAG, ort=haus), f.konferenz(beginn=MONTAG, ort=saal)
    ausfuehren(sb, adresse("anpassen", eine, zweite), ort="tauschen", grund=GRUND)
    assert [frisch(k).ort for k in (eine, zweite)] == [saal, haus]
    assert [frisch(k).raum_geteilt for k in (eine, zweite)] == [False, False]
    for k in (eine, zweite):
        assert eintraege(k)[1:] == [(2, ["ort_geaendert"], GRUND, "sb")]


def test_swapping_finds_a_third_one_in_the_room(sb: Client) -> None:
    haus, saal = f.ort("Haus"), f.ort("Saal")
    eine = f.konferenz(beginn=MONTAG, ort=haus)
    zweite = f.konferenz(beginn=MONTAG + TAG, ort=saal)
    dritte = f.konferenz(beginn=MONTAG, ort=saal)
    antwort = vorschau(sb, adresse("anpassen", eine, zweite), ort="tauschen", grund=GRUND)
    wann = "Montag, 26. Januar 2026, 17–19 Uhr"
    assert fehler(antwort) == {
        "ort": [f"{eine}: Der Raum ist dann schon belegt durch {dritte}, {wann}."]
    }
    assert [frisch(k).ort for k in (eine, zweite)] == [haus, saal]
    assert [frisch(k).raum_geteilt for k in (eine, zweite)] == [False, False]


def test_swapping_is_offered_to_two_with_two_venues_only(sb: Client) -> None:
    haus, saal = f.ort("Haus"), f.ort("Saal")
    a = f.konferenz(beginn=MONTAG, ort=haus)
    b = f.konferenz(beginn=MONTAG + TAG, ort=haus)
    c = f.konferenz(beginn=MONTAG, ort=saal)
    ohne = f.konferenz(beginn=MONTAG)
    for auswahl, angeboten in (((a, c), True), ((a, b), False), ((a, ohne), False)):
        optionen = Seite(sb.get(adresse("anpassen", *auswahl)).text).texte("option")
        assert ("Die beiden tauschen ihre Orte" in optionen) is angeboten
    antwort = vorschau(sb, adresse("anpassen", a, b, c), ort="tauschen", grund=GRUND)
    assert "ort" in fehler(antwort)


def test_rooms_within_the_selection_are_judged_as_they_will_be(sb: Client) -> None:
    haus, saal = f.ort("Haus"), f.ort("Saal")
    eine, zweite = f.konferenz(beginn=MONTAG, ort=haus), f.konferenz(beginn=MONTAG, ort=saal)
    antwort = vorschau(sb, adresse("anpassen", eine, zweite), ort=haus.pk, grund=GRUND)
    [gesagt] = fehler(antwort)["ort"]
    assert gesagt.startswith(f"{eine}: Der Raum ist dann schon belegt durch {zweite}")
    # One after the other in a room becomes at once: refused at the time of day.
    abends = f.konferenz(beginn=MONTAG + timedelta(hours=3), ort=haus)
    antwort = vorschau(sb, adresse("anpassen", eine, abends), beginn="18", ende="20", grund=GRUND)
    [gesagt] = fehler(antwort)["beginn"]
    assert gesagt.startswith(f"{eine}: Der Raum ist dann schon belegt durch {abends}")
    assert {frisch(k).version for k in (eine, zweite, abends)} == {1}


def test_what_cannot_be_names_the_row_and_nothing_is_saved(sb: Client) -> None:
    datiert, ohne, auch_ohne = f.konferenz(beginn=MONTAG), f.konferenz(), f.konferenz()
    nacht = f.konferenz(beginn=f.berlin(2026, 3, 29, 17))
    url = adresse("anpassen", datiert, ohne, auch_ohne)
    undatiert = "hat noch kein Datum, also auch keine Uhrzeit. Wählen Sie sie in der Liste ab."
    assert fehler(vorschau(sb, url, beginn="18:00", ende="20:00", grund=GRUND)) == {
        "beginn": [f"{ohne} {undatiert}", f"{auch_ohne} {undatiert}"]
    }
    [gesagt] = fehler(
        vorschau(sb, adresse("anpassen", datiert, nacht), beginn="2:30", ende="4", grund=GRUND)
    )["beginn"]
    assert gesagt.startswith(f"{nacht}: Am 29.03.2026 um 02:30 Uhr: Diese Uhrzeit gibt es nicht")
    [gesagt] = fehler(vorschau(sb, adresse("anpassen", datiert, nacht), ende="17:00", grund=GRUND))[
        "ende"
    ][:1]
    assert gesagt == (
        f"{datiert}: Das wäre 17:00 Uhr bis 17:00 Uhr. Das Ende muss nach dem Beginn liegen."
    )
    assert fehler(vorschau(sb, url, beginn="abends", grund=GRUND)) == {
        "beginn": ["Bitte geben Sie eine Uhrzeit an, zum Beispiel 17:00."]
    }
    assert fehler(vorschau(sb, url, ort="999999", grund=GRUND)) == {
        "ort": ["Diesen Ort gibt es nicht mehr. Bitte wählen Sie einen anderen."]
    }
    assert fehler(vorschau(sb, url, grund=GRUND)) == {
        "__all__": ["Bitte ändern Sie etwas: So gilt es schon."]
    }
    assert "grund" in fehler(vorschau(sb, url, form="hybrid"))
    assert [frisch(k).version for k in (datiert, ohne, nacht)] == [1, 1, 1]


def test_a_venue_for_one_that_is_online_says_what_helps(sb: Client) -> None:
    online = f.konferenz(beginn=MONTAG, form=Form.ONLINE)
    andere = f.konferenz(beginn=MONTAG + TAG)
    url = adresse("anpassen", online, andere)
    [gesagt] = fehler(vorschau(sb, url, ort=f.ort().pk, grund=GRUND))["__all__"]
    assert gesagt.startswith(f"{online}: Eine Konferenz, die nur online stattfindet, hat keinen")
    assert frisch(andere).ort is None


@pytest.mark.parametrize("status", [Status.ABGESAGT, Status.ZURUECKGEZOGEN])
def test_what_does_not_take_place_is_refused_by_name(sb: Client, status: Status) -> None:
    k, gut = f.konferenz(beginn=MONTAG, status=status), f.konferenz(beginn=MONTAG)
    antwort = sb.get(adresse("anpassen", k, gut))
    assert antwort.status_code == 302
    [gesagt] = meldungen(antwort)
    assert gesagt.startswith(f"{k} ist {status.label}.")


def test_drafts_need_no_reason(sb: Client) -> None:
    entwuerfe = [f.konferenz(beginn=MONTAG, status=Status.ENTWURF) for _ in range(2)]
    ausfuehren(sb, adresse("anpassen", *entwuerfe), beginn="18:00")
    assert {zeiten(k)[0] for k in entwuerfe} == {f.berlin(2026, 1, 26, 18)}
    assert [eintraege(k) for k in entwuerfe] == [[], []]


def test_somebody_elses_save_in_between_is_not_overwritten(sb: Client) -> None:
    eine, zweite = (f.konferenz(beginn=MONTAG) for _ in range(2))
    url = adresse("anpassen", eine, zweite)
    gezeigt = vorschau(sb, url, beginn="18:00", grund=GRUND)
    ausfuehren(sb, adresse("absagen", zweite), grund="Sturm.")
    antwort = bestaetigen(sb, url, gezeigt)
    assert antwort.status_code == 302  # the list says that it is cancelled
    assert frisch(eine).version == 1
    assert frisch(zweite).status == Status.ABGESAGT


def test_changed_after_the_preview_is_previewed_again(sb: Client) -> None:
    eine, zweite = (f.konferenz(beginn=MONTAG) for _ in range(2))
    url = adresse("anpassen", eine, zweite)
    gezeigt = vorschau(sb, url, beginn="18:00", grund=GRUND)
    antwort = bestaetigen(sb, url, gezeigt, beginn="18:30")
    assert antwort.status_code == 200
    assert frisch(eine).version == 1
    assert eingaben(antwort)["beginn"] == "18:30"


def test_the_list_leads_there_and_the_form_of_one_does_not(sb: Client) -> None:
    eine, zweite = (f.konferenz(beginn=MONTAG) for _ in range(2))
    antwort = aktion(sb, "anpassen", eine, zweite)
    assert antwort["Location"] == adresse("anpassen", *sorted((eine, zweite), key=lambda k: k.pk))
    titel = Seite(sb.get(antwort["Location"]).text).texte("h1")[-1]
    assert titel == "Uhrzeit, Ort oder Form ändern: 2 Konferenzen"
    assert "/anpassen/" not in sb.get(form_url(eine)).text
    assert LISTE in Seite(sb.get(antwort["Location"]).text).adressen()


def test_who_may_not_change_conferences_gets_403(client: Client) -> None:
    eine, zweite = (f.konferenz(beginn=MONTAG) for _ in range(2))
    leser = User.objects.create_user("l", is_staff=True)
    leser.user_permissions.set(Permission.objects.filter(codename="view_konferenz"))
    client.force_login(leser)
    assert client.get(adresse("anpassen", eine, zweite)).status_code == 403
