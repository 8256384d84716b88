"""Pages: what is never shown and what says that it is navigation goes, unless it holds what matters."""

import time

import pytest

from headroom_cli.compressors._html.page import read

TEXT = "<p>" + "What a person would read. " * 40 + "</p>"


def page(body, head="<title>T</title>"):
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


def test_the_title_is_one_line():
    assert page(TEXT, "<title>\n  One &amp;\n two </title>").title == "One & two"
    assert page(TEXT, "").title == ""


@pytest.mark.parametrize(
    "aside",
    [
        "<nav>Gone</nav>",
        "<footer>Gone</footer>",
        "<div role=navigation>Gone</div>",
        "<div class='x cookie-banner y'>Gone</div>",
        "<div id=sidebar>Gone</div>",
        "<div hidden>Gone</div>",
        "<script>Gone</script><style>Gone</style><noscript>Gone</noscript><template>Gone</template>",
    ],
)
def test_what_surrounds_a_text_is_left_aside(aside):
    shown = page(aside + TEXT).text
    assert "Gone" not in shown
    assert "What a person would read." in shown


@pytest.mark.parametrize(
    "lost",
    [
        "<pre>make</pre>",
        "<table><tr><td>a<td>b</table>",
        "<p>Error: no such file</p>",
        "<p>" + "More than all the rest. " * 200 + "</p>",
    ],
)
def test_if_code_a_table_an_error_or_most_of_the_text_would_go_nothing_visible_does(lost):
    shown = page(f"<div class=menu>Menu {lost}</div>{TEXT}").text
    assert "Menu" in shown
    assert "What a person would read." in shown


def test_an_error_among_links_keeps_no_navigation():
    assert "Errors" not in page(f"<nav><ul><li><a href=e.html>Errors: error codes</a></li></ul></nav>{TEXT}").text


def test_a_row_of_a_table_is_one_row():
    cells = "<td><p>one <a href='/x'>link</a></p></td><td><div>two<br>lines</div></td>"
    assert 'one <a href="/x">link</a> \t\ttwo lines' in page(f"<table><tr>{cells}</tr></table>{TEXT}").text


def test_a_cell_that_holds_code_or_a_page_of_text_is_not_made_one_row():
    assert "<pre>a\n  b</pre>" in page(f"<table><tr><td><p>x</p><pre>a\n  b</pre></td></tr></table>{TEXT}").text
    assert page(f"<table><tr><td>{TEXT}{TEXT}</td></tr></table>").text.count("<p>") == 2


@pytest.mark.parametrize(
    "document",
    [
        "<div>" * 100_000,
        "<nobr><div>" * 50_000,
        "<ul><li>" * 50_000,
        "<b><p>" * 50_000,
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
    ],
    ids=["div", "nobr", "ul", "b", "attributes"],
)
def test_a_document_that_would_take_a_parser_too_long_is_not_read(document):
    began = time.process_time()
    assert read("<!doctype html>" + document) is None
    assert time.process_time() - began < 1


def test_omitted_end_tags_make_nothing_deep():
    assert page("<ul>" + "<li>item<p>text" * 2000 + "</ul>").text.count("<li>") == 2000


def test_a_lone_surrogate_is_not_read():
    assert page("\ud800" + TEXT) is None
