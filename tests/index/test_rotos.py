"""Broken files: one clear line each, in Spanish, with its remedy and in time; and the report beside them loads."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import rotos
from apoyo_index import fila, informe

from index.ingest import ingerir
from index.metas import MetaStore

_SEGUNDOS = 30


@pytest.fixture(scope="module")
def corpus() -> dict[str, list[rotos.Roto]]:
    return rotos.todos()


def test_each_format_has_its_broken_files(corpus: dict[str, list[rotos.Roto]]) -> None:
    nombres = [nombre for grupo in corpus.values() for nombre, _, _ in grupo]
    assert len(set(nombres)) == len(nombres)
    assert all(len(grupo) >= 20 for formato, grupo in corpus.items() if formato != "ajenos")


def test_every_broken_file_is_one_clear_line_and_the_good_one_loads(
    corpus: dict[str, list[rotos.Roto]], store: MetaStore, tmp_path: Path
) -> None:
    todos = [roto for grupo in corpus.values() for roto in grupo]
    for nombre, contenido, _ in todos:
        (tmp_path / nombre).write_bytes(contenido)
    bueno = tmp_path / "bueno.txt"
    bueno.write_text(informe(fila("1.- Uno")))
    tiempos: dict[str, float] = {}
    inicio = time.monotonic()
    archivos = [*(tmp_path / nombre for nombre, _, _ in todos), bueno]
    resumen = ingerir(archivos, store, lambda a: tiempos.setdefault(a.etapa, time.monotonic() - inicio))
    dichos = {Path(str(d.ruta).replace(f"{tmp_path}/", "").split("/")[0]).name: d for d in resumen.documentos}
    for nombre, _, palabra in todos:
        d = dichos[nombre]
        linea = d.motivo or ""
        assert d.estado == "quarantined", nombre
        assert palabra in linea, (nombre, linea)
        assert linea.startswith(nombre) and "\n" not in linea and "interno" not in linea, linea
        assert re.search(r"[.:] [A-ZÁÉÍÓÚ].+\.$", linea), f"sin remedio: {linea}"
    assert dichos["bueno.txt"].estado == "loaded"
    marcas = [*tiempos.values(), time.monotonic() - inicio]
    lentos = {e: b - a for e, a, b in zip(tiempos, marcas, marcas[1:], strict=False) if b - a > _SEGUNDOS}
    assert not lentos
