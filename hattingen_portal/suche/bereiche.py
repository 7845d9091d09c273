"""What can be found: the parts of the portal, and what of each is public at one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from akteure.models import Akteur
from aktuelles.models import Anhang, Beitrag
from hattingen_portal.grundlage.sortierung import deutsch
from konferenzen.models import Konferenz, Unterlage, Veranstaltungsort
from quartiere.models import Ansprechperson, Stadtteil

# The parts by their words in the address, in the order of equally good hits.
BEREICHE = {
    "stadtteile": "Stadtteile",
    "kommende": "Kommende Termine",
    "orte": "Veranstaltungsorte",
    "aktuelles": "Aktuelles",
    "akteure": "Wer mitmacht",
    "ansprechpersonen": "Ansprechpersonen",
    "unterlagen": "Unterlagen",
    "vergangene": "Frühere Termine",
}


@dataclass(frozen=True)
class Oeffentliches:
    """The public rows of one kind in a part of the portal; `zeit` and `name` order equal hits."""

    bereich: str
    art: str
    zeilen: QuerySet[Any]
    zeit: str = ""
    name: str = ""

    def schluessel(self) -> QuerySet[Any]:
        """Give key, time and name of each row."""
        leer = Value(None, DateTimeField())
        return self.zeilen.order_by().values_list(
            "pk",
            F(self.zeit) if self.zeit else Cast(leer, DateTimeField()),
            deutsch(self.name) if self.name else Value(""),
        )


def oeffentliches(jetzt: datetime, stadtteil: Stadtteil | None) -> list[Oeffentliches]:
    """Give all that the public may see at the aware time `jetzt`, of one Stadtteil unless None.

    The same QuerySet methods decide as on the pages themselves. A venue is public where a public
    conference takes place, a document where its conference or news post is public.
    """
    stadtteile = Stadtteil.objects.all()
    konferenzen = Konferenz.objects.oeffentlich(jetzt)
    beitraege = Beitrag.objects.oeffentlich(jetzt)
    akteure = Akteur.objects.oeffentlich(jetzt)
    personen = Ansprechperson.objects.oeffentlich()
    if stadtteil:
        stadtteile = stadtteile.filter(pk=stadtteil.pk)
        konferenzen = konferenzen.filter(stadtteil=stadtteil)
        beitraege = beitraege.im_stadtteil(stadtteil)
        akteure = akteure.im_stadtteil(stadtteil)
        personen = personen.fuer(stadtteil)
    orte = Veranstaltungsort.objects.filter(pk__in=konferenzen.values("ort"))
    unterlagen = Unterlage.objects.oeffentlich().filter(konferenz__in=konferenzen)
    anhaenge = Anhang.objects.oeffentlich().filter(beitrag__in=beitraege.values("pk"))
    return [
        Oeffentliches("stadtteile", "stadtteil", stadtteile, name="name"),
        Oeffentliches("kommende", "konferenz", konferenzen.kommende(jetzt), "beginn"),
        Oeffentliches("orte", "ort", orte, name="name"),
        Oeffentliches("aktuelles", "beitrag", beitraege, "veroeffentlichen_ab"),
        Oeffentliches("akteure", "akteur", akteure, name="name"),
        Oeffentliches("ansprechpersonen", "ansprechperson", personen, name="name"),
        Oeffentliches("unterlagen", "unterlage", unterlagen, "konferenz__beginn"),
        Oeffentliches("unterlagen", "anhang", anhaenge, "beitrag__veroeffentlichen_ab"),
        Oeffentliches("vergangene", "konferenz", konferenzen.vergangene(jetzt), "beginn"),
    ]
