"""Vectors in the background of a load: embedded once, none lost, and no failure of the load's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import pytest
from apoyo_index import CABECERA, fila, informe, leer
from sqlalchemy import func, select

from index import schema
from index.adelanto import _MINIMO, Adelanto
from index.metas import MetaStore
from index.vectores import VectoresSQL


class _Modelo:
    """Embeds by length; tells when it did."""

    modelo = "de prueba"

    def __init__(self, falla: bool = False) -> None:
        self.propio = True
        self.vistos: list[str] = []
        self.sigue = threading.Event()
        self.sigue.set()
        self.falla = falla
        self.hecho = threading.Event()

    def embed_documents(self, textos: Sequence[str]) -> list[list[float]]:
        self.vistos += textos
        self.hecho.set()
        assert self.sigue.wait(20)
        if self.falla:
            raise RuntimeError("sin modelo")
        return [[float(len(t)), 1.0] for t in textos]


def _guardar(store: MetaStore, unidad: int, cuantas: int) -> None:
    filas = [fila(f"{n}.- Dar cursos", observacion=f"Unidad {unidad}: se impartieron {n} cursos.") for n in range(1, cuantas + 1)]
    store.guardar(leer(informe(*filas, cabecera=tuple(x.replace("101\t", f"{unidad}\t") for x in CABECERA))))


def _con_vector(store: MetaStore) -> int:
    with store.engine.connect() as con:
        return int(con.scalar(select(func.count()).select_from(schema.embeddings)) or 0)


def test_what_is_committed_is_embedded_once_while_the_load_goes_on(store: MetaStore) -> None:
    modelo = _Modelo()
    vectores = VectoresSQL(store.engine, modelo.modelo)
    with Adelanto(vectores, modelo) as adelanto:  # type: ignore[arg-type]
        for unidad in (101, 102):
            _guardar(store, unidad, _MINIMO)
            modelo.hecho.clear()
            adelanto.avisar()
            assert modelo.hecho.wait(20)
    assert adelanto.hechos == _con_vector(store) == 2 * _MINIMO
    assert len(modelo.vistos) == len(set(modelo.vistos)) == 2 * _MINIMO


def test_the_cores_are_the_models_until_it_is_known_to_have_nothing_to_do(store: MetaStore) -> None:
    modelo = _Modelo()
    with Adelanto(VectoresSQL(store.engine, modelo.modelo), modelo) as adelanto:  # type: ignore[arg-type]
        assert adelanto.ocupado
        adelanto.avisar()
        _hasta(lambda: not adelanto.ocupado)  # nothing to embed
        _guardar(store, 101, _MINIMO - 1)
        adelanto.avisar()
        time.sleep(0.2)
        assert adelanto.ocupado  # these few wait for more
        _guardar(store, 102, _MINIMO)
        modelo.sigue.clear()
        adelanto.avisar()
        assert modelo.hecho.wait(20) and adelanto.ocupado
        modelo.sigue.set()
        _hasta(lambda: not adelanto.ocupado)
    modelo.propio = False
    assert not Adelanto(VectoresSQL(store.engine, modelo.modelo), modelo).ocupado  # type: ignore[arg-type]


def _hasta(cierto: Callable[[], bool]) -> None:
    plazo = time.monotonic() + 20
    while not cierto():
        assert time.monotonic() < plazo
        time.sleep(0.01)


def test_a_few_texts_wait_for_the_end(store: MetaStore) -> None:
    modelo = _Modelo()
    with Adelanto(VectoresSQL(store.engine, modelo.modelo), modelo) as adelanto:  # type: ignore[arg-type]
        _guardar(store, 101, _MINIMO - 1)
        adelanto.avisar()
    assert (adelanto.hechos, modelo.vistos) == (0, [])


@pytest.mark.parametrize("veces", [1, 2])
def test_a_model_that_fails_is_no_failure_of_the_load(store: MetaStore, veces: int) -> None:
    modelo = _Modelo(falla=True)
    with Adelanto(VectoresSQL(store.engine, modelo.modelo), modelo) as adelanto:  # type: ignore[arg-type]
        _guardar(store, 101, _MINIMO)
        for _ in range(veces):
            adelanto.avisar()
        assert modelo.hecho.wait(20)
    assert adelanto.hechos == _con_vector(store) == 0


def test_the_index_is_made_ready_once_and_only_when_there_are_vectors(store: MetaStore) -> None:
    modelo, preparado = _Modelo(), []
    with Adelanto(VectoresSQL(store.engine, modelo.modelo), modelo, lambda: preparado.append(_con_vector(store))) as adelanto:  # type: ignore[arg-type]
        _guardar(store, 100, _MINIMO - 1)
        adelanto.avisar()
        for unidad in (101, 102):
            _guardar(store, unidad, _MINIMO)
            modelo.hecho.clear()
            adelanto.avisar()
            assert modelo.hecho.wait(20)
    assert len(preparado) == 1 and preparado[0] >= _MINIMO
