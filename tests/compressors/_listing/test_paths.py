"""Lists of paths: a folder, or what all rows share, is said once, and the rows come back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.paths import Row, by_affix, by_folder, read
from tests.compressors._listing.test_words import opened

FIGURE = re.compile(r"([ \t]*\d+(?:\.\d+)?[KMGT]?[ \t]+)?")
BY_FOLDER = re.compile(
    r'\[files(?: under (\S+))? by folder, as "folder/: name( |, )name"(?:; \{a b\}\.c = a\.c b\.c)?\]'
)
BY_AFFIX = re.compile(r"\[rows ([^*]*)\*([^*]*), the \* of each\]")
HEADED = re.compile(r"([ \t]*(?:[MADRCUT?!]{1,2}[ \t]+)?)([^\s:]*/): (.*)", re.DOTALL)

TEXTS = (
    "".join(
        f"src/app/{part}/{name}.ts\n" for part in ("models", "views") for name in ("user", "order", "item", "cart")
    ),
    "".join(f"./node_modules/{n}/package.json\n" for n in ("acorn", "@types/node", "flat", "glob/node_modules/x")),
    "".join(f"/home/dev/work/gin/binding/file_{n}.go" + "\n" for n in range(12)).removesuffix("\n"),
    "Found 31 files\n" + ("".join(f"lib/core/part_{n}.py\n" for n in range(30)) + "README.md\n") * 2,
    "".join(f"{sign} server/handlers/{name}{n}.go\n" for sign, name in ((" M", "h"), ("??", "new")) for n in range(8)),
    "".join(f"   {n * 37} ./client/pages/p{n}.vue\n" for n in range(1, 12)) + "  4000 total\n",
    "".join(f"server/auth/token_{n}.rb:{n}\n" for n in range(14)) + "\nFound 91 total occurrences across 14 files.\n",
    "<output>\n" + "".join(f"./test/deep/res.{n}.js {n * 991}\n" for n in range(19)) + "</output>",
)


def decode(text):
    header, *rows = text.split("\n")
    if match := BY_AFFIX.fullmatch(header):
        words = " ".join(rows).split(" ")
        return "\n".join(match[1] + word + match[2] for word in words)
    match = BY_FOLDER.fullmatch(header)
    if match is None:
        return text
    root, sign = match[1] or "", match[2]
    return "\n".join(line for row in rows for line in unfolded(row, root, sign))


def unfolded(row, root, sign):
    match = HEADED.fullmatch(row)
    if match is None:
        return [row]
    front, folder, said = match.groups()
    folder = root if root and folder == "./" else root + folder
    items = opened(said) if sign == " " else said.split(sign)
    figures = [FIGURE.match(item).end() for item in items]
    return [front + item[:at] + folder + item[at:] for item, at in zip(items, figures, strict=True)]


def rows(text):
    return [read(line) for line in text.split("\n")]


def test_a_row_is_a_folder_and_the_row_without_it():
    assert read(" M src/a.py") == Row(" M src/a.py", " M ", "src/", "a.py")
    assert read("12K ./a/b.py") == Row("12K ./a/b.py", "", "./a/", "12K b.py")
    assert read("./a/b.py:12") == Row("./a/b.py:12", "", "./a/", "b.py:12")


def test_search_results_and_prose_are_no_rows_of_files():
    for line in (
        "src/a.py:12:text",
        "see docs/a.md",
        "src//",
        "tests/a.py::test_b",
        "https://x.org/a/b",
        "",
        "a.py",
    ):
        assert read(line).folder == ""


def test_a_folder_is_said_once_for_its_names():
    assert by_folder(rows("src/a/one.py\nsrc/a/two.py\nsrc/b/three.py\nREADME.md\nsrc/four.py\nsrc/lib/\n")) == (
        '[files under src/ by folder, as "folder/: name name"]\n'
        "a/: one.py two.py\nb/: three.py\nREADME.md\n./: four.py lib/\n"
    )


def test_the_letters_of_git_stand_before_the_folder():
    assert by_folder(rows(" M src/a/one.py\n M src/a/two.py\n?? src/a/new.py\n?? src/b/")) == (
        '[files under src/ by folder, as "folder/: name name"]\n M a/: one.py two.py\n?? a/: new.py\n?? ./: b/'
    )


def test_a_row_that_reads_like_a_heading_forbids_the_form():
    assert by_folder(rows("src/a.py\nsrc/b.py\nsrc/c.py\nsrc/: b c\n")) is None


def test_one_name_in_many_folders_is_said_by_the_folders():
    assert by_affix(rows("./x/a/index.js\n./x/b/index.js\n./x/c/d/index.js")) == (
        "[rows ./x/*/index.js, the * of each]\na b c/d"
    )


def test_rows_without_a_folder_forbid_the_affix_form():
    assert by_affix(rows("x/a.js\nx/b.js\nnotice\n")) is None
    assert by_affix(rows("x/*/a.js\nx/*/b.js\nx/*/c.js\n")) is None


LEADS = st.sampled_from(["", " M ", "?? ", "12 ", "   3 ", "M"])
FOLDERS = st.sampled_from(["", "a/", "a/b/", "./", "./a/", "/", "a/./", "x:/"])
NAMES = st.sampled_from(
    [
        "n",
        "M",
        "12",
        "a_n",
        "b_n",
        "c_n",
        "test_n.py",
        "{}",
        "d/",
        "e:",
        "a b",
        "x,",
        "",
        "*",
        "n.py",
        "/",
        "n:4",
        "n 72",
        "n\t7",
        "n ",
        ": x",
        "n, m",
    ]
)


@given(st.lists(st.builds(lambda *parts: "".join(parts), LEADS, FOLDERS, NAMES), max_size=12).map("\n".join))
def test_whatever_the_rows_are_the_text_comes_back(text):
    for form in (by_folder, by_affix):
        shorter = form(rows(text))
        assert shorter is None or decode(shorter) == text
