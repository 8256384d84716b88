"""The page of `headroom stats --html` in a real browser: narrow and wide, light and dark."""

import html
import json
import re
import shutil
import subprocess
import time
from contextlib import closing

import pytest

from headroom_cli.cli import stats
from headroom_cli.settings import Settings
from headroom_cli.usage.ledger import FILE_NAME, Ledger, Query
from tests.usage.making import edit, exchange

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed; `python3 -m tests` does so where it can"),
]
# The page in a frame of a page that may look into it: its own policy allows no script.
LOOK = """<!doctype html><title>-</title>
<iframe id="frame" srcdoc="{page}" style="border:0;width:{width}px;height:900px"></iframe><script>
document.getElementById("frame").addEventListener("load", event => {{
  const page = event.target.contentDocument, style = getComputedStyle(page.body);
  const seen = [...page.querySelectorAll("svg,table,.tiles div")].map(one => one.getBoundingClientRect());
  document.title = JSON.stringify({{
    wide: page.documentElement.scrollWidth, ground: style.backgroundColor, ink: style.color,
    empty: seen.filter(box => !box.width || !box.height).length, number: seen.length,
    charts: page.querySelectorAll("svg").length,
    right: Math.max(...[...page.querySelectorAll("td:last-child")].map(one => one.getBoundingClientRect().right)),
  }});
}});
</script>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    home = tmp_path_factory.mktemp("report")
    now = time.time()
    with closing(Ledger(home / FILE_NAME)) as ledger:
        for day in range(40):
            edits = (edit("test_output", 900 + 20 * day, 100), edit("json", 50, 300 if day % 9 == 0 else 20))
            model = ("claude-sonnet-4-6-20260101", "gpt-5.2")[day % 2]
            project = "a project with a rather long name"
            ledger.record(exchange(at=now - day * 86_400, edits=edits, model=model, project=project))
            ledger.record(exchange(at=now - day * 86_400, edits=edits, model=model, project="b", agent="codex"))
    stats._write(Settings(data_dir=home, config_dir=home), Query(), stats._date(now), home / "report.html")
    return (home / "report.html").read_text("utf-8")


@pytest.fixture(
    params=[(360, False), (360, True), (1200, False), (1200, True)], ids=lambda p: f"{p[0]}{' dark' * p[1]}"
)
def seen(request, page, tmp_path):
    """What the browser made of it."""
    width, dark = request.param
    (tmp_path / "look.html").write_text(LOOK.format(page=html.escape(page), width=width), "utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}", "--virtual-time-budget=3000", "--dump-dom",
        (tmp_path / "look.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=90)
    told = json.loads(html.unescape(re.search(r"<title>(.*?)</title>", done.stdout)[1]))
    return told | {"width": width, "dark": dark}


def brightness(colour):
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_everything_is_in_view_without_scrolling_sideways(seen):
    assert seen["wide"] <= seen["width"]
    assert seen["right"] <= seen["width"]
    assert (seen["charts"], seen["empty"]) == (2, 0)
    assert seen["number"] == 2 + 6 + 4


def test_it_is_dark_where_the_reader_s_system_is(seen):
    assert (brightness(seen["ground"]) < 60, brightness(seen["ink"]) > 200) == (seen["dark"], seen["dark"])
