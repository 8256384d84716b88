"""Blocks alike: one with gaps and a row for each give all of them back."""

import pytest

from headroom_cli.compressors._config.alike import Run, Text
from tests.fakes.growth import grows_evenly


def service(name, port, more=""):
    return f"  {name}:\n    image: registry.example.org/{name}\n    port: {port}\n    restart: always\n{more}"


SERVICES = [("api", 80), ("web", 81), ("jobs", 82), ("mail", 83), ("search", 84), ("proxy", 85)]
MAP = "".join(service(*one) for one in SERVICES)


def run(text, at=0, form=None):
    return Text(text.split("\n")).run(at, form)


def test_what_differs_is_a_gap_and_what_is_alike_is_said_once():
    found = run(MAP.removesuffix("\n"))
    assert found.form.lines() == [
        "  {key}:",
        "    image: {image}",
        "    port: {port}",
        "    restart: always",
    ]
    assert found.rows[1] == ("web", "registry.example.org/web", "81")
    assert found.end == 24


def test_values_that_are_always_the_same_share_a_gap():
    found = run(
        "\n".join(f"- host: node-{n}.example.org\n  address: node-{n}.example.org\n  zone: eu-1" for n in range(9))
    )
    assert found.form.lines() == ["- host: {host}", "  address: {host}", "  zone: eu-1"]
    assert found.rows[0] == ("node-0.example.org",)


def test_gaps_of_one_name_are_told_apart():
    found = run("\n".join(f"- name: the-first-name-{n}\n  has:\n    name: another-name-{n % 3}" for n in range(9)))
    assert found.form.names() == ["name", "name2"]


def test_a_block_that_is_not_alike_ends_the_run_and_the_form_is_good_after_it():
    text = MAP + service("odd", 1, "    extra: yes\n") + "".join(service(f"service-{n}", n) for n in range(4))
    known = Text(text.removesuffix("\n").split("\n"))
    first = known.run(0, None)
    assert first.end == 24
    assert known.run(24, first.form) is None
    again = known.run(29, first.form)
    assert again == Run(
        first.form, [(f"service-{n}", f"registry.example.org/service-{n}", str(n)) for n in range(4)], 45
    )


def test_few_blocks_or_short_ones_are_not_worth_it():
    assert run(MAP[: MAP.index("  jobs:")]) is None
    assert run("\n".join(f"a: {n}" for n in range(9))) is None


def test_what_could_be_mistaken_for_a_gap_or_a_border_is_no_row():
    assert run(MAP.replace("restart: always", "restart: {port}").removesuffix("\n")) is None
    more = "".join(service(f"service-{n}", "8|4" if n == 7 else n) for n in range(9)).removesuffix("\n")
    assert len(run(more).rows) == 7


@pytest.mark.parametrize(
    "line",
    [
        lambda n: f"a: {n}",
        lambda n: f"- a: {'|' * (n % 2)}{n} is a value that is long enough",
        lambda n: " " * (n % 300) + "a:",
    ],
)
def test_the_time_is_linear_however_deep_the_blocks_are_and_however_few_pay(line):
    def work(size):
        lines = [line(n) for n in range(size)]
        return lambda: runs(Text(lines), lines)

    def runs(known, lines):
        at, form = 0, None
        while at < len(lines):
            found = known.run(at, form)
            at, form = (found.end, found.form) if found else (at + 1, form)

    assert grows_evenly(work, 1500)
