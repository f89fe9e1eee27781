"""What the local LRS takes in memory and time for the statements of a player: `python tests/benchmarks/lrs.py
[STATEMENTS]`.

No sockets, no journal. Memory is the process's own growth, as a ratio to the JSON that was sent; times are
medians.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[2]))
from larpaket.preview.lrs import Lrs, Request

BASE, ADL = "https://larande.example.se", "http://adlnet.gov/expapi"
MODULE = f"{BASE}/kompetensutveckling-hela-arbetslivet"
HEADERS = {"x-experience-api-version": "1.0.3", "content-type": "application/json"}
RUNS = 11
DICE = random.Random(1)


def activity(iri: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": iri,
        "definition": {"type": f"{ADL}/activities/{kind}", "name": {"sv": name}, **more},
    }


LESSON = activity(
    MODULE,
    "lesson",
    "Kompetensutveckling hela arbetslivet",
    description={"sv": "Film och gemensam reflektion om en friskfaktor."},
)
FILM = activity(f"{MODULE}/film", "media", "Film om kompetensutveckling hela arbetslivet")
QUESTION = activity(
    f"{MODULE}/reflektion/fraga", "cmi.interaction", "Reflektera tillsammans", interactionType="long-fill-in",
    description={"sv": "Vad gör ni för att bygga in lärande och reflektion i ert arbete?"},
)  # fmt: skip


def session() -> list[dict[str, Any]]:
    """What one launch of a package tells: ten statements of a group's hour."""
    actor = {
        "objectType": "Agent",
        "account": {"homePage": "https://lms.example.se", "name": str(DICE.randrange(10**6))},
    }
    registration, began = new_id(), 1_700_000_000 + DICE.random() * 3e7
    team = {"objectType": "Group", "account": {"homePage": BASE, "name": new_id()}}
    parent = [{"objectType": "Activity", "id": MODULE}]
    category = [{"objectType": "Activity", "id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}]

    def told(
        verb: str, thing: dict[str, Any], seconds: float, result: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        whole = thing is LESSON
        context = {
            "registration": registration,
            "revision": "1.0",
            "language": "sv",
            **({} if whole else {"team": team}),
        }
        context["contextActivities"] = {"category": category} if whole else {"parent": parent}
        moment = (
            time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(began + seconds)) + f".{DICE.randrange(1000):03}Z"
        )
        said = {
            "id": new_id(),
            "version": "1.0.3",
            "actor": actor,
            "verb": {"id": f"{ADL}/verbs/{verb}", "display": {"en": verb}},
        }
        return {
            **said,
            "object": thing,
            **({"result": result} if result else {}),
            "context": context,
            "timestamp": moment,
        }

    extensions = {
        f"{BASE}/_extensions/{name}": value
        for name, value in (("planned-seconds", 300), ("ended-early", True), ("head-count", 8))
    }
    answers = [
        told(
            "responded",
            QUESTION,
            300 + n,
            {"completion": True, "duration": f"PT{200 + n}.5S", "extensions": extensions},
        )
        for n in range(6)
    ]
    done = {
        "completion": True,
        "duration": f"PT{DICE.randrange(4000)}.25S",
        "score": {"scaled": 1, "raw": 100, "min": 0, "max": 100},
    }
    film = told("completed", FILM, 200, {"completion": True})
    ends = [told("completed", LESSON, 900, done), told("terminated", LESSON, 901, {"duration": "PT15M1S"})]
    return [told("initialized", LESSON, 0), film, *answers, *ends]


def new_id() -> str:
    return str(uuid.UUID(int=DICE.getrandbits(128), version=4))


def batches(count: int) -> Iterator[bytes]:
    for _ in range(count // 10):
        yield json.dumps(session(), ensure_ascii=False, separators=(",", ":")).encode()


def resident() -> int:
    """Bytes of memory that the process has, by Linux's own count."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * 4096


def post(lrs: Lrs, body: bytes) -> None:
    assert lrs.handle(Request("POST", "/xapi/statements", "", HEADERS, body)).status == 200


def median(lrs: Lrs, **query: str) -> float:
    """Of a GET, in milliseconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        assert lrs.handle(Request("GET", "/xapi/statements", urlencode(query), HEADERS)).status == 200
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Store, ask, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    lrs = Lrs()
    for body in batches(500):  # whatever is loaded once
        post(lrs, body)
    before, sent, spent, last = resident(), 0, 0.0, b""
    for body in batches(count):
        began = time.perf_counter()
        post(lrs, body)
        spent += time.perf_counter() - began
        sent, last = sent + len(body), body
    grown = resident() - before
    print(
        f"{count} statements of {sent / count:.0f} bytes: {grown / 1e6:.0f} MB, {grown / count:.0f} bytes each, {grown / sent:.2f}× what was sent"
    )
    print(f"stored {count / spent:.0f} a second")
    one = json.loads(last)[0]
    began = time.perf_counter()
    post(lrs, last)
    print(f"a batch sent again {(time.perf_counter() - began) * 1000:7.2f} ms")
    agent = json.dumps(one["actor"])
    questions: dict[str, dict[str, str]] = {
        "one by its id": {"statementId": one["id"]},
        "the newest page": {},
        "the newest page, canonical": {"format": "canonical"},
        "by verb, all to the oldest": {"verb": f"{ADL}/verbs/voided"},
        "by registration": {"registration": one["context"]["registration"]},
        "by agent": {"agent": agent},
        "by related agent": {"agent": agent, "related_agents": "true"},
        "by related activity": {"activity": f"{BASE}/none", "related_activities": "true"},
    }
    for title, query in questions.items():
        print(f"{title:30} {median(lrs, **query):9.2f} ms")


if __name__ == "__main__":
    main()
