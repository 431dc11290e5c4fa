"""Vectors and their index inside PostgreSQL."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, create_engine, delete, event, func, insert, select, text

from index import observaciones_pg, schema
from index.almacen_vectores import ErrorDeIndice
from index.embeddings import EmbeddingsConNombre
from index.observaciones import abrir
from index.observaciones_pg import ObservacionesPg
from index.textos import raices

TEXTOS = [f"{a} por {b}." for a in ("Se canceló", "Se pospuso", "Se redujo") for b in ("lluvias", "obras", "falta de personal", "veda")]


class DeJuguete(EmbeddingsConNombre):
    """A bag of hashed stems: near texts share words."""

    def __init__(self, nombre: str = "juguete:a", dimension: int = 64) -> None:
        self._nombre, self._dimension = nombre, dimension
        self.lotes: list[int] = []
        self.al_codificar: Callable[[], object] = lambda: None

    @property
    def modelo(self) -> str:
        return self._nombre

    @property
    def dimension(self) -> int:
        return self._dimension

    def preparar(self) -> None:
        pass

    def _codificar(self, textos: list[str], es_consulta: bool) -> Any:
        if not es_consulta:
            self.al_codificar()
            self.lotes.append(len(textos))
        return np.array([self._vector(t) for t in textos])

    def _vector(self, texto: str) -> Any:
        vector = np.full(self._dimension, 0.001)
        for palabra in raices(texto):
            vector[int(hashlib.sha256((self._nombre + palabra).encode()).hexdigest(), 16) % self._dimension] += 1
        return vector / np.linalg.norm(vector)


def agregar(motor: Engine, *textos: str) -> None:
    with motor.begin() as con:
        con.execute(insert(schema.observaciones), [{"huella": hashlib.sha256(t.encode()).hexdigest(), "texto": t} for t in textos])


def cuantos(motor: Engine, modelo: str = "juguete:a") -> int:
    with motor.connect() as con:
        return con.execute(text("SELECT count(*) FROM vectores WHERE modelo = :m"), {"m": modelo}).scalar_one()


@pytest.fixture
def lleno(motor: Engine) -> ObservacionesPg:
    agregar(motor, *TEXTOS)
    store = ObservacionesPg(motor, DeJuguete())
    assert store.sincronizar() == len(TEXTOS)
    return store


@pytest.fixture
def con_indice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few vectors are enough for an index."""
    monkeypatch.setattr(observaciones_pg, "INDICE_DESDE", 3)


def plan(motor: Engine, pregunta: Callable[[], object]) -> str:
    """How PostgreSQL carries out the last statement of a question."""
    dichas: list[Any] = []
    event.listen(motor, "before_cursor_execute", anotar := lambda _c, _k, sentencia, valores, *_: dichas.append((sentencia, valores)))
    pregunta()
    event.remove(motor, "before_cursor_execute", anotar)
    with motor.connect() as con:
        return "\n".join(con.exec_driver_sql(f"EXPLAIN {dichas[-1][0]}", dichas[-1][1]).scalars())


def test_a_store_without_vectors_says_so_and_one_without_texts_is_sound(motor: Engine) -> None:
    store = ObservacionesPg(schema.abrir_lectura(motor.url.render_as_string(hide_password=False)), DeJuguete())
    assert (store.buscar("lluvias", 3), store.comprobar(), store.aviso) == ([], [], None)
    agregar(motor, *TEXTOS)
    assert store.buscar("lluvias", 3) == [] and str(store.aviso).startswith(f"Faltan {len(TEXTOS)} observaciones")
    assert store.comprobar()


def test_the_nearest_are_found_by_a_reader_and_each_text_is_embedded_once(lleno: ObservacionesPg, motor: Engine) -> None:
    lector = ObservacionesPg(schema.abrir_lectura(motor.url.render_as_string(hide_password=False)), DeJuguete())
    ((primero, cercania),) = lector.buscar(TEXTOS[4], 1)
    assert primero == 5 and cercania == pytest.approx(1, abs=1e-5)
    assert {i for i, _ in lector.buscar("obras", 3)} == {2, 6, 10}
    assert lector.aviso is None and lector.comprobar() == []
    modelo = DeJuguete()
    agregar(motor, "Nada que ver.")
    assert ObservacionesPg(motor, modelo).sincronizar() == 1 and modelo.lotes == [1]


def test_among_candidates_every_one_is_compared(lleno: ObservacionesPg) -> None:
    assert lleno.buscar(TEXTOS[0], 2, candidatos=[2, 3, 1])[0][0] == 1
    assert {i for i, _ in lleno.buscar(TEXTOS[0], 9, candidatos=[2, 3])} == {2, 3}
    assert lleno.buscar(TEXTOS[0], 2, candidatos=[]) == []
    lleno.buscar(TEXTOS[0], 2, candidatos=[1, 999])
    assert str(lleno.aviso).startswith("Faltan 1 observaciones")


def test_a_forgotten_text_takes_its_vector_along_in_one_transaction(lleno: ObservacionesPg, motor: Engine) -> None:
    with motor.connect() as con:
        con.execute(delete(schema.observaciones).where(schema.observaciones.c.id == 5))
        dentro = con.execute(text("SELECT count(*) FROM vectores")).scalar_one()
        assert (dentro, cuantos(motor)) == (len(TEXTOS) - 1, len(TEXTOS))  # others see both or neither
        con.rollback()
        con.execute(delete(schema.observaciones).where(schema.observaciones.c.id == 5))
        con.commit()
    assert cuantos(motor) == len(TEXTOS) - 1 and 5 not in dict(lleno.buscar(TEXTOS[4], 20))


