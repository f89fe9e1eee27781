"""What the XSDs cannot say of a package (packages.md sections 2, 3, 6, 7, 8): an independent judge, for what
we build ourselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from lxml import etree

Files = Mapping[str, bytes]
Element = etree._Element

VERSIONS = {
    "scorm12": "1.2",
    "scorm2004-2nd": "CAM 1.3",
    "scorm2004-3rd": "2004 3rd Edition",
    "scorm2004-4th": "2004 4th Edition",
}
MANIFESTS = {**dict.fromkeys(VERSIONS, "imsmanifest.xml"), "xapi": "tincan.xml", "cmi5": "cmi5.xml"}
IMSCP = {"scorm12": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
ADLCP = {"scorm12": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
HREF = re.compile(r"[a-z0-9._-]+(/[a-z0-9._-]+)*")
FORBIDDEN_FILES = re.compile(
    r"\.(php\d?|phps|cgi|sh|shtml|asp|aspx|jsp|py|rb|pl|htaccess|zip|br|dat|exe|mjs)$"
)
# Each has a reason in packages.md section 3 or moodle.md; the XSDs allow them all.
FORBIDDEN_ELEMENTS = (
    "mapInfo",
    "completionThreshold",
    "minNormalizedMeasure",
    "masteryscore",
    "rollupRules",
    "sequencingRules",
)
RESERVED = {"endpoint", "fetch", "actor", "registration", "activityId"}


def faults(format: str, files: Files) -> list[str]:
    """What is wrong with a package's files, `path` → content; media may be empty."""
    name = MANIFESTS[format]
    if name not in files:
        return [f"{name} is not at the root"]
    data = files[name]
    found = [*_bytes(data), *_names(files, name)]
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [*found, f"not well-formed: {error}"]
    judge = {"xapi": _tincan, "cmi5": _cmi5}.get(format)
    return [*found, *(judge(root, files) if judge else _scorm(format, root, files))]


def _bytes(data: bytes) -> Iterator[str]:
    if data.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"
    if re.search(rb"&#", data):
        yield "a numeric character reference, which Moodle shows as it stands"
    if b"<!DOCTYPE" in data:
        yield "a DOCTYPE"
    if not re.match(
        rb"""<\?xml version=['"]1\.0['"] encoding=['"]UTF-8['"]""", data.removeprefix(b"\xef\xbb\xbf")
    ):
        yield "the declaration does not say UTF-8"


def _names(files: Files, manifest: str) -> Iterator[str]:
    for path in files:
        if path != manifest and path.rpartition("/")[2] in MANIFESTS.values():
            yield f"a second manifest: {path}"
        if FORBIDDEN_FILES.search(path):
            yield f"{path}: a kind of file that LMSs refuse"
        if path != manifest and not HREF.fullmatch(path):
            yield f"{path}: not a name that every LMS can unpack"
        if len(path) > 120:
            yield f"{path}: longer than 120 characters"


def _scorm(format: str, root: Element, files: Files) -> Iterator[str]:
    imscp = IMSCP.get(format, "http://www.imsglobal.org/xsd/imscp_v1p1")
    adlcp = ADLCP.get(format, "http://www.adlnet.org/xsd/adlcp_v1p3")
    if root.tag != f"{{{imscp}}}manifest" or root.prefix is not None:
        yield "the root is not `manifest` in the default namespace"
    for prefix, space in root.nsmap.items():
        family = re.search(r"(adlcp|adlseq|adlnav|imsss)", space)
        if family and prefix != family[1]:
            yield f"{space} has the prefix {prefix}, not {family[1]}: Moodle compares the text"
    yield from _version(format, root, imscp)
    yield from _identifiers(root)
    yield from _organizations(root, imscp)
    yield from _resources(format, root, imscp, adlcp, files)
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in FORBIDDEN_ELEMENTS:
            yield f"{etree.QName(element).localname} is there"
    if format != "scorm12":
        yield from _sequencing(root, imscp)


def _version(format: str, root: Element, imscp: str) -> Iterator[str]:
    schemas = [element.text for element in root.iterfind(f"{{{imscp}}}metadata/{{{imscp}}}schema")]
    versions = [element.text for element in root.iterfind(f"{{{imscp}}}metadata/{{{imscp}}}schemaversion")]
    if schemas != ["ADL SCORM"]:
        yield f"schema is {schemas}"
    if versions != [VERSIONS[format]]:
        yield f"schemaversion is {versions}, not exactly {VERSIONS[format]!r}"


def _identifiers(root: Element) -> Iterator[str]:
    found = [
        (element, element.get("identifier", ""))
        for element in root.iter(etree.Element)
        if element.get("identifier") is not None
    ]
    for element, identifier in found:
        plain = identifier.replace(".", "") if element is root else identifier
        if not IDENTIFIER.fullmatch(plain) or len(identifier) > 250:
            yield f"the identifier {identifier!r} is not one that every LMS keeps"
    for identifier, count in Counter(identifier for _, identifier in found).items():
        if count > 1:
            yield f"the identifier {identifier!r} stands there {count} times"


