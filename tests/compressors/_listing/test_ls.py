"""Long listings: what rows share becomes a letter, and the columns come back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.ls import by_letter, read

HEAD = re.compile(
    r"\[ls -l(?:; owner of all: (\S+), group: (\S+))?(?:; (.{11,35}) where no other date is said)?; (.*)"
    r"; rows: letter, links if not 1, size, (?:date, )?name\]\n"
)
CODED = re.compile(r"([a-z]{1,2})(\d*) (\d\S*) (.*)", re.DOTALL)
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
    listing([("-rw-r--r--", "1", "a", "b", f"{n}.5K", "Aug  8  2024", f"f{n}") for n in range(1, 9)]),
)


def said(rows, *, dated):
    """The form with or without dates in the letters; None where there is none."""
    return next((form for form in by_letter(rows) if (", date, name]" not in form.split("\n", 1)[0]) is dated), None)


def decode(text):
    head = HEAD.match(text)
    if head is None:
        return text
    *common, legend = head.groups()
    legend = dict(item.split(" ", 1) for item in legend.split(", "))
    blocks, widths = [[]], [None]
    for row in text[head.end() :].split("\n"):
        if row.startswith("[columns "):
            blocks.append([])
            widths.append(tuple(map(int, row[9:-1].split())))
        elif (match := CODED.fullmatch(row)) and match[1] in legend:
            blocks[-1].append(cells(match.groups(), legend, *common))
        else:
            blocks += [row, []]
            widths += [None, None]
    return "\n".join(row for block, wide in zip(blocks, widths, strict=True) for row in printed(block, wide))


def cells(row, legend, owner, group, usual):
    letter, links, size, rest = row
    mode, *shared = legend[letter].split(" ", 1 if owner else 3)
    if not owner:
        owner, group, *shared = shared
    date, name = (shared[0], rest) if shared else (usual, rest)
    if not shared and (other := DATE.fullmatch(rest)):
        date, name = other.groups()
    return mode, links or "1", owner, group, size, date, name


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


def test_what_all_rows_have_is_said_once():
    cells = [(7, "Aug  8  2024", "a"), (80, "Aug  9  2025", "b"), (9, "Aug  8  2024", "c")]
    files = [("-rw-r--r--", "1", "me", "us", str(size), date, name) for size, date, name in cells]
    text = listing([*files, ("drwxr-xr-x", "12", "me", "us", "0", "Aug  8  2024", "src")])
    assert said(text.split("\n"), dated=False) == (
        "[ls -l; owner of all: me, group: us; Aug  8  2024 where no other date is said; f -rw-r--r--, d drwxr-xr-x"
        "; rows: letter, links if not 1, size, date, name]\n"
        "f 7 a\nf 80 Aug  9  2025 b\nf 9 c\nd12 0 src\n"
    )


def test_rows_of_one_mode_and_date_get_one_letter():
    text = listing([("-rw-r--r--", "1", who, "us", str(n), "Aug  8  2024", f"f{n}") for n, who in enumerate("aba")])
    assert said(text.split("\n"), dated=True) == (
        "[ls -l; f -rw-r--r-- a us Aug  8  2024, a -rw-r--r-- b us Aug  8  2024"
        "; rows: letter, links if not 1, size, name]\n"
        "f 0 f0\na 1 f1\nf 2 f2\n"
    )


def test_a_date_that_few_rows_have_stands_in_each():
    text = listing([("-rw-r--r--", "1", "me", "us", "5", f"Aug  {n}  2024", f"f{n}") for n in range(1, 5)])
    assert said(text.split("\n"), dated=False) == (
        "[ls -l; owner of all: me, group: us; f -rw-r--r--; rows: letter, links if not 1, size, date, name]\n"
        "f 5 Aug  1  2024 f1\nf 5 Aug  2  2024 f2\nf 5 Aug  3  2024 f3\nf 5 Aug  4  2024 f4\n"
    )


def test_a_name_that_reads_like_a_date_forbids_leaving_dates_out():
    text = listing([("-rw-r--r--", "1", "me", "us", "1", "Aug  8  2024", f"Aug  9  2024 {n}") for n in range(4)])
    assert said(text.split("\n"), dated=False) is None


def test_columns_that_do_not_follow_from_the_rows_are_said():
    rows = listing(CELLS).split("\n")[1:6]
    assert "\n[columns 2 5 10]\n" in said(rows, dated=True)
    assert decode(said(rows, dated=True)) == "\n".join(rows)


def test_a_row_that_reads_like_a_coded_one_forbids_the_form():
    assert said([*listing(CELLS).split("\n"), "a 12 monkeys"], dated=True) is None


def test_every_listing_comes_back():
    for text in TEXTS:
        for dated in (True, False):
            assert decode(said(text.split("\n"), dated=dated)) == text


CELL = st.tuples(
    st.sampled_from(["-rw-r--r--", "drwxr-xr-x+"]),
    st.sampled_from(["1", "12"]),
    st.sampled_from(["me", "somebody"]),
    st.sampled_from(["us", "everybody"]),
    st.sampled_from(["0", "5000"]),
    st.sampled_from(["Aug  8  2024", "Aug 18 12:00", " 9  3 09:55"]),
    st.sampled_from(["f", "a b", "x -> y", " f", "Aug  8  2024 x", "12 x"]),
)
BLOCKS = st.builds(listing, st.lists(CELL, min_size=1, max_size=4), st.sampled_from([1, 2]))


@given(st.lists(BLOCKS | st.sampled_from(["total 1\n", "\n", "./x:\n"]), max_size=5).map("".join), st.booleans())
def test_whatever_the_blocks_are_the_text_comes_back(text, dated):
    shorter = said(text.split("\n"), dated=dated)
    assert shorter is None or decode(shorter) == text
