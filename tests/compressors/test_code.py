"""Code: bodies nobody asked about are left out, the rest stays as it is, and it is still code."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.code import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors._code.samples import BY_PATH, GO, PYTHON, C

FROM = Level.AGGRESSIVE


def block(text, path="", question="", **arguments):
    asked = {"command": f"cat {path}"} if path and not arguments else arguments
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", arguments=asked, question=question)


def read(text, path, first=1, gutter="{:6}\t", question="", **arguments):
    shown = "\n".join(gutter.format(n) + line for n, line in enumerate(text.split("\n"), first))
    known = {"file_path": path, **arguments}
    return Block(text=shown, span=(0, 0), kind="result", tool="Read", arguments=known, question=question)


FIXTURES = tuple(block(text, path) for path, text in BY_PATH.items())


def decode(text):
    return text


def said(asked):
    return PLUGIN.compress(asked, Level.AGGRESSIVE).text


def test_bodies_and_all_but_the_first_line_of_comments_give_way_to_their_line_numbers():
    assert said(block(GO, "ledger/ledger.go")) == (
        '[code; "// ... lines 34-46" stands for those lines of it]\n'
        "package ledger\n\n"
        'import (\n\t"errors"\n\t"fmt"\n)\n\n'
        "// ErrClosed is returned when a booking comes too late.\n"
        'var ErrClosed = errors.New("ledger is closed")\n\n'
        "// Ledger holds bookings in the order in which they came.\n"
        "// ... lines 12-16\n"
        "type Ledger struct {\n\trows   []Row\n\tclosed bool\n}\n\n"
        "func (l *Ledger) Len() int {\n\treturn len(l.rows)\n}\n\n"
        "// Add books a row.\n"
        "func (l *Ledger) Add(row Row) error {\n\t// ... lines 28-32\n}\n\n"
        "func (l *Ledger) Each(visit func(Row) bool) {\n\t// ... lines 36-40\n}\n"
    )


def test_what_was_left_out_is_counted():
    assert PLUGIN.compress(block(C, "src/ring.c"), Level.AGGRESSIVE).omitted == "11 of 35 lines"


def test_python_stays_python():
    text = said(block(PYTHON, "billing/invoice.py"))
    compile(text.partition("\n")[2].replace("self.total", "0"), "invoice.py", "exec", dont_inherit=True)
    assert '        """How a person calls it."""\n        ...  # lines 30-34\n' in text


@pytest.mark.parametrize("level", [Level.LOSSLESS, Level.BALANCED])
def test_below_aggressive_code_is_left_alone(level):
    with pytest.raises(NotMine):
        PLUGIN.compress(FIXTURES[0], level)


@pytest.mark.parametrize("gutter", ["{}\t", "{:6}→", "{}: ", "{:4} | "])
def test_a_numbered_read_keeps_some_numbers_and_its_lines_byte_for_byte(gutter):
    text = said(read(PYTHON, "/src/invoice.py", gutter=gutter))
    rows = text.split("\n")
    assert rows[0].startswith("[lines 1-57; the line number (")
    assert rows[0].endswith(' on definitions and at least every 20 lines; "...  # lines 34-46" stands for those lines]')
    assert gutter.format(50).lstrip() + "def parse_total(text):" in rows
    assert "        ...  # lines 30-34" in rows
    fronts = [gutter.format(n).lstrip() for n in range(1, 60)]
    bare = {next((row.removeprefix(front) for front in fronts if row.startswith(front)), row) for row in rows}
    assert {row for row in bare if "lines " not in row} <= set(PYTHON.split("\n"))


def test_notices_around_a_numbered_read_stay():
    asked = read(PYTHON, "/src/invoice.py")
    noticed = Block(
        text=f"[File: /src/invoice.py (57 lines total)]\n{asked.text}\n\n<note>that was all</note>",
        span=(0, 0),
        kind="result",
        arguments=asked.arguments,
    )
    text = said(noticed)
    assert text.startswith("[File: /src/invoice.py (57 lines total)]\n[lines 1-57; ")
    assert text.endswith("\n\n<note>that was all</note>")


def test_a_page_from_the_middle_calls_lines_by_their_own_numbers():
    text = said(read(PYTHON * 5, "/src/invoice.py", first=301))
    assert "        ...  # lines 330-334\n" in text


def test_a_window_that_was_asked_for_is_left_alone():
    for asked in (
        read(PYTHON, "/src/invoice.py", first=120),
        block(PYTHON, command="sed -n '120,180p' billing/invoice.py"),
        block(PYTHON, path="billing/invoice.py", view_range=[120, 180]),
    ):
        with pytest.raises(NotMine):
            said(asked)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What does parse_total do with a sign?", "    cents = int(head) * 100\n"),
        ("Why is overdue slow?", "        one.reminders += 1\n"),
        ("Where is `reminders` set?", "        one.reminders += 1\n"),
        ('Which function raises "too many digits"?', "    cents = int(head) * 100\n"),
        ("It fails: invoice.py:53 int(head)", "    cents = int(head) * 100\n"),
        ("What happens when one is cancelled?", "after an invoice was cancelled"),
    ],
)
def test_what_the_question_names_stays(question, kept):
    text = said(block(PYTHON, "billing/invoice.py", question=question))
    assert kept in text
    assert '        amount = f"{abs' not in text


def test_what_the_call_names_stays_but_not_every_body_that_holds_a_word_of_the_files_name():
    text = said(block(PYTHON, relative_path="billing/invoice.py", symbol="parse_total"))
    assert "    cents = int(head) * 100\n" in text
    assert "one.reminders" not in text


def test_a_body_that_says_it_is_unfinished_stays():
    text = said(block(PYTHON.replace("cents = int(head)", "cents = 0  # TODO: the sign"), "billing/invoice.py"))
    assert "    cents = 0  # TODO: the sign * 100\n" in text


@pytest.mark.parametrize(
    "asked",
    [
        block("The cat sat on the mat, and nobody knew (or cared) why.\n" * 40, "story.py"),
        block('{"a": [1, 2], "b": {"c": null}},\n' * 40, "rows.js"),
        block("var a=function(){b();c();d();e();f()};" * 200, "bundle.min.js"),
        block("x = 1\n" * 40, "constants.py"),
        block(PYTHON.replace("\n", '\n"""\n', 3), "cut/in/docstring.py"),
        block("\ud800" + PYTHON, "surrogate.py"),
        block(PYTHON, command="grep -n total billing/invoice.py"),
        block(PYTHON, pattern="total", path="billing/invoice.py"),
        block(PYTHON, file_path="billing/invoice.py", old_string="a", new_string="b"),
        block(PYTHON, "notes.txt"),
    ],
)
def test_what_is_not_certainly_code_that_was_read_is_left_alone(asked):
    with pytest.raises(NotMine):
        said(asked)


