"""How long a conference lasts, which stays when only its beginning moves."""

from datetime import datetime

from django.utils import timezone

from hattingen_portal.grundlage.zeitfelder import ortszeit
from konferenzen.models import Konferenz
from konferenzen.zeitangaben import uhrzeit


def bisherige_uhrzeit(konferenz: Konferenz) -> str:
    """Give the times of `konferenz` in words, "17–19 Uhr"; empty where its end is not known."""
    if konferenz.beginn is None or konferenz.ende is None or konferenz.ende_geschaetzt:
        return ""
    return uhrzeit(konferenz.beginn, konferenz.ende)


def ende_mit(konferenz: Konferenz, beginn: datetime) -> datetime | None:
    """Give the end that leaves `konferenz` as long as it is when it begins at the aware `beginn`.

    As long on the clock, which may change in between. None where its end is not known. Raises
    ValidationError where the clock does not show the end exactly once.
    """
    if konferenz.beginn is None or konferenz.ende is None or konferenz.ende_geschaetzt:
        return None
    dauer = timezone.localtime(konferenz.ende) - timezone.localtime(konferenz.beginn)
    ende = timezone.localtime(beginn) + dauer
    return ortszeit(ende.date(), ende.time())
