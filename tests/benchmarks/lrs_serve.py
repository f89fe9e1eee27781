"""`larpaket lrs serve` with a file: statements a second over HTTP in batches of 50, a page of 100, memory and start
at many statements: `python tests/benchmarks/lrs_serve.py [STATEMENTS]`.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.lrs import session

BATCH = 50


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lrs.sqlite")
        process, connection, path, headers = start(file)
        batches: list[bytes] = []
        while len(batches) * BATCH < count:
            several = [one for _ in range(BATCH // 10) for one in session()]
            batches.append(json.dumps(several[:BATCH]).encode())
        began = time.perf_counter()
        for batch in batches:
            connection.request("POST", f"{path}statements", batch, headers)
            answer = connection.getresponse()
            said = answer.read()
            assert answer.status == 200, said
        took = time.perf_counter() - began
        print(f"{len(batches) * BATCH / took:.0f} statements a second, in batches of {BATCH}")
        pages = []
        for _ in range(21):
            began = time.perf_counter()
            connection.request("GET", f"{path}statements?limit=100", headers=headers)
            connection.getresponse().read()
            pages.append(time.perf_counter() - began)
        print(f"a page of 100: {statistics.median(pages) * 1000:.1f} ms, at most {max(pages) * 1000:.1f}")
        print(f"memory: {memory(process.pid):.0f} MB; the file: {file.stat().st_size / 1e6:.0f} MB")
        stop(process)
        began = time.perf_counter()
        process, *_ = start(file)
        print(f"started again in {time.perf_counter() - began:.1f} s; memory: {memory(process.pid):.0f} MB")
        stop(process)


def start(file: Path) -> tuple[subprocess.Popen[str], http.client.HTTPConnection, str, dict[str, str]]:
    command = [sys.executable, "-u", "-m", "larpaket", "lrs", "serve", "--file", str(file)]
    environment = {**os.environ, "LARPAKET_LRS_KEY": "key", "LARPAKET_LRS_SECRET": "secret"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    origin, _, path = process.stdout.readline().split()[1].removeprefix("http://").partition("/")
    token = base64.b64encode(b"key:secret").decode()
    headers = {
        "Authorization": f"Basic {token}",
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
    }
    return process, http.client.HTTPConnection(origin), f"/{path}", headers


def memory(pid: int) -> float:
    """The process's resident memory, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return 0


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(30)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
