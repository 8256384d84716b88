"""Windows: lines that were asked for by their number, and pages of a file, which were not."""

import pytest

from headroom_cli.compressors._code.window import is_asked_for
from headroom_cli.model import Block


def asked(first=1, rows=80, **arguments):
    return is_asked_for(Block(text="", span=(0, 0), kind="result", arguments=arguments), first, rows)


@pytest.mark.parametrize(
    "arguments",
    [
        {"offset": 120, "limit": 80},
        {"view_range": [120, 200]},
        {"start_line": 120},
        {"command": "sed -n '120,200p' a.py"},
        {"command": "nl -ba a.py | sed -n 120,200p"},
        {"command": "sed -n 120p a.py"},
        {"command": "tail -n 80 a.py"},
        {"first": 120},
    ],
)
def test_a_few_lines_from_within_are_asked_for(arguments):
    assert asked(**arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"offset": 1, "limit": 80},
        {"offset": "120"},
        {"view_range": []},
        {"command": "sed -n '1,80p' a.py"},
        {"command": "sed -n '201,900p' a.py", "rows": 700},
        {"first": 2001, "rows": 2000},
    ],
)
def test_a_reading_from_the_start_and_a_page_are_not(arguments):
    assert not asked(**arguments)
