"""From a posture to its pictures, words and loads: where body and figures meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from loosen.body.load import spine_load
from loosen.body.model import Body
from loosen.body.posing import Pose, motion
from loosen.coach.loads import answer_of, body_of
from loosen.domain.anatomy import BodyPerson, Sex
from loosen.domain.drawn import Drawn, DrawnKey
from loosen.domain.loads import LoadAnswer
from loosen.domain.outline import Breath
from loosen.domain.posture import Posture
from loosen.figures.animated import animated
from loosen.figures.breathing import breath_of
from loosen.figures.scene import Subject
from loosen.figures.still import key_strip, still
from loosen.figures.style import DAY, LINE, MAN, WOMAN, Look, Skin, with_skin
from loosen.figures.subject import breath_clock, clock_of, keys_of, posture_words, subject_of
from loosen.knowledge.figures import load_figure, load_musculature

_STRIP_COLUMNS = 2
_BREATH = " The belly rises with the breath in. It sinks with the breath out."


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


def _solved(body: Body, posture: Posture) -> tuple[Pose, ...]:
    """Return the poses of a posture; steps also with the way from the last key to the first, and the first again."""
    if posture.id not in load_figure().cycles:
        return motion(body, posture)
    closing = posture.model_copy(update={"key": (*posture.key, posture.key[0])})
    found = motion(body, closing)
    return (*found[:-1], found[0])


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
        self.poses = _solved(self.body, posture)
        self.keys = keys_of(self.poses)[: len(posture.key)]
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
        shown = [self.poses[place] for place in places]
        return posture_words(self.posture, shown, self.body.segments, load_figure().held)

    def still(self, key: int, prefix: str = "f") -> str:
        """Return a key pose as SVG."""
        return still(self.subject, title=self.title, desc=self.words([key]), key=self.keys[key], prefix=prefix)

    @property
    def breath(self) -> Breath | None:
        """How belly and ribs rise; None where the picture shows no breath."""
        return breath_of(load_figure(), self.posture)

    @property
    def moves(self) -> bool:
        """Whether there is anything to animate."""
        return len(self.keys) > 1 or self.breath is not None

    @property
    def _shown(self) -> tuple[int, ...]:
        """Which poses of the subject are its keys: breathed out and in where it breathes."""
        return (0, len(self.subject.skeletons) - 1) if self.breath is not None else self.keys

    @property
    def _way(self) -> tuple[int, ...]:
        """Where the animation comes by: the keys, and the last pose where that is the first again."""
        last = len(self.poses) - 1
        return self._shown if self.breath is not None or last in self.keys else (*self.keys, last)

    def moving(self) -> str:
        """Return the movement, or the breath, as SVG; one key pose without either stands still."""
        if not self.moves:
            return self.still(0)
        clock = clock_of(self.posture, self.poses) if self.breath is None else breath_clock(self.breath)
        return animated(self.subject, self._way, title=self.title, desc=self._told(), clock=clock)

    def strip(self) -> str:
        """Return the key poses side by side as SVG; of a breath, out and in."""
        columns = min(len(self._shown), _STRIP_COLUMNS)
        return key_strip(self.subject, self._shown, title=self.title, desc=self._told(), columns=columns)

    def _told(self, keys: Iterable[int] | None = None) -> str:
        return self.words(keys) + (_BREATH if self.breath is not None else "")

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Yield name and SVG text of every picture that comes with the product."""
        for key in range(len(self.keys)):
            yield f"{self.posture.id}.{key}", self.still(key)
        if self.moves:
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
                alt=self._told([number]),
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
            moves=self.moves,
            keys=keys,
        )
