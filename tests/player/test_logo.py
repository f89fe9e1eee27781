"""A logo is a drawing that somebody else made: what could act or reach out is refused, what is shipped is
what was understood.
"""

from __future__ import annotations

import gzip
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from formats.modules import PUBLISHER, make_module
from larpaket.definition.publisher import Theme
from larpaket.formats import FORMATS
from larpaket.player.render import player_files
from larpaket.theme.logo import MOST_BYTES, Logo, read_logo
from larpaket.theme.svg import LogoError, read_svg

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, *, before: str = "", attributes: str = 'viewBox="0 0 40 20"') -> bytes:
    return f"{before}<svg {NAMESPACES} {attributes}>{inside}</svg>".encode()


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script by address": '<script xlink:href="data:,alert(1)"/>',
    "script of HTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "script of nobody": '<x:SCRIPT xmlns:x="urn:x">alert(1)</x:SCRIPT>',
    "page": '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/></foreignObject>',
    "page alone": '<body xmlns="http://www.w3.org/1999/xhtml"/>',
    "handler": '<g onclick="alert(1)"/>',
    "handler in capitals": '<g ONLOAD="alert(1)"/>',
    "handler in a namespace": '<g x:onload="alert(1)" xmlns:x="urn:x"/>',
    "link": '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    "movement": '<rect><animate attributeName="x" to="9"/></rect>',
    "movement into a link": '<set attributeName="href" to="javascript:alert(1)"/>',
    "filter": '<filter id="f"><feTurbulence/></filter>',
    "film": '<video href="x.mp4"/>',
    "picture elsewhere": '<image href="https://example.se/x.png"/>',
    "picture beside": '<image xlink:href="x.png"/>',
    "picture without a scheme": '<image href="//example.se/x.png"/>',
    "drawing in the picture": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "copy from elsewhere": '<use href="https://example.se/x.svg#a"/>',
    "copy from data": '<use href="data:image/png;base64,AAAA"/>',
    "gradient elsewhere": '<linearGradient href="x.svg#g"/>',
    "import": '<style>@import "x.css";</style>',
    "import in capitals": "<style>@IMPORT url(#x)</style>",
    "import in CDATA": '<style><![CDATA[@import "x.css";]]></style>',
    "font": "<style>@font-face { src: url(x.woff) }</style>",
    "address in a style": '<g style="background: url( &quot;x.png&quot;)"/>',
    "address by entity": '<g style="background: url&#40;x.png)"/>',
    "address in fill": '<rect fill="url(x.svg#a)"/>',
    "second address": '<rect style="fill: url(#a); stroke: url(x.svg#a)"/>',
    "address by escape": "<style>g { fill: u\\72l(x.svg#a) }</style>",
    "address in an image set": "<style>g { fill: image-set('x.png' 1x) }</style>",
    "copies of copies": '<g id="a"><use href="#b"/></g><g id="b"/><use xlink:href="#a"/>',
    "copy of itself": '<use id="a" href="#a"/>',
    "instruction inside": '<?xml-stylesheet href="x.css"?>',
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_acts_or_reaches_out_is_refused(what: str) -> None:
    with pytest.raises(LogoError, match=r"\(line 1\)$"):
        read_svg(svg(HOSTILE[what]))


@pytest.mark.parametrize(
    "data",
    [
        svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "x">]>'),
        svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
        svg("", before='<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://example.invalid/x.dtd"> %a;]>'),
        svg(
            '<g id="&c;"/>',
            before=f'<!DOCTYPE svg [<!ENTITY a "{"x" * 9999}"><!ENTITY b "{"&a;" * 999}"><!ENTITY c "{"&b;" * 999}">]>',
        ),
        svg('<g id="&a;"/>', before='<!DOCTYPE svg [<!ENTITY a "x">]>').decode().encode("utf-16"),
        svg("", before='<?xml-stylesheet href="https://example.invalid/x.css"?>'),
        svg("") + b'<?xml-stylesheet href="x.css"?>',
        svg("<g>" * 2000 + "</g>" * 2000),
        svg("", before='<?xml version="1.0" encoding="nowhere"?>'),
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<svg viewBox="0 0 1 1"/>',
        gzip.compress(svg("")),
        b"",
        b"\0",
        svg("", attributes=""),
        svg("", attributes='width="0" height="0"'),
        svg("", attributes='viewBox="0 0 0 20"'),
        svg("", attributes='viewBox="0 0 1300 100"'),
        svg("", attributes='viewBox="0 0 nan 20"'),
        svg("", attributes='viewBox="0 0 1e999 1e999"'),
    ],
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(LogoError):
        read_svg(data)


