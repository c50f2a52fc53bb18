"""The page that shows admins how many requests are served to whom."""

from functools import partial

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from server.config import Config
from server.identity.permissions import Permission
from server.identity.speaker import require

pages = Blueprint("limits", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.CONFIGURE))


@pages.get("/admin/limits")
def show() -> ResponseReturnValue:
    """Every limit; the operator sets them."""
    config: Config = current_app.config["RAPPORT"]
    return render_template(
        "admin/limits.html", limits=config.limits.values(), together=config.throttle_store is not None
    )
