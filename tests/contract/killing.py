"""Append in processes that are killed in mid-air, again and again; print what they had acknowledged.

Called with a folder, a number of kills and a seed. Each process is a fork of this one, so that a kill costs
milliseconds. It opens the journal anew, sends again what the one before it had not got acknowledged, and appends from
several threads; the killer reads the acknowledgements from a pipe and strikes after a random number of them.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from pathlib import Path

from loosen.journal import SqlJournal
from tests.contract.making import event

THREADS = 4
MOST_ACKNOWLEDGED = 40
FILE = "journal.db"


def append_for_ever(folder: Path, turn: int, told: int, open_ended: list[str]) -> None:
    """Append from several threads, one of which also forgets a ghost now and then; tell each id once it is safe."""
    journal = SqlJournal(folder / FILE)

    def add(thread: int) -> None:
        names = [*open_ended] if thread == 0 else []
        for step in range(10**9):
            name = names[step] if step < len(names) else f"{turn}.{thread}.{step}"
            os.write(told, f"try {name}\n".encode())
            journal.append([event(name, person="ann", turn=turn)])
            os.write(told, f"safe {name}\n".encode())
            if thread == 1 and turn % 4 == 0:
                journal.append([event(name, person="ghost", word="zebra-crossing")])
                journal.forget("ghost")

    for thread in range(THREADS):
        threading.Thread(target=add, args=(thread,)).start()


def kill_one(folder: Path, turn: int, after: int, open_ended: list[str]) -> tuple[list[str], list[str]]:
    """Start a process and kill it after some acknowledgements; return what it acknowledged and what it only tried."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        append_for_ever(folder, turn, told, open_ended)
        threading.Event().wait()
    os.close(told)
    lines: list[str] = []
    with os.fdopen(heard, encoding="ascii") as pipe:
        for line in pipe:
            lines.append(line)
            if sum(one.startswith("safe") for one in lines) > after:
                break
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += pipe  # what it had said before it died
    words = [line.split() for line in lines if line.endswith("\n")]
    safe = [name for word, name in words if word == "safe"]
    return safe, [name for word, name in words if word == "try" and name not in safe]


def main() -> None:
    """Kill as often as the arguments say; print what was acknowledged."""
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    SqlJournal(folder / FILE).close()  # the dialect is loaded before the first fork
    acknowledged: list[str] = []
    tried: list[str] = []
    for turn in range(kills):
        safe, tried = kill_one(folder, turn, chance.randrange(MOST_ACKNOWLEDGED), tried)
        acknowledged += safe
    sys.stdout.write(json.dumps({"acknowledged": acknowledged}))


if __name__ == "__main__":
    main()
