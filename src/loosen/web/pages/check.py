"""The safety check: one screen after another, back without loss, and the outcome with its reasons."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from loosen.coach import Coach, PersonState
from loosen.coach.state import PAIN
from loosen.core.facts import Facts
from loosen.core.interview import screen_with
from loosen.core.prevention import is_well
from loosen.domain.basics import Answer, Disposition
from loosen.domain.results import ScreenToAsk
from loosen.domain.safety import Purpose
from loosen.errors import FactsError, NotFoundError
from loosen.web.asked import SentForm, coach_of, state_of
from loosen.web.forms import all_ticks, as_sent, nests_after, read_form
from loosen.web.rendering import render
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
SCREEN_FIELD = "screen"
OPEN_FIELD = "open"
WHY_FIELD, BEFORE_A_BOUT = "why", "bout"


@router.get("/check")
def check(request: Request) -> Response:
    """Show the next screen, right where the person was."""
    coach = coach_of(request)
    state = state_of(request)
    if coach.is_stale(state):
        return render(request, "stale.html", "It is time to check again", days=coach.check_holds(state).days)
    screen = coach.next_screen(state)
    if screen is None:
        return RedirectResponse("/outcome", 303)
    return show_screen(request, screen, state.facts, action="/check", back=previous_screen(coach, state, screen))


@router.get("/check/{screen_id}")
def look_back(request: Request, screen_id: str) -> HTMLResponse:
    """Show an earlier screen with what was answered, to look at or correct it."""
    coach = coach_of(request)
    state = state_of(request)
    if screen_id not in coach.library.screens:
        raise NotFoundError("There is no such screen.", where=screen_id, detail="Go back to the check.")
    screen = screen_with(state.facts, coach.library, screen_id)
    return show_screen(
        request, screen, state.facts, action=f"/check/{screen_id}", back=previous_screen(coach, state, screen)
    )


@router.post("/check")
def answer(request: Request, sent: SentForm) -> Response:
    """Take in a screen of the check and go on to the next."""
    coach = coach_of(request)
    state = state_of(request)
    form = {name: str(value) for name, value in sent.items()}
    screen = coach.next_screen(state)
    if screen is None or screen.screen.id != form.get(SCREEN_FIELD):
        return RedirectResponse("/check", 303)  # an old page or a second tab; show where things stand
    return _take_in(request, screen, form, action="/check")


@router.post("/check/{screen_id}")
def correct(request: Request, screen_id: str, sent: SentForm) -> Response:
    """Take in a screen that was answered before; what differs is a correction."""
    coach = coach_of(request)
    state = state_of(request)
    if screen_id not in coach.library.screens:
        raise NotFoundError("There is no such screen.", where=screen_id, detail="Go back to the check.")
    form = {name: str(value) for name, value in sent.items()}
    return _take_in(request, screen_with(state.facts, coach.library, screen_id), form, action=f"/check/{screen_id}")


@router.post("/check-again")
def begin_again(request: Request) -> Response:
    """Begin a new check."""
    coach = coach_of(request)
    response = RedirectResponse("/check", 303)
    coach.begin_check(ensure_person(request, response))
    return response


@router.get("/answers")
def answers(request: Request) -> HTMLResponse:
    """Show every answer, each with a way to correct it."""
    coach = coach_of(request)
    state = state_of(request)
    by_screen = [
        (screen, [q for q in coach.library.facts.values() if q.screen == screen.id and q.id in state.facts])
        for screen in coach.library.ordered_screens
    ]
    return render(
        request,
        "answers.html",
        "Your answers",
        screens=[pair for pair in by_screen if pair[1]],
        facts=state.facts,
        denied={name for name, value in state.facts.items() if value is Answer.NO},
    )


@router.get("/outcome")
def outcome(request: Request) -> Response:
    """Show the outcome with its reasons; an emergency is one screen of its own."""
    coach = coach_of(request)
    state = state_of(request)
    if not state.facts or coach.next_screen(state) is not None:
        return RedirectResponse("/check", 303)
    result = coach.outcome(state)
    if result.disposition is Disposition.EMERGENCY:
        return render(request, "emergency.html", result.title, result=result, in_emergency=True)
    return render(
        request,
        "outcome.html",
        result.title,
        result=result,
        plan=coach.plan_state(state, result),
        is_stale=coach.is_stale(state),
        is_well=is_well(state.facts),
        holds=coach.check_holds(state).days,
        corrections=state.corrections,
    )


@router.get("/emergency")
def emergency(request: Request) -> HTMLResponse:
    """Show the emergency words without any check; needs neither journal nor planner."""
    return render(request, "emergency.html", "Get emergency help now", result=None, in_emergency=True)


def show_screen(
    request: Request,
    screen: ScreenToAsk,
    facts: Facts,
    *,
    action: str,
    back: str | None,
    error: FactsError | None = None,
    form: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Return a screen of questions as a page; after an error with what was sent, so that nothing is typed twice."""
    problems = {problem.where.removeprefix("facts."): problem for problem in error.problems} if error else {}
    return render(
        request,
        "screen.html",
        screen.screen.title.en,
        status=422 if error else 200,
        screen=screen,
        nests=nests_after(screen),
        all_ticks=all_ticks(screen),
        facts={**facts, **as_sent(screen, form)} if form else facts,
        typed=form or {},
        action=action,
        back=back,
        problems=problems,
        is_still_open=request.query_params.get(OPEN_FIELD) == screen.screen.id,
        is_after_pain=screen.screen.purpose is Purpose.SAFETY and _is_after_pain(state_of(request)),
        is_after_yes=request.query_params.get(WHY_FIELD) == BEFORE_A_BOUT,
        is_safety=screen.screen.purpose is Purpose.SAFETY,
    )


def _is_after_pain(state: PersonState) -> bool:
    """Return whether a finished check is open again because another pain was told."""
    return state.notice_for == state.check is not None and [one.fact for one in state.corrections[-1:]] == [PAIN]


def previous_screen(coach: Coach, state: PersonState, screen: ScreenToAsk) -> str | None:
    """Return the address of the last answered screen before this one, or None."""
    before = [
        other
        for other in coach.library.ordered_screens
        if other.order < screen.screen.order
        and any(q.screen == other.id and q.id in state.facts for q in coach.library.questions.values())
    ]
    return f"/check/{before[-1].id}" if before else None


def _take_in(request: Request, screen: ScreenToAsk, form: dict[str, str], *, action: str) -> Response:
    coach = coach_of(request)
    response = RedirectResponse("/check" if screen.screen.purpose is Purpose.SAFETY else "/fit", 303)
    try:
        after = coach.correct(ensure_person(request, response), read_form(screen, form))
    except FactsError as error:
        state = state_of(request)
        back = previous_screen(coach, state, screen)
        return show_screen(request, screen, state.facts, action=action, back=back, error=error, form=form)
    if action == "/check":
        say_what_is_open(response, screen, coach.next_screen(after))
    return response


def say_what_is_open(response: Response, sent: ScreenToAsk, following: ScreenToAsk | None) -> None:
    """Lead back with a word about it where the screen that was sent still needs an answer."""
    if following is not None and following.screen.id == sent.screen.id:
        address = response.headers["location"]
        response.headers["location"] = f"{address}{'&' if '?' in address else '?'}{OPEN_FIELD}={sent.screen.id}"