def test_a_drawing_is_written_anew_without_what_only_an_editor_reads() -> None:
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    editor = '<i:view xmlns:i="http://www.inkscape.org/"/><metadata><x xmlns="urn:x"/></metadata><!-- drawn by hand -->'
    kept = '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/><use href="#a"/><text>Å &amp; B</text>'
    data, ending, width, height = read_svg(
        svg(editor + kept, before=doctype, attributes='viewBox="0 0 40 20" data-name="\\x"')
    )
    assert (ending, width, height) == ("svg", 40, 20)
    assert re.sub(r' xmlns(:xlink)?="[^"]+"', "", data.decode()) == f'<svg viewBox="0 0 40 20">{kept}</svg>'
    assert read_svg(data)[0] == data


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="15"', (30, 15)),
        ('width="30px" height="15px"', (30, 15)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="9" height="9" viewBox="-5,0 40 20"', (40, 20)),
        ('width="100%" height="100%" viewBox="0 0 1e2 .5e2"', (100, 50)),
    ],
)
def test_its_size(attributes: str, size: tuple[float, float]) -> None:
    data, _, *found = read_svg(svg("", attributes=attributes))
    assert tuple(found) == pytest.approx(size)
    assert etree.fromstring(data).get("viewBox")  # without one it would be cut where it is shown smaller


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            [
                *HOSTILE.values(),
                "<g>",
                "</g>",
                "<path d='M0 0'/>",
                "&amp;",
                "&a;",
                "<",
                ">",
                "\0",
                "]]>",
                "<![CDATA[",
            ]
        ),
        max_size=8,
    )
)
def test_whatever_it_holds_it_is_refused_or_harmless(pieces: list[str]) -> None:
    try:
        data = read_svg(svg("".join(pieces)))[0]
    except LogoError:
        return
    assert not re.search(
        rb"script|onload|onclick|javascript|https?://(?!www\.w3\.org/)|@import|<\?", data, re.I
    )


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("logo.png", svg(""), "PNG data"),
        ("logo.svg", png(40, 20), "SVG data"),
        ("logo.png", png(0, 20), "usable size"),
        ("logo.png", png(8000, 4000), "usable size"),
        ("logo.png", png(40, 20)[:18], "usable size"),
        ("logo.jpg", b"\xff\xd8\xff", "neither"),
        ("logo", png(40, 20), "neither"),
        ("logo.svg", svg("<!--" + "x" * MOST_BYTES + "-->"), "larger than 200 kB"),
    ],
)
def test_a_file_that_is_no_logo(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LogoError, match=said):
        read_logo(tmp_path / name)


def test_a_png_is_shipped_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "Logo.PNG").write_bytes(png(400, 100))
    logo = read_logo(tmp_path / "Logo.PNG")
    assert (logo.name, logo.data, logo.width, logo.height) == ("logo.png", png(400, 100), 400, 100)


@pytest.mark.parametrize(("width", "height"), [(12, 1), (4, 1), (1, 1), (1, 12)])
def test_every_shape_is_shown_about_equally_large(width: float, height: float) -> None:
    found = re.fullmatch(
        r"\.logo\{inline-size:([0-9.]+)rem;aspect-ratio:([0-9.]+)\}", Logo(b"", "svg", width, height).rule
    )
    assert found is not None
    shown = float(found[1]), float(found[1]) / float(found[2])
    assert shown[0] <= 14
    assert shown[1] <= 4.6  # rounded
    assert shown[0] * shown[1] <= 30.1
    assert shown[0] / shown[1] == pytest.approx(width / height, rel=0.01)


def test_without_a_logo_there_is_none() -> None:
    files = {file.path: file for file in player_files(make_module(), PUBLISHER, FORMATS["web"])}
    assert not [path for path in files if path.startswith("logo")]
    assert b"logo" not in b"".join(
        piece
        for file in files.values()
        for piece in file.content
        if isinstance(piece, bytes) and file.path != "player.js"
    )


def test_with_a_logo_it_is_a_file_that_bears_the_publishers_name() -> None:
    logo = Logo(svg(""), "svg", 40, 20)
    publisher = PUBLISHER.model_copy(
        update={"name": 'A & "B"', "theme": Theme.model_construct(color="#0b6e6e", logo=logo)}
    )
    files = {
        file.path: b"".join(piece for piece in file.content if isinstance(piece, bytes))
        for file in player_files(make_module(), publisher, FORMATS["web"])
    }
    assert files["logo.svg"] == logo.data
    assert b'<img class="logo" src="logo.svg" alt="A &amp; &#34;B&#34;">' in files["index.html"]
