"""JSON by `orjson` where it is installed, for documents of which it makes the same as `json`.

Such documents hold no member that takes any JSON value and no number of any size. Where `orjson`
refuses one, or what it reads does not match the model, `json` does the work again and decides:
`orjson` turns integers past 64 bits into floats and knows no NaN, no lone surrogates, no byte order
mark, and another depth. It is imported when the first document is read or written.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from .deferred import expand_once
from .jsontext import dumps

_UNKNOWN: Any = object()
_found: Any = _UNKNOWN
"""The module; `None` where it is not installed."""
_options = 0


def _orjson() -> Any:
    global _found, _options
    if _found is _UNKNOWN:
        try:
            library: Any = import_module("orjson")
            # What it would write in its own way has no form in a document.
            _options = (
                library.OPT_PASSTHROUGH_DATACLASS
                | library.OPT_PASSTHROUGH_DATETIME
                | library.OPT_PASSTHROUGH_SUBCLASS
            )
            _found = library
        except (ImportError, AttributeError):
            _found = None
    return _found


def plain_loads(data: bytes) -> Any:
    """Read a JSON document.

    Args:
        data: UTF-8 text.

    Returns:
        The value, which is that of `json` unless it does not match the model.

    Raises:
        ValueError: If the library that is used cannot read `data`; `json` may.
        RecursionError: If it nests too deeply.
    """
    library = _found if _found is not _UNKNOWN else _orjson()
    return json.loads(data) if library is None else library.loads(data)


def plain_dumps(value: Any) -> bytes:
    """Write a JSON document in UTF-8 without white space.

    Args:
        value: Dicts, lists, strings, numbers, booleans and `None`.

    Returns:
        The text.

    Raises:
        TypeError: If a value has no JSON form.
        ValueError: If a string holds a lone surrogate.
        RecursionError: If it nests too deeply.
        Mismatch: If an item of a long list does not match the model.
    """
    library = _found if _found is not _UNKNOWN else _orjson()
    if library is not None:
        try:
            written: bytes = library.dumps(value, expand_once, _options)
            return written
        except TypeError:
            pass
    return dumps(value)
