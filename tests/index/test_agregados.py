"""Words and counts that are kept beside the facts say what the facts say, whatever was loaded, replaced or forgotten."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from apoyo import EJEMPLOS
from apoyo_base import url_de
from sqlalchemy import Connection, func, select

from index import agregados, conteos, schema, vocablos
from index.ingest import leer_documento
from index.metas import MetaStore
from index.textos import raices


@pytest.fixture
def almacen(tmp_path: Path) -> MetaStore:
    return MetaStore(schema.abrir(url_de(tmp_path)))


def _cargar(almacen: MetaStore, ruta: Path, *, cruzar: bool = True) -> None:
    contenido = ruta.read_bytes()
    almacen.guardar(leer_documento(ruta.name, contenido), contenido, cruzar=cruzar)


def _raices(con: Connection) -> dict[str, int]:
    return {r.raiz: r.textos for r in con.execute(select(schema.raices))}


def _recontadas(con: Connection) -> dict[str, int]:
    m, o = schema.metas, schema.observaciones
    descritas = {frozenset(raices(f"{d} {u}")) for d, u in con.execute(select(m.c.descripcion, m.c.unidad_medida))}
    textos = [*descritas, *(frozenset(raices(t)) for t in con.scalars(select(o.c.texto)))]
    return {vocablos.TODOS: len(textos), **Counter(r for t in textos for r in t)}


def _conteos(con: Connection) -> set[tuple[object, ...]]:
    """The kept counts; progress is added up in another order when only some years are counted again."""
    return {(*f[:-1], round(f.avance, 6)) for f in con.execute(select(schema.conteos))}


def test_each_load_adds_its_words_and_a_removal_takes_them_out(almacen: MetaStore) -> None:
    for ruta in EJEMPLOS:
        _cargar(almacen, ruta)
        with almacen.engine.connect() as con:
            assert agregados.al_dia(con)
            assert _raices(con) == _recontadas(con)
    almacen.olvidar(EJEMPLOS[0].name)
    with almacen.engine.connect() as con:
        assert _raices(con) == _recontadas(con)
        assert con.scalar(select(func.count()).select_from(schema.documentos)) == len(EJEMPLOS) - 1


def test_counts_of_touched_years_are_those_of_counting_all_again(almacen: MetaStore) -> None:
    for ruta in EJEMPLOS:
        _cargar(almacen, ruta)
    with almacen.engine.begin() as con:
        guardados = _conteos(con)
        conteos.contar(con, None)
        assert guardados == _conteos(con)
        c, m = schema.conteos, schema.metas
        todas = con.scalar(select(func.sum(c.c.metas)).where(c.c.dimension == conteos.TODAS))
        assert todas == con.scalar(select(func.count()).select_from(m))


def test_until_a_batch_ends_its_words_are_pending_and_its_counts_are_not_used(almacen: MetaStore) -> None:
    _cargar(almacen, EJEMPLOS[0])
    _cargar(almacen, EJEMPLOS[-1], cruzar=False)
    with almacen.engine.connect() as con:
        assert not agregados.al_dia(con)
        nuevas = agregados.pendientes(con)
        assert set(_recontadas(con)) - {vocablos.TODOS} == set(_raices(con)) - {vocablos.TODOS} | set(nuevas.veces)
    almacen.cruzar()
    with almacen.engine.connect() as con:
        assert agregados.al_dia(con) and not agregados.pendientes(con).veces
        assert _raices(con) == _recontadas(con)
