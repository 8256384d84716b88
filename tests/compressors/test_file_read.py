"""File reads: any known gutter is said once, and the text behind it is untouched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.file_read import PLUGIN, guttered, gutterless, numbered
from headroom_cli.model import Block, Level

HEADER = re.compile(
    r"\[lines (\d+)-(\d+)(?: likewise|"
    r'; the line number \("([^"]+)"\)( \(bare on empty lines\))? is kept(?:, unpadded,)?'
    r" on definitions and at least every 20 lines)\]"
)

CODE = (
    "class Ledger:",
    '    """What was spent, and when."""',
    "",
    "    def __init__(self, path):",
    "        self.path = path",
    "        self.rows = []",
    "",
    "    def add(self, row):",
    "        self.rows.append(row)",
    "\tif tabbed:\r",
    "    12\tlooks like a number",
) * 4


def window(gutter, first=1, lines=CODE):
    return "\n".join(gutter(n, line) + line for n, line in enumerate(lines, first))


GUTTERS = {
    "claude code": lambda n, _: f"{n}\t",
    "arrow": lambda n, _: f"{n:6}→",
    "cat -n": lambda n, _: f"{n:6}\t",
    "colon": lambda n, _: f"{n}:",
    "colon and space": lambda n, _: f"{n}: ",
    "colon, bare when empty": lambda n, line: f"{n}: " if line else f"{n}:",
    "bar": lambda n, _: f"{n} | ",
    "bar, bare when empty": lambda n, line: f"{n:4} | " if line else f"{n:4} |",
}
NOTICE = "\n\n<system-reminder>\nThe file was cut here.\n</system-reminder>\n"


def block(text):
    return Block(text=text, span=(0, 0), kind="result", tool="Read")


FIXTURES = (
    *(block(window(gutter, 93)) for gutter in GUTTERS.values()),
    block("<returncode>0</returncode>\n<output>\n" + window(GUTTERS["cat -n"], 995) + "\n</output>"),
    block(window(GUTTERS["arrow"]) + NOTICE),
    block("--\n".join(window(GUTTERS["claude code"], first) + "\n" for first in (120, 8, 999))),
    block("--\n".join(window(GUTTERS["cat -n"], first) + "\n" for first in (8, 120, 999))),
)


def decode(text):
    rows, back, style = text.split("\n"), [], None
    while rows:
        match = HEADER.fullmatch(rows[0])
        if match is None:
            back.append(rows.pop(0))
            continue
        first, last = int(match[1]), int(match[2])
        style = (match[3], match[4]) if match[3] else style
        back += put_back(rows[1 : last - first + 2], first, *style)
        rows = rows[last - first + 2 :]
    return "\n".join(back)


def put_back(rows, first, gutter, bare):
    digits = re.match(r" *\d+", gutter)[0]
    width = len(digits) if digits.startswith(" ") else 0
    for number, row in enumerate(rows, first):
        mark, bare_mark = gutter[len(digits) :], gutter[len(digits) :].rstrip(" ")
        kept = row.startswith(f"{number}{mark}") or (bare and row == f"{number}{bare_mark}")
        line = row[len(str(number)) :] if kept else (bare_mark if bare and not row else mark) + row
        yield str(number).rjust(width) + line


@pytest.mark.parametrize("gutter", GUTTERS.values(), ids=GUTTERS.keys())
def test_every_known_gutter_is_taken_off_and_the_lines_are_the_files_own(gutter):
    read = numbered(window(gutter, 95))
    assert read is not None
    assert read.first == 95
    assert read.lines == CODE


@pytest.mark.parametrize("gutter", GUTTERS.values(), ids=GUTTERS.keys())
def test_a_decoder_gives_every_gutter_back(gutter):
    text = window(gutter, 95)
    assert decode(PLUGIN.compress(block(text), Level.LOSSLESS).text) == text


def test_the_form_says_the_gutter_once_and_twenty_lines_without_a_number_are_not_passed():
    lines = [f"word {number}" for number in range(17, 61)]
    lines[9] = "def word():"
    header, *rows = gutterless(numbered("\n".join(f"{n}\t{line}" for n, line in enumerate(lines, 17)))).split("\n")
    assert header == '[lines 17-60; the line number ("17\t") is kept on definitions and at least every 20 lines]'
    kept = {26: "26\tdef word():", 46: "46\tword 46"}
    assert rows == [kept.get(number, line) for number, line in enumerate(lines, 17)]


@pytest.mark.parametrize(
    "line",
    [
        "def run(self):",
        "    async def run(self) -> None:",
        "class Ledger:",
        "func (l *Ledger) Add(row Row) error {",
        "pub(crate) fn add(&mut self) {",
        "export default async function run() {",
        "  export const add = async (row) => {",
        "export interface Row {",
        "public static final class Row {",
        "type Row struct {",
        "impl<T> Row for T {",
    ],
)
def test_a_line_that_defines_something_keeps_its_number(line):
    read = numbered("\n".join(f"{n}\t{text}" for n, text in enumerate(["x = 1", line, "y = 2", "z"], 301)))
    assert gutterless(read).split("\n")[1:] == ["x = 1", f"302\t{line}", "y = 2", "z"]


def test_words_that_only_begin_like_definitions_keep_no_number():
    lines = ["define(x)", "classic = 1", "const x = 3", "typed: int", "default:"]
    read = numbered("\n".join(f"{n}\t{text}" for n, text in enumerate(lines, 301)))
    assert gutterless(read).split("\n")[1:] == lines


def test_notices_around_the_lines_stay_where_they_are():
    read = numbered("notice\n" + window(GUTTERS["arrow"]) + NOTICE)
    assert (read.head, read.tail) == ("notice\n", NOTICE)
    assert gutterless(read).startswith("notice\n[lines 1-44;")
    assert gutterless(read).endswith(NOTICE)


def test_the_lines_can_be_had_behind_their_gutters_as_well():
    assert guttered(numbered(window(GUTTERS["bar"], 99))) == window(GUTTERS["bar"], 99).split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "a.py:1:import os\na.py:2:import re\na.py:3:\na.py:4:x = 1\n",
        "10:def a\n20:def b\n30:def c\n40:def d\n",
        "1\tone\n2\ttwo\n4\tfour\n5\tfive\n",
        "01:a\n02:b\n03:c\n04:d\n05:e\n",
        "1:a\n2:b\n",
        "",
        "x\n" * 60 + window(GUTTERS["arrow"]),
        window(GUTTERS["arrow"]) + "\nx" * 60,
    ],
)
def test_grep_output_gaps_and_mixed_texts_are_not_one_numbered_text(text):
    assert numbered(text) is None


def test_grep_output_is_left_alone():
    with pytest.raises(NotMine):
        PLUGIN.compress(block("a.py:1:import os\na.py:2:import re\na.py:3:\na.py:4:x = 1\n" * 9), Level.LOSSLESS)


def test_a_window_with_the_gutter_of_the_one_before_says_its_numbers_only():
    said = PLUGIN.compress(FIXTURES[-1], Level.LOSSLESS).text
    assert [row for row in said.split("\n") if HEADER.fullmatch(row)] == [
        '[lines 8-51; the line number ("     8\t") is kept, unpadded, on definitions and at least every 20 lines]',
        "[lines 120-163 likewise]",
        "[lines 999-1042 likewise]",
    ]


def test_a_text_that_already_speaks_this_form_is_left_alone():
    for header in (
        '[lines 1-2; the line number ("1\t") is kept on definitions and at least every 20 lines]\n',
        "[lines 1-2 likewise]\n",
    ):
        with pytest.raises(NotMine):
            PLUGIN.compress(block(header + window(GUTTERS["arrow"])), Level.LOSSLESS)


@given(
    st.integers(0, 10_000),
    st.lists(st.text(st.characters(blacklist_characters="\n"), max_size=12), min_size=4, max_size=40),
    st.sampled_from(list(GUTTERS.values())),
    st.sampled_from(["", "notice\n", "one\n\ntwo\n"]),
    st.sampled_from(["", "\n", NOTICE]),
)
def test_whatever_the_lines_are_the_text_comes_back(first, lines, gutter, head, tail):
    text = head + window(gutter, first, lines) + tail
    read = numbered(text)
    assert read is not None
    assert decode(gutterless(read)) == text
