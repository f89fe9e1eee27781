"""Prints `contract.d.ts`: the player's data as TypeScript types, from the pydantic models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from larpaket.player.contract import schema

TESTS = Path(__file__).parents[1]
BANNER = (
    "/** Generated from larpaket/player/contract.py by `make contract`; a test fails when the two part. */"
)


def types() -> str:
    """The types as text."""
    program = TESTS / "node_modules/json-schema-to-typescript/dist/src/cli.js"
    command = [
        sys.executable,
        str(TESTS / "tools/node.py"),
        str(program),
        "--additionalProperties=false",
        "--bannerComment",
        BANNER,
    ]
    return subprocess.run(
        command, input=json.dumps(schema()), capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    sys.stdout.write(types())
