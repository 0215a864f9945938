"""Start the app: knowledge, journal, server, browser."""

from __future__ import annotations

import gc
import socket
import threading
import webbrowser
from collections.abc import Callable
from typing import TypeVar

import uvicorn

from loosen.ask import get_ready
from loosen.coach.opening import Opened, open_coach, open_steady_coach
from loosen.coach.people import owner_key
from loosen.errors import CallError, JournalError
from loosen.settings import Settings
from loosen.web.app import create_app

_SOON_S = 0.5
_Given = TypeVar("_Given")


def serve(settings: Settings, *, open_browser: bool) -> None:
    """Serve the app until it is stopped.

    Args:
        settings: Where to listen, where the data are.
        open_browser: Whether to open the owner's page in the browser of this machine.

    Raises:
        CallError: The port is taken, or the address cannot be used.
    """
    listening = _listen(settings)
    opened, key = _open(settings)
    app = create_app(
        opened.coach,
        overlay_error=opened.overlay_error,
        owner_key=key,
        hosts=(*settings.allowed_hosts, settings.host),
    )
    address = f"http://{_shown(settings.host)}:{settings.port}/"
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    print(f"Loosen is ready: {address}", flush=True)  # noqa: T201 - what the person waits for
    if key is not None:
        print(f"Your own page:   {address}open/{key}", flush=True)  # noqa: T201
    print("Stop it with Ctrl+C. Nothing leaves this machine.", flush=True)  # noqa: T201
    if open_browser:
        target = f"{address}open/{key}" if key else address
        _soon(webbrowser.open, target)
    _soon(get_ready, opened.coach.library)
    gc.freeze()  # the knowledge stays as it is; looking through it for waste costs tens of milliseconds each time
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        opened.close()


def _soon(call: Callable[[_Given], object], given: _Given) -> None:
    """Call something when the server answers already."""
    timer = threading.Timer(_SOON_S, call, [given])
    timer.daemon = True
    timer.start()


def _open(settings: Settings) -> tuple[Opened, str | None]:
    """Return the coach and the owner's key; without a usable disk, one that remembers until it stops."""
    try:
        return open_coach(settings), owner_key(settings.data_dir)
    except JournalError as error:
        print(f"{error}\nUntil that is mended, answers are kept in memory only.", flush=True)  # noqa: T201
        return open_steady_coach(settings)[0], None


def _listen(settings: Settings) -> socket.socket:
    """Return a socket that listens, before anything slow is done."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise CallError(
            f"Port {settings.port} on {settings.host} cannot be used: {error.strerror}.",
            where="port",
            detail="Is Loosen running already? Open it in the browser, or choose another port with --port.",
        ) from error
    return listening


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host
