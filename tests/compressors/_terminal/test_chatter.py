"""Chatter becomes one line: how much of it there was, and the packages it names."""

from headroom_cli.compressors._terminal.chatter import quieted, share

SITE = "/opt/envs/acme/lib/python3.11/site-packages"
SATISFIED = "".join(
    f"Requirement already satisfied: {name}>=1 in {SITE} (from acme-ledger==2.{n}.0) ({n}.4.2)\n"
    for n, name in enumerate(["attrs", "click", "idna", "jinja2", "rich", "certifi", "packaging", "urllib3"], 1)
)


def upgrade(packages):
    numbers = range(1, packages + 1)
    return (
        f"Reading package lists...\nBuilding dependency tree...\n0 upgraded, {packages} newly installed, 0 to remove.\n"
        + "".join(
            f"Get:{n} http://deb.acme.test/debian stable/main amd64 libacme{n} amd64 2.0-{n} [3{n}.5 kB]\n"
            for n in numbers
        )
        + "Fetched 207 kB in 0s (1,024 kB/s)\n"
        + "".join(
            f"Selecting previously unselected package libacme{n}:amd64.\n"
            f"Preparing to unpack .../libacme{n}_2.0-{n}_amd64.deb ...\nUnpacking libacme{n}:amd64 (2.0-{n}) ...\n"
            for n in numbers
        )
        + "".join(f"Setting up libacme{n}:amd64 (2.0-{n}) ...\n" for n in numbers)
        + "W: acme-old is no longer needed\n"
    )


UPGRADE = upgrade(6)
TEXTS = (SATISFIED, upgrade(16))


def test_packages_are_named_once_with_their_versions():
    assert quieted(UPGRADE).text == (
        "[chatter of package managers, 32 lines: 6 fetched: libacme1 2.0-1, libacme2 2.0-2, libacme3 2.0-3, "
        "libacme4 2.0-4, libacme5 2.0-5, libacme6 2.0-6; 6 unpacked; 6 set up]\n"
        "0 upgraded, 6 newly installed, 0 to remove.\nFetched 207 kB in 0s (1,024 kB/s)\n"
        "W: acme-old is no longer needed\n"
    )
    assert quieted(UPGRADE).lines == 32


def test_packages_that_a_line_names_that_stays_are_not_named_again():
    text = "".join(f"  Downloading acme_{n}-2.{n}-py3-none-any.whl (9 kB)\n" for n in range(6))
    text += "Successfully installed " + " ".join(f"acme-{n}-2.{n}" for n in range(6)) + "\n"
    assert quieted(text).text.startswith("[chatter of package managers, 6 lines: 6 downloaded]\nSuccessfully")


def test_trouble_stays_where_it_stood():
    text = SATISFIED + "ERROR: acme-ledger 2.1.0 has requirement attrs<1, but you have attrs 1.4.2.\n"
    assert quieted(text).text.split("\n")[1:] == text.split("\n")[-2:]


def test_a_little_chatter_is_left_alone():
    text = "\n".join(SATISFIED.split("\n")[:4])
    assert quieted(text) == (text, 0)


def test_the_share_of_chatter_is_that_of_the_lines_that_say_something():
    assert share(["", *SATISFIED.split("\n")[:3], "so"]) == 0.75
    assert share([]) == 0
