"""The read-only resources: Agents, Activities, About (xAPI Communication 2.4, 2.5, 2.8)."""

from __future__ import annotations

from .canon import Canon
from .identity import identity
from .messages import Request, Response, as_json
from .parameters import Parameters
from .parts import related_actors
from .resource import Handlers
from .store import StatementStore
from .validate.actors import IDENTIFIERS

VERSION = "1.0.3"
"""The newest version of xAPI that this LRS implements."""


def agents(store: StatementStore) -> Handlers:
    """`agents`: a Person, from the requested Agent and the names in statements (2.4)."""

    def get(request: Request) -> Response:
        agent = Parameters(request, required=("agent",)).agent()
        wanted = identity(agent)
        names = [agent["name"]] if "name" in agent else []
        for record in (one for one in store if wanted in one.related_agents):
            for actor in related_actors(record.statement):
                names += [
                    one["name"]
                    for one in (actor, *actor.get("member", ()))
                    if identity(one) == wanted and "name" in one
                ]
        person: dict[str, object] = {
            "objectType": "Person",
            **{key: [agent[key]] for key in IDENTIFIERS if key in agent},
        }
        return as_json({**person, **({"name": list(dict.fromkeys(names))} if names else {})})

    return {"GET": lambda request, _: get(request)}


def activities(canon: Canon) -> Handlers:
    """`activities`: the Activity in all its languages (2.5)."""

    def get(request: Request) -> Response:
        values = Parameters(request, required=("activityId",))
        return as_json(canon.activity(values.iri("activityId") or ""))

    return {"GET": lambda request, _: get(request)}


def about() -> Handlers:
    """`about`: the version (2.8)."""

    def get(request: Request) -> Response:
        Parameters(request)
        return as_json({"version": [VERSION]})

    return {"GET": lambda request, _: get(request)}
