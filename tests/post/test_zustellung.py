"""Delivering: a real worker on the real queue, towards a real server."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from pytest_django import Settings

from hattingen_portal.post.aufgaben import PAUSEN, aufraeumen, wiederaufnehmen
from hattingen_portal.post.mailserver import Mailserver
from hattingen_portal.post.models import GELOESCHT, Sendung
from hattingen_portal.post.versand import erneut_senden, versenden
from hattingen_portal.post.zustellung import ABGEBROCHEN, ZULETZT_ABGEBROCHEN
from tests.post.smtpserver import Verhalten, mailserver

Arbeiten = Callable[..., None]
A, B = "a@example.org", "b@example.org"
# The queue asks the database's clock what is due: what is planned from here on is so at once.
LANGE_HER = datetime(2020, 1, 14, 9, 0, tzinfo=UTC)
EINE_MINUTE = timedelta(minutes=1)


def brief(*an: str) -> Sendung:
    return versenden(an=an or [A], betreff="Grüße aus Welper", text="Schöne Grüße\n")


def stand(sendung: Sendung) -> tuple[str, int, str, list[str]]:
    sendung.refresh_from_db()
    return sendung.zustand, sendung.versuche, sendung.letzter_fehler, sendung.angenommen


def auftraege() -> list[tuple[str, str]]:
    auftraege = ProcrastinateJob.objects.filter(queue_name="post").order_by("pk")
    return list(auftraege.values_list("task_name", "status"))


def faellig_machen() -> None:
    """Let the pause before the next attempt be over."""
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")


def test_a_mail_that_is_accepted_is_sent(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief(A, B)
    with time_machine.travel(LANGE_HER, tick=False):
        arbeiten()

    assert stand(sendung) == ("gesendet", 1, "", [A, B])
    assert sendung.gesendet_am == LANGE_HER
    assert auftraege() == []
    ((absender, empfaenger, inhalt),) = verhalten.angenommen
    assert (absender, empfaenger) == ("portal@example.org", [A, B])
    assert dict(message_from_bytes(inhalt, policy=default).items()) == {
        "From": "Quartiersportal Hattingen <portal@example.org>",
        "To": f"{A}, {B}",
        "Subject": "Grüße aus Welper",
        "Date": "Tue, 14 Jan 2020 10:00:00 +0100",
        "Message-ID": f"<{sendung.kennung}@quartiere.example.org>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }


def test_after_a_temporary_refusal_the_mail_waits_for_its_next_attempt(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief()
    verhalten.mail = "452 disk full"
    vorher = datetime.now(UTC)
    arbeiten()
    nachher = datetime.now(UTC)

    fehler = "Der Mailserver nimmt die Mail nicht an: 452 disk full"
    assert stand(sendung) == ("wartet", 1, fehler, [])
    auftrag = ProcrastinateJob.objects.get(queue_name="post")
    assert auftrag.status == "todo"
    assert vorher + EINE_MINUTE <= auftrag.scheduled_at <= nachher + EINE_MINUTE

    verhalten.mail = "250 OK"
    arbeiten()
    assert stand(sendung) == ("wartet", 1, fehler, [])  # not before its time
    faellig_machen()
    arbeiten()
    assert stand(sendung) == ("gesendet", 2, "", [A])
    assert len(verhalten.angenommen) == 1


def test_eight_attempts_within_a_day_then_it_is_given_up(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief()
    verhalten.mail = "452 disk full"
    with time_machine.travel(LANGE_HER, tick=False):
        arbeiten()

    fehler = "Der Mailserver nimmt die Mail nicht an: 452 disk full"
    assert stand(sendung) == ("gescheitert", 8, fehler, [])
    assert auftraege() == []
    assert sendung.gesendet_am is None
    assert list(PAUSEN) == sorted(PAUSEN)
    assert timedelta(hours=20) < timedelta(minutes=sum(PAUSEN)) < timedelta(hours=24)


def test_a_permanent_refusal_shows_at_once(
    arbeiten: Arbeiten,
    postweg: Mailserver,
    verhalten: Verhalten,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sendung = brief()
    verhalten.empfaenger[A] = "550 no such user"
    arbeiten()

    fehler = f"Der Mailserver nimmt den Empfänger {A} nicht an: 550 no such user"
    assert stand(sendung) == ("gescheitert", 1, fehler, [])
    assert auftraege() == []
    warnungen = [e.getMessage() for e in caplog.records if e.name.startswith("hattingen_portal")]
    assert warnungen == [f"Sendung {sendung.pk} ist gescheitert, Versuch 1."]


def test_of_two_recipients_only_the_refused_one_gets_a_second_attempt(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief(A, B)
    verhalten.empfaenger[A] = "550 no such user"
    arbeiten()
    fehler = f"Der Mailserver nimmt den Empfänger {A} nicht an: 550 no such user"
    assert stand(sendung) == ("gescheitert", 1, fehler, [B])

    verhalten.empfaenger.clear()
    assert erneut_senden(sendung.pk)
    arbeiten()
    assert stand(sendung) == ("gesendet", 2, "", [B, A])
    assert [empfaenger for _, empfaenger, _ in verhalten.angenommen] == [[B], [A]]
    an = {message_from_bytes(inhalt)["To"] for _, _, inhalt in verhalten.angenommen}
    kennungen = {message_from_bytes(inhalt)["Message-ID"] for _, _, inhalt in verhalten.angenommen}
    assert an == {f"{A}, {B}"}
    assert len(kennungen) == 1


def test_while_one_may_still_get_it_a_refused_other_does_not_end_it(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief(A, B)
    verhalten.empfaenger |= {A: "550 no such user", B: "451 greylisted"}
    arbeiten()

    fehler = (
        f"Der Mailserver nimmt den Empfänger {A} nicht an: 550 no such user\n"
        f"Der Mailserver nimmt den Empfänger {B} nicht an: 451 greylisted"
    )
    assert stand(sendung) == ("wartet", 1, fehler, [])


def test_a_server_that_hangs_up_may_get_the_mail_again(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief()
    verhalten.mail = "auflegen"
    arbeiten()

    fehler = f"Der Mailserver „{postweg}“ hat die Verbindung abgebrochen."
    assert stand(sendung) == ("wartet", 1, fehler, [])


def test_a_server_that_hangs_holds_up_no_other_mail_for_long(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten, settings: Settings
) -> None:
    settings.PORTAL_SMTP = mailserver(postweg.port, frist=0.3)
    erste, zweite = brief(), brief(B)
    verhalten.schweigt_bei = A
    arbeiten()

    fehler = f"Der Mailserver „{postweg}“ braucht zu lange (0,3 Sekunden gewartet)."
    assert stand(erste) == ("wartet", 1, fehler, [])
    assert stand(zweite) == ("gesendet", 1, "", [B])


def test_while_a_mail_is_on_its_way_nobody_else_can_send_it(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief()
    frei: list[object] = []
    zugang = connection.get_connection_params()
    zugang.pop("cursor_factory")
    zugang.pop("context")

    def nachsehen() -> None:
        with psycopg.connect(**zugang) as zweite:
            frage = "SELECT id FROM hattingen_portal_sendung FOR UPDATE SKIP LOCKED"
            frei.extend(zweite.execute(frage))

    verhalten.bei_mail = nachsehen
    arbeiten()

    assert frei == []
    assert stand(sendung)[0] == "gesendet"


def test_a_second_job_for_a_sent_mail_does_nothing(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief()
    app.configure_task("post.zustellen").defer(sendung=sendung.pk)
    app.configure_task("post.zustellen").defer(sendung=sendung.pk + 1)  # one that is gone
    arbeiten()

    assert stand(sendung) == ("gesendet", 1, "", [A])
    assert len(verhalten.angenommen) == 1
    assert auftraege() == []


def test_the_mail_of_a_worker_that_died_over_it_is_sent_by_another(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief()
    sterben()
    arbeiten()
    assert stand(sendung) == ("wartet", 0, "", [])

    pflegen(arbeiten, "post.wiederaufnehmen")
    arbeiten()
    assert stand(sendung) == ("gesendet", 1, "", [A])
    assert auftraege() == []


def sterben() -> None:
    """Let the queue stand as it does when a worker died over a mail a while ago."""
    with connection.cursor() as zeiger:
        zeiger.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES ('2020-01-01')")
        zeiger.execute(
            "UPDATE procrastinate_jobs SET status = 'doing',"
            " worker_id = (SELECT id FROM procrastinate_workers)"
        )


def test_a_mail_over_which_every_worker_dies_is_given_up(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten, caplog: pytest.LogCaptureFixture
) -> None:
    sendung = brief(A)
    for _ in range(1 + len(PAUSEN)):
        assert stand(sendung) == ("wartet", 0, "", [])
        sterben()
        pflegen(arbeiten, "post.wiederaufnehmen")
    arbeiten()

    assert stand(sendung) == ("gescheitert", 0, ABGEBROCHEN, [])
    assert (auftraege(), verhalten.angenommen) == ([], [])
    assert caplog.messages == [
        f"Sendung {sendung.pk} ist gescheitert: Ihr letzter Versuch ist abgebrochen."
    ]
    assert Sendung.objects.gescheitert().count() == 1  # the front page of the admin names it
    assert erneut_senden(sendung.pk)
    arbeiten()
    assert stand(sendung) == ("gesendet", 1, "", [A])


def test_a_mail_whose_last_attempt_breaks_off_keeps_what_it_was_refused_for(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief(A)
    verhalten.mail = "452 disk full"
    for _ in PAUSEN:
        arbeiten()
        faellig_machen()
    abgelehnt = "Der Mailserver nimmt die Mail nicht an: 452 disk full"
    assert stand(sendung) == ("wartet", 7, abgelehnt, [])
    letzter_bricht_ab(arbeiten)

    fehler = f"{abgelehnt}\n{ZULETZT_ABGEBROCHEN}"
    assert stand(sendung) == ("gescheitert", 7, fehler, [])
    assert erneut_senden(sendung.pk)
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE procrastinate_jobs SET attempts = %s", [len(PAUSEN)])
    letzter_bricht_ab(arbeiten)
    assert stand(sendung) == ("gescheitert", 7, fehler, [])


def letzter_bricht_ab(arbeiten: Arbeiten) -> None:
    """Let a worker die over the attempt that is due, and another find that it was the last."""
    sterben()
    pflegen(arbeiten, "post.wiederaufnehmen")
    arbeiten()


def test_of_a_confidential_mail_that_is_given_up_no_words_stay(arbeiten: Arbeiten) -> None:
    sendung = versenden(an=[A], betreff="Passwort", text="Geheim", vertraulich=True)
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE procrastinate_jobs SET attempts = %s", [1 + len(PAUSEN)])
    arbeiten()
    assert stand(sendung) == ("gescheitert", 0, ABGEBROCHEN, [])
    assert sendung.text == GELOESCHT


def pflegen(arbeiten: Arbeiten, aufgabe: str) -> None:
    """Let a worker do one of its periodic tasks, unless the clock has queued it just now."""
    with suppress(AlreadyEnqueued):
        app.configure_task(aufgabe).defer(timestamp=0)
    arbeiten(queue="pflege")


def test_the_periodic_tasks_are_registered_and_clean_up(arbeiten: Arbeiten) -> None:
    app.perform_import_paths()
    zeiten = {(p.task.name, p.cron) for p in app.periodic_registry.periodic_tasks.values()}
    assert zeiten == {
        (wiederaufnehmen.name, "* * * * *"),
        (aufraeumen.name, "30 3 * * *"),
        ("datenschutz.loeschfristen", "17 * * * *"),
        ("pdf.nachholen", "*/5 * * * *"),
    }

    _alt, neu = brief(A), brief(B)
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        zeiger.execute(
            "UPDATE procrastinate_events SET at = now() - interval '8 days'"
            " WHERE job_id = (SELECT min(id) FROM procrastinate_jobs)"
        )
    pflegen(arbeiten, "post.aufraeumen")
    uebrig = ProcrastinateJob.objects.filter(task_name="post.zustellen")
    assert [auftrag.args for auftrag in uebrig] == [{"sendung": neu.pk}]


def test_an_unforeseen_error_is_told_without_words_of_the_mail(
    arbeiten: Arbeiten, postweg: Mailserver, caplog: pytest.LogCaptureFixture
) -> None:
    sendung = brief()
    Sendung.objects.update(an=[f"a@{'ü' * 70}.de"])  # no form lets this through
    arbeiten()

    fehler = "Unerwarteter Fehler im Portal (UnicodeError)."
    assert stand(sendung) == ("wartet", 1, fehler, [])
    assert caplog.messages == [f"Sendung {sendung.pk}: UnicodeError"]


@pytest.mark.parametrize("antwort", ["250 OK", "550 nobody called a@example.org", "451 later"])
def test_no_log_names_a_person_or_a_subject(
    antwort: str,
    arbeiten: Arbeiten,
    postweg: Mailserver,
    verhalten: Verhalten,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the test's own server
    verhalten.empfaenger[A] = antwort
    brief(A)
    arbeiten()

    assert "procrastinate" in caplog.text
    for wort in (A, "example.org", "Grüße", "Welper"):
        assert wort not in caplog.text


# --- Without a mail server -----------------------------------------------------------------------


def test_without_a_server_the_mail_becomes_a_file(arbeiten: Arbeiten, settings: Settings) -> None:
    sendung = brief(A, B)
    with time_machine.travel(LANGE_HER, tick=False):
        arbeiten()

    assert stand(sendung) == ("abgelegt", 1, "", [])
    assert sendung.gesendet_am is None
    (datei,) = Path(settings.PORTAL_ABLAGE).iterdir()
    assert datei.name == f"2020-01-14-100000-{sendung.kennung}.eml"
    assert (datei.stat().st_mode & 0o777, datei.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    mail = message_from_bytes(datei.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == (f"{A}, {B}", "Grüße aus Welper")
    assert mail.get_content() == "Schöne Grüße\r\n"


def test_what_became_a_file_reaches_all_once_there_is_a_server(
    arbeiten: Arbeiten, settings: Settings, server: Mailserver, verhalten: Verhalten
) -> None:
    sendung = brief(A, B)
    arbeiten()

    settings.PORTAL_SMTP, settings.PORTAL_ABSENDER = server, "portal@example.org"
    assert erneut_senden(sendung.pk)
    arbeiten()
    assert stand(sendung) == ("gesendet", 2, "", [A, B])
    assert [empfaenger for _, empfaenger, _ in verhalten.angenommen] == [[A, B]]


@pytest.mark.django_db(transaction=True)
def test_what_an_earlier_release_filed_counts_as_accepted_for_nobody() -> None:
    """And what this one filed, when only some had got it, keeps who those are."""
    abgelegt, teils, gesendet = brief(A, B), brief(A, B), brief(B)
    Sendung.objects.filter(pk=abgelegt.pk).update(zustand="abgelegt", angenommen=[B, A])
    Sendung.objects.filter(pk=teils.pk).update(zustand="abgelegt", angenommen=[A])
    wie = {"zustand": "gesendet", "gesendet_am": LANGE_HER, "angenommen": [B]}
    Sendung.objects.filter(pk=gesendet.pk).update(**wie)

    call_command("migrate", "hattingen_portal", "0019", verbosity=0)
    call_command("migrate", verbosity=0)
    assert [stand(eine)[3] for eine in (abgelegt, teils, gesendet)] == [[], [A], [B]]


def test_what_an_earlier_release_filed_since_then_reaches_all(
    arbeiten: Arbeiten, postweg: Mailserver, verhalten: Verhalten
) -> None:
    """Its worker runs on until it is replaced. Who has got it by this release does not again."""
    frueher, teils = brief(A, B), brief(A, B)
    Sendung.objects.filter(pk=frueher.pk).update(zustand="abgelegt", angenommen=[A, B])
    Sendung.objects.filter(pk=teils.pk).update(zustand="abgelegt", angenommen=[A])

    assert (erneut_senden(frueher.pk), erneut_senden(teils.pk)) == (True, True)
    arbeiten()
    assert [empfaenger for _, empfaenger, _ in verhalten.angenommen] == [[A, B], [B]]
    assert [stand(eine)[::3] for eine in (frueher, teils)] == [("gesendet", [A, B])] * 2


def test_the_file_goes_with_its_mail(arbeiten: Arbeiten, settings: Settings) -> None:
    geht, bleibt = brief(A), brief(B)
    arbeiten()
    ordner = Path(settings.PORTAL_ABLAGE)
    ordner.joinpath(f"2020-01-14-100000-{geht.kennung}.neu").touch()  # of a worker that died
    Sendung.objects.filter(pk=geht.pk).delete()
    assert [datei.stem[18:] for datei in ordner.iterdir()] == [str(bleibt.kennung)]
    bleibt.delete()
    assert list(ordner.iterdir()) == []


def test_a_folder_that_takes_no_file_is_told_and_tried_again(
    arbeiten: Arbeiten, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "besetzt").touch()
    settings.PORTAL_ABLAGE = tmp_path / "besetzt"
    sendung = brief()
    arbeiten()

    fehler = f"Die Mail lässt sich nicht in {tmp_path}/besetzt ablegen (File exists)."
    assert stand(sendung) == ("wartet", 1, fehler, [])
