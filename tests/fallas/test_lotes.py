"""Files stored together: one that fails takes none with it, and the same folder again ends in the same store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo import EJEMPLOS
from apoyo_base import url_de
from sqlalchemy import select

from index import escritura, ingest, schema
from index.metas import MetaStore


@pytest.fixture
def store(tmp_path: Path) -> MetaStore:
    return MetaStore(schema.abrir(url_de(tmp_path)))


def test_one_that_cannot_be_stored_takes_none_of_its_batch_with_it(store: MetaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    original = escritura.Escritura.abrir

    def abrir(self: Any, nombre: str, *args: Any) -> Any:
        if nombre == EJEMPLOS[2].name:
            raise ValueError("lo que nadie esperaba")
        return original(self, nombre, *args)

    monkeypatch.setattr(escritura.Escritura, "abrir", abrir)
    monkeypatch.setattr(ingest, "_entera", _cuando_acaba)
    hechos = {d.nombre: d.estado for d in ingest.ingerir(EJEMPLOS, store).documentos}
    assert hechos == {r.name: "loaded" for r in EJEMPLOS} | {EJEMPLOS[2].name: "quarantined"}
    with store.engine.connect() as con:
        assert sorted(con.scalars(select(schema.documentos.c.nombre))) == sorted(r.name for r in EJEMPLOS if r != EJEMPLOS[2])


_entera = ingest._entera


def _cuando_acaba(entrada: Any) -> bool:
    """Wait for each file, so that all are stored together."""
    if entrada.encargo is not None:
        entrada.encargo.esperar(60)
    return _entera(entrada)


def test_two_files_of_one_report_in_a_folder_always_end_in_the_later_one(store: MetaStore, tmp_path: Path) -> None:
    """The first comes back in force, and so the second, which was loaded when the load began, has to be read again."""
    carpeta = tmp_path / "dos"
    carpeta.mkdir()
    for n, nombre in enumerate(("a.txt", "b.txt")):
        (carpeta / nombre).write_bytes(EJEMPLOS[0].read_bytes() + b"\n" * (n + 1))
    for _ in range(3):
        hechos = ingest.ingerir([carpeta], store).documentos
        with store.engine.connect() as con:
            assert list(con.scalars(select(schema.documentos.c.nombre))) == ["b.txt"]
        assert [d.estado for d in hechos][-1] == "replaced"
