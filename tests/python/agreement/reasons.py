"""Why some differences between both clients are right. Each reason is a rule, not a list of names."""

from __future__ import annotations

from collections.abc import Callable

from comparing import ABSENT, Difference

Rule = Callable[[Difference, str], bool]


def _accept(found: Difference, protocol: str) -> bool:
    return found.place == "header accept" and found.theirs is ABSENT


def _payload(found: Difference, protocol: str) -> bool:
    return (
        found.place == "header content-type"
        and found.theirs is ABSENT
        and found.ours in ("application/octet-stream", "text/plain")
    )


def _default(found: Difference, protocol: str) -> bool:
    if found.pair is None or found.theirs is not ABSENT or found.made is not ABSENT:
        return False
    return found.pair.default() == found.ours


RULES: list[tuple[Rule, str]] = [
    (
        _accept,
        "the generated client says which media type it takes; botocore says nothing",
    ),
    (
        _payload,
        "a payload that is a blob or a string has a media type in Smithy's HTTP bindings",
    ),
    (
        _default,
        "a member with @default that did not come has it; botocore leaves it out",
    ),
]


def reason(difference: Difference, protocol: str, operation: str) -> str | None:
    """Return why a difference is right; `None` if nothing says so."""
    return next((why for rule, why in RULES if rule(difference, protocol)), None)
