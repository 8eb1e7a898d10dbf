"""Measures the emitted clients beside what they are compared with, and prints a table.

Usage: `python main.py PACKAGES [--processes N] [--only WORD]`, where `PACKAGES` holds a folder for
each emitted package. Times are processor time, the best of all runs in all processes: the machine may be
busy with something else. All contenders of a payload run in turn in the same process, without
garbage collection, as `timeit` has it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import calls
import peers

SPENT = 0.25
"""How many seconds of processor time each contender gets in each process, at least."""

LATER = sys.version_info >= (3, 12)

# (payload, direction, peer) -> (at most ours/peer) or (at least peer/ours).
AT_MOST = {
    ("JSON records", "decode", "bare"): 1.8 if LATER else 2.0,
    ("JSON records", "encode", "bare"): 1.6,
    ("DynamoDB", "decode", "bare"): 2.6 if LATER else 3.6,
    ("DynamoDB", "encode", "bare"): 2.1,
    ("S3 (XML)", "decode", "bare"): 2.5,
    ("EC2 (query, XML)", "decode", "bare"): 2.5,
}
AT_LEAST = {
    ("JSON records", "decode", "botocore"): 3.5,
    ("JSON records", "encode", "botocore"): 5.0,
    ("DynamoDB", "decode", "botocore"): 3.5,
    ("DynamoDB", "encode", "botocore"): 5.0,
    ("CBOR records", "decode", "botocore"): 3.5,
    ("CBOR records", "encode", "botocore"): 5.0,
    ("S3 (XML)", "decode", "botocore"): 2.5,
    ("S3 (XML)", "encode", "botocore"): 4.0,
    ("EC2 (query, XML)", "decode", "botocore"): 2.5,
    ("EC2 (query, XML)", "encode", "botocore"): 4.0,
    ("DynamoDB", "decode", "smithy"): 8.0,
    ("DynamoDB", "encode", "smithy"): 6.0,
}
FASTER = {"decode": 1.3, "encode": 1.9}
"""How many times as fast the JSON payloads shall be where orjson is installed."""

PEERS = {
    "bare": "bare json or xml.etree",
    "botocore": "botocore",
    "smithy": "aws-sdk-dynamodb",
    "orjson": "without orjson",
}


def once(work: Any) -> float:
    """Processor time of one call. What it made is dropped after the clock was read."""
    start = time.process_time()
    made = work()
    spent = time.process_time() - start
    del made
    return spent


def measure(only: str) -> dict[str, float]:
    """Run everything in this process; the best time of each."""
    found: dict[str, float] = {}
    for payload, prepare in peers.PAYLOADS.items():
        if only.lower() not in payload.lower():
            continue
        for direction, contenders in zip(("decode", "encode"), prepare(), strict=True):
            gc.collect()
            gc.disable()
            spent = dict.fromkeys(contenders, 0.0)
            best = dict.fromkeys(contenders, float("inf"))
            while min(spent.values()) < SPENT:
                for name, work in contenders.items():
                    if spent[name] < SPENT:
                        taken = once(work)
                        spent[name] += taken
                        best[name] = min(best[name], taken)
            for name, least in best.items():
                found["|".join((payload, direction, name))] = least
    return found


def best_of(processes: int, arguments: list[str], environment: dict[str, str]) -> dict[str, float]:
    """The best of several processes."""
    best: dict[str, float] = {}
    for _ in range(processes):
        command = [sys.executable, __file__, *arguments]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        for name, least in json.loads(done.stdout).items():
            best[name] = min(best.get(name, least), least)
    return best


def row(what: str, ours: float, peer: str, theirs: float, limit: tuple[str, float] | None) -> str:
    """One line: a ratio, and whether it is what it shall be."""
    if limit is not None and limit[0] == "≤":
        ratio, unit, good = ours / theirs, "× the time", ours / theirs <= limit[1]
    else:
        ratio, unit = theirs / ours, "× as fast"
        good = limit is None or ratio >= limit[1]
    goal = "–" if limit is None else f"{limit[0]} {limit[1]:g}"
    verdict = "" if good else "  MISSED"
    figures = f"{ours * 1000:9.2f} {theirs * 1000:9.2f}"
    return f"{what:<26} {PEERS[peer]:<24} {figures} {ratio:8.2f} {unit:<11} {goal:>7}{verdict}"


def codecs(processes: int, only: str, environment: dict[str, str]) -> None:
    """Decoding and encoding."""
    title = f"{'codec':<26} {'against':<24} {'ours ms':>9} {'theirs ms':>9} {'ratio':>8}"
    print(f"{title} {'':<11} {'goal':>7}")
    arguments = ["--only", only, "--child"]
    best = best_of(processes, [*arguments, "without"], environment)
    with_orjson = best_of(processes, [*arguments, "with"], environment)
    ours = {key.rpartition("|")[0]: value for key, value in best.items() if key.endswith("|ours")}
    for key, value in ours.items():
        payload, direction = key.split("|")
        what = f"{payload}, {direction}"
        for peer in ("bare", "botocore", "smithy"):
            theirs = best.get(f"{key}|{peer}")
            if theirs is None:
                continue
            limit = None
            if (payload, direction, peer) in AT_MOST:
                limit = ("≤", AT_MOST[payload, direction, peer])
            elif (payload, direction, peer) in AT_LEAST:
                limit = ("≥", AT_LEAST[payload, direction, peer])
            print(row(what, value, peer, theirs, limit))
        if payload in ("JSON records", "DynamoDB"):
            faster = with_orjson[f"{key}|ours"]
            print(row(f"{what}, orjson", faster, "orjson", value, ("≥", FASTER[direction])))


def process(code: str, environment: dict[str, str]) -> tuple[float, float]:
    """Processor time in seconds and peak memory in MB of a fresh interpreter."""
    child = subprocess.Popen([sys.executable, "-c", code], env=environment)
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0, f"{code!r} failed"
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def imports(runs: int, environment: dict[str, str]) -> None:
    """What a program pays before its first call, beside what it is compared with."""
    codes = {"nothing": "pass", "httpx2": "import httpx2"}
    for module in ("dynamodb", "ec2", "sagemaker"):
        codes[module] = f"import {module}"
        codes[f"{module}.Client"] = f"import {module}; {module}.Client(base_url='http://x')"
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in codes}
    for code in codes.values():
        process(code, environment)
    for _ in range(runs):
        for name, code in codes.items():
            taken[name].append(process(code, environment))
    spent = {name: min(seconds for seconds, _ in of) * 1000 for name, of in taken.items()}
    held = {name: statistics.median(memory for _, memory in of) for name, of in taken.items()}
    print(f"\n{'process':<26} {'ms':>9} {'MB':>9}   beside")
    for name in ("nothing", "httpx2"):
        print(f"{name:<26} {spent[name]:9.1f} {held[name]:9.1f}")
    for module, most in (("dynamodb", 1.15), ("ec2", 1.3), ("sagemaker", 1.3)):
        name = f"{module}.Client"
        ratios = spent[name] / spent["httpx2"], held[name] / held["httpx2"]
        verdict = "" if max(ratios) <= most else "  MISSED"
        figures = f"{spent[name]:9.1f} {held[name]:9.1f}"
        print(
            f"{name:<26} {figures}   {ratios[0]:.2f}× the time and {ratios[1]:.2f}× the memory "
            f"of httpx2, goal ≤ {most}{verdict}"
        )
        more = spent[module] - spent["nothing"]
        verdict = "" if more <= 20 else "  MISSED"
        print(
            f"{'import ' + module:<26} {spent[module]:9.1f} {held[module]:9.1f}   {more:.1f} ms "
            f"and {held[module] - held['nothing']:.1f} MB over nothing, goal ≤ 20 ms{verdict}"
        )


def whole_calls(processes: int, environment: dict[str, str]) -> None:
    """Calls against a server, beside the bare transport and other clients."""
    program = [sys.executable, str(Path(__file__).with_name("calls.py"))]
    server = subprocess.Popen([*program, "serve"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = f"http://127.0.0.1:{server.stdout.readline().strip()}"

    def run(row: str) -> dict[str, float]:
        command = [*program, "measure", url, row]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found

    try:
        print(f"\n{'call':<26} {'beside':<12} {'ours µs':>9} {'theirs µs':>9} {'ratio':>8}")
        for name in calls.ROWS:
            best: dict[str, float] = {}
            for _ in range(processes):
                for peer, least in run(name).items():
                    best[peer] = min(best.get(peer, least), least)
            ours = best.pop("ours")
            for peer, theirs in best.items():
                most = calls.GOALS.get((name, peer))
                verdict = "  MISSED" if most is not None and ours / theirs > most else ""
                goal = "" if most is None else f"goal ≤ {most}"
                figures = f"{ours * 1e6:9.1f} {theirs * 1e6:9.1f} {ours / theirs:8.3f}"
                print(f"{name:<26} {peer:<12} {figures}   {goal}{verdict}")
        grown = run("lasting")["growth"]
        verdict = "  MISSED" if grown > 1 else ""
        print(f"memory over {calls.LASTING:,} calls: {grown:+.1f} MB, goal ≤ 1 MB{verdict}")
    finally:
        server.kill()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", nargs="?", type=Path)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--child", choices=["with", "without"])
    given = parser.parse_args()
    if given.child:
        if given.child == "without":
            sys.modules["orjson"] = None  # type: ignore[assignment]
        print(json.dumps(measure(given.only)))
        return
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    folders = sorted(given.packages.glob("*/src"))
    environment["PYTHONPATH"] = os.pathsep.join(str(folder) for folder in folders)
    print(f"Python {sys.version.split()[0]}, best of {given.processes} processes")
    if given.only not in ("imports", "calls"):
        codecs(given.processes, given.only, environment)
    if given.only in ("", "imports"):
        imports(given.processes * 3, environment)
    if given.only in ("", "calls"):
        whole_calls(given.processes, environment)


if __name__ == "__main__":
    main()
