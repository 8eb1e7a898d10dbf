"""Documentation of the model, as `help()` shows it."""

from __future__ import annotations

import ast
import inspect
import pydoc
from pathlib import Path

import pytest
from kitchen import AsyncClient, Client
from kitchen import models as m


def test_commonmark_is_made_readable() -> None:
    text = inspect.getdoc(Client.explain) or ""
    assert text.splitlines()[0] == "Explains itself in CommonMark."
    assert "The second sentence follows." in text
    assert "It has emphasis, `code`, a link" in text.replace("*", "").replace("``", "`")
    assert "https://example.com/page" in text and "an entity: &." in text.replace("\n", " ")
    assert "- first item\n- second item" in text and "some code" in text
    for markup in ("<b>", "](", "# A heading", "&amp;", "```"):
        assert markup not in text
    assert "A heading" in text


def test_html_is_made_readable() -> None:
    text = inspect.getdoc(Client.explain) or ""
    assert "html: Explains itself in HTML." in text
    assert "- one" in text and "- two <3" in text
    for markup in ("<p>", "<i>", "<li>", "&lt;", "</a>"):
        assert markup not in text


def test_members_become_arguments() -> None:
    text = inspect.getdoc(Client.explain) or ""
    arguments = text.partition("Args:\n")[2]
    names = [line.strip().partition(":")[0] for line in arguments.splitlines() if line[4:5] != " "]
    for name in ("input", "html", "long", "args", "extra_headers", "timeout", "max_retries"):
        assert name in names
    # What looks like a section in the model is none here.
    assert text.count("\nArgs:") == 1 and "Args: this is not a section." in text


def test_errors_are_listed() -> None:
    text = inspect.getdoc(Client.fail) or ""
    raised = text.partition("Raises:\n")[2]
    assert "Teapot: It is a teapot." in raised and "Broken: The service is broken." in raised


def test_both_clients_say_the_same() -> None:
    for name in ("explain", "fail", "put_everything", "old_thing"):
        assert inspect.getdoc(getattr(Client, name)) == inspect.getdoc(getattr(AsyncClient, name))
    assert "synchronous" not in (Client.__doc__ or "") + (AsyncClient.__doc__ or "")


def test_what_is_deprecated_says_so() -> None:
    assert "Use PutEmpty (since 2.0)" in (inspect.getdoc(Client.old_thing) or "")
    assert "Deprecated" in (inspect.getdoc(m.OldInput) or "")
    assert "old_name: Deprecated: Use name (since 2.0)" in (inspect.getdoc(m.Everything) or "")


def test_structures_unions_and_enums_have_theirs() -> None:
    assert (inspect.getdoc(m.Everything) or "").startswith("The shape of many members.")
    assert "name: Never absent." in (inspect.getdoc(m.Everything) or "")
    assert inspect.getdoc(m.DrawingDot) == "A dot."
    assert (inspect.getdoc(m.Teapot) or "").startswith("It is a teapot.")


def test_help_shows_signatures() -> None:
    for thing in (Client.put_structure, m.Circle, m.Drawing, Client):
        assert pydoc.render_doc(thing)
    assert "value:" in pydoc.plain(pydoc.render_doc(Client.put_structure))


@pytest.mark.parametrize("name", ["models.py", "_sync.py", "_async.py"])
def test_everything_public_has_a_docstring(package: Path, name: str) -> None:
    tree = ast.parse((package / "src" / package.name / name).read_text())
    assert ast.get_docstring(tree)
    overloads = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            assert ast.get_docstring(node), node.name
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if any(ast.unparse(mark) == "overload" for mark in node.decorator_list):
                overloads += 1
            elif not node.name.startswith("__") or node.name == "__init__":
                summary = (ast.get_docstring(node) or "").partition("\n")[0]
                if summary or node.name != "__init__":
                    assert summary.endswith((".", "!", "?")), f"{node.name}: {summary!r}"
    assert overloads or name == "models.py"
