"""What whoever runs Loosen can set: one table, one frozen record."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from loosen.errors import CallError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8712
MOST_PORT = 65535
_HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    Attributes:
        name: Field of `Settings`.
        variable: Environment variable.
        option: Command-line option, or empty where there is none.
        default: The default, in words.
        help: What it does.
    """

    name: str
    variable: str
    option: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "host",
        "LOOSEN_HOST",
        "--host",
        DEFAULT_HOST,
        "Address to listen on. The default answers this machine only; 0.0.0.0 answers the whole network.",
    ),
    Setting("port", "LOOSEN_PORT", "--port", str(DEFAULT_PORT), f"Port to listen on, 1 to {MOST_PORT}."),
    Setting(
        "data_dir",
        "LOOSEN_DATA_DIR",
        "--data-dir",
        "the user data folder of the system",
        "Folder of the journal and the owner's key. It is made if it does not exist.",
    ),
    Setting(
        "overlay",
        "LOOSEN_OVERLAY",
        "--overlay",
        "none",
        "Folder with a site's own knowledge files, read over the built-in ones.",
    ),
    Setting(
        "allowed_hosts",
        "LOOSEN_ALLOWED_HOSTS",
        "",
        "none",
        "Host names, separated by commas, under which the app may be opened besides the local ones.",
    ),
)
"""Every setting; an option wins over the environment variable, which wins over the default."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this copy runs.

    Attributes:
        host: Address to listen on.
        port: Port to listen on.
        data_dir: Folder of the journal and the owner's key.
        overlay: Folder of a site's own knowledge, or None.
        allowed_hosts: Host names to answer to besides the local ones.
    """

    host: str
    port: int
    data_dir: Path
    overlay: Path | None
    allowed_hosts: tuple[str, ...]

    @classmethod
    def from_environment(
        cls, overrides: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
    ) -> Settings:
        """Return the settings from options, environment variables and defaults, in this order.

        Args:
            overrides: Values by field name; None means not given.
            environment: Environment variables; those of the process if not given.

        Raises:
            CallError: A value cannot be used; the error names the setting.
        """
        given = dict(overrides or {})
        variables = os.environ if environment is None else environment
        unknown = sorted(set(given) - {setting.name for setting in SETTINGS})
        if unknown:
            raise CallError(
                f"There is no setting {unknown[0]!r}.",
                where=unknown[0],
                allowed=[setting.name for setting in SETTINGS],
            )
        values = {setting.name: _value(setting, given.get(setting.name), variables) for setting in SETTINGS}
        return cls(**values)  # type: ignore[arg-type]  # each reader returns the type of its field

    @property
    def journal_file(self) -> Path:
        """Where the journal is."""
        return self.data_dir / "loosen.db"


def _value(setting: Setting, given: object, variables: Mapping[str, str]) -> object:
    where = setting.name
    if given is None:
        given = variables.get(setting.variable, "").strip() or None
        where = setting.variable
    if given is None:
        return _default(setting.name)
    return _READERS[setting.name](given, where)


def _default(name: str) -> object:
    if name == "data_dir":
        import platformdirs

        return Path(platformdirs.user_data_dir("loosen", appauthor=False))
    return {"host": DEFAULT_HOST, "port": DEFAULT_PORT, "overlay": None, "allowed_hosts": ()}[name]


def _read_host(given: object, where: str) -> str:
    return _host(str(given).strip(), where, f"Give an address such as {DEFAULT_HOST}, without http:// or port.")


def _host(text: str, where: str, remedy: str) -> str:
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        name = text.lower()
    # An address with a mistake in it would pass as a name and fail much later.
    if not _HOST_NAME.fullmatch(name) or re.fullmatch(r"[0-9.]+", name):
        raise CallError(f"{text!r} is not a host name or address.", where=where, detail=remedy)
    return name


def _read_port(given: object, where: str) -> int:
    text = str(given).strip()
    port = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PORT)) else 0
    if not 1 <= port <= MOST_PORT:
        raise CallError(
            f"{text!r} is not a port.",
            where=where,
            detail=f"Give a whole number from 1 to {MOST_PORT}; {DEFAULT_PORT} is the default.",
            allowed=[f"1 to {MOST_PORT}"],
        )
    return port


def _read_folder(given: object, where: str) -> Path:
    text = str(given)
    if "\0" in text or not text.strip():
        raise CallError(f"{text!r} is not a folder name.", where=where, detail="Give the path of a folder.")
    try:
        folder = Path(text).expanduser().absolute()
        is_other = folder.exists() and not folder.is_dir()
    except (OSError, RuntimeError) as error:
        raise CallError(f"{text!r} cannot be used: {error}.", where=where, detail="Give another folder.") from error
    if is_other:
        raise CallError(f"{text!r} is a file, not a folder.", where=where, detail="Give the path of a folder.")
    return folder


def _read_hosts(given: object, where: str) -> tuple[str, ...]:
    names = given.split(",") if isinstance(given, str) else [str(name) for name in given]  # type: ignore[attr-defined]  # a sequence of names
    remedy = "Give host names such as back.example.org, separated by commas, without http:// or port."
    return tuple(dict.fromkeys(_host(name.strip(), where, remedy) for name in names if name.strip()))


_READERS: dict[str, Callable[[object, str], object]] = {
    "host": _read_host,
    "port": _read_port,
    "data_dir": _read_folder,
    "overlay": _read_folder,
    "allowed_hosts": _read_hosts,
}
