"""What happens to surveys. A published version never changes: publishing adds one."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server import clock
from server.audit import trail
from server.audit.trail import About, Happening
from server.surveys.definition import Definition
from server.surveys.model import Survey, SurveyVersion


def create(session: Session, organisation_id: UUID, title: str, definition: Definition) -> Survey:
    """Add a survey with this draft; nobody can ask it before it is published."""
    survey = Survey(organisation_id=organisation_id, title=title, draft=definition.as_json())
    session.add(survey)
    session.flush()
    return survey


def save(session: Session, survey: Survey, title: str, definition: Definition) -> None:
    """Change the title and the draft; what is published stays as it is."""
    survey.title = title
    survey.draft = definition.as_json()
    session.flush()


def publish(session: Session, survey: Survey) -> SurveyVersion:
    """Make the draft the newest version; the newest itself when it says the same already."""
    # Whoever publishes at the same moment waits here, so that the numbers have no gap and no double.
    session.execute(select(Survey.id).where(Survey.id == survey.id).with_for_update())
    versions = select(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    newest = session.scalars(versions.order_by(SurveyVersion.number.desc()).limit(1)).one_or_none()
    if newest and _same(newest.definition, survey.draft):
        return newest
    version = SurveyVersion(
        organisation_id=survey.organisation_id,
        survey_id=survey.id,
        number=newest.number + 1 if newest else 1,
        definition=survey.draft,
    )
    session.add(version)
    session.flush()
    trail.note(
        session,
        Happening.SURVEY_PUBLISHED,
        About("survey", survey.id),
        facts={"title": survey.title, "version": version.number},
    )
    return version


def delete(session: Session, survey: Survey) -> None:
    """Ask it no more. Its versions, invitations and responses stay."""
    survey.deleted_at = survey.deleted_at or clock.now()
    session.flush()


def _same(published: dict[str, Any], draft: dict[str, Any]) -> bool:
    return Definition.model_validate(published).says_the_same(Definition.model_validate(draft))
