"""What operators do from a shell about keys and networks: the ways in which both sides can close and open."""

from click.testing import CliRunner, Result
from flask import Flask

from server.cli import rapport
from tests.builders import House
from tests.programs import CAFE, OFFICE, Program, browser_at, make_key, only_approved

SCORES = "/api/v1/scores"


def on_the_shell(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(rapport, ("organisation", *arguments), obj=lambda: app)


def statuses(app: Flask, *keys: str) -> list[int]:
    return [Program(app, key).get(SCORES).status_code for key in keys]


def test_an_operator_revokes_one_key(app: Flask, house: House) -> None:
    (key, one), (_, other) = make_key(house.bob), make_key(house.bob)
    ended = on_the_shell(app, "revoke-keys", "north", "--key", key.public_id)
    assert (ended.exit_code, "Keys revoked: 1." in ended.output) == (0, True)
    assert statuses(app, one, other) == [401, 200]
    assert "by the operator of Rapport" in browser_at(app, OFFICE, house.bob).get("/admin/keys").text


def test_an_operator_revokes_all_keys_of_one_organisation(app: Flask, house: House) -> None:
    keys = [make_key(house.bob)[1], make_key(house.bob)[1], make_key(house.charlie)[1]]
    assert "Keys revoked: 2." in on_the_shell(app, "revoke-keys", "north").output
    assert statuses(app, *keys) == [401, 401, 200]
    again = on_the_shell(app, "revoke-keys", "north")
    assert (again.exit_code, again.output) == (0, "Keys revoked: 0.\n")


def test_a_key_of_somebody_else_is_not_revoked(app: Flask, house: House) -> None:
    key, shown = make_key(house.charlie)
    ended = on_the_shell(app, "revoke-keys", "north", "--key", key.public_id)
    assert (ended.exit_code, f"north has no key {key.public_id}" in ended.output) == (1, True)
    assert statuses(app, shown) == [200]


def test_an_operator_opens_the_way_back_for_who_is_locked_out(app: Flask, house: House) -> None:
    only_approved(house.bob)
    bob = browser_at(app, CAFE, house.bob)
    assert bob.get("/admin/people").status_code == 403
    looked = on_the_shell(app, "networks", "north")
    assert looked.output == f"{OFFICE}/32\nOnly approved networks are let in.\n"
    assert bob.get("/admin/people").status_code == 403
    assert "All networks are let in." in on_the_shell(app, "networks", "north", "--off").output
    assert bob.get("/admin/people").status_code == 200


def test_an_unknown_organisation_is_told_so(app: Flask, house: House) -> None:
    for arguments in (("revoke-keys", "west"), ("networks", "west", "--off")):
        ended = on_the_shell(app, *arguments)
        assert (ended.exit_code, "no organisation with the key west" in ended.output) == (1, True)
