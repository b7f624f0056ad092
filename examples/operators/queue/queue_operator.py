#!/usr/bin/env python3
"""A step operator: its steps are run by workers (worker.py) on a directory that all machines share (shared.py)."""
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import protocol
from protocol import Fault
from shared import ENDED, age, open_queue, remove, settle, status

LIMITS = ("accelerators", "cpus", "memory", "disk_size", "shm_size", "instance_type", "image")


class Queue:
    def initialize(self, params):
        settings = params["operator"]["settings"]
        if set(settings) - {"queue", "lost_after"} or not isinstance(settings.get("queue"), str):
            raise Fault("invalid", "The settings are queue, the shared directory, and lost_after, seconds; nothing else")
        self.root, self.scratch = open_queue(settings["queue"]), params["directory"]
        self.lost_after = settings.get("lost_after", 120)  # seconds without a sign of life of a job's worker
        can = {"gpu": False, "spot": False, "multi_node": False, "logs": True, "data": "directory", "max_open_calls": 20}
        return {"protocol_version": "1", "name": "queue", "version": "1.0.0", "capabilities": can}

    def check(self, _):
        workers = [each.name for each in (self.root / "workers").iterdir() if age(each, self.root) < self.lost_after]
        if workers:
            return {"findings": [{"level": "ok", "message": f"{self.root} has workers: {', '.join(sorted(workers))}"}]}
        hint = f"On the machine that is to run steps: python3 worker.py {self.root}"
        return {"findings": [{"level": "warning", "message": f"No worker of {self.root} was seen lately", "hint": hint}]}

    def plan(self, params):
        job, resources = params["job"], params["job"]["resources"]
        refused = [name for name in LIMITS if {**resources, "image": job.get("image")}.get(name) is not None]
        refused += [name for name, least in (("use_spot", False), ("num_nodes", 1)) if resources.get(name, least) > least]
        for name in refused + sorted(job["settings"]):
            raise Fault("invalid", f"The workers of a queue know nothing of {name}: leave it out, or use another operator")
        return {"request": {"queue": str(self.root)}}

    def submit(self, params):
        self.plan(params)
        job = params["job"]
        place = self.root / "jobs" / job["key"]
        if not place.exists():
            new = Path(tempfile.mkdtemp(prefix=job["key"] + ".", dir=self.root / "tmp"))
            shutil.copytree(job["directory"], new / "folder", symlinks=True)
            kept = {name: job[name] for name in ("key", "name", "labels", "deadline_seconds")}
            (new / "job.json").write_text(json.dumps(kept))
            try:
                new.rename(place)
            except OSError:  # another was faster: a folder that isn't empty is never replaced
                remove(new)
        return {"handle": self.handle(job["key"])}

    def handle(self, key):
        job = json.loads((self.root / "jobs" / key / "job.json").read_text())
        return {"key": key, "id": key[:12], "labels": job["labels"]}

    def find(self, params):
        try:
            return {"handle": self.handle(params["key"])}
        except FileNotFoundError:
            return {"handle": None}

    def list(self, params):
        found = [self.find({"key": key})["handle"] for key in sorted(os.listdir(self.root / "jobs"))]
        return {"handles": [each for each in found if each and params["labels"].items() <= each["labels"].items()]}

    def job(self, params):
        return self.root / "jobs" / params["handle"]["key"]

    def has_ended(self, params):
        state = status(self.job(params), self.lost_after)
        if state is None:
            raise Fault("gone", "There is no such job in the queue")
        return state["status"] in ENDED

    def read_log(self, key, start, size):
        try:
            with open(self.root / "jobs" / key / "log", "rb") as file:  # opened anew: only then does NFS look what is new
                file.seek(start)
                return file.read(size)
        except FileNotFoundError:
            return b""

    def poll(self, params):
        keys = [each["key"] for each in params["handles"]]
        states = {key: status(self.root / "jobs" / key, self.lost_after) for key in keys}
        known = {key: state for key, state in states.items() if state}
        for key, state in known.items():
            protocol.send_log(key, state["status"] in ENDED, self.read_log)
        return {"observations": known}

    def follow(self, params):
        key, ended = params["handle"]["key"], self.has_ended(params)
        protocol.follow(key, params["cursor"])
        protocol.send_log(key, ended, self.read_log)
        return {}

    def unfollow(self, params):
        protocol.unfollow(params["key"])
        return {}

    def cancel(self, params):
        job = self.job(params)
        if job.exists() and not (job / "end.json").exists():
            (job / "stop").touch()
            if not (job / "taken").exists():  # who takes it from now on sees `stop` first
                settle(job, {"status": "cancelled", "message": "It was cancelled before a worker took it"})
        return {}

    def collect(self, params):
        if not self.has_ended(params):
            raise Fault("invalid", "The job has not ended yet")
        target = tempfile.mkdtemp(prefix="collected-", dir=self.scratch)
        for name in ("work", "results"):
            shutil.copytree(self.job(params) / "folder" / name, Path(target, name), symlinks=True, ignore=specials)
        return {"directory": target}

    def cleanup(self, params):
        job, until = self.job(params), time.monotonic() + 30
        self.cancel(params)
        while (status(job, self.lost_after) or {"status": "lost"})["status"] not in ENDED:
            if time.monotonic() > until:
                raise Fault("unavailable", "The job's worker has not stopped it yet")
            time.sleep(0.1)
        protocol.unfollow(job.name)
        if job.exists():
            job.rename(self.root / "tmp" / f"{job.name}.gone-{time.time_ns()}")  # from now on it isn't known
        for rest in (self.root / "tmp").glob(job.name + ".*"):
            remove(rest)
        return {}


def specials(folder, names):
    """Sockets and pipes that a step left: they cannot be copied."""
    paths = [Path(folder, name) for name in names]
    return [path.name for path in paths if not (path.is_symlink() or path.is_file() or path.is_dir())]


protocol.run(Queue())
