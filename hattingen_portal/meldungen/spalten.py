"""What the list of the messages gives out: deadlines and what became of them, and no person.

A file outlives the message: name, address and words would stay where nobody deletes them any more
(GDPR, articles 5 (1) c and 17).
"""

from hattingen_portal.grundlage.verwaltung.spalten import felder
from hattingen_portal.meldungen.models import Meldung

MELDUNG = tuple(
    felder(
        Meldung,
        "nummer",
        "art",
        "stadtteil",
        "eingegangen_am",
        "faellig_am",
        "zustand",
        "zwischennachricht_am",
        "abgeschlossen_am",
        "antwort_weg",
    )
)
