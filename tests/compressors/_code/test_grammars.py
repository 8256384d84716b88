"""Grammars: each one loads, and only when it is asked for."""

import subprocess
import sys

import pytest

from headroom_cli.compressors._code.grammars import GRAMMARS, loaded


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda g: g.package + g.function)
def test_every_grammar_loads_and_its_query_fits_it(grammar):
    language, query = loaded(grammar)
    assert language.node_kind_count
    assert query.capture_name(0)


def test_no_two_languages_claim_one_ending():
    endings = [ending for grammar in GRAMMARS for ending in grammar.endings]
    assert len(endings) == len(set(endings))


def test_a_grammar_is_imported_when_the_first_text_of_its_language_is_read_and_not_before():
    code = (
        "import sys\n"
        "from headroom_cli.compressors.code import PLUGIN\n"
        "from headroom_cli.model import Block, Level\n"
        "text = 'def f():\\n' + '    x = 1\\n' * 40\n"
        "block = Block(text=text, span=(0, 0), kind='result', arguments={'path': 'a.py'})\n"
        "PLUGIN.score(block)\n"
        "print(*(m for m in sys.modules if m.startswith('tree_sitter_')))\n"
        "PLUGIN.compress(block, Level.AGGRESSIVE)\n"
        "print(*(m for m in sys.modules if m.startswith('tree_sitter_')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    before, after = done.stdout.split("\n")[:2]
    assert before == ""
    assert {name.split(".")[0] for name in after.split()} == {"tree_sitter_python"}
