"""What a proxy process is told."""

import pytest

from headroom_cli.dialects import Outline
from headroom_cli.model import Level
from headroom_cli.session.config import ProxyConfig, dump, parse

CONFIG = ProxyConfig(
    secret="s", upstreams={"anthropic": "https://x.test"}, store="memory:", exclude=("tool:X",), level=Level.LOSSLESS
)


def offering(*tools: str, clears: bool = False) -> Outline:
    return Outline(model="m", messages=(), tools=tools, clears=clears)


def test_a_config_comes_back_from_its_one_line():
    line = dump(CONFIG)
    assert b"\n" not in line
    assert parse(line) == CONFIG


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b'{"level":"odd"}'])
def test_what_is_no_config_is_refused(line):
    with pytest.raises((ValueError, TypeError, KeyError)):
        parse(line)


@pytest.mark.parametrize(
    ("reach", "tools", "in_reach"),
    [
        ("offered", ("Read", "mcp__headroom__headroom_retrieve"), True),
        ("offered", ("Read",), False),
        ("always", ("Read",), True),
        ("never", ("headroom_retrieve",), False),
    ],
)
def test_markers_need_the_tool_in_reach(reach, tools, in_reach):
    config = ProxyConfig(secret="", upstreams={}, store="", reach=reach)
    assert config.rules(offering(*tools)).in_reach is in_reach


def test_the_rules_carry_what_was_chosen_and_what_the_request_says():
    rules = CONFIG.rules(offering(clears=True))
    assert (rules.level, rules.floor, rules.exclude, rules.clears) == (Level.LOSSLESS, 100, ("tool:X",), True)
