"""Each lens shows a line as words with something between, and nothing is lost by looking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._log.entries import STAMP
from headroom_cli.compressors._log.lenses import LENSES, coarse, head, sharp


def test_the_sharp_lens_keeps_identifiers_whole():
    assert sharp("sshd[24]: blk_-69 from 10.0.0.1:50")[1] == ("sshd", "24", "blk_-69", "from", "10.0.0.1", "50")


def test_the_coarse_lens_keeps_what_is_quoted_together():
    assert coarse('GET "a b" x="c d" 1')[1] == ("GET", '"a b"', 'x="c d"', "1")


def test_the_head_lens_takes_the_rest_as_one_word():
    assert head("a b c d e f g h  i")[1] == ("a", "b", "c", "d", "e", "f", "g h  i")
    assert head("too short a line") is None


@pytest.mark.parametrize("lens", LENSES)
@given(line=st.text(alphabet='a1 "\n\t=[]\u2028\x01', max_size=60))
def test_what_a_lens_shows_is_the_line(lens, line):
    if seen := lens(line):
        (first, *rest), words = seen
        assert first + "".join(w + b for w, b in zip(words, rest, strict=True)) == line
        assert all(words)
        assert STAMP not in "".join(words)
