"""What stands around the records of a pivot cache, `xl/pivotCache/pivotCacheRecordsN.xml`.

The records themselves are rendered a batch of rows at a time by `excel.data.rendering`.
"""

from excel.markup import DECLARATION, MAIN, RELATIONS

END = "</pivotCacheRecords>"


def start(rows: int) -> str:
    """What stands before the records; their number must be known."""
    return f'{DECLARATION}<pivotCacheRecords xmlns="{MAIN}" xmlns:r="{RELATIONS}" count="{rows}">'
