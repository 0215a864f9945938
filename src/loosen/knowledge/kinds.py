"""Which record each folder of the data holds."""

from __future__ import annotations

from loosen.domain.basics import Record
from loosen.domain.care import AvoidToday, Movement, NotNow, Remedy, StageSet
from loosen.domain.help import Country, Medicine, Notice, Site, Threshold
from loosen.domain.learning import Claim, Contributor, Faq, Source, YellowFlag
from loosen.domain.planning import AdaptationRule, MiniQuestion, Planning, Programme, StopSign, Zone
from loosen.domain.safety import LevelWords, Question, Rule, Screen, Sign, StageRule, Tag

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
}
"""Folder name to record."""
