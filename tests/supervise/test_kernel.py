import os
import subprocess
import sys

import pytest

from tests.supervise.processes import lives, until, written

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's own")

BOND = "import time; from headroom_cli.supervise import kernel; kernel.end_with_parent({}); {}; time.sleep(60)"
ADOPT = """
import subprocess, sys, psutil
from headroom_cli.supervise import kernel
assert kernel.adopt_orphans()
subprocess.run(["sh", "-c", "sleep 60 & "], check=True)
for orphan in psutil.Process().children():
    orphan.kill()
    print(orphan.wait())
"""


def test_a_process_ends_when_its_parent_is_killed(tmp_path):
    pid_file = tmp_path / "pid"
    code = BOND.format("", f"import os; open({str(pid_file)!r}, 'w').write(str(os.getpid()) + chr(10))")
    parent = subprocess.Popen(["sh", "-c", '"$@"; true', "sh", sys.executable, "-c", code])
    pid = int(written(pid_file))
    parent.kill()
    parent.wait()
    until(lambda: not lives(pid))


def test_a_process_whose_parent_was_quicker_to_end_ends_at_once():
    stranger = os.getpid() + 1
    done = subprocess.run([sys.executable, "-c", BOND.format(stranger, "pass")], check=False, timeout=20)
    assert done.returncode == -15


def test_a_process_whose_parent_lives_goes_on():
    code = f"from headroom_cli.supervise import kernel; kernel.end_with_parent({os.getpid()})"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=20).returncode == 0


def test_orphans_come_to_the_process_that_adopts_them():
    done = subprocess.run([sys.executable, "-c", ADOPT], check=True, capture_output=True, text=True, timeout=20)
    assert done.stdout == "-9\n"
