"""The benches of hostile files, questions and answers are not installed with the project."""

from __future__ import annotations

import sys

from apoyo import RAIZ

sys.path.insert(0, str(RAIZ))
