"""Child processes: what they cost, and servers to ask on the loopback address."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
READY_TIMEOUT_S = 30.0
RUN_TIMEOUT_S = 60.0
_POLL_S = 0.005
_CLOCK_OF_PROCESS = 2


@dataclass(frozen=True, slots=True)
class Spent:
    """What a finished process cost.

    Attributes:
        wall_s: From its start to its end.
        cpu_s: Its processor time, user and system.
        output: What it wrote to standard output.
    """

    wall_s: float
    cpu_s: float
    output: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a server."""

    status: int
    encoding: str
    body: bytes


def child_environment() -> dict[str, str]:
    """Return the environment for child processes: byte code is kept, as where it is installed; no settings."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "LOOSEN_")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def loosen_command(*arguments: str) -> list[str]:
    """Return the command line that starts loosen: the installed entry point, or its function without one."""
    entry = Path(sys.executable).with_name("loosen")
    if entry.exists():
        return [str(entry), *arguments]
    return [sys.executable, "-c", "from loosen.cli import main; main()", *arguments]


def run(command: Sequence[str], *, timeout_s: float = RUN_TIMEOUT_S) -> Spent:
    """Run a process to its end and return what it cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, env=child_environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=timeout_s
    )
    wall_s = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Spent(wall_s, cpu_s, done.stdout)


def run_python(code: str) -> Spent:
    """Run a piece of Python in a fresh process."""
    return run([sys.executable, "-c", code])


class Server:
    """A serving process that answers.

    Attributes:
        ready_wall_s: From its start until its first answer.
        ready_cpu_s: The processor time it had used by then.
    """

    def __init__(self, process: subprocess.Popen[bytes], port: int, health: str, start: float) -> None:
        self._pid = process.pid
        self._port = port
        while not self._answers(health):
            if process.poll() is not None or time.perf_counter() - start > READY_TIMEOUT_S:
                raise RuntimeError(f"the server did not answer {health} within {READY_TIMEOUT_S:.0f} s")
            time.sleep(_POLL_S)
        self.ready_wall_s = time.perf_counter() - start
        self.ready_cpu_s = self.cpu_s()

    def cpu_s(self) -> float:
        """Return the processor time of the process so far, all threads, those that ended included."""
        # The clock of another process, as clock_getcpuclockid(3) makes its number; finer than /proc/PID/stat.
        return time.clock_gettime(~self._pid << 3 | _CLOCK_OF_PROCESS)

    def resident_mb(self) -> float:
        """Return the resident memory of the process, in millions of bytes."""
        status = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii")
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(kib) * 1024 / 1e6

    @contextmanager
    def connection(self) -> Iterator[HTTPConnection]:
        """Give a connection that is kept open between requests."""
        connection = HTTPConnection(HOST, self._port, timeout=READY_TIMEOUT_S)
        try:
            yield connection
        finally:
            connection.close()

    def _answers(self, health: str) -> bool:
        try:
            with self.connection() as connection:
                return ask(connection, health).status == 200
        except OSError:
            return False


def ask(connection: HTTPConnection, path: str, token: str = "") -> Reply:
    """Ask for a page, as the person who holds a token."""
    headers = {"Accept-Encoding": "gzip", **({"Cookie": f"loosen={token}"} if token else {})}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return Reply(response.status, response.headers.get("Content-Encoding", ""), response.read())


@contextmanager
def serving(command: Sequence[str], *, health: str = "/healthz") -> Iterator[Server]:
    """Start a server and give it once it answers; a free port takes the place of ``{port}`` in the command."""
    port = _free_port()
    start = time.perf_counter()
    process = subprocess.Popen(
        [part.replace("{port}", str(port)) for part in command],
        env=child_environment(),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield Server(process, port, health, start)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serving_loosen(data_dir: Path) -> list[str]:
    """Return the command that serves the app over a data folder."""
    return loosen_command("serve", "--no-browser", "--port", "{port}", "--data-dir", str(data_dir))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
