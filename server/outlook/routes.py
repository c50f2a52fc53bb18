"""The pane's own files, as they are in `addin/`. They hold no data, so anybody may load them."""

from pathlib import Path, PurePosixPath

from flask import Blueprint, send_from_directory
from flask.typing import ResponseReturnValue

import server
from server.errors import not_found
from server.security import headers

pages = Blueprint("addin", __name__, url_prefix="/addin")

FOLDER = Path(server.__file__).parent.parent / "addin"
_SERVED = frozenset({".html", ".js", ".css", ".png", ".svg"})
_ICON_SECONDS = 24 * 60 * 60


@pages.get("/<path:file>")
def part(file: str) -> ResponseReturnValue:
    """A file of the pane: icons are kept by Outlook for a day, all else is asked for again by its ETag."""
    path = PurePosixPath(file)
    if path.suffix not in _SERVED:
        raise not_found()
    if path.suffix == ".html":
        headers.allow_as_pane()
    # Office refuses to show icons that it may not keep.
    is_icon = path.parts[0] == "icons"
    return send_from_directory(FOLDER, file, max_age=_ICON_SECONDS if is_icon else None)
