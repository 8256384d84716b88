"""The envelope around a tool's output."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.context.envelope import opened

LINES = st.sampled_from(
    [
        "<returncode>0</returncode>",
        "<output>",
        "</output>",
        "<warning>",
        "</warning><output_head>",
        "Output:",
        "a",
        "",
        "<p>",
    ]
)


@given(st.lists(LINES | st.text(max_size=9), max_size=12).map("\n".join))
def test_head_core_and_tail_together_are_the_text(text):
    found = opened(text)
    assert found.head + found.core + found.tail == text
    assert found.head[-1:] in {"", "\n"}
    assert found.tail[:1] in {"", "\n"}


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("<returncode>0</returncode>\n<output>\n", "\n</output>"),
        ("<returncode>1</returncode>\n<warning>\nToo long.\nTry head.\n</warning><output_head>\n", "\n</output_tail>"),
        ("Exit code 2\n", ""),
        ("I ran this command:\n\nls \\\n  -l\n\nAnd got this output:\n\n", ""),
        (
            "Chunk ID: 1237a5\nWall time: 0.0 seconds\nProcess exited with code 0\nTotal output lines: 9\nOutput:\n",
            "",
        ),
        ("", "\n(Open file: /a.py)\n(Current directory: /b)\nbash-$"),
        ("", ""),
    ],
)
def test_what_the_agent_wrote_around_the_output_is_taken_off(head, tail):
    assert opened(f"{head}total 4\n\n/a/b{tail}") == (head, "total 4\n\n/a/b", tail)


@pytest.mark.parametrize("text", ["", "a", "<output>", "<warning>\nno end\n" + "a\n" * 60, "<html>\n<p>x</p>\n</html>"])
def test_a_text_without_an_envelope_has_a_core_of_its_own(text):
    assert opened(text).core or not text
    assert opened("") == ("", "", "")


def test_tags_of_a_page_are_no_envelope():
    page = "<html>\n<body>\nhello\n</body>\n</html>"
    assert opened(page) == ("", page, "")
