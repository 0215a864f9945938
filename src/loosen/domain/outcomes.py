"""Records of how somebody is getting on: what changed, what was done, and what happened when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from loosen.domain.basics import Record


class Direction(StrEnum):
    """Which way something went. A change counts only when it is large enough to mean something."""

    BETTER = "better"
    SAME = "about-the-same"
    WORSE = "worse"
    TOO_FEW = "too-few-reports"


class Change(Record):
    """A change between the beginning and now.

    Attributes:
        before: At the beginning; None where too little was reported.
        after: Now; None where too little was reported.
        percent: The change in percent of the beginning; None where that was 0.
        direction: Which way it went.
    """

    before: float | None = None
    after: float | None = None
    percent: int | None = None
    direction: Direction = Direction.TOO_FEW

    @property
    def points(self) -> float | None:
        """The change in points; below 0 where the value fell."""
        return None if self.before is None or self.after is None else self.after - self.before


class Typical(Record):
    """Where the averages of studies lie on a day, on the scale of 0 to 10.

    Attributes:
        low: Lower end of the range.
        mean: The average.
        high: Upper end of the range.
        hopeful: The average of a more hopeful study; None where there is none, or where it lies in the range.
    """

    low: float
    mean: float
    high: float
    hopeful: float | None = None


class PainDay(Record):
    """Pain of one day.

    Attributes:
        date: The day.
        pain: Pain that was told first on that day, 0 to 10.
        worst: Worst pain of the day.
        usual: Median of the 7 days around this one; None where too few were told.
        is_flare: Whether the person called it a flare.
        typical: Where the averages of studies lie; None outside of what they measured.
    """

    date: date
    pain: int | None
    worst: int | None
    usual: float | None
    is_flare: bool
    typical: Typical | None


class PainReport(Record):
    """Pain from day to day.

    Attributes:
        days: Every day that is shown, those without a report too.
        change: From the first week of this spell to the last 7 days.
        compared_from: The first day of the first week; None where no pain was told.
        told: On how many of the days pain was told.
        notes: What a reader must know of it.
        course: The course whose band is shown; None where none fits.
        course_day: Which day of that course today is.
    """

    days: tuple[PainDay, ...]
    change: Change
    compared_from: date | None
    told: int
    notes: tuple[str, ...]
    course: str | None
    course_day: int | None


class ActivityReport(Record):
    """One own activity, from 0 (cannot do it) to 10 (as before).

    Attributes:
        told: Every day on which it was scored, with the score.
        change: From the first to the last score; one activity counts from its own number of points on.
    """

    id: str
    name: str
    told: tuple[tuple[date, int], ...]
    change: Change


class WeekReport(Record):
    """One week of what was done, against what the stage aims at.

    Attributes:
        number: Counted from the first report; the first week is 1.
        first: Its first day.
        last: Its last day, or today where it is not over.
        is_over: Whether it is over.
        bouts: Guided bouts that were finished.
        bout_days: Days with a bout.
        bout_minutes: Minutes in bouts, as far as they were measured.
        walked: Minutes walked; None where nothing was told.
        aim_days: Days with a bout that the stage aims at, at least.
        aim_minutes: Minutes in bouts and on foot that it aims at, at least.
        is_met: Whether there were bouts on as many days as the aim says.
        has_flare: Whether a flare lay in it; such a week breaks no streak.
        sets: Sets done of each movement.
    """

    number: int
    first: date
    last: date
    is_over: bool
    bouts: int
    bout_days: int
    bout_minutes: int
    walked: int | None
    aim_days: int
    aim_minutes: int
    is_met: bool
    has_flare: bool
    sets: dict[str, int]


class Streak(Record):
    """What runs on. A rest day breaks nothing, nor does a flare.

    Attributes:
        weeks: Weeks running in which the aim was met.
        weeks_most: The most there ever were.
        days: Active days running, with no more days off between them than are forgiven.
        since: The first of these days.
        days_off: Days between the first and the last of them that were not active.
    """

    weeks: int
    weeks_most: int
    days: int
    since: date | None
    days_off: int = 0


class HappeningKind(StrEnum):
    """What happened."""

    CHECK = "check"
    FLARE = "flare"
    FLARE_OVER = "flare-over"
    STOP = "stop"
    REVIEW = "review"
    QUESTIONNAIRE = "questionnaire"
    SAID = "said"


class Happening(Record):
    """Something that happened on a day."""

    date: date
    kind: HappeningKind
    words: str


class DoneDay(Record):
    """What was done on a day: the dose of the day.

    Attributes:
        sets: Sets done, of all movements.
        bouts: Guided bouts.
        walked: Minutes walked.
        remedies: Uses of remedies.
        medicine: Whether medicine for the pain was taken; None where it was not told.
        sleep: How the night was, 0 to 10.
        mood: How the mood was, 0 to 10.
    """

    date: date
    sets: int
    bouts: int
    walked: int | None
    remedies: int
    medicine: bool | None
    sleep: int | None
    mood: int | None


class Scored(Record):
    """A questionnaire of Roland and Morris: how many of its 24 statements were ticked."""

    date: date
    score: int


class Progress(Record):
    """How somebody is getting on.

    Attributes:
        today: The day of the report.
        first: The first day that is shown; None where nothing was ever told.
        all_days: Whether everything is shown, not the last 6 weeks alone.
        has_more: Whether there are earlier days that are not shown.
        headline: What changed, in one sentence.
        says: What else is worth knowing at a glance.
        pain: Pain from day to day.
        activities: Own activities.
        activities_change: The mean of the activities, from the first scores to the last.
        questionnaires: Questionnaires that were filled in.
        questionnaire_change: From the first to the last of them.
        weeks: What was done, week by week.
        streak: What runs on.
        done: What was done from day to day.
        happenings: Flares, stops, checks and reviews, in order.
        knowledge_version: Of the knowledge that decided.
    """

    today: date
    first: date | None
    all_days: bool
    has_more: bool
    headline: str
    says: tuple[str, ...]
    pain: PainReport
    activities: tuple[ActivityReport, ...]
    activities_change: Change
    questionnaires: tuple[Scored, ...]
    questionnaire_change: Change
    weeks: tuple[WeekReport, ...]
    streak: Streak
    done: tuple[DoneDay, ...]
    happenings: tuple[Happening, ...]
    knowledge_version: str
