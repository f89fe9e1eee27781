"""xAPI and cmi5 in Chromium: the whole walk, the ends of a session, and the faults, with a local LRS on
another origin.
"""

from __future__ import annotations

import json
import threading
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.axe import violations
from browser.launched import MODULE, Launched
from browser.learner import LOOKING
from browser.visitor import SHOWN, START, freeze
from larpaket.preview.lrs import Request, Response
from launch.lms import DropError

VIDEO = f"{MODULE}/film"
QUESTION = f"{MODULE}/samtal/fraga"

both = pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)
only_cmi5 = pytest.mark.parametrize("format", ["cmi5"], indirect=True)
only_xapi = pytest.mark.parametrize("format", ["xapi"], indirect=True)


@both
def test_the_whole_walk(someone: Launched) -> None:
    someone.launch()
    someone.finish()
    someone.press("Avsluta")
    someone.ended()
    assert someone.lms.verbs() == ["initialized", "completed", "responded", "completed", "terminated"]
    assert someone.lms.statement("responded")["object"]["id"] == QUESTION
    assert someone.lms.statement("completed", VIDEO)["result"] == {"completion": True}
    someone.check()


@both
def test_the_address_is_clean_and_other_parameters_stay(someone: Launched) -> None:
    launch = (
        someone.lms.cmi5(publisher=MODULE)
        if someone.format == "cmi5"
        else someone.lms.tincan(activity=MODULE)
    )
    someone.go(launch, f"{launch.url}&theme=dark#part")
    left = urlsplit(someone.page.url)
    assert (parse_qs(left.query), left.fragment) == ({"theme": ["dark"]}, "part")
    someone.close()
    someone.check()


@both
def test_a_closed_tab_ends_the_session_and_the_next_launch_resumes(
    someone: Launched, context: BrowserContext
) -> None:
    launch = someone.launch()
    someone.begin()
    someone.read()
    someone.kept('"film":{"d":1')
    someone.close()
    someone.move(context.new_page())
    someone.launch(registration=launch.registration)
    someone.says("Film och fråga")
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.says(someone.goodbye)
    someone.close()
    assert someone.lms.verbs() == [
        "initialized",
        "experienced",
        "terminated",
        "initialized",
        "responded",
        "completed",
        "terminated",
    ]
    someone.check()


@both
def test_completion_is_reported_once_per_registration(someone: Launched, context: BrowserContext) -> None:
    launch = someone.launch()
    someone.finish()
    someone.close()
    someone.move(context.new_page())
    someone.launch(registration=launch.registration)
    someone.says("Film och fråga")
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.close()
    assert someone.lms.verbs()[-2:] == ["initialized", "terminated"]
    someone.check()


@both
def test_two_tabs_of_one_registration_lose_and_duplicate_nothing(
    someone: Launched, context: BrowserContext
) -> None:
    """One tab reads, the other discusses; neither knows of the other, and what each saves is kept."""
    # The other tab was faster: its state is read and merged with this one's, and the completion, which has
    # the same id in both, is reported.
    someone.noise = ("status of 404", "status of 412", "status of 409")
    launch = someone.launch()
    second = Launched(
        context.new_page(), someone.site, lms=someone.lms, format=someone.format, noise=someone.noise
    )
    second.launch(registration=launch.registration)
    for tab in (someone, second):
        tab.begin()
    someone.read()
    someone.kept('"film":{"d":1')
    second.press("Klar")
    second.says("Filmen återstår. Se den, eller läs den som text och markera att ni har läst.")
    someone.kept('"samtal":{"d":1')
    second.read()
    second.says("Allt är klart.")
    someone.press("Klar")
    someone.lms.wait(lambda log: someone.lms.verbs().count("completed") == 1)
    someone.confirmed()
    for tab in (second, someone):
        tab.close()
    told = someone.lms.verbs()
    assert [told.count(verb) for verb in ("initialized", "completed", "terminated")] == [2, 1, 2]
    assert len(someone.lms.lrs.statements()) == len(told)
    third = Launched(
        context.new_page(), someone.site, lms=someone.lms, format=someone.format, noise=someone.noise
    )
    third.launch(registration=launch.registration)
    third.press("Klar")
    third.says("Ni är klara.")  # both halves are there
    third.close()
    assert someone.lms.verbs().count("completed") == 1
    for tab in (someone, second, third):
        tab.quiet()


