"""People to be looked at by the checkup: each in a clean home of their own."""

from dataclasses import replace

from headroom_cli.session.finding import Patient
from headroom_cli.settings import Settings


def healthy(home, **environment):
    """Someone with a folder of settings and one of data below `home`, and only this environment."""
    settings = Settings(config_dir=home / "config", data_dir=home / "data")
    return Patient(settings=settings, environment={"HOME": str(home), **environment}, folder=home)


def choosing(who, **chosen):
    """The same person with other settings."""
    return replace(who, settings=replace(who.settings, **chosen))


def writing(who, name, text):
    """The same person with this text in a file of their settings' folder."""
    who.settings.config_dir.mkdir(exist_ok=True)
    (who.settings.config_dir / name).write_text(text)
    return who


def verdicts(findings):
    return [finding.verdict for finding in findings]


def only(findings):
    """The one finding."""
    [finding] = findings
    return finding
