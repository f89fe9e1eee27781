"""A text: its Markdown becomes safe HTML, and its pictures are measured."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from larpaket import BuildOptions, build_modules, load_module
from larpaket.activities.text import ReadingText
from larpaket.activities.text.article import parse
from larpaket.activities.text.pictures import Picture, read_picture
from larpaket.definition.errors import DefinitionError
from larpaket.problems import ProblemsError

EVERYTHING = Path(__file__).parents[1] / "data" / "everything"
FILM = Path(__file__).parents[1] / "film" / "data" / "faststart.mp4"
SVG = Picture(b"<svg/>", "svg", 520, 224)
IMG = f'<img src="{SVG.address}" width="520" height="224" alt="%s" loading="lazy">'


def html(source: str, **pictures: Picture) -> str:
    return parse(source).html({f"{name}.svg": picture for name, picture in pictures.items()})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Ett\n\n## Två", "<h3>Ett</h3>\n<h4>Två</h4>"),
        ("- ett\n- två", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>"),
        ("– Hej.", "<p>– Hej.</p>"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("<b>x</b> &amp; `y`", "<p>&lt;b&gt;x&lt;/b&gt; &amp;amp; `y`</p>"),
        ("[Här](https://a.se/?a=1&b=2)", '<p><a href="https://a.se/?a=1&amp;b=2">Här</a></p>'),
        ("[Här](javascript:alert(1))", "<p>[Här](javascript:alert(1))</p>"),
        ("[Här](sida.html)", "<p><a>Här</a></p>"),
        ("> Vi prövar.\n>\n> – Ur filmen", "<blockquote>\n<p>Vi prövar.</p>\n<footer>Ur filmen</footer>\n</blockquote>"),
        ("> – Vi prövar.", "<blockquote>\n<p>– Vi prövar.</p>\n</blockquote>"),
        ("![a \"b\" <c>](a.svg)", f"<figure>{IMG % 'a &quot;b&quot; &lt;c&gt;'}</figure>"),
        ("![*a*](a.svg 'Så & så')", f"<figure>{IMG % 'a'}<figcaption>Så &amp; så</figcaption></figure>"),
        ("![decorative](a.svg)", f"<p>{IMG % ''}</p>"),
        ("![x](a.svg)\n![y](a.svg)", f"<figure>{IMG % 'x'}</figure>\n<figure>{IMG % 'y'}</figure>"),
        ("En ![x](a.svg) bild", f"<p>En {IMG % 'x'} bild</p>"),
        ("![x](borta.svg)", "<figure></figure>"),
    ],
)  # fmt: skip
def test_markdown(source: str, expected: str) -> None:
    assert html(source, a=SVG) == expected


def test_pictures_are_found_where_they_stand() -> None:
    first, second = parse("Text\n\nEn ![a](b%20c.png) och\nen [![](d.png)](https://a.se)").shown
    assert (first.alt, first.name, first.line, first.column, first.length) == ("a", "b c.png", 3, 4, 15)
    assert (second.alt, second.name, second.line, second.column, second.in_link) == ("", "d.png", 4, 5, True)


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\2\0\0\0crc "
    return head + b"".join(chunks) + b"IDAT"


def jpeg(width: int, height: int, orientation: int = 0, order: str = "II") -> bytes:
    little = order == "II"
    entry = [(0x0112, 2), (3, 2), (1, 4), (orientation, 2), (0, 2)]
    parts = [(42, 2), (8, 4), (1, 2), *entry]
    tiff = order.encode() + b"".join(n.to_bytes(size, "little" if little else "big") for n, size in parts)
    exif = b"Exif\0\0" + tiff
    app1 = b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif if orientation else b""
    frame = b"\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + bytes(10)
    return b"\xff\xd8" + app1 + b"\xff\xdb\0\x04ab\xff" + frame + b"\xff\xda"


def webp(chunk: bytes, body: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + chunk + len(body).to_bytes(4, "little") + body


LOSSLESS = (599 | 399 << 14).to_bytes(4, "little")
EXTENDED = (599).to_bytes(3, "little") + (399).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png(600, 400)),
        ("a.jpg", jpeg(600, 400)),
        ("a.JPEG", jpeg(600, 400, 3)),
        ("a.jpg", jpeg(400, 600, 6)),
        ("a.jpg", jpeg(400, 600, 8, "MM")),
        ("a.webp", webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + b"\x58\x02\x90\x01")),
        ("a.webp", webp(b"VP8L", b"\x2f" + LOSSLESS + b"12345")),
        ("a.webp", webp(b"VP8X", b"\0\0\0\0" + EXTENDED)),
        ("a.svg", b'\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400"/>'),
    ],
)
def test_sizes(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    picture = read_picture(tmp_path / name)
    assert (picture.width, picture.height) == (600, 400)
    assert picture.address.endswith(picture.ending)


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.png", png(600, 400, b"acTL"), "`a.png` moves by itself"),
        ("a.webp", webp(b"VP8X", b"\2\0\0\0" + EXTENDED), "`a.webp` moves by itself"),
        ("a.jpg", png(600, 400), "`a.jpg` is a PNG picture, but its name says otherwise"),
        ("a.png", b"<svg/>", "`a.png` is not a PNG, JPEG, WebP or SVG picture"),
        ("a.gif", b"GIF89a", "`a.gif` is not a PNG, JPEG, WebP or SVG picture"),
        ("a.png", png(6000, 400), "`a.png` has no usable size"),
        ("a.jpg", b"\xff\xd8\xff", "`a.jpg` has no usable size"),
        ("a.jpg", b"\xff\xd8\xff\xff\xff\xe0\0\0", "`a.jpg` has no usable size"),
        ("a.webp", webp(b"VP8 ", b""), "`a.webp` has no usable size"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "`a.png` has no usable size"),
        ("a.svg", b"<svg", "`a.svg` is not well-formed XML (line 1)"),
        ("a.png", png(600, 400, bytes(2_000_000)), "`a.png` is larger than 2 MB"),
    ],
)
def test_what_is_no_picture_for_a_text(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DefinitionError) as error:
        read_picture(tmp_path / name)
    assert error.value.text == text


@pytest.fixture
def module(tmp_path: Path) -> Path:
    shutil.copytree(EVERYTHING, tmp_path, dirs_exist_ok=True)
    shutil.copy(FILM, tmp_path / "allt" / "film.mp4")
    return tmp_path / "allt"


def test_both_languages_share_their_pictures_and_a_changed_one_is_built_anew(module: Path) -> None:
    found = load_module(module)
    assert {path.name for path in found.files} >= {"spridning.svg", "blad.png", "vardagen.en.md"}
    (text,) = [one for one in found.activities if isinstance(one, ReadingText)]
    assert len({file.path for file in text.files()}) == 2
    (package,) = build_modules(module, BuildOptions(formats=("xapi",), unpacked=True))
    page = (package.path / "index.html").read_text("utf-8")
    assert page.count('width="520" height="224"') == 2
    assert {file.name for file in (package.path / "media").iterdir()} >= {
        Path(picture.path).name for picture in text.files()
    }
    assert '"vardagen.marked"' in page
    (module / "spridning.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "utf-8"
    )
    (package,) = build_modules(module, BuildOptions(formats=("xapi",), unpacked=True))
    assert (package.path / "index.html").read_text("utf-8").count('width="9" height="9"') == 2


def test_a_picture_is_looked_for_beside_its_text(module: Path) -> None:
    (module / "texter").mkdir()
    for name in ("vardagen.sv.md", "vardagen.en.md", "spridning.svg", "blad.png"):
        (module / name).rename(module / "texter" / name)
    text = (module / "module.yaml").read_text("utf-8")
    (module / "module.yaml").write_text(text.replace(": vardagen.", ": texter/vardagen."), "utf-8")
    assert {path.name for path in load_module(module).files} >= {"spridning.svg", "blad.png"}


def test_an_empty_text_and_html_are_refused(module: Path) -> None:
    (module / "vardagen.sv.md").write_text("\n", "utf-8")
    (module / "vardagen.en.md").write_text("A [![x](blad.png)](https://a.se) <b>b</b> [c](d.html)", "utf-8")
    with pytest.raises(ProblemsError) as error:
        load_module(module)
    assert [(problem.code, problem.line, problem.column) for problem in error.value.problems] == [
        ("P104", 1, 34), ("P104", 1, 38), ("P106", 1, 43), ("P103", 0, 0),
    ]  # fmt: skip
