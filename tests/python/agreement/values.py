"""Random values for shapes of botocore's models: plain dicts, as botocore takes and gives them.

Values are what a service might take; where a place cannot carry every value (headers, labels of a
URI, dates without fractions), only what it can carry is made.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from paired import Pair

DEEPEST = 5
"""Optional members of values that nest deeper than this are left out."""
MOST = 400
"""Once so many values were made, optional members are left out."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TEXTS = [
    "",
    " ",
    "a",
    "plain text",
    "ÄÖÜ ß € 漢字 😀",
    "<&>\"'",
    "]]>",
    "a=b&c=d;e?f#g%20+",
    "line\nbreak\ttab",
    "\\ / \u2028 \u00a0",
    "null",
    "true",
    "0012",
    "x" * 300,
]
PRINTABLE = ["a", "Text/Plain; q=0.5", "a b", "x-y_z.~!$&'()*+;=:@/", "a%20b", "0", "true"]
ITEMS = ["a", "a b", "a,b", 'say "x"']
KEYS = ["a/../b", "./c", "//d", "e/", "../f", "..", "%2e%2e/g"]
LABELS = ["a", "a b", "ä漢😀", "x-y_z.~", "!$&'()*+,;=:@", "50%", "q?r#s", "a/b", 'k"[]{}|^`\\<>']
BUCKETS = ["bucket", "my-bucket", "a.bucket.of.parts", "Bucket_Of_Old"]
DOUBLES = [0.0, 1.0, -1.5, 0.1, 1e-7, 1.5e300, 123456789.125, 2.0**60]
SPECIAL = [float("nan"), float("inf"), float("-inf")]
DOCUMENTS: list[Any] = [
    {"a": [1, 2.5, None, True, "ß"], "b": {}},
    {"nested": {"deep": [[], [{}], ""]}, "": "empty"},
]


