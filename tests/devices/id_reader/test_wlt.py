"""The photo decoder is somebody else's machine code: a process of its own, a deadline, and a check of what comes."""

import ctypes.util
import sys
import time
from pathlib import Path

import pytest

from devices.id_reader.wlt import BITMAP, WltDecoder, WltUnreadable, library_program, open_decoder

PHOTO = bytes.fromhex("57 4C 66 00 7E 00 32 00 00 FF 85") + bytes(range(1, 256)) * 3 + bytes(248)


def decoder(code: str) -> WltDecoder:
    return WltDecoder([sys.executable, "-c", "import sys, time, os; photo = sys.stdin.buffer.read(); " + code])


def test_bare_pixels_become_a_bitmap_that_others_can_open():
    import io

    from PIL import Image

    picture = decoder("sys.stdout.buffer.write(bytes((1, 2, 3)) * (102 * 126))").decode(PHOTO, 5)
    image = Image.open(io.BytesIO(picture))
    assert (image.size, image.getpixel((0, 0)), image.getpixel((101, 125))) == ((102, 126), (3, 2, 1), (3, 2, 1))


def test_a_whole_bitmap_is_passed_on():
    head = "b'BM' + bytes(16) + (102).to_bytes(4, 'little') + (126).to_bytes(4, 'little')"
    picture = decoder(f"sys.stdout.buffer.write(({head}).ljust({BITMAP}, b'x'))").decode(PHOTO, 5)
    assert picture.endswith(b"x")


@pytest.mark.parametrize(
    "code",
    ["pass", "print('no licence')", f"sys.stdout.buffer.write(bytes({BITMAP}))", "sys.exit(3)", "os.abort()",
     "sys.stdout.buffer.write(b'BM' + bytes(38860))"],
)  # fmt: skip
def test_whatever_is_not_the_picture_is_refused(code: str):
    with pytest.raises(WltUnreadable):
        decoder(code).decode(PHOTO, 5)


def test_a_decoder_that_hangs_is_ended_by_the_deadline():
    begun = time.monotonic()
    with pytest.raises(WltUnreadable):
        decoder("time.sleep(60)").decode(PHOTO, 0.5)
    assert time.monotonic() - begun < 5


def test_a_decoder_that_is_not_there_is_told():
    with pytest.raises(WltUnreadable):
        WltDecoder(["/nowhere/wlt"]).decode(PHOTO, 1)


def test_a_library_is_called_with_photo_picture_and_flag():
    """Any library with a function (from, to, number) will do to see that the call is made: bcopy of the C library."""
    library = ctypes.util.find_library("c")
    assert library is not None
    with pytest.raises(WltUnreadable, match="exit code 1"):  # nothing copied, so no picture
        WltDecoder(library_program(Path(library), "bcopy", 0)).decode(PHOTO, 5)
    picture = WltDecoder(library_program(Path(library), "bcopy", len(PHOTO))).decode(PHOTO, 5)
    assert picture[54 : 54 + 300] == PHOTO[:300]


def test_a_library_without_the_function_is_told():
    library = ctypes.util.find_library("c")
    assert library is not None
    with pytest.raises(WltUnreadable):
        WltDecoder(library_program(Path(library), "no_such_function")).decode(PHOTO, 5)


def test_the_settings_name_a_program_or_a_library_or_nothing(tmp_path: Path):
    program = tmp_path / "wlt"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.stdout.buffer.write(b'x' * (102 * 126 * 3))\n")
    program.chmod(0o755)
    library = ctypes.util.find_library("c")
    assert library is not None
    assert open_decoder("") is None
    by_program, by_library = open_decoder(str(program)), open_decoder(library)
    assert by_program is not None
    assert by_library is not None
    assert by_program.decode(PHOTO, 5)[54:57] == b"xxx"
    with pytest.raises(WltUnreadable):  # the C library has no unpack()
        by_library.decode(PHOTO, 5)
