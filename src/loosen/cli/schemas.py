"""JSON Schemas of the knowledge files, for editors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from loosen.errors import CallError
from loosen.knowledge.kinds import KINDS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BARE_FACT = {"type": "string", "description": "The fact is answered yes."}


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of the files of a kind, as an editor needs it."""
    made = KINDS[kind].model_json_schema(mode="validation", by_alias=True)
    schema: dict[str, Any] = _as_written(made)
    yes = schema.get("$defs", {}).get("Yes")
    if yes is not None:
        schema["$defs"]["Yes"] = {"anyOf": [_BARE_FACT, yes]}
    return {"$schema": _DIALECT, "$id": f"loosen:{kind}", **schema}


def write_schemas(kinds: Iterable[str], folder: str) -> Iterator[Path]:
    """Write one schema file for each kind and yield its path.

    Raises:
        CallError: A file cannot be written.
    """
    try:
        root = Path(folder)
        root.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            path = root / f"{kind}.schema.json"
            path.write_text(json.dumps(schema_of(kind), indent=2) + "\n", encoding="utf-8")
            yield path
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CallError(
            f"The schemas cannot be written: {reason}.", where=folder, detail="Choose another folder."
        ) from error


def _as_written(value: Any) -> Any:  # noqa: ANN401 - any part of a JSON Schema
    """Return a schema in which a condition may fit several forms: ``{ fact = "age" }`` is two of them."""
    if isinstance(value, dict):
        return {("anyOf" if key == "oneOf" else key): _as_written(part) for key, part in value.items()}
    return [_as_written(part) for part in value] if isinstance(value, list) else value
