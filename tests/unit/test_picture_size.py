"""The size of a picture, from the header of its file."""

import struct

import pytest

from generator.core.picture_size import picture_size


def segment(kind, content):
    return b"\xff" + bytes([kind]) + struct.pack(">H", len(content) + 2) + content


def exif(order, orientation):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHHIHH", 2, 0x0100, 3, 1, 7, 0)
    entries += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0" + mark + struct.pack(f"{order}I", 8) + entries)


FRAME = segment(0xC2, struct.pack(">BHHB", 8, 400, 640, 3))
RIFF = b"RIFF\0\0\0\0WEBP"
PICTURES = {
    "PNG": b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 400),
    "GIF": b"GIF89a" + struct.pack("<HH", 640, 400),
    "JPEG": b"\xff\xd8" + segment(0xE0, b"JFIF") + b"\xff" + FRAME,
    "JPEG after tables": b"\xff\xd8" + segment(0xC4, b"x" * 30) + FRAME,
    "upright JPEG": b"\xff\xd8" + exif("<", 1) + FRAME,
    "damaged Exif": b"\xff\xd8"
    + segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff")
    + FRAME,
    "WebP": RIFF + b"VP8 " + b"\0" * 10 + struct.pack("<HH", 640, 400),
    "lossless WebP": RIFF + b"VP8L\0\0\0\0/" + struct.pack("<I", 639 | 399 << 14),
    "extended WebP": RIFF + b"VP8X" + b"\0" * 8 + struct.pack("<HBHB", 639, 0, 399, 0),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_size_is_read(data):
    assert picture_size(data) == (640, 400)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("orientation", [6, 8])
def test_turned_photograph_is_measured_as_it_is_shown(order, orientation):
    data = b"\xff\xd8" + exif(order, orientation) + FRAME

    assert picture_size(data) == (400, 640)


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_cut_picture_has_no_size_and_no_failure(data):
    for end in range(len(data)):
        assert picture_size(data[:end]) in (None, (640, 400))


@pytest.mark.parametrize("data", [b"", b"PNG", b"<svg/>", b"%PDF", b"GIF89a\0\0\0\0"])
def test_other_files_have_none(data):
    assert picture_size(data) is None
