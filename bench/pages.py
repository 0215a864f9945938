"""What the app costs when it starts and when it answers."""

from __future__ import annotations

import asyncio
import gzip
import re
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urldefrag, urljoin

import httpx
import sqlalchemy as sa
from fastapi import FastAPI
from people import DONE_TOKEN, MIDWAY_TOKEN, fill_journal
from processes import HOST, ROOT, Server, ask, loosen_command, run, serving, serving_loosen
from table import Row

from loosen.coach.opening import open_coach
from loosen.settings import Settings
from loosen.web.app import create_app

HELP_MS = 150.0
READY_CPU_S = 1.2
FIRST_PAGE_KB = 100.0
FIRST_PAGE_REQUESTS = 8
RESIDENT_MB = 110.0
TIMES_EMPTY = 10.0
SIGNED_IN_MS = 10.0  # a quarter of the 40 ms that a comparable dashboard took
STATEMENTS = 5
_HELPS = 9
_STARTS = 5
_ROUNDS = 5
_REQUESTS = 100
_EMPTY_REQUESTS = 400
_WARM_UP = 20
_EMPTY, _EMPTY_LOOP = "an empty reply", "an empty reply without a worker thread"
_PAGES = {
    "home page": ("/", DONE_TOKEN),
    "check page": ("/check", MIDWAY_TOKEN),
    "now page": ("/now", DONE_TOKEN),
}
_A_FEW = ("/", "/check", "/answers", "/outcome", "/now", "/medicine", "/learn", "/rules", "/settings", "/about")


def page_rows(folder: Path) -> Iterator[Row]:
    """Yield the rows about the command line and the app; the folder takes their data."""
    yield from _help_rows()
    yield from _start_rows(folder)
    data_dir = folder / "people"
    fill_journal(data_dir)
    with serving(serving_loosen(data_dir)) as app:
        yield from _first_page_rows(app)
        with serving([sys.executable, str(ROOT / "bench/empty.py"), "{port}"], health="/") as empty:
            yield from _request_rows(app, empty)
    yield _statements_row(data_dir)


def _help_rows() -> Iterator[Row]:
    runs = [run(loosen_command("--help")) for _ in range(_HELPS + 1)][1:]
    how = f"{_HELPS} fresh processes from start to end"
    yield Row("`loosen --help`, wall", how, "ms", [done.wall_s * 1e3 for done in runs], under=HELP_MS)
    yield Row("`loosen --help`, CPU", how, "ms", [done.cpu_s * 1e3 for done in runs], under=HELP_MS)


def _start_rows(folder: Path) -> Iterator[Row]:
    cpu_s, wall_s, resident_mb = [], [], []
    for number in range(_STARTS + 1):
        data_dir = folder / f"start-{number}"
        fill_journal(data_dir)
        with serving(serving_loosen(data_dir)) as app:
            cpu_s.append(app.ready_cpu_s)
            wall_s.append(app.ready_wall_s)
            _visit(app)
            resident_mb.append(app.resident_mb())
    cpu_s, wall_s, resident_mb = (values[1:] for values in (cpu_s, wall_s, resident_mb))  # the first warms up
    how = f"`loosen serve --no-browser` until `/healthz` answers, {_STARTS} starts"
    yield Row("app ready, CPU", how, "s", cpu_s, under=READY_CPU_S)
    yield Row("app ready, wall", how, "s", wall_s)
    yield Row(
        "memory of one serving process",
        f"resident after {len(_A_FEW)} different pages, {_STARTS} processes",
        "MB",
        resident_mb,
        under=RESIDENT_MB,
    )


def _visit(app: Server) -> None:
    with app.connection() as connection:
        for path in _A_FEW:
            ask(connection, path, DONE_TOKEN)


