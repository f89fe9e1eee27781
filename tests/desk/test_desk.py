"""What the desk keeps: records through rebuilds and relaunches, faults, and what an LMS would show."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from browser.packages import write_module
from desk.running import Running, running
from larpaket.preview.launches import VERSION
from larpaket.preview.lrs import Request
from larpaket.preview.shown import Shown
from larpaket.preview.standing import Standing, of_record, of_statements, seconds_of
from larpaket.preview.subject import ModuleSubject
from larpaket.problems import UsageError

SAID = {"cmi.core.lesson_status": "incomplete", "cmi.core.session_time": "0000:00:42.00"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_module(tmp_path_factory.mktemp("source"))


@pytest.fixture
def module(source: Path, tmp_path: Path) -> Path:
    shutil.copytree(source.parent, tmp_path / "project")
    return tmp_path / "project" / source.name


@pytest.fixture
def desk(module: Path) -> Iterator[Running]:
    with running(module) as made:
        yield made


def store(desk: Running, values: dict[str, str]) -> int:
    inner = desk.preview.desk
    return desk.ask(lambda: inner.store(inner.attempt().registration, values))


def test_a_change_is_built_and_the_record_kept(desk: Running, module: Path) -> None:
    assert store(desk, SAID) == 200
    text = (module / "module.yaml").read_text("utf-8")
    (module / "module.yaml").write_text(text.replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    desk.wait(lambda: desk.preview.desk.shown is not None and desk.preview.desk.shown.version == "1.1")
    assert desk.picture()["record"] == SAID
    assert desk.picture()["standing"] == {"status": "started", "seconds": 42, "score": ""}


def test_a_fault_in_the_module_is_shown_and_the_last_good_page_stays(desk: Running, module: Path) -> None:
    text = (module / "module.yaml").read_text("utf-8")
    (module / "module.yaml").write_text(text.replace("time: 5 min", "tme: 5 min"), "utf-8")
    desk.wait(lambda: bool(desk.preview.desk.problems))
    (problem,) = desk.picture()["problems"]
    assert (problem["code"], problem["file"], problem["severity"]) == ("M104", "module.yaml", "error")
    assert problem["source"].strip() == "tme: 5 min"
    assert text.splitlines()[problem["line"] - 1].strip() == "time: 5 min"
    assert desk.preview.desk.shown is not None
    (module / "module.yaml").write_text(text, "utf-8")
    desk.wait(lambda: not desk.preview.desk.problems)


def test_a_module_with_a_fault_from_the_start_waits_for_its_author(module: Path) -> None:
    text = (module / "module.yaml").read_text("utf-8")
    (module / "module.yaml").write_text(text.replace("time: 5 min", "tme: 5 min"), "utf-8")
    with running(module) as desk:
        assert desk.picture()["stage"] == ""
        assert [problem["code"] for problem in desk.picture()["problems"]] == ["M104"]
        (module / "module.yaml").write_text(text, "utf-8")
        desk.wait(lambda: desk.preview.desk.shown is not None)
        assert desk.picture()["stage"]


def test_a_preview_locks_no_ids(module: Path) -> None:
    with running(module):
        assert not (module / "ids.lock").exists()
        assert sorted(path.name for path in module.parent.iterdir()) == [module.name, "publisher.yaml"]


@pytest.mark.parametrize(("fault", "status"), [("refuse", 500), ("session", 403), ("storage", 200)])
def test_a_fault_stores_nothing(desk: Running, fault: str, status: int) -> None:
    desk.ask(lambda: desk.preview.desk.switch(fault, on=True))
    assert store(desk, SAID) == status
    assert bool(desk.picture()["record"]) is (status == 200)
    assert desk.picture()["stored"] is (status == 200)
    desk.ask(lambda: desk.preview.desk.switch(fault, on=False))
    assert store(desk, SAID) == 200
    assert desk.picture()["stored"]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """cmi5 is built slowly: the first event says that it is being built, the second lets that end."""
    building, ended = Event(), Event()
    show = ModuleSubject.show

    def shown(subject: ModuleSubject, format: str, lrs: str) -> Shown:
        if format == "cmi5":
            building.set()
            assert ended.wait(30)
        return show(subject, format, lrs)

    monkeypatch.setattr(ModuleSubject, "show", shown)
    return building, ended


def test_it_ends_while_another_format_is_built(module: Path, slow: tuple[Event, Event]) -> None:
    """No server is opened that nobody would end."""
    building, ended = slow
    with (
        running(module) as desk,
        closing(HTTPConnection(desk.origin.removeprefix("http://"))) as connection,
    ):
        said = json.dumps({"name": "format", "value": "cmi5"})
        headers = {"X-Larpaket": desk.token, "Origin": desk.origin}
        connection.request("POST", "/act/choose", said, headers)
        assert building.wait(30)
        desk.ask(desk.preview.stopped.set)
        desk.ask(lambda: None)  # now every server that there was has been told to end
        ended.set()


def test_of_two_formats_the_one_chosen_last_is_shown(module: Path, slow: tuple[Event, Event]) -> None:
    building, ended = slow
    with running(module) as desk, ThreadPoolExecutor(1) as other:
        slower = other.submit(desk.act, "choose", name="format", value="cmi5")
        assert building.wait(30)
        desk.act("choose", name="format", value="xapi")
        ended.set()
        slower.result(30)
        shown = desk.preview.desk.shown
        assert shown is not None
        assert (shown.format.id, desk.picture()["chosen"]["format"]) == ("xapi", "xapi")


def test_each_learner_has_a_record_and_a_new_attempt_has_none(desk: Running) -> None:
    inner = desk.preview.desk
    store(desk, SAID)
    first = desk.ask(lambda: inner.attempt().registration)
    desk.ask(lambda: inner.choose("learner", "asa"))
    assert desk.picture()["record"] == {}
    assert desk.ask(lambda: inner.store(first, {"cmi.core.lesson_status": "completed"})) == 200
    assert desk.picture()["record"] == {}, "what a closing page sends belongs to its own learner"
    desk.ask(lambda: inner.choose("learner", "nn"))
    assert desk.picture()["standing"]["status"] == "done"
    desk.ask(inner.restart)
    desk.ask(lambda: inner.store(first, SAID))
    assert desk.picture()["record"] == {}, "an attempt that is no more is not written to"


def test_the_time_of_sessions_is_added(desk: Running) -> None:
    for _ in range(3):
        desk.ask(desk.preview.desk.setup)
        store(desk, SAID)
    assert desk.picture()["standing"]["seconds"] == 3 * 42


def test_only_what_means_something_can_be_chosen(desk: Running) -> None:
    inner = desk.preview.desk
    assert desk.picture()["available"] == ["refuse", "offline", "session", "storage"]
    for name, value in (("persona", "none"), ("colour", "red"), ("mode", "")):
        with pytest.raises(UsageError):
            desk.ask(partial(inner.choose, name, value))
    with pytest.raises(UsageError):
        desk.ask(lambda: inner.switch("fire", on=True))


def test_a_language_is_what_an_xapi_launch_asks_for(desk: Running) -> None:
    def asked() -> list[str]:
        page = desk.ask(desk.preview.desk.setup)["page"]
        return parse_qs(urlsplit(page).query)["Accept-Language"]

    desk.act("choose", name="format", value="xapi")
    assert asked() == ["sv-SE"]
    desk.act("choose", name="language", value="en")
    assert asked() == ["en"]


@pytest.mark.parametrize("persona", ["lms", "catapult"])
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b'"text"',
        b"[1]",
        b"[" * 99999,
        b'[{"object": "a", "verb": 1}]',
        b"--a\r\n\r\n{}\r\n--a--",
        b"\xff",
    ],
)
def test_statements_that_are_none_are_refused_like_by_any_lrs(
    desk: Running, persona: str, body: bytes
) -> None:
    """Anybody's package may send anything."""
    inner = desk.preview.desk
    desk.act("choose", name="format", value="cmi5")
    desk.act("choose", name="persona", value=persona)
    desk.ask(inner.setup)
    launch = inner.lms.launches[-1]
    path = urlsplit(parse_qs(urlsplit(launch.url).query)["endpoint"][0]).path
    headers = {**VERSION, "Authorization": launch.authorization, "Content-Type": "application/json"}
    request = Request.to("POST", f"{path.rstrip('/')}/statements", headers, body)
    assert desk.ask(lambda: inner.answer(request)).status == 400
    assert [event["status"] for event in desk.events("statement")] == [400], "it is shown"
    assert desk.picture()["standing"]["status"] == "none"


