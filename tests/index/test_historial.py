"""What a corrected file replaced is kept, and what changed can be told."""

from __future__ import annotations

from pathlib import Path

from apoyo_index import CABECERA, fila, informe, leer
from sqlalchemy import func, select

from index import schema
from index.metas import MetaStore

OTRA = tuple(x.replace("101\tDIRECCIÓN", "102\tOTRA") for x in CABECERA)
CURSOS = fila("1.- Dar cursos", observacion="Por lluvias.", trimestres="1 1 1 1 1 1 1 0", absoluto="3", relativo="75%")
CORREGIDO = fila("1.- Dar cursos", observacion="Por lluvias.")


def _archivados(store: MetaStore) -> int:
    with store.engine.connect() as con:
        return con.scalar(select(func.count()).select_from(schema.historial)) or 0


def test_a_correction_keeps_what_was_there_field_by_field_with_its_cell(store: MetaStore) -> None:
    store.guardar(leer(informe(CURSOS, fila("1.1.- Sobra")), "uno.txt"), b"uno")
    store.guardar(leer(informe(CORREGIDO, fila("1.2.- Falta")), "dos.txt"), b"dos")
    cambios = store.cambios()
    assert [(c.meta, c.campo, c.antes, c.despues) for c in cambios] == [
        ("1", "alcanzado.T4", "0", "1"),
        ("1", "avance_absoluto", "3", "4"),
        ("1", "avance_relativo", "75%", "100%"),
        ("1.1", "meta", "Sobra", None),
        ("1.2", "meta", None, "Falta"),
    ]
    primero = cambios[0]
    assert (primero.documento_antes, primero.documento_despues) == ("uno.txt", "dos.txt")
    assert primero.celda_antes is not None and primero.celda_antes["literal"] == "0"
    assert primero.celda_despues is not None and primero.celda_despues["literal"] == "1"
    assert store.cambios(primero.informe) == cambios and not store.cambios("otro")


def test_each_correction_is_told_against_the_next(store: MetaStore) -> None:
    for n, anual in enumerate(("5", "6", "7")):
        store.guardar(leer(informe(fila("1.- Dar cursos", anual=anual)), f"{n}.txt"))
    assert [(c.antes, c.despues, c.documento_antes) for c in store.cambios()] == [("5", "6", "0.txt"), ("6", "7", "1.txt")]


def test_a_figure_written_otherwise_is_no_change(store: MetaStore) -> None:
    store.guardar(leer(informe(fila("1.- Dar cursos", anual="4")), "uno.txt"))
    store.guardar(leer(informe(fila("1.- Dar  cursos", anual="4.0")), "dos.txt"))
    assert _archivados(store) == 1 and not store.cambios()


def test_a_later_cut_replaces_nothing(store: MetaStore) -> None:
    store.guardar(leer(informe(CURSOS, cabecera=tuple(x.replace("31-dic.", "30-jun.") for x in CABECERA)), "uno.txt"))
    store.guardar(leer(informe(CORREGIDO), "dos.txt"))
    assert not _archivados(store)


def test_a_document_of_which_a_part_was_replaced_can_be_loaded_again_whole(store: MetaStore) -> None:
    ambos = leer(informe(CURSOS) + informe(fila("2.- Dos"), cabecera=OTRA), "ambos.txt")
    store.guardar(ambos, b"ambos")
    store.guardar(leer(informe(CORREGIDO), "uno.txt"), b"uno")
    assert store.cargado(ambos.huella) is None
    guardado = store.guardar(ambos, b"ambos")
    assert (guardado.estado, guardado.informes) == ("replaced", 2)
    assert store.cargado(ambos.huella) is not None
    with store.engine.connect() as con:
        assert list(con.scalars(select(schema.documentos.c.nombre))) == ["ambos.txt"]
        assert con.scalar(select(schema.documentos.c.contenido)) == b"ambos"
    assert [(c.documento_antes, c.campo) for c in store.cambios()][:1] == [("uno.txt", "alcanzado.T4")]


def test_a_forgotten_document_takes_its_history_with_it(store: MetaStore) -> None:
    store.guardar(leer(informe(CURSOS), "uno.txt"))
    store.guardar(leer(informe(CORREGIDO), "dos.txt"))
    assert store.olvidar("uno.txt") == ("uno.txt",)
    assert not _archivados(store) and not store.cambios()
    assert store.olvidar("dos.txt") == ("dos.txt",) and store.olvidar("dos.txt") == ()


def test_a_store_of_the_first_version_is_brought_up_to_date_with_what_it_holds(store: MetaStore) -> None:
    from alembic import command
    from alembic.config import Config

    store.guardar(leer(informe(CURSOS, fila("1.1.- Dos"))))
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
    with store.engine.begin() as con:
        clave = con.scalar(select(schema.informes.c.clave))
        config.attributes["connection"] = con
        command.downgrade(config, "0001")
        command.upgrade(config, "head")
        assert con.scalar(select(schema.informes.c.clave)) == clave
        assert sorted(con.scalars(select(schema.metas.c.serie))) == [f"Puerto Claro/60/511/101/{n}" for n in ("1", "1.1")]
