"""Passing tests counted: only certain passes go, and everything else stays, in place."""

import pytest

from headroom_cli.compressors._test_output.passed import counted

RUNNERS = {
    "pytest": (
        (
            "tests/a.py::test_one PASSED   [ 20%]\ntests/a.py::T::test_b[x y] PASSED   [ 40%]\n"
            "tests/a.py::test_c FAILED   [ 60%]\ntests/b.py::test_d PASSED [ 80%]\ntests/b.py::test_e PASSED [100%]\n"
        ),
        ("» tests/a.py: 2 passed\ntests/a.py::test_c FAILED   [ 60%]\n» tests/b.py: 2 passed\n"),
        "4 passing lines",
    ),
    "pytest-xdist": (
        ("[gw0] [ 50%] PASSED tests/a.py::test_a \n[gw1] [100%] PASSED tests/a.py::test_b \n"),
        ("» tests/a.py: 2 passed\n"),
        "2 passing lines",
    ),
    "unittest": (
        (
            "test_a (tests.test_x.TestX) ... ok\ntest_b (tests.test_x.TestX) ... ok\n"
            "test_c (tests.test_x.TestX) ... FAIL\n"
        ),
        ("» tests.test_x.TestX: 2 passed\ntest_c (tests.test_x.TestX) ... FAIL\n"),
        "2 passing lines",
    ),
    "cargo": (
        ("running 3 tests\ntest cli::a ... ok\ntest cli::b::c ... ok\ntest cli::d ... FAILED\n"),
        ("running 3 tests\n» cli: 2 passed\ntest cli::d ... FAILED\n"),
        "2 passing lines",
    ),
    "go": (
        (
            "=== RUN   TestA\n--- PASS: TestA (0.00s)\n=== RUN   TestB\n=== RUN   TestB/x\n    a_test.go:7: bad\n"
            "--- FAIL: TestB (0.00s)\n    --- FAIL: TestB/x (0.00s)\nFAIL\n"
        ),
        (
            "» 1 passed\n=== RUN   TestB\n=== RUN   TestB/x\n    a_test.go:7: bad\n"
            "--- FAIL: TestB (0.00s)\n    --- FAIL: TestB/x (0.00s)\nFAIL\n"
        ),
        "2 passing lines",
    ),
    "googletest": (
        ("[ RUN      ] s.a\n[       OK ] s.a (0 ms)\n[ RUN      ] s.b\nx.cc:7: Failure\n[  FAILED  ] s.b (0 ms)\n"),
        ("» s: 1 passed\n[ RUN      ] s.b\nx.cc:7: Failure\n[  FAILED  ] s.b (0 ms)\n"),
        "2 passing lines",
    ),
    "tap": (
        ("1..4\nok 1 - a\nok 2 - b\nnot ok 3 - c\nok 4 - d # SKIP no net\n"),
        ("1..4\n» 2 passed\nnot ok 3 - c\nok 4 - d # SKIP no net\n"),
        "2 passing lines",
    ),
    "jest": (
        "PASS src/a.test.js (5.1 s)\nPASS src/b.test.js\nFAIL src/c.test.js\n  ● adds\n",
        "» 2 passed\nFAIL src/c.test.js\n  ● adds\n",
        "2 passing lines",
    ),
    "nextest": (
        (
            "        PASS [   0.005s] books ledger::adds\n        PASS [   0.007s] books ledger::drops\n"
            "        FAIL [   0.002s] books ledger::closes\n"
        ),
        "» books: 2 passed\n        FAIL [   0.002s] books ledger::closes\n",
        "2 passing lines",
    ),
    "ctest": (
        (
            "Test project /srv/books\n      Start  1: adds\n 1/3 Test  #1: adds .........   Passed    0.01 sec\n"
            "      Start  2: drops\n 2/3 Test  #2: drops ........   Passed    0.02 sec\n"
            "      Start  3: closes\n 3/3 Test  #3: closes .......***Failed    0.02 sec\n"
        ),
        (
            "Test project /srv/books\n» 2 passed\n"
            "      Start  3: closes\n 3/3 Test  #3: closes .......***Failed    0.02 sec\n"
        ),
        "4 passing lines",
    ),
    "dotnet": (
        (
            "  Passed Books.LedgerTests.Adds [12 ms]\n  Passed Books.LedgerTests.Drops [< 1 ms]\n"
            "  Failed Books.LedgerTests.Closes [3 ms]\n"
        ),
        "» Books.LedgerTests: 2 passed\n  Failed Books.LedgerTests.Closes [3 ms]\n",
        "2 passing lines",
    ),
    "mocha": (
        (
            "  Router\n    ✔ routes\n    .all\n      ✔ adds (53ms)\n      ✔ stacks\n\n"
            "  Route\n    ✔ one\n    ✔ two\n    1) three\n    .x\n      ✔ four\n\n  5 passing (30s)\n  1 failing\n"
        ),
        ("» Router: 3 passed\n  Route\n» 2 passed\n    1) three\n» .x: 1 passed\n  5 passing (30s)\n  1 failing\n"),
        "11 passing lines",
    ),
}


@pytest.mark.parametrize(("text", "said", "omitted"), RUNNERS.values(), ids=RUNNERS.keys())
def test_runs_of_passes_become_a_count_and_all_else_stays(text, said, omitted):
    answer = counted(text)
    assert answer.text == said
    assert answer.omitted == omitted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "all good\n",
        "test x ... FAILED\n",
        "=== RUN   TestA\nlog\n",
        "  ✓ alone\n",
        "a.py::b PASSED\n",
        "  a\n  b\n",
    ],
)
def test_a_text_without_runs_of_passes_is_unchanged(text):
    assert counted(text).text == text
    assert counted(text).lossless
