"""`mail_testen`: how far the mail got, step by step, in words and exit code."""

from io import StringIO

from django.core.management import CommandError, call_command
from pytest_django import Settings

from hattingen_portal.post.mailserver import Mailserver
from tests.post.smtpserver import Verhalten, mailserver

SCHRITTE = (
    "Mailserver: {0}, unverschlüsselt\n"
    "Der Mailserver „{0}“ antwortet.\n"
    "Er nimmt Mails von portal@example.org an.\n"
)


def probe(adresse: str = "a@example.org") -> tuple[str, str]:
    """Give what the command printed, and the sentence with which it failed."""
    ausgabe = StringIO()
    try:
        call_command("mail_testen", adresse, stdout=ausgabe)
    except CommandError as fehler:
        return ausgabe.getvalue(), str(fehler)
    return ausgabe.getvalue(), ""


def test_each_step_until_the_mail_is_accepted(postweg: Mailserver, verhalten: Verhalten) -> None:
    assert probe() == (
        SCHRITTE.format(postweg)
        + "Er hat die Mail angenommen. Liegt sie nicht bald im Postfach, sehen Sie im Spam-Ordner "
        "und beim Absender nach: Dort kämen spätere Fehlermeldungen an.\n",
        "",
    )
    ((absender, empfaenger, _),) = verhalten.angenommen
    assert (absender, empfaenger) == ("portal@example.org", ["a@example.org"])


def test_a_refused_recipient(postweg: Mailserver, verhalten: Verhalten) -> None:
    verhalten.empfaenger["a@example.org"] = "550 no such user"

    assert probe() == (
        SCHRITTE.format(postweg),
        "Der Mailserver nimmt den Empfänger a@example.org nicht an: 550 no such user",
    )


def test_a_login_that_the_server_does_not_know(postweg: Mailserver, settings: Settings) -> None:
    settings.PORTAL_SMTP = mailserver(postweg.port, name="portal", passwort="geheim")

    ausgabe, fehler = probe()
    assert ausgabe == "".join(SCHRITTE.format(postweg).splitlines(keepends=True)[:2])
    satz = f"Der Mailserver „{postweg}“ bietet keine Anmeldung an, die das Portal kennt."
    assert fehler == satz


def test_no_server_is_set(settings: Settings) -> None:
    settings.PORTAL_SMTP = None

    satz = "Es ist kein Mailserver eingerichtet (PORTAL_SMTP_URL ist leer): Mails liegen als"
    assert probe() == ("", f"{satz} Dateien in {settings.PORTAL_ABLAGE}.")


def test_what_is_no_address_goes_to_no_server(postweg: Mailserver, verhalten: Verhalten) -> None:
    assert probe("nach Welper") == ("", "„nach Welper“ ist keine E-Mail-Adresse.")
    assert verhalten.angenommen == []