def _first_page_rows(app: Server) -> Iterator[Row]:
    with app.connection() as connection:
        page = ask(connection, "/")
        body = gzip.decompress(page.body) if page.encoding else page.body
        paths = list(dict.fromkeys(_linked(body.decode())))
        replies = [page, *(ask(connection, path) for path in paths)]
    sent = sum(len(reply.body) for reply in replies)
    packed = sum(len(r.body) if r.encoding else len(gzip.compress(r.body, 6)) for r in replies)
    coded = sum(bool(reply.encoding) for reply in replies)
    yield Row(
        "first page, compressed",
        f"page and linked resources by gzip; sent: {sent / 1e3:.1f} kB, {coded} of {len(replies)} compressed",
        "kB",
        [packed / 1e3],
        under=FIRST_PAGE_KB,
    )
    yield Row("first page, requests", f"/ {' '.join(paths)}", "", [len(replies)], at_most=FIRST_PAGE_REQUESTS)


class _Links(HTMLParser):
    """Collects what a browser fetches for a page without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the resource of a tag."""
        named = {"link": "href", "use": "href", "script": "src", "img": "src", "source": "src"}.get(tag)
        link = dict(attrs).get(named or "")
        if link:
            self.found.append(link)


def _linked(html: str) -> list[str]:
    """Return the addresses a page needs, each once."""
    links = _Links()
    links.feed(html)
    links.found += re.findall(r"url\([\"']?(/[^\"')]+)", html)
    return list(dict.fromkeys(urldefrag(urljoin("/", link)).url for link in links.found))


def _request_rows(app: Server, empty: Server) -> Iterator[Row]:
    spent = _spent_ms(app, empty)
    base = median(spent[_EMPTY])
    how = f"process CPU over {_REQUESTS} requests on one connection, {_ROUNDS} rounds in turn"
    for name in (_EMPTY, _EMPTY_LOOP):
        what = (
            f"{_EMPTY_REQUESTS} requests on one connection, {_ROUNDS} rounds in turn, the server settings of the app"
        )
        yield Row(f"CPU of {name}", f"bare FastAPI route; process CPU over {what}", "ms", spent[name])
    for name in _PAGES:
        under = SIGNED_IN_MS if name == "now page" else None
        yield Row(f"CPU of the {name}", how, "ms", spent[name], under=under)
        yield Row(
            f"{name}, times {_EMPTY}",
            f"round by round, over the empty reply of {base:.2f} ms",
            "times",
            [ms / floor for ms, floor in zip(spent[name], spent[_EMPTY], strict=True)],
            at_most=TIMES_EMPTY,
        )


def _spent_ms(app: Server, empty: Server) -> Mapping[str, list[float]]:
    """Return the processor time a request by page and round; the pages take turns, so that noise meets all."""
    spent: dict[str, list[float]] = {_EMPTY: [], _EMPTY_LOOP: [], **{name: [] for name in _PAGES}}
    with app.connection() as to_app, empty.connection() as to_empty:
        for path, token in _PAGES.values():
            _cpu_ms(app, to_app, path, token, _WARM_UP)
        for _ in range(_ROUNDS):
            spent[_EMPTY].append(_cpu_ms(empty, to_empty, "/", "", _EMPTY_REQUESTS))
            spent[_EMPTY_LOOP].append(_cpu_ms(empty, to_empty, "/loop", "", _EMPTY_REQUESTS))
            for name, (path, token) in _PAGES.items():
                spent[name].append(_cpu_ms(app, to_app, path, token, _REQUESTS))
    return spent


def _cpu_ms(server: Server, connection: HTTPConnection, path: str, token: str, count: int) -> float:
    before = server.cpu_s()
    wrong = [reply.status for _ in range(count) if (reply := ask(connection, path, token)).status != 200]
    if wrong:
        raise RuntimeError(f"{path} answered {wrong[0]} instead of the page that is to be measured")
    return (server.cpu_s() - before) * 1e3 / count


def _statements_row(data_dir: Path) -> Row:
    """Count what the now page asks the database, in this process."""
    settings = Settings.from_environment({"data_dir": data_dir}, {})
    opened = open_coach(settings)
    counted: list[str] = []
    sa.event.listen(sa.Engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    try:
        asyncio.run(_get_in_process(create_app(opened.coach), "/now"))
    finally:
        opened.close()
    return Row("SQL statements of the now page", "counted in the process", "", [len(counted)], at_most=STATEMENTS)


async def _get_in_process(app: FastAPI, path: str) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        (await client.get(path, headers={"Cookie": f"loosen={DONE_TOKEN}"})).raise_for_status()
