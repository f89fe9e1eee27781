"""cmi5 with CATAPULT and its test suite: what is refused by verb, and what a session leaves to the next one,
which has another endpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from browser.launched import Launched
from browser.server import Site
from browser.visitor import SHOWN
from larpaket.preview.lrs import Request, Response
from launch.judge import verb as name
from launch.lms import SESSION, DropError, Exchange, Lms, serve_lms

pytestmark = pytest.mark.parametrize("format", ["cmi5"], indirect=True)


@pytest.fixture
def lms(site: Site) -> Iterator[Lms]:
    with serve_lms(f"{site.url}/package/index.html", suite=True) as running:
        yield running


@pytest.fixture
def someone(context: BrowserContext, site: Site, lms: Lms, format: str) -> Launched:
    return Launched(
        context.new_page(),
        site,
        lms=lms,
        format=format,
        noise=("status of 40[34]", "status of 503", "net::ERR"),
    )


def lose(verb: str) -> Callable[[Request], Response | None]:
    """The LMS stores it, but its first answer is lost; a browser may then resend it by itself."""
    lost: list[str] = []

    def fault(request: Request) -> Response | None:
        sent = Exchange(request, Response(0)).statements
        if not lost and any(name(one) == verb and "/activities/" in one["object"]["id"] for one in sent):
            lost.append(verb)
            raise DropError(stored=True)
        return None

    return fault


@pytest.mark.parametrize("verb", ["initialized", "completed", "terminated"])
def test_a_stored_statement_whose_answer_was_lost_is_looked_up(someone: Launched, verb: str) -> None:
    someone.lms.fault = lose(verb)
    launch = someone.launch()
    someone.finish()
    someone.press("Avsluta")
    expect(someone.page).to_have_url(launch.way_back)
    assert someone.lms.verbs().count("terminated") == 1
    stored = [name(one) for one in someone.lms.lrs.statements() if one["object"]["id"] == launch.activity]
    assert sorted(stored) == ["completed", "initialized", "terminated"]
    assert any(exchange.query.get("statementId") for exchange in someone.lms.log)
    someone.quiet()


def test_a_normal_session_sends_what_one_with_another_endpoint_left(
    someone: Launched, context: BrowserContext
) -> None:
    lms = someone.lms
    launch = someone.launch()
    someone.a_minute_ago()
    someone.begin()
    someone.says("Sparat")

    def away(request: Request) -> Response | None:
        """Whatever is still on its way when the next session begins is refused too."""
        refused = (
            request.path.endswith("/statements") and request.header("Authorization") == launch.authorization
        )
        return Response(503) if refused else None

    lms.fault = away
    someone.read()
    someone.kept('"film":{"d":1')
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.vanish()
    someone.move(context.new_page())
    review = someone.launch(registration=launch.registration, mode="Review")
    someone.press("Avsluta")
    expect(someone.page).to_have_url(review.way_back)
    assert lms.verbs() == ["initialized", "initialized", "terminated"]
    someone.launch(registration=launch.registration)
    lms.wait(lambda log: {"experienced", "responded", "completed"} <= set(lms.verbs()))
    someone.confirmed()
    someone.close()
    assert (lms.verbs()[3], lms.verbs()[7:]) == ("initialized", ["terminated"])
    assert sorted(lms.verbs()[4:7]) == ["completed", "experienced", "responded"]
    assert len({one["context"]["extensions"][SESSION] for one in lms.sent()[3:]}) == 1
    assert all(exchange.response.status != 403 for exchange in lms.log)
    someone.quiet()


def test_a_revoked_token_is_reported(someone: Launched) -> None:
    someone.launch()
    someone.begin()
    someone.says("Sparat")
    someone.lms.fault = lambda request: Response(503) if request.path.endswith("/statements") else None
    someone.read()
    someone.lms.wait(lambda log: any(exchange.response.status == 503 for exchange in log))
    someone.lms.fault = lambda request: Response(403)
    someone.press("Klar")
    someone.says("Öppna modulen igen från lärplattformen, så skickas allt.")
    expect(someone.page.locator(SHOWN).get_by_text("togs inte emot")).to_have_count(
        0
    )  # none of it was refused for good
