"""What a reader of the rows of a lock file gets back: the file, from nothing but the text and its header."""

import json
import re

HEAD = re.compile(r'\[([\w. -]+), a row a package: "- name version; field value; …", a field alone is true, .*\]')
STAR = re.compile(r"; ([\w-]+) \* is ([^;]+?)(?=; |\]$)")
JSON_ROWS = re.compile(r"rows are (\d+) spaces deep, (\d+) a level(, items of a list)?")
BARE_END = re.compile(r"[,;](?=[\s,;]|\Z)|[\[\]{}]|\Z")
KEY_END = re.compile(r" |[,;](?=[\s,;]|\Z)|[\[\]{}]|\Z")
LITERAL = re.compile(r"true|false|null|-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN")
GAP = re.compile(r"\n\n(?!\n)")
ARCHIVES = {"sdist", "wheels", "files"}


def decode(text):
    head, _, body = text.partition("\n")
    if head.startswith("[go.sum, a row a module"):
        return "\n".join(map(sums, body.split("\n")))
    match = HEAD.fullmatch(head)
    if match is None:
        return text
    stars = dict(STAR.findall(head))
    title = match[1]
    if found := JSON_ROWS.search(head):
        return in_json(body.split("\n"), int(found[1]), int(found[2]), bool(found[3]), stars)
    if title == "requirements.txt":
        return "\n".join(pin(row(line)) if line.startswith("- ") else line for line in body.split("\n"))
    if title == "Gemfile.lock":
        return "\n".join(gem(row(line)) if line.startswith("- ") else line for line in body.split("\n"))
    inside = body.removesuffix("\n")
    drawn = (
        "\n\n".join(draw(title, *unstarred(row(line), stars, title)) for line in chunk.split("\n"))
        if chunk.startswith("- ")
        else chunk
        for chunk in GAP.split(inside)
    )
    return "\n\n".join(drawn) + body[len(inside) :]


def sums(line):
    if " h1:" not in line:
        return line
    module, *words = line.split(" ")
    lines, version = [], ""
    for said, digest in zip(words[::2], words[1::2], strict=True):
        whole = version + said if said == "/go.mod" else said
        version = whole.removesuffix("/go.mod")
        lines.append(f"{module} {whole} {digest}")
    return "\n".join(lines)


class Star(str):
    __slots__ = ()


class Row:
    def __init__(self, text):
        self.text, self.at = text, 0

    def takes(self, sign):
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def quoted(self):
        value, self.at = json.JSONDecoder().raw_decode(self.text, self.at)
        return value

    def until(self, end):
        start, self.at = self.at, end.search(self.text, self.at).start()
        return self.text[start : self.at]

    def key(self):
        return self.quoted() if self.text.startswith('"', self.at) else self.until(KEY_END)

    def member(self):
        key = self.key()
        return key, self.value() if self.takes(" ") else True

    def value(self):
        if self.takes("{"):
            return dict(self.items(self.member, "}"))
        if self.takes("["):
            return self.items(self.value, "]")
        if self.text.startswith('"', self.at):
            return self.quoted()
        star = self.text.startswith("*", self.at)
        word = self.until(BARE_END)
        if LITERAL.fullmatch(word):
            return json.loads(word)
        return Star(word) if star else word

    def items(self, one, end):
        found = []
        while not self.takes(end):
            self.takes(", ")
            found.append(one())
        return found


def row(line):
    read = Row(line.removeprefix("- "))
    names = [read.key()]
    while read.takes(", "):
        names.append(read.key())
    fields = {"version": read.until(KEY_END)} if read.takes(" ") else {}
    while read.takes("; "):
        key, value = read.member()
        fields[key] = value
    assert read.at == len(read.text)
    return names, fields


def published(name):
    path = name.rsplit("node_modules/", 1)[-1]
    return path[: path.find("@", 1)] if "@" in path[1:] else path


def unstarred(read, stars, title=""):
    names, fields = read
    name, version = published(names[0]), str(fields.get("version"))
    for key, value in fields.items():
        if isinstance(value, dict) and key == "dependencies" and all(isinstance(v, dict) for v in value.values()):
            fields[key] = {n: unstarred(([n], v), stars)[1] for n, v in value.items()}
        if isinstance(value, Star) and key in stars:
            sign = stars[key]
            for follows, filled in (
                ("NAME/-/LAST-VERSION.tgz", f"{name}/-/{name.rsplit('/', 1)[-1]}-{version}.tgz"),
                ("NAME@npm:VERSION", f"{name}@npm:{version}"),
            ):
                if sign.endswith(follows):
                    fields[key] = sign.removesuffix(follows) + filled + value[1:]
                    break
            else:
                fields[key] = Row(sign).value()
        elif title in {"uv.lock", "poetry.lock"} and key in ARCHIVES:
            fields[key] = archives(value, f"{names[0].replace('-', '_')}-{version}", title)
    return names, fields


def archives(value, stem, title):
    if isinstance(value, list):
        return [archives(item, stem, title) for item in value]
    if isinstance(value, dict):
        return value
    place, *rest = value.split(" ")
    place = place.replace("*", stem)
    if title == "poetry.lock":
        return dict(zip(("file", "hash"), (place, *rest), strict=False))
    words = ["https://files.pythonhosted.org/packages/" + place, *rest]
    found = dict(zip(("url", "hash", "size", "upload-time"), words, strict=False))
    return {key: int(word) if key == "size" else word for key, word in found.items()}


