"""The wire of the protocol whose documents are CBOR."""

from __future__ import annotations

from functools import partial

from .cbor import dumps, loads
from .wire import Wire, members_failure, smithy_protocol

RPC_V2_CBOR = Wire(
    "application/cbor",
    dumps,
    loads,
    partial(members_failure, members=("__type",)),
    check=partial(smithy_protocol, name="rpc-v2-cbor"),
)
RPC_V2_CBOR_QUERY = Wire(
    "application/cbor",
    dumps,
    loads,
    partial(members_failure, members=("__type",), compatible=True),
    check=partial(smithy_protocol, name="rpc-v2-cbor"),
)
