"""What the end-to-end tests share: for each real agent a fixture of its name, the path of its command."""

import pytest

from tests.e2e.real import REAL, absent, installed


def _each(command):
    paths = installed(command)

    @pytest.fixture(scope="module", params=paths.values() or [None], ids=paths or ["missing"])
    def agent(request):
        if request.param is None:
            pytest.skip(absent(command))
        return request.param

    return agent


globals().update({command: _each(command) for command in {real.command for real in REAL}})
