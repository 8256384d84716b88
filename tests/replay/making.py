"""Cases and benches for the tests of this room."""

from pathlib import Path

from headroom_cli import registry
from headroom_cli.context.eligible import Rules
from headroom_cli.replay.bench import LEVELS, Bench
from headroom_cli.replay.cases import Case
from headroom_cli.replay.recordings import Request
from tests.fakes.conversations import body, conversation, log, read_result

COMPRESSORS = registry.load_all("compressors")
DIALECTS = registry.load_all("dialects")
LOG = [("Bash", {"command": "tail log"}, log(400))]
READS = [("Read", {"file_path": "/a"}, read_result(1, 90))] * 2


def bench(levels=LEVELS, rules=Rules()) -> Bench:  # noqa: B008 - a value
    return Bench(COMPRESSORS, rules, levels)


def case(name: str, turns: list[tuple], **more) -> Case:
    """A session in the Messages API's shape, in a file of that name."""
    request = Request(DIALECTS["anthropic"], body(conversation(turns)))
    return Case(Path("/work") / name, name, name.partition("/")[0], request, **more)
