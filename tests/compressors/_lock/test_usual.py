"""What is usual: said once, and a star in each package that says it."""

from headroom_cli.compressors._lock.rows import Package, Raw
from headroom_cli.compressors._lock.usual import name, starred, usual

URL = "https://npm.example.org/mirror"
PACKAGES = [
    Package((f"node_modules/{path}",), {"version": "1.0.0", "resolved": f"{URL}/{path}/-/{last}-1.0.0.tgz#a{last}"})
    for path, last in (("@scope/a", "a"), ("b", "b"), ("c", "c"))
]
OTHER = Package(
    ("node_modules/d",), {"version": "1.0.0", "resolved": "git+ssh://git@example.org/d.git#1", "linkType": "soft"}
)


def test_an_address_follows_from_name_and_version_under_any_registry():
    common = usual([*PACKAGES, OTHER])
    assert common == {"resolved": f"{URL}/NAME/-/LAST-VERSION.tgz"}
    assert starred(PACKAGES[0], common).fields == {"version": "1.0.0", "resolved": Raw("*#aa")}
    assert starred(OTHER, common) == OTHER


def test_what_most_say_alike_is_usual_and_what_few_say_is_not():
    source = {"registry": "https://pypi.org/simple"}
    packages = [Package((word,), {"version": "1", "source": source}) for word in "abc"]
    assert usual(packages) == {"source": "{registry https://pypi.org/simple}"}
    assert usual([*packages, *(Package((word,), {}) for word in "defg")]) == {}


def test_packages_inside_packages_have_stars_too():
    outer = Package(("x",), {"version": "2", "dependencies": {"b": PACKAGES[1].fields}})
    common = {"resolved": f"{URL}/NAME/-/LAST-VERSION.tgz"}
    assert starred(outer, common).fields["dependencies"] == {"b": {"version": "1.0.0", "resolved": Raw("*#ab")}}


def test_a_name_is_what_the_package_is_published_under():
    names = ["node_modules/a/node_modules/@s/b", "@s/b@npm:^1, x", "@s/b@^1", "b@1", "@s/b", "b"]
    assert [name(Package((one,), {})) for one in names] == ["@s/b", "@s/b", "@s/b", "b", "@s/b", "b"]
