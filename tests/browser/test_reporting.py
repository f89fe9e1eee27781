"""SCORM packages that send statements to the publisher's LRS, and how much about a film is reported."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.axe import violations
from browser.launched import MODULE, Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import SHOWN
from larpaket.lrs.key import Key
from larpaket.preview.lrs import Credential, Response, Scope
from launch.lms import Lms, serve_lms
from lrs.nginx import free_port, nginx
from preview.learning_locker import refusals

Variant = Callable[..., Path]
APIS = {"scorm12": "API", "scorm2004-3rd": "API_1484_11"}
VIDEO = "https://w3id.org/xapi/video/extensions/"
BLOCKED = """
Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("blocked", "SecurityError"); } });
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
"""
both = pytest.mark.parametrize("format", list(APIS))


@pytest.fixture
def lms() -> Iterator[Lms]:
    with serve_lms("", anonymous=True) as running:
        yield running


@pytest.fixture
def make_site(lms: Lms, variant: Variant) -> Iterator[Callable[..., Site]]:
    running: list[Any] = []

    def make(format: str, actor: str = "random") -> Site:
        publisher = f"lrs:\n  endpoint: {lms.url}/xapi\n  actor: {actor}\n"
        server = serve(Site(variant(format, publisher=publisher)))
        running.append(server)
        return server.__enter__()

    yield make
    for server in running:
        server.__exit__(None, None, None)


def finish(learner: Learner) -> None:
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says(learner.goodbye)


def leave(learner: Learner, lms: Lms, ends: int = 1) -> None:
    learner.leave()
    lms.wait(lambda log: lms.verbs().count("terminated") >= ends)


def give_up(learner: Learner, lms: Lms) -> None:
    """Leave while the LRS accepts nothing, and wait until the page has tried to send the end."""
    learner.leave()
    lms.wait(lambda log: any("terminated" in exchange.request.body.decode() for exchange in log))


@both
def test_the_walk_is_reported_under_a_name_only_the_lms_can_resolve(
    context: BrowserContext, make_site: Callable[..., Site], lms: Lms, format: str, locker: str
) -> None:
    learner = Learner(context.new_page(), make_site(format))
    learner.open(api=APIS[format])
    finish(learner)
    state = learner.state()
    leave(learner, lms)
    assert lms.verbs() == ["initialized", "experienced", "responded", "completed", "terminated"]
    actors = {json.dumps(one["actor"]) for one in lms.sent()}
    assert len(actors) == 1
    account = lms.sent()[0]["actor"]["account"]
    assert (account["homePage"], account["name"]) == ("https://larande.example.se", state["u"])
    assert uuid.UUID(state["u"]).version == 4
    assert {one["context"]["registration"] for one in lms.sent()} == {state["r"]}
    learner.open(api=APIS[format])
    learner.says("Film och fråga")
    leave(learner, lms, ends=2)
    assert {json.dumps(one["actor"]) for one in lms.sent()} == actors
    assert lms.verbs().count("completed") == 1
    assert refusals(locker, lms.sent()) == []


@both
def test_the_lmss_own_id_when_the_publisher_wants_it(
    context: BrowserContext, make_site: Callable[..., Site], lms: Lms, format: str
) -> None:
    learner = Learner(context.new_page(), make_site(format, "account"))
    learner.open(api=APIS[format], learner="eva")
    finish(learner)
    assert "u" not in json.loads(learner.record("eva")["suspend_data"])
    leave(learner, lms)
    assert {one["actor"]["account"]["name"] for one in lms.sent()} == {"eva"}


def test_the_next_learner_at_the_same_computer_sends_only_their_own(
    context: BrowserContext, make_site: Callable[..., Site], lms: Lms
) -> None:
    site = make_site("scorm12", "account")
    learner = Learner(context.new_page(), site)
    a_s, b_s = (f'"name":"{name}"'.encode() for name in "ab")
    lms.fault = lambda request: Response(503)
    learner.open(learner="a")
    finish(learner)
    give_up(learner, lms)
    # A's statements still in flight are refused as well; B's page sends none of them.
    lms.fault = lambda request: Response(503) if a_s in request.body else None
    learner.open(learner="b")
    finish(learner)
    leave(learner, lms)
    assert {one["actor"]["account"]["name"] for one in lms.sent()} == {"b"}
    assert lms.verbs().count("completed") == 1
    assert all(a_s not in exchange.request.body for exchange in lms.log if b_s in exchange.request.body)
    lms.fault = lambda request: None
    learner.open(learner="a")
    learner.says("Film och fråga")
    lms.wait(lambda log: lms.verbs().count("terminated") == 2)  # that of the first visit
    leave(learner, lms, ends=3)
    assert [
        one["actor"]["account"]["name"] for one in lms.sent() if one["verb"]["id"].endswith("/completed")
    ] == ["b", "a"]


def test_a_retake_is_reported_again(
    context: BrowserContext, make_site: Callable[..., Site], lms: Lms
) -> None:
    site = make_site("scorm12", "account")
    learner = Learner(context.new_page(), site)
    for ends in (1, 2):
        learner.open()
        finish(learner)
        leave(learner, lms, ends)
        site.records.clear()  # the LMS begins a new attempt
    completed = [one for one in lms.sent() if one["verb"]["id"].endswith("/completed")]
    assert len({one["id"] for one in completed}) == 2
    assert len({one["context"]["registration"] for one in completed}) == 2


@both
def test_where_storage_is_blocked_the_lms_carries_unsent_statements(
    context: BrowserContext, make_site: Callable[..., Site], lms: Lms, format: str
) -> None:
    site = make_site(format)
    learner = Learner(context.new_page(), site)
    learner.page.add_init_script(BLOCKED)
    lms.fault = lambda request: Response(503)
    learner.open(api=APIS[format])
    finish(learner)
    site.wait_for(lambda: "responded" in str(learner.record().get("suspend_data")))
    learner.says("Stäng inte fönstret än. Den här webbläsaren kan inte spara det.")
    give_up(learner, lms)
    lms.fault = lambda request: None
    learner.open(api=APIS[format])
    learner.says("Film och fråga")
    leave(learner, lms)
    told = {"experienced", "responded", "completed"}
    assert sorted(verb for verb in lms.verbs() if verb in told) == sorted(told)
    kept = [one["object"]["id"] + one["verb"]["id"] for one in lms.lrs.statements()]
    assert all(kept.count(event) == 1 for event in kept if not event.endswith(("initialized", "terminated")))


@pytest.mark.parametrize("format", ["xapi", "cmi5"])
def test_where_storage_is_blocked_the_lrss_state_carries_unsent_statements(
    context: BrowserContext, variant: Variant, format: str
) -> None:
    with serve(Site(variant(format))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        carried_in_the_state(context, Launched(context.new_page(), site, lms=lms, format=format))


def carried_in_the_state(context: BrowserContext, someone: Launched) -> None:
    someone.noise = ("status of 404", "status of 503")
    context.add_init_script(BLOCKED)
    launch = someone.launch()
    someone.begin()
    someone.says("Sparat")
    someone.lms.fault = lambda request: Response(503) if request.path.endswith("/statements") else None
    someone.read()
    someone.press("Klar")
    expect(someone.page.locator(SHOWN).get_by_text("Den här webbläsaren kan inte spara det.")).to_be_visible()
    assert violations(someone.page.main_frame) == []
    someone.lms.wait(
        lambda log: any(
            "samtal/fraga.responded" in exchange.request.body.decode()
            for exchange in log
            if exchange.resource == "state"
        )
    )
    someone.vanish()
    someone.lms.fault = lambda request: None
    someone.move(context.new_page())
    someone.launch(registration=launch.registration)
    someone.says("Film och fråga")
    someone.lms.wait(lambda log: {"experienced", "responded", "completed"} <= set(someone.lms.verbs()))
    someone.close()
    kept = [one["object"]["id"] + one["verb"]["id"] for one in someone.lms.lrs.statements()]
    assert all(kept.count(event) == 1 for event in kept if not event.endswith(("initialized", "terminated")))


def test_an_lrs_that_is_down_never_holds_up_the_lms(
    context: BrowserContext, make_site: Callable[..., Site], lms: Lms
) -> None:
    learner = Learner(context.new_page(), make_site("scorm12"))
    lms.fault = lambda request: Response(500)
    learner.open()
    finish(learner)
    assert learner.record()["core"]["lesson_status"] == "completed"
    # Shown only once the first attempts have failed, which are spread randomly over up to half a minute.
    expect(
        learner.sco.locator(SHOWN).get_by_text(
            "Allt ligger kvar i den här webbläsaren och skickas när det går."
        )
    ).to_be_visible(timeout=60_000)


def test_through_the_gateway_no_package_holds_a_key(
    context: BrowserContext, variant: Variant, tmp_path: Path
) -> None:
    key, port = Key("lrs", "own"), free_port()
    site = Site(
        variant("scorm12", publisher=f"lrs:\n  endpoint: http://127.0.0.1:{port}/xapi\n  auth: gateway\n")
    )
    (tmp_path / "nginx").mkdir()
    with serve_lms("", duplicates="conflict") as lms, serve(site) as running:
        lms.lrs.access.allow(Credential.of(key.user, key.secret))
        with nginx(tmp_path / "nginx", f"{lms.url}/xapi", key, running.url, port=port):
            learner = Learner(context.new_page(), running)
            learner.open()
            finish(learner)
            lms.wait(lambda log: "completed" in lms.verbs())
            learner.confirmed()
            leave(learner, lms)
    assert lms.verbs() == ["initialized", "experienced", "responded", "completed", "terminated"]
    assert all(
        key.authorization[6:] not in path.read_text("utf-8")
        for path in site.package.glob("*.*")
        if path.is_file()
    )


@both
def test_a_key_that_can_only_write_is_enough(context: BrowserContext, variant: Variant, format: str) -> None:
    key = Key("paketet", "lösen å")
    with serve_lms("", duplicates="conflict") as lms:
        lms.lrs.access.allow(Credential.of(key.user, key.secret, Scope.WRITE_STATEMENTS))
        publisher = f"lrs:\n  endpoint: {lms.url}/xapi\n  auth: key\n"
        with serve(Site(variant(format, publisher=publisher, authorization=key.authorization))) as site:
            learner = Learner(context.new_page(), site)
            learner.open(api=APIS[format])
            finish(learner)
            lms.wait(lambda log: "completed" in lms.verbs())
            learner.confirmed()
            leave(learner, lms)
            assert {exchange.authorization for exchange in lms.log} == {key.authorization}
            assert lms.verbs() == ["initialized", "experienced", "responded", "completed", "terminated"]
            learner.check()


def told(context: BrowserContext, package: Path, film: Callable[[Launched], None]) -> list[dict[str, Any]]:
    with serve(Site(package)) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        someone.launch()
        someone.begin()
        film(someone)
        someone.press("Klar")
        someone.says(someone.goodbye)
        someone.close()
        someone.check()
        return [one for one in lms.sent() if one["object"]["id"] == f"{MODULE}/film"]


def test_quarters(context: BrowserContext, variant: Variant, locker: str) -> None:
    said = told(context, variant("xapi", publisher="tracking: quarters\n"), Launched.watch)
    assert [one["verb"]["id"].rpartition("/")[2] for one in said if "progressed" in one["verb"]["id"]] == [
        "progressed"
    ] * 3
    assert [
        one["result"]["extensions"][f"{VIDEO}progress"] for one in said if "progressed" in one["verb"]["id"]
    ] == [0.25, 0.5, 0.75]
    assert [one["verb"]["id"] for one in said if "completed" in one["verb"]["id"]] == [
        "http://adlnet.gov/expapi/verbs/completed"
    ]
    assert not any(f"{VIDEO}session-id" in one["context"].get("extensions", {}) for one in said)
    assert refusals(locker, said) == []


PLAY_HALF = """async () => {
    const video = document.querySelector("video");
    video.muted = true;
    await video.play();
    await new Promise((resolve) => video.addEventListener("timeupdate", () => video.currentTime > 1.1 && resolve()));
    video.pause();
}"""
GO_TO_HALF = """() => new Promise((resolve) => {
    const video = document.querySelector("video");
    video.addEventListener("seeked", resolve, { once: true });
    video.currentTime = 1;
})"""


@pytest.mark.parametrize("tracking", ["quarters", "detailed"])
def test_a_film_seen_in_two_visits(context: BrowserContext, variant: Variant, tracking: str) -> None:
    """Both visits count: quarters are reported once, and the film's completion includes everything."""
    with (
        serve(Site(variant("xapi", publisher=f"tracking: {tracking}\n"))) as site,
        serve_lms(f"{site.url}/package/index.html") as lms,
    ):
        someone = Launched(context.new_page(), site, lms=lms, format="xapi")
        launch = someone.launch()
        someone.begin()
        someone.page.evaluate(PLAY_HALF)
        someone.kept('"p":[0,1.')
        someone.close()
        someone.move(context.new_page())
        someone.launch(registration=launch.registration)  # and it goes on where it was
        someone.page.wait_for_function("document.querySelector('video').readyState > 0")
        someone.page.evaluate(GO_TO_HALF)
        someone.watch()
        lms.wait(lambda log: "completed" in lms.verbs())
        someone.close()
        someone.check()
        said = [one for one in lms.sent() if one["object"]["id"] == f"{MODULE}/film"]
    if tracking == "quarters":
        assert [
            one["result"]["extensions"][f"{VIDEO}progress"]
            for one in said
            if "progressed" in one["verb"]["id"]
        ] == [0.25, 0.5, 0.75]
        return
    assert len({one["context"]["extensions"][f"{VIDEO}session-id"] for one in said}) == 2
    [completed] = [one["result"]["extensions"] for one in said if one["verb"]["id"].endswith("/completed")]
    assert completed[f"{VIDEO}progress"] >= 0.9
    assert [part[:2] for part in completed[f"{VIDEO}played-segments"].split("[,]")] in (
        ["0[", "1["],
        ["0[", "1."],
    )


