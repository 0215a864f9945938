"""What to do now: a few things, the first without lying down, nothing that speaks against the person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loosen.core.facts import read_facts
from loosen.core.now import first_steps
from loosen.core.situation import situation_of
from loosen.domain.care import Stage
from loosen.domain.help import Site
from loosen.domain.library import Library
from loosen.domain.results import ItemKind, Now, PlanState
from loosen.domain.safety import FactType
from loosen.errors import NotAllowedError

AT_HOME = {
    "place": "home",
    "floor-ok": "yes",
    "has-bed": True,
    "has-chair": True,
    "has-pillows": True,
    "has-towel": True,
    "has-heat-pack": True,
    "has-cold-pack": False,
}


@pytest.fixture
def at_home(library: Library) -> dict[str, object]:
    """Someone at home, with everything at hand, to whom nothing applies."""
    nothing: dict[str, object] = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    return {
        **nothing,
        **AT_HOME,
        "age": 35,
        "sex": "male",
        "days-since-start": 1,
        "pain-now": 5,
        "site": "low-back",
    }


def steps(library: Library, answers: dict[str, object], plan: PlanState = PlanState.FULL) -> Now:
    return first_steps(situation_of(read_facts(answers, library), library), library, plan)


def entries(now: Now) -> list[str]:
    return [item.entry for item in now.items]


def test_the_first_days_begin_with_breathing_upright_then_heat_rest_movements_and_a_walk(
    library: Library, at_home: dict[str, object]
) -> None:
    now = steps(library, at_home)

    assert now.set_name == "First days"
    assert now.items[0].id == "diaphragm-breathing-sitting"
    assert [item.kind for item in now.items] == [
        ItemKind.BREATHING,
        ItemKind.REMEDY,
        ItemKind.REST,
        ItemKind.MOVEMENT,
        ItemKind.MOVEMENT,
        ItemKind.MOVEMENT,
        ItemKind.WALK,
    ]


def test_without_a_chair_the_first_step_is_done_standing(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "has-chair": False})

    assert now.items[0].position == "standing"


def test_in_bed_nothing_asks_to_get_up(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "place": "in-bed"})

    assert now.items[0].entry == "movements/diaphragm-breathing"
    for item in now.items:
        if item.position is not None:
            assert "bed" in {surface.value for surface in library.variants[item.id][1].surfaces}


def test_at_work_nothing_needs_the_floor_or_a_bed(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "place": "work"})

    assert {item.position for item in now.items if item.position} <= {"chair", "standing", "walking"}


def test_a_floor_out_of_reach_leaves_bed_chair_and_feet(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "floor-ok": "no", "has-bed": False})

    for item in now.items:
        if item.position is not None:
            assert {"chair", "feet"} & {surface.value for surface in library.variants[item.id][1].surfaces}


@pytest.mark.parametrize("answer", ["unknown", None])
def test_a_floor_that_nobody_asked_about_is_not_used(
    library: Library, at_home: dict[str, object], answer: object
) -> None:
    answers = {name: value for name, value in at_home.items() if name != "floor-ok"}
    if answer is not None:
        answers["floor-ok"] = answer

    now = steps(library, {**answers, "has-bed": False})

    for item in now.items:
        if item.position is not None:
            assert {"chair", "feet"} & {surface.value for surface in library.variants[item.id][1].surfaces}


def test_heat_is_left_out_over_skin_that_does_not_feel_and_the_reason_is_given(
    library: Library, at_home: dict[str, object]
) -> None:
    now = steps(library, {**at_home, "poor-skin-feeling": True})

    assert "remedies/heat" not in entries(now)
    assert "heat" in {left.id for left in now.left_out}


def test_heat_is_left_out_when_nobody_has_asked_about_the_skin(library: Library, at_home: dict[str, object]) -> None:
    answers = {name: value for name, value in at_home.items() if name != "poor-skin-feeling"}

    assert "remedies/heat" not in entries(steps(library, answers))


def test_cold_is_offered_where_only_cold_is_at_hand(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "has-heat-pack": False, "has-cold-pack": True})

    assert "remedies/cold" in entries(now)
    assert "remedies/heat" not in entries(now)


def test_with_neither_heat_nor_cold_at_hand_none_is_offered(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "has-heat-pack": False, "has-towel": False})

    assert {"remedies/heat", "remedies/cold"}.isdisjoint(entries(now))
    assert "It needs a heat pack, a hot-water bottle or a towel." in {left.because for left in now.left_out}


def test_the_comfort_set_has_breathing_rest_heat_and_a_short_walk(
    library: Library, at_home: dict[str, object]
) -> None:
    now = steps(library, at_home, PlanState.COMFORT)

    assert entries(now) == [
        "movements/diaphragm-breathing",
        "remedies/heat",
        "movements/easy-positions",
        "movements/walking",
    ]
    assert now.items[-1].id == "walking-micro"


def test_the_comfort_set_holds_no_cold(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "has-heat-pack": False, "has-cold-pack": True}, PlanState.COMFORT)

    assert "remedies/cold" not in entries(now)


def test_a_withheld_plan_cannot_be_had(library: Library, at_home: dict[str, object]) -> None:
    with pytest.raises(NotAllowedError, match="no plan for this outcome"):
        steps(library, at_home, PlanState.WITHHELD)


@pytest.mark.parametrize(
    ("changes", "set_name"),
    [
        ({}, "First days"),
        ({"days-since-start": 4}, "First 2 weeks"),
        ({"days-since-start": 8}, "Second week"),
        ({"days-since-start": 20}, "Building up"),
        ({"days-since-start": 100}, "Long-lasting"),
        ({"pain-now": 8}, "First days, very sore"),
        ({"leg-tingling": True}, "Leg pain below the knee"),
        ({"site": "upper-back"}, "Upper back"),
        ({"osteoporosis": True}, "Thin bones"),
        ({"worse-bending": True, "eased-by-standing": True}, "Worse with bending"),
        ({"worse-standing": True, "eased-by-sitting": True}, "Worse with arching"),
        ({"sex": "female", "pregnant": "yes", "pregnancy-weeks": 12}, "Pregnancy and after birth"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_set_fits_the_situation(
    library: Library, at_home: dict[str, object], changes: dict[str, object], set_name: str
) -> None:
    assert steps(library, {**at_home, **changes}).set_name == set_name


def test_bending_is_not_offered_to_those_it_hurts(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "worse-bending": True, "eased-by-standing": True, "days-since-start": 4})

    assert {"movements/single-knee-chest", "movements/childs-pose"}.isdisjoint(entries(now))


def test_nobody_late_in_pregnancy_is_laid_flat_on_the_back(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, {**at_home, "sex": "female", "pregnant": "yes", "pregnancy-weeks": 30})

    assert "lying-back" not in {item.position for item in now.items}


def test_nothing_comes_before_its_stage(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, at_home)

    for item in now.items:
        if item.entry.startswith("movements/"):
            assert library.variants[item.id][1].stage_from is Stage.T0


def test_what_a_clinic_forbids_is_not_offered(library: Library, at_home: dict[str, object]) -> None:
    site = Site(id="clinic", name="Clinic", forbidden=("heat", "pelvic-tilt"))
    forbidding = replace(library, site={"clinic": site})

    now = steps(forbidding, at_home)

    assert {"remedies/heat", "movements/pelvic-tilt"}.isdisjoint(entries(now))
    assert "taken it out" in {left.id: left.because for left in now.left_out}["heat"]


def test_every_item_says_why_how_sure_and_from_where(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, at_home)

    for item in now.items:
        assert item.because and item.why and item.grade_words and item.source and item.dose


def test_states_that_nobody_ruled_out_are_shown_as_such(library: Library, at_home: dict[str, object]) -> None:
    answers = {name: value for name, value in at_home.items() if name != "implant"}

    now = steps(library, answers)

    assert library.tags["IMPLANT"].name.en in now.unsure
    assert library.tags["IMPLANT"].name.en not in now.tags


def test_what_to_leave_out_today_comes_with_the_reason(library: Library, at_home: dict[str, object]) -> None:
    now = steps(library, at_home)

    assert "heavy-lifting" in {item.id for item in now.avoid}
    assert all(item.why and item.source for item in now.avoid)
