#!/usr/bin/env python3
"""Runs jobs of a queue directory: python3 worker.py DIRECTORY [SLOTS]. Any number of workers may share one directory.

Each job is watched by a process of its own, which outlives the worker: jobs end by their deadline, whoever else is gone.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from shared import age, open_queue, remove, settle

GRACE = 10  # seconds between SIGTERM and SIGKILL
TICK = 0.1


def work(root, slots):
    name, watchers = f"{socket.gethostname()}-{os.getpid()}", []
    print(f"{name} waits for jobs in {root}", flush=True)
    while True:
        (root / "workers" / name).touch()
        watchers = [each for each in watchers if each.poll() is None]
        for job in waiting(root)[: slots - len(watchers)]:
            if take(job):
                command = [sys.executable, __file__, "--watch", str(job)]
                watchers.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True))
        sweep(root)
        time.sleep(TICK)


def waiting(root):
    jobs = [job for job in (root / "jobs").iterdir() if not (job / "taken").exists() and not (job / "end.json").exists()]
    return sorted(jobs, key=lambda job: job.stat().st_mtime)


def take(job):
    try:
        (job / "taken").mkdir()  # only one worker can
        return True
    except (FileExistsError, FileNotFoundError):
        return False


def sweep(root):
    """Copies that were begun and never ended hold secrets."""
    for rest in (root / "tmp").iterdir():
        try:
            if age(rest, root) > 86400:
                remove(rest)
        except FileNotFoundError:
            pass


def watch(job):
    if (job / "stop").exists():  # looked at after `taken` was made, so that a cancel is never overlooked
        return settle(job, {"status": "cancelled", "message": "It was cancelled before it started"})
    try:
        step = start(job)
    except OSError as error:
        return settle(job, {"status": "failed", "cause": "infrastructure", "message": f"It could not be started: {error}"})
    until = time.monotonic() + json.loads((job / "job.json").read_text())["deadline_seconds"]
    why = kill_at = None
    while step.poll() is None or (why and time.monotonic() < kill_at and signal_group(step, 0)):
        time.sleep(TICK)
        if why is None:
            why = reason_to_stop(job, until)
            if why:
                kill_at = time.monotonic() + GRACE
                signal_group(step, signal.SIGTERM)
        elif time.monotonic() >= kill_at:
            signal_group(step, signal.SIGKILL)
    signal_group(step, signal.SIGKILL)  # what the step left in the background
    settle(job, end_of(step.returncode, why))


def start(job):
    folder = job / "folder"
    with open(job / "log", "ab") as log:
        return subprocess.Popen(
            ["sh", str(folder / "control/start.sh"), str(folder)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            cwd=folder, env={"PATH": os.environ["PATH"]},
        )


def reason_to_stop(job, until):
    if time.monotonic() >= until:
        return "timeout"
    try:
        os.utime(job / "taken")
        # An end that is there already: somebody gave this worker up.
        return "cancelled" if (job / "stop").exists() else "lost" if (job / "end.json").exists() else None
    except FileNotFoundError:
        return "lost"
    except OSError:
        return None  # the share is away for a while


def signal_group(step, number):
    """False when nothing of it is left."""
    try:
        os.killpg(step.pid, number)
        return True
    except (ProcessLookupError, PermissionError):
        return False


def end_of(code, why):
    exit_code = code if code >= 0 else 128 - code
    if why == "cancelled":
        return {"status": "cancelled", "exit_code": exit_code}
    if why == "timeout":
        return {"status": "failed", "cause": "timeout", "exit_code": exit_code, "message": "It ran into its deadline"}
    if code == 0:
        return {"status": "succeeded", "exit_code": 0}
    return {"status": "failed", "exit_code": exit_code, "message": f"The command ended with exit code {exit_code}"}


if sys.argv[1] == "--watch":
    watch(Path(sys.argv[2]))
else:
    work(open_queue(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count() or 1)
