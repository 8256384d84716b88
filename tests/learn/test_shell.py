"""A command line is read as a shell would, as far as learning needs it."""

import shlex
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.learn.shell import Command, commands


def words(line):
    return [command.words for command in commands(line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", []),
        ("pytest -q", [("pytest", "-q")]),
        ("a; b && c || d | e & f", [(c,) for c in "abcdef"]),
        ("a\nb \\\n  c", [("a",), ("b", "c")]),
        ("grep -n \"a b\" 'c d' e\\ f", [("grep", "-n", "a b", "c d", "e f")]),
        ('echo "say \\"hi\\" $x"', [("echo", 'say "hi" $x')]),
        ("make 2>&1 >/dev/null < in", [("make",)]),
        ("(cd a; make)", [("make",)]),
        ("cat <<'EOF' > a.py\nit's 'x\nEOF\npython a.py", [("cat",), ("python", "a.py")]),
        ("python - <<EOF\nprint(1)\n  EOF", [("python", "-")]),
        ("# look\nls", [("ls",)]),
        ("for f in *; do cat $f; done", [("cat", "$f")]),
        ("if ! make; then ls; fi", [("make",), ("ls",)]),
        ("time sudo -E env A=1 timeout 30s make", [("make",)]),
        ("echo 'never closed", []),
        ("x" * 5000, []),
    ],
)
def test_the_simple_commands_of_a_line_are_told_in_order(line, found):
    assert words(line) == found


@given(st.lists(st.text(min_size=1, alphabet=st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))))
def test_quoted_words_come_back_as_they_were(given_words):
    line = "run " + " ".join(map(shlex.quote, given_words))
    if "<<" not in line and not any("\n" in word for word in given_words):
        assert words(line) == [("run", *given_words)]


@given(st.text())
def test_nothing_that_could_be_typed_breaks_it(line):
    for command in commands(line):
        assert command.words
        assert command.deed.startswith(command.program)
        assert command.text


def test_assignments_folders_and_files_written_are_told():
    (one, two) = commands("cd web && A=1 B=2 npm test > out.txt; cd sub; env C=3 ls")
    assert (one.env, one.folder, one.into) == (("A=1", "B=2"), "web", "out.txt")
    assert (two.env, two.folder) == (("C=3",), "web/sub")


def test_what_something_is_piped_into_is_not_first():
    assert [c.first for c in commands("cat a | grep b && ls")] == [True, False, True]


@pytest.mark.parametrize(
    ("line", "program", "deed", "operands"),
    [
        ("pytest -q tests/", "pytest", "pytest", ("tests/",)),
        ("python3 -m pytest -q", "python3 -m pytest", "python3 -m pytest", ()),
        (".venv/bin/python -m pip install x", ".venv/bin/python -m pip", ".venv/bin/python -m pip install", ("x",)),
        ("python3 -m", "python3", "python3", ()),
        ("uv run pytest -x", "uv run pytest", "uv run pytest", ()),
        ("npx jest --ci", "npx jest", "npx jest", ()),
        ("npm run test:unit -- --watch", "npm", "npm run test:unit", ()),
        ("git push origin main", "git", "git push", ("origin", "main")),
        ("git", "git", "git", ()),
        ("ls Makefile", "ls", "ls", ("Makefile",)),
    ],
)
def test_a_command_is_a_program_a_deed_and_what_it_was_given(line, program, deed, operands):
    (command,) = commands(line)
    assert (command.program, command.deed, command.operands) == (program, deed, operands)


def test_a_command_is_said_as_it_would_be_typed():
    assert Command(("grep", "a b", "src"), ("A=1",)).text == "A=1 grep 'a b' src"


def test_a_long_line_takes_no_longer_than_its_length():
    line = "echo " + "'a' \"b\" c\\d " * 300
    began = time.process_time()
    for n in range(20):
        commands(f"{line} {n}")
    assert time.process_time() - began < 1
