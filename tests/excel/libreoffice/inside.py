"""Runs under a Python with LibreOffice's `uno`: recomputes PivotTables and says what they show.

    python3 inside.py (recompute | open) PROFILE PATH...

Prints a line of JSON for each workbook: {"path", "pivots": [...]} or {"path", "error"}. A pivot has its sheet
and name, and its cells: {"items": {field: [member, its number]}, "value": caption, "number": its number}.
"""

import json
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.table import CellAddress

RESULT, ROW_HEADER, COLUMN_HEADER = 1, 2, 3
HAS_MEMBER, SUBTOTAL, GRAND_TOTAL, NUMERIC = 1, 2, 8, 16
HAS_DATA, ERROR = 1, 4
# What the office calls the field of all values, in English.
VALUES = "Data"
PATIENCE_SECONDS = 60

Label = namedtuple("Label", "dimension flags member shown")


def started(profile, pipe):
    """The desktop of a new office."""
    options = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp"]
    subprocess.Popen(
        ["soffice", *options, f"-env:UserInstallation={Path(profile).as_uri()}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def opened(desktop, path):
    """The workbook, hidden; as a template, of which no lock stays behind when the office dies."""
    wanted = []
    for name in ("Hidden", "AsTemplate"):
        one = PropertyValue()
        one.Name, one.Value = name, True
        wanted.append(one)
    return desktop.loadComponentFromURL(Path(path).absolute().as_uri(), "_blank", 0, tuple(wanted))


def pivots_of(document):
    """Every pivot of a workbook, recomputed."""
    for sheet in document.Sheets:
        tables = sheet.getDataPilotTables()
        for name in tables.ElementNames:
            table = tables.getByName(name)
            table.refresh()
            names = dimensions(document, table)
            cells = list(cells_of(sheet, table, names)) if names else []
            yield {"sheet": sheet.Name, "name": name, "cells": cells}


def dimensions(document, table):
    """The names of the source's columns, then of groups, then that of all values together, which is None.

    A source without any value has no dimensions for LibreOffice.
    """
    source = table.SourceRange
    sheet = document.Sheets.getByIndex(source.Sheet)
    across = range(source.StartColumn, source.EndColumn + 1)
    headers = [sheet.getCellByPosition(column, source.StartRow).String for column in across]
    behind = [field.Name for field in table.DataPilotFields][len(headers) :]
    return [*headers, *behind[: behind.index(VALUES)], None] if VALUES in behind else []


def cells_of(sheet, table, names):
    """Every number of a pivot with the items that it belongs to."""
    own = [field.Name for field in table.DataPilotFields]
    single = [field.Name for field in table.DataPilotFields if field.Orientation.value == "DATA"][:1]
    labels, results = positions(sheet, table)
    known = [label for line in labels.values() for label in line]
    captions = {x.member: x.shown for x in known if x.dimension == len(names) - 1 and x.flags & HAS_MEMBER}
    numbers = {(x.dimension, x.member): x.shown for x in known if x.flags & NUMERIC and x.shown != ""}
    for down, across, data in results:
        filters = {one.FieldName: one.MatchValueName for one in data.FieldFilters}
        beside = labels.get(("row", down), []) + labels.get(("column", across), [])
        if not data.Result.Flags and not all(label.flags & HAS_MEMBER for label in beside):
            # A group's heading, whose numbers stand below.
            continue
        values = [captions.get(label.member) for label in beside if label.dimension == len(names) - 1]
        items = {
            named(names, own, dimension): [member, numbers.get((dimension, member))]
            for dimension, member in items_of(beside, filters, own, names)
        }
        yield {"items": items, "value": [*values, *single, ""][0], "number": number_of(data.Result)}


def named(names, own, dimension):
    """A field's name; one that is also a value stands a second time behind the others, with an asterisk."""
    return names[dimension] if dimension < len(names) else own[dimension].rstrip("*")


def positions(sheet, table):
    """The labels beside each row and above each column, and the results with their places."""
    area = table.OutputRange
    left, top = area.StartColumn, area.StartRow
    grid = sheet.getCellRangeByPosition(left, top, area.EndColumn, area.EndRow).getDataArray()
    labels, results = {}, []
    for down, line in enumerate(grid):
        for across, shown in enumerate(line):
            place = CellAddress()
            place.Sheet, place.Column, place.Row = area.Sheet, left + across, top + down
            found = table.getPositionData(place)
            data = found.PositionData
            if found.PositionType == RESULT:
                results.append((down, across, data))
            elif found.PositionType in (ROW_HEADER, COLUMN_HEADER):
                at = ("row", down) if found.PositionType == ROW_HEADER else ("column", across)
                labels.setdefault(at, []).append(Label(data.Dimension, data.Flags, data.MemberName, shown))
    return labels, results


def items_of(labels, filters, own, names):
    """The items that a number's row's and column's labels name, and those of a subtotal.

    own: the fields' names as the office has them in the filters.
    """
    for label in labels:
        if label.dimension == len(names) - 1 or label.flags & GRAND_TOTAL or not label.flags & HAS_MEMBER:
            continue
        if not label.flags & SUBTOTAL:
            yield label.dimension, label.member
        elif own[label.dimension] in filters:
            yield label.dimension, filters[own[label.dimension]]


def number_of(result):
    """None where nothing shows, and where an error does."""
    return result.Value if result.Flags & HAS_DATA and not result.Flags & ERROR else None


def main(what, profile, *paths):
    """Recompute, or only open.

    The office ends with the session that this script runs in, which whoever started it ends; not here.
    """
    desktop = started(profile, f"rapport{uno.generateUuid().value.hex()}")
    for path in paths:
        try:
            document = opened(desktop, path)
            if document is None:
                raise ValueError("LibreOffice can't read it.")
            pivots = list(pivots_of(document)) if what == "recompute" else []
            document.close(True)
            line = {"path": path, "pivots": pivots}
        except DisposedException:
            sys.exit("The office has died.")
        except Exception as problem:
            line = {"path": path, "error": repr(problem)}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
