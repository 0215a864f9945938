"""From a posture to its pictures, words and loads: where body and figures meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from loosen.body.load import spine_load
from loosen.body.posing import Pose, motion
from loosen.coach.loads import answer_of, body_of
from loosen.domain.anatomy import BodyPerson, Sex
from loosen.domain.drawn import Drawn, DrawnKey
from loosen.domain.loads import LoadAnswer
from loosen.domain.posture import Posture
from loosen.figures.animated import animated
from loosen.figures.scene import Subject
from loosen.figures.still import key_strip, still
from loosen.figures.style import DAY, LINE, MAN, WOMAN, Look, Skin, with_skin
from loosen.figures.subject import clock_of, keys_of, posture_words, subject_of
from loosen.knowledge.figures import load_figure, load_musculature

_STRIP_COLUMNS = 2


def look_of(sex: Sex, skin: Skin | None = None, *, lines: bool = False) -> Look:
    """Return how a person is drawn.

    Args:
        sex: Whose proportions, clothes and hair.
        skin: A skin tone; the one of the house by default.
        lines: Black lines on white, for print.
    """
    look = WOMAN if sex is Sex.FEMALE else MAN
    palette = LINE if lines else look.palette if skin is None else with_skin(look.palette or DAY, skin)
    return Look(palette, build=look.build, hair=look.hair)


class Drawing:
    """A posture solved for a person: its pictures, its words and its loads.

    Args:
        posture: The document.
        person: Whose body it is.
        look: How it is drawn.

    Raises:
        PoseError: The posture cannot be taken.
        ImportError: The body model is not installed.
    """

    def __init__(self, posture: Posture, person: BodyPerson | None = None, look: Look | None = None) -> None:
        person = person or BodyPerson()
        self.posture = posture
        self.body, self._spine = body_of(person)
        self.poses: tuple[Pose, ...] = motion(self.body, posture)
        self.keys = keys_of(self.poses)
        self._look = look or look_of(person.sex)

    @cached_property
    def subject(self) -> Subject:
        """Whom to draw, doing what."""
        figure, muscles = load_figure(), load_musculature()
        person = self.body.person
        return subject_of(
            self.posture, self.poses, self.body.segments, figure, muscles, person=person, look=self._look
        )

    @property
    def title(self) -> str:
        """What the pictures are called."""
        return self.posture.name.en

    def words(self, keys: Iterable[int] | None = None) -> str:
        """Return the text alternative of all key poses, or of some."""
        places = self.keys if keys is None else [self.keys[key] for key in keys]
        return posture_words(self.posture, [self.poses[place] for place in places], self.body.segments)

    def still(self, key: int, prefix: str = "f") -> str:
        """Return a key pose as SVG."""
        return still(self.subject, title=self.title, desc=self.words([key]), key=self.keys[key], prefix=prefix)

    def moving(self) -> str:
        """Return the movement as SVG; one key pose stands still."""
        if len(self.keys) == 1:
            return self.still(0)
        clock = clock_of(self.posture, self.poses)
        return animated(self.subject, self.keys, title=self.title, desc=self.words(), clock=clock)

    def strip(self) -> str:
        """Return the key poses side by side as SVG."""
        columns = min(len(self.keys), _STRIP_COLUMNS)
        return key_strip(self.subject, self.keys, title=self.title, desc=self.words(), columns=columns)

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Yield name and SVG text of every picture that comes with the product."""
        for key in range(len(self.keys)):
            yield f"{self.posture.id}.{key}", self.still(key)
        if len(self.keys) > 1:
            yield self.posture.id, self.moving()
            yield f"{self.posture.id}.keys", self.strip()

    def loads(self) -> tuple[LoadAnswer, ...]:
        """Return the load in every key pose.

        Raises:
            PoseError: The posture topples; the message says what is missing.
        """
        answers = []
        for place in self.keys:
            held = self.poses[place]
            found = spine_load(self.body, self._spine, held)
            found.equilibrium.require_balance()
            answers.append(answer_of(self.posture, held, found, self.body.person))
        return tuple(answers)

    def drawn(self, loads: tuple[LoadAnswer, ...]) -> Drawn:
        """Return what is known of the pictures, with the loads of their key poses."""
        keys = tuple(
            DrawnKey(
                name=load.key,
                alt=self.words([number]),
                compression_n=round(load.compression_n),
                shear_n=round(load.shear_n),
                pressure_mpa=load.pressure_mpa,
                uncertainty=load.uncertainty,
                band=load.band,
            )
            for number, load in enumerate(loads)
        )
        return Drawn(
            id=self.posture.id,
            name=self.title,
            kind=self.posture.kind,
            stands_for=self.posture.stands_for,
            telling=range(len(keys))[self.posture.shows],
            moves=len(keys) > 1,
            keys=keys,
        )
