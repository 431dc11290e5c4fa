"""A store made by copying is, row by row, what a real load of the renamed files makes."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bench.escala import almacenes, reportes
from index import schema
from index.ingest import ingerir
from index.metas import MetaStore

pytestmark = pytest.mark.solo_sqlite("copia los renglones de su archivo")

#: Ids, and what tells when and from where, are nobody's business.
_SIN = {"id", "documento_id", "informe_id", "meta_id", "observacion_id", "cargado_en", "hasta"}


def _cargar(base: Path, archivos: Path) -> None:
    motor = schema.abrir(f"sqlite:///{base}")
    ingerir([archivos], MetaStore(motor))
    motor.dispose()


def _filas(base: Path, tabla: str) -> list[Any]:
    con = sqlite3.connect(base)
    con.row_factory = sqlite3.Row
    return sorted(tuple(str(f[k]) for k in f.keys() if k not in _SIN) for f in con.execute(f"SELECT * FROM {tabla}"))  # noqa: SIM118


def test_copies_equal_a_load_of_the_renamed_files(tmp_path: Path) -> None:
    suyos, todos = tmp_path / "suyos", tmp_path / "todos"
    rutas = almacenes.escribir(suyos, 300)
    todos.mkdir()
    nombres = list(dict.fromkeys(r.formas[0].municipio for r in reportes.reportes(300)))
    for ruta in rutas:
        (todos / ruta.name).write_bytes(ruta.read_bytes())
        n = almacenes.Nombre(nombres[0], reportes.municipio(len(nombres)))
        (todos / almacenes.renombrado(ruta.name, 1)).write_bytes(almacenes.renombrar(ruta.read_bytes(), n))
    _cargar(tmp_path / "copiada.sqlite3", suyos)
    _cargar(tmp_path / "cargada.sqlite3", todos)
    almacenes.copiar(tmp_path / "copiada.sqlite3", 2)
    assert len(nombres) == 1
    for tabla in ("documentos", "informes", "metas", "lineas_meta", "causas_meta", "firmas", "hallazgos", "metas_fts", "raices", "conteos"):
        assert _filas(tmp_path / "copiada.sqlite3", tabla) == _filas(tmp_path / "cargada.sqlite3", tabla), tabla
