"""The announcement of Smithy for Python, on the generated package and a live server."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from serving import Answer, Seen, Server

PROGRAM = Path(__file__).parent / "programs" / "announcement.py"


def echo(seen: Seen) -> Answer:
    if (seen.method, seen.path) != ("POST", "/echo"):
        return Answer(404)
    return Answer.json({"message": seen.json.get("message")})


@pytest.fixture
def url(serve: Callable[..., Server]) -> str:
    return serve(echo).url


def test_the_announced_program_runs_unchanged(url: str, packages: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM), url],
        env={**os.environ, "PYTHONPATH": str(packages / "echo" / "src")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "spam\n"), done.stderr


def test_what_else_its_documentation_spells(url: str) -> None:
    from echo.client import EchoService
    from echo.config import AsyncEchoServiceConfig
    from echo.models import EchoMessageInput, EchoMessageOutput

    async def main() -> None:
        config = await AsyncEchoServiceConfig.resolve(endpoint_uri=url + "/")
        async with EchoService(config=config) as client:
            got = await client.echo_message(input=EchoMessageInput(message="x"))
            assert got == EchoMessageOutput(message="x")
            assert (await client.echo_message(message="y")).message == "y"
            assert (await client.echo_message()).message is None

    asyncio.run(main())


def test_the_names_of_both_worlds_are_one_client(url: str) -> None:
    import echo as package
    from echo._client import EchoServiceClient
    from echo.client import AsyncClient, AsyncEchoServiceClient, Client, EchoService

    assert Client is EchoServiceClient is package.Client
    assert AsyncClient is AsyncEchoServiceClient is EchoService is package.EchoService
    with Client(base_url=url) as client:
        assert client.echo_message(message="ü\N{SNOWMAN}").message == "ü\N{SNOWMAN}"


def test_version_and_description_come_from_the_build_file(packages: Path) -> None:
    import tomllib

    import echo as package

    project = tomllib.loads((packages / "echo" / "pyproject.toml").read_text())["project"]
    assert package.__version__ == project["version"] == "0.0.1"
    assert project["name"] == "echo"
    assert json.dumps(project["requires-python"]) == '">=3.11"'
