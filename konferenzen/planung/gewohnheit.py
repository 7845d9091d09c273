"""What a Stadtteil is used to, drawn from its conferences so far."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from konferenzen.planung.werte import Gewohnheit, Treffen

LETZTE_WOCHE = 5
# Older ones say more about the past than about the next round.
HOECHSTENS = 6


def gewohnheit(treffen: Sequence[Treffen]) -> Gewohnheit | None:
    """Give the habit behind `treffen`, the newest first; None without any.

    The most frequent weekday counts, of several the one met on last; time, venue and form are the
    latest ones.
    """
    letzte = treffen[:HOECHSTENS]
    if not letzte:
        return None
    # `most_common` keeps the order of what is equally frequent: the newest first.
    [(wochentag, _)] = Counter(t.beginn.weekday() for t in letzte).most_common(1)
    neuestes = letzte[0]
    am_wochentag = next(t for t in letzte if t.beginn.weekday() == wochentag)
    bekanntes_ende = not neuestes.ende_geschaetzt and neuestes.ende.date() == neuestes.beginn.date()
    return Gewohnheit(
        wochentag=wochentag,
        woche=woche_im_monat(am_wochentag.beginn.date()),
        beginn=neuestes.beginn.time(),
        ende=neuestes.ende.time() if bekanntes_ende else None,
        ort=neuestes.ort,
        ortsname=neuestes.ortsname,
        form=neuestes.form,
    )


def woche_im_monat(tag: date) -> int:
    """Tell which of its weekday `tag` is in its month: 1 to 4, or LETZTE_WOCHE for a fifth."""
    return (tag.day - 1) // 7 + 1
