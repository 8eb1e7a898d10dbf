"""Calls every operation of a service with both clients, and compares what they send and read.

Usage: `agree.py MODULE MODEL [PROTOCOL]`, with the generated package on the path. Prints what was
compared, how often each reason for a difference held, and the differences without one, which are
failures.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import comparing
import signatures
from answers import Writer
from comparing import Difference, Models, Reader
from paired import Pair, Smithy, services
from reasons import reason
from sides import QUIET, Failure, Ours, Theirs
from values import Maker

BASE = "http://service.example.com"
AMAZON = "http://s3.us-east-1.amazonaws.com"
"""Where a bucket stands in the host."""
PROTOCOLS = {
    "aws.protocols#awsJson1_0": "json",
    "aws.protocols#awsJson1_1": "json",
    "aws.protocols#awsQuery": "query",
    "aws.protocols#ec2Query": "ec2",
    "aws.protocols#restJson1": "rest-json",
    "aws.protocols#restXml": "rest-xml",
    "smithy.protocols#rpcv2Cbor": "smithy-rpc-v2-cbor",
}
DEFAULTS = "request: ours sends the @default of a member inside; botocore was given it as a value"
ROUNDS = [(0.0, False), (1.0, False), (1.0, True), (0.5, True), (0.2, True)]
"""How likely optional members are, and whether values are strange."""


class Service:
    """One service, with both clients of it."""

    def __init__(self, module: str, path: Path, protocol: str | None) -> None:
        self.smithy = Smithy(path)
        self.name = services().get(self.smithy.service_id)
        traits = self.smithy.service["traits"]
        spoken = [protocol] if protocol else [id for id in PROTOCOLS if id in traits]
        self.protocol = PROTOCOLS[spoken[0]]
        self.module = module
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.unexplained: dict[str, tuple[int, str]] = {}
        self._seen: set[str] = set()

    def run(self) -> None:
        """Compare all operations."""
        assert self.name is not None
        if self.name == "s3":
            self.compare(
                Theirs(self.name, self.protocol, AMAZON, "virtual"), Ours(self.module, AMAZON)
            )
            settings = {"addressing_style": "path"}
        else:
            settings = {}
        self.compare(
            Theirs(self.name, self.protocol, BASE, "path"), Ours(self.module, BASE, **settings)
        )

    def compare(self, theirs: Theirs, ours: Ours) -> None:
        """Compare all operations, with two clients."""
        self.theirs, self.ours = theirs, ours
        traits = self.smithy.service["traits"]
        self.writer = Writer(
            self.protocol, traits.get("smithy.api#xmlNamespace", {}).get("uri", "")
        )
        mine = self.smithy.operations()
        there = set(self.theirs.model.operation_names)
        self.counts["operations only botocore's models have"] = len(there - mine.keys())
        for name in sorted(mine):
            if name not in self.ours.operations:
                self.note(Difference("request", "no method", "", name), name)
            elif name not in there:
                self.counts["operations only ours have"] += 1
            else:
                self.operation(name, mine[name])

    def operation(self, name: str, mine: dict[str, Any]) -> None:
        """Compare one operation."""
        theirs = self.theirs.model.operation_model(name)
        if theirs.has_event_stream_input:
            self.counts["operations whose input is a stream of events, which botocore cannot"] += 1
            return
        input, output = (
            None if shape is None else self.smithy.pair(shape, mine[part]["target"])
            for shape, part in ((theirs.input_shape, "input"), (theirs.output_shape, "output"))
        )
        if name not in self._seen:
            self._seen.add(name)
            self.counts["operations"] += 1
        said = Models.of(theirs)
        unwrapped = "aws.customizations#s3UnwrappedXmlOutput" in mine.get("traits", {})
        given: dict[str, Any] = {}
        for at, (chance, strange) in enumerate(ROUNDS):
            maker = Maker(f"{name}{at}", shared=True, xml=self.writer.is_xml)
            maker.chance, maker.strange = chance, strange
            given = maker.whole(input)
            maker.shared = False
            answered = maker.whole(output)
            answer = self.writer.output(theirs, output, answered, unwrapped=unwrapped)
            filled = fill(input, given, top=True) if input is not None else given
            if filled != given:
                self.reasons[DEFAULTS] += 1
            one = self.theirs.call(name, filled, answer)
            other = self.ours.call(name, texts(input, given), answer, other=bool(at % 2))
            self.request(name, mine, said, input, given)
            reader = Reader("answer")
            if isinstance(one, Failure) or isinstance(other, Failure):
                reader.failure(one, other, output, answered)
            elif output is not None:
                stream = output.theirs.event_stream_name
                if "" in other:
                    other[stream] = other.pop("")
                reader.structure("", one, other, output, answered)
            self.counts["answers"] += 1
            for difference in reader.found:
                self.note(difference, name)
        self.errors(name, theirs, mine, input, output, given)

    def errors(
        self,
        name: str,
        theirs: Any,
        mine: dict[str, Any],
        input: Pair | None,
        output: Pair | None,
        given: dict[str, Any],
    ) -> None:
        """Compare what becomes of errors: those of the model, and one that it does not know."""
        known = {
            found["target"].partition("#")[2]: found["target"] for found in mine.get("errors", ())
        }
        cases: list[tuple[Any, str | None]] = [(None, None)]
        cases += [
            (shape, known[shape.name]) for shape in theirs.error_shapes if shape.name in known
        ]
        for shape, target in cases:
            pair = None if shape is None else self.smithy.pair(shape, target)
            maker = Maker(f"{name}{target}", shared=False, xml=self.writer.is_xml)
            maker.chance = 1.0
            made = maker.whole(pair)
            code, status, query = "Unheard.Of", 400, None
            if shape is not None:
                told = shape.metadata.get("error", {})
                code = told.get("code", shape.name)
                status = told.get("httpStatusCode", 400)
                if self.theirs.model.is_query_compatible and self.protocol != "query":
                    code, query = shape.name, code
            answer = self.writer.error(code, pair, made, status, query)
            reader = Reader("error")
            one = self.theirs.call(name, given, answer)
            other = self.ours.call(name, texts(input, given), answer)
            reader.failure(one, other, pair, made)
            self.counts["errors"] += 1
            for difference in reader.found:
                self.note(difference, name)

        if output is not None and output.theirs.event_stream_name:
            self.broken_streams(name, output, input, given)

    def broken_streams(
        self, name: str, output: Pair, input: Pair | None, given: dict[str, Any]
    ) -> None:
        """Compare what becomes of an error in a stream of events."""
        stream = output.theirs.event_stream_name
        for tag, pair in output.members()[stream].members().items():
            if not pair.theirs.metadata.get("exception") or not pair.known:
                continue
            maker = Maker(f"{name}{tag}", shared=False, xml=self.writer.is_xml)
            maker.chance = 1.0
            answered, made = maker.whole(output), maker.whole(pair)
            answer = self.writer.broken(output, answered, tag, pair, made)
            reader = Reader("error")
            one = self.theirs.call(name, given, answer)
            other = self.ours.call(name, texts(input, given), answer)
            reader.failure(one, other, None, made)
            self.counts["errors"] += 1
            for difference in reader.found:
                difference.pair = pair
                self.note(difference, name)

    def request(
        self, name: str, mine: dict[str, Any], theirs: Models, input: Pair | None, given: Any
    ) -> None:
        """Compare the last requests."""
        one, other = self.theirs.sent, self.ours.sent
        if one is None or other is None:
            self.note(Difference("request", "sent", one, other), name)
            return
        self.counts["requests"] += 1
        if "authorization" in other.headers:
            self.counts["signatures, computed again by botocore's signer"] += 1
            if fault := signatures.wrong(other):
                self.note(Difference("request", "signature", "", fault), name)
        for difference in comparing.requests(one, other):
            difference.models = (theirs, mine)
            difference.pair, difference.made = input, given
            self.note(difference, name)

    def note(self, difference: Difference, name: str) -> None:
        """Take down a difference."""
        why = reason(difference, self.protocol, name)
        if why is not None:
            self.reasons[why] += 1
            return
        key = f"{difference.side} {difference.place.partition('.')[0]}"
        count, text = self.unexplained.get(key, (0, ""))
        if not text:
            text = (
                f"{name}{difference.place}: {difference.theirs!r:.600} / {difference.ours!r:.600}"
            )
        self.unexplained[key] = (count + 1, text)


def fill(pair: Pair, value: Any, *, top: bool = False) -> Any:
    """Add the defaults of members inside an input, which a Smithy client sends.

    Members of the input itself are optional to clients, whatever their defaults.

    Args:
        pair: The shapes.
        value: What the caller gave.
        top: Whether it is the input itself.
    """
    if isinstance(value, list):
        return [fill(pair.item(), item) for item in value]
    if not isinstance(value, dict) or pair.kind == "document":
        return value
    if pair.kind == "map":
        return {name: fill(pair.value(), item) for name, item in value.items()}
    if pair.kind not in ("structure", "union"):
        return value  # a header that holds JSON
    members = pair.members()
    made = {name: fill(members[name], item) for name, item in value.items()}
    if pair.kind == "structure" and not top:
        for name, member in members.items():
            default = member.default()
            if name not in made and default is not None and not member.retyped:
                made[name] = default
    return made


def texts(pair: Pair | None, value: dict[str, Any]) -> dict[str, Any]:
    """Write the JSON of headers, which is text to ours."""
    members = {} if pair is None else pair.members()
    return {
        name: item
        if isinstance(item, str) or not members[name].theirs.serialization.get("jsonvalue")
        else json.dumps(item, separators=(",", ":"))
        for name, item in value.items()
    }


def main(module: str, path: str, protocol: str | None = None) -> int:
    """Compare one service, and print what came of it as JSON."""
    service = Service(module, Path(path), protocol)
    if service.name is not None:
        service.run()
    smithy = service.smithy
    result = {
        "service": service.name,
        "protocol": service.protocol,
        "counts": service.counts,
        "reasons": service.reasons,
        "models": {
            "members only botocore's models have": len(smithy.missing["ours"]),
            "members only ours have": len(smithy.missing["theirs"]),
            "members of another type or name": len(smithy.retyped),
        },
        "unexplained": service.unexplained,
        "aside": [
            "headers of the transport, of the SDK about itself and of signatures: "
            + ", ".join(sorted(comparing.TRANSPORT)),
            "what botocore does beyond its model, which is switched off: "
            + ", ".join(sorted({handler for _, handler, _ in QUIET})),
        ],
    }
    print(json.dumps(result))
    return 1 if service.unexplained else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
