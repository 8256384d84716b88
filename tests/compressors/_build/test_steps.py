"""Steps: rows that certainly tell of one are folded or counted; a row that could tell of trouble is none."""

import pytest

from headroom_cli.compressors._build.steps import counted, folded, step


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("[ 33%] Building CXX object CMakeFiles/fmt.dir/src/os.cc.o", "Building CXX object"),
        ("[12/340] Linking CXX shared library libx.so", "Linking CXX shared library"),
        ("/usr/bin/c++  -O2 -o x.o -c x.cc", "c++"),
        ("cd /b && /usr/bin/cmake -E cmake_depends", "cmake"),
        ("gcc -O2 -c -o a.o a.c", "gcc"),
        ("ar rc lib.a a.o", "ar"),
        ("gmake[3]: Entering directory '/b'", "gmake: Entering directory"),
        ("   Compiling serde v1.0.1", "Compiling"),
        ("  CC       src/x.o", "CC"),
        ("-- Detecting C compiler ABI info - done", "-- Detecting"),
        ("go: downloading golang.org/x/sys v0.1.0", "go: downloading"),
        ("> Task :compileJava UP-TO-DATE", "> Task"),
        ("Collecting flask==0.12", "Collecting"),
        ("     ━━━━━━━━━ 78.8/78.8 kB 46.9 MB/s eta 0:00:00", "progress bars"),
        ("Setting up libc6 (2.36) ...", "Setting up"),
    ],
)
def test_a_step_has_a_kind(row, kind):
    assert step(row).kind == kind


@pytest.mark.parametrize(
    "row",
    [
        "make: *** [Makefile:7: a.o] Error 1",
        "gmake[2]: *** [x] Error 2",
        "gcc: error: x.c: No such file",
        "/usr/bin/ld: a.o: undefined reference to `f'",
        "rm: cannot remove 'x'",
        "[3/9] FAILED x.o",
        "FAILED: x.o",
        "> Task :compileJava FAILED",
        "-- Looking for pthread.h - not found",
        "  Building wheel for x (setup.py): finished with status 'error'",
        "make sure that it works",
        "    Finished `dev` profile in 3s",
        "",
        "x" * 9000,
    ],
)
def test_trouble_and_prose_are_no_steps(row):
    assert step(row) is None


def test_a_run_of_steps_says_what_it_shares_once():
    rows = [f"[{n:3d}%] Building C object src/x.dir/{name}.c.o" for n, name in ((5, "a"), (11, "b"), (100, "c"))]
    assert folded(["first", *rows, "last"]) == ["first", "» Building C object src/x.dir/*: 5% a.c.o, 11% b.c.o, 100% c.c.o", "last"]


@pytest.mark.parametrize(
    "rows",
    [
        ["   Compiling a v1", "   Compiling b v1"],
        ["   Compiling a, b", "   Compiling c", "   Compiling d"],
        ["   Compiling 5% a", "   Compiling 6% b", "   Compiling 7% c"],
        ["[5%] Building C object a", "[6%] Building C object b", "[7%] Building C object c"],
    ],
)
def test_what_a_fold_could_not_say_is_not_folded(rows):
    assert folded(rows) == rows


def test_a_long_run_keeps_its_first_and_its_last_step():
    rows = [f"gcc -c {n}.c" for n in range(9)] + ["ar rc x.a"]
    assert counted(["a", *rows, "b"]) == (["a", rows[0], "[8 more steps: 8 gcc]", rows[-1], "b"], 8)
    assert counted(rows[:8]) == (rows[:8], 0)
