"""What is settled before Prefect or Great Expectations is imported: patience at start-up, no telemetry, quiet logs."""

import os

_SETTINGS = {
    # The default of 20 s is too short for a first start on a slow disk.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "TQDM_DISABLE": "1",
}


def settle_environment(*, quiet: bool = False) -> None:
    """Set what is not set already. `quiet`: the caller shows progress itself, so Prefect's log speaks of trouble alone."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    if quiet:
        # Only the console's handler: the log still goes to the server, where a person looks for it.
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
        os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
