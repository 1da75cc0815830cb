"""A submission is one transaction and one sync of the disk: counted from outside."""

import re

from desk_sweep import Zygote


def test_a_submission_syncs_the_disk_once(zygote: Zygote) -> None:
    folder, ended = zygote.run("visit", "-s", "64", "-e", "trace=write,fsync,fdatasync")
    assert ended.exit == 0
    calls = re.findall(r'(write|fsync|fdatasync)\(\d+,? ?(?:"(draft|case) )?', (folder / "trace").read_text())

    counts, counting = [], False
    for call, ack in calls:
        if ack == "draft":
            counting, syncs = True, 0
        elif ack == "case" and counting:
            counts.append(syncs)
            counting = False
        elif call in ("fsync", "fdatasync") and counting:
            syncs += 1

    assert len(counts) >= 5
    assert set(counts) == {1}
