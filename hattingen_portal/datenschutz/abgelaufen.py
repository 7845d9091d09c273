"""What is over: the rows for which a period of the table has ended, and what comes then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Exact
from django.utils import timezone

from akteure.models import Akteur
from hattingen_portal.datenschutz import fristen
from hattingen_portal.datenschutz.akteur import notizen_leeren, person_loeschen
from hattingen_portal.datenschutz.fristen import MIT_FASSUNGEN, NICHT_MEHR, Frist
from hattingen_portal.datenschutz.geschichten import entfernen, mit_geschichte, ueberholte
from hattingen_portal.datenschutz.konto import VORNE, konto_loeschen
from hattingen_portal.grundlage.formular.zugriff import Zugriff
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from hattingen_portal.grundlage.geschichte.bestand import BESTAND
from hattingen_portal.meldungen.loeschung import meldungen_loeschen
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung, Zustand
from hattingen_portal.post.zuruecknahme import mails_loeschen
from konferenzen.models import Aenderung, Einladung

Zeilen = QuerySet[Any]


@dataclass(frozen=True)
class Sorte:
    """One kind of rows whose period can be over.

    `zeilen` gives them for a moment before which they have to begin (`seit`, a field of theirs);
    `tun` does with some of them what the period says. They are over no more then.
    """

    name: str
    frist: Frist
    zeilen: Callable[[datetime], Zeilen]
    seit: str
    tun: Callable[[Zeilen], Any]

    def abgelaufen(self, jetzt: datetime) -> Zeilen:
        """Give the rows whose period is over at the aware time `jetzt`."""
        return self.zeilen(jetzt - self.frist.dauer if self.frist.dauer else jetzt)


def sorten() -> list[Sorte]:
    """Give all kinds; what goes with others (mails with their message) has one of its own, too."""
    return [*_ANMELDUNG, *_VERKEHR, *_BESTAND, *_fassungen(), *_namen()]


def _loeschen(zeilen: Zeilen) -> None:
    zeilen.delete()


def _aelter(modell: type[Model], feld: str, grenze: datetime) -> Zeilen:
    return modell._base_manager.filter(**{f"{feld}__lt": grenze})


def _mails(grenze: datetime, *, vertraulich: bool) -> Zeilen:
    """Leave alone what still waits: the worker gives it up within a day, once it runs again."""
    alte = Sendung.objects.filter(vertraulich=vertraulich, angelegt_am__lt=grenze)
    return alte if vertraulich else alte.exclude(zustand=Zustand.WARTET)


def _notizen(grenze: datetime) -> Zeilen:
    """Without a date, the conference was over with its season at the latest."""
    vorbei = Q(konferenz__ende__lt=grenze) | Q(
        konferenz__ende=None, konferenz__runde__ende__lt=timezone.localdate(grenze)
    )
    return Einladung.objects.filter(vorbei).exclude(notiz="")


def _widerrufene(grenze: datetime) -> Zeilen:
    """Those whose consent counts no more; whoever gave it anew since then stays."""
    return Akteur.objects.filter(
        art=Akteur.Art.EINZELPERSON,
        einwilligung_widerrufen_am__lt=timezone.localdate(grenze),
        einwilligung_widerrufen_am__gte=Coalesce("einwilligung_am", "einwilligung_widerrufen_am"),
    )


def _gesperrte_konten(grenze: datetime) -> Zeilen:
    ehemalig = Concat(Value(VORNE), F("pk"), output_field=CharField())
    zuletzt = Coalesce("last_login", "date_joined")
    konten = User.objects.annotate(zuletzt=zuletzt).exclude(Exact(F("username"), ehemalig))
    return konten.filter(is_active=False, zuletzt__lt=grenze)


def _je(tun: Callable[[Any], Any]) -> Callable[[Zeilen], None]:
    """Do it for each row by itself."""

    def alle(zeilen: Zeilen) -> None:
        for zeile in zeilen:
            tun(zeile)

    return alle


def _fassungen() -> list[Sorte]:
    return [
        Sorte(
            f"frühere Fassungen: {modell._meta.verbose_name_plural}",
            fristen.FASSUNG,
            partial(_alte_fassungen, modell),
            "history_date",
            partial(entfernen, modell),
        )
        for modell in mit_geschichte()
        if modell._meta.label in MIT_FASSUNGEN
    ]


def _alte_fassungen(modell: type[Model], grenze: datetime) -> Zeilen:
    return ueberholte(modell).filter(history_date__lt=grenze)


def _namen() -> list[Sorte]:
    return [
        Sorte(
            f"Namen in der Geschichte: {modell._meta.verbose_name_plural}",
            fristen.VERLAUF,
            partial(_namen_in, modell),
            "history_date",
            _geschichte_ohne_namen,
        )
        for modell in mit_geschichte()
    ]


def _namen_in(modell: type[Model], grenze: datetime) -> Zeilen:
    return _mit_namen(geschichte_von(modell).filter(history_date__lt=grenze), "history_user")


def _namen_im_verlauf(grenze: datetime) -> Zeilen:
    return _mit_namen(Aenderung.objects.filter(zeitpunkt__lt=grenze), "durch")


def _mit_namen(zeilen: Zeilen, konto: str) -> Zeilen:
    """Keep those that say who it was; what the portal did by itself never did."""
    return zeilen.exclude(Q(**{konto: None}) & Q(durch_name__in=("", NICHT_MEHR)))


def _verlauf_ohne_namen(zeilen: Zeilen) -> None:
    zeilen.update(durch=None, durch_name=NICHT_MEHR)


def _geschichte_ohne_namen(zeilen: Zeilen) -> None:
    """Whatever reason somebody gave goes along; that an entry was there before is no reason."""
    zeilen.exclude(**BESTAND).update(history_change_reason=None)
    zeilen.update(history_user=None, durch_name=NICHT_MEHR)


_ANMELDUNG = (
    *(
        Sorte(
            name,
            fristen.ANMELDEVERSUCH,
            partial(_aelter, modell, "attempt_time"),
            "attempt_time",
            _loeschen,
        )
        for name, modell in (
            ("gescheiterte Anmeldungen", AccessAttempt),
            ("Protokoll gescheiterter Anmeldungen", AccessFailureLog),
            ("Protokoll der Anmeldungen", AccessLog),
        )
    ),
    Sorte(
        "beendete Sitzungen",
        fristen.SITZUNG,
        partial(_aelter, Session, "expire_date"),
        "expire_date",
        _loeschen,
    ),
    Sorte(
        "gesperrte Konten",
        fristen.KONTO,
        _gesperrte_konten,
        "date_joined",
        _je(konto_loeschen),
    ),
)
_VERKEHR = (
    Sorte(
        "Zählungen der Formulare",
        fristen.ZAEHLUNG,
        partial(_aelter, Zugriff, "beginn"),
        "beginn",
        _loeschen,
    ),
    Sorte(
        "vertrauliche Mails",
        fristen.MAIL_VERTRAULICH,
        partial(_mails, vertraulich=True),
        "angelegt_am",
        mails_loeschen,
    ),
    Sorte("Mails", fristen.MAIL, partial(_mails, vertraulich=False), "angelegt_am", mails_loeschen),
    Sorte(
        "abgeschlossene Meldungen",
        fristen.MELDUNG,
        partial(_aelter, Meldung, "abgeschlossen_am"),
        "abgeschlossen_am",
        meldungen_loeschen,
    ),
)
_BESTAND = (
    Sorte("Notizen zu Einladungen", fristen.EINLADUNG, _notizen, "konferenz__ende", notizen_leeren),
    Sorte(
        "Einzelpersonen, die widerrufen haben",
        fristen.WIDERRUFEN,
        _widerrufene,
        "einwilligung_widerrufen_am",
        _je(person_loeschen),
    ),
    Sorte(
        "Protokoll der Verwaltung",
        fristen.PROTOKOLL,
        partial(_aelter, LogEntry, "action_time"),
        "action_time",
        _loeschen,
    ),
    Sorte(
        "Namen im Änderungsverlauf",
        fristen.VERLAUF,
        _namen_im_verlauf,
        "zeitpunkt",
        _verlauf_ohne_namen,
    ),
)
