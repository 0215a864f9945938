"""The JSON API: facts, triage, knowledge. The same records as the command line and the Python functions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel

from loosen.coach import list_facts, plan_request, triage_request
from loosen.coach.lifting import answer_lift
from loosen.coach.loads import load_request
from loosen.domain.contracts import FactsAnswer, TriageAnswer, TriageRequest
from loosen.domain.drawn import Drawn
from loosen.domain.library import KIND_NAMES
from loosen.domain.lifting import LiftAnswer, LiftRequest
from loosen.domain.loads import LoadAnswer, LoadRequest
from loosen.domain.plan import Plan, PlanRequest
from loosen.errors import NotFoundError
from loosen.knowledge.drawn import load_drawn
from loosen.web.asked import coach_of

router = APIRouter(prefix="/api/v1")
PROBLEM_TYPE = "application/problem+json"


class ProblemBody(BaseModel):
    """What is wrong."""

    type: str
    title: str
    detail: str
    where: str
    allowed: list[str]


class Problem(BaseModel):
    """An error, in one shape everywhere."""

    error: ProblemBody
    status: int


class KindCount(BaseModel):
    """A kind of entry and how many there are."""

    kind: str
    entries: int


class KnowledgeIndex(BaseModel):
    """What the knowledge holds."""

    knowledge_version: str
    kinds: list[KindCount]


class FigureEntry(BaseModel):
    """A picture, and where its files are."""

    figure: Drawn
    still: str
    animated: str | None
    key_poses: str | None


class FigureIndex(BaseModel):
    """The pictures that come with the product."""

    figures: list[FigureEntry]


class EntryList(BaseModel):
    """Ids of a kind."""

    kind: str
    ids: list[str]


class Entry(BaseModel):
    """One entry as it stands in its file."""

    kind: str
    id: str
    entry: dict[str, Any]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "description": words}
    for code, words in ((404, "No such thing"), (413, "Too much at once"), (422, "Input that cannot be used"))
}
NOT_INSTALLED: dict[int | str, dict[str, Any]] = {
    501: {"model": Problem, "description": "The optional body model is needed for this and is not installed"}
}
KindName = Annotated[str, Path(description=f"One of: {', '.join(KIND_NAMES)}.")]


@router.get("/facts", tags=["facts"])
def facts(request: Request) -> FactsAnswer:
    """Every fact that can be answered."""
    return list_facts(coach_of(request).library)


@router.post("/triage", tags=["triage"], responses=PROBLEMS)
def triage(request: Request, call: TriageRequest) -> TriageAnswer:
    """The outcome for a set of answers. Nothing is stored."""
    return triage_request(call, coach_of(request).library)


@router.post("/plan", tags=["plan"], responses=PROBLEMS)
def plan(request: Request, call: PlanRequest) -> Plan:
    """The plan of a day for a set of answers, a person and a history. Nothing is stored."""
    return plan_request(call, coach_of(request).library)


@router.post("/lift", tags=["lift"], responses=PROBLEMS)
def lift(call: LiftRequest) -> LiftAnswer:
    """The limit for a lift, what changes it most, and the wear of a day. Nothing is stored."""
    return answer_lift(call)


@router.post("/load", tags=["load"], responses={**PROBLEMS, **NOT_INSTALLED})
def load(call: LoadRequest) -> LoadAnswer:
    """Contacts and the load on the low back of a posture: an estimate, never a limit. Nothing is stored."""
    return load_request(call)


@router.get("/figures", tags=["figures"])
def figures() -> FigureIndex:
    """The pictures, with their words, the load of each key pose, and the addresses of their files."""
    entries = []
    for drawn in load_drawn().values():
        full, strip = (f"/figures/{drawn.id}.svg", f"/figures/{drawn.id}.keys.svg") if drawn.moves else (None, None)
        still = f"/figures/{drawn.id}.{drawn.telling}.svg"
        entries.append(FigureEntry(figure=drawn, still=still, animated=full, key_poses=strip))
    return FigureIndex(figures=entries)


@router.get("/knowledge", tags=["knowledge"])
def knowledge(request: Request) -> KnowledgeIndex:
    """The kinds of entries and their numbers."""
    library = coach_of(request).library
    kinds = [KindCount(kind=kind, entries=len(library.kind(kind))) for kind in KIND_NAMES]
    return KnowledgeIndex(knowledge_version=library.version, kinds=kinds)


@router.get("/knowledge/{kind}", tags=["knowledge"], responses=PROBLEMS)
def entries(
    request: Request,
    kind: KindName,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> EntryList:
    """The ids of a kind, sorted."""
    if kind not in KIND_NAMES:
        raise NotFoundError(f"There is no kind {kind!r}.", where="kind", allowed=KIND_NAMES, detail="Choose a kind.")
    ids = sorted(coach_of(request).library.kind(kind))
    return EntryList(kind=kind, ids=ids[offset : offset + limit])


@router.get("/knowledge/{kind}/{entry_id}", tags=["knowledge"], responses=PROBLEMS)
def entry(request: Request, kind: KindName, entry_id: str) -> Entry:
    """One entry with its evidence."""
    record = coach_of(request).library.entry(kind, entry_id)
    if record is None:
        raise NotFoundError(
            f"There is no entry {entry_id!r} of kind {kind!r}.", where="entry_id", detail="List the kind first."
        )
    return Entry(kind=kind, id=entry_id, entry=record.model_dump(mode="json", by_alias=True, exclude_none=True))
