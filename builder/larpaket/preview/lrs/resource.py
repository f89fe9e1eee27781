"""A resource of the LRS: a handler for each supported method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from .access import Credential
from .messages import Request, Response

Handler: TypeAlias = Callable[[Request, Credential], Response]
Handlers: TypeAlias = Mapping[str, Handler]
"""By method, in capitals. HEAD reaches the handler as GET."""
