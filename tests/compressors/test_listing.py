"""Listings: of several forms the shortest is taken, and every row comes back."""

import pytest

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.listing import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors._listing import test_ls, test_names, test_paths, test_tree


def block(text):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash")


FIXTURES = tuple(block(text) for text in (*test_paths.TEXTS, *test_ls.TEXTS, *test_tree.TEXTS, *test_names.TEXTS))


def decode(text):
    """Line ends at the end stay as they are; before them the first line tells the form."""
    body = text.rstrip("\n")
    end = text[len(body) :]
    first = body.split("\n", 1)[0]
    if first.startswith("[ls -l"):
        return test_ls.decode(body) + end
    if first.startswith("[ls -R") or test_names.HEAD.match(first):
        return test_names.decode(body) + end
    if ' as "folder/ names"' in first:
        return test_tree.decode(body) + end
    return test_paths.decode(body) + end


def test_paths_with_one_name_in_each_folder_are_said_by_what_differs():
    text = "".join(f"node_modules/{name}/package.json\n" for name in ("acorn", "flat", "glob", "qs"))
    assert PLUGIN.compress(block(text), Level.LOSSLESS).text == (
        "[rows node_modules/*/package.json, the * of each]\nacorn flat glob qs\n"
    )


def test_prose_and_code_are_not_listings():
    for text in ("See docs/a.md, then b.\n" * 20, "import os\nx = a/b\n" * 20, "one\ntwo\nthree\nfour\n"):
        assert PLUGIN.score(block(text)) == 0
        with pytest.raises(NotMine):
            PLUGIN.compress(block(text), Level.LOSSLESS)
