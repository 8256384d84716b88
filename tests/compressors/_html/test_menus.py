"""Menus: told by being nothing but links."""

from headroom_cli.compressors._html.menus import without

TEXT = "<p>" + "What a person would read. " * 100 + "</p>"


def items(count, href="/page/{}"):
    return "".join(f'<li><a href="{href.format(n)}">Page {n}</a></li>\n' for n in range(count))


def test_links_within_the_page_go():
    contents = '<ul><li><a href="#one">One</a>\n<ul><li><a href="#two">Two</a></li></ul></li></ul>'
    assert "<a" not in without(contents + TEXT)


def test_an_item_that_says_more_than_a_link_stays():
    item = '<ul><li><a href="#n1">^</a> A note.</li></ul>'
    assert item in without(item + TEXT)


def test_a_long_run_of_links_becomes_their_number():
    page = without(f"<ul>{items(8)}<li><a href='/more'>More</a>\n<ul>{items(8)}</ul></li></ul>{TEXT}")
    assert "<li>(17 links)" in page
    assert "<a" not in page
    assert TEXT in page


def test_a_short_run_stays():
    assert without(items(14) + TEXT) == items(14) + TEXT


def test_runs_that_are_parted_by_words_are_counted_apart():
    assert without(f"{items(14)}<p>and</p>{items(14)}{TEXT}").count("<a") == 28


def test_where_links_are_most_of_the_page_they_stay():
    page = items(60) + "<p>An index.</p>"
    assert without(page) == page
