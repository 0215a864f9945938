"""Take the pictures in docs/screenshots: the app as people see it, on a phone and on a desk, light and dark.

Usage, in the root of the project: python -m tools.screenshots [folder]
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, sync_playwright
from tests.browser.serving import serving
from tests.six_weeks import TOKEN, fill_folder

from loosen.knowledge import load_library

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SIZES: tuple[ViewportSize, ...] = ({"width": 360, "height": 780}, {"width": 1280, "height": 900})
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOST_HEIGHT = {360: 1700, 1280: 1100}  # by width; keeps the set small
MOST_SET_BYTES = 9_000_000
MOST_SCREENS = 14
READY_WITHIN_S = 30
ABOUT_ME = (("sex", "male"), ("days-since-start", "1"), ("pain-now", "5"), ("site", "low-back"))
QUESTIONS = ("bladder-saddle", "legs", "ill", "injury")
AT_HOME = (("floor-ok", "yes"), ("place", "home"))


def main() -> None:
    """Take all pictures; say how large the set is."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    begun = (("/bout/screen", dict.fromkeys(QUESTIONS, "no")), ("/bout/start", {"pain": "2"}))
    with (
        running_app() as first_day,
        six_weeks_later() as later,
        six_weeks_later(*begun) as in_bout,
        running_browser() as browser,
    ):
        sets = (
            (first_day, scenes_of_a_first_day),
            (later, scenes_of_six_weeks),
            (in_bout, scenes_of_a_bout),
        )
        for size in SIZES:
            for scheme in SCHEMES:
                for address, scenes in sets:
                    context = browser.new_context(
                        base_url=address, viewport=size, color_scheme=scheme, service_workers="block"
                    )
                    for name, page in scenes(context):
                        take(page, folder / f"{name}-{size['width']}-{scheme}.png")
                    context.close()
    total = sum(path.stat().st_size for path in folder.glob("*.png"))
    print(f"{len(list(folder.glob('*.png')))} pictures, {total / 1e6:.1f} MB in {folder}")  # noqa: T201 - for whoever runs it
    if total > MOST_SET_BYTES:
        sys.exit(f"The set is over {MOST_SET_BYTES / 1e6:.0f} MB. Lower MOST_HEIGHT or leave a picture out.")


def scenes_of_a_first_day(context: BrowserContext) -> Iterator[tuple[str, Page]]:
    """Yield each scene of someone who has just come: its name, and the page that shows it."""
    page = context.new_page()
    page.goto("/")
    yield "home", page
    page.goto("/check")
    tap(page, "saddle-numbness")
    yield "safety-screen", page
    tap(page, "saddle-numbness-since", "new-or-worse")
    go_on(page)
    yield "emergency", page
    context.clear_cookies()
    page.goto("/check")
    answer_all(page)
    yield "outcome", page
    page.goto("/notice")
    tap(page, "read")
    go_on(page)
    answer_all(page)
    yield "now", page
    page.goto("/medicine?go=on")
    answer_all(page, ("asthma-by-aspirin", "yes"))
    yield "medicine", page
    page.goto("/rules")
    yield "rules", page
    page.goto("/learn/movements/cat-cow")
    yield "movement", page


def scenes_of_six_weeks(context: BrowserContext) -> Iterator[tuple[str, Page]]:
    """Yield each scene of the invented person with six weeks of data."""
    page = signed_in(context)
    for name in ("today", "log", "progress", "remedies", "breaks", "life", "positions", "lift", "offline"):
        page.goto(f"/{name}")
        page.wait_for_load_state("networkidle")
        yield name, page


def scenes_of_a_bout(context: BrowserContext) -> Iterator[tuple[str, Page]]:
    """Yield the bout of that person, begun."""
    page = signed_in(context)
    page.goto("/bout/run")
    page.wait_for_load_state("networkidle")
    yield "bout", page


def signed_in(context: BrowserContext) -> Page:
    """Return a page of the invented person."""
    page = context.new_page()
    address = page.request.get("/healthz").url.removesuffix("/healthz")
    context.add_cookies([{"name": "loosen", "value": TOKEN, "url": address}])
    return page


def answer_all(page: Page, *more: tuple[str, str]) -> None:
    """Answer screen after screen with nothing to report but this."""
    for _ in range(MOST_SCREENS):
        if page.locator("form.screen").count() == 0:
            return
        if page.locator('input[name="age.exact"]').count():
            page.locator('input[name="age.exact"]').fill("35")
        for name, value in (*ABOUT_ME, *AT_HOME, *more):
            if option(page, name, value).count():
                tap(page, name, value)
        go_on(page)
    sys.exit(f"The check does not end: {page.url}")


def option(page: Page, name: str, value: str) -> Locator:
    """Return the button of an answer."""
    return page.locator("label", has=page.locator(f'input[name="{name}"][value="{value}"]'))


def tap(page: Page, name: str, value: str = "yes") -> None:
    """Tap the button of an answer."""
    option(page, name, value).click()


def go_on(page: Page) -> None:
    """Tap the large button."""
    page.locator("form button.primary").click()


def take(page: Page, path: Path) -> None:
    """Take a picture of a page from its top, and make the file small."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    window = page.viewport_size
    assert window is not None  # noqa: S101 - set for each context
    height = int(page.evaluate("() => document.documentElement.scrollHeight"))
    page.set_viewport_size(
        {"width": window["width"], "height": max(window["height"], min(height, MOST_HEIGHT[window["width"]]))}
    )
    path.write_bytes(squeezed(page.screenshot(animations="disabled")))
    page.set_viewport_size(window)


def squeezed(png: bytes) -> bytes:
    """Return the same picture with its pixels packed as tightly as zlib can; browsers pack for speed."""
    signature, rest = png[:8], png[8:]
    chunks: list[tuple[bytes, bytes]] = []
    while rest:
        length = int.from_bytes(rest[:4])
        chunks.append((rest[4:8], rest[8 : 8 + length]))
        rest = rest[12 + length :]
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    kept = [chunk for chunk in chunks if chunk[0] in {b"IHDR", b"PLTE", b"tRNS"}]
    packed = [*kept, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return signature + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4) for kind, data in packed
    )


@contextmanager
def running_app() -> Iterator[str]:
    """Run the app with an empty data folder; return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        loosen = str(Path(sys.executable).with_name("loosen"))
        command = [loosen, "--no-browser", "--port", str(port), "--data-dir", data]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own program
            try:
                wait_until_ready(address)
                yield address
            finally:
                process.terminate()


@contextmanager
def six_weeks_later(*forms: tuple[str, dict[str, str]]) -> Iterator[str]:
    """Serve the six weeks of an invented person, on the day after, with some forms sent; return the address."""
    library = load_library()
    with tempfile.TemporaryDirectory() as data:
        folder = Path(data)
        fill_folder(folder, library)
        with serving(library, folder) as served, httpx.Client(base_url=served.address) as http:
            http.cookies.set("loosen", TOKEN)
            for path, form in forms:
                http.post(path, data=form)
            yield served.address


def wait_until_ready(address: str) -> None:
    """Return when the app answers."""
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        try:
            httpx.get(f"{address}/healthz").raise_for_status()
        except httpx.TransportError:
            threading.Event().wait(0.05)
        else:
            return
    sys.exit(f"The app did not answer within {READY_WITHIN_S} s.")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    found = next((path for path in map(shutil.which, ("chromium", "chromium-browser")) if path), None)
    if found is None:
        sys.exit("There is no Chromium on this machine. Install it: make chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
