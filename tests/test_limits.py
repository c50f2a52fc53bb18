"""Limits as the operator writes them, as they are read and as they are shown."""

from pathlib import Path

import pytest

from server import limits
from server.keyfile import ConfigProblem

OPERATORS = Path(__file__).parents[1] / "docs" / "operators.md"


@pytest.mark.parametrize(
    ("text", "amount", "seconds", "shown"),
    [
        ("10 per minute", 10, 60, "10 per minute"),
        ("1 per second", 1, 1, "1 per second"),
        ("1000 per 2 hours", 1000, 7200, "1000 per 2 hours"),
        (" 5 per 1 days ", 5, 86400, "5 per day"),
    ],
)
def test_a_limit_is_an_amount_and_a_span(text: str, amount: int, seconds: int, shown: str) -> None:
    found = limits.read_limits({"LIMIT_SIGN_IN": text}.get)[limits.SIGN_IN]
    assert (found.amount, found.seconds, str(found)) == (amount, seconds, shown)


@pytest.mark.parametrize(
    "text",
    [
        "10",
        "0 per minute",
        "ten per minute",
        "10 per fortnight",
        "10/minute",
        "-1 per day",
        "5 per 0 days",
        "1000001 per day",
        "10 per minute; 50 per hour",
        "10 per minute or so",
        "٣ per minute",
    ],
)
def test_anything_else_names_its_variable_and_an_example(text: str) -> None:
    with pytest.raises(ConfigProblem, match="RAPPORT_LIMIT_LINK_NETWORK must look like '1200 per minute'"):
        limits.read_limits({"LIMIT_LINK_NETWORK": text}.get)


def test_every_kind_has_a_name_a_default_and_a_row_for_operators() -> None:
    documented = OPERATORS.read_text(encoding="utf-8")
    found = limits.read_limits({}.get)
    assert len({kind.name for kind in limits.KINDS}) == len(limits.KINDS) == len(found)
    for kind, limit in found.items():
        assert f"| `RAPPORT_{kind.setting}` |" in documented
        assert f"| `{limit}` |" in documented
