"""State, Activity Profile and Agent Profile (xAPI Communication 2.3, 2.6, 2.7): parameters and documents."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import TypeAlias

from .documents import Document, Documents, Key
from .identity import identity
from .messages import Request, Response, bad_request
from .parameters import Parameters
from .resource import Handlers

Kept: TypeAlias = MutableMapping[Key, Document]


def state(clock: Callable[[], datetime], kept: Kept) -> Handlers:
    """`activities/state`: documents of an Activity and an Agent, with or without a registration."""
    documents = Documents(clock, kept, header_demanded=False)

    def context(values: Parameters) -> Key:
        key = (values.iri("activityId"), identity(values.agent()))
        # Without a registration, a list covers all registrations, but a single document is the one without.
        return (*key, values.uuid("registration")) if "registration" in values or "stateId" in values else key

    return _resource(
        documents, ("activityId", "agent"), ("registration",), "stateId", context, delete_many=True
    )


def activity_profile(clock: Callable[[], datetime], kept: Kept) -> Handlers:
    """`activities/profile`: documents of an Activity."""
    documents = Documents(clock, kept, header_demanded=True)
    return _resource(
        documents,
        ("activityId",),
        (),
        "profileId",
        lambda values: (values.iri("activityId"),),
        delete_many=False,
    )


def agent_profile(clock: Callable[[], datetime], kept: Kept) -> Handlers:
    """`agents/profile`: documents of an Agent, never of a Group (2.6)."""
    documents = Documents(clock, kept, header_demanded=True)
    return _resource(
        documents, ("agent",), (), "profileId", lambda values: (identity(values.agent()),), delete_many=False
    )


def _resource(
    documents: Documents,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    id_name: str,
    context: Callable[[Parameters], Key],
    *,
    delete_many: bool,
) -> Handlers:
    """Handlers that act on one document if its id is given, otherwise on all in the context."""

    def one(request: Request) -> tuple[Key, Request]:
        values = Parameters(request, required=(*required, id_name), optional=optional)
        return (*context(values), values.needed(id_name)), request

    def get(request: Request) -> Response:
        values = Parameters(request, required=required, optional=(*optional, id_name, "since"))
        if id_name not in values:
            return documents.ids(_belongs(context(values)), values.moment("since"))
        if "since" in values:
            raise bad_request(f"since: applies to the list of ids, not to a single {id_name}")
        return documents.get((*context(values), values.needed(id_name)))

    def delete(request: Request) -> Response:
        values = Parameters(request, required=required, optional=(*optional, id_name))
        if delete_many and id_name not in values:
            return documents.delete_all(_belongs(context(values)))
        return documents.delete(*one(request))

    return {
        "GET": lambda request, _: get(request),
        "PUT": lambda request, _: documents.put(*one(request)),
        "POST": lambda request, _: documents.post(*one(request)),
        "DELETE": lambda request, _: delete(request),
    }


def _belongs(context: Key) -> Callable[[Key], bool]:
    return lambda key: key[: len(context)] == context
