"""Why some differences between both clients are right: rules, not lists of names."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from comparing import ABSENT, Difference

Rule = Callable[[Difference, str], bool]
_LABEL = re.compile(r"\{[^}]*\}")
_FLOATS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
ZEROS: list[Any] = [0, 0.0, False, "", b"", [], {}]


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


# Requests


def _accept(found: Difference, protocol: str) -> bool:
    return found.place == "header accept" and found.theirs is ABSENT


def _payload(found: Difference, protocol: str) -> bool:
    media = ("application/octet-stream", "text/plain")
    return found.place == "header content-type" and found.theirs is ABSENT and found.ours in media


def _charset(found: Difference, protocol: str) -> bool:
    return found.place == "header content-type" and found.theirs == f"{found.ours}; charset=utf-8"


def _xml(found: Difference, protocol: str) -> bool:
    media = (ABSENT, "application/xml")
    return found.place == "header content-type" and (found.theirs, found.ours) == media


def _continue(found: Difference, protocol: str) -> bool:
    return found.place == "header expect" and found.ours is ABSENT


def _version(found: Difference, protocol: str) -> bool:
    return found.place == "header x-amz-api-version" and found.ours is ABSENT


def _fractions(found: Difference, protocol: str) -> bool:
    if found.side != "request" or not isinstance(found.theirs, str):
        return False
    one, other = _moment(found.theirs), _moment(found.ours)
    return one is not None and one == other


def _whole_seconds(found: Difference, protocol: str) -> bool:
    one, other = _moment(found.theirs), _moment(found.ours)
    if one is None or other is None or not found.place.startswith("header "):
        return False
    return 0 < (other - one).total_seconds() < 1


def _commas(found: Difference, protocol: str) -> bool:
    if not found.place.startswith("header ") or not isinstance(found.ours, str):
        return False
    return found.theirs is not ABSENT and found.ours.replace(", ", ",") == found.theirs


def _required_sum(found: Difference, protocol: str) -> bool:
    if found.models is None or not found.place.startswith("header "):
        return False
    traits = found.models[1].get("traits", {})
    own = traits.get("aws.protocols#httpChecksum", {})
    needed = "smithy.api#httpChecksumRequired" in traits or own.get(
        "requestChecksumRequired", False
    )
    name = found.place.removeprefix("header ")
    if name == "content-md5":
        return needed and (found.theirs, found.ours) == (ABSENT, "(right)")
    if name in ("x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm"):
        return (
            (needed or found.models[0].sums)
            and found.ours is ABSENT
            and found.theirs in ("(right)", "CRC32")
        )
    return False


def _empty_header(found: Difference, protocol: str) -> bool:
    return found.place.startswith("header x-") and (found.theirs, found.ours) == (ABSENT, "")


def _carriage_return(found: Difference, protocol: str) -> bool:
    if protocol != "rest-xml" or not (isinstance(found.ours, str) and "\r" in found.ours):
        return False
    return found.place.startswith("body.") and found.theirs == found.ours.replace("\r\n", "\n")


def _empty_list(found: Difference, protocol: str) -> bool:
    return (
        protocol == "query"
        and found.place.startswith("body field ")
        and (found.theirs, found.ours) == (ABSENT, "")
    )


def _empty_document(found: Difference, protocol: str) -> bool:
    if protocol != "rest-xml" or found.place != "body" or found.theirs != b"":
        return False
    return re.fullmatch(rb"<(\w+)[^>]*></\1>", found.ours) is not None


def _location(found: Difference, protocol: str) -> bool:
    if found.models is None or found.place not in ("host", "path"):
        return False
    return "aws.customizations#s3UnwrappedXmlOutput" in found.models[1]["traits"]


def _rule_set(found: Difference, protocol: str) -> bool:
    """A parameter of the endpoint rule set has a say in the host."""
    if found.place != "host" or found.pair is None:
        return False
    members = found.pair.members()
    return any("smithy.rules#contextParam" in members[name].traits for name in found.made)


def _other_http(found: Difference, protocol: str) -> bool:
    """The models differ in the method, the URI or the host prefix of the operation."""
    if found.models is None:
        return False
    theirs, mine = found.models
    traits = mine.get("traits", {})
    http = traits.get("smithy.api#http", {})
    if found.place == "host":
        return bool(traits.get("smithy.api#endpoint", {}).get("hostPrefix", "") != theirs.prefix)
    if not http:
        return False
    path, _, query = http["uri"].partition("?")
    other, _, told = theirs.uri.partition("?")
    differs = http["method"] != theirs.method or _LABEL.sub("{}", path) != _LABEL.sub("{}", other)
    if found.place.startswith("query "):
        return differs or (found.place == "query x-id" and "x-id=" in query)
    return differs and found.place in ("method", "path", "body", "header content-type")


# Answers and errors


def _default(found: Difference, protocol: str) -> bool:
    if found.pair is None or found.theirs is not ABSENT or found.made not in (ABSENT, None):
        return False
    return bool(found.pair.default() == found.ours and found.ours is not None)


def _corrected(found: Difference, protocol: str) -> bool:
    # A flattened list of nothing is nothing.
    if found.pair is None or found.theirs is not ABSENT or found.made not in (ABSENT, []):
        return False
    return found.pair.trait("required") is not None and found.ours in ZEROS


def _special_float(found: Difference, protocol: str) -> bool:
    if not isinstance(found.theirs, str) or not isinstance(found.ours, float):
        return False
    expected = _FLOATS.get(found.theirs)
    return expected is not None and (expected == found.ours or math.isnan(expected))


def _unknown_variant(found: Difference, protocol: str) -> bool:
    if found.pair is None or found.pair.kind != "union" or len(found.theirs) != 1:
        return False
    ((tag, _),) = found.theirs.items()
    member = found.pair.members().get(tag)
    if member is None or member.known:
        return False
    name = member.theirs.serialization.get("name", tag)
    return bool(found.ours == {"SDK_UNKNOWN_MEMBER": {"name": name}})


def _empty_element(found: Difference, protocol: str) -> bool:
    return found.side == "answer" and found.theirs is None and found.ours == ""


def _json_header(found: Difference, protocol: str) -> bool:
    if found.pair is None or not found.pair.theirs.serialization.get("jsonvalue"):
        return False
    return isinstance(found.ours, str) and json.loads(found.ours) == found.theirs


def _empty_payload(found: Difference, protocol: str) -> bool:
    return (
        found.ours is ABSENT and found.theirs in ({}, b"", "") and found.made in (ABSENT, b"", "")
    )


def _wire_code(found: Difference, protocol: str) -> bool:
    """The wire has a name of its own for an error; ours is that of the shape."""
    if found.side != "error" or found.place not in ("(code)", "(name)") or found.pair is None:
        return False
    own = found.pair.traits.get("aws.protocols#awsQueryError", {}).get("code")
    told = found.pair.theirs.metadata.get("error", {}).get("code")
    if found.place == "(code)":
        return found.theirs in (own, told) and found.ours == found.pair.name
    return told is not None and bool(found.ours.startswith(found.pair.name))


def _event_code(found: Difference, protocol: str) -> bool:
    if found.side != "error" or found.place != "(code)" or found.pair is None:
        return False
    return bool(found.ours == found.pair.name and found.theirs.lower() == found.ours.lower())


def _message(found: Difference, protocol: str) -> bool:
    if found.side != "error" or found.place.lower() != ".message" or found.theirs is not ABSENT:
        return False
    return found.ours in ("", found.made)


RULES: list[tuple[Rule, str]] = [
    (_accept, "request: ours says which media type it takes; botocore says nothing"),
    (_payload, "request: a blob or string as payload has a media type in Smithy's HTTP bindings"),
    (_charset, "request: botocore adds a charset to the media type of forms"),
    (_xml, "request: botocore sends XML without a media type"),
    (_continue, "request: botocore asks Amazon S3 to be told before it sends a body"),
    (_version, "request: botocore adds a version of the API for the discovery of endpoints"),
    (_fractions, "request: botocore writes fractions of a second in six digits"),
    (_whole_seconds, "request: botocore drops fractions of a second in headers"),
    (_commas, "request: ours puts a space after the commas of a header"),
    (
        _required_sum,
        "request: where a checksum is needed or can be, botocore sends a CRC32 that no one asked"
        " for; ours Content-MD5 where @httpChecksumRequired alone asks",
    ),
    (
        _empty_header,
        "request: an empty list is an empty header, as the protocols' tests want; botocore sends"
        " none",
    ),
    (
        _carriage_return,
        "request: botocore writes a carriage return into XML as it is, which reads as a line feed",
    ),
    (
        _empty_list,
        "request: query keys cannot say that a list holds structures without members; ours sends"
        " an empty list, botocore none",
    ),
    (
        _empty_document,
        "request: an input whose members of the body are all absent is an empty element; botocore"
        " sends no body",
    ),
    (_location, "request: botocore asks for the region of a bucket by its path, in any style"),
    (_rule_set, "request: botocore asks the endpoint rule set of the service for the host"),
    (_other_http, "models: method, URI or host prefix of the operation are not the same"),
    (_unknown_variant, "models: a variant of a union that only botocore's has"),
    (_empty_element, "answer: botocore reads nothing from the empty element of a region"),
    (
        _json_header,
        "answer: JSON in a header is text for ours, as its media type says; botocore decodes it",
    ),
    (_default, "answer: a member with @default that did not come has it; botocore leaves it out"),
    (
        _corrected,
        "answer: a required member that did not come is zero or empty, by client error correction",
    ),
    (_special_float, "answer: botocore leaves NaN and Infinity as strings where JSON has them so"),
    (_empty_payload, "answer: an empty body is no payload; botocore reads an empty value"),
    (
        _wire_code,
        "error: ours has the name of the shape as its code, botocore that of @awsQueryError",
    ),
    (_event_code, "error: the error in a stream has its name, for botocore that of the event"),
    (
        _message,
        "error: ours always has its message, empty where none came, and whether it is called"
        " message or Message",
    ),
]


def reason(difference: Difference, protocol: str, operation: str) -> str | None:
    """Return why a difference is right; `None` if nothing says so."""
    return next((why for rule, why in RULES if rule(difference, protocol)), None)
