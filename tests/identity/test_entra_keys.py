"""Microsoft's signing keys are fetched rarely, renewed when they change, and kept when Microsoft is away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import requests
import responses

from server import clock
from server.errors import Problem
from server.identity.entra_keys import EntraKeys
from tests.identity.forging import AUTHORITY, JWKS, METADATA, ORIGIN, key, publish

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
UNSAFE = JWKS.replace("https", "http")
QUESTIONS = 2
"""Metadata and keys."""


@pytest.fixture(autouse=True)
def microsoft() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as microsoft:
        publish(microsoft, [key(), key("next")])
        yield microsoft


@pytest.fixture
def keys() -> EntraKeys:
    return EntraKeys(AUTHORITY)


def known(keys: EntraKeys, kid: str, **later: float) -> bool:
    """Whether the key of this name is there so much later."""
    with clock.stopped_at(START + timedelta(**later)):
        return kid in keys.with_key(kid).keys


def test_keys_are_fetched_when_they_are_needed_and_kept_for_a_day(
    keys: EntraKeys, microsoft: responses.RequestsMock
) -> None:
    assert len(microsoft.calls) == 0
    assert all(known(keys, kid, hours=hours) for kid in ("current", "next") for hours in (0, 12, 23.9))
    assert len(microsoft.calls) == QUESTIONS
    assert known(keys, "current", hours=24)
    assert len(microsoft.calls) == 2 * QUESTIONS


def test_each_key_keeps_its_own_issuer(keys: EntraKeys, microsoft: responses.RequestsMock) -> None:
    publish(microsoft, [key(), key("southern", f"{ORIGIN}/southern/v2.0"), key("homeless", None)])
    published = keys.with_key("current")
    assert published.issuer == f"{ORIGIN}/{{tenantid}}/v2.0"
    assert {kid: found.issuer for kid, found in published.keys.items()} == {
        "current": f"{ORIGIN}/{{tenantid}}/v2.0",
        "southern": f"{ORIGIN}/southern/v2.0",
    }


def test_a_new_key_is_found_and_an_old_one_is_gone(
    keys: EntraKeys, microsoft: responses.RequestsMock
) -> None:
    assert known(keys, "current")
    publish(microsoft, [key("next"), key("newest")])
    assert known(keys, "newest", minutes=5)
    assert not known(keys, "current", minutes=6)


def test_made_up_names_ask_microsoft_once_in_five_minutes(
    keys: EntraKeys, microsoft: responses.RequestsMock
) -> None:
    for seconds in range(0, 300, 10):
        assert not known(keys, f"made up {seconds}", seconds=seconds)
    assert len(microsoft.calls) == QUESTIONS
    for seconds in range(300, 600, 10):
        assert not known(keys, f"made up {seconds}", seconds=seconds)
    assert len(microsoft.calls) == 2 * QUESTIONS


def test_while_microsoft_is_away_known_keys_serve_another_day_and_no_longer(
    keys: EntraKeys, microsoft: responses.RequestsMock
) -> None:
    assert known(keys, "current")
    microsoft.upsert("GET", JWKS, status=500)
    assert not known(keys, "newest", hours=1)
    assert known(keys, "current", hours=47.9)
    with pytest.raises(Problem, match="couldn't be fetched"):
        known(keys, "current", hours=48)


def test_a_failure_is_not_repeated_at_once_but_soon(
    keys: EntraKeys, microsoft: responses.RequestsMock
) -> None:
    microsoft.upsert("GET", METADATA, body=requests.Timeout())
    for seconds in (0, 10, 29):
        with pytest.raises(Problem) as problem:
            known(keys, "current", seconds=seconds)
        assert problem.value.status == 503
    assert len(microsoft.calls) == 1
    publish(microsoft, [key()])
    assert known(keys, "current", seconds=30)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": f"{ORIGIN}/x/v2.0", "jwks_uri": UNSAFE},
        {"issuer": f"{ORIGIN}/x/v2.0"},
        {"jwks_uri": JWKS},
        {"issuer": 7, "jwks_uri": JWKS},
        ["issuer"],
        None,
    ],
    ids=str,
)
def test_metadata_that_names_no_keys_safely_is_not_used(
    keys: EntraKeys, microsoft: responses.RequestsMock, metadata: object
) -> None:
    microsoft.get(UNSAFE, json={"keys": [key().jwk()]})
    microsoft.upsert("GET", METADATA, json=metadata)
    with pytest.raises(Problem, match="couldn't be fetched"):
        keys.with_key("current")


def test_nobody_is_followed_elsewhere(keys: EntraKeys, microsoft: responses.RequestsMock) -> None:
    microsoft.upsert("GET", METADATA, status=302, headers={"Location": "https://evil.example/"})
    with pytest.raises(Problem):
        keys.with_key("current")
    assert len(microsoft.calls) == 1


@pytest.mark.parametrize("answer", [{"keys": []}, {"keys": "none"}, {"keys": [7]}, {}, []], ids=str)
def test_an_answer_without_a_usable_key_counts_as_none(
    keys: EntraKeys, microsoft: responses.RequestsMock, answer: object
) -> None:
    microsoft.upsert("GET", JWKS, json=answer)
    with pytest.raises(Problem, match="couldn't be fetched"):
        keys.with_key("current")


@pytest.mark.parametrize(
    "odd",
    [
        key("odd").jwk(use="enc"),
        key("odd").jwk(kty="EC"),
        key("odd").jwk(n=7),
        key("odd").jwk(n="!"),
        key("odd", bits=1024).jwk(),
        {**key("odd").jwk(), "kid": 7},
        {"kty": "oct", "kid": "odd", "k": "c2VjcmV0", "issuer": f"{ORIGIN}/{{tenantid}}/v2.0"},
    ],
    ids=lambda odd: str(sorted(odd)),
)
def test_keys_of_other_kinds_are_left_out(
    keys: EntraKeys, microsoft: responses.RequestsMock, odd: dict[str, object]
) -> None:
    microsoft.upsert("GET", JWKS, json={"keys": [odd, key().jwk()]})
    assert keys.with_key("current").keys.keys() == {"current"}


def test_threads_that_need_keys_at_once_ask_once(keys: EntraKeys, microsoft: responses.RequestsMock) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: keys.with_key(f"made up {n}" if n % 2 else "current"), range(40)))
    assert {frozenset(published.keys) for published in found} == {frozenset({"current", "next"})}
    assert len(microsoft.calls) == QUESTIONS
