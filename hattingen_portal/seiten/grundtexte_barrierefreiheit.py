"""The first statement on accessibility: a proposal from our own tests, for the city to confirm.

Of the Ombudsstelle only that is filled in which the Land NRW itself publishes.
"""

from hattingen_portal.seiten.models import Ausnahme, Erklaerung

TEXT = """
<p>So stellen Sie das Portal ein, wie Sie es brauchen. Ein Zusatzprogramm ist nicht nötig, Ihr
Browser kann es:</p>
<ul><li>Schrift und Abstände vergrößern: mit Strg und Plus, am Mac mit Befehl und Plus.</li>
<li>Hell oder dunkel, hoher Kontrast und eigene Farben: Das Portal folgt der Einstellung Ihres
Geräts.</li>
<li>Ohne Maus: Alles ist mit der Tastatur zu erreichen.</li>
<li>Vorlesen lassen: Ein Vorleseprogramm liest die Seiten in der richtigen Reihenfolge
vor.</li></ul>"""

ERKLAERUNG = {
    "geltungsbereich": "Eingeschlossen sind alle öffentlichen Seiten und die Dokumente, die das "
    "Portal selbst erzeugt.",
    "vereinbarkeit": Erklaerung.Vereinbarkeit.TEILWEISE,
    "methode": Erklaerung.Methode.SELBST,
    "methode_text": "Die Seiten werden bei jeder Änderung des Portals in einem Browser mit einem "
    "Prüfprogramm (axe, Regeln bis WCAG 2.2 AA) untersucht, dazu die Bedienung mit der Tastatur "
    "und die Darstellung auf kleinen Bildschirmen. Das sind eigene, automatische Prüfungen; eine "
    "Prüfung durch Dritte gab es noch nicht. [[Platzhalter: Bestätigung der Selbstbewertung durch "
    "die Stadt, mit Datum]]",
    "ombuds_name": "Ombudsstelle für barrierefreie Informationstechnik des Landes "
    "Nordrhein-Westfalen",
    "ombuds_email": "ombudsstelle-barrierefreie-it@mags.nrw.de",
    "ombuds_website": "https://www.lbbp.nrw.de/ombudsstelle",
    "schlichtung": "Haben Sie auf Ihre Meldung nach sechs Wochen keine Antwort bekommen, oder "
    "hilft Ihnen die Antwort nicht weiter? Dann können Sie sich an die Ombudsstelle wenden und ein "
    "Ombudsverfahren nach § 10d des Behindertengleichstellungsgesetzes Nordrhein-Westfalen "
    "beantragen. Die Ombudsstelle gehört zur Landesbeauftragten für die Belange der Menschen mit "
    "Behinderung. Den Antrag finden Sie auf der Website der Ombudsstelle.",
}

AUSNAHMEN = (
    {
        "inhalt": "Erläuterungen in Leichter Sprache",
        "grund": Ausnahme.Grund.UNVEREINBAR,
        "begruendung": "Der Text liegt noch nicht vor.",
        "alternative": "Rufen Sie uns an. Wir erklären Ihnen gern, was auf den Seiten steht.",
    },
    {
        "inhalt": "Erläuterungen in Deutscher Gebärdensprache",
        "grund": Ausnahme.Grund.UNVEREINBAR,
        "begruendung": "Das Video liegt noch nicht vor.",
        "alternative": "Schreiben Sie uns über die Seite Kontakt.",
    },
    {
        "inhalt": "Dokumente von anderen Stellen",
        "grund": Ausnahme.Grund.UNVEREINBAR,
        "begruendung": "Einladungen, Präsentationen und andere PDF-Dateien, die das Portal nicht "
        "selbst erzeugt, können Barrieren enthalten.",
        "alternative": "Was für eine Konferenz wichtig ist, steht auch auf ihrer Seite. Brauchen "
        "Sie ein Dokument in anderer Form, melden Sie uns die Barriere.",
    },
)
