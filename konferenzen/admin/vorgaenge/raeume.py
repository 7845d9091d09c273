"""Rooms when several conferences change in one act: judged as they will be then, all together."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations

from hattingen_portal.grundlage.betreuung import Person
from konferenzen.models import Konferenz
from konferenzen.models.konferenz_werte import OHNE_RAUM
from konferenzen.nennung import genannt
from konferenzen.zeitangaben import zeitangabe


def ueberschneidungen(konferenzen: Sequence[Konferenz]) -> Iterator[tuple[Konferenz, Konferenz]]:
    """Give each of `konferenzen`, as it is to be, with every other one in its room at its time.

    Those of the list are taken as they are to be, all others as they are stored: one query. The
    constraint `konferenz_raum_frei` says the same of two rows.
    """
    orte = {konferenz.ort_id for konferenz in konferenzen if konferenz.ort_id is not None}
    andere = (
        Konferenz.objects.filter(ort__in=orte, raum_geteilt=False, beginn__isnull=False)
        .exclude(status__in=OHNE_RAUM)
        .exclude(pk__in=[konferenz.pk for konferenz in konferenzen])
        .mit_umfeld()
    )
    fremde = list(andere) if orte else []
    for konferenz in konferenzen:
        yield from ((konferenz, fremd) for fremd in fremde if _stossen_an(konferenz, fremd))
    yield from (paar for paar in combinations(konferenzen, 2) if _stossen_an(*paar))


def belegt(konferenz: Konferenz, andere: Konferenz, person: Person, jetzt: datetime) -> str:
    """Say that `andere` is in the room of `konferenz`, in words that `person` may read."""
    worte = f"{andere}, {zeitangabe(andere, jetzt).ganz}"
    wer = genannt(worte, andere, person, jetzt)
    return f"{konferenz}: Der Raum ist dann schon belegt durch {wer}."


def raeume_ueberlassen(konferenzen: Sequence[Konferenz]) -> None:
    """Let stored `konferenzen` leave their rooms to each other until each is saved.

    The constraint judges every row at once, so that of two which swap rooms the first would find
    the second still there. Sharing is no public fact and is not compared: each row says anew
    whether it shares when it is saved. Call inside the transaction that saves all of them.
    """
    stehende = Konferenz.objects.filter(pk__in=[konferenz.pk for konferenz in konferenzen])
    stehende.filter(raum_geteilt=False).update(raum_geteilt=True)


def _stossen_an(eine: Konferenz, andere: Konferenz) -> bool:
    if not _braucht_raum(eine) or not _braucht_raum(andere) or eine.ort_id != andere.ort_id:
        return False
    if eine.beginn is None or eine.ende is None or andere.beginn is None or andere.ende is None:
        return False
    return eine.beginn < andere.ende and andere.beginn < eine.ende


def _braucht_raum(konferenz: Konferenz) -> bool:
    geteilt = konferenz.raum_geteilt or konferenz.status in OHNE_RAUM
    return konferenz.ort_id is not None and not geteilt
