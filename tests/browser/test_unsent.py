"""What a launched session could not send: the next one sends it, as its own where the format requires that."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from browser.launched import MODULE, Launched
from browser.server import Site
from larpaket.preview.lrs import Request, Response
from launch.lms import SESSION, Launch, Lms, serve_lms

both = pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)
DONE = {"experienced", "responded", "completed"}


def interrupted(someone: Launched) -> Launch:
    """Do everything while the LRS accepts no statements, and close the tab; whatever is still in flight is
    refused too.
    """
    launch = someone.launch()
    someone.a_minute_ago()
    someone.begin()
    someone.says("Sparat")

    def refuse(request: Request) -> Response | None:
        away = (
            request.path.endswith("/statements") and request.header("Authorization") == launch.authorization
        )
        return Response(503) if away else None

    someone.lms.fault = refuse
    someone.read()
    someone.kept('"film":{"d":1')
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.vanish()
    return launch


def told(lms: Lms) -> list[str]:
    """Return the verbs of what the learner has done."""
    return sorted(verb for verb in lms.verbs() if verb in DONE)


@both
def test_the_next_session_sends_it_once(site: Site, context: BrowserContext, format: str) -> None:
    with serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(
            context.new_page(), site, lms=lms, format=format, noise=("status of 404", "status of 503")
        )
        launch = interrupted(someone)
        someone.move(context.new_page())
        someone.launch(registration=launch.registration)
        someone.says("Film och fråga")
        lms.wait(lambda log: set(lms.verbs()) >= DONE)
        if format == "xapi":
            lms.wait(lambda log: "terminated" in lms.verbs())
        someone.close()
        verbs = lms.verbs()
        assert told(lms) == sorted(DONE)
        assert someone.judge() == []
        if format == "cmi5":
            # The LMS has abandoned the first session: what was done belongs to the second, and its end is
            # sent by nobody.
            assert verbs[:2] == ["initialized", "initialized"]
            assert verbs[5:] == ["terminated"]
            sessions = [one["context"]["extensions"][SESSION] for one in lms.sent()]
            assert sessions == [sessions[0], *[sessions[1]] * 5]
            assert sessions[0] != sessions[1]
        else:
            # The new session waits for none of it, except the completion that it would otherwise send itself.
            assert "initialized" in verbs[1:3]
            assert verbs[-2:] == ["terminated", "terminated"]
            assert sorted(verbs) == sorted(["initialized", *DONE, "terminated", "initialized", "terminated"])


@both
def test_another_learner_and_another_registration_send_none_of_it(
    site: Site, context: BrowserContext, format: str
) -> None:
    with serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(
            context.new_page(), site, lms=lms, format=format, noise=("status of 404", "status of 503")
        )
        launch = interrupted(someone)
        for learner in ("b", "a"):
            someone.move(context.new_page())
            someone.launch(learner=learner)
            someone.close()
            assert someone.judge() == []
        assert told(lms) == []
        someone.move(context.new_page())
        someone.launch(registration=launch.registration)  # and their owner finds all of them there
        lms.wait(lambda log: set(lms.verbs()) >= DONE)
        someone.close()
        assert told(lms) == sorted(DONE)
        whose = [
            one["context"]["registration"]
            for one in lms.sent()
            if one["verb"]["id"].rpartition("/")[2] in DONE
        ]
        assert set(whose) == {launch.registration}


@both
def test_a_second_learner_completes_for_themselves(site: Site, context: BrowserContext, format: str) -> None:
    """Neither a waiting completion nor a sent one counts for somebody else, or for the same learner's next
    attempt.
    """
    with serve_lms(f"{site.url}/package/index.html") as lms:
        someone = Launched(
            context.new_page(), site, lms=lms, format=format, noise=("status of 404", "status of 503")
        )
        interrupted(someone)
        for learner in ("b", "b", "a"):
            someone.move(context.new_page())
            someone.launch(learner=learner)
            someone.begin()
            someone.read()
            someone.press("Klar")
            someone.says(someone.goodbye)
            someone.close()
            assert someone.judge() == []
        launches = [launch for launch, _ in someone.sessions[1:]]
        completed = [
            one
            for one in lms.sent()
            if one["verb"]["id"].endswith("/completed") and one["result"].get("duration")
        ]
        assert [one["actor"] for one in completed] == [launch.actor for launch in launches]
        assert [one["context"]["registration"] for one in completed] == [
            launch.registration for launch in launches
        ]
        assert len({one["id"] for one in completed}) == 3
        assert all(one["object"]["id"].startswith((MODULE, launches[0].activity)) for one in lms.sent())
