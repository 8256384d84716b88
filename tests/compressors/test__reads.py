"""A file that was read is told from other results by the call."""

import pytest

from headroom_cli.compressors._reads import was_read
from headroom_cli.model import Block


@pytest.mark.parametrize(
    ("tool", "arguments", "read"),
    [
        ("Read", {"file_path": "/srv/a.csv"}, True),
        ("read_file", {"path": "a.csv"}, True),
        ("Bash", {"command": "cat a.csv"}, False),
        ("Read", {}, False),
        ("Write", {"file_path": "/srv/a.csv"}, False),
    ],
)
def test_a_tool_that_reads_a_path_gives_a_file(tool, arguments, read):
    assert was_read(Block(text="", span=(0, 0), kind="result", tool=tool, arguments=arguments)) is read
