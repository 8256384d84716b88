"""Search results: each path is said once for its run of rows, and every row comes back."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.search import PLUGIN
from headroom_cli.model import Block, Level
from tests.fakes.growth import grows_evenly

HEAD = re.compile(
    r"\[rows (?:by file(?P<rg>, as under headings)?|(?P<one>of one file))"
    r'(?:; "## path" heads the rows of a file|(?P<nested>; "# folder/" and "## name" head the rows of a file))?'
    r"(?P<counted>; a row without a number is context, the line after the row above)?"
    r"(?P<shared>; binary files share a row)?"
    r'(?:; each hit(?: begins with "(?P<front>[^"]*)")?(?: and)?(?: ends with "(?P<back>[^"]*)")?, left out here)?\]'
)
TOLD = re.compile(r"(?:(\d+)([:-])|[:-]).*", re.DOTALL)
BINARY = re.compile(r"(grep: )(.+)(: binary file matches)|(Binary file )(.+)( matches)")


def block(text):
    return Block(text=text, span=(0, 0), kind="result", tool="Grep")


NUMBERED = "".join(
    f"src/ledger/{name}.py:{line}:    def {verb}_{name}(self, row):\n"
    for name in ("accounts", "bookings", "closings")
    for line, verb in enumerate(("add", "drop", "find", "merge"), 12)
)
WITH_CONTEXT = "".join(
    f"lib/long-name/{name}.c-{n - 1}-  /* - before: {n} */\n"
    f"lib/long-name/{name}.c:{n}:  return error_{name}(x);\n"
    f"lib/long-name/{name}.c-{n + 1}-}}\n"
    "--\n"
    for name in ("read-file", "write")
    for n in (10, 2026, 30)
).removesuffix("--\n")
WITHOUT_NUMBERS = "".join(f"./docs/guide/{i // 3}.md:text {i} about 12:30: -- and so on\n" for i in range(12))
IN_ONE_FILE = "--\n".join(
    "".join(f"{n}{':' if n % 10 == 4 else '-'}    call_{n}(self)\n" for n in range(first, first + 17))
    for first in (11, 81, 121)
)
UNDER_HEADINGS = "\n".join(
    f"crates/core/src/{name}.rs\n" + "".join(f"{n}:    pub fn {name}_{n}()\n" for n in range(3)[1:])
    for name in ("args", "flags", "main", "search", "subject", "walk", "help", "logger", "messages", "path")
)
BINARIES = "".join(
    f"grep: src/__pycache__/{name}.cpython-312.pyc: binary file matches\nsrc/{name}.py:    import {name}\n"
    if name == "a"
    else f"grep: src/deep/__pycache__/{name}.cpython-312.pyc: binary file matches\n"
    for name in "abcdefgh"
)
FIXTURES = (
    block(NUMBERED),
    block(WITH_CONTEXT),
    block(WITHOUT_NUMBERS),
    block(IN_ONE_FILE),
    block(UNDER_HEADINGS),
    block("src/b.py:import a\nsrc/b.py:a.run()\n" + BINARIES),
    block("<output>\n" + NUMBERED + "12:a stray row\n[results cut here]\n" + NUMBERED + "</output>"),
    block("".join(f"C:\\work\\main\\app.py:{n}:x = {n}\r\n" for n in range(20))),
)


def decode(text):
    body = text.rstrip("\n")
    header, *lines = body.split("\n")
    head = HEAD.fullmatch(header)
    return "\n".join(_rows(head, lines)) + text[len(body) :] if head else text


def _rows(head, lines):
    folder, file, number, begun = "", "" if head["one"] else None, 0, False
    for line in lines:
        if head["nested"] and line.startswith("# "):
            folder = line[2:]
        elif line == "##":
            file = None
        elif line.startswith("## "):
            file = folder + line[3:]
            yield from ([""] if begun else []) + [file] if head["rg"] else []
            begun = begun or bool(head["rg"])
        else:
            in_file = file is not None and line != "--"
            match = TOLD.fullmatch(line) if in_file else None
            if in_file and not match and head["counted"]:
                match = TOLD.fullmatch(f"{number + 1}-{line}")
            number = int(match[1]) if match and match[1] else 0
            yield from _printed(head, file, match) if match else _opened(head, line)
            begun = True


def _printed(head, file, told):
    in_front = file + (told[2] or "") if not head["rg"] and not head["one"] else ""
    told_as = f"{told[1] or ''}{told[2]}" if told[1] else told[0][:1]
    hit = told_as.endswith(":")
    text = told[0][len(told_as) :]
    yield in_front + told_as + (f"{head['front'] or ''}{text}{head['back'] or ''}" if hit else text)


def _opened(head, line):
    """A row of no result; one about binary files is as many as it names."""
    match = BINARY.fullmatch(line) if head["shared"] else None
    if match is None:
        yield line
        return
    before, words, after = (part for part in match.groups() if part is not None)
    for word in re.findall(r"[^\s{}]*\{[^{}]*\}|\S+", words):
        front, _, names = word.removesuffix("}").partition("{")
        yield from (f"{before}{front}{name}{after}" for name in (names.split(" ") if names else [""]))


def shorter(text):
    return PLUGIN.compress(block(text), Level.LOSSLESS).text


def test_a_path_is_said_once_for_its_rows():
    text = "".join(f"docs/README.md:{n}:some words about {n}\n" for n in (3, 14, 15, 92, 93, 94))
    assert shorter(text) == (
        '[rows by file; "## path" heads the rows of a file]\n'
        "## docs/README.md\n"
        "3:some words about 3\n14:some words about 14\n15:some words about 15\n"
        "92:some words about 92\n93:some words about 93\n94:some words about 94\n"
    )


def test_a_folder_is_said_once_for_its_files():
    assert shorter(NUMBERED).startswith(
        '[rows by file; "# folder/" and "## name" head the rows of a file]\n'
        "# src/ledger/\n"
        "## accounts.py\n"
        "12:    def add_accounts(self, row):\n"
    )


def test_what_many_hits_share_is_said_once_for_all():
    text = "".join(
        f"src/{name}_test.go:{n}:func Test{name}{n}(t *testing.T) {{\n" for name in "ABC" for n in range(9, 19)
    )
    assert shorter(text).startswith(
        '[rows by file; "## path" heads the rows of a file;'
        ' each hit begins with "func " and ends with "(t *testing.T) {", left out here]\n'
        "## src/A_test.go\n9:TestA9\n"
    )
    assert decode(shorter(text)) == text


def test_context_rows_go_under_the_file_of_their_hit_though_its_path_holds_dashes():
    assert (
        "\n## lib/long-name/read-file.c\n9-  /* - before: 10 */\n10:  return error_read-file(x);\n11-}\n--\n"
        in shorter(WITH_CONTEXT)
    )


def test_numbers_that_follow_need_not_be_said():
    assert "\n11-    call_11(self)\n    call_12(self)\n    call_13(self)\n14:    call_14(self)\n" in shorter(
        IN_ONE_FILE
    )


def test_rows_keep_their_order_when_files_take_turns():
    text = "".join(
        f"pkg/some/folder/{'ab'[n % 2]}.go:{n}:x\npkg/some/folder/{'ab'[n % 2]}.go:{n}:y\n" for n in range(9)
    )
    assert decode(shorter(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[35msrc/a.py\x1b[m:1:coloured\n" * 20,
        "# a heading\n" + NUMBERED,
        "2026-01-01 12:30:45 started\n2026-01-01 12:30:46 stopped\n" * 9,
        "tests/test_a.py::test_one PASSED\ntests/test_a.py::test_two PASSED\n" * 9,
        "",
    ],
)
def test_what_is_not_certainly_a_search_result_is_left_alone(text):
    with pytest.raises(NotMine):
        shorter(text)


def test_log_rows_and_test_rows_do_not_score():
    assert PLUGIN.score(block("2026-01-01 12:30:45 started\n" * 20)) == 0
    assert PLUGIN.score(block("tests/test_a.py::test_one PASSED\n" * 20)) == 0


PATHS = st.sampled_from(["a/b-c.py", "a/b.py", "a/b-c.py-1-", "x.md", "", "12", "C:\\x.c"])
BITS = [":1:x", "-2-y", "-3-y", ":z", "-w", "--", ":3:", "1:", "-", "", "#", ":12-3:", "::t", "-12", ":012:y"]
GREP = st.builds(str.__add__, PATHS, st.sampled_from(BITS))
BINARY_ROWS = st.sampled_from([f"grep: {p}: binary file matches" for p in ("a/b.so", "a/c.so", "d", "e f", "{}", "")])
RG = st.sampled_from(["a/b.py", "a/c.py", "1:x", "2-y", "3-", "3:z", "4-- x", "10-#", "11-t", "--", "", "a note", "#"])


@given(st.lists(GREP | BINARY_ROWS, max_size=60) | st.lists(RG, max_size=40))
def test_whatever_the_rows_are_the_text_comes_back(rows):
    text = "\n".join(rows)
    with contextlib.suppress(NotMine):
        assert decode(shorter(text)) == text


NUMBERED_ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(":-"), st.sampled_from(["x", "", "-", "#", "1:"]))
)


@given(NUMBERED_ROWS, st.sampled_from(["a/b-c.py{0}", ""]))
def test_whatever_the_numbers_are_the_text_comes_back(steps, path):
    number, rows = 0, []
    for step, sign, text in steps:
        number += step
        rows.append(f"{path.format(sign)}{number}{sign}{text}")
    with contextlib.suppress(NotMine):
        assert decode(shorter("\n".join(rows))) == "\n".join(rows)


def hits(folder, files, each, text="    use(it)"):
    return "".join(f"{folder}/f{f}.py:{n}:{text}\n" for f in range(files) for n in range(1, each + 1))


def test_of_very_many_hits_every_file_says_how_many_it_has():
    done = PLUGIN.compress(block(hits("src", 12, 20)), Level.BALANCED)
    assert done.omitted == "144 of 240 hits"
    assert [f"## f{n}.py [8 of 20 hits]" in done.text for n in range(12)] == [True] * 12
    assert PLUGIN.compress(block(hits("src", 12, 20)), Level.LOSSLESS).lossless


def test_a_hundred_hits_stay_whole():
    text = hits("src", 10, 10)
    assert decode(PLUGIN.compress(block(text), Level.BALANCED).text) == text


def test_more_hits_go_at_aggressive():
    text = hits("src", 10, 10)
    assert PLUGIN.compress(block(text), Level.AGGRESSIVE).omitted == "60 of 100 hits"


def test_a_search_in_one_file_without_context_is_anybodys():
    assert PLUGIN.score(block("3:a\n7:b\n12:c\n15:d\n")) < PLUGIN.score(block("3:a\n4-b\n5-c\n12:d\n13-e\n"))
    assert PLUGIN.score(block("12:30:01 a\n12:30:02 b\n12:30:03 c\n")) == 0


def test_ten_times_the_hits_take_about_ten_times_the_time():
    def work(files):
        asked = block(WITH_CONTEXT + "--\n" + hits("src/some/folder", files, 20))
        return lambda: PLUGIN.compress(asked, Level.BALANCED)

    assert grows_evenly(work, 30)
