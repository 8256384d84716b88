"""The reader of said tables: what the `table` compressor says without loss, back to the text."""

import json
import re
from datetime import datetime, timedelta

HEAD = re.compile(r"\[table of (\d+) rows; it was (.*)\]")
STRING = r'"(?:[^"\\]|\\.)*"'
NAME = re.compile(rf'{STRING}|[^|=^<>#":?\[\]]+?(?=[|=^#>:?\[]| by |$)')
BY = re.compile(rf"by ({STRING}|[^|=^<>#\":\[\]]+): (.*)\[")
LIST = re.compile(rf"list of ({STRING}|[^|=^<>#\":\[\]]+):\[")
ISO = 19


def decode(text):
    lines = text.split("\n")
    told = []
    while lines:
        if head := HEAD.fullmatch(lines[0]):
            table, lines = table_of(lines, int(head[1]), head[2].split("; ")[0])
            told += table
        else:
            told.append(lines.pop(0))
    return "\n".join(told)


def table_of(lines, count, words):
    """The lines of one table, and those after it."""
    at, lookups, lists = 1, {}, {}
    while True:
        found = BY.fullmatch(lines[at]) or LIST.fullmatch(lines[at])
        if not found:
            break
        end = lines.index("]", at)
        rows = [split(line) for line in lines[at + 1 : end]]
        if found.re is BY:
            names = [unquoted(name) for name in re.findall(rf"{STRING}|[^|]+", found[2])]
            lookups[unquoted(found[1])] = {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}
        else:
            lists[unquoted(found[1])] = dict(rows)
        at = end + 1
    fields = list(fields_of(lines[at]))
    rows, odd, above = [], [], None
    while len(rows) < count:
        at += 1
        if lines[at].startswith("> "):
            odd.append((len(rows), lines[at][2:]))
        else:
            above = visible(lines[at], fields, lists, above)
            rows.append(list(built(fields, lookups, above).values()))
    names = [field["name"] for field in fields]
    return drawn(words, names, rows, odd), lines[at + 1 :]


# -- the notation


def unquoted(text):
    """A name as it was; a quoted one begins with its quote."""
    return json.loads(text, strict=False) if text.startswith('"') else text


def plain(cell):
    """A cell as it was; one that could be mistaken is quoted after a backslash."""
    return json.loads(cell[1:], strict=False) if cell.startswith("\\") else cell


def split(line):
    """The cells of a line, quoted ones as what they say."""
    return [plain(cell) for cell in raw_cells(line)]


def raw_cells(line):
    cells, at = [], 0
    while True:
        found = re.compile(rf"\\{STRING}(?=\||\Z)|[^|]*", re.DOTALL).match(line, at)
        cells.append(found[0])
        at = found.end()
        if at >= len(line):
            return cells
        at += 1


def fields_of(line):
    for text in re.findall(rf"((?:(?<=\\){STRING}|(?<![^|]){STRING}|[^|])+)(?:\||\Z)", line, re.DOTALL):
        name = NAME.match(text)
        rest = text[name.end() :]
        field = {"name": unquoted(name[0]), "by": None, "constant": None, "parts": None, "step": None}
        field["listed"] = rest.startswith("#")
        rest = rest.removeprefix("#")
        field["empty"] = rest.startswith("?")
        rest = rest.removeprefix("?")
        if step := re.match(r"\^(?:([+-]\d+)s?)?", rest):
            field["step"] = int(step[1] or 0)
            rest = rest[step.end() :]
        if rest.startswith(" by "):
            field["by"] = unquoted(rest[4:])
        elif rest.startswith("="):
            said(field, rest[1:])
        yield field


def said(field, text):
    if text.startswith("\\") or "<" not in text:
        field["constant"] = plain(text)
    else:
        pieces = re.split(r"<([^<>]*)>", text)
        field["parts"] = [p if i % 2 == 0 else ("of", unquoted(p)) if p else None for i, p in enumerate(pieces)]


def shown(field):
    own = field["parts"] is None or None in field["parts"]
    return field["by"] is None and (field["empty"] or (field["constant"] is None and own))


def visible(line, fields, lists, above):
    cells = raw_cells(line)
    found = {}
    for field in filter(shown, fields):
        cell = cells.pop(0)
        name = field["name"]
        if not cell and field["empty"]:
            continue
        if not cell and field["step"] is not None:
            found[name] = stepped(above[name], field["step"])
            continue
        text = plain(cell)
        if field["listed"]:
            text = lists[name][text]
        elif field["parts"] and not field["empty"]:
            text = "".join(text if p is None else p for p in field["parts"])
        found[name] = text
    assert not cells or cells == [""]
    return found


def stepped(text, by):
    if not by:
        return text
    if re.fullmatch(r"-?\d+", text):
        return str(int(text) + by)
    moved = datetime.fromisoformat(text[:ISO]) + timedelta(seconds=by)
    return moved.isoformat(text[10]) + text[ISO:]


def built(fields, lookups, cells):
    found = dict(cells)
    for field in fields:
        if field["constant"] is not None and field["name"] not in found:
            found[field["name"]] = field["constant"]
        elif field["by"]:
            found[field["name"]] = lookups[field["by"]][cells[field["by"]]][field["name"]]
    for field in fields:
        if field["name"] not in found:
            found[field["name"]] = "".join(p if isinstance(p, str) else found[p[1]] for p in field["parts"])
    return {field["name"]: found[field["name"]] for field in fields}


