"""What a proxy process is told."""

import pytest

from headroom_cli.model import Level
from headroom_cli.session.config import ProxyConfig, dump, parse

CONFIG = ProxyConfig(
    secret="s", upstreams={"anthropic": "https://x.test"}, store="memory:", exclude=("tool:X",), level=Level.LOSSLESS
)


def test_a_config_comes_back_from_its_one_line():
    line = dump(CONFIG)
    assert b"\n" not in line
    assert parse(line) == CONFIG


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b'{"level":"odd"}'])
def test_what_is_no_config_is_refused(line):
    with pytest.raises((ValueError, TypeError, KeyError)):
        parse(line)
