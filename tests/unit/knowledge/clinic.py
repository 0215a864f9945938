"""Knowledge files of a clinic, to be put beside a small data folder, whole or with a mistake."""

from __future__ import annotations

from pathlib import Path

from loosen.errors import DataProblem
from loosen.knowledge import load

RULE = """\
id = "ZZ01"
title.en = "A rule of the clinic"
lay_title.en = "A rule of the clinic"
version = 1
since = 2026-11-21

[[outcome]]
level = "W"
advice.en = "Book an appointment."
when = "fever"

[[outcome.evidence]]
source = "loosen-safety-rule"
locator = "clinic"
grade = "D"
confirmed = true
checked = 2026-11-21
"""


QUESTION = """\
id = "{name}"
screen = "first"
line = "line"
ask.en = "Is there?"
short.en = "Is there"
why.en = "It matters."
"""


SMALL = {
    "screens/first.toml": 'id = "first"\norder = 1\npurpose = "safety"\ntitle.en = "First"\n\n'
    '[[line]]\nid = "line"\ntitle.en = "Line"\n',
    "questions/fever.toml": QUESTION.format(name="fever"),
    "questions/age.toml": QUESTION.format(name="age")
    + 'type = "number"\nminimum = 0\nmaximum = 120\nunit = "years"\n',
    "questions/sex.toml": QUESTION.format(name="sex")
    + 'type = "choice"\n\n[[choice]]\nid = "male"\nlabel.en = "Male"\n\n'
    + '[[choice]]\nid = "female"\nlabel.en = "Female"\n',
    "questions/floor-ok.toml": QUESTION.format(name="floor-ok") + 'purpose = "fit"\n',
    "sources/loosen-safety-rule.toml": 'id = "loosen-safety-rule"\ntitle = "A rule"\nauthors = "We"\nyear = 2026\n'
    'kind = "convention"\n',
    "rules/USED.toml": RULE.replace("ZZ01", "USED").replace(
        'when = "fever"', 'when.any = ["fever", { fact = "age", below = 18 }, { fact = "sex", is = ["male"] }]'
    ),
}


LEVEL = """\
id = "{letter}"
title.en = "Title"
meaning.en = "Meaning"
do.en = ["Do it."]
plan = "full"

[[evidence]]
source = "loosen-safety-rule"
locator = "levels"
grade = "D"
confirmed = true
checked = 2026-11-21
"""


THRESHOLD = """\
id = "red-zone-from"
name.en = "Pain that stops an exercise at once, from"
value = 6
unit = "of 10"

[[evidence]]
source = "loosen-safety-rule"
locator = "clinic"
grade = "D"
confirmed = true
checked = 2026-11-21
"""


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def only_problem(overlay: Path, small: Path) -> DataProblem:
    """Return the one mistake of an overlay over the small data folder."""
    problems = load(overlay, data=small).problems
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]
