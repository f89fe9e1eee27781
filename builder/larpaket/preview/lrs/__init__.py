"""A local LRS, in memory: xAPI 1.0.3 as strictly as it is written.

For the tests and the preview. `Lrs.handle` is the whole of it, without sockets; `serve` puts it on a loopback port. Where it differs from
what ADL's conformance tests want, and why:

- A signed statement is refused with a text (Data 2.6). No package signs; and a signature that nobody verified must not be accepted.
- OAuth (Communication 4.0) is not there: what is tested logs in with Basic authentication, as cmi5 does.
- An identical statement posted again is answered with 200 and its id, as if it were new (2.1.2 allows that; the tests want 204 or 409).
  `duplicates="conflict"` answers 409.
- A version that stands in the alternate request syntax's form counts as the header, as 1.3 says, so that 0.8 is refused. The tests send
  0.8 and want it taken.

"Data" and "Communication" with a number are sections of the specification's parts two and three (adlnet/xAPI-Spec, 1.0.3).
"""

from __future__ import annotations

from .access import Credential, Scope, account
from .journal import Exchange, Journal
from .lrs import Lrs
from .messages import Request, Response
from .server import Served, serve

__all__ = ["Credential", "Exchange", "Journal", "Lrs", "Request", "Response", "Scope", "Served", "account", "serve"]
