"""Answering a message: by mail from here, or noted where it was answered in another way."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from hattingen_portal.grundlage.sperre import gesperrt, gesperrt_speichern
from hattingen_portal.meldungen.adressat import adressat, stadtteil_von
from hattingen_portal.meldungen.berichtigung import zeilen
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art, Entscheidung, Weg, Zustand
from hattingen_portal.post.versand import versenden
from hattingen_portal.post.vorlagen import unterschrift
from hattingen_portal.seiten.ombudsstelle import ombudsstelle

# Stands in a template where the office has to write itself; nothing is sent with it.
LUECKE = "[Bitte hier ergänzen]"
SCHON_ABGESCHLOSSEN = "Diese Meldung ist schon abgeschlossen."
SCHON_BEANTWORTET = "Diese Meldung ist schon beantwortet."
ERST_ENTSCHEIDEN = "Bitte entscheiden Sie zuerst über alle Vorschläge."


def entwurf(meldung: Meldung, verfasst_von: str) -> str:
    """Give the text from which the person called `verfasst_von` writes the answer to `meldung`.

    That about a barrier names the Ombudsstelle, as BITVNRW § 5 (2) asks for.
    """
    alle = zeilen(meldung)
    nach = {wie: [z.feld for z in alle if z.vorschlag.entscheidung == wie] for wie in Entscheidung}
    angaben = {
        "meldung": meldung,
        "uebernommen": nach[Entscheidung.UEBERNOMMEN],
        "abgelehnt": nach[Entscheidung.ABGELEHNT],
        "ombudsstelle": ombudsstelle() if meldung.art == Art.BARRIERE else None,
        "luecke": LUECKE,
        "verfasst_von": verfasst_von,
        "unterschrift": unterschrift(),
    }
    return render_to_string("meldungen/antwort.txt", angaben).strip() + "\n"


def ombudshinweis() -> str:
    """Give the words without which no answer about a barrier goes out (BITVNRW § 5 (2))."""
    return render_to_string("meldungen/ombudshinweis.txt", {"ombudsstelle": ombudsstelle()}).strip()


def betreff(meldung: Meldung) -> str:
    """Give the subject of every answer to `meldung`; it holds nothing that somebody typed."""
    return f"Unsere Antwort zu Ihrer Nachricht {meldung.nummer}"


@transaction.atomic
def per_mail_antworten(meldung: Meldung, text: str, *, durch: User | None, jetzt: datetime) -> None:
    """Queue the answer `text` and close `meldung`, both or neither.

    Raises VeraltetError when somebody else saved `meldung` since it was read, and ValidationError
    when it is closed already or proposals wait for a decision.
    """
    _abschliessen(meldung, text, Weg.EMAIL, durch=durch, jetzt=jetzt)
    _senden(meldung, text)


@transaction.atomic
def beantwortung_festhalten(
    meldung: Meldung, text: str, weg: Weg, *, durch: User | None, jetzt: datetime
) -> None:
    """Note that `meldung` was answered by telephone, letter or in person, and close it.

    Raises as `per_mail_antworten` does.
    """
    _abschliessen(meldung, text, weg, durch=durch, jetzt=jetzt)


@transaction.atomic
def ohne_antwort_abschliessen(meldung: Meldung, *, durch: User | None, jetzt: datetime) -> None:
    """Close `meldung` without an answer: nobody can be reached, or there is nothing to say.

    Raises VeraltetError, and ValidationError when it is closed already.
    """
    _offen_halten(meldung)
    meldung.zustand = Zustand.ERLEDIGT
    meldung.abgeschlossen_am = jetzt
    meldung.abgeschlossen_von = durch
    gesperrt_speichern(meldung)


@transaction.atomic
def zwischennachricht_senden(
    meldung: Meldung, text: str, *, faellig_am: date, jetzt: datetime
) -> None:
    """Queue an interim answer; `meldung` stays open until `faellig_am` (BITVNRW § 5 (2)).

    Raises VeraltetError, and ValidationError when it is closed already or `faellig_am` lies more
    than six weeks away.
    """
    _aufschieben(meldung, faellig_am=faellig_am, jetzt=jetzt)
    _senden(meldung, text)


@transaction.atomic
def zwischennachricht_festhalten(
    meldung: Meldung, text: str, *, faellig_am: date, jetzt: datetime
) -> None:
    """Note that an interim answer was given by telephone, letter or in person, and in which words.

    Raises as `zwischennachricht_senden` does.
    """
    tag = date_format(timezone.localdate(jetzt), "j. F Y")
    meldung.notiz = f"{meldung.notiz}\n\nZwischennachricht am {tag}: {text}".strip()
    _aufschieben(meldung, faellig_am=faellig_am, jetzt=jetzt)


def _abschliessen(
    meldung: Meldung, text: str, weg: Weg, *, durch: User | None, jetzt: datetime
) -> None:
    _offen_halten(meldung)
    if meldung.zu_entscheiden:
        raise ValidationError(ERST_ENTSCHEIDEN)
    meldung.zustand = Zustand.BEANTWORTET
    meldung.antwort_weg = weg
    meldung.antwort = text
    meldung.abgeschlossen_am = jetzt
    meldung.abgeschlossen_von = durch
    gesperrt_speichern(meldung)


def _aufschieben(meldung: Meldung, *, faellig_am: date, jetzt: datetime) -> None:
    _offen_halten(meldung)
    meldung.zwischennachricht_am = jetzt
    meldung.faellig_am = faellig_am
    meldung.full_clean()
    gesperrt_speichern(meldung)


def _offen_halten(meldung: Meldung) -> None:
    """Lock `meldung`, so that of two people who answer at once the second is told."""
    if not gesperrt(meldung).offen:
        raise ValidationError(SCHON_ABGESCHLOSSEN)


def _senden(meldung: Meldung, text: str) -> None:
    sendung = versenden(
        an=[meldung.email],
        betreff=betreff(meldung),
        text=text,
        antwort_an=adressat(stadtteil_von(meldung)),
    )
    meldung.sendungen.add(sendung)
