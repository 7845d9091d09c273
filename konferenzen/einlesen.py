"""The shell around ``terminliste``: compares a list with the database and saves what is new.

A Stadtteilkonferenz is recognised by its Runde and Stadtteil, so the same list can be read again
and again. What the list does not say stays as it is: a known end, a reason, a text. Nothing that
the office cancelled or withdrew is brought back by an old list.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from konferenzen.einlesebericht import Befund, Bericht, Ergebnis
from konferenzen.fortschreibung import sperren
from konferenzen.listenabgleich import Abgleich, NichtUebernommenError, abgleichen
from konferenzen.models import Art, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.models.runde import saison
from konferenzen.terminliste import (
    BekannterStadtteil,
    Meldung,
    Saison,
    UnlesbarError,
    Zeile,
    lesen,
)
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
) -> Bericht:
    """Read a date list into the round of that name, which is created when it is missing.

    With a row in error nothing is saved, unless ``nur_lesbare``; with ``pruefen`` nothing is saved
    at all, and the report says what would be. ``veroeffentlichen`` makes drafts public. ``durch``
    is who does it, ``grund`` why the list changes what the public knows (public, plain text),
    ``jetzt`` an aware time, now when None.

    Raises ``UnlesbarError``, with one German sentence, when nothing in the list can be used or the
    round cannot be created.
    """
    with transaction.atomic():
        _einer_nach_dem_anderen()
        ziel = _runde(runde)
        sperren(Konferenz.objects.filter(runde=ziel))
        liste = lesen(
            daten,
            _stadtteile(),
            ortsteile_ohne_stadtteil=_ortsteile_ohne_stadtteil(),
            saison=Saison(ziel.beginn, ziel.ende),
            stadt=settings.PORTAL_KOMMUNE,
            zone=timezone.get_default_timezone(),
        )
        einleser = _Einleser(
            ziel, veroeffentlichen=veroeffentlichen, durch=durch, grund=grund, jetzt=jetzt
        )
        ergebnisse = einleser.alle(liste.zeilen)
        in_ordnung = [ergebnis.befund != Befund.FEHLER for ergebnis in ergebnisse]
        gespeichert = not pruefen and (any if nur_lesbare else all)(in_ordnung)
        if not gespeichert:
            transaction.set_rollback(True)
    return Bericht(ziel.name, ergebnisse, liste.ignoriert, gespeichert, nur_geprueft=pruefen)


def _einer_nach_dem_anderen() -> None:
    """Wait until no other list is being read in, so that this one sees what came of it.

    The lock ends with the transaction (PostgreSQL, "Advisory Locks").
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


