"""How a command ends: exit codes, and errors as one line for a person. No traceback reaches a terminal unasked."""

import os
import sys
import traceback

OK = 0
UNHEALTHY = 1
"""Blocked by a gate, stale, or in need of the doctor."""
USAGE = 2
"""Asked wrongly, or nothing readable was found."""


class CommandError(Exception):
    """What a person asked cannot be done; the message says why and what to do. `code` is the exit code."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """Say `message` on standard error, with nothing in it that could move the cursor."""
    from flows.commands.terminal import neutral

    lines = (line for line in neutral(message, lines=True).splitlines() if line.strip())
    print("khabar: " + "\n".join(lines), file=sys.stderr)


def report(error: Exception) -> int:
    """Tell a person of `error`; returns the exit code. KHABAR_TRACEBACK=1 shows where it was raised."""
    if os.environ.get("KHABAR_TRACEBACK") == "1":
        traceback.print_exception(error)
    message, code = _told(error)
    complain(message)
    return code


def _told(error: Exception) -> tuple[str, int]:
    # Imported here, when something went wrong: a command that goes well need not load the warehouse for it.
    from flows.settings import SettingsError
    from flows.workers import WorkerError
    from flows.workforce import RunnerError
    from warehouse.console import ConsoleError
    from warehouse.lock import LockedError
    from warehouse.manifest import ManifestError

    if isinstance(error, CommandError):
        return str(error), error.code
    if isinstance(error, ConsoleError | SettingsError | RunnerError):
        return str(error), USAGE
    if isinstance(error, LockedError | ManifestError | WorkerError):
        return str(error), UNHEALTHY
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}", UNHEALTHY
    return f"unexpected {type(error).__name__}: {error} (KHABAR_TRACEBACK=1 shows where)", UNHEALTHY
