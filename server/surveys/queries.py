"""Looking up surveys and what was published of them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from server.surveys.definition import Definition
from server.surveys.model import Survey, SurveyVersion


@dataclass(frozen=True)
class PublishedSurvey:
    """A survey at one of its published versions."""

    survey_id: UUID
    version_id: UUID
    title: str
    number: int
    definition: Definition
    deleted: bool


@dataclass(frozen=True)
class Listed:
    """A survey that isn't deleted, as the overview tells of it."""

    survey: Survey
    draft: Definition
    published: PublishedSurvey | None
    """The newest published version."""

    @property
    def changed(self) -> bool:
        """Whether the draft says something that isn't published."""
        return self.published is None or not self.published.definition.says_the_same(self.draft)


def asking(session: Session) -> list[PublishedSurvey]:
    """What can be asked now: the newest version of every survey that isn't deleted, by title."""
    found = _published(session, _is_newest(), Survey.deleted_at.is_(None))
    return sorted(found, key=lambda survey: survey.title.casefold())


def newest(session: Session, survey_id: UUID) -> PublishedSurvey | None:
    """The newest version of this survey, deleted or not; None when none was published."""
    return next(iter(_published(session, _is_newest(), Survey.id == survey_id)), None)


def version(session: Session, version_id: UUID) -> PublishedSurvey | None:
    """This version of its survey."""
    return next(iter(_published(session, SurveyVersion.id == version_id)), None)


def editable(session: Session, survey_id: UUID) -> Survey | None:
    """The survey, unless it is deleted or not the viewer's."""
    return session.scalars(
        select(Survey).where(Survey.id == survey_id, Survey.deleted_at.is_(None))
    ).one_or_none()


def overview(session: Session) -> list[Listed]:
    """Every survey that isn't deleted, by title."""
    published = {survey.survey_id: survey for survey in asking(session)}
    surveys = session.scalars(select(Survey).where(Survey.deleted_at.is_(None)))
    return [
        Listed(survey, Definition.model_validate(survey.draft), published.get(survey.id))
        for survey in sorted(surveys, key=lambda survey: survey.title.casefold())
    ]


def _is_newest() -> ColumnElement[bool]:
    numbers = select(SurveyVersion.survey_id, func.max(SurveyVersion.number).label("number"))
    last = numbers.group_by(SurveyVersion.survey_id).subquery()
    return (
        select(last.c.number).where(last.c.survey_id == Survey.id).scalar_subquery() == SurveyVersion.number
    )


def _published(session: Session, *conditions: ColumnElement[bool]) -> list[PublishedSurvey]:
    rows = session.execute(
        select(Survey, SurveyVersion)
        .join(SurveyVersion, SurveyVersion.survey_id == Survey.id)
        .where(*conditions)
    )
    return [
        PublishedSurvey(
            survey_id=survey.id,
            version_id=version.id,
            title=survey.title,
            number=version.number,
            definition=Definition.model_validate(version.definition),
            deleted=survey.deleted_at is not None,
        )
        for survey, version in rows
    ]
