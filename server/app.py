"""Joins the parts into one Flask application; the only file that knows them all."""

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from server import migrate, navigation, web
from server.config import Config
from server.identity import api as identity_api
from server.identity import microsoft, speaker
from server.identity import routes as identity_routes
from server.identity.transaction import Storage, use
from server.keyfile import ConfigProblem
from server.security import headers
from server.security.keys import KeyRing

PAGES = (identity_routes.pages,)
APIS = (identity_api.api,)
"""Blueprints without cookies, and so without CSRF tokens."""


def create_app(config: Config, bind: Engine | Connection | None = None) -> Flask:
    """The application over its database; `bind` replaces the one that `config` names.

    Raises:
        ConfigProblem: when the database has not been migrated, or the keys don't open it.
    """
    app = Flask(__name__, static_folder=str(Path(__file__).parent / "static"))
    storage = Storage(bind or migrate.open_database(config), KeyRing(config.master_key))
    use(app.extensions, storage)
    app.config.update(
        SECRET_KEY=_cookie_key(storage),
        SESSION_COOKIE_NAME="rapport",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        RAPPORT=config,
    )
    web.install_problems(app)
    headers.install(app, config.secure)
    speaker.install(app)
    microsoft.install(app, config)
    navigation.install(app, config)
    csrf = CSRFProtect(app)
    for blueprint in (*PAGES, *APIS):
        app.register_blueprint(blueprint)
    for blueprint in APIS:
        csrf.exempt(blueprint)
    return app


def _cookie_key(storage: Storage) -> bytes:
    with Session(storage.bind) as session:
        try:
            return storage.keys.get(session, "cookies").secret
        except LookupError as error:
            raise ConfigProblem("The database has no keys of Rapport yet. Run `rapport migrate`.") from error
