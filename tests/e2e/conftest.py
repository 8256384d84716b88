"""What the end-to-end tests share: the agents that are installed."""

import pytest

from tests.e2e.claude import installed


@pytest.fixture(scope="module", params=installed() or [None], ids=lambda path: path and path.parents[2].name)
def claude(request):
    """Each Claude Code there is to test with."""
    if request.param is None:
        pytest.skip("no Claude Code here; `python3 -m tests` installs it where there is npm")
    return request.param
