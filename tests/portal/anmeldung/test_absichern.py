"""Setting up, renewing and removing the second factor."""

import re
from base64 import b32decode

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from hattingen_portal.anmeldung import faktor
from tests.portal.anmeldung.wege import (
    ABSICHERN,
    CODE,
    INDEX,
    LOGIN,
    PASSWORT,
    anmelden,
    code,
    drin,
    konto,
    mails,
    mit_app,
    protokoll,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
QR = reverse("admin:absichern_qr")
BESTAETIGEN = {"was": "bestaetigen", "passwort": PASSWORT}


def gezeigte_codes(antwort: object) -> list[str]:
    return re.findall(r"<code>(\w{4}-\w{4})</code>", antwort.text)


@pytest.fixture
def person(client: Client) -> User:
    person = konto()
    client.force_login(person)
    return person


def eingerichtet(client: Client) -> list[str]:
    """Go the way of the page; give the codes that it shows."""
    client.post(ABSICHERN, {"was": "beginnen"})
    seite = client.get(ABSICHERN).text
    (text,) = re.findall(r'anmeldung__schluessel">([A-Z2-7 ]+)<', seite)
    app = TOTPDevice.objects.get(confirmed=False)
    assert b32decode(text.replace(" ", "")) == app.bin_key
    return gezeigte_codes(client.post(ABSICHERN, BESTAETIGEN | {"code": code(app)}))


def test_it_is_set_up_once_the_app_shows_a_right_code(client: Client, person: User) -> None:
    assert client.get(QR).status_code == 404
    codes = eingerichtet(client)
    assert len(set(codes)) == 10
    assert drin(client)
    assert client.get(QR).status_code == 404
    assert "10 Wiederherstellungscodes sind noch übrig" in " ".join(
        client.get(ABSICHERN).text.split()
    )
    assert protokoll() == [("sb", "sb", "Zweiten Faktor eingerichtet.")]
    assert mails() == [("sb@example.org", "Zweiter Faktor eingerichtet")]
    # Only hashes are kept of what stands on paper.
    gespeichert = set(StaticToken.objects.values_list("token", flat=True))
    assert gespeichert & {c.replace("-", "") for c in codes} == set()

    andere = Client()
    anmelden(andere)
    andere.post(CODE, {"code": codes[0]})
    assert drin(andere)


def test_the_picture_holds_the_key_and_no_cache_keeps_it(client: Client, person: User) -> None:
    client.post(ABSICHERN, {"was": "beginnen"})
    antwort = client.get(QR)
    assert antwort["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "no-store" in antwort["Cache-Control"]
    assert antwort.content.startswith(b"<svg")
    app = TOTPDevice.objects.get()
    assert app.config_url.startswith("otpauth://totp/Quartiersportal%20Hattingen%3Asb?secret=")


def test_sent_twice_it_is_one(client: Client, person: User) -> None:
    client.post(ABSICHERN, {"was": "beginnen"})
    client.post(ABSICHERN, {"was": "beginnen"})
    app = TOTPDevice.objects.get()
    einer = code(app)
    client.post(ABSICHERN, BESTAETIGEN | {"code": einer})
    antwort = client.post(ABSICHERN, BESTAETIGEN | {"code": einer}, follow=True)
    assert "Hier hat sich inzwischen etwas geändert." in antwort.text
    assert StaticToken.objects.count() == 10


def test_a_wrong_code_sets_nothing_up(client: Client, person: User) -> None:
    client.post(ABSICHERN, {"was": "beginnen"})
    antwort = client.post(ABSICHERN, BESTAETIGEN | {"code": "000000"})
    assert list(antwort.context["form"].errors) == ["code"]
    assert faktor.geraet(person) is None
    antwort = client.post(ABSICHERN, BESTAETIGEN | {"code": code(faktor.begonnen(person))})
    assert "Bitte warten Sie" in antwort.context["form"].errors["code"][0]


@pytest.mark.parametrize("passwort", ["", "falsch"])
def test_without_the_password_nothing_is_set_up(
    client: Client, person: User, passwort: str
) -> None:
    client.post(ABSICHERN, {"was": "beginnen"})
    daten = BESTAETIGEN | {"passwort": passwort, "code": code(faktor.begonnen(person))}
    antwort = client.post(ABSICHERN, daten)
    assert list(antwort.context["form"].errors) == ["passwort"]
    assert faktor.geraet(person) is None
    assert not StaticToken.objects.exists()
    assert mails() == []


@pytest.mark.parametrize("was", ["codes", "entfernen"])
def test_a_change_needs_password_and_code(
    client: Client, person: User, jetzt: time_machine.Traveller, was: str
) -> None:
    eingerichtet(client)
    app = faktor.geraet(person)
    vorher = set(StaticToken.objects.values_list("token", flat=True))
    jetzt.shift(30)
    for daten in (
        {},
        {"passwort": PASSWORT},
        {"code": code(app)},
        {"passwort": "falsch", "code": code(app)},
        {"passwort": PASSWORT, "code": "000000"},
    ):
        antwort = client.post(ABSICHERN, {"was": was} | daten)
        assert antwort.context["form"].errors, daten
    assert faktor.geraet(person) == app
    assert set(StaticToken.objects.values_list("token", flat=True)) == vorher


def test_new_codes_take_the_place_of_the_old(
    client: Client, person: User, jetzt: time_machine.Traveller
) -> None:
    alte = eingerichtet(client)
    daten = {"was": "codes", "passwort": PASSWORT, "code": alte[0]}
    neue = gezeigte_codes(client.post(ABSICHERN, daten))
    assert (len(neue), set(neue) & set(alte)) == (10, set())
    andere = Client()
    anmelden(andere)
    andere.post(CODE, {"code": alte[1]})
    assert not drin(andere)
    jetzt.shift(1)
    andere.post(CODE, {"code": neue[0]})
    assert drin(andere)
    # Also whoever logged in with a code of the paper goes on.
    andere.post(ABSICHERN, daten | {"code": neue[1]})
    assert drin(andere)


def test_removed_it_is_gone_with_its_codes(
    client: Client, person: User, jetzt: time_machine.Traveller
) -> None:
    codes = eingerichtet(client)
    antwort = client.post(
        ABSICHERN, {"was": "entfernen", "passwort": PASSWORT, "code": codes[0]}, follow=True
    )
    assert "Ihr zweiter Faktor ist entfernt." in antwort.text
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert protokoll()[-1] == ("sb", "sb", "Zweiten Faktor entfernt.")
    assert mails()[-1] == ("sb@example.org", "Zweiter Faktor entfernt")
    andere = Client()
    anmelden(andere)
    assert drin(andere)


def test_guessing_the_password_there_is_locked_as_at_the_login(
    client: Client, person: User
) -> None:
    eingerichtet(client)
    for _ in range(5):
        antwort = client.post(ABSICHERN, {"was": "entfernen", "passwort": "falsch", "code": "1"})
    assert antwort.status_code == 429


@pytest.mark.parametrize("was", ["", "codes", "entfernen", "bestaetigen", "unsinn"])
def test_what_does_not_go_now_is_told(client: Client, person: User, was: str) -> None:
    antwort = client.post(ABSICHERN, {"was": was}, follow=True)
    assert "Hier hat sich inzwischen etwas geändert." in antwort.text


def test_where_it_is_obligatory_it_comes_before_all_else(
    client: Client, settings: Settings
) -> None:
    settings.PORTAL_ZWEITER_FAKTOR = True
    person = konto()
    antwort = anmelden(client)
    for adresse in (INDEX, reverse("admin:password_change"), reverse("admin:sitzung")):
        antwort = client.get(adresse, follow=True)
        assert antwort.redirect_chain[-1] == (ABSICHERN, 302)
    assert "Ohne ihn lässt dieses Portal niemanden arbeiten." in antwort.text
    assert eingerichtet(client) != []
    assert drin(client)
    faktor.entfernen(person)
    assert not drin(client)


def test_where_it_is_obligatory_the_ways_in_are_open(client: Client, settings: Settings) -> None:
    settings.PORTAL_ZWEITER_FAKTOR = True
    assert client.get(INDEX)["Location"] == f"{LOGIN}?next={INDEX}"
    for adresse in (LOGIN, reverse("passwort_vergessen"), reverse("passwort_fertig")):
        assert client.get(adresse).status_code == 200, adresse
    assert client.post(INDEX).status_code == 403


def test_even_then_one_can_leave(client: Client, settings: Settings) -> None:
    settings.PORTAL_ZWEITER_FAKTOR = True
    konto()
    anmelden(client)
    assert reverse("admin:logout") in client.get(ABSICHERN).text
    assert client.post(reverse("admin:logout")).status_code == 200
    assert client.get(ABSICHERN)["Location"] == f"{LOGIN}?next={ABSICHERN}"


# --- Another person's ----------------------------------------------------------------------------


def fremd(person: User) -> str:
    return reverse("admin:fremder_faktor", args=[person.pk])


def test_a_lost_phone_is_helped_by_whoever_keeps_the_accounts(client: Client) -> None:
    verloren = konto("verloren", is_superuser=False)
    mit_app(verloren)
    verwaltung = konto("verwaltung", is_superuser=False)
    for recht in ("view_user", "change_user"):
        verwaltung.user_permissions.add(Permission.objects.get(codename=recht))
    client.force_login(verwaltung)
    seite = client.get(reverse("admin:auth_user_change", args=[verloren.pk]))
    assert fremd(verloren) in seite.text
    assert "Vergewissern Sie sich" in client.get(fremd(verloren)).text
    assert faktor.geraet(verloren) is not None

    antwort = client.post(fremd(verloren), follow=True)
    assert "Der zweite Faktor von „verloren“ ist entfernt." in antwort.text
    assert protokoll() == [("verwaltung", "verloren", "Zweiten Faktor entfernt.")]
    assert mails() == [("verloren@example.org", "Zweiter Faktor entfernt")]
    anmelden(andere := Client(), "verloren")
    assert drin(andere)
    assert "hat keinen zweiten Faktor" in client.get(fremd(verloren)).text
    client.post(fremd(verloren))
    assert len(protokoll()) == 1


def test_nobody_else_may(client: Client) -> None:
    verloren, chefin = konto("verloren", is_superuser=False), konto("chefin")
    mit_app(verloren)
    mit_app(chefin)
    verwaltung = konto("verwaltung", is_superuser=False)
    client.force_login(verwaltung)
    assert client.post(fremd(verloren)).status_code == 403
    verwaltung.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(User.objects.get(pk=verwaltung.pk))
    assert client.post(fremd(chefin)).status_code == 403
    assert client.post(reverse("admin:fremder_faktor", args=[0])).status_code == 404
    assert TOTPDevice.objects.count() == 2


def test_the_admin_shows_no_secrets_of_factors(client: Client) -> None:
    client.force_login(konto())
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404
