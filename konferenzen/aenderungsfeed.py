"""The changes of all conferences as a feed for people: the ledger in the words of verlauf.py."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage import atom
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from konferenzen.models import Aenderung, Aenderungsart, Status
from konferenzen.stand import zuletzt_geaendert
from konferenzen.verlauf import schritt

NEUESTE = 60


@require_safe
def aenderungen(request: HttpRequest) -> HttpResponseBase:
    """Give what the public learned about conferences, the newest first."""
    jetzt = timezone.now()
    eintraege = Aenderung.objects.oeffentlich(jetzt).mit_umfeld().neueste_zuerst()[:NEUESTE]
    feed = atom.Feed(
        titel=f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}: Änderungen an Terminen",
        untertitel="Welche Konferenz bekanntgegeben, verlegt, verschoben oder abgesagt wurde.",
        adresse=absolut(reverse("aenderungen_atom")),
        seite=absolut(reverse("termine")),
    )
    return bedingte_antwort(
        request,
        atom.atom(feed, [nachricht(aenderung) for aenderung in eintraege]),
        content_type=atom.CONTENT_TYPE,
        zuletzt=zuletzt_geaendert(jetzt),
        dateiname="aenderungen.atom",
    )


def nachricht(aenderung: Aenderung) -> atom.Nachricht:
    """Give `aenderung`, a public one with its conference, as an entry; who did it stays here.

    All dates carry their year, since nothing around them names it.
    """
    konferenz = aenderung.konferenz
    worte = schritt(aenderung)
    # Its name at the time: an entry that people have read does not change by itself.
    name = aenderung.nachher.get("bezeichnung") or konferenz.bezeichnung
    beispiel = "Beispiel: " if konferenz.ist_beispiel else ""
    return atom.Nachricht(
        kennung=aenderung.kennung,
        titel=f"{beispiel}{name}: {worte.ueberschrift}",
        adresse=absolut(_ziel(aenderung)),
        veroeffentlicht=aenderung.zeitpunkt,
        geaendert=aenderung.zeitpunkt,
        kurz=". ".join(worte.saetze),
        html=format_html(
            '{}{}<p><a href="{}">{}</a></p>',
            format_html_join("", "<p>{}</p>", ((satz,) for satz in worte.saetze)),
            _absaetze(worte.grund),
            absolut(_ziel(aenderung)),
            "Alle Termine" if _zurueckgezogen(aenderung) else "Alles zu diesem Termin",
        ),
        kategorien=list(_kategorien(aenderung)),
    )


def _ziel(aenderung: Aenderung) -> str:
    if _zurueckgezogen(aenderung):
        return reverse("termine")
    return aenderung.konferenz.get_absolute_url()


def _zurueckgezogen(aenderung: Aenderung) -> bool:
    """Tell whether its conference has no page any more."""
    return aenderung.konferenz.status == Status.ZURUECKGEZOGEN


def _kategorien(aenderung: Aenderung) -> Iterator[atom.Kategorie]:
    for art in Aenderungsart:
        if aenderung.hat(art):
            yield atom.Kategorie(art.value, aenderung.wort(art))
    if stadtteil := aenderung.konferenz.stadtteil:
        yield atom.Kategorie(stadtteil.slug, stadtteil.name)


def _absaetze(text: str) -> SafeString:
    html = linebreaks(text, autoescape=True) if text else ""
    return SafeString(html)  # nosec B703 # escaped there
