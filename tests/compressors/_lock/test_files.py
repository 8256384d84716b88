"""Lock files: each is known by its signs, and its pieces are its text."""

import pytest

from headroom_cli.compressors._lock.files import Lock, is_like_a_row, read, tool, written
from headroom_cli.compressors._lock.rows import Package
from tests.compressors._lock import test_jsons, test_pins, test_tomls, test_yamls

TITLES = (
    *("package-lock.json",) * 3, "Pipfile.lock", "composer.lock",
    "Cargo.lock", "uv.lock", "poetry.lock",
    "pnpm-lock.yaml", "yarn.lock v1", "yarn.lock",
    "requirements.txt",
)  # fmt: skip
TEXTS = (*test_jsons.TEXTS, *test_tomls.TEXTS, *test_yamls.TEXTS, *test_pins.TEXTS)


@pytest.mark.parametrize(("title", "text"), [*zip(TITLES, TEXTS, strict=True)], ids=TITLES)
def test_a_file_is_known_by_its_signs_and_so_is_a_part_of_it(title, text):
    assert tool(text) == title
    assert tool(text[len(text) // 3 : 2 * len(text) // 3]) == title


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "1.0.0", "dist": {"integrity": "sha512-x"}}',
        "[project]\nname = 'a'\nversion = '1'\n",
        "version: 1\nresolution: 2\n",
        '+  version "1.0.0"\n+  resolved "https://registry.yarnpkg.com/a"\n',
        "requests==2.31.0\n",
        "",
    ],
)
def test_other_files_are_none(text):
    assert tool(text) == ""


def test_an_empty_line_between_rows_is_not_said():
    a, b = Package(("a",), {}), Package(("b",), {})
    lock = Lock("x", ["head", a, b, "middle", b], gap=True, end="\n")
    assert written(lock, lambda package: package.names[0]) == "head\n\n- a\n- b\n\nmiddle\n\n- b\n"
    assert written(Lock("x", ["head", a, b]), lambda package: package.names[0]) == "head\n- a\n- b"


def test_a_line_that_begins_like_a_row_is_known():
    assert is_like_a_row("- a")
    assert is_like_a_row("a\n- b")
    assert not is_like_a_row("a - b\n  - c")


def test_all_packages_of_the_samples_are_read():
    for title, text in zip(TITLES, TEXTS, strict=True):
        lock = read(title, text)
        assert sum(isinstance(piece, Package) for piece in lock.pieces) >= 5, title
