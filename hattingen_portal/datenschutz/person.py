"""Erasing one person from all places (GDPR, article 17), in one transaction.

What others wrote stays; only the address is taken out of it. Files go once that is stored.
"""

from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from akteure.models import Kontakt
from hattingen_portal.datenschutz import akteur as akteurdaten
from hattingen_portal.datenschutz.ansprechperson import person_herausnehmen
from hattingen_portal.datenschutz.fristen import EHEMALIG, ENTFERNT
from hattingen_portal.datenschutz.konto import konto_loeschen
from hattingen_portal.datenschutz.speichern import geaendert_speichern
from hattingen_portal.datenschutz.suche import (
    Fundstelle,
    dateien,
    fundstellen,
    ist_name,
    kommt_zuletzt,
    mit_personen,
    wert_von,
)
from hattingen_portal.datenschutz.umfang import VERSUCHE, Umfang
from hattingen_portal.meldungen.loeschung import meldungen_loeschen
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.zuruecknahme import mails_loeschen
from hattingen_portal.stand.ausloeser import loeschung_bemerken


@transaction.atomic
def loeschen(umfang: Umfang, *, durch: Any = None) -> None:
    """Erase all of `umfang`, or nothing; `durch` is who does it, for the histories.

    No page that was made before stands in for anything then. Raises VeraltetError where somebody
    saves one of the rows at this moment.
    """
    loeschung_bemerken()
    meldungen_loeschen(Meldung.objects.filter(pk__in=[m.pk for m in umfang.meldungen]))
    mails_loeschen(Sendung.objects.filter(pk__in=[mail.pk for mail in umfang.mails]))
    for akteur in umfang.personen:
        akteurdaten.person_loeschen(akteur)
    if umfang.privates_von is not None:
        akteurdaten.privates_loeschen(umfang.privates_von, durch=durch)
    Kontakt.objects.filter(pk__in=[kontakt.pk for kontakt in umfang.kontakte]).delete()
    for ansprechperson in umfang.ansprechpersonen:
        person_herausnehmen(ansprechperson, durch=durch)
    for konto in umfang.konten:
        konto_loeschen(konto)
    for versuch in umfang.versuche:
        versuch.delete()
    if umfang.adressen:
        _aus_texten(umfang, durch)
    for datei in dateien(umfang.adressen) if umfang.adressen else ():
        transaction.on_commit(partial(_wegwerfen, datei), robust=True)


def _aus_texten(umfang: Umfang, durch: Any) -> None:
    """Take the addresses out of what stays: of the rows first, then of what keeps them as copies.

    It looks again: saves have left copies. Accounts are erased as a whole, or not by this person,
    who does not unlock them then.
    """
    bleiben = {User, *(VERSUCHE if umfang.fremde_konten else ())}
    modelle = [modell for modell in mit_personen() if modell not in bleiben]
    erst = [modell for modell in modelle if not kommt_zuletzt(modell)]
    for auswahl in (erst, [modell for modell in modelle if kommt_zuletzt(modell)]):
        for stelle in fundstellen(umfang.adressen, auswahl):
            if werte := _ohne_adressen(stelle, umfang):
                geaendert_speichern(stelle.zeile, werte, durch=durch)


def _ohne_adressen(stelle: Fundstelle, umfang: Umfang) -> dict[str, Any]:
    """Give the fields of `stelle` as they are to be stored."""
    werte = {}
    for feld in (*stelle.genau, *stelle.im_text):
        if ist_name(stelle.zeile, feld):
            if not umfang.fremde_konten:
                werte[feld] = EHEMALIG
            continue
        werte[feld] = _ohne(umfang, stelle.zeile, feld)
    return werte


def _ohne(umfang: Umfang, zeile: Any, feld: str) -> Any:
    wert = wert_von(zeile, feld)
    for adresse in umfang.adressen:
        if isinstance(wert, str) and adresse.ist(wert):
            return "" if zeile._meta.get_field(feld).blank else ENTFERNT
        wert = adresse.entfernt(wert)
    return wert


def _wegwerfen(datei: Path) -> None:
    datei.unlink(missing_ok=True)
