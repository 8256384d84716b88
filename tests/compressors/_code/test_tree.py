"""Trees: made in bounded time, and their errors are told."""

import time

import pytest

from headroom_cli.compressors._code.grammars import GRAMMARS
from headroom_cli.compressors._code.tree import errors, last_row, parsed
from tests.compressors._code.samples import BY_PATH

BY_ENDING = {ending: grammar for grammar in GRAMMARS for ending in grammar.endings}


@pytest.mark.parametrize("path", BY_PATH)
def test_the_samples_are_sound_code(path):
    tree = parsed(BY_PATH[path].encode(), BY_ENDING[path.rpartition(".")[2]])
    assert list(errors(tree.root_node)) == []


def test_what_does_not_belong_and_what_is_missing_are_errors():
    tree = parsed(b"int f(void) { return 1; }\n)))\nint g(void) { return 2;\n", BY_ENDING["c"])
    found = list(errors(tree.root_node))
    assert any(node.is_error for node in found)
    assert all(node.is_error or node.is_missing for node in found)


@pytest.mark.parametrize("text", ['"' * 60_000, "a<b," * 15_000, "'''" * 20_000], ids=lambda t: t[:4])
@pytest.mark.parametrize("ending", ["js", "rs", "go", "c"])
def test_a_text_that_costs_a_parser_far_more_than_code_is_given_up(text, ending):
    began = time.process_time()
    parsed(text.encode(), BY_ENDING[ending])
    assert time.process_time() - began < 2


def test_a_node_that_ends_with_a_line_end_does_not_reach_into_the_next_row():
    tree = parsed(b"/// one\n/// two\nfn f() {}\n", BY_ENDING["rs"])
    assert [last_row(node) for node in tree.root_node.children] == [0, 1, 2]
