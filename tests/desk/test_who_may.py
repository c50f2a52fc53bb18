"""Who may use the desk, and what they see there."""

from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from server import clock
from server.app import create_app
from server.config import Config
from server.directory.model import Contact
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.builders import House, add_account
from tests.desk.mails import deliver, fields, look, post, reply
from tests.people import Browser

PAGES = ["/desk", "/desk/pane?mode=compose", "/desk/paper", "/desk/contacts", "/desk/mails"]
OF_A_MAIL = ["/desk/mails/{}", "/desk/mails/{}/body", "/desk/mails/{}.eml"]


@pytest.mark.parametrize("path", PAGES)
def test_everybody_who_is_signed_in_may_use_the_desk(house: House, browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 401
    for somebody in (house.alice, house.bob, house.charlie):
        assert browser.sign_in(somebody).get(path).status_code == 200


@pytest.mark.parametrize("path", OF_A_MAIL)
def test_a_stranger_is_told_that_the_mail_does_not_exist(
    app: Flask, house: House, browser: Browser, path: str
) -> None:
    mail = deliver(browser.sign_in(house.alice), app)
    charlie = Browser(app.test_client()).sign_in(house.charlie)
    assert browser.get(path.format(mail)).status_code == 200
    assert charlie.get(path.format(mail)).status_code == 404
    assert charlie.get(path.format(uuid4())).status_code == 404
    assert Browser(app.test_client()).get(path.format(mail)).status_code == 401
    assert look(charlie) == {"inbox": [], "sent": [], "customers": []}


def test_a_stranger_cannot_answer_a_mail(app: Flask, house: House, browser: Browser) -> None:
    mail = deliver(browser.sign_in(house.alice), app)
    charlie = Browser(app.test_client()).sign_in(house.charlie)
    assert reply(charlie, mail).status_code == 404
    assert reply(Browser(app.test_client()), mail).status_code == 401


def test_nobody_sends_without_signing_in_or_from_another_site(
    app: Flask, house: House, browser: Browser
) -> None:
    assert post(browser, "/desk/mails", fields()).status_code == 401
    browser.sign_in(house.alice)
    assert browser.submit("/desk/mails", fields(), csrf_token="forged").status_code == 400


def test_the_contacts_are_the_speakers_own_and_those_who_may_be_asked_come_first(
    house: House, browser: Browser
) -> None:
    add_account(house.north, "Dorset", house.alice, [("Adam Asked", "adam@dorset.example")])
    with transaction(service(house.north)) as session:
        adam = next(one for one in session.scalars(select(Contact)) if one.name == "Adam Asked")
        adam.opted_out_at = clock.now()
    assert browser.sign_in(house.alice).get("/desk/contacts").json == [
        {"name": "Carla Customer", "email": "carla@acme.example", "account": "Acme", "may_be_asked": True},
        {"name": "Adam Asked", "email": "adam@dorset.example", "account": "Dorset", "may_be_asked": False},
    ]


def test_there_is_no_desk_where_the_configuration_has_none(config: Config, engine: Engine) -> None:
    without = create_app(replace(config, desk=False), engine)
    assert not [rule.rule for rule in without.url_map.iter_rules() if rule.rule.startswith("/desk")]
