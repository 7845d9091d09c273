"""What the database or the lock refuses, in the words of the person who wanted to save."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

# SQLSTATE, PostgreSQL appendix A
FREMDSCHLUESSEL = "23503"
EINDEUTIGKEIT = "23505"
VERKLEMMT = "40P01"


class NichtGespeichertError(Exception):
    """A save that the database or the lock refused; its text is what the person reads."""


def _warum(fehler: DatabaseError) -> str | None:
    """Give in German why the database refused, None where that is no matter of what was typed."""
    diag = getattr(fehler.__cause__, "diag", None)
    for modell in apps.get_models():
        if diag is not None and modell._meta.db_table == diag.table_name:
            for regel in modell._meta.constraints:
                if regel.name == diag.constraint_name:
                    return str(regel.get_violation_error_message())
    return {
        FREMDSCHLUESSEL: "Ein ausgewählter Eintrag ist in der Zwischenzeit gelöscht worden.",
        EINDEUTIGKEIT: "Einen Eintrag mit diesen Angaben hat gerade eben jemand angelegt.",
        VERKLEMMT: "Im selben Augenblick hat jemand anderes gesichert. Bitte sichern Sie noch "
        "einmal.",
    }.get(getattr(diag, "sqlstate", None) or "")


def uebersetzt(fehler: Exception) -> NichtGespeichertError:
    """Give the error that carries the message for `fehler`; raises `fehler` where there is none."""
    if isinstance(fehler, NichtGespeichertError):
        return fehler
    if isinstance(fehler, ValidationError):
        return NichtGespeichertError(" ".join(fehler.messages))
    if isinstance(fehler, DatabaseError) and (meldung := _warum(fehler)):
        return NichtGespeichertError(meldung)
    raise fehler


@contextmanager
def mit_meldung(obj: models.Model) -> Iterator[None]:
    """Save `obj` in here: what the lock, a rule or the database refuses: NichtGespeichertError."""
    try:
        with transaction.atomic():
            yield
    except (ValidationError, DatabaseError) as fehler:
        raise NichtGespeichertError(f"{obj}: {uebersetzt(fehler)}") from fehler
