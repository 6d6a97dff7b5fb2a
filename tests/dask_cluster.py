"""A Dask cluster of worker processes on this machine, as tests and measurements use it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client


@dataclass(frozen=True)
class Cluster:
    """A running cluster: the address of its scheduler, and its processes, the scheduler first."""

    address: str
    processes: list[subprocess.Popen[bytes]]

    def kill_a_worker(self) -> None:
        """Ends the last worker at once, as a machine that fails does."""
        self.processes[-1].kill()


@contextmanager
def running_cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Starts a scheduler with so many workers of one thread; ends them all behind it. Logs go to `folder`."""
    running: list[subprocess.Popen[bytes]] = []
    environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(Path.cwd()))}
    file = folder / f"scheduler{os.urandom(4).hex()}.json"

    def start(*arguments: str) -> None:
        log = (folder / f"dask{len(running)}.log").open("wb")
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:], "--no-dashboard"]
        running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        for _ in range(workers):
            start("worker", "--scheduler-file", str(file), "--nthreads", "1", "--nworkers", "1", "--no-nanny")
        with Client(scheduler_file=str(file), timeout="60s") as client:
            client.wait_for_workers(workers, timeout=60)
            address = str(client.scheduler.address)
        yield Cluster(address, running)
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()
