"""A forgotten password."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from hattingen_portal.anmeldung.aufgaben import link_senden
from hattingen_portal.datenschutz.aufgaben import loeschfristen
from hattingen_portal.grundlage.formular.zugriff import GRENZEN
from hattingen_portal.post.models import GELOESCHT, LINK, Sendung
from hattingen_portal.post.versand import erneut_senden, versenden
from hattingen_portal.post.zustellung import versuchen
from tests.portal.anmeldung.wege import LOGIN, anmelden, drin, konto, mit_app
from tests.seitenformular import formular

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
VERGESSEN = reverse("passwort_vergessen")
NEU = "ein ganz anderes Wort"


def anfordern(adresse: str = "sb@example.org", **woher: str) -> object:
    return Client().post(VERGESSEN, {"email": adresse}, **woher)


def arbeiten() -> None:
    """Do what is queued, as the worker does."""
    for auftrag in ProcrastinateJob.objects.filter(task_name=link_senden.name):
        link_senden(**auftrag.args)


def zugestellt() -> list[str]:
    """Deliver what waits; give the texts of all mails that went out, the oldest first."""
    for sendung in Sendung.objects.filter(zustand="wartet"):
        versuchen(sendung.pk, letzter=False)
    texte = {}
    for datei in settings.PORTAL_ABLAGE.glob("*.eml"):
        mail = message_from_bytes(datei.read_bytes(), policy=default)
        texte[datei.stem[-36:]] = mail.get_content()
    kennungen = Sendung.objects.order_by("pk").values_list("kennung", flat=True)
    return [texte[str(kennung)] for kennung in kennungen if str(kennung) in texte]


def link() -> str:
    """Give the path in the newest mail."""
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", zugestellt()[-1]).group(1)


def setzen(client: Client, pfad: str, passwort: str = NEU) -> object:
    seite = client.get(pfad, follow=True)
    daten = formular(seite.content, "passwort-form")
    wohin = seite.redirect_chain[-1][0] if seite.redirect_chain else pfad
    return client.post(wohin, daten | {"new_password1": passwort, "new_password2": passwort})


def test_the_mail_leads_to_a_new_password(client: Client, settings: Settings) -> None:
    konto()
    assert VERGESSEN in client.get(LOGIN).text
    assert anfordern("SB@example.org")["Location"] == reverse("passwort_gesendet")
    arbeiten()
    sendung = Sendung.objects.get()
    assert (sendung.an, sendung.betreff, sendung.vertraulich) == (
        ["sb@example.org"],
        "Neues Passwort für die Verwaltung",
        True,
    )
    assert "„sb“" in sendung.text
    antwort = setzen(client, link())
    assert antwort["Location"] == reverse("passwort_fertig")
    assert not drin(client)
    anmelden(client, passwort=NEU)
    assert drin(client)


def test_the_link_names_the_portal_whatever_name_the_request_came_by(settings: Settings) -> None:
    konto()
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    anfordern(HTTP_HOST="localhost")
    arbeiten()
    [text] = zugestellt()
    assert re.findall(r"https?://[^/]+", text) == ["https://quartiere.example.org"]


def test_an_unknown_address_gets_the_same_answer_for_the_same_work(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    konto()
    konto("zu", is_active=False)
    User.objects.create_user("ohne", email="ohne@example.org", is_staff=True)
    anfordern("vorher@example.org")
    antworten = []
    for adresse in ("sb", "niemand", "zu", "ohne"):
        with django_assert_num_queries(7):
            antwort = anfordern(f"{adresse}@example.org", REMOTE_ADDR=f"192.0.2.{len(antworten)}")
        antworten.append((antwort.status_code, antwort["Location"]))
    assert len(set(antworten)) == 1
    arbeiten()
    assert [s.an for s in Sendung.objects.all()] == [["sb@example.org"]]
    argumente = [a.args for a in ProcrastinateJob.objects.filter(task_name=link_senden.name)]
    assert not [a for a in argumente if "@" in str(a)]


def test_every_account_of_an_address_gets_its_own() -> None:
    konto()
    konto("zweitzugang", email="sb@example.org")
    anfordern()
    arbeiten()
    texte = sorted(re.findall("„(.+)“", s.text)[0] for s in Sendung.objects.all())
    assert texte == ["sb", "zweitzugang"]


def test_a_link_works_once(client: Client) -> None:
    konto()
    anfordern()
    arbeiten()
    pfad = link()
    setzen(client, pfad)
    seite = client.get(pfad)
    assert "Dieser Link gilt nicht mehr" in seite.text
    assert "<h1>Der Link gilt nicht mehr</h1>" in seite.text


def test_a_link_works_for_an_hour(client: Client, jetzt: time_machine.Traveller) -> None:
    konto()
    anfordern()
    arbeiten()
    pfad = link()
    jetzt.shift(timedelta(hours=1))
    assert client.get(pfad).status_code == 302
    jetzt.shift(1)
    assert "Dieser Link gilt nicht mehr" in Client().get(pfad).text


@pytest.mark.parametrize("pfad", ["x/y/", "MQ/set-password/", "MQ/abc-def/", "%00/a-b/"])
def test_an_invented_link_is_none(client: Client, pfad: str) -> None:
    konto()
    assert "Dieser Link gilt nicht mehr" in client.get(VERGESSEN + pfad).text


def test_a_weak_password_is_refused_at_its_field(client: Client) -> None:
    konto()
    anfordern()
    arbeiten()
    antwort = setzen(client, link(), "kurz")
    assert list(antwort.context["form"].errors) == ["new_password2"]


def test_the_second_factor_still_holds(client: Client) -> None:
    mit_app(konto())
    anfordern()
    arbeiten()
    setzen(client, link())
    assert anmelden(client, passwort=NEU)["Location"] == reverse("admin:anmeldung_code")
    assert not drin(client)


def test_it_ends_a_lock(client: Client) -> None:
    konto()
    for _ in range(5):
        anmelden(client, passwort="falsch")
    anfordern()
    arbeiten()
    setzen(client, link())
    assert anmelden(client, passwort=NEU).status_code == 302


def test_one_line_may_not_ask_without_end() -> None:
    konto()
    for nummer in range(GRENZEN[0].hoechstens):
        assert anfordern(f"{nummer}@example.org").status_code == 302
    antwort = anfordern()
    assert (antwort.status_code, antwort["Retry-After"]) == (429, "600")
    assert "Bitte versuchen Sie es in 10 Minuten noch einmal." in antwort.text
    assert anfordern(REMOTE_ADDR="192.0.2.2").status_code == 302


def test_one_mailbox_is_not_flooded() -> None:
    konto()
    for nummer in range(6):
        assert anfordern(REMOTE_ADDR=f"192.0.2.{nummer}").status_code == 302
    arbeiten()
    assert Sendung.objects.count() == 3


@pytest.mark.parametrize("adresse", ["", "keine", "a@b\x00.de", "a" * 300 + "@example.org"])
def test_what_is_no_address_is_told(adresse: str) -> None:
    antwort = anfordern(adresse)
    assert (antwort.status_code, list(antwort.context["form"].errors)) == (200, ["email"])


# --- The mail that nobody else may read ----------------------------------------------------------


def test_the_admin_never_shows_the_link(client: Client) -> None:
    konto()
    anfordern()
    arbeiten()
    client.force_login(User.objects.get())
    adresse = reverse("admin:hattingen_portal_sendung_change", args=[Sendung.objects.get().pk])
    seite = client.get(adresse).text
    assert GELOESCHT in seite
    assert "/admin/passwort/" not in seite


def test_the_link_is_stored_nowhere() -> None:
    person = konto()
    anfordern()
    arbeiten()
    sendung = Sendung.objects.get()
    assert sendung.passwortlink_fuer == person.pk
    assert (sendung.text.count(LINK), "/passwort/" in sendung.text) == (1, False)
    [text] = zugestellt()
    assert (LINK in text, text.count("/admin/passwort/")) == (False, 1)
    assert "/passwort/" not in str(Sendung.objects.values().get())


@pytest.mark.parametrize("was", ["gone", "closed", "another address"])
def test_a_link_goes_to_nobody_whose_account_it_is_not_any_more(was: str) -> None:
    person = konto()
    anfordern()
    arbeiten()
    if was == "gone":
        person.delete()
    elif was == "closed":
        User.objects.update(is_active=False)
    else:
        User.objects.update(email="neu@example.org")
    assert zugestellt() == []
    sendung = Sendung.objects.get()
    assert (sendung.zustand, sendung.text, sendung.letzter_fehler) == (
        "gescheitert",
        GELOESCHT,
        "Das Konto gibt es nicht mehr, es ist gesperrt oder hat eine andere Adresse.",
    )


def test_once_it_is_sent_its_text_is_gone_and_it_stays_so() -> None:
    gewoehnlich = versenden(an=["a@example.org"], betreff="Gruß", text="Hallo")
    geheim = versenden(an=["a@example.org"], betreff="Link", text="Hallo", vertraulich=True)
    for sendung in (gewoehnlich, geheim):
        versuchen(sendung.pk, letzter=False)
        sendung.refresh_from_db()
    assert (gewoehnlich.text, geheim.text) == ("Hallo", GELOESCHT)
    assert (erneut_senden(gewoehnlich.pk), erneut_senden(geheim.pk)) == (True, False)


def test_after_a_week_it_is_gone_with_its_address(jetzt: time_machine.Traveller) -> None:
    versenden(an=["a@example.org"], betreff="Gruß", text="Hallo")
    versenden(an=["a@example.org"], betreff="Link", text="Hallo", vertraulich=True)
    jetzt.shift(timedelta(days=7))
    versenden(an=["a@example.org"], betreff="Neuer Link", text="Hallo", vertraulich=True)
    loeschfristen(0)
    assert len(Sendung.objects.all()) == 3
    jetzt.shift(1)
    loeschfristen(0)
    assert [s.betreff for s in Sendung.objects.all()] == ["Neuer Link", "Gruß"]
