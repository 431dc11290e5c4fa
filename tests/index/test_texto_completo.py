"""Observations ranked by their words: each text once, however many goals repeat it."""

from __future__ import annotations

from apoyo_index import fila, informe, leer

from index.metas import MetaStore
from index.texto_completo import mejores_observaciones
from index.textos import raices


def _halladas(store: MetaStore, palabras: str) -> list[int]:
    with store.engine.connect() as con:
        return mejores_observaciones(con, raices(palabras), 10)


def _fila(numero: int, observacion: str) -> str:
    return fila(f"{numero}.- Dar cursos", trimestres="_ _ 1 0 1 1 2 1", absoluto="2", relativo="50%", observacion=observacion)


def test_an_observation_of_several_goals_is_found_once_and_the_nearest_first(store: MetaStore) -> None:
    textos = ["No hubo material.", "Por lluvias faltó material en la obra.", "No hubo material.", "Sin novedad."]
    store.guardar(leer(informe(*(_fila(n, t) for n, t in enumerate(textos, start=1)))), b"x")
    sola, juntas = _halladas(store, "lluvias"), _halladas(store, "lluvias y material")
    assert len(sola) == 1 and len(juntas) == 2 and juntas[0] == sola[0]


def test_a_forgotten_observation_is_not_found(store: MetaStore) -> None:
    store.guardar(leer(informe(_fila(1, "Por lluvias no se dieron dos.")), "uno.txt"), b"x")
    assert _halladas(store, "lluvias")
    store.olvidar("uno.txt")
    assert not _halladas(store, "lluvias")
