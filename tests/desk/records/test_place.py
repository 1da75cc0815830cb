"""A network share is refused at set-up."""

from pathlib import Path

import pytest

from desk.errors import StoreTrouble
from desk.records.place import refuse_share

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