class _Einleser:
    """Takes over the rows of one list, each in its own savepoint."""

    def __init__(
        self,
        runde: Runde,
        *,
        veroeffentlichen: bool,
        durch: AbstractBaseUser | None,
        grund: str,
        jetzt: datetime | None,
    ) -> None:
        self._runde = runde
        self._veroeffentlichen = veroeffentlichen
        self._durch = durch
        self._grund = grund
        self._jetzt = jetzt or timezone.now()
        self._orte = list(Veranstaltungsort.objects.order_by("pk"))
        self._stadtteile = {stadtteil.name: stadtteil for stadtteil in Stadtteil.objects.all()}

    def alle(self, zeilen: Sequence[Zeile]) -> tuple[Ergebnis, ...]:
        """The results in the order of the rows.

        Rows that failed are tried again as long as others got through: a room may be free only
        after another row has moved.
        """
        ergebnisse = {i: self._fehler(zeile, ()) for i, zeile in enumerate(zeilen)}
        offen = [i for i, zeile in enumerate(zeilen) if not zeile.fehlerhaft]
        while offen:
            for i in offen:
                ergebnisse[i] = self._versuchen(zeilen[i])
            gescheitert = [i for i in offen if ergebnisse[i].befund == Befund.FEHLER]
            if len(gescheitert) == len(offen):
                break
            offen = gescheitert
        return tuple(ergebnisse.values())

    def _versuchen(self, zeile: Zeile) -> Ergebnis:
        try:
            with transaction.atomic():
                ergebnis = self._ergebnis(zeile)
        except NichtUebernommenError as fehler:
            return self._fehler(zeile, (Meldung(str(fehler)),))
        if ergebnis.ort is not None and ergebnis.ort not in self._orte:
            self._orte.append(ergebnis.ort)
        return ergebnis

    def _ergebnis(self, zeile: Zeile) -> Ergebnis:
        konferenz = self._konferenz(zeile)
        abgleich = abgleichen(
            konferenz,
            zeile,
            orte=self._orte,
            veroeffentlichen=self._veroeffentlichen,
            jetzt=self._jetzt,
        )
        weitere: tuple[Meldung, ...] = ()
        if abgleich.zu_speichern:
            abgleich.speichern(durch=self._durch, grund=self._grund, jetzt=self._jetzt)
            weitere = tuple(self._ohne_grund(konferenz))
        return self._gelungen(zeile, abgleich, weitere)

    def _konferenz(self, zeile: Zeile) -> Konferenz:
        """The conference of the row's Stadtteil in this round, or a new draft."""
        gesuchte = {
            "art": Art.STADTTEILKONFERENZ,
            "runde": self._runde,
            "stadtteil": self._stadtteile[zeile.stadtteil or ""],
        }
        vorhandene = Konferenz.objects.mit_umfeld().filter(**gesuchte).first()
        return vorhandene or Konferenz(**gesuchte, status=Status.ENTWURF)

    def _ohne_grund(self, konferenz: Konferenz) -> Iterator[Meldung]:
        """Ask why something was moved or cancelled: everybody else will."""
        jetzige = konferenz.aenderungen.ohne_grund().filter(sequenz=konferenz.sequenz)
        if konferenz.war_oeffentlich(self._jetzt) and jetzige.exists():
            yield Meldung(
                "Ohne Grund: Niemand liest, warum. Bitte den Grund mit der Liste angeben "
                "(--grund) oder bei der Konferenz eintragen.",
                fehler=False,
            )

    def _gelungen(self, zeile: Zeile, abgleich: Abgleich, weitere: tuple[Meldung, ...]) -> Ergebnis:
        konferenz = abgleich.konferenz
        return Ergebnis(
            zeile=zeile,
            befund=abgleich.befund,
            meldungen=(
                *zeile.meldungen,
                *abgleich.meldungen,
                *self._ausserhalb(konferenz),
                *weitere,
            ),
            stadtteil=zeile.stadtteil,
            kuerzel=self._kuerzel(zeile),
            beginn=konferenz.beginn and timezone.localtime(konferenz.beginn),
            ende=konferenz.ende and timezone.localtime(konferenz.ende),
            ende_geschaetzt=konferenz.ende_geschaetzt,
            ort=konferenz.ort,
        )

    def _fehler(self, zeile: Zeile, weitere: tuple[Meldung, ...]) -> Ergebnis:
        return Ergebnis(
            zeile=zeile,
            befund=Befund.FEHLER,
            meldungen=(*zeile.meldungen, *weitere),
            stadtteil=zeile.stadtteil,
            kuerzel=self._kuerzel(zeile),
        )

    def _kuerzel(self, zeile: Zeile) -> str | None:
        return self._stadtteile[zeile.stadtteil].kuerzel if zeile.stadtteil else None

    def _ausserhalb(self, konferenz: Konferenz) -> Iterator[Meldung]:
        if konferenz.beginn is None:
            return
        tag = timezone.localdate(konferenz.beginn)
        if not self._runde.beginn <= tag <= self._runde.ende:
            text = f"Der {tag:%d.%m.%Y} liegt außerhalb der Saison der Runde „{self._runde}“."
            yield Meldung(text, fehler=False)
