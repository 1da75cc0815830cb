"""The decoder program of `wlt.library_program`: standard input → one call of a maker's library → standard output.

Run by path and alone; it imports nothing of the desk and holds at most 256 MiB and ten seconds of work.
"""

import ctypes
import sys

ROOM = 64 * 1024
"""More than any picture the function may write; it does not say how much it writes."""
PICTURES = (38_862, 38_556)


def main() -> int:
    """The library, the function and its flag stand on the command line."""
    library, function, flag = sys.argv[1:]
    _limit()
    photo = sys.stdin.buffer.read(ROOM)
    source = ctypes.create_string_buffer(photo, ROOM)
    target = ctypes.create_string_buffer(ROOM)
    getattr(ctypes.CDLL(library), function)(source, target, int(flag))
    written = len(target.raw.rstrip(b"\0"))
    size = PICTURES[0] if target.raw[:2] == b"BM" else PICTURES[1]
    if not 0 < written <= size:
        return 1
    sys.stdout.buffer.write(target.raw[:size])
    return 0


def _limit() -> None:
    if sys.platform != "win32":  # there the deadline alone has to do
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
