"""Gemfile.lock: a gem and what it asks for are one package, and so are a gem and its checksum."""

import pytest

from headroom_cli.compressors._lock.gems import read
from headroom_cli.compressors._lock.rows import Package
from tests.compressors._lock.samples import NAMES, sha256

GEMS = [name.rsplit("/", 1)[-1] for name in NAMES]
ASKED = "      rack (~> 2.0, >= 2.0.8)\n      rake\n"
MORE = "".join(f"      {name} (= 1.{at}.0)\n" for at, name in enumerate(GEMS))
SPECS = "".join(f"    {name}-rails (1.{at}.0)\n{ASKED}{MORE if at % 2 else ''}" for at, name in enumerate(GEMS))
SUMS = "".join(f"  {name} (1.{at}.0) {sha256(name).replace(':', '=')}\n" for at, name in enumerate(GEMS))
TEXT = (
    f"GEM\n  remote: https://rubygems.org/\n  specs:\n{SPECS}\nPLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n"
    f"  glob (~> 1.2)\n\nCHECKSUMS\n{SUMS}\nBUNDLED WITH\n   2.6.2\n"
)
TEXTS = (TEXT,)


def test_a_gem_is_its_version_and_what_it_asks_for():
    assert read(["    once (1.1.0)", *ASKED.rstrip("\n").split("\n"), "    glob (1.2.0)"]) == [
        Package(("once",), {"version": "1.1.0", "dependencies": {"rack": "~> 2.0, >= 2.0.8", "rake": True}}),
        Package(("glob",), {"version": "1.2.0"}),
    ]


def test_a_checksum_belongs_to_its_gem():
    digest = sha256("once").replace(":", "=")
    assert read([f"  once (1.1.0) {digest}"]) == [Package(("once",), {"version": "1.1.0", "checksum": digest})]


@pytest.mark.parametrize("line", ["  glob (~> 1.2)", "   2.6.2", "    once", "      rack (1)", "    a (1.0) b", "GEM"])
def test_other_lines_stay_as_they_are(line):
    assert read([line]) == [line]
