"""Writes the card photo: JPEG with its resolution, as good as the size limit allows."""

import struct

import cv2

from desk.rules.photo_standard import PhotoStandard
from devices.photo.face import Frame

BEST, WORST = 97, 30
CLOSE = 0.97
"""Good enough: this share of the limit is used."""
FULL_COLOUR = 0x111111
"""No thinning of colour (4:4:4): red lips on white ground stay sharp."""


def encode(photo: Frame, standard: PhotoStandard) -> bytes:
    """The highest quality whose file fits; the file may still be too small when the picture has nothing to say.

    Size grows smoothly with quality, so each try aims at the limit, between what fits and what does not.
    """
    fits, too_much = (WORST, _jpeg(photo, WORST)), (BEST, _jpeg(photo, BEST))
    if len(too_much[1]) <= standard.max_bytes:
        fits = too_much
    while too_much[0] - fits[0] > 1 and len(fits[1]) < standard.max_bytes * CLOSE:
        share = (standard.max_bytes - len(fits[1])) / max(1, len(too_much[1]) - len(fits[1]))
        quality = min(max(fits[0] + int(share * (too_much[0] - fits[0])), fits[0] + 1), too_much[0] - 1)
        tried = (quality, _jpeg(photo, quality))
        if len(tried[1]) <= standard.max_bytes:
            fits = tried
        else:
            too_much = tried
    return with_resolution(fits[1], standard.dpi)


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
