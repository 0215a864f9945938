"""A desktop for tests: a real session bus with a notification service and an idle monitor of our own."""

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from dbus_fast import PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr, DBusUInt32, DBusUInt64
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

# The signatures are read at run time, so this file has no deferred annotations.
Strings = Annotated[list[str], DBusSignature("as")]
Hints = Annotated[dict, DBusSignature("a{sv}")]
Server = Annotated[tuple, DBusSignature("ssss")]
Closed = Annotated[tuple, DBusSignature("uu")]
_PATIENCE_S = 10


class Notifications(ServiceInterface):
    """Takes notifications, and says whether it is asked not to disturb."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.shown: dict[int, tuple[str, str]] = {}
        self.sent: list[tuple[str, str]] = []
        self.quiet = False

    @dbus_method(name="GetCapabilities")
    def capabilities(self) -> Strings:
        return ["body"]

    @dbus_method(name="GetServerInformation")
    def server(self) -> Server:
        return ("loosen-test", "loosen", "1", "1.2")

    @dbus_method(name="Notify")
    def notify(
        self,
        app: DBusStr,
        replaces: DBusUInt32,
        icon: DBusStr,
        title: DBusStr,
        body: DBusStr,
        actions: Strings,
        hints: Hints,
        timeout: DBusInt32,
    ) -> DBusUInt32:
        self.sent.append((title, body))
        self.shown[len(self.sent)] = (title, body)
        return len(self.sent)

    @dbus_method(name="CloseNotification")
    def close(self, number: DBusUInt32) -> None:
        self.shown.pop(number, None)
        self.closed(number)

    @dbus_signal(name="NotificationClosed")
    def closed(self, number: int) -> Closed:
        return (number, 3)

    @dbus_property(access=PropertyAccess.READ, name="Inhibited")
    def inhibited(self) -> DBusBool:
        return self.quiet


class IdleMonitor(ServiceInterface):
    """Says how long nothing was touched."""

    def __init__(self) -> None:
        super().__init__("org.gnome.Mutter.IdleMonitor")
        self.milliseconds = 0

    @dbus_method(name="GetIdletime")
    def idle(self) -> DBusUInt64:
        return self.milliseconds


@dataclass
class FakeDesktop:
    """What the two services were told, and what they say."""

    address: str
    notifications: Notifications
    idle: IdleMonitor


@contextmanager
def desktop() -> Iterator[FakeDesktop]:
    """Run a session bus with both services, in a thread of its own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        found = FakeDesktop(address, Notifications(), IdleMonitor())
        bus = asyncio.run_coroutine_threadsafe(_serve(found), loop).result(_PATIENCE_S)
        try:
            yield found
        finally:
            asyncio.run_coroutine_threadsafe(_end(bus), loop).result(_PATIENCE_S)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(_PATIENCE_S)
            loop.close()
            daemon.terminate()


async def _serve(found: FakeDesktop) -> MessageBus:
    bus = await MessageBus(bus_address=found.address).connect()
    bus.export("/org/freedesktop/Notifications", found.notifications)
    bus.export("/org/gnome/Mutter/IdleMonitor/Core", found.idle)
    for name in ("org.freedesktop.Notifications", "org.gnome.Mutter.IdleMonitor"):
        await bus.request_name(name)
    return bus


async def _end(bus: MessageBus) -> None:
    bus.disconnect()
    await bus.wait_for_disconnect()
