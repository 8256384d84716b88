"""What nobody wrote goes from a long listing, with counts, and what is asked for stays."""

from headroom_cli.compressors._listing import paths, thin
from headroom_cli.compressors._listing.forest import Item
from headroom_cli.compressors._noise import Noise
from headroom_cli.model import Block
from tests.compressors._listing.test_forest import items

NOISE = Noise(Block(text="", span=(0, 0), kind="result"))
NOBODY = frozenset()


def rows(*texts):
    return [paths.read(text) for text in texts]


INSTALLED = [f"./web/node_modules/part{n}/index.js" for n in range(20)]


def test_of_a_folder_that_nobody_wrote_the_first_rows_stay_and_a_count():
    kept, gone = thin.of_paths(rows("./a.py", *INSTALLED, "./web/app.js"), NOISE, NOBODY)
    assert gone == 18
    assert [row.text for row in kept] == [
        "./a.py",
        *INSTALLED[:2],
        "[18 more of ./web/node_modules/ left out]",
        "./web/app.js",
    ]


def test_rows_that_are_asked_for_stay():
    kept, gone = thin.of_paths(rows(*INSTALLED), NOISE, frozenset({"part7", "index.js"}))
    assert gone == 17
    assert INSTALLED[7] in [row.text for row in kept]


def test_a_folder_with_few_rows_stays_whole():
    few = rows(*INSTALLED[:9])
    assert thin.of_paths(few, NOISE, NOBODY) == (few, 0)


TREE = items("./", " node_modules/", *(f"  p{n}/" if n % 2 else f"   f{n}" for n in range(1, 21)), " src/", "  a.py")


def test_in_a_tree_the_folder_stays_and_says_how_much_is_gone():
    kept, gone = thin.of_items(TREE, NOISE, NOBODY)
    assert gone == 20
    assert kept == [*items("./", " node_modules/"), Item(2, "…20 left out"), *items(" src/", "  a.py")]


def test_in_a_tree_what_is_asked_for_stays_with_its_folders():
    kept, gone = thin.of_items(TREE, NOISE, frozenset({"f8"}))
    assert gone == 18
    assert kept[2:5] == [*items("  p7/", "   f8"), Item(2, "…18 left out")]


def test_what_is_told_elsewhere_goes_and_leaves_no_folder_behind():
    told = items("app/", " a/", "  bb^", " bb/", "  c")
    assert thin.told_once(told, NOBODY) == items("app/", " a", " bb/", "  c")
    assert thin.told_once(told, frozenset({"bb"})) == told
