"""The helper modules of this folder lie beside the tests that import them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
