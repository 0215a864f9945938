"""Looking back on review days: what may slow recovery, and a published questionnaire."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from loosen.coach.reviews import Looked, Reviews
from loosen.core.facts import in_words
from loosen.core.outcomes import FORM_PERCENT, FORM_POINTS
from loosen.domain.conditions import leaves
from loosen.domain.safety import FactType
from loosen.errors import FactProblem, FactsError
from loosen.journal import new_event_id
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.forms import read_form
from loosen.web.rendering import render
from loosen.web.sent import sent_event, whole_number
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
_ONCE_MORE: Mapping[str, object] = {"yes": True, "no": False, "unknown": "unknown"}


@router.get("/review")
def review(request: Request) -> HTMLResponse:
    """Ask what may slow recovery; on the review days, and at any other time."""
    return _review_page(request, {}, [])


@router.post("/review")
def save_review(request: Request, sent: SentForm) -> Response:
    """Record a review; what points to a crisis goes on in the safety check at once."""
    reviews = _reviews(request)
    form = {name: str(value) for name, value in sent.items()}
    response = RedirectResponse("/review/found", 303)
    try:
        if not any(value for name, value in form.items() if name != "event"):
            raise FactsError([FactProblem("review", "Nothing was answered.", "Answer what you can.")])
        raw = {name: value for screen in reviews.screens() for name, value in read_form(screen, form).items()}
        raw |= read_form(reviews.crisis_screen(), form)
        person = ensure_person(request, response)
        if reviews.save(person, raw, sent_event(sent)):
            response.headers["location"] = reviews.next_page(person)
    except FactsError as error:
        return _review_page(request, form, list(error.problems))
    return response


@router.get("/review/found")
def found(request: Request) -> Response:
    """Show what the last review found, and what helps."""
    reviews = _reviews(request)
    looked = reviews.looked(state_of(request))
    if looked is None:
        return RedirectResponse("/review", 303)
    said = _said(request, looked)
    return render(request, "review_found.html", "What can slow recovery", looked=looked, said=said)


@router.get("/review/mind")
def mind(request: Request) -> Response:
    """Ask once more where somebody is not sure about harming themselves, with the crisis line beside it."""
    question = _reviews(request).asked_once_more(state_of(request))
    if question is None:
        return RedirectResponse("/check", 303)
    return render(request, "review_mind.html", "How are you?", question=question, problem="")


@router.post("/review/mind")
def save_mind(request: Request, sent: SentForm) -> Response:
    """Take in that answer; the safety check goes on from it."""
    reviews = _reviews(request)
    question = reviews.asked_once_more(state_of(request))
    if question is None:
        return RedirectResponse("/check", 303)
    answer = _ONCE_MORE.get(str(sent.get(question.id, "")))
    if answer is None:
        words = "Tap one of these. “I am not sure” is an answer too."
        return render(request, "review_mind.html", "How are you?", status=422, question=question, problem=words)
    response = RedirectResponse("/check", 303)
    person = ensure_person(request, response)
    reviews.answer_once_more(person, question, answer)
    response.headers["location"] = reviews.next_page(person)
    return response


@router.get("/rmdq")
def rmdq(request: Request) -> HTMLResponse:
    """Show the questionnaire with the scores so far."""
    return _rmdq_page(request, [])


@router.post("/rmdq")
def save_rmdq(request: Request, sent: SentForm) -> Response:
    """Record which statements were ticked; none is an answer as well, where somebody says so."""
    ticked = {str(value): whole_number(str(value)) for value in sent.getlist("ticked")}
    is_none = sent.get("none") == "yes"
    response = RedirectResponse("/rmdq", 303)
    try:
        wrong = [text for text, number in ticked.items() if number is None]
        if is_none == bool(ticked):
            what = "Statements and “None of these today” were both ticked." if ticked else "Nothing was ticked."
            raise FactsError([FactProblem("ticked", what, "Tick those that fit, or “None of these today”.")])
        if wrong:
            raise FactsError([FactProblem("ticked", f"{wrong[0][:20]!r} is no statement.", "Tick those listed.")])
        numbers = [number for number in ticked.values() if number is not None]
        _reviews(request).fill(ensure_person(request, response), numbers, sent_event(sent))
    except FactsError as error:
        return _rmdq_page(request, list(error.problems))
    return response


def _reviews(request: Request) -> Reviews:
    return Reviews(daily_of(request))


def _review_page(request: Request, form: Mapping[str, str], problems: list[FactProblem]) -> HTMLResponse:
    reviews = _reviews(request)
    return render(
        request,
        "review.html",
        "A look back",
        status=422 if problems else 200,
        screens=reviews.screens(),
        crisis=reviews.crisis_questions(),
        event=new_event_id(coach_of(request).now()),
        form=form,
        problems=problems,
    )


def _said(request: Request, looked: Looked) -> dict[str, list[tuple[str, str]]]:
    """Return what was answered to the questions of each flag, as a person reads it."""
    library = coach_of(request).library
    facts = _reviews(request).told(state_of(request))
    said: dict[str, list[tuple[str, str]]] = {}
    for flag in looked.flags:
        names = [leaf.fact for leaf in leaves(flag.when) if leaf.fact in facts]
        said[flag.id] = [
            (
                question.ask.en,
                f"{facts[name]} of 10" if question.type is FactType.NUMBER else in_words(question, facts[name]),
            )
            for name in names
            for question in [library.facts[name]]
        ]
    return said


def _rmdq_page(request: Request, problems: list[FactProblem]) -> HTMLResponse:
    reviews = _reviews(request)
    thresholds = reviews.library.thresholds
    return render(
        request,
        "rmdq.html",
        "24 statements about your days",
        status=422 if problems else 200,
        form=reviews.form(),
        event=new_event_id(coach_of(request).now()),
        report=reviews.form_report(state_of(request)),
        points=thresholds[FORM_POINTS].value,
        percent=thresholds[FORM_PERCENT].value,
        problems=problems,
    )
