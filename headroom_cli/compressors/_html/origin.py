"""Where a document is from: fetched or built, to be read as a page, or a project's own, to be read as source.

Law: a function of the block's call, its question and the document's head alone. In doubt it is source.
"""

from __future__ import annotations

import re
from enum import Enum

from headroom_cli.compressors import _asked
from headroom_cli.model import Block

_URL = re.compile(r"https?://(\[[^\]]*\]|[\w.-]+)")
_OWN = re.compile(
    r"localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|[^.]+|.*\.(?:local|test|internal)"
)
_FETCHES = re.compile(
    r"\b(?:curl|wget|https?(?!:)|xh|lynx|fetch|requests|urllib|urlopen|httpx|aiohttp|Invoke-WebRequest|iwr)\b"
)
_SHELL = ("command", "cmd")
_BUILT = re.compile(
    r"(?:site|dist)-packages/|node_modules/|/_build/|/htmlcov/|/javadoc/|/apidocs?/|/rustdoc/|target/doc/|/share/(?:gtk-)?doc/"
)
_BUILDERS = (
    "Docutils|Sphinx|mdBook|rustdoc|Doxygen|javadoc|MkDocs|Docusaurus|pdoc|TypeDoc|JSDoc|VitePress|VuePress|Antora|"
    "Asciidoctor|AsciiDoc|pandoc|DocBook|GitBook|ExDoc|YARD|RDoc|Haddock|dartdoc|Dokka|makeinfo|Texinfo|godoc|coverage"
)
_GENERATED = re.compile(rf"(?:<meta[^<>]*\bgenerator\b|<!--)[^<>]{{0,200}}\b(?:{_BUILDERS})\b", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\{%|<\?php|<%|<\?=")
_MARKUP = "html markup xpath selector selectors scrape scraper scraping crawl crawler beautifulsoup bs4 cheerio"
_ABOUT_MARKUP = frozenset(_MARKUP.split())
_HEAD = 4096


class Origin(Enum):
    """What a document is to whoever asked for it."""

    SOURCE = "source"
    UNKNOWN = "unknown"
    PAGE = "page"


def origin(block: Block, document: str) -> Origin:
    """Whether the document is a page: from another host, or built from sources of another kind."""
    if _ABOUT_MARKUP & _asked.words(Block(text="", span=(0, 0), kind="result", question=block.question)):
        return Origin.SOURCE
    said = {name: value for name, value in block.arguments.items() if isinstance(value, str)}
    hosts = [host for value in said.values() for host in _URL.findall(value[:_HEAD])] if _is_fetched(said) else []
    if hosts:
        return Origin.UNKNOWN if any(_OWN.fullmatch(host) for host in hosts) else Origin.PAGE
    head = document[:_HEAD]
    if any(map(_BUILT.search, said.values())) or (_GENERATED.search(head) and not _TEMPLATE.search(head)):
        return Origin.PAGE
    return Origin.SOURCE if said else Origin.UNKNOWN


def _is_fetched(said: dict[str, str]) -> bool:
    """Whether a URL in the call was fetched: a tool's argument is, a shell's command may have other uses for it."""
    return all(_FETCHES.search(said[name]) is not None for name in _SHELL if name in said)
