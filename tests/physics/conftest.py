from __future__ import annotations

import pytest

from loosen.body.model import Body
from loosen.domain.anatomy import BodyDefinition, BodyPerson
from loosen.knowledge.body import load_anatomy


@pytest.fixture(scope="session")
def definition() -> BodyDefinition:
    return load_anatomy()


@pytest.fixture(scope="session")
def body(definition: BodyDefinition) -> Body:
    return Body.build(definition, BodyPerson(mass_kg=70, stature_m=1.74))
