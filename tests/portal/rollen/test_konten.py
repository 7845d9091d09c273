"""The accounts: made in one step, limited to Stadtteile, and no way to more rights than given."""

import re
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoAssertNumQueries

from quartiere.models import Stadtteil, Zustaendigkeit
from tests import fabriken as f
from tests.rollen import angemeldet, konto
from tests.seitenformular import formular
from tests.verwaltung import fehler, meldungen

pytestmark = pytest.mark.django_db
LISTE = reverse("admin:auth_user_changelist")
ANLEGEN = reverse("admin:auth_user_add")
PASSWORT = "Fachwerk-Nummer-150"


@pytest.fixture
def verwaltet(db: None) -> Client:
    """Give the browser of somebody who keeps accounts."""
    return angemeldet(konto("Benutzerverwaltung", name="verwaltung"))


def seite(person: User, was: str = "change") -> str:
    return reverse(f"admin:auth_user_{was}", args=[person.pk])


def rolle(name: str) -> int:
    return Group.objects.get(name=name).pk


def senden(client: Client, person: User, **felder: Any) -> Any:
    daten = formular(client.get(seite(person)).content, "user_form")
    return client.post(seite(person), daten | felder)


def rollen(person: User) -> list[str]:
    return list(person.groups.order_by("pk").values_list("name", flat=True))


def angebotene(client: Client, url: str) -> list[str]:
    feld = client.get(url).context["adminform"].form.fields["groups"]
    return list(feld.queryset.values_list("name", flat=True))


def test_an_account_is_made_in_one_step_with_role_and_stadtteile(verwaltet: Client) -> None:
    welper, _ = f.stadtteil("Welper"), f.stadtteil("Holthausen")
    daten = formular(verwaltet.get(ANLEGEN).content, "user_form")
    daten |= {"username": "ada", "first_name": "Ada", "last_name": "Beispiel"}
    daten |= {"password1": PASSWORT, "password2": PASSWORT}
    daten |= {"groups": [rolle("Stadtteilbetreuung")], "stadtteile": [welper.pk]}
    antwort = verwaltet.post(ANLEGEN, daten)
    assert antwort.status_code == 302
    ada = User.objects.get(username="ada")
    assert (ada.is_staff, ada.is_active, ada.is_superuser) == (True, True, False)
    assert rollen(ada) == ["Stadtteilbetreuung"]
    assert [z.stadtteil for z in ada.zustaendigkeiten.all()] == [welper]
    assert ada.check_password(PASSWORT)


def test_stadtteile_and_roles_are_changed_and_the_log_says_so(verwaltet: Client) -> None:
    welper, holthausen = f.stadtteil("Welper"), f.stadtteil("Holthausen")
    ada = konto("Stadtteilbetreuung", stadtteile=(welper,))
    felder = {"stadtteile": [holthausen.pk], "groups": [rolle("Redaktion")]}
    assert senden(verwaltet, ada, **felder).status_code == 302
    assert [z.stadtteil for z in Zustaendigkeit.objects.all()] == [holthausen]
    assert rollen(ada) == ["Redaktion"]
    eintrag = LogEntry.objects.get().get_change_message()
    assert eintrag == "Rollen und Nur für diese Stadtteile geändert."


def test_an_account_that_can_see_nothing_is_pointed_out(verwaltet: Client) -> None:
    ada = konto("Redaktion")
    [_, hinweis] = meldungen(senden(verwaltet, ada, groups=[rolle("Stadtteilbetreuung")]))
    assert "noch keinen Stadtteil" in hinweis
    welper = f.stadtteil("Welper")
    mit = senden(verwaltet, ada, groups=[rolle("Stadtteilbetreuung")], stadtteile=[welper.pk])
    assert "noch keinen Stadtteil" not in meldungen(mit)[-1]
    ohne = senden(verwaltet, ada, groups=[rolle("Stadtteilbetreuung")], stadtteile=[])
    assert "noch keinen Stadtteil" in meldungen(ohne)[-1]
    [_, hinweis] = meldungen(senden(verwaltet, ada, groups=[]))[-2:]
    assert "noch keine Rolle" in hinweis


