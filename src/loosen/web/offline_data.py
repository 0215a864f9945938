"""What a device keeps so that it can go on alone: the rules for everybody, and the days of one person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from loosen.coach import Coach, Daily, PersonState
from loosen.coach.diary import Diary
from loosen.coach.records import BoutRecord
from loosen.coach.week import MOST_PAIN, DayAhead, Morning, picks_of, week_of
from loosen.core.facts import as_json
from loosen.core.planner import MadePlan
from loosen.domain.help import Country
from loosen.domain.plan import Day, HistoryDay, Plan
from loosen.errors import NotFoundError
from loosen.web.player_data import player_data, stop_signs
from loosen.web.rules_export import rules_of

FORMAT = 1
"""Changes when the device has to read what it kept in another way."""
_LATELY = 10
_NOTICE_FIRST = "Please read the safety notice and tick it first. Open Loosen while its server runs."
_Json = dict[str, Any]
_HOUR_MS = 3_600_000


def shared_data(coach: Coach) -> _Json:
    """Return what is the same for everybody: rules, questions before a bout, stop signs, zones, lines."""
    daily, library = Daily(coach), coach.library
    picks = picks_of(library)
    return {
        **rules_of(library),
        "mini_screen_holds_ms": round(float(library.thresholds["mini-screen-holds"].value) * _HOUR_MS),
        "mini_screen": [
            {"id": question.id, "ask": question.ask.en, "asks": list(question.asks)}
            for question in daily.mini_questions()
        ],
        "stop_signs": [
            {**sign.model_dump(mode="json"), "asks": list(library.stop_signs[sign.id].asks)}
            for sign in stop_signs(daily)
        ],
        "zones": [
            [{"action": action.value, "says": says} for action, says in daily.zones(start)]
            for start in range(MOST_PAIN + 1)
        ],
        "picks": {
            "first": [pick.value for pick in picks.first],
            "by_rise": [[[pick.value for pick in row] for row in strikes] for strikes in picks.by_rise],
            "worse_days": picks.worse_days,
            "relief_days": picks.relief_days,
            "flare_days": picks.flare_days,
            "kept_days": picks.kept_days,
        },
        "countries": {name: _lines(country) for name, country in library.countries.items()},
    }


def week_data(coach: Coach, state: PersonState, who: str) -> _Json:
    """Return the days of one person with their pictures; there is no plan before the safety notice was ticked."""
    week, daily = week_of(coach, state, is_told=_is_told(state)), Daily(coach)
    plans = _Plans(daily)
    days = [_day(ahead, plans) for ahead in week.days]
    return {
        "format": FORMAT,
        "who": who,
        "knowledge_version": coach.library.version,
        "made_at": week.made_at.isoformat(),
        "holds_until": _moment(week.holds_until),
        "allowed": week.allowed.value,
        "withheld": None if days else _why_not(daily, state),
        "country": coach.country(state).id,
        "facts": {name: as_json(value) for name, value in state.facts.items()},
        "cleared": _cleared(state),
        "before": _before_last_bout(state.diary, daily.today()),
        "pains": _pains(state.diary.told_last),
        "seen": _pains(state.known_then),
        "last_bout_on": max((bout.day.isoformat() for bout in state.diary.bouts), default=None),
        "ended_on": daily.today().isoformat() if daily.ended_today(state) else None,
        "days": days,
        "plans": plans.found,
        "figures": plans.figures(),
    }


def _why_not(daily: Daily, state: PersonState) -> str | None:
    """Return why there is no plan: by the check, or because the notice still has to be ticked."""
    withheld = daily.plan(state).plan.withheld
    return _NOTICE_FIRST if withheld is None and not _is_told(state) else withheld


def _is_told(state: PersonState) -> bool:
    return state.notice_for == state.check


def _before_last_bout(diary: Diary, today: date) -> int | None:
    """Return the pain before the bouts of the last day that had one, as the mornings from tomorrow on take it."""
    rise = diary.rise_since_bout(today + timedelta(days=1), 0)
    return None if rise is None else -rise


class _Plans:
    """The plans of some days, each of them once."""

    def __init__(self, daily: Daily) -> None:
        self._daily = daily
        self._places: dict[str, int] = {}
        self.found: list[_Json] = []

    def place_of(self, made: MadePlan) -> int:
        """Return the place of a plan in the list."""
        data = self._data(made)
        key = json.dumps(data, sort_keys=True)
        if key not in self._places:
            self._places[key] = len(self.found)
            self.found.append(data)
        return self._places[key]

    def figures(self) -> list[str]:
        """Return the addresses of all pictures."""
        players = (plan["bout"]["player"] for plan in self.found if plan["bout"])
        items = (item for player in players for item in (*player["items"], player["rest"]) if item)
        figures = (item["figure"] for item in items if item["figure"])
        return sorted({address for figure in figures for address in figure.values() if _is_address(address)})

    def _data(self, made: MadePlan) -> _Json:
        plan = made.plan
        return {
            "withheld": plan.withheld,
            "nothing_fits": plan.nothing_fits,
            "said": [" ".join(filter(None, (note.says, note.about))) for note in plan.adapted],
            "day": [] if plan.day is None else list(_words(plan.day)),
            "bout": self._bout(made, plan) if plan.bouts else None,
        }

    def _bout(self, made: MadePlan, plan: Plan) -> _Json:
        (planned,) = plan.bouts
        running = BoutRecord(planned.id, plan.today, None, tuple(item.id for item in planned.items))
        return {
            "title": planned.title,
            "seconds": planned.seconds,
            "times_a_day": planned.times_a_day,
            "items": list(running.items),
            "player": player_data(self._daily, running, made).model_dump(mode="json"),
        }


def _day(ahead: DayAhead, plans: _Plans) -> _Json:
    return {
        "date": ahead.day.isoformat(),
        "facts": {name: as_json(value) for name, value in ahead.facts.items()},
        "kept": _by_morning(ahead.kept, plans),
        "missed": _by_morning(ahead.missed, plans),
    }


def _by_morning(made: Mapping[Morning, MadePlan], plans: _Plans) -> _Json:
    return {morning.value: plans.place_of(plan) for morning, plan in made.items()}


def _words(day: Day) -> Iterator[str]:
    """Yield what the day holds besides the bout, a line each."""
    if day.walking is not None:
        yield " ".join([day.walking.words, *day.walking.cautions])
    yield day.breaks.words
    yield from (part.words for part in (*day.relief, *day.work, *day.sleep))


def _pains(history: Sequence[HistoryDay]) -> list[list[Any]]:
    """Return the pains that were told lately, with their days, the last one last."""
    told = [[day.date.isoformat(), pain] for day in history if (pain := day.pain_latest) is not None]
    return told[-_LATELY:]


def _cleared(state: PersonState) -> Mapping[str, str] | None:
    is_cleared = state.check is not None and state.cleared_for == state.check
    return dict(state.cleared_reasons) if is_cleared else None


def _lines(country: Country) -> _Json:
    return {
        "name": country.name,
        "lines": [
            {
                "kind": line.kind.value,
                "name": line.name,
                "number": line.number,
                "when": line.when.en if line.when else "",
                "confirmed": line.confirmed,
            }
            for line in country.line
        ],
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _is_address(text: object) -> bool:
    return isinstance(text, str) and text.startswith("/figures/")


def packed(data: _Json) -> tuple[bytes, str]:
    """Return data as bytes, and the tag by which a browser asks whether they are still the same."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def nobody() -> NotFoundError:
    """Return the error for those who have no days yet."""
    return NotFoundError("There is nobody here yet.", where="cookie", detail="Open the app and begin the check.")
