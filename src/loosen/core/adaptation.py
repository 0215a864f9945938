"""What the reported days change in today's plan, rule by rule. Replaying the same history gives the same result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from loosen.core.flares import RELIEF, Flares
from loosen.core.history import checked_days
from loosen.core.lately import (
    OFTEN_ENOUGH,
    STRENGTH_RESTS,
    STRETCHED,
    STRONG_ENOUGH,
    bouts_on,
    days_done,
    hard_lately,
    movement_of,
    strength_rests,
    stretched_enough,
)
from loosen.core.mornings import BEGUN_SORE, ENDED_BADLY, SORER, TWICE_WORSE, WARM_UP, Mornings
from loosen.core.recovery import RECOVERED, RECURRENCE, Recovery
from loosen.core.training import DELOAD, TrainingWeeks
from loosen.core.volume import CAP_RISE, Volume
from loosen.core.walking import week_aim, week_most
from loosen.core.worse import WORSE, Worse
from loosen.core.yellow import YELLOW, Outlook, Reviewed
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, HistoryDay
from loosen.domain.planning import AdaptationRule

__all__ = ["RISES", "WARM_UP", "Adaptation", "Checked", "Reviewed", "adapt"]
_WHOLE = 100
RISES = {"DAY-PROGRESS", "DAY-GOOD", CAP_RISE, "HARD-NIGHT"}
_NEW_PAIN = "NEW-PAIN"
_OF_RELIEF = {RELIEF, TWICE_WORSE, SORER, BEGUN_SORE, YELLOW}
_GAPS = ("MISSED-SHORT", "MISSED-WEEK", "MISSED-FORTNIGHT", "MISSED-LONG")
_OF_CHECKS = {WORSE, _NEW_PAIN, RECURRENCE}


@dataclass(frozen=True)
class Adaptation:
    """What today's plan has to take into account.

    Attributes:
        levels: Steps above the start of the dose, by movement; below 0 asks for an easier variant.
        percent: Share of the sets of the usual bout that is done today.
        sets_most: The most sets of a usual bout today, so that it does not leap; None where no bout is known.
        sets_before: After a flare or missed days, the sets of the last usual bout before; None otherwise.
        relief_only: Whether today is for relief only.
        in_flare: Whether a flare runs.
        walk_percent: Share of the walking, in a flare.
        pace_percent: Share of the walking, where the pace is slower.
        breathes: Whether calm breathing belongs to each bout.
        week_most: The most minutes of walking this week; None where nothing is known of the last one.
        week_aim: The minutes of walking of this week of the programme after recovery; None outside of it.
        resting: Movements that are left out today, with the rule that says so.
        light_only: Movements whose ways for strength rest today, with the rule that says so; lighter ways may be
            offered.
        strength_rests: The rule by which every way for strength rests today, or None.
        days_done: On how many of the last days a movement was done.
        recent: Movements of the last bouts, the latest first.
        usual: Movements of the last bouts, the latest first, that were not for relief.
        bouts_today: How many bouts were done today.
        rescreen: Whether the safety check must be run again first.
        well_since: The day of recovery, or the first day without an episode; None while there is one.
        careful_since: The day since which many things slow recovery; None where they do not.
        flags: Worries and circumstances that are high.
        said: The rules that changed something, with their sentences.
        reminders: The rules that call for a visit; they change nothing.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    percent: int = _WHOLE
    sets_most: int | None = None
    sets_before: int | None = None
    relief_only: bool = False
    in_flare: bool = False
    walk_percent: int = _WHOLE
    pace_percent: int = _WHOLE
    breathes: bool = False
    week_most: int | None = None
    week_aim: int | None = None
    resting: Mapping[str, str] = field(default_factory=dict)
    light_only: Mapping[str, str] = field(default_factory=dict)
    strength_rests: str | None = None
    days_done: Mapping[str, int] = field(default_factory=dict)
    recent: tuple[frozenset[str], ...] = ()
    usual: tuple[frozenset[str], ...] = ()
    bouts_today: int = 0
    rescreen: bool = False
    well_since: date | None = None
    careful_since: date | None = None
    flags: tuple[str, ...] = ()
    said: tuple[Adapted, ...] = ()
    reminders: tuple[Adapted, ...] = ()