def test_many_vectors_have_an_index_that_finds_what_comparing_each_finds(motor: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ObservacionesPg(motor, DeJuguete())
    store.sincronizar()
    n = observaciones_pg.INDICE_DESDE
    with motor.begin() as con:
        con.execute(text("SELECT setseed(0.5)"))
        con.execute(text("INSERT INTO observaciones (huella, texto) SELECT md5(g::text), g::text FROM generate_series(1, :n) g"), {"n": n})
        azar = "SELECT o.id, random() - 0.5 AS x FROM observaciones o CROSS JOIN generate_series(1, 64)"
        con.execute(text(f"INSERT INTO vectores SELECT id, 'juguete:a', array_agg(x)::vector FROM ({azar}) AS v GROUP BY id"))
        con.execute(text("ANALYZE vectores"))
    assert any("a medias" in p for p in store.comprobar())
    assert store.sincronizar() == 0 and store.comprobar() == []
    assert store._indice in plan(motor, lambda: store.buscar("Se canceló por obras", 5))
    por_indice = store.buscar("Se canceló por obras", 5)
    monkeypatch.setattr(observaciones_pg, "INDICE_DESDE", 10**9)
    exacta = store.buscar("Se canceló por obras", 5)
    assert len(dict(por_indice).keys() & dict(exacta).keys()) >= 4  # the graph is approximate, the order of what it finds is not
    assert por_indice == sorted(por_indice, key=lambda par: (-par[1], par[0]))


@pytest.mark.usefixtures("con_indice")
def test_an_index_left_half_done_is_told_and_made_anew(lleno: ObservacionesPg, motor: Engine) -> None:
    with motor.begin() as con:
        con.execute(text("UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass(:n)"), {"n": lleno._indice})
    assert any("a medias" in p for p in lleno.comprobar())
    lleno.sincronizar()
    assert lleno.comprobar() == []


@pytest.mark.usefixtures("con_indice")
def test_a_change_of_model_serves_the_old_one_meanwhile_and_afterwards(lleno: ObservacionesPg, motor: Engine) -> None:
    modelo = DeJuguete("juguete:b", 32)
    otro = ObservacionesPg(motor, modelo)
    for intento in (lambda: otro.buscar("obras", 1), lambda: otro.buscar("obras", 1, candidatos=[1]), otro.sincronizar):
        with pytest.raises(ErrorDeIndice, match="juguete:a"):
            intento()
    meanwhile: list[Any] = []
    modelo.al_codificar = lambda: meanwhile.append((lleno.buscar(TEXTOS[4], 1)[0][0], lleno.aviso))
    assert otro.reindexar() == len(TEXTOS)
    assert meanwhile == [(5, None)]
    assert (otro.buscar(TEXTOS[4], 1)[0][0], lleno.buscar(TEXTOS[4], 1)[0][0]) == (5, 5)
    assert otro.comprobar() == [] and lleno.comprobar() == []
    assert otro.quitar_otros() == len(TEXTOS) and cuantos(motor) == 0
    with pytest.raises(ErrorDeIndice, match="juguete:b"):
        lleno.buscar("obras", 1)


def test_an_interrupted_change_goes_on_where_it_stopped(motor: Engine) -> None:
    agregar(motor, *(f"Texto {n}" for n in range(100)))
    modelo = DeJuguete()

    def falla() -> None:
        if modelo.lotes:
            raise KeyboardInterrupt

    modelo.al_codificar = falla
    with pytest.raises(KeyboardInterrupt):
        ObservacionesPg(motor, modelo).reindexar()
    otro = DeJuguete()
    assert ObservacionesPg(motor, otro).reindexar() == 100
    assert modelo.lotes + otro.lotes == [64, 36]


def test_two_that_embed_at_once_double_nothing(motor: Engine) -> None:
    agregar(motor, *TEXTOS)
    modelo, otro = DeJuguete(), DeJuguete()
    modelo.al_codificar = lambda: ObservacionesPg(motor, otro).sincronizar() if not otro.lotes else None
    ObservacionesPg(motor, modelo).sincronizar()
    assert cuantos(motor) == len(TEXTOS)


def test_a_text_that_is_being_forgotten_while_its_vector_comes_is_passed_over(motor: Engine) -> None:
    agregar(motor, *TEXTOS)
    modelo = DeJuguete()
    with motor.connect() as con:

        def olvidar() -> None:  # by another process, which commits while the vectors are being saved
            con.execute(delete(schema.observaciones).where(schema.observaciones.c.id == 5))
            threading.Timer(0.5, con.commit).start()

        modelo.al_codificar = olvidar
        ObservacionesPg(motor, modelo).sincronizar()
    assert cuantos(motor) == len(TEXTOS) - 1


def test_a_vector_of_another_width_is_told_and_computed_again(lleno: ObservacionesPg, motor: Engine) -> None:
    with motor.begin() as con:
        con.execute(text("UPDATE vectores SET vector = '[1,2]' WHERE observacion_id = 3"))
    assert any(p.startswith("1 vectores guardados") for p in lleno.comprobar())
    lleno.reconstruir()
    assert lleno.comprobar() == []


def test_pgvector_needs_postgresql_and_no_other_place_is_known(tmp_path: Any) -> None:
    motor = create_engine("sqlite://")
    with pytest.raises(ErrorDeIndice, match="POA_DATABASE_URL"):
        abrir(tmp_path, motor, "bundled", "pgvector")
    with pytest.raises(ErrorDeIndice, match="POA_VECTORS"):
        abrir(tmp_path, motor, "bundled", "milvus")


def test_a_count_of_vectors_is_that_of_the_texts(lleno: ObservacionesPg, motor: Engine) -> None:
    with motor.connect() as con:
        assert con.scalar(select(func.count()).select_from(schema.observaciones)) == cuantos(motor)
