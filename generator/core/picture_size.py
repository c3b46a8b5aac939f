"""Width and height of a picture, from the header of its file.

A page that names them does not jump when a picture has loaded. PNG, GIF, JPEG and WebP
are known; of any other file nothing is.
"""

import struct
from typing import NamedTuple


class PictureSize(NamedTuple):
    """In pixels, as the picture is shown."""

    width: int
    height: int


_PNG = b"\x89PNG\r\n\x1a\n"
_GIF = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8"

_MARK = 0xFF
"""Begins each of JPEG's segments, and may fill the space before one."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's segments that have the size (ITU T.81, table B.1)."""
_EXIF = 0xE1
_SCAN = 0xDA
_ORIENTATION = 0x0112
_TURNED = range(5, 9)
"""Values of Exif's orientation that swap width and height."""


def picture_size(data: bytes) -> PictureSize | None:
    """The size of a picture; None for another file, or one that is cut or damaged."""
    try:
        size = _size(data)
    except (struct.error, IndexError):
        return None
    return size if size and size.width and size.height else None


def _size(data: bytes) -> PictureSize | None:
    if data.startswith(_PNG):
        return PictureSize(*struct.unpack_from(">4x4sII", data, 8)[1:])
    if data.startswith(_GIF):
        return PictureSize(*struct.unpack_from("<HH", data, 6))
    if data.startswith(_JPEG):
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_size(data)
    return None


def _jpeg_size(data: bytes) -> PictureSize | None:
    is_turned = False
    position = 2
    while data[position] == _MARK:
        kind = data[position + 1]
        if kind == _MARK:
            position += 1
            continue
        if kind == _SCAN:
            return None
        (length,) = struct.unpack_from(">H", data, position + 2)
        if kind == _EXIF:
            is_turned = _is_turned(data[position + 4 : position + 2 + length])
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return PictureSize(*((height, width) if is_turned else (width, height)))
        position += 2 + length
    return None


def _is_turned(segment: bytes) -> bool:
    """Whether Exif data say that a camera was held upright."""
    if not segment.startswith(b"Exif\0\0"):
        return False
    tiff = segment[6:]
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            entry = start + 2 + 12 * number
            tag, value = struct.unpack_from(f"{order}H6xH", tiff, entry)
            if tag == _ORIENTATION:
                return value in _TURNED
    except struct.error:
        return False  # the picture may be fine all the same
    return False


def _webp_size(data: bytes) -> PictureSize | None:
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return PictureSize(width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return PictureSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        low_w, high_w, low_h, high_h = struct.unpack_from("<HBHB", data, 24)
        return PictureSize((high_w << 16 | low_w) + 1, (high_h << 16 | low_h) + 1)
    return None
