"""Which record each folder of the data holds."""

from __future__ import annotations

from loosen.domain.basics import Record
from loosen.domain.care import AvoidToday, Movement, NotNow, Remedy, StageSet
from loosen.domain.checkin import BodyArea, Questionnaire
from loosen.domain.course import Course, WeekAim
from loosen.domain.help import Country, Medicine, Notice, Site, Threshold
from loosen.domain.learning import Claim, Contributor, Faq, Source, YellowFlag
from loosen.domain.life import LiftingStep, Place
from loosen.domain.muscle import Muscle
from loosen.domain.planning import AdaptationRule, MiniQuestion, Planning, Programme, StopSign, Zone
from loosen.domain.safety import LevelWords, Question, Rule, Screen, Sign, StageRule, Tag
from loosen.domain.timers import RemedyTimer

KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "screens": Screen,
    "questions": Question,
    "signs": Sign,
    "rules": Rule,
    "levels": LevelWords,
    "tags": Tag,
    "stages": StageRule,
    "sets": StageSet,
    "avoid": AvoidToday,
    "remedies": Remedy,
    "movements": Movement,
    "not_now": NotNow,
    "claims": Claim,
    "faq": Faq,
    "contributors": Contributor,
    "yellow_flags": YellowFlag,
    "medicines": Medicine,
    "countries": Country,
    "thresholds": Threshold,
    "notice": Notice,
    "site": Site,
    "planning": Planning,
    "programmes": Programme,
    "adaptation": AdaptationRule,
    "mini_screen": MiniQuestion,
    "stop_signs": StopSign,
    "zones": Zone,
    "courses": Course,
    "aims": WeekAim,
    "muscle": Muscle,
    "body_areas": BodyArea,
    "questionnaires": Questionnaire,
    "timers": RemedyTimer,
    "places": Place,
    "lifting_steps": LiftingStep,
}
"""Folder name to record."""
