"""Asks the database which public rows hold the words.

There is no copy of the words that could be out of date or tell of drafts: the statement reads the
rows themselves by their indexes and joins what the QuerySets call public.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from hattingen_portal.suche.bereiche import Oeffentliches
from hattingen_portal.suche.quellen import AEHNLICH, QUELLEN
from hattingen_portal.suche.verwandte import VERWANDTE
from hattingen_portal.suche.worte import Wort

# How alike a word and a name must be for their letters to be compared one by one (0 to 1):
# "Wepler" and "Welper" share 2 of 7 groups of three letters.
AEHNLICHKEIT = "0.25"
KLEINSTES_TEIL = 4  # letters; shorter words stand inside too many others
KLEINSTER_STAMM = 6  # letters; "konferenz" for "Konferenzen", but not "mitt" for "Mitte"


@dataclass(frozen=True)
class Suchwort:
    """A word as the database reads it: `gefaltet` without accents ("muehle"), its tsquery, and the
    stems with which the words that it finds begin.
    """

    gefaltet: str
    anfrage: str
    staemme: tuple[str, ...]
    wendung: bool
    ohne: bool

    @property
    def teil(self) -> str:
        """What is looked for inside other words: the stem, so that "Konferenzen" finds
        "Stadtteilkonferenz", unless it is short or written otherwise.
        """
        for stamm in self.staemme:
            if len(stamm) >= KLEINSTER_STAMM and self.gefaltet.startswith(stamm):
                return stamm
        return self.gefaltet


@dataclass(frozen=True)
class Fundstelle:
    """A public row that holds the words: its part of the portal, its kind, its key."""

    bereich: str
    art: str
    id: int


@dataclass(frozen=True)
class Ergebnis:
    """What was found, the best first; `aehnlich` if only by words that resemble those typed."""

    fundstellen: list[Fundstelle]
    aehnlich: bool


def suchworte(worte: Sequence[Wort]) -> list[Suchwort]:
    """Give `worte` as the database reads them; what is no word to it is left out.

    A single letter or digit stands for itself: as the beginning of words it would find nearly all.
    """
    if not worte:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _LESEN,
            {
                "aehnlichkeit": AEHNLICHKEIT,
                "worte": [wort.text for wort in worte],
                "wendungen": [wort.wendung or len(wort.text) == 1 for wort in worte],
            },
        )
        zeilen = cursor.fetchall()
    return [
        Suchwort(gefaltet, anfrage, tuple(staemme), wendung, wort.ohne)
        for wort, (gefaltet, anfrage, staemme, wendung, _) in zip(worte, zeilen, strict=True)
        if anfrage
    ]


def suchen(
    worte: Sequence[Suchwort], oeffentliches: Sequence[Oeffentliches], jetzt: datetime
) -> Ergebnis:
    """Give the rows of `oeffentliches` that hold each of `worte` and none of the excluded.

    Only where there is none, words that resemble them count as well. Of equally good rows, those
    whose time is nearest to the aware time `jetzt` come first.
    """
    if all(wort.ohne for wort in worte):
        return Ergebnis([], aehnlich=False)
    if genaue := _fundstellen(worte, oeffentliches, jetzt, aehnlich=False):
        return Ergebnis(genaue, aehnlich=False)
    aehnliche = _fundstellen(worte, oeffentliches, jetzt, aehnlich=True)
    return Ergebnis(aehnliche, aehnlich=bool(aehnliche))


def _fundstellen(
    worte: Sequence[Suchwort],
    oeffentliches: Sequence[Oeffentliches],
    jetzt: datetime,
    *,
    aehnlich: bool,
) -> list[Fundstelle]:
    """Run the statement; the tables' names and expressions in it are constants of ours."""
    parameter: list[Any] = [
        [wort.ohne for wort in worte],
        [wort.gefaltet for wort in worte],
        [wort.anfrage for wort in worte],
        [_teil(wort) for wort in worte],
        [wort.gefaltet if aehnlich and _ungenau(wort) else None for wort in worte],
    ]
    auswahlen = []
    for rang, zeilen in enumerate(oeffentliches):
        abfrage, werte = zeilen.schluessel().query.sql_with_params()
        auswahlen.append(_AUSWAHL.format(abfrage=abfrage))
        parameter += [zeilen.bereich, rang, *werte, zeilen.art]
    with connection.cursor() as cursor:
        cursor.execute(
            _SUCHEN.format(
                quellen=",".join(quelle.worte() for quelle in QUELLEN),
                verwandte=VERWANDTE,
                auswahlen="\n    UNION ALL\n".join(auswahlen),
            ),
            [*parameter, jetzt],
        )
        return [Fundstelle(*zeile) for zeile in cursor.fetchall()]


def _teil(wort: Suchwort) -> str:
    """Give the pattern for a name that holds `wort`: inside a word, a short one at its beginning.

    A folded word has no character that LIKE reads as anything but itself.
    """
    if wort.wendung:
        return f"% {wort.gefaltet} %"
    return f"%{wort.teil}%" if len(wort.gefaltet) >= KLEINSTES_TEIL else f"% {wort.gefaltet}%"


def _ungenau(wort: Suchwort) -> bool:
    """Tell whether words that resemble it may stand for it: not for "…" and -word."""
    return not (wort.wendung or wort.ohne) and len(wort.gefaltet) >= KLEINSTES_TEIL


# The setting holds for the connection; nothing else in the portal reads it.
_LESEN = """
SELECT
    btrim(suche_falten(suche_umschreiben(wort))),
    CASE
        WHEN wendung THEN phraseto_tsquery('suche_deutsch', suche_falten(wort))
            || phraseto_tsquery('suche_deutsch', suche_falten(suche_umschreiben(wort)))
        ELSE suche_anfrage(wort)
    END::text,
    tsvector_to_array(suche_vektor(wort)),
    wendung,
    set_config('pg_trgm.word_similarity_threshold', %(aehnlichkeit)s, false)
FROM unnest(%(worte)s::text[], %(wendungen)s::boolean[])
    WITH ORDINALITY AS eingabe (wort, wendung, nr)
ORDER BY nr
"""

_AUSWAHL = """
    SELECT %s, %s, passend.*, oeffentlich.zeit, oeffentlich.name
    FROM passend JOIN ({abfrage}) AS oeffentlich (id, zeit, name) USING (id)
    WHERE passend.art = %s"""

_SUCHEN = f"""
WITH wort AS MATERIALIZED (
    SELECT ohne, gefaltet, anfrage::tsquery, teil, unscharf, nr
    FROM unnest(%s::boolean[], %s::text[], %s::text[], %s::text[], %s::text[])
        WITH ORDINALITY AS wort (ohne, gefaltet, anfrage, teil, unscharf, nr)
),
{{quellen}},
{{verwandte}},
bestes AS (
    SELECT art, id, nr, max(guete) AS guete, bool_or(eigen) AS eigen
    FROM fund
    GROUP BY art, id, nr
),
passend (id, art, guete, aehnliche) AS (
    SELECT id, art, sum(guete), count(*) FILTER (WHERE guete <= {AEHNLICH})
    FROM bestes JOIN wort USING (nr)
    GROUP BY art, id
    HAVING bool_or(eigen AND NOT ohne)
        AND NOT bool_or(ohne)
        AND count(*) = (SELECT count(*) FROM wort WHERE NOT ohne)
),
offen (bereich, rang, id, art, guete, aehnliche, zeit, name) AS ({{auswahlen}}
)
SELECT bereich, art, id
FROM offen
ORDER BY aehnliche, guete DESC, rang, abs(extract(epoch FROM zeit - %s)) NULLS LAST, name, id
"""
