import hashlib
import re
from importlib.resources import files


def test_the_models_are_the_ones_the_notice_names():
    notice = files("resources").joinpath("models", "NOTICE").read_text(encoding="utf-8")
    told = re.findall(r"^(\S+\.tflite).*\n\s+sha256 (\w{64})$", notice, re.MULTILINE)
    assert len(told) == 3
    for name, digest in told:
        assert hashlib.sha256(files("resources").joinpath("models", name).read_bytes()).hexdigest() == digest
