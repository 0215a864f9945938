"""Every text that a patient reads, by kind and place."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.domain.basics import Text, Texts
from loosen.domain.library import Library

Found = tuple[str, str, str]
"""Kind of text, where it stands, the text."""


def patient_texts(library: Library) -> Iterator[Found]:
    """Yield every text that a patient reads."""
    for question in library.questions.values():
        yield from _texts("questions", question.id, question.ask, question.clarifier)
        yield from _texts("reasons for questions", question.id, question.why)
        yield from _texts("labels", question.id, question.short, *(choice.label for choice in question.choice))
    for level in library.levels.values():
        yield from _texts("levels", level.id, level.title, level.meaning, level.do, level.say, level.worse)
    for rule in library.rules.values():
        yield from _texts("labels", rule.id, rule.lay_title)
        yield from _texts("advice of rules", rule.id, *(outcome.advice for outcome in rule.outcome))
        for outcome in rule.outcome:
            yield from _texts("advice of rules", rule.id, outcome.do, outcome.say)
    yield from _care(library)
    yield from _learning(library)
    yield from _loop(library)


def _loop(library: Library) -> Iterator[Found]:
    """Yield what is read before, in and after a bout, and from day to day."""
    for question in library.mini_screen.values():
        yield from _texts("questions", question.id, question.ask)
    for sign in library.stop_signs.values():
        yield from _texts("labels", sign.id, sign.ask)
        yield from _texts("in a bout", sign.id, sign.advice)
    for zone in library.zones.values():
        yield from _texts("in a bout", zone.id, zone.says)
    for rule in library.adaptation.values():
        yield from _texts("what days change", rule.id, rule.says)
    for programme in library.programmes.values():
        lines = (*programme.sleep, *programme.work, *programme.training, *programme.relief)
        yield from _texts("the day", programme.id, programme.goals, *(line.words for line in lines))
    for course in library.courses.values():
        yield from _texts("typical courses", course.id, course.name, course.about)
    for muscle in library.muscle.values():
        yield from _texts("muscle", muscle.id, *(fact.words for fact in muscle.fact), muscle.lean.not_for)
    for place in library.places.values():
        yield from _texts("desk, bed, car, lifting", place.id, place.lead, *(line.words for line in place.line))
        yield from _texts("labels", place.id, place.name, *(shown.words for shown in place.picture))
    for step in library.lifting_steps.values():
        yield from _texts("desk, bed, car, lifting", step.id, step.how, step.because, step.next, step.from_where)
        yield from _texts("limits", step.id, *(limit.words for limit in (*step.block, *step.caution)))
        yield from _texts("labels", step.id, step.name)
    for planning in library.planning.values():
        yield from _texts("reasons", planning.id, planning.too_heavy, planning.heavy)


def _care(library: Library) -> Iterator[Found]:
    for movement in library.movements.values():
        yield from _texts("movements", movement.id, movement.aim, movement.why, movement.feel, movement.stop)
        for variant in movement.variant:
            yield from _texts("movement steps", variant.id, variant.steps, variant.breathing, variant.mistakes)
            yield from _texts("limits", variant.id, *(limit.words for limit in (*variant.block, *variant.caution)))
    for remedy in library.remedies.values():
        yield from _texts("remedies", remedy.id, remedy.finding, remedy.how, remedy.skin)
        yield from _texts("heard", remedy.id, remedy.heard)
        yield from _texts("limits", remedy.id, *(limit.words for limit in (*remedy.block, *remedy.caution)))
        if remedy.dose:
            yield from _texts("remedies", remedy.id, remedy.dose.words)
    for timer in library.timers.values():
        yield from _texts("by the clock", timer.id, timer.ready, timer.while_on, timer.check, timer.half, timer.done)
        yield from _texts("by the clock", timer.id, timer.stop)
    for area in library.body_areas.values():
        yield from _texts("labels", area.id, area.name)
    for card in library.not_now.values():
        yield from _texts("not now", card.id, card.truth, card.later)
        yield from _texts("heard", card.id, card.heard)
    for avoid in library.avoid.values():
        yield from _texts("avoid", avoid.id, avoid.words, avoid.why)
    for medicine in library.medicines.values():
        yield from _texts("medicines", medicine.id, medicine.place, medicine.food, medicine.general)
        yield from _texts("medicines", medicine.id, *(check.words for check in medicine.check))
        for limit in medicine.limit:
            yield from _texts("medicines", medicine.id, limit.single, limit.gap, limit.most_24h, limit.most_days)


def _learning(library: Library) -> Iterator[Found]:
    for faq in library.faq.values():
        yield from _texts("answers to questions", faq.id, faq.answer)
    for contributor in library.contributors.values():
        yield from _texts(
            "contributors", contributor.id, contributor.wording, contributor.change, contributor.finding
        )
    for flag in library.yellow_flags.values():
        yield from _texts("yellow flags", flag.id, flag.response, flag.tone, flag.crisis)
    for claim in library.claims.values():
        yield from _texts("reasons of claims", claim.id, claim.reason)
        yield from _texts("heard", claim.id, claim.says)
    for notice in library.notice.values():
        yield from _texts("notice", notice.id, notice.short, notice.intended_use, notice.tick)
        yield from _texts("notice", notice.id, *(item.words for item in notice.item))


def _texts(kind: str, place: str, *texts: Text | Texts | None) -> Iterator[Found]:
    for text in texts:
        if isinstance(text, Texts):
            for line in text.en:
                yield kind, place, line
        elif text is not None:
            yield kind, place, text.en
