"""Properties of the player's modules whose names may be shortened, because nothing outside the script uses
them.
"""

from __future__ import annotations

from collections import Counter
from itertools import count, product
from string import ascii_uppercase

from tree_sitter import Node

from larpaket.player.script_syntax import PROPERTIES, every, text

_NAMES = """
    ahead answerWait apart apiEvery apiWait askedText asks begun bodies boxes bridge captionsWait carried
    commitsBeforeEnd deadline deliver disk doubt endMeansCompleted environment etag fault filmWait found
    fresh gather happen holds isBusy isConfirmed isDoubtful isFresh isRead judged keep keeps keptWait
    known late learner leftAlone listen mean meeting monotonic onChange onLeave onSaved onShow others
    parts perType plan pressWait probeWait projector proofWait prove proven proves readOlder reads
    resend responses retries retryAfter retryEvery rewriting saveEvery say settle speakTo stepAside
    switchTo taking tell tells trouble unstarted vary wake wishes writtenText
"""
OWN = frozenset(_NAMES.split())
"""No name here may be a browser's, or be stored, sent or passed to the script; tests/player/test_own.py
checks what it can.
"""


def short_properties(root: Node) -> dict[str, str]:
    """A short, unused name for each of the script's own properties, the most used first."""
    used = Counter(text(node) for node in every(root) if node.type in PROPERTIES)
    short = (
        name
        for length in count(1)
        for name in map("".join, product(ascii_uppercase, repeat=length))
        if name not in used
    )
    return dict(zip((name for name, _ in used.most_common() if name in OWN), short, strict=False))
