"""The few questions before a bout and at the begin of a flare; any yes leads to the full check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from loosen.web.asked import daily_of, state_of
from loosen.web.pages.check import BEFORE_A_BOUT, WHY_FIELD
from loosen.web.rendering import render
from loosen.web.session import ensure_person


@dataclass(frozen=True)
class MiniScreen:
    """One place where the questions are asked.

    Attributes:
        title: The heading of the page.
        action: Where the answers are sent.
        onward: Where a no to all of them leads.
    """

    title: str
    action: str
    onward: str

    def page(
        self, request: Request, said: Mapping[str, str] | None = None, missing: frozenset[str] = frozenset()
    ) -> Response:
        """Ask; with what was answered already where something is still open."""
        return render(
            request,
            "bout_screen.html",
            self.title,
            status=422 if missing else 200,
            action=self.action,
            questions=daily_of(request).mini_questions(),
            said=said or {},
            missing=missing,
            running=state_of(request).diary.running,
        )

    def take_in(self, request: Request, form: FormData) -> Response:
        """Take in the answers."""
        daily = daily_of(request)
        said = {question.id: str(form.get(question.id, "")) for question in daily.mini_questions()}
        missing = frozenset(name for name, value in said.items() if value not in {"yes", "no"})
        if missing:
            return self.page(request, said, missing)
        response = RedirectResponse(self.onward, 303)
        if not daily.screen(ensure_person(request, response), {name: value == "yes" for name, value in said.items()}):
            response.headers["location"] = f"/check?{WHY_FIELD}={BEFORE_A_BOUT}"
        return response
