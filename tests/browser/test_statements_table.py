"""docs/statements.md compared with what is sent: every row occurs, and nothing without a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from browser.launched import MODULE, Launched
from browser.reading import BOTH, FILES
from browser.server import Site, serve
from launch.lms import serve_lms
from preview.learning_locker import refusals

TABLE = Path(__file__).parents[2] / "docs" / "statements.md"
IDS = {
    "{base}/{module}": MODULE,
    "{film}": "film",
    "{reflection}": "samtal",
    "{question}": "fraga",
    "{text}": "vardagen",
    "{agreement}": "overens",
    "{checklist}": "lista",
}
AGREEMENT = """          - id: overens
            type: agreement
            title:
              sv: Vad bestämmer vi?
              en: What do we decide?
            mode: group
"""
Row = tuple[str, str, frozenset[str]]


def rows() -> set[Row]:
    """Return verb, object and the result's keys, as in the table."""
    found = set()
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[1].startswith("`"):
            activity = cells[2].strip("`")
            for name, value in IDS.items():
                activity = activity.replace(name, value)
            found.add((cells[1].strip("`"), activity, frozenset(filter(None, cells[3].split(", ")))))
    return found


def sent(someone: Launched, *, leaves_out: str) -> Iterator[Row]:
    launched = someone.sessions[0][0].activity
    for statement in someone.lms.sent():
        verb, activity = statement["verb"]["id"].rpartition("/")[2], statement["object"]["id"]
        keys = set(statement.get("result", {}))
        if leaves_out and verb == "completed" and activity == launched:
            keys.add(leaves_out)
        yield verb, MODULE if activity == launched else activity, frozenset(keys)


@pytest.mark.parametrize("format", ["xapi", "cmi5"])
def test_the_table_is_what_is_sent(
    context: BrowserContext, variant: Callable[..., Path], format: str, locker: str
) -> None:
    with serve(Site(variant(format, (BOTH[0], BOTH[1] + AGREEMENT), **FILES))) as site:
        compare(context, site, format, locker)


def compare(context: BrowserContext, site: Site, format: str, locker: str) -> None:
    said: set[Row] = set()
    for way in ("watch", "read"):
        with serve_lms(f"{site.url}/package/index.html") as lms:
            someone = Launched(context.new_page(), site, lms=lms, format=format)
            someone.launch()
            someone.begin()
            if way == "watch":
                someone.watch()
            else:
                someone.read()
            someone.press("Starta tiden")
            someone.press("Läst")
            someone.root.get_by_role("checkbox").first.check()
            someone.press("Klar")
            someone.says("Ni är klara.")
            someone.says(someone.goodbye)
            someone.close()
            said |= set(sent(someone, leaves_out="score" if format == "cmi5" else ""))
            responded = next(one for one in lms.sent() if one["object"]["id"].endswith("/fraga"))
            assert set(responded["result"]["extensions"]) == {
                f"https://larande.example.se/_extensions/{name}"
                for name in ("planned-seconds", "ended-early", "talking-seconds")
            }
            for statement in lms.sent():
                assert {"registration", "language", "revision"} <= set(statement["context"])
            someone.check()
            assert refusals(locker, lms.sent()) == []
    assert said == rows()
