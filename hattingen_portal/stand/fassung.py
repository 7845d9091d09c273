"""What holds now: the version of the public content, read at most about once a second."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone

from hattingen_portal.grundlage.vorbereitet import Befehl
from hattingen_portal.stand.zeitpunkte import LETZTER_UND_NAECHSTER, umfassend

LESEN = Befehl(
    "SELECT fassung, stammdaten, loeschungen FROM hattingen_portal_stand WHERE id = 1", ()
)
# Looked for only where the version is another than the one that the reader knows, and then by a
# query of its own: to plan it takes ten times as long as to read the version.
ZEITPUNKTE = f"SELECT {LETZTER_UND_NAECHSTER}"

LANGE = 0.1  # seconds: whoever is refused at once hears so sooner

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stand:
    """A version, and from when until when (aware, without the end) time alone changes nothing."""

    fassung: UUID
    stammdaten: UUID
    loeschungen: UUID
    von: datetime
    bis: datetime

    @property
    def kennung(self) -> str:
        """Names what the public sees: no two contents share it."""
        return f"{self.fassung.hex}.{self.von.timestamp():.6f}"


@dataclass(frozen=True)
class Auskunft:
    """The last `stand` that was read, None where none is known, and whether it holds now."""

    stand: Stand | None = None
    gilt: bool = False
    bis: float = float("-inf")  # monotonic: how long it may be repeated without a look


class Leser:
    """Knows the version for one process; threads may share it, for it only replaces what it knows.

    It looks at the database before anything else of an answer is read, hence what is built for a
    version is never older than it.
    """

    def __init__(self) -> None:
        self.auskunft = Auskunft()

    def fragen(self) -> Auskunft:
        """Give what holds now: at most PORTAL_STAND_SEKUNDEN old, by this process's clock.

        While the database does not answer, what was known last, marked as such. One that hangs is
        asked again after a pause several times as long as the futile attempt, so that it leaves
        room for answers.
        """
        beginn = monotonic()
        auskunft = self.auskunft
        if beginn >= auskunft.bis:
            # Its own, and not what another thread, which asked before it, puts here meanwhile.
            self.auskunft = auskunft = self._gelesen(beginn, auskunft.stand)
        return auskunft

    def _gelesen(self, beginn: float, bekannt: Stand | None) -> Auskunft:
        try:
            stand = _lesen_mit_verbindung(bekannt)
        except (DatabaseError, InterfaceError) as fehler:
            log.error("Die Fassung ist nicht lesbar: %s", type(fehler).__name__)  # noqa: TRY400 - says why the database is away each second
            vergeblich = monotonic() - beginn
            pause = settings.PORTAL_STAND_SEKUNDEN if vergeblich < LANGE else 5 * vergeblich
            return Auskunft(bekannt, gilt=False, bis=monotonic() + pause)
        return Auskunft(stand, gilt=stand is not None, bis=beginn + settings.PORTAL_STAND_SEKUNDEN)


def _lesen_mit_verbindung(bekannt: Stand | None) -> Stand | None:
    """Give the stored version, on a new connection where the old one was cut while nobody asked.

    So no query has to ask before whether it works (CONN_HEALTH_CHECKS).
    """
    if connection.connection is None:
        return _lesen(bekannt)
    connection.health_check_done = True  # type: ignore[attr-defined]  # Django's, not in its stubs
    try:
        return _lesen(bekannt)
    except (OperationalError, InterfaceError):
        if not connection.connection.closed:
            raise  # it is there, and was too slow
        connection.close()
        return _lesen(bekannt)


def _lesen(bekannt: Stand | None) -> Stand | None:
    """Give the stored version; None where there is none, as while tables are emptied.

    One query where it is `bekannt`, else two, the moments last: they are never older than it.

    The moments go by this machine's clock, as pages do: of two servers whose clocks differ, each is
    right by its own, and what the one has stored the other takes for another time.
    """
    jetzt = timezone.now()
    gilt_noch = bekannt is not None and bekannt.von <= jetzt < bekannt.bis
    if (zeile := LESEN.zeile()) is None:
        return None
    fassung, stammdaten, loeschungen = zeile
    if bekannt is not None and gilt_noch and bekannt.fassung == fassung:
        return bekannt
    with connection.cursor() as zeiger:
        zeiger.execute(ZEITPUNKTE, {"jetzt": jetzt})
        ((letzter, naechster),) = zeiger.fetchone() or ((None, None),)
    von, bis = umfassend(letzter, naechster, jetzt)
    return Stand(fassung, stammdaten, loeschungen, von, bis)


@cache
def leser() -> Leser:
    """Give the one reader of this process."""
    return Leser()
