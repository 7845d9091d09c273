"""Reads a PDF as a screen reader does: along its tags, and as a printer does: glyph by glyph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf


@dataclass
class Marke:
    """An element of the structure tree, with its own text and the elements inside it."""

    art: str
    alt: str = ""
    teile: list["Marke | str"] = field(default_factory=list)

    def alle(self) -> Iterator["Marke"]:
        """Give it and all that is inside, in reading order."""
        yield self
        for teil in self.teile:
            if isinstance(teil, Marke):
                yield from teil.alle()

    @property
    def text(self) -> str:
        """Its text in reading order, without the places where a long word may be divided."""
        roh = "".join(
            teil if isinstance(teil, str) else teil.text if teil.art != "Figure" else ""
            for teil in self.teile
        )
        return roh.replace("\u00ad", "").replace("\u00a0", " ").strip()


@dataclass(frozen=True)
class Lauf:
    """Glyphs in a row: where they stand, in points from the lower left corner, and how large."""

    text: str
    x: float
    y: float
    breite: float
    groesse: float

    def beruehrt(self, anderer: "Lauf") -> bool:
        """Tell whether glyphs of both are drawn over each other, by the height of capitals.

        Neighbours in a line may overlap as far as kerning goes.
        """
        nah = 0.05 * max(self.groesse, anderer.groesse)
        if self.x + self.breite <= anderer.x + nah or anderer.x + anderer.breite <= self.x + nah:
            return False
        unten, oben = sorted((self, anderer), key=lambda lauf: lauf.y)
        return oben.y < unten.y + 0.68 * unten.groesse


class Dokument:
    """A PDF in memory."""

    def __init__(self, inhalt: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(inhalt))
        self._texte: dict[tuple[Any, int], str] = {}
        self.ohne_marke: list[str] = []
        self.laeufe: list[list[Lauf]] = []
        for seite in self.pdf.pages:
            self.laeufe.append([])
            self._lesen(seite)

    @property
    def baum(self) -> Marke:
        """The whole document as a tree of tags."""
        (wurzel,) = _liste(self.pdf.Root.StructTreeRoot.K)
        return self._marke(wurzel, None)

    def schriften(self) -> dict[str, bool]:
        """Give the name of each font without its subset's prefix, and whether it is embedded."""
        gefunden = {}
        for seite in self.pdf.pages:
            for schrift in seite.Resources.get("/Font", {}).values():
                innere = schrift.DescendantFonts[0]
                name = str(innere.BaseFont).partition("+")[2]
                deskriptor = innere.FontDescriptor
                gefunden[name] = any(n in deskriptor for n in ("/FontFile2", "/FontFile3"))
        return gefunden

    def metadaten(self) -> str:
        return bytes(self.pdf.Root.Metadata.read_bytes()).decode()

    def _marke(self, knoten: Any, seite: Any) -> Marke:
        seite = knoten.get("/Pg", seite)
        marke = Marke(str(knoten.S)[1:], str(knoten.get("/Alt", "")))
        for kind in _liste(knoten.get("/K")):
            if isinstance(kind, int):
                marke.teile.append(self._texte.get((seite.objgen, kind), ""))
            elif kind.get("/Type") == "/MCR":
                eigene = kind.get("/Pg", seite)
                marke.teile.append(self._texte.get((eigene.objgen, int(kind.MCID)), ""))
            elif kind.get("/Type") != "/OBJR":
                marke.teile.append(self._marke(kind, seite))
        return marke

    def _lesen(self, seite: pikepdf.Page) -> None:
        """Note what is shown in each marked sequence, and what is shown outside of them all."""
        schriften = {n: _Schrift(s) for n, s in seite.Resources.get("/Font", {}).items()}
        offen: list[int | str] = []
        lagen = [pikepdf.Matrix()]
        for operanden, operator in pikepdf.parse_content_stream(seite):
            match str(operator):
                case "BDC" | "BMC":
                    offen.append(_nummer(operanden))
                case "EMC":
                    offen.pop()
                case "q":
                    lagen.append(lagen[-1])
                case "Q":
                    lagen.pop()
                case "cm":
                    lagen[-1] = pikepdf.Matrix(operanden) @ lagen[-1]
                case "Tf":
                    schrift = schriften[str(operanden[0])].in_groesse(float(operanden[1]))
                case "Tm":
                    lage, weiter = pikepdf.Matrix(operanden) @ lagen[-1], 0.0
                case "Tj" | "TJ":
                    text, breite = schrift.gesetzt(_liste(operanden[0]))
                    x, y = lage.transform((weiter, 0))
                    weiter += breite
                    self.laeufe[-1].append(Lauf(text, x, y, breite, schrift.groesse))
                    self._merken(seite, offen, text)

    def _merken(self, seite: pikepdf.Page, offen: list[int | str], text: str) -> None:
        if not offen:
            self.ohne_marke.append(text)
        elif isinstance(offen[-1], int):
            ort = (seite.objgen, offen[-1])
            self._texte[ort] = self._texte.get(ort, "") + text


def _liste(wert: Any) -> list[Any]:
    if wert is None:
        return []
    return list(wert) if isinstance(wert, pikepdf.Array) else [wert]


def _nummer(operanden: Any) -> int | str:
    """Give the number of a marked sequence, or its name where it has none: an artifact."""
    inhalt = operanden[1] if len(operanden) > 1 else None
    if isinstance(inhalt, pikepdf.Dictionary) and "/MCID" in inhalt:
        return int(inhalt.MCID)
    return str(operanden[0])


def _codes(roh: bytes) -> list[int]:
    return [int.from_bytes(roh[i : i + 2], "big") for i in range(0, len(roh), 2)]


class _Schrift:
    """Which letters each code of a font stands for, and how wide it is in thousandths."""

    groesse = 0.0

    def __init__(self, schrift: Any) -> None:
        tabelle = schrift.ToUnicode.read_bytes().decode("latin-1")
        self.zeichen = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for block in re.findall(r"beginbfchar(.*?)endbfchar", tabelle, re.DOTALL)
            for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block)
        }
        self.breiten: dict[int, float] = {}
        angaben = list(schrift.DescendantFonts[0].W)
        for erster, letzter, breite in zip(*[iter(angaben)] * 3, strict=True):
            self.breiten |= dict.fromkeys(range(int(erster), int(letzter) + 1), float(breite))

    def in_groesse(self, groesse: float) -> "_Schrift":
        """Give it in `groesse` points."""
        self.groesse = groesse
        return self

    def gesetzt(self, teile: list[Any]) -> tuple[str, float]:
        """Give the text of `teile`, strings and what is taken off between them, and its width."""
        text, breite = "", 0.0
        for teil in teile:
            if isinstance(teil, pikepdf.String):
                codes = _codes(bytes(teil))
                text += "".join(self.zeichen[code] for code in codes)
                breite += sum(self.breiten[code] for code in codes)
            else:
                breite -= float(teil)
        return text, breite * self.groesse / 1000
