"""A record as MessagePack, piece by piece."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

# So many records of a list are encoded at once.
_AT_ONCE = 1_000
# MessagePack: what kind of thing comes, and how many items it has; and how many have a shorter form.
_MAP = struct.Struct(">BI")
_SHORT = 16


def encoded(record: object, encoder: msgspec.msgpack.Encoder) -> Iterator[bytes]:
    """Yield a record as MessagePack, piece by piece: what is kept of a large folder is not encoded whole.

    A record within it is cut up, too, and so is a long list or dictionary of either; all else is short.
    """
    if not isinstance(record, msgspec.Struct) or record.__struct_config__.array_like:
        yield encoder.encode(record)
        return
    names = record.__struct_encode_fields__
    yield _MAP.pack(0xDF, len(names))
    for name, field in zip(names, record.__struct_fields__, strict=True):
        value = getattr(record, field)
        yield encoder.encode(name)
        if isinstance(value, list | tuple | dict) and len(value) > _AT_ONCE:
            yield from _of_many(value, encoder)
        else:
            yield from encoded(value, encoder)


def _of_many(values: Sequence[object] | Mapping[object, object], encoder: msgspec.msgpack.Encoder) -> Iterator[bytes]:
    """Yield a long list or dictionary."""
    yield _MAP.pack(0xDF if isinstance(values, Mapping) else 0xDD, len(values))
    names = iter(values)
    while some := list(islice(names, _AT_ONCE)):
        made = encoder.encode({name: values[name] for name in some} if isinstance(values, Mapping) else some)
        # Without what tells how many they are, which takes a byte below sixteen.
        yield made[1 if len(some) < _SHORT else 3 :]
