"""Rich text as plain text."""

from server.desk.plain import from_html


def test_blocks_become_lines_and_blanks_collapse() -> None:
    html = "<div>Hi   Carla,</div><div><br></div><p>all\n well?</p>Bye<br>Alice"
    assert from_html(html) == "Hi Carla,\n\nall well?\nBye\nAlice\n"


def test_links_keep_their_address() -> None:
    html = '<p>Score <a href="https://rapport.example/r/abc?s=9&amp;x=1">9</a> or <a name="x">none</a></p>'
    assert from_html(html) == "Score 9 <https://rapport.example/r/abc?s=9&x=1> or none\n"


def test_cells_of_a_row_stand_apart() -> None:
    assert from_html("<table><tr><td>0</td><td>1</td></tr><tr><td>2</td></tr></table>") == "0 1\n\n2\n"


def test_what_is_not_read_is_left_out() -> None:
    html = (
        "<head><title>T</title></head><style>p{}</style><script>alert(1)</script><p>a &lt;b&gt; &eacute;</p>"
    )
    assert from_html(html) == "a <b> é\n"


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    assert from_html("</a></p></script><p>Hello <b>there") == "Hello there\n"