def test_a_form_and_several_parts_are_read_as_the_lrs_reads_them(desk: Running) -> None:
    """Old browsers send forms, attachments come in parts."""
    inner = desk.preview.desk
    desk.act("choose", name="format", value="xapi")
    desk.ask(inner.setup)
    launch = inner.lms.launches[-1]

    def send(path: str, kind: str, body: str, **headers: str) -> int:
        sent = {"Content-Type": kind, **headers}
        request = Request.to("POST", f"/xapi/{path}", sent, body.encode())
        return int(desk.ask(lambda: inner.answer(request)).status)

    def said(verb: str) -> str:
        iri = f"http://adlnet.gov/expapi/verbs/{verb}"
        one = {"actor": launch.actor, "verb": {"id": iri}, "object": {"id": launch.activity}}
        return json.dumps(one)

    form = {**VERSION, "Authorization": launch.authorization, "content": said("initialized")}
    assert send("statements?method=POST", "application/x-www-form-urlencoded", urlencode(form)) == 200
    assert desk.picture()["standing"]["status"] == "started"
    parts = f"--a\r\nContent-Type: application/json\r\n\r\n{said('completed')}\r\n--a--\r\n"
    headers = {**VERSION, "Authorization": launch.authorization}
    assert send("statements", "multipart/mixed; boundary=a", parts, **headers) == 200
    assert desk.picture()["standing"]["status"] == "done"
    assert [event["status"] for event in desk.events("statement")] == [200, 200]


