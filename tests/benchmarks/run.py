"""Whole-process times beside a bare Python, as medians and ratios: `make bench`. Reported, never a gate."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 11


def measure(command: list[str], folder: Path) -> float:
    """The median of the process's wall times, in milliseconds, after one run to warm up."""
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[1:])


def main() -> None:
    """Measure and print a table."""
    program = str(Path(sys.executable).parent / "larpaket")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "modules", folder, dirs_exist_ok=True)
        bare = measure([sys.executable, "-c", "pass"], folder)
        rows = [
            ("python -c pass", bare, None),
            ("larpaket --help", measure([program, "--help"], folder), 150),
            ("larpaket build --force", measure([program, "build", "--force"], folder), 1000),
        ]
    print(f"{'command':28} {'median':>9} {'ratio':>7} {'aim':>8}   ({RUNS} runs)")
    for title, milliseconds, aim in rows:
        print(
            f"{title:28} {milliseconds:6.0f} ms {milliseconds / bare:6.1f}× {f'{aim} ms' if aim else '':>8}"
        )


if __name__ == "__main__":
    main()
