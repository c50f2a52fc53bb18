"""Where the parts of a workbook lie in its zip, and the beginnings of the names of their types."""

OPEN = "application/vnd.openxmlformats"
SPREADSHEET = f"{OPEN}-officedocument.spreadsheetml."
DRAWINGS = f"{OPEN}-officedocument.drawing"
MICROSOFT = "application/vnd.ms-excel."
MICROSOFT_RELATIONS = "http://schemas.microsoft.com/office/2007/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = f"{PACKAGE}/relationships/metadata/core-properties"

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
THEME = "xl/theme/theme1.xml"
PROPERTIES = "docProps/core.xml"


def sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def table(number: int) -> str:
    return f"xl/tables/table{number}.xml"


def definition(cache: int) -> str:
    return f"xl/pivotCache/pivotCacheDefinition{cache}.xml"


def records(cache: int) -> str:
    return f"xl/pivotCache/pivotCacheRecords{cache}.xml"


def pivot(number: int) -> str:
    return f"xl/pivotTables/pivotTable{number}.xml"


def slicer_cache(number: int) -> str:
    return f"xl/slicerCaches/slicerCache{number}.xml"


def slicers(sheet_number: int) -> str:
    """The slicers of a sheet, all in one part."""
    return f"xl/slicers/slicer{sheet_number}.xml"


def drawing(sheet_number: int) -> str:
    return f"xl/drawings/drawing{sheet_number}.xml"


def chart(number: int) -> str:
    return f"xl/charts/chart{number}.xml"
