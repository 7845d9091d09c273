"""Reads the form out of a rendered page, so that tests send what a browser would send."""

from html.parser import HTMLParser


class _Leser(HTMLParser):
    def __init__(self, formular: str) -> None:
        super().__init__()
        self.formular = formular
        self.drin = False
        self.felder: dict[str, str | list[str]] = {}
        self.auswahl = ""
        self.textfeld = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: wert or "" for name, wert in attrs}
        if tag == "form":
            self.drin = a.get("id") == self.formular
        elif not self.drin or ("name" not in a and tag != "option"):
            return
        elif tag == "input" and a.get("type") not in {"submit", "file"}:
            if a.get("type") not in {"checkbox", "radio"}:
                self.felder[a["name"]] = a.get("value", "")
            elif "checked" in a:
                self._ankreuzen(a["name"], a.get("value", "on"))
        elif tag == "select":
            self.auswahl = a["name"]
            self.felder[self.auswahl] = [] if "multiple" in a else ""
        elif tag == "option" and "selected" in a and self.auswahl:
            if isinstance(liste := self.felder[self.auswahl], list):
                liste.append(a["value"])
            else:
                self.felder[self.auswahl] = a["value"]
        elif tag == "textarea":
            self.textfeld = a["name"]
            self.felder[self.textfeld] = ""

    def _ankreuzen(self, name: str, wert: str) -> None:
        """Keep a ticked value; several of one name are sent as a list."""
        bisher = self.felder.get(name)
        if bisher is None:
            self.felder[name] = wert
        else:
            self.felder[name] = [*(bisher if isinstance(bisher, list) else [bisher]), wert]

    def handle_data(self, data: str) -> None:
        if self.textfeld:
            self.felder[self.textfeld] = str(self.felder[self.textfeld]) + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textfeld:
            # A browser drops the line break that follows the opening tag (HTML 4.10.11).
            self.felder[self.textfeld] = str(self.felder[self.textfeld]).removeprefix("\n")
            self.textfeld = ""
        elif tag == "select":
            self.auswahl = ""
        elif tag == "form":
            self.drin = False


def formular(html: bytes, kennung: str) -> dict[str, str | list[str]]:
    """Give what the form with the id `kennung` sends when nobody touches it, without buttons."""
    leser = _Leser(kennung)
    leser.feed(html.decode())
    return {
        name: wert
        for name, wert in leser.felder.items()
        if name not in {"_selected_action", "action", "index", "select_across"}
        and "__prefix__" not in name
    }
