"""An independent reader of SCORM manifests, as Moodle's is: by literal prefixed names, unaware of namespaces."""

from __future__ import annotations

from dataclasses import dataclass
from xml.dom import minidom


@dataclass(frozen=True)
class Manifest:
    """What an LMS takes from a manifest."""

    identifier: str
    version: str
    title: str
    item: str
    launch: str
    marker: str
    files: tuple[str, ...]
    descriptions: dict[str, str]


def read_manifest(data: bytes) -> Manifest:
    """Read what `data` says; AttributeError or IndexError when it is no single-SCO manifest."""
    root = minidom.parseString(data).documentElement
    assert root is not None
    assert root.tagName == "manifest"
    organization = root.getElementsByTagName("organization")[0]
    item = organization.getElementsByTagName("item")[0]
    resources = {
        resource.getAttribute("identifier"): resource for resource in root.getElementsByTagName("resource")
    }
    resource = resources[item.getAttribute("identifierref")]
    assert root.getElementsByTagName("organizations")[0].getAttribute("default") == organization.getAttribute(
        "identifier"
    )
    return Manifest(
        identifier=root.getAttribute("identifier"),
        version=_text(root.getElementsByTagName("schemaversion")[0]),
        title=_text(item.getElementsByTagName("title")[0]),
        item=item.getAttribute("identifier"),
        launch=resource.getAttribute("href"),
        marker=resource.getAttribute("adlcp:scormtype") or resource.getAttribute("adlcp:scormType"),
        files=tuple(file.getAttribute("href") for file in resource.getElementsByTagName("file")),
        descriptions=_descriptions(root),
    )


def _descriptions(root: minidom.Element) -> dict[str, str]:
    """By language, in the words of either LOM."""
    strings = root.getElementsByTagName("imsmd:description") or root.getElementsByTagName("lom:description")
    found = [
        *strings[0].getElementsByTagName("imsmd:langstring"),
        *strings[0].getElementsByTagName("lom:string"),
    ]
    return {
        string.getAttribute("xml:lang") or string.getAttribute("language"): _text(string) for string in found
    }


def _text(element: minidom.Element) -> str:
    return "".join(node.data for node in element.childNodes if isinstance(node, minidom.Text))