# -- the layouts


def drawn(words, names, rows, odd):
    """The lines of a table; `odd` lines stand before the row of their number."""
    headed = not words.endswith(", no line of names")
    words = words.removesuffix(", no line of names")
    cells = [names, *rows] if headed else rows
    bottom = []
    if words.startswith("columns"):
        lines = columns(words, cells)
    elif words.startswith("CSV"):
        lines = csv(words, cells)
    elif words.startswith('"'):
        *lines, bottom = bars(words, cells, headed=headed)
    else:
        between = re.split(r"\{[a-z]+\}", words)
        lines = [woven(between, row) for row in rows]
    over = len(lines) - len(rows)
    for at, line in reversed(odd):
        lines.insert(over + at, line)
    return lines + bottom


def woven(between, row):
    return between[0] + "".join(cell + after for cell, after in zip(row, between[1:], strict=True))


def columns(words, cells):
    widest = [max(map(len, column)) for column in zip(*cells, strict=True)]
    found = re.fullmatch(r"columns (?:(\d+) apart|at ([-\d ]+))(?:, to (\d+))?(?:, names over (.))?", words)
    if found[1]:
        places = [sum(widest[:i]) + i * int(found[1]) for i in range(len(widest))]
        right = [False] * len(places)
    else:
        places = [abs(int(at)) for at in found[2].split()]
        right = [at.startswith("-") for at in found[2].split()]
    table = [*cells[:1], *([[found[4] * w for w in widest]] if found[4] else []), *cells[1:]]
    return [placed(row, places, right).ljust(int(found[3] or 0)) for row in table]


def placed(row, places, right):
    line = ""
    for cell, at, ends in zip(row, places, right, strict=True):
        if cell:
            start = at - len(cell) if ends else at
            line = f"{line} {cell}" if line and start <= len(line) else line.ljust(start) + cell
    return line


def csv(words, cells):
    found = re.fullmatch(rf"CSV ({STRING})(?:, quoted ([\d ]+))?", words)
    sign, end = re.fullmatch(r"a(.)b(.*)", json.loads(found[1]), re.DOTALL).groups()
    quoted = {int(n) - 1 for n in (found[2] or "").split()}
    return [sign.join(spelled(cell, sign, i in quoted) for i, cell in enumerate(row)) + end for row in cells]


def spelled(cell, sign, quoted):
    return '"' + cell.replace('"', '""') + '"' if quoted or sign in cell or '"' in cell else cell


BARS = re.compile(
    rf"({STRING})(?:, top ({STRING}))?(?:, under names ({STRING}))?(?:, bottom ({STRING}))?(?:, (padded)([\d ]*))?"
    r"(?:, right ([\d ]+))?(, names centred)?(?:, names with (.))?"
)
EXAMPLE = re.compile(r"( *)([|│┃║]?)( ?)a *([|│┃║]) *b *[|│┃║]?")


def bars(words, cells, *, headed):
    """The lines, and those of the rule below them as the last item."""
    example, top, under, bottom, padded, widths, right, centred, over = BARS.fullmatch(words).groups()
    indent, lead, pad, bar = EXAMPLE.fullmatch(json.loads(example)).groups()
    frame = Frame(indent if lead else "", pad if lead else indent, bool(lead), len(cells[0]))
    frame.right = {int(n) - 1 for n in (right or "").split()}
    if padded:
        frame.widths = [int(n) for n in widths.split()] or [max(map(len, c)) for c in zip(*cells, strict=True)]
    names = [frame.head(cells[0], over or bar, centred=centred)] if headed else []
    rules = [[frame.rule(json.loads(rule))] if rule else [] for rule in (top, under, bottom)]
    return [*rules[0], *names, *rules[1], *(frame.row(row, bar) for row in cells[headed:]), rules[2]]


class Frame:
    def __init__(self, indent, pad, closed, count):
        self.indent, self.pad, self.closed, self.right, self.widths = indent, pad, closed, set(), [0] * count

    def part(self, i, cell):
        width = self.widths[i]
        return self.pad + (cell.rjust(width) if i in self.right else cell.ljust(width)) + self.pad

    def framed(self, parts, bar):
        return self.indent + (bar + bar.join(parts) + bar if self.closed else bar.join(parts))

    def row(self, cells, bar):
        parts = [self.part(i, cell) for i, cell in enumerate(cells)]
        if not self.closed:
            last = len(cells) - 1
            parts[-1] = parts[-1].removesuffix(self.pad) if last in self.right else self.pad + cells[-1]
        return self.framed(parts, bar)

    def head(self, names, bar, *, centred):
        parts = [self.part(i, name) for i, name in enumerate(names)]
        if centred:
            lefts = [" " * ((w - len(n)) // 2) + n for n, w in zip(names, self.widths, strict=True)]
            parts = [self.pad + left.ljust(w) + self.pad for left, w in zip(lefts, self.widths, strict=True)]
        return self.framed(parts, bar)

    def rule(self, example):
        text = example[len(self.indent) :]
        first, inner, last = (text[0], text[1:-1], text[-1]) if self.closed else ("", text, "")
        parts = [inner[: len(inner) // 2]] * len(self.widths)
        if any(self.widths):
            side = " " if inner[0] == " " else ""
            wide = 0 if side else 2 * len(self.pad)
            parts = [side + inner[len(side)] * (w + wide) + side for w in self.widths]
        return self.indent + first + inner[len(inner) // 2].join(parts) + last
