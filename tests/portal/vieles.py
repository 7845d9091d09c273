"""One of everything that the admin shows, or thirty: what can hang on the first hangs on it."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db.models import Model

from akteure.models import Kontakt
from aktuelles.models import Anhang
from hattingen_portal.cockpit.vorlauf import vorlaufzeiten_anlegen
from hattingen_portal.meldungen.models import Vorschlag
from hattingen_portal.meldungen.werte import Art as Meldungsart
from hattingen_portal.post.models import Sendung
from hattingen_portal.rollen.einrichten import rollen_einrichten
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from hattingen_portal.seiten.models import Abschnitt, Ausnahme, Seite
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Einladung, Ferien, Sperrtag, Status, Unterlage
from quartiere.models import Stadtteil, Zustaendigkeit
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung

# One person wrote all messages, and is mentioned in entries and invitations.
JEMAND = "jemand@example.org"
# What somebody can propose for an entry: there is one row for each.
VORSCHLAEGE = {"name": "Verein", "telefon": "02324 1", "website": "https://neu.example.org"}


class Vieles:
    """The rows on which the others hang, and `dazu`, which adds another one of each model."""

    def __init__(self) -> None:
        rollen_einrichten()
        seiten_anlegen()
        vorlaufzeiten_anlegen()
        self.stadtteil = f.stadtteil("Stadtteil 0")
        self.runde = f.runde("Runde 0")
        self.ort = f.ort("Ort 0")
        self.konferenz = f.konferenz(
            stadtteil=self.stadtteil, runde=self.runde, ort=self.ort, beginn=_abend(0)
        )
        self.beitrag = f.beitrag("Beitrag 0", veroeffentlichen_ab=None)
        self.akteur = f.akteur("Akteur 0")
        self.kategorie = f.kategorie("Kategorie 0")
        self.konto = User.objects.create_user("konto-0", is_staff=True)
        self.meldung = meldung(
            art=Meldungsart.BERICHTIGUNG, akteur=self.akteur, stadtteil=self.stadtteil
        )
        for feld, wert in VORSCHLAEGE.items():
            Vorschlag.objects.create(meldung=self.meldung, feld=feld, bisher="", vorgeschlagen=wert)
        # The row of each model whose pages are opened; of the others, any will do.
        self.erste: dict[str, Model] = {
            "aktuelles_beitrag": self.beitrag,
            "akteure_akteur": self.akteur,
            "akteure_kategorie": self.kategorie,
            "auth_user": self.konto,
            "hattingen_portal_meldung": self.meldung,
            "konferenzen_konferenz": self.konferenz,
            "konferenzen_runde": self.runde,
            "konferenzen_veranstaltungsort": self.ort,
            "quartiere_stadtteil": self.stadtteil,
        }
        self.dazu(1)

    def dazu(self, n: int) -> None:
        stadtteil = f.stadtteil(f"Stadtteil {n}")
        akteur = self._akteur(n, stadtteil)
        self._konferenzen(n, stadtteil)
        Einladung.objects.create(
            konferenz=self.konferenz, akteur=akteur, reihenfolge=n, notiz=f"Siehe {JEMAND}"
        )
        Kontakt.objects.create(akteur=akteur, email=JEMAND)
        Unterlage.objects.create(
            konferenz=self.konferenz, titel=f"Unterlage {n}", datei=_pdf(), oeffentlich=True
        )
        Anhang.objects.create(beitrag=self.beitrag, titel=f"Anhang {n}", datei=_pdf())
        f.beitrag(f"Beitrag {n}", konferenz=self.konferenz).stadtteile.add(stadtteil)
        self._geschrieben(n, stadtteil)
        for seite in Seite.objects.all():
            Abschnitt.objects.create(seite=seite, titel=f"Abschnitt {n}", text="<p>Text.</p>")
            Ausnahme.objects.create(
                seite=seite, inhalt=f"Ausnahme {n}", grund=Ausnahme.Grund.UNVEREINBAR
            )
        tag = f.JETZT.date() + timedelta(days=40 + n)
        Ferien.objects.create(name=f"Ferien {n}", beginn=tag, ende=tag)
        sperrtag = Sperrtag.objects.create(was=f"Fest {n}", beginn=tag, ende=tag)
        sperrtag.stadtteile.set([self.stadtteil, stadtteil])
        self._konto(n, stadtteil)

    def _akteur(self, n: int, stadtteil: Stadtteil) -> f.Akteur:
        akteur = f.akteur(f"Akteur {n}")
        kategorie = f.kategorie(f"Kategorie {n}")
        akteur.kategorien.set([self.kategorie, kategorie])
        akteur.stadtteile.set([self.stadtteil, stadtteil])
        self.akteur.kategorien.add(kategorie)
        self.akteur.stadtteile.add(stadtteil)
        f.ansprechperson(name=f"Person {n}").stadtteile.set([self.stadtteil, stadtteil])
        return akteur

    def _konferenzen(self, n: int, stadtteil: Stadtteil) -> None:
        """Add a public one, a draft, one of the past; the first one moves once more."""
        f.ortsteil(f"Ortsteil {n}", stadtteil)
        self.konferenz.ortsteile.add(f.ortsteil(f"Teil {n}", self.stadtteil))
        ort = f.ort(f"Ort {n}")
        f.konferenz(stadtteil=stadtteil, runde=self.runde, ort=self.ort, beginn=_abend(n))
        f.konferenz(
            stadtteil=stadtteil,
            runde=f.runde(f"Runde {n}", beginn=_abend(-n).date(), ende=_abend(1 - n).date()),
            ort=ort,
            beginn=_abend(-n - 10),
        )
        f.konferenz(art=Art.THEMENKONFERENZ, titel=f"Thema {n}", status=Status.ENTWURF)
        self.konferenz.beginn, self.konferenz.ende = _abend(60 + n), _abend(61 + n)
        fortschreiben(self.konferenz, grund=f"Grund {n}", jetzt=f.JETZT - timedelta(days=40 - n))

    def _geschrieben(self, n: int, stadtteil: Stadtteil) -> None:
        sendung = Sendung.objects.create(
            an=[f"mail{n}@example.org"], betreff=f"Mail {n}", text="Guten Tag", letzter_fehler="x"
        )
        eine = meldung(stadtteil=stadtteil, text=f"Hallo {n}", name=f"Person {n}", email=JEMAND)
        eine.sendungen.add(sendung)
        self.meldung.sendungen.add(sendung)

    def _konto(self, n: int, stadtteil: Stadtteil) -> None:
        konto = User.objects.create_user(f"konto-{n}", is_staff=True)
        konto.groups.set(Group.objects.all())
        Zustaendigkeit.objects.create(konto=konto, stadtteil=stadtteil)
        Zustaendigkeit.objects.create(konto=self.konto, stadtteil=stadtteil)
        AccessAttempt.objects.create(
            username=f"wer-{n}", ip_address="192.0.2.1", failures_since_start=1
        )


def _abend(tage: int) -> f.datetime:
    return f.berlin(2026, 3, 2, 17) + timedelta(days=tage)


def _pdf() -> ContentFile:
    return ContentFile(b"%PDF-1.4\n%%EOF\n", "datei.pdf")
