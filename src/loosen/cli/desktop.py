"""The desktop: its own notifications, and how long keyboard and mouse have been still.

Notifications go through desktop-notifier, which speaks to Linux, macOS and Windows. Only Linux was tried. Idle time
is read on Linux alone: from GNOME by D-Bus, else by ``xprintidle`` where that is installed. Elsewhere it is not
known, and breaks go by the time since the last one.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from loosen.errors import LoosenError, NotInstalledError

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

_GNOME = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor")
_NOTES = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.DBus.Properties")
_ANSWER_S = 2.0


class DesktopError(LoosenError):
    """The desktop does not take notifications."""

    kind = "desktop"


class Desktop(Protocol):
    """What breaks need of a desktop."""

    async def notify(self, title: str, words: str) -> None:
        """Show a notification in place of the one before."""

    async def leave(self) -> None:
        """Take the notification away, and let go of the desktop."""

    async def idle(self) -> timedelta | None:
        """Return how long keyboard and mouse have been still, or None where that cannot be known."""

    async def is_quiet(self) -> bool:
        """Return whether the person has asked the desktop not to disturb."""


class OwnDesktop:
    """The desktop of this session."""

    def __init__(self) -> None:
        try:
            from desktop_notifier import DesktopNotifier
        except ImportError as error:
            raise NotInstalledError(
                "Notifications need an optional part that is not installed.",
                where="desktop-notifier",
                detail="Install it: pip install 'loosen[desktop]'",
            ) from error
        self._notifier = DesktopNotifier(app_name="Loosen", app_icon=None)
        self._bus: MessageBus | None = None
        self._is_shown = False

    async def notify(self, title: str, words: str) -> None:
        """Show a notification in place of the one before.

        Raises:
            DesktopError: Nobody on this desktop shows notifications.
        """
        await self._clear()
        taken: list[bool] = []
        with _silenced():  # it writes failures to the log, and goes on as if nothing were
            await self._notifier.send(title=title, message=words, on_dispatched=lambda: taken.append(True))
        if not taken:
            raise DesktopError(
                "This desktop shows no notifications.",
                where="notifications",
                detail="Run it inside a desktop session, or use the page /breaks in the app.",
            )
        self._is_shown = True

    async def leave(self) -> None:
        """Take the notification away, and let go of the desktop."""
        await self._clear()
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
            self._bus = None

    async def _clear(self) -> None:
        if self._is_shown:
            with _silenced():
                await self._notifier.clear_all()
            self._is_shown = False

    async def idle(self) -> timedelta | None:
        """Return how long keyboard and mouse have been still, or None where that cannot be known."""
        found = await self._call(_GNOME, "GetIdletime")
        if isinstance(found, int):
            return timedelta(milliseconds=found)
        return await _by_xprintidle()

    async def is_quiet(self) -> bool:
        """Return whether the person has asked the desktop not to disturb.

        GNOME keeps notifications back by itself; KDE and others tell by a property.
        """
        found = await self._call(_NOTES, "Get", "ss", [_NOTES[0], "Inhibited"])
        return bool(getattr(found, "value", False))

    async def _call(
        self, at: tuple[str, str, str], member: str, kinds: str = "", body: list[str] | None = None
    ) -> object:
        """Return the answer of a service on the session bus, or None where there is none."""
        if sys.platform != "linux":
            return None
        try:
            from dbus_fast import BusType, Message, MessageType
            from dbus_fast.aio import MessageBus

            if self._bus is None:
                self._bus = await MessageBus(bus_type=BusType.SESSION).connect()
            name, path, interface = at
            call = Message(
                destination=name, path=path, interface=interface, member=member, signature=kinds, body=body or []
            )
            answer = await asyncio.wait_for(self._bus.call(call), _ANSWER_S)
        except (ImportError, OSError, EOFError, ValueError, TimeoutError):
            return None
        is_answer = answer is not None and answer.message_type is MessageType.METHOD_RETURN and answer.body
        return answer.body[0] if answer is not None and is_answer else None


async def _by_xprintidle() -> timedelta | None:
    program = shutil.which("xprintidle")
    if program is None:
        return None
    process = await asyncio.create_subprocess_exec(
        program, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    told, _ = await process.communicate()
    return timedelta(milliseconds=int(told)) if told.strip().isdigit() else None


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep what a library would log from a person's terminal."""
    logger = logging.getLogger("desktop_notifier")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
