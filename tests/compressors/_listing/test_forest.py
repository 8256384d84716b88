"""Folders in folders: names on the folder's line, folders below; sorting puts them together again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.forest import Item, write
from tests.compressors._listing.test_words import opened

HEAD = re.compile(
    r'\[(.+) as "folder/ names", subfolders indented below(?:; names in (byte|dictionary) order)?'
    r"(?:; \{a b\}\.c = a\.c b\.c)?(?:; \| starts a row verbatim)?\]"
)
FOLDER = re.compile(r"(.*?)/(?: (.*))?", re.DOTALL)
SIGNS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"


def dictionary(name):
    """What a dictionary sorts a name by: signs, digits, letters; small letters first where that is all."""
    return [SIGNS.index(c) if c in SIGNS else len(SIGNS) + ord(c) for c in name.lower()], name.swapcase()


def decode(text):
    """What was listed, and the items with the depth and the order that they had."""
    head, *lines = text.split("\n")
    what, order = HEAD.fullmatch(head).groups()
    key = dictionary if order == "dictionary" else str
    roots, path = [], []
    for line in lines:
        made = read(line)
        while path and path[-1][0].depth >= made[0].depth:
            path.pop()
        (path[-1][2] if path else roots).append(made)
        path += [made] if made[0].folder else []
    return what, [item for root in roots for item in walked(*root, key)]


def read(line):
    """A line as its item, the names on it, and a list for what is below it."""
    label = line.lstrip(" ")
    depth = len(line) - len(label)
    match = FOLDER.fullmatch(label)
    if line.startswith("|"):
        return Item(0, line[1:]), [], []
    if match and (match[2] is not None or label.endswith("/")):
        return Item(depth, match[1], folder=True), opened(match[2] or ""), []
    return Item(depth, label), [], []


def walked(item, names, below, key):
    yield item
    inside = [*((Item(item.depth + 1, name), [], []) for name in names), *below]
    for child in sorted(inside, key=lambda child: key(child[0].label)) if names else inside:
        yield from walked(*child, key)


def items(*rows):
    """Rows by indent; a folder ends with a slash."""
    bare = [(len(row) - len(row.lstrip(" ")), row.lstrip(" ")) for row in rows]
    return [Item(depth, label.removesuffix("/"), label.endswith("/")) for depth, label in bare]


def lines(text):
    return text.split("\n")[1:]


def test_names_go_on_the_line_of_their_folder_and_folders_below_it():
    made = write(items("./", " README.md", " src/", "  app.py", "  util/", "   x.py", " tox.ini"), "ls")
    assert lines(made) == ["./ README.md tox.ini", " src/ app.py", "  util/ x.py"]
    assert "in byte order" in made


def test_where_names_are_in_no_order_they_stand_below_as_they_came():
    assert lines(write(items("./", " b", " a/", "  x", " c"), "ls")) == ["./", " b", " a/ x", " c"]


def test_a_name_of_two_words_stands_on_a_line_of_its_own():
    assert lines(write(items("./", " a", " b c", " d"), "ls")) == ["./ a d", " b c"]


def test_a_row_that_reads_like_a_folder_is_told_apart_or_forbids_the_form():
    assert lines(write([Item(0, "x/"), Item(0, " y"), Item(0, "z/ a"), Item(0, "|")], "ls"))[0:] == [
        "|x/", "| y", "|z/ a", "||",
    ]  # fmt: skip
    assert write([Item(0, "x", folder=True), Item(1, "a b/")], "ls") is None
    assert write([Item(0, "x/ y", folder=True), Item(1, "a")], "ls") is None


LABELS = st.sampled_from(
    ["a", "b", "B", "a_b.py", "c_b.py", "d_b.py", "e_b.py", "x/", "two words", "{}", "", "|", "-> x/y"]
)
ITEMS = st.lists(st.builds(Item, st.integers(0, 3), LABELS, st.booleans()), max_size=25)


@given(ITEMS)
def test_whatever_is_listed_the_items_come_back(made):
    text = write(made, "a list")
    assert text is None or decode(text) == ("a list", made)
