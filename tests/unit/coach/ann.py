"""Ann, to whom nothing serious applies, and what she does on her days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from loosen.coach import Coach, Daily
from loosen.coach.records import BoutRecord
from loosen.domain.events import EventKind
from loosen.domain.plan import HistoryDay, Plan
from loosen.domain.safety import FactType
from loosen.journal import MemoryJournal

ANN = "ann"
NO_TO_ALL = {"bladder-saddle": False, "legs": False, "ill": False, "injury": False}
RELIEF = ("diaphragm-breathing", "pelvic-tilt", "knee-rolls", "brace", "single-knee-chest")
CALM = {
    "age": 35,
    "sex": "male",
    "days-since-start": 5,
    "pain-now": 3,
    "site": "low-back",
    "place": "home",
    "floor-ok": "yes",
    "has-bed": True,
    "has-chair": True,
}


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


def check(coach: Coach, **said: object) -> None:
    """Go through the check as somebody to whom nothing applies, but for what is said."""
    denied = {q.id: False for q in coach.library.questions.values() if q.type is FactType.ANSWER}
    coach.begin_check(ANN)
    coach.answer(ANN, {**denied, **CALM, **said})


def check_the_rest(coach: Coach) -> None:
    """Answer everything that is still open, as somebody to whom nothing applies would."""
    known = coach.state(ANN).facts
    denied = {q.id: False for q in coach.library.questions.values() if q.type is FactType.ANSWER}
    coach.answer(ANN, {name: value for name, value in {**denied, **CALM}.items() if name not in known})


def plan_of(daily: Daily, coach: Coach) -> Plan:
    return daily.plan(coach.state(ANN)).plan


def day_of(daily: Daily, coach: Coach, back: int = 0) -> HistoryDay:
    return coach.state(ANN).diary.days[daily.today() - timedelta(days=back)]


def begun(daily: Daily, pain: int = 3, event_id: str | None = None) -> BoutRecord:
    daily.screen(ANN, NO_TO_ALL)
    return daily.start_bout(ANN, pain, event_id)


def ended(daily: Daily, bout: BoutRecord, **over: object) -> None:
    given: dict[str, object] = {"done": bout.items, "stopped": (), "seconds": 600, "pain": 3, **over}
    daily.finish_bout(ANN, **given)  # type: ignore[arg-type]  # the named arguments of a bout that ends


def rules(plan: Plan) -> set[str]:
    return {note.rule for note in plan.adapted}


def kinds(journal: MemoryJournal) -> list[EventKind]:
    return [event.kind for event in journal.events(ANN)]
