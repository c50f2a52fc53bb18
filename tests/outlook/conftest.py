"""Alice at her pane, with a survey to ask."""

from uuid import UUID

import pytest

from tests.asking import publish_survey
from tests.builders import House
from tests.people import Pane


@pytest.fixture
def survey(house: House) -> UUID:
    """A published survey of the north."""
    return publish_survey(house.north)


@pytest.fixture
def alice(house: House, pane: Pane) -> Pane:
    """The pane with Alice signed in."""
    return pane.sign_in(house.alice)
