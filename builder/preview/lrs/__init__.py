"""A local LRS, in memory: xAPI 1.0.3 as strictly as it is written.

For the tests and the preview. `Lrs.handle` is the whole of it, without sockets; `serve` puts it on a loopback port. Not there: the
alternate request syntax and signed statements (both are refused with a text), and OAuth.

"Data" and "Communication" with a number are sections of the specification's parts two and three (adlnet/xAPI-Spec, 1.0.3).
"""

from __future__ import annotations

from .access import Credential, Scope, account
from .journal import Exchange, Journal
from .lrs import Lrs
from .messages import Request, Response
from .server import Served, serve

__all__ = ["Credential", "Exchange", "Journal", "Lrs", "Request", "Response", "Scope", "Served", "account", "serve"]
