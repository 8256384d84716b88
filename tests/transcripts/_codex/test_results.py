"""How a call went, by the words around its output."""

import pytest

from headroom_cli.transcripts._codex.results import exit_code, failed, images, refused

HEADED = "Chunk ID: 1\nWall time: 0.1 seconds\nProcess exited with code {}\nOriginal token count: 12\nOutput:\n{}"
SCRIPT = 'Script completed\nWall time 0.2 seconds\nOutput:\n\n{{"chunk_id":"1","exit_code":{},"output":"x"}}'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEADED.format(127, "x"), 127),
        (HEADED.format(0, 'said {"exit_code": 3}'), 0),
        ("Exit code: 1\nWall time: 0 seconds\nOutput:\nno", 1),
        (SCRIPT.format(2), 2),
        (SCRIPT.format(0) + SCRIPT.format(5), 5),
        ('{"output":"x","metadata":{"exit_code":1,"duration_seconds":0.1}}', 1),
        ("Process running with session ID 50902", None),
        ('plain text with "exit_code": 4', None),
    ],
)
def test_an_exit_code_stands_in_the_head_or_in_the_json_of_a_script(text, code):
    assert exit_code(text) == code


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("apply_patch verification failed: x", True),
        ("Script failed\nx", True),
        ("unsupported call: x", True),
        ("failed to parse function arguments: x", True),
        ("the Script failed", False),
        (HEADED.format(0, "Script failed"), False),
    ],
)
def test_a_failure_without_an_exit_code_is_told_at_the_beginning(text, bad):
    assert failed(text) is bad


def test_a_person_may_have_refused_or_stopped_it():
    assert refused("exec_command failed: rejected by user")
    assert refused("aborted by user after 3.1s")
    assert not refused(HEADED.format(1, "aborted by user"))


def test_an_image_that_is_no_text_has_no_size():
    assert images([{"type": "input_image", "image_url": {"url": "x"}}]) == ()
