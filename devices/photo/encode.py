"""Writes the card photo: JPEG with its resolution, as good as the size limit allows."""

import struct

import cv2

from desk.rules.photo_standard import PhotoStandard
from devices.photo.face import Frame

BEST, USUAL, WORST = 97, 90, 30
CLOSE = 0.97
"""Good enough: this share of the limit is used."""
FULL_COLOUR = 0x111111
"""No thinning of colour (4:4:4): red lips on white ground stay sharp."""


def encode(photo: Frame, standard: PhotoStandard) -> bytes:
    """The highest quality whose file fits; the file may still be too small when the picture has nothing to say.

    Size grows smoothly with quality, so each try aims at the limit, between what fits and what does not.
    """
    limit = standard.max_bytes
    quality, data = BEST, _jpeg(photo, BEST)
    if len(data) > limit:
        too_much, (quality, data) = (BEST, len(data)), (USUAL, _jpeg(photo, USUAL))
        if len(data) > limit:
            too_much, (quality, data) = (USUAL, len(data)), (WORST, _jpeg(photo, WORST))
        while too_much[0] - quality > 1 and len(data) < CLOSE * limit:
            share = (limit - len(data)) / (too_much[1] - len(data))
            between = quality + int(share * (too_much[0] - quality))
            tried = min(max(between, quality + 1), too_much[0] - 1)
            result = _jpeg(photo, tried)
            if len(result) <= limit:
                quality, data = tried, result
            else:
                too_much = (tried, len(result))
    return with_resolution(data, standard.dpi)


def with_resolution(jpeg: bytes, dpi: int) -> bytes:
    """Sets the density of the JFIF header (ISO/IEC 10918-5: unit 1 = dots per inch), which OpenCV leaves at 1:1."""
    if jpeg[2:4] != b"\xff\xe0" or jpeg[6:11] != b"JFIF\0":
        raise ValueError("not a JFIF file")
    return jpeg[:13] + struct.pack(">BHH", 1, dpi, dpi) + jpeg[18:]


def _jpeg(photo: Frame, quality: int) -> bytes:
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, FULL_COLOUR]
    done, data = cv2.imencode(".jpg", photo, settings)
    if not done:
        raise ValueError("the picture cannot be encoded")
    return data.tobytes()
