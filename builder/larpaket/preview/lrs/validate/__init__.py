"""The rules of xAPI 1.0.3, part two, as checks that say where and why. One module per chapter."""

from __future__ import annotations

from .faults import Fault
from .statements import VOIDED, statement

__all__ = ["VOIDED", "Fault", "statement"]
