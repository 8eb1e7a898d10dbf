"""A model that tries to break out of its package, and names that Python has other uses for."""

from __future__ import annotations

import ast
import asyncio
import datetime
import decimal
import importlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from hostile import AsyncClient, Client
from hostile import models as m

from serving import Answer, Server

# What a module of a package may consist of; anything else was smuggled in.
DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.ClassDef,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Assign,
    ast.AnnAssign,
    ast.If,
)
# What a module may call while it is imported.
CALLS = {
    "Operation",
    "ErrorType",
    "AlikeEvents",
    "EventTypes",
    "NamedEvents",
    "frozenset",
    "dataclass",
    "deprecated",
    "_field",
    "field",
    "datetime",
    "Decimal",
    "Acceptor",
    "BarePager",
    "ErrorWaiter",
    "Lazy",
    "MaybeWaiter",
    "Waiter",
    "Pager",
    "ApiKeyScheme",
    "EventSigV4",
    "S3SigV4",
    "SigV4",
}


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url) as made:
        yield made


def modules(package: Path) -> list[Path]:
    files = (package / "src" / package.name).glob("*.py")
    return sorted(file for file in files if file.name != "__init__.py")


def called(node: ast.AST) -> set[str]:
    """The names of what runs on import: function bodies do not."""
    found: set[str] = set()
    waiting: list[ast.AST] = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            function = node.func
            found.add(
                function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
            )
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting.extend([*node.decorator_list, *node.args.defaults])
            waiting.extend(default for default in node.args.kw_defaults if default is not None)
        elif not isinstance(node, ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def test_modules_hold_definitions_and_nothing_else(package: Path) -> None:
    for file in modules(package):
        tree = ast.parse(file.read_text())
        for node in tree.body:
            if isinstance(node, ast.Expr):
                assert isinstance(node.value, ast.Constant) and type(node.value.value) is str, file
            else:
                assert isinstance(node, DEFINITIONS), f"{file}: {ast.unparse(node)}"
        assert called(tree) <= CALLS, file


def test_nothing_of_the_model_runs(packages: Path) -> None:
    source = packages / "hostile" / "src"
    names = [f"hostile.{file.stem}" for file in modules(packages / "hostile")]
    program = (
        f"import {', '.join(names)}, os, inspect; from hostile import models\n"
        "for value in list(vars(models).values()):\n"
        "    if isinstance(value, type) and hasattr(value, '__dataclass_fields__'):\n"
        "        inspect.signature(value)\n"
        "assert 'SMITHYC_CANARY' not in os.environ; print('whole')"
    )
    env = {name: value for name, value in os.environ.items() if name != "SMITHYC_CANARY"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**env, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "whole\n"), done.stderr


def test_no_text_changes_how_a_line_reads(package: Path) -> None:
    for file in [*modules(package), package / "README.md", package / "pyproject.toml"]:
        text = file.read_text(encoding="utf-8")
        assert not [c for c in text if c != "\n" and not c.isprintable()], file


def test_the_project_file_says_what_it_always_says(packages: Path) -> None:
    loaded = tomllib.loads((packages / "hostile" / "pyproject.toml").read_text())
    plain = tomllib.loads((packages / "todoclient" / "pyproject.toml").read_text())
    assert set(loaded) == set(plain) and set(loaded["tool"]) == set(plain["tool"])
    assert '"""' in loaded["project"]["description"]


def test_strings_keep_every_character(client: Client, server: Server) -> None:
    made = m.Texts(wire="w", old="o")
    assert made.quoted == '"""; raise SystemExit(1) #' and made.backslash == "\\"
    assert made.quote == '"' and made.single == "'''" and made.apostrophe == "it's"
    assert made.sections == "a\nb\r\nc\td"
    assert made.control == "\x00\x07\x1b[31m\x7f\x85\u2028\u202e\ufeff"
    assert made.emoji == "\N{GRINNING FACE} \N{LATIN SMALL LETTER E WITH ACUTE}"
    assert made.format == "{0} {x!r} %s %(x)s \\N{BULLET} \\x41 \\u0041"
    assert made.blob == b"\"\"\"'''\\"
    with pytest.warns(DeprecationWarning):
        got = client.send_texts(texts=made).texts
    assert got == made
    sent = server.last.json["texts"]
    assert sent['"];import os#\\\n'] == "w" and sent["it's"] == "it's"
    assert sent["control"] == made.control


def test_docstrings_keep_what_they_say() -> None:
    text = m.Texts.__doc__ or ""
    assert 'os.environ["SMITHYC_CANARY"]' in text and 'raise SystemExit("executed")' in text
    assert "\\N{BULLET}" in text and "Ends with a backslash \\" in text
    assert "\u202e" not in text and "\\u202e" in text or "\u202e" in text
    for side in (Client, AsyncClient):
        assert '"quotes", a \\ and' in (side.__doc__ or "")
    assert 'import("os").system' in (Client.send_texts.__doc__ or "")


def test_enum_values_keep_every_character() -> None:
    values = {
        "n",
        "v",
        "vs",
        "m",
        "none",
        "c",
        "p",
        "a\"b'c\\d",
        "line\nbreak",
        "\N{GRINNING FACE}",
    }
    assert m.Kind.values == values and len(m.Kind) == len(values)
    assert [number.value for number in m.Number] == [1, 2, -3]
    assert m.Kind("line\nbreak").name == "LINE"


def test_members_of_every_name(client: Client, server: Server) -> None:
    moment = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    members = m.Members(
        list=["a"],
        str="s",
        int=1,
        dict={"k": "v"},
        bytes=b"b",
        bool=True,
        float=1.5,
        type="n",
        object={"x": [1]},
        frozenset="f",
        self_="me",
        cls="c",
        from_="f",
        class_="c",
        none="n",
        true=False,
        import_="i",
        lambda_="l",
        match="m",
        field="f",
        dataclass="d",
        datetime=moment,
        decimal=decimal.Decimal("1.5"),
        as_dict_="a",
        from_dict_="f",
        foo_bar="camel",
        foo_bar_="snake",
        leading="l",
        dunder="d",
        http_status=200,
        value="v",
        tag="t",
        o="o",
        d="d",
        v="v",
    )
    got = client.send_members(members=members).members
    assert got == members and got.defaults == [] and got.price == decimal.Decimal("1.5")
    sent = server.last.json["members"]
    assert (sent["fooBar"], sent["foo_bar"], sent["_leading"]) == ("camel", "snake", "l")
    assert (sent["self"], sent["None"], sent["True"], sent["as_dict"]) == ("me", "n", False, "a")
    assert sent["__dunder"] == "d" and sent["HTTPStatus"] == 200 and sent["fromDict"] == "f"
    assert m.Members.from_dict(members.as_dict()) == members
    assert members.as_dict()["fromDict"] == "f"


def test_events(client: Client, server: Server) -> None:
    members = {
        "list": ["l"],
        "str": "s",
        "type": "real",
        "self": "me",
        "datetime": 0,
        "decimal": 1.5,
    }
    noise = {"type": "t", "value": "v", "property": "p", "classmethod": ["c"], "Any": 1}
    names = ("members", '""")', "type", "value", "unknown", "odd")
    text = "".join(f"event: {name}\ndata: {json.dumps(noise)}\n\n" for name in names[1:])
    text = f"event: members\ndata: {json.dumps(members)}\n\n" + text
    server.will(Answer(200, text.encode(), {"Content-Type": "text/event-stream"}))
    found = client.listen().collect()
    first = found[0]
    assert isinstance(first, m.NoisesMembers)
    assert (first.list, first.str, first.type, first.value.type) == (["l"], "s", "members", "real")
    assert (first.self_, first.decimal) == ("me", decimal.Decimal("1.5"))
    assert first.datetime == datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    # No event can have a line break in its name.
    assert found[1] == m.NoisesUnknown_('""")') and found[5] == m.NoisesUnknown_("odd")
    second = found[2]
    assert isinstance(second, m.NoisesType)
    assert (second.type, second.value.type, second.value.value) == ("type", "t", "v")
    assert (second.property, second.classmethod, second.any) == ("p", ["c"], 1)
    assert found[3:5] == [m.NoisesValue(), m.NoisesUnknown()]


def test_parameters_of_every_name(client: Client, server: Server) -> None:
    got = client.send_parameters(
        self_="me",
        input="i",
        input_="i_",
        cls="c",
        from_="f",
        list=["l"],
        str="s",
        config="c",
        models="m",
        overload="o",
        timeout=3,
        max_retries=4,
        extra_headers={"a": "b"},
        extra_query="q",
        extra_body="b",
        timeout_=5.0,
        max_retries_=0,
        extra_headers_={"X-More": "1"},
        extra_query_={"more": "1"},
        extra_body_={"more": 1},
    )
    assert (got.timeout, got.max_retries, got.extra_headers) == (3, 4, {"a": "b"})
    assert (got.self_, got.input, got.str, got.extra_body) == ("me", "i", "s", "b")
    assert server.last.headers["x-more"] == "1" and server.last.query == [("more", "1")]
    assert server.last.json["more"] == 1 and server.last.json["input_"] == "i_"
    assert server.last.path in ("/parameters/it's/%22x%22", "/parameters/it%27s/%22x%22")
    assert client.send_parameters(m.Parameters(input="i", timeout=1), timeout_=9.0).input == "i"


def test_shapes_of_every_name(client: Client, server: Server) -> None:
    shapes = m.Shapes(
        list=m.List(list=["x"]),
        config=m.Config(config="c"),
        model=m.Model(model="m"),
        any=m.Any(any={"x": 1}),
        document=m.Document(body=[1]),
        byte_stream=m.ByteStream(bytes=b"b"),
        class_var=m.ClassVar(of="x"),
        literal=m.Literal(of=m.Kind.QUOTE),
        async_client=m.AsyncClient(client="c"),
        request=m.Request(request="r"),
        choice=m.ChoiceValue("v"),
        choice_type=m.ChoiceType(value="t"),
        kind=m.Kind.LINE,
        count=m.Number.NUMERATOR,
    )
    got = client.send_shapes(shapes=shapes).shapes
    assert got == shapes and got.kind == "line\nbreak" and got.count == -3
    assert server.last.json["shapes"]["choice"] == {"value": "v"}
    server.will_json({"shapes": {"choice": {"unknown": "u"}}})
    known = client.send_shapes().shapes.choice
    server.will_json({"shapes": {"choice": {"novel": "u"}}})
    unknown = client.send_shapes().shapes.choice
    assert known is not None and unknown is not None and type(known) is not type(unknown)
    assert (known.type, unknown.type) == ("unknown", "SDK_UNKNOWN_MEMBER")


def test_clients_keep_their_own_names(client: Client, server: Server) -> None:
    same: list[object] = [m.AsyncClient, AsyncClient]
    assert hostile.Client is Client and same[0] is not same[1]
    assert client.config.base_url == server.url
    for call in (client.close_, client.copy_, client.paginate_, client.models_, client.class_):
        assert call() is None
    assert client.closings() is None
    assert [seen.path for seen in server.seen] == [
        "/close",
        "/copy",
        "/paginate",
        "/models",
        "/class",
        "/closings",
    ]
    server.will_json({"self": "me"})
    assert client.closings_.get_config(list="l").self_ == "me"
    client.close()

    async def main() -> None:
        async with AsyncClient(base_url=server.url) as aio:
            await aio.close_()
            server.will_json({"self": "me"})
            assert (await aio.closings_.get_config(list="l")).self_ == "me"

    asyncio.run(main())


def test_errors_keep_their_own_names(client: Client, server: Server) -> None:
    body = {
        "message": "m",
        "args": ["a"],
        "body": "b",
        "code": "c",
        "headers": {"h": "v"},
        "statusCode": 7,
        "fault": "f",
    }
    server.will_json(body, 400, X_Amzn_Errortype="BadRequestError", X_Real="1")
    with pytest.raises(hostile.BadRequestError) as caught:
        client.close_()
    error = caught.value
    assert isinstance(error, m.BadRequestError) and type(error) is not hostile.BadRequestError
    assert (error.args_, error.body_, error.code_, error.headers_) == (["a"], "b", "c", {"h": "v"})
    assert (error.status_code_, error.fault_) == (7, "f")
    assert (error.status_code, error.fault, error.code) == (400, "client", "BadRequestError")
    assert error.body == body and error.headers["x-real"] == "1"
    server.will_json({"Message": "m"}, 500, X_Amzn_Errortype="SmithyError")
    with pytest.raises(m.SmithyError, match="m"):
        client.close_()
    assert hostile.SmithyError is not m.SmithyError
    server.will_json({"key": "k"}, 404, X_Amzn_Errortype="KeyError")
    with pytest.raises(hostile.NotFoundError) as missing:
        client.close_()
    assert missing.value.as_dict()["key"] == "k" and not isinstance(missing.value, KeyError)
    server.will_json({"message": "m"}, 409, X_Amzn_Errortype="Trap")
    with pytest.raises(m.Trap):
        client.close_()


def test_every_module_imports_alone(package: Path) -> None:
    for file in modules(package):
        name = f"{package.name}.{file.stem}"
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", f"import {name}"],
            env={**os.environ, "PYTHONPATH": str(package / "src")},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert importlib.import_module(name)
