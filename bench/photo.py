"""From the shutter to a checked card photo, and one look at the live picture.

The floor of a photo is what cannot be left out: the crop and one JPEG, with the networks' bare runs (detector once,
landmarks twice, outline once).
"""

import cv2
import numpy as np

from bench.budget import Figure, median_ms, turns_ms
from devices.photo.crop import cut, window
from devices.photo.face import FaceFinder
from devices.photo.measure import see
from devices.photo.studio import PhotoStudio
from devices.simulators.portrait import Sitter, picture

ROUNDS = 60


def measure() -> list[Figure]:
    frame = picture(Sitter(1, "female", 34))
    studio, finder = PhotoStudio(), FaceFinder()
    place = window(see(finder, frame, finder.faces(frame)[0]).geometry, 1280, 720, studio.standard)
    networks = [
        (finder._detector, np.zeros((1, 3, 128, 128), np.float32), ("classificators", "regressors")),
        (finder._mesh, np.zeros((1, 3, 192, 192), np.float32), ("conv2d_21",)),
        (finder._mesh, np.zeros((1, 3, 192, 192), np.float32), ("conv2d_21",)),
        (finder._outline, np.zeros((1, 3, 256, 256), np.float32), ("activation_10",)),
    ]

    def bare() -> None:
        for network, blob, outputs in networks:
            network.setInput(blob)
            network.forward(outputs)

    def least() -> None:
        cv2.imencode(".jpg", cut(frame, place, studio.standard), [cv2.IMWRITE_JPEG_QUALITY, 80])

    networks_run, cropped, taken, looked = turns_ms(
        ROUNDS, bare, least, lambda: studio.take(frame), lambda: studio.look(frame)
    )
    floor = networks_run + cropped
    return [
        Figure("photo: shutter to checked JPEG", taken, floor, 3.0),
        Figure("the same in milliseconds", taken, budget=30.0),
        Figure("photo: one look at the live picture", looked, floor, 1.5),
        Figure("photo: loading the three networks", median_ms(FaceFinder, 5)),
    ]
