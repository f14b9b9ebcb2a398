"""The helper module of this folder lies beside the tests that import it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