@both
def test_ending_early_saves_the_place(someone: Launched) -> None:
    someone.launch(**({"back": False} if someone.format == "cmi5" else {}))
    someone.begin()
    someone.says("Sparat")
    someone.press("Avsluta")
    someone.says("Ni har avslutat för den här gången.")
    someone.says("Sparat i lärplattformen.")
    expect(someone.page).to_have_title("Avslutat – Att prova & lära")
    someone.ended()
    someone.page.close(run_before_unload=True)
    assert someone.lms.verbs() == ["initialized", "terminated"]
    someone.check()


@both
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_exits_are_accessible(someone: Launched, width: int, scheme: str) -> None:
    someone.page.set_viewport_size({"width": width, "height": 720})
    someone.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    someone.launch(**({"back": False} if someone.format == "cmi5" else {}))
    someone.begin()
    someone.says("Sparat")
    assert violations(someone.page.main_frame) == []
    someone.page.get_by_role("button", name="Avsluta", exact=True).focus()
    someone.page.keyboard.press("Enter")
    someone.says("Sparat i lärplattformen.")
    expect(someone.page.get_by_role("heading", name="Ni har avslutat för den här gången.")).to_be_focused()
    assert violations(someone.page.main_frame) == []
    assert someone.page.evaluate("document.documentElement.scrollWidth") == width


@both
def test_an_lms_that_is_away_is_waited_for(someone: Launched) -> None:
    someone.noise = (
        "status of 404",
        "status of 412",
        "status of 503",
        "net::ERR",
    )  # 412: stored, but the answer was lost
    someone.page.clock.install()
    someone.launch()
    someone.begin()
    someone.says("Sparat")
    freeze(someone.page)
    away: list[str] = []

    def fault(request: Request) -> Response | None:
        away.append(request.path)
        if len(away) % 2:
            raise DropError(stored=True)
        return Response(503)

    someone.lms.fault = fault
    someone.watch()
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.says("Vänta lite. Det ni har gjort sparas.")
    while len(away) < 2:
        someone.page.clock.run_for(500)
    expect(someone.page.locator(SHOWN).get_by_text(someone.goodbye)).to_be_hidden()
    someone.lms.fault = lambda request: None
    someone.page.clock.resume()
    someone.says(someone.goodbye)
    someone.close()
    assert sorted(someone.lms.verbs()) == sorted(
        ["initialized", "completed", "responded", "completed", "terminated"]
    )
    assert len(someone.lms.lrs.statements()) == 5  # never stored twice, though sent twice
    someone.check()


@both
@pytest.mark.parametrize("way", ["watch", "read"])
def test_what_is_done_before_the_session_begins_is_reported_afterwards(someone: Launched, way: str) -> None:
    """A slow LMS answers only after the learner has finished."""
    asked, answer = threading.Event(), threading.Event()

    def hold(request: Request) -> None:
        if request.path.endswith("/state"):
            asked.set()
            answer.wait(60)

    someone.lms.fault = hold
    someone.page.clock.install()  # nor does the page give up
    someone.launch(begun=False)
    freeze(someone.page)
    assert asked.wait(60)
    someone.begin()
    if way == "watch":
        someone.watch()
    else:
        someone.read()
    someone.press("Klar")
    someone.says("Ni är klara.")
    answer.set()
    someone.says(someone.goodbye)
    someone.close()
    assert someone.lms.verbs() == [
        "initialized",
        "completed" if way == "watch" else "experienced",
        "responded",
        "completed",
        "terminated",
    ]
    someone.check()


@both
def test_a_refused_login_is_not_called_saved(someone: Launched) -> None:
    someone.noise = ("status of 404", "status of 401")
    someone.page.clock.install()
    launch = someone.launch()
    someone.begin()
    someone.says("Sparat")
    someone.lms.lrs.access.forget(launch.authorization.removeprefix("Basic "))
    someone.watch()
    someone.press("Klar")
    someone.says_at_last("Det gick inte att spara. Stäng inte fönstret.")


