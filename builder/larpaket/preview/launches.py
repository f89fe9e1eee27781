"""A small LMS that launches cmi5 and xAPI (TinCan) packages: its LRS, its tokens, its way back. No sockets.

Tests and preview serve it on a port of their own, so whatever a package sends is cross-origin and must be let
in by CORS.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from larpaket.preview.exchange import Exchange
from larpaket.preview.lrs import Credential, Lrs, Request, Response, account
from larpaket.preview.personas import catapult

VERSION = {"X-Experience-API-Version": "1.0.3"}
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"


class DropError(Exception):
    """The connection ends without an answer; `stored`: only after the LRS has acted."""

    def __init__(self, *, stored: bool = False) -> None:
        super().__init__()
        self.stored = stored


@dataclass(frozen=True)
class Launch:
    """What a package was launched with."""

    url: str
    actor: dict[str, Any]
    activity: str
    registration: str
    authorization: str
    template: dict[str, Any] = field(default_factory=dict)
    mode: str = "Normal"
    way_back: str = ""


class Lms:
    """The LMS. `fault` may answer instead of it: a Response, or a raised DropError."""

    def __init__(self, package: str, *, anonymous: bool = False, suite: bool = False, **options: Any) -> None:
        """`package` is the address of the package's page; `options` are the LRS's, which lets everybody in
        when `anonymous`.

        `suite`: as CATAPULT and its test suite, which refuse by verb and give each cmi5 session an endpoint
        of its own.
        """
        self.package = package
        self.suite = suite
        self.sessions: dict[str, catapult.Session] = {}
        """What CATAPULT knows of its sessions, by what they are let in with."""
        self.url = ""
        self.own = Credential.of("lms", "own")
        self.lrs = Lrs(credentials=None if anonymous else [self.own], **options)
        self.log: list[Exchange] = []
        self.launches: list[Launch] = []
        self.fault: Callable[[Request], Response | None] = lambda request: None
        self._tokens: dict[str, str] = {}
        self._changed = threading.Condition()

    def cmi5(
        self,
        *,
        learner: str = "a",
        registration: str = "",
        publisher: str = "",
        mode: str = "Normal",
        back: bool = True,
        **more: Any,
    ) -> Launch:
        """A cmi5 launch (8.1, 10). The activity's id differs from the publisher's, as the specification
        allows.
        """
        actor, registration, token = _actor(learner), registration or str(uuid.uuid4()), uuid.uuid4().hex
        activity = f"{self.url}/activities/1"
        template = {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": publisher}]},
            "extensions": {SESSION: str(uuid.uuid4()), "https://lms.example/own": {"kept": True}},
        }
        preferences = more.pop("preferences", None)
        data = {
            "contextTemplate": template,
            "launchMode": mode,
            "moveOn": "Completed",
            "launchMethod": "AnyWindow",
            **more,
        }
        way_back = f"{self.url}/return" if back else ""
        self._store(
            "activities/state",
            {
                "activityId": activity,
                "agent": json.dumps(actor),
                "registration": registration,
                "stateId": "LMS.LaunchData",
            },
            {**data, **({"returnURL": way_back} if back else {})},
        )
        if preferences is not None:
            self._store(
                "agents/profile",
                {"agent": json.dumps(actor), "profileId": "cmi5LearnerPreferences"},
                preferences,
            )
        self._tokens[token] = token
        self.lrs.access.allow(Credential(token, account("lms")))
        self.sessions[f"Basic {token}"] = catapult.Session(activity, mode)
        query = {
            "endpoint": self.url + (catapult.endpoint(token) if self.suite else "/xapi"),
            "fetch": f"{self.url}/fetch/{token}",
            "actor": json.dumps(actor),
            "registration": registration,
            "activityId": activity,
        }
        url = f"{self.package}?{urlencode(query)}"
        self.launches.append(
            Launch(url, actor, activity, registration, f"Basic {token}", template, mode, way_back)
        )
        return self.launches[-1]

    def tincan(
        self, *, activity: str, learner: str = "a", registration: str | None = None, **more: str
    ) -> Launch:
        """A TinCan launch (packages.md section 6); `more` replaces or adds parameters."""
        actor, token = _actor(learner), uuid.uuid4().hex
        registration = str(uuid.uuid4()) if registration is None else registration
        self.lrs.access.allow(Credential(token, account("lms")))
        query = {
            "endpoint": f"{self.url}/xapi/",
            "auth": f"Basic {token}",
            "actor": json.dumps(actor),
            "registration": registration,
            "activity_id": activity,
            "Accept-Language": "sv-SE",
        }
        given = {name: value for name, value in {**query, **more}.items() if value}
        self.launches.append(
            Launch(f"{self.package}?{urlencode(given)}", actor, activity, registration, f"Basic {token}")
        )
        return self.launches[-1]

    def wait(self, condition: Callable[[list[Exchange]], bool], timeout: float = 60) -> None:
        """Until the log makes the condition true; TimeoutError says what came."""
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self.log), timeout):
                raise TimeoutError(
                    f"not within {timeout} s; came:\n" + "\n".join(str(exchange) for exchange in self.log)
                )

    def sent(self) -> list[dict[str, Any]]:
        """The statements that were taken, in order; one that was sent again stands here once."""
        return list(
            {
                one["id"]: one for exchange in self.log if exchange.taken for one in exchange.statements
            }.values()
        )

    def verbs(self) -> list[str]:
        """The last parts of their verbs."""
        return [one["verb"]["id"].rpartition("/")[2] for one in self.sent()]

    def statement(self, verb: str, activity: str = "") -> dict[str, Any]:
        """The one statement with that verb, and that activity if it is named."""
        (found,) = [
            one
            for one in self.sent()
            if one["verb"]["id"].endswith(f"/{verb}") and activity in ("", one["object"]["id"])
        ]
        return found

    def answer(self, request: Request) -> Response:
        """As the LMS answers; the exchange is logged, a preflight is not."""
        if request.method == "OPTIONS":
            return self.lrs.handle(request)
        request = self._at_own_endpoint(request)
        dropped = None
        try:
            response = self.fault(request) or self.upstream(request)
        except DropError as drop:
            dropped, response = drop, Response(0)
            if drop.stored:
                self.upstream(request)
        with self._changed:
            self.log.append(Exchange(request, response))
            self._changed.notify_all()
        if dropped:
            raise dropped
        return response.plus({"Access-Control-Allow-Origin": request.header("origin") or "*"})

    def upstream(self, request: Request) -> Response:
        """The answer when nothing goes wrong."""
        if request.path == "/return":
            return Response(
                200,
                b"<!doctype html><title>LMS</title><h1>Tillbaka</h1>",
                {"Content-Type": "text/html; charset=utf-8"},
            )
        if not request.path.startswith("/fetch/"):
            return self._as_catapult(request) if self.suite else self.lrs.handle(request)
        token = self._tokens.pop(request.path.rpartition("/")[2], None) if request.method == "POST" else None
        said = (
            {"auth-token": token}
            if token
            else {"error-code": "1", "error-text": "the token was handed out already"}
        )
        return Response(200, json.dumps(said).encode(), {"Content-Type": "application/json"})

    def _at_own_endpoint(self, request: Request) -> Request:
        """As if it had come to the one endpoint; what comes to another session's endpoint comes to none."""
        own = catapult.endpoint(request.header("Authorization").removeprefix("Basic "))
        if not self.suite or not request.path.startswith(f"{own}/"):
            return request
        return replace(request, path="/xapi" + request.path.removeprefix(own))

    def _as_catapult(self, request: Request) -> Response:
        session = self.sessions.get(request.header("Authorization"))
        statements = Exchange(request, Response(0)).statements
        refused = catapult.refusal(session, statements) if session else None
        if refused:
            return Response(
                refused.status, refused.text.encode(), {"Content-Type": "text/plain; charset=utf-8"}
            )
        answer = self.lrs.handle(request)
        if session and answer.status < 300:
            catapult.accept(session, statements)
        return answer

    def _store(self, resource: str, query: dict[str, str], document: object) -> None:
        headers = {
            **VERSION,
            "Authorization": f"Basic {self.own.token}",
            "Content-Type": "application/json",
            "If-None-Match": "*",
        }
        target = f"/xapi/{resource}?{urlencode(query)}"
        answer = self.lrs.handle(Request.to("PUT", target, headers, json.dumps(document).encode()))
        if answer.status == 412:  # a relaunch: the LMS writes its launch data anew
            del headers["If-None-Match"]
            answer = self.lrs.handle(Request.to("PUT", target, headers, json.dumps(document).encode()))
        assert answer.status == 204, answer.body


def _actor(learner: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": learner}}
