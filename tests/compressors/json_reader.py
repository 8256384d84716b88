"""The reader of the short notation: what the `json` compressor says at `lossless`, back to the text."""

import re
from json.decoder import scanstring

from headroom_cli.compressors._json.columns import spelled
from headroom_cli.compressors._json.steps import stepped
from headroom_cli.compressors._json.style import named
from headroom_cli.compressors._json.text import laid_out
from headroom_cli.compressors._json.values import Array, Object, Packed
from headroom_cli.compressors.json import HEAD

ABSENT = object()
KEY = re.compile(r'[\w@$/-]+|(?=")')
DECLARED = re.compile(r"\w+(?: by |[@#][^:\n]*: |(?:\[\])?: | \S)")
NAME = re.compile(r"(@?)(\w+)([\[({])")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|NaN|-?Infinity")
ROW, FLOW = "|\n", ",|()[]{}\n"
LITERALS = {"true": True, "false": False, "null": None}


def decode(text):
    said = []
    while HEAD in text:
        before, _, rest = text.partition(HEAD)
        head, _, body = rest.partition("]\n")
        words = head.partition("; ")[0].removeprefix("it was ")
        lines = words.endswith(" each")
        reader = Reader(body)
        value = reader.document()
        said += [before, laid_out(value, named(words.removesuffix(" each")), lines=lines)]
        text = body[reader.at :]
    return "".join([*said, text])


class Field:
    def __init__(self, path):
        self.path = path
        self.type, self.by, self.constant, self.template = "", None, ABSENT, None
        self.listed, self.step, self.usual, self.rare = False, None, False, False

    @property
    def visible(self):
        own = self.template is None or None in self.template
        return self.usual or (self.by is None and self.constant is ABSENT and own)


class Shape:
    def __init__(self):
        self.fields, self.names, self.keyed, self.arrays = [], {}, False, False
        self.lists, self.lookups = {}, {}


