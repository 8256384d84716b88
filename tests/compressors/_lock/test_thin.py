"""Thin packages: what no one reads a lock file for is gone and counted, the rest is there."""

from headroom_cli.compressors._lock.rows import Package, Raw
from headroom_cli.compressors._lock.thin import Thin

KEPT = {"version": "1.2.3", "dev": True, "license": "MIT", "dependencies": {"integrity": "^1", "ms": "^2"}, "x": None}


def thin(fields, usual=(), *, bare=False):
    pass_ = Thin(usual, bare=bare)
    return dict(pass_.package(Package(("acme/a",), fields)).fields), pass_.omitted()


def test_hashes_and_what_is_usual_are_gone_and_counted():
    gone = {"integrity": "sha512-x", "resolved": Raw("*"), "hashes": ["sha256:a", "sha256:b"], "funding": {"url": "y"}}
    assert thin({**KEPT, **gone}) == (KEPT, "1 integrity, 1 resolved, 2 hashes, 1 funding")


def test_an_address_that_does_not_follow_stays():
    assert thin({"resolved": "https://example.org/a.tgz", "resolution": {"tarball": "https://example.org/b"}})[1] == ""
    assert thin({"resolution": {"integrity": "sha512-x"}}) == ({}, "1 integrity")
    url = "https://github.com/acme/{}.git"
    place = {"type": "git", "url": url.format("a"), "reference": "0a"}
    assert thin({"source": place}) == ({}, "1 source")
    assert thin({"source": {**place, "url": url.format("fork")}})[0] == {
        "source": {"type": "git", "url": url.format("fork")}
    }


def test_a_field_that_is_not_there_is_not_taken_for_the_usual_one():
    assert thin({"version": "1"}, ["source"])[0] == {"version": "1", "source": "none"}


def test_wheels_are_told_by_what_they_are_for():
    wheels = [
        Raw(f"ab/cd/*-{tag}.whl sha256:x 1")
        for tag in (
            "cp311-cp311-macosx_11_0_arm64",
            "cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64",
            "cp312-abi3-win32",
        )
    ]
    fields, omitted = thin({"wheels": [*wheels, {"url": "x/*-py3-none-any.whl"}], "sdist": Raw("*.tar.gz sha256:x")})
    assert fields == {"wheels": "(4: cp311 cp312 py3; macosx_arm64 manylinux_x86_64 win32 any)"}
    assert omitted == "4 wheels, 1 sdist"
    assert thin({"files": [Raw("*.tar.gz sha256:x")]}) == ({}, "1 files")


def test_packages_inside_a_package_are_thin_as_well():
    inside = {"b": {"version": "2", "integrity": "sha512-x"}}
    assert thin({"dependencies": inside})[0] == {"dependencies": {"b": {"version": "2"}}}


def test_bare_packages_keep_names_versions_and_dependencies():
    fields, omitted = thin({**KEPT, "engines": {"node": ">=18"}, "bin": {"a": "a.js"}}, bare=True)
    assert "license" not in fields
    assert fields["dependencies"] == KEPT["dependencies"]
    assert omitted == "1 license, 1 engines, 1 bin"
