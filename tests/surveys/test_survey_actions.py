"""Writing, publishing and deleting surveys; the same on both databases."""

from uuid import UUID

from server.surveys import actions, queries
from server.surveys.definition import Definition
from server.surveys.model import Survey
from server.surveys.wordings import ready_made
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.builders import House

ENGLISH, DANISH = ready_made("en", "North"), ready_made("da", "North")
ONE = Definition(words={"en": ENGLISH})
TWO = Definition(words={"en": ENGLISH, "da": DANISH})
TWO_TURNED = Definition(words={"da": DANISH, "en": ENGLISH})


def new_survey(house: House, *published: Definition, title: str = "Relationship") -> UUID:
    """A survey of the North, published once with each definition."""
    with transaction(service(house.north)) as session:
        survey = actions.create(session, house.north, title, published[0] if published else ONE)
        for definition in published:
            actions.save(session, survey, title, definition)
            actions.publish(session, survey)
        return survey.id


def change(house: House, survey_id: UUID, definition: Definition) -> int:
    """Save and publish; the version's number."""
    with transaction(house.bob.viewer) as session:
        survey = queries.editable(session, survey_id)
        assert survey is not None
        actions.save(session, survey, survey.title, definition)
        return actions.publish(session, survey).number


def asked(house: House) -> list[tuple[str, int]]:
    with reading(house.alice.viewer) as session:
        return [(survey.title, survey.number) for survey in queries.asking(session)]


def test_a_draft_is_not_asked(house: House) -> None:
    survey_id = new_survey(house)
    assert asked(house) == []
    with reading(house.bob.viewer) as session:
        assert queries.newest(session, survey_id) is None


def test_the_newest_version_is_asked_and_older_ones_stay_as_they_were(house: House) -> None:
    survey_id = new_survey(house, ONE, TWO)
    with reading(house.alice.viewer) as session:
        newest = queries.newest(session, survey_id)
        assert newest is not None
        assert (newest.number, newest.definition) == (2, TWO)
        assert queries.version(session, newest.version_id) == newest
    assert asked(house) == [("Relationship", 2)]


def test_an_older_version_can_still_be_read(house: House) -> None:
    survey_id = new_survey(house, ONE)
    with reading(house.alice.viewer) as session:
        first = queries.newest(session, survey_id)
    change(house, survey_id, TWO)
    assert first is not None
    with reading(house.alice.viewer) as session:
        assert queries.version(session, first.version_id) == first


def test_publishing_an_unchanged_draft_makes_no_new_version(house: House) -> None:
    survey_id = new_survey(house, TWO)
    assert change(house, survey_id, TWO) == 1


def test_another_default_language_is_a_change(house: House) -> None:
    survey_id = new_survey(house, TWO)
    assert change(house, survey_id, TWO_TURNED) == 2
    with reading(house.bob.viewer) as session:
        newest = queries.newest(session, survey_id)
    assert newest is not None
    assert newest.definition.languages == ("da", "en")


def test_saving_does_not_change_what_is_asked(house: House) -> None:
    survey_id = new_survey(house, ONE)
    with transaction(house.bob.viewer) as session:
        survey = queries.editable(session, survey_id)
        assert survey is not None
        actions.save(session, survey, "Relationship", TWO)
        (listed,) = queries.overview(session)
    assert listed.changed
    assert listed.draft == TWO
    assert listed.published is not None
    assert listed.published.definition == ONE


def test_a_deleted_survey_is_asked_no_more_but_its_versions_stay(house: House) -> None:
    survey_id = new_survey(house, ONE)
    with transaction(house.bob.viewer) as session:
        survey = session.get(Survey, (house.north, survey_id))
        assert survey is not None
        actions.delete(session, survey)
    assert asked(house) == []
    with reading(house.bob.viewer) as session:
        assert queries.overview(session) == []
        assert queries.editable(session, survey_id) is None
        newest = queries.newest(session, survey_id)
    assert newest is not None
    assert newest.deleted
    assert newest.definition == ONE


def test_surveys_are_offered_by_title(house: House) -> None:
    for title in ("support", "After a delivery", "Relationship"):
        new_survey(house, ONE, title=title)
    assert [title for title, _ in asked(house)] == ["After a delivery", "Relationship", "support"]


def test_another_organisation_sees_none_of_it(house: House) -> None:
    survey_id = new_survey(house, ONE)
    with reading(house.bob.viewer) as session:
        newest = queries.newest(session, survey_id)
    assert newest is not None
    with reading(house.charlie.viewer) as session:
        assert queries.asking(session) == queries.overview(session) == []
        assert queries.newest(session, survey_id) is None
        assert queries.version(session, newest.version_id) is None
        assert queries.editable(session, survey_id) is None