class Reader:
    def __init__(self, text):
        self.text, self.at, self.shapes = text, 0, {}

    def document(self):
        while found := DECLARED.match(self.text, self.at):
            if found[0][-1] in "[({":
                break
            self.declaration()
            self.skip("\n")
        return self.value(FLOW)

    # -- small steps

    def sees(self, what):
        return self.text.startswith(what, self.at)

    def skip(self, what):
        assert self.sees(what), (what, self.text[self.at - 40 : self.at + 40])
        self.at += len(what)

    def takes(self, what):
        found = self.sees(what)
        self.at += len(what) if found else 0
        return found

    def match(self, pattern):
        found = re.compile(pattern).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def string(self):
        if fence := self.match('"{3,}'):
            end = re.compile(fence[0] + "+").search(self.text, self.at).end()
            start, self.at = self.at, end
            return self.text[start : end - len(fence[0])]
        value, self.at = scanstring(self.text, self.at + 1, True)
        return value

    def until(self, ends):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ends:
            self.at += 1
        return self.text[start : self.at]

    def path(self):
        keys = []
        while True:
            keys.append(self.string() if self.sees('"') else self.match(r"[\w@$/-]+")[0])
            if not self.takes("."):
                return tuple(keys)

    # -- declarations

    def declaration(self):
        name = self.match(r"\w+")[0]
        shape = self.shapes.setdefault(name, Shape())
        if self.takes(" by "):
            self.lookup(shape)
        elif self.takes(" "):
            self.listing(shape)
        else:
            self.fields(shape)

    def lookup(self, shape):
        source = self.path()
        self.skip(": ")
        decided = [self.path()]
        while self.takes("|"):
            decided.append(self.path())
        shape.lookups[source] = {}
        for cells in self.lines(1 + len(decided)):
            shape.lookups[source][key_of(cells[0])] = dict(zip(decided, cells[1:], strict=True))

    def listing(self, shape):
        path = self.path()
        shape.lists[path] = dict(self.lines(2))

    def lines(self, width):
        self.skip("[\n")
        while not self.takes("]"):
            cells = [self.cell(ROW)]
            while len(cells) < width:
                self.skip("|")
                cells.append(self.cell(ROW))
            self.skip("\n")
            yield cells

    def fields(self, shape):
        shape.arrays = self.takes("[]")
        key = self.path()[0] if self.takes("@") else self.match("#")
        self.skip(": ")
        shape.fields = [self.field()]
        while self.takes("|"):
            shape.fields.append(self.field())
        if key:
            shape.keyed = True
            self.skip("\n")
            self.keyed_rows(shape, key)

    def keyed_rows(self, shape, key):
        self.skip("[\n")
        above = None
        while not self.takes("]"):
            number = self.match(r"(\d+)\|")[1].encode() if not isinstance(key, str) else None
            above = self.cells(shape, above, ROW)
            self.skip("\n")
            item = built(shape, above)
            shape.names[number or item.values[item.keys.index(key)]] = item

    def field(self):
        rare = self.takes("?")
        field = Field(self.path())
        field.rare = rare
        if self.takes(":"):
            field.type = self.match(r"\w+")[0]
        field.listed = self.takes("#")
        if found := self.match(r"\^(?:([+-]\d+)s?)?"):
            field.step = int(found[1] or 0)
        field.usual = self.takes("?")
        if self.takes(" by "):
            field.by = self.path()
        if self.takes("="):
            self.said(field)
        return field

    def said(self, field):
        end = re.compile(r"[|\n]").search(self.text, self.at).start()
        text = self.text[self.at : end]
        if text[:1] in '"[{(' or NAME.match(text) or "<" not in text:
            field.constant = self.cell(ROW)
            return
        self.at = end
        pieces = re.split(r"<([^<>]*)>", text)
        field.template = [p if i % 2 == 0 else Reader(p).path() if p else None for i, p in enumerate(pieces)]

    # -- values

    def cell(self, ends):
        if self.at < len(self.text) and self.text[self.at] in ends:
            return ABSENT
        return self.value(ends)

    def value(self, ends):
        if mark := self.match(r"~{1,2}(?=@?\w*[\[({])"):
            return Packed(self.value(ends), "\n" * (len(mark[0]) - 1))
        if self.sees('"'):
            return self.string()
        if self.takes("{"):
            return self.object()
        if self.takes("["):
            return Array(tuple(self.items("]", lambda: self.value(FLOW))))
        found = NAME.match(self.text, self.at)
        if found and found[2] in self.shapes:
            return self.called(found)
        return word(self.until(ends))

    def called(self, found):
        shape = self.shapes[found[2]]
        self.at = found.end() - 1
        if self.sees("{") and not self.sees("{\n"):
            return self.named(shape)
        if not found[1]:
            return self.typed(shape, ROW)
        self.skip("(")
        value = shape.names[self.value(FLOW)]
        self.skip(")")
        return value

    def object(self):
        pairs = list(self.items("}", self.member))
        return Object(tuple(k for k, _ in pairs), tuple(v for _, v in pairs))

    def member(self):
        key = self.string() if self.sees('"') else self.until(":")
        self.skip(":")
        return key, self.value(FLOW)

    def items(self, end, read):
        if self.takes(end):
            return
        while True:
            yield read()
            if self.takes(end):
                return
            assert self.takes(",") or self.takes("\n"), self.text[self.at - 50 : self.at + 50]

    def typed(self, shape, ends):
        if mark := self.match("~{1,2}"):
            return Packed(self.typed(shape, ends), "\n" * (len(mark[0]) - 1))
        if self.takes("("):
            return self.tuple(shape)
        if self.takes("{\n"):
            return self.map(shape)
        if self.takes("["):
            return Array(tuple(self.rows(shape)))
        if self.sees("{") or self.match(r"(?=\w+\{[^\n])"):
            return self.value(ends)
        text = self.string() if self.sees('"') else word(self.until(ends))
        return None if text is None else shape.names[text]

    def tuple(self, shape):
        value = built(shape, self.cells(shape, None, FLOW))
        self.skip(")")
        return value

    def named(self, shape):
        """One object of the shape whose cells are said by name; the others are empty."""
        fields = {f.path: f for f in shape.fields if f.visible}
        self.skip("{")
        cells = {path: self.empty(field, None) for path, field in fields.items()}
        cells |= dict(self.items("}", lambda: self.named_cell(shape, fields)))
        return built(shape, cells)

    def named_cell(self, shape, fields, ends=FLOW):
        path = self.path()
        self.skip(":")
        return path, self.one(shape, fields[path], None, ends)

    def map(self, shape):
        keys, values = [], []
        while not self.takes("}"):
            keys.append(self.string() if self.sees('"') else self.until("|"))
            self.skip("|")
            values.append(self.typed(shape, ROW) if shape.keyed else built(shape, self.cells(shape, None, ROW)))
            self.skip("\n")
        return Object(tuple(keys), tuple(values))

    def rows(self, shape):
        if shape.keyed:
            yield from self.items("]", lambda: self.typed(shape, FLOW))
        elif self.takes("\n"):
            above = None
            while not self.takes("]"):
                above = self.cells(shape, above, ROW)
                self.skip("\n")
                yield built(shape, above)
        else:
            while not self.takes("]"):
                yield self.typed(shape, FLOW)
                self.takes(",")

    def cells(self, shape, above, ends):
        cells = {}
        for i, field in enumerate([f for f in shape.fields if f.visible and not f.rare]):
            if i:
                self.skip("|")
            cells[field.path] = self.one(shape, field, above, ends)
        rare = {f.path: f for f in shape.fields if f.visible and f.rare}
        cells |= dict.fromkeys(rare, ABSENT)
        while rare and self.at < len(self.text) and self.text[self.at] not in "\n)":
            self.takes("|")
            path, cell = self.named_cell(shape, rare, ends)
            cells[path] = cell
        return cells

    def one(self, shape, field, above, ends):
        if self.at == len(self.text) or self.text[self.at] in "|\n)":
            return self.empty(field, above)
        if field.listed:
            return None if self.takes("null") else shape.lists[field.path][self.match(r"\d+")[0].encode()]
        if field.type not in {"", "str"}:
            return self.typed(self.shapes.setdefault(field.type, Shape()), ends)
        if field.type or (field.template and not field.usual):
            return self.text_cell(field, ends)
        return self.value(ends)

    def empty(self, field, above):
        if field.usual:
            return field.constant
        return ABSENT if field.step is None or above is None else stepped(above[field.path], field.step)

    def text_cell(self, field, ends):
        quoted = self.sees('"')
        text = self.string() if quoted else self.until(ends)
        if text == "null" and not quoted:
            return None
        own = [None] if field.usual or not field.template else field.template
        return "".join(text if p is None else p for p in own)