def _organizations(root: Element, imscp: str) -> Iterator[str]:
    parent = root.find(f"{{{imscp}}}organizations")
    organizations = [] if parent is None else parent.findall(f"{{{imscp}}}organization")
    if parent is None or len(organizations) != 1:
        yield f"{len(organizations)} organizations"
        return
    if parent.get("default") != organizations[0].get("identifier"):
        yield f"the default organization {parent.get('default')!r} is not there"
    resources = {element.get("identifier") for element in root.iter(f"{{{imscp}}}resource")}
    items = list(organizations[0].iter(f"{{{imscp}}}item"))
    if len(items) != 1:
        yield f"{len(items)} items, not one"
    for element in (organizations[0], *items):
        titles = element.findall(f"{{{imscp}}}title")
        texts = [(title.text or "").strip() for title in titles]
        if len(texts) != 1 or not texts[0] or len(texts[0]) > 200 or any(title.attrib for title in titles):
            yield f"titles {texts}: one, not empty, of at most 200 characters, without a language"
    for item in items:
        if item.get("identifierref") not in resources:
            yield f"the item refers to {item.get('identifierref')!r}, which is no resource"


def _resources(format: str, root: Element, imscp: str, adlcp: str, files: Files) -> Iterator[str]:
    marker = f"{{{adlcp}}}{'scormtype' if format == 'scorm12' else 'scormType'}"
    listed: list[str] = []
    for resource in root.iter(f"{{{imscp}}}resource"):
        if resource.get(marker) != "sco":
            yield "the resource is not marked as a SCO: Moodle completes it when it is opened"
        if resource.get("type") != "webcontent":
            yield f"the resource's type is {resource.get('type')!r}"
        own = [file.get("href", "") for file in resource.iterfind(f"{{{imscp}}}file")]
        listed += own
        if resource.get("href") not in own:
            yield f"the start page {resource.get('href')!r} is not among the resource's files"
        for href in (resource.get("href", ""), *own):
            if not HREF.fullmatch(href) or ".." in href.split("/"):
                yield f"the address {href!r} does not work everywhere"
    for href, count in Counter(listed).items():
        if count > 1:
            yield f"{href} is listed {count} times"
        if href not in files:
            yield f"{href} is listed but not there"
    for path in files:
        if path not in listed and path != "imsmanifest.xml":
            yield f"{path} is there but not listed"


def _sequencing(root: Element, imscp: str) -> Iterator[str]:
    imsss = "http://www.imsglobal.org/xsd/imsss"
    for organization in root.iter(f"{{{imscp}}}organization"):
        control = organization.find(f"{{{imsss}}}sequencing/{{{imsss}}}controlMode")
        if control is None or control.get("choice") != "true" or control.get("flow") != "true":
            yield "the organization allows neither choice nor flow"
    for item in root.iter(f"{{{imscp}}}item"):
        delivery = item.find(f"{{{imsss}}}sequencing/{{{imsss}}}deliveryControls")
        if delivery is None or {
            delivery.get(name) for name in ("completionSetByContent", "objectiveSetByContent")
        } != {"true"}:
            yield "the LMS may complete the item by itself"
        if len(item.findall(f"{{{imsss}}}sequencing/{{{imsss}}}objectives/{{{imsss}}}primaryObjective")) != 1:
            yield "not exactly one primary objective"


def _tincan(root: Element, files: Files) -> Iterator[str]:
    space = "{http://projecttincan.com/tincan.xsd}"
    children = list(root)
    if (
        root.tag != f"{space}tincan"
        or root.prefix is not None
        or not children
        or children[0].tag != f"{space}activities"
    ):
        yield "`activities` is not the first child of `tincan`, without a prefix"
        return
    activities = list(root.iter(f"{space}activity"))
    yield from _iris([activity.get("id", "") for activity in activities])
    launches = [
        element
        for element in root.iter(etree.Element)
        if etree.QName(element).localname in ("launch", "resource")
    ]
    if [launch.getparent() for launch in launches] != activities[:1]:
        yield "not exactly one launch, in the first activity"
    for launch in launches:
        if (launch.text or "").strip() not in files or launch.prefix is not None:
            yield f"the launch {launch.text!r} is not in the package, or has a prefix"
    for activity in activities:
        for name in ("name", "description"):
            texts = activity.findall(f"{space}{name}")
            if not texts or any(not (text.text or "").strip() or not text.get("lang") for text in texts):
                yield f"an activity without a {name} and its language"
    if activities and not activities[0].get("type"):
        yield "the activity has no type"


def _cmi5(root: Element, files: Files) -> Iterator[str]:
    space = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
    units = list(root.iter(f"{space}au"))
    yield from _iris(
        [element.get("id", "") for element in root.iter(f"{space}course", f"{space}au", f"{space}block")]
    )
    if len(units) != 1:
        yield f"{len(units)} assignable units"
    for unit in units:
        if unit.get("moveOn") != "Completed":
            yield f"moveOn is {unit.get('moveOn')!r}: the AU would be satisfied without being done"
        address = urlsplit((unit.findtext(f"{space}url") or "").strip())
        if address.scheme or address.netloc or address.path not in files:
            yield f"the url {address.geturl()!r} is not in the package"
        if RESERVED & {pair.partition("=")[0] for pair in address.query.split("&")}:
            yield "the url uses a name that the launch needs"
        score = unit.get("masteryScore")
        if score is not None and not re.fullmatch(r"0(\.\d{1,4})?|1(\.0{1,4})?", score):
            yield f"masteryScore {score!r}"
    for text in root.iter(f"{space}langstring"):
        if not text.get("lang") or not (text.text or "").strip():
            yield "a text without a language, or none"


def _iris(ids: list[str]) -> Iterator[str]:
    for id in ids:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", id):
            yield f"{id!r} is no absolute IRI"
    if len(set(ids)) < len(ids):
        yield f"an id stands there twice: {ids}"
