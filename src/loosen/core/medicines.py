"""The medicine screen: who must not take what, and who must ask first. It never recommends and never doses."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.core.facts import Facts
from loosen.core.logic import Reading
from loosen.domain.basics import Truth
from loosen.domain.conditions import Condition, leaves
from loosen.domain.help import Medicine, MedicineVerdict, PackLimit
from loosen.domain.library import Library
from loosen.domain.results import MedicineFinding

ANYWHERE = "ZZ"
_CAUTION = [MedicineVerdict.FOLLOW_PACK, MedicineVerdict.ASK_FIRST, MedicineVerdict.DO_NOT_USE]


def screen_medicines(facts: Facts, library: Library) -> tuple[MedicineFinding, ...]:
    """Return what the screen says of each medicine. An unanswered or unsure question means: ask first."""
    reading = Reading(facts, library)
    return tuple(_screen(medicine, facts, reading) for medicine in library.medicines.values())


def medicine_facts(library: Library) -> frozenset[str]:
    """Return every fact that the screen needs."""
    return frozenset(
        leaf.fact
        for medicine in library.medicines.values()
        for check in medicine.check
        for leaf in leaves(check.when)
    )


def pack_limit(medicine: Medicine, country: str) -> PackLimit:
    """Return what packs say in a country, or what they commonly say."""
    by_country = {limit.country: limit for limit in medicine.limit}
    return by_country.get(country) or by_country[ANYWHERE]


def _screen(medicine: Medicine, facts: Facts, reading: Reading) -> MedicineFinding:
    verdict = MedicineVerdict.FOLLOW_PACK
    reasons: list[str] = []
    same_day = False
    unanswered: set[str] = set()
    for check in medicine.check:
        value = reading.truth(check.when)
        if value is Truth.TRUE:
            verdict = max(verdict, check.verdict, key=_CAUTION.index)
            reasons.append(check.words.en)
            same_day = same_day or check.same_day
        elif value is Truth.OPEN:
            verdict = max(verdict, MedicineVerdict.ASK_FIRST, key=_CAUTION.index)
            unanswered.update(_open(check.when, facts, reading))
    return MedicineFinding(
        id=medicine.id,
        name=medicine.name.en,
        verdict=verdict,
        reasons=tuple(dict.fromkeys(reasons)),
        same_day=same_day,
        unanswered=len(unanswered),
    )


def _open(condition: Condition, facts: Facts, reading: Reading) -> Iterator[str]:
    for leaf in leaves(condition):
        if reading.truth(leaf) is Truth.OPEN:
            yield leaf.fact
