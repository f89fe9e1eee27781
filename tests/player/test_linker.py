"""The linker: what it joins, and what it refuses with file and line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from larpaket.player.linker import LinkError, link
from tools.node import find_node


def modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder


def run(script: str) -> str:
    return subprocess.run([find_node(), "-e", script], capture_output=True, text=True, check=True).stdout


def test_links_in_order_once_and_strict(tmp_path: Path) -> None:
    modules(
        tmp_path,
        a='import { c } from "./c.js";\nexport const a = () => `a${c}`;\n',
        b='import {\n  c,\n} from "./c.js";\nexport function b() {\n  return "b" + c;\n}\n',
        c='// a comment\nconsole.log("once");\n/** import { x } from "./x.js"; */\nexport const c = "c"; // export\n',
    )
    entry = 'import { a } from "./a.js";\nimport { b } from "./b.js";\nconsole.log(a() + b(), this === undefined);\n'
    script = link(entry, tmp_path)
    assert run(script) == "once\nacbc true\n"
    assert "comment" not in script


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('import x from "./c.js";', 1),
        ('\nimport * as x from "./c.js";', 2),
        ('import "./c.js";', 1),
        ("export default 1;", 1),
        ("const x = 1;\nexport { x };", 2),
        ('export * from "./c.js";', 1),
        ("export let x = 1;", 1),
        ('\n\nconst x = import("./c.js");', 3),
        ("const u = import.meta.url;", 1),
        ('import { c } from "c.js";', 1),
        ('import { c } from "c";', 1),
        ('\nimport { missing } from "./c.js";', 2),
        ('\n\nimport { c } from "./gone.js";', 3),
        ('import { c as d } from "./c.js";', 1),
    ],
)
def test_other_forms_are_errors_with_file_and_line(tmp_path: Path, source: str, line: int) -> None:
    modules(tmp_path, c="export const c = 1;\n", m=source + "\nexport const m = 1;\n")
    with pytest.raises(LinkError, match=rf"m\.js:{line}: "):
        link('import { m } from "./m.js";\n', tmp_path)


def test_a_name_of_two_modules_is_an_error(tmp_path: Path) -> None:
    modules(
        tmp_path,
        a="const same = 1;\nexport const a = same;\n",
        b="\nfunction same() {}\nexport const b = same;\n",
    )
    with pytest.raises(LinkError, match=r"b\.js:2: `same` is also a top-level name of .*a\.js"):
        link('import { a } from "./a.js";\nimport { b } from "./b.js";\n', tmp_path)


def test_destructuring_at_the_top_level_is_an_error(tmp_path: Path) -> None:
    modules(tmp_path, a="const { x } = window;\nexport const a = x;\n")
    with pytest.raises(LinkError, match=r"a\.js"):
        link('import { a } from "./a.js";\n', tmp_path)


def test_a_circle_is_an_error(tmp_path: Path) -> None:
    modules(
        tmp_path,
        a='import { b } from "./b.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
    )
    with pytest.raises(LinkError, match="also imports this module"):
        link('import { a } from "./a.js";\n', tmp_path)
