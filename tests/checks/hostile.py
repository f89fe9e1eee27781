"""Packages that were made to harm whoever looks into them; each a function that writes one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from checks.recipes import Files, base, pack

MANIFEST = "imsmanifest.xml"
HUGE = 1 << 30


def with_manifest(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**base("scorm12"), MANIFEST: data}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def in_metadata(text: str, name: str = "scorm12", more: Files | None = None) -> bytes:
    """The plain package, with so much more in its manifest."""
    files = base(name)
    changed = files[MANIFEST].replace(b"</schemaversion>", b"</schemaversion>" + text.encode(), 1)
    return pack({**files, **(more or {}), MANIFEST: changed})


def in_resource(text: str) -> bytes:
    files = base("scorm12")
    return pack(
        {
            **files,
            MANIFEST: files[MANIFEST].replace(b"    </resource>", text.encode() + b"    </resource>", 1),
        }
    )


def entry(
    name: bytes, data: bytes, *, size: int, method: int = 0, offset: int = 0, flags: int = 0, mode: int = 0
) -> tuple[bytes, bytes]:
    """A local entry and its central record, as they are asked for."""
    fields = (flags, method, 0, 33, zlib.crc32(data), len(data), size, len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *fields) + name + data
    central = (
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 3 << 8 | 20, 20, *fields, 0, 0, 0, mode << 16, offset)
        + name
    )
    return local, central


def archive(entries: list[tuple[bytes, bytes]], count: int | None = None) -> bytes:
    body, directory = b"".join(local for local, _ in entries), b"".join(central for _, central in entries)
    number = len(entries) if count is None else count
    return (
        body
        + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(directory), len(body), 0)
    )


def zeros(size: int) -> bytes:
    """Deflate data that unpack to so many zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(10 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (size // (10 << 20)) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def overlapping() -> bytes:
    """Thousands of entries that all unpack the same data, as in David Fifield's zip bombs."""
    kernel = zeros(10 << 20)
    local, _ = entry(b"a", kernel, size=10 << 20, method=8)
    names = (b"%05d" % number for number in range(20_000))
    return archive(
        [(local, b""), *((b"", entry(name, kernel, size=10 << 20, method=8)[1]) for name in names)], 20_000
    )


def slow_overlapping() -> bytes:
    """Small by what is declared, long to read: every entry is the same megabytes of empty deflate blocks."""
    blocks = b"\x00\x00\x00\xff\xff" * 400_000
    local, _ = entry(b"a", blocks, size=1, method=8)
    return archive(
        [
            (local, b""),
            *((b"", entry(b"%05d" % number, blocks, size=1, method=8)[1]) for number in range(5000)),
        ],
        5000,
    )


def million(count: int | None) -> bytes:
    central = entry(b"index.html", b"", size=0)[1]
    size = len(central) * 1_000_000
    if count is not None:
        return central * 1_000_000 + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, 0, 0)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, size, 1)
    return (
        central * 1_000_000
        + end
        + locator
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    )


def many_names() -> bytes:
    """As many entries as there may be, with names as long as the list may hold, all of them wrong in every
    way.
    """
    return archive([entry("C:\\Å{}".format("å" * 180).encode("cp437"), b"", size=0, offset=0)] * 65_000)


def laughs(kind: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(10))
    external = {
        "laughs": entities,
        "file": '<!ENTITY l9 SYSTEM "file:///etc/hostname">',
        "network": '<!ENTITY % x SYSTEM "{url}"> %x;',
    }
    return f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE manifest [{external[kind]}]><manifest a="&l9;">&l9;</manifest>'.encode()


def manifest(body: str, head: str = "") -> bytes:
    space = 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"'
    return with_manifest(
        f'<?xml version="1.0" encoding="UTF-8"?><manifest {space}{head}>{body}</manifest>'.encode()
    )


