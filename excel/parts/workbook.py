"""The parts of the workbook as a whole: `xl/workbook.xml` and `docProps/core.xml`."""

from excel import markup
from excel.book import Book
from excel.drawings.slicing import defined_names
from excel.markup import DECLARATION, MAIN, RELATIONS, element
from excel.parts import paths, slicer_cache
from excel.parts.plan import Plan

# Calculated by the newest Excel: no version has a reason to calculate anew, and to ask to save when closing.
_CALCULATED_BY = 191029


def xml(book: Book, plan: Plan) -> str:
    """Sheets in the order of their tabs, the first one active, the pivot caches and the slicers' caches."""
    sheets = [
        element("sheet", {"name": s.name, "sheetId": n, "r:id": plan.link_id(paths.WORKBOOK, paths.sheet(n))})
        for n, s in enumerate(book.sheets, 1)
    ]
    caches = [
        element("pivotCache", {"cacheId": n, "r:id": plan.link_id(paths.WORKBOOK, paths.definition(n))})
        for n in (table.cache for table in plan.tables)
        if n is not None
    ]
    slicers = [plan.link_id(paths.WORKBOOK, paths.slicer_cache(n)) for n in plan.slicers.values()]
    return DECLARATION + element(
        "workbook",
        {"xmlns": MAIN, "xmlns:r": RELATIONS},
        '<workbookPr/><bookViews><workbookView activeTab="0"/></bookViews>'
        + element("sheets", {}, "".join(sheets))
        + defined_names(book.slicers)
        + element("calcPr", {"calcId": _CALCULATED_BY})
        + (element("pivotCaches", {}, "".join(caches)) if caches else "")
        + markup.extensions([slicer_cache.workbook_extension(slicers)] if slicers else []),
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
            "xmlns:cp": f"{paths.PACKAGE}/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        },
        title + author + time,
    )


def _content(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
