"""What damaged files raise. Bytes may be anything, and the standard library says so in many ways."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers import expat

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, ElementTree.ParseError),
    *(OSError, EOFError, LookupError, ValueError, RuntimeError),
)
"""What reading a damaged package (a zip file with XML or records in it) raises: LookupError for a part that is not
there, RuntimeError for a compression that nobody knows or a part with a password.
"""
