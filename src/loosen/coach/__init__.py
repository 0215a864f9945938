"""The use cases. The only place where all parts meet."""

from loosen.coach.coach import Coach, Journal
from loosen.coach.contracts import list_facts, triage_request
from loosen.coach.state import PersonState

__all__ = ["Coach", "Journal", "PersonState", "list_facts", "triage_request"]
