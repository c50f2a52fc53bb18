"""A customer with a question from Alice in their mail."""

import pytest
from flask import Flask

from tests.answering.customer import Customer
from tests.asking import Asked, ask, publish_survey
from tests.builders import House


@pytest.fixture
def customer(app: Flask) -> Customer:
    """Somebody who got a personal link."""
    return Customer(app)


@pytest.fixture
def asked(house: House) -> Asked:
    """Alice's question to Carla, in English."""
    return ask(house.alice, publish_survey(house.north))
