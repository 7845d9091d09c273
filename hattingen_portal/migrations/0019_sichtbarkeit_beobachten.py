"""What is withdrawn moves the mark on."""

from hattingen_portal.stand.ausloeser import EinzelnHinGanzZurueck, sichtbarkeit_beobachten

# As it was when this migration was written, as in 0016_stand.
SICHTBARKEIT = (
    (
        "akteure_akteur",
        (
            *("art", "stand", "einwilligung_am", "einwilligung_widerrufen_am"),
            *("email", "telefon"),
        ),
        False,
    ),
    ("aktuelles_beitrag", ("veroeffentlichen_ab", "veroeffentlichen_bis"), False),
    ("konferenzen_konferenz", ("status", "veroeffentlichen_ab", "anmeldung_kontakt"), False),
    ("konferenzen_unterlage", ("oeffentlich",), False),
    (
        "quartiere_ansprechperson",
        ("oeffentlich", "name", "anschrift", "telefon", "email"),
        True,
    ),
)


class Migration(EinzelnHinGanzZurueck):
    dependencies = [("hattingen_portal", "0018_loeschungen_beobachten")]

    operations = [
        sichtbarkeit_beobachten(tabelle, spalten, stammdaten=stammdaten)
        for tabelle, spalten, stammdaten in SICHTBARKEIT
    ]
