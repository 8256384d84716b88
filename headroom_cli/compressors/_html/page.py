"""A page as a parser sees it: what a person would read, in the few elements that matter.

Law: only what is never shown, and navigation that says that it is, is left aside; where that would take most of
the text, or code, a table or an error with it, nothing visible is. A document that would take a parser
more than linear time is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import ElementNode, HTMLTree

_ROLES = "navigation contentinfo search dialog menu menubar"
_NAMES = (
    "sidebar sphinxsidebar related navbar nav-bar navigation menu breadcrumb breadcrumbs pagination toc "
    "table-of-contents skip-link cookie cookies cookie-banner cookie-consent cookie-notice consent gdpr "
    "onetrust-banner-sdk advert advertisement ads social share newsletter site-footer page-footer mdbook-help-container"
)
_ASIDE = [
    *("nav", "footer", "dialog", "[hidden]"),
    *(f"[role={role}]" for role in _ROLES.split()),
    *(f".{name}, #{name}" for name in _NAMES.split()),
]
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)")
_NO_END = "p li dt dd tr td th tbody thead option br img input meta link hr col source area base wbr embed"
_UNCLOSED = frozenset(_NO_END.split())
_DEEPEST = 400
_MOST_ATTRIBUTES = 400
_SMALL_PART = 0.25
_LONG = 2000
_SMALL_CELL = 500
_MATTERS = re.compile(r"<pre>|\t\t|^(?! *<(?:li|h\d)>).*\b(?:error|exception|traceback|failed|fatal)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's title, and its text in minimal HTML: headings, paragraphs, lists, links and preformatted text."""

    title: str
    text: str


def read(document: str) -> Page | None:
    """The page, or None where it is no document that can be read in linear time."""
    if not _is_plain(document):
        return None
    try:
        tree = HTMLTree.parse(document)
    except ValueError:
        return None
    for cell in _all(tree.body, "td, th") if tree.body else ():
        if cell.query_selector("p, div, br") and not cell.query_selector("pre, table, ul, ol, dl"):
            _inline(cell, tree)
    whole, shown = _text(tree, []), _text(tree, _ASIDE)
    return Page(" ".join((tree.title or "").split()), whole if _lacks(shown, whole) else shown)


def _is_plain(document: str) -> bool:
    """Whether no element stands too deep, and none has too many attributes, for a parser's time to be linear."""
    depth = 0
    for close, name, rest in _TAG.findall(document):
        if name.lower() not in _UNCLOSED and not rest.endswith("/"):
            depth = max(0, depth - 1) if close else depth + 1
        if depth > _DEEPEST or (len(rest) > _LONG and len(rest.split()) > _MOST_ATTRIBUTES):
            return False
    return True


def _inline(cell: ElementNode, tree: HTMLTree) -> None:
    """Make a small cell one line, so that its row is one."""
    if len(cell.text or "") <= _SMALL_CELL:
        for block in _all(cell, "p, div, br"):
            space = tree.create_text_node(" ")
            block.replace_with(*block.child_nodes[:], *([space] if space else []))


def _all(element: ElementNode, selector: str) -> Sequence[ElementNode]:
    return element.query_selector_all(selector)[:]  # as a list that is not looked up anew for each item


def _text(tree: HTMLTree, aside: list[str]) -> str:
    return extract_plain_text(tree, preserve_formatting="minimal_html", links=True, skip_elements=aside)


def _lacks(shown: str, whole: str) -> bool:
    """Whether navigation took with it what no navigation holds."""
    if len(shown) < _SMALL_PART * len(whole):
        return True
    rows = set(shown.split("\n"))
    lost = (row for row in whole.split("\n") if row not in rows)
    return any(_MATTERS.search(row) for row in lost)
