"""A network share is refused at set-up; what a disk refuses is told as what it is."""

import errno
from pathlib import Path

import pytest

from desk.errors import StoreTrouble
from desk.records.place import asked, refuse_share, refused

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/hall /mnt/hall nfs4 rw 0 0
//server/share /mnt/with\\040space cifs rw 0 0
/dev/sdb1 /mnt/hall/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "share"),
    [
        ("/mnt/hall/data", "nfs4"),
        ("/mnt/with space/x", "cifs"),
        ("/mnt/hall/local/data", None),
        ("/mnt/hallway", None),
        ("/var/lib/guitai", None),
    ],
)
def test_only_a_share_is_refused(tmp_path: Path, folder: str, share: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    if share is None:
        refuse_share(Path(folder), mounts)
        return

    with pytest.raises(StoreTrouble) as told:
        refuse_share(Path(folder), mounts)
    assert told.value.facts["share"] == share


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "store_full"),
        (errno.EDQUOT, "store_full"),
        (errno.EROFS, "store_read_only"),
        (errno.EACCES, "store_read_only"),
        (errno.EIO, "store_damaged"),
    ],
)
def test_a_disk_is_called_damaged_only_when_it_fails(number: int, kind: str) -> None:
    assert refused(OSError(number, "so it is")).kind == kind


def test_a_sound_disk_has_nothing_to_say_and_keeps_nothing_of_the_question(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.write_bytes(b"pages")
    assert asked(file) is None
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"pages"]
