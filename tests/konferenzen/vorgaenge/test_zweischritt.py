"""The steps: nothing is done that was not shown, nothing by halves, and nothing twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client

from konferenzen.berichtigung import berichtigen
from konferenzen.models import Aenderung, Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.abruf import aendern
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
from tests.verwaltung import LISTE, form_url, frisch, meldungen

pytestmark = pytest.mark.django_db

MONTAG = f.berlin(2026, 1, 26, 17)
WOCHE = timedelta(days=7)
PROTOKOLL_ZU = (
    "ALTER TABLE django_admin_log ADD CONSTRAINT protokoll_zu CHECK (user_id < 0) NOT VALID"
)


def hinweise(antwort: Any) -> list[str]:
    return list(antwort.context["hinweise"])


@pytest.mark.usefixtures("jetzt")
class TestNurWasGezeigtWurde:
    def test_the_button_alone_does_nothing_before_the_preview(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("absagen", k)
        antwort = sb.post(url, eingaben(sb.get(url)) | {"grund": "Weil.", "ausfuehren": ""})
        assert len(antwort.context["vorschauen"]) == 1
        assert frisch(k).status == Status.OEFFENTLICH

    def test_a_venue_corrected_since_the_preview_is_previewed_again(self, sb: Client) -> None:
        ort = f.ort()
        k = f.konferenz(beginn=MONTAG, ort=ort)
        url = adresse("absagen", k)
        gezeigt = vorschau(sb, url, grund="Weil.")
        ort.hausnummer = "2a"
        berichtigen(ort)
        zweite = bestaetigen(sb, url, gezeigt)
        [hinweis] = hinweise(zweite)
        assert "Meditationszentrum, Sankt-Joseph-Straße 2a, 45527 Hattingen." in hinweis
        assert (frisch(k).status, frisch(k).sequenz) == (Status.OEFFENTLICH, 2)
        assert bestaetigen(sb, url, zweite).status_code == 302
        assert (frisch(k).status, frisch(k).sequenz) == (Status.ABGESAGT, 3)

    def test_other_input_is_previewed_again(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("absagen", k)
        gezeigt = vorschau(sb, url, grund="Weil.")
        zweite = bestaetigen(sb, url, gezeigt, grund="Darum.")
        assert hinweise(zweite) == [
            (
                "Sie haben seit der Vorschau etwas geändert. Bitte sehen Sie sich noch einmal an, "
                "was gilt."
            )
        ]
        assert zweite.context["vorschauen"][0].schritt.grund == "Darum."
        assert frisch(k).status == Status.OEFFENTLICH
        assert bestaetigen(sb, url, zweite).status_code == 302
        assert frisch(k).statusgrund == "Darum."

    def test_a_signature_is_good_for_one_page_and_one_person(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        gezeigt = vorschau(sb, adresse("absagen", k), grund="Weil.")
        daten = eingaben(gezeigt) | {"ausfuehren": ""}
        zurueckziehen = adresse("zurueckziehen", k)
        assert sb.post(zurueckziehen, daten).status_code == 200
        andere = Client()
        andere.force_login(User.objects.create_superuser("andere"))
        assert andere.post(adresse("absagen", k), daten).status_code == 200
        assert sb.post(adresse("absagen", k), daten | {"geprueft": "0" * 64}).status_code == 200
        assert sb.post(adresse("absagen", k), daten | {"geprueft": "ä"}).status_code == 200
        assert frisch(k).version == 1

    def test_a_form_from_elsewhere_is_refused(self) -> None:
        k = f.konferenz(beginn=MONTAG)
        client = Client(enforce_csrf_checks=True)
        client.force_login(User.objects.create_superuser("sb"))
        assert client.post(adresse("absagen", k), {"grund": "Weil."}).status_code == 403
        assert frisch(k).version == 1


@pytest.mark.usefixtures("jetzt")
class TestNichtsOhneProtokoll:
    def test_what_cannot_be_entered_in_the_log_is_not_done(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("absagen", k)
        gezeigt = vorschau(sb, url, grund="Weil.")
        with connection.cursor() as zeiger:
            zeiger.execute(PROTOKOLL_ZU)
        with pytest.raises(IntegrityError, match="protokoll_zu"):
            bestaetigen(sb, url, gezeigt)
        assert (frisch(k).status, frisch(k).version) == (Status.OEFFENTLICH, 1)


@pytest.mark.usefixtures("jetzt")
class TestNichtsDoppelt:
    def test_a_second_click_says_that_it_is_done(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("absagen", k)
        gezeigt = vorschau(sb, url, grund="Weil.")
        for _ in range(2):
            antwort = bestaetigen(sb, url, gezeigt)
            assert (antwort.status_code, antwort["Location"]) == (302, form_url(k))
        assert meldungen(antwort)[-1] == f"{k} ist schon abgesagt."
        assert (frisch(k).sequenz, frisch(k).version) == (2, 2)
        assert len(eintraege(k)) == 2
        assert LogEntry.objects.count() == 1

    def test_a_second_click_on_moving_does_not_move_again(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("verlegen", k)
        gezeigt = vorschau(sb, url, beginn_0="02.02.2026", grund="Weil.")
        for _ in range(2):
            antwort = bestaetigen(sb, url, gezeigt)
        assert antwort.status_code == 302
        assert meldungen(antwort)[-1] == f"{k}: So gilt es schon, es ist nichts mehr zu tun."
        assert (frisch(k).sequenz, len(eintraege(k))) == (2, 2)


@pytest.mark.usefixtures("jetzt")
class TestZweiZugleich:
    def test_what_somebody_else_saved_is_named_and_the_input_kept(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG, stadtteil=f.stadtteil("Welper"))
        url = adresse("verlegen", k)
        gezeigt = vorschau(sb, url, beginn_0="02.02.2026", grund="Mein Grund.")
        aendern(k, beginn=MONTAG + 2 * WOCHE, ende=MONTAG + 2 * WOCHE + timedelta(hours=1))

        antwort = bestaetigen(sb, url, gezeigt)

        assert hinweise(antwort) == [
            (
                "In der Zwischenzeit wurde anderswo gesichert. Jetzt gilt: Stadtteilkonferenz "
                "Welper (Frühjahr 2026): öffentlich, Montag, 9. Februar 2026, 17–18 Uhr, ohne Ort. "
                "Ihre Eingaben stehen noch hier, gespeichert ist davon nichts. Bitte sehen Sie "
                "sich noch einmal an, was dann gilt."
            )
        ]
        daten = eingaben(antwort)
        assert (daten["beginn_0"], daten["grund"]) == ("02.02.2026", "Mein Grund.")
        assert (frisch(k).beginn, frisch(k).sequenz) == (MONTAG + 2 * WOCHE, 2)

        assert bestaetigen(sb, url, antwort).status_code == 302
        assert (frisch(k).beginn, frisch(k).sequenz) == (MONTAG + WOCHE, 3)

    def test_who_looks_on_after_somebody_else_saved_is_told_at_once(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("absagen", k)
        offen = eingaben(sb.get(url))
        aendern(k, titel="Anders")
        antwort = sb.post(url, offen | {"grund": "Weil.", "weiter": ""})
        assert hinweise(antwort)[0].startswith("In der Zwischenzeit wurde anderswo gesichert.")
        assert [bild.konferenz.titel for bild in antwort.context["vorschauen"]] == ["Anders"]

    def test_a_state_that_went_away_leads_back(self, sb: Client) -> None:
        k = f.konferenz(beginn=MONTAG)
        url = adresse("verlegen", k)
        gezeigt = vorschau(sb, url, beginn_0="02.02.2026", grund="Weil.")
        aendern(k, status=Status.ABGESAGT)
        antwort = bestaetigen(sb, url, gezeigt)
        assert antwort.status_code == 302
        assert meldungen(antwort)[-1].startswith(f"{k} ist abgesagt.")
        assert frisch(k).beginn == MONTAG


@pytest.mark.usefixtures("jetzt")
class TestMehrere:
    def test_several_are_cancelled_with_one_reason(self, sb: Client) -> None:
        eine, zweite = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
        bleibt = f.konferenz(beginn=MONTAG)
        url = adresse("absagen", eine, zweite)
        gezeigt = vorschau(sb, url, grund="Hitze.")
        assert Seite(gezeigt.text).texte("h3") == [str(eine), str(zweite)]
        antwort = bestaetigen(sb, url, gezeigt)
        assert (antwort.status_code, antwort["Location"]) == (302, LISTE)
        assert meldungen(antwort) == [
            (
                f'{eine} ist jetzt abgesagt. <a href="{eine.get_absolute_url()}">Auf der Website '
                f"ansehen</a><br>{zweite} ist jetzt abgesagt. "
                f'<a href="{zweite.get_absolute_url()}">Auf der Website ansehen</a>'
            )
        ]
        for k in (eine, zweite):
            assert eintraege(k)[1:] == [(2, ["abgesagt"], "Hitze.", "sb")]
        assert frisch(bleibt).status == Status.OEFFENTLICH
        assert LogEntry.objects.count() == 2

    def test_they_lead_back_to_the_list_as_it_was_filtered(self, sb: Client) -> None:
        konferenzen = [f.konferenz(beginn=MONTAG) for _ in range(2)]
        liste = f"{LISTE}?runde__id__exact={konferenzen[0].runde_id}&q=Stadtteil"
        gewaehlt = {"action": "absagen", "_selected_action": [k.pk for k in konferenzen]}
        url = sb.post(liste, gewaehlt)["Location"]
        gezeigt = vorschau(sb, url, grund="Hitze.")
        assert gezeigt.context["zurueck"] == liste
        assert bestaetigen(sb, url, gezeigt)["Location"] == liste

    @pytest.mark.parametrize("name", ["verschieben", "zurueckziehen"])
    def test_several_are_postponed_or_withdrawn(self, sb: Client, name: str) -> None:
        konferenzen = [f.konferenz(beginn=MONTAG) for _ in range(3)]
        ausfuehren(sb, adresse(name, *konferenzen), grund="Weil.")
        erwartet = {"verschieben": "verschoben", "zurueckziehen": "zurueckgezogen"}[name]
        assert {frisch(k).status for k in konferenzen} == {erwartet}

    def test_several_drafts_appear_together(self, sb: Client) -> None:
        entwuerfe = [f.konferenz(beginn=MONTAG, status=Status.ENTWURF) for _ in range(2)]
        ausfuehren(
            sb,
            adresse("veroeffentlichen", *entwuerfe),
            veroeffentlichen_ab_0="16.01.2026",
            veroeffentlichen_ab_1="8:00",
        )
        assert {frisch(k).veroeffentlicht_am for k in entwuerfe} == {f.berlin(2026, 1, 16, 8)}

    def test_one_that_cannot_be_keeps_the_others_and_is_named(self, sb: Client) -> None:
        eine, entwurf = f.konferenz(beginn=MONTAG), f.konferenz(status=Status.ENTWURF)
        abgesagte = f.konferenz(beginn=MONTAG, status=Status.ABGESAGT)
        antwort = sb.get(adresse("absagen", eine, entwurf, abgesagte))
        assert (antwort.status_code, antwort["Location"]) == (302, LISTE)
        assert meldungen(antwort) == [
            (
                f"{entwurf} ist ein Entwurf, den noch niemand sieht. Entwürfe können Sie löschen. "
                f"{abgesagte} ist schon abgesagt."
            )
        ]

    def test_one_that_the_rules_refuse_keeps_all_as_they_were(self, sb: Client) -> None:
        eine, kaputt = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
        # A link that was stored before links were checked.
        Konferenz.objects.filter(pk=kaputt.pk).update(online_link="kein Link")
        antwort = vorschau(sb, adresse("absagen", eine, kaputt), grund="Weil.")
        assert fehler(antwort) == {"__all__": [f"{kaputt}: Bitte eine gültige Adresse eingeben."]}
        assert [frisch(k).version for k in (eine, kaputt)] == [1, 1]
        assert Aenderung.objects.count() == 2

    def test_a_change_of_one_of_them_is_named_alone(self, sb: Client) -> None:
        eine, zweite = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
        url = adresse("absagen", eine, zweite)
        gezeigt = vorschau(sb, url, grund="Weil.")
        aendern(zweite, titel="Umbenannt")
        [hinweis] = hinweise(bestaetigen(sb, url, gezeigt))
        assert "Jetzt gilt: Umbenannt (Frühjahr 2026): öffentlich," in hinweis
        assert str(eine) not in hinweis
        assert [frisch(k).status for k in (eine, zweite)] == ["oeffentlich", "oeffentlich"]


def gleichzeitig(*arbeiten: Callable[[], Any]) -> list[Any]:
    """Run all of `arbeiten` at once, each with a connection of its own; give what they gave."""
    los = Barrier(len(arbeiten))
    ergebnisse: list[Any] = [None] * len(arbeiten)

    def arbeiten_an(stelle: int) -> None:
        los.wait()
        try:
            ergebnisse[stelle] = arbeiten[stelle]()
        finally:
            connection.close()

    faeden = [Thread(target=arbeiten_an, args=[stelle]) for stelle in range(len(arbeiten))]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join(timeout=60)
    return ergebnisse


def warten_bis_jemand_wartet() -> None:
    """Wait until another connection waits for a lock, yet no longer than half a minute."""
    with connection.cursor() as zeiger:
        for _ in range(3000):
            zeiger.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            if zeiger.fetchone()[0]:
                return
            zeiger.execute("SELECT pg_sleep(0.01)")


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_the_same_moment_do_it_once(jetzt: None) -> None:
    eine, zweite = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    clients, bestaetigungen = [], []
    url = adresse("absagen", eine, zweite)
    for name in ("anna", "bert", "cleo"):
        client = Client()
        client.force_login(User.objects.create_superuser(name))
        clients.append(client)
        gezeigt = vorschau(client, url, grund=f"Grund von {name}.")
        bestaetigungen.append(eingaben(gezeigt) | {"ausfuehren": ""})

    antworten = gleichzeitig(
        *(
            lambda client=client, daten=daten: client.post(url, daten)
            for client, daten in zip(clients, bestaetigungen, strict=True)
        )
    )

    assert [antwort.status_code for antwort in antworten] == [302, 302, 302]
    gesagt = [meldungen(antwort)[-1] for antwort in antworten]
    schon = f"{eine} ist schon abgesagt. {zweite} ist schon abgesagt."
    assert sorted(text == schon for text in gesagt) == [False, True, True]
    gewonnen = ("anna", "bert", "cleo")[[text == schon for text in gesagt].index(False)]
    for k in (eine, zweite):
        assert eintraege(k)[1:] == [(2, ["abgesagt"], f"Grund von {gewonnen}.", gewonnen)]
        assert frisch(k).version == 2


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_do_different_things_are_told(jetzt: None) -> None:
    k = f.konferenz(beginn=MONTAG)
    arbeiten = []
    for name, vorgang, felder in (
        ("anna", "verlegen", {"beginn_0": "02.02.2026"}),
        ("bert", "verlegen", {"beginn_0": "09.02.2026"}),
    ):
        client = Client()
        client.force_login(User.objects.create_superuser(name))
        url = adresse(vorgang, k)
        gezeigt = vorschau(client, url, grund="Weil.", **felder)
        daten = eingaben(gezeigt) | {"ausfuehren": ""}
        arbeiten.append(lambda client=client, url=url, daten=daten: client.post(url, daten))

    antworten = gleichzeitig(*arbeiten)

    assert sorted(antwort.status_code for antwort in antworten) == [200, 302]
    verlierer = next(antwort for antwort in antworten if antwort.status_code == 200)
    assert hinweise(verlierer)[0].startswith("In der Zwischenzeit wurde anderswo gesichert.")
    assert [nummer for nummer, *_ in eintraege(k)] == [1, 2]
    assert frisch(k).version == 2


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_each_other_is_asked_once_more(jetzt: None) -> None:
    eine, zweite = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    client = Client()
    client.force_login(User.objects.create_superuser("sb"))
    url = adresse("absagen", eine, zweite)
    daten = eingaben(vorschau(client, url, grund="Weil.")) | {"ausfuehren": ""}
    gesperrt = Event()

    def absagen() -> Any:
        gesperrt.wait()
        return client.post(url, daten)

    def verkehrt_herum() -> int:
        """Lock them as a list may do that shows the later one first."""
        with transaction.atomic(), connection.cursor() as zeiger:
            zeiger.execute("SET LOCAL deadlock_timeout = '60s'")  # the other one notices it
            sperren = Konferenz.objects.select_for_update()
            sperren.get(pk=zweite.pk)
            gesperrt.set()
            warten_bis_jemand_wartet()
            return sperren.get(pk=eine.pk).pk

    antwort, erste = gleichzeitig(absagen, verkehrt_herum)

    assert erste == eine.pk
    assert hinweise(antwort)[0].startswith("Im selben Augenblick wurde anderswo gesichert.")
    assert eingaben(antwort)["grund"] == "Weil."
    assert [frisch(k).version for k in (eine, zweite)] == [1, 1]
