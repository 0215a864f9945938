"""Who a person is to the journal: the fingerprint of a secret that only they hold."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from loosen.errors import JournalError

KEY_FILE = "owner.key"
_KEY_BYTES = 32  # 256 random bits
_KEY = re.compile(rf"[0-9a-f]{{{2 * _KEY_BYTES}}}")
_OWNER_ONLY = 0o600
_FOLDER_OWNER_ONLY = 0o700
_OTHERS = 0o077


def person_of(token: str) -> str:
    """Return the person whom a secret token stands for. The journal never holds the token itself."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner(data_dir: Path) -> str:
    """Return the person who owns a data folder; their key is made on first use.

    Raises:
        JournalError: The key cannot be read or written, or is damaged.
    """
    return person_of(owner_key(data_dir))


def owner_key(data_dir: Path) -> str:
    """Return the owner's key, readable by its owner only; it is made on first use.

    Raises:
        JournalError: The key cannot be read or written, or is damaged.
    """
    path = data_dir / KEY_FILE
    try:
        if not path.exists():
            _make(path)
        if os.name == "posix" and path.stat().st_mode & _OTHERS:
            path.chmod(_OWNER_ONLY)
        key = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise JournalError(
            f"The owner's key cannot be used: {error.strerror or error}.",
            where=str(path),
            detail="Make the data folder writable for the user who runs loosen, or set another one.",
        ) from error
    if not _KEY.fullmatch(key):
        raise JournalError(
            "The owner's key is damaged.",
            where=str(path),
            detail="Put a backup in its place. Without the key, what was saved before cannot be shown.",
        )
    return key


def _make(path: Path) -> None:
    """Write a new key so that nobody ever sees half of one, and a key made meanwhile by another process stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_OWNER_ONLY)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        draft.replace(path)
