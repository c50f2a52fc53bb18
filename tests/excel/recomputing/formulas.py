"""Formulas of calculated fields, computed by way of Python's own syntax."""

import ast
import re
from collections.abc import Mapping

_TOKENS = re.compile(r"'(?:[^']|'')*'|[^\W\d]\w*")


def fields_of(formula: str) -> tuple[str, ...]:
    """The names of the fields, casefolded."""
    return tuple(dict.fromkeys(_name(token) for token in _TOKENS.findall(formula)))


def evaluated(formula: str, sums: Mapping[str, float]) -> float | None:
    """The number that it gives; None where it divides by nothing.

    sums: of the fields, by their casefolded names.
    """
    names = fields_of(formula)
    written = _TOKENS.sub(lambda match: f"f{names.index(_name(match[0]))}_", formula)
    values = {f"f{number}_": sums[name] for number, name in enumerate(names)}
    try:
        return _value(ast.parse(written.strip(), mode="eval").body, values)
    except (ZeroDivisionError, OverflowError):
        return None


def _name(token: str) -> str:
    return (token[1:-1].replace("''", "'") if token.startswith("'") else token).casefold()


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=float() | int() as number):
            return float(number)
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, values)
        case ast.BinOp(left=left, op=sign, right=right):
            return _joined(sign, _value(left, values), _value(right, values))
    raise AssertionError(f"{ast.dump(node)} is in no formula")


def _joined(sign: ast.operator, left: float, right: float) -> float:
    match sign:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case _:
            return left / right
