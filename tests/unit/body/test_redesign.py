"""What would help most is found by trying each single change."""

from __future__ import annotations

from loosen.body.niosh import Grasp, Lift, Tables, task_limit
from loosen.body.redesign import single_changes
from loosen.domain.lifting import Place
from loosen.domain.lifting_method import Coupling, Duration, Units
from loosen.knowledge.lifting import load_lifting

METHOD = load_lifting()
TABLES = Tables(METHOD.equations[Units.METRIC], METHOD.frequency, METHOD.coupling)


def lifted(
    *, h: float = 25, v: float = 75, a: float = 0, d: float = 25, f: float = 0, grip: Coupling = Coupling.GOOD
) -> Lift:
    return Lift(10, 10, (Grasp(Place.ORIGIN, h, v, a),), None, d, grip, f)


def best(lift: Lift, duration: Duration = Duration.SHORT) -> str:
    return single_changes(TABLES, [lift], duration)[0].id


def test_the_largest_of_several_faults_comes_first() -> None:
    assert best(lifted(h=60, v=20, a=30)) == "closer"  # .42 against .835 and .904
    assert best(lifted(h=30, a=90)) == "no-twist"  # .712 against .833
    assert best(lifted(v=0, h=28)) == "start-height"  # .775 against .893
    assert best(lifted(f=10)) == "seldom"
    assert best(lifted(f=8, h=30), Duration.LONG) == "seldom"  # .18 becomes .85; for an hour .60
    assert best(lifted(grip=Coupling.POOR)) == "grip"
    assert best(lifted(d=170)) == "travel"


def test_the_best_lift_leaves_nothing_to_change() -> None:
    assert single_changes(TABLES, [lifted()], Duration.SHORT) == ()


def test_one_change_can_bring_a_lift_into_the_method_but_not_two_faults_at_once() -> None:
    far = single_changes(TABLES, [lifted(h=70)], Duration.SHORT)
    far_and_high = single_changes(TABLES, [lifted(h=70, v=180)], Duration.SHORT)

    assert (far[0].id, far[0].rwl) == ("closer", 23)
    assert far_and_high == ()


def test_another_height_at_the_start_changes_the_way_up_too() -> None:
    ends = (Grasp(Place.ORIGIN, 25, 15, 0), Grasp(Place.DESTINATION, 25, 75, 0))
    lift = Lift(10, 10, ends, 75, 60, Coupling.GOOD, 0)

    changes = {change.id: change for change in single_changes(TABLES, [lift], Duration.SHORT)}

    assert changes["start-height"].rwl == 23  # the way up is 0 then
    assert "travel" not in changes


def test_where_the_end_limits_letting_go_without_care_helps() -> None:
    ends = (Grasp(Place.ORIGIN, 25, 75, 0), Grasp(Place.DESTINATION, 60, 100, 0))
    lift = Lift(10, 10, ends, 100, 25, Coupling.GOOD, 0)

    changes = single_changes(TABLES, [lift], Duration.SHORT)

    assert changes[0].id == "no-care-at-end"
    assert changes[0].rwl == 23


def test_for_several_tasks_the_composite_index_decides() -> None:
    easy, hard = lifted(), lifted(h=60)

    changes = single_changes(TABLES, [easy, hard], Duration.SHORT)

    assert (changes[0].id, changes[0].task) == ("closer", 1)
    assert changes[0].li is not None
    assert changes[0].li < (task_limit(TABLES, hard, Duration.SHORT).li or 0)
