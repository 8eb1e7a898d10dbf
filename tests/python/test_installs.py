"""Packages in clean virtual environments: wheel, sdist, folder, editable, git; and their extras."""

from __future__ import annotations

import email
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pythons import pythons
from serving import Answer, Seen, Server

HERE = Path(__file__).parent
PROGRAM = """
import sys
import todoclient
with todoclient.Client(base_url=sys.argv[1]) as client:
    print(client.todos.list().total, "httpx2" in sys.modules)
"""


def run(*arguments: object, folder: Path, wheels: Path | None = None) -> str:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "UV_"))}
    index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)} if wheels else {}
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=folder,
        env={
            **keep,
            **index,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session", params=list(pythons()))
def python(request: pytest.FixtureRequest) -> str:
    """An interpreter to install on."""
    return pythons()[request.param]


@pytest.fixture(scope="session")
def wheels(python: str) -> Path:
    """The wheels of all that packages depend on, fetched once and kept for later runs."""
    texts = [(HERE / name).read_text() for name in ("installs.txt", "requirements.txt")]
    version = run(python, "-c", "import sys; print(sys.version)", folder=HERE)
    key = hashlib.sha256("\0".join([*texts, version]).encode()).hexdigest()[:16]
    folder = Path(os.environ["SMITHYC_PACKAGES"]).resolve().parent / f"wheels-{key}"
    if not (folder / ".complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run(
            *(python, "-m", "pip", "download", "--quiet", "--only-binary", ":all:"),
            *("--dest", folder, "--constraint", HERE / "requirements.txt"),
            *("--requirement", HERE / "installs.txt"),
            folder=folder,
        )
        (folder / ".complete").touch()
    return folder


@pytest.fixture
def clean(python: str, tmp_path: Path) -> Path:
    """The interpreter of an environment with nothing in it."""
    run(python, "-m", "venv", "--without-pip", tmp_path / "clean", folder=tmp_path)
    return tmp_path / "clean/bin/python"


@pytest.fixture
def project(packages: Path, tmp_path: Path) -> Path:
    """A copy, so that builders leave nothing behind."""
    return Path(shutil.copytree(packages / "todoclient", tmp_path / "clients" / "todoclient"))


Install = Callable[..., None]


@pytest.fixture
def install(clean: Path, wheels: Path, tmp_path: Path) -> Install:
    def install(*what: object) -> None:
        pip = (sys.executable, "-m", "pip", "--python", clean)
        run(*pip, "install", "--quiet", *what, folder=tmp_path, wheels=wheels)
        run(*pip, "check", folder=tmp_path)

    return install


@pytest.fixture
def quickly(clean: Path, wheels: Path, tmp_path: Path) -> Install:
    """The same by uv, for what is not about installers."""

    def install(*what: object) -> None:
        uv = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", clean)
        cache = ("--cache-dir", wheels.parent / "uv-cache")
        run(*uv, *cache, "--no-index", "--find-links", wheels, *what, folder=tmp_path)

    return install


@pytest.fixture
def calls(serve: Callable[..., Server], clean: Path, tmp_path: Path) -> Callable[[], None]:
    def answer(seen: Seen) -> Answer:
        return Answer.json({"items": [], "total": 42})

    url = serve(answer).url

    def calls() -> None:
        assert run(clean, "-c", PROGRAM, url, folder=tmp_path) == "42 True\n"

    return calls


def built(kind: str, project: Path, folder: Path) -> Path:
    # What a repository ignores is of no concern to what is in a package.
    (project.parent / ".gitignore").write_text("*.py\nsrc/\nmodels*\n")
    run("git", "init", "--quiet", folder=project.parent)
    build = (sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", folder)
    run(*build, project, folder=folder.parent)
    (made,) = folder.iterdir()
    return made


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_what_is_built(
    kind: str, project: Path, tmp_path: Path, install: Install, calls: Callable[[], None]
) -> None:
    install(built(kind, project, tmp_path / "made"))
    calls()


@pytest.mark.parametrize("editable", [False, True], ids=["folder", "editable"])
def test_folder(
    editable: bool, project: Path, install: Install, calls: Callable[[], None], clean: Path
) -> None:
    install(*(["--editable"] if editable else []), project)
    calls()
    if editable:
        file = project / "src/todoclient/__init__.py"
        file.write_text(file.read_text() + "\nEDITED = True\n")
        show = "import todoclient; print(todoclient.EDITED)"
        assert run(clean, "-c", show, folder=project) == "True\n"


def test_git(project: Path, tmp_path: Path, install: Install, calls: Callable[[], None]) -> None:
    repository = tmp_path / "repository"
    shutil.copytree(project, repository / "clients/todo")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    run("git", "init", "--quiet", folder=repository)
    run("git", "add", "--all", "--force", folder=repository)
    run("git", *who, "commit", "--quiet", "--message", "all", folder=repository)
    install(f"git+file://{repository}#subdirectory=clients/todo")
    calls()


EXTRAS = {"aiohttp": "aiohttp", "http2": "h2", "opentelemetry": "opentelemetry", "orjson": "orjson"}


def test_extras(project: Path, tmp_path: Path, quickly: Install, clean: Path) -> None:
    wheel = built("wheel", project, tmp_path / "made")
    quickly(wheel)
    for extra, module in EXTRAS.items():
        absent = f"import importlib.util; print(importlib.util.find_spec({module!r}) is None)"
        assert run(clean, "-c", absent, folder=project) == "True\n"
        quickly(f"todoclient[{extra}] @ {wheel.as_uri()}")
        assert run(clean, "-c", f"import {module}, todoclient", folder=project) == ""


def test_metadata(packages: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(packages / "hostile", tmp_path / "hostile"))
    wheel = built("wheel", project, tmp_path / "made")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = email.message_from_bytes(archive.read(name))
    assert metadata["Name"] == "hostile" and metadata["Requires-Python"] == ">=3.11"
    assert set(metadata.get_all("Provides-Extra", [])) == set(EXTRAS)
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    required = metadata.get_all("Requires-Dist", [])
    assert [one for one in required if "extra" not in one] == ["httpx2<3,>=2.16"]


SHARED = """
import sys
import acme_notes, acme_todo
from acme_notes import errors as notes
from acme_runtime.errors import ApiError
from acme_todo import errors as todo

assert notes.ApiError is todo.ApiError is ApiError
assert issubclass(acme_notes.NoteIsLocked, todo.ConflictError)
with acme_notes.Client(base_url=sys.argv[1]) as one, acme_todo.Client(base_url=sys.argv[1]) as two:
    try:
        one.put_note(id="a", text="b")
    except todo.ConflictError as error:
        print(type(error).__module__, error.message)
    print(two.todos.list().total)
print(acme_notes.Config(base_url="http://x").module, acme_notes.Config.default_timeout)
"""


def test_two_clients_share_a_runtime(
    packages: Path, serve: Callable[..., Server], quickly: Install, clean: Path, tmp_path: Path
) -> None:
    def answer(seen: Seen) -> Answer:
        if seen.method == "PUT":
            return Answer.json({"message": "no"}, status=409, X_Amzn_Errortype="NoteIsLocked")
        return Answer.json({"items": [], "total": 42})

    folders = ["acme_runtime", "acme_notes", "acme_todo"]
    for folder in folders:
        shutil.copytree(packages / folder, tmp_path / folder)
    quickly(*(tmp_path / folder for folder in folders))
    text = run(clean, "-c", SHARED, serve(answer).url, folder=tmp_path)
    assert text == "acme_notes.models no\n42\nacme_notes 5.5\n"


def test_shapes_need_nothing(packages: Path, quickly: Install, clean: Path, tmp_path: Path) -> None:
    project = shutil.copytree(packages / "note_shapes", tmp_path / "note_shapes")
    quickly("--no-deps", project)
    program = "import note_shapes.models; print(note_shapes.models.Point(x=1.0, y=2.0))"
    assert run(clean, "-c", program, folder=tmp_path) == "Point(x=1.0, y=2.0)\n"
