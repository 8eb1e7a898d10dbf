"""The synchronous pipeline is the asynchronous one without `async` and `await`."""

import os
from pathlib import Path

RUNTIME = Path(__file__).resolve().parents[3] / "src/backend/python/runtime"

HEADER = "# Made from pipeline_async.py by tests/python/runtime/test_template.py; edit that one.\n"
REPLACEMENTS = (
    (
        "# The template of the synchronous pipeline: tests/python/runtime/test_template.py makes"
        " that from\n# this file, and fails when they differ.\n",
        HEADER,
    ),
    ("The asynchronous pipeline", "The synchronous pipeline"),
    ("one asynchronous client", "one synchronous client"),
    ("from anyio import sleep", "from time import sleep"),
    ("async def ", "def "),
    ("await ", ""),
    ("AsyncPipeline", "SyncPipeline"),
    ("AsyncPools, InjectedAsync", "InjectedSync, SyncPools"),
    ("AsyncPools", "SyncPools"),
    ("InjectedAsync", "InjectedSync"),
    ("AsyncTransport", "Transport"),
    ("asynchronous=True", "asynchronous=False"),
    ("ByteStream(None, raw, ", "ByteStream(raw, None, "),
    ("asign", "sign"),
    ("async_aside", "aside"),
    ("aread", "read"),
    ("aclose", "close"),
)


def synchronous(text: str) -> str:
    for old, new in REPLACEMENTS:
        text = text.replace(old, new)
    return text


def test_sync_pipeline_is_made_from_the_async_one() -> None:
    made = synchronous((RUNTIME / "pipeline_async.py").read_text())
    target = RUNTIME / "pipeline_sync.py"
    if os.environ.get("UPDATE_TEMPLATES"):
        target.write_text(made)
    assert target.read_text() == made
