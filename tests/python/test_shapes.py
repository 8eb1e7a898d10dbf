"""Packages of shapes alone: classes, plain dicts and errors, and nothing that sends."""

from __future__ import annotations

import dataclasses
import datetime
import json
import subprocess
import sys
from pathlib import Path

import acme_shapes
import note_shapes
import pytest
import todo_inputs
from acme_shapes import models as shared
from note_shapes import errors
from note_shapes import models as m


def test_the_shapes_of_a_service() -> None:
    made = m.PutNoteInput(
        id="a", text="b", markup="plain", place=m.PlacePoint(m.Point(x=1.0, y=2.0))
    )
    plain = made.as_dict()
    assert plain == {
        "id": "a",
        "text": "b",
        "markup": "plain",
        "place": {"point": {"x": 1.0, "y": 2.0}},
    }
    assert m.PutNoteInput.from_dict(json.loads(json.dumps(plain))) == made
    assert dataclasses.replace(made, text="c").text == "c"
    assert m.Markup.PLAIN.value == "plain" and m.Markup.values == {"plain", "old"}
    assert "secret" not in repr(m.PutNoteInput(id="a", text="b", password="secret"))


def test_errors_are_exceptions() -> None:
    until = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    with pytest.raises(errors.ConflictError) as caught:
        raise m.NoteIsLocked(message="no", until=until)
    assert str(caught.value) == "no" and caught.value.as_dict()["until"] == until
    assert errors.NoteIsLocked is m.NoteIsLocked


def test_which_shapes_there_are() -> None:
    names = {name for name, value in vars(shared).items() if isinstance(value, type)}
    assert {"Point", "TodoSummary", "NoteIsLocked", "TodoNotFound"} <= names
    assert "PutNoteInput" not in names
    assert hasattr(todo_inputs.models, "CreateTodoInput")
    assert not hasattr(todo_inputs.models, "TodoNotFound")
    assert todo_inputs.__doc__ == "Inputs of to-do lists."


def test_a_shared_runtime_has_the_bases() -> None:
    from acme_notes import errors as of_client

    assert issubclass(shared.NoteIsLocked, of_client.ConflictError)
    assert acme_shapes.errors.ApiError is of_client.ApiError


def test_nothing_is_there_that_sends(packages: Path) -> None:
    folder = packages / "note_shapes" / "src"
    program = (
        "import sys, note_shapes, note_shapes.models, note_shapes.errors;"
        "note_shapes.models.Point(x=1.0, y=2.0).as_dict();"
        "print({'httpx2', 'socket', 'ssl', 'anyio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
    modules = {path.name for path in (folder / "note_shapes").glob("*.py")}
    assert modules == {"__init__.py", "_enums.py", "errors.py", "models.py"}


def test_attributes_of_the_package() -> None:
    assert note_shapes.__version__ == "0.0.1" and "models" in dir(note_shapes)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(note_shapes, "noth" + "ing")
