"""A pseudo-language, written from right to left: Swedish with Arabic letters, a third longer and between
brackets.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from larpaket import templates as place
from larpaket.player.strings import strings

TAG = "ar"
KEPT = re.compile(r"(\{\w+\}|!\[decorative\]\([^)]*\)|\]\([^)]*\)|!?\[)")
"""Places for values; a link or a picture, but for its text."""
_LETTERS = str.maketrans(
    {
        latin: "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"[at % 28]
        for at, latin in enumerate("abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉ")
    }
)


def pseudo(text: str) -> str:
    """Return the text in that language."""
    longer = text + " " + text[: len(text) // 3] if not KEPT.search(text) else text
    return (
        "⟦"
        + "".join(
            part if KEPT.fullmatch(part) else part.translate(_LETTERS) for part in KEPT.split(longer)
        ).strip()
        + "⟧"
    )


def write_language(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Copy the templates to `folder` with that language added, for as long as the patch holds."""
    shutil.copytree(place.templates(), folder / "templates")
    texts = folder / "templates" / "player" / "strings"
    swedish = json.loads((texts / "sv.json").read_text("utf-8"))
    forms = {
        key: pseudo(form) if isinstance(form, str) else {name: pseudo(text) for name, text in form.items()}
        for key, form in swedish["texts"].items()
    }
    written = {"language": TAG, "direction": "rtl", "reviewed": False, "texts": forms}
    (texts / f"{TAG}.json").write_text(json.dumps(written, ensure_ascii=False), "utf-8")
    patch.setattr(place, "_PACKAGE", folder / "builder" / "larpaket")
    strings.cache_clear()


def write_module(module: Path) -> None:
    """Return the test module in that language and in Swedish."""
    lines = []
    for line in (
        (module / "module.yaml")
        .read_text("utf-8")
        .replace("languages: [sv, en]", f"languages: [{TAG}, sv]")
        .splitlines()
    ):
        indent, key, value = re.fullmatch(r"(\s*)(?:(sv|en): )?(.*)", line).groups()  # type: ignore[union-attr]
        if key == "sv":
            file = value.endswith((".vtt", ".md"))
            lines.append(f"{indent}{TAG}: {value.replace('sv', TAG) if file else pseudo(value)}")
        if key != "en":
            lines.append(line)
    (module / "module.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for path in list(module.glob("*.sv.*")):
        written = [
            pseudo(line) if line and not re.match(r"WEBVTT|[0-9:.]+ -->", line) else line
            for line in path.read_text("utf-8").splitlines()
        ]
        text = "".join(re.sub(r"^⟦([–#*>-]+ )", r"\1⟦", line) + "\n" for line in written)
        path.with_name(path.name.replace(".sv.", f".{TAG}.")).write_text(text, "utf-8")
