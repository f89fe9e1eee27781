"""A local LRS in memory, which implements xAPI 1.0.3 strictly, for the tests and the preview.

`Lrs.handle` is all of it, without sockets; `serve` puts it on a loopback port. It differs from ADL's
conformance tests in these points:

- A signed statement is refused (Data 2.6): no package signs, and an unverified signature must not be
  accepted.
- There is no OAuth (Communication 4.0): packages log in with Basic authentication, as cmi5 requires.
- An identical statement that is posted again is answered with 200 and its id, as if it were new. 2.1.2 allows
  that; the tests expect 204 or 409. `duplicates="conflict"` answers 409.
- A version in the form of the alternate request syntax counts as the header, as 1.3 says, so 0.8 is refused.
  The tests send 0.8 and expect it to be accepted.

"Data" and "Communication" with a number are sections of parts two and three of the specification
(adlnet/xAPI-Spec, 1.0.3).
"""

from __future__ import annotations

from .access import Credential, Scope, account
from .disk import Disk, DiskError
from .journal import Exchange, Journal
from .lrs import Lrs
from .messages import Request, Response
from .server import Served, serve

__all__ = [
    "Credential",
    "Disk",
    "DiskError",
    "Exchange",
    "Journal",
    "Lrs",
    "Request",
    "Response",
    "Scope",
    "Served",
    "account",
    "serve",
]
