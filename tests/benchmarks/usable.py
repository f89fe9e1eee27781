"""How soon a package can be used on a slow machine and a slow network, beside a bare page with the same film:
part of `make bench`.

4 × slower processor, 1.6 Mbit/s, 150 ms to the server, nothing cached, plain HTTP/1.1 without compression
(the worse case: an LMS mostly compresses). A page is *ready* when what the learner wants to press is there
and a press on it is not lost: the film's controls on the bare page, the start button on ours. There it is
pressed at once, and *answered* when the script that does it is there (the browser keeps the press as it keeps
one on a film that has no data yet). A page is *playable* when the film's first data are there
(`loadedmetadata`). Blocking time is what long tasks take beyond 50 ms each, until then. Runs alternate
between the pages.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, sync_playwright

from browser.conftest import CHROMIUM, FLAGS
from browser.server import Site, serve
from larpaket.formats import FORMATS

ROOT = Path(__file__).parents[2]
RUNS = 7
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
BARE = """<!doctype html><html lang="sv"><meta charset="utf-8"><title>Film</title>
<video controls preload="metadata" poster="POSTER" width="744" src="VIDEO"><track kind="captions" srclang="sv" src="TRACK"></video></html>"""
WATCH = """
// An LMS that answers at once: a SCORM package waits a while for one.
const answer = (name) => (/GetValue$/.test(name) ? "" : /Error|Diagnostic/.test(name) ? "0" : "true");
window.API = window.API_1484_11 = new Proxy({}, { get: (_, name) => () => answer(name) });
window.blocking = 0;
new PerformanceObserver((list) => { for (const task of list.getEntries()) window.blocking += Math.max(0, task.duration - 50); })
  .observe({ type: "longtask", buffered: true });
addEventListener("loadedmetadata", () => { window.playable = performance.now(); }, true);
const look = () => {
  const button = document.querySelector("[data-do=begin]");
  const control = button ?? document.querySelector("video");
  if (control && control.getBoundingClientRect().width > 0 && !control.disabled) {
    if (window.ready === undefined) {
      window.ready = performance.now();
      button?.click();
    }
    if (!button?.hasAttribute("popovertarget")) return void (window.answered = performance.now());
  }
  requestAnimationFrame(look);
};
look();
"""


def measure(browser: Browser, url: str) -> dict[str, float]:
    """One cold visit; times in milliseconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(WATCH)
    page.goto(url, wait_until="commit")
    page.wait_for_function("window.answered !== undefined && window.playable !== undefined", timeout=60_000)
    found: dict[str, float] = page.evaluate(
        "(({ ready, answered, playable, blocking }) => ({ ready, answered, playable, blocking }))(window)"
    )
    found["requests"] = len([address for address in asked if not address.endswith((".mp4", "/favicon.ico"))])
    context.close()
    return found


def build(folder: Path) -> dict[str, Path]:
    """Every format's package, unpacked."""
    shutil.copytree(ROOT / "modules", folder / "modules")
    formats = [part for id in FORMATS for part in ("--format", id)]
    subprocess.run(
        [sys.executable, "-m", "larpaket", "build", *formats, "--output", folder / "dist"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    found = {}
    for path in (folder / "dist").glob("*.zip"):
        id = next(id for id in FORMATS if path.name.endswith(f"-{id}.zip"))
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder / id)
        found[id] = folder / id
    return {id: found[id] for id in FORMATS}


def bare(package: Path) -> None:
    """A page with nothing but the package's film, beside the package's own."""
    media = {
        path.suffix: path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.suffix in (".mp4", ".jpg", ".vtt")
    }
    page = (
        BARE.replace("POSTER", media[".jpg"]).replace("VIDEO", media[".mp4"]).replace("TRACK", media[".vtt"])
    )
    (package / "bare.html").write_text(page, "utf-8")


def weight(package: Path) -> int:
    """Page, style and script, each as gzip sends it, in bytes."""
    return sum(
        len(gzip.compress((package / name).read_bytes(), 9))
        for name in ("index.html", "player.css", "player.js")
    )


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        packages = build(Path(name))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        print(
            f"{'page':16} {'ready':>9} {'ratio':>6} {'answered':>10} {'ratio':>6} {'playable':>10} {'ratio':>6} {'blocking':>9} "
            f"{'requests':>9} {'gzip':>8}   ({RUNS} runs)"
        )
        for id, package in packages.items():
            bare(package)
            runs: dict[str, list[dict[str, float]]] = {"bare": [], id: []}
            with serve(Site(package)) as site:
                page = f"{site.url}/package/index.html"
                for _ in range(RUNS):
                    runs["bare"].append(measure(browser, f"{site.url}/package/bare.html"))
                    runs[id].append(measure(browser, page))
            medians: dict[str, dict[str, Any]] = {
                which: {key: statistics.median(run[key] for run in found) for key in found[0]}
                for which, found in runs.items()
            }
            for which, found in medians.items():
                against = medians["bare"]
                size = f"{weight(package) / 1000:.1f} kB" if which == id else ""
                times = {
                    key: (found[key], found[key] / against[key]) for key in ("ready", "answered", "playable")
                }
                cells = " ".join(
                    f"{time:{6 if key == 'ready' else 7}.0f} ms {ratio:5.2f}×"
                    for key, (time, ratio) in times.items()
                )
                print(f"{which:16} {cells} {found['blocking']:6.0f} ms {found['requests']:9.0f} {size:>8}")
        browser.close()


if __name__ == "__main__":
    main()
