"""The documents of a text and the text around them: together they are the text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.text import Document, parts

ROW = json.dumps({"level": "INFO", "message": "done in some milliseconds, " * 6, "n": 1})
PIECES = st.lists(
    st.sampled_from([ROW, "\n", "[", "{", "plain text: ", json.dumps(json.loads(ROW), indent=2), '"', "]"])
)


def sources(text):
    return [p.source if isinstance(p, Document) else p for p in parts(text)]


@given(PIECES.map("".join))
def test_the_parts_are_the_text(text):
    assert "".join(sources(text)) == text


def test_documents_one_a_line_are_one():
    assert [p.lines for p in parts(f"{ROW}\n{ROW}\n{ROW}\n") if isinstance(p, Document)] == [True]
    assert sources(f"{ROW}\n{ROW}\n") == [f"{ROW}\n{ROW}", "\n"]


def test_a_document_is_found_inside_an_envelope():
    assert sources(f"<output>\n{ROW}\n</output>") == ["<output>\n", ROW, "\n</output>"]


def test_a_style_is_exact_only_if_it_gives_the_source_back():
    exact, odd = parts(ROW)[0], parts(ROW.replace(": 1", ":   1"))[0]
    assert exact.exact(exact.style())
    assert not odd.exact(odd.style())


def test_a_short_document_is_plain_text_but_many_one_a_line_are_not():
    short = '{"level": "INFO", "n": 1}'
    assert [type(p) for p in parts(f"{short}\nand {short}\n")] == [str]
    assert [p.lines for p in parts("\n".join([short] * 9)) if isinstance(p, Document)] == [True]


def test_short_brackets_in_prose_are_prose():
    assert sources("see [1] and {x}\n[2] and {}\n") == ["see [1] and {x}\n[2] and {}\n"]
