"""Lock files in JSON: packages are found by themselves, and only where printing them gives their lines."""

import json

import pytest

from headroom_cli.compressors._lock.jsons import Layout, layout, read
from headroom_cli.compressors._lock.rows import Package
from tests.compressors._lock.samples import NAMES, base64, sha256

OWN = {"name": "shop", "version": "1.4.0", "license": "MIT", "dependencies": {"@scope/router": "^2.0.0"}}


def entry(name, at):
    return {
        "version": f"2.{at}.7",
        "resolved": f"https://registry.npmjs.org/{name}/-/{name.rsplit('/', 1)[-1]}-2.{at}.7.tgz",
        "integrity": base64(name),
        **({"dev": True} if at % 2 else {}),
        "license": "MIT",
        "dependencies": {NAMES[at - 1]: "^2.0.0 || >=3.0.0"},
        "engines": {"node": ">=18"},
        **({"funding": {"url": f"https://github.com/sponsors/{at}"}} if at % 3 == 0 else {}),
    }


NPM = {f"node_modules/{name}": entry(name, at) for at, name in enumerate(NAMES)}
LINKED = {"node_modules/tools": {"resolved": "packages/tools", "link": True}}
NESTED = {**entry("glob", 4), "requires": {"once": "^1.0.0"}, "dependencies": {"once": entry("once", 5)}}
PIPFILE = {
    name.replace("@scope/", ""): {
        "hashes": [sha256(f"{name}{at}") for at in range(3)],
        "markers": "python_version >= '3.9'",
        "version": f"==2.{at}.7",
    }
    for at, name in enumerate(NAMES)
}
COMPOSER = [
    {
        "name": f"acme/{name.rsplit('/', 1)[-1]}",
        "version": f"2.{at}.7",
        "source": {
            "type": "git",
            "url": f"https://github.com/acme/{name.rsplit('/', 1)[-1]}.git",
            "reference": sha256(name)[7:47],
        },
        "dist": {"type": "zip", "url": f"https://api.github.com/repos/acme/{at}/zipball", "shasum": ""},
        "require": {"php": "^8.1", "ext-json": "*"},
        "type": "library",
        "autoload": {"psr-4": {"Acme\\Größe\\": "src/"}},
        "notification-url": "https://packagist.org/downloads/",
        "license": ["MIT"],
        "authors": [{"name": "An Author", "email": "author@example.org"}],
        "description": 'Says "hello", and so on',
    }
    for at, name in enumerate(NAMES)
]


def printed(value, indent):
    return json.dumps(value, indent=indent, ensure_ascii=False) + "\n"


HEAD = {"name": "shop", "version": "1.4.0", "lockfileVersion": 3, "requires": True}
TEXTS = (
    printed({**HEAD, "packages": {"": OWN, **NPM, **LINKED}}, 2),
    printed({**HEAD, "lockfileVersion": 1, "dependencies": {**{k[13:]: v for k, v in NPM.items()}, "glob": NESTED}}, 4),
    "\n".join(printed({**HEAD, "packages": {"": OWN, **NPM}}, 2).split("\n")[30:120]),
    printed({"_meta": {"hash": {"sha256": sha256("x")}, "pipfile-spec": 6}, "default": PIPFILE, "develop": {}}, 4),
    printed({"_readme": ["This file is @generated automatically"], "content-hash": "9f", "packages": COMPOSER}, 4),
)


def packages(text):
    lines = text.split("\n")
    return [piece for piece in read(lines, layout(lines)) if isinstance(piece, Package)]


def test_a_package_is_its_path_and_its_fields():
    found = packages(TEXTS[0])
    assert [one.names for one in found] == [("",), *((key,) for key in NPM), ("node_modules/tools",)]
    assert found[1].fields == NPM["node_modules/@scope/router"]


def test_a_part_of_a_file_gives_the_packages_that_are_whole_in_it():
    assert 0 < len(packages(TEXTS[2])) < len(NPM)


def test_packages_inside_packages_belong_to_them():
    glob = next(one for one in packages(TEXTS[1]) if one.names == ("glob",))
    assert glob.fields["dependencies"] == {"once": entry("once", 5)}


def test_an_item_of_a_list_goes_by_its_name():
    first = packages(TEXTS[4])[0]
    assert first.names == ("acme/router",)
    assert next(iter(first.fields)) == "version"


def test_the_layout_is_that_of_the_outermost_objects():
    assert layout(TEXTS[0].split("\n")) == Layout(4, 2, listed=False)
    assert layout(TEXTS[4].split("\n")) == Layout(8, 4, listed=True)
    assert layout(["{", '  "version": "1"', "}"] * 9) is None


@pytest.mark.parametrize(
    ("was", "instead"), [('": "MIT"', '":"MIT"'), ("2.3.7", "2.3.7\\u0041"), ("    },\n", "    }\n")]
)
def test_what_would_be_printed_otherwise_stays_in_its_lines(was, instead):
    lines = TEXTS[0].replace(was, instead).split("\n")
    kept = [piece for piece in read(lines, Layout(4, 2, listed=False)) if isinstance(piece, str)]
    assert any(instead.split("\n")[0] in line for line in kept)


def test_objects_that_never_close_cost_no_more_than_a_look():
    lines = ['    "a": {', '      "version": "1",'] * 20_000
    assert read(lines, Layout(4, 2, listed=False)) == lines
