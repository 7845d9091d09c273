"""The table of the periods as Markdown, for docs/datenschutz.md; a test compares the two."""

from collections.abc import Iterator

from hattingen_portal.datenschutz.fristen import (
    FASSUNG,
    GESCHICHTE,
    MIT_FASSUNGEN,
    TABELLE,
    Frist,
    Ort,
)

KOPF = ("Where", "Fields", "Whose", "What for", "Kept", "Then", "Legal reason", "Erasing a person")
ENTSCHEIDET_DIE_STADT = " **(city)**"


def als_markdown() -> str:
    """Give the table, a line for each entry; what the city has to decide is marked."""
    zeilen = [KOPF, tuple("---" for _ in KOPF), *_zeilen()]
    return "\n".join(f"| {' | '.join(zeile)} |" for zeile in zeilen)


def _zeilen() -> Iterator[tuple[str, ...]]:
    for ort in TABELLE:
        yield _zeile(ort, ort.felder, ort.frist)
    yield _zeile(GESCHICHTE, GESCHICHTE.felder, GESCHICHTE.frist)
    for ort in TABELLE:
        if ort.modell in MIT_FASSUNGEN:
            yield _zeile(ort, ("copies of the fields above",), FASSUNG, "Geschichte")


def _zeile(ort: Ort, felder: tuple[str, ...], frist: Frist, anhang: str = "") -> tuple[str, ...]:
    return (
        f"`{ort.modell}{anhang}`",
        ", ".join(felder),
        ort.von.englisch,
        ort.zweck.englisch,
        frist.worte.englisch + (ENTSCHEIDET_DIE_STADT if frist.stadt_entscheidet else ""),
        frist.danach.value.englisch,
        ort.grund,
        "as the row" if anhang else ort.bei_fund.value.englisch,
    )
