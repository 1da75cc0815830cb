"""One question over HTTP to a device, all of it by one deadline and with no longer an answer than a device can have."""

import ssl
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from desk.errors import DeviceTrouble

Headers = Sequence[tuple[bytes | str, bytes | str]]


def ask(
    verb: str,
    url: str,
    *,
    device: str,
    missing: str,
    within: float,
    longest: int,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Status and body of the answer; `within` seconds, at most `longest` bytes.

    Raises DeviceTrouble: `missing` with problem address or absent, transport with problem silence, unplugged or
    garbled.
    """
    import httpcore
    import httpx

    from devices.deadline import Deadline, Network

    network = Network(Deadline(within))
    try:
        where = httpx.URL(url)
        if not where.host:
            raise httpx.InvalidURL(url)
        target = httpcore.URL(scheme=where.raw_scheme, host=where.raw_host, port=where.port, target=where.raw_path)
        # what comes packed may be any size unpacked
        said: Headers = [("Accept-Encoding", "identity"), *(headers or {}).items()]
        with (
            httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=network) as line,
            line.stream(verb, target, headers=said, content=content) as answer,
        ):
            return answer.status, _whole(answer.iter_stream(), longest)
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError):  # the last: two dots in a row in a name
        raise DeviceTrouble(missing, device=device, problem="address") from None
    except httpcore.ConnectError:
        raise DeviceTrouble(missing, device=device, problem="absent") from None
    except httpcore.TimeoutException:
        raise DeviceTrouble("transport", device=device, problem="silence") from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise DeviceTrouble("transport", device=device, problem="unplugged") from None
    except OverflowError:
        raise DeviceTrouble("transport", device=device, problem="garbled") from None


def _whole(pieces: Iterable[bytes], longest: int) -> bytes:
    """Raises OverflowError."""
    data = b""
    for piece in pieces:
        data += piece
        if len(data) > longest:
            raise OverflowError
    return data


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities whose word is taken, read once: reading them takes longer than most answers do."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)
