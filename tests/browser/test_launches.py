"""Faulty launches, each with a sentence that a learner understands."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext

from browser.launched import MODULE, Launched
from browser.server import Site
from larpaket.preview.lrs import Request, Response
from launch.lms import Lms

OVER = "Det här passet är slut, och inget mer sparas. Öppna modulen igen från lärplattformen."
LOST = "Lärplattformen svarar inte längre här. Ladda om hela sidan för att fortsätta."
NONE = "Ingen lärplattform hittades. Inget sparas."

only_cmi5 = pytest.mark.parametrize("format", ["cmi5"], indirect=True)
both = pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)


@pytest.fixture
def someone(context: BrowserContext, site: Site, lms: Lms, format: str) -> Launched:
    return Launched(context.new_page(), site, lms=lms, format=format, noise=(r"status of [45]\d\d",))


def on(part: str, status: int, body: bytes = b"") -> dict[str, object]:
    """Set what the LMS answers where the address contains that part."""
    return {"part": part, "answer": Response(status, body)}


@only_cmi5
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (on("/fetch/", 403), OVER),
        (on("/fetch/", 200, b"<!doctype html><title>Logga in</title>"), OVER),
        (on("/fetch/", 500), LOST),
        (on("LMS.LaunchData", 404), OVER),
        (on("LMS.LaunchData", 200, b"<!doctype html><title>Logga in</title>"), OVER),
    ],
    ids=[
        "fetch is refused",
        "fetch is a web page",
        "fetch fails",
        "no launch data",
        "launch data are a web page",
    ],
)
def test_a_session_that_cannot_begin_says_what_helps(
    someone: Launched, fault: dict[str, object], sentence: str
) -> None:
    def answer(request: Request) -> Response | None:
        there = str(fault["part"]) in f"{request.path}?{request.query}"
        return fault["answer"] if there and isinstance(fault["answer"], Response) else None

    someone.lms.fault = answer
    someone.launch()
    someone.begin()
    someone.says(sentence)
    assert someone.lms.verbs() == []
    someone.quiet()


@only_cmi5
def test_refused_preferences_stop_nothing(someone: Launched) -> None:
    someone.lms.fault = lambda request: Response(403) if request.path.endswith("/agents/profile") else None
    someone.launch()
    someone.finish()
    someone.close()
    someone.check()


@both
def test_parameters_that_were_encoded_twice(someone: Launched) -> None:
    launch = (
        someone.lms.cmi5(publisher=MODULE)
        if someone.format == "cmi5"
        else someone.lms.tincan(activity=MODULE)
    )
    address = urlsplit(launch.url)
    query = "&".join(f"{name}={quote(quote_plus(value))}" for name, value in parse_qsl(address.query))
    assert "%257B" in query
    someone.go(launch, address._replace(query=query).geturl())
    someone.finish()
    someone.close()
    someone.check()


@both
def test_without_an_actor_there_is_no_session(someone: Launched) -> None:
    launch = (
        someone.lms.cmi5(publisher=MODULE)
        if someone.format == "cmi5"
        else someone.lms.tincan(activity=MODULE)
    )
    address = urlsplit(launch.url)
    query = urlencode(
        [(name, "Eva" if name == "actor" else value) for name, value in parse_qsl(address.query)]
    )
    someone.go(launch, address._replace(query=query).geturl())
    someone.begin()
    someone.says(NONE)
    assert someone.lms.log == []
    someone.quiet()
