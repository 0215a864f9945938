"""Settings and the person's own data."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from loosen.coach import Coach
from loosen.web.asked import SentForm
from loosen.web.rendering import render
from loosen.web.session import ensure_person, leave

router = APIRouter(include_in_schema=False)


@router.get("/settings")
def settings(request: Request) -> HTMLResponse:
    """Show the settings."""
    coach: Coach = request.app.state.coach
    countries = sorted(coach.library.countries.values(), key=lambda country: (country.id != "ZZ", country.name))
    return render(request, "settings.html", "Settings", countries=countries, asked=False)


@router.post("/settings/country")
def set_country(request: Request, form: SentForm) -> Response:
    """Record whose help lines to show."""
    coach: Coach = request.app.state.coach
    country = str(form.get("country", ""))
    response = RedirectResponse("/settings", 303)
    coach.set_country(ensure_person(request, response), country)
    return response


@router.post("/settings/forget")
def forget(request: Request, form: SentForm) -> Response:
    """Remove everything of this person, once they have ticked that they mean it."""
    coach: Coach = request.app.state.coach
    if form.get("sure") != "yes":
        countries = sorted(coach.library.countries.values(), key=lambda country: country.name)
        return render(request, "settings.html", "Settings", countries=countries, asked=True, status=422)
    coach.forget(request.state.person)
    response = RedirectResponse("/forgotten", 303)
    leave(response)
    response.headers["Clear-Site-Data"] = '"storage"'  # where a running bout was, for going on after a crash
    return response


@router.get("/forgotten")
def forgotten(request: Request) -> HTMLResponse:
    """Say that it is done."""
    return render(request, "forgotten.html", "Your data are gone")
