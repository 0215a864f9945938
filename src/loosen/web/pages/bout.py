"""The guided bout: 4 questions, pain before, the player, and how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from loosen.coach import Daily, PersonState
from loosen.core.planner import MadePlan
from loosen.domain.planning import StopAction
from loosen.errors import CallError, NotAllowedError
from loosen.journal import new_event_id
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.pages.care import turned_away
from loosen.web.pages.mini_screen import MiniScreen
from loosen.web.player_data import player_data, stop_signs
from loosen.web.rendering import render
from loosen.web.sent import sent_event, sent_pain, whole_number
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
_SCREEN = MiniScreen("Before you begin", "/bout/screen", "/bout")


@router.get("/bout")
def bout(request: Request) -> Response:
    """Lead to the next thing: the bout that runs, the questions before one, or pain before it."""
    away = turned_away(request)
    if away is not None:
        return away
    daily, state = daily_of(request), state_of(request)
    if daily.ended_today(state):
        return RedirectResponse("/bout/stopped", 303)
    made = daily.plan(state)
    if not made.plan.bouts:
        return RedirectResponse("/today", 303)
    if _goes_on(daily, state, made):
        return RedirectResponse("/bout/run", 303)
    if not daily.is_screened(state):
        return _SCREEN.page(request)
    return _start_page(request)


@router.post("/bout/screen")
def screen(request: Request, form: SentForm) -> Response:
    """Take in the questions before a bout; any yes leads to the full check."""
    away = turned_away(request)
    if away is not None:
        return away
    return _SCREEN.take_in(request, form)


@router.post("/bout/start")
def start(request: Request, form: SentForm) -> Response:
    """Record pain before, and begin."""
    away = turned_away(request)
    if away is not None:
        return away
    try:
        pain = sent_pain(form)
    except CallError:
        pain = None
    if pain is None:
        return _start_page(request, is_missed=True)
    response = RedirectResponse("/bout/run", 303)
    try:
        daily_of(request).start_bout(ensure_person(request, response), pain, event_id=sent_event(form))
    except NotAllowedError:
        return RedirectResponse("/bout", 303)  # which leads to what comes first
    return response


@router.get("/bout/run")
def run(request: Request) -> Response:
    """Show the bout that runs: a list to read, and with script the player."""
    away = turned_away(request)
    if away is not None:
        return away
    daily, state = daily_of(request), state_of(request)
    made = daily.plan(state)
    running = state.diary.running
    if running is None or not _goes_on(daily, state, made):
        return RedirectResponse("/bout", 303)
    data = player_data(daily, running, made)
    planned = made.plan.bouts[0]
    return render(
        request,
        "bout_run.html",
        planned.title,
        planned=planned,
        items=list(zip(planned.items, data.items, strict=True)),
        data=data.model_dump(mode="json"),
        **_finish_context(request),
    )


@router.get("/bout/finish")
def look_at_finish(request: Request) -> Response:
    """Ask how the bout that was begun last went; that can be told at any time, whatever the plan says."""
    if state_of(request).diary.running is None:
        return RedirectResponse("/today", 303)
    return _finish_page(request)


@router.post("/bout/finish")
def finish(request: Request, form: SentForm) -> Response:
    """Record how it went. What happened is taken in even when no plan is allowed any more."""
    daily, diary = daily_of(request), state_of(request).diary
    running = diary.open_bout(str(form.get("bout", "")) or None)
    names = running.items if running else ()
    signs = tuple(str(name) for name in form.getlist("sign"))
    try:
        daily.finish_bout(
            request.state.person,
            done=tuple(name for name in names if form.get(f"item.{name}") == "done"),
            stopped=tuple(name for name in names if form.get(f"item.{name}") == "stopped"),
            seconds=whole_number(str(form.get("seconds", ""))),
            pain=sent_pain(form),
            signs=signs,
            bout=running.id if running else None,
            event_id=sent_event(form),
        )
    except CallError as error:
        if running is None:
            raise
        return _finish_page(request, error, {name: str(value) for name, value in form.items()}, signs)
    return RedirectResponse(_after(daily, signs), 303)


@router.get("/bout/stopped")
def stopped(request: Request) -> Response:
    """Say what to do after a stop sign."""
    daily, state = daily_of(request), state_of(request)
    ended = daily.ended_today(state)
    last = state.diary.bouts[-1] if state.diary.bouts else None
    felt = set(last.signs) if last is not None and last.day == daily.today() else set()
    felt |= {sign.id for sign in ended}
    signs = [sign for sign in stop_signs(daily) if sign.id in felt]
    if not signs:
        return RedirectResponse("/today", 303)
    title = "No more exercise today" if ended else "Before you go on"
    must_check = coach_of(request).next_screen(state) is not None and any(sign.opens_check for sign in signs)
    return render(request, "bout_stopped.html", title, signs=signs, must_check=must_check)


def _after(daily: Daily, signs: tuple[str, ...]) -> str:
    """Return where a bout leads: on with the day, or to what its stop signs call for."""
    actions = {daily.library.stop_signs[name].action for name in signs if name in daily.library.stop_signs}
    if StopAction.EMERGENCY in actions:
        return "/emergency"
    return "/bout/stopped" if actions else "/today"


def _goes_on(daily: Daily, state: PersonState, made: MadePlan) -> bool:
    """Return whether the bout that runs can be gone on with: today's questions and plan still stand."""
    running = state.diary.running
    if running is None or running.day != daily.today() or not daily.is_screened(state):
        return False
    return any(running.items == tuple(item.id for item in planned.items) for planned in made.plan.bouts)


def _start_page(request: Request, *, is_missed: bool = False) -> HTMLResponse:
    return render(
        request,
        "bout_start.html",
        "How is the pain now?",
        status=422 if is_missed else 200,
        event=new_event_id(coach_of(request).now()),
        is_missed=is_missed,
        running=state_of(request).diary.running,
    )


def _finish_page(
    request: Request,
    problem: CallError | None = None,
    form: Mapping[str, str] | None = None,
    signs: tuple[str, ...] = (),
) -> HTMLResponse:
    context = {**_finish_context(request), "form": form or {}, "problem": problem, "ticked": signs}
    return render(request, "bout_finish.html", "How did it go?", status=422 if problem else 200, **context)


def _finish_context(request: Request) -> dict[str, Any]:
    """Return what the form at the end of a bout needs. It asks of the movements that the knowledge knows."""
    daily, running = daily_of(request), state_of(request).diary.running
    variants = daily.library.variants
    known = running and replace(running, items=tuple(name for name in running.items if name in variants))
    return {
        "running": known,
        "variants": variants,
        "signs": stop_signs(daily),
        "event": new_event_id(coach_of(request).now()),
        "form": {},
        "problem": None,
        "ticked": (),
    }
