"""After the outcome: notice, a few questions so that the steps fit, what to do now, the medicine screen."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from loosen.coach import Coach, PersonState
from loosen.core.medicines import pack_limit
from loosen.core.prevention import is_well
from loosen.domain.basics import Disposition
from loosen.domain.results import PlanState, ScreenToAsk
from loosen.errors import FactsError
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.forms import read_form
from loosen.web.pages.check import SCREEN_FIELD, previous_screen, say_what_is_open, show_screen
from loosen.web.rendering import render
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
NextScreen = Callable[[Coach, PersonState], ScreenToAsk | None]


@router.get("/notice")
def notice(request: Request) -> Response:
    """Show the safety notice with its active tick, after the outcome and before the first steps."""
    return turned_away(request, needs_notice=False) or render(
        request, "notice.html", "Before you start", missed=False
    )


@router.post("/notice")
def confirm_notice(request: Request, form: SentForm) -> Response:
    """Record the tick."""
    coach = coach_of(request)
    if form.get("read") != "yes":
        return render(request, "notice.html", "Before you start", missed=True, status=422)
    response = RedirectResponse("/fit", 303)
    coach.confirm_notice(ensure_person(request, response))
    return response


@router.get("/fit")
def fit(request: Request) -> Response:
    """Ask what is needed so that the steps fit."""
    done = "/today" if is_well(state_of(request).facts) else "/now"
    return turned_away(request) or _ask(request, Coach.next_fit_screen, "/fit", done=done)


@router.post("/fit")
def answer_fit(request: Request, form: SentForm) -> Response:
    """Take in a screen about body and room."""
    return turned_away(request) or _answer(request, form, Coach.next_fit_screen, "/fit")


@router.get("/now")
def now(request: Request) -> Response:
    """Show what to do now."""
    away = held_back(request)
    if away is not None:
        return away
    coach = coach_of(request)
    state = state_of(request)
    result = coach.outcome(state)
    return render(
        request,
        "now.html",
        "What to do now",
        result=result,
        steps=coach.first_steps(state),
        unanswered=coach.next_fit_screen(state),
    )


@router.post("/cleared")
def cleared(request: Request, form: SentForm) -> Response:
    """Record that a clinician has seen the person and allowed self-care."""
    coach = coach_of(request)
    if form.get("seen") != "yes":
        return RedirectResponse("/outcome", 303)
    response = RedirectResponse("/notice", 303)
    coach.clear_by_clinician(ensure_person(request, response))
    return response


@router.get("/medicine")
def medicine(request: Request) -> Response:
    """Ask who must not take what, then say it; never a dose for a person."""
    coach = coach_of(request)
    state = state_of(request)
    if request.query_params.get("go") == "on" and coach.next_medicine_screen(state) is not None:
        return _ask(request, Coach.next_medicine_screen, "/medicine", done="/medicine")
    country = coach.country(state).id
    return render(
        request,
        "medicine.html",
        "Painkillers from a shop: a check",
        findings=coach.medicines(state),
        is_complete=coach.next_medicine_screen(state) is None,
        limits={entry.id: pack_limit(entry, country) for entry in coach.library.medicines.values()},
    )


@router.post("/medicine")
def answer_medicine(request: Request, form: SentForm) -> Response:
    """Take in a screen about medicines."""
    return _answer(request, form, Coach.next_medicine_screen, "/medicine?go=on")


@router.get("/played-a-part")
def played_a_part(request: Request) -> Response:
    """Ask what went before the pain, then say what may have played a part."""
    coach = coach_of(request)
    state = state_of(request)
    if coach.next_contributor_screen(state) is not None:
        return _ask(request, Coach.next_contributor_screen, "/played-a-part", done="/played-a-part")
    return render(
        request, "played_a_part.html", "What may have played a part", contributors=coach.contributors(state)
    )


@router.post("/played-a-part")
def answer_played_a_part(request: Request, form: SentForm) -> Response:
    """Take in what went before the pain."""
    return _answer(request, form, Coach.next_contributor_screen, "/played-a-part")


def turned_away(request: Request, *, needs_notice: bool = True) -> Response | None:
    """Return where a person must go first, or None when there may be a plan."""
    coach = coach_of(request)
    state = state_of(request)
    if not state.facts or coach.next_screen(state) is not None or coach.is_stale(state):
        return RedirectResponse("/check", 303)
    result = coach.outcome(state)
    if result.disposition is Disposition.EMERGENCY or coach.plan_state(state, result) is PlanState.WITHHELD:
        return RedirectResponse("/outcome", 303)
    if needs_notice and state.notice_for != state.check:
        return RedirectResponse("/notice", 303)
    return None


def held_back(request: Request) -> Response | None:
    """Return where a person must go before anything is done for the pain: to a check, too, if it got worse."""
    away, state = turned_away(request), state_of(request)
    if away is not None or not state.diary.days:
        return away
    return RedirectResponse("/today", 303) if daily_of(request).plan(state).plan.rescreen else None


def _ask(request: Request, following: NextScreen, action: str, *, done: str) -> Response:
    coach = coach_of(request)
    state = state_of(request)
    screen = following(coach, state)
    if screen is None:
        return RedirectResponse(done, 303)
    return show_screen(request, screen, state.facts, action=action, back=previous_screen(coach, state, screen))


def _answer(request: Request, sent: FormData, following: NextScreen, onward: str) -> Response:
    coach = coach_of(request)
    state = state_of(request)
    form = {name: str(value) for name, value in sent.items()}
    screen = following(coach, state)
    response: Response = RedirectResponse(onward, 303)
    if screen is None or screen.screen.id != form.get(SCREEN_FIELD):
        return response
    try:
        after = coach.correct(ensure_person(request, response), read_form(screen, form))
        say_what_is_open(response, screen, following(coach, after))
    except FactsError as error:
        back = previous_screen(coach, state, screen)
        response = show_screen(
            request, screen, state.facts, action=request.url.path, back=back, error=error, form=form
        )
    return response
