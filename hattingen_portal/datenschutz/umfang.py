"""What erasing somebody comes to, before it is done: for the page that asks, and for doing it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from akteure.models import Akteur, Kontakt
from hattingen_portal.datenschutz.adressen import Adresse
from hattingen_portal.datenschutz.akteur import ist_person
from hattingen_portal.datenschutz.fristen import Fund
from hattingen_portal.datenschutz.konto import spuren
from hattingen_portal.datenschutz.suche import Fundstelle, dateien, fundstellen, ist_name
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from hattingen_portal.meldungen.loeschung import mails_zu
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.post.models import Sendung
from konferenzen.models import Einladung
from quartiere.models import Ansprechperson

SALZ = "datenschutz.umfang"
# Rows whose names say nothing to anybody.
FASSUNGEN = "Geschichte"
PROTOKOLL = "Protokoll der Verwaltung"
NUR_GEZAEHLT = {FASSUNGEN, PROTOKOLL}
VERSUCHE = (AccessAttempt, AccessFailureLog, AccessLog)


@dataclass(frozen=True)
class Posten:
    """One place: what lies there, what happens to it, and the rows as far as they have names.

    `anzahl` counts also what no row stands for (entries of a history).
    """

    name: str
    was: str
    anzahl: int
    zeilen: Sequence[Any] = ()


@dataclass
class Umfang:
    """All that goes when somebody is erased, and what stays although it names them.

    `privates_von` is an organisation that loses what is private about it. `fremde_konten` are
    accounts that who asks may not erase. `gleiche_namen` hold only the name: it may be another
    person's, so somebody has to look.
    """

    adressen: list[Adresse]
    meldungen: list[Meldung] = field(default_factory=list)
    mails: list[Sendung] = field(default_factory=list)
    personen: list[Akteur] = field(default_factory=list)
    privates_von: Akteur | None = None
    kontakte: list[Kontakt] = field(default_factory=list)
    ansprechpersonen: list[Ansprechperson] = field(default_factory=list)
    konten: list[User] = field(default_factory=list)
    fremde_konten: list[User] = field(default_factory=list)
    versuche: list[Any] = field(default_factory=list)
    erwaehnungen: list[Fundstelle] = field(default_factory=list)
    dateien: list[Path] = field(default_factory=list)
    gleiche_namen: list[Fundstelle] = field(default_factory=list)

    @property
    def offene(self) -> int:
        """Count the messages that still wait for an answer: they would never get one."""
        return sum(meldung.offen for meldung in self.meldungen)

    @property
    def posten(self) -> list[Posten]:
        """Give what will happen, place by place; nothing where there is nothing."""
        return [posten for posten in self._alle() if posten.anzahl]

    @property
    def kennung(self) -> str:
        """Give what is another as soon as anything else would go; it tells nothing itself."""
        inhalt = [
            (p.name, p.was, p.anzahl, [str(getattr(z, "pk", z)) for z in p.zeilen])
            for p in self.posten
        ]
        return salted_hmac(SALZ, repr(inhalt), algorithm="sha256").hexdigest()

    def _alle(self) -> Iterator[Posten]:
        yield _zeilen("Meldungen", "werden gelöscht", self.meldungen)
        vorschlaege = Vorschlag.objects.filter(meldung__in=self.meldungen).count()
        yield Posten("Vorschläge in diesen Meldungen", "werden gelöscht", vorschlaege)
        yield _zeilen("E-Mails", "werden gelöscht", self.mails)
        yield Posten("Abgelegte E-Mails (Dateien)", "werden gelöscht", len(self.dateien))
        yield _zeilen("Einträge im Verzeichnis", "werden gelöscht", self.personen)
        if self.privates_von is not None:
            yield from self._privates(self.privates_von)
        yield _zeilen("Interne Kontakte", "werden gelöscht", self.kontakte)
        eingeladen = Einladung.objects.filter(akteur__in=self.personen).count()
        yield Posten("Einladungen dieser Einträge", "werden gelöscht", eingeladen)
        fassungen = geschichte_von(Akteur).filter(id__in=[a.pk for a in self.personen]).count()
        yield Posten("Fassungen in ihrer Geschichte", "werden gelöscht", fassungen)
        was = "Name, Anschrift, Telefon und E-Mail werden geleert, auch in der Geschichte"
        yield _zeilen("Ansprechpersonen", was, self.ansprechpersonen)
        was = "werden gesperrt; Name, E-Mail-Adresse und Rollen verschwinden"
        yield _zeilen("Konten", was, self.konten)
        was = "nennen statt des Namens „ehemaliges Konto“"
        yield Posten("Einträge im Verlauf", was, sum(spuren(konto) for konto in self.konten))
        yield Posten("Gescheiterte Anmeldungen", "werden gelöscht", len(self.versuche))
        yield from self._erwaehnungen()

    def _privates(self, akteur: Akteur) -> Iterator[Posten]:
        einwilligung = geschichte_von(Akteur).filter(id=akteur.pk).exclude(einwilligung_wortlaut="")
        da = bool(akteur.einwilligung_wortlaut) + einwilligung.count()
        yield Posten("Einwilligung, mit Geschichte", "wird geleert", da)
        notizen = Einladung.objects.filter(akteur=akteur).exclude(notiz="").count()
        yield Posten("Notizen zu Einladungen", "werden geleert", notizen)

    def _erwaehnungen(self) -> Iterator[Posten]:
        """Give the mentions, for each kind of row; of copies only how many there are."""
        je_art: dict[str, list[Any]] = {}
        for stelle in self.erwaehnungen:
            je_art.setdefault(_art(stelle), []).append(stelle.zeile)
        was = "die Adresse wird herausgenommen, das Übrige bleibt"
        for art, zeilen in je_art.items():
            benannt = zeilen if art not in NUR_GEZAEHLT else ()
            yield Posten(f"{capfirst(art)}: Texte mit der Adresse", was, len(zeilen), benannt)


def _art(stelle: Fundstelle) -> str:
    if stelle.ist_geschichte:
        return FASSUNGEN
    if isinstance(stelle.zeile, LogEntry):
        return PROTOKOLL
    return str(stelle.zeile._meta.verbose_name_plural)


def _zeilen(name: str, was: str, zeilen: Sequence[Any]) -> Posten:
    return Posten(name, was, len(zeilen), zeilen)


def umfang(
    adressen: Sequence[Adresse],
    *,
    akteur: Akteur | None = None,
    darf_konto: Callable[[User], bool] = lambda _konto: True,
) -> Umfang:
    """Gather what there is about `adressen`, and about `akteur` where one is named.

    `darf_konto` says which accounts who asks may erase.
    """
    ergebnis = Umfang(list(adressen))
    stellen = fundstellen(adressen) if adressen else []
    ganz: dict[Any, list[Any]] = {}
    for stelle in stellen:
        if stelle.fund is Fund.TEXT:
            ergebnis.erwaehnungen.append(stelle)
        else:
            ganz.setdefault(type(stelle.zeile), []).append(stelle)
    zeilen = {modell: [s.zeile for s in seine] for modell, seine in ganz.items()}
    _akteure(ergebnis, akteur, ganz.pop(Akteur, []), zeilen.pop(Kontakt, []))
    _post(ergebnis, zeilen.pop(Meldung, []), zeilen.pop(Sendung, []))
    ergebnis.ansprechpersonen = zeilen.pop(Ansprechperson, [])
    for konto in zeilen.pop(User, []):
        (ergebnis.konten if darf_konto(konto) else ergebnis.fremde_konten).append(konto)
    # Whoever may not erase an account does not unlock it either.
    if not ergebnis.fremde_konten:
        ergebnis.versuche = [zeile for modell in VERSUCHE for zeile in zeilen.get(modell, [])]
    ergebnis.dateien = dateien(adressen) if adressen else []
    _uebriges(ergebnis)
    return ergebnis


def _akteure(
    ergebnis: Umfang, akteur: Akteur | None, stellen: list[Fundstelle], kontakte: list[Kontakt]
) -> None:
    personen = [stelle.zeile for stelle in stellen if ist_person(stelle.zeile)]
    # What an organisation has for the public stays with it; only the address goes.
    ergebnis.erwaehnungen += [stelle for stelle in stellen if not ist_person(stelle.zeile)]
    for kontakt in kontakte:
        if ist_person(kontakt.akteur):
            personen.append(kontakt.akteur)
        else:
            ergebnis.kontakte.append(kontakt)
    if akteur is not None and ist_person(akteur):
        personen.append(akteur)
    elif akteur is not None:
        ergebnis.privates_von = akteur
        ergebnis.kontakte += Kontakt.objects.filter(akteur=akteur)
    ergebnis.personen = _einmal(personen)
    ergebnis.kontakte = _einmal(
        [*ergebnis.kontakte, *Kontakt.objects.filter(akteur__in=ergebnis.personen)]
    )


def _post(ergebnis: Umfang, meldungen: list[Meldung], mails: list[Sendung]) -> None:
    ueber_personen = Meldung.objects.filter(akteur__in=ergebnis.personen)
    ergebnis.meldungen = _einmal([*meldungen, *ueber_personen])
    schluessel = [meldung.pk for meldung in ergebnis.meldungen]
    verbundene = mails_zu(Meldung.objects.filter(pk__in=schluessel))
    ergebnis.mails = _einmal([*mails, *verbundene])


def _uebriges(ergebnis: Umfang) -> None:
    """Leave out the mentions in what goes anyway, and look for the names that are known now."""
    gehen = {
        *map(_ort, ergebnis.meldungen),
        *map(_ort, ergebnis.mails),
        *map(_ort, ergebnis.personen),
        *map(_ort, ergebnis.kontakte),
        *map(_ort, ergebnis.ansprechpersonen),
        *map(_ort, ergebnis.konten),
        *map(_ort, ergebnis.fremde_konten),
        *map(_ort, Vorschlag.objects.filter(meldung__in=ergebnis.meldungen)),
        *map(_ort, Einladung.objects.filter(akteur__in=ergebnis.personen)),
        *map(_ort, TOTPDevice.objects.filter(user__in=ergebnis.konten)),
        *map(_ort, StaticDevice.objects.filter(user__in=ergebnis.konten)),
    }
    eigene = {
        *(("akteure.AkteurGeschichte", akteur.pk) for akteur in ergebnis.personen),
        *(("quartiere.AnsprechpersonGeschichte", a.pk) for a in ergebnis.ansprechpersonen),
    }

    def bleibt(stelle: Fundstelle) -> bool:
        if stelle.ist_geschichte:
            return (stelle.zeile._meta.label, getattr(stelle.zeile, "id", None)) not in eigene
        return _ort(stelle.zeile) not in gehen

    ergebnis.erwaehnungen = [stelle for stelle in ergebnis.erwaehnungen if bleibt(stelle)]
    if namen := _namen(ergebnis):
        gefunden = [s for s in fundstellen(namen) if _zu_pruefen(s) and bleibt(s)]
        ergebnis.gleiche_namen = gefunden


def _zu_pruefen(stelle: Fundstelle) -> bool:
    """Leave out copies, and what says who did something: erasing an account replaces that."""
    felder = (*stelle.genau, *stelle.im_text)
    von_wem = isinstance(stelle.zeile, LogEntry) or all(ist_name(stelle.zeile, f) for f in felder)
    return not stelle.ist_geschichte and not von_wem


def _namen(ergebnis: Umfang) -> list[Adresse]:
    """Give the names of the person that the rows tell; one word alone would be found anywhere."""
    private: list[Any] = [*ergebnis.meldungen, *ergebnis.kontakte, *ergebnis.personen]
    namen = [zeile.name for zeile in [*private, *ergebnis.ansprechpersonen]]
    namen += [konto.get_full_name() for konto in ergebnis.konten]
    volle = {name.strip() for name in namen if len(name.split()) > 1}
    return [Adresse(name) for name in sorted(volle)]


def _ort(zeile: Any) -> tuple[str, Any]:
    return zeile._meta.label, zeile.pk


def _einmal(zeilen: Sequence[Any]) -> list[Any]:
    return list({zeile.pk: zeile for zeile in zeilen}.values())
