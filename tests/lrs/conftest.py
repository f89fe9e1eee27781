from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lrs.door import Gateway, door


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """The gateway, with a key that may do everything: whatever is refused, nginx refuses."""
    with door(tmp_path) as opened:
        yield opened
