"""Every rule in plain text, for clinicians; printable."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from loosen.coach import Coach
from loosen.errors import NotFoundError
from loosen.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/rules")
def rules(request: Request) -> HTMLResponse:
    """Show every rule with level, condition, source, date and version."""
    return render(request, "rules.html", "The rules of the safety check")


@router.get("/rules/plan")
def rules_of_plan(request: Request) -> HTMLResponse:
    """Show every rule that changes a plan, with its numbers, its words and its source."""
    return render(request, "rules_of_plan.html", "The rules of the plan")


@router.get("/rules/{rule_id}")
def rule(request: Request, rule_id: str) -> HTMLResponse:
    """Show one rule."""
    coach: Coach = request.app.state.coach
    found = coach.library.rules.get(rule_id)
    if found is None:
        raise NotFoundError(f"There is no rule {rule_id!r}.", where="rules", detail="See the list of rules.")
    return render(request, "rule.html", found.lay_title.en, rule=found)
