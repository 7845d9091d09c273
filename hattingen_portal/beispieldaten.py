"""What a first start shows: the city's published round and news, and a round marked as an example.

The spring 2026 list, the events and news of 2019 and the organisations are facts. Whatever is not
known about them is a marked placeholder; the example round says of itself that it is one.
"""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from akteure.models import Akteur, Kategorie
from aktuelles.models import Beitrag
from hattingen_portal.beispielrunde import beispielrunde_anlegen
from konferenzen.einlesen import einlesen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.zeitrechnung import ANGENOMMENE_DAUER
from quartiere.models import Ortsteil, Stadtteil

LISTE = Path(__file__).resolve().parent.parent / "konferenzen/daten/termine-fruehjahr-2026.txt"
RUNDE = "Frühjahr 2026"
BERLIN = ZoneInfo("Europe/Berlin")
BEISPIELRUNDE = "Beispielrunde"

# name, category, Stadtteil or None for the whole city, Ortsteile
AKTEURE = (
    ("Alzheimer Gesellschaft Hattingen und Sprockhövel e.V.", "Beratungsdienste", None, ()),
    ("Bürgergesellschaft Blankenstein e.V.", "Initiativen", "Blankenstein", ()),
    ("Bürgerverein Bredenscheid/Stüter e.V.", "Initiativen", "EOBS", ("Bredenscheid-Stüter",)),
    ("hwg eG", "Wohnungsunternehmen", None, ()),
)


@transaction.atomic
def beispieldaten_anlegen(heute: date | None = None) -> None:
    """Create what is missing; `heute` (Europe/Berlin, today when None) is where the future starts.

    What is there already stays as people have changed it since.

    Raises RuntimeError when the published list can no longer be read, for then the importer is
    broken.
    """
    if not Runde.objects.filter(name=RUNDE).exists():
        _runde_anlegen()
    _akteure_anlegen()
    _armutskonferenz_anlegen()
    _quartiersbesuch_anlegen()
    _engagierte_stadt_anlegen()
    if not Runde.objects.filter(name=BEISPIELRUNDE).exists():
        beispielrunde_anlegen(BEISPIELRUNDE, heute or timezone.localdate())


def _runde_anlegen() -> None:
    bericht = einlesen(LISTE.read_bytes(), runde=RUNDE, veroeffentlichen=True)
    if not bericht.gespeichert:
        raise RuntimeError(f"{LISTE.name} ist nicht lesbar: {bericht}")


def _akteure_anlegen() -> None:
    for name, kategorie, stadtteil, ortsteile in AKTEURE:
        akteur, neu = Akteur.objects.get_or_create(name=name)
        if neu:
            akteur.kategorien.set(Kategorie.objects.filter(name=kategorie))
            akteur.stadtteile.set(Stadtteil.objects.filter(name=stadtteil))
            akteur.ortsteile.set(Ortsteil.objects.filter(name__in=ortsteile))


def _armutskonferenz_anlegen() -> None:
    titel = "3. Hattinger Armutskonferenz"
    if Konferenz.objects.filter(titel=titel).exists():
        return
    saal, _ = Veranstaltungsort.objects.get_or_create(
        name="Rathaus", raum="Großer Sitzungssaal", stadt="Hattingen"
    )
    konferenz = Konferenz(
        art=Art.THEMENKONFERENZ,
        titel=titel,
        beginn=datetime(2019, 10, 8, 16, tzinfo=BERLIN),
        ende=datetime(2019, 10, 8, 19, tzinfo=BERLIN),
        ort=saal,
        beschreibung="Die dritte Armutskonferenz rückte ältere Menschen in den Mittelpunkt.",
        anmeldung_kontakt="Telefon (02324) 204 5502",
        status=Status.OEFFENTLICH,
    )
    fortschreiben(konferenz)
    Beitrag.objects.create(
        titel="3. Hattinger Armutskonferenz: Ältere Menschen im Mittelpunkt",
        teaser="Wenn die Rente nicht reicht: Am 8. Oktober 2019 ging es im Rathaus darum, wie "
        "ältere Menschen in Hattingen besser leben können.",
        text="<p>750 Menschen in Hattingen bekamen 2019 Grundsicherung im Alter, damals "
        "424 Euro im Monat. Die dritte Armutskonferenz fragte, was ihnen den Alltag erleichtert, "
        "und brachte Fachleute, Politik und Betroffene an einen Tisch.</p>"
        "<p>Sie fand am Dienstag, 8. Oktober 2019, von 16 bis 19 Uhr im Großen Sitzungssaal des "
        "Rathauses statt. Das Programm gab es als PDF. [[Platzhalter: das Programm]]</p>",
        veroeffentlichen_ab=datetime(2019, 9, 23, tzinfo=BERLIN),
        konferenz=konferenz,
    )


