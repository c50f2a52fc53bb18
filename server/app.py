"""Joins the parts into one Flask application; the only file that knows them all."""

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from server import front, migrate, navigation, throttled, web
from server.admin import (
    approval_routes,
    audit_routes,
    begin_routes,
    key_routes,
    limits_routes,
    password_routes,
    rollout_routes,
    security_routes,
)
from server.admin import network_routes as admin_network_routes
from server.admin import routes as admin_routes
from server.answering import routes as answering_routes
from server.config import Config
from server.desk import office_routes as desk_office_routes
from server.desk import routes as desk_routes
from server.directory import routes as directory_routes
from server.identity import api as identity_api
from server.identity import (
    consent_routes,
    entra_tokens,
    me_routes,
    microsoft,
    network_routes,
    second_routes,
    speaker,
)
from server.identity import routes as identity_routes
from server.keyfile import ConfigProblem
from server.outlook import api as outlook_api
from server.outlook import routes as outlook_routes
from server.reporting import api as reporting_api
from server.reporting import routes as reporting_routes
from server.safekeeping.isolation import routes as isolation_routes
from server.security import headers
from server.security.key_ring import KeyRing
from server.surveys import routes as surveys_routes
from server.tenancy.transaction import Storage, use

PAGES = (
    front.pages,
    outlook_routes.pages,
    reporting_routes.pages,
    identity_routes.pages,
    consent_routes.pages,
    second_routes.pages,
    me_routes.pages,
    directory_routes.pages,
    surveys_routes.pages,
    admin_routes.pages,
    begin_routes.pages,
    password_routes.pages,
    security_routes.pages,
    limits_routes.pages,
    rollout_routes.pages,
    key_routes.pages,
    admin_network_routes.pages,
    network_routes.pages,
    rollout_routes.for_outlook,
    audit_routes.pages,
    isolation_routes.pages,
    approval_routes.pages,
)
APIS = (
    identity_api.api,
    outlook_api.api,
    outlook_api.history,
    reporting_api.scores,
    reporting_api.responses,
)
"""Blueprints without cookies, and so without CSRF tokens."""
DESK = (desk_routes.pages, desk_office_routes.pages, desk_office_routes.office)
"""The demonstration's mail program, only where it is switched on."""
LINKS = (answering_routes.pages,)
"""Pages of personal links: without cookies as well."""


def create_app(config: Config, bind: Engine | Connection | None = None) -> Flask:
    """The application over its database; `bind` replaces the one that `config` names.

    Raises:
        ConfigProblem: when the database has not been migrated, or the keys don't open it.
    """
    app = Flask(__name__, static_folder=str(Path(__file__).parent / "static"))
    storage = _storage(config, bind)
    use(app.extensions, storage)
    app.config.update(
        RAPPORT=config,
        SECRET_KEY=_cookie_key(storage),
        SESSION_COOKIE_NAME="rapport",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer that could be checked
    )
    web.install_problems(app)
    headers.install(app, config.secure)
    speaker.install(app)
    throttled.install(app, config, storage)
    microsoft.install(app, config)
    entra_tokens.install(app, config)
    navigation.install(app, config)
    _register(app, config)
    return app


def _storage(config: Config, bind: Engine | Connection | None) -> Storage:
    bind = bind or migrate.open_database(config)
    if isinstance(bind, Engine) and not migrate.is_current(bind):
        raise ConfigProblem(
            "The database has another shape than this version of Rapport. Run `rapport migrate`."
        )
    return Storage(bind, KeyRing(config.master_key))


def _register(app: Flask, config: Config) -> None:
    csrf = CSRFProtect(app)
    for blueprint in (*PAGES, *APIS, *LINKS, *(DESK if config.desk else ())):
        app.register_blueprint(blueprint)
    for blueprint in (*APIS, *LINKS):
        csrf.exempt(blueprint)


def _cookie_key(storage: Storage) -> bytes:
    with Session(storage.bind) as session:
        return storage.keys.get(session, "cookies").secret
