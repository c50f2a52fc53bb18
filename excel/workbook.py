"""The parts of the workbook as a whole: `xl/workbook.xml` and `docProps/core.xml`."""

from excel.book import Book
from excel.markup import DECLARATION, MAIN, RELATIONS, element
from excel.parts import WORKBOOK, Plan, definition_path, sheet_path

# Calculated by the newest Excel: no version has a reason to calculate anew, and to ask to save when closing.
_CALCULATED_BY = 191029


def xml(book: Book, plan: Plan) -> str:
    """Sheets in the order of their tabs, the first one active, and the pivot caches."""
    sheets = [
        element("sheet", {"name": s.name, "sheetId": n, "r:id": plan.link_id(WORKBOOK, sheet_path(n))})
        for n, s in enumerate(book.sheets, 1)
    ]
    caches = [
        element("pivotCache", {"cacheId": n, "r:id": plan.link_id(WORKBOOK, definition_path(n))})
        for n in (table.cache for table in plan.tables)
        if n is not None
    ]
    return DECLARATION + element(
        "workbook",
        {"xmlns": MAIN, "xmlns:r": RELATIONS},
        '<workbookPr/><bookViews><workbookView activeTab="0"/></bookViews>'
        + element("sheets", {}, "".join(sheets))
        + element("calcPr", {"calcId": _CALCULATED_BY})
        + (element("pivotCaches", {}, "".join(caches)) if caches else ""),
    )


def properties_xml(book: Book) -> str:
    """Title, author and time, where the description has them."""
    created = f"{book.created:%Y-%m-%dT%H:%M:%S}Z" if book.created else None
    title = element("dc:title", {}, _content(book.title)) if book.title else ""
    author = element("dc:creator", {}, _content(book.author)) if book.author else ""
    time = element("dcterms:created", {"xsi:type": "dcterms:W3CDTF"}, created) if created else ""
    return DECLARATION + element(
        "cp:coreProperties",
        {
            "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        },
        title + author + time,
    )


def _content(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
