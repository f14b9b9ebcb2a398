"""`khabar ui`: the Prefect server with its UI, on this machine alone."""

import os
import subprocess
import sys

from flows.commands.terminal import console
from flows.environment import settle_environment
from warehouse.home import Home


def ui_command(*, home: Home, port: int) -> int:
    """Start the server on `port` and stay until it is stopped; returns its exit code."""
    settle_environment()
    url = f"http://127.0.0.1:{port}"
    out = console()
    out.print(f"the UI opens at {url}; stop with Ctrl-C")
    out.print(
        f"runs show there when they are started with: PREFECT_API_URL={url}/api khabar run SOURCE --home {home.root}",
        soft_wrap=True,
    )
    environment = os.environ | {"PREFECT_SERVER_UI_API_URL": f"{url}/api"}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
