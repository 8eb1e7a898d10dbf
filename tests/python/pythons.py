"""Which interpreters packages are installed on: that of the tests, and the newest there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_VERSION = "import sys; print(*sys.version_info[:2])"


def _candidates() -> Iterator[str]:
    named = os.environ.get("SMITHYC_PYTHON_NEWEST")
    if named:
        yield named
        return
    for minor in range(30, 10, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            yield found
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for folder in root.glob("versions/3.*"):
        if re.fullmatch(r"3\.\d+\.\d+", folder.name) and (folder / "bin/python3").is_file():
            yield str(folder / "bin/python3")


def _version(python: str) -> tuple[int, int] | None:
    done = subprocess.run([python, "-c", _VERSION], capture_output=True, text=True)
    if done.returncode:
        return None  # a shim of a version that is not there
    major, minor = done.stdout.split()
    return int(major), int(minor)


@cache
def pythons() -> dict[str, str]:
    """Find the interpreters.

    Returns:
        The path of each, by version as in `3.13`; the interpreter of the tests comes first.
    """
    own = sys.version_info[:2]
    found = {own: getattr(sys, "_base_executable", sys.executable)}
    newest = own
    for python in _candidates():
        version = _version(python)
        if version and version > newest:
            newest = version
            found = {own: found[own], version: python}
    return {f"{major}.{minor}": python for (major, minor), python in found.items()}


def not_run() -> list[str]:
    """Say which versions packages are made for and were not installed on.

    Returns:
        One line, or none.
    """
    have = list(pythons())
    missing = [] if "3.11" in have else ["3.11"]
    if len(have) == 1 and sys.version_info < (3, 13):
        missing.append("one newer than " + have[0])
    return [f"not run: installs on Python {one}, of which there is none" for one in missing]
