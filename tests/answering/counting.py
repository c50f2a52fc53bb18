"""What the database holds after somebody was at a link."""

from sqlalchemy import func, select

from server.answering.model import Answer, Response, Visit
from server.tenancy.transaction import reading
from server.tenancy.viewer import service
from tests.builders import House


def responses(house: House) -> list[tuple[int, str | None]]:
    """(score, comment) of each response in the north."""
    with reading(service(house.north)) as session:
        rows = session.execute(
            select(Response.score, Answer.text).outerjoin(Answer, Answer.response_id == Response.id)
        )
        return [(row.score, row.text) for row in rows]


def visits(house: House) -> list[tuple[str, int | None]]:
    """(method, clicked score) of each visit in the north, oldest first."""
    with reading(service(house.north)) as session:
        rows = session.execute(select(Visit.method, Visit.score).order_by(Visit.made_at))
        return [(row.method, row.score) for row in rows]


def rows_elsewhere(house: House) -> int:
    """How many responses and visits there are in the south."""
    with reading(service(house.south)) as session:
        counts = (session.scalar(select(func.count()).select_from(cls)) for cls in (Response, Visit))
        return sum(count or 0 for count in counts)
