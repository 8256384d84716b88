"""Abbreviations: each is used where it can be undone, and only then named."""

import pytest

from headroom_cli.compressors._diff import parts
from headroom_cli.compressors._diff.write import written
from tests.compressors.recorded import LOG_OF_PATCHES, LOG_OF_STATS


def head(text):
    return written(tuple(parts.read(text.split("\n")))).split("\n")[0]


def test_the_head_names_what_is_used():
    assert head(LOG_OF_STATS).startswith(
        "[git output; no Author: the same as before; messages are indented by 1, were by 4;"
    )
    assert head("no git at all\n") == "no git at all"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ('"=== path', "=== a heading\n" + LOG_OF_PATCHES),
        ("no lengths", LOG_OF_PATCHES + "@@ -1 +1 @@\n-a\n+b\n+c\n"),
        ("no Author", LOG_OF_STATS + "commit 07fab34d5a49\nDate: today\n"),
        ("no Author", LOG_OF_STATS.replace("Author: Ada", "Author: Bob\nAuthor: Ada")),
        ("indented by 1", LOG_OF_STATS + " one blank\n"),
        ("indented by 1", LOG_OF_STATS + "    looks | 3 ++\n"),
        ("no padding", LOG_OF_STATS + " a | 1 +\n b  | 1 +\n"),
        ('" 2 files, ', LOG_OF_STATS + " 2 files, they say\n"),
    ],
)
def test_what_the_text_could_be_mistaken_for_is_not_used(said, text):
    assert said in head(LOG_OF_STATS + LOG_OF_PATCHES)
    assert said not in head(text)
