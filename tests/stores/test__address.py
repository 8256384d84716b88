import pytest

from headroom_cli.errors import ConfigError
from headroom_cli.stores._address import cap


def test_without_a_size_in_the_url_the_default_counts():
    assert cap("memory:", 3) == 3_000_000


def test_the_url_says_the_size_in_megabytes():
    assert cap("disk:///folder?mb=0.5", 3) == 500_000


def test_a_bad_size_is_quoted_with_an_example():
    with pytest.raises(ConfigError) as raised:
        cap("memory:?mb=lots", 3)
    assert "'lots'" in raised.value.message
    assert "?mb=512" in raised.value.hint
