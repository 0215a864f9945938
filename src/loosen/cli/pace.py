"""Time and keys for a guided bout: a clock, and waiting that a key press cuts short."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

GONE = "gone"
"""What stands for a key when the keyboard has gone away."""
_ESCAPE = b"\x1b"
_MOST_OF_A_SEQUENCE = 64


class Pace(Protocol):
    """What a guided bout needs from the outside."""

    has_keys: bool

    def now(self) -> float:
        """Return seconds of a clock that never goes back."""

    def listening(self) -> AbstractContextManager[None]:
        """Take single keys instead of whole lines for a while."""

    def wait(self, seconds: float) -> str | None:
        """Wait so long at most; return a key as soon as it is pressed, else None."""


class Patience:
    """Waits without keys, where there is no terminal."""

    has_keys = False

    def now(self) -> float:
        """Return seconds of a clock that never goes back."""
        return time.monotonic()

    def listening(self) -> AbstractContextManager[None]:
        """Do nothing: there are no keys."""
        return nullcontext()

    def wait(self, seconds: float) -> str | None:
        """Wait."""
        time.sleep(max(0.0, seconds))
        return None


def open_pace() -> Pace:
    """Return the pace of this terminal; without keys where input or output is no terminal."""
    streams = (sys.stdin, sys.stdout)
    is_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return Keyboard() if is_terminal and os.environ.get("TERM") != "dumb" else Patience()


if sys.platform == "win32":  # pragma: no cover - only there
    import msvcrt

    _TICK_S = 0.05
    _PREFIXES = {"\0", "\xe0"}

    class Keyboard(Patience):
        """Hears single keys of a console."""

        has_keys = True

        def wait(self, seconds: float) -> str | None:
            """Wait so long at most; return a key as soon as it is pressed, else None."""
            until = self.now() + seconds
            while not msvcrt.kbhit():
                left = until - self.now()
                if left <= 0:
                    return None
                time.sleep(min(left, _TICK_S))
            key = msvcrt.getwch()
            if key in _PREFIXES:  # an arrow or a function key: its second half follows
                msvcrt.getwch()
                return None
            if key == "\x03":
                raise KeyboardInterrupt
            return key.casefold()

else:
    import select
    import termios
    import tty

    class Keyboard(Patience):
        """Hears single keys of a terminal."""

        has_keys = True

        def __init__(self, source: int | None = None) -> None:
            self._source = sys.stdin.fileno() if source is None else source

        @contextmanager
        def listening(self) -> Iterator[None]:
            """Take single keys instead of whole lines for a while; Ctrl-C still stops."""
            before = termios.tcgetattr(self._source)
            tty.setcbreak(self._source)
            try:
                yield
            finally:
                termios.tcsetattr(self._source, termios.TCSADRAIN, before)

        def wait(self, seconds: float) -> str | None:
            """Wait so long at most; return a key as soon as it is pressed, else None."""
            if not select.select([self._source], [], [], max(0.0, seconds))[0]:
                return None
            try:
                pressed = os.read(self._source, 1)
            except OSError:  # the terminal was closed
                return GONE
            if pressed == _ESCAPE:  # an arrow or a function key: its letters are no keys of ours
                while select.select([self._source], [], [], 0)[0] and os.read(self._source, _MOST_OF_A_SEQUENCE):
                    pass
                return None
            return pressed.decode("ascii", "replace").casefold() if pressed else GONE
