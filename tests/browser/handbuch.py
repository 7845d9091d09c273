"""What the pictures of the handbook show beside the examples of a first start.

Whatever is not a fact says of itself that it is an example.
"""

from datetime import timedelta

KOLLEGIN = "kollegin"
BUERO = "buero"  # the clerk at work in the pictures
LISTE = """Stadtteil | Datum und Uhrzeit | Ort
Welper | Mittwoch, 09.03.2027, 17–19 Uhr | Beispielort in Welper
Blankenstein | Donnerstag, 18.03.2027, 17–19 Uhr | Beispielort in Blankenstein
"""
TEXT = (
    "<h2>Was wir vorhaben</h2><p>Im Frühjahr treffen sich alle Stadtteile. Die Termine stehen "
    '<a href="/termine/">hier</a>.</p><p><strong>Wer kommen kann</strong></p>'
    "<p>Alle, die im Stadtteil leben oder arbeiten.</p>"
)


def fuellen(passwort: str) -> None:
    """Add two accounts of the office, a message, and drafts with something left to do."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from aktuelles.models import Beitrag
    from hattingen_portal.meldungen.models import Meldung
    from konferenzen.fortschreibung import fortschreiben
    from konferenzen.models import Art, Konferenz
    from quartiere.models import Stadtteil

    for name, vorname in ((BUERO, "Büro"), (KOLLEGIN, "Kollegin")):
        konto = User.objects.create_user(name, password=passwort, first_name=vorname, is_staff=True)
        konto.groups.set(Group.objects.filter(name="Quartiersentwicklung"))
    Beitrag.objects.create(
        titel="Beispiel: Die Frühjahrsrunde beginnt", teaser="Beispieltext.", text=TEXT
    )
    # Of the example round nothing is ever due.
    abend = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0)
    for titel, tage in (("Beispieltreffen im Park", 12), ("Beispielfest im Quartier", 45)):
        beginn = abend + timedelta(days=tage)
        ende = beginn + timedelta(hours=2)
        fortschreiben(Konferenz(art=Art.THEMENKONFERENZ, titel=titel, beginn=beginn, ende=ende))
    Meldung.objects.create(
        nummer="2345-6789",
        art="kontakt",
        name="Beispielperson",
        email="beispiel@example.org",
        text="Beispiel: Ist der Raum in Welper ohne Stufen zu erreichen?",
        stadtteil=Stadtteil.objects.get(name="Welper"),
        faellig_am=timezone.localdate() + timedelta(days=14),
    )
