"""The words by which a list is understood; to teach the reader a new one, add it here.

Each of these is a text of words. Case and umlauts do not matter, for ``woerter`` makes them alike.
Words that must stand in a certain order or place are in the patterns beside the code that needs
them: why a line is passed over in ``beiwerk``, what a heading of a table means in ``spalten``,
sentences for all in ``gemeinsame_zeit``, months in ``datum``, parts of an address in ``ort``.
"""

# Around date and venue in running text; they say nothing of their own.
FUELLWOERTER = """
    am an den dem der die das des um von ab bis in im für zur zum zu und sowie auch dann dort hier
    wieder jeweils uhr findet finden statt trifft treffen sich tagt tagen ist sind wird werden hat
    lädt laden ein kommt kommen zusammen folgt folgen startet starten beginnt beginnen beginn start
    macht machen auftakt anfang geht es los weiter nächste nächsten nächster erste ersten erstes
    zweite dritte letzte letzten zuletzt danach anschließend stadtteilkonferenz
    stadtteilkonferenzen konferenz konferenzen stk stadtteil stadtteile stadtteils stadtteilen
    quartier treffen veranstaltung termin datum wann uhrzeit zeit geplante geplanten runde man alle
    interessierten interessierte herzlich gemeinsam treffpunkt ort veranstaltungsort zwar geplant
    vorgesehen angesetzt neue neuer neuen reihe dran zuerst als achtung so weit soweit
"""

# The same in the cell for date and time.
FUELLWOERTER_IM_TERMIN = "am an den der dem von um ab termin datum uhrzeit zeit beginn uhr"

# "Termin folgt": one of the first, and none that is not among the second.
OFFEN = """
    folgt folgen bekanntgegeben gegeben bekanntgemacht offen nn unbekannt unklar tba tbd mitgeteilt
    nachgereicht angekündigt nicht fehlt verschoben
"""
OFFEN_DAZU = """
    der die das ein neuer näherer nähere angaben infos informationen termin termine datum uhrzeit
    zeit und ort orte veranstaltungsort raum wird werden wurde noch bekannt fest steht stehen ist
    sind in kürze bald demnächst später rechtzeitig separat gesondert auf unbestimmte gibt es kein
    keine keinen
"""

# They make a sentence of what might be a venue.
SATZWOERTER = """
    ist sind wird werden wurde hat haben kann können bitte lädt laden findet finden freuen freut
    eingeladen gibt melden meldet anmelden anmeldung anmeldungen thema themen nicht kein keine
    keinen keiner keinem oder statt verlegt verschoben geändert nur außer telefon tel eintritt
    imbiss uhr www
"""

# They tell how sure something is, when, how to get there or who speaks; with them a person has to
# say what the venue is.
KEIN_ORT = """
    vorbehalt vorbehaltlich voraussichtlich vorauss vermutlich eventuell evtl nachmittag nachmittags
    abend abends morgen morgens vormittag vormittags mittag mittags pausiert ausweichtermin
    ausweichort ersatztermin ersatzort linie linien bus buslinie buslinien haltestelle haltestellen
    anfahrt parken moderation leitung
"""

# They begin a sentence even behind "Straße 2." or "e.V.".
SATZANFAENGE = """
    alle alles als am an anmeldung anmeldungen ansprechpartnerin auch beginn bei bitte da damit
    danach dann das dauer den der die diese dieses ein eine einen einladung eingeladen eintritt ende
    es für ihre ihr im in infos informationen interessierte jede jeder jeweils kontakt los mit nach
    neu nähere ort rückfragen sie so start stadtteilkonferenz telefon themen treffpunkt uhrzeit um
    unter veranstalter veranstaltungsort vom von weiter weitere wer wir zu zum zur zuletzt zwischen
"""

# Behind these a Stadtteil goes on with the sentence and begins no row.
VOR_NAMEN = "in für und sowie von aus stk stadtteil stadtteilkonferenz konferenz"

# They tell running text, which a program wrapped, from the lines of a list.
PROSA = """
    findet finden statt trifft treffen tagt tagen lädt laden ist sind wird werden beginnt beginnen
    hat haben kann können
"""
