"""The wires of protocols whose documents are JSON."""

from __future__ import annotations

from functools import partial

from .fastjson import plain_dumps, plain_loads
from .jsontext import dumps, loads
from .wire import Wire, members_failure, smithy_protocol


def _wire(
    media_type: str,
    header: str = "x-amzn-errortype",
    members: tuple[str, ...] = ("__type", "code"),
    *,
    compatible: bool = False,
) -> Wire:
    found = partial(members_failure, headers=(header,), members=members, compatible=compatible)
    return Wire(
        media_type,
        dumps,
        loads,
        found,
        event_type="application/json",
        plain_dumps=plain_dumps,
        plain_loads=plain_loads,
    )


REST_JSON = _wire("application/json")
SIMPLE_REST_JSON = _wire("application/json", "x-error-type", ())
AWS_JSON_1_0 = _wire("application/x-amz-json-1.0")
AWS_JSON_1_1 = _wire("application/x-amz-json-1.1")
AWS_JSON_1_0_QUERY = _wire("application/x-amz-json-1.0", compatible=True)
AWS_JSON_1_1_QUERY = _wire("application/x-amz-json-1.1", compatible=True)
RPC_V2_JSON = Wire(
    "application/json",
    dumps,
    loads,
    partial(members_failure, members=("__type",)),
    check=partial(smithy_protocol, name="rpc-v2-json"),
    plain_dumps=plain_dumps,
    plain_loads=plain_loads,
)
