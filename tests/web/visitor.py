"""Someone at a browser: opens pages, fills in forms, follows where they lead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import httpx
from bs4 import BeautifulSoup, Tag
from starlette.types import ASGIApp

from tests.web.wire import Loop, Wire

BASE = "http://localhost"
MOST_SCREENS = 30

ABOUT_ME: Mapping[str, str] = MappingProxyType(
    {"age.exact": "35", "sex": "male", "days-since-start": "1", "pain-now": "5", "site": "low-back"}
)
"""What someone to whom nothing serious applies says of themselves."""

NO: Mapping[str, str] = MappingProxyType({"bladder-saddle": "no", "legs": "no", "ill": "no", "injury": "no"})
"""What is asked before a bout, when nothing is new."""


File = tuple[str, bytes, str]
"""Name, content and kind of a file that is sent."""


class Page:
    """A page that came back."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.url.path
        self.soup = BeautifulSoup(response.text, "html.parser")

    @property
    def heading(self) -> str:
        """The main heading."""
        return words_of(self.one("h1"))

    @property
    def words(self) -> str:
        """Everything that stands in the main part."""
        return words_of(self.one("main"))

    @property
    def form(self) -> Tag:
        """The screen of questions."""
        return self.one("form.screen")

    @property
    def is_screen(self) -> bool:
        """Whether questions are asked here."""
        return self.soup.select_one("form.screen") is not None

    @property
    def screen(self) -> str:
        """The id of the screen of questions."""
        return str(self.one('form.screen [name="screen"]')["value"])

    def one(self, selector: str) -> Tag:
        """Return the one element that fits."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{len(found)} of {selector!r} on {self.path}"
        return found[0]

    def asks(self, fact: str) -> bool:
        """Return whether a fact is asked here."""
        return self.soup.select_one(f'input[name="{fact}"], input[name="{fact}.exact"]') is not None

    def filled_in(self) -> dict[str, str]:
        """Return what the form would send as it stands."""
        return {
            str(field["name"]): str(field.get("value", ""))
            for field in self.form.select("input[name]")
            if field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked")
        }

    def link(self, words: str) -> str:
        """Return where the link with these words leads."""
        targets = {str(a["href"]) for a in self.soup.select("main a[href]") if words in words_of(a)}
        assert len(targets) == 1, f"{len(targets)} links say {words!r} on {self.path}"
        return targets.pop()


def visit(app: ASGIApp, loop: Loop, *, raise_errors: bool = True) -> Visitor:
    """Return someone at an app in this process."""
    wire = Wire(app, loop, raise_errors=raise_errors)
    return Visitor(httpx.Client(transport=wire, base_url=BASE, follow_redirects=True))


class Visitor:
    """One browser with its own cookies."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def open(self, path: str) -> Page:
        """Open an address."""
        return Page(self.http.get(path))

    def send(self, path: str, data: Mapping[str, str] | None = None, files: Mapping[str, File] | None = None) -> Page:
        """Send a form, with files if there are any, and follow where it leads."""
        return Page(self.http.post(path, data=dict(data or {}), files=dict(files or {})))

    def answer(self, page: Page, changes: Mapping[str, str | None] | None = None) -> Page:
        """Send the screen of a page as it stands, with changes; None takes a tick away."""
        data = page.filled_in()
        for name, value in (changes or {}).items():
            assert page.soup.select_one(f'input[name="{name}"]') is not None, f"{name} is not asked on {page.screen}"
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value
        return self.send(str(page.form["action"]), data)

    def walk(self, page: Page, answers: Mapping[str, str]) -> Page:
        """Answer screen after screen with what is known, none of these to the rest, until no screen follows."""
        return self._walk(page, answers)[0]

    def _walk(self, page: Page, answers: Mapping[str, str]) -> tuple[Page, set[str]]:
        unused = set(answers)
        for _ in range(MOST_SCREENS):
            if not page.is_screen:
                return page, unused
            asked = {name: value for name, value in answers.items() if page.soup.select_one(f'[name="{name}"]')}
            page = self.answer(page, asked)
            unused -= set(asked)
        raise AssertionError(f"no end after {MOST_SCREENS} screens: {page.path}, {page.screen}")

    def check(self, answers: Mapping[str, str] | None = None) -> Page:
        """Do the whole safety check as someone to whom nothing serious applies, but for these answers."""
        page, unused = self._walk(self.open("/check"), {**ABOUT_ME, **(answers or {})})
        assert not unused & set(answers or {}), f"never asked: {sorted(unused)}"
        return page


def words_of(tag: Tag) -> str:
    """Return the words of an element in one line."""
    return " ".join(tag.get_text(" ").split())
