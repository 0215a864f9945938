"""``loosen check --no-pain``: the way in for somebody who has no pain and wants to keep it away."""

from __future__ import annotations

from tests.cli.conftest import ADULT, Run, Talk, unwrapped


def test_without_pain_nothing_is_asked_about_a_pain_of_now_and_the_plan_is_for_prevention(
    talk: Talk, run: Run
) -> None:
    result, person = talk(ADULT, "--no-pain")

    plan = run("today")

    asked = " ".join(person.asked)
    assert result.exit_code == 0
    assert "Self-care is right for now" in unwrapped(result.stdout)
    assert "Between the legs" in asked
    assert not any(words in asked for words in ("How many days ago", "How strong is the pain now", "Before the pain"))
    assert "Stage: Prevention." in unwrapped(plan.stdout)
    assert "Walk 10 minutes, once a day on 5 days a week" in unwrapped(plan.stdout)
