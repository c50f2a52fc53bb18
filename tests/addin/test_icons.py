"""The icons of the ribbon, in the sizes that Outlook asks for."""

import struct
from pathlib import Path

import pytest

ICONS = Path(__file__).parents[2] / "addin" / "icons"


@pytest.mark.parametrize("size", [16, 32, 64, 80, 128])
def test_an_icon_is_a_png_of_its_size(size: int) -> None:
    content = (ICONS / f"icon-{size}.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (size, size)
    assert len(content) < 5_000
