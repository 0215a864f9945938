"""``loosen check``: the interview in the terminal, from the first screen to the first steps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loosen.coach.people import owner
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.journal import SqlJournal
from tests.cli.conftest import ADULT, Home, Run, Talk, calm_answers, real, unwrapped

FEELING = "Feeling, bladder and bowel"
NUMB = "Is there a numb or odd feeling between your legs"


def saved(data_dir: Path) -> dict[str, object]:
    """Return the answers that are in the journal, the last word on each."""
    journal = SqlJournal(data_dir / "loosen.db")
    facts: dict[str, object] = {}
    for event in journal.events(owner(data_dir)):
        if event.kind is EventKind.CHECK_BEGUN:
            facts = {}
        elif event.kind is EventKind.ANSWERED:
            facts.update(event.body["facts"])
        elif event.kind is EventKind.CORRECTED:
            facts[event.body["fact"]] = event.body["to"]
    journal.close()
    return facts


def kinds(data_dir: Path) -> list[EventKind]:
    journal = SqlJournal(data_dir / "loosen.db")
    found = [event.kind for event in journal.events(owner(data_dir))]
    journal.close()
    return found


def test_all_clear_adult_gets_outcome_notice_and_first_steps(talk: Talk, data_dir: Path) -> None:
    result, _ = talk(ADULT)

    told = unwrapped(result.stdout)
    order = ["Self-care is right for now", "Before the first steps", "So the plan fits", "What to do now"]
    assert result.exit_code == 0
    assert [told.index(words) for words in order] == sorted(told.index(words) for words in order)
    assert "What to leave out today" in told
    assert "How sure: " in told
    assert "medicine screen" in told
    assert saved(data_dir)["saddle-numbness"] is False
    assert saved(data_dir)["age"] == 41
    assert EventKind.NOTICE_CONFIRMED in kinds(data_dir)


def test_questions_that_cannot_concern_a_man_are_not_asked(talk: Talk) -> None:
    result, _ = talk(ADULT)

    assert "Are you pregnant?" not in result.stdout


def test_notice_that_is_not_confirmed_gives_no_steps(talk: Talk, data_dir: Path) -> None:
    result, _ = talk({**ADULT, "Type yes to confirm": ["", "w", "no"]})

    assert result.exit_code == 0
    assert "The whole notice" in result.stdout
    assert "What to do now" not in result.stdout
    assert EventKind.NOTICE_CONFIRMED not in kinds(data_dir)


def test_emergency_on_the_first_screen_is_told_at_once(talk: Talk, data_dir: Path) -> None:
    result, person = talk({"When did the numb": "1", FEELING: "1"}, "--country", "gb")

    told = result.stdout
    order = ["GET EMERGENCY HELP NOW", "Who to call", "999", "What to say", NUMB, "What to do", "Why we say this"]
    places = [told.index(words, told.index("GET EMERGENCY")) for words in order]
    assert result.exit_code == 0
    assert places == sorted(places)
    assert "Step 2" not in told
    assert "Before the first steps" not in told
    assert len(person.asked) == 3  # the list, when it began, and the way back at the end
    assert kinds(data_dir)[-1] is EventKind.TRIAGED


def test_emergency_is_told_when_the_person_leaves_half_way(talk: Talk) -> None:
    result, _ = talk({"When did the numb": "q", FEELING: "1"})

    told = result.stdout
    assert (
        told.index("When did the numb") < told.index("GET EMERGENCY HELP NOW") < told.index("Your answers are saved")
    )


def test_emergency_is_told_when_the_input_ends_half_way(run: Run) -> None:
    result = run("check", given="1\n")

    assert result.exit_code == 0
    assert "GET EMERGENCY HELP NOW" in result.stdout


def test_emergency_that_could_still_be_taken_back_is_told_before_the_next_question(run: Run) -> None:
    run("check", given="1\n")  # a yes, and gone before the follow-up

    result = run("check", given="3\n")  # it was there before this pain

    told = result.stdout
    assert told.index("GET EMERGENCY HELP NOW") < told.index("Call first.") < told.index("When did the numb")


def test_not_sure_brings_the_clarifying_question(talk: Talk, data_dir: Path) -> None:
    result, person = talk({"Does it feel different from last week?": "?", "When did the numb": "1", FEELING: "1?"})

    facts = saved(data_dir)
    assert "Does it feel different from last week?" in person.asked[1]
    assert facts["saddle-numbness"] == "unknown"
    assert facts["saddle-numbness-clarified"] == "unknown"
    assert facts["bladder-no-feeling"] is False
    assert "GET EMERGENCY HELP NOW" in result.stdout  # still not sure counts as yes


def test_clarifying_no_goes_on_without_follow_ups(talk: Talk) -> None:
    result, person = talk({"Does it feel different from last week?": "n", FEELING: "1?", "Step 2": "q"})

    assert "When did the numb" not in result.stdout
    assert "Step 2" in person.asked[2]


def test_answers_are_kept_over_quitting(talk: Talk, data_dir: Path) -> None:
    first, _ = talk({"Step 2": "q"})
    second, person = talk({"Step 2": "q"})

    assert "To go on: loosen check" in first.stdout
    assert "We go on where you stopped" in second.stdout
    assert "Step 2" in person.asked[0]
    assert FEELING not in second.stdout
    assert saved(data_dir)["both-legs"] is False


def test_half_a_screen_is_kept_over_quitting(talk: Talk, data_dir: Path) -> None:
    talk({**ADULT, "How strong is the pain now": "q"})

    facts = saved(data_dir)
    assert (facts["age"], facts["days-since-start"]) == (41, 1)
    assert "pain-now" not in facts


def test_new_check_forgets_the_old_answers(talk: Talk, data_dir: Path) -> None:
    talk({"Step 2": "q"})

    result, person = talk({FEELING: "q"}, "--new")

    assert FEELING in person.asked[0]
    assert saved(data_dir) == {}
    assert result.exit_code == 0


def test_finished_check_shows_outcome_and_steps_again(talk: Talk) -> None:
    talk(ADULT)

    result, person = talk({})

    assert person.asked == []
    assert "This is your last check." in result.stdout
    assert "What to do now" in result.stdout


def test_back_corrects_an_answer(talk: Talk, data_dir: Path) -> None:
    result, person = talk(
        {"When did the numb": "1", "Enter to finish": ["b", ""], FEELING: ["1", "0"], "Step 2": "q"}
    )

    review = person.asked[3]
    assert f"{NUMB}, around your genitals or back passage? [Yes]" in review
    assert saved(data_dir)["saddle-numbness"] is False
    assert EventKind.CORRECTED in kinds(data_dir)
    assert "Step 2" in person.asked[4]
    assert result.stdout.count("GET EMERGENCY HELP NOW") == 1


def test_back_never_loses_an_answer(talk: Talk, data_dir: Path) -> None:
    result, person = talk({**ADULT, "What sex were you": ["b", "q"]})

    review = next(heard for heard in person.asked if "[No]" in heard)
    assert "Belly, urine and fever" in review
    assert saved(data_dir)["age"] == 41
    assert saved(data_dir)["dark-urine"] is False
    assert result.stdout.count("How old are you?") == 1


def test_back_from_the_notice_leads_to_the_last_screen(talk: Talk) -> None:
    result, person = talk({**ADULT, "Type yes to confirm": ["b", "yes"]})

    after = next(number for number, heard in enumerate(person.asked) if "Type yes to confirm" in heard)
    assert "Slow changes" in person.asked[after + 1]
    assert result.exit_code == 0


def test_back_on_the_first_screen_stays_there(talk: Talk) -> None:
    result, person = talk({FEELING: ["b", "q"]})

    assert "This is the first screen." in result.stdout
    assert len(person.asked) == 2


def test_why_is_told_and_the_question_stays(talk: Talk) -> None:
    result, person = talk({"hours count": "q", FEELING: "w"})

    assert "If they are pressed, hours count." in result.stdout
    assert len(person.asked) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("8", "There is no 8 here. The numbers go from 1 to 7."),
        ("one", "“one” is not a number."),
        ("2 ?", "put the ? right behind the number"),
        ("2 2?", "2 stands twice"),
        ("-1", "“-1” is not a number."),
        ("\x1b[A", "is not a number."),
    ],
)
def test_line_that_cannot_be_read_is_asked_again(talk: Talk, data_dir: Path, typed: str, told: str) -> None:
    result, _ = talk({"The numbers go": "q", "is not a number": "q", "stands twice": "q", FEELING: typed})

    assert told in unwrapped(result.stdout)
    assert saved(data_dir) == {}


def test_number_out_of_range_is_asked_again(talk: Talk, data_dir: Path) -> None:
    result, _ = talk(
        {
            **ADULT,
            "How old are you": ["1000", "forty", "41,0"],
            "What sex were you": "q",
            "is outside": "x",
            "Please give": "41",
        }
    )

    assert "1000 is outside 0 to 120 years." in result.stdout
    assert "Please give a number from 0 to 120, or ? for not sure." in result.stdout
    assert saved(data_dir)["age"] == 41


def test_choice_out_of_range_is_asked_again(talk: Talk, data_dir: Path) -> None:
    talk({**ADULT, "What sex were you": "4", "Please give a number from 1 to 3": "2", "How many days ago": "q"})

    assert saved(data_dir)["sex"] == "male"


def test_journal_that_cannot_be_opened_does_not_hide_the_emergency(talk: Talk, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "loosen.db").mkdir()

    result, _ = talk({"When did the numb": "1", FEELING: "1"})

    assert result.exit_code == 0
    assert "Your answers cannot be saved." in result.stdout
    assert "GET EMERGENCY HELP NOW" in result.stdout


def test_damaged_key_does_not_hide_the_emergency(talk: Talk, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "owner.key").write_text("half")

    result, _ = talk({"When did the numb": "1", FEELING: "1"})

    assert "The owner's key is damaged." in unwrapped(result.stdout)
    assert "GET EMERGENCY HELP NOW" in result.stdout


def test_own_knowledge_with_mistakes_is_left_out_and_told(talk: Talk, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "ruls").mkdir()

    result, _ = talk({FEELING: "q"}, "--overlay", str(overlay))

    assert "holds mistakes and is left out" in result.stdout
    assert FEELING in result.stdout


def test_country_is_remembered(talk: Talk) -> None:
    talk({FEELING: "q"}, "--country", "DE")

    result, _ = talk({FEELING: "q"})

    assert "Emergency numbers (Germany): 112." in result.stdout


def test_unknown_country_is_guessed(run: Run) -> None:
    result = run("check", "--country", "XX")

    assert result.exit_code == 2
    assert "There is no country 'XX'." in result.stderr


def test_json_at_the_end_stands_alone_on_standard_output(talk: Talk) -> None:
    result, _ = talk({"When did the numb": "1", FEELING: "1"}, "--json")

    assert json.loads(result.stdout)["disposition"] == "emergency"
    assert "GET EMERGENCY HELP NOW" in result.stderr


def test_json_of_a_check_that_was_left_says_what_is_missing(run: Run) -> None:
    result = run("check", "--json", given="")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["disposition"] == "not-enough-answers"


def test_real_check_with_scripted_keys(data_dir: Path) -> None:
    ended = real("check", given=b"0\n12\n")  # none on the first screen, then a locked jaw

    told = ended.stdout.decode()
    assert ended.returncode == 0
    assert "GET EMERGENCY HELP NOW" in told
    assert "\x1b" not in told
    assert ended.stderr == b""
    assert saved(data_dir)["jaw-locked"] is True


def test_real_check_with_broken_bytes_is_no_traceback() -> None:
    ended = real("check", given=b"\xff\xfe\x00\n\n")

    assert ended.returncode == 0
    assert b"Traceback" not in ended.stderr
    assert b"is not a number" in ended.stdout


def test_clinicians_word_is_asked_twice_and_opens_the_way_to_the_plan(run: Run, home: Home, library: Library) -> None:
    home.check(calm_answers(library, blood_in_urine=True))

    result = run("check", given="c\ny\n")

    assert "allowed self-care" in result.stdout
    assert EventKind.CLINICIAN_CLEARED in [event.kind for event in home.events()]
    assert "What to do now" in result.stdout


def test_without_a_clinicians_word_nothing_is_cleared(run: Run, home: Home, library: Library) -> None:
    home.check(calm_answers(library, blood_in_urine=True))

    run("check", given="c\nn\n")

    assert EventKind.CLINICIAN_CLEARED not in [event.kind for event in home.events()]


def test_an_emergency_cannot_be_cleared_in_the_terminal(run: Run, home: Home, library: Library) -> None:
    home.check(calm_answers(library, saddle_numbness=True))

    result = run("check", given="c\ny\n")

    assert "allowed self-care" not in result.stdout
    assert EventKind.CLINICIAN_CLEARED not in [event.kind for event in home.events()]
