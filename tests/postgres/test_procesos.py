"""Several processes on one PostgreSQL store: loading, forgetting, dying and asking at once lose and double nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from apoyo import EJEMPLOS, RAIZ
from apoyo_base import base_vacia, copiar, ejecutar, url_de
from apoyo_testigo import al_final, cargada_sola, de_momento, enteros
from apoyo_web import navegador, pagina_servida, visita
from sqlalchemy import Engine, create_engine

from assistant import carga
from assistant.assistant import Assistant
from assistant.settings import Settings
from index import conexion, schema

_CONTEXTO = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def sola() -> Iterator[Engine]:
    """The store that one process would have made of the same files."""
    hecha = cargada_sola(base_vacia("sola"), EJEMPLOS)
    yield hecha
    hecha.dispose()


# ---------------------------------------------------------------------- the witness itself


def test_the_witness_finds_nothing_wrong_with_a_sound_store(sola: Engine, casa: Path) -> None:
    motor = schema.abrir(url_de(casa))
    with motor.connect() as con:
        assert de_momento(con, enteros(sola)) == []
    assert al_final(motor, sola) == []


@pytest.mark.parametrize(
    ("orden", "al_momento"),
    [
        ("DELETE FROM metas WHERE id = (SELECT min(id) FROM metas)", True),
        ("DELETE FROM informes WHERE id = (SELECT min(id) FROM informes)", True),
        ("DELETE FROM metas_fts WHERE meta_id = (SELECT min(id) FROM metas)", True),
        ("DELETE FROM observaciones_fts WHERE observacion_id = (SELECT min(id) FROM observaciones)", True),
        ("DELETE FROM observaciones WHERE id = (SELECT min(observacion_id) FROM metas)", True),
        ("INSERT INTO documentos (nombre, huella, formato, cargado_en) SELECT nombre, 'x', formato, cargado_en FROM documentos LIMIT 1", True),
        ("UPDATE conteos SET metas = metas + 1 WHERE dimension = 'todas'", True),
        ("UPDATE metas SET vigente = NOT vigente WHERE id = (SELECT min(id) FROM metas)", False),
        ("UPDATE observaciones SET texto = texto || '.' WHERE id = (SELECT min(id) FROM observaciones)", False),
        ("DELETE FROM vectores WHERE observacion_id = (SELECT min(id) FROM observaciones)", False),
        ("UPDATE vectores SET vector = (SELECT vector FROM vectores ORDER BY observacion_id DESC LIMIT 1) WHERE observacion_id = (SELECT min(id) FROM observaciones)", False),
        ("INSERT INTO vectores SELECT 99999, modelo, vector FROM vectores LIMIT 1", False),
    ],
)  # fmt: skip
def test_the_witness_notices(casa: Path, tmp_path: Path, sola: Engine, orden: str, al_momento: bool) -> None:
    rota = copiar(casa, tmp_path / "rota")
    ejecutar(rota, orden)
    motor = schema.abrir(url_de(rota))
    with motor.connect() as con:
        assert bool(de_momento(con, enteros(sola))) is al_momento
    assert al_final(motor, sola)
    motor.dispose()


# ---------------------------------------------------------------------- loading, forgetting and asking at once


def _escribir(url: str, casa: Path, archivos: list[Path]) -> None:
    ajustes = Settings(home=casa, database_url=url, vectors="pgvector")
    for vuelta in range(2):
        for archivo in archivos:
            hecha = carga.cargar(ajustes, [archivo])
            assert not hecha.avisos, hecha.avisos
        if vuelta == 0:
            _, avisos = carga.olvidar(ajustes, archivos[0].name)
            assert not avisos, avisos
    carga.cargar(ajustes, archivos)


def _preguntar(url: str, casa: Path, basta: Any, dichos: Any) -> None:
    asistente = Assistant(Settings(home=casa, database_url=url, vectors="pgvector"))
    while not basta.is_set():
        asistente.recargar()
        for pregunta in ("¿Cuántas metas hay por unidad?", "¿Qué dicen las observaciones sobre la falta de lluvia?"):
            respuesta = asistente.ask(pregunta)
            dichos.put((respuesta["total"], [a for a in respuesta["warnings"] if "No se pudo comprobar" in a]))


def _mirar(url: str, debe: dict[str, tuple[int, int]], basta: Any, dichos: Any) -> None:
    motor = schema.abrir_lectura(url)
    while not basta.is_set():
        with motor.connect() as con:
            dichos.put((tuple(sorted(enteros_de(con))), de_momento(con, debe)))


def enteros_de(con: Any) -> list[str]:
    """The documents that a connection sees."""
    return list(con.exec_driver_sql("SELECT nombre FROM documentos").scalars())


def test_two_processes_that_load_and_forget_while_others_ask_lose_and_double_nothing(
    motor: Engine, url: str, tmp_path: Path, sola: Engine
) -> None:
    basta, respuestas, vistas = _CONTEXTO.Event(), _CONTEXTO.Manager().Queue(), _CONTEXTO.Manager().Queue()
    escriben = [
        _CONTEXTO.Process(target=_escribir, args=(url, tmp_path / f"app{n}", archivos))
        for n, archivos in enumerate((EJEMPLOS[:3], list(reversed(EJEMPLOS[1:]))))
    ]
    miran = [
        _CONTEXTO.Process(target=_preguntar, args=(url, tmp_path / "lee", basta, respuestas)),
        _CONTEXTO.Process(target=_mirar, args=(url, dict(enteros(sola)), basta, vistas)),
    ]
    for p in (*miran, *escriben):
        p.start()
    for p in escriben:
        p.join(240)
    basta.set()
    for p in miran:
        p.join(60)
    assert [p.exitcode for p in (*escriben, *miran)] == [0, 0, 0, 0]
    contestadas, momentos = _sacar(respuestas), _sacar(vistas)
    assert len({total for total, _ in contestadas}) >= 2 and len({nombres for nombres, _ in momentos}) >= 4, "nadie miró mientras se cargaba"
    assert [m for _, m in contestadas if m] == [] and [m for _, m in momentos if m] == []
    assert al_final(motor, sola) == []


def _sacar(cola: Any) -> list[Any]:
    return [cola.get() for _ in range(cola.qsize())]


# ---------------------------------------------------------------------- dying


def test_a_dead_process_lets_go_of_the_lock(motor: Engine, url: str) -> None:
    avisa = _CONTEXTO.Event()
    hijo = _CONTEXTO.Process(target=_retener, args=(url, avisa))
    hijo.start()
    assert avisa.wait(60)
    with pytest.raises(conexion.Ocupada), conexion.candado(motor, "carga", 0.2):
        pass
    hijo.kill()
    hijo.join()
    with conexion.candado(motor, "carga", 10):
        pass


def _retener(url: str, avisa: Any) -> None:
    with conexion.candado(create_engine(url), "carga", 1):
        avisa.set()
        time.sleep(600)


def test_loads_that_are_killed_leave_whole_documents_and_the_next_one_goes_on(
    motor: Engine, url: str, tmp_path: Path, sola: Engine
) -> None:
    """Killed when the store begins to change, and at several times after; the last one is let end."""
    debe = enteros(sola)
    orden = [sys.executable, "-c", "from assistant.cli import main; main()", "ingest", *map(str, EJEMPLOS)]
    entorno = {**os.environ, "POA_HOME": str(tmp_path / "casa"), "POA_DATABASE_URL": url, "POA_VECTORS": "pgvector"}
    for demora in (0.0, 0.05, 0.3, 1.0):
        hijo = subprocess.Popen(orden, env=entorno, cwd=RAIZ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        _esperar(lambda: _cargando(motor) or hijo.poll() is not None)  # noqa: B023
        time.sleep(demora)
        os.killpg(hijo.pid, signal.SIGKILL)
        hijo.wait()
        with conexion.candado(motor, "carga", 10), schema.abrir_lectura(url).connect() as con:
            assert de_momento(con, debe) == []
    assert subprocess.run(orden, env=entorno, cwd=RAIZ, capture_output=True, timeout=240).returncode == 0
    assert al_final(motor, sola) == []


def _cargando(motor: Engine) -> bool:
    """Whether some process holds the lock of loads."""
    try:
        with conexion.candado(motor, "carga", 0):
            return False
    except conexion.Ocupada:
        return True


def _esperar(hecho: Callable[[], bool], segundos: float = 60) -> None:
    limite = time.monotonic() + segundos
    while not hecho():
        assert time.monotonic() < limite
        time.sleep(0.005)


# ---------------------------------------------------------------------- two served pages


@pytest.mark.navegador
def test_of_two_served_pages_one_loads_by_upload_and_the_other_answers_and_sees_it(
    motor: Engine, url: str, tmp_path: Path, sola: Engine
) -> None:
    carga.cargar(Settings(home=tmp_path / "uno", database_url=url, vectors="pgvector"), EJEMPLOS[:1])
    ajustes = [Settings(home=tmp_path / n, database_url=url, vectors="pgvector", rate_limit=0) for n in ("uno", "dos")]
    for uno in ajustes:
        uno.home.mkdir(exist_ok=True)
    with ExitStack() as pila:
        primera, segunda = (pila.enter_context(pagina_servida(a)) for a in ajustes)
        assert _total(segunda) == 44
        v = pila.enter_context(visita(pila.enter_context(navegador()), primera))
        v.pagina.locator("#tab-informes-button").click()
        v.pagina.locator("#archivos input[type=file]").set_input_files([str(r) for r in EJEMPLOS[1:]])
        v.pagina.locator("#cargar:not([disabled])").click()
        vistos: list[int] = []
        limite = time.monotonic() + 120
        while not vistos or (vistos[-1] != 116 and time.monotonic() < limite):
            vistos.append(_total(segunda))
        # Whole documents only, in the order in which they were given: a later cut of the same 44 goals, and 36 twice.
        assert vistos[-1] == 116 and vistos == sorted(vistos) and set(vistos) <= {44, 80, 116}, vistos
        v.pagina.locator(f"#avance li:not(.espera):not(.leyendo) >> nth={len(EJEMPLOS) - 2}").wait_for(timeout=120_000)
        assert _total(primera) == 116
    assert al_final(motor, sola) == []


def _total(direccion: str) -> int:
    """The goals in force, asked of a served page; its answer must check."""
    pedido = urllib.parse.urlencode({"q": "¿Cuántas metas hay?"})
    with urllib.request.urlopen(f"{direccion}/api/v1/preguntar?{pedido}", timeout=60) as r:
        dicho = json.load(r)
    assert not [a for a in dicho["warnings"] if "No se pudo comprobar" in a], dicho["warnings"]
    return int(dicho["total"])
