"""The way in: whoever has something to send calls `versenden`."""

from collections.abc import Sequence

from django.db import transaction

from hattingen_portal.post.aufgaben import zustellen
from hattingen_portal.post.models import Sendung


@transaction.atomic
def versenden(*, an: Sequence[str], betreff: str, text: str, antwort_an: str = "") -> Sendung:
    """Store a mail and queue it, both in the caller's transaction: neither is without the other.

    `an` are bare addresses, `antwort_an` is where an answer goes (otherwise to the sender). Raises
    ValidationError for no or an impossible address and for a subject of more than one line or 200
    characters: nothing that somebody typed gets into a header that way.
    """
    sendung = Sendung(an=list(dict.fromkeys(an)), antwort_an=antwort_an, betreff=betreff, text=text)
    sendung.full_clean()
    sendung.save()
    einreihen(sendung)
    return sendung


def einreihen(sendung: Sendung) -> None:
    """Queue a job for `sendung`; jobs for the same one run one after the other."""
    zustellen.configure(lock=sperre(sendung)).defer(sendung=sendung.pk)


def sperre(sendung: Sendung) -> str:
    """Give the name under which all jobs for `sendung` are found."""
    return f"sendung-{sendung.pk}"
