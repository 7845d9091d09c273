"""PORTAL_SMTP_URL: what it may be, and what is said where it is not."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from hattingen_portal.post.mailserver import Mailserver, Verschluesselung, mailserver_lesen

STARTTLS, TLS, KEINE = Verschluesselung


@pytest.mark.parametrize(
    ("adresse", "server"),
    [
        ("", None),
        ("smtp://mail.example.org", Mailserver("mail.example.org", 587, STARTTLS)),
        (
            "smtp://portal%40example.org:ge%3Aheim@mail.example.org:2525/",
            Mailserver("mail.example.org", 2525, STARTTLS, "portal@example.org", "ge:heim"),
        ),
        ("smtps://n:p@mail.example.org", Mailserver("mail.example.org", 465, TLS, "n", "p")),
        ("smtp://localhost?tls=nein", Mailserver("localhost", 25, KEINE)),
        ("smtp://[::1]:2525?tls=nein", Mailserver("::1", 2525, KEINE)),
    ],
)
def test_an_address_names_host_port_encryption_and_login(
    adresse: str, server: Mailserver | None
) -> None:
    assert mailserver_lesen(adresse) == server


@pytest.mark.parametrize(
    ("adresse", "grund"),
    [
        ("mail.example.org", "sie beginnt weder mit smtp:// noch mit smtps://"),
        ("https://mail.example.org", "sie beginnt weder mit smtp:// noch mit smtps://"),
        ("smtp://", "der Rechner fehlt"),
        ("smtp://mail.example.org:viele", "sie lässt sich nicht lesen"),
        ("smtp://mail.example.org:99999", "sie lässt sich nicht lesen"),
        ("smtp://[mail.example.org", "sie lässt sich nicht lesen"),
        ("smtp://geheim@mail.example.org", "Name und Passwort stehen nur zusammen"),
        ("smtp://:geheim@mail.example.org", "Name und Passwort stehen nur zusammen"),
        ("smtp://mail.example.org/geheim", "nach dem Rechner steht etwas anderes als"),
        ("smtp://mail.example.org?tls=geheim", "nach dem Rechner steht etwas anderes als"),
        ("smtp://n:ge#heim@mail.example.org", "sie lässt sich nicht lesen"),
        ("smtp://n:geheim@mail.example.org?tls=nein", "„?tls=nein“ geht nur mit smtp://"),
        ("smtps://mail.example.org?tls=nein", "„?tls=nein“ geht nur mit smtp://"),
    ],
)
def test_anything_else_is_refused_without_repeating_a_password(adresse: str, grund: str) -> None:
    with pytest.raises(ImproperlyConfigured) as fehler:
        mailserver_lesen(adresse)

    assert str(fehler.value).startswith("PORTAL_SMTP_URL muss eine Adresse sein wie smtp://")
    assert f"An der gesetzten stimmt nicht: {grund}" in str(fehler.value)
    assert "geheim" not in str(fehler.value)
    assert fehler.value.__suppress_context__ or fehler.value.__context__ is None


def test_the_password_stays_out_of_what_is_printed() -> None:
    server = mailserver_lesen("smtp://portal:geheim@mail.example.org")

    assert "geheim" not in f"{server} {server!r}"
