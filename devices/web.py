"""One question over HTTP to a device, all of it by one deadline and with no longer an answer than a device can have."""

import ssl
import time
from collections.abc import Iterable, Mapping
from functools import cache

from desk.errors import DeviceTrouble


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
    import httpx

    until = time.monotonic() + within
    try:
        with (
            httpx.Client(timeout=within, trust_env=False, verify=_trusted()) as client,
            client.stream(verb, url, content=content, headers=headers) as answer,
        ):
            return answer.status_code, _whole(answer.iter_bytes(), until, longest)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):  # the last: two dots in a row in a host's name
        trouble = DeviceTrouble(missing, device=device, problem="address")
    except httpx.ConnectError:
        trouble = DeviceTrouble(missing, device=device, problem="absent")
    except (httpx.TimeoutException, TimeoutError):
        trouble = DeviceTrouble("transport", device=device, problem="silence")
    except httpx.HTTPError:
        trouble = DeviceTrouble("transport", device=device, problem="unplugged")
    except OverflowError:
        trouble = DeviceTrouble("transport", device=device, problem="garbled")
    raise trouble


def _whole(pieces: Iterable[bytes], until: float, longest: int) -> bytes:
    """Raises TimeoutError, OverflowError."""
    data = b""
    for piece in pieces:
        data += piece
        if len(data) > longest:
            raise OverflowError
        if time.monotonic() > until:
            raise TimeoutError
    return data


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities whose word is taken, read once: reading them takes longer than most answers do."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)
