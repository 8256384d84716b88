"""What no one reads, left out: counted, and never a line that a person changed."""

import pytest

from headroom_cli.compressors._diff import parts
from headroom_cli.compressors._diff.thin import thinned
from headroom_cli.model import Level
from tests.compressors.test_diff import patch


def thin(text, level=Level.BALANCED, asked=()):
    left, gone = thinned(tuple(parts.read(text.split("\n"))), level, frozenset(asked))
    return "\n".join(row for part in left for row in part.rows), gone


@pytest.mark.parametrize(
    "path", ["go.sum", "a/yarn.lock", "x/app.min.js", "api/v1_pb2.py", "vendor/x/y.go", "t/__snapshots__/a.snap"]
)
def test_what_a_machine_wrote_becomes_a_count(path):
    text, gone = thin(patch(path, 4))
    assert "4 lines added, 4 removed, not shown]" in text
    assert gone == "32 lines of lock and generated files, 1 index lines"


@pytest.mark.parametrize("path", ["src/lock.py", "go.mod", "package.json", "locks/a.py", "vendored.py"])
def test_what_a_person_wrote_stays(path):
    assert thin(patch(path, 4))[1] == "1 index lines"


def test_short_ones_and_those_asked_about_stay():
    assert thin(patch("go.sum", 2))[1] == "1 index lines"
    assert thin(patch("a/yarn.lock", 4), asked=["yarn.lock"])[1] == "1 index lines"


def test_aggressive_keeps_one_line_of_context():
    text, gone = thin(patch("src/a.py", 2), Level.AGGRESSIVE)
    assert gone == "8 lines of context, 1 index lines"
    assert "@@ -3,3 +3,3 @@ def f_0(x):\n     call_2(x)\n-    old_0(x)\n+    new_0(x)\n     call_3(x)\n@@" in text


def test_a_binary_patch_is_a_count():
    text, gone = thin("diff --git a/x b/x\nGIT binary patch\nliteral 5\nMcmZQ\n\nliteral 0\nHcmV?d00001\n")
    assert text == "diff --git a/x b/x\n[binary patch of 7 lines, not shown]"
    assert gone == "7 lines of binary patches"