def described() -> dict[str, set[str]]:
    """Return the result's extensions by verb, as in docs/statements.md."""
    found: dict[str, set[str]] = {}
    for line in (Path(__file__).parents[2] / "docs" / "statements.md").read_text("utf-8").splitlines():
        cells = [re.findall(r"`([^`]+)`", cell) for cell in line.strip("|").split("|")]
        if len(cells) == 2 and cells[0]:
            found |= {verb: set(cells[1]) for verb in cells[0]}
    return found


def test_every_press_in_the_videos_words(context: BrowserContext, variant: Variant, locker: str) -> None:
    def film(someone: Launched) -> None:
        someone.page.evaluate(
            """async () => {
                const video = document.querySelector("video");
                const heard = (name) => new Promise((resolve) => video.addEventListener(name, resolve, { once: true }));
                video.muted = true;
                await video.play();
                video.pause();
                await heard("seeked", (video.currentTime = 1));
                await heard("seeked", (video.currentTime = 0));
            }"""
        )
        someone.watch()

    said = told(context, variant("xapi", publisher="tracking: detailed\n"), film)
    by_verb = {one["verb"]["id"].rpartition("/")[2]: one for one in said}
    assert set(by_verb) == {"initialized", "played", "paused", "seeked", "completed", "terminated"}
    (session,) = {one["context"]["extensions"][f"{VIDEO}session-id"] for one in said}
    assert uuid.UUID(session).version == 4
    for statement in said:
        assert statement["context"]["extensions"][f"{VIDEO}length"] > 1.9
        assert statement["context"]["extensions"][f"{VIDEO}completion-threshold"] == 0.9
        categories = statement["context"]["contextActivities"]["category"]
        assert [one["id"] for one in categories] == ["https://w3id.org/xapi/video"]
    result = {
        verb: {key.removeprefix(VIDEO) for key in one.get("result", {}).get("extensions", {})}
        for verb, one in by_verb.items()
    }
    assert result["played"] == {"time"}
    assert result["seeked"] == {"time-from", "time-to"}
    whole = {"time", "progress", "played-segments"}
    assert [result[verb] for verb in ("paused", "completed", "terminated")] == [whole] * 3
    assert by_verb["completed"]["result"]["completion"] is True
    assert "[.]" in by_verb["terminated"]["result"]["extensions"][f"{VIDEO}played-segments"]
    assert refusals(locker, said) == []
    assert described() == result
