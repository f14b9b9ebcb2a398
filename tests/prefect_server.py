"""What tests know of a running Prefect server, and how they type commands that use it."""

import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Server:
    """A running Prefect server."""

    api: str
    environment: dict[str, str]

    def ask(self, path: str, body: dict[str, Any]) -> Any:
        """POST to the API."""
        request = urllib.request.Request(
            f"{self.api}/{path}", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


def typed(*arguments: str, environment: dict[str, str], patience: int) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, from the very start."""
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=patience, check=False)
