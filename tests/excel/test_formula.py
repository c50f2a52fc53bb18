"""Formulas of calculated fields: read, computed, and written for Excel."""

import pytest

from excel.formula import evaluate, fields_in, parse, written

SUMS = {"a": 6.0, "b": 4.0, "order value": 10.0, "it's": 2.0, "q1": 3.0}
SPELLINGS = {"a": "A", "b": "B", "order value": "Order value", "it's": "It's", "q1": "Q1"}


@pytest.mark.parametrize(
    ("source", "value", "stored"),
    [
        ("A", 6, "A"),
        ("a - b - 1", 1, "A-B-1"),
        ("a-(b-1)", 3, "A-(B-1)"),
        ("(a-b)/a*100", 100 / 3, "(A-B)/A*100"),
        ("a/(b*2)", 0.75, "A/(B*2)"),
        ("a/b*2", 3, "A/B*2"),
        ("-a*b", -24, "(0-A)*B"),
        ("+a--b", 10, "0+A-(0-B)"),
        ("'order value' * 1.5", 15, "'Order value'*1.5"),
        ("'It''s'+Q1", 5, "'It''s'+'Q1'"),
    ],
)
def test_a_formula_is_computed_and_stored(source: str, value: float, stored: str) -> None:
    tree = parse(source)
    assert evaluate(tree, SUMS) == pytest.approx(value)
    assert written(tree, SPELLINGS) == stored
    assert evaluate(parse(stored), SUMS) == pytest.approx(value)


@pytest.mark.parametrize("source", ["a/(b-4)", "1/0", "(a/0)*0"])
def test_dividing_by_nothing_has_no_value(source: str) -> None:
    assert evaluate(parse(source), SUMS) is None


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("", "ends where a number or a field was expected"),
        ("a+", "ends where a number or a field was expected"),
        ("a b", "has 'b' where an operation was expected"),
        ("(a", "lacks a closing bracket"),
        ("a*/b", "has '/' where a number or a field was expected"),
        ("SUM(a)", "has '(' where an operation was expected"),
        ("a^2", "can't be read from '^2' on"),
    ],
)
def test_what_is_no_formula_is_told(source: str, end: str) -> None:
    with pytest.raises(ValueError) as problem:
        parse(source)
    assert str(problem.value) == end


def test_the_fields_of_a_formula_are_found() -> None:
    assert list(fields_in(parse("(A-'Order value')/A"))) == ["A", "Order value", "A"]
