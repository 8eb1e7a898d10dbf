"""Values of the kitchen that several suites cook with."""

from __future__ import annotations

import datetime
import decimal
import math
from typing import Any

from kitchen import models as m

UTC = datetime.UTC
MOMENT = datetime.datetime(2024, 2, 29, 12, 30, 15, 250000, tzinfo=UTC)
SECOND = MOMENT.replace(microsecond=0)


def least(**more: Any) -> m.Everything:
    """Return the shape with what it cannot do without."""
    members: dict[str, Any] = {"name": "n", "since": MOMENT}
    return m.Everything(**(members | more))


def everything(**more: Any) -> m.Everything:
    """Return the shape with all of its members."""
    members: dict[str, Any] = {
        "name": "n",
        "nickname": "nick",
        "since": MOMENT,
        "flag": True,
        "tiny": 1,
        "small": -2,
        "size": 0,
        "long": 2**62,
        "ratio": math.inf,
        "exactly": 0.1,
        "huge": 10**60,
        "precise": decimal.Decimal("1.10000000000000000000000000000000001"),
        "raw": b"\x00\xff",
        "free": {"a": [1, None, True, {"b": 1.5}], "": "ü"},
        "at": MOMENT,
        "on": SECOND,
        "color": m.Color.LIGHT_BLUE,
        "level": m.Level.HIGH,
        "tags": ["a", "b"],
        "holes": ["a", None],
        "scores": {"x": 1},
        "gaps": {"x": None, "y": 2},
        "shape": m.DrawingGroup([m.DrawingDot(), m.DrawingCircle(m.Circle(radius=2.0))]),
        "child": least(name="child"),
        "children": [least(name="first"), least(name="second", tags=[])],
        "kind_of": "fancy",
        "defaults": ["d"],
        "secret": "hush",
        "old_name": "old",
        "moments": [MOMENT],
        "ratios": [1.0, math.inf, 2],
        "by_color": {m.Color.RED: m.DrawingText("t"), "other": m.DrawingPicture(b"p")},
        "matrix": [[1.0], [], [2.5, 3.0]],
        "nested": {"a": m.Nested2(inner={"b": m.Nested2()})},
        "documents": ["x", 1, {"y": [None]}],
        "blobs": [b"", b"\xfe"],
        "huge_ones": [10**40, -1],
    }
    return m.Everything(**(members | more))
