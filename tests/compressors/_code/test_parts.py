"""Parts: only what is certain, and never the first line of a comment."""

import pytest

from headroom_cli.compressors._code.grammars import GRAMMARS
from headroom_cli.compressors._code.reading import read

BY_ENDING = {ending: grammar for grammar in GRAMMARS for ending in grammar.endings}
FOUR = "a = 1;\nb = 2;\nc = 3;\nd = 4;\n"


def parts(text, ending):
    rows = text.split("\n")
    return [(rows[part.first : part.last + 1], part.mark) for part in read(rows, BY_ENDING[ending]).parts]


def test_a_body_is_what_stands_between_the_rows_of_its_braces():
    assert parts(f"int f(void)\n{{\n{FOUR}}}", "c") == [(["a = 1;", "b = 2;", "c = 3;", "d = 4;"], "// ... ")]


def test_the_mark_has_the_indent_of_the_first_statement():
    text = "class A:\n\tdef f(self):\n\n\t\t# why\n\t\ta = 1\n\t\tb = 2\n\t\tc = 3\n\t\td = 4\n"
    assert parts(text, "py") == [(["\t\ta = 1", "\t\tb = 2", "\t\tc = 3", "\t\td = 4"], "\t\t...  # ")]


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        (f"int f(void) {{ first();\n{FOUR}}}", "c"),
        (f"int f(void) {{\n{FOUR}last(); }}", "c"),
        (f"int f(void) {{\n{FOUR}", "c"),
        (f"int f(void) {{\n{FOUR}if (\n}}", "c"),
        ("int f(void) {\na = 1;\nb = 2;\n}", "c"),
        ("def f(): return {\n1: 1,\n2: 2,\n3: 3,\n4: 4,\n}", "py"),
        ('def f():\n    """Says.\n\n    a\n    """', "py"),
    ],
)
def test_a_short_body_and_one_whose_extent_is_not_certain_are_no_parts(text, ending):
    found = read(text.split("\n"), BY_ENDING[ending])
    assert found is None or found.parts == ()


def test_of_a_comment_the_first_line_that_says_something_stays():
    assert parts("/**\n * One.\n *\n * two\n * three\n * four\n */\nint f;", "c") == [
        ([" *", " * two", " * three", " * four"], " * ... ")
    ]
    assert parts("//! One.\n//!\n//! two\n//! three\n//! four\nfn f() {}", "rs") == [
        (["//!", "//! two", "//! three", "//! four"], "//! ... ")
    ]
    assert parts('def f():\n    r"""\n    One.\n\n    two\n    three\n    four\n    """\n', "py") == [
        (["", "    two", "    three", "    four"], "    ... ")
    ]


def test_comments_that_share_a_row_with_code_or_stand_apart_are_not_taken_together():
    beside = "".join(f"x{n} = {n}  # the {n}th\n" for n in range(8))
    apart = "".join(f"# the {n}th\n\n" for n in range(8))
    stepped = "".join(f"{' ' * n}// the {n}th\n" for n in range(8))
    listed = "".join(f"/* {n} */ {n}, /* and so on */\n" for n in range(8))
    assert parts(beside + apart, "py") == []
    assert parts(f"{stepped}int x[] = {{\n{listed}}};", "c") == []
