"""Long listings: what rows share becomes a letter, and the columns come back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.ls import by_letter, read

HEAD = re.compile(
    r"\[ls -l, a letter for mode links owner group( date)?:\n((?:[a-z]{1,2} .*\n)+)then rows: letter size .*\]\n"
)
CODED = re.compile(r"([a-z]{1,2}) (\d+) (.*)", re.DOTALL)
DATE = re.compile(r"([A-Z][a-z]{2} .{8}|[ \d]\d [ \d]\d .{5}|\S{10} \S{5}) (.*)", re.DOTALL)


def listing(cells, gap=1):
    """The cells as ls -l prints them; `gap` stands between owner and group."""
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "".join(
        f"{mode} {links.rjust(wide[1])} {owner.ljust(wide[2])}{' ' * gap}{group.ljust(wide[3])}{' ' * gap}"
        f"{size.rjust(wide[4])} {date} {name}\n"
        for mode, links, owner, group, size, date, name in cells
    )


CELLS = [
    ("drwxr-xr-x", "11", "root", "root", "4096", "Nov 22 03:52", "."),
    *(("-rw-r--r--", "1", "dev", "staff", str(n * n * n), "Aug  8  2024", f"file {n}.txt") for n in range(9)),
    *(("-rwxr-xr-x.", "1", "dev", "staff", str(n), "Aug  8  2024", f"run{n}") for n in range(4)),
    ("lrwxrwxrwx", "1", "root", "root", "7", "Aug 15 05:44", "bin -> usr/bin"),
]
TEXTS = (
    "total 212\n" + listing(CELLS),
    "./a:\ntotal 8\n" + listing(CELLS[1:5]) + "\n./b:\ntotal 4\n" + listing(CELLS[:9]) + listing(CELLS[9:], 2),
    "<output>\ntotal 9\n" + "\n".join(listing(CELLS).split("\n")[1:9]) + "\n</output>",
    listing([("-rw-------", "1", "a", "b", str(n * 700), f" 9 {n:2} 09:5{n}", f"f{n}") for n in range(1, 9)], 2),
    listing([("-rw-------", "1", "a", "b", str(n * 700), f"2026-01-0{n} 09:00", f"f{n}") for n in range(1, 9)]),
)


def decode(text):
    head = HEAD.match(text)
    if head is None:
        return text
    legend = dict(row.split(" ", 1) for row in head[2].splitlines())
    blocks, widths = [[]], [None]
    for row in text[head.end() :].split("\n"):
        if row.startswith("[columns "):
            blocks.append([])
            widths.append(tuple(map(int, row[9:-1].split())))
        elif CODED.fullmatch(row) and CODED.fullmatch(row)[1] in legend:
            blocks[-1].append(cells(row, legend, dated=bool(head[1])))
        else:
            blocks += [row, []]
            widths += [None, None]
    return "\n".join(row for block, wide in zip(blocks, widths, strict=True) for row in printed(block, wide))


def cells(row, legend, *, dated):
    letter, size, rest = CODED.fullmatch(row).groups()
    mode, links, owner, group, *date = legend[letter].split(" ", 4)
    date, name = (date[0], rest) if dated else DATE.fullmatch(rest).groups()
    return mode, links, owner, group, size, date, name


def printed(block, wide):
    if isinstance(block, str):
        return [block]
    if not block:
        return []
    most = [max(map(len, column)) for column in zip(*block, strict=True)]
    links_wide, owner_wide, rest_wide = wide or (most[1], most[2] + 1, most[3] + 1 + most[4])
    return [
        f"{mode} {links.rjust(links_wide)} {owner.ljust(owner_wide)}"
        f"{group}{size.rjust(rest_wide - len(group))} {date} {name}"
        for mode, links, owner, group, size, date, name in block
    ]


def test_a_row_is_its_cells():
    entry = read("-rw-rw-r--  1 root staff   184 Aug  8 16:33 a name -> b")
    assert (entry.mode, entry.links, entry.owner, entry.group, entry.size) == (
        "-rw-rw-r--",
        "1",
        "root",
        "staff",
        "184",
    )
    assert (entry.date, entry.name, entry.widths) == ("Aug  8 16:33", "a name -> b", (2, 5, 11))


def test_other_rows_are_not_read():
    for row in ("total 12", "brw-rw---- 1 root disk 8, 0 Aug  8 16:33 sda", "-rw-r--r-- 1 a b 12 yesterday x", ""):
        assert read(row) is None


def test_rows_alike_get_one_letter():
    text = listing([("-rw-r--r--", "1", "me", "us", str(n), "Aug  8  2024", f"f{n}") for n in (7, 80, 9)])
    assert by_letter(text.split("\n"), dated=True) == (
        "[ls -l, a letter for mode links owner group date:\n"
        "a -rw-r--r-- 1 me us Aug  8  2024\n"
        "then rows: letter size name]\n"
        "a 7 f7\na 80 f80\na 9 f9\n"
    )


def test_columns_that_do_not_follow_from_the_rows_are_said():
    rows = listing(CELLS).split("\n")[1:6]
    assert "\n[columns 2 5 10]\n" in by_letter(rows, dated=True)
    assert decode(by_letter(rows, dated=True)) == "\n".join(rows)


def test_a_row_that_reads_like_a_coded_one_forbids_the_form():
    assert by_letter([*listing(CELLS).split("\n"), "a 12 monkeys"], dated=True) is None


def test_every_listing_comes_back():
    for text in TEXTS:
        for dated in (True, False):
            assert decode(by_letter(text.split("\n"), dated=dated)) == text


CELL = st.tuples(
    st.sampled_from(["-rw-r--r--", "drwxr-xr-x+"]),
    st.sampled_from(["1", "12"]),
    st.sampled_from(["me", "somebody"]),
    st.sampled_from(["us", "everybody"]),
    st.sampled_from(["0", "5000"]),
    st.sampled_from(["Aug  8  2024", "Aug 18 12:00", " 9  3 09:55"]),
    st.sampled_from(["f", "a b", "x -> y", " f"]),
)
BLOCKS = st.builds(listing, st.lists(CELL, min_size=1, max_size=4), st.sampled_from([1, 2]))


@given(st.lists(BLOCKS | st.sampled_from(["total 1\n", "\n", "./x:\n"]), max_size=5).map("".join), st.booleans())
def test_whatever_the_blocks_are_the_text_comes_back(text, dated):
    shorter = by_letter(text.split("\n"), dated=dated)
    assert shorter is None or decode(shorter) == text
