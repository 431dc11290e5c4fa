"""Lists of tuples: the rows that they name, found by an index on every engine."""

from __future__ import annotations

import pytest
from apoyo import EJEMPLOS
from apoyo_base import EN_POSTGRES
from sqlalchemy import select, text

from index.ingest import ingerir
from index.listas import son_de
from index.metas import MetaStore
from index.schema import informes, metas

_UNIDAD = ("municipio", "ramo", "programa", "unidad")


def test_some_units_are_found_and_no_other_that_shares_each_of_their_parts(store: MetaStore) -> None:
    ingerir(EJEMPLOS, store)
    columnas = [informes.c[c] for c in _UNIDAD]
    with store.engine.connect() as con:
        todas = sorted({tuple(f) for f in con.execute(select(*columnas))})
        pedidas = [todas[0], todas[-1]]
        assert {tuple(f) for f in con.execute(select(*columnas).where(son_de(columnas, pedidas)))} == set(pedidas)
        cruzadas = [(*todas[0][:3], todas[-1][3]), (*todas[-1][:3], todas[0][3])]
        assert con.execute(select(*columnas).where(son_de(columnas, cruzadas))).all() == []


def test_no_list_of_units_has_the_whole_table_read(store: MetaStore) -> None:
    unidades = [("Puerto Claro", "50", "501", str(n)) for n in range(300, 340)]
    for tabla in (metas, informes):
        consulta = select(tabla.c.id).where(son_de([tabla.c[c] for c in _UNIDAD], unidades))
        sql = str(consulta.compile(store.engine, compile_kwargs={"literal_binds": True})).replace("%", "%%")
        with store.engine.connect() as con:
            if EN_POSTGRES:
                con.execute(text("SET enable_seqscan = off"))
            pasos = [str(tuple(f)) for f in con.exec_driver_sql(("EXPLAIN " if EN_POSTGRES else "EXPLAIN QUERY PLAN ") + sql)]
        assert not [p for p in pasos if "Seq Scan" in p or f"SCAN {tabla.name}" in p], pasos


@pytest.mark.parametrize("cuantas", [1, 2, 3, 5, 8, 9])
def test_a_list_of_any_length_names_its_rows_and_few_lengths_make_different_texts(store: MetaStore, cuantas: int) -> None:
    ingerir(EJEMPLOS, store)
    with store.engine.connect() as con:
        numeros = sorted({(f.numero,) for f in con.execute(select(metas.c.numero))})[:cuantas]
        consulta = select(metas.c.numero).where(son_de([metas.c.numero], numeros)).distinct()
        assert {(n,) for n in con.scalars(consulta)} == set(numeros)
    (lista, _) = (len(v) for v in consulta.compile().params.values() if isinstance(v, list))
    assert lista in (1, 2, 4, 8, 16) and len(numeros) == cuantas <= lista
