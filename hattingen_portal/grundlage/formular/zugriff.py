"""How often somebody has done what costs something: counted in the database, for all processes.

No address is kept: a row holds a keyed hash, whose key changes every day and is stored nowhere, and
is deleted by the first form sent after AUFHEBEN, or by the worker (GDPR, articles 5 and 25).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Zugriff(models.Model):
    """How often one sender did one thing in one window of time."""

    bereich = models.CharField("Bereich", max_length=60)
    schluessel = models.CharField("Schlüssel", max_length=64)
    beginn = models.DateTimeField("Beginn", db_index=True)
    anzahl = models.PositiveIntegerField("Anzahl")

    class Meta:
        app_label = "hattingen_portal"
        verbose_name = "Zugriff"
        verbose_name_plural = "Zugriffe"
        constraints = [
            models.UniqueConstraint(
                fields=["bereich", "schluessel", "beginn"], name="zugriff_einmal_je_fenster"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bereich}, {self.anzahl} Mal seit {self.beginn:%d.%m.%Y %H:%M} UTC"


@dataclass(frozen=True)
class Grenze:
    """At most `hoechstens` times in each window of `dauer`: part of a day, AUFHEBEN at most."""

    hoechstens: int
    dauer: timedelta
    je_anschluss: bool

    @property
    def name(self) -> str:
        """Tells the windows of one form apart in the database."""
        wer = "anschluss" if self.je_anschluss else "alle"
        return f"{wer}-{self.dauer // timedelta(seconds=1)}"


AUFHEBEN = timedelta(hours=1)  # what all windows are over after
GRENZEN = (
    Grenze(5, timedelta(minutes=10), je_anschluss=True),
    Grenze(300, timedelta(hours=1), je_anschluss=False),
)


def in_minuten(wartezeit: timedelta) -> str:
    """Say how long to wait, as it stands behind "in": "einer Minute", "3 Minuten"."""
    minuten = ceil(wartezeit / timedelta(minutes=1))
    return "einer Minute" if minuten == 1 else f"{minuten} Minuten"


def zu_oft(
    umfang: str,
    anschluss: str,
    grenzen: Sequence[Grenze] = GRENZEN,
    *,
    mit_aufraeumen: bool = True,
) -> timedelta | None:
    """Count one use of the form `umfang` from `anschluss`; tell how long to wait if it is too many.

    Gives None while all `grenzen` hold. The first that does not ends the count, so that one sender
    cannot use up what all have together. Costs a statement for each limit, and one to clean up.
    """
    jetzt = timezone.now()
    if mit_aufraeumen:
        aufraeumen(jetzt)
    for grenze in grenzen:
        beginn = _fenster(jetzt, grenze.dauer)
        schluessel = _schluessel(anschluss, beginn) if grenze.je_anschluss else ""
        if _gezaehlt(f"{umfang}-{grenze.name}", schluessel, beginn) > grenze.hoechstens:
            return beginn + grenze.dauer - jetzt
    return None


def wartezeit(umfang: str, anschluss: str, grenze: Grenze) -> timedelta | None:
    """Tell without counting how long to wait, where `grenze` is reached; None where it is not."""
    jetzt = timezone.now()
    beginn = _fenster(jetzt, grenze.dauer)
    erreicht = Zugriff.objects.filter(
        bereich=f"{umfang}-{grenze.name}",
        schluessel=_schluessel(anschluss, beginn) if grenze.je_anschluss else "",
        beginn=beginn,
        anzahl__gte=grenze.hoechstens,
    )
    return beginn + grenze.dauer - jetzt if erreicht.exists() else None


def _fenster(jetzt: datetime, dauer: timedelta) -> datetime:
    """Give the beginning of the window that `jetzt` lies in: windows are cut from midnight UTC."""
    mitternacht = jetzt.replace(hour=0, minute=0, second=0, microsecond=0)
    return mitternacht + (jetzt - mitternacht) // dauer * dauer


def _schluessel(anschluss: str, beginn: datetime) -> str:
    """Give the hash of `anschluss` that nobody can undo without SECRET_KEY, a new one each day.

    A plain hash of an IPv4 address is found again by trying all of them.
    """
    salz = f"{__name__}:{beginn:%Y-%m-%d}"
    return salted_hmac(salz, anschluss, algorithm="sha256").hexdigest()


def _gezaehlt(bereich: str, schluessel: str, beginn: datetime) -> int:
    """Add one and give the sum, in one statement: of two at the same time both count."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO hattingen_portal_zugriff AS z (bereich, schluessel, beginn, anzahl)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (bereich, schluessel, beginn) DO UPDATE SET anzahl = z.anzahl + 1
            RETURNING anzahl
            """,
            [bereich, schluessel, beginn],
        )
        (anzahl,) = cursor.fetchone()
    return int(anzahl)


def aufraeumen(jetzt: datetime) -> None:
    """Delete what counts no more at the aware `jetzt`, or leave it to another who does so now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM hattingen_portal_zugriff WHERE id IN (
                SELECT id FROM hattingen_portal_zugriff WHERE beginn <= %s FOR UPDATE SKIP LOCKED
            )
            """,
            [jetzt - AUFHEBEN],
        )
