"""A portal as full as no city's is: for measuring, and for seeing that size costs nothing.

Everything says of itself that it is load test data. Rows are written past `fortschreiben`, which
would take an hour: each conference has the entry in the ledger that it would have.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from akteure.models import Akteur, Kategorie
from aktuelles.models import Beitrag
from hattingen_portal.meldungen.models import Meldung
from konferenzen.angaben import Angaben
from konferenzen.models import (
    Aenderung,
    Aenderungsart,
    Art,
    Konferenz,
    Runde,
    Status,
    Veranstaltungsort,
)
from quartiere.models import Ortsteil, Stadtteil

VORSATZ = "lasttest-"
JE_RUNDE = 60
JE_TAG = 2
ORTE = 12
STADTTEILE = 6
# As many texts as an average conference has.
BESCHREIBUNG = "Lasttest: Wir sprechen über Wege, Bänke und Licht; über Hilfe, die ankommt.\n\n" * 3


class EchteDatenError(Exception):
    """There is something in the database that somebody may want to keep."""


@transaction.atomic
def lasttest_anlegen(konferenzen: int, akteure: int, beitraege: int, jetzt: datetime) -> None:
    """Bring the portal to so many rows of each kind, around the aware time `jetzt`.

    The first 60 conferences are the round to come, all others lie ever further back. What a call
    before has made stays. Raises EchteDatenError where anything else is stored, or where the
    portal is open to the public.
    """
    _nur_lasttest()
    stadtteile = _stadtteile()
    orte = [
        Veranstaltungsort.objects.get_or_create(
            name=f"Lasttest-Haus {nummer}",
            defaults={"strasse": "Lasttest-Straße", "hausnummer": str(nummer), "plz": "45525"},
        )[0]
        for nummer in range(ORTE)
    ]
    _konferenzen(konferenzen, stadtteile, orte, jetzt)
    _akteure(akteure, stadtteile)
    _beitraege(beitraege, jetzt)


def _nur_lasttest() -> None:
    if settings.PORTAL_BASIS_URL.startswith("https://") and not settings.PORTAL_TESTSYSTEM:
        raise EchteDatenError("Dieses Portal ist öffentlich und kein Testsystem.")
    for modell in (Konferenz, Runde, Akteur, Beitrag):
        if (anzahl := modell._default_manager.exclude(slug__startswith=VORSATZ).count()) > 0:
            name = modell._meta.verbose_name_plural
            raise EchteDatenError(f"Es gibt hier echte Daten ({name}: {anzahl}).")
    if (anzahl := Meldung.objects.count()) > 0:
        raise EchteDatenError(f"Es gibt hier echte Daten (Meldungen: {anzahl}).")


def _stadtteile() -> list[Stadtteil]:
    vorhandene = list(Stadtteil.objects.geordnet())
    return vorhandene or [
        Stadtteil.objects.create(name=f"Lasttest-Stadtteil {nummer}", kuerzel=f"L{nummer}")
        for nummer in range(1, STADTTEILE + 1)
    ]


def _konferenzen(
    anzahl: int, stadtteile: list[Stadtteil], orte: list[Veranstaltungsort], jetzt: datetime
) -> None:
    neue = []
    nummern = range(Konferenz.objects.count(), anzahl)
    runden = {n: _runde(n, jetzt) for n in sorted({nummer // JE_RUNDE for nummer in nummern})}
    for nummer in nummern:
        beginn = _abend(nummer, jetzt)
        neue.append(
            Konferenz(
                art=Art.SPRECHSTUNDE,
                titel=f"Lasttest-Sprechstunde {nummer}",
                slug=f"{VORSATZ}{nummer}",
                stadtteil=stadtteile[nummer % len(stadtteile)],
                runde=runden[nummer // JE_RUNDE],
                ort=orte[nummer % len(orte)],
                raum_geteilt=True,
                beginn=beginn,
                ende=beginn + timedelta(hours=2),
                beschreibung=BESCHREIBUNG,
                anmeldung_kontakt="Lasttest",
                status=Status.OEFFENTLICH,
                sequenz=1,
                veroeffentlicht_am=jetzt,
                letzter_beginn=beginn,
                letztes_ende=beginn + timedelta(hours=2),
                geaendert_am=jetzt,
            )
        )
    Konferenz.objects.bulk_create(neue, batch_size=1000)
    Aenderung.objects.bulk_create(_eintraege(neue, jetzt), batch_size=1000)


def _abend(nummer: int, jetzt: datetime) -> datetime:
    """Give when the conference `nummer` begins: those of the first round to come, then back."""
    tage = nummer // JE_TAG
    tage = tage + 1 if nummer < JE_RUNDE else JE_RUNDE // JE_TAG - 1 - tage
    return timezone.localtime(jetzt + timedelta(days=tage)).replace(
        hour=17, minute=0, second=0, microsecond=0
    )


def _runde(nummer: int, jetzt: datetime) -> Runde:
    """Give the round `nummer`, from the present one back into the past."""
    erste, letzte = sorted(
        _abend(platz, jetzt).date() for platz in (nummer * JE_RUNDE, (nummer + 1) * JE_RUNDE - 1)
    )
    return Runde.objects.get_or_create(
        slug=f"{VORSATZ}runde-{nummer}",
        defaults={"name": f"Lasttest {nummer}", "beginn": erste, "ende": letzte},
    )[0]


def _eintraege(konferenzen: list[Konferenz], jetzt: datetime) -> Iterator[Aenderung]:
    for konferenz in konferenzen:
        yield Aenderung(
            konferenz=konferenz,
            sequenz=1,
            zeitpunkt=jetzt,
            arten=[Aenderungsart.BEKANNTGEGEBEN],
            nachher=Angaben.von(konferenz).als_werte(),
        )


def _akteure(anzahl: int, stadtteile: list[Stadtteil]) -> None:
    kategorie, _ = Kategorie.objects.get_or_create(name="Lasttest")
    ortsteil = Ortsteil.objects.first()
    neue = Akteur.objects.bulk_create(
        [
            Akteur(
                name=f"Lasttest-Verein {nummer}",
                slug=f"{VORSATZ}verein-{nummer}",
                beschreibung=BESCHREIBUNG,
                website="https://example.org/",
            )
            for nummer in range(Akteur.objects.count(), anzahl)
        ],
        batch_size=1000,
    )
    Akteur.kategorien.through.objects.bulk_create(
        [Akteur.kategorien.through(akteur=akteur, kategorie=kategorie) for akteur in neue],
        batch_size=1000,
    )
    Akteur.stadtteile.through.objects.bulk_create(
        [
            Akteur.stadtteile.through(akteur=akteur, stadtteil=stadtteile[n % len(stadtteile)])
            for n, akteur in enumerate(neue)
        ],
        batch_size=1000,
    )
    if ortsteil is not None:
        Akteur.ortsteile.through.objects.bulk_create(
            [Akteur.ortsteile.through(akteur=akteur, ortsteil=ortsteil) for akteur in neue[::3]],
            batch_size=1000,
        )


def _beitraege(anzahl: int, jetzt: datetime) -> None:
    Beitrag.objects.bulk_create(
        [
            Beitrag(
                titel=f"Lasttest-Nachricht {nummer}",
                slug=f"{VORSATZ}nachricht-{nummer}",
                teaser="Diese Nachricht gibt es nur zum Messen.",
                text="<p>Diese Nachricht gibt es nur zum Messen.</p>",
                veroeffentlichen_ab=jetzt - timedelta(hours=nummer),
            )
            for nummer in range(Beitrag.objects.count(), anzahl)
        ],
        batch_size=1000,
    )
