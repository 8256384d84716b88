"""XML without closing tags: those that are left out follow from the indent alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._config.markup import opened

NAME = r"[A-Za-z_][\w:.-]*"
CONTENT = re.compile(rf"\s*<({NAME})(?: [^<>]*)?(?<!/)>[^<>\s][^<>]*")
OPENS = re.compile(rf"(\s*)<({NAME})(?: [^<>]*)?(?<!/)>")


def indent(line):
    return len(line) - len(line.lstrip())


def closed(lines, left=0):
    """The lines with their closing tags, as a reader would put them; the outermost `left` elements stay open."""
    plain = [line.removeprefix("\\") for line in lines]
    back, waiting, empty = [], [], []
    for at, line in enumerate(plain):
        if not line.strip():
            empty.append(line)
            continue
        while waiting and indent(line) <= indent(waiting[-1]):
            back.append(waiting.pop())
        back, empty = back + empty, []
        if lines[at].startswith("\\"):
            back.append(line)
            continue
        content, opens = CONTENT.fullmatch(line), OPENS.fullmatch(line)
        back.append(f"{line}</{content[1]}>" if content else line)
        if opens and at + 1 < len(plain) and plain[at + 1].strip() and indent(plain[at + 1]) > indent(line):
            waiting.append(f"{opens[1]}</{opens[2]}>")
    return [*back, *reversed(waiting[left:]), *empty]


POM = [
    "<project>",
    "  <modelVersion>4.0.0</modelVersion>",
    "",
    "  <!-- what it needs -->",
    "  <dependencies>",
    "    <dependency>",
    "      <groupId>org.example</groupId>",
    "      <optional/>",
    "    </dependency>",
    '    <dependency scope="test">',
    "      <groupId>org.example.test</groupId>",
    "    </dependency>",
    "  </dependencies>",
    "  <empty></empty>",
    "</project>",
    "",
]


def test_an_element_is_closed_where_its_indent_ends():
    assert opened(POM) == (
        [
            "<project>",
            "  <modelVersion>4.0.0",
            "",
            "  <!-- what it needs -->",
            "  <dependencies>",
            "    <dependency>",
            "      <groupId>org.example",
            "      <optional/>",
            '    <dependency scope="test">',
            "      <groupId>org.example.test",
            "  <empty></empty>",
            "",
        ],
        0,
    )


def test_a_file_that_is_cut_says_how_many_elements_are_open():
    said, left = opened(POM[:8])
    assert left == 3
    assert closed(said, left) == POM[:8]


@pytest.mark.parametrize(
    "lines",
    [
        ["<a>", "  <b>text", "  goes on</b>", "</a>"],
        ["<a>", "  <b/>", "", "</a>"],
        ["<a>", "  <b/>", " </a>"],
        ["<a>", "  <b/>", "</a>", "   <c/>"],
        ["<a>", "  <b/>", "</c>"],
        ["<a>", "text", "</a>"],
        ["<a>", "  <b/>", "</a>  "],
        ["\\<a>x</a>", "<a>  x</a>", "<a b='>'>x</a>", "\t<a>x</a>"],
    ],
)
def test_what_does_not_follow_is_said(lines):
    assert closed(*opened(lines)) == lines


TAGS = st.sampled_from(
    ["<a>", "</a>", "<a>x</a>", "<b c='1'>", "</b>", "<b/>", "<a>x", "x</a>", "text", "", "\\", "\\<a>x", "<a></a>"]
)


@given(st.lists(st.builds(str.__add__, st.sampled_from(["", " ", "  ", "   ", "\t"]), TAGS), max_size=24))
def test_whatever_the_lines_are_they_come_back(lines):
    assert closed(*opened(lines)) == lines
