"""The rules of xAPI 1.0.3 part two as a table: a change to a valid statement, and the place that is at fault
then, "" where nothing is.
"""

from __future__ import annotations

from .rules_actors import ACTORS, GROUPS
from .rules_parts import ATTACHMENTS, CONTEXTS, DEFINITIONS, RESULTS
from .rules_statements import IRIS, LANGUAGES, OBJECTS, STATEMENT, SUBSTATEMENTS, TIMESTAMPS
from .samples import Rule

RULES: list[Rule] = [
    *(
        *STATEMENT,
        *TIMESTAMPS,
        *ACTORS,
        *GROUPS,
        *LANGUAGES,
        *IRIS,
        *OBJECTS,
        *SUBSTATEMENTS,
        *DEFINITIONS,
        *RESULTS,
        *CONTEXTS,
    ),
    *ATTACHMENTS,
]
