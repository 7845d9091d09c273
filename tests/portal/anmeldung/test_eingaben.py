"""What was typed into a form whose login had ended comes back and is sent by a click."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from akteure.models import Akteur
from hattingen_portal.anmeldung.eingaben import HOECHSTENS
from tests.portal.anmeldung.wege import CODE, INDEX, LOGIN, PASSWORT, code, konto, mit_app
from tests.seitenformular import formular

pytestmark = pytest.mark.django_db
NEU = reverse("admin:akteure_akteur_add")


@pytest.fixture
def abgelaufen(client: Client, jetzt: time_machine.Traveller) -> Callable[..., Any]:
    """Fill in a form, wait too long, send it; gives the answer."""

    def senden(adresse: str = NEU, **felder: Any) -> Any:
        if "_auth_user_id" not in client.session:
            client.force_login(konto())
        daten = formular(client.get(NEU).content, "akteur_form") if adresse == NEU else {}
        jetzt.shift(timedelta(minutes=91))
        return client.post(adresse, daten | felder)

    return senden


def anmeldung(antwort: Any) -> dict[str, Any]:
    """Give what the login sends that came instead."""
    return formular(antwort.content, "login-form") | {"username": "sb", "password": PASSWORT}


def test_it_is_not_saved_and_not_lost(client: Client, abgelaufen: Callable[..., Any]) -> None:
    eingabe = {"name": "Verein „A & B“", "beschreibung": "\nZwei\n  Zeilen <br>\n"}
    antwort = abgelaufen(**eingabe)
    assert antwort.status_code == 403
    assert "Ihre Eingaben sind noch da: Melden Sie sich wieder an" in antwort.text
    assert not Akteur.objects.exists()

    antwort = client.post(LOGIN, anmeldung(antwort))
    assert antwort.status_code == 200
    assert "no-store" in antwort["Cache-Control"]
    assert "Dateien" not in antwort.text
    assert not Akteur.objects.exists()

    daten = formular(antwort.content, "eingaben-form")
    assert {name: daten[name] for name in eingabe} == eingabe
    assert 'action="/admin/akteure/akteur/add/"' in antwort.text
    assert client.post(NEU, daten).status_code == 302
    assert Akteur.objects.get().name == eingabe["name"]


def test_a_wrong_password_in_between_loses_nothing(
    client: Client, abgelaufen: Callable[..., Any]
) -> None:
    daten = anmeldung(abgelaufen(name="Verein"))
    antwort = client.post(LOGIN, daten | {"password": "falsch"})
    antwort = client.post(LOGIN, anmeldung(antwort))
    assert formular(antwort.content, "eingaben-form")["name"] == "Verein"


def test_neither_does_the_second_step(
    client: Client, abgelaufen: Callable[..., Any], jetzt: time_machine.Traveller
) -> None:
    antwort = abgelaufen(name="Verein")
    app, _ = mit_app(konto("zwei"))
    jetzt.shift(30)
    antwort = client.post(LOGIN, anmeldung(antwort) | {"username": "zwei"})
    assert antwort["Location"] == CODE
    antwort = client.post(CODE, {"code": code(app)})
    assert formular(antwort.content, "eingaben-form")["name"] == "Verein"


def test_several_values_of_one_field_stay_several(
    client: Client, abgelaufen: Callable[..., Any]
) -> None:
    antwort = client.post(LOGIN, anmeldung(abgelaufen(kategorien=["3", "1"])))
    assert antwort.text.count('name="kategorien"') == 2


def test_files_are_told_to_be_gone(client: Client, abgelaufen: Callable[..., Any]) -> None:
    antwort = abgelaufen(name="Verein", bild=SimpleUploadedFile("b.png", b"x"))
    antwort = client.post(LOGIN, anmeldung(antwort))
    assert "Dateien konnten nicht aufgehoben werden." in antwort.text


def test_passwords_and_codes_are_not_carried_along(abgelaufen: Callable[..., Any]) -> None:
    antwort = abgelaufen(
        reverse("admin:password_change"), old_password="a", new_password1="b", code="c", x="d"
    )
    gepackt = anmeldung(antwort)["eingaben"]
    felder = signing.loads(gepackt, salt="anmeldung.eingaben")[1]
    assert felder == [["x", ["d"]]]


def test_too_much_is_told(abgelaufen: Callable[..., Any]) -> None:
    zufall = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(HOECHSTENS // 2))
    antwort = abgelaufen(name=zufall)
    assert "Gehen Sie im Browser zurück und kopieren Sie" in antwort.text
    assert "eingaben" not in anmeldung(antwort)


def test_what_somebody_else_has_packed_is_left_alone(client: Client) -> None:
    konto()
    fremd = signing.dumps(["https://fremd.example.org/", [["x", ["y"]]], False], salt="anderes")
    daten = {"username": "sb", "password": PASSWORT, "eingaben": fremd}
    antwort = client.post(LOGIN, daten)
    assert (antwort.status_code, antwort["Location"]) == (302, INDEX)


def test_without_a_token_nothing_is_even_kept() -> None:
    antwort = Client(enforce_csrf_checks=True).post(NEU, {"name": "Verein"})
    assert antwort.status_code == 403
    assert "eingaben" not in antwort.text


def test_a_form_from_before_another_login_comes_back_too(client: Client) -> None:
    """Django changes the token with each login: the form in the other window has the old one."""
    streng = Client(enforce_csrf_checks=True)
    streng.force_login(konto())
    seite = formular(streng.get(NEU).content, "akteur_form")
    alt = streng.cookies["csrftoken"].value
    streng.cookies["csrftoken"] = alt[:-1] + ("a" if alt[-1] != "a" else "b")
    antwort = streng.post(NEU, seite | {"name": "Verein"})
    assert antwort.status_code == 403
    daten = formular(antwort.content, "eingaben-form")
    assert daten["name"] == "Verein"
    streng.post(NEU, daten)
    assert Akteur.objects.get().name == "Verein"


def test_what_another_website_sends_does_not(client: Client) -> None:
    streng = Client(enforce_csrf_checks=True)
    streng.force_login(konto())
    antwort = streng.post(NEU, {"name": "Verein"}, HTTP_ORIGIN="https://fremd.example.org")
    assert antwort.status_code == 403
    assert "Verein" not in antwort.text
