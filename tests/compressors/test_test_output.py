"""Test runs: passing lines fold exactly or become counts; every failing line stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors._test_output.percent import Column, progress
from headroom_cli.compressors.test_output import PLUGIN
from headroom_cli.model import Block, Level

HEADER = re.compile(
    r'\["» a\*z: b c" stands for lines abz, acz; ⏎ is a line end; "» 3x a" is line a thrice'
    r'(?:; " \[ n%\]" left out there: tests (\d+)-(\d+) of (\d+), width (\d+))?\]'
)


def block(text):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash")


def pytest_run(total=60):
    names = [f"tests/test_{n // 20}.py::TestBooks::test_case_{n}" for n in range(total)]
    lines = [name + (" FAILED" if n == 41 else " PASSED") for n, name in enumerate(names)]
    rows = [line + f" [{n * 100 // total:3d}%]".rjust(79 - len(line)) for n, line in enumerate(lines, 1)]
    return "\n".join(
        (
            "============================= test session starts ==============================",
            f"collected {total} items",
            "",
            *rows,
            "",
            "=================================== FAILURES ===================================",
            ">       assert add(1, 1) == 3",
            "E       assert 2 == 3",
            "FAILED tests/test_2.py::TestBooks::test_case_41 - assert 2 == 3",
            f"========================= 1 failed, {total - 1} passed in 2.68s =========================",
            "",
        )
    )


CASES = [f"case_{n}_of_the_books" for n in range(24)]
GO = "".join(f"=== RUN   Test{c.title()}\n--- PASS: Test{c.title()} (0.0{n // 9}s)\n" for n, c in enumerate(CASES))
MOCHA = "\n\n  Ledger\n" + "".join(f"    ✔ should keep {case}\n" for case in CASES) + "\n\n  24 passing (3s)\n"
FIXTURES = (
    block(pytest_run()),
    block("<output>\n" + pytest_run().replace("collected 60", "collecting 60") + "</output>"),
    block(GO + "=== RUN   TestBad\n    x_test.go:3: no\n--- FAIL: TestBad (0.00s)\nFAIL\nFAIL\tbooks\t0.1s\n"),
    block(
        "running 24 tests\n" + "".join(f"test books::{c} ... ok\n" for c in CASES) + "\ntest result: ok. 24 passed\n"
    ),
    block("".join(f"test_{c} (tests.test_books.TestBooks.test_{c}) ... ok\n" for c in CASES) + "\nOK\n"),
    block("".join(f"[ RUN      ] books.{c}\n[       OK ] books.{c} (0 ms)\n" for c in CASES)),
)


def decode(text):
    header, *rows = text.split("\n")
    match = HEADER.fullmatch(header)
    if match is None:
        return text
    column = Column(*map(int, match.groups())) if match[1] else None
    nth, back = 0, []
    for row in rows:
        folded = row.startswith("» ")
        for line in unfolded(row) if folded else [row]:
            bared = bool(column) and folded and line.endswith(" PASSED")
            back.append(line + column.after(line, nth) if bared else line)
            nth += bool(progress(back[-1]))
    return "\n".join(back)


def unfolded(row):
    if times := re.match(r"» (\d+)x ", row):
        return [row[times.end() :]] * int(times[1])
    pattern, words = row[2:].rsplit(": ", 1)
    return [pattern.replace("*", word).replace("⏎", "\n") for word in words.split(" ")]


def test_passing_lines_of_a_file_fold_and_the_failing_one_stays():
    said = PLUGIN.compress(block(pytest_run()), Level.LOSSLESS).text
    assert '; " [ n%]" left out there: tests 1-60 of 60, width 79]\n' in said
    assert "\n» tests/test_0.py::TestBooks::* PASSED: test_case_0 test_case_1 " in said
    assert re.search(r"\ntests/test_2.py::TestBooks::test_case_41 FAILED +\[ 70%\]\n", said)


def test_balanced_counts_passes_and_says_how_many_lines_went():
    answer = PLUGIN.compress(block(pytest_run()), Level.BALANCED)
    assert answer.omitted == "58 passing lines"
    assert "\n» tests/test_0.py: 20 passed\n" in answer.text
    for line in pytest_run().split("\n"):
        assert line in answer.text or "PASSED" in line


def test_the_end_of_a_run_alone_folds_too():
    text = "\n".join(pytest_run().split("\n")[-30:])
    said = PLUGIN.compress(block(text), Level.LOSSLESS).text
    assert "left out there: tests 38-60 of 60," in said
    assert decode(said) == text


def test_ticks_under_headings_are_counted_from_balanced_on_only():
    with pytest.raises(NotMine):
        PLUGIN.compress(block(MOCHA), Level.LOSSLESS)
    assert PLUGIN.compress(block(MOCHA), Level.BALANCED).text == "\n\n» Ledger: 24 passed\n  24 passing (3s)\n"


@pytest.mark.parametrize("text", ["", "» " + GO, "no test\n" * 2])
def test_what_holds_no_passes_or_already_folds_is_left_alone(text):
    for level in (Level.LOSSLESS, Level.BALANCED):
        with pytest.raises(NotMine):
            PLUGIN.compress(block(text), level)


def test_the_runners_are_recognised_by_their_first_lines():
    assert PLUGIN.score(block(MOCHA)) >= 0.5
    assert PLUGIN.score(block("TAP version 13\n1..2\nok 1 - a\n")) >= 0.5
    assert PLUGIN.score(block("the tests ran well\n")) == 0


ROWS = st.sampled_from(
    [
        *pytest_run(7).split("\n"),
        *GO.split("\n")[:5],
        "=== RUN   A",
        "=== RUN   A/b",
        "=== RUN   A/c",
        "--- PASS: A (0.00s)",
        "    --- PASS: A/b (0.00s)",
        "    --- PASS: A/c (0.00s)",
        "test a::b ... ok",
        "test a::c ... ok",
        "test_x (t.X.test_x) ... ok",
        "test_y (t.X.test_y) ... ok",
        "test_y (t.X) ... ok",
    ]
)


@given(st.lists(ROWS, max_size=40).map("\n".join))
def test_whatever_the_rows_are_the_text_comes_back(text):
    try:
        said = PLUGIN.compress(block(text), Level.LOSSLESS).text
    except NotMine:
        return
    assert decode(said) == text
