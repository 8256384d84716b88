"""What the end-to-end tests share: for each real agent a fixture of its name, the path of its command."""

import pytest

from tests.e2e.real import REAL, installed


def _each(command):
    paths = installed(command)

    @pytest.fixture(scope="module", params=paths.values() or [None], ids=paths or ["missing"])
    def agent(request):
        if request.param is None:
            pytest.skip(f"no {command} here; `python3 -m tests` installs it where it can")
        return request.param

    return agent


globals().update({command: _each(command) for command in {real.command for real in REAL}})
