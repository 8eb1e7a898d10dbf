"""Finds the generated packages, and offers live servers.

`SMITHYC_PACKAGES` names a folder that holds one folder a package, each with `src/<module>`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pythons import not_run
from serving import Behaviour, Server, mirror, serving

MODULES = (
    "archive",
    "echo",
    "todoclient",
    "kitchen",
    "hostile",
    "notes",
    "alloy_shapes",
    "streams",
    "locks",
    "gate",
    "vault",
    "chat",
    "talks_cbor",
    "talks_xml",
    "records",
    "lambda_client",
)
PACKAGES = Path(os.environ.get("SMITHYC_PACKAGES", "")).resolve()
PRESENT = [module for module in MODULES if (PACKAGES / module / "src" / module).is_dir()]
# Shapes alone, and what shares a runtime.
BUILT = ("acme_runtime", "acme_notes", "acme_shapes", "acme_todo", "note_shapes", "todo_inputs")
sys.path[:0] = [str(PACKAGES / module / "src") for module in (*PRESENT, *BUILT)]

# Where the models of real services are absent, so are their packages and what is tested on them.
collect_ignore = [] if "lambda_client" in PRESENT else ["test_lambda.py"]


def pytest_report_header() -> list[str]:
    lines = [f"packages: {', '.join(PRESENT)} in {PACKAGES}"]
    lines.extend(f"not run: {name}, since its package was not generated" for name in collect_ignore)
    lines.extend(not_run())
    return lines


def pytest_configure() -> None:
    if "SMITHYC_PACKAGES" not in os.environ:
        raise pytest.UsageError("SMITHYC_PACKAGES must name the folder of generated packages")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "package" in metafunc.fixturenames:
        metafunc.parametrize("package", [PACKAGES / name for name in PRESENT], ids=PRESENT)


@pytest.fixture
def packages() -> Path:
    """The folder that holds one folder a package."""
    return PACKAGES


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers that stop when the test ends."""
    with ExitStack() as stack:

        def start(behaviour: Behaviour = mirror) -> Server:
            return stack.enter_context(serving(behaviour))

        yield start


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """A server that answers with what it gets, unless it is told otherwise."""
    return serve()
