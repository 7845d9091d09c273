"""One person everywhere: their address, and their name, in every field that the table knows."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from akteure.models import Akteur, Kontakt
from aktuelles.models import Anhang
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.datenschutz.ohne_personen import modelle, ort, textfelder
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von, hat_geschichte
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.post.ablage import ablegen
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.nachricht import nachricht
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from hattingen_portal.seiten.models import Abschnitt, Ausnahme, Erklaerung, Seite, Video
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderung, Einladung, Ferien, Konferenz, Sperrtag, Status, Unterlage
from tests import fabriken as f

MAIL = "kanarie@example.org"
NAME = "Kanarie Vogelsang"
GESUCHT = ("kanarie", "vogelsang")
# What holds no words: keys, checksums, files (their content is looked after by hand), what is
# written in the address bar, and settings of codes.
OHNE_WORTE = {
    *("slug", "fruehere_slugs", "fingerabdruck", "password", "session_key", "session_data"),
    *("schluessel", "key", "token", "session_hash", "args", "ip_address"),
    *("datei", "bild", "untertitel"),
}


def ueberall() -> Konferenz:
    """Make one row of each model, all about that person; give the conference among them."""
    konto = User.objects.create_user(MAIL, MAIL, "geheim", is_staff=True)
    anmelden(konto)
    person = f.akteur(NAME, art=Akteur.Art.EINZELPERSON)
    Kontakt.objects.create(akteur=person)
    konferenz = f.konferenz(beginn=f.berlin(2026, 2, 2, 17), ort=f.ort())
    konferenz.beginn, konferenz.ende = f.berlin(2026, 2, 3, 17), f.berlin(2026, 2, 3, 19)
    fortschreiben(konferenz, durch=konto, jetzt=f.JETZT)
    Einladung.objects.create(konferenz=konferenz, akteur=person)
    weg = f.konferenz(beginn=f.berlin(2026, 2, 4, 17))
    weg.status = Status.ZURUECKGEZOGEN
    fortschreiben(weg, jetzt=f.JETZT)
    verein = f.akteur("Verein")
    Unterlage.objects.create(konferenz=konferenz)
    Anhang.objects.create(beitrag=f.beitrag())
    f.ansprechperson()
    _nur_mit_geschichte()
    _seiten()
    _post(person)
    _fuellen()
    for modell in (Akteur, geschichte_von(Akteur).model):
        modell._base_manager.filter(id=verein.pk).update(name="Verein")
    _historie_von(konto)
    return konferenz


def anmelden(konto: User) -> None:
    Client().force_login(konto)
    TOTPDevice.objects.create(user=konto)
    StaticDevice.objects.create(user=konto).token_set.create(token="x")
    for modell in (AccessAttempt, AccessFailureLog, AccessLog):
        felder = {"failures_since_start": 1} if modell is AccessAttempt else {}
        modell.objects.create(username=konto.username, **felder)


def _nur_mit_geschichte() -> None:
    """Make rows that hold nothing of a person, while their histories say who made them."""
    f.kategorie("Kategorie")
    f.ortsteil("Ortsteil")
    Vorlauf.objects.create(schritt="x", tage=1)
    zeit = {"beginn": f.JETZT.date(), "ende": f.JETZT.date()}
    Ferien.objects.create(name="Ferien", **zeit)
    Sperrtag.objects.create(was="Fest", **zeit)


def _seiten() -> None:
    seiten_anlegen()
    seite = Seite.objects.all()[0]
    Abschnitt.objects.get_or_create(seite=seite, defaults={"titel": "Titel"})
    Ausnahme.objects.create(seite=seite, inhalt="x", begruendung="x")
    Erklaerung.objects.get_or_create(seite=seite)
    Video.objects.get_or_create(seite=seite)


def _post(person: Akteur) -> None:
    meldung = Meldung.objects.create(
        art="berichtigung", akteur=person, text="x", faellig_am=f.JETZT.date()
    )
    Vorschlag.objects.create(meldung=meldung, feld="name", bisher="x", vorgeschlagen="x")
    sendung = Sendung.objects.create(an=[MAIL], betreff="x", text="x")
    meldung.sendungen.add(sendung)
    mail = nachricht(an=[MAIL], betreff=NAME, text=NAME, kennung=sendung.kennung)
    ablegen(mail.as_bytes(), sendung.kennung)
    # Of somebody else, whose row is gone: only the words name the person.
    andere = Sendung(an=["andere@example.org"])
    mail = nachricht(an=andere.an, betreff="x", text=f"Von {MAIL}.", kennung=andere.kennung)
    ablegen(mail.as_bytes(), andere.kennung)


def _fuellen() -> None:
    """Write into each field of the table, past all rules: what stands there once did somehow."""
    with connection.cursor() as zeiger:
        zeiger.execute("SET CONSTRAINTS ALL IMMEDIATE")
        zeiger.execute("ALTER TABLE konferenzen_aenderung DISABLE TRIGGER aenderung_bleibt")
        for art in (Akteur, User):
            _protokoll(art)
        for modell in modelle():
            felder = [x for x in textfelder(modell) if ort(modell, x.name)]
            werte = {x.name: _wert(x) for x in felder if x.name not in OHNE_WORTE}
            if modell is Aenderung:
                for zeile in Aenderung.objects.all():
                    neu = {"titel": MAIL, "beschreibung": f"Fragen an {MAIL}."}
                    zeile.vorher, zeile.nachher = zeile.vorher | neu, zeile.nachher | neu
                    werte |= {"vorher": zeile.vorher, "nachher": zeile.nachher}
                    Aenderung.objects.filter(pk=zeile.pk).update(**werte)
            elif werte and modell._meta.managed:
                assert modell._base_manager.update(**werte), modell
        zeiger.execute("ALTER TABLE konferenzen_aenderung ENABLE TRIGGER aenderung_bleibt")


def _protokoll(modell: type[models.Model]) -> None:
    zeile = modell._base_manager.all()[0]
    LogEntry.objects.create(
        user=User.objects.get(),
        content_type=ContentType.objects.get_for_model(modell),
        object_id=zeile.pk,
        object_repr=NAME,
        action_flag=CHANGE,
        change_message="x",
    )


def _wert(feld: models.Field) -> Any:
    name = f"{feld.model._meta.label}.{feld.name}"
    if isinstance(feld, ArrayField):
        return [MAIL]
    if isinstance(feld, models.JSONField):
        return {"name": NAME, "text": f"Von\n{MAIL}"}
    if "name" in feld.name.split("_") and _geht_ganz(name):
        return NAME
    voll = f"Fragen an {MAIL.upper()}." if feld.max_length is None or feld.max_length > 60 else MAIL
    return MAIL if feld.name in {"email", "antwort_an", "username", "anmeldung_kontakt"} else voll


def _geht_ganz(name: str) -> bool:
    return name.split(".")[1].removesuffix("Geschichte") in {
        *("Meldung", "Kontakt", "Akteur", "Ansprechperson", "User")
    }


def _historie_von(konto: User) -> None:
    """Let the account be who made every entry; its name stands there then."""
    User.objects.filter(pk=konto.pk).update(first_name="Kanarie", last_name="Vogelsang")
    for modell in modelle():
        felder = {feld.name for feld in modell._meta.concrete_fields}
        if {"durch_name", "history_user"} <= felder:
            modell._base_manager.update(durch_name=NAME, history_user=konto)


def fundorte() -> set[str]:
    """Give each column of the database in which the person can be read, as table.column."""
    with connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        return {f"{t}.{s}" for t, s in zeiger.fetchall() if _steht_in(zeiger, t, s)}


def _steht_in(zeiger: Any, tabelle: str, spalte: str) -> bool:
    worte = " OR ".join(f"\"{spalte}\"::text ILIKE '%%{wort}%%'" for wort in GESUCHT)
    zeiger.execute(f'SELECT EXISTS (SELECT FROM "{tabelle}" WHERE {worte})', [])
    return bool(zeiger.fetchone()[0])


def dateien() -> list[str]:
    """Give the files of the portal in which the person can be read."""
    ordner = [Path(settings.MEDIA_ROOT), Path(settings.PORTAL_ABLAGE)]
    alle = [datei for einer in ordner for datei in einer.rglob("*") if datei.is_file()]
    return [
        datei.name
        for datei in alle
        if any(wort.encode() in datei.read_bytes().lower() for wort in GESUCHT)
    ]


def spaeter(jahre: int) -> Any:
    return f.JETZT + timedelta(days=366 * jahre)


def tabellen(modell: str) -> list[str]:
    """Give the table of `modell`, and that of its history."""
    eins = apps.get_model(modell)
    geschichten = [geschichte_von(eins).model] if hat_geschichte(eins) else []
    return [m._meta.db_table for m in (eins, *geschichten)]
