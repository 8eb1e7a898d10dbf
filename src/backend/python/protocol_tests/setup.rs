//! Writes `conftest.py`: both clients, on the server that the tests question.

use super::super::plan::Plan;
use super::super::write::clients::Side;
use super::super::write::module;

/// The text of `conftest.py`.
pub fn conftest(plan: &Plan<'_>) -> String {
    let docstring = format!(
        "Both clients of {}, on the server that the tests question.",
        plan.service_name
    );
    let mut out = module(plan, &[docstring]);
    let package = &plan.settings.module;
    out.lines(&format!(
        "{IMPORTS_BEFORE}\nfrom {package} import AsyncClient, Client, Config\n{IMPORTS_AFTER}"
    ));
    for (side, coroutine) in [(Side::Sync, "Client"), (Side::Async, "AsyncClient")] {
        let name = if side == Side::Sync {
            "_sync"
        } else {
            "_async"
        };
        out.blank(2);
        out.lines(&format!(
            "@cache\n\
             def {name}(base_url: str, proxy: str | None, **settings: Any) -> {coroutine}:\n\
             {INDENT}transport = None if proxy is None else httpx2.{coroutine}(proxy=proxy)\n\
             {INDENT}return {coroutine}(_config(base_url, **settings), http_client=transport)\n"
        ));
    }
    out.blank(2);
    out.lines(FIXTURES);
    out.finish()
}

const INDENT: &str = "    ";

const IMPORTS_BEFORE: &str = r"from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

import httpx2
import pytest
";

const IMPORTS_AFTER: &str = r#"
from . import sides
from .loopback import Loopback

Side: TypeAlias = sides.Side[AsyncClient | Client]

TOKEN = "00000000-0000-4000-8000-000000000000"
"""The idempotency token that the cases expect where none is given."""


def _config(base_url: str, **settings: Any) -> Config:
    # The cases know of no credentials, and what they expect is not signed.
    return Config(
        base_url=base_url,
        max_retries=0,
        auth=[],
        new_idempotency_token=lambda: TOKEN,
        **settings,
    )
"#;

const FIXTURES: &str = r#"@pytest.fixture(scope="session")
def loopback() -> Iterator[Loopback]:
    """The server."""
    with Loopback() as server:
        yield server


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of the asynchronous client."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(params=[_sync, _async], ids=["sync", "async"])
def side(request: pytest.FixtureRequest, loopback: Loopback, runner: asyncio.Runner) -> Side:
    """Each of the two clients."""
    return sides.Side(request.param, loopback, runner)
"#;
