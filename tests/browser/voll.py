"""The worst case: thirty of everything, names as long as they may be, every state."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from akteure.models import Akteur
from aktuelles.models import Anhang
from hattingen_portal.meldungen.eingang import entgegennehmen
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art as Meldungsart
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Einladung, Form, Konferenz, Runde, Status, Unterlage
from konferenzen.models.ort import Veranstaltungsort
from quartiere.models import Figur, Ortsteil, Stadtteil, Ton
from tests import fabriken as f
from tests.browser.daten import NUMMER, WORT

ANZAHL = 30
ARABISCH = "مؤتمر الحي لجميع الجيران في المدينة القديمة"
BUNT = "👩🏽‍🦽‍➡️🏳️‍🌈 Straßenfest & „Brücken“ <b>bauen</b> 🎉"
ADRESSE = f"https://example.org/{WORT}/{WORT}"
EMAIL = "Donaudampfschifffahrtselektrizitaetenhauptbetriebs@example.org"
TELEFON = "(02324) 123456789012345678901234"


def fuellen() -> None:
    """Fill a portal that has its Stadtteile; rows with the slug "voll" have the most to show."""
    voller = _stadtteile()
    _ansprechpersonen(voller)
    akteure = _akteure(voller)
    konferenzen = _Konferenzen(voller)
    konferenzen.runde_in_allen_zustaenden()
    konferenzen.beispielrunde()
    konferenzen.vergangene()
    konferenzen.weitere()
    alles = konferenzen.mit_allem()
    for n, akteur in enumerate(akteure):
        Einladung.objects.create(konferenz=alles, akteur=akteur, reihenfolge=n)
        Unterlage.objects.create(
            konferenz=alles, titel=lang(160, n), datei=_pdf(), oeffentlich=n % 7 != 3
        )
    _beitraege(voller, alles)
    nachricht(lang(600, 0))


def nachricht(text: str) -> None:
    """Store a message whose number is known: the page that thanks for it shows nothing else."""
    meldung = Meldung(art=Meldungsart.KONTAKT, nummer=NUMMER, text=text)
    entgegennehmen(meldung, jetzt=timezone.now())


def lang(laenge: int, nummer: int = 0) -> str:
    """Give a text of exactly `laenge` characters, of another kind for each `nummer`."""
    arten = (
        f"{nummer} {WORT} ",
        f"{nummer} Gesellschaft für Gemeinwesenarbeit, Begegnung und Nachbarschaftshilfe in ",
        f"{nummer} {ARABISCH} ",
        f"{nummer} {BUNT} ",
    )
    art = arten[nummer % len(arten)]
    return (art * (laenge // len(art) + 1))[: laenge - 1] + "."


def _stadtteile() -> Stadtteil:
    """Add Stadtteile up to thirty; give the last, in which all Ortsteile are."""
    for n in range(Stadtteil.objects.count(), ANZAHL):
        voller = f.stadtteil(
            lang(80, n),
            kuerzel=lang(30, n),
            zusatz=lang(120, n),
            beschreibung=f"{lang(600, n)}\n\n{ARABISCH}",
            figur=Figur.values[n % len(Figur.values)],
            ton=Ton.values[n % len(Ton.values)],
            slug="voll" if n == ANZAHL - 1 else f"stadtteil-{n}",
            bild=_bild(n),
            bild_alt=lang(250, n),
            bild_nachweis=lang(120, n),
        )
    for n in range(ANZAHL):
        f.ortsteil(lang(80, n), stadtteil=voller if n % 2 else None)
    return voller


def _ansprechpersonen(voller: Stadtteil) -> None:
    for n in range(ANZAHL):
        person = f.ansprechperson(
            funktion=lang(120, n),
            name=lang(120, n),
            stelle=lang(160, n),
            anschrift=lang(200, n),
            telefon=TELEFON,
            email=EMAIL,
        )
        person.stadtteile.set([voller] if n % 3 else [])


def _akteure(voller: Stadtteil) -> list[Akteur]:
    kategorien = [f.kategorie(lang(80, n), reihenfolge=50 + n) for n in range(6)]
    akteure = []
    for n in range(ANZAHL):
        akteur = f.akteur(
            lang(160, n),
            slug="voll" if n == 0 else f"akteur-{n}",
            beschreibung=f"{lang(900, n)}\n\n{BUNT}",
            website=ADRESSE,
            email=EMAIL,
            telefon=TELEFON,
            stand=Akteur.Stand.BESTAETIGT if n % 2 else Akteur.Stand.ERFASST,
        )
        akteur.kategorien.set(kategorien[: n % 7])
        akteur.stadtteile.set(Stadtteil.objects.all() if n == 0 else [voller])
        akteure.append(akteur)
    return akteure


def _beitraege(voller: Stadtteil, konferenz: Konferenz) -> None:
    for n in range(ANZAHL + 5):
        beitrag = f.beitrag(
            lang(160, n),
            slug="voll" if n == 0 else f"beitrag-{n}",
            teaser=lang(400, n),
            text=_text(n),
            veroeffentlichen_ab=timezone.now() - timedelta(days=n),
            konferenz=konferenz,
            bild=_bild(n) if n % 3 == 0 else "",
            bild_alt=lang(250, n),
            bild_nachweis=lang(120, n),
            angeheftet=n == 7,
        )
        beitrag.stadtteile.set([voller])
        for m in range(ANZAHL if n == 0 else 0):
            Anhang.objects.create(beitrag=beitrag, titel=lang(160, m), datei=_pdf())


class _Konferenzen:
    """Makes the conferences of the portal, each come to its state by real steps."""

    def __init__(self, voller: Stadtteil) -> None:
        self.voller = voller
        self.jetzt = timezone.now()
        self.heute = timezone.localdate()
        morgen = datetime.combine(self.heute + timedelta(days=1), time(17))
        self.morgen = timezone.make_aware(morgen)
        self.orte = [_ort(n) for n in range(ANZAHL)]
        self.runde = self._runde("voll", 0)

    def runde_in_allen_zustaenden(self) -> None:
        zustaende: tuple[Callable[[Stadtteil, int], object], ...] = (
            self._verschoben,
            self._abgesagt,
            self._vertagt,
            self._ohne_datum,
            self._online,
            self._geteilter_raum,
            self._geteilter_raum,
            self._verlegt,
            self._laeuft,
            self._zurueckgezogen,
        )
        for n, stadtteil in enumerate(Stadtteil.objects.geordnet()):
            zustaende[n % len(zustaende)](stadtteil, n)

    def _verschoben(self, stadtteil: Stadtteil, n: int) -> None:
        k = self._konferenz(n, f"verschoben-{n}", stadtteil=stadtteil)
        tag = self.morgen + timedelta(days=n + 40)
        self._wird(k, 3, n, beginn=tag, ende=tag + timedelta(days=1))

    def _abgesagt(self, stadtteil: Stadtteil, n: int) -> None:
        k = self._konferenz(n, f"abgesagt-{n}", stadtteil=stadtteil, titel=lang(160, n))
        self._wird(k, 2, n, status=Status.ABGESAGT)

    def _vertagt(self, stadtteil: Stadtteil, n: int) -> None:
        k = self._konferenz(n, f"vertagt-{n}", stadtteil=stadtteil)
        self._wird(k, 2, n, status=Status.VERSCHOBEN, beginn=None, ende=None)

    def _ohne_datum(self, stadtteil: Stadtteil, n: int) -> None:
        hinweis = lang(120, n) if n % 20 < 10 else ""
        ohne = {"beginn": None, "datum_hinweis": hinweis, "ort": None}
        self._konferenz(n, f"ohne-{n}", stadtteil=stadtteil, **ohne)

    def _online(self, stadtteil: Stadtteil, n: int) -> None:
        form = Form.ONLINE if n % 20 < 10 else Form.HYBRID
        ort = None if form == Form.ONLINE else self.orte[n]
        self._konferenz(
            n, f"online-{n}", stadtteil=stadtteil, form=form, ort=ort, online_link=ADRESSE
        )

    def _geteilter_raum(self, stadtteil: Stadtteil, n: int) -> None:
        geteilt = {"ort": self.orte[0], "raum_geteilt": True, "beginn": self.morgen}
        self._konferenz(n, f"geteilt-{n}", stadtteil=stadtteil, **geteilt)

    def _verlegt(self, stadtteil: Stadtteil, n: int) -> None:
        k = self._konferenz(n, f"verlegt-{n}", stadtteil=stadtteil)
        self._wird(k, 4, n, ort=self.orte[(n + 7) % ANZAHL])

    def _laeuft(self, stadtteil: Stadtteil, n: int) -> None:
        dauer = {"beginn": self.jetzt - timedelta(hours=1), "ende": self.jetzt + timedelta(days=2)}
        self._konferenz(n, f"laeuft-{n}", stadtteil=stadtteil, **dauer)

    def _zurueckgezogen(self, stadtteil: Stadtteil, n: int) -> None:
        k = self._konferenz(n, f"zurueckgezogen-{n}", stadtteil=stadtteil)
        self._wird(k, 5, n, status=Status.ZURUECKGEZOGEN)
        self._konferenz(n, f"entwurf-{n}", status=Status.ENTWURF, **_andere(n))

    def beispielrunde(self) -> None:
        runde = self._runde("voll-beispiel", 1, beispiel=True)
        for n, stadtteil in enumerate(Stadtteil.objects.geordnet()[:4]):
            self._konferenz(n, f"beispiel-{n}", stadtteil=stadtteil, runde=runde, raum_geteilt=True)

    def vergangene(self) -> None:
        """Add thirty rounds that are over, each with a conference of the same Stadtteil."""
        for n in range(ANZAHL):
            abstand = timedelta(days=200 * (n + 1))
            self._konferenz(
                n,
                f"vergangen-{n}",
                runde=_vergangene_runde(n, self.heute - abstand),
                beginn=self.morgen - abstand,
                status=Status.ABGESAGT if n % 5 == 4 else Status.OEFFENTLICH,
            )

    def weitere(self) -> None:
        """Add other meetings, more than fit a page."""
        for n in range(ANZAHL + 5):
            stadtteil = self.voller if n % 2 else None
            self._konferenz(n, f"weitere-{n}", stadtteil=stadtteil, runde=None, **_andere(n))

    def mit_allem(self) -> Konferenz:
        """Give one with every detail, which moved thirty times."""
        k = self._konferenz(
            0,
            "voll",
            **_andere(0) | {"titel": f"Alles {lang(154)}"},  # found by this word
            form=Form.HYBRID,
            online_link=ADRESSE,
            anmeldung_kontakt=lang(200, 0),
            anmeldung_bis=self.heute,
            anmeldung_hinweis=lang(600, 1),
            raum_geteilt=True,
        )
        for n in range(ANZAHL):
            beginn = self.morgen + timedelta(days=3 + n)
            ort = self.orte[3 * n % ANZAHL]
            self._wird(k, 19 - n // 2, n, beginn=beginn, ende=beginn + timedelta(hours=2), ort=ort)
        k.ortsteile.set(Ortsteil.objects.filter(stadtteil=self.voller))
        return k

    def _runde(self, slug: str, n: int, **felder: Any) -> Runde:
        beginn, ende = self.heute - timedelta(days=30), self.heute + timedelta(days=150)
        return f.runde(lang(80, n), slug=slug, beginn=beginn, ende=ende, **felder)

    def _konferenz(self, n: int, slug: str, **felder: Any) -> Konferenz:
        vorgabe: dict[str, Any] = {
            "stadtteil": self.voller,
            "runde": self.runde,
            "slug": slug,
            "beginn": self.morgen + timedelta(days=n),
            "ort": self.orte[n % ANZAHL],
            "beschreibung": lang(600, n),
            "raum_geteilt": True,
            "jetzt": self.jetzt - timedelta(days=20),
        }
        return f.konferenz(**vorgabe | felder)

    def _wird(self, konferenz: Konferenz, vor_tagen: int, n: int, **felder: Any) -> None:
        """Change it as a clerk did `vor_tagen` days ago, with the n-th reason."""
        for feld, wert in felder.items():
            setattr(konferenz, feld, wert)
        fortschreiben(konferenz, grund=lang(300, n), jetzt=self.jetzt - timedelta(days=vor_tagen))


def _andere(n: int) -> dict[str, Any]:
    """Give kind and title of a meeting that is no Stadtteilkonferenz."""
    arten = [art for art in Art.values if art != Art.STADTTEILKONFERENZ]
    return {"art": arten[n % len(arten)], "titel": lang(160, n)}


def _vergangene_runde(n: int, beginn: date) -> Runde:
    return f.runde(f"{n}. {lang(70, n)}", beginn=beginn, ende=beginn + timedelta(days=20))


def _ort(n: int) -> Veranstaltungsort:
    return f.ort(
        lang(160, n),
        raum=lang(120, n),
        strasse=lang(120, n),
        stadt=lang(80, n),
        zugang_hinweis=lang(600, n),
        oepnv=lang(200, n),
        stufenlos="ja" if n % 2 else "nein",
        aufzug="nein",
    )


def _text(n: int) -> str:
    """Give every kind of element that the editor lets through."""
    return (
        f"<h2>{WORT}</h2><p>{lang(800, 1)}</p><h3>{WORT}</h3>"
        f"<ul><li><p>{WORT}</p></li><li><p>{ARABISCH}</p></li></ul>"
        f"<ol><li><p>{lang(200, 1)}</p></li></ol><blockquote><p>{lang(300, 2)}</p></blockquote>"
        f'<p><strong>{WORT}</strong><br><em>{WORT}</em> <a href="{ADRESSE}">{ADRESSE}{n}</a></p>'
        f"<table><tr>{f'<td>{WORT}</td>' * 6}</tr><tr>{f'<td>{lang(60, n)}</td>' * 6}</tr></table>"
        "<table><tr><th>Montag</th><td>17 Uhr</td></tr><tr><th>Dienstag</th><td></td></tr></table>"
    )


@cache
def _jpeg(breite: int, hoehe: int) -> bytes:
    puffer = BytesIO()
    Image.new("RGB", (breite, hoehe), (40, 90, 140)).save(puffer, "JPEG")
    return puffer.getvalue()


def _bild(n: int) -> ContentFile:
    """Give a picture: upright, wide or tiny in turn."""
    return ContentFile(_jpeg(*((900, 1600), (2400, 800), (40, 30))[n % 3]), "bild.jpg")


def _pdf() -> ContentFile:
    return ContentFile(b"%PDF-1.4\n%%EOF\n", "unterlage.pdf")
