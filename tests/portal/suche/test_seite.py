"""The page under /suche/: what it says, and that no input breaks it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from konferenzen.models import Art
from tests import fabriken as f
from tests.portal.suche.bestand import konferenzen, suche, titel, unterlage, welper
from tests.seite import Seite, hole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uhr(jetzt: time_machine.Traveller) -> time_machine.Traveller:
    return jetzt


def seite(client: Client, worte: str, **auswahl: str) -> Seite:
    response = client.get("/suche/", {"q": worte, **auswahl})
    assert response.status_code == 200
    return Seite(response.text)


def test_each_kind_of_hit_says_what_it_is(client: Client) -> None:
    stadtteil = welper()
    _kommende, vergangene = konferenzen(stadtteil)
    unterlage(vergangene, "Protokoll aus Welper", art="protokoll")
    f.ort("Welper Scheune").konferenzen.add(
        f.konferenz(
            art=Art.SPRECHSTUNDE,
            titel="Sprechstunde",
            beginn=f.berlin(2026, 2, 3, 9, 30),
            ende=f.berlin(2026, 2, 3, 10),
        )
    )
    akteur = f.akteur("Kita Welper")
    akteur.kategorien.add(f.kategorie("Kitas"))
    akteur.stadtteile.add(stadtteil)
    f.beitrag("Fest", teaser="In Welper wird gefeiert.").stadtteile.add(stadtteil)
    funde = seite(client, "Welper").texte("li", "fund")
    assert funde == [
        "Stadtteil Welper mit Haidchen",
        (
            "Stadtteilkonferenz Stadtteilkonferenz Welper Montag, 26. Januar 2026, 17–19 Uhr · "
            "Mühlenhof, Sankt-Joseph-Straße 2, 45527 Hattingen · Frühjahr 2026"
        ),
        (
            "Veranstaltungsort Welper Scheune Sankt-Joseph-Straße 2 · 45527 Hattingen "
            "Sprechstunde: Dienstag, 3. Februar 2026, 9.30–10 Uhr"
        ),
        "Wer mitmacht Kita Welper Kitas · Welper · Angaben noch nicht bestätigt",
        (
            "Protokoll Protokoll aus Welper PDF · Stadtteilkonferenz Welper · "
            "Montag, 6. Oktober 2025, 18–20 Uhr · Herbst 2025"
        ),
        (
            "Stadtteilkonferenz Stadtteilkonferenz Welper Montag, 6. Oktober 2025, 18–20 Uhr · "
            "Herbst 2025 Vorbei"
        ),
        (
            "Sprechstunde Sprechstunde Dienstag, 3. Februar 2026, 9.30–10 Uhr · Welper Scheune, "
            "Sankt-Joseph-Straße 2, 45527 Hattingen"
        ),
        "Nachricht Fest 13. Januar 2026 · Welper In Welper wird gefeiert.",
    ]


def test_hits_lead_to_the_pages_that_they_name(client: Client) -> None:
    kommende, _ = konferenzen(welper())
    unterlage(kommende, "Programm der Konferenz")
    for worte in ("Stadtteilkonferenz", "Programm", "Welper"):
        for treffer in client.get("/suche/", {"q": worte}).context["treffer"]:
            if not treffer.fund.adresse.count("unterlagen"):
                assert client.get(treffer.fund.adresse).status_code == 200


def test_found_words_are_marked_and_everything_else_is_escaped(client: Client) -> None:
    f.akteur("<b>Kita</b> & <script>", beschreibung="<i>Bunte</i> Bande")
    text = client.get("/suche/", {"q": "kita bunte <script>"}).text
    assert "&lt;b&gt;<mark>Kita</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;" in text
    assert "&lt;i&gt;<mark>Bunte</mark>&lt;/i&gt; Bande" in text
    assert "<script>" not in text
    assert 'value="kita bunte &lt;script&gt;"' in text


def test_numbers_in_words_and_ways_to_each_part(client: Client) -> None:
    konferenzen(welper())
    ergebnis = seite(client, "Welper")
    assert ergebnis.texte("h2", "suche__ergebnis") == ["3 Treffer für „Welper“"]
    assert ergebnis.texte("nav", "zahlen") == [
        "Alles (3) Stadtteile (1) Kommende Termine (1) Frühere Termine (1)"
    ]
    einer = seite(client, "Welper", bereich="kommende")
    assert einer.texte("h2", "suche__ergebnis") == ["Ein Treffer für „Welper“"]
    assert einer.texte("nav", "zahlen") == ergebnis.texte("nav", "zahlen")
    assert [e.text for e in einer.alle("a") if e.attrs.get("aria-current") == "true"] == [
        "Kommende Termine (1)"
    ]
    assert "?q=Welper&bereich=vergangene" in einer.adressen()
    assert "?q=Welper" in einer.adressen()
    keiner = seite(client, "Welper", bereich="orte")
    assert keiner.texte("h2", "suche__ergebnis") == ["Kein Treffer für „Welper“"]
    assert keiner.texte("nav", "zahlen") == ergebnis.texte("nav", "zahlen")


def test_what_was_meant_is_offered_and_leads_there(client: Client) -> None:
    konferenzen(welper())
    aehnlich = seite(client, "Wepler Mülenhof")
    assert aehnlich.texte("p", "hinweis") == [
        (
            "Genau so kommt das nirgends vor. Sie sehen, was ähnlich geschrieben wird. "
            "Meinten Sie Welper Mühlenhof?"
        )
    ]
    assert "?q=Welper+M%C3%BChlenhof" in aehnlich.adressen()
    assert seite(client, "Welper Mühlenhof").texte("p", "hinweis") == []


def test_without_words_it_says_how_to_search(client: Client) -> None:
    f.akteur("Verein")
    leer = hole(client, "/suche/")
    assert leer.alle("li", "fund") == []
    assert leer.alle("p", "suche__hilfe")[0].text.startswith("Es genügt der Anfang")
    assert {"/termine/", "/stadtteile/", "/akteure/", "/aktuelles/"} <= set(leer.adressen())


def test_where_nothing_is_found_it_shows_ways_on(client: Client) -> None:
    welper()
    nichts = seite(client, "Xylofon", stadtteil="welper")
    assert nichts.texte("h2", "suche__ergebnis") == ["Kein Treffer für „Xylofon“"]
    assert nichts.alle("nav", "zahlen") == []
    assert {"/termine/", "/kontakt/", "?q=Xylofon"} <= set(nichts.adressen())
    assert "?q=Xylofon" not in seite(client, "Xylofon").adressen()


UNSINN = [
    "&", "|", "!", ":*", "'", "\\", "<->", "a <-> b", "'; DROP TABLE x; --", "%", "_", "100 %",
    '"', '""', '"""', '-"', "--", "-", "- -a", "(", ")))", "{{", "{% if %}", "%s", "%(q)s", "\x00",
    "a\x00b", "\x1b[31m", "🎉", "\u202ertl", "ﬁ ½ № ª ²", "İ ı ẞ", "ø ł đ", "ー",
    "عربي", "日本語", "Київ",
    "\uffff", "a" * 10_000, "ü" * 300, "ä ö ü ß " * 1000, "1e5 0x1F 3.14 -5 26.01.2026",
    "http://example.org/?a=b&c", "kita@example.org", "der die das", "'kita':*A & !'b'",
]  # fmt: skip


@pytest.mark.parametrize("worte", UNSINN)
def test_no_input_breaks_it(client: Client, worte: str) -> None:
    f.akteur("Verein ½ ﬁ")
    f.konferenz(stadtteil=welper(), ort=f.ort("Straße 100 %"))
    for auswahl in ({}, {"stadtteil": worte, "bereich": worte, "seite": worte}):
        response = client.get("/suche/", {"q": worte, **auswahl})
        assert response.status_code == 200
        assert "suchworte" in response.text


@pytest.mark.parametrize(
    "adresse", ["?q=%ED%A0%80", "?q=%ff%fe", "?q", "?q=a&q=b", "?q[]=a", "?q=%", "?%00=%00"]
)
def test_no_address_breaks_it(client: Client, adresse: str) -> None:
    assert client.get(f"/suche/{adresse}").status_code == 200


def test_it_never_answers_without_a_hint(client: Client) -> None:
    assert seite(client, "!?&").texte("p", "hinweis") == [
        (
            "Darin steht kein Wort, nach dem sich suchen lässt. "
            "Bitte geben Sie mindestens ein Wort oder eine Zahl ein."
        )
    ]
    assert seite(client, "-Welper").texte("p", "hinweis") == seite(client, "!").texte(
        "p", "hinweis"
    )
    assert seite(client, "wort " * 2000).texte("p", "hinweis")[0].startswith("Das war sehr viel")
    assert seite(client, "Welper", stadtteil="unbekannt").alle("p", "hinweis") != []


def test_search_engines_stay_out_and_the_empty_page_names_itself(client: Client) -> None:
    for adresse, kanonisch in (("/suche/", ["http://127.0.0.1:8000/suche/"]), ("/suche/?q=a", [])):
        kopf = hole(client, adresse)
        assert [
            e.attrs["content"] for e in kopf.alle("meta") if e.attrs.get("name") == "robots"
        ] == ["noindex"]
        assert [
            e.attrs["href"] for e in kopf.alle("link") if e.attrs.get("rel") == "canonical"
        ] == kanonisch


def test_titles_tell_pages_apart(client: Client) -> None:
    for nummer in range(21):
        f.akteur(f"Kita {nummer:02}")
    titel_der_seiten = [
        hole(client, f"/suche/{q}").texte("title")[0].partition(" · ")[0]
        for q in ("", "?q=Kita", "?q=Kita&seite=2")
    ]
    assert titel_der_seiten == ["Suche", "Suche nach „Kita“", "Suche nach „Kita“, Seite 2"]


def test_pages_hold_twenty_and_keep_the_words(client: Client) -> None:
    namen = [f"Kita {nummer:02}" for nummer in range(21)]
    for name in namen:
        f.akteur(name)
    assert suche(client, "Kita") == namen[:20]
    assert titel(client, "/suche/?q=Kita&seite=2") == namen[20:]
    assert titel(client, "/suche/?q=Kita&seite=99") == namen[20:]
    assert "?q=Kita&seite=2" in seite(client, "Kita").adressen()


@pytest.mark.parametrize("worte", ["Kita", "Kyta"])
@pytest.mark.parametrize("anzahl", [1, 30])
def test_it_costs_the_same_with_one_hit_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int, worte: str
) -> None:
    stadtteil = welper()
    runde = f.runde()
    for nummer in range(anzahl):
        konferenz = f.konferenz(
            art=Art.VERANSTALTUNG,
            titel=f"Kita {nummer}",
            stadtteil=stadtteil,
            runde=runde,
            ort=f.ort(f"Kita {nummer}"),
            beginn=f.berlin(2026, 2, 1, 9) + timedelta(days=nummer),
        )
        konferenz.ortsteile.add(f.ortsteil(f"Ortsteil {nummer}", stadtteil))
        unterlage(konferenz, f"Kita {nummer}")
        akteur = f.akteur(f"Kita {nummer}")
        akteur.stadtteile.add(stadtteil)
        akteur.kategorien.add(f.kategorie(f"Kategorie {nummer}"))
        f.beitrag(f"Kita {nummer}").stadtteile.add(stadtteil)
    for bereich, abfragen in (
        ("kommende", 8),
        ("orte", 7),
        ("akteure", 9),
        ("aktuelles", 8),
        ("unterlagen", 6),
    ):
        # One counts the search; a second look, for similar words, is one statement more.
        with django_assert_num_queries(abfragen + (worte == "Kyta")):
            client.get("/suche/", {"q": worte, "bereich": bereich})


def test_every_page_offers_the_search(client: Client) -> None:
    welper()
    for adresse in ("/", "/termine/", "/stadtteile/welper/", "/suche/"):
        assert [e.text for e in hole(client, adresse).alle("a", "kopfsuche")] == ["Suche"]
    for adresse, status in (("/", 200), ("/gibt-es-nicht/", 404)):
        response = client.get(adresse)
        assert response.status_code == status
        formular = next(e for e in Seite(response.text).alle("form", "suche"))
        assert (formular.attrs["action"], formular.attrs["method"]) == ("/suche/", "get")
