"""What type checkers say about programs that use the packages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "types"
Found = dict[int, list[str]]


def marked(file: Path) -> set[int]:
    lines = file.read_text().splitlines()
    return {number for number, line in enumerate(lines, 1) if "# wrong" in line}


@pytest.fixture(scope="module")
def sources() -> list[Path]:
    packages = Path(os.environ["SMITHYC_PACKAGES"]).resolve()
    modules = (
        "acme_notes",
        "acme_runtime",
        "archive",
        "chat",
        "echo",
        "kitchen",
        "notes",
        "todoclient",
    )
    return [packages / module / "src" for module in modules]


def mypy(file: Path, sources: list[Path], folder: Path) -> Found:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--enable-error-code", "deprecated"),
            *("--no-error-summary", "--output", "json", "--cache-dir", str(folder), str(file)),
        ],
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, sources))},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Found = {}
    for line in done.stdout.splitlines():
        report = json.loads(line)
        revealed = report["message"].startswith("Revealed type is ")
        if report["severity"] == "error" or revealed:
            assert Path(report["file"]).name == file.name, line
            found.setdefault(report["line"], []).append(report["message"])
    return found


def pyright(file: Path, sources: list[Path], folder: Path) -> Found:
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": [str(file)],
        "extraPaths": [str(source) for source in sources],
        # The cases are expressions for their own sake.
        "reportUnusedExpression": "none",
        # It stands on another line than the missing return, which both checkers report.
        "reportMatchNotExhaustive": "none",
    }
    project = folder / "pyrightconfig.json"
    project.write_text(json.dumps(settings))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "basedpyright", "--outputjson", "--project", str(project)),
            *("--pythonpath", sys.executable),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Found = {}
    for report in json.loads(done.stdout)["generalDiagnostics"]:
        assert Path(report["file"]).name == file.name, report
        line = report["range"]["start"]["line"] + 1
        found.setdefault(line, []).append(report["message"])
    return found


Checker = Callable[[Path, list[Path], Path], Found]


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_right(checker: Checker, sources: list[Path], tmp_path: Path) -> None:
    assert checker(CASES / "right.py", sources, tmp_path) == {}


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_wrong(checker: Checker, sources: list[Path], tmp_path: Path) -> None:
    found = checker(CASES / "wrong.py", sources, tmp_path)
    expected = marked(CASES / "wrong.py")
    unmarked = {line: messages for line, messages in found.items() if line not in expected}
    assert not unmarked
    assert expected - set(found) == set()


def said(message: str) -> str:
    """The type in a report on `reveal_type`, without the modules of classes."""
    text = message.partition(" is ")[2] if message.startswith("Revealed") else message
    text = text.rpartition(" is ")[2].strip('"').replace("?", "")
    return re.sub(r"(?<![\w'.])(?:_?[a-z]\w*\.)+(?=\w)", "", text)


@pytest.mark.parametrize(("checker", "place"), [(mypy, 0), (pyright, -1)])
def test_revealed(checker: Checker, place: int, sources: list[Path], tmp_path: Path) -> None:
    file = CASES / "revealed.py"
    lines = enumerate(file.read_text().splitlines(), 1)
    expected = {
        number: line.partition("  # ")[2].split("; ")[place]
        for number, line in lines
        if "reveal_type(" in line
    }
    found = checker(file, sources, tmp_path)
    assert {line: said(*messages) for line, messages in found.items()} == expected


def test_making_a_deprecated_shape_is_reported(sources: list[Path], tmp_path: Path) -> None:
    # mypy looks at functions and classes alone, and a mark on the class would be reported wherever
    # the package itself names it.
    lines = ["from notes.models import OldPlace", "", 'OldPlace(name="x")', "old: OldPlace"]
    file = tmp_path / "old.py"
    file.write_text("\n".join(lines) + "\n")
    found = pyright(file, sources, tmp_path)
    assert list(found) == [3] and "Use Place (since 1.3)" in found[3][0]
