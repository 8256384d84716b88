"""Builds and linters: errors stay, kinds and places are said once, steps that went well are counted."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.build import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors.recorded import CMAKE, ESLINT, GCC, JAVAC, RUSTC, TSC
from tests.compressors.test__again import recalled
from tests.fakes.growth import grows_evenly


def block(text, question=""):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", question=question)


def quoted(name):
    return f"\u2018{name}\u2019"


def mypy(files=9):
    for nth in range(files):
        path = f"books/{'abcdefghij'[nth]}_ledger.py"
        yield f"{path}:{nth + 3}: error: Function is missing a type annotation  [no-untyped-def]\n"
        yield f'{path}:{nth + 5}: error: Call to untyped function "open_{nth}" in typed context  [no-untyped-call]\n'
        yield f'{path}:{nth + 5}: error: Item "None" of "Book | None" has no attribute "f{nth}"  [union-attr]\n'
        yield f"{path}:{nth + 9}: error: Function is missing a return type annotation  [no-untyped-def]\n"
        yield f'{path}:{nth + 9}: note: Use "-> None" if function does not return a value\n'
    yield 'books/z.py:7: error: Name "total" already defined on line 3  [no-redef]\n'
    yield f"Found {4 * files + 1} errors in {files + 1} files (checked 12 source files)\n"


MYPY = "".join(mypy())
RUFF = "".join(f"app/models/user.py:{n}:{n % 9 + 1}: E501 Line too long ({n} > 88)\n" for n in range(90, 130))
NINJA = "".join(f"[{n}/40] Building CXX object src/CMakeFiles/books.dir/ledger_{n % 7}.cc.o\n" for n in range(1, 40))
NINJA += "[40/40] Linking CXX shared library libbooks.so\n"
CARGO = (
    "".join(f"   Compiling crate-{'abcdefgh'[n % 8]}{n} v1.{n}.0\n" for n in range(30))
    + "    Finished `dev` profile in 3s\n"
)
FIXTURES = (
    block(MYPY),
    block(RUFF),
    block(ESLINT),
    block(GCC),
    block(CMAKE),
    block(TSC * 3),
    block(RUSTC),
    block(JAVAC * 2),
    block(NINJA),
    block(CARGO),
    block("src/a.c(12,3): error C2065: 'x': undeclared identifier\n" * 4),
)

PLACE = r"\d+(?::\d+)?"
VALUE = r"\"[^\"]*\"|[^\s,\"]+"
COUNTED = re.compile(r"\d+x (\S+) = (.*)", re.DOTALL)
CELLS = re.compile(r"  (\d+):(\d+)  (error|warning)  (.*)  (\S+)", re.DOTALL)


def decode(text):
    head, *rows = text.split("\n")
    if head.startswith("[findings, were "):
        return "\n".join(found(head, rows))
    if not head.startswith(('["| x" is', '["» x*', "[a warning may")):
        return "\n".join(recalled([head, *rows]))
    count = int(re.search(r"; (\d+) kinds:\]$", f"; {head}")[1]) if "a warning may" in head else 0
    kinds = dict(COUNTED.fullmatch(row).groups() for row in rows[:count])
    rows = recalled(rows[count:])
    if '"» x*' in head:
        rows = [one for row in rows for one in unfolded(row)]
    rows = list(with_excerpts(rows) if '"| x"' in head else rows)
    return "\n".join(verbatim(row, kinds) for row in rows)


def verbatim(row, kinds):
    found = re.fullmatch(rf"(\S+(?::|\)): )(\S+)((?: (?:{VALUE}))*)", row)
    found = found or re.fullmatch(rf"([^\s:]+:{PLACE}: )(\S+)((?: (?:{VALUE}))*)", row)
    return found[1] + filled(kinds[found[2]], found[3]) if found and found[2] in kinds else row


def found(head, rows):
    count = int(re.search(r"the (\d+) kinds:\]$", head)[1])
    kinds = dict(COUNTED.fullmatch(row).groups() for row in rows[:count])
    form = head.split("; ")[0].removeprefix("[findings, were ")
    path, table = "", []
    for row in rows[count:]:
        name, _, items = row.partition(" ")
        if row.startswith("## "):
            yield from padded(table)
            path, table = row[3:], []
            if form == "tables of ESLint":
                yield path
        elif name in kinds and re.match(PLACE, items):
            shown = [
                (place, filled(kinds[name], values))
                for place, values in re.findall(rf"({PLACE})((?: (?:{VALUE}))*)", items)
            ]
            if form == "tables of ESLint":
                table += [
                    (*place.split(":"), *re.fullmatch(r"(\w+)  (.*)  (\S+)", said).groups()) for place, said in shown
                ]
            elif form == '"path:place: text"':
                yield from (f"{path}:{place}: {said}" for place, said in shown)
            else:
                yield from (f"{path}({place.replace(':', ',')}): {said}" for place, said in shown)
        elif form == "tables of ESLint" and (cells := CELLS.fullmatch(row)) and path:
            table.append(cells.groups())
        else:
            yield from padded(table)
            table, path = [], "" if form == "tables of ESLint" else path
            yield row
    yield from padded(table)


def filled(text, values):
    for value in re.findall(VALUE, values):
        text = text.replace("{}", value.strip('"') if value.startswith('"') else value, 1)
    return text


def padded(table):
    widths = [max((len(row[n]) for row in table), default=0) for n in range(5)]
    for line, column, severity, message, rule in table:
        place = f"{line.rjust(widths[0])}:{column.ljust(widths[1])}"
        yield f"  {place}  {severity.ljust(widths[2])}  {message.ljust(widths[3])}  {rule}"


def unfolded(row):
    if not row.startswith("» "):
        return [row]
    shared, items = row.removeprefix("» ").split("*: ", 1)
    return [unfolded_item(shared, item) for item in items.split(", ")]


def unfolded_item(shared, item):
    counter = re.match(r"(\d+%|\d+/\d+) ", item)
    if counter is None:
        return shared + item
    bracketed = f"{counter[1]:>4}" if counter[1].endswith("%") else counter[1]
    return f"[{bracketed}] {shared}{item[counter.end() :]}"


def with_excerpts(rows):
    place = None
    for at, row in enumerate(rows):
        found = re.match(r"(?:[A-Za-z]:[\\/])?[^\s:]+:(\d+):(\d+): ", rows[at - 1]) if at else None
        if row.startswith("| ") and found:
            place = int(found[1]), int(found[2])
            yield f"{place[0]:>5} | {row[2:]}"
        elif place:
            yield f"      | {' ' * (place[1] - 1 - row.index('^'))}{row}"
            place = None
        else:
            yield row


def said(text, level=Level.LOSSLESS, question=""):
    return PLUGIN.compress(block(text, question), level)


def test_linters_rows_are_said_by_file_and_kind_and_the_rare_stay_whole():
    text = said(MYPY).text
    assert text.startswith(
        '[findings, were "path:place: text"; under "## path" a row is a kind, then each place with what fills the {} '
        "of the kind; the 5 kinds:]\n"
        "9x no-untyped-def = error: Function is missing a type annotation  [no-untyped-def]\n"
        '9x no-untyped-call = error: Call to untyped function "{}" in typed context  [no-untyped-call]\n'
        '9x union-attr = error: Item "None" of "Book | None" has no attribute "{}"  [union-attr]\n'
    )
    assert "\n## books/b_ledger.py\nno-untyped-def 4\nno-untyped-call 6 open_1\nunion-attr 6 f1\n" in text
    assert '\nbooks/z.py:7: error: Name "total" already defined on line 3  [no-redef]\nFound 37 errors' in text


def test_a_run_of_one_kind_is_one_row():
    assert "\n## app/models/user.py\nE501 90:1 90,91:2 91,92:3 92," in said(RUFF).text


def test_eslints_table_loses_its_padding():
    text = said(ESLINT).text
    assert "\n## /srv/books/e.js\nno-var 1:1\nsemi 1:10\nno-var 2:1\nsemi 2:10\nno-unused-vars 3:10 c\n" in text
    assert "\n  4:9  error  'unknown' is not defined  no-undef\n" in text


def test_an_excerpt_loses_its_gutter_and_repeated_lines_are_called_by_name():
    text = said(GCC).text
    assert (
        f"\nacct.h:4:37: warning: unused parameter {quoted('unused')} [-Wunused-parameter]\n"
        "| static inline int helper(int a, int unused) { return a; }\n~~~~^~~~~~\n"
    ) in text
    assert " again]\n" in text


def test_warnings_of_a_rule_are_said_by_its_name_and_errors_and_notes_are_not():
    text = said(GCC).text
    assert (
        "a warning may be a kind and what fills its {}; 1 kinds:]\n5x -Wsign-conversion = warning: conversion to"
        in text
    )
    assert "\na.c:5:22: -Wsign-conversion\n" in text
    assert f"\na.c:11:29: error: {quoted('undefined_thing')} undeclared (first use in this function)\n" in text
    assert f"\na.c:8:16: note: in expansion of macro {quoted('BOTH')}\n" in text


def test_steps_say_what_they_share_once():
    assert (
        "» Building CXX object src/CMakeFiles/books.dir/*: 1/40 ledger_1.cc.o, 2/40 ledger_2.cc.o, " in said(NINJA).text
    )
    assert "»    Compiling *: crate-a0 v1.0.0, crate-b1 v1.1.0, " in said(CARGO).text


def test_balanced_counts_steps_between_the_first_and_the_last():
    answer = said(NINJA, Level.BALANCED)
    assert answer.omitted == "38 steps that went well"
    assert answer.text == (
        "[1/40] Building CXX object src/CMakeFiles/books.dir/ledger_1.cc.o\n[38 more steps: 38 Building CXX object]\n"
        "[40/40] Linking CXX shared library libbooks.so\n"
    )


def test_balanced_shows_the_first_warnings_of_a_kind_and_the_places_of_the_others():
    answer = said(CMAKE, Level.BALANCED)
    assert answer.omitted == "12 further warnings, 16 steps that went well"
    assert answer.text.count("warning: initialization discards") == 3
    assert (
        "\n[further warnings, by kind and place:]\n12 -Wdiscarded-qualifiers: /srv/books/src/core/d.c:5:13 "
        in answer.text
    )


@pytest.mark.parametrize("level", [Level.BALANCED, Level.AGGRESSIVE])
def test_errors_and_what_is_said_around_them_stay(level):
    error = GCC[GCC.index(f"a.c: In function {quoted('bad')}") : GCC.index("a.c:12:1: warning")]
    text = said(GCC * 3 + CMAKE, level).text
    for row in error.split("\n"):
        assert row in text or row.startswith(("      |", "   11 |"))
    assert (
        f"a.c:11:17: error: {quoted('struct acct')} has no member named {quoted('missing')}\n|         return" in text
    )


def test_a_warning_that_the_question_names_stays():
    answer = said(CMAKE, Level.BALANCED, "why is net/e.c reported? the warnings in e.c")
    assert "/srv/books/src/net/e.c:5:13: warning: initialization discards" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "".join(f"sentence {n}: with a colon\n" for n in range(9)),
        "» x*: a, b\n" + NINJA,
        "[findings, were\n" + MYPY,
        MYPY + "[A again]\n",
        "src/a.c:1:2: error: one\n",
    ],
)
def test_what_is_no_build_or_speaks_as_we_do_is_left_alone(text):
    with pytest.raises(NotMine):
        said(text)


def test_tools_are_recognised_and_code_and_searches_are_not():
    for text in (MYPY, RUFF, ESLINT, GCC, CMAKE, TSC, RUSTC, JAVAC, NINJA, CARGO):
        assert PLUGIN.score(block(text)) >= 0.95
    for text in (
        "".join(f"src/a.py:{n}:    def error_{n}(self):\n" for n in range(20)),
        "".join(f"    Compiling means {n}\nto translate\n\n" for n in range(3)) + "prose\n" * 9,
        "def f(x):\n    return x\n" * 9,
        "2026-01-01 12:30:45 ERROR books.c:12: error\n" * 9,
    ):
        assert PLUGIN.score(block(text)) == 0


ROWS = st.sampled_from(
    sorted(
        {
            *(row for text in (GCC, CMAKE, MYPY, ESLINT, TSC, NINJA, CARGO) for row in text.split("\n")[:25]),
            *("## a", "E501 12", "no-untyped-def 3", "| x", "^~~", "[A again]", "[  7%] Built target x", "kind = {}"),
            *("a.py:3: error: {}", 'a.py:3: error: "{" and "}"', "a.py:4: x", "a.c(3): error C1: a"),
            *("  1:2  error  a  b", "  11:2  warning  a b  b", "x.js", "a.py:5:6: E501 Line 'a, b' \"c d\" (7 > 8)"),
            *("a.py:5:6: E501 Line 'a' \"c d\" (9 > 8)", "a.py:7: E501 Line 'a;,' \"\" (10 > 8)"),
        }
    )
)


@given(st.lists(ROWS, max_size=50).map("\n".join))
def test_whatever_the_rows_are_the_text_comes_back(text):
    with contextlib.suppress(NotMine):
        assert decode(said(text).text) == text


@pytest.mark.parametrize("text", [MYPY, GCC, CMAKE, RUSTC, CARGO], ids=["mypy", "gcc", "cmake", "rustc", "cargo"])
def test_ten_times_the_text_takes_ten_times_as_long(text):
    def work(times):
        asked = block(text * times)
        return lambda: PLUGIN.compress(asked, Level.BALANCED)

    assert grows_evenly(work, 10)
