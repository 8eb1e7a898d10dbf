"""The model's examples in docstrings: they are Python that checkers accept and that runs."""

from __future__ import annotations

import ast
import asyncio
import base64
import datetime
import doctest
import inspect
import json
import os
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import notes
import pytest
from notes import models

from serving import Answer, Seen, Server
from test_types import Checker, mypy, pyright

CLIENTS = [notes.Client, notes.AsyncClient]


def sources(client: type, method: str) -> list[str]:
    """The code of a docstring, a text for each run of prompts."""
    text = inspect.getdoc(getattr(client, method)) or ""
    examples = doctest.DocTestParser().get_examples(text)
    groups: list[str] = []
    last = -2
    for example in examples:
        assert not example.want and not example.options
        if example.lineno == last:
            groups[-1] += example.source
        else:
            groups.append(example.source)
        last = example.lineno + example.source.count("\n")
    return groups


def answer(seen: Seen) -> Answer:
    if seen.path == "/notes/locked":
        body = {"message": '"locked" is locked', "until": 1893456000}
        return Answer.json(body, status=409, X_Amzn_Errortype="NoteIsLocked")
    if seen.path == "/notes/a" and seen.method == "PUT":
        digest = base64.b64encode(b"aGk=").decode()
        return Answer.json(
            {"id": "a", "version": 3, "place": {"name": "here"}, "digest": digest},
        )
    if seen.path == "/notes/b":
        return Answer.json({"id": "b", "version": 1})
    if seen.path == "/notes/a/more":
        return Answer.json({})
    return Answer.json({"text": "hi"})


class Raise(ast.NodeTransformer):
    """Makes an example fail that should raise and does not."""

    def visit_Try(self, node: ast.Try) -> ast.Try:
        node.orelse = ast.parse("raise AssertionError('nothing was raised')").body
        return node


@pytest.mark.parametrize(
    ("method", "calls"), [("put_note", 3), ("get_note", 1), ("append_note", 1)]
)
@pytest.mark.parametrize("client", CLIENTS)
def test_examples_run(
    client: type[Any], method: str, calls: int, serve: Callable[..., Server]
) -> None:
    server = serve(answer)

    async def run() -> None:
        made = client(base_url=server.url)
        names = {"client": made, "models": models, "datetime": datetime}
        for source in sources(client, method):
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            tree = compile(source, method, "exec", flags | ast.PyCF_ONLY_AST)
            tree = ast.fix_missing_locations(Raise().visit(tree))
            coroutine = eval(compile(tree, method, "exec", flags), names)
            if coroutine is not None:
                await coroutine
        if client is notes.AsyncClient:
            await made.aclose()
        else:
            made.close()

    asyncio.run(run())
    assert len(server.seen) == calls


def test_examples_send_what_the_model_says(serve: Callable[..., Server]) -> None:
    server = serve(answer)
    with notes.Client(base_url=server.url) as client:
        names = {"client": client, "models": models, "datetime": datetime}
        exec(sources(notes.Client, "put_note")[0], names)
    (seen,) = server.seen
    assert json.loads(seen.body) == {
        "text": 'He said """hi""" and \\ left\n>>> os.abort()',
        "tags": ["x", "y"],
        "at": 1577934245.5,
        "markup": "plain",
        "attributes": {'"': "'", "class": "b"},
        "weight": 2,
        "place": {"point": {"x": 1.5, "y": -2}},
        "body": {"a": [1, True, None, "b"]},
    }


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_examples_type_check(checker: Checker, tmp_path: Path) -> None:
    lines = ["import datetime", "", "import notes", "from notes import models", ""]
    for client, head in (
        (notes.Client, "def sync_{}(client: notes.Client) -> None:"),
        (notes.AsyncClient, "async def async_{}(client: notes.AsyncClient) -> None:"),
    ):
        for method in ("put_note", "get_note", "append_note", "follow_notes"):
            for number, source in enumerate(sources(client, method)):
                lines.extend(["", head.format(f"{method}_{number}")])
                lines.append(textwrap.indent(source, "    "))
    file = tmp_path / "examples.py"
    file.write_text("\n".join(lines))
    packages = Path(os.environ["SMITHYC_PACKAGES"]).resolve()
    assert checker(file, [packages / "notes" / "src"], tmp_path) == {}


@pytest.mark.parametrize("client", CLIENTS)
def test_text_never_becomes_code(client: type) -> None:
    allowed = {"client", "models", "datetime", "print"}
    for method in ("put_note", "get_note", "append_note", "follow_notes"):
        for source in sources(client, method):
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST
            for node in ast.walk(compile(source, method, "exec", flags)):
                assert not isinstance(node, (ast.Import, ast.ImportFrom))
                if isinstance(node, ast.Call):
                    assert ast.unparse(node.func).partition(".")[0] in allowed


def test_what_no_checker_would_accept_is_left_out() -> None:
    text = inspect.getdoc(notes.Client.put_note) or ""
    assert "A note that is locked." in text and "`>>>` os.abort()." in text
    assert "Of no use" not in text


def test_traits_are_told() -> None:
    text = inspect.getdoc(notes.Client.put_note) or ""
    assert "Unstable: it may change or go. Since 1.4." in text
    assert "See Notes in depth: https://example.com/notes" in text
    assert "See The house style: https://example.com/style" in text
    arguments = text.partition("Args:\n")[2].partition("\n\n")[0]
    for line in (
        "text: The text of a note, in Markdown.",
        "label: Deprecated: Use tags (since 1.2).",
        "hint: Recommended: It saves a call.",
        "trace: Internal: not meant for general use.",
        "password: Sensitive: `repr` does not show it.",
    ):
        assert line in arguments
    returned = text.partition("Returns:\n")[2].partition("\n\n")[0]
    assert returned.strip() == "`PutNoteOutput` with `id`, `version`, `place` and `digest`."
    assert "NoteIsLocked: Somebody else is writing." in text
    assert "See the guide: https://example.com/guide" in (inspect.getdoc(notes.Client) or "")


def test_members_have_docstrings_of_their_own() -> None:
    text = inspect.getdoc(models.PutNoteOutput) or ""
    assert "id: The identifier of the note, which is what was given." in text
    assert "It never changes." not in text
    tree = ast.parse(inspect.getsource(models.PutNoteOutput))
    (body,) = [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
    for node, following in zip(body, body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "id":
            assert isinstance(following, ast.Expr)
            assert "It never changes." in ast.literal_eval(following.value)
            return
    raise AssertionError("no member `id`")


def test_deprecated_values_and_classes() -> None:
    assert "OLD: Deprecated: Use PLAIN (since 1.1)." in (inspect.getdoc(models.Markup) or "")
    with pytest.warns(DeprecationWarning, match=r"Use Place \(since 1.3\)"):
        models.OldPlace(name="x")