def _quartiersbesuch_anlegen() -> None:
    titel = "Besuch des Bürgermeisters in Bredenscheid/Stüter"
    if Konferenz.objects.filter(titel=titel).exists():
        return
    eobs = Stadtteil.objects.filter(name="EOBS").first()
    saal, _ = Veranstaltungsort.objects.get_or_create(
        name="Evangelische Kirche",
        raum="Wichernsaal",
        strasse="Johannessegener Straße",
        hausnummer="35",
        stadt="Hattingen",
    )
    beginn = datetime(2019, 9, 23, 17, 30, tzinfo=BERLIN)
    konferenz = Konferenz(
        art=Art.QUARTIERSBESUCH,
        stadtteil=eobs,
        titel=titel,
        beginn=beginn,
        ende=beginn + ANGENOMMENE_DAUER,  # none was announced
        ende_geschaetzt=True,
        ort=saal,
        beschreibung="Dabei stellte sich der neu gegründete Bürgerverein "
        "Bredenscheid/Stüter e.V. vor.",
        status=Status.OEFFENTLICH,
    )
    fortschreiben(konferenz)
    konferenz.ortsteile.set(Ortsteil.objects.filter(name="Bredenscheid-Stüter"))
    beitrag = Beitrag.objects.create(
        titel="Bredenscheid/Stüter hat einen Bürgerverein",
        teaser="Der Bürgerverein Bredenscheid/Stüter e.V. ist gegründet. Beim Besuch des "
        "Bürgermeisters am 23. September 2019 stellte er sich vor.",
        text="<p>Im Quartier Bredenscheid/Stüter haben sich Menschen zu einem Bürgerverein "
        "zusammengetan. Wer ihn kennenlernen wollte, kam am Montag, 23. September 2019, um "
        "17.30 Uhr in den Wichernsaal der evangelischen Kirche, Johannessegener Straße 35. Dort "
        "war auch der Bürgermeister zu Gast.</p>",
        veroeffentlichen_ab=datetime(2019, 9, 20, tzinfo=BERLIN),
        konferenz=konferenz,
    )
    beitrag.stadtteile.set([eobs] if eobs else [])
    beitrag.ortsteile.set(konferenz.ortsteile.all())


def _engagierte_stadt_anlegen() -> None:
    titel = "Hattingen ist Engagierte Stadt"
    if Beitrag.objects.filter(titel=titel).exists():
        return
    Beitrag.objects.create(
        titel=titel,
        teaser="Mehr Stadtteilkonferenzen, ein gemeinsames Portal und neue Wege ins Ehrenamt: Das "
        "nimmt sich Hattingen als Engagierte Stadt vor.",
        text="<p>Hattingen gehört zu den Städten, die den Titel „Engagierte Stadt“ tragen; "
        "73 waren es bei der Aufnahme im Juli [[Platzhalter: Jahr]]. Die "
        "ersten Partner sind die Bürgergesellschaft Blankenstein e.V. und die "
        "Wohnungsgenossenschaft hwg eG.</p>"
        "<h2>Was sich ändern soll</h2>"
        "<ul><li>Stadtteilkonferenzen soll es in allen Ortsteilen geben.</li>"
        "<li>Ein Portal im Internet zeigt, welche Projekte in den Quartieren laufen.</li>"
        "<li>Wer helfen möchte und nicht weiß, wie, findet leichter einen Einstieg.</li>"
        "<li>Betriebe aus Hattingen machen mit.</li></ul>"
        "<p>[[Platzhalter: Tag, an dem die Stadt das gemeldet hat]] Das Datum dieser Nachricht ist "
        "der Tag, an dem sie in das Portal übernommen wurde.</p>",
        veroeffentlichen_ab=timezone.now(),
    )
