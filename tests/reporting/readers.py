"""Every reader of answers, each as the accounts, answers and comments that came through it.

Pages, API, exports, pivots and charts are made by these functions; what stands around them is tried over HTTP
for a few viewers, since a request for each would take minutes.
"""

import re
from collections import Counter
from datetime import date
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

from sqlalchemy.orm import Session

from server.directory import queries as directory_queries
from server.outlook import queries as outlook_queries
from server.reporting import charts, pages, queries, report, scores, workbook
from server.reporting.filters import Filters
from server.reporting.scores import Part
from tests.reporting.drawn_world import GIVEN_AT, Known

TODAY = date(2026, 5, 20)
ALL = Filters()

_ACCOUNT, _COMMENT = re.compile(r"\bAccount \d+(?!\.|\d)"), re.compile(r"Said at Account \d+\.")

Seen = dict[str, object]
"""By reader: something that has to be equal for equal rights."""


def seen_by_reports(session: Session) -> Seen:
    """The report's page and its charts, and what the data API and the workbook's data sheet are made of."""
    found = report.build(session, ALL, TODAY, by_month=False)
    offered = report.choices(session, ALL)
    by_account = scores.scores(session, ALL, [Part.ACCOUNT], [])
    by_segment = scores.scores(session, ALL, [Part.SEGMENT], [])
    exported = pages.page(session, ALL, None, 1000).answers
    rows = list(workbook._rows(queries.answered(session, ALL), offered))
    return {
        "page: accounts": {group.name: group.tally.n for group in found.accounts},
        "page: segments": {group.name: group.tally.n for group in found.segments},
        "page: countries": {group.name: group.tally.n for group in found.countries},
        "page: comments": len(found.comments),
        "comments": {comment.text for comment in queries.newest_comments(session, ALL, 1000)},
        "page: rate": (found.response_rate.answered, found.response_rate.asked),
        "chart: bars": {bar.score: bar.count for bar in charts.bars(found.counts) if bar.count},
        "chart: trend": sum(mark.n for mark in charts.trend_chart(found.trend.tallies, 0, 1).tallies),
        "api: scores by account": sorted(one.tally.n for one in by_account),
        "api: scores by segment": {one.values[Part.SEGMENT]: one.tally.n for one in by_segment},
        "api: responses": Counter((one.account, one.score) for one in exported),
        "api: comments": {one.comment for one in exported if one.comment},
        "export: rows": Counter((row[3], row[8]) for row in rows),
        "export: comments": {row[15] for row in rows if row[15]},
    }


def seen_by_lists(session: Session, person_id: UUID, survey_id: UUID, addresses: list[str]) -> Seen:
    """Contacts as their pages list them, and what the pane says of recipients and a sender."""
    listed = directory_queries.listing(session, "", 1)
    previews = outlook_queries.previews(session, person_id, survey_id, addresses)
    history = outlook_queries.history(session, person_id, addresses[0])
    return {
        "contacts: listed": {contact.account.name for contact in listed.contacts},
        "pane: recipients": {one.account for one in previews if one.account},
        "pane: scores": {one.account: one.last_score is not None for one in previews if one.account},
        "pane: history": (history.contact is not None, len(history.responses)),
    }


def seen_in_workbook(session: Session) -> Seen:
    """The finished file: accounts and comments on its sheets and in the caches of its PivotTables."""
    target = BytesIO()
    workbook.make(session, ALL, report.choices(session, ALL), "North", GIVEN_AT, target)
    with ZipFile(target) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    records = [text.count("<r>") for name, text in parts.items() if "pivotCacheRecords" in name]
    cached = "".join(text for name, text in parts.items() if "pivotCache" in name)
    everywhere = "".join(parts.values())
    return {
        "pivots: records": sum(records),
        "pivots: accounts": set(_ACCOUNT.findall(cached)),
        "pivots: comments": set(_COMMENT.findall(cached)),
        "workbook: accounts": set(_ACCOUNT.findall(everywhere)),
        "workbook: comments": set(_COMMENT.findall(everywhere)),
    }


def of_reports(theirs: list[Known]) -> Seen:
    """What `seen_by_reports` must give, from the accounts that somebody may see."""
    answered = [account for account in theirs if account.scores]
    all_scores = [score for account in answered for score in account.scores]
    pairs = Counter((account.name, score) for account in answered for score in account.scores)
    comments = {account.comment for account in answered}

    def by(field: str, nothing: str | None) -> dict[str | None, int]:
        counts: Counter[str | None] = Counter()
        for account in answered:
            counts[getattr(account, field) or nothing] += account.responses
        return dict(counts)

    return {
        "page: accounts": {account.name: account.responses for account in answered},
        "page: segments": by("segment", report.NOTHING),
        "page: countries": by("country", report.NOTHING),
        "page: comments": min(len(comments), report.NEWEST_COMMENTS),
        "comments": comments,
        "page: rate": (len(all_scores), len(all_scores)),
        "chart: bars": dict(Counter(all_scores)),
        "chart: trend": len(all_scores),
        "api: scores by account": sorted(account.responses for account in answered),
        "api: scores by segment": by("segment", None),
        "api: responses": pairs,
        "api: comments": comments,
        "export: rows": pairs,
        "export: comments": comments,
    }


def of_lists(theirs: list[Known], asked: list[Known]) -> Seen:
    """What `seen_by_lists` must give for the addresses of the accounts that are `asked` about."""
    known = [account for account in asked if account in theirs]
    first = asked[0]
    return {
        "contacts: listed": {account.name for account in theirs},
        "pane: recipients": {account.name for account in known},
        "pane: scores": {account.name: bool(account.scores) for account in known},
        "pane: history": (True, first.responses) if first in theirs else (False, 0),
    }


def of_workbook(theirs: list[Known]) -> Seen:
    """What `seen_in_workbook` must give."""
    names = {account.name for account in theirs if account.scores}
    comments = {account.comment for account in theirs if account.comment}
    return {
        # Where there is none, an empty one: a Table in Excel has at least one row, and the cache spans it.
        "pivots: records": sum(account.responses for account in theirs) or 1,
        "pivots: accounts": names,
        "pivots: comments": comments,
        "workbook: accounts": names,
        "workbook: comments": comments,
    }
