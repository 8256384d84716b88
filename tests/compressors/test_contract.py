"""What every compressor promises, over all that are discovered and their own fixtures."""

from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headroom_cli import registry
from headroom_cli.compressors import NotMine
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count

PLUGINS = registry.load_all("compressors")
OWN = {name: import_module(f"tests.compressors.test_{name}") for name in PLUGINS}
FIXTURES = [
    pytest.param(name, block, id=f"{name}-{at}") for name in PLUGINS for at, block in enumerate(OWN[name].FIXTURES)
]
LEVELS = (Level.LOSSLESS, Level.BALANCED, Level.AGGRESSIVE)


def compressed(name, block, level):
    """The answer, or None for NotMine; asked twice, it must be the same."""
    try:
        answer = PLUGINS[name].compress(block, level)
    except NotMine:
        with pytest.raises(NotMine):
            PLUGINS[name].compress(block, level)
        return None
    assert PLUGINS[name].compress(block, level) == answer
    return answer


def keeps_its_promises(name, block, level):
    answer = compressed(name, block, level)
    if answer is None:
        return False
    assert len(answer.text) <= len(block.text)
    assert count(answer.text) <= count(block.text)
    assert answer.lossless or level is not Level.LOSSLESS
    if answer.lossless:
        assert OWN[name].decode(answer.text) == block.text
    return True


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("name", "block"), FIXTURES)
def test_a_fixture_gets_shorter_and_comes_back_where_lossless_is_said(name, block, level):
    """A compressor that says nothing shorter below some level names it as `FROM`."""
    begins = getattr(OWN[name], "FROM", Level.LOSSLESS)
    assert keeps_its_promises(name, block, level) == (LEVELS.index(level) >= LEVELS.index(begins))


@pytest.mark.parametrize(("name", "block"), FIXTURES)
def test_a_fixture_is_picked_by_its_own_compressor_and_by_no_other(name, block):
    scores = {other: plugin.score(block) for other, plugin in PLUGINS.items()}
    assert scores[name] >= 0.5
    assert [other for other, score in scores.items() if score >= scores[name]] == [name]


@pytest.mark.parametrize("name", PLUGINS)
def test_every_compressor_has_fixtures_and_scores_nothing_for_an_empty_text(name):
    assert OWN[name].FIXTURES
    assert PLUGINS[name].score(Block(text="", span=(0, 0), kind="result")) == 0


LINES = st.sampled_from(sorted({line for case in FIXTURES for line in case.values[1].text.split("\n")[:12]}))
TEXTS = st.text(max_size=300) | st.lists(LINES | st.text(max_size=20), max_size=30).map("\n".join)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", PLUGINS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text_is_not_mine_or_keeps_the_promises(name, level, text):
    block = Block(text=text, span=(0, 0), kind="result")
    assert 0 <= PLUGINS[name].score(block) <= 1
    keeps_its_promises(name, block, level)
