"""The safety check as a person walks it: from the first page to the outcome and the first steps."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from loosen.coach import Journal
from loosen.domain.library import Library
from loosen.journal import SqlJournal
from tests.web.conftest import Clock, make_app
from tests.web.visitor import ABOUT_ME, Page, Visitor, visit
from tests.web.wire import Loop

NUMB = {"saddle-numbness": "yes", "saddle-numbness-since": "new-or-worse"}
OUT_OF_CONTROL = {"pain-now": "8", "days-since-start": "2", "pain-out-of-control": "yes"}
IN_A_WEEK = {"weight-loss": "yes", "unwell": "yes"}
CANCER = {"past-cancer": "yes", "cancer-back-pain": "new-or-different"}
AT_HOME = {"floor-ok": "yes", "place": "home"}
PLAN_PAGES = ("/notice", "/fit", "/now")


def fit_and_now(visitor: Visitor, page: Page) -> Page:
    """Tick the notice and answer what makes the steps fit."""
    assert page.path == "/notice"
    return visitor.walk(visitor.send("/notice", {"read": "yes"}), AT_HOME)


def rules_shown(page: Page) -> set[str]:
    """Return the rules that the reasons on a page name."""
    return {str(a["href"]).removeprefix("/rules/") for a in page.soup.select('details.why a[href^="/rules/"]')}


def test_someone_without_any_sign_gets_from_the_first_page_to_first_steps(visitor: Visitor) -> None:
    home = visitor.open("/")
    outcome = visitor.walk(visitor.open(home.link("It hurts now")), ABOUT_ME)
    now = fit_and_now(visitor, visitor.open(outcome.link("First steps")))

    assert outcome.heading == "Self-care is right for now"
    assert now.path == "/now"
    assert now.heading == "What to do now"
    assert now.soup.select("ol.steps > li.step-card")
    assert all(step.select_one(".dose") for step in now.soup.select("li.step-card"))


def test_the_check_has_at_most_12_screens_and_counts_them(visitor: Visitor) -> None:
    page = visitor.open("/check")
    steps = []

    while page.is_screen:
        steps.append(page.one("progress"))
        known = {name: value for name, value in ABOUT_ME.items() if page.soup.select_one(f'[name="{name}"]')}
        page = visitor.answer(page, known)

    assert len(steps) <= 12
    assert [int(str(step["value"])) for step in steps] == sorted({int(str(step["value"])) for step in steps})
    assert {step["max"] for step in steps} == {"12"}


def test_an_emergency_on_the_first_screen_ends_the_check_at_once(visitor: Visitor) -> None:
    first = visitor.open("/check")

    page = visitor.answer(first, NUMB)

    assert page.path == "/outcome"
    assert page.heading == "Get emergency help now"
    assert {str(a["href"]) for a in page.soup.select("a.call")} >= {"tel:112", "tel:999", "tel:911"}
    assert "Is there a numb or odd feeling between your legs" in page.words
    assert page.soup.select("nav") == []


def test_an_emergency_that_stands_is_shown_on_every_other_page(visitor: Visitor) -> None:
    visitor.answer(visitor.open("/check"), NUMB)

    home = visitor.open("/")

    assert home.one(".strip-emergency a")["href"] == "/outcome"


def test_same_day_is_withheld_until_a_clinician_has_cleared_it(visitor: Visitor) -> None:
    outcome = visitor.check(OUT_OF_CONTROL)
    before = visitor.open("/now")
    not_ticked = visitor.send("/cleared")
    after = visitor.send("/cleared", {"seen": "yes"})
    now = fit_and_now(visitor, after)

    assert outcome.heading == "Get medical help today"
    assert before.path == "/outcome"
    assert not_ticked.path == "/outcome"
    assert now.path == "/now"
    assert now.soup.select("li.step-card")


def test_a_clearance_does_not_cover_a_sign_that_came_later(visitor: Visitor) -> None:
    visitor.check(OUT_OF_CONTROL)
    fit_and_now(visitor, visitor.send("/cleared", {"seen": "yes"}))
    visitor.walk(visitor.answer(visitor.open("/check/feeling"), NUMB), ABOUT_ME)

    page = visitor.open("/now")

    assert page.path == "/outcome"
    assert page.heading == "Get emergency help now"


def test_an_emergency_cannot_be_cleared(visitor: Visitor) -> None:
    visitor.answer(visitor.open("/check"), NUMB)

    page = visitor.send("/cleared", {"seen": "yes"})

    assert page.status == 409
    assert visitor.open("/now").path == "/outcome"


def test_within_a_week_gets_comfort_steps_only(visitor: Visitor) -> None:
    outcome = visitor.check(IN_A_WEEK)
    now = fit_and_now(visitor, visitor.open(outcome.link("Gentle steps until then")))
    kinds = {str(name) for step in now.soup.select("li.step-card") for name in step["class"]}

    assert outcome.heading == "See a clinician within 7 days"
    assert now.path == "/now"
    assert "step-movement" not in kinds
    assert now.one(".reminder strong").text.startswith("See a clinician within 7 days")


@pytest.mark.parametrize(("rule", "answers"), [("RF07", CANCER), ("RF20", {"spine-procedure-12-weeks": "yes"})])
def test_within_a_week_without_any_steps_where_a_rule_blocks_them(
    visitor: Visitor, rule: str, answers: dict[str, str]
) -> None:
    outcome = visitor.check(answers)
    turned_away = [visitor.open(path).path for path in PLAN_PAGES]

    assert outcome.heading == "See a clinician within 7 days"
    assert rule in rules_shown(outcome)
    assert outcome.soup.select('a[href="/now"]') == []
    assert turned_away == ["/outcome", "/outcome", "/outcome"]


def test_not_sure_is_asked_once_more_and_then_counts(visitor: Visitor) -> None:
    first = visitor.open("/check")
    clarifying = visitor.answer(first, {"saddle-numbness.unsure": "yes"})
    page = visitor.answer(clarifying, {"saddle-numbness-clarified": "yes"})
    page = visitor.answer(page, {"saddle-numbness-since": "new-or-worse"}) if page.is_screen else page

    assert clarifying.asks("saddle-numbness-clarified")
    assert clarifying.screen == "feeling"
    assert page.heading == "Get emergency help now"


def test_still_not_sure_counts_as_yes(visitor: Visitor) -> None:
    page = visitor.check({"fever.unsure": "yes", "fever-clarified": "unknown", "fever-cause": "no-known-cause"})

    assert page.heading == "Get medical help today"
    assert "RF09" in rules_shown(page)


def test_not_sure_cleared_by_the_second_question_is_a_no(visitor: Visitor) -> None:
    page = visitor.check({"fever.unsure": "yes", "fever-clarified": "no"})

    assert page.heading == "Self-care is right for now"


def test_old_and_unchanged_is_told_from_new(visitor: Visitor, other_visitor: Visitor) -> None:
    old = visitor.check(
        {
            "saddle-numbness": "yes",
            "saddle-numbness-since": "before-this-pain",
            "old-trouble-checked": "never-checked",
        }
    )
    new = other_visitor.check(NUMB)

    assert old.heading == "Self-care now, and a routine appointment"
    assert "RF01" in rules_shown(old)
    assert new.heading == "Get emergency help now"


def test_back_shows_what_was_answered(visitor: Visitor) -> None:
    second = visitor.answer(
        visitor.open("/check"), {"saddle-numbness": "yes", "saddle-numbness-since": "before-this-pain"}
    )

    back = visitor.open(second.link("Back"))

    assert back.screen == "feeling"
    assert back.filled_in()["saddle-numbness"] == "yes"
    assert back.filled_in()["saddle-numbness-since"] == "before-this-pain"
    assert "both-legs" not in back.filled_in()


def test_a_change_is_a_correction_that_drops_its_follow_ups_and_runs_the_check_again(visitor: Visitor) -> None:
    emergency = visitor.answer(visitor.open("/check"), NUMB)
    looking_back = visitor.open("/check/feeling")
    after = visitor.walk(
        visitor.answer(looking_back, {"saddle-numbness": None, "saddle-numbness-since": None}), ABOUT_ME
    )
    answers = visitor.open("/answers")

    assert emergency.heading == "Get emergency help now"
    assert after.heading == "Self-care is right for now"
    assert "1 answer corrected" in after.words
    assert "When did the numb or odd feeling start" not in answers.words


def test_a_correction_can_turn_self_care_into_an_emergency(visitor: Visitor) -> None:
    visitor.check()

    page = visitor.answer(visitor.open("/check/chest-head"), {"tearing-pain": "yes"})

    assert page.heading == "Get emergency help now"


def test_reload_and_a_second_request_show_the_same_screen(visitor: Visitor) -> None:
    second = visitor.answer(visitor.open("/check"))

    reloaded = [visitor.open("/check"), visitor.open("/check")]

    assert second.screen == "legs"
    assert [page.screen for page in reloaded] == ["legs", "legs"]


def test_answers_outlive_the_server(library: Library, on_disk: SqlJournal, clock: Clock, loop: Loop) -> None:
    before = visit(make_app(library, on_disk, clock), loop)
    after = visit(make_app(library, on_disk, clock), loop)
    left_at = before.answer(before.open("/check"))
    after.http.cookies.update(before.http.cookies)

    page = after.open("/check")

    assert page.screen == left_at.screen


def test_an_old_screen_sent_again_changes_nothing(visitor: Visitor) -> None:
    first = visitor.open("/check")
    visitor.answer(visitor.answer(first))

    page = visitor.answer(first, {"saddle-numbness": "yes"})

    assert page.status == 200
    assert page.screen == "chest-head"
    assert visitor.open("/check/feeling").filled_in().get("saddle-numbness") is None


def test_a_screen_sent_without_its_name_shows_where_things_stand(visitor: Visitor) -> None:
    page = visitor.send("/check", {"saddle-numbness": "yes"})

    assert page.screen == "feeling"


def test_what_was_left_open_is_asked_again_with_a_word_about_it(visitor: Visitor) -> None:
    page = visitor.open("/check")
    while page.screen != "you":
        page = visitor.answer(page)

    again = visitor.answer(page, {"sex": "male"})

    assert again.screen == "you"
    assert again.asks("age")
    assert not again.asks("sex")
    assert "still" in again.one('[role="status"]').text


@pytest.mark.parametrize("days", [15, 400])
def test_a_check_of_more_than_14_days_ago_is_asked_again(visitor: Visitor, clock: Clock, days: float) -> None:
    fit_and_now(visitor, visitor.open(visitor.check().link("First steps")))

    clock.pass_days(days)

    assert visitor.open("/check").heading == "It is time to check again"
    assert visitor.open("/now").heading == "It is time to check again"
    assert visitor.send("/check-again").screen == "feeling"


def test_a_check_of_14_days_ago_still_stands(visitor: Visitor, clock: Clock) -> None:
    fit_and_now(visitor, visitor.open(visitor.check().link("First steps")))

    clock.pass_days(14)

    assert visitor.open("/now").path == "/now"


def test_the_notice_needs_its_tick(visitor: Visitor) -> None:
    visitor.check()

    page = visitor.send("/notice")

    assert page.status == 422
    assert "tick the box" in page.one('[role="alert"]').text
    assert visitor.open("/now").path == "/notice"


def test_nothing_is_ticked_on_the_notice(visitor: Visitor) -> None:
    visitor.check()

    page = visitor.open("/notice")

    assert page.soup.select("input[checked]") == []


def test_a_new_check_needs_the_notice_again(visitor: Visitor) -> None:
    fit_and_now(visitor, visitor.open(visitor.check().link("First steps")))
    visitor.send("/check-again")
    visitor.check()

    page = visitor.open("/now")

    assert page.path == "/notice"


@pytest.mark.parametrize("path", ["/outcome", *PLAN_PAGES])
def test_a_page_about_the_outcome_leads_to_the_check_while_there_is_none(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)

    assert page.path == "/check"
    assert page.screen == "feeling"


def test_the_first_page_leads_on_where_the_person_was(visitor: Visitor) -> None:
    visitor.answer(visitor.open("/check"))
    half_way = visitor.open("/")
    visitor.check()
    done = visitor.open("/")

    assert half_way.link("Go on with the check") == "/check"
    assert done.link("Go on from your check") == "/outcome"


def test_the_outcome_says_why_with_rule_and_source(visitor: Visitor) -> None:
    page = visitor.check(CANCER)

    reason = page.soup.select("details.why")[0]

    assert "Have you ever had cancer" in reason.text
    assert "RF07" in reason.text
    assert reason.select('a[href^="/learn/sources/"]')


def test_what_may_have_played_a_part_is_asked_and_answered(visitor: Visitor) -> None:
    fit_and_now(visitor, visitor.open(visitor.check().link("First steps")))
    asking = visitor.open("/played-a-part")

    page = visitor.walk(asking, {})

    assert asking.screen == "contributors"
    assert page.path == "/played-a-part"
    assert "Nothing you told us stands out" in page.words


def test_the_check_writes_down_its_outcome_once(visitor: Visitor, journal: Journal, app: FastAPI) -> None:
    from loosen.coach.people import person_of

    visitor.check()
    visitor.open("/outcome")
    events = journal.events(person_of(visitor.http.cookies["loosen"]))

    assert [event.body["level"] for event in events if event.kind.value == "triaged"] == ["G"]
