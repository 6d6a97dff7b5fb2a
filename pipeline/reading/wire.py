"""A reading as bytes and back, for the pipe between two processes.

MessagePack and not pickle: what comes back was made by a process that a report may have taken over, and loading it must run
nothing. msgspec checks that it has the shape of a reading.
"""

import msgspec

from pipeline.reading.model import Reading

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Reading)


def to_bytes(reading: Reading) -> bytes:
    """A reading as bytes."""
    return _ENCODER.encode(reading)


def from_bytes(data: bytes) -> Reading:
    """The reading that `to_bytes` made bytes of.

    Raises:
        ValueError: the bytes are something else.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise ValueError(f"no reading: {problem!r}") from problem
