"""A few of the deaths of ``python -m bench.caidas``, which is the whole: see docs/reliability.md."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from apoyo import RAIZ

pytestmark = [pytest.mark.lenta, pytest.mark.solo_sqlite("mata procesos sobre sus archivos")]


@pytest.mark.skipif(sys.platform != "linux", reason="adopta a los huérfanos con prctl")
def test_a_killed_load_loses_nothing_doubles_nothing_and_converges(tmp_path: Path) -> None:
    """In a process of its own: it forks, and takes over what its children leave."""
    tabla = tmp_path / "tabla.json"
    orden = [sys.executable, "-m", "bench.caidas", "--rapido", "--json", str(tabla)]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, timeout=280)
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    filas = json.loads(tabla.read_text(encoding="utf-8"))
    assert len(filas) >= 6 and all(f["caidas"] == 1 for f in filas)
    malas = ("perdidas", "dobles", "sin_converger", "discordes", "huerfanos")
    assert [f for f in filas if any(f[m] for m in malas)] == []


def test_fifty_points_or_more_are_named_once_each() -> None:
    sys.path.insert(0, str(RAIZ))  # bench is not installed with the project
    from bench.caidas.puntos import PUNTOS, RAPIDOS

    assert len(PUNTOS) == len(set(PUNTOS)) >= 50 and set(RAPIDOS) <= set(PUNTOS)
