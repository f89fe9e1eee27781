"""Amounts as people read them."""

from __future__ import annotations


def size_in(count: int, language: str) -> str:
    """The size as text, such as `2.1 MB`, with the language's decimal separator."""
    text = (
        f"{count / 1e6:.1f}".removesuffix(".0") + " MB"
        if count >= 100_000
        else f"{max(1, round(count / 1e3))} kB"
    )
    return text.replace(".", ",") if language.split("-")[0] == "sv" else text
