"""The store of facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from apoyo_index import CABECERA, fila, informe, leer, leer_dato
from sqlalchemy import func, inspect, select, text

from index import schema
from index.metas import MetaStore
from index.poa import Documento
from index.texto_completo import OBSERVACIONES_FTS, ConRaices


def _cuantas(store: MetaStore) -> dict[str, int]:
    with store.engine.connect() as con:
        cuantas = {t.name: con.scalar(select(func.count()).select_from(t)) or 0 for t in schema.metadata.sorted_tables}
        cuantas["metas_fts"] = con.scalar(text("SELECT count(*) FROM metas_fts")) or 0
    return cuantas


def _con(fecha: str, *filas: str) -> Documento:
    return leer(informe(*filas, cabecera=tuple(x.replace("31-dic.-21", fecha) for x in CABECERA)), f"{fecha}.txt")


def test_the_migrated_schema_is_the_metadata(store: MetaStore) -> None:
    with store.engine.connect() as con:
        diferencias = compare_metadata(MigrationContext.configure(con), schema.metadata)
        assert not [d for d in diferencias if not _de_un_motor(d)]
        assert schema.version(store.engine) == schema.VERSION
        for tabla in schema.metadata.sorted_tables:
            propias = {tuple(u["column_names"]) for u in inspect(con).get_unique_constraints(tabla.name)}
            deben = {
                tuple(c.name for c in k.columns) for k in tabla.constraints if type(k).__name__ == "UniqueConstraint"
            }
            assert propias == deben


def _de_un_motor(diferencia: Any) -> bool:
    """Whether a table or an index is one that only an engine has: SQLite's FTS5, PostgreSQL's vectors of words."""
    return any(nombre in str(diferencia) for nombre in (schema.METAS_FTS, OBSERVACIONES_FTS))


@pytest.mark.solo_sqlite("makes the folder of a file")
def test_a_store_at_the_newest_version_is_opened_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hondo' / 'poa.sqlite3'}"
    schema.abrir(url)
    assert schema.version(schema.abrir(url)) == schema.VERSION


def test_what_is_printed_and_what_is_computed_stand_side_by_side(store: MetaStore) -> None:
    store.guardar(
        leer(
            informe(
                fila(
                    "1.- Dar cursos",
                    lineas="242",
                    trimestres="_ _ 1 0 1 1 2 1",
                    absoluto="2",
                    relativo="50%",
                    observacion="Por lluvias no se dieron dos.",
                )
            )
        ),
        b"x",
    )
    with store.engine.connect() as con:
        m = con.execute(select(schema.metas)).one()
        assert m.clave == "puerto-claro/2021/2021-12-31/60/511/101/1"
        assert (m.meta_anual, m.programado_t1, m.alcanzado_t2, m.avance_absoluto, m.absoluto) == (4, None, 0, 2, 2)
        assert (m.absoluto_derivado, m.avance_impreso, m.avance_calculado, m.a_la_fecha) == (False, "50%", 50, 4)
        assert (m.estado, m.incumplida, m.medida, m.vigente) == ("no_cumplida", True, "curso", True)
        assert m.celdas["alcanzado.T4"] == {"literal": "1", "linea": 15, "columna": 12}
        assert con.execute(select(schema.lineas_meta)).one()[1:] == ("2.4.2", "242", True, 0)
        assert con.execute(select(schema.causas_meta.c.causa, schema.causas_meta.c.palabras)).one() == (
            "clima",
            "lluvias",
        )
        assert con.scalars(select(schema.metas.c.id).where(ConRaices(schema.metas.c.id, [["lluvi"]], ["observacion"]))).all() == [m.id]
        assert not con.scalars(select(schema.metas.c.id).where(ConRaices(schema.metas.c.id, [["lluvi"]], ["descripcion"]))).all()
        assert con.scalar(select(schema.informes.c.celdas))["unidad"] == {"literal": "101", "linea": 7, "columna": 2}
        assert con.scalar(select(schema.documentos.c.contenido)) == b"x"


def test_without_an_absolute_column_the_quarters_are_summed_and_marked_derived(store: MetaStore) -> None:
    store.guardar(leer_dato("deporte-2022-t4.psv"))
    with store.engine.connect() as con:
        t = schema.metas.c
        filas = {
            f.numero: f
            for f in con.execute(select(t.numero, t.avance_absoluto, t.absoluto, t.absoluto_derivado, t.estado))
        }
    assert filas["1"][1:] == (None, 1050, True, "rebasada")
    assert filas["1.3"][1:] == (None, 90, True, "no_cumplida")


def test_a_blank_absolute_in_a_form_that_has_the_column_is_not_reported(store: MetaStore) -> None:
    store.guardar(leer(informe(fila("1.- Uno", absoluto="", relativo=""))))
    with store.engine.connect() as con:
        assert con.execute(select(schema.metas.c.absoluto, schema.metas.c.estado)).one() == (None, "sin_reporte")


def test_the_same_bytes_again_change_nothing(store: MetaStore) -> None:
    documento = leer(informe(fila("1.- Uno", observacion="Por lluvias.")))
    assert store.guardar(documento).estado == "loaded"
    antes = _cuantas(store)
    assert store.guardar(documento).estado == "unchanged"
    assert _cuantas(store) == antes


def test_a_report_loaded_again_from_another_file_replaces_the_earlier_one(store: MetaStore) -> None:
    store.guardar(_con("31-dic.-21", fila("1.- Uno", observacion="Por lluvias."), fila("1.1.- Dos")))
    guardado = store.guardar(_con("31-dic-2021", fila("1.- Uno", observacion="Por falta de personal.")))
    assert (guardado.estado, guardado.metas) == ("replaced", 1)
    cuantas = _cuantas(store)
    assert (
        cuantas["documentos"],
        cuantas["informes"],
        cuantas["metas"],
        cuantas["metas_fts"],
        cuantas["observaciones"],
    ) == (1, 1, 1, 1, 1)


def test_a_document_keeps_the_reports_that_were_not_replaced(store: MetaStore) -> None:
    otra = tuple(x.replace("101\tDIRECCIÓN", "102\tOTRA") for x in CABECERA)
    store.guardar(leer(informe(fila("1.- Uno")) + informe(fila("2.- Dos"), cabecera=otra), "dos.txt"))
    store.guardar(leer(informe(fila("1.- Uno", observacion="Corregido.")), "uno.txt"))
    with store.engine.connect() as con:
        pares = con.execute(
            select(schema.documentos.c.nombre, schema.informes.c.unidad)
            .join(schema.informes)
            .order_by(schema.documentos.c.nombre)
        ).all()
    assert [tuple(p) for p in pares] == [("dos.txt", "102"), ("uno.txt", "101")]


@pytest.mark.parametrize("orden", [("30-jun.-21", "31-dic.-21"), ("31-dic.-21", "30-jun.-21")])
def test_only_the_latest_cut_is_in_force_whatever_the_order_of_loading(
    store: MetaStore, orden: tuple[str, str]
) -> None:
    for fecha in orden:
        store.guardar(_con(fecha, fila("1.- Uno")))
    consulta = select(schema.metas.c.corte, schema.metas.c.vigente).order_by(schema.metas.c.corte)
    with store.engine.connect() as con:
        assert [v for _, v in con.execute(consulta)] == [False, True]
    store.olvidar("31-dic.-21.txt")
    with store.engine.connect() as con:
        assert [v for _, v in con.execute(consulta)] == [True]
        assert con.scalar(select(schema.informes.c.vigente)) is True


def test_forgetting_takes_out_everything_by_name_or_digest(store: MetaStore) -> None:
    vacio = _cuantas(store)
    documento = leer_dato("deporte-2022-t4.psv")
    store.guardar(documento)
    assert store.olvidar("otro.txt") == ()
    assert store.olvidar(documento.huella[:12]) == ("deporte-2022-t4.psv",)
    assert _cuantas(store) == vacio
    store.guardar(documento)
    assert store.olvidar("deporte-2022-t4.psv") and _cuantas(store) == vacio


def test_an_observation_that_another_report_shares_outlives_one_of_them(store: MetaStore) -> None:
    store.guardar(_con("30-jun.-21", fila("1.- Uno", observacion="Por lluvias.")))
    store.guardar(_con("31-dic.-21", fila("1.- Uno", observacion="Por lluvias.")))
    store.olvidar("30-jun.-21.txt")
    assert _cuantas(store)["observaciones"] == 1


def test_two_metas_of_one_number_have_two_keys(store: MetaStore) -> None:
    store.guardar(leer(informe(fila("1.- Uno"), fila("1.- Otra"))))
    with store.engine.connect() as con:
        claves = list(con.scalars(select(schema.metas.c.clave).order_by(schema.metas.c.id)))
    assert claves[1] == claves[0] + "#2"


def test_spellings_of_a_name_share_a_person_over_all_that_is_loaded(store: MetaStore) -> None:
    store.guardar(_con("31-dic.-21", fila("1.- Uno")))
    store.guardar(
        leer(
            informe(fila("1.- Uno"), cabecera=tuple(x.replace("101\t", "102\t") for x in CABECERA)).replace(
                "BENITO JUÁREZ GARCÍA", "LIC. BENITO JUARES GARCIA"
            )
        )
    )
    with store.engine.connect() as con:
        personas = set(con.scalars(select(schema.firmas.c.persona).where(schema.firmas.c.rol == "elaboro")))
    assert len(personas) == 1


def test_a_failure_half_way_leaves_nothing_behind(store: MetaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    antes = _cuantas(store)

    def romper(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("index.escritura.Escritura._volcar_metas", romper)
    with pytest.raises(RuntimeError):
        store.guardar(leer(informe(fila("1.- Uno"))))
    assert _cuantas(store) == antes
