"""Fault 15: files that people bring on sticks and telephones."""

import contextlib
import resource
import struct
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from desk.errors import NotAcceptable
from devices.photo.brought import header, read
from devices.photo.encode import with_resolution


def picture(width=358, height=441, kind=".jpg"):
    return cv2.imencode(kind, np.full((height, width, 3), 200, np.uint8))[1].tobytes()


def problem(data):
    with pytest.raises(NotAcceptable) as told:
        header(data)
    assert told.value.kind == "photo_not_acceptable"
    (code,) = told.value.facts["problems"]
    return code


def exif(orientation):
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x0112, 3, 1, orientation) + b"\0\0\0\0"
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def test_a_file_tells_its_format_size_and_resolution():
    told = header(with_resolution(picture(), 350))
    assert (told.format, told.width, told.height, told.dpi) == ("jpeg", 358, 441, 350)
    told = header(picture(kind=".png"))
    assert (told.format, told.width, told.height) == ("png", 358, 441)


def test_a_file_without_a_resolution_says_so():
    assert header(picture()).dpi is None


def test_dots_per_centimetre_are_understood():
    data = bytearray(with_resolution(picture(), 138))
    data[13] = 2
    assert header(bytes(data)).dpi == 351


def with_exif(resolution, unit=2, other=None):
    told = Image.Exif()
    told[0x011A], told[0x011B], told[0x0128] = float(resolution), float(other or resolution), unit
    body = told.tobytes()
    return picture()[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + picture()[2:]


def test_a_resolution_that_only_the_camera_wrote_is_found():
    assert header(with_exif(350)).dpi == 350
    assert header(with_exif(138, unit=3)).dpi == 351
    for said_nothing in (with_exif(350, other=300), with_exif(350, unit=1), with_exif(0)):
        assert header(said_nothing).dpi is None
    damaged = bytearray(with_exif(350))
    damaged[20:40] = b"\xff" * 20
    assert header(bytes(damaged)).dpi is None


def test_a_huge_picture_is_refused_by_its_header_alone():
    data = bytearray(picture())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 50000, 50000)
    assert problem(bytes(data)) == "too_many_pixels"
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", 50000, 50000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + ihdr + struct.pack(">I", zlib.crc32(ihdr))
    end = b"\0\0\0\0IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    assert problem(png + end) == "too_many_pixels"


def test_a_telephones_twelve_megapixels_are_taken_in_within_64_megabytes(studio, frame):
    tall = cv2.resize(frame()[:, 370:910], (3000, 4000))
    data = cv2.imencode(".jpg", tall)[1].tobytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert studio.from_file(data).ok
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_a_picture_that_must_be_held_whole_has_a_lower_limit():
    data = bytearray(picture())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 4000, 3000)
    assert header(bytes(data)).large
    data[at + 1] = 0xC2  # progressive
    assert problem(bytes(data)) == "too_many_pixels"


def test_one_pixel_is_no_photo():
    assert problem(picture(1, 1)) == "too_few_pixels"


def test_a_file_for_printing_presses_is_refused():
    data = bytearray(picture())
    data[data.index(b"\xff\xc0") + 9] = 4
    assert problem(bytes(data)) == "cmyk"


@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_a_file_that_ends_early_is_refused(kind):
    data = picture(kind=kind)
    for share in (0.3, 0.6, 0.95):
        assert problem(data[: int(len(data) * share)]) == "truncated"


@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_a_file_with_something_behind_its_end_is_refused(kind):
    assert problem(picture(kind=kind) + b"PK\x03\x04 and an archive") == "trailing_data"
    assert header(picture(kind=kind) + b"\0\0").width == 358


def test_what_telephones_put_behind_a_picture_is_no_stranger_there():
    more = b"MPF\0" + b"II*\0"
    several = picture()[:2] + b"\xff\xe2" + struct.pack(">H", len(more) + 2) + more + picture()[2:]
    assert header(several + picture(180, 220)).width == 358
    assert header(picture() + b"\0\0\x01\x0a notes SEFH \x18\0\0\0SEFT").width == 358


def test_a_file_that_is_too_large_is_told_by_its_own_size_and_never_read(tmp_path):
    file = tmp_path / "film.jpg"
    with file.open("wb") as stream:
        stream.truncate(300 << 20)
    with pytest.raises(NotAcceptable) as told:
        read(file)
    assert (told.value.facts["bytes"], told.value.facts["limit"]) == (300 << 20, 24 << 20)
    file.write_bytes(picture())
    assert read(file) == picture()


def test_other_files_are_no_pictures():
    for data in (b"", b"%PDF-1.7", b"GIF89a", b"PK\x03\x04", b"\xff\xd8\xff\xd9"):
        assert problem(data) == "not_a_picture"


def test_a_telephones_picture_is_turned_upright_and_loses_its_exif(studio, frame):
    lying = cv2.rotate(frame(), cv2.ROTATE_90_COUNTERCLOCKWISE)
    data = cv2.imencode(".jpg", lying)[1].tobytes()
    brought = studio.from_file(data[:2] + exif(6) + data[2:])
    assert brought.ok
    assert b"Exif" not in brought.jpeg


def test_what_a_file_hides_in_a_comment_is_gone_afterwards(studio, frame):
    data = cv2.imencode(".jpg", frame())[1].tobytes()
    hidden = b"<script>alert(1)</script>"
    comment = b"\xff\xfe" + struct.pack(">H", len(hidden) + 2) + hidden
    assert hidden not in studio.from_file(data[:2] + comment + data[2:]).jpeg


@given(st.binary(max_size=2000))
def test_any_bytes_end_in_a_header_or_a_typed_refusal(noise):
    for start in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"):
        with contextlib.suppress(NotAcceptable):
            assert min(header(start + noise).width, header(start + noise).height) >= 100


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_pixels_end_in_a_judgement_or_a_typed_refusal(studio, shot, damage):
    data = bytearray(shot.jpeg)
    for at, value in damage:
        data[at % len(data)] = value
    with contextlib.suppress(NotAcceptable):
        assert studio.examine(bytes(data)).checks


@given(st.integers(0, 5000), st.integers(0, 255), st.sampled_from([".jpg", ".png"]))
def test_any_damaged_byte_ends_in_a_header_or_a_typed_refusal(at, value, kind):
    data = bytearray(SAMPLES[kind])
    data[at % len(data)] = value
    with contextlib.suppress(NotAcceptable):
        assert header(bytes(data)).format == kind[1:].replace("jpg", "jpeg")


SAMPLES = {kind: picture(120, 160, kind) for kind in (".jpg", ".png")}
