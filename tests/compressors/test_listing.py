"""Listings: of several forms the shortest is taken, and every row comes back."""

from dataclasses import replace

import pytest

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.listing import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors._listing import test_ls, test_names, test_paths, test_tree
from tests.fakes.growth import grows_evenly


def block(text):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash")


FIXTURES = tuple(block(text) for text in (*test_paths.TEXTS, *test_ls.TEXTS, *test_tree.TEXTS, *test_names.TEXTS))


def decode(text):
    """Line ends at the end stay as they are; before them the first line tells the form."""
    body = text.rstrip("\n")
    end = text[len(body) :]
    first = body.split("\n", 1)[0]
    if first.startswith("[ls -l"):
        return test_ls.decode(body) + end
    if first.startswith("[ls -R") or test_names.HEAD.match(first):
        return test_names.decode(body) + end
    if ' as "folder/ names"' in first:
        return test_tree.decode(body) + end
    return test_paths.decode(body) + end


def test_paths_with_one_name_in_each_folder_are_said_by_what_differs():
    text = "".join(f"node_modules/{name}/package.json\n" for name in ("acorn", "flat", "glob", "qs"))
    assert PLUGIN.compress(block(text), Level.LOSSLESS).text == (
        "[rows node_modules/*/package.json, the * of each]\nacorn flat glob qs\n"
    )


def test_prose_and_code_are_not_listings():
    for text in ("See docs/a.md, then b.\n" * 20, "import os\nx = a/b\n" * 20, "one\ntwo\nthree\nfour\n"):
        assert PLUGIN.score(block(text)) == 0
        with pytest.raises(NotMine):
            PLUGIN.compress(block(text), Level.LOSSLESS)


def test_a_long_listing_leaves_out_what_nobody_wrote_from_balanced_on():
    text = "".join(f"./src/part{n}.py\n" for n in range(40))
    text += "".join(f"./node_modules/p{n}/index.js\n" for n in range(200))
    assert PLUGIN.compress(block(text), Level.LOSSLESS).lossless
    done = PLUGIN.compress(block(text), Level.BALANCED)
    assert done.omitted == "198 of 240 rows"
    assert "\n[198 more of ./node_modules/ left out]\n" in done.text
    assert all(f"part{n}" in done.text.replace("{", "part").replace(" ", " part") for n in range(40))


def test_what_the_question_names_stays():
    text = "".join(f"./node_modules/p{n}/index.js\n" for n in range(200))
    asked = replace(block(text), question="Is p77 installed?")
    assert "p77" in PLUGIN.compress(asked, Level.BALANCED).text
    whole = replace(block(text), question="What is in node_modules?")
    assert PLUGIN.compress(whole, Level.BALANCED).lossless


def test_a_tree_of_packages_leaves_out_what_it_tells_twice():
    text = "app@1 /work\n" + "".join(f"├─┬ p{n}@1\n│ ├── q@1 deduped\n│ └── r{n}@1\n" for n in range(80)) + "└── q@1\n"
    done = PLUGIN.compress(block(text), Level.BALANCED)
    assert done.omitted == "80 of 242 rows"
    assert "without 80 of these" in done.text


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("conftest.py\ntest_a.py\ntest_b.py\ndata\n", {}),
        ("data\nsrc\ntests\ndocs\n", {"command": "cd app && ls"}),
        ("src:\napp\nutil.py\n\nsrc/app:\nmain.py\n", {}),
    ],
)
def test_bare_names_are_known_by_their_look_or_by_the_command(text, arguments):
    assert PLUGIN.score(replace(block(text), arguments=arguments)) >= 0.5
    assert PLUGIN.score(block("data\nsrc\ntests\ndocs\n")) == 0


def names_of(count):
    return "".join(sorted(f"{'abcdefgh'[n % 8]}_{n * 7919 % 100003}.py\n" for n in range(count)))


def sections_of(count):
    folders = [f"f{n:05}" for n in range(count // 20)]
    inside = (f"\n./{folder}:\n" + "".join(f"n{n}.c\n" for n in range(10, 30)) for folder in folders)
    return ".:\n" + "".join(f"{folder}\n" for folder in folders) + "".join(inside)


def tree_of(count):
    return ".\n" + "".join(f"├── d{n}\n│   ├── a.c\n│   └── b.c\n" for n in range(count // 3)) + "└── z\n"


def paths_of(count):
    return "".join(f"./node_modules/p{n // 9}/lib/f{n % 9}.js\n" for n in range(count))


@pytest.mark.parametrize("made", [names_of, sections_of, tree_of, paths_of])
def test_ten_times_the_rows_take_about_ten_times_the_time(made):
    def work(rows):
        asked = block(made(rows))
        return lambda: PLUGIN.compress(asked, Level.BALANCED)

    assert grows_evenly(work, 1000)
