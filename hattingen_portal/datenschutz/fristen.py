"""The table: which field may hold personal data, what for, how long, and what happens then.

A test goes over all models, those of other packages and of the history included: each field that
can hold a text or a file stands here, or in `ohne_personen.py`. What deletes
(`abgelaufen.py`), what erases one person (`person.py`) and what tells them (`auskunft.py`) read it
here, and docs/datenschutz.md prints it.

The periods are values to be changed here. Those with `stadt_entscheidet` are proposals: how long an
authority keeps something, only the city can decide. What a period is called is made of its length.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

TAG = timedelta(days=1)
JAHR = timedelta(days=365)
# In the place of a name where somebody's account was erased, and where the period is over. The
# trigger of the ledger allows these two words, and no others (konferenzen 0013).
EHEMALIG = "ehemaliges Konto"
NICHT_MEHR = "nicht mehr gespeichert"
# In the place of an address that somebody wants to have taken out of a text.
ENTFERNT = "[entfernt]"


@dataclass(frozen=True)
class Worte:
    """The same in the language of the office, and in that of the documentation."""

    deutsch: str
    englisch: str


class Danach(Enum):
    """What happens to a field when its period is over."""

    ZEILE = Worte("Löschung", "row deleted")
    LEER = Worte("Leeren des Feldes", "field emptied")
    PSEUDONYM = Worte("Ersetzen des Namens", "name replaced")
    VON_HAND = Worte("Löschung durch das Büro", "the office deletes it")


class Fund(Enum):
    """What erasing a person does with a row that holds their address."""

    ZEILE = Worte("ganz gelöscht", "row deleted")
    ANGABEN = Worte("persönliche Angaben geleert", "personal fields emptied")
    KONTO = Worte("gesperrt und ohne Namen", "account closed, name removed")
    TEXT = Worte("die Adresse herausgenommen", "address taken out")


@dataclass(frozen=True)
class Frist:
    """How long something is kept, from when, and what comes then.

    Without `dauer` nothing ends by the clock: `ab` then says until when.
    """

    ab: Worte
    danach: Danach
    dauer: timedelta | None = None
    stadt_entscheidet: bool = False

    @property
    def worte(self) -> Worte:
        """Say it: "1 Jahr nach dem Abschluss"."""
        if self.dauer is None:
            return self.ab
        return Worte(
            f"{_dauer(self.dauer, DEUTSCH)} {self.ab.deutsch}",
            f"{_dauer(self.dauer, ENGLISCH)} {self.ab.englisch}",
        )


DEUTSCH = (("Jahr", "Jahre"), ("Tag", "Tage"), ("Stunde", "Stunden"), ("Minute", "Minuten"))
ENGLISCH = (("year", "years"), ("day", "days"), ("hour", "hours"), ("minute", "minutes"))


def _dauer(dauer: timedelta, namen: tuple[tuple[str, str], ...]) -> str:
    einheiten = (JAHR, TAG, timedelta(hours=1), timedelta(minutes=1))
    einheit, (eins, viele) = next(
        paar for paar in zip(einheiten, namen, strict=True) if not dauer % paar[0]
    )
    return f"{dauer // einheit} {eins if dauer == einheit else viele}"


@dataclass(frozen=True)
class Ort:
    """Fields of a model that may hold personal data, all for the same purpose and as long.

    `modell` is its label. `bei_fund` says what erasing a person does where one of `adressen` is
    theirs; in all other fields the address is taken out of the text. A history's copies follow the
    fields that they are copies of.
    """

    modell: str
    felder: tuple[str, ...]
    von: Worte
    zweck: Worte
    frist: Frist
    grund: str
    bei_fund: Fund = Fund.TEXT
    adressen: tuple[str, ...] = ()


# --- Whose, and on which law ----------------------------------------------------------------------

BUERGER = Worte("Menschen, die schreiben", "citizens who write")
AKTEURE = Worte("Akteurinnen und Akteure", "actors and their contacts")
STAB = Worte("Mitarbeitende", "staff")
ALLE = Worte("Menschen, die ein Text nennt", "people named in a text")

AUFGABE = "Art. 6 (1) e DSGVO, § 3 DSG NRW"
EINWILLIGUNG = "Art. 6 (1) a DSGVO"
SICHERHEIT = "Art. 6 (1) e, Art. 32 DSGVO"
NACHWEIS = "Art. 5 (2), Art. 32 DSGVO"

# --- The periods ----------------------------------------------------------------------------------

# A year: somebody asks again, or goes to the Ombudsstelle (§ 10d BGG NRW).
MELDUNG = Frist(
    Worte("nach dem Abschluss; offene bleiben", "after it is closed; open ones stay"),
    Danach.ZEILE,
    JAHR,
    stadt_entscheidet=True,
)
VERTRAULICH = 7 * TAG
# A link for a new password holds an hour; the text of such a mail is gone once it is sent.
MAIL_VERTRAULICH = Frist(
    Worte("nach dem Anlegen", "after it was written"), Danach.ZEILE, VERTRAULICH
)
# Long enough to notice that a mail never came, and to send it again.
MAIL = Frist(
    Worte(
        f"nach dem Anlegen, vertrauliche {_dauer(VERTRAULICH, DEUTSCH)}; wartende bleiben",
        f"after it was written, confidential ones {_dauer(VERTRAULICH, ENGLISCH)}; waiting stay",
    ),
    Danach.ZEILE,
    90 * TAG,
    stadt_entscheidet=True,
)
# Failed logins count for AXES_COOLOFF_TIME; settings and this table are compared by a test.
ANMELDEVERSUCH = Frist(
    Worte("nach dem letzten Versuch", "after the last failure"),
    Danach.ZEILE,
    timedelta(minutes=15),
)
SITZUNG = Frist(
    Worte(
        "bis zum Ende der Anmeldung, höchstens 10 Stunden", "until the login ends, 10 hours at most"
    ),
    Danach.ZEILE,
)
ZAEHLUNG = Frist(
    Worte("nach Beginn der Zählung", "after the count began"), Danach.ZEILE, timedelta(hours=1)
)
AUFTRAG = Frist(
    Worte("nach dem Scheitern, sonst sofort", "after it failed, at once otherwise"),
    Danach.ZEILE,
    7 * TAG,
)
# Withdrawn: without undue delay (article 17 (1) b); a month for what is open (article 12 (3)).
WIDERRUFEN = Frist(
    Worte(
        "nach dem Widerruf der Einwilligung; Organisationen bis das Büro löscht",
        "after consent was withdrawn; organisations until the office deletes them",
    ),
    Danach.ZEILE,
    30 * TAG,
    stadt_entscheidet=True,
)
EINLADUNG = Frist(
    Worte("nach der Konferenz", "after the conference"),
    Danach.LEER,
    JAHR,
    stadt_entscheidet=True,
)
# Who changed what: three years is the usual period of limitation (§ 195 BGB).
VERLAUF = Frist(
    Worte("nach der Änderung", "after the change"),
    Danach.PSEUDONYM,
    3 * JAHR,
    stadt_entscheidet=True,
)
# Older versions of a row about a person; the present one stays as long as the row itself.
FASSUNG = Frist(
    Worte("nach der Änderung, die geltende ausgenommen", "after the change, but the present one"),
    Danach.ZEILE,
    3 * JAHR,
    stadt_entscheidet=True,
)
PROTOKOLL = Frist(
    Worte("nach dem Eintrag", "after the entry"), Danach.ZEILE, 3 * JAHR, stadt_entscheidet=True
)
KONTO = Frist(
    Worte(
        "nach der letzten Anmeldung, wenn das Konto gesperrt ist",
        "after the last login of a closed account",
    ),
    Danach.PSEUDONYM,
    JAHR,
    stadt_entscheidet=True,
)
MIT_KONTO = Frist(Worte("so lange wie das Konto", "as long as the account"), Danach.ZEILE)
MIT_MELDUNG = Frist(Worte("so lange wie die Meldung", "as long as the message"), Danach.ZEILE)
IM_AMT = Frist(
    Worte("solange die Person zuständig ist", "as long as the person is in charge"),
    Danach.VON_HAND,
)
VEROEFFENTLICHT = Frist(
    Worte("solange der Eintrag gebraucht wird", "as long as the entry is needed"),
    Danach.VON_HAND,
    stadt_entscheidet=True,
)

# --- The table ------------------------------------------------------------------------------------

ANTWORTEN = Worte("Nachrichten beantworten", "answering what citizens write")
ANMELDEN = Worte("Anmeldung von Mitarbeitenden", "login of staff")
RATEN = Worte("Schutz vor dem Erraten von Passwörtern", "no guessing of passwords")
WER_WANN = Worte("festhalten, wer was wann geändert hat", "who changed what, and when")
EINLADEN = Worte("Akteurinnen und Akteure einladen", "inviting actors")
VERZEICHNIS = Worte("Verzeichnis „Wer mitmacht“", "directory of actors")
INFORMIEREN = Worte("über Konferenzen informieren", "informing about conferences")

TABELLE: tuple[Ort, ...] = (
    Ort(
        "hattingen_portal.Meldung",
        ("name", "email", "telefon", "text", "seite", "notiz", "antwort", "fingerabdruck"),
        BUERGER,
        ANTWORTEN,
        MELDUNG,
        AUFGABE,
        Fund.ZEILE,
        ("email",),
    ),
    Ort(
        "hattingen_portal.Vorschlag",
        ("bisher", "vorgeschlagen"),
        BUERGER,
        Worte("Einträge berichtigen", "correcting entries"),
        MIT_MELDUNG,
        AUFGABE,
    ),
    Ort(
        "hattingen_portal.Sendung",
        ("an", "antwort_an", "betreff", "text", "letzter_fehler", "angenommen"),
        BUERGER,
        Worte("E-Mails zustellen; auch als Datei", "delivering mail; also as a file"),
        MAIL,
        AUFGABE,
        Fund.ZEILE,
        ("an", "antwort_an", "angenommen"),
    ),
    Ort(
        "hattingen_portal.Zugriff",
        ("schluessel",),
        BUERGER,
        Worte("Formulare vor Überflutung schützen", "keeping forms from being flooded"),
        ZAEHLUNG,
        SICHERHEIT,
    ),
    Ort(
        "akteure.Akteur",
        (
            *("name", "slug", "fruehere_slugs", "beschreibung", "website", "email", "telefon"),
            "einwilligung_wortlaut",
        ),
        AKTEURE,
        VERZEICHNIS,
        WIDERRUFEN,
        f"{EINWILLIGUNG}; Organisationen {AUFGABE}",
        Fund.ANGABEN,
        ("email",),
    ),
    Ort(
        "akteure.Kontakt",
        ("name", "email", "telefon", "notiz"),
        AKTEURE,
        EINLADEN,
        VEROEFFENTLICHT,
        AUFGABE,
        Fund.ZEILE,
        ("email",),
    ),
    Ort("konferenzen.Einladung", ("notiz",), AKTEURE, EINLADEN, EINLADUNG, AUFGABE),
    Ort(
        "quartiere.Ansprechperson",
        ("funktion", "name", "stelle", "anschrift", "telefon", "email"),
        STAB,
        Worte("Ansprechpersonen nennen", "naming whom to turn to"),
        IM_AMT,
        AUFGABE,
        Fund.ANGABEN,
        ("email",),
    ),
    Ort(
        "auth.User",
        ("username", "first_name", "last_name", "email", "password"),
        STAB,
        ANMELDEN,
        KONTO,
        AUFGABE,
        Fund.KONTO,
        ("email", "username"),
    ),
    Ort("sessions.Session", ("session_key", "session_data"), STAB, ANMELDEN, SITZUNG, SICHERHEIT),
    Ort("otp_totp.TOTPDevice", ("name", "key"), STAB, ANMELDEN, MIT_KONTO, SICHERHEIT),
    Ort("otp_static.StaticDevice", ("name",), STAB, ANMELDEN, MIT_KONTO, SICHERHEIT),
    Ort("otp_static.StaticToken", ("token",), STAB, ANMELDEN, MIT_KONTO, SICHERHEIT),
    *(
        Ort(
            f"axes.{modell}",
            ("user_agent", "ip_address", "username", "http_accept", "path_info", *weitere),
            STAB,
            RATEN,
            ANMELDEVERSUCH,
            SICHERHEIT,
            Fund.ZEILE,
            ("username",),
        )
        # The portal has the last two switched off; should they ever fill, they are emptied.
        for modell, weitere in (
            ("AccessAttempt", ("get_data", "post_data")),
            ("AccessFailureLog", ()),
            ("AccessLog", ("session_hash",)),
        )
    ),
    Ort(
        "admin.LogEntry",
        ("object_repr", "change_message"),
        STAB,
        WER_WANN,
        PROTOKOLL,
        NACHWEIS,
    ),
    Ort("konferenzen.Aenderung", ("durch_name",), STAB, WER_WANN, VERLAUF, NACHWEIS),
    Ort(
        "konferenzen.Aenderung",
        ("grund", "vorher", "nachher"),
        ALLE,
        INFORMIEREN,
        VEROEFFENTLICHT,
        AUFGABE,
    ),
    Ort(
        "procrastinate.ProcrastinateJob",
        ("args",),
        BUERGER,
        Worte("E-Mails zustellen (nur Schlüssel)", "delivering mail (keys alone)"),
        AUFTRAG,
        AUFGABE,
    ),
    *(
        Ort(modell, felder, ALLE, INFORMIEREN, VEROEFFENTLICHT, AUFGABE)
        for modell, felder in (
            (
                "konferenzen.Konferenz",
                (
                    *("titel", "slug", "fruehere_slugs", "datum_hinweis", "online_link"),
                    *("beschreibung", "anmeldung_kontakt", "anmeldung_hinweis", "statusgrund"),
                    "bisheriger_ort",
                ),
            ),
            ("konferenzen.Unterlage", ("titel", "datei")),
            (
                "konferenzen.Veranstaltungsort",
                ("name", "raum", "zugang_hinweis", "oepnv"),
            ),
            (
                "aktuelles.Beitrag",
                (
                    *("titel", "slug", "fruehere_slugs", "teaser", "text"),
                    *("bild", "bild_alt", "bild_nachweis"),
                ),
            ),
            ("aktuelles.Anhang", ("titel", "datei")),
            ("quartiere.Stadtteil", ("beschreibung", "bild", "bild_alt", "bild_nachweis")),
            ("hattingen_portal.Seite", ("text",)),
            (
                "hattingen_portal.Abschnitt",
                ("titel", "text", "bild", "bild_alt", "bild_nachweis"),
            ),
            ("hattingen_portal.Ausnahme", ("inhalt", "begruendung", "alternative")),
            (
                "hattingen_portal.Erklaerung",
                (
                    *("geltungsbereich", "methode_text", "ombuds_name", "ombuds_anschrift"),
                    *("ombuds_telefon", "ombuds_email", "ombuds_website", "schlichtung"),
                ),
            ),
            ("hattingen_portal.Video", ("datei", "untertitel", "bild")),
        )
    ),
)

# What every history keeps beside the copies of its row's fields.
GESCHICHTE = Ort(
    "…Geschichte", ("durch_name", "history_change_reason"), STAB, WER_WANN, VERLAUF, NACHWEIS
)
# Models whose older versions are about a person: these go, others only lose who made them.
MIT_FASSUNGEN = ("akteure.Akteur", "quartiere.Ansprechperson", "konferenzen.Einladung")