def test_an_account_that_sees_something_is_pointed_out_for_nothing(
    verwaltet: Client, sb: Client
) -> None:
    welper, ada = f.stadtteil("Welper"), konto("Redaktion")
    betreuung = {"groups": [rolle("Stadtteilbetreuung")], "stadtteile": [welper.pk]}
    for felder in (betreuung, betreuung, {"groups": [rolle("Redaktion")], "stadtteile": []}):
        assert len(meldungen(senden(verwaltet, ada, **felder))) == 1  # that it is saved
        verwaltet = angemeldet(konto("Benutzerverwaltung"))  # whose messages are empty
    alles = User.objects.create_superuser("chefin", is_staff=True)
    assert len(meldungen(senden(sb, alles, first_name="Ada"))) == 1


def test_a_role_that_was_taken_away_does_not_come_back_with_an_old_form(
    verwaltet: Client, sb: Client
) -> None:
    ada = konto("Redaktion", "Quartiersentwicklung")
    daten = formular(verwaltet.get(seite(ada)).content, "user_form")
    senden(sb, ada, groups=[rolle("Redaktion")])
    antwort = verwaltet.post(seite(ada), daten | {"last_name": "Neu"})
    [meldung] = fehler(antwort)["__all__"]
    assert meldung.startswith("Dieser Eintrag ist in der Zwischenzeit geändert worden.")
    assert formular(antwort.content, "user_form")["last_name"] == "Neu"
    assert (rollen(ada), User.objects.get(pk=ada.pk).last_name) == (["Redaktion"], "")


def test_what_the_form_does_not_ask_is_not_written(verwaltet: Client) -> None:
    ada = konto("Redaktion")
    daten = formular(verwaltet.get(seite(ada)).content, "user_form")
    with CaptureQueriesContext(connection) as gesagt:
        assert verwaltet.post(seite(ada), daten | {"last_name": "Neu"}).status_code == 302
    [satz] = [q["sql"] for q in gesagt if q["sql"].startswith('UPDATE "auth_user"')]
    gesetzt = re.findall(r'"(\w+)" = ', satz.partition("WHERE")[0])
    assert sorted(gesetzt) == [
        "email",
        "first_name",
        "is_active",
        "is_staff",
        "last_name",
        "username",
    ]


@pytest.mark.django_db(transaction=True)
def test_who_saves_at_the_same_moment_as_somebody_else_is_told(verwaltet: Client) -> None:
    ada = konto("Redaktion")
    daten = formular(verwaltet.get(seite(ada)).content, "user_form")
    haelt = Event()

    def sperren() -> None:
        try:
            with transaction.atomic():
                User.objects.filter(pk=ada.pk).update(is_active=False)
                haelt.set()
                _warten_bis_jemand_wartet()
        finally:
            connection.close()

    faden = Thread(target=sperren)
    faden.start()
    haelt.wait(10)
    antwort = verwaltet.post(seite(ada), daten | {"last_name": "Neu"})
    faden.join()
    [meldung] = fehler(antwort)["__all__"]
    assert meldung.startswith("Dieser Eintrag ist in der Zwischenzeit geändert worden.")
    ada.refresh_from_db()
    assert (ada.is_active, ada.last_name) == (False, "")


@pytest.mark.parametrize("schluessel", ["0", "x", "9" * 30, "9" * 5000])
def test_an_account_that_is_not_there_leads_back(sb: Client, schluessel: str) -> None:
    antwort = sb.post(f"/admin/auth/user/{schluessel}/change/", {"username": "x"})
    assert (antwort.status_code, antwort["Location"]) == (302, reverse("admin:index"))


def _warten_bis_jemand_wartet() -> None:
    frage = "SELECT 1 FROM pg_locks WHERE NOT granted"
    for _ in range(200):
        with connection.cursor() as zeiger:
            if zeiger.execute(frage).fetchone():
                return
        sleep(0.05)


# --- No way to more rights -----------------------------------------------------------------------


def test_who_keeps_accounts_hands_out_all_roles_but_that_one(verwaltet: Client, sb: Client) -> None:
    ada = konto("Redaktion")
    fachliche = ["Redaktion", "Quartiersentwicklung", "Akteurspflege", "Stadtteilbetreuung"]
    assert angebotene(verwaltet, seite(ada)) == fachliche
    assert angebotene(verwaltet, ANLEGEN) == fachliche
    assert angebotene(sb, seite(ada)) == [*fachliche, "Benutzerverwaltung"]
    antwort = senden(verwaltet, ada, groups=[rolle("Redaktion"), rolle("Benutzerverwaltung")])
    assert list(fehler(antwort)) == ["groups"]
    eigene = Group.objects.create(name="Eigene Gruppe")
    assert list(fehler(senden(verwaltet, ada, groups=[eigene.pk]))) == ["groups"]
    assert rollen(ada) == ["Redaktion"]


