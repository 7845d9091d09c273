"""Reads an iCalendar stream into blocks and properties (RFC 5545 sections 3.1 and 3.4)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from konferenzen.kalenderpruefung.befund import Befund

# name *(";" parameter) ":" value; a parameter's value may be quoted (RFC 5545 section 3.1).
_ZEILE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')
_TRENNER = re.compile(r"\\.|,")  # a comma, and what must not be taken for one
_MASKIERT = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Eigenschaft:
    """A property as it stands in the file; `zeile` is the number of its first line."""

    name: str
    parameter: Mapping[str, str]
    wert: str
    zeile: int

    @property
    def text(self) -> str:
        """The value of a TEXT without its escapes (RFC 5545 section 3.3.11)."""
        return _ohne_maske(self.wert)

    @property
    def texte(self) -> list[str]:
        """The values of a list of TEXT, as in CATEGORIES."""
        teile = _TRENNER.sub(lambda m: "\n" if m[0] == "," else m[0], self.wert).split("\n")
        return [_ohne_maske(teil) for teil in teile]


@dataclass
class Block:
    """What stands between BEGIN and END; `zeile` is the number of its first line."""

    name: str
    zeile: int
    eigenschaften: list[Eigenschaft] = field(default_factory=list)
    bloecke: list["Block"] = field(default_factory=list)

    def alle(self, name: str) -> list[Eigenschaft]:
        """Give the properties of this name, in their order."""
        return [eigenschaft for eigenschaft in self.eigenschaften if eigenschaft.name == name]

    def eine(self, name: str) -> Eigenschaft | None:
        """Give the property that stands exactly once, else None."""
        gefunden = self.alle(name)
        return gefunden[0] if len(gefunden) == 1 else None

    def text(self, name: str) -> str:
        """Give the text of the property that stands exactly once, else an empty one."""
        eigenschaft = self.eine(name)
        return eigenschaft.text if eigenschaft else ""

    def teile(self, name: str) -> list["Block"]:
        """Give the blocks of this name directly inside this one."""
        return [block for block in self.bloecke if block.name == name]

    @property
    def wo(self) -> str:
        """How a finding names this block: an event by its UID."""
        uid = self.text("UID")
        return f"UID {uid}" if uid else f"{self.name} ab Zeile {self.zeile}"


def lesen(inhalt: bytes) -> tuple[Block | None, list[Befund]]:
    """Give the calendar, None where `inhalt` is none, and what is wrong with its structure."""
    befunde: list[Befund] = []
    offen: list[Block] = []
    oberste: list[Block] = []
    for nummer, zeile in logische_zeilen(inhalt):
        teile = _ZEILE.fullmatch(zeile)
        if teile is None:
            befunde.append(_befund(nummer, "Das ist keine Zeile der Form NAME:WERT.", "3.1"))
            continue
        name, parameter, wert = teile[1].upper(), teile[2], teile[3]
        if name == "BEGIN":
            block = Block(wert.upper(), nummer)
            (offen[-1].bloecke if offen else oberste).append(block)
            offen.append(block)
        elif name == "END":
            if not offen or offen[-1].name != wert.upper():
                befunde.append(
                    _befund(nummer, f"END:{wert} schließt nichts, was offen ist.", "3.6")
                )
                continue
            offen.pop()
        elif offen:
            offen[-1].eigenschaften.append(
                Eigenschaft(name, _parameter_aus(parameter), wert, nummer)
            )
        else:
            befunde.append(_befund(nummer, "Diese Zeile steht außerhalb des Kalenders.", "3.4"))
    befunde.extend(
        _befund(block.zeile, f"BEGIN:{block.name} wird nie geschlossen.", "3.6") for block in offen
    )
    if [block.name for block in oberste] != ["VCALENDAR"]:
        namen = ", ".join(block.name for block in oberste) or "keiner"
        befunde.append(_befund(1, f"Erwartet wird genau ein VCALENDAR, da ist: {namen}.", "3.4"))
        return None, befunde
    return oberste[0], befunde


def logische_zeilen(inhalt: bytes) -> Iterator[tuple[int, str]]:
    """Give the lines without their folds, each with the number of its first physical line.

    Tolerates bare LF and broken UTF-8: other checks tell of them.
    """
    nummer, stuecke = 0, list[bytes]()
    for laufend, roh in enumerate(inhalt.replace(b"\r\n", b"\n").split(b"\n"), start=1):
        if roh[:1] in {b" ", b"\t"} and stuecke:
            stuecke.append(roh[1:])
            continue
        if stuecke:
            yield nummer, b"".join(stuecke).decode(errors="replace")
        nummer, stuecke = laufend, [roh] if roh else []
    if stuecke:
        yield nummer, b"".join(stuecke).decode(errors="replace")


def _parameter_aus(text: str) -> dict[str, str]:
    return {name.upper(): wert.strip('"') for name, wert in _PARAMETER.findall(text)}


def _ohne_maske(text: str) -> str:
    return _MASKIERT.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


def _befund(nummer: int, satz: str, abschnitt: str) -> Befund:
    return Befund(f"Zeile {nummer}", satz, f"RFC 5545, {abschnitt}")
