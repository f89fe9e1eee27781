"""`next:`, what comes after the module: Markdown in module.yaml, or a file of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from definition.conftest import Load

BEFORE = "description: En reflektion.\n"


def html(
    load: Load, value: str, languages: str = "[sv]"
) -> tuple[dict[str, str], list[tuple[str, int | None]]]:
    module, problems = load(
        (BEFORE, f"{BEFORE}next: {value}\n"), ("languages: [sv]", f"languages: {languages}")
    )
    found = {tag: text.html for tag, text in (module.next or {}).items()} if module else {}
    return found, [(problem.code, problem.line) for problem in problems]


def test_it_is_markdown(load: Load) -> None:
    found, problems = html(load, "Börja med att *läsa upp* det ni bestämde.")
    assert problems == []
    assert found == {"sv": "<p>Börja med att <em>läsa upp</em> det ni bestämde.</p>"}


def test_it_may_have_several_paragraphs(load: Load) -> None:
    found, _ = html(load, "|\n  Ett.\n\n  * Två.")
    assert found["sv"].startswith("<p>Ett.</p>")
    assert "<li>Två.</li>" in found["sv"]


def test_html_is_never_markup(load: Load) -> None:
    found, _ = html(load, "Klicka <b onclick=x>här</b> [då](javascript:x).")
    assert "<b" not in found["sv"]
    assert "href" not in found["sv"]


def test_a_name_that_ends_with_md_is_a_file(load: Load, folder: Path) -> None:
    (folder / "sedan.md").write_text("Läs **mer**.", "utf-8")
    assert html(load, "sedan.md") == ({"sv": "<p>Läs <strong>mer</strong>.</p>"}, [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("saknas.md", "M118"),
        ("''", "M127"),
        ("[a]", "M107"),
        ("\n  en: Go on.", "M120"),
        ("Läs # mer", "M116"),
    ],
)
def test_what_is_wrong_with_it_is_said(load: Load, value: str, code: str) -> None:
    _, problems = html(load, value)
    assert [found for found, _ in problems][:1] == [code]


def test_a_file_is_checked_like_a_guide(load: Load, folder: Path) -> None:
    (folder / "sedan.md").write_text("<script>x</script>", "utf-8")
    _, problems = html(load, "sedan.md")
    assert {code for code, _ in problems} == {"P104"}
