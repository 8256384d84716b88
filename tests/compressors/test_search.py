"""Search results: each path is said once for its run of rows, and every row comes back."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.search import PLUGIN
from headroom_cli.model import Block, Level

UNDER_A_HEADING = re.compile(r"(?:(\d+)([:-])|[:-]).*", re.DOTALL)


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
FIXTURES = (
    block(NUMBERED),
    block(WITH_CONTEXT),
    block(WITHOUT_NUMBERS),
    block("<output>\n" + NUMBERED + "12:a stray row\n[results cut here]\n" + NUMBERED + "</output>"),
    block("".join(f"C:\\work\\main\\app.py:{n}:x = {n}\r\n" for n in range(20))),
)


def decode(text):
    header, *rows = text.split("\n")
    if not header.startswith("[search results; "):
        return text
    folder = path = ""
    back = []
    for row in rows:
        if row == "##":
            path = ""
        elif row.startswith("## "):
            path = folder + row[3:]
        elif row.startswith("# "):
            folder = row[2:]
        elif path and row != "--" and (match := UNDER_A_HEADING.fullmatch(row)):
            back.append(path + (match[2] or "") + row)
        else:
            back.append(row)
    return "\n".join(back)


def shorter(text):
    return PLUGIN.compress(block(text), Level.LOSSLESS).text


def test_a_path_is_said_once_for_its_rows():
    text = "".join(f"docs/README.md:{n}:some words about {n}\n" for n in (3, 14, 15, 92, 93, 94))
    assert shorter(text) == (
        '[search results; "## path" heads the rows of a file]\n'
        "## docs/README.md\n"
        "3:some words about 3\n14:some words about 14\n15:some words about 15\n"
        "92:some words about 92\n93:some words about 93\n94:some words about 94\n"
    )


def test_a_folder_is_said_once_for_its_files():
    assert shorter(NUMBERED).startswith(
        '[search results; "# folder/" and "## name" head the rows of a file]\n'
        "# src/ledger/\n"
        "## accounts.py\n"
        "12:    def add_accounts(self, row):\n"
    )


def test_context_rows_go_under_the_file_of_their_hit_though_its_path_holds_dashes():
    assert (
        "\n## lib/long-name/read-file.c\n9-  /* - before: 10 */\n10:  return error_read-file(x);\n11-}\n--\n"
        in shorter(WITH_CONTEXT)
    )


def test_rows_keep_their_order_when_files_take_turns():
    text = "".join(
        f"pkg/some/folder/{'ab'[n % 2]}.go:{n}:x\npkg/some/folder/{'ab'[n % 2]}.go:{n}:y\n" for n in range(9)
    )
    assert decode(shorter(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "src/a.py\n1:already under a heading\n2:as ripgrep does\n\nsrc/b.py\n1:so\n",
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


ROWS = st.sampled_from(["a/b-c.py", "a/b.py", "a/b-c.py-1-", "x.md", "", "12", "C:\\x.c"])
ENDS = st.sampled_from([":1:x", "-2-y", ":z", "-w", "--", ":3:", "1:", "-", "", "#", ":12-3:", "::t", "-12"])


@given(st.lists(st.builds(str.__add__, ROWS, ENDS), max_size=60))
def test_whatever_the_rows_are_the_text_comes_back(rows):
    text = "\n".join(rows)
    with contextlib.suppress(NotMine):
        assert decode(shorter(text)) == text
