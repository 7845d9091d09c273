"""The shell around ``terminliste``: compares a list with the database and saves what is new.

A Stadtteilkonferenz is recognised by its Runde and Stadtteil, so the same list can be read again
and again. What the list does not say stays as it is: a known end, a reason, a text. Nothing that
the office cancelled or withdrew is brought back by an old list.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from konferenzen.einlesen.auswahl import ALLES, UNBERUEHRT, Auswahl, Befugnis
from konferenzen.einlesen.bericht import Befund, Bericht
from konferenzen.einlesen.einleser import Listeneinleser
from konferenzen.fortschreibung import sperren
from konferenzen.models import Konferenz, Runde
from konferenzen.models.runde import saison
from konferenzen.terminliste import BekannterStadtteil, Saison, UnlesbarError, lesen
from quartiere.models import Ortsteil, Stadtteil

# The key of the lock under which lists are read in; any number that nothing else uses.
SPERRE = 2026_0126


def einlesen(
    daten: str | bytes,
    *,
    runde: str,
    pruefen: bool = False,
    nur_lesbare: bool = False,
    veroeffentlichen: bool = False,
    durch: AbstractBaseUser | None = None,
    grund: str = "",
    jetzt: datetime | None = None,
    auswahl: Auswahl = UNBERUEHRT,
    befugnis: Befugnis = ALLES,
) -> Bericht:
    """Read a date list into the round of that name, which is created when it is missing.

    With a row in error nothing is saved, unless ``nur_lesbare``; with ``pruefen`` nothing is saved
    at all, and the report says what would be. ``veroeffentlichen`` makes drafts public. ``durch``
    is who does it, ``grund`` why the list changes what the public knows (public, plain text),
    ``jetzt`` an aware time, now when None. ``auswahl`` is what a person made of the rows,
    ``befugnis`` what this person may do; rows that are left out count neither as right nor wrong.

    Raises ``UnlesbarError``, with one German sentence, when nothing in the list can be used or the
    round cannot be created.
    """
    with transaction.atomic():
        einer_nach_dem_anderen()
        ziel = _runde(runde)
        sperren(Konferenz.objects.filter(runde=ziel))
        liste = lesen(
            daten,
            _stadtteile(),
            ortsteile_ohne_stadtteil=_ortsteile_ohne_stadtteil(),
            saison=Saison(ziel.beginn, ziel.ende),
            stadt=settings.PORTAL_KOMMUNE,
            zone=timezone.get_default_timezone(),
            berichtigt=auswahl.zellen,
            ohne=auswahl.ohne,
        )
        einleser = Listeneinleser(
            ziel,
            auswahl,
            befugnis,
            veroeffentlichen=veroeffentlichen,
            durch=durch,
            grund=grund,
            jetzt=jetzt,
        )
        ergebnisse = einleser.alle(liste.zeilen)
        gemeinte = [e.befund for e in ergebnisse if e.befund != Befund.AUSGELASSEN]
        in_ordnung = [befund != Befund.FEHLER for befund in gemeinte]
        gespeichert = not pruefen and (any if nur_lesbare else all)(in_ordnung)
        if not gespeichert:
            transaction.set_rollback(True)
    return Bericht(ziel.name, ergebnisse, liste.ignoriert, gespeichert, nur_geprueft=pruefen)


def einer_nach_dem_anderen() -> None:
    """Wait until no other list is being read in, so that this one sees what came of it.

    The lock ends with the transaction, which may take it again (PostgreSQL, "Advisory Locks").
    """
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT pg_advisory_xact_lock(%s)", [SPERRE])


def _runde(name: str) -> Runde:
    name = " ".join(name.split())
    if not name.isprintable():
        raise UnlesbarError(
            "Der Name der Runde enthält Zeichen, die nicht lesbar sind. Bitte den Namen neu "
            "eintippen."
        )
    vorhandene = Runde.objects.filter(name__iexact=name).first()
    if vorhandene is not None:
        return vorhandene
    spanne = saison(name)
    if spanne is None:
        raise UnlesbarError(
            f"Die Runde „{name}“ gibt es nicht, und ihr Name nennt keine Jahreszeit mit Jahr wie "
            "„Frühjahr 2026“. Bitte den Namen berichtigen oder die Runde zuerst im Admin anlegen."
        )
    neue = Runde(name=name, beginn=spanne[0], ende=spanne[1])
    try:
        neue.full_clean()
        neue.save()
    except ValidationError as fehler:
        raise UnlesbarError(f"Runde „{name[:80]}“: {' '.join(fehler.messages)}") from fehler
    except IntegrityError as fehler:
        raise UnlesbarError(
            f"Die Runde „{name}“ wurde gerade anderswo angelegt. Bitte die Liste noch einmal "
            "einlesen."
        ) from fehler
    return neue


def _stadtteile() -> list[BekannterStadtteil]:
    stadtteile = [
        BekannterStadtteil(
            name=stadtteil.name,
            kuerzel=stadtteil.kuerzel,
            andere_namen=tuple(stadtteil.andere_namen),
            ortsteile=tuple(ortsteil.name for ortsteil in stadtteil.ortsteile.all()),
        )
        for stadtteil in Stadtteil.objects.geordnet().prefetch_related("ortsteile")
    ]
    if not stadtteile:
        raise UnlesbarError(
            "Es gibt noch keine Stadtteile. Bitte zuerst `manage.py grunddaten` ausführen."
        )
    return stadtteile


def _ortsteile_ohne_stadtteil() -> list[str]:
    return [ortsteil.name for ortsteil in Ortsteil.objects.filter(stadtteil=None)]
