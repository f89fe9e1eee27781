"""What is made to harm ends in a finding: within 5 s and 200 MB, without the network, without a file, without
a traceback.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from checks.hostile import HOSTILE, write
from checks.recipes import OFFICIAL

pytestmark = pytest.mark.slow
SECONDS = 5
MEGABYTES = 200
# Runs the command as a user would, and stops at the first try to reach the network, to start a program or to
# write a file.
GUARD = """
import sys
def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
        raise SystemExit(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise SystemExit(f"{event} {arguments}")
sys.dont_write_bytecode = True
from larpaket.cli import main
sys.addaudithook(guard)
main()
"""


def limit() -> None:
    """Seconds of the processor: nothing here waits, and other tests run beside."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_a_finding(name: str, tmp_path: Path) -> None:
    path = write(name, tmp_path, "http://127.0.0.1:9/x.dtd")
    schemas = ["--schemas", str(OFFICIAL)] if OFFICIAL.is_dir() else []
    command = [sys.executable, "-c", GUARD, "check", "--format", "json", *schemas, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=limit, timeout=200, cwd=tmp_path
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    report = json.loads(done.stdout)["checked"][0]
    assert HOSTILE[name][1] in {finding["code"] for finding in report["findings"]}
    assert not [finding["text"] for finding in report["findings"] if "this check crashed" in finding["text"]]
    assert [file.name for file in tmp_path.iterdir()] == ["hostile.zip"]
