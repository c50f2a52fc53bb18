"""Pages on which admins write surveys and publish them."""

from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.errors import not_found
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.surveys import actions, form, queries
from server.surveys.definition import LANGUAGES, Definition
from server.surveys.form import Form
from server.surveys.model import Survey
from server.tenancy.transaction import reading, transaction

pages = Blueprint("surveys", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.EDIT_SURVEYS))


@pages.get("/surveys")
def overview() -> ResponseReturnValue:
    """Every survey and how far it is."""
    with reading(speaker().viewer) as session:
        listed = queries.overview(session)
    return render_template("surveys/overview.html", listed=listed, languages=LANGUAGES)


@pages.get("/surveys/new")
def begin() -> ResponseReturnValue:
    """A new survey, with ready-made words."""
    return _editor(form.blank(speaker().organisation_name))


@pages.post("/surveys/new")
def create() -> ResponseReturnValue:
    """Go on writing a new survey, or save it."""
    typed = form.read(request.form)
    if answer := _still_writing(typed, None):
        return answer
    me = speaker()
    with transaction(me.viewer) as session:
        survey = actions.create(session, me.organisation_id, typed.title, form.definition(typed))
        return _saved(session, survey)


@pages.get("/surveys/<uuid:survey_id>/edit")
def edit(survey_id: UUID) -> ResponseReturnValue:
    """The survey's draft."""
    with reading(speaker().viewer) as session:
        survey = _survey(session, survey_id)
        published = queries.newest(session, survey_id)
    typed = form.of(survey.title, Definition.model_validate(survey.draft))
    return _editor(typed, survey_id, published=published)


@pages.post("/surveys/<uuid:survey_id>/edit")
def save(survey_id: UUID) -> ResponseReturnValue:
    """Go on writing, or save."""
    typed = form.read(request.form)
    with reading(speaker().viewer) as session:
        _survey(session, survey_id)
    if answer := _still_writing(typed, survey_id):
        return answer
    with transaction(speaker().viewer) as session:
        survey = _survey(session, survey_id)
        actions.save(session, survey, typed.title, form.definition(typed))
        return _saved(session, survey)


@pages.post("/surveys/<uuid:survey_id>/publish")
def publish(survey_id: UUID) -> ResponseReturnValue:
    """Publish the draft as it was saved."""
    with transaction(speaker().viewer) as session:
        return _published(session, _survey(session, survey_id))


@pages.post("/surveys/<uuid:survey_id>/delete")
def delete(survey_id: UUID) -> ResponseReturnValue:
    """Ask it no more."""
    with transaction(speaker().viewer) as session:
        survey = _survey(session, survey_id)
        actions.delete(session, survey)
        flash(f"“{survey.title}” is deleted. Its responses stay.")
    return redirect(url_for("surveys.overview"))


def _survey(session: Session, survey_id: UUID) -> Survey:
    survey = queries.editable(session, survey_id)
    if survey is None:
        raise not_found("This survey isn't there, or was deleted.")
    return survey


def _still_writing(typed: Form, survey_id: UUID | None) -> ResponseReturnValue | None:
    """The editor again with all that was typed, unless it is to be saved and nothing is wrong with it."""
    organisation = speaker().organisation_name
    match request.form.get("do", "save").split():
        case ["add"]:
            language = request.form.get("add", "")
            return _editor(form.with_language(typed, language, organisation), survey_id, focus=language)
        case ["remove", language]:
            return _editor(form.without_language(typed, language), survey_id)
        case ["first", language]:
            return _editor(form.with_default(typed, language), survey_id, focus=language)
        case ["look"]:
            return _editor(typed, survey_id)
    if faults := form.faults(typed):
        return _editor(typed, survey_id, faults=faults), 422
    return None


def _saved(session: Session, survey: Survey) -> ResponseReturnValue:
    if request.form.get("do") == "publish":
        return _published(session, survey)
    flash("Saved. Nobody is asked this way until you publish it.")
    return redirect(url_for("surveys.edit", survey_id=survey.id))


def _published(session: Session, survey: Survey) -> ResponseReturnValue:
    version = actions.publish(session, survey)
    flash(f"“{survey.title}” can be asked, in version {version.number}.")
    return redirect(url_for("surveys.overview"))


def _editor(typed: Form, survey_id: UUID | None = None, **more: object) -> str:
    return render_template(
        "surveys/edit.html",
        form=typed,
        survey_id=survey_id,
        unsaved=request.method == "POST",
        languages=LANGUAGES,
        fields=form.FIELDS,
        **more,
    )
