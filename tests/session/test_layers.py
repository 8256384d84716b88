"""Which of an agent's settings holds its base URL."""

import pytest

from headroom_cli.session.layers import base

CONFIG = {
    "files": ("config.toml", "{--profile}.config.toml"),
    "unless": ("--bare",),
    "flags": ("-c", "--config"),
    "base": ("model_providers.{model_provider}.base_url", "openai_base_url"),
}
OWN = 'model_provider = "corp"\n[model_providers.corp]\nname = "Corp"\nbase_url = "https://corp.test/openai"\n'
CORP, PLAIN = "model_providers.corp.base_url", "openai_base_url"


def found(folder, *args, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text)
    return base(CONFIG, args, lambda name: folder / name.replace(".config", ""))


@pytest.mark.parametrize(
    ("config", "args", "expected"),
    [
        ("", (), (PLAIN, "")),
        ("model = 1", (), (PLAIN, "")),
        ("broken =", (), (PLAIN, "")),
        ('openai_base_url = "https://gw.test/v1"', (), (PLAIN, "https://gw.test/v1")),
        ('model_provider = "openai"', (), (PLAIN, "")),
        (OWN, (), (CORP, "https://corp.test/openai")),
        (OWN, ("-c", 'model_provider="openai"'), (PLAIN, "")),
        (OWN, ("--bare",), (PLAIN, "")),
        (OWN.replace("base_url", "env_key"), (), (CORP, "")),
        (OWN, ("-c", f'{CORP}="https://x.test"', "exec"), (CORP, "https://x.test")),
        ("", ("-c", f"{PLAIN}=http://y.test", "-c", f"{PLAIN}=http://x.test"), (PLAIN, "http://x.test")),
        ("", ("exec", f"--config={PLAIN}='http://x.test'"), (PLAIN, "http://x.test")),
        ("", ("--", "-c", f"{PLAIN}=http://x.test"), (PLAIN, "")),
        ("", ("-c", "model_provider=z", "-c", 'model_providers.z={name="Z", base_url="http://z"}'),
         ("model_providers.z.base_url", "http://z")),
        ('model_provider = "corp"', (), (PLAIN, "")),
    ],
)  # fmt: skip
def test_the_setting_is_that_of_the_provider_in_force_and_its_url_the_persons(tmp_path, config, args, expected):
    assert found(tmp_path, *args, config=config) == expected


def test_a_file_that_is_named_after_a_flag_lies_over_the_others(tmp_path):
    more = OWN.replace("corp", "work")
    assert found(tmp_path, config=OWN, work=more)[0] == CORP
    assert found(tmp_path, "--profile", "work", config=OWN, work=more)[0] == "model_providers.work.base_url"


def test_an_agent_without_such_settings_has_none():
    assert base({}, ("-c", "a=b"), lambda name: name) == ("", "")
