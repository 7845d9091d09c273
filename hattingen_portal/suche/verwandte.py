"""Who is found by which words, in SQL: rows by their own, and by those of what they belong to.

"Protokoll Welper" finds the minutes of a conference in Welper: "Protokoll" is their own word,
"Welper" the conference's. `eigen` marks own words: by others alone, each conference would bring
all its documents along.
"""

from hattingen_portal.suche.quellen import GEBIET, TEXT

VERWANDTE = f"""
wort_im_stadtteil AS (
    SELECT nr, id, guete FROM wort_stadtteil
    UNION ALL
    SELECT nr, stadtteil_id, guete FROM wort_ortsteil JOIN quartiere_ortsteil USING (id)
    WHERE stadtteil_id IS NOT NULL
),
wort_im_ortsteil AS (
    SELECT nr, id, guete FROM wort_ortsteil
    UNION ALL
    SELECT nr, ortsteil.id, guete
    FROM wort_stadtteil AS wort JOIN quartiere_ortsteil AS ortsteil ON stadtteil_id = wort.id
),
wort_zur_konferenz AS (
    SELECT nr, id, guete FROM wort_konferenz
    UNION ALL
    SELECT nr, konferenz.id, guete
    FROM wort_konferenzart AS wort JOIN konferenzen_konferenz AS konferenz ON art = wort.id
    UNION ALL
    SELECT nr, konferenz.id, guete
    FROM wort_im_stadtteil AS wort JOIN konferenzen_konferenz AS konferenz ON stadtteil_id = wort.id
    UNION ALL
    SELECT nr, konferenz_id, guete
    FROM wort_ortsteil AS wort JOIN konferenzen_konferenz_ortsteile ON ortsteil_id = wort.id
    UNION ALL
    SELECT nr, konferenz.id, least(guete, {TEXT})
    FROM wort_runde AS wort JOIN konferenzen_konferenz AS konferenz ON runde_id = wort.id
    UNION ALL
    SELECT nr, konferenz.id, least(guete, {TEXT})
    FROM wort_ort AS wort JOIN konferenzen_konferenz AS konferenz ON ort_id = wort.id
),
wort_zum_beitrag AS (
    SELECT nr, id, guete FROM wort_beitrag
    UNION ALL
    SELECT nr, beitrag_id, least(guete, {GEBIET})
    FROM wort_stadtteil AS wort JOIN aktuelles_beitrag_stadtteile ON stadtteil_id = wort.id
    UNION ALL
    SELECT nr, beitrag_id, least(guete, {GEBIET})
    FROM wort_im_ortsteil AS wort JOIN aktuelles_beitrag_ortsteile ON ortsteil_id = wort.id
),
fund (art, id, nr, guete, eigen) AS (
    SELECT 'stadtteil', id, nr, guete, true FROM wort_im_stadtteil
    UNION ALL
    SELECT 'konferenz', id, nr, guete, true FROM wort_zur_konferenz
    UNION ALL
    SELECT 'ort', id, nr, guete, true FROM wort_ort
    UNION ALL
    SELECT 'beitrag', id, nr, guete, true FROM wort_zum_beitrag
    UNION ALL
    SELECT 'akteur', id, nr, guete, true FROM wort_akteur
    UNION ALL
    SELECT 'akteur', akteur_id, nr, least(guete, {TEXT}), true
    FROM wort_kategorie AS wort JOIN akteure_akteur_kategorien ON kategorie_id = wort.id
    UNION ALL
    SELECT 'akteur', akteur_id, nr, least(guete, {GEBIET}), true
    FROM wort_stadtteil AS wort JOIN akteure_akteur_stadtteile ON stadtteil_id = wort.id
    UNION ALL
    SELECT 'akteur', akteur_id, nr, least(guete, {GEBIET}), true
    FROM wort_im_ortsteil AS wort JOIN akteure_akteur_ortsteile ON ortsteil_id = wort.id
    UNION ALL
    SELECT 'ansprechperson', id, nr, guete, true FROM wort_ansprechperson
    UNION ALL
    SELECT 'ansprechperson', ansprechperson_id, nr, least(guete, {GEBIET}), false
    FROM wort_im_stadtteil AS wort
        JOIN quartiere_ansprechperson_stadtteile ON stadtteil_id = wort.id
    UNION ALL
    SELECT 'unterlage', id, nr, guete, true FROM wort_unterlage
    UNION ALL
    SELECT 'unterlage', unterlage.id, nr, guete, true
    FROM wort_unterlagenart AS wort JOIN konferenzen_unterlage AS unterlage ON art = wort.id
    UNION ALL
    SELECT 'unterlage', unterlage.id, nr, least(guete, {TEXT}), false
    FROM wort_zur_konferenz AS wort
        JOIN konferenzen_unterlage AS unterlage ON konferenz_id = wort.id
    UNION ALL
    SELECT 'anhang', id, nr, guete, true FROM wort_anhang
    UNION ALL
    SELECT 'anhang', anhang.id, nr, least(guete, {TEXT}), false
    FROM wort_zum_beitrag AS wort JOIN aktuelles_anhang AS anhang ON beitrag_id = wort.id
)"""
