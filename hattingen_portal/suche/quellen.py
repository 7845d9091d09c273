"""Where words stand, in SQL: tables and what of their rows can be found.

The expressions are those of the indexes in the roof's migrations `suche…`; with another expression
PostgreSQL would read the whole table.
"""

from dataclasses import dataclass

from konferenzen.models import Art, Unterlage

# How well a word fits: the whole name of something, its beginning, what stands in its text, a part
# of a word in its name, the area it lies in. What only resembles it has less than AEHNLICH.
GANZ, ANFANG, TEXT, TEIL, GEBIET, AEHNLICH = 8, 6, 4, 3, 2, 1


@dataclass(frozen=True)
class Quelle:
    """Rows with an `id`, what they are called (`name`), and what else they say (`text`).

    All three are SQL. A word in the name weighs more, and only there parts of words and typing
    errors are looked for.
    """

    kuerzel: str
    zeilen: str
    name: str
    text: str = "''"

    def worte(self) -> str:
        """Give the SQL of the table `wort_…`: which word fits which row, and how well."""
        return f"""
wort_{self.kuerzel} (nr, id, guete) AS MATERIALIZED (
    SELECT nr, id, {TEXT}
    FROM wort JOIN {self.zeilen} ON suche_vektor({self.name} || ' ' || {self.text}) @@ wort.anfrage
    UNION ALL
    SELECT nr, id, CASE
        WHEN worte LIKE '%% ' || gefaltet || ' %%' THEN {GANZ}
        WHEN worte LIKE '%% ' || gefaltet || '%%' THEN {ANFANG}
        ELSE {TEIL}
    END
    FROM (
        SELECT nr, id, wort.gefaltet, suche_worte({self.name}) AS worte
        FROM wort JOIN {self.zeilen} ON suche_worte({self.name}) LIKE wort.teil
        OFFSET 0 -- a fence: the words are made once for each row
    ) AS namen
    UNION ALL
    SELECT nr, id, {AEHNLICH} - 0.25 * abweichung
    FROM (
        SELECT nr, id, suche_abweichung(suche_worte({self.name}), wort.unscharf) AS abweichung
        FROM wort JOIN {self.zeilen} ON suche_worte({self.name}) %%> wort.unscharf
        OFFSET 0
    ) AS aehnliche
    WHERE abweichung IS NOT NULL
)"""


def _werte(*werte: str) -> str:
    """Give fixed words as rows that are their own id."""
    liste = ", ".join(f"('{wert}')" for wert in werte)
    return f"(VALUES {liste}) AS werte (id)"


QUELLEN = (
    Quelle(
        "stadtteil",
        "quartiere_stadtteil",
        "name || ' ' || kuerzel || ' ' || zusatz || ' ' || suche_liste(andere_namen::text[])",
        "beschreibung",
    ),
    Quelle("ortsteil", "quartiere_ortsteil", "name"),
    Quelle("akteur", "akteure_akteur", "name", "beschreibung"),
    Quelle("kategorie", "akteure_kategorie", "name"),
    Quelle("ansprechperson", "quartiere_ansprechperson", "name || ' ' || funktion", "stelle"),
    Quelle("runde", "konferenzen_runde", "name"),
    Quelle(
        "ort",
        "konferenzen_veranstaltungsort",
        "name || ' ' || raum",
        "strasse || ' ' || hausnummer || ' ' || plz || ' ' || stadt",
    ),
    Quelle("konferenzart", _werte(*Art.values), "id"),
    Quelle(
        "konferenz", "konferenzen_konferenz", "titel", "suche_datum(beginn) || ' ' || beschreibung"
    ),
    Quelle("unterlagenart", _werte(*Unterlage.Art.values), "id"),
    Quelle("unterlage", "konferenzen_unterlage", "titel"),
    Quelle("beitrag", "aktuelles_beitrag", "titel", "teaser || ' ' || suche_ohne_html(text)"),
    Quelle("anhang", "aktuelles_anhang", "titel"),
)
