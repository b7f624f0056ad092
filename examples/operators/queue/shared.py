"""The directory that operator and workers share, by NFS, say.

jobs/KEY/        a job; it comes into being by one rename, whole
  job.json       what was submitted
  folder/        the job's folder
  taken/         made by the worker that takes it, and touched as long as it is watched
  log            what the step printed
  stop           made by cancel
  end.json       how it ended; who makes it first is right
tmp/KEY.*        jobs on their way in or out
workers/NAME     touched by each worker
"""
import json
import os
import shutil
import threading
from pathlib import Path

ENDED = ("succeeded", "failed", "cancelled", "lost")


def open_queue(path):
    root = Path(path).resolve()
    for name in ("jobs", "tmp", "workers"):
        (root / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def age(path, root):
    """Seconds since it was touched. Clocks of machines differ, so it is told by the share's own."""
    clock = root / "tmp" / f"clock-{os.getpid()}"
    clock.touch()
    return clock.stat().st_mtime - path.stat().st_mtime


def settle(job, end):
    """Says how a job ended, unless that was said before."""
    new = job.parent.parent / "tmp" / f"{job.name}.end-{os.getpid()}-{threading.get_ident()}"
    new.write_text(json.dumps(end))
    try:
        os.link(new, job / "end.json")
    except (FileExistsError, FileNotFoundError):
        pass  # the one that was there is right; or the job was cleaned up
    new.unlink()


def status(job, lost_after):
    """An observation as the protocol has it; None for a job that isn't there."""
    try:
        if (job / "end.json").exists():
            return json.loads((job / "end.json").read_text())
        if not (job / "taken").exists():
            return {"status": "queued"} if job.exists() else None
        if age(job / "taken", job.parent.parent) <= lost_after:
            return {"status": "running"}
        settle(job, {"status": "lost", "message": f"The job's worker gave no sign of life for {lost_after} s"})
    except FileNotFoundError:
        pass  # cleaned up just now
    return status(job, lost_after)


def remove(path):
    if path.is_file():
        return path.unlink(missing_ok=True)
    for folder, _, _ in os.walk(path):
        os.chmod(folder, 0o700)  # a step may have made it read-only
    shutil.rmtree(path, ignore_errors=True)
