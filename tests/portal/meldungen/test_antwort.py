"""Answering: written, looked at, sent; or noted where it was said in another way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.meldungen import antwort as beantworten
from hattingen_portal.meldungen.antwort import (
    ERST_ENTSCHEIDEN,
    LUECKE,
    SCHON_BEANTWORTET,
    per_mail_antworten,
)
from hattingen_portal.meldungen.antwortformular import INZWISCHEN_GEAENDERT
from hattingen_portal.meldungen.antwortseite import NICHT_GESENDET
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art, Entscheidung, Weg, Zustand
from hattingen_portal.post.mailserver import mailserver_lesen
from hattingen_portal.post.models import Sendung
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from hattingen_portal.seiten.models import Erklaerung
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.portal.meldungen.test_admin import _angemeldet, adresse
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADA = {"name": "Ada", "email": "ada@example.org"}


@pytest.fixture
def buero(client: Client) -> Client:
    return _angemeldet(client, "Quartiersentwicklung")


def offen(client: Client, objekt: Meldung) -> dict[str, Any]:
    return formular(client.get(adresse(objekt, "antworten")).content, "antwort_form")


def vorschau(client: Client, objekt: Meldung, **eingaben: str) -> dict[str, Any]:
    """Fill in the form and give what the page with the preview sends."""
    antwort = client.post(adresse(objekt, "antworten"), offen(client, objekt) | eingaben)
    assert antwort.context["vorschau"], antwort.context["form"].errors
    return formular(antwort.content, "antwort_form") | {"senden": ""}


def fehler(antwort: Any) -> dict[str, list[str]]:
    assert antwort.status_code == 200
    return {feld: list(texte) for feld, texte in antwort.context["form"].errors.items()}


# --- By mail -------------------------------------------------------------------------------------


def test_an_answer_is_shown_then_sent_and_closes_the_message(buero: Client) -> None:
    f.ansprechperson(email="stadt@example.org")
    objekt = meldung(**ADA, nummer="K7Q2-9XBT")
    entwurf = offen(buero, objekt)
    assert entwurf["wie"] == "email"
    assert entwurf["text"] == (
        "Guten Tag Ada,\n\nvielen Dank für Ihre Nachricht vom 14. Januar 2026 (Vorgangsnummer "
        f"K7Q2-9XBT).\n\n{LUECKE}\n\nFreundliche Grüße\nGrace H.\nStadt Hattingen\n"
        "Quartiersportal Hattingen\n"
    )
    daten = vorschau(buero, objekt, text="Kommen Sie gern!")
    assert not Sendung.objects.exists()
    assert Meldung.objects.get().offen

    antwort = buero.post(adresse(objekt, "antworten"), daten)
    assert antwort["Location"] == adresse(objekt)
    objekt.refresh_from_db()
    assert (
        objekt.zustand,
        objekt.antwort_weg,
        objekt.antwort,
        objekt.abgeschlossen_am,
        objekt.abgeschlossen_von.username,
        objekt.version,
    ) == ("beantwortet", "email", "Kommen Sie gern!", f.JETZT, "Quartiersentwicklung", 2)
    sendung = objekt.sendungen.get()
    assert (sendung.an, sendung.antwort_an, sendung.betreff, sendung.text) == (
        ["ada@example.org"],
        "stadt@example.org",
        "Unsere Antwort zu Ihrer Nachricht K7Q2-9XBT",
        "Kommen Sie gern!",
    )
    assert ProcrastinateJob.objects.count() == 1


def test_nothing_is_sent_that_was_not_shown(buero: Client) -> None:
    objekt = meldung(**ADA)
    daten = vorschau(buero, objekt, text="Erst")
    for anders in ({"text": "Dann"}, {"wie": "zwischennachricht", "faellig_am": "20.01.2026"}):
        antwort = buero.post(adresse(objekt, "antworten"), daten | anders)
        assert antwort.status_code == 200
        assert antwort.context["vorschau"]
    ungesehen = offen(buero, objekt) | {"text": "Erst", "senden": "", "geprueft": "x"}
    assert buero.post(adresse(objekt, "antworten"), ungesehen).status_code == 200
    assert not Sendung.objects.exists()


def test_a_preview_counts_for_its_message_its_person_and_its_button(buero: Client) -> None:
    objekt, andere = meldung(**ADA), meldung(name="Grace", email="grace@example.org")
    daten = vorschau(buero, objekt, text="Gern!")
    nur_weiter = {name: wert for name, wert in daten.items() if name != "senden"} | {"weiter": ""}
    antworten = [
        buero.post(adresse(andere, "antworten"), daten),
        buero.post(adresse(objekt, "antworten"), nur_weiter),
        chefin().post(adresse(objekt, "antworten"), daten),
    ]
    assert [bool(antwort.context["vorschau"]) for antwort in antworten] == [True] * 3
    assert not Sendung.objects.exists()


def chefin() -> Client:
    """Give the browser of somebody else who may answer."""
    client = Client()
    client.force_login(User.objects.create_superuser("chefin"))
    return client


@pytest.mark.parametrize("text", ["", "  ", f"Guten Tag,\n{LUECKE}", "[Platzhalter: Name]"])
def test_an_unfinished_text_is_not_sent(buero: Client, text: str) -> None:
    objekt = meldung(**ADA)
    antwort = buero.post(adresse(objekt, "antworten"), offen(buero, objekt) | {"text": text})
    assert list(fehler(antwort)) == ["text"]


def test_of_two_answers_only_one_goes_out(buero: Client) -> None:
    objekt = meldung(**ADA)
    erste = vorschau(buero, objekt, text="Erste")
    zweite = vorschau(buero, objekt, text="Zweite")
    assert buero.post(adresse(objekt, "antworten"), erste).status_code == 302
    antwort = buero.post(adresse(objekt, "antworten"), zweite)
    assert antwort["Location"] == adresse(objekt)
    assert meldungen(antwort)[-1] == "Diese Meldung ist schon beantwortet."
    assert [s.text for s in Sendung.objects.all()] == ["Erste"]


@pytest.mark.parametrize(
    "tat",
    [
        partial(beantworten.per_mail_antworten, text="x", durch=None),
        partial(beantworten.beantwortung_festhalten, text="x", weg=Weg.BRIEF, durch=None),
        partial(beantworten.ohne_antwort_abschliessen, durch=None),
        partial(beantworten.zwischennachricht_senden, text="x", faellig_am=date(2026, 1, 20)),
        partial(beantworten.zwischennachricht_festhalten, text="x", faellig_am=date(2026, 1, 20)),
    ],
)
def test_what_is_closed_is_not_answered_again(tat: Any) -> None:
    objekt = meldung(**ADA, zustand=Zustand.ERLEDIGT, abgeschlossen_am=f.JETZT)
    with pytest.raises(ValidationError, match=beantworten.SCHON_ABGESCHLOSSEN):
        tat(objekt, jetzt=f.JETZT)
    objekt.refresh_from_db()
    assert (objekt.zustand, objekt.version, objekt.notiz) == ("erledigt", 1, "")
    assert not Sendung.objects.exists()


def test_an_answer_to_what_changed_meanwhile_is_refused(buero: Client) -> None:
    objekt = meldung(**ADA)
    daten = vorschau(buero, objekt, text="Antwort")
    Meldung.objects.update(version=2)
    antwort = buero.post(adresse(objekt, "antworten"), daten)
    assert fehler(antwort) == {"__all__": [INZWISCHEN_GEAENDERT]}
    assert not Sendung.objects.exists()


def test_a_second_click_on_an_interim_answer_shows_that_one_went_out(
    buero: Client, barriere: Meldung
) -> None:
    assert "Eine Zwischennachricht gab es" not in buero.get(adresse(barriere, "antworten")).text
    eingaben = {"wie": "zwischennachricht", "faellig_am": "25.02.2026"}
    daten = vorschau(buero, barriere, text="Wir prüfen noch.", **eingaben)
    assert buero.post(adresse(barriere, "antworten"), daten).status_code == 302
    zweite = buero.post(adresse(barriere, "antworten"), daten)
    assert fehler(zweite) == {"__all__": [INZWISCHEN_GEAENDERT]}
    assert "Eine Zwischennachricht gab es am 14. Januar 2026." in zweite.text
    assert Sendung.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wie", ["email", "zwischennachricht"])
def test_six_clicks_at_once_send_one_mail_and_tell_the_others_the_truth(
    buero: Client, wie: str, settings: Any
) -> None:
    settings.PORTAL_SMTP = mailserver_lesen("smtp://mail.example.org")
    objekt = meldung(art=Art.KONTAKT, **ADA)
    daten = vorschau(buero, objekt, wie=wie, text="Gern!", faellig_am="20.01.2026")
    schranke = Barrier(6)

    def klicken(_: int) -> list[str]:
        browser = Client()
        browser.force_login(User.objects.get())
        schranke.wait()
        antwort = browser.post(adresse(objekt, "antworten"), daten)
        connection.close()
        if antwort.status_code == 302:
            assert antwort["Location"] == adresse(objekt)
            return meldungen(antwort)
        return fehler(antwort)["__all__"]

    with ThreadPoolExecutor(6) as faeden:
        gelesen = sorted(text for texte in faeden.map(klicken, range(6)) for text in texte)
    erster, danach = {
        "email": ("Die Antwort ist unterwegs. Die Meldung ist abgeschlossen.", SCHON_BEANTWORTET),
        "zwischennachricht": (
            "Die Zwischennachricht ist unterwegs. Die Meldung bleibt offen.",
            INZWISCHEN_GEAENDERT,
        ),
    }[wie]
    assert gelesen == sorted([erster, *[danach] * 5])
    assert Sendung.objects.count() == 1


@pytest.mark.parametrize(
    ("wie", "satz"),
    [
        (
            "email",
            (
                "Die Antwort wird nur als Datei abgelegt und nicht verschickt: Es ist kein "
                "Mailserver eingerichtet. Die Meldung ist abgeschlossen."
            ),
        ),
        (
            "zwischennachricht",
            (
                "Die Zwischennachricht wird nur als Datei abgelegt und nicht verschickt: Es ist "
                "kein Mailserver eingerichtet. Die Meldung bleibt offen."
            ),
        ),
    ],
)
def test_without_a_mail_server_nothing_is_said_to_be_on_its_way(
    buero: Client, settings: Any, wie: str, satz: str
) -> None:
    settings.PORTAL_SMTP = None
    objekt = meldung(art=Art.KONTAKT, **ADA)
    daten = vorschau(buero, objekt, wie=wie, text="Gern!", faellig_am="20.01.2026")
    assert meldungen(buero.post(adresse(objekt, "antworten"), daten)) == [satz]


def test_the_text_of_the_second_to_answer_comes_back(buero: Client) -> None:
    objekt = meldung(art=Art.KONTAKT, **ADA)
    erste = vorschau(buero, objekt, text="Gern!")
    zweite = vorschau(buero, objekt, text="Leider\n<b>nicht</b>.")
    assert buero.post(adresse(objekt, "antworten"), erste).status_code == 302
    antwort = buero.post(adresse(objekt, "antworten"), zweite)
    assert meldungen(antwort)[-2:] == [
        f"{NICHT_GESENDET}<br>Leider<br>&lt;b&gt;nicht&lt;/b&gt;.",
        SCHON_BEANTWORTET,
    ]
    # A double click sends what has gone out already.
    assert meldungen(buero.post(adresse(objekt, "antworten"), erste))[-1:] == [SCHON_BEANTWORTET]
    assert Sendung.objects.count() == 1


# --- A barrier -----------------------------------------------------------------------------------


@pytest.fixture
def barriere() -> Meldung:
    seiten_anlegen()
    Erklaerung.objects.update(ombuds_name="Ombudsstelle <NRW>", ombuds_email="ombud@example.org")
    return meldung(art=Art.BARRIERE, faellig_am=date(2026, 2, 25), **ADA)


def test_an_answer_about_a_barrier_names_the_ombudsstelle(buero: Client, barriere: Meldung) -> None:
    """BITVNRW § 5 (2)."""
    text = str(offen(buero, barriere)["text"])
    assert "Ombudsverfahren nach § 10d BGG NRW" in text
    assert "Ombudsstelle <NRW>\n" in text
    assert "E-Mail: ombud@example.org\n" in text
    ohne = buero.post(adresse(barriere, "antworten"), offen(buero, barriere) | {"text": "Behoben."})
    assert fehler(ohne) == {
        "text": [
            (
                "In der Antwort fehlt der Hinweis auf das Ombudsverfahren, den § 5 Absatz 2 "
                "BITVNRW verlangt. Bitte fügen Sie ihn ein: <p>Sind Sie mit dieser Antwort nicht "
                "zufrieden? Dann können Sie ein Ombudsverfahren nach § 10d BGG NRW beantragen. "
                "Zuständig ist:<br>Ombudsstelle &lt;NRW&gt;<br>E-Mail: ombud@example.org<br>"
                "https://www.lbbp.nrw.de/ombudsstelle</p>"
            )
        ]
    }
    assert "ein: <p>Sind Sie" in ohne.text
    vorschau(buero, barriere, text=text.replace(LUECKE, "Behoben."))


def test_while_the_ombudsstelle_is_not_known_no_answer_about_a_barrier_goes_out(
    buero: Client,
) -> None:
    seiten_anlegen()
    Erklaerung.objects.update(ombuds_name="")
    objekt = meldung(art=Art.BARRIERE, **ADA)
    text = str(offen(buero, objekt)["text"]).replace(LUECKE, "Behoben.")
    assert "[Platzhalter: Name der Ombudsstelle]" in text
    antwort = buero.post(adresse(objekt, "antworten"), offen(buero, objekt) | {"text": text})
    assert list(fehler(antwort)) == ["text"]


def test_an_interim_answer_keeps_it_open_with_a_new_day(buero: Client, barriere: Meldung) -> None:
    eingaben = {"wie": "zwischennachricht", "text": "Wir prüfen noch."}
    for tag in ("", "14.01.2026", "26.02.2026"):
        daten = offen(buero, barriere) | eingaben | {"faellig_am": tag}
        antwort = buero.post(adresse(barriere, "antworten"), daten)
        assert list(fehler(antwort)) == ["faellig_am"], tag
    daten = offen(buero, barriere) | eingaben | {"faellig_am": "25.02.2062"}
    assert fehler(buero.post(adresse(barriere, "antworten"), daten)) == {
        "faellig_am": ["Bitte prüfen Sie das Jahr: 2062 ist wohl ein Tippfehler."]
    }

    gesehen = vorschau(buero, barriere, **eingaben, faellig_am="25.02.2026")
    assert buero.post(adresse(barriere, "antworten"), gesehen).status_code == 302
    barriere.refresh_from_db()
    assert (barriere.zustand, barriere.faellig_am, barriere.zwischennachricht_am) == (
        "offen",
        date(2026, 2, 25),
        f.JETZT,
    )
    assert [s.text for s in barriere.sendungen.all()] == ["Wir prüfen noch."]


# --- In another way ------------------------------------------------------------------------------


def test_an_interim_answer_on_the_telephone_is_noted_and_puts_the_day_off(buero: Client) -> None:
    objekt = meldung(art=Art.BARRIERE, telefon="02324 1", notiz="Anruf am Montag")
    eingaben = {"wie": "zwischenbescheid", "text": "Wir prüfen noch."}
    ohne_tag = buero.post(adresse(objekt, "antworten"), offen(buero, objekt) | eingaben)
    assert list(fehler(ohne_tag)) == ["faellig_am"]
    daten = offen(buero, objekt) | eingaben | {"faellig_am": "25.02.2026"}
    assert buero.post(adresse(objekt, "antworten"), daten).status_code == 302
    objekt.refresh_from_db()
    assert (objekt.zustand, objekt.faellig_am, objekt.zwischennachricht_am, objekt.notiz) == (
        "offen",
        date(2026, 2, 25),
        f.JETZT,
        "Anruf am Montag\n\nZwischennachricht am 14. Januar 2026: Wir prüfen noch.",
    )
    assert not Sendung.objects.exists()


def test_the_page_shows_what_is_needed_for_a_call(buero: Client) -> None:
    barriere = meldung(art=Art.BARRIERE, telefon="02324 7", seite="der Kalender", **ADA)
    text = buero.get(adresse(barriere, "antworten")).text
    hinweis = "gehört der Hinweis auf das Ombudsverfahren"
    assert [wort in text for wort in ("02324 7", "der Kalender", hinweis)] == [True] * 3
    assert hinweis not in buero.get(adresse(meldung(), "antworten")).text


@pytest.mark.parametrize(("weg", "zustand"), [("telefon", "beantwortet"), ("ohne", "erledigt")])
def test_what_was_said_in_another_way_is_noted_without_a_mail(
    buero: Client, weg: str, zustand: str
) -> None:
    objekt = meldung(telefon="02324 1")
    daten = offen(buero, objekt)
    assert (daten["wie"], daten["text"]) == ("telefon", "")
    daten |= {"wie": weg, "text": "Am Telefon erklärt"}
    assert buero.post(adresse(objekt, "antworten"), daten).status_code == 302
    objekt.refresh_from_db()
    assert (objekt.zustand, objekt.abgeschlossen_am) == (zustand, f.JETZT)
    assert objekt.antwort == ("Am Telefon erklärt" if weg == "telefon" else "")
    assert not Sendung.objects.exists()


def test_the_button_says_what_it_does_with_and_without_an_address(buero: Client) -> None:
    for objekt, wort, mails in ((meldung(**ADA), "Weiter", True), (meldung(), "Festhalten", False)):
        seite = Seite(buero.get(adresse(objekt, "antworten")).text)
        [knopf] = [k for k in seite.alle("button") if k.attrs.get("name") == "weiter"]
        [formular_] = [e for e in seite.alle("form") if e.attrs.get("id") == "antwort_form"]
        assert (knopf.text, "E-Mail" in formular_.text) == (wort, mails)


def test_without_an_address_no_mail_can_be_chosen(buero: Client) -> None:
    objekt = meldung()
    for weg in ("email", "zwischennachricht", "taube", ""):
        daten = offen(buero, objekt) | {"wie": weg, "text": "x"}
        assert "wie" in fehler(buero.post(adresse(objekt, "antworten"), daten))
    assert Meldung.objects.get().offen


# --- A correction --------------------------------------------------------------------------------


def test_the_answer_to_a_correction_tells_what_was_taken_over(buero: Client) -> None:
    objekt = meldung(art=Art.BERICHTIGUNG, akteur=f.akteur("Verein"), **ADA)
    for feld, entscheidung in (
        ("name", Entscheidung.UEBERNOMMEN),
        ("telefon", Entscheidung.UEBERNOMMEN),
        ("website", Entscheidung.ABGELEHNT),
    ):
        Vorschlag.objects.create(
            meldung=objekt,
            feld=feld,
            bisher="a",
            vorgeschlagen="b",
            entscheidung=entscheidung,
            entschieden_am=f.JETZT - timedelta(days=1),
        )
    text = str(offen(buero, objekt)["text"])
    assert (
        "im Eintrag „Verein“, wie Sie es vorgeschlagen haben: Name, öffentliches Telefon." in text
    )
    assert "Das haben wir nicht übernommen: Website." in text
    assert LUECKE in text

    objekt.vorschlaege.filter(feld="website").delete()
    assert LUECKE not in str(offen(buero, objekt)["text"])


def test_first_decide_then_answer(buero: Client) -> None:
    objekt = meldung(art=Art.BERICHTIGUNG, akteur=f.akteur("Verein"), **ADA)
    Vorschlag.objects.create(meldung=objekt, feld="name", bisher="a", vorgeschlagen="b")
    for weg in ("email", "telefon"):
        daten = offen(buero, objekt) | {"wie": weg, "text": "Danke!"}
        antwort = buero.post(adresse(objekt, "antworten"), daten)
        assert fehler(antwort) == {"wie": [ERST_ENTSCHEIDEN]}
    with pytest.raises(ValidationError, match=ERST_ENTSCHEIDEN):
        per_mail_antworten(objekt, "Danke!", durch=None, jetzt=f.JETZT)
    assert not Sendung.objects.exists()
    assert Meldung.objects.get().offen
    vorschau(buero, objekt, wie="zwischennachricht", text="Wir prüfen.", faellig_am="20.01.2026")
    daten = offen(buero, objekt) | {"wie": "ohne"}
    assert buero.post(adresse(objekt, "antworten"), daten).status_code == 302
