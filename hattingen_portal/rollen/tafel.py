"""The table of the roles: what each may do. Code says so, and `manage.py grunddaten` writes it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Rolle:
    """A role: what it is for, and its permissions as patterns of `app.permission`.

    Each pattern of `rechte` gives, each of `ausser` takes away; `*` stands for anything. Only a
    role without `konten` can be handed out by a person who is no superuser.
    """

    name: str
    wofuer: str
    rechte: tuple[str, ...]
    ausser: tuple[str, ...] = ()
    konten: bool = False

    def hat(self, recht: str) -> bool:
        """Tell whether `recht`, as `app.permission`, belongs to the role."""
        return _passt(recht, self.rechte) and not _passt(recht, self.ausser)


def _passt(recht: str, muster: tuple[str, ...]) -> bool:
    return any(fnmatchcase(recht, eines) for eines in muster)


# Whom an account is for, and the permission that limits it, are no matter of the domain.
ZUSTAENDIGKEIT = ("quartiere.*_zustaendigkeit", "quartiere.nur_eigene_stadtteile")
SEITEN = tuple(
    f"hattingen_portal.*_{modell}"
    for modell in ("seite", "abschnitt", "ausnahme", "erklaerung", "video")
)
# What citizens write, and the mails about it: their personal data are for the office alone.
MELDUNGEN = tuple(f"hattingen_portal.*_{modell}" for modell in ("meldung", "vorschlag", "sendung"))

STADTTEILBETREUUNG = "Stadtteilbetreuung"
ROLLEN = (
    Rolle(
        "Redaktion",
        "schreibt und veröffentlicht Nachrichten, sieht das Übrige ohne private Angaben",
        (
            "aktuelles.*",
            "konferenzen.view_*",
            "akteure.view_*",
            "quartiere.view_*",
            *(muster.replace("*_", "view_") for muster in SEITEN),
        ),
        ausser=("akteure.*_kontakt", *ZUSTAENDIGKEIT),
    ),
    Rolle(
        "Quartiersentwicklung",
        "macht alles Fachliche, nur keine Konten",
        (
            "aktuelles.*",
            "konferenzen.*",
            "akteure.*",
            "quartiere.*",
            "hattingen_portal.*_vorlauf",
            *SEITEN,
            *MELDUNGEN,
        ),
        ausser=ZUSTAENDIGKEIT,
    ),
    Rolle(
        "Akteurspflege",
        "pflegt das Verzeichnis der Akteurinnen und Akteure",
        ("akteure.*", "quartiere.view_stadtteil", "quartiere.view_ortsteil"),
    ),
    Rolle(
        STADTTEILBETREUUNG,
        "pflegt alles, was zu den Stadtteilen des Kontos gehört, und nur das",
        (
            "quartiere.nur_eigene_stadtteile",
            "konferenzen.*_konferenz",
            "konferenzen.*_unterlage",
            "konferenzen.*_einladung",
            "konferenzen.view_aenderung",
            "konferenzen.view_runde",
            "konferenzen.view_ferien",
            "konferenzen.view_sperrtag",
            "konferenzen.view_veranstaltungsort",
            "aktuelles.*",
            "akteure.view_*",
            "akteure.add_akteur",
            "akteure.change_akteur",
            "akteure.add_kontakt",
            "akteure.change_kontakt",
            "quartiere.view_stadtteil",
            "quartiere.change_stadtteil",
            "quartiere.view_ortsteil",
            "quartiere.view_ansprechperson",
            "hattingen_portal.view_meldung",
            "hattingen_portal.add_meldung",
            "hattingen_portal.change_meldung",
        ),
    ),
    Rolle(
        "Benutzerverwaltung",
        "legt Konten an, gibt Rollen und sperrt Konten; sieht nichts Fachliches",
        (
            "auth.view_user",
            "auth.add_user",
            "auth.change_user",
            "hattingen_portal.*_anmeldesperre",
        ),
        konten=True,
    ),
)