@pytest.mark.parametrize(
    ("format", "store"), [("scorm2004-4th", "lms"), ("cmi5", "lrs"), ("xapi", "lrs"), ("web", "browser")]
)
def test_the_page_knows_where_progress_is_kept(desk: Running, format: str, store: str) -> None:
    desk.act("choose", name="format", value=format)
    assert desk.picture()["store"] == store


@pytest.mark.parametrize(
    ("scorm", "values", "standing"),
    [
        ("1.2", {}, Standing()),
        ("1.2", {"cmi.core.lesson_status": "not attempted"}, Standing("started")),
        (
            "1.2",
            {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "80"},
            Standing("passed", 0, "80"),
        ),
        ("1.2", {"cmi.core.lesson_status": "failed"}, Standing("failed")),
        (
            "2004",
            {"cmi.completion_status": "completed", "cmi.session_time": "PT1H2M3.5S"},
            Standing("done", 3723.5),
        ),
        ("2004", {"cmi.completion_status": "completed", "cmi.success_status": "failed"}, Standing("failed")),
        (
            "2004",
            {"cmi.completion_status": "incomplete", "cmi.success_status": "unknown"},
            Standing("started"),
        ),
    ],
)
def test_what_an_lms_would_show(scorm: str, values: dict[str, str], standing: Standing) -> None:
    assert of_record(scorm, values, 0) == standing


def test_statements_about_other_activities_complete_nothing() -> None:
    def said(verb: str, activity: str, **result: object) -> dict[str, object]:
        iri = f"http://adlnet.gov/expapi/verbs/{verb}"
        return {"verb": {"id": iri}, "object": {"id": activity}, "result": result}

    film = said("completed", "https://a.example/film")
    assert of_statements("https://a.example", [film]) == Standing()
    opened = said("initialized", "https://a.example")
    assert of_statements("https://a.example", [opened, film]).status == "started"
    done = said("completed", "https://a.example", score={"raw": 100})
    ended = said("terminated", "https://a.example", duration="PT90S")
    assert of_statements("https://a.example", [opened, done, ended]) == Standing("done", 90, "100")


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("", 0), ("0001:00:01.50", 3601.5), ("PT0.5S", 0.5), ("P1DT1S", 86401), ("soon", 0), ("P", 0)],
)
def test_times_are_read(time: str, seconds: float) -> None:
    assert seconds_of(time) == seconds
