"""Drawn trees: depth is said by indent, and the drawing comes back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.tree import STYLES, Branch, by_indent, draw, is_branch

HEAD = re.compile(r"\[(.+), depth as indent(?:; cut off, more at depth ([\d ]+))?\]")
NONE = frozenset()


def branches(*rows):
    return [Branch(len(row) - len(row.lstrip(" ")) + 1, row.lstrip(" "), NONE) for row in rows]


SOURCE = branches(
    ".cargo", " config.toml", "crates", " cli", "  src", "   lib.rs", "   main.rs", "  tests", "   a.rs", "x"
)
TEXTS = (
    *(".\n" + "\n".join(draw(SOURCE * 2, style, NONE)) + "\n\n3 directories, 8 files\n" for style in STYLES),
    "app@1.0.0 /work\n" + "\n".join(draw(SOURCE * 5, STYLES[2], NONE)[:43]),
)


def decode(text):
    header, *rows = text.split("\n")
    match = HEAD.fullmatch(header)
    if match is None:
        return text
    style = next(s for s in STYLES if s.name == match[1])
    more = frozenset(map(int, (match[2] or "").split()))
    back, run = [], []
    for row in [*rows, None]:
        if row is not None and row.startswith(" "):
            run += branches(row[1:])
            continue
        back += draw(run, style, more) if run else []
        run = []
        back += [] if row is None else [row]
    return "\n".join(back)


def test_depth_becomes_indent():
    assert by_indent([".", "├── a", "│   ├── b", "│   └── c", "└── d", "", "1 directory"]) == (
        "[tree, depth as indent]\n.\n a\n  b\n  c\n d\n\n1 directory"
    )


def test_a_tree_cut_off_says_where_it_would_go_on():
    assert by_indent([".", "├── a", "│   ├── b", "│   ├── c", "│   └── d"]) == (
        "[tree, depth as indent; cut off, more at depth 1]\n.\n a\n  b\n  c\n  d"
    )


@pytest.mark.parametrize(
    "rows",
    [
        ["├── a", "└── b", "├── c", "└── d"],
        ["├── a", "│   └── b", " indented", "└── c", "└── d"],
        ["├── a", "└── b"],
        ["a", "b", "c", "d"],
    ],
)
def test_what_is_not_drawn_as_the_tool_draws_it_is_left_alone(rows):
    assert by_indent(rows) is None


def test_rows_of_every_style_are_recognised():
    assert all(is_branch(row) for style in STYLES for row in draw(SOURCE, style, NONE))
    assert not any(map(is_branch, ("", "a", "  a", "--- a", "│", "├──")))


TREES = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["a", "b -> c", "│ x"])), min_size=4, max_size=30)


@given(TREES, st.sampled_from(STYLES), st.integers(0, 30))
def test_any_tree_comes_back_cut_or_whole(tree, style, cut):
    rows = [".", *draw([Branch(depth, label, NONE) for depth, label in tree], style, NONE)][: cut or None]
    form = by_indent(rows)
    assert form is None or decode(form) == "\n".join(rows)
    assert cut or form is not None
