"""go.sum: a module is said once, and its versions after it."""

import hashlib
from base64 import b64encode

from headroom_cli.compressors._lock.sums import bare, hashed, read


def digest(text):
    return f"h1:{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def line(module, version):
    return f"{module} {version} {digest(module + version)}"


LINES = [
    *(line("github.com/acme/router", version) for version in ("v1.0.0/go.mod", "v1.1.0/go.mod")),
    *(line("github.com/acme/router", version) for version in ("v1.2.0", "v1.2.0/go.mod")),
    *(
        line(f"example.org/tools/{name}", f"v0.{at}.0{end}")
        for at, name in enumerate("abcdef")
        for end in ("", "/go.mod")
    ),
]
TEXTS = ("\n".join(LINES) + "\n", "\n".join([*LINES[:9], "... (many lines not shown)", *LINES[9:]]))
H = {
    version: digest(f"github.com/acme/router{version}")
    for version in ("v1.0.0/go.mod", "v1.1.0/go.mod", "v1.2.0", "v1.2.0/go.mod")
}


def test_a_row_is_the_module_and_each_version_with_its_hashes():
    assert hashed(read(TEXTS[0])[0]) == (
        f"github.com/acme/router v1.0.0/go.mod {H['v1.0.0/go.mod']} v1.1.0/go.mod {H['v1.1.0/go.mod']}"
        f" v1.2.0 {H['v1.2.0']} /go.mod {H['v1.2.0/go.mod']}"
    )


def test_without_hashes_a_version_that_is_built_with_has_a_row_of_its_own():
    assert [*bare(read(TEXTS[0])[0])] == [
        "github.com/acme/router v1.0.0/go.mod v1.1.0/go.mod",
        "github.com/acme/router v1.2.0",
    ]


def test_other_lines_stay_between():
    pieces = read(TEXTS[1])
    assert [piece for piece in pieces if isinstance(piece, str)] == ["... (many lines not shown)"]
