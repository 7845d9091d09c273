"""The admin of mails: everything to see, nothing to edit, one thing to do."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from hattingen_portal.post.mailserver import mailserver_lesen
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.versand import versenden
from tests.fabriken import JETZT

LISTE = reverse("admin:hattingen_portal_sendung_changelist")
KNOPF = '<button type="submit" class="button">Erneut senden</button>'
KEIN_SERVER = "Es ist kein Mailserver eingerichtet"

pytestmark = pytest.mark.django_db


def sendung(**felder: object) -> Sendung:
    mail = versenden(an=["a@example.org"], betreff="Grüße", text="Guten Tag,\nschöne <Grüße>")
    Sendung.objects.filter(pk=mail.pk).update(**felder)
    mail.refresh_from_db()
    return mail


def gesendet() -> Sendung:
    return sendung(zustand="gesendet", gesendet_am=JETZT, versuche=1, angenommen=["a@example.org"])


def gescheitert() -> Sendung:
    return sendung(zustand="gescheitert", versuche=8, letzter_fehler="Es war nichts zu machen.")


def seite(mail: Sendung, was: str = "change") -> str:
    return reverse(f"admin:hattingen_portal_sendung_{was}", args=[mail.pk])


def auftraege(mail: Sendung) -> list[tuple[str, object]]:
    """Give the jobs for `mail`, and when they are due (None: at once)."""
    wartend = ProcrastinateJob.objects.filter(lock=f"sendung-{mail.pk}")
    return list(wartend.order_by("pk").values_list("status", "scheduled_at"))


def meldungen(antwort: object) -> list[tuple[str, str]]:
    return [(meldung.level_tag, meldung.message) for meldung in get_messages(antwort.wsgi_request)]


@pytest.fixture
def leserin(client: Client) -> Client:
    """Give the browser of somebody who may look at mails and no more."""
    konto = User.objects.create_user("leserin", is_staff=True)
    konto.user_permissions.add(Permission.objects.get(codename="view_sendung"))
    client.force_login(konto)
    return client


def test_the_list_shows_what_became_of_each_mail(sb: Client) -> None:
    gescheitert()
    zeilen = sb.get(LISTE).context["zeilen"]

    assert zeilen.count("<tr") == 1
    for inhalt in ("Grüße", "a@example.org", "gescheitert<br>Es war nichts zu machen."):
        assert inhalt in zeilen


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sendung()
    with django_assert_num_queries(6):
        sb.get(LISTE)
    for _ in range(29):
        sendung()
    with django_assert_num_queries(6):
        sb.get(LISTE)


def test_mails_are_found_by_address_and_state(sb: Client) -> None:
    gefunden, _andere = gescheitert(), gesendet()
    Sendung.objects.filter(pk=gefunden.pk).update(an=["b@example.org"])

    def treffer(auswahl: str) -> list[Sendung]:
        return list(sb.get(LISTE + auswahl).context["cl"].queryset)

    assert treffer("?q=B%40example") == [gefunden]
    assert treffer("?zustand__exact=gescheitert") == [gefunden]


def test_the_page_shows_the_text_as_it_was_sent_and_no_field(sb: Client) -> None:
    mail = gesendet()
    antwort = sb.get(seite(mail))

    html = antwort.content.decode()
    assert "Guten Tag,<br>schöne &lt;Grüße&gt;" in html
    assert 'name="betreff"' not in html
    assert KNOPF not in html
    assert sb.get(reverse("admin:hattingen_portal_sendung_add")).status_code == 403
    assert sb.post(seite(mail, "delete"), {"post": "yes"}).status_code == 403
    assert sb.post(seite(mail), {"betreff": "Neu"}).status_code == 403
    assert Sendung.objects.get().betreff == "Grüße"


def test_a_failed_mail_is_sent_again_from_its_page(sb: Client) -> None:
    mail = gescheitert()
    assert KNOPF in sb.get(seite(mail)).content.decode()

    antwort = sb.post(seite(mail, "erneut"))
    assert antwort.url == seite(mail)
    assert meldungen(antwort) == [("success", f"{mail} wird jetzt noch einmal gesendet.")]
    mail.refresh_from_db()
    assert (mail.zustand, mail.versuche) == ("wartet", 8)
    assert auftraege(mail) == [("todo", None)]


def test_the_new_attempt_takes_the_place_of_one_that_waits(sb: Client) -> None:
    mail, andere = sendung(), sendung()
    spaeter = JETZT + timedelta(hours=4)
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE procrastinate_jobs SET scheduled_at = %s", [spaeter])

    sb.post(seite(mail, "erneut"))
    assert auftraege(mail) == [("todo", None)]
    assert auftraege(andere) == [("todo", spaeter)]


def test_several_go_at_once_and_those_that_are_sent_stay(sb: Client) -> None:
    gut, fertig = gescheitert(), gesendet()
    auswahl = {"action": "erneut_senden_aktion", "_selected_action": [gut.pk, fertig.pk]}
    antwort = sb.post(LISTE, auswahl | {"bestaetigt": ""})

    assert sorted(meldungen(antwort)) == [
        ("success", f"{gut} wird jetzt noch einmal gesendet."),
        ("warning", f"{fertig} ist schon gesendet oder wird es gerade. Es ist nichts geschehen."),
    ]
    assert Sendung.objects.get(pk=fertig.pk).zustand == "gesendet"


def test_who_may_only_look_sends_nothing(leserin: Client) -> None:
    mail = gescheitert()

    assert KNOPF not in leserin.get(seite(mail)).content.decode()
    assert leserin.post(seite(mail, "erneut")).status_code == 403
    assert "erneut_senden_aktion" not in leserin.get(LISTE).content.decode()
    assert Sendung.objects.get().zustand == "gescheitert"


def test_a_link_sends_nothing_and_a_mail_that_is_gone_is_not_found(sb: Client) -> None:
    mail = gescheitert()

    assert sb.get(seite(mail, "erneut")).status_code == 405
    assert Sendung.objects.get().zustand == "gescheitert"
    mail.pk += 1
    assert sb.post(seite(mail, "erneut")).status_code == 404


def test_without_a_mail_server_the_list_says_so(sb: Client, settings: Settings) -> None:
    settings.PORTAL_SMTP = None
    assert KEIN_SERVER in sb.get(LISTE).content.decode()
    settings.PORTAL_SMTP = mailserver_lesen("smtp://mail.example.org")
    assert KEIN_SERVER not in sb.get(LISTE).content.decode()


def test_mails_that_wait_for_an_hour_are_told(sb: Client, settings: Settings) -> None:
    settings.PORTAL_SMTP = mailserver_lesen("smtp://mail.example.org")
    lange = timezone.now() - timedelta(hours=1)
    sendung(angelegt_am=lange + timedelta(minutes=5))
    Sendung.objects.filter(pk=gescheitert().pk).update(angelegt_am=lange)
    assert "Länger als eine Stunde" not in sb.get(LISTE).content.decode()
    sendung(angelegt_am=lange)
    assert "Länger als eine Stunde wartet: 1 Mail." in sb.get(LISTE).content.decode()
    sendung(angelegt_am=lange)
    assert "Länger als eine Stunde warten: 2 Mails." in sb.get(LISTE).content.decode()


def test_what_a_mail_server_says_is_no_markup(sb: Client) -> None:
    sendung(letzter_fehler="<b>550</b>")
    assert "wartet<br>&lt;b&gt;550&lt;/b&gt;" in sb.get(LISTE).content.decode()


def test_the_queue_itself_is_not_shown() -> None:
    assert not admin.site.is_registered(ProcrastinateJob)


def test_what_waits_too_long_is_found() -> None:
    alt = sendung(angelegt_am=JETZT - timedelta(hours=1))
    neu = sendung(angelegt_am=JETZT)
    gescheitert()
    gesendet()

    assert list(Sendung.objects.wartend_seit(JETZT - timedelta(hours=1))) == [alt]
    assert list(Sendung.objects.wartend_seit(JETZT)) == [neu, alt]


def test_failed_mails_are_counted_where_the_office_begins(
    sb: Client,
) -> None:
    start = reverse("admin:index")
    gesendet()
    assert mails_heissen(sb.get(start)) == "Mails"
    gescheitert()
    gescheitert()
    assert mails_heissen(sb.get(start)) == "Mails (2 gescheitert)"


def mails_heissen(antwort: Any) -> str:
    (name,) = (
        modell["name"]
        for app in antwort.context["app_list"]
        for modell in app["models"]
        if modell["model"] is Sendung
    )
    return name