def declared(number: int) -> str:
    return "".join(f" xmlns:p{number}_{other}='u{number}'" for other in range(200))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: archive([entry(b"index.html", zeros(HUGE), size=HUGE, method=8)]), "Z01"),
    "bomb that hides its size": (
        lambda: archive([entry(b"index.html", zeros(HUGE), size=100, method=8)]),
        "Z01",
    ),
    "bomb as manifest": (
        lambda: archive([entry(MANIFEST.encode(), zeros(200 << 20), size=200 << 20, method=8)]),
        "X01",
    ),
    "overlapping": (overlapping, "Z01"),
    "overlapping and slow": (slow_overlapping, "Z01"),
    "a million entries": (lambda: million(None), "Z01"),
    "a million entries that are said to be ten": (lambda: million(10), "Z01"),
    "many long wrong names": (many_names, "Z06"),
    "absolute": (lambda: pack({**base("scorm12"), "/etc/passwd": b""}), "Z06"),
    "upwards": (lambda: pack({**base("scorm12"), "../../outside.txt": b"x"}), "Z06"),
    "a link": (lambda: archive([entry(b"link.txt", b"/etc/hostname", size=13, mode=0o120777)]), "Z06"),
    "encrypted": (lambda: archive([entry(MANIFEST.encode(), b"x" * 40, size=28, flags=1)]), "Z01"),
    "points behind the end": (
        lambda: archive([entry(MANIFEST.encode(), b"x", size=1, offset=0xFFFFFFF0)]),
        "Z01",
    ),
    "points into its own list": (lambda: archive([entry(MANIFEST.encode(), b"x" * 9, size=9)])[5:], "Z01"),
    "zip64 that points anywhere": (lambda: million(None)[-98:], "Z01"),
    "nothing": (lambda: b"", "Z01"),
    "noise": (lambda: zlib.compress(bytes(range(256)) * 400, 0) + b"PK\x05\x06" + b"\xfe" * 18, "Z01"),
    "billion laughs": (lambda: with_manifest(laughs("laughs")), "X02"),
    "external entity of a file": (lambda: with_manifest(laughs("file")), "X02"),
    "external entity of the network": (lambda: with_manifest(laughs("network")), "X02"),
    "deep": (lambda: manifest("<a>" * 100_000 + "</a>" * 100_000), "X01"),
    "deep, as far as it goes": (lambda: manifest("<item>" * 250 + "</item>" * 250), "S05"),
    "wide": (lambda: manifest("<item/>" * 99_000), "S05"),
    "wider": (lambda: manifest("<item/>" * 600_000), "X01"),
    "comments that never end": (lambda: with_manifest(b"<!--" * 2_000_000), "X01"),
    "instructions that never end": (lambda: with_manifest(b"<a>" + b"<?" * 2_000_000), "X01"),
    "one long tag": (lambda: manifest("", "".join(f" a{n}=''" for n in range(99_000))), "S01"),
    "one long value": (lambda: manifest(f'<item identifier="{"å" * 3_000_000}"/>'), "S02"),
    "many namespaces": (
        lambda: manifest(
            "".join(f"<i{declared(n)}>" for n in range(200))
            + "<item p1_1:a='' p2_2:b=''/>" * 6_000
            + "</i>" * 200
        ),
        "S05",
    ),
    "references without end": (lambda: in_metadata(f"<title>{'&#228;' * 1_300_000}</title>"), "X02"),
    "many titles": (lambda: in_metadata("<title>&lt;  &lt;</title>" * 49_000), "S06"),
    "many files that are not there": (
        lambda: in_resource("".join(f'<file href="{n}%zz?å.html"/>' for n in range(49_000))),
        "S11",
    ),
    "many faults for the schema": (
        lambda: in_resource("".join(f'<file href="%z{n}" x="y"/>' for n in range(19_900))),
        "S11",
    ),
    "many resources in a circle": (
        lambda: manifest(
            "".join(
                f'<resource identifier="r{n}"><dependency identifierref="r{(n + 1) % 16_000}"/></resource>'
                for n in range(16_000)
            )
        ),
        "S14",
    ),
    "much metadata": (
        lambda: in_metadata(
            "".join(f"<adlcp:location>{n}.xml</adlcp:location>" for n in range(1000)),
            more={f"{n}.xml": b"<a>" + b"<b/>" * 49_000 + b"</a>" for n in range(30)},
        ),
        "S31",
    ),
    "a schema that takes for ever": (
        lambda: in_metadata(
            "",
            more={
                "imscp_rootv1p1p2.xsd": b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>'
                b'<xs:sequence maxOccurs="99999"><xs:element name="b" maxOccurs="99999"/></xs:sequence></xs:complexType></xs:element></xs:schema>'
            },
        ),
        "X07",
    ),
    "UTF-16": (
        lambda: with_manifest(base("scorm12")[MANIFEST].decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "X01",
    ),
    "zeros in the manifest": (lambda: with_manifest(bytes(1000)), "X01"),
    "escapes for a terminal": (lambda: pack({**base("scorm12"), "\x1b]0;owned\x07.txt": b""}), "Z06"),
    "a marker made to confuse": (lambda: pack({**base("scorm12"), "larpaket.json": b"[" * 4000}), "S12"),
}


def write(name: str, folder: Path, url: str = "") -> Path:
    path = folder / "hostile.zip"
    path.write_bytes(HOSTILE[name][0]().replace(b"{url}", url.encode()))
    return path
