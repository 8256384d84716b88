"""Web pages: what a person would read stays, the markup goes, and source is not touched."""

import html

import pytest

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.html import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors._html.pages import BLOG, DOCS
from tests.fakes.growth import grows_evenly

FROM = Level.BALANCED
CURL = "curl -sL https://blog.example.org/builds"


def block(text, question="", **arguments):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", arguments=arguments, question=question)


FIXTURES = (
    block(BLOG, command=CURL),
    block(DOCS, command="cat ledger.html"),
    block(BLOG, url="https://blog.example.org/builds"),
    block("HTTP/2 200\ncontent-type: text/html\n\n" + BLOG + "\n200", command=CURL + ' -i -w "%{http_code}"'),
    block(DOCS.removesuffix("</html>\n"), file_path="/usr/lib/python3/site-packages/books/ledger.html"),
)


def decode(text):
    return text


def said(asked, level=Level.BALANCED):
    return PLUGIN.compress(asked, level).text


def test_a_page_is_said_as_a_person_reads_it():
    assert said(FIXTURES[0]) == (
        "[web page as text, without scripts, styles, navigation]\n"
        "How we cut build times | Dev Blog\n\n"
        "# How we cut build times\n\n"
        "By [Jo Doe](/people/jo) · three minutes\n\n"
        "Our builds took 40 minutes. The cause was a single lock, see [issue 77](https://example.org/issues/77) and, "
        "once more, there. Jump to the numbers.\n\n"
        "## What we measured\n\n"
        "Step | Before | After\n"
        "install | 12 min | 2 min\n"
        "test |  | 6 min (cold)\n"
        "```\n"
        "$ make -j8\nerror: lock is held by pid 77\n\tretry <= 3\n\n   done\n"
        "```\n"
        "  1. Split the lock\n"
        "  2. Name the cache:\n\n"
        "    - by hash\n"
        "    - by branch\n"
    )


def test_what_was_left_out_is_counted():
    omitted = PLUGIN.compress(FIXTURES[0], Level.BALANCED).omitted
    left = (len(BLOG) - len(said(FIXTURES[0]))) / 1000
    assert omitted == f"markup, scripts, styles, navigation: {left:.1f} of {len(BLOG) / 1000:.1f} kB"


def test_a_page_of_documentation_keeps_its_names_and_its_code():
    text = said(FIXTURES[1])
    assert text.startswith(
        "[web page as text, without scripts, styles, navigation]\nLedger — Books 2.1 documentation\n\n# Ledger\n"
    )
    assert "```\n>>> import ledger\n>>> ledger.total()\n0\n```" in text
    assert "\nledger.add(row)\n" in text
    assert text.count("(rows.html#row)") == 1
    assert "Sphinx" not in text
    assert "Navigation" not in text


def test_what_stands_around_a_document_stays():
    text = said(FIXTURES[3])
    assert text.startswith("HTTP/2 200\ncontent-type: text/html\n\n[web page as text, ")
    assert text.endswith("by branch\n\n200")


def test_nothing_is_said_at_lossless():
    for asked in FIXTURES:
        with pytest.raises(NotMine):
            said(asked, Level.LOSSLESS)


def test_a_page_of_ones_own_server_or_of_unknown_origin_is_flattened_at_aggressive_only():
    for asked in (block(BLOG, command="curl -s http://localhost:3000/"), block(BLOG)):
        with pytest.raises(NotMine):
            said(asked)
        assert said(asked, Level.AGGRESSIVE).startswith("[web page as text")


@pytest.mark.parametrize("level", [Level.BALANCED, Level.AGGRESSIVE])
@pytest.mark.parametrize(
    "asked",
    [
        block(BLOG, command="cat public/index.html"),
        block(BLOG, file_path="/app/templates/base.html"),
        block(BLOG, command="git show HEAD:index.html"),
        block("\n".join(f"{n}\t{line}" for n, line in enumerate(BLOG.split("\n"), 1)), file_path="/x/index.html"),
        block(BLOG, question="Write a scraper for the titles of this blog.", command=CURL),
        block('<div class="card"><p>Hello</p></div>\n' * 40, command=CURL),
        block("<!-- Docutils -->\n" + BLOG.replace("<title>", "<title>{{ page.title }} "), command="cat a.html"),
        block(BLOG + BLOG, command=CURL),
        block(
            '<!doctype html><html><head><script>state = "' + "x" * 40_000 + '"</script></head><body></body></html>',
            url="https://a.org",
        ),
        block("<!doctype html><html><body>" + "<div>" * 500 + "deep" * 500, command=CURL),
    ],
)
def test_source_templates_fragments_and_what_is_no_single_page_are_left_alone(asked, level):
    with pytest.raises(NotMine):
        said(asked, level)


def test_source_does_not_score():
    assert PLUGIN.score(block(BLOG, command="cat public/index.html")) == 0
    assert PLUGIN.score(block("import os\n\nPAGE = '''\n<html>\n'''\n", command="cat app.py")) == 0


def test_every_word_of_the_main_part_is_kept():
    shown = " ".join(html.unescape(said(FIXTURES[1])).split())
    for name in ("add", "cancel", "find", "total"):
        assert f"{name.capitalize()} a row, see" in shown
    assert shown.count("ClosedError") == 4


def test_ten_times_the_page_takes_about_ten_times_the_time():
    body = DOCS.replace("</section>", "{}</section>")
    entries = DOCS[DOCS.index("<dl") : DOCS.index("</section>")]

    def work(times):
        asked = block(body.replace("{}", entries * times), url="https://a.org")
        return lambda: said(asked)

    assert grows_evenly(work, 40)
