"""The way in: a message is stored and its mails are queued, both or neither."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hattingen_portal.meldungen.fristen import faelligkeit
from hattingen_portal.meldungen.mails import benachrichtigen
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art

SALZ = "meldungen.eingang"
# How long the same message counts as sent twice: double click, reload, back and again.
DOPPELT = timedelta(minutes=10)


@transaction.atomic
def entgegennehmen(
    meldung: Meldung, vorschlaege: Sequence[Vorschlag] = (), *, jetzt: datetime
) -> Meldung:
    """Store the new `meldung` that came in at `jetzt` (aware), and queue its mails.

    Gives the stored message. Where the same was sent within ten minutes it gives that one and
    stores nothing. Raises ValidationError for what no form would let through.
    """
    meldung.eingegangen_am = jetzt
    meldung.faellig_am = faelligkeit(Art(meldung.art), timezone.localdate(jetzt))
    meldung.fingerabdruck = _fingerabdruck(meldung, vorschlaege)
    _anstehen(meldung.fingerabdruck)
    if (gleiche := schon_da(meldung, vorschlaege, jetzt=jetzt)) is not None:
        return gleiche
    meldung.full_clean()
    meldung.save()
    for vorschlag in vorschlaege:
        vorschlag.meldung = meldung
    Vorschlag.objects.bulk_create(vorschlaege)
    benachrichtigen(meldung)
    return meldung


def schon_da(
    meldung: Meldung, vorschlaege: Sequence[Vorschlag] = (), *, jetzt: datetime
) -> Meldung | None:
    """Give the stored message that says the same and came in within ten minutes before `jetzt`."""
    return Meldung.objects.filter(
        fingerabdruck=_fingerabdruck(meldung, vorschlaege), eingegangen_am__gt=jetzt - DOPPELT
    ).first()


def _fingerabdruck(meldung: Meldung, vorschlaege: Sequence[Vorschlag]) -> str:
    """Give what is the same for the same input and tells nobody what that was."""
    inhalt = [
        meldung.art,
        meldung.name,
        meldung.email,
        meldung.telefon,
        meldung.text,
        meldung.stadtteil_id,
        meldung.seite,
        meldung.akteur_id,
        [(vorschlag.feld, vorschlag.vorgeschlagen) for vorschlag in vorschlaege],
    ]
    return salted_hmac(SALZ, json.dumps(inhalt), algorithm="sha256").hexdigest()


def _anstehen(fingerabdruck: str) -> None:
    """Wait until nobody else stores the same message; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [fingerabdruck])
