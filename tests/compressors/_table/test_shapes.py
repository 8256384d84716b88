"""Rows of a known shape: apt's lists and mounts."""

from headroom_cli.compressors._table.shapes import read

INSTALLED = "Listing...\n" + "".join(
    f"acme-part-{n}/stable,now 2.{n}.14-3+deb12u{n} amd64 [installed{',automatic' if n > 3 else ''}]\n"
    for n in range(14)
)
MOUNTS = "".join(
    f"tmpfs on /run/user/{n} type tmpfs (rw,nosuid,nodev,relatime,size=1611304k)\n" for n in range(1000, 1006)
)
TEXTS = (INSTALLED, MOUNTS)


def test_a_shape_brings_its_own_names_and_no_line_is_drawn_from_them():
    found = read(INSTALLED.split("\n"), 1)
    assert found.names == ("name", "suite", "version", "arch", "status")
    assert found.cells[0] == ("acme-part-0", "stable,now", "2.0.14-3+deb12u0", "amd64", "installed")
    assert not found.headed


def test_rows_without_a_status_are_a_shape_too():
    text = "".join(f"acme-{n}/stable 2.{n} amd64\n" for n in range(4))
    assert read(text.split("\n"), 0).names == ("name", "suite", "version", "arch")


def test_lines_that_only_hold_a_slash_and_blanks_are_no_shape():
    assert read(["a/b.py:1: error: Function is missing"] * 5, 0) is None
    assert read(["a/b v1.2.3 h1:abc= x"] * 5, 0) is None