def in_json(lines, deep, level, listed, stars):
    back = []
    for line in reversed(lines):
        if not line.startswith("- "):
            back.append(line)
            continue
        (name,), fields = unstarred(row(line), stars)
        if listed:
            fields = {"name": name, **fields}
        drawn = json.dumps(fields, indent=level, ensure_ascii=False).replace("\n", "\n" + " " * deep)
        key = "" if listed else json.dumps(name, ensure_ascii=False) + ": "
        last = not back or back[-1].lstrip(" ")[:1] in {"}", "]"}
        back.append(" " * deep + key + drawn + ("" if last else ","))
    return "\n".join(reversed(back))


def pin(read):
    (name,), fields = read
    marker = f" ; {fields['marker']}" if "marker" in fields else ""
    lines = [f"{name}=={fields['version']}{marker}", *(f"    --hash={digest}" for digest in fields["hash"])]
    via = fields.get("via")
    why = [f"    # via {via}"] if isinstance(via, str) else ["    # via", *(f"    #   {item}" for item in via or ())]
    return "\n".join([" \\\n".join(lines), *(why if via is not None else [])])


def gem(read):
    (name,), fields = read
    return f"  {name} ({fields['version']}) {fields['checksum']}"


def draw(title, names, fields):
    if title in {"Cargo.lock", "poetry.lock", "uv.lock"}:
        return in_toml(title, names[0], fields)
    return in_yaml(title, names, fields)


def in_toml(title, name, fields):
    tables = {"": {"name": name}}
    for key, value in fields.items():
        if key.startswith("."):
            tables[key] = value
        else:
            tables[""][key] = value
    drawn = []
    for table, members in tables.items():
        head = f"[package{table}]" if table else "[[package]]"
        drawn.append("\n".join([head, *(f"{toml_key(k)} = {toml_field(title, k, v)}" for k, v in members.items())]))
    return "\n\n".join(drawn)


def toml_key(key):
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def toml_field(title, key, value):
    if isinstance(value, list) and value:
        if title == "uv.lock":
            value = [{"name": v} if isinstance(v, str) and " " not in v else v for v in value]
        tall = {
            "Cargo.lock": True,
            "poetry.lock": key == "files",
            "uv.lock": any(d != str(d) or " " in d for d in value),
        }
        if tall[title]:
            indent = " " if title == "Cargo.lock" else "    "
            return "[\n" + "".join(f"{indent}{toml(title, item)},\n" for item in value) + "]"
    return toml(title, value)


def toml(title, value):
    if isinstance(value, dict):
        pad = "" if title == "poetry.lock" else " "
        return "{" + pad + ", ".join(f"{toml_key(k)} = {toml(title, v)}" for k, v in value.items()) + pad + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(title, item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


PLAIN = {
    "pnpm-lock.yaml": lambda t: (
        re.fullmatch(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s])(?:(?!: |:\Z| #)[^\n\t])*(?<!\s)", t)
        and not re.fullmatch(
            r"(?i:true|false|null|~|\.(?:inf|nan)|[-+]?(?:\d[\d_]*\.?|\.\d)[\d_]*(?:e[-+]?\d+)?|0[xob][\da-f]+|\d{4}-\d\d-\d\d.*)",
            t,
        )
    ),
    "yarn.lock v1": lambda t: re.fullmatch(r"(?!true|false)[a-zA-Z][^:\s\\\",\[\]]*", t),
    "yarn.lock": lambda t: re.fullmatch(r"(?![-?:,\][{}#&*!|>'\"%@` \t\r\n]).(?:[ \t]*(?![,\][{}:# \t\r\n]).)*", t),
}
FLAT = {"resolution", "engines", "cpu", "os", "libc"}


def spelled(title, value):
    if value is True or value is False:
        return "true" if value else "false"
    if PLAIN[title](value):
        return value
    return "'" + value.replace("'", "''") + "'" if title == "pnpm-lock.yaml" else f'"{value}"'


def in_yaml(title, names, fields):
    deep = " " * (2 if title == "pnpm-lock.yaml" else 0)
    if title == "yarn.lock v1":
        head = ", ".join(spelled(title, name) for name in names)
    else:
        head = spelled(title, ", ".join(names))
    if not fields:
        return f"{deep}{head}: {{}}"
    return "\n".join([f"{deep}{head}:", *block(title, fields, deep + "  ")])


def block(title, value, deep):
    if isinstance(value, list):
        return [f"{deep}- {spelled(title, item)}" for item in value]
    between = " " if title == "yarn.lock v1" else ": "
    lines = []
    for key, inner in value.items():
        name = f"{deep}{spelled(title, key)}"
        if isinstance(inner, dict | list) and not (title == "pnpm-lock.yaml" and key in FLAT):
            lines += [f"{name}:", *block(title, inner, deep + "  ")]
        elif isinstance(inner, dict):
            lines.append(
                f"{name}: {{{', '.join(f'{spelled(title, k)}: {spelled(title, v)}' for k, v in inner.items())}}}"
            )
        elif isinstance(inner, list):
            lines.append(f"{name}: [{', '.join(spelled(title, v) for v in inner)}]")
        else:
            lines.append(f"{name}{between}{spelled(title, inner)}")
    return lines
