"""The JSON Schemas of `module.yaml` and `publisher.yaml` with all registered activity types and formats, as
files.
"""

from __future__ import annotations

import json
from typing import Literal, get_args

from larpaket.activities import ACTIVITIES
from larpaket.definition.json_schema import module_schema, publisher_schema
from larpaket.formats import FORMATS

Schema = Literal["module", "publisher"]
SCHEMAS: tuple[Schema, ...] = get_args(Schema)


def schema_text(which: Schema) -> str:
    """The schema of `module.yaml` or of `publisher.yaml`, as JSON."""
    schema = module_schema(ACTIVITIES) if which == "module" else publisher_schema(FORMATS)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
