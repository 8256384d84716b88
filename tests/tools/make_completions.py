"""Write shell-completions/ anew from what the program says.

python -m tests.tools.make_completions
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "shell-completions"
FILES = {"bash": "headroom.bash", "zsh": "_headroom", "fish": "headroom.fish"}
_REGISTER = "compdef _headroom_completion headroom"
# A file in zsh's fpath is read at the first completion, which it must answer at once.
_ANSWER_OR_REGISTER = f"""\
if [ "$funcstack[1]" = "_headroom" ]; then
  _headroom_completion "$@"
else
  {_REGISTER}
fi"""


def script(shell: str) -> str:
    """The completions of one shell, from the real program."""
    argv = [sys.executable, "-m", "headroom_cli"]
    env = os.environ | {"_HEADROOM_COMPLETE": f"source_{shell}"}
    said = subprocess.run(argv, env=env, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    return (said.replace(_REGISTER, _ANSWER_OR_REGISTER) if shell == "zsh" else said) + "\n"


if __name__ == "__main__":
    for shell, name in FILES.items():
        (FOLDER / name).write_text(script(shell), "utf-8")