class Maker:
    """Makes values.

    Attributes:
        chance: How likely an optional member is there.
        strange: Whether values may be strange, but for their place valid.
        shared: Whether only members are made that both models know.
        xml: Whether the body is XML, which cannot carry every character.
    """

    def __init__(self, seed: str, *, shared: bool, xml: bool) -> None:
        self.random = random.Random(seed)
        self.chance = 0.0
        self.strange = False
        self.left = 0
        self.shared = shared
        self.xml = xml

    def structure(self, pair: Pair, depth: int = 0) -> dict[str, Any]:
        """Make a structure or a union."""
        members = pair.shared() if self.shared else pair.members()
        if pair.kind == "union":
            return self._union(members, depth)
        made: dict[str, Any] = {}
        for name, member in members.items():
            needed = name in pair.theirs.required_members or member.trait("required") is not None
            if member.retyped:
                continue
            far = depth > DEEPEST or self.left <= 0
            if needed and depth > 4 * DEEPEST:
                raise RecursionError(f"{pair.name} is never at its end")
            if needed or (not far and self.random.random() < self.chance):
                made[name] = self.value(member, depth + 1)
        return made

    def whole(self, pair: Pair | None) -> dict[str, Any]:
        """Make a structure at the top."""
        self.left = MOST
        return {} if pair is None else self.structure(pair)

    def _events(self, pair: Pair) -> list[dict[str, Any]]:
        usual = {
            name: member
            for name, member in pair.members().items()
            if not member.theirs.metadata.get("exception")
        }
        return [self._union(usual, 1) for _ in range(3)]

    def _union(self, members: dict[str, Pair], depth: int) -> dict[str, Any]:
        names = sorted(name for name, member in members.items() if not member.retyped)
        if depth > DEEPEST:
            flat = [n for n in names if members[n].kind not in ("structure", "union")]
            names = flat or names
        if not names:
            return {}
        name = self.random.choice(names)
        return {name: self.value(members[name], depth + 1)}

    def value(self, pair: Pair, depth: int = 0) -> Any:
        """Make a value of any shape."""
        kind = pair.kind
        self.left -= 1
        if pair.theirs.serialization.get("eventstream"):
            return self._events(pair)
        if kind in ("structure", "union"):
            return self.structure(pair, depth)
        if kind == "list":
            item = pair.item()
            if pair.location == "header" and item.kind == "string" and not item.theirs.enum:
                return self.random.choices(ITEMS, k=self._size(pair, depth))
            made = [self.value(item, depth + 1) for _ in range(self._size(pair, depth))]
            if pair.trait("sparse") is not None and self.strange and not self.xml:
                made.append(None)
            return made
        if kind == "map":
            return self._map(pair, depth)
        if kind == "document":
            return self.random.choice(DOCUMENTS)
        if kind in ("integer", "long"):
            return self._integer(pair)
        if kind in ("float", "double"):
            wide = kind == "double" and pair.ours.get("type") != "float"
            return self._float(wide)
        make = getattr(self, f"_{kind}")
        return make(pair)

    def _size(self, pair: Pair, depth: int) -> int:
        least = int(pair.theirs.metadata.get("min", 0))
        if pair.location is not None or (least == 0 and depth > DEEPEST):
            start = 0 if self.strange else 1
            return max(least, 0 if depth > DEEPEST else self.random.randrange(start, 4))
        start = 0 if self.strange and least == 0 else max(1, least)
        return self.random.randrange(start, max(3, start + 1))

    def _map(self, pair: Pair, depth: int) -> dict[str, Any]:
        key, value = pair.key(), pair.value()
        if pair.location == "headers":
            names = self.random.sample(["a", "b-c", "x1"], self.random.randrange(1, 3))
            return {name: self.random.choice(PRINTABLE) for name in names}
        size = self._size(pair, depth)
        pairs = ((self.value(key, depth + 1), self.value(value, depth + 1)) for _ in range(size))
        return {name: made for name, made in pairs if name != ""}

    def _integer(self, pair: Pair) -> int:
        limit = {"byte": 7, "short": 15, "integer": 31, "intEnum": 31}
        bits = limit.get(pair.ours.get("type", pair.kind), 63)
        if pair.location == "statusCode":
            return 200
        edges = [-(2**bits), 2**bits - 1]
        common = [0, 1, self.random.randrange(2, 100)]
        pool: list[int] = common + (edges if self.strange else [])
        return self.random.choice(pool)

    def _float(self, wide: bool) -> float:
        if self.strange and self.random.random() < 0.2:
            return self.random.choice(SPECIAL)
        return self.random.choice(DOUBLES if wide else [0.0, 1.0, -1.5, 0.125, 4096.5])

    def _boolean(self, pair: Pair) -> bool:
        return self.random.random() < 0.5

    def _blob(self, pair: Pair) -> bytes:
        pool = [b"a", b"plain text", bytes(range(256)), "ß".encode()]
        return self.random.choice(pool + ([b""] if self.strange else []))

    def _timestamp(self, pair: Pair) -> datetime:
        seconds = self.random.choice([0, 1, 1_700_000_000, self.random.randrange(2**31)])
        if self.strange:
            seconds = self.random.choice([seconds, -1, -86_400 * 365, 4_102_444_800])
        format = pair.theirs.serialization.get("timestampFormat")
        whole = format == "rfc822" or (format is None and pair.location == "header")
        parts = 0 if whole or not self.strange else self.random.choice([0, 500, 123, 1])
        return EPOCH + timedelta(seconds=seconds, milliseconds=parts)

    def _string(self, pair: Pair) -> Any:
        location = pair.location
        if pair.theirs.serialization.get("jsonvalue") and location == "header":
            return self.random.choice(DOCUMENTS)
        if pair.theirs.serialization.get("hostLabel") or pair.theirs.name == "AccountId":
            return self.random.choice(["123456789012", "abc-1"])
        if pair.traits.get("smithy.rules#contextParam", {}).get("name") == "Bucket":
            return self.random.choice(BUCKETS)
        if "smithy.rules#contextParam" in pair.traits and location != "uri":
            return "abc-1"
        if pair.name == "ChecksumAlgorithm":
            return self.random.choice(["CRC32", "SHA1", "SHA256"])
        if choices := pair.theirs.enum:
            if self.random.random() < 0.9:
                return self.random.choice(choices)
        if pair.trait("mediaType") == "application/json":
            return '{"a": [1, "ß"]}'
        if location == "uri" and pair.name == "ObjectKey" and self.strange:
            return self.random.choice(LABELS + KEYS)
        if location == "uri":
            return self.random.choice(LABELS if self.strange else LABELS[:3])
        if location == "header":
            return self.random.choice(PRINTABLE + ([""] if self.strange else []))
        if not self.strange:
            return self.random.choice(TEXTS[2:5])
        return self.random.choice(TEXTS + ["a\r\nb"] + ([] if self.xml else ["\x00\x1f\x7f"]))
