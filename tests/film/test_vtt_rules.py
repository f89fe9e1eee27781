"""The W3C's rules in `vtt_rules.yaml`: proved in Chromium, and followed by larpaket."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, sync_playwright
from ruamel.yaml import YAML

from browser.conftest import CHROMIUM, FLAGS
from film.test_vtt import read
from larpaket.film.cue import unknown_settings
from larpaket.problems import Severity

RULES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("vtt_rules.yaml"))
NAMES = [rule["id"] for rule in RULES]
CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
ORIGIN = "http://rules.example/"

TEXT = "[cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]"
SETTINGS = """[cue.line, cue.snapToLines, cue.lineAlign, cue.position, cue.positionAlign, cue.size, cue.align,
  cue.vertical]"""

# Loads each file as a track of one video, and tells what its cues have.
READ = """names => Promise.all(names.map(name => new Promise(done => {
  const track = document.createElement("track");
  const cues = () => [...track.track.cues].map(cue => CUE);
  track.onload = () => done(cues());
  track.onerror = () => done("not WebVTT");
  track.src = name;
  document.querySelector("video").append(track);
  track.track.mode = "hidden";
})))"""


def data(rule: dict[str, Any]) -> bytes:
    """The file of a row."""
    if "text" in rule:
        whole = CUE + rule["text"]
    elif "timing" in rule:
        whole = f"WEBVTT\n\n{rule['timing']}\na"
    else:
        whole = rule["file"]
    return str(whole).encode(rule.get("encoding", "utf-8"))


def cues(rule: dict[str, Any]) -> Any:
    """What the standard's parser makes of it."""
    return [[1, 2, rule["shows"]]] if "shows" in rule else rule["cues"]


def test_the_table_has_each_rule_once() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 60
    assert len({data(rule) for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_larpaket(rule: dict[str, Any], tmp_path: Path) -> None:
    captions, problems = read(tmp_path, data(rule))
    found = {
        severity: sorted({problem.code for problem in problems if problem.severity == severity})
        for severity in Severity
    }
    fails = rule.get("fails", [])
    assert [*found[Severity.ERROR], *found[Severity.WARNING]] == [*fails, *rule.get("warns", [])]
    assert all(problem.help and (problem.line or problem.code == "V101") for problem in problems)
    if not fails:
        read_cues = [[cue.start, cue.end, cue.text] for cue in captions.cues]
        assert read_cues == rule.get("reads", cues(rule))


def in_chromium(files: dict[str, bytes], cue: str = TEXT) -> dict[str, Any]:
    """What Chromium makes of each file, written as in the table; `cue` is what is told of each cue."""
    served = {f"{ORIGIN}{name}.vtt": content for name, content in files.items()}

    def answer(route: Route) -> None:
        if route.request.url in served:
            route.fulfill(body=served[route.request.url], content_type="text/vtt")
        else:
            route.fulfill(body="<!doctype html><video></video>", content_type="text/html")

    def evaluate() -> list[Any]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page()
            page.route("**/*", answer)
            page.goto(ORIGIN)
            found: list[Any] = page.evaluate(READ.replace("CUE", cue), list(served))
            browser.close()
        return found

    # In a thread of its own: another test's browser may be open in this one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(evaluate).result()
    return dict(zip(files, found, strict=True))


@pytest.mark.browser
def test_chromium() -> None:
    shown = in_chromium({rule["id"]: data(rule) for rule in RULES})
    expected = {rule["id"]: rule.get("chromium", cues(rule)) for rule in RULES}
    wrong = {name: found for name, found in shown.items() if found != expected[name]}
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.mark.browser
def test_a_setting_is_unknown_if_chromium_ignores_it() -> None:
    numbers = (
        "0",
        "00",
        "5",
        "-1",
        "+1",
        "1.5",
        "-1.5",
        ".5",
        "5.",
        "1.5.2",
        "99.9",
        "100.1",
        "050",
        "1e1",
        "",
        "a",
    )
    sides = ("", ",start", ",center", ",end", ",line-left", ",line-right", ",middle", ",", ",START")
    written = [
        "".join(parts) for parts in product(("line:", "position:", "size:"), numbers, ("", "%"), sides)
    ]
    written += [
        f"align:{value}"
        for value in ("start", "end", "left", "right", "middle", "Start", "", "end,", "end:a")
    ]
    written += [f"vertical:{value}" for value in ("rl", "lr", "tb", "", "RL")]
    written += ["align", ":start", "align=start", "color:red", "Align:end", "position:“5%”", "X1:10"]
    file = "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000 {setting}\na\n\n" for setting in ["", *written])
    usual, *found = in_chromium({"settings": file.encode()}, SETTINGS)["settings"]
    ignored = {setting for setting, cue in zip(written, found, strict=True) if cue == usual}
    assert {setting for setting in written if list(unknown_settings(setting))} == ignored
    assert 50 < len(ignored) < len(written) - 50
