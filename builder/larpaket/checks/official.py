"""Which schema files each version of SCORM has, and how to recognise them; the files belong to their owners.

A digest is the first 128 bits of SHA-256 over the file without comments, XML declaration, byte order mark and
white space: the copies in use differ only in line ends and comments.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

_SETS = {"12": "1.2", "2": "CAM 1.3", "3": "2004 3rd Edition", "4": "2004 4th Edition"}
_LEFT_OUT = re.compile(rb"<!--.*?-->|<\?xml.*?\?>|\s+", re.S)
_TABLE = """
XMLSchema.dtd 2,3,4 9ea57a0adb6078c2ecea76c5116b4be0
adlcp_rootv1p2.xsd 12 f13b1322dd515836f0fdc35789f6f011
adlcp_v1p3.xsd 2 078d16bdfe12e2617e5822815fb85390
adlcp_v1p3.xsd 3 8ae5967b4c012d91d6074f5eac420858
adlcp_v1p3.xsd 4 ac2f7399e6226c9278ebe434ecda9731
adlnav_v1p3.xsd 2 62be31ef198c1d75e584e3def1c6c141
adlnav_v1p3.xsd 3,4 14fdd52cfd8a0ba8ed38047074135d3a
adlseq_v1p3.xsd 2,3 e66bcaa8ebb0800da52505106d467393
adlseq_v1p3.xsd 4 98a9c49b8a049634b7e79a2340461224
common/anyElement.xsd 2,3,4 0394c825cf5f65651e8d03d0001ff6c1
common/dataTypes.xsd 2,3 0099cbd4bff368e95267732d67966c28
common/dataTypes.xsd 4 db4879b085cbc3508252eb3c35147e28
common/elementNames.xsd 2,3,4 6dba39c703aedac4b92c8d25e258b05a
common/elementTypes.xsd 2,3,4 c097fe896d04c11b5cb2bb79bed52a33
common/rootElement.xsd 2,3,4 8129eb8173788be35df7c9c5a5b57c5f
common/vocabTypes.xsd 2,3,4 bbdefd93c83c1efe237d38bbe171c025
common/vocabValues.xsd 2,3,4 1d510c8a40ff3667b83b54f15ebb4eb2
datatypes.dtd 2,3,4 55c937088d075dcb638576460804752e
extend/custom.xsd 2,3 007d54a83dec116f1ab7b13042af1e54
extend/custom.xsd 4 2225db5fcd6ea21c1888aa40b6e74e48
extend/strict.xsd 2,3 96ab89c93f26b0e9fd6424f96190b720
extend/strict.xsd 4 f5cff98d4ccc6f2c8483057166d26543
ims_xml.xsd 12 b134491964df140ef8bce9450cc7bb9d
imscp_rootv1p1p2.xsd 12 6ad947c49e49f5085d8d30d4172edcba
imscp_v1p1.xsd 2 c53f2b56d7cf3fb30fc4ed085e0b2493
imscp_v1p1.xsd 3 8bff7d214a71c685e0cfb7380cdc54cd
imscp_v1p1.xsd 4 f16305afd29077301fa8eaa63d534141
imsmd_rootv1p2p1.xsd 12 e846798acadf29105f0308f28d574721
imsss_v1p0.xsd 2,3,4 9cb53ac891d7d19590b1737cb09bd2ce
imsss_v1p0auxresource.xsd 2,3,4 f87477d4241812c68e98a68660bc2b13
imsss_v1p0control.xsd 2,3,4 1226eb924583b6bc7cc2dcdeeb5e72bd
imsss_v1p0delivery.xsd 2,3,4 390cfb2b324c7c87bd672418e82b68c7
imsss_v1p0limit.xsd 2,3,4 d6d81c1d64691b65bc56f14ad0ee219b
imsss_v1p0objective.xsd 2,3,4 94fb6dc7b724fdf0668fa6282717e48c
imsss_v1p0random.xsd 2,3,4 915cbd5e03299c50b19ee66352748e7f
imsss_v1p0rollup.xsd 2,3,4 c648b1bba2bb51bcfb1ae2283861ea3a
imsss_v1p0seqrule.xsd 2,3,4 f4d7052162ad4f16c7862e2b44d4b344
imsss_v1p0util.xsd 2,3,4 d197a98b236d954ac198a81f541327c0
lom.xsd 2,3 6e3f974d771462df9e80ea01049dc905
lom.xsd 4 3165d58002f3d0b143bfa73cf73a05c6
lomCustom.xsd 2,3 4444823b9b9048fd552dfd6a9b6d82fb
lomCustom.xsd 4 00d50ce54e75cf521fc5c23a4d138b26
lomLoose.xsd 2,3 b6d1621b50ce967f1548e5548af8b786
lomLoose.xsd 4 f997ca27d755be2ca54e5bd78579e504
lomStrict.xsd 2,3 6bfecb75561dddf33309bba9848e99bd
lomStrict.xsd 4 277a8eb8ebf8f2b908950dec0f90dec9
unique/loose.xsd 2,3 7dfd1f446162144aa2b64274d5eb25ea
unique/loose.xsd 4 1021f7c07cd70efef39ade929929f080
unique/strict.xsd 2,3 cc30c6d0e22cbbc0e57a171e5b918ae2
unique/strict.xsd 4 a4aa911e1fe5ed9b3ce8458fc97925da
vocab/adlmd_vocabv1p0.xsd 4 c2417e93501e60e9e26a3f3771e80b9e
vocab/custom.xsd 2,3 2e981ba67f3fb07da0d46c28d03afbe6
vocab/custom.xsd 4 eb80bfee1dc74174b1e84ffb51d7b1c0
vocab/loose.xsd 2,3 14f97accfb20ff5a35e67e9942c1d285
vocab/loose.xsd 4 1e793a59a8d55bae22971715f8fb517e
vocab/strict.xsd 2,3 d2f5db4b5cfc00f8a96f7d363ce2b4de
vocab/strict.xsd 4 02f43b4f38ad1fd2d9ed8e9b032a8a75
xml.xsd 2,3,4 299665faf65749d84f8e1429a9241cbf
"""
_LOM = re.compile(r"lom.*\.xsd|(common|extend|unique|vocab)/.*")


def digest(data: bytes) -> str:
    """Equal for copies of a schema file that mean the same."""
    return sha256(_LEFT_OUT.sub(b"", data.removeprefix(b"\xef\xbb\xbf"))).hexdigest()[:32]


@cache
def official(schemaversion: str) -> dict[str, str]:
    """The digests of the schema files of a version of SCORM, by name; empty for other formats."""
    rows = (line.split() for line in _TABLE.strip().split("\n"))
    return {
        name: found
        for name, sets, found in rows
        if schemaversion in (_SETS[short] for short in sets.split(","))
    }


def required(schemaversion: str, *, lom: bool) -> set[str]:
    """The names in a complete set; LOM adds some in SCORM 2004."""
    return {name for name in official(schemaversion) if lom or not _LOM.fullmatch(name)}
