"""Cleans an SVG file: parsed without entities or network, checked against a list of what is allowed, and
rewritten.

A logo, or a picture of a text, is shown with <img>, where nothing can run. But it has an address on the LMS
and can be opened there directly.
"""

from __future__ import annotations

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XHTML = "http://www.w3.org/1999/xhtml"
# No animation: a logo does not move. No filters: one can keep a browser busy for minutes.
_ELEMENTS = {
    "svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "path", "rect",
    "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "linearGradient",
    "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "image",
}  # fmt: skip
_DRAWN_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")
_ADDRESS = re.compile(r"url\(\s*[\"']?\s*(?!#)", re.I)
# What loads a file without url(), or can hide one of these.
_LOADS = re.compile(r"@import|image-set|\bimage\(|\bsrc\(|expression\(|javascript:|\\", re.I)
_NUMBER = r"[0-9]*\.?[0-9]+(?:e[+-]?[0-9]{1,2})?"
_VIEW_BOX = re.compile(rf"\s*-?{_NUMBER}[\s,]+-?{_NUMBER}[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*", re.I)
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in|q)?\s*", re.I)
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 96 / 101.6}


class LogoError(Exception):
    """A file cannot be the logo: `text` continues a sentence after its name, `help` says what to do."""

    def __init__(self, text: str, help: str) -> None:
        super().__init__(text)
        self.text = text
        self.help = help


def read_svg(data: bytes) -> tuple[bytes, str, float, float]:
    """The rewritten drawing, "svg", and its width and height in pixels. Raises LogoError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:  # ValueError: unknown encoding
        line = getattr(error, "lineno", None) or 1
        raise LogoError(
            f"is not well-formed XML (line {line})", "export it again as plain SVG, not compressed"
        ) from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:  # type: ignore[union-attr]  # as lxml documents it
        raise LogoError(
            "defines its own entities", "remove the `[ … ]` from its `<!DOCTYPE`, or export it as plain SVG"
        )
    if root.tag != f"{{{_SVG}}}svg":
        raise LogoError(
            "is not an SVG drawing: its root element is not `svg`", "export it again as plain SVG"
        )
    for sibling in (*root.itersiblings(preceding=True), *root.itersiblings()):
        _refuse_instruction(sibling)
    _clean(root)
    _refuse_nested_use(root)
    size = _size(root)
    return etree.tostring(root, encoding="UTF-8", with_tail=False), "svg", *size


def _clean(root: etree._Element) -> None:
    """Refuse what runs or loads something; drop what only an editor reads."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _refuse_instruction(element)
            continue
        name = etree.QName(element)
        if name.localname.lower() == "script" or name.namespace == _XHTML:
            raise _holds(element, f"`{name.localname}`, which can run", "export it without scripts")
        if name.namespace == _SVG and name.localname not in _ELEMENTS:
            raise _holds(
                element,
                f"`{name.localname}`",
                "export it as shapes and text, without links, films, animation and effects",
            )
        _check_attributes(element)
        if name.localname == "style":
            _check_css(element, "".join(str(part) for part in element.itertext()))
    for element in [one for one in root.iter() if isinstance(one.tag, str)]:
        if not element.tag.startswith(f"{{{_SVG}}}") or element.tag == f"{{{_SVG}}}metadata":
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    etree.cleanup_namespaces(root)


def _check_attributes(element: etree._Element) -> None:
    for key, value in list(element.attrib.items()):
        name, text = etree.QName(str(key)), str(value).strip()
        if name.localname.lower().startswith("on"):
            raise _holds(element, f"`{name.localname}`, which runs a script", "export it without scripts")
        if name.namespace not in (None, _XLINK) or name.localname.startswith("data-"):
            del element.attrib[key]
        elif name.localname not in ("href", "src"):
            _check_css(element, text)
        elif not text.startswith("#") and not (
            element.tag == f"{{{_SVG}}}image" and _DRAWN_PICTURE.fullmatch(text)
        ):
            raise _holds(
                element,
                f"a reference to `{text[:40]}`",
                "embed everything in the file: it may not load anything",
            )


def _check_css(element: etree._Element, text: str) -> None:
    if _ADDRESS.search(text) or _LOADS.search(text):
        help = "use no `@import`, no `\\`, and no `url(…)` except `url(#…)`: it may not load anything"
        raise _holds(element, "style that can load something", help)


def _refuse_instruction(node: etree._Element) -> None:
    if isinstance(node, etree._ProcessingInstruction):
        raise _holds(node, "a processing instruction `<? … ?>`", "remove it: it could load a style sheet")
    if isinstance(node, etree._Entity):
        raise _holds(node, f"the entity `{node.text}`", "write the character itself")


def _refuse_nested_use(root: etree._Element) -> None:
    """Refuse nested copies: ten copies of ten copies of … would keep the browser drawing."""
    targets = {one.get("id"): one for one in root.iter(f"{{{_SVG}}}*")}
    for use in root.iter(f"{{{_SVG}}}use"):
        target = targets.get((use.get("href") or use.get(f"{{{_XLINK}}}href") or "").strip()[1:])
        if target is not None and next(target.iter(f"{{{_SVG}}}use"), None) is not None:
            raise _holds(
                use,
                "a copy (`use`) of something that contains copies itself",
                "export it with copies expanded",
            )


def _size(root: etree._Element) -> tuple[float, float]:
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    if box := _VIEW_BOX.fullmatch(root.get("viewBox", "")):
        width, height = float(box[1]), float(box[2])
    elif width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")  # without it, the logo would be cropped, not scaled
    if not shaped(width, height):
        help = 'give its `<svg>` a `viewBox="0 0 width height"`; it may be at most 12 times as wide as high'
        raise LogoError("has no usable size", help)
    return width, height


def shaped(width: float, height: float) -> bool:
    """Whether it has a usable size and shape."""
    return min(width, height) > 0 and max(width, height) <= 100_000 and 1 / 12 <= width / height <= 12


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS[(match[2] or "").lower()] if match else 0.0


def _holds(node: etree._Element, what: str, help: str) -> LogoError:
    return LogoError(f"contains {what} (line {node.sourceline})", help)
