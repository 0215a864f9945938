"""What a browser did behind the page, and how a test gets a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

from tests.web.visitor import Visitor

NewContext = Callable[..., BrowserContext]
Way = Callable[[Visitor], None]
Came = Callable[[Way], BrowserContext]


@dataclass
class Watch:
    """What a browser did behind the page."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note_request(self, request: Request) -> None:
        """Write a request down."""
        self.requests.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        """Write a complaint of the browser down; that a page was refused on purpose is none."""
        known = (
            "status of 4",
            "blocked by Playwright",
            "net::ERR_CONNECTION_REFUSED",  # the server is gone
            "net::ERR_INTERNET_DISCONNECTED",  # the test has cut the browser off
        )
        is_known = any(words in message.text for words in known)
        if message.type in {"error", "warning"} and not is_known:
            self.complaints.append(message.text)

    @property
    def strangers(self) -> set[str]:
        """Hosts other than this machine that were asked."""
        return {urlsplit(url).hostname or url for url in self.requests} - {"127.0.0.1"}
