"""`headroom compress`."""

import os
import subprocess
import sys

import pytest

from headroom_cli.session import demo_material as material


@pytest.fixture
def compress(tmp_path):
    """Run `headroom compress` on a text, in a clean home."""
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "HEADROOM_CONFIG_DIR": str(tmp_path)}
    argv = [sys.executable, "-m", "headroom_cli", "compress"]
    return lambda text, *words: subprocess.run(
        [*argv, *words], env=env, input=text, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_text_is_printed_as_the_model_would_see_it_and_its_size_is_said_beside_it(compress):
    done = compress(material.log())
    assert done.returncode == 0
    assert "ERROR [checkout]" in done.stdout
    assert len(done.stdout) < len(material.log()) / 10
    assert done.stderr.startswith("headroom: 9,")
    assert done.stderr.endswith("log, rows left out, the original is kept\n")


def test_the_tool_and_what_it_was_asked_say_what_a_text_is(compress):
    done = compress(material.source(), "--tool", "Read", "--command", "a.py")
    assert ", file_read, nothing left out" in done.stderr


def test_the_level_is_obeyed(compress):
    assert compress(material.log(), "--level", "lossless").stderr.endswith("nothing left out\n")
    done = compress(material.log(), "--level", "off")
    assert (done.stdout, done.stderr) == (f"{material.log()}\n", "headroom: as it came (level off)\n")


@pytest.mark.parametrize("text", ["short\n", "no line end"])
def test_what_stays_as_it_is_is_printed_with_one_line_end_and_the_reason(compress, text):
    done = compress(text)
    assert (done.stdout, done.stderr) == (f"{text.strip()}\n", "headroom: as it came (too small)\n")


def test_a_text_that_no_compressor_knows_stays_as_it_is(compress):
    text = " ".join(str(n * n) for n in range(300))
    assert compress(text).stderr == "headroom: as it came (nothing to shorten)\n"


def test_bytes_that_are_no_text_are_no_error(compress, tmp_path):
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    done = compress("", str(tmp_path / "bytes"))
    assert (done.returncode, done.stdout) == (0, "\ufffd\ufffd\n")


def test_a_file_may_be_named(compress, tmp_path):
    (tmp_path / "log").write_text(material.log())
    assert compress("", str(tmp_path / "log")).stdout == compress(material.log()).stdout


def test_a_file_that_is_not_there_is_a_usage_error(compress, tmp_path):
    done = compress("", str(tmp_path / "missing"))
    assert done.returncode == 2
    assert "No such file" in done.stderr