def word(text):
    if text in LITERALS:
        return LITERALS[text]
    return text.encode() if NUMBER.fullmatch(text) else text


def key_of(value):
    """Nested values that are written alike are one key."""
    if isinstance(value, Object):
        return (value.keys, tuple(map(key_of, value.values)))
    if isinstance(value, Packed):
        return (value.end, key_of(value.value))
    return tuple(map(key_of, value.items)) if isinstance(value, Array) else value


def built(shape, cells):
    """The object of a row: visible cells, then what is said of the others."""
    found = dict(cells)
    for field in shape.fields:
        if field.constant is not ABSENT and not field.usual:
            found[field.path] = field.constant
        elif field.by:
            found[field.path] = shape.lookups[field.by][key_of(cells[field.by])][field.path]
    for field in shape.fields:
        if field.template and (not field.visible or (field.usual and found[field.path] is ABSENT)):
            found[field.path] = filled(field, found)
    if shape.arrays:
        return Array(tuple(found[f.path] for f in shape.fields))
    return nested([(f.path, found[f.path]) for f in shape.fields if found[f.path] is not ABSENT])


def filled(field, found):
    if field.template[0] == field.template[-1] == "" and len(field.template) == 3 and field.type != "str":
        return found[field.template[1]]
    return "".join(p if isinstance(p, str) else spelled([found[p]])[0] for p in field.template)


def nested(pairs):
    keys, values = [], []
    for path, value in pairs:
        if len(path) == 1:
            keys.append(path[0])
            values.append(value)
        elif path[0] not in keys:
            keys.append(path[0])
            values.append(nested([(p[1:], v) for p, v in pairs if p[0] == path[0]]))
    return Object(tuple(keys), tuple(values))
