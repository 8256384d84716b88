"""Gemfile.lock: a gem and its checksum are one package, and all else stays."""

import pytest

from headroom_cli.compressors._lock.gems import read
from headroom_cli.compressors._lock.rows import Package
from tests.compressors._lock.samples import NAMES, sha256

GEMS = [name.rsplit("/", 1)[-1] for name in NAMES]
SPECS = "".join(f"    {name} (1.{at}.0)\n      rack (~> 2.0, >= 2.0.8)\n      rake\n" for at, name in enumerate(GEMS))
SUMS = "".join(f"  {name} (1.{at}.0) {sha256(name).replace(':', '=')}\n" for at, name in enumerate(GEMS))
TEXT = (
    f"GEM\n  remote: https://rubygems.org/\n  specs:\n{SPECS}\nPLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n"
    f"  glob (~> 1.2)\n\nCHECKSUMS\n{SUMS}\nBUNDLED WITH\n   2.6.2\n"
)


def test_a_checksum_belongs_to_its_gem():
    digest = sha256("once").replace(":", "=")
    assert read([f"  once (1.1.0) {digest}"]) == [Package(("once",), {"version": "1.1.0", "checksum": digest})]


@pytest.mark.parametrize("line", ["  glob (~> 1.2)", "   2.6.2", "    once (1)", "  once (1.1.0) sha256=0a", "GEM"])
def test_other_lines_stay_as_they_are(line):
    assert read([line]) == [line]
