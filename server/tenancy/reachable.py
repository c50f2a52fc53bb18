"""Whether criteria of mapped classes can reach all that a statement reads or writes.

SQLAlchemy adds a session's criteria only where a table is named through its mapped class. Everything else in
a statement would go unfiltered: text, literal columns, and tables named as tables, however deep they stand.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import Alias, ClauseElement, ColumnClause, SelectBase, Table, TextClause

_HARMLESS = {"*", "1"}  # what count() and any() write


def unreachable_part(statement: ClauseElement, protected: Collection[Table]) -> str | None:
    """What in `statement` criteria would miss, in words; None when they reach everything."""
    for scope in _scopes(statement):
        named = {table for element in scope if (table := _named_by_class(element)) is not None}
        for element in scope:
            if isinstance(element, TextClause):
                return "a text"
            if isinstance(element, ColumnClause) and element.is_literal and element.name not in _HARMLESS:
                return f"the literal {element.name}"
            table = element.table if isinstance(element, ColumnClause) else element
            if table not in named and (name := _protected_name(table, protected)):
                return f"{name} as a table instead of by its mapped class"
    return None


def _scopes(statement: ClauseElement) -> Iterator[list[ClauseElement]]:
    """The parts of each select by itself, and of what stands around them."""
    waiting: list[ClauseElement] = [statement]
    while waiting:
        top = waiting.pop()
        scope, stack = [top], [top]
        while stack:
            for child in stack.pop().get_children():
                if isinstance(child, SelectBase):
                    waiting.append(child)
                    continue
                scope.append(child)
                if _aliased_table(child) is None:
                    stack.append(child)
        yield scope


def _named_by_class(element: ClauseElement) -> ClauseElement | None:
    """The table or alias that `element` names through a mapped class."""
    if not {"parententity", "parentmapper"} & element._annotations.keys():
        return None
    return element.table if isinstance(element, ColumnClause) else element


def _protected_name(table: ClauseElement | None, protected: Collection[Table]) -> str | None:
    aliased = _aliased_table(table)
    inner = table if aliased is None else aliased
    return inner.name if isinstance(inner, Table) and inner in protected else None


def _aliased_table(element: ClauseElement | None) -> Table | None:
    inner = element.element if isinstance(element, Alias) else None
    return inner if isinstance(inner, Table) else None
