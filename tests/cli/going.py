"""``loosen go`` as a test plays it: what is typed, and what is known of the bout afterwards."""

from __future__ import annotations

from click.testing import Result

from loosen.coach import Daily
from loosen.coach.records import BoutRecord
from loosen.core.script import Script
from tests.cli.conftest import MINI_CLEAR, Home, Run

SIGNS = {"chest": "1", "dizzy": "3", "leg": "4", "sharp": "5"}
"""What to type for a stop sign, in the order in which they are shown."""


def script_of(home: Home) -> Script:
    with home.opened() as (coach, person):
        made = Daily(coach).plan(coach.state(person))
        return made.scripts[made.plan.bouts[0].id]


def begin_of(home: Home, item: int) -> int:
    """Return the second at which the work of a movement begins."""
    return next(cue.at_s for cue in script_of(home).cues if cue.item == item and cue.kind in {"move", "breathe"})


def last_bout(home: Home) -> BoutRecord:
    return home.state().diary.bouts[-1]


def play(run: Run, answers: str = "", after: str = "2", pain: str = "3") -> Result:
    """Play a bout: the questions before it, what is asked in it, pain after it."""
    result = run("go", given=f"{MINI_CLEAR}{pain}\n{answers}{after}\n")
    assert result.exit_code == 0, result.output
    return result


def script_items(home: Home) -> set[int]:
    return {cue.item for cue in script_of(home).cues if cue.item is not None}
