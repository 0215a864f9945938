"""How somebody came to where a test begins: each way is gone once, without a browser."""

from __future__ import annotations

import httpx
from playwright.sync_api import BrowserContext

from tests.browser.watching import Way
from tests.web.visitor import NO, Visitor

PATIENCE_S = 60.0  # a busy machine is slow, which is no fault of the app


def send_ahead(context: BrowserContext, address: str, way: Way) -> BrowserContext:
    """Go a way, and let a browser be that of the one who went it."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=PATIENCE_S) as http:
        way(Visitor(http))
        cookies = [{"name": name, "value": value, "url": address} for name, value in http.cookies.items()]
    context.add_cookies(cookies)  # type: ignore[arg-type]  # a dictionary with these keys
    return context


def fit(visitor: Visitor) -> None:
    """Tick the notice, and say what a plan has to know."""
    visitor.walk(visitor.send("/notice", {"read": "yes"}), {"floor-ok": "yes", "place": "home"})


def well(visitor: Visitor) -> None:
    """Reach the first steps, and a plan."""
    visitor.check()
    fit(visitor)


def in_a_bout(visitor: Visitor) -> None:
    """Begin a bout; pain before it is 3."""
    visitor.check({"pain-now": "3"})
    fit(visitor)
    visitor.send("/bout/screen", NO)
    visitor.send("/bout/start", {"pain": "3"})