@dataclass(frozen=True)
class Checked:
    """The last time the safety check was run.

    Attributes:
        on: The day.
        history: What had been reported by then; the check took it into account.
    """

    on: date
    history: Sequence[HistoryDay] = ()


def adapt(
    history: Sequence[HistoryDay],
    library: Library,
    today: date,
    pain_now: int | None,
    checked: Checked | None = None,
    *,
    reviews: Sequence[Reviewed] = (),
    well_from: date | None = None,
) -> Adaptation:
    """Return what the reported days change today.

    Args:
        history: Reported days in any order; today may be among them.
        library: The knowledge, whose adaptation rules hold every number.
        today: The day of the plan.
        pain_now: Pain now by the answers, used when today was not reported.
        checked: The last safety check; what it has seen does not ask for it again.
        reviews: What was answered on review days, and of what may slow recovery in the check.
        well_from: The first day without an episode, of somebody who has no pain by the answers.

    Raises:
        FactsError: Days in the future, a day that stands twice, or unknown movements; all are listed.

    Source:
        The rules of the kind ``adaptation``; each change quotes its rule.
    """
    days = checked_days(history, library, today)
    replay = _Replay(library, checked, Outlook(library, reviews))
    for day in days:
        replay.take_in(day)
    return replay.result(days, today, pain_now, well_from)


