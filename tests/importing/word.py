"""Makes Word files, good and hostile ones."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT_RELS = f"""<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="a" Target="word/document.xml"
Type="{OFFICE}/officeDocument"/></Relationships>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = f"""xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" """
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>
</w:style><w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style></w:styles>"""
SWEDISH = {
    # Word translates a style's id and keeps its name; other programs translate both, or write no styles at all.
    "Word": (
        ("Rubrik", "Title"),
        ("Rubrik1", "heading 1"),
        ("Rubrik2", "heading 2"),
        ("Underrubrik", "Subtitle"),
    ),
    "translated": (
        ("Rubrik", "Rubrik"),
        ("Rubrik1", "Rubrik 1"),
        ("Rubrik2", "Rubrik 2"),
        ("Underrubrik", "Underrubrik"),
    ),
    "none": (),
}


def styles(*named: tuple[str, str]) -> str:
    """The part of paragraph styles, each with its id and its name."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in named
    )
    return f'<w:styles xmlns:w="{W}">{made}</w:styles>'


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph; a style is a heading's."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run}</w:p>"


def numbered(text: str) -> str:
    """An item of a numbered list."""
    return paragraph(text, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """A table; each cell is one paragraph, or what is already XML."""
    made = ""
    for row in rows:
        cells = (cell if cell.startswith("<w:p") else paragraph(cell) for cell in row)
        made += f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def picture(reference: str, described: str = "") -> str:
    """A drawing whose picture is `reference`: `r:embed="p"`, or `r:link="p"`."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="{described}"/><a:graphic><a:graphicData><pic:pic>'
        f"<pic:blipFill><a:blip {reference}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )


def document(body: str) -> str:
    """The main part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMES}><w:body>{body}</w:body></w:document>'


def related(*links: str) -> str:
    """What the main part refers to: `p image media/a.png`."""
    made = ""
    for link in links:
        id, kind, target = link.split()
        mode = ' TargetMode="External"' if "://" in target else ""
        made += f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{made}</Relationships>'


def word(path: Path, body: str, parts: Mapping[str, str | bytes] | None = None, whole: str = "") -> Path:
    """A Word file; `whole` replaces the main part, and `parts` are added or replaced."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_RELS,
        "word/document.xml": whole or document(body),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
