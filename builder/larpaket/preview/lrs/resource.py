"""What a resource is to the LRS: a handler for each method that it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from .access import Credential
from .messages import Request, Response

Handler: TypeAlias = Callable[[Request, Credential], Response]
Handlers: TypeAlias = Mapping[str, Handler]
"""By method, in capitals. HEAD is answered as GET, and comes to the handler as GET."""