class _Replay:
    """Goes through the days in order; each family of rules keeps what concerns it, and this puts them together."""

    def __init__(self, library: Library, checked: Checked | None, outlook: Outlook) -> None:
        self._library = library
        self._checked = checked
        self._rules = library.adaptation
        self._outlook = outlook
        self._said: list[Adapted] = []
        self._mornings = Mornings(library, self._say)
        self._flares = Flares(library)
        self._training = TrainingWeeks(library)
        self._recovery = Recovery(library)
        self._volume = Volume(library)
        seen = checked.history if checked is not None else ()
        self._worse = Worse(library, checked.on if checked is not None else None, seen)
        self._recent: list[frozenset[str]] = []
        self._usual: list[frozenset[str]] = []

    def take_in(self, day: HistoryDay) -> None:
        """Take in one more day."""
        self._said = []
        is_careful = self._outlook.is_careful_on(day.date)
        times = self._rules[YELLOW if is_careful else "DAY-PROGRESS"].values["times"]
        self._mornings.take_in_morning(day, times, is_light=self._training.is_light_on(day.date))
        flares = len(self._flares.began)
        self._flares.take_in(day)
        if len(self._flares.began) > flares:
            self._training.begin_anew()
        self._worse.take_in(day, self._flare_from(day.date), self._mornings.last_on)
        self._recovery.take_in(day)
        if self._recovery.recurred_on == day.date:
            self._mornings.begin_anew()
            self._training.begin_anew()
        stopped = {movement_of(name, self._library) for name in day.stopped}
        done = {movement_of(name, self._library) for name in day.done} | stopped
        if done:
            self._note_bout(day, frozenset(done), frozenset(stopped))

    def _note_bout(self, day: HistoryDay, done: frozenset[str], stopped: frozenset[str]) -> None:
        is_cut = self._is_cut_on(day.date)
        self._mornings.take_in_bout(day, done, stopped)
        self._recent.insert(0, done)
        sore = day.pain_now is not None and day.pain_now >= self._rules[BEGUN_SORE].values["pain_from"]
        if not (sore or self._mornings.relief_on(day.date) or self._flares.is_relief_on(day.date)):
            self._usual.insert(0, done)
            if day.sets is not None and WARM_UP in done:  # what has none is for relief, or of the first days
                self._volume.take_in(day.date, day.sets, is_cut=is_cut)
            self._training.take_in(day.date, done - {WARM_UP})

    def _is_cut_on(self, on: date) -> bool:
        """Return whether a rule leaves only a share of the bout of a day that is being taken in."""
        gap, flare = self._gap(on), self._flares.cut_on(on)
        shares = (
            self._mornings.percent,
            _WHOLE if gap is None else _share_of(gap),
            _WHOLE if flare is None else flare.percent,
        )
        return min(shares) < _WHOLE or self._training.is_light_on(on)

    def _flare_from(self, on: date) -> date | None:
        """Return the first day of the flare that runs on a day."""
        return self._flares.began_last if self._flares.day_on(on) >= 0 else None

    def _say(self, rule: str, about: str | None = None) -> None:
        self._said.append(self._note(rule, about))

    def _note(self, rule: str, about: str | None = None) -> Adapted:
        return Adapted(rule=rule, says=self._rules[rule].says.en, about=about)

    def _leave_out(self, rules: set[str]) -> None:
        self._said = [note for note in self._said if note.rule not in rules]

    def result(
        self, days: Sequence[HistoryDay], today: date, pain_now: int | None, well_from: date | None
    ) -> Adaptation:
        """Return what holds today."""
        reported = days[-1] if days and days[-1].date == today else None
        percent = self._mornings.percent
        if reported is None:
            self._said, percent = [], _WHOLE
        pain = reported.pain_latest if reported and reported.pain_latest is not None else pain_now
        result = Adaptation(
            levels=dict(self._mornings.progress.levels),
            percent=percent,
            resting={
                **dict.fromkeys(stretched_enough(reported, self._library), STRETCHED),
                **self._mornings.resting_on(today),
            },
            light_only=hard_lately(days, today, self._library),
            strength_rests=strength_rests(days, today, self._library),
            days_done=days_done(days, today, self._library),
            recent=tuple(self._recent),
            usual=tuple(self._usual),
            bouts_today=bouts_on(reported),
            rescreen=self._worse.is_due,
            sets_most=self._volume.most_on(today),
            flags=tuple(flag.id for flag in self._outlook.flags_on(today)),
            reminders=tuple(self._note(rule) for rule in self._flares.reminders_on(today)),
        )
        result = self._with_gap(result, today)
        result = self._with_light_week(result, today)
        result = self._with_flare(result, today)
        result = self._with_relief(result, pain, today)
        result = self._with_recovery(result)
        result = self._with_walks(result, days, today, pain, well_from)
        result = self._with_pace(result, today)
        self._settle_notes(result, reported)
        return replace(result, said=tuple(dict.fromkeys(self._said)))

    def _settle_notes(self, result: Adaptation, reported: HistoryDay | None) -> None:
        """Leave out what another rule has made pointless to say, and say what is about single movements."""
        if reported is not None and self._mornings.has_ended_badly(reported):
            self._leave_out(RISES)
            self._say(ENDED_BADLY)
        if result.relief_only:
            kept = _OF_RELIEF | _OF_CHECKS | ({"MISSED-LONG"} if result.rescreen else set())
            self._leave_out({note.rule for note in self._said} - kept)
        else:
            self._say_about(result)

    def _with_relief(self, result: Adaptation, pain: int | None, today: date) -> Adaptation:
        """Return what holds where today is for relief only; that is the cut, so there is no other."""
        rule = self._mornings.relief_on(today)
        if rule is not None:
            if not any(note.rule == rule for note in self._said):
                self._say(rule)
            result = replace(result, relief_only=True)
        if pain is not None and pain >= self._rules[BEGUN_SORE].values["pain_from"]:
            self._say(BEGUN_SORE)
            result = replace(result, relief_only=True)
        return replace(result, percent=_WHOLE) if result.relief_only else result

    def _say_about(self, result: Adaptation) -> None:
        """Say which movements rest or come back easier, one note for each rule."""
        often = {
            movement: OFTEN_ENOUGH
            for movement, days in result.days_done.items()
            if days >= self._library.movements[movement].base.dose.days_per_week.most
        }
        light = {movement: rule for movement, rule in result.light_only.items() if rule == STRENGTH_RESTS}
        easier = self._mornings.easier(result.resting)
        about: dict[str, list[str]] = {}
        for movement, rule in sorted({**light, **often, **result.resting, **easier}.items()):
            about.setdefault(rule, []).append(self._library.movements[movement].name.en)
        for rule, names in about.items():
            self._leave_out({rule})
            self._say(rule, ", ".join(names))
        if result.strength_rests == STRONG_ENOUGH:
            self._say(STRONG_ENOUGH)

    def _gap(self, today: date) -> AdaptationRule | None:
        """Return the rule for the days without a bout, if there were any.

        A flare has its own way back: beside it only a gap counts that leaves less, or after which the check is due.
        """
        last_on = self._mornings.last_on
        if last_on is None:
            return None
        missed = (today - last_on).days - 1
        rules = [self._rules[name] for name in _GAPS]
        rule = next((r for r in rules if r.values["from_days"] <= missed <= r.values.get("to_days", missed)), None)
        flare = self._flares.cut_on(today)
        if rule is None or flare is None or rule is rules[-1]:
            return rule
        return rule if not flare.is_relief and _share_of(rule) < flare.percent else None

    def _with_gap(self, result: Adaptation, today: date) -> Adaptation:
        rule = self._gap(today)
        if rule is None:
            return result
        self._say(rule.id)
        percent = min(result.percent, _share_of(rule))
        before = self._volume.last_whole if _share_of(rule) < _WHOLE else None
        is_due = rule.id == "MISSED-LONG" and not self._was_checked_after(rule.values["from_days"])
        return replace(result, percent=percent, sets_before=before, rescreen=result.rescreen or is_due)

    def _was_checked_after(self, missed: int) -> bool:
        """Return whether the safety check was run when that many days had been missed already."""
        last_on = self._mornings.last_on
        if self._checked is None or last_on is None:
            return False
        return (self._checked.on - last_on).days - 1 >= missed

    def _with_light_week(self, result: Adaptation, today: date) -> Adaptation:
        if not self._training.is_light_on(today):
            return result
        self._say(DELOAD)
        return replace(result, percent=min(result.percent, self._rules[DELOAD].values["percent"]))

    def _with_flare(self, result: Adaptation, today: date) -> Adaptation:
        cut = self._flares.cut_on(today)
        if cut is None:
            return result
        result = replace(result, in_flare=True)
        if cut.percent == _WHOLE and result.percent < _WHOLE and not cut.is_relief:
            return result  # to speak of the full dose would be wrong
        self._say(cut.rule)
        if cut.is_relief:
            return replace(result, relief_only=True, walk_percent=cut.walk_percent)
        before = self._volume.last_whole if cut.percent < _WHOLE else result.sets_before
        return replace(result, percent=min(result.percent, cut.percent), sets_before=before)

    def _is_sore(self, pain: int | None) -> bool:
        """Return whether a pain ends what was reached by recovery."""
        return pain is not None and pain >= self._rules[RECOVERED].values["ends_from"]

    def _with_recovery(self, result: Adaptation) -> Adaptation:
        """Return what holds where a new spell has begun, or pain has clearly risen."""
        spell = self._recovery.spell_from
        if spell is not None and (self._checked is None or self._checked.on < spell):
            self._say(RECURRENCE)
            result = replace(result, rescreen=True)
        if self._worse.is_due:
            self._say(WORSE)
        return result

    def _with_walks(
        self, result: Adaptation, days: Sequence[HistoryDay], today: date, pain: int | None, well_from: date | None
    ) -> Adaptation:
        """Return what holds after recovery; and walking never rises in leaps."""
        since = self._recovery.well_since or well_from
        if self._is_sore(pain):
            if well_from is not None:
                self._say(_NEW_PAIN)
                result = replace(result, rescreen=True)
            since = None
        elif self._recovery.well_since is not None:
            self._say(RECOVERED)
        return replace(
            result,
            well_since=since,
            week_most=week_most(days, today, self._library),
            week_aim=None if since is None else week_aim(days, since, today, self._library),
        )

    def _with_pace(self, result: Adaptation, today: date) -> Adaptation:
        if not self._outlook.is_careful_on(today):
            return result
        self._say(YELLOW)
        return replace(
            result,
            pace_percent=self._rules[YELLOW].values["walk_percent"],
            breathes=True,
            careful_since=self._outlook.careful_since(today),
        )


def _share_of(rule: AdaptationRule) -> int:
    """Return the share of the sets that a rule leaves."""
    return rule.values.get("percent", _WHOLE)
