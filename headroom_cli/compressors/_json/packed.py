"""JSON that stands in strings of JSON, said as the documents that the strings hold.

Law: a string is unpacked only where writing its document in the one style that the text's first such
string settles gives the string back.
"""

from __future__ import annotations

from headroom_cli.compressors._json.layout import Writer
from headroom_cli.compressors._json.style import Style, detect
from headroom_cli.compressors._json.values import Array, Object, Packed, Reader, Value

_SIGNS = ('"{\\', '"[{\\', '"[\\')


class Packing:
    """How JSON stands in the strings of one text; `style` is None while no string holds any."""

    def __init__(self) -> None:
        self.style: Style | None = None
        self._reader = Reader()
        self._writer: Writer | None = None
        self._known: dict[str, Value] = {}

    def reader(self, text: str) -> Reader:
        """A reader for the documents of a text; it looks into strings only where one may hold JSON."""
        return Reader(self._unpacked if any(sign in text for sign in _SIGNS) else None)

    def _unpacked(self, text: str) -> Value:
        if text not in self._known:
            self._known[text] = self._unpack(text)
        return self._known[text]

    def _unpack(self, text: str) -> Value:
        own = text.removesuffix("\n")
        try:
            value, end = self._reader.read(own)
        except ValueError:
            return text
        if end < len(own) or '"' not in own or not isinstance(value, Object | Array):
            return text
        style = self.style or detect(own)
        writer = self._writer or Writer(style)
        if writer.text(value) != own:
            return text
        self.style, self._writer = style, writer
        return Packed(value, text[len(own) :])
