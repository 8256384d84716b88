"""Phrases of package managers: which lines are chatter, and what they tell."""

import pytest

from headroom_cli.compressors._terminal.phrases import told

PIP = "Requirement already satisfied: idna<4,>=2.5 in /v/lib (from requests>=2->acme==1) (3.10)"
APT = "Get:7 http://deb.test/debian stable/main amd64 libacme2 amd64 2.0-3+b1 [34.5 kB]"
MAVEN = "[INFO] Downloaded from central: https://r.test/org/acme/core/1.4/core-1.4.jar (12 kB at 1 MB/s)"
YARN = "➤ YN0013: │ @acme/core@npm:1.4.0 can't be found in the cache and will be fetched from the remote registry"


@pytest.mark.parametrize(
    ("line", "verb", "package"),
    [
        (PIP, "already satisfied", "idna 3.10"),
        (APT, "fetched", "libacme2 2.0-3+b1"),
        (MAVEN, "downloaded", "core 1.4"),
        (YARN, "fetched", "@acme/core 1.4.0"),
        ("  Downloading acme_core-4.12.2-py3-none-any.whl.metadata (3.0 kB)", "downloaded", "acme_core 4.12.2"),
        ("  Using cached https://files.test/acme-2.0.tar.gz", "taken from cache", "acme 2.0"),
        ("Collecting requests>=2 (from acme==1)", "", ""),
        ("     ━━━━━━━━━━━━━━━━━━━━ 82.8/82.8 kB 62.4 MB/s eta 0:00:00", "", ""),
        ("  Preparing metadata (setup.py): finished with status 'done'", "", ""),
        ("  Installing build dependencies ... done", "", ""),
        ("Unpacking libacme2:amd64 (2.0-3) over (1.9-1) ...", "unpacked", "libacme2 2.0-3"),
        ("Setting up libacme2:amd64 (2.0-3) ...", "set up", "libacme2 2.0-3"),
        ("  Downloaded serde_derive v1.0.219", "downloaded", "serde_derive 1.0.219"),
        ("go: downloading example.test/acme/core v1.4.0", "downloaded", "example.test/acme/core 1.4.0"),
        ("3f4ca61aafcd: Pull complete", "layers pulled", ""),
        ("Progress: resolved 68, reused 23, downloaded 34, added 0", "", ""),
    ],
)
def test_what_a_phrase_tells(line, verb, package):
    assert told(line) == (verb, package)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Collecting page data ...",
        "Successfully installed acme-2.0",
        "  Preparing metadata (setup.py): finished with status 'error'",
        "  Building wheel for acme (pyproject.toml) ... error",
        "ERROR: Could not find a version that satisfies the requirement acme==9",
        "npm warn deprecated acme@1.0.0: use acme-core",
        "Err:3 http://deb.test/debian stable InRelease",
        "Setting up the database",
        "Progress: resolved 397, reused 127, downloaded 205, added 327, done",
        "3f4ca61aafcd: error pulling image configuration",
        "++ b",
        "   Compiling acme v1.4.0",
    ],
)
def test_warnings_errors_results_and_other_words_are_no_chatter(line):
    assert told(line) is None
