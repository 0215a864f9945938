"""Taking in a file: own export, Apple Health, or a table. First a look, then the real thing."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from loosen.errors import CallError
from loosen.web.asked import SentForm, coach_of
from loosen.web.rendering import render
from loosen.web.session import NOBODY, ensure_person

router = APIRouter(include_in_schema=False)
_TITLE = "Bring in a file"


@router.get("/import")
def ask(request: Request) -> HTMLResponse:
    """Ask for a file."""
    page = render(request, "import.html", _TITLE, done=None, problems=())
    ensure_person(request, page)
    return page


@router.post("/import")
def take_in(request: Request, form: SentForm) -> HTMLResponse:
    """Look at a file, or take it in."""
    from loosen.coach.importing import import_file  # no other page needs it

    sent, person = form.get("file"), request.state.person
    try:
        if not isinstance(sent, UploadFile) or not sent.filename:
            raise CallError("No file was chosen.", where="file", detail="Choose one, then try again.")
        if person == NOBODY:
            raise CallError("This browser keeps no cookie.", where="cookie", detail="Allow cookies, then try again.")
        done = import_file(coach_of(request), person, sent.file, sent.filename, dry_run=form.get("do") != "take")
    except CallError as error:
        problems = error.as_dict().get("problems") or [error.as_dict()]
        return render(request, "import.html", _TITLE, status=422, done=None, problems=problems)
    return render(request, "import.html", _TITLE, done=done, problems=())
