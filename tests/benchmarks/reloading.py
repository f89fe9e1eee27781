"""From a change of module.yaml to the reloaded page in `larpaket preview`: `python tests/benchmarks/reloading.py`.

Medians in milliseconds, beside the same build without the preview.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from playwright.sync_api import sync_playwright

from browser.conftest import CHROMIUM, FLAGS, REAL
from desk.running import running
from larpaket.preview.subject import subject_of

RUNS = 15


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REAL.parent, Path(folder, "modules"))
        module = Path(folder, "modules", REAL.name)
        definition = module / "module.yaml"
        text = definition.read_text("utf-8")
        subject = subject_of(module, ExitStack())
        subject.show("scorm12", "http://127.0.0.1/xapi/")
        alone = []
        for _ in range(RUNS):
            began = time.perf_counter()
            subject.show("scorm12", "http://127.0.0.1/xapi/")
            alone.append(time.perf_counter() - began)
        with running(module) as desk, sync_playwright() as driver:
            page = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
            page.goto(desk.address)
            inner = page.frame_locator("[data-fit] iframe").frame_locator("iframe")
            inner.locator(".title").first.wait_for()
            taken = []
            for run in range(RUNS):
                title = f"Omgång {run}"
                changed = re.sub(r"(?m)^title: .*", f"title: {title}", text)
                began = time.perf_counter()
                definition.write_text(changed, "utf-8")
                inner.get_by_role("heading", name=title).first.wait_for()
                taken.append(time.perf_counter() - began)
        print(f"building alone: {statistics.median(alone) * 1000:.0f} ms")
        print(
            f"from the change to the page: {statistics.median(taken) * 1000:.0f} ms, at most {max(taken) * 1000:.0f}"
        )


if __name__ == "__main__":
    main()
