"""Which section of the handbook helps on which page of the admin."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

# The beginning of an address's name, and the title of the section. The first that fits counts.
ABSCHNITTE: tuple[tuple[str, str], ...] = (
    ("index", "Die Startseite der Verwaltung"),
    ("absichern", "Den zweiten Faktor einrichten"),
    ("password_change", "Das Passwort ändern"),
    ("hattingen_portal_vorlauf", "Vorlaufzeiten einstellen"),
    ("konferenzen_konferenz_changelist", "In der Liste arbeiten"),
    ("konferenzen_konferenz_add", "Eine Konferenz ankündigen"),
    ("konferenzen_konferenz_change", "Etwas ändert sich"),
    ("konferenzen_konferenz_veroeffentlichen", "Veröffentlichen"),
    ("konferenzen_konferenz_festlegen", "Termin festlegen"),
    ("konferenzen_konferenz_verlegen", "Termin verlegen"),
    ("konferenzen_konferenz_verschieben", "Termin verschieben"),
    ("konferenzen_konferenz_absagen", "Termin absagen"),
    ("konferenzen_konferenz_wieder-ansetzen", "Sie findet doch statt"),
    ("konferenzen_konferenz_zurueckziehen", "Einen Irrtum zurücknehmen"),
    ("konferenzen_konferenz_anpassen", "Mehrere auf einmal ändern"),
    ("konferenzen_konferenz_vorgang", "Mehrere auf einmal ändern"),
    ("konferenzen_konferenz_pressetext", "Pressetext kopieren"),
    ("konferenzen_runde_pressetext", "Pressetext kopieren"),
    ("konferenzen_runde_planen", "Eine Runde planen"),
    ("konferenzen_runde_einlesen", "Eine Terminliste einlesen"),
    ("konferenzen_runde_kopieren", "Eine Runde kopieren"),
    ("konferenzen_runde", "Die Saison vorbereiten"),
    ("konferenzen_veranstaltungsort", "Ein Treffpunkt zieht um"),
    ("konferenzen_ferien", "Ferien einlesen"),
    ("konferenzen_sperrtag", "Sperrtage eintragen"),
    ("aktuelles_beitrag_vorschaulink", "Einen Entwurf zeigen"),
    ("konferenzen_konferenz_vorschaulink", "Einen Entwurf zeigen"),
    ("aktuelles_beitrag", "Eine Nachricht schreiben"),
    ("akteure_akteur_privates", "Auskunft geben und löschen"),
    ("personendaten", "Auskunft geben und löschen"),
    ("akteure", "Akteurinnen und Akteure pflegen"),
    ("quartiere", "Stadtteile und Ansprechpersonen pflegen"),
    ("hattingen_portal_meldung_vorschlaege", "Vorschläge zu einem Eintrag prüfen"),
    ("hattingen_portal_meldung", "Meldungen beantworten"),
    ("hattingen_portal_sendung", "Mails, die nicht ankommen"),
    ("hattingen_portal_seite", "Impressum, Datenschutz und Barrierefreiheit"),
    ("hattingen_portal_anmeldesperre", "Zu viele Versuche"),
    ("passwort_", "Passwort vergessen"),
    ("fremder_faktor", "Telefon neu oder verloren"),
    ("auth_user", "Konten anlegen und sperren"),
)
# Pages that every model has, by the end of their name; they are asked first.
UEBERALL: tuple[tuple[str, str], ...] = (
    ("_history", "Wer was geändert hat"),
    ("_ausgeben", "Listen ausgeben"),
)
# Who is not in yet may read one chapter, and gets its first section where none fits better.
ANMELDEN = "Anmelden"
VOR_DER_ANMELDUNG: tuple[tuple[str, str], ...] = (
    ("absichern", "Den zweiten Faktor einrichten"),
    ("anmeldung_code", "Telefon neu oder verloren"),
    ("passwort_", "Passwort vergessen"),
    ("", ANMELDEN),
)


@dataclass(frozen=True)
class Hilfe:
    """A link to a section of the handbook."""

    titel: str
    adresse: str


def anker(titel: str) -> str:
    """Give the address of the section `titel` in its page, as GitHub makes it of the same file."""
    return re.sub(r"[^\w\- ]", "", titel.lower()).replace(" ", "-")


def hilfe(request: HttpRequest, *, angemeldet: bool) -> Hilfe | None:
    """Give the section that helps on the page of `request`, None where there is none of its own."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    titel = _titel(name) if angemeldet else _mit_anfang(name, VOR_DER_ANMELDUNG)
    if titel is None:
        return None
    seite = reverse("admin:handbuch" if angemeldet else "admin:handbuch_anmelden")
    return Hilfe(titel, f"{seite}#{anker(titel)}")


def _titel(name: str) -> str | None:
    ueberall = (titel for ende, titel in UEBERALL if name.endswith(ende))
    return next(ueberall, None) or _mit_anfang(name, ABSCHNITTE)


def _mit_anfang(name: str, abschnitte: tuple[tuple[str, str], ...]) -> str | None:
    return next((titel for anfang, titel in abschnitte if name.startswith(anfang)), None)
