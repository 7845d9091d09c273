"""`manage.py kalender_pruefen`: do all calendars keep the rules?"""

import re
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.grundlage.zahlworte import gezaehlt
from konferenzen.kalenderpruefung.abruf import (
    Abruf,
    NichtErreichbarError,
    im_prozess,
    ueber_http,
)
from konferenzen.kalenderpruefung.pruefung import (
    Ergebnis,
    abonnement_pruefen,
    einzeltermin_pruefen,
    einzeltermine,
)
from konferenzen.models import Art, Konferenz
from quartiere.models import Stadtteil

EIN_VERSTOSS = 1
SEITE = "/kalender/"
_ADRESSE = re.compile(r'/kalender/[^"\s<>]+\.ics')


class Command(BaseCommand):
    """Exit codes: 0 all is well, 1 a rule is broken or nobody answers."""

    help = "Prüft alle Kalender des Portals gegen RFC 5545, RFC 7986 und die Regeln des Portals."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say in German what the command takes."""
        parser.add_argument(
            "url",
            nargs="?",
            help="Adresse eines laufenden Portals oder eines Kalenders (http oder https). Ohne sie "
            "wird dieses Portal geprüft, auch gegen seine Datenbank; dazu muss kein Server laufen.",
        )

    def handle(self, *_args: Any, **optionen: Any) -> None:
        """Check, report, and end with the exit code."""
        url = optionen["url"]
        ergebnisse = []
        try:
            for ergebnis in self._ueber_http(url) if url else self._im_prozess():
                ergebnisse.append(ergebnis)
                self._berichten(ergebnis)
        except NichtErreichbarError as fehler:
            raise CommandError(str(fehler)) from fehler
        verstoesse = sum(len(ergebnis.befunde) for ergebnis in ergebnisse)
        befund = f"{gezaehlt(verstoesse, 'Verstoß', 'Verstöße')} gefunden"
        self.stdout.write(
            f"{len(ergebnisse)} Kalender geprüft, {befund if verstoesse else 'alles in Ordnung'}."
        )
        if verstoesse:
            sys.exit(EIN_VERSTOSS)

    def _berichten(self, ergebnis: Ergebnis) -> None:
        if ergebnis.befunde:
            self.stdout.write(ergebnis.pfad)
        for befund in ergebnis.befunde:
            self.stdout.write(f"  {befund}")

    def _im_prozess(self) -> Iterator[Ergebnis]:
        """Check every feed that exists, against the database, and the downloads."""
        abruf = im_prozess()
        alle = list(Konferenz.objects.select_related("stadtteil", "runde").order_by("pk"))
        feeds = {reverse("feed_alle"): alle}
        for stadtteil in Stadtteil.objects.order_by("pk"):
            feeds[reverse("feed_stadtteil", args=[stadtteil.slug])] = [
                konferenz for konferenz in alle if konferenz.stadtteil == stadtteil
            ]
        for art in Art.values:
            feeds[reverse("feed_art", args=[art])] = [k for k in alle if k.art == art]
        for pfad, konferenzen in feeds.items():
            ergebnis = abonnement_pruefen(abruf, pfad, timezone.now(), konferenzen)
            yield ergebnis
            if pfad == reverse("feed_alle"):
                yield from _einzeltermine_pruefen(abruf, ergebnis)

    def _ueber_http(self, url: str) -> Iterator[Ergebnis]:
        """Check the feed at `url`, or all that the subscribe page of the portal there names."""
        basis = _adresse(url)
        abruf = ueber_http(basis)
        pfade = [basis.path] if basis.path.endswith(".ics") else _genannte(abruf, url)
        geprueft = set[str]()
        for pfad in pfade:
            ergebnis = abonnement_pruefen(abruf, pfad, timezone.now())
            yield ergebnis
            for einzelner in _einzeltermine_pruefen(abruf, ergebnis, geprueft):
                geprueft.add(einzelner.pfad)
                yield einzelner


def _einzeltermine_pruefen(
    abruf: Abruf, feed: Ergebnis, schon: set[str] | None = None
) -> Iterator[Ergebnis]:
    """Check the downloads of the events of `feed`, but for those at the addresses `schon`."""
    if feed.kalender is None:
        return
    for pfad, im_feed in einzeltermine(feed.kalender):
        if pfad not in (schon or ()):
            yield einzeltermin_pruefen(abruf, pfad, im_feed, timezone.now())


def _adresse(url: str) -> SplitResult:
    """Give the parts of `url`; raises CommandError where it is no address of a server."""
    try:
        teile = urlsplit(url)
        gueltig = teile.scheme in {"http", "https"} and teile.hostname and teile.port != 0
    except ValueError:  # "http://[", "http://a:99999"
        gueltig = False
    if not gueltig:
        raise CommandError(f"„{url}“ ist keine Adresse, die mit http:// oder https:// beginnt.")
    return teile


def _genannte(abruf: Abruf, url: str) -> list[str]:
    """Give the paths of the feeds that the subscribe page names; raises CommandError."""
    seite = abruf("GET", SEITE, {"Accept": "text/html"})
    if ziel := seite.kopf.get("location"):
        raise CommandError(f"{url} leitet weiter. Bitte geben Sie dieses Portal an: {ziel}")
    pfade = list(dict.fromkeys(_ADRESSE.findall(seite.inhalt.decode(errors="replace"))))
    if seite.status != 200 or not pfade:
        raise CommandError(
            f"Unter {url} steht keine Seite {SEITE} mit Kalendern (Status {seite.status}). Ist das "
            "die Adresse des Portals?"
        )
    return pfade
