"""The command line, often, without importing all there is each time: `python warm_khabar.py` types the commands that it is told.

Each command is still the real `main` in a process of its own, with its own environment, arguments, streams and exit code:
a child of a process that has done nothing but import. Tests that look at the start itself type the command instead. What
works until it is ended, as `khabar serve` and Dask's workers, is begun and ended here too.
"""

import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


class WarmKhabar:
    """The process that waits for commands; `environment` is the one that all its commands share."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._environment, self._folder, self._n = environment, folder, 0
        self._at_work: set[int] = set()
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __call__(self, *arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """What `khabar` with these arguments says, given `text` as standard input, with more of an environment."""
        self._n += 1
        streams = [self._folder / f"{self._n}.{name}" for name in ("in", "out", "err")]
        streams[0].write_text(text, encoding="utf-8")
        code = self._ask("wait", self._begun("khabar", arguments, streams, environment))
        out, err = (stream.read_text(encoding="utf-8") for stream in streams[1:])
        return subprocess.CompletedProcess(["khabar", *arguments], code, out, err)

    def begin(self, program: str, *arguments: str, log: Path, **environment: str) -> int:
        """Have `khabar`, or a module, at work until it is ended; returns its process."""
        process = self._begun(program, arguments, [Path(os.devnull), log, log], environment)
        self._at_work.add(process)
        return process

    def end(self, process: int, how: int = signal.SIGTERM) -> None:
        """End what was begun, with all that it has begun itself."""
        os.killpg(process, how)
        self._ask("wait", process)
        self._at_work.discard(process)

    def close(self) -> None:
        """End the process, and what is still at work."""
        for process in [*self._at_work]:
            self.end(process, signal.SIGKILL)
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def _begun(self, program: str, arguments: Sequence[str], streams: Sequence[Path], more: Mapping[str, str]) -> int:
        found = {"program": program, "arguments": arguments, "streams": list(map(str, streams))}
        return self._ask("begin", found | {"environment": self._environment | dict(more)})

    def _ask(self, what: str, given: Any) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([what, given]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def _become(request: Mapping[str, Any]) -> None:
    """Make this child the process of one command, at the head of a group of its own."""
    os.setpgid(0, 0)
    for number, path in enumerate(request["streams"]):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv[:] = [request["program"], *request["arguments"]]


def _wait_for_commands() -> None:
    from flows.environment import settle_environment

    settle_environment(quiet=True)  # as the commands do before they import what follows
    from warming import warm_up

    import expectations.data_docs
    import expectations.suite  # noqa: F401
    import flows.news_etl
    import flows.news_reprocess  # noqa: F401
    from flows.cli import main

    warm_up()
    for line in iter(sys.stdin.readline, ""):
        what, given = json.loads(line)
        if what == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(given, 0)[1]), flush=True)
        elif child := os.fork():
            os.setpgid(child, child)  # on either side: whoever is first
            print(child, flush=True)
        else:
            _become(given)
            if given["program"] == "khabar":
                sys.exit(main())  # out of the loop and to the very end, as the command ends
            runpy.run_module(given["program"], run_name="__main__", alter_sys=True)
            return


if __name__ == "__main__":
    _wait_for_commands()
