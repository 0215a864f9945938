"""Remedies by the clock, and what helps this person."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from loosen.coach.records import RemedyUse
from loosen.coach.remedies import Offer, Remedies
from loosen.core.helped import INTERVAL
from loosen.core.outcomes import PAIN_POINTS
from loosen.core.script import CueKind, Script
from loosen.errors import CallError, NotAllowedError
from loosen.journal import new_event_id
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.pages.care import held_back
from loosen.web.rendering import render
from loosen.web.sent import sent_event, sent_pain, whole_number
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
_MINUTES_FIELD = "minutes"


@router.get("/remedies")
def remedies(request: Request) -> Response:
    """List the remedies with timers that fit, and why others do not."""
    away = held_back(request)
    if away is not None:
        return away
    offers = _remedies(request).offers(state_of(request))
    done = next((use for use in state_of(request).diary.uses if use.id == request.query_params.get("done")), None)
    return render(
        request,
        "remedies.html",
        "Ease it now",
        offers=[offer for offer in offers if offer.why_not is None],
        left_out=[offer for offer in offers if offer.why_not is not None],
        unanswered=coach_of(request).next_fit_screen(state_of(request)) is not None,
        done=done,
        got_worse=_got_worse(request, done),
        now=_local(coach_of(request).now()),
        local=_local,
    )


@router.get("/remedies/{name}/timer")
def timer(request: Request, name: str) -> Response:
    """Show the timer that runs, or how to begin one."""
    offer = _remedies(request).offer(state_of(request), name)
    if offer.running is not None:
        return _running_page(request, offer, offer.running)
    away = held_back(request)
    if away is not None:
        return away
    if offer.why_not is not None:
        return RedirectResponse("/remedies", 303)
    return _start_page(request, offer)


@router.post("/remedies/{name}/timer")
def start(request: Request, name: str, form: SentForm) -> Response:
    """Record pain before, and begin."""
    away = held_back(request)
    if away is not None:
        return away
    helper = _remedies(request)
    offer = helper.offer(state_of(request), name)
    minutes = whole_number(str(form.get(_MINUTES_FIELD, "")))
    chosen = minutes if minutes in offer.minutes else offer.minutes[0]
    response = RedirectResponse(f"/remedies/{name}/timer?{_MINUTES_FIELD}={chosen}", 303)
    try:
        helper.start(ensure_person(request, response), name, sent_pain(form), sent_event(form))
    except NotAllowedError:
        return RedirectResponse("/remedies", 303)  # which says what is not for now
    except CallError as error:
        return _start_page(request, offer, problem=f"{error.title} {error.detail}")
    return response


@router.post("/remedies/{name}/end")
def end(request: Request, name: str, form: SentForm) -> Response:
    """Record pain after; that is taken in even when no plan is allowed any more."""
    helper = _remedies(request)
    try:
        use = helper.finish(
            request.state.person,
            str(form.get("use", "")),
            pain=sent_pain(form),
            seconds=whole_number(str(form.get("seconds", ""))),
            event_id=sent_event(form),
        )
    except CallError:
        return RedirectResponse(f"/remedies/{name}/timer", 303)  # an old page; show where things stand
    return RedirectResponse(f"/remedies?done={use.id}", 303)


@router.get("/helps")
def helps(request: Request) -> Response:
    """Show what goes with less pain for this person, with how sure that is."""
    helper = _remedies(request)
    by_remedy, by_movement = helper.helps(state_of(request))
    return render(
        request,
        "helps.html",
        "What helps me",
        groups=[
            ("remedies", "Things you used with a timer", "times", by_remedy),
            ("movements", "Movements in your bouts", "bouts", by_movement),
        ],
        name_of=helper.name_of,
        of_ten=_of_ten,
        interval=helper.library.thresholds[INTERVAL],
        least=by_remedy.least,
    )


def _got_worse(request: Request, use: RemedyUse | None) -> bool:
    """Return whether pain rose by as much as means something."""
    if use is None or use.pain_before is None or use.pain_after is None:
        return False
    points = coach_of(request).library.thresholds[PAIN_POINTS].value
    return use.pain_after - use.pain_before >= points


def _remedies(request: Request) -> Remedies:
    return Remedies(daily_of(request))


def _start_page(request: Request, offer: Offer, problem: str = "") -> Response:
    return render(
        request,
        "remedy_start.html",
        offer.entry.name.en,
        status=422 if problem else 200,
        offer=offer,
        event=new_event_id(coach_of(request).now()),
        local=_local,
        problem=problem,
    )


def _running_page(request: Request, offer: Offer, use: RemedyUse) -> Response:
    helper = _remedies(request)
    asked = whole_number(request.query_params.get(_MINUTES_FIELD, ""))
    minutes = asked if asked is not None and asked in offer.minutes else offer.minutes[0]
    script = helper.script(offer.timer, minutes)
    begun = _local(use.at)
    data = {
        "use": use.id,
        "elapsed": helper.elapsed_s(use),
        "calls": offer.timer.must_wait,
        "pace": offer.timer.pace and {"in_s": offer.timer.pace.in_s, "out_s": offer.timer.pace.out_s},
        "cues": [cue.model_dump(mode="json") for cue in script.cues],
    }
    return render(
        request,
        "remedy_run.html",
        offer.entry.name.en,
        offer=offer,
        use=use,
        minutes=minutes,
        begun=begun,
        ends=begun + timedelta(seconds=script.seconds),
        looks=_looks(script, begun),
        data=data,
        event=new_event_id(coach_of(request).now()),
    )


def _looks(script: Script, begun: datetime) -> list[tuple[datetime, str]]:
    """Return when to look at the skin, or to turn back, and the words for it."""
    return [(begun + timedelta(seconds=cue.at_s), cue.say) for cue in script.cues if cue.kind is CueKind.SWITCH_SIDE]


def _local(moment: datetime) -> datetime:
    return moment.astimezone()


def _of_ten(low: float, high: float) -> str:
    """Return a range of shares as a person reads it."""
    first, last = round(low * 10), round(high * 10)
    return f"{first}" if first == last else f"{first} to {last}"
