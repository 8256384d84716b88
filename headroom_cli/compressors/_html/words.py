"""The text of a page in few signs: Markdown's headings, lists, links and code, rows of tables with bars.

Law: preformatted text stays byte for byte. A link's target is said where it leads out of the page, once,
and never in a heading, where names stand that are likely to be copied.
"""

from __future__ import annotations

import re
from html import unescape

_CODE = re.compile(r"(?:<pre>\s*)*<pre>(.*?)</pre>(?:\s*</pre>)*", re.DOTALL)
_TAG = re.compile(r"(</?(?:h[1-6]|p|ul|ol|li|pre|br|a)\b[^>]*>)")
_ANY = re.compile(r"<[^>]*>")
_HREF = re.compile(r'href="([^"]*)"')
_EMPTY_ITEM = re.compile(r"^ *(?:-|\d+\.) *$\n?", re.MULTILINE)
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
_CELLS = re.compile(r" ?\t\t")
_HARD_SPACE = re.compile("\xa0[ \xa0]*")
_FENCE = "```"
_TO_ITSELF = frozenset(("", "¶", "#", "§", "↩", "🔗", "^"))


def said(page: str) -> str:
    """A page in minimal HTML, in words."""
    writer, at, out = _Writer(), 0, []
    for code in _CODE.finditer(page):
        out += [writer.prose(page[at : code.start()]), _fenced(code[1])]
        at = code.end()
    return "\n".join(filter(None, (*out, writer.prose(page[at:]))))


class _Writer:
    """Writes piece by piece, since a list goes on after the code in it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._lists: list[int] = []
        self._links: list[tuple[int, str]] = []
        self._said: set[str] = set()
        self._heading = False

    def prose(self, html: str) -> str:
        """A piece without code."""
        self._out, self._links = [], []
        for part in _TAG.split(html):
            if part.startswith("<"):
                self._element(part)
            else:
                self._out.append(_HARD_SPACE.sub(" ", unescape(part)))
        return _tidy("".join(self._out))

    def _element(self, tag: str) -> None:
        name = re.findall(r"\w+", tag)[0]
        close = tag[1] == "/"
        if name in {"ul", "ol"}:
            self._list(name, close=close)
        elif name == "a":
            self._link(tag, close=close)
        elif name == "li" and not close:
            self._out.append(self._bullet())
        elif name[0] == "h":
            self._heading = not close
            self._out.append("" if close else "#" * int(name[1]) + " ")

    def _list(self, name: str, *, close: bool) -> None:
        if not close:
            self._lists.append(int(name == "ol"))
        elif self._lists:
            self._lists.pop()

    def _bullet(self) -> str:
        if not self._lists or not self._lists[-1]:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def _link(self, tag: str, *, close: bool) -> None:
        if not close:
            found = _HREF.search(tag)
            self._links.append((len(self._out), unescape(found[1]) if found else ""))
        elif self._links:
            at, target = self._links.pop()
            text = "".join(self._out[at:])
            self._out[at:] = [self._linked(text, target)]

    def _linked(self, text: str, target: str) -> str:
        if text.strip() in _TO_ITSELF:
            return ""
        known = target in self._said or target in {"", text.strip()}
        if known or self._heading or target.startswith(("#", "javascript:", "data:")):
            return text
        self._said.add(target)
        return f"[{text}]({target})"


def _fenced(code: str) -> str:
    text = unescape(_ANY.sub("", code)).strip("\n")
    return f"{_FENCE}\n{text}\n{_FENCE}"


def _tidy(text: str) -> str:
    return _BLANK.sub("\n\n", _EMPTY_ITEM.sub("", _CELLS.sub(" | ", text))).strip("\n")
