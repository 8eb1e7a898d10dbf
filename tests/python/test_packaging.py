"""pip, uv and build take the package as it is; what they install works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from serving import Answer, Seen, Server

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import todoclient
assert todoclient.__file__.startswith(sys.argv[1]), todoclient.__file__
from importlib.metadata import distribution
found = distribution("todoclient")
assert found.version == "0.0.1", found.version
assert any(str(file) == "todoclient/py.typed" for file in found.files)
with todoclient.Client(base_url=sys.argv[2]) as client:
    print(client.todos.list().total)
"""


def tool(*arguments: object, folder: Path) -> str:
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=folder,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "UV_"))},
            "UV_CACHE_DIR": str(folder / "cache"),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INDEX": "1",
            "UV_OFFLINE": "1",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture
def project(packages: Path, tmp_path: Path) -> Path:
    """A copy, so that builders leave nothing behind."""
    return Path(shutil.copytree(packages / "todoclient", tmp_path / "todoclient"))


@pytest.fixture
def check(serve: Callable[..., Server], tmp_path: Path) -> Callable[[Path], None]:
    def answer(seen: Seen) -> Answer:
        return Answer.json({"items": [], "total": 42})

    url = serve(answer).url

    def check(target: Path) -> None:
        text = tool(sys.executable, "-c", PROGRAM, target, url, folder=tmp_path)
        assert text == "42\n"

    return check


def test_pip(project: Path, tmp_path: Path, check: Callable[[Path], None]) -> None:
    target = tmp_path / "target"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation"]
    tool(*pip, "--target", target, project, folder=tmp_path)
    check(target)


def test_uv(project: Path, tmp_path: Path, check: Callable[[Path], None]) -> None:
    target = tmp_path / "target"
    uv = [sys.executable, "-m", "uv", "pip", "install", "--no-deps", "--no-build-isolation"]
    tool(*uv, "--python", sys.executable, "--target", target, project, folder=tmp_path)
    check(target)


def test_build(project: Path, tmp_path: Path, check: Callable[[Path], None]) -> None:
    made = tmp_path / "made"
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", made]
    tool(*build, project, folder=tmp_path)
    (wheel,), (sdist,) = made.glob("*.whl"), made.glob("*.tar.gz")
    assert wheel.name == "todoclient-0.0.1-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    source = project / "src"
    expected = {p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file()}
    expected = {name for name in expected if "__pycache__" not in name}
    assert {name for name in names if ".dist-info/" not in name} == expected
    with tarfile.open(sdist) as archive:
        assert "todoclient-0.0.1/README.md" in archive.getnames()
    target = tmp_path / "target"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--target", target]
    tool(*pip, wheel, folder=tmp_path)
    check(target)
