"""The version of the public content, and the triggers that move it on."""

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

from hattingen_portal.stand.ausloeser import (
    EinzelnHinGanzZurueck,
    ModellEinmal,
    beobachten,
    einrichten,
)

# As it was when this migration was written; what joins later has a migration of its own.
TABELLEN = (
    "akteure_akteur",
    "akteure_akteur_kategorien",
    "akteure_akteur_ortsteile",
    "akteure_akteur_stadtteile",
    "aktuelles_anhang",
    "aktuelles_beitrag",
    "aktuelles_beitrag_ortsteile",
    "aktuelles_beitrag_stadtteile",
    "hattingen_portal_abschnitt",
    "hattingen_portal_ausnahme",
    "hattingen_portal_erklaerung",
    "hattingen_portal_seite",
    "hattingen_portal_video",
    "konferenzen_aenderung",
    "konferenzen_einladung",
    "konferenzen_konferenz",
    "konferenzen_konferenz_ortsteile",
    "konferenzen_unterlage",
)
STAMMDATEN = (
    "akteure_kategorie",
    "konferenzen_runde",
    "konferenzen_veranstaltungsort",
    "quartiere_ansprechperson",
    "quartiere_ansprechperson_stadtteile",
    "quartiere_ortsteil",
    "quartiere_stadtteil",
)


class Migration(EinzelnHinGanzZurueck):
    dependencies = [
        ("hattingen_portal", "0015_suche_ansprechpersonen"),
        ("akteure", "0003_geschichte_bestand"),
        ("aktuelles", "0006_geschichte_bestand"),
        ("konferenzen", "0012_bisherige_termine_bestand"),
        ("quartiere", "0005_geschichte_bestand"),
    ]

    operations = [
        ModellEinmal(
            name="Stand",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, primary_key=True, serialize=False, verbose_name="Nummer"
                    ),
                ),
                ("fassung", models.UUIDField(db_default=RandomUUID(), verbose_name="Fassung")),
                (
                    "stammdaten",
                    models.UUIDField(
                        db_default=RandomUUID(), verbose_name="Fassung der Stammdaten"
                    ),
                ),
            ],
            options={
                "verbose_name": "Stand",
                "verbose_name_plural": "Stand",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="stand_eine_zeile")
                ],
            },
        ),
        einrichten(),
        *(beobachten(tabelle, stammdaten=False) for tabelle in TABELLEN),
        *(beobachten(tabelle, stammdaten=True) for tabelle in STAMMDATEN),
    ]
