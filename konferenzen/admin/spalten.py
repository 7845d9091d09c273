"""What the lists of the conferences give out, and those of what is kept beside them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from hattingen_portal.grundlage.verwaltung.spalten import Spalte, felder
from konferenzen.models import Ferien, Konferenz, Runde, Sperrtag, Veranstaltungsort


def _wochentag(konferenz: Konferenz) -> str:
    """Name the day of the week, so that a wrong date is noticed."""
    return date_format(timezone.localtime(konferenz.beginn), "l") if konferenz.beginn else ""


def _ende(konferenz: Konferenz) -> datetime | None:
    """Give the end where it is known: an assumed one is nobody's word."""
    return None if konferenz.ende_geschaetzt else konferenz.ende


def _eingeladene(konferenz: Konferenz) -> str:
    return ", ".join(str(einladung.akteur) for einladung in konferenz.einladungen.all())


KONFERENZ = (
    Spalte("Konferenz", lambda konferenz: konferenz.bezeichnung, dazu=("stadtteil",)),
    *felder(Konferenz, "art", "runde", "stadtteil", "ortsteile"),
    Spalte("Wochentag", _wochentag),
    *felder(Konferenz, "beginn"),
    Spalte("Ende", _ende),
    *felder(Konferenz, "datum_hinweis", "form", "ort"),
    Spalte(
        "Anschrift",
        lambda konferenz: konferenz.ort.adresse if konferenz.ort else "",
        dazu=("ort",),
    ),
    *felder(Konferenz, "online_link", "anmeldung_kontakt", "anmeldung_bis"),
    *felder(Konferenz, "status", "statusgrund", "veroeffentlichen_ab"),
    Spalte(
        "Eingeladen",
        _eingeladene,
        dazu=("einladungen__akteur",),
        recht="konferenzen.view_einladung",
    ),
)
RUNDE = (
    *felder(Runde, "name", "beginn", "ende", "beispiel"),
    Spalte("Konferenzen", lambda runde: runde.anzahl),  # as RundeAdmin counts them
)
FERIEN = tuple(felder(Ferien, "name", "beginn", "ende", "quelle"))
SPERRTAG = tuple(felder(Sperrtag, "was", "beginn", "ende", "stadtteile"))
VERANSTALTUNGSORT = tuple(
    felder(
        Veranstaltungsort,
        "name",
        "raum",
        "strasse",
        "hausnummer",
        "plz",
        "stadt",
        "stufenlos",
        "aufzug",
        "rollstuhl_wc",
        "induktionsschleife",
        "zugang_hinweis",
        "oepnv",
        "breite",
        "laenge",
    )
)
