"""What is stored about an address, for the person whose it is (GDPR, articles 15 and 20)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from hattingen_portal.datenschutz.adressen import Adresse
from hattingen_portal.datenschutz.fristen import GESCHICHTE, Frist, Ort
from hattingen_portal.datenschutz.konto import spuren
from hattingen_portal.datenschutz.ohne_personen import ort, textfelder
from hattingen_portal.datenschutz.suche import Fundstelle, wert_von
from hattingen_portal.datenschutz.umfang import Umfang, umfang
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von, pk_feld
from hattingen_portal.meldungen.models import Vorschlag
from hattingen_portal.post.ablage import alle_worte
from hattingen_portal.post.models import Sendung

# Nobody is told these: passwords and keys, and what the portal makes for itself of the rest.
GEHEIM = {"password", "key", "token", "session_data", "session_key", "fingerabdruck", "version"}
# Of a history: its own keys, and which of the staff made the entry.
INNERES = {"id", "durch_name", "history_id", "history_user", "history_type"}
INNERES |= {"history_change_reason", "history_date"}
# When the period of a row begins, so that a day can be named on which it ends.
BEGINN = {
    "hattingen_portal.Meldung": "abgeschlossen_am",
    "hattingen_portal.Sendung": "angelegt_am",
    "axes.AccessAttempt": "attempt_time",
    "admin.LogEntry": "action_time",
}
UMGEBUNG = 60  # characters shown on either side of an address in a text of somebody else


@dataclass(frozen=True)
class Angabe:
    """A row that is about the person, or a text in which their address stands.

    `eigen` tells the one from the other. `werte` are fields in words, or what stands around the
    address: the rest of the text may be somebody else's (article 15 (4)).
    """

    art: str
    eigen: bool
    werte: dict[str, str]
    zweck: str
    rechtsgrund: str
    aufbewahrt: str
    danach: str
    bis: str | None = None


@dataclass(frozen=True)
class Auskunft:
    """All that there is about `adresse` at `stand` (ISO 8601, Europe/Berlin)."""

    adresse: str
    stand: str
    angaben: list[Angabe] = field(default_factory=list)

    def als_werte(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        return asdict(self)


def auskunft(adresse: Adresse, jetzt: datetime) -> Auskunft:
    """Gather what is stored about `adresse` at the aware time `jetzt`."""
    gefunden = umfang([adresse])
    stand = timezone.localtime(jetzt).isoformat(timespec="seconds")
    angaben = [*_eigene(gefunden), *_erwaehnungen(gefunden, adresse), *_dateien(gefunden, adresse)]
    return Auskunft(adresse.text, stand, angaben)


def _eigene(gefunden: Umfang) -> Iterator[Angabe]:
    for zeile in _eigene_zeilen(gefunden):
        yield _angabe(zeile, _werte(zeile), eigen=True)
    for konto in gefunden.konten:
        yield _angabe(konto, _vom_konto(konto), eigen=True)
        yield from (
            _angabe(zeile, _werte(zeile), eigen=True)
            for sorte in ("totpdevice_set", "staticdevice_set")
            for zeile in getattr(konto, sorte).all()
        )


def _eigene_zeilen(gefunden: Umfang) -> Iterator[Any]:
    yield from gefunden.meldungen
    yield from Vorschlag.objects.filter(meldung__in=gefunden.meldungen).order_by("pk")
    yield from gefunden.mails
    for zeile in (*gefunden.personen, *gefunden.ansprechpersonen):
        yield zeile
        yield from geschichte_von(type(zeile)).filter(pk_feld(zeile))
    yield from gefunden.kontakte
    yield from gefunden.versuche


def _erwaehnungen(gefunden: Umfang, adresse: Adresse) -> Iterator[Angabe]:
    for stelle in gefunden.erwaehnungen:
        felder = (*stelle.genau, *stelle.im_text)
        werte = {_name(stelle.zeile, feld): _umgebung(stelle, feld, adresse) for feld in felder}
        yield _angabe(stelle.zeile, werte, eigen=False)


def _umgebung(stelle: Fundstelle, feld: str, adresse: Adresse) -> str:
    """Give what stands around the address in `feld`."""
    return _ausschnitt(str(wert_von(stelle.zeile, feld)), adresse)


def _ausschnitt(text: str, adresse: Adresse) -> str:
    fund = adresse.muster.search(text)
    if fund is None:
        return text[: 2 * UMGEBUNG]
    von, bis = max(0, fund.start() - UMGEBUNG), fund.end() + UMGEBUNG
    return f"{'… ' if von else ''}{text[von:bis].strip()}{' …' if bis < len(text) else ''}"


def _dateien(gefunden: Umfang, adresse: Adresse) -> Iterator[Angabe]:
    """Give the mails that lie as files, by what stands around the address."""
    for datei in gefunden.dateien:
        werte = {"Datei": datei.name, "Ausschnitt": _ausschnitt(alle_worte(datei), adresse)}
        yield _mit_frist("E-Mail als Datei", werte, _ort(Sendung), eigen=False)


def _vom_konto(konto: Any) -> dict[str, str]:
    """Give what an account says, and what else there is because of it."""
    sitzungen = [
        s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(konto.pk)
    ]
    stadtteile = [zeile.stadtteil.name for zeile in konto.zustaendigkeiten.select_related()]
    return _werte(konto) | {
        "Rollen": ", ".join(gruppe.name for gruppe in konto.groups.all()) or "keine",
        "Stadtteile": ", ".join(stadtteile) or "alle",
        "laufende Anmeldungen": str(len(sitzungen)),
        "Einträge in Geschichte und Verlauf mit diesem Namen": str(spuren(konto)),
    }


def _werte(zeile: Any) -> dict[str, str]:
    """Give what `zeile` says, field by field in words; what is empty says nothing."""
    fassung = getattr(zeile, "history_date", None)
    werte = {"Fassung vom": _zeit(fassung)} if fassung else {}
    for feld in zeile._meta.concrete_fields:
        if feld.primary_key or feld.name in GEHEIM | INNERES:
            continue
        if wert := _in_worten(zeile, feld):
            werte[_name(zeile, feld.name)] = wert
    return werte


def _zeit(zeit: datetime) -> str:
    return date_format(timezone.localtime(zeit), "j. F Y, H:i") + " Uhr"


def _name(zeile: Any, feld: str) -> str:
    return capfirst(str(zeile._meta.get_field(feld).verbose_name))


def _in_worten(zeile: Any, feld: models.Field) -> str:
    if feld.choices:
        return str(getattr(zeile, f"get_{feld.name}_display")())
    wert = wert_von(zeile, feld.name)
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, datetime):
        return _zeit(wert)
    if isinstance(wert, date):
        return date_format(wert, "j. F Y")
    if isinstance(wert, list):
        return ", ".join(map(str, wert))
    return "" if wert is None else str(wert)


def _angabe(zeile: Any, werte: dict[str, str], *, eigen: bool) -> Angabe:
    eins = _ort(type(zeile))
    art = capfirst(str(zeile._meta.verbose_name))
    return _mit_frist(art, werte, eins, eigen=eigen, bis=_ende(zeile, eins.frist))


def _ort(modell: type[models.Model]) -> Ort:
    """Give the first line of the table for `modell`; of a history that of its copies, if any."""
    orte = [ort(modell, feld.name) for feld in textfelder(modell)]
    return next((eins for eins in orte if eins not in {None, GESCHICHTE}), None) or GESCHICHTE


def _mit_frist(
    art: str, werte: dict[str, str], eins: Ort, *, eigen: bool, bis: str | None = None
) -> Angabe:
    return Angabe(
        art=art,
        eigen=eigen,
        werte=werte,
        zweck=eins.zweck.deutsch,
        rechtsgrund=eins.grund,
        aufbewahrt=eins.frist.worte.deutsch,
        danach=eins.frist.danach.value.deutsch,
        bis=bis,
    )


def _ende(zeile: Any, frist: Frist) -> str | None:
    """Give the day on which the period of `zeile` ends (ISO 8601), where it can be told yet."""
    beginn = getattr(zeile, BEGINN.get(zeile._meta.label, ""), None)
    if beginn is None or frist.dauer is None:
        return None
    return timezone.localdate(beginn + frist.dauer).isoformat()
