"""What a venue is known to offer."""

from konferenzen.models import Veranstaltungsort
from konferenzen.zugang import zugang


def test_nothing_known_names_every_open_question() -> None:
    ergebnis = zugang(Veranstaltungsort(name="Haus"))

    assert ergebnis.bekannt == []
    assert ergebnis.unbekannt == [
        "stufenloser Zugang",
        "Aufzug",
        "rollstuhlgerechtes WC",
        "Induktionsschleife",
        "Bus und Bahn",
    ]


def test_yes_and_no_are_answers_and_the_rest_stays_open() -> None:
    haus = Veranstaltungsort(
        name="Haus", stufenlos="ja", aufzug="nein", zugang_hinweis="Eingang im Hof", oepnv="Bus 331"
    )

    ergebnis = zugang(haus)

    assert ergebnis.bekannt == [
        ("Stufenlos erreichbar", "Ja"),
        ("Aufzug", "Nein"),
        ("Hinweis", "Eingang im Hof"),
        ("Bus und Bahn", "Bus 331"),
    ]
    assert ergebnis.unbekannt == ["rollstuhlgerechtes WC", "Induktionsschleife"]
