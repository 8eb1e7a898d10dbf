"""Emitted shapes are dataclasses, however late they are built."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import os
import pickle
import subprocess
import sys
import threading
import typing
import warnings
from pathlib import Path
from typing import Any

import kitchen
import pytest
from kitchen import Client, response_metadata
from kitchen import models as m

from kitchenware import MOMENT, everything, least
from serving import Server


def test_they_are_dataclasses() -> None:
    value = everything()
    assert dataclasses.is_dataclass(value) and dataclasses.is_dataclass(m.Circle)
    assert [field.name for field in dataclasses.fields(m.Circle)] == ["radius"]
    assert all(field.kw_only for field in dataclasses.fields(m.Everything))
    assert dataclasses.replace(m.Circle(radius=1.0), radius=2.0).radius == 2.0
    wrapped = m.PutStructureInput(value=m.Circle(radius=1.0))
    assert dataclasses.asdict(wrapped) == {"value": {"radius": 1.0}}
    assert dataclasses.asdict(value)["shape"]["value"][1] == {"value": {"radius": 2.0}}
    if sys.version_info >= (3, 13):
        assert copy.replace(m.Circle(radius=1.0), radius=3.0).radius == 3.0


def test_construction() -> None:
    with pytest.raises(TypeError, match="radius"):
        m.Circle()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        m.Circle(1.0)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="nope"):
        m.Circle(radius=1.0, nope=1)  # type: ignore[call-arg]
    assert least().defaults == [] and least().defaults is not least().defaults
    assert least().size == 7 and m.Everything.size == 7


def test_signatures() -> None:
    assert str(inspect.signature(m.Circle)) == "(*, radius: 'float') -> None"
    parameters = inspect.signature(m.Everything).parameters
    assert list(parameters)[:3] == ["name", "nickname", "flag"]
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    for method in (Client.put_structure, Client.put_clash, Client.create_jar):
        kinds = {p.kind for p in inspect.signature(method).parameters.values()}
        assert inspect.Parameter.VAR_KEYWORD not in kinds
    assert "value: 'models.Circle | None' = None" in str(inspect.signature(Client.put_structure))


def test_equality_and_representation() -> None:
    assert m.Circle(radius=1.0) == m.Circle(radius=1.0) != m.Circle(radius=2.0)
    assert m.Circle(radius=1.0) != {"radius": 1.0}
    assert repr(m.Circle(radius=1.0)) == "Circle(radius=1.0)"
    drawing = m.DrawingGroup([m.DrawingCircle(m.Circle(radius=1.0)), m.DrawingText("it's")])
    value = m.PutUnionInput(value=drawing)
    assert eval(repr(value), vars(m)) == value
    with pytest.raises(TypeError):
        hash(m.Circle(radius=1.0))


def test_what_is_sensitive_is_redacted() -> None:
    text = repr(everything())
    assert "hush" not in text and "secret=***" in text
    made = m.PutSecretsInput(
        secret="hush",
        secrets=["hush"],
        wallet=m.Wallet(coins=4711),
        mask=m.MaskSecret("hush"),
        open="shown",
    )
    assert "hush" not in repr(made) and "4711" not in repr(made) and "shown" in repr(made)
    assert "hush" not in repr(m.MaskSecret("hush")) and "hush" in repr(m.MaskOpen("hush"))
    assert "4711" not in repr(m.Wallet(coins=4711))
    assert made.secret == "hush" and made.as_dict()["secrets"] == ["hush"]
    assert "secret=None" in repr(m.PutSecretsInput())


def test_they_travel() -> None:
    value = everything()
    for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value), copy.copy(value)):
        assert again == value and again is not value
    for variant in (m.DrawingText("x"), m.DrawingDot(), m.DrawingUnknown("t")):
        assert pickle.loads(pickle.dumps(variant)) == variant == copy.deepcopy(variant)


def test_plain_dicts() -> None:
    plain = everything().as_dict()
    assert plain["kindOf"] == "fancy" and plain["since"] == MOMENT and plain["raw"] == b"\x00\xff"
    assert plain["shape"] == {"group": [{"dot": {}}, {"circle": {"radius": 2.0}}]}
    assert plain["byColor"] == {"red": {"text": "t"}, "other": {"picture": b"p"}}
    assert "oldName" in plain and "ratio" not in plain["child"]
    assert m.Everything.from_dict(plain) == everything()
    unknown = least(shape=m.DrawingUnknown("new"))
    assert unknown.as_dict()["shape"] == {"SDK_UNKNOWN_MEMBER": {"name": "new"}}
    assert m.Everything.from_dict(unknown.as_dict()) == unknown
    assert m.DrawingCircle(m.Circle(radius=1.0)).as_dict() == {"circle": {"radius": 1.0}}


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"nope": 1}, "nope"),
        ({}, "radius"),
        ([], "list"),
    ],
)
def test_plain_dicts_are_checked(plain: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        m.Circle.from_dict(plain)
    with pytest.raises(TypeError, match="polygon"):
        m.PutUnionInput.from_dict({"value": {"polygon": 1}})


def test_unions_match() -> None:
    def name(value: m.Drawing | None) -> str:
        match value:
            case m.DrawingDot():
                return "dot"
            case m.DrawingCircle(m.Circle(radius=radius)):
                return f"circle {radius}"
            case m.DrawingText(value=text):
                return text
            case m.DrawingUnknown(tag):
                return f"unknown {tag}"
            case _:
                return "other"

    assert name(m.DrawingDot()) == "dot" and name(m.DrawingText("t")) == "t"
    assert name(m.DrawingCircle(m.Circle(radius=2.0))) == "circle 2.0"
    assert name(m.DrawingUnknown("u")) == "unknown u" and name(None) == "other"
    assert m.DrawingText("t").type == "text" == m.DrawingText.type
    assert repr(m.DrawingDot()) == "DrawingDot()" and repr(m.DrawingText("t")).endswith("='t')")
    assert m.DrawingDot() == m.DrawingDot() != m.DrawingText("")
    with pytest.raises(AttributeError):
        m.DrawingText("t").other = 1  # type: ignore[attr-defined]


def test_enums() -> None:
    assert m.Color.values == {"red", "light-blue"} and m.Level.values == {1, 2}
    values: list[object] = ["red", 2]
    assert values == [m.Color.RED, m.Level.HIGH] and m.Level.HIGH + 1 == 3
    assert f"{m.Color.RED}" == "red" and m.Color("red") is m.Color.RED
    assert typing.get_args(m.ColorLiteral)[-1] is str


def test_enums_are_lent_by_models() -> None:
    program = (
        "import sys, pickle; from kitchen import models as m\n"
        "assert 'kitchen._enums' not in sys.modules\n"
        "assert m.Color.__module__ == 'kitchen.models' and 'Color' in vars(m)\n"
        "text = pickle.dumps(m.Color.RED)\n"
        "assert b'_enums' not in text and pickle.loads(text) is m.Color.RED\n"
        "assert 'Level' in dir(m) and not hasattr(m, 'OpenStrEnum') and not hasattr(m, 'Nothing')\n"
        "from kitchen.models import *\n"
        "assert Level is m.Level and Circle is m.Circle and ColorLiteral and '_Level' not in dir(m)"
    )
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_subclasses() -> None:
    @dataclasses.dataclass(kw_only=True)
    class More(m.PutBlobOutput):
        more: int = 0

    assert More(value=b"", more=2).more == 2 and len(dataclasses.fields(More)) == 2

    class Plain(m.Circle):
        @property
        def area(self) -> float:
            return 3 * self.radius**2

    assert Plain(radius=2.0).area == 12 and Plain(radius=2.0) != m.Circle(radius=2.0)


def test_deprecation() -> None:
    with pytest.warns(DeprecationWarning, match="OldInput") as caught:
        made = m.OldInput(name="x")
    assert caught[0].filename == __file__ and made.name == "x"
    with pytest.warns(DeprecationWarning, match=r"PutEmptyOutput.*since 2\.0"):
        m.OldOutput()
    assert "Use name" in (m.Everything.__doc__ or "")


def test_deprecated_operations(server: Server) -> None:
    import asyncio

    with Client(base_url=server.url) as client:
        with pytest.warns(DeprecationWarning, match=r"PutEmpty.*since 2\.0") as caught:
            assert client.old_thing(name="x").name == "x"
        assert [Path(warning.filename).name for warning in caught] == [Path(__file__).name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert "PutEmpty" in getattr(Client.old_thing, "__deprecated__", "")

    async def main() -> None:
        async with kitchen.AsyncClient(base_url=server.url) as client:
            with pytest.warns(DeprecationWarning, match="PutEmpty"):
                assert (await client.old_thing(name="y")).name == "y"

    asyncio.run(main())


def test_metadata_stays_outside(server: Server) -> None:
    with Client(base_url=server.url) as client:
        server.will_json({}, X_Request_Id="r")
        got = client.put_empty()
    metadata = response_metadata(got)
    assert (metadata.status_code, metadata.request_id, metadata.attempts) == (200, "r", 1)
    assert metadata.headers["x-request-id"] == "r"
    assert got == m.PutEmptyOutput() and repr(got) == "PutEmptyOutput()"
    assert dataclasses.fields(got) == () and got.as_dict() == {}
    with pytest.raises(TypeError, match="PutEmptyOutput"):
        response_metadata(m.PutEmptyOutput())


def every_class(module: Any) -> list[type]:
    found = [value for value in vars(module).values() if isinstance(value, type)]
    return [cls for cls in found if cls.__module__ == module.__name__]


def test_every_class_of_every_package(package: Path) -> None:
    models = importlib.import_module(f"{package.name}.models")
    classes = every_class(models)
    assert classes
    for cls in classes:
        assert (
            cls.__doc__ and cls.__doc__ == cls.__doc__.strip("\n ") or "\n" in (cls.__doc__ or "")
        )
        if not hasattr(cls, "__dataclass_fields__"):
            continue
        hints = typing.get_type_hints(cls)
        fields = dataclasses.fields(cls)
        assert {field.name for field in fields} <= set(hints)
        assert inspect.signature(cls)
        bare: object = object.__new__(cls) if not issubclass(cls, Exception) else cls()
        assert repr(bare).startswith(cls.__qualname__)


def test_threads_that_race_for_a_class_that_is_not_built(packages: Path) -> None:
    program = """
import sys, threading
from kitchen import models
bad = []
def work(start, name):
    start.wait()
    try:
        cls = getattr(models, name)
        if hasattr(cls, "as_dict"): repr(cls.__match_args__), cls.__dataclass_fields__
        if name == "Circle": cls(radius=1.0)
    except BaseException as error:
        bad.append(error)
def is_shape(value):
    return isinstance(value, type) and value.__module__ == models.__name__

for name in [name for name, value in vars(models).items() if is_shape(value)]:
    start = threading.Barrier(8)
    threads = [threading.Thread(target=work, args=(start, name)) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
assert not bad, bad
"""
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        env={"PYTHONPATH": str(packages / "kitchen" / "src")},
    )
    assert threading.active_count() < 100
