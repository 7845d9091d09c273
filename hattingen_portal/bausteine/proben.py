"""Samples for the pattern page: every state of every component, made without the database.

They are models that nobody saves, so that a field that is renamed breaks this page's test, not
only a page that happens to show it. All names say that they are samples.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.utils.html import format_html
from django.utils.safestring import SafeString

from akteure.models import Akteur, Kategorie
from aktuelles.models import Beitrag
from hattingen_portal.grundlage.pdf.pruefung import Mangel
from hattingen_portal.grundlage.richtext.reinigung import sauberes_html
from hattingen_portal.suche.funde import Fund
from hattingen_portal.suche.views import Bereichszahl, Treffer
from konferenzen.bisheriges import BisherigerTermin
from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import (
    Art,
    Form,
    Konferenz,
    Runde,
    Status,
    Unterlage,
    Veranstaltungsort,
)
from konferenzen.neuigkeiten import Meldung, Neuigkeit
from konferenzen.tafel import Zeile
from konferenzen.verlauf import Schritt, Teil
from konferenzen.zugang import Zugang, zugang
from quartiere.models import Ansprechperson, Figur, Ortsteil, Stadtteil, Ton

BERLIN = ZoneInfo("Europe/Berlin")
# The moment at which the samples are shown: a conference is going on, another comes tonight.
JETZT = datetime(2030, 1, 21, 17, 30, tzinfo=BERLIN)
LANGES_WORT = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte"
LANGER_NAME = (
    "Arbeitsgemeinschaft für Nachbarschaft, Teilhabe und lebenslanges Lernen im Musterquartier "
    f"und {LANGES_WORT} e.V."
)

STADTTEILE = [
    Stadtteil(
        pk=-stelle,
        name=f"Muster {figur.label}",
        kuerzel=figur.label,
        slug=f"muster-{figur.value}",
        zusatz=zusatz,
        figur=figur,
        ton=ton,
    )
    for stelle, (figur, ton, zusatz) in enumerate(
        zip(Figur, Ton, ("", "mit Zusatz", *[""] * 5), strict=True), 1
    )
]
WELPER = STADTTEILE[0]
LANG = Stadtteil(
    pk=-20,
    name=LANGES_WORT,
    kuerzel=LANGES_WORT[:30],
    slug="muster-lang",
    zusatz=LANGER_NAME[:120],
    figur=Figur.RAUTE,
    ton=Ton.ROT,
)
RUNDE = Runde(
    pk=-1, name="Musterrunde", slug="musterrunde", beginn=date(2030, 1, 1), ende=date(2030, 7, 31)
)
BEISPIELRUNDE = Runde(
    pk=-2,
    name="Beispielrunde",
    slug="muster-beispielrunde",
    beginn=date(2030, 1, 1),
    ende=date(2030, 7, 31),
    beispiel=True,
)
HAUS = Veranstaltungsort(
    pk=-1,
    name="Musterhaus",
    raum="Saal",
    strasse="Musterstraße",
    hausnummer="1",
    plz="45525",
    stadt="Musterstadt",
    stufenlos="ja",
    aufzug="nein",
    zugang_hinweis="Der stufenlose Eingang liegt im Hof.",
)
UNBEKANNTES_HAUS = Veranstaltungsort(pk=-2, name="Haus ohne Angaben")
LANGES_HAUS = Veranstaltungsort(
    pk=-3, name=LANGER_NAME, raum=LANGES_WORT, strasse=LANGES_WORT, plz="45525", stadt="Musterstadt"
)
# As an editor sends it; the cleaner makes its first row the header.
TABELLE = sauberes_html(
    "<table>"
    "<tr><td>Tag</td><td>Uhrzeit</td><td>Was</td><td>Wo</td></tr>"
    "<tr><td>Montag</td><td>17–19 Uhr</td><td>Musterkonferenz</td><td>Musterhaus</td></tr>"
    f"<tr><td>Dienstag</td><td></td><td>{LANGES_WORT}</td><td>Musterhaus</td></tr>"
    "</table>"
)
UNTERLAGE = Unterlage(
    pk=-1,
    titel="Einladung",
    art="einladung",
    datei="unterlagen/muster.pdf",
    pdf_maengel=[Mangel.STRUKTUR],
)


@dataclass(frozen=True)
class Probe:
    """A conference in one state; `zustand` says which, `eintrag` is what components are given."""

    zustand: str
    eintrag: Eintrag


def _probe(nummer: int, zustand: str, /, **felder: object) -> Probe:
    beginn = felder.get("beginn")
    vorgabe: dict[str, object] = {
        "pk": -nummer,
        "slug": f"muster-{nummer}",
        "uid": f"muster-{nummer}@example.org",
        "art": Art.STADTTEILKONFERENZ,
        "stadtteil": STADTTEILE[nummer % 6],
        "runde": RUNDE,
        "ort": HAUS,
        "status": Status.OEFFENTLICH,
        "sequenz": 1,
        "geaendert_am": JETZT,
        "ende": beginn + timedelta(hours=2) if isinstance(beginn, datetime) else None,
    }
    return Probe(zustand, eintrag(Konferenz(**vorgabe | felder), JETZT))


def _dreimal_verlegt(tag: datetime) -> dict[str, object]:
    bisher = [tag - timedelta(days=tage) for tage in (5, 3, 2)]
    return {
        "bisheriger_beginn": bisher[-1],
        "bisherige_termine": [
            BisherigerTermin(beginn, beginn + timedelta(hours=2), JETZT).als_werte()
            for beginn in bisher
        ],
    }


def konferenzen() -> list[Probe]:
    """Give a conference in every state that citizens can meet, and some that try the layout."""
    abend = JETZT.replace(hour=19, minute=0)
    tag = JETZT.replace(hour=17, minute=0) + timedelta(days=7)
    zustaende: tuple[tuple[str, dict[str, object]], ...] = (
        ("Steht fest", {"beginn": tag}),
        ("Heute", {"beginn": abend}),
        ("Läuft gerade", {"beginn": JETZT - timedelta(minutes=30)}),
        ("Vorbei", {"beginn": tag - timedelta(days=14)}),
        ("Verlegt", {"beginn": tag, "bisheriger_beginn": tag - timedelta(days=2)}),
        (
            "Uhrzeit geändert",
            {"beginn": tag, "bisheriger_beginn": tag - timedelta(hours=1)},
        ),
        ("Dreimal verlegt", {"beginn": tag, **_dreimal_verlegt(tag)}),
        ("Ort geändert", {"beginn": tag, "bisheriger_ort": "Altes Haus, Musterstraße 9"}),
        ("Verschoben", {"status": Status.VERSCHOBEN, "bisheriger_beginn": tag}),
        (
            "Abgesagt",
            {"status": Status.ABGESAGT, "beginn": tag, "statusgrund": "Die Heizung ist defekt."},
        ),
        ("Termin folgt", {"datum_hinweis": "voraussichtlich im März", "ort": None}),
        ("Ort folgt", {"beginn": tag, "ort": None}),
        ("Nur das Beginnen ist bekannt", {"beginn": tag, "ende_geschaetzt": True}),
        ("Online", {"beginn": tag, "form": Form.ONLINE, "ort": None}),
        ("Vor Ort und online", {"beginn": tag, "form": Form.HYBRID}),
        ("Beispiel", {"beginn": tag, "runde": BEISPIELRUNDE}),
        (
            "Ganze Stadt",
            {
                "beginn": tag,
                "art": Art.THEMENKONFERENZ,
                "titel": "Themenkonferenz für alle",
                "stadtteil": None,
                "runde": None,
            },
        ),
        ("Lange Namen", {"beginn": tag, "stadtteil": LANG, "ort": LANGES_HAUS}),
    )
    return [_probe(n, name, **felder) for n, (name, felder) in enumerate(zustaende)]


def stadtteilzeilen(proben: list[Probe]) -> list[Zeile]:
    """Give each Stadtteil with a conference in another state, the last without any."""
    zeilen = zip(STADTTEILE, proben[3:], strict=False)
    return [*(Zeile(stadtteil, probe.eintrag) for stadtteil, probe in zeilen), Zeile(LANG, None)]


def neuigkeiten(proben: list[Probe]) -> list[Neuigkeit]:
    """Give as many changes as the banner folds up."""
    meldungen = (
        [Meldung("verlegt auf Montag, 28. Januar", "Samstag, 26. Januar")],
        [Meldung("abgesagt", "Montag, 28. Januar, 17 Uhr")],
        [Meldung("verschoben, neuer Termin folgt", "28. Januar"), Meldung("jetzt im Musterhaus")],
        [Meldung("Termin steht fest: Montag, 28. Januar, 17–19 Uhr")],
        [Meldung("verlegt auf Montag, 28. Januar", "Sonntag, 27. Januar")],
    )
    return [
        Neuigkeit(probe.eintrag.konferenz, list(was))
        for probe, was in zip(proben, meldungen, strict=False)
    ]


def verlauf() -> list[Schritt]:
    """Give a history with and without details and a reason."""
    tag = "14. Januar"
    return [
        Schritt(
            JETZT,
            tag,
            [
                Teil(
                    "Verlegt", "Montag, 21. Januar, 17–19 Uhr", "neu Montag, 28. Januar, 17–19 Uhr"
                ),
                Teil("Ort geändert", "Altes Haus", "neu Musterhaus"),
            ],
            "Der Saal wird gestrichen.",
        ),
        Schritt(JETZT, tag, [Teil("Bekanntgegeben", dann="Montag, 21. Januar, 17–19 Uhr")], ""),
    ]


def akteure() -> list[Akteur]:
    """Give entries of the directory: full, unconfirmed with nothing, with a long name."""
    kategorien = [Kategorie(name="Schulen"), Kategorie(name="Initiativen")]
    ortsteile = [Ortsteil(name="Musterhof")]
    return [
        _akteur(-1, "Musterverein", kategorien, STADTTEILE[:2], ortsteile, stand="bestaetigt"),
        _akteur(-2, "Verein ohne Angaben", [], [], []),
        _akteur(-3, LANGER_NAME[:160], kategorien, [LANG], ortsteile, stand="bestaetigt"),
    ]


def _akteur(
    pk: int,
    name: str,
    kategorien: list[Kategorie],
    stadtteile: list[Stadtteil],
    ortsteile: list[Ortsteil],
    **felder: object,
) -> Akteur:
    akteur = Akteur(pk=pk, name=name, slug=f"muster{pk}", **felder)
    # What `prefetch_related` would have filled: the component asks for nothing.
    akteur._prefetched_objects_cache = {  # type: ignore[attr-defined]  # set by Django on prefetch
        "kategorien": kategorien,
        "stadtteile": stadtteile,
        "ortsteile": ortsteile,
    }
    return akteur


def nachrichten() -> list[Beitrag]:
    """Give a short news post and one whose title tries the layout."""
    return [
        Beitrag(
            pk=-1,
            slug="muster-nachricht",
            titel="Eine Nachricht",
            teaser="Worum es geht, in ein bis zwei Sätzen.",
            veroeffentlichen_ab=JETZT,
        ),
        Beitrag(
            pk=-2,
            slug="muster-lange-nachricht",
            titel=LANGER_NAME[:160],
            teaser=LANGES_WORT,
            veroeffentlichen_ab=JETZT,
        ),
    ]


def ansprechpersonen() -> list[Ansprechperson]:
    """Give a function with everything that can be known, and one with nothing but its office."""
    return [
        Ansprechperson(
            funktion="Musterstelle",
            name="Vorname Nachname",
            stelle="Amt für Muster",
            anschrift="Musterstraße 1, 45525 Musterstadt",
            telefon="(02324) 000-0",
            email="muster@example.org",
        ),
        Ansprechperson(funktion="Stelle ohne Angaben", stelle="Amt für Muster"),
    ]


@dataclass(frozen=True)
class Suche:
    """What the search page is given, for the words that stand in its field."""

    text: str = "Muster"
    gekuerzt: bool = False


def treffer(proben: list[Probe]) -> list[Treffer]:
    """Give hits: a conference in a state, a page with a passage, a bare name."""

    def hervorgehoben(davor: str, danach: str) -> SafeString:
        return format_html("{}<mark>{}</mark>{}", davor, "Muster", danach)

    funde = (
        Fund("Termin", "", "#", zeile="x", stadtteil=WELPER, eintrag=proben[4].eintrag),
        Fund("Akteur", "", "#", zeile=""),
        Fund("Dokument", "", "#", stadtteil=LANG),
    )
    return [
        Treffer(
            fund,
            hervorgehoben("", f"konferenz {nummer}"),
            SafeString(fund.zeile and "Montag, 28. Januar 2030, 17–19 Uhr"),  # nosec B703 # ours
            hervorgehoben("… was im ", "quartier ansteht …"),
        )
        for nummer, fund in enumerate(funde, 1)
    ]


def trefferzahlen() -> list[Bereichszahl]:
    """Give how many hits each part has."""
    return [Bereichszahl("termine", "Termine", 12), Bereichszahl("akteure", "Wer mitmacht", 3)]


def mittlere_seite() -> Page:
    """Give the second of three pages: both ways on are there."""
    return Paginator(range(3), 1).page(2)


def zugaenge() -> list[Zugang]:
    """Give a venue of which something is known, and one of which nothing is."""
    return [zugang(HAUS), zugang(UNBEKANNTES_HAUS)]
