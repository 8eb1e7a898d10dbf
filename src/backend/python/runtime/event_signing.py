"""Streams of events that are signed, one by one, as `@sigv4` wants it of requests.

Each event travels inside of another message, which holds the date and the signature; an empty one
that is signed too comes last.
"""

from __future__ import annotations

from calendar import timegm
from struct import Struct
from time import strptime
from typing import TYPE_CHECKING, Any

from .aws_auth import SHA256_HEADER, SigV4, SigV4Signer
from .bodies import OwnBody
from .event_writer import EventBody, framed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from .auth import Signable
    from .aws_credentials import AwsCredentials
    from .sigv4 import Seal

_EVENTS = "STREAMING-AWS4-HMAC-SHA256-EVENTS"
_DATE = b"\x05:date\x08"
_SIGNATURE = b"\x10:chunk-signature\x06\x00\x20"
_MILLISECONDS = Struct(">q")


class SignedEvents(OwnBody):
    """A body of events, each in a signed message.

    Args:
        source: The events.
        wrap: Makes what puts an event into its message.
    """

    def __init__(self, source: Any, wrap: Callable[[], Callable[[bytes], bytes]]) -> None:
        self._source = source
        self._wrap = wrap

    def __iter__(self) -> Iterator[bytes]:
        wrap = self._wrap()
        for event in self._source:
            yield wrap(event)
        yield wrap(b"")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        wrap = self._wrap()
        if hasattr(self._source, "__aiter__"):
            async for event in self._source:
                yield wrap(event)
        else:
            for event in self._source:
                yield wrap(event)
        yield wrap(b"")


class EventSigner(SigV4Signer):
    """Signs requests whose body is a stream of events, and the events."""

    def payload(self, request: Signable) -> str | None:
        """Return what stands for the body, and say it in a header.

        Args:
            request: The request.
        """
        if isinstance(request.content, EventBody):
            request.headers[SHA256_HEADER] = _EVENTS
            return _EVENTS
        return super().payload(request)

    def sealed(
        self, request: Signable, credentials: AwsCredentials, seal: Callable[[], Seal]
    ) -> None:
        """Wrap the events.

        Args:
            request: The request, signed.
            credentials: What it was signed with.
            seal: Makes what signs them.
        """
        if isinstance(request.content, EventBody):

            def wrapping() -> Callable[[bytes], bytes]:
                chain = seal()

                def wrap(event: bytes) -> bytes:
                    moment, date = self.now()
                    seconds = timegm(strptime(moment, "%Y%m%dT%H%M%SZ"))
                    headers = _DATE + _MILLISECONDS.pack(1000 * seconds)
                    key = self.key(credentials, date)
                    made = chain.event(moment, key, self.scope(date), headers, event)
                    return framed(headers + _SIGNATURE + bytes.fromhex(made), event)

                return wrap

            request.content = SignedEvents(request.content, wrapping)


class EventSigV4(SigV4):
    """Signature Version 4 for requests that are streams of events."""

    signs = EventSigner
