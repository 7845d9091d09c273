"""What PostgreSQL needs for the search: extensions, German words, indexes.

There is no table of words: each index lies on the rows that people edit, so that no write can
forget it, none has to wait for another one's, and nothing has to be filled or mended. The
expressions must be those of hattingen_portal/suche/quellen.py; a test asks the planner.

The functions are bound to what they call when they are made (`RETURN`), not to names that a
restore or another search_path could resolve differently.
"""

from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations

# A stemmer without stop words: an Akteur may be called "Wir". The query drops them instead.
DEUTSCH = """
CREATE TEXT SEARCH DICTIONARY suche_stamm (TEMPLATE = snowball, Language = german);
CREATE TEXT SEARCH CONFIGURATION suche_deutsch (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION suche_deutsch
    ADD MAPPING FOR asciiword, word WITH suche_stamm;
ALTER TEXT SEARCH CONFIGURATION suche_deutsch
    ADD MAPPING FOR numword, int, uint, float, sfloat WITH simple;
"""
OHNE_DEUTSCH = """
DROP TEXT SEARCH CONFIGURATION suche_deutsch;
DROP TEXT SEARCH DICTIONARY suche_stamm;
"""

# unaccent() and array_to_string() are marked stable, but change for nobody here: an index may
# rest on them.
FUNKTIONEN = """
-- As keyboards without umlauts write it: "Mühle" becomes "muehle".
CREATE FUNCTION suche_umschreiben(inhalt text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN replace(replace(replace(lower(normalize(inhalt)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue');

-- Small letters and digits without accents, words between blanks: " sankt joseph strasse ".
CREATE FUNCTION suche_falten(inhalt text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ' ' || btrim(regexp_replace(
        lower(unaccent('unaccent', normalize(inhalt))), '[^[:alnum:]]+', ' ', 'g'
    )) || ' ';

-- The same with umlauts in both ways in which people write them: " muhle muehle ". Its parts are
-- written out once more: a call of each would take as long as the work.
CREATE FUNCTION suche_worte(inhalt text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN ' ' || btrim(regexp_replace(lower(unaccent('unaccent', CASE
        WHEN normalize(inhalt) ~ '[ÄÖÜäöü]' THEN normalize(inhalt) || ' ' || replace(replace(replace(
            lower(normalize(inhalt)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')
        ELSE inhalt
    END)), '[^[:alnum:]]+', ' ', 'g')) || ' ';

-- A tsvector holds 1 MB at most: a text without end must not keep a row from being saved.
CREATE FUNCTION suche_vektor(inhalt text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN to_tsvector('suche_deutsch', suche_worte(left(inhalt, 100000)));

-- The words that begin like each word of `wort`, in whichever way it is written.
CREATE FUNCTION suche_anfrage(wort text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN
        to_tsquery('suche_deutsch', replace(btrim(suche_falten(wort)), ' ', ':* & ') || ':*')
        || to_tsquery(
            'suche_deutsch',
            replace(btrim(suche_falten(suche_umschreiben(wort))), ' ', ':* & ') || ':*'
        );

-- How many letters are wrong in `wort` if it is meant to be one of `worte`, NULL if too many: one
-- may be, in a longer word that begins alike two.
CREATE FUNCTION suche_abweichung(worte text, wort text) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN (
        SELECT min(abweichung) FROM (
            SELECT CASE WHEN abs(length(kandidat) - length(wort)) <= 2
                THEN levenshtein_less_equal(kandidat, wort, 2)
            END, left(kandidat, 1) = left(wort, 1) AND length(wort) >= 6
            FROM string_to_table(worte, ' ') AS kandidat
        ) AS kandidaten (abweichung, lang)
        WHERE abweichung <= CASE WHEN lang THEN 2 ELSE 1 END
    );

-- A text without its markup.
CREATE FUNCTION suche_ohne_html(html text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN regexp_replace(html, '<[^>]*>|&[a-z]+;|&#[0-9]+;', ' ', 'g');

CREATE FUNCTION suche_liste(eintraege text[]) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN array_to_string(eintraege, ' ');

-- A date as people look for it: "Montag 26 Januar 2026 26 01"; empty where there is none.
CREATE FUNCTION suche_datum(zeit timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(
        (ARRAY['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'])
            [extract(isodow FROM zeit AT TIME ZONE 'Europe/Berlin')::int]
        || to_char(zeit AT TIME ZONE 'Europe/Berlin', ' FMDD ')
        || (ARRAY['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August',
                  'September', 'Oktober', 'November', 'Dezember'])
            [extract(month FROM zeit AT TIME ZONE 'Europe/Berlin')::int]
        || to_char(zeit AT TIME ZONE 'Europe/Berlin', ' YYYY DD MM'),
        ''
    );
"""
OHNE_FUNKTIONEN = """
DROP FUNCTION suche_datum(timestamptz);
DROP FUNCTION suche_liste(text[]);
DROP FUNCTION suche_ohne_html(text);
DROP FUNCTION suche_abweichung(text, text);
DROP FUNCTION suche_anfrage(text);
DROP FUNCTION suche_vektor(text);
DROP FUNCTION suche_worte(text);
DROP FUNCTION suche_umschreiben(text);
DROP FUNCTION suche_falten(text);
"""

# Table, what its rows are called, and everything in which their words are looked for.
TABELLEN = (
    (
        "quartiere_stadtteil",
        "name || ' ' || kuerzel || ' ' || zusatz || ' ' || suche_liste(andere_namen::text[])",
        "beschreibung",
    ),
    ("quartiere_ortsteil", "name", "''"),
    ("akteure_akteur", "name", "beschreibung"),
    ("akteure_kategorie", "name", "''"),
    ("konferenzen_runde", "name", "''"),
    (
        "konferenzen_veranstaltungsort",
        "name || ' ' || raum",
        "strasse || ' ' || hausnummer || ' ' || plz || ' ' || stadt",
    ),
    ("konferenzen_konferenz", "titel", "suche_datum(beginn) || ' ' || beschreibung"),
    ("konferenzen_unterlage", "titel", "''"),
    ("aktuelles_beitrag", "titel", "teaser || ' ' || suche_ohne_html(text)"),
    ("aktuelles_anhang", "titel", "''"),
)
INDEXE = "".join(
    f"""
CREATE INDEX {tabelle}_suche_vektor ON {tabelle}
    USING gin (suche_vektor({name} || ' ' || {text})) WITH (fastupdate = off);
CREATE INDEX {tabelle}_suche_worte ON {tabelle}
    USING gin (suche_worte({name}) gin_trgm_ops) WITH (fastupdate = off);
"""
    for tabelle, name, text in TABELLEN
)
OHNE_INDEXE = "".join(
    f"DROP INDEX {tabelle}_suche_vektor;\nDROP INDEX {tabelle}_suche_worte;\n"
    for tabelle, _name, _text in TABELLEN
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("quartiere", "0001_initial"),
        ("akteure", "0001_initial"),
        ("konferenzen", "0001_initial"),
        ("aktuelles", "0001_initial"),
    ]

    operations = [
        # Trusted extensions, as is unaccent: the owner of the database may create them.
        TrigramExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(DEUTSCH, OHNE_DEUTSCH),
        migrations.RunSQL(FUNKTIONEN, OHNE_FUNKTIONEN),
        migrations.RunSQL(INDEXE, OHNE_INDEXE),
    ]
