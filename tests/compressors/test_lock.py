"""Lock files: a row a package, from which the file comes back; hashes are what goes first."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.lock import PLUGIN
from headroom_cli.model import Block, Level
from headroom_cli.tokens import count
from tests.compressors import lock_reader
from tests.compressors._lock import test_files, test_gems, test_sums, test_yamls
from tests.compressors._lock.samples import NAMES, base64, sha256
from tests.fakes.growth import grows_evenly


def block(text, question=""):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", question=question)


TEXTS = (*test_files.TEXTS, *test_sums.TEXTS)
IDS = (*test_files.TITLES, "go.sum", "go.sum cut")
FIXTURES = tuple(block(text) for text in TEXTS)
decode = lock_reader.decode


def said(text, level=Level.BALANCED, question=""):
    return PLUGIN.compress(block(text, question), level)


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_every_kind_comes_back_from_rows_that_are_shorter(text):
    answer = said(text, Level.LOSSLESS)
    assert answer.lossless
    assert count(answer.text) < count(text)
    assert decode(answer.text) == text


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_without_hashes_every_kind_is_about_half_at_most_and_says_so(text):
    answer = said(text)
    assert count(answer.text) < 0.55 * count(text)
    assert answer.omitted


def test_a_row_says_what_a_reader_looks_for():
    text = said(test_files.TEXTS[0]).text
    assert text.startswith(
        '[package-lock.json, a row a package: "- name version; field value; …", a field alone is true; '
        "resolved not said is https://registry.npmjs.org/NAME/-/LAST-VERSION.tgz]\n"
        '{\n  "name": "shop",\n'
    )
    assert (
        "\n- node_modules/left-pad 2.3.7; dev; license MIT; dependencies {glob ^2.0.0 || >=3.0.0}; "
        "engines {node >=18}\n" in text
    )
    assert "\n- node_modules/tools; resolved packages/tools; link\n" in text


def test_what_is_left_out_is_counted():
    assert said(test_files.TEXTS[0]).omitted == "10 resolved, 10 integrity, 4 funding"
    assert said(test_sums.TEXTS[0]).omitted == "16 hashes"


def test_a_package_that_the_question_names_keeps_its_hash():
    text = said(test_files.TEXTS[0], question="Which integrity has @scope/router, and which zod?").text
    assert base64("@scope/router") in text
    assert base64("zod") in text
    assert base64("once") not in text
    kept = said(test_sums.TEXTS[0], question="Is the hash of github.com/acme/router right?").text
    assert test_sums.H["v1.2.0"] in kept
    assert "example.org/tools/a v0.0.0\n" in kept


def test_at_aggressive_rows_are_names_versions_and_dependencies():
    assert (
        "\n- node_modules/left-pad 2.3.7; dev; dependencies {glob ^2.0.0 || >=3.0.0}\n"
        in said(test_files.TEXTS[0], Level.AGGRESSIVE).text
    )


def test_versions_of_which_only_go_mod_is_hashed_stand_in_one_row():
    assert said(test_sums.TEXTS[0]).text.split("\n")[1:3] == [
        "github.com/acme/router v1.0.0/go.mod v1.1.0/go.mod",
        "github.com/acme/router v1.2.0",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# yarn lockfile v1\n",
        test_files.TEXTS[0].replace('  "packages": {', '- a row\n  "packages": {'),
        test_sums.TEXTS[0] + f"a v1 {test_sums.digest('x')} and more\n",
        "\n".join(test_yamls.stanzas(test_yamls.yarn)[:2]),
    ],
)
def test_what_could_be_mistaken_or_is_too_little_is_left_alone(text):
    for level in (Level.LOSSLESS, Level.BALANCED):
        with pytest.raises(NotMine):
            said(text, level)


def test_of_a_gemfile_only_checksums_go():
    answer = said(test_gems.TEXT)
    assert answer.text == (
        '[Gemfile.lock, a row a package: "- name version; field value; …", a field alone is true]\n'
        + test_gems.TEXT.replace(
            test_gems.SUMS, "".join(f"- {name} 1.{at}.0\n" for at, name in enumerate(test_gems.GEMS))
        )
    )
    assert answer.omitted == "10 checksum"
    with pytest.raises(NotMine):
        said(test_gems.TEXT, Level.LOSSLESS)


def test_a_lock_file_is_claimed_more_surely_than_json():
    assert PLUGIN.score(FIXTURES[0]) > 0.95
    assert PLUGIN.score(block('{"name": "a", "version": "1", "dependencies": {"b": "^1"}}')) == 0
    assert PLUGIN.score(block("     1\t# yarn lockfile v1\n     2\t\n")) == 0


LINES = st.sampled_from(sorted({line for text in TEXTS for line in text.split("\n")[:40]}))
STANZAS = st.sampled_from(sorted({stanza for text in TEXTS for stanza in text.split("\n\n")}))


@given(st.lists(LINES | STANZAS | st.just(""), max_size=40), st.sampled_from(["\n", "\n\n"]))
def test_whatever_the_lines_are_the_text_comes_back(lines, between):
    text = between.join(lines)
    with contextlib.suppress(NotMine):
        assert decode(said(text, Level.LOSSLESS).text) == text


@given(st.sampled_from(TEXTS), st.integers(0), st.integers(0), st.text(max_size=4))
def test_a_file_that_was_cut_or_touched_comes_back(text, start, end, change):
    start, end = sorted((start % len(text), end % len(text)))
    for touched in (text[start:end], text[:start] + change + text[end:], text[:start] + change + text[start:]):
        with contextlib.suppress(NotMine):
            assert decode(said(touched, Level.LOSSLESS).text) == touched


def test_ten_times_the_packages_take_ten_times_the_time():
    def work(times):
        text = "\n".join(test_yamls.pnpm(f"{name}{n}", n) for n in range(times) for name in NAMES)
        return lambda: said(text, Level.LOSSLESS)

    assert grows_evenly(work, 40)


def test_no_hash_is_cut_in_half():
    for text in TEXTS[:3]:
        assert base64(NAMES[5]) in said(text, Level.LOSSLESS).text
    assert sha256(NAMES[5])[7:] in said(test_files.TEXTS[5], Level.LOSSLESS).text
