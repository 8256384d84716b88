"""Drawn trees: depth is said by indent, and the drawing comes back."""

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing import forest
from headroom_cli.compressors._listing.tree import STYLES, Branch, draw, is_branch, items
from tests.compressors._listing import test_forest

CUT = re.compile(r"\[cut off, more at depth ([\d ]+)\]")
NONE = frozenset()


def branches(*rows):
    return [Branch(len(row) - len(row.lstrip(" ")) + 1, row.lstrip(" ")) for row in rows]


SOURCE = branches(
    ".cargo", " config.toml", "crates", " cli", "  src", "   lib.rs", "   main.rs", "  tests", "   a.rs", "x"
)
FILES = branches(*(f" {part}_{n}.rs" for part in ("ast", "lexer", "parser") for n in range(6)))
TEXTS = (
    *(".\n" + "\n".join(draw(SOURCE + FILES, style, NONE)) + "\n\n3 directories, 25 files\n" for style in STYLES),
    "app@1.0.0 /work\n" + "\n".join(draw(SOURCE * 5, STYLES[2], NONE)[:43]),
)


def said(rows):
    found = items(rows)
    return found and forest.write(*found)


def decode(text):
    name, told = test_forest.decode(text)
    style = next(s for s in STYLES if s.name == name)
    back, run = [], []
    for depth, label, _ in [*told, (0, None, False)]:
        if depth:
            again = re.fullmatch(r"(.*)\^", label, re.DOTALL)
            run.append(Branch(depth, again[1] + " deduped" if again else label))
            continue
        cut = label and CUT.fullmatch(label)
        back += draw(run, style, frozenset(map(int, cut[1].split(" "))) if cut else NONE) if run else []
        run = []
        back += [] if cut or label is None else [label]
    return "\n".join(back)


def test_depth_becomes_indent_and_names_go_on_the_line_of_their_folder():
    assert said([".", "├── a", "│   ├── b", "│   └── c", "└── d", "", "1 directory"]).split("\n")[1:] == [
        "./ d",
        " a/ b c",
        "",
        "1 directory",
    ]


def test_a_tree_cut_off_says_where_it_would_go_on():
    rows = [".", "├── a", "│   ├── b", "│   ├── c", "│   └── d", "... cut", "│   └── x", "└── y"]
    assert said(rows).split("\n")[1:] == [
        "./",
        " a/ b c d",
        "[cut off, more at depth 1]",
        "... cut",
        "  x",
        " y",
    ]
    assert decode(said(rows)) == "\n".join(rows)


def test_what_npm_tells_elsewhere_is_marked():
    rows = ["app@1", "├─┬ a@1", "│ └── c@2 deduped", "├── b@1", "└── c@2"]
    assert said(rows).split("\n")[1:] == ["app@1/ b@1 c@2", " a@1/ c@2^"]


@pytest.mark.parametrize(
    "rows",
    [
        ["├── a", "│   └── b", "└── c", "├── d", "└── e"],
        ["├── a", "└── b"],
        ["├── a", "├── b", "├── c", "└── d", "[cut off, more at depth 1]"],
        ["├── a", "├── b", "├── c", "└── d^"],
        ["a", "b", "c", "d"],
    ],
)
def test_what_is_not_drawn_as_the_tool_draws_it_is_left_alone(rows):
    assert said(rows) is None


def test_rows_of_every_style_are_recognised():
    assert all(is_branch(row) for style in STYLES for row in draw(SOURCE, style, NONE))
    assert not any(map(is_branch, ("", "a", "  a", "--- a", "│", "├──")))


LABELS = st.sampled_from(["a", "b", "B", "b -> c", "│ x"])
TREES = st.lists(st.tuples(st.integers(1, 4), LABELS), min_size=4, max_size=30)


@given(TREES, st.sampled_from(STYLES), st.integers(0, 30))
def test_any_tree_comes_back_cut_or_whole(tree, style, cut):
    depths = accumulate((depth for depth, _ in tree), lambda before, depth: min(depth, before + 1), initial=0)
    grown = [Branch(depth, label) for depth, (_, label) in zip(list(depths)[1:], tree, strict=True)]
    rows = [".", *draw(grown, style, NONE)][: cut or None]
    form = said(rows)
    assert form is None or decode(form) == "\n".join(rows)
    assert cut or form is not None
