"""The login in its two steps."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from hattingen_portal import settings as einstellungen
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
    mit_app,
    protokoll,
)

pytestmark = pytest.mark.django_db
FALSCH = "Name oder Passwort stimmen nicht."
FALSCHER_CODE = "Dieser Code stimmt nicht oder ist schon verbraucht."
# What belongs to the admin and is no page of a model, and one that is.
GESCHLOSSEN = (
    INDEX,
    ABSICHERN,
    reverse("admin:absichern_qr"),
    reverse("admin:sitzung"),
    reverse("admin:jsi18n"),
    reverse("admin:password_change"),
    reverse("admin:datei", args=["unterlagen/u.pdf"]),
    "/admin/autocomplete/?app_label=konferenzen&model_name=konferenz&field_name=ort&term=x",
    reverse("admin:konferenzen_konferenz_changelist"),
    reverse("admin:konferenzen_konferenz_add"),
    reverse("admin:fremder_faktor", args=[1]),
    "/admin/gibt-es-nicht/",
)


def test_without_a_second_factor_the_password_is_enough(client: Client) -> None:
    konto()
    antwort = anmelden(client)
    assert (antwort.status_code, antwort["Location"]) == (302, INDEX)
    assert drin(client)


@pytest.mark.parametrize(
    ("name", "passwort"),
    [
        ("sb", "falsch"),
        ("niemand", PASSWORT),
        ("gast", PASSWORT),
        ("zu", PASSWORT),
        ("s" * 151, PASSWORT),
        ("s" * 100_000, PASSWORT),
        ("sb", PASSWORT * 100),
    ],
)
def test_what_is_wrong_says_nothing_about_accounts(
    client: Client, name: str, passwort: str
) -> None:
    konto()
    konto("gast", is_staff=False, is_superuser=False)
    konto("zu", is_active=False)
    antwort = anmelden(client, name, passwort)
    assert antwort.status_code == 200
    assert [t.split(" Achten")[0] for t in antwort.context["form"].non_field_errors()] == [FALSCH]
    assert not drin(client)


def test_nothing_and_a_nul_are_told_at_their_field(client: Client) -> None:
    antwort = client.post(LOGIN, {"username": "", "password": ""})
    assert antwort.context["form"].errors == {
        "username": ["Bitte geben Sie Ihren Namen ein."],
        "password": ["Bitte geben Sie Ihr Passwort ein."],
    }
    antwort = client.post(LOGIN, {"username": "s\x00b", "password": "x\x00"})
    assert sorted(antwort.context["form"].errors) == ["password", "username"]


def test_an_old_hash_is_made_anew_at_the_login(client: Client, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = einstellungen.PASSWORD_HASHERS
    alt = PBKDF2PasswordHasher().encode(PASSWORT, "salz", iterations=1000)
    person = konto()
    User.objects.update(password=alt)
    anmelden(client)
    person.refresh_from_db()
    assert person.password.startswith("argon2$argon2id$")
    assert drin(client)


def test_with_a_second_factor_nothing_is_open_before_the_code(client: Client) -> None:
    default_storage.save("unterlagen/u.pdf", ContentFile(b"Inhalt"))
    mit_app(konto())
    antwort = anmelden(client)
    assert antwort["Location"] == CODE
    assert "_auth_user_id" not in client.session
    for adresse in GESCHLOSSEN:
        antwort = client.get(adresse)
        assert (antwort.status_code, antwort["Location"][: len(LOGIN)]) == (302, LOGIN), adresse
    assert client.get("/bausteine/").status_code == 302


def test_a_session_from_before_the_factor_is_closed_too(client: Client) -> None:
    person = konto()
    client.force_login(person)
    assert drin(client)
    mit_app(person)
    for adresse in GESCHLOSSEN:
        antwort = client.get(adresse)
        assert (antwort.status_code, antwort["Location"][: len(LOGIN)]) == (302, LOGIN), adresse
    assert client.get(LOGIN).status_code == 200


def test_password_and_code_lead_to_where_somebody_wanted(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    app, _ = mit_app(konto())
    ziel = reverse("admin:akteure_akteur_changelist")
    antwort = client.get(ziel)
    assert antwort["Location"] == f"{LOGIN}?next={ziel}"
    client.post(antwort["Location"], {"username": "sb", "password": PASSWORT})
    jetzt.shift(30)
    antwort = client.post(CODE, {"code": f" {code(app)[:3]} {code(app)[3:]} "})
    assert (antwort.status_code, antwort["Location"]) == (302, ziel)
    assert drin(client)


def test_a_code_works_once(client: Client, jetzt: time_machine.Traveller) -> None:
    app, _ = mit_app(konto())
    jetzt.shift(30)
    einer = code(app)
    anmelden(client)
    client.post(CODE, {"code": einer})
    assert drin(client)

    andere = Client()
    anmelden(andere)
    antwort = andere.post(CODE, {"code": einer})
    assert antwort.context["form"].errors["code"][0].startswith(FALSCHER_CODE)
    assert not drin(andere)


def test_a_recovery_code_works_once_in_either_writing(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    _, codes = mit_app(konto())
    anmelden(client)
    client.post(CODE, {"code": codes[0].upper().replace("-", " ")})
    assert drin(client)
    assert protokoll() == [
        ("sb", "sb", "Mit einem Wiederherstellungscode angemeldet oder bestätigt.")
    ]

    andere = Client()
    anmelden(andere)
    andere.post(CODE, {"code": codes[0]})
    assert not drin(andere)
    jetzt.shift(2)
    andere.post(CODE, {"code": codes[1]})
    assert drin(andere)


def test_after_a_wrong_code_the_next_one_has_to_wait(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    app, _ = mit_app(konto())
    anmelden(client)
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": "000000"})  # not looked at
    jetzt.shift(1)
    client.post(CODE, {"code": "000000"})
    antwort = client.post(CODE, {"code": code(app, 1)})
    (fehler,) = antwort.context["form"].errors["code"]
    assert fehler.endswith("Bitte warten Sie: In 2 Sekunden können Sie den nächsten eingeben.")
    jetzt.shift(2)
    client.post(CODE, {"code": code(app, 1)})
    assert drin(client)


@pytest.mark.parametrize("eingabe", ["", "1" * 21, "\x00", "１２３４５６", "-12345", "abc"])
def test_what_is_no_code_is_told_at_its_field(client: Client, eingabe: str) -> None:
    mit_app(konto())
    anmelden(client)
    antwort = client.post(CODE, {"code": eingabe})
    assert (antwort.status_code, list(antwort.context["form"].errors)) == (200, ["code"])
    assert not drin(client)


def test_the_code_of_somebody_else_does_not_help(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    mit_app(konto())
    fremde_app, fremde_codes = mit_app(konto("andere"))
    jetzt.shift(30)
    anmelden(client)
    client.post(CODE, {"code": code(fremde_app)})
    client.post(CODE, {"code": fremde_codes[0]})
    assert not drin(client)


def test_the_code_page_is_for_those_whose_password_was_right_just_now(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    person = konto()
    app, _ = mit_app(person)
    assert client.get(CODE)["Location"] == f"{LOGIN}?next={INDEX}"
    anmelden(client)
    assert client.get(CODE).status_code == 200
    jetzt.shift(timedelta(minutes=10, seconds=1))
    assert client.post(CODE, {"code": code(app)})["Location"] == f"{LOGIN}?next={INDEX}"

    anmelden(client)
    person.set_password("ein anderes Wort")
    person.save()
    assert client.post(CODE, {"code": code(app)})["Location"] == f"{LOGIN}?next={INDEX}"
    assert not drin(client)


def test_the_login_before_does_not_live_on_behind_the_code(client: Client) -> None:
    client.force_login(konto("vorher"))
    mit_app(konto())
    anmelden(client)
    assert not drin(client)


def test_every_page_costs_the_same_with_the_knowledge_of_a_factor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(konto())
    adresse = reverse("admin:sitzung")
    with django_assert_num_queries(2):  # session, and the account with what it has
        client.get(adresse)


def test_whoever_is_in_needs_no_login(client: Client) -> None:
    client.force_login(konto())
    assert client.get(LOGIN)["Location"] == INDEX
    client.post(reverse("admin:logout"))
    assert not drin(client)
