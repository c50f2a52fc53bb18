"""What a type of the descriptions looks like in a layout."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin


def is_pairs(kind: Any) -> bool:
    """Whether the type is a tuple of pairs: a table with free keys, whose order counts."""
    return _origin(kind) is tuple and _origin(get_args(kind)[0]) is tuple


def entry_of(kind: Any) -> Any:
    """What stands under each key of a table with free keys; None when the type isn't written so."""
    if _origin(kind) is Mapping:
        return get_args(kind)[1]
    return get_args(get_args(kind)[0])[1] if is_pairs(kind) else None


def element_of(kind: Any) -> Any:
    """What stands in an array; None when the type isn't written so."""
    return get_args(kind)[0] if _origin(kind) is tuple and not is_pairs(kind) else None


def is_table(kind: Any) -> bool:
    """Whether the type is written as a table."""
    return is_dataclass(kind) or entry_of(kind) is not None


def _origin(kind: Any) -> object:
    return get_origin(kind)
