"""The admin as a whole."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import permission_denied

from tests.rollen import wer_darf
from tests.seite import Seite

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "adresse",
    [
        "/admin/konferenzen/konferenz/?status__exact=%00",
        "/admin/akteure/akteur/?q=%00",
        ("/admin/autocomplete/?app_label=konferenzen&model_name=konferenz&field_name=ort&term=%00"),
    ],
)
def test_a_query_that_no_database_can_hold_is_refused(sb: Client, adresse: str) -> None:
    assert sb.get(adresse).status_code == 400


@pytest.mark.parametrize(
    "adresse", ["/admin/konferenzen/konferenz/?status__exact=unsinn", "/admin/?x=%ff"]
)
def test_other_nonsense_is_not(sb: Client, adresse: str) -> None:
    assert sb.get(adresse, follow=True).status_code == 200


def test_who_may_not_work_on_an_entry_reads_so_and_gets_back_to_the_admin() -> None:
    antwort = wer_darf().get("/admin/akteure/akteur/add/")
    assert antwort.status_code == 403
    seite = Seite(antwort.text)
    assert seite.texte("h1") == ["Dafür fehlt Ihnen die Berechtigung"]
    assert "/admin/" in seite.adressen()


def test_anybody_else_reads_that_a_page_is_not_public(client: Client) -> None:
    client.force_login(User.objects.create_user("gast"))
    antwort = client.get("/bausteine/")
    assert antwort.status_code == 403
    seite = Seite(antwort.text)
    assert seite.texte("h1") == ["Diese Seite ist nicht öffentlich"]
    assert "/admin/" not in seite.adressen()


def test_the_page_for_who_may_not_needs_no_session(rf: RequestFactory) -> None:
    antwort = permission_denied(rf.get("/termine/"), PermissionDenied())
    assert Seite(antwort.content.decode()).texte("h1") == ["Diese Seite ist nicht öffentlich"]


def hochgeladen(name: str) -> str:
    default_storage.save(name, ContentFile(b"Inhalt"))
    return reverse("admin:datei", args=[name])


def test_an_upload_is_for_those_who_may_see_what_it_belongs_to() -> None:
    unterlage, anhang = hochgeladen("unterlagen/u.pdf"), hochgeladen("anhaenge/a.pdf")

    client = wer_darf("view_unterlage")

    assert client.get(unterlage).getvalue() == b"Inhalt"
    assert client.get(anhang).status_code == 403
    assert Client().get(unterlage).status_code == 302


@pytest.mark.parametrize(
    "name", ["unterlagen", "unterlagen/", "bilder/fehlt.png", "geheimnis", "fremd/x.pdf"]
)
def test_what_is_no_upload_is_not_found(sb: Client, name: str) -> None:
    hochgeladen("unterlagen/u.pdf")

    assert sb.get(f"/admin/datei/{name}").status_code == 404


def test_nobody_is_led_out_of_the_portal_after_the_login() -> None:
    User.objects.create_superuser("sb", password="lang-genug-1")
    antwort = Client().post(
        "/admin/login/?next=//fremd.example.org/", {"username": "sb", "password": "lang-genug-1"}
    )

    assert (antwort.status_code, antwort["Location"]) == (302, "/admin/")
