"""The way in: whoever has something to send calls `versenden`."""

from collections.abc import Sequence

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.post.aufgaben import zustellen
from hattingen_portal.post.models import GELOESCHT, Sendung, Zustand


@transaction.atomic
def versenden(
    *,
    an: Sequence[str],
    betreff: str,
    text: str,
    antwort_an: str = "",
    vertraulich: bool = False,
    passwortlink_fuer: int | None = None,
) -> Sendung:
    """Store a mail and queue it, both in the caller's transaction: neither is without the other.

    `an` are bare addresses, `antwort_an` is where an answer goes (otherwise to the sender). The
    text of one that is `vertraulich` nobody sees in the admin, and it is deleted once it is sent.
    With `passwortlink_fuer`, the key of an account, LINK in `text` becomes its link for a new
    password at delivery.
    Raises ValidationError for no or an impossible address and for a subject of more than one line
    or 200 characters: nothing that somebody typed gets into a header that way.
    """
    sendung = Sendung(
        an=list(dict.fromkeys(an)),
        antwort_an=antwort_an,
        betreff=betreff,
        text=text,
        vertraulich=vertraulich,
        passwortlink_fuer=passwortlink_fuer,
    )
    sendung.full_clean()
    sendung.save()
    _einreihen(sendung)
    return sendung


@transaction.atomic
def erneut_senden(schluessel: int) -> bool:
    """Queue the Sendung with the key `schluessel` anew, for whoever has not got it yet.

    Instead of a later attempt that it may be waiting for: this one comes at once. Gives False and
    does nothing where it is sent already, is being sent right now, is gone, or was confidential and
    has no text any more.
    """
    frei = Sendung.objects.select_for_update(skip_locked=True)
    sendung = (
        frei.filter(pk=schluessel).exclude(zustand=Zustand.GESENDET).exclude(text=GELOESCHT).first()
    )
    if sendung is None:
        return False
    for auftrag in ProcrastinateJob.objects.filter(lock=auftragssperre(sendung), status="todo"):
        app.job_manager.cancel_job_by_id(auftrag.pk, delete_job=True)
    # So the release before left it: it counted a file as accepted, also behind migration 0020.
    if sendung.zustand == Zustand.ABGELEGT and not sendung.offen:
        sendung.angenommen = []
    sendung.zustand = Zustand.WARTET
    sendung.save(update_fields=["zustand", "angenommen"])
    _einreihen(sendung)
    return True


def _einreihen(sendung: Sendung) -> None:
    """Queue a job for `sendung`; jobs with one lock run one after the other."""
    zustellen.configure(lock=auftragssperre(sendung)).defer(sendung=sendung.pk)


def auftragssperre(sendung: Sendung) -> str:
    """Give the lock by which the jobs of `sendung` run one after the other."""
    return f"sendung-{sendung.pk}"
