"""The table of the roles, and how it comes into the database."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from hattingen_portal.rollen.einrichten import rollen_einrichten
from hattingen_portal.rollen.tafel import ROLLEN

pytestmark = pytest.mark.django_db
APPS = {"quartiere", "akteure", "konferenzen", "aktuelles", "hattingen_portal", "auth"}


def rechte(gruppe: str) -> set[str]:
    return {
        f"{recht.content_type.app_label}.{recht.codename}"
        for recht in Group.objects.get(name=gruppe).permissions.select_related("content_type")
    }


def alle(modell: str, *arten: str) -> set[str]:
    app, name = modell.split(".")
    return {f"{app}.{art}_{name}" for art in arten or ("view", "add", "change", "delete")}


def test_the_roles_are_these() -> None:
    rollen_einrichten()
    assert [g.name for g in Group.objects.order_by("pk")] == [
        "Redaktion",
        "Quartiersentwicklung",
        "Akteurspflege",
        "Stadtteilbetreuung",
        "Benutzerverwaltung",
    ]


def test_who_keeps_accounts_keeps_them_and_their_locks_and_nothing_else() -> None:
    rollen_einrichten()
    assert rechte("Benutzerverwaltung") == {
        *alle("auth.user", "view", "add", "change"),
        *alle("hattingen_portal.anmeldesperre", "view", "delete"),
    }


def test_who_keeps_the_directory_keeps_the_directory() -> None:
    rollen_einrichten()
    assert rechte("Akteurspflege") == {
        *alle("akteure.akteur"),
        *alle("akteure.kategorie"),
        *alle("akteure.kontakt"),
        "quartiere.view_stadtteil",
        "quartiere.view_ortsteil",
    }


def test_who_is_there_for_a_stadtteil_may_this_and_only_there() -> None:
    rollen_einrichten()
    assert rechte("Stadtteilbetreuung") == {
        "quartiere.nur_eigene_stadtteile",
        *alle("konferenzen.konferenz"),
        *alle("konferenzen.unterlage"),
        *alle("konferenzen.einladung"),
        "konferenzen.view_aenderung",
        "konferenzen.view_runde",
        "konferenzen.view_ferien",
        "konferenzen.view_sperrtag",
        "konferenzen.view_veranstaltungsort",
        *alle("aktuelles.beitrag"),
        *alle("aktuelles.anhang"),
        *alle("akteure.akteur", "view", "add", "change"),
        *alle("akteure.kontakt", "view", "add", "change"),
        "akteure.view_kategorie",
        "quartiere.view_stadtteil",
        "quartiere.change_stadtteil",
        "quartiere.view_ortsteil",
        "quartiere.view_ansprechperson",
        *alle("hattingen_portal.meldung", "view", "add", "change"),
    }


def test_the_news_desk_writes_news_and_reads_the_rest_but_nothing_private() -> None:
    rollen_einrichten()
    redaktion = rechte("Redaktion")
    assert {r for r in redaktion if ".view_" not in r} == {
        *alle("aktuelles.beitrag", "add", "change", "delete"),
        *alle("aktuelles.anhang", "add", "change", "delete"),
    }
    assert {"konferenzen.view_konferenz", "hattingen_portal.view_seite"} <= redaktion
    privates = ("kontakt", "meldung", "vorschlag", "sendung", "zustaendigkeit", "user")
    assert not {r for r in redaktion if r.endswith(privates)}


def test_the_office_keeps_all_of_the_portal_but_no_accounts_and_no_limits() -> None:
    rollen_einrichten()
    buero = rechte("Quartiersentwicklung")
    assert {recht.partition(".")[0] for recht in buero} == APPS - {"auth"}
    assert {"akteure.change_kontakt", "hattingen_portal.change_seite"} <= buero
    assert not {r for r in buero if "zustaendigkeit" in r or "stadtteile" in r}


def test_every_pattern_means_a_permission() -> None:
    paare = Permission.objects.values_list("content_type__app_label", "codename")
    vorhandene = [f"{app}.{name}" for app, name in paare]
    for rolle in ROLLEN:
        for muster in (*rolle.rechte, *rolle.ausser):
            einzeln = type(rolle)("", "", (muster,))
            assert any(map(einzeln.hat, vorhandene)), muster


@pytest.mark.parametrize("befehl", ["rollen", "grunddaten"])
def test_a_role_is_what_the_release_says_and_other_groups_stay(befehl: str) -> None:
    rollen_einrichten()
    vorher = {rolle.name: rechte(rolle.name) for rolle in ROLLEN}
    eigene = Group.objects.create(name="Eigene Gruppe")
    eigene.permissions.set(Permission.objects.filter(codename="view_konferenz"))
    gruppe = Group.objects.get(name="Redaktion")
    gruppe.permissions.set(Permission.objects.filter(codename="change_user"))
    Group.objects.get(name="Akteurspflege").delete()

    call_command(befehl, verbosity=0)
    call_command(befehl, verbosity=0)

    assert {rolle.name: rechte(rolle.name) for rolle in ROLLEN} == vorher
    assert rechte("Eigene Gruppe") == {"konferenzen.view_konferenz"}
