"""Test runs: passing lines fold exactly or become counts; every failing line stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors._test_output.percent import Column, progress
from headroom_cli.compressors.test_output import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors.test__again import recalled
from tests.compressors.test__folds import unfolded

HEADER = re.compile(
    r'\[(?:" x" is "(?P<sign>.) x", 2 deeper than the heading above it)?(?:; )?'
    r'(?P<folds>"» a\*z: b c" stands for lines abz, acz; ⏎ is a line end; "» 3x a" is line a thrice'
    r"(?:; b\(7\) is b with 7 in place of the 0)?"
    r'(?:; " \[ n%\]" left out there: tests (\d+)-(\d+) of (\d+), width (\d+))?)?\]'
)
TICK = re.compile(r" *[✔✓√] ")
NOT_PASSED = re.compile(r" *(?:\d+\) |- )")


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
STACK = "".join(f"lib/books/layer_{n}.py:{n + 40}: in call\n    return self.next.call(request)\n" for n in range(9))
TRACEBACKS = "".join(
    f"___________________ TestLedger.{case} ___________________\n"
    f"tests/test_ledger.py:{n + 12}: in {case}\n    ledger.close()\n{STACK}E   AssertionError: {case}\n"
    for n, case in enumerate(CASES[:3])
)
FIXTURES = (
    block(pytest_run()),
    block("<output>\n" + pytest_run().replace("collected 60", "collecting 60") + "</output>"),
    block(GO + "=== RUN   TestBad\n    x_test.go:3: no\n--- FAIL: TestBad (0.00s)\nFAIL\nFAIL\tbooks\t0.1s\n"),
    block(
        "running 24 tests\n" + "".join(f"test books::{c} ... ok\n" for c in CASES) + "\ntest result: ok. 24 passed\n"
    ),
    block("".join(f"test_{c} (tests.test_books.TestBooks.test_{c}) ... ok\n" for c in CASES) + "\nOK\n"),
    block("".join(f"[ RUN      ] books.{c}\n[       OK ] books.{c} ({n % 3} ms)\n" for n, c in enumerate(CASES))),
    block(MOCHA),
    block(TRACEBACKS),
)


def decode(text):
    rows = recalled(text.split("\n"))
    match = HEADER.fullmatch(rows[0]) if rows[0] != "[]" else None
    if match is None:
        return "\n".join(rows)
    first = match.group(3)
    column = Column(*map(int, match.groups()[2:])) if first else None
    nth, back = 0, []
    for row in rows[1:]:
        folded = bool(match["folds"]) and row.startswith("» ")
        for line in unfolded(row).split("\n") if folded else [row]:
            bared = bool(column) and folded and line.endswith(" PASSED")
            back.append(line + column.after(line, nth) if bared else line)
            nth += bool(progress(back[-1]))
    return "\n".join(ticked(back, match["sign"]) if match["sign"] else back)


def ticked(rows, sign):
    depth = 0
    for row in rows:
        if row.startswith(" ") and row[1:2].strip():
            yield f"{' ' * depth}{sign}{row}"
            continue
        if row.strip():
            depth = len(row) - len(row.lstrip(" "))
            depth += 0 if TICK.match(row) or NOT_PASSED.match(row) else 2
        yield row


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


def test_ticks_under_headings_lose_their_sign_and_are_counted_from_balanced_on():
    assert PLUGIN.compress(block(MOCHA), Level.LOSSLESS).text.startswith(
        '[" x" is "✔ x", 2 deeper than the heading above it]\n\n\n  Ledger\n should keep case_0_of_the_books\n'
    )
    assert PLUGIN.compress(block(MOCHA), Level.BALANCED).text == "\n\n» Ledger: 24 passed\n  24 passing (3s)\n"


def test_a_traceback_that_repeats_another_calls_its_lines_by_name():
    answer = PLUGIN.compress(block(TRACEBACKS), Level.BALANCED)
    assert answer.lossless
    assert answer.text.count("lib/books/layer_7.py:47: in call") == 1
    assert "in case_2_of_the_books\n[A again]\nE   AssertionError: case_2_of_the_books\n" in answer.text


def test_times_do_not_end_a_run():
    said = PLUGIN.compress(FIXTURES[5], Level.LOSSLESS).text
    assert "[       OK ] books.* (0 ms): case_0_of_the_books case_1_of_the_books(1) case_2_of_the_books(2)" in said


@pytest.mark.parametrize("text", ["", "» " + GO, "no test\n" * 2, '["» a*z' + GO, GO + "[A again]"])
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
        *("  Suite", "    ✔ one", "    ✔ two", "    1) three", "      ✔ four", " five", "    - six", "    ✓ seven"),
        *STACK.split("\n")[:4],
    ]
)


@given(st.lists(ROWS, max_size=40).map("\n".join))
def test_whatever_the_rows_are_the_text_comes_back(text):
    try:
        said = PLUGIN.compress(block(text), Level.LOSSLESS).text
    except NotMine:
        return
    assert decode(said) == text