def test_what_the_form_does_not_ask_is_not_taken_from_what_is_sent(verwaltet: Client) -> None:
    ada = konto("Redaktion")
    recht = Permission.objects.get(codename="change_user")
    mehr = {"is_superuser": "on", "is_staff": "on", "user_permissions": [recht.pk]}
    assert senden(verwaltet, ada, **mehr, password="pbkdf2$x").status_code == 302
    ada.refresh_from_db()
    assert (ada.is_superuser, list(ada.user_permissions.all())) == (False, [])
    assert not ada.password.startswith("pbkdf2$x")

    daten = formular(verwaltet.get(ANLEGEN).content, "user_form") | mehr
    neu = {"username": "neu", "password1": PASSWORT, "password2": PASSWORT}
    assert verwaltet.post(ANLEGEN, daten | neu).status_code == 302
    assert not User.objects.get(username="neu").is_superuser


def geschuetzte() -> dict[str, User]:
    mit_recht, mit_gruppe = konto("Redaktion"), konto("Redaktion")
    mit_recht.user_permissions.add(Permission.objects.get(codename="change_user"))
    mit_gruppe.groups.add(Group.objects.create(name="Eigene Gruppe"))
    return {
        "superuser": User.objects.create_superuser("chefin"),
        "keeps accounts": konto("Benutzerverwaltung", "Redaktion"),
        "permission of its own": mit_recht,
        "group of its own": mit_gruppe,
    }


def test_an_account_that_may_do_more_is_not_taken_over(verwaltet: Client, sb: Client) -> None:
    for wer, person in {
        **geschuetzte(),
        "themselves": User.objects.get(username="verwaltung"),
    }.items():
        gesendet = formular(sb.get(seite(person)).content, "user_form") | {"email": "a@b.de"}
        neu = {"password1": PASSWORT, "password2": PASSWORT, "usable_password": "true"}
        assert verwaltet.get(seite(person)).status_code == 200, wer
        assert verwaltet.post(seite(person), gesendet).status_code == 403, wer
        assert verwaltet.get(seite(person, "password_change")).status_code == 403, wer
        assert verwaltet.post(seite(person, "password_change"), neu).status_code == 403, wer
        assert verwaltet.post(seite(person, "delete"), {"post": "yes"}).status_code == 403, wer
        assert User.objects.get(pk=person.pk).email == ""
        assert User.objects.get(pk=person.pk).password == person.password
    assert verwaltet.post(
        LISTE, {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    ).status_code in {200, 302}
    assert User.objects.filter(pk=person.pk).exists()


def test_a_superuser_changes_everybody_but_does_not_lock_themselves_out(sb: Client) -> None:
    selbst = User.objects.get(username="sb")
    for person in geschuetzte().values():
        assert senden(sb, person, email="neu@example.org").status_code == 302
    antwort = senden(sb, selbst, email="neu@example.org", is_active="", is_superuser="")
    assert antwort.status_code == 302
    selbst.refresh_from_db()
    assert (selbst.email, selbst.is_active, selbst.is_superuser) == ("neu@example.org", True, True)
    assert sb.post(seite(selbst, "delete"), {"post": "yes"}).status_code == 403


def test_a_superuser_keeps_groups_that_the_table_does_not_know(sb: Client) -> None:
    person = geschuetzte()["group of its own"]
    assert senden(sb, person, last_name="Neu").status_code == 302
    assert rollen(person) == ["Redaktion", "Eigene Gruppe"]


def test_groups_have_no_page_of_their_own() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_group_changelist")


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_list_costs_the_same_however_many_accounts(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    welper: Stadtteil = f.stadtteil("Welper")
    for _ in range(anzahl):
        konto("Stadtteilbetreuung", stadtteile=(welper,))
    with django_assert_num_queries(10):
        zeilen = sb.get(LISTE).text
    assert zeilen.count("Welper</td>") == anzahl
