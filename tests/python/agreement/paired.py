"""Two models of one service laid side by side: botocore's own, and the Smithy model of our client.

A `Pair` is a shape of botocore beside the Smithy shape at the same place; where the two models are
of different age, one side may be missing. Nothing here knows how values look on the wire.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any, ClassVar

import botocore

API = "smithy.api#"
_NUMBERS = {"byte": "integer", "short": "integer", "intEnum": "integer", "set": "list"}
_DATA = Path(botocore.__file__).parent / "data"
_SERVICE_ID = re.compile(r'"serviceId"\s*:\s*"([^"]*)"')


def kind_of(shape: dict[str, Any]) -> str:
    """Return what botocore would call the type of a Smithy shape, unions and documents aside."""
    kind: str = shape["type"]
    return {"enum": "string", **_NUMBERS}.get(kind, kind)


def kind_of_theirs(shape: Any) -> str:
    """Return the type of botocore's shape in Smithy's words, as far as they differ."""
    if shape.type_name == "structure":
        if getattr(shape, "is_document_type", False):
            return "document"
        return "union" if getattr(shape, "is_tagged_union", False) else "structure"
    return {"character": "string"}.get(shape.type_name, str(shape.type_name))


class Smithy:
    """The JSON AST of a model, and what differs in botocore's.

    Attributes:
        shapes: All shapes by their id.
        service: The one service.
        retyped: Members whose type or name on the wire is not the same in both models.
        missing: The members that `ours` or `theirs` does not have.
    """

    def __init__(self, path: Path) -> None:
        self.shapes: dict[str, dict[str, Any]] = json.loads(path.read_text())["shapes"]
        (self.service,) = (s for s in self.shapes.values() if s["type"] == "service")
        self.is_xml = any("Query" in id or "Xml" in id for id in self.service["traits"])
        self.retyped: dict[str, str] = {}
        self.missing: dict[str, set[str]] = {"ours": set(), "theirs": set()}

    @property
    def service_id(self) -> str:
        """The name that botocore knows the service by."""
        return str(self.service["traits"]["aws.api#service"]["sdkId"])

    def shape(self, target: str) -> dict[str, Any]:
        """Return a shape; those of the prelude are made up."""
        found = self.shapes.get(target)
        if found is None:
            name = target.partition("#")[2].removeprefix("Primitive")
            found = {"type": name[:1].lower() + name[1:]}
            if name == "Unit":
                found = {"type": "structure"}
        return found

    def operations(self) -> dict[str, dict[str, Any]]:
        """Return all operations by their names."""
        found = {id: shape for id, shape in self.shapes.items() if shape["type"] == "operation"}
        return {id.partition("#")[2]: shape for id, shape in found.items()}

    def pair(self, theirs: Any, target: str | None, traits: dict[str, Any] | None = None) -> Pair:
        """Lay two shapes side by side.

        Args:
            theirs: The shape of botocore.
            target: The id of ours, if it has it.
            traits: The traits of the member that leads there.
        """
        own = {} if target is None else self.shape(target).get("traits", {})
        return Pair(self, theirs, target, {**own, **(traits or {})})


class _Nothing:
    """Stands for a shape that botocore does not have."""

    type_name = "nothing"
    serialization: ClassVar[dict[str, Any]] = {}
    members: ClassVar[dict[str, Any]] = {}

    def __init__(self, name: str) -> None:
        self.name = name


class Pair:
    """A shape in both models.

    Attributes:
        theirs: The shape of botocore.
        id: The Smithy shape; `None` where our model, being older, has nothing here.
        traits: The traits of the Smithy shape and of the member that leads here.
        kind: The type: botocore's, with `union` and `document` told apart.
        retyped: Whether both models have this member, but of other types.
    """

    __slots__ = ("_members", "_smithy", "id", "kind", "retyped", "theirs", "traits")

    def __init__(self, smithy: Smithy, theirs: Any, id: str | None, traits: dict[str, Any]) -> None:
        self._smithy = smithy
        self.theirs = theirs
        self.id = id
        self.traits = traits
        self.kind = kind_of_theirs(theirs)
        if self.ours.get("type") == "union":
            self.kind = "union"
        self.retyped = False
        self._members: dict[str, Pair] | None = None

    @property
    def known(self) -> bool:
        """Whether our model has this shape."""
        return self.id is not None

    @property
    def ours(self) -> dict[str, Any]:
        """The Smithy shape."""
        return {} if self.id is None else self._smithy.shape(self.id)

    @property
    def location(self) -> str | None:
        """Where botocore says that the member goes, if not into the body."""
        found: str | None = self.theirs.serialization.get("location")
        return found

    @property
    def name(self) -> str:
        """The name of botocore's shape."""
        return str(self.theirs.name)

    def trait(self, name: str) -> Any:
        """Return the value of a trait of the prelude, if the shape or the member has it."""
        return self.traits.get(API + name)

    def members(self) -> dict[str, Pair]:
        """Return the members that botocore knows, of a structure or union."""
        if self._members is None:
            mine: dict[str, Any] = self.ours.get("members", {})
            made = {
                name: self._beside(name, shape, mine.get(name))
                for name, shape in self.theirs.members.items()
            }
            if self.known:
                absent = self._smithy.missing
                absent["theirs"] |= {f"{self.id}${name}" for name in mine if name not in made}
                absent["ours"] |= {f"{self.id}${name}" for name in made if name not in mine}
            self._members = made
        return self._members

    def _renamed(self, name: str, theirs: Any, traits: dict[str, Any]) -> bool:
        """Say whether a member of a structure has another name in XML in the other model."""
        told = theirs.serialization
        if not self._smithy.is_xml or name in ("member", "key", "value") or "location" in told:
            return False
        if told.get("flattened") or API + "xmlFlattened" in traits:
            return False
        return bool(told.get("name", name) != traits.get(API + "xmlName", name))

    def shared(self) -> dict[str, Pair]:
        """Return the members that both models know, and agree on the type of."""
        return {name: member for name, member in self.members().items() if member.known}

    def _beside(self, name: str, theirs: Any, mine: dict[str, Any] | None) -> Pair:
        if mine is None:
            return self._smithy.pair(theirs, None)
        target = str(mine["target"])
        expected = kind_of(self._smithy.shape(target))
        found = kind_of_theirs(theirs)
        # Botocore leaves unions unmarked in older models; a union is one here in any case.
        numbers = ({"integer", "long"}, {"float", "double"}, {"structure", "union"})
        if self._renamed(name, theirs, mine.get("traits", {})):
            self._smithy.retyped[f"{self.id}${name}"] = "another name on the wire"
            made = self._smithy.pair(theirs, None)
            made.retyped = True
            return made
        if expected != found and not any({expected, found} <= both for both in numbers):
            self._smithy.retyped[f"{self.id}${name}"] = f"{expected} is {found} there"
            made = self._smithy.pair(theirs, None)
            made.retyped = True
            return made
        return self._smithy.pair(theirs, target, mine.get("traits"))

    def absent(self, name: str) -> Pair | None:
        """Return a member that botocore does not have."""
        found = self.ours.get("members", {}).get(name)
        if found is None:
            return None
        return self._smithy.pair(_Nothing(name), found["target"], found.get("traits"))

    def default(self) -> Any:
        """Return the default that a client has to fill in, as JSON; `None` if there is none."""
        if self.trait("clientOptional") is not None:
            return None
        return self.trait("default")

    def item(self) -> Pair:
        """Return the member of a list."""
        return self._beside("member", self.theirs.member, self.ours.get("member"))

    def key(self) -> Pair:
        """Return the key of a map."""
        return self._beside("key", self.theirs.key, self.ours.get("key"))

    def value(self) -> Pair:
        """Return the value of a map."""
        return self._beside("value", self.theirs.value, self.ours.get("value"))


def services() -> dict[str, str]:
    """Return botocore's names of services by their service ids."""
    found: dict[str, str] = {}
    for folder in sorted(_DATA.iterdir()):
        if not folder.is_dir():
            continue
        path = max(folder.iterdir()) / "service-2.json.gz"
        if not path.exists():
            continue
        with gzip.open(path) as file:
            # The metadata stand first in nearly all files; reading all of all takes a minute.
            head = _SERVICE_ID.search(file.read(9000).decode(errors="ignore"))
            if head is None:
                head = _SERVICE_ID.search(file.read().decode())
        if head is not None:
            found[head[1]] = folder.name
    return found