@given(st.sampled_from(sorted(BY_PATH)), st.integers(0, 30), st.sets(st.integers(0, 60), max_size=4), st.booleans())
def test_with_the_named_lines_put_back_the_text_is_the_original(path, first, gone, numbered):
    lines = [line for at, line in enumerate(BY_PATH[path].split("\n")[first:]) if at not in gone] * 2
    asked = read("\n".join(lines), path) if numbered else block("\n".join(lines), path)
    with contextlib.suppress(NotMine):
        back = []
        for row in said(asked).split("\n")[1:]:
            named = re.fullmatch(r"[\s/#*!.]*\.\.\. .*?lines (\d+)-(\d+)", row)
            bare = re.sub(r"^\d{1,3}\t", "", row)
            back += lines[int(named[1]) - 1 : int(named[2])] if named else [bare]
        assert back == lines


def test_letters_of_several_bytes_move_nothing():
    text = PYTHON.replace("invoice", "Rechnüng€").replace("LIMIT = 30", 'LIMIT = "日本語" * 30')
    rows = said(block(text, "billing/invoice.py")).split("\n")[1:]
    assert "        ...  # lines 30-34" in rows
    assert {row for row in rows if "lines " not in row} <= set(text.split("\n"))


def test_a_carriage_return_at_the_end_of_lines_stays():
    text = said(block(PYTHON.replace("\n", "\r\n"), "billing/invoice.py"))
    assert "\ndef overdue(invoices, days=LIMIT):\r\n" in text
