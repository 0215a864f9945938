"""What is known: questions people ask, remedies, movements, claims and their sources."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from loosen.coach import Coach
from loosen.domain.basics import Evidence, Record
from loosen.domain.library import Library
from loosen.errors import NotFoundError
from loosen.web.rendering import render

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Shelf:
    """A kind of entry that has pages of its own."""

    kind: str
    title: str
    intro: str
    template: str


SHELVES: dict[str, Shelf] = {
    shelf.kind: shelf
    for shelf in (
        Shelf("faq", "Questions people ask", "Short answers, and how sure they are.", "entry_faq.html"),
        Shelf("remedies", "Remedies", "What people do for a sore back, and what studies show.", "entry_remedy.html"),
        Shelf("movements", "Movements", "Each with easier and harder ways to do it.", "entry_movement.html"),
        Shelf(
            "not_now", "Not now", "Movements to leave out for a while, and what to do instead.", "entry_not_now.html"
        ),
        Shelf("contributors", "What may play a part", "Things that go with back spasm.", "entry_contributor.html"),
        Shelf("claims", "What the web says", "Claims from five texts about back spasm, checked.", "entry_claim.html"),
        Shelf(
            "medicines",
            "Painkillers from a shop",
            "What packs say. Use the check before you take one.",
            "entry_medicine.html",
        ),
        Shelf("sources", "Sources", "The documents behind every line.", "entry_source.html"),
    )
}


@router.get("/learn")
def learn(request: Request) -> HTMLResponse:
    """Show the shelves."""
    return render(request, "learn.html", "Learn", shelves=SHELVES.values())


@router.get("/learn/{kind}")
def shelf(request: Request, kind: str) -> HTMLResponse:
    """Show every entry of a kind."""
    coach: Coach = request.app.state.coach
    found = SHELVES.get(kind)
    if found is None:
        raise NotFoundError("There is no such shelf.", where=kind, detail="See Learn.")
    entries = sorted(coach.library.kind(kind).values(), key=_order)
    return render(request, "shelf.html", found.title, shelf=found, entries=entries)


@router.get("/learn/{kind}/{entry_id}")
def entry(request: Request, kind: str, entry_id: str) -> HTMLResponse:
    """Show one entry with its why."""
    coach: Coach = request.app.state.coach
    found = SHELVES.get(kind)
    record = coach.library.entry(kind, entry_id) if found else None
    if found is None or record is None:
        raise NotFoundError("There is no such page.", where=f"{kind}/{entry_id}", detail="See Learn.")
    return render(
        request,
        found.template,
        title_of(record),
        shelf=found,
        entry=record,
        cited_by=_citing(coach.library, entry_id) if kind == "sources" else [],
    )


def title_of(record: Record) -> str:
    """Return what a page about an entry is called."""
    for name in ("name", "question", "says", "title"):
        value = getattr(record, name, None)
        if value is not None:
            return str(value)
    return str(getattr(record, "id", ""))


def _order(record: Record) -> tuple[int, str]:
    return int(getattr(record, "order", 0)), str(getattr(record, "code", getattr(record, "id", "")))


def _citing(library: Library, source: str) -> list[tuple[str, str, str]]:
    """Return the entries with pages that cite a source: kind, id, title."""
    found = []
    for kind in SHELVES:
        for entry_id, record in library.kind(kind).items():
            evidence: tuple[Evidence, ...] = getattr(record, "evidence", ())
            if any(item.source == source for item in evidence):
                found.append((kind, entry_id, title_of(record)))
    for rule in library.rules.values():
        if any(item.source == source for outcome in rule.outcome for item in outcome.evidence):
            found.append(("rules", rule.id, f"{rule.id}: {rule.title.en}"))
    return found
