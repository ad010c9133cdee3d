"""The forms of a page as a browser sees them, and believable values for every field."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {
    "date": "2026-05-05", "time": "10:00", "datetime-local": "2026-05-05T10:00", "number": "1",
    "email": "somebody@demo.invalid", "url": "https://demo.invalid/", "search": "Invented",
}  # fmt: skip
NEVER_SENT = {"submit", "button", "reset", "image"}


@dataclass
class PageForm:
    """One form: where it goes, what it would send, and the fields that people type into."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open is None or (tag != "option" and not given.get("name")):
            return
        elif tag == "input":
            self._input(self.open, given)
        elif tag == "textarea":
            self.open.values.setdefault(given["name"], ["Invented words"])
            self.open.typed.add(given["name"])
        elif tag == "select":
            self.select = given["name"]
            self.open.values.setdefault(self.select, [])
        elif tag == "option" and self.select and given.get("value"):
            values = self.open.values[self.select]
            if not values or "selected" in given:
                self.open.values[self.select] = [given["value"]]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None

    @staticmethod
    def _input(form: PageForm, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text").lower()
        if kind in NEVER_SENT:
            return
        if kind == "file":
            form.files.add(name)
        elif kind == "checkbox":
            form.values.setdefault(name, []).append(given.get("value", "on"))
        elif kind == "radio":
            if name not in form.values or "checked" in given:
                form.values[name] = [given.get("value", "on")]
        elif kind == "hidden":
            form.values.setdefault(name, []).append(given.get("value", ""))
        else:
            form.values[name] = [given.get("value") or TYPED.get(kind, "Invented")]
            form.typed.add(name)


def forms_of(html: str) -> list[PageForm]:
    """Read the forms of a page, each field with a value that could be sent."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
