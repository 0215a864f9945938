"""`loosen knowledge`: look at the knowledge, and check a site's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loosen.cli.exits import BAD_KNOWLEDGE
from loosen.cli.groups import GuessingGroup, not_found
from loosen.cli.options import json_option, overlay_option, settings_of

if TYPE_CHECKING:
    from loosen.domain.basics import Record
    from loosen.domain.library import Library


@click.group(cls=GuessingGroup)
def knowledge() -> None:
    """Look at the knowledge behind every line, and check a site's own files."""


@knowledge.command()
@json_option
@overlay_option
@click.pass_context
def check(ctx: click.Context, as_json: bool, overlay: str | None) -> None:
    """Report every mistake in the knowledge files: where, what, remedy."""
    from loosen.cli.exits import error_object
    from loosen.cli.output import say, say_json
    from loosen.errors import KnowledgeError
    from loosen.knowledge import load
    from loosen.knowledge.body import body_problems, read_postures
    from loosen.knowledge.lifting import FILES, read_lifting

    loaded = load(settings_of(overlay=overlay).overlay)
    postures, in_postures = read_postures()
    in_body = list(body_problems())
    entries = sum(len(found) for found in loaded.entries.values()) + len(FILES) + len(postures)
    problems = [*loaded.problems, *read_lifting()[1], *in_postures, *in_body]
    if not problems:
        if as_json:
            say_json({"entries": entries, "problems": []})
        else:
            say(f"{entries} entries, no mistakes.")
        return
    error = KnowledgeError(problems)
    if as_json:
        say_json({"error": error_object(error)})
    else:
        for problem in error.problems:
            say(str(problem))
        say(error.title)
    ctx.exit(BAD_KNOWLEDGE.number)


@knowledge.command("list")
@click.argument("kind", required=False)
@json_option
@overlay_option
def list_(kind: str | None, as_json: bool, overlay: str | None) -> None:
    """List the entries of a KIND, or all kinds."""
    from loosen.cli.entry import title_of
    from loosen.cli.output import say, say_json
    from loosen.domain.library import KIND_NAMES

    library = _library(overlay)
    if kind is None:
        rows = {name: str(len(library.kind(name))) for name in KIND_NAMES}
        listed: object = [{"kind": name, "entries": int(count)} for name, count in rows.items()]
    else:
        name = _kind_name(kind)
        rows = {entry_id: title_of(entry) for entry_id, entry in sorted(library.kind(name).items())}
        listed = [{"id": entry_id, "title": title} for entry_id, title in rows.items()]
    if as_json:
        say_json(listed)
        return
    width = max((len(key) for key in rows), default=0)
    for key, title in rows.items():
        say(f"{key:<{width}}  {title}")


@knowledge.command()
@click.argument("kind")
@click.argument("entry_id", metavar="ID", required=False)
@json_option
@overlay_option
def show(kind: str, entry_id: str | None, as_json: bool, overlay: str | None) -> None:
    """Show an entry: KIND ID, or KIND/ID."""
    from loosen.cli.entry import tell_entry
    from loosen.cli.output import Voice, say_json
    from loosen.errors import CallError

    folder, _, rest = kind.partition("/")
    name = _kind_name(folder)
    entry_id = entry_id or rest
    if not entry_id:
        raise CallError("Which entry?", where="ID", detail=f"List them: loosen knowledge list {name}")
    library = _library(overlay)
    entry = library.entry(name, entry_id)
    if entry is None:
        raise not_found(f"entry of {name}", entry_id, library.kind(name), see=f"loosen knowledge list {name}")
    if as_json:
        say_json(_as_json(entry))
    else:
        tell_entry(Voice(), f"{name}/{entry_id}", entry, library)


@knowledge.command()
@json_option
@overlay_option
def stats(as_json: bool, overlay: str | None) -> None:
    """Count the entries, the grades, and what is not yet confirmed in its source."""
    from collections import Counter

    from loosen.cli.entry import evidence_of
    from loosen.cli.output import say, say_json
    from loosen.domain.basics import Grade
    from loosen.domain.library import KIND_NAMES

    library = _library(overlay)
    kinds = {name: len(library.kind(name)) for name in KIND_NAMES}
    evidence = [item for name in KIND_NAMES for entry in library.kind(name).values() for item in evidence_of(entry)]
    counted = Counter(item.grade for item in evidence)
    grades = {grade.value: counted[grade] for grade in Grade}
    unconfirmed = sum(not item.confirmed for item in evidence)
    if as_json:
        say_json(
            {
                "knowledge_version": library.version,
                "entries": sum(kinds.values()),
                "kinds": kinds,
                "evidence": len(evidence),
                "grades": grades,
                "unconfirmed": unconfirmed,
            }
        )
        return
    say(f"Knowledge {library.version}: {sum(kinds.values())} entries")
    for name, count in kinds.items():
        say(f"  {count:>5}  {name}")
    say(f"{len(evidence)} pieces of evidence, {unconfirmed} of them not yet confirmed in their source")
    for grade in Grade:
        say(f"  {grades[grade.value]:>5}  {grade.value}  {grade.words}")


@knowledge.command()
@click.argument("kind", required=False)
@click.option("--out", metavar="DIR", help="Write one file for each kind into this folder.")
def schema(kind: str | None, out: str | None) -> None:
    """Print the JSON Schema of a KIND, or of all kinds, for editors."""
    from loosen.cli.output import say, say_json
    from loosen.cli.schemas import schema_of, write_schemas
    from loosen.domain.library import KIND_NAMES

    names = [_kind_name(kind)] if kind else list(KIND_NAMES)
    if out is not None:
        for path in write_schemas(names, out):
            say(str(path))
    elif kind:
        say_json(schema_of(names[0]))
    else:
        say_json({name: schema_of(name) for name in names})


def _library(overlay: str | None) -> Library:
    from loosen.knowledge import load_library

    return load_library(settings_of(overlay=overlay).overlay)


def _kind_name(kind: str) -> str:
    from loosen.domain.library import KIND_NAMES

    name = kind.strip("/").replace("-", "_")
    if name not in KIND_NAMES:
        raise not_found("kind", kind, KIND_NAMES, see="loosen knowledge list")
    return name


def _as_json(entry: Record) -> object:
    return entry.model_dump(mode="json", by_alias=True, exclude_none=True)
