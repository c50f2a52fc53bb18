"""Formulas of calculated fields: the four operations over the names of fields.

formula  = term { ("+" | "-") term }
term     = factor { ("*" | "/") factor }
factor   = ["+" | "-"] factor | number | name | "(" formula ")"
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from excel.names import plain_in_formula

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|'(?P<quoted>(?:[^']|'')+)'|(?P<sign>[-+*/()]))"
)


@dataclass(frozen=True)
class Number:
    text: str


@dataclass(frozen=True)
class Field:
    name: str


@dataclass(frozen=True)
class Operation:
    sign: str
    left: "Formula"
    right: "Formula"


Formula = Number | Field | Operation


def parse(source: str) -> Formula:
    """The tree of a formula.

    Raises: ValueError with the end of a sentence that says what is wrong.
    """
    tokens = _Tokens(source)
    tree = tokens.formula()
    if tokens.next:
        raise ValueError(f"has {tokens.next[1]!r} where an operation was expected")
    return tree


def fields_in(tree: Formula) -> Iterator[str]:
    """The names of fields in a formula, as written, from left to right."""
    match tree:
        case Field(name):
            yield name
        case Operation(_, left, right):
            yield from chain(fields_in(left), fields_in(right))


def evaluate(tree: Formula, sums: Mapping[str, float]) -> float | None:
    """The formula over the sums of its fields, by casefolded name; None where it divides by zero."""
    match tree:
        case Number(text):
            return float(text)
        case Field(name):
            return sums[name.casefold()]
        case Operation(sign, left, right):
            return _apply(sign, evaluate(left, sums), evaluate(right, sums))


def _apply(sign: str, left: float | None, right: float | None) -> float | None:
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def written(tree: Formula, spellings: Mapping[str, str]) -> str:
    """The formula as Excel stores it, each field by its own spelling (keyed by casefolded name)."""
    match tree:
        case Number(text):
            return text
        case Field(name):
            spelling = spellings[name.casefold()]
            return spelling if plain_in_formula(spelling) else "'" + spelling.replace("'", "''") + "'"
        case Operation(sign, left, right):
            return f"{_side(left, sign, spellings)}{sign}{_side(right, sign, spellings, right=True)}"


def _side(tree: Formula, sign: str, spellings: Mapping[str, str], right: bool = False) -> str:
    """One side of an operation, in brackets where it would bind less than the operation."""
    text = written(tree, spellings)
    if not isinstance(tree, Operation):
        return text
    weaker = tree.sign in "+-" and sign in "*/"
    after = right and sign in "-/" and (tree.sign in "+-") == (sign in "+-")
    return f"({text})" if weaker or after else text


class _Tokens:
    """The formula as it is being read; `next` is the kind and text of the token ahead, or None at the end."""

    def __init__(self, source: str) -> None:
        self._source, self._at = source.strip(), 0
        self.next: tuple[str, str] | None = None
        self._step()

    def _step(self) -> None:
        if self._at >= len(self._source):
            self.next = None
            return
        match = _TOKEN.match(self._source, self._at)
        if match is None:
            raise ValueError(f"can't be read from {self._source[self._at :]!r} on")
        self._at, kind = match.end(), str(match.lastgroup)
        self.next = kind, match[kind]

    def _take(self, signs: str) -> str | None:
        """The sign ahead, taken, when it is one of those; else None."""
        if self.next is None or self.next[0] != "sign" or self.next[1] not in signs:
            return None
        sign = self.next[1]
        self._step()
        return sign

    def formula(self) -> Formula:
        left = self._term()
        while sign := self._take("+-"):
            left = Operation(sign, left, self._term())
        return left

    def _term(self) -> Formula:
        left = self._factor()
        while sign := self._take("*/"):
            left = Operation(sign, left, self._factor())
        return left

    def _factor(self) -> Formula:
        if sign := self._take("+-"):
            return Operation(sign, Number("0"), self._factor())
        if self._take("("):
            inner = self.formula()
            if not self._take(")"):
                raise ValueError("lacks a closing bracket")
            return inner
        return self._operand()

    def _operand(self) -> Formula:
        if self.next is None:
            raise ValueError("ends where a number or a field was expected")
        kind, text = self.next
        if kind == "sign":
            raise ValueError(f"has {text!r} where a number or a field was expected")
        self._step()
        return Number(text) if kind == "number" else Field(text.replace("''", "'"))