@both
def test_a_page_without_storage_keeps_its_address(someone: Launched) -> None:
    someone.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    someone.launch()
    someone.finish()
    assert "endpoint=" in someone.page.url
    someone.close()
    someone.check()


@only_cmi5
def test_the_return_url_is_opened_after_the_end(someone: Launched) -> None:
    launch = someone.launch()
    someone.begin()
    someone.says("Sparat")
    someone.press("Avsluta")
    expect(someone.page).to_have_url(launch.way_back)
    someone.check()


@only_cmi5
@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_browse_and_review_send_only_the_beginning_and_the_end(someone: Launched, mode: str) -> None:
    launch = someone.launch(mode=mode)
    someone.begin()
    someone.says(LOOKING[mode.lower()])
    someone.watch()
    someone.press("Avsluta")
    expect(someone.page).to_have_url(launch.way_back)
    assert someone.lms.verbs() == ["initialized", "terminated"]
    someone.check()


@only_cmi5
@pytest.mark.parametrize("how", ["key", "script"])
def test_a_reload_continues_the_session(someone: Launched, how: str) -> None:
    someone.launch()
    someone.begin()
    someone.read()
    someone.kept('"film":{"d":1')
    if how == "script":
        someone.page.evaluate("location.reload()")
    else:
        someone.page.keyboard.press(
            "F5"
        )  # headless Chromium has no reload key: the page gets the key event, and the test reloads it
        someone.page.reload()
    someone.says("Film och fråga")
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.says(someone.goodbye)
    someone.close()
    assert someone.lms.verbs() == ["initialized", "experienced", "responded", "completed", "terminated"]
    someone.check()


@only_cmi5
def test_an_undetectable_reload_ends_the_session_and_says_so(someone: Launched) -> None:
    someone.launch()
    someone.begin()
    someone.says("Sparat")
    someone.page.reload()  # as with the browser's own button
    someone.says("Det här passet är slut, och inget mer sparas. Öppna modulen igen från lärplattformen.")
    someone.ended()
    assert someone.lms.verbs() == ["initialized", "terminated"]
    someone.check()


@only_cmi5
def test_preferences_choose_language_and_sound(someone: Launched) -> None:
    someone.launch(preferences={"languagePreference": "fi-FI,en-GB,sv", "audioPreference": "off"})
    expect(someone.page.locator("html")).to_have_attribute("lang", "en")
    assert someone.page.evaluate("document.querySelector('video').muted") is True
    someone.close()
    someone.check()


@only_cmi5
def test_in_a_frame_of_the_lms(someone: Launched) -> None:
    launch = someone.lms.cmi5(publisher=MODULE)
    someone.sessions.append((launch, 0))
    someone.page.goto(f"{someone.site.url}/lms/lms.html?{urlencode({'noapi': 1, 'package': launch.url})}")
    frame = someone.page.frame_locator("iframe")
    frame.get_by_role("button", name=START).click()
    frame.locator(SHOWN).get_by_text("Sparat").filter(visible=True).first.wait_for()
    frame.get_by_role("button", name="Avsluta", exact=True).click()
    frame.get_by_role("heading", name="Tillbaka").wait_for()
    someone.check()


@only_xapi
@pytest.mark.parametrize("odd", ["login without its scheme", "an actor of 0.9"])
def test_odd_launches_are_understood(someone: Launched, odd: str) -> None:
    launch = someone.lms.tincan(activity=MODULE)
    old = {
        "name": ["Eva"],
        "account": [{"accountServiceHomePage": "https://lms.example", "accountName": "a"}],
    }
    changes = {
        "login without its scheme": ("auth=Basic+", "auth="),
        "an actor of 0.9": (quote_plus(json.dumps(launch.actor)), quote_plus(json.dumps(old))),
    }
    url = launch.url.replace(*changes[odd])
    assert url != launch.url
    someone.go(launch, url)
    someone.begin()
    someone.says("Sparat")
    assert someone.lms.statement("initialized")["actor"]["account"] == launch.actor["account"]
