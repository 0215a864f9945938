"""The use cases. The only place where all parts meet."""

from loosen.coach.coach import Coach
from loosen.coach.contracts import list_facts, plan_request, triage_request
from loosen.coach.daily import Daily
from loosen.coach.standing import Journal
from loosen.coach.state import PersonState

__all__ = ["Coach", "Daily", "Journal", "PersonState", "list_facts", "plan_request", "triage_request"]
