"""Every mistake in a data file is shown with its line, though the TOML parser keeps none."""

from __future__ import annotations

from loosen.knowledge.locate import key_lines, line_of

RULE = """\
id = "RF01"
title.en = "Title"
when.any = [
  "first",
  { all = ["second", "third"] },
]

[dose]
minutes = 5

[[outcome]]
level = "E"

[[outcome.evidence]]
source = "one"

[[outcome]]
level = "S"

[[outcome.evidence]]
source = "two"

[[outcome.evidence]]
source = "three"
"""


def test_a_plain_key_is_found_on_its_line() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("id",)) == 1


def test_a_dotted_key_is_found_by_its_parts() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("title", "en")) == 2


def test_the_first_part_of_a_dotted_key_is_found_too() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("title",)) == 2


def test_a_key_below_a_table_is_found_by_its_full_path() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("dose", "minutes")) == 9


def test_entries_of_an_array_of_tables_are_told_apart() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("outcome", 0, "level")) == 12
    assert line_of(lines, ("outcome", 1, "level")) == 18


def test_nested_arrays_of_tables_count_anew_in_each_parent() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("outcome", 0, "evidence", 0, "source")) == 15
    assert line_of(lines, ("outcome", 1, "evidence", 0, "source")) == 21
    assert line_of(lines, ("outcome", 1, "evidence", 1, "source")) == 24


def test_what_stands_inside_an_array_is_shown_at_the_key_of_the_array() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("when", "any", 1, "all", 0)) == 3


def test_a_missing_key_is_shown_at_its_table() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("outcome", 1, "evidence", 1, "grade")) == 23


def test_an_unknown_path_is_shown_at_the_first_line() -> None:
    lines = key_lines(RULE)

    assert line_of(lines, ("nothing", "of", "it")) == 1
    assert line_of(lines, ()) == 1


def test_equal_signs_and_brackets_inside_strings_are_not_keys() -> None:
    text = 'note = "[a = b] { c ="\nnext = 1\n'

    lines = key_lines(text)

    assert lines == {("note",): 1, ("next",): 2}


def test_lines_inside_a_multiline_string_are_not_keys() -> None:
    text = 'note = """\nfake = 1\n[[fake]]\n"""\nnext = 1\n'

    lines = key_lines(text)

    assert lines == {("note",): 1, ("next",): 5}


def test_brackets_at_the_end_of_a_multiline_string_do_not_hide_later_keys() -> None:
    text = 'note = """\nsee [1, {"""\nnext = 1\n'

    lines = key_lines(text)

    assert line_of(lines, ("next",)) == 3


def test_a_bracket_in_a_comment_opens_nothing() -> None:
    text = "a = 1 # [ {\nb = 2\n"

    lines = key_lines(text)

    assert lines == {("a",): 1, ("b",): 2}
