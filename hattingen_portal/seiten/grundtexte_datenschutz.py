"""The first text on data protection (GDPR, article 13): a section for each thing the portal does.

What it does is known; on which law that rests and how long it is kept, only the city can say. The
periods that it is asked to confirm are those that the portal deletes by (datenschutz/fristen.py).
The right to object stands apart from the others, as article 21 (4) wants it.
"""

from hattingen_portal.datenschutz import fristen
from hattingen_portal.datenschutz.fristen import Frist

TEXT = """
<p>Sie können das Portal lesen, ohne zu sagen, wer Sie sind. Hier steht, was trotzdem verarbeitet
wird, wozu und wie lange.</p>"""

_RECHTSGRUNDLAGE = """
<p>Rechtsgrundlage: [[Platzhalter: Bestätigung der Rechtsgrundlage, vorgeschlagen Artikel 6 Absatz 1
Buchstabe e DSGVO in Verbindung mit § 3 DSG NRW]]</p>"""


def _dauer(frist: Frist) -> str:
    """Give the paragraph about how long something is kept, with what the portal does at present."""
    return (
        "\n<p>Dauer: [[Platzhalter: Bestätigung der Löschfrist, eingestellt: "
        f"{frist.worte.deutsch}]]</p>"
    )


ABSCHNITTE = {
    "Wer verantwortlich ist": """
<p>{traeger}<br>Postfach 80 04 56, 45504 Hattingen<br>Telefon <a href="tel:+4923242040">(02324) 20
40</a></p>
<p>Weitere Angaben stehen im <a href="/impressum/">Impressum</a>.</p>""",
    "Datenschutzbeauftragte Person": """
<p>[[Platzhalter: Kontaktdaten der oder des Datenschutzbeauftragten der Stadt]]</p>""",
    "Wenn Sie Seiten aufrufen": f"""
<p>Ihr Gerät übermittelt seine IP-Adresse, die gewünschte Seite und Angaben zum Browser; sonst käme
die Seite nicht bei Ihnen an. Das Portal selbst führt darüber kein Protokoll und zählt keine
Besuche. Es schreibt nur auf, wenn etwas nicht funktioniert hat.</p>
<p>[[Platzhalter: ob und wie lange der Webserver der Stadt Aufrufe protokolliert]]</p>
{_RECHTSGRUNDLAGE}""",
    "Keine Cookies, keine anderen Anbieter": """
<p>Wer nur liest, bekommt keine Cookies. Auf Ihrem Gerät wird nichts gespeichert, und alles kommt
von diesem Server: Schriften, Bilder und Programme. Es gibt keine eingebettete Karte, keine Werbung
und keine Auswertung Ihres Besuchs.</p>
<p>Links zu anderen Websites, auch zu den Kalendern von Google und Microsoft, übertragen erst etwas,
wenn Sie ihnen folgen. Dann gilt deren Datenschutz.</p>""",
    "Wenn Sie einen Kalender abonnieren": """
<p>Ihr Kalenderprogramm ruft die Termine in Abständen ab, wie ein Browser eine Seite. Das Portal
erfährt nicht, wer Sie sind, und führt keine Liste der Abonnements.</p>""",
    "Schutz der Formulare": f"""
<p>Auf Seiten mit einem Formular setzt das Portal für einen Tag ein Cookie namens
„__Host-csrftoken“. Es verhindert, dass eine fremde Website in Ihrem Namen etwas absendet, und ist
dafür notwendig (§ 25 Absatz 2 Nummer 2 TDDDG).</p>
<p>Damit Programme die Formulare und die Suche nicht überfluten, zählt das Portal, wie oft von einem
Anschluss gesendet und gesucht wird und wie oft eine Bestätigung an dieselbe E-Mail-Adresse geht.
Dazu speichert es nicht die IP-Adresse oder die E-Mail-Adresse, sondern eine Prüfsumme daraus. Der
geheime Schlüssel dafür wechselt jeden Tag, und die Prüfsumme wird nach spätestens zwei Stunden
gelöscht.</p>
{_RECHTSGRUNDLAGE}""",
    "Wenn Sie uns über das Kontaktformular schreiben": f"""
<p>Wir verarbeiten, was Sie eintragen: Ihre Nachricht und, wenn Sie ihn nennen, Ihren Namen, Ihre
E-Mail-Adresse und Ihre Telefonnummer. Wir brauchen es, um Ihnen zu antworten. Ihre Nachricht liest
die Stelle, die für das Quartier zuständig ist. Rufen Sie an oder schreiben Sie einen Brief, halten
wir dasselbe hier fest, damit Ihr Anliegen nicht verloren geht.</p>
{_RECHTSGRUNDLAGE}{_dauer(fristen.MELDUNG)}""",
    "Wenn Sie eine Barriere melden": f"""
<p>Wir verarbeiten, was Sie eintragen: welche Seite betroffen ist, worin die Barriere besteht und,
wenn Sie eine Antwort möchten, wie wir Sie erreichen. Wir brauchen es, um die Barriere zu beseitigen
und Ihnen zu antworten. Sie müssen nicht sagen, ob Sie eine Behinderung haben.</p>
{_RECHTSGRUNDLAGE}{_dauer(fristen.MELDUNG)}""",
    "Wenn Sie einen Eintrag berichtigen": f"""
<p>Wir verarbeiten, was an einem Eintrag unter „Wer mitmacht“ anders sein soll, und, wenn Sie es
angeben, wie wir Sie für Rückfragen erreichen. Veröffentlicht wird nur, was die Stadt geprüft und
übernommen hat.</p>
{_RECHTSGRUNDLAGE}{_dauer(fristen.MELDUNG)}""",
    "E-Mails": f"""
<p>Was Sie uns über ein Formular schreiben, bekommt die zuständige Stelle auch als E-Mail. Das
Portal bewahrt eine Kopie auf, damit eine E-Mail, die nicht ankommt, noch einmal gesendet werden
kann. [[Platzhalter: über welchen Mailserver die Stadt versendet]]</p>
{_RECHTSGRUNDLAGE}{_dauer(fristen.MAIL)}""",
    "Verzeichnis „Wer mitmacht“": f"""
<p>Das Verzeichnis zeigt Organisationen mit ihren öffentlichen Angaben. Einzelne Menschen stehen
darin nur, wenn sie eingewilligt haben (Artikel 6 Absatz 1 Buchstabe a DSGVO). Wer die Einwilligung
widerruft, ist sofort nicht mehr zu sehen. Ansprechpersonen, die uns eine Organisation für die
Zusammenarbeit nennt, werden nicht veröffentlicht.</p>
{_RECHTSGRUNDLAGE}{_dauer(fristen.WIDERRUFEN)}""",
    "Anmeldung von Mitarbeitenden": f"""
<p>Wer das Portal pflegt, meldet sich mit Namen und Passwort an, auf Wunsch oder nach Vorgabe der
Stadt auch mit einem Code aus einer App. Dafür setzt das Portal Cookies, die dazu notwendig sind
(„__Host-sessionid“, „__Host-csrftoken“ und „__Host-messages“). Die Anmeldung endet, wenn länger
nichts geschieht, spätestens nach zehn Stunden. Schlägt sie fehl, merkt sich das Portal den
eingegebenen Namen, die IP-Adresse und Angaben zum Browser, damit niemand Passwörter errät; nach
spätestens anderthalb Stunden löscht es sie. Das Portal hält fest, wer was wann geändert hat.</p>
{_RECHTSGRUNDLAGE}{_dauer(fristen.VERLAUF)}""",
    "Wer Ihre Daten bekommt": """
<p>Nur die Stellen der Stadt, die sie für die genannten Zwecke brauchen. [[Platzhalter: wer das
Portal für die Stadt betreibt und ob ein Vertrag zur Auftragsverarbeitung besteht]]</p>""",
    "Ihre Rechte": """
<p>Sie können Auskunft über Ihre Daten verlangen (Artikel 15 DSGVO), sie berichtigen (Artikel 16)
oder löschen lassen (Artikel 17) und ihre Verarbeitung einschränken lassen (Artikel 18). Haben Sie
eingewilligt, können Sie das jederzeit für die Zukunft
widerrufen und Ihre Daten in einem gängigen Format bekommen (Artikel 20). Es genügt, wenn Sie uns
schreiben oder anrufen: <a href="/kontakt/">Kontakt</a></p>
<p>Sie sind nicht verpflichtet, uns Daten zu geben. Ohne eine Adresse oder Telefonnummer können wir
Ihnen aber nicht antworten. Entscheidungen trifft hier immer ein Mensch.</p>""",
    "Ihr Recht auf Widerspruch": """
<p>Verarbeiten wir Ihre Daten für eine Aufgabe im öffentlichen Interesse (Artikel 6 Absatz 1
Buchstabe e DSGVO), können Sie dem jederzeit widersprechen, wenn Ihre besondere Situation dagegen
spricht (Artikel 21 DSGVO). Auch dafür genügt es, wenn Sie uns schreiben oder anrufen: <a
href="/kontakt/">Kontakt</a></p>""",
    "Beschwerde": """
<p>Sie können sich bei der Aufsichtsbehörde beschweren (Artikel 77 DSGVO):</p>
<p>Landesbeauftragte für Datenschutz und Informationsfreiheit
Nordrhein-Westfalen<br>Kavalleriestraße 2–4, 40213 Düsseldorf<br>Telefon <a
href="tel:+49211384240">(0211) 384 24-0</a><br><a
href="mailto:poststelle@ldi.nrw.de">poststelle@ldi.nrw.de</a><br><a
href="https://www.ldi.nrw.de">www.ldi.nrw.de</a></p>""",
}
