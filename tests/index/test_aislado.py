"""Workers: limits that hold, one clear line for each way to fail, and a batch that goes on."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from apoyo_index import RAIZ, fila, informe, leer

from index import mensajes
from index.aislado import Averia, Encargo, Obreros
from index.ingest import ingerir
from index.metas import MetaStore
from index.poa import ErrorDeLectura
from index.proceso import Proceso
from index.readers.limites import Limites

ESTRECHOS = Limites(segundos=3.0, segundos_en_total=5.0, memoria_mb=256)
#: For what must fail otherwise than by time, however busy the machine.
SIN_PRISA = Limites(segundos=30.0, segundos_en_total=60.0, memoria_mb=256)


@pytest.fixture(scope="module")
def obreros() -> Iterator[Obreros]:
    """Two workers that do what the file tells them, with narrow limits."""
    with Obreros(2, ESTRECHOS, "lectores_malos:segun_contenido") as algunos:
        yield algunos


def _uno(tarea: str, contenido: bytes = b"x") -> object:
    with Obreros(1, ESTRECHOS, f"lectores_malos:{tarea}") as algunos:
        return algunos.encargar("a.pdf", contenido).resultado()


MALOS = {
    "duerme": "pasaron 3 segundos sin que avanzara su lectura, en la parte 3 de 14.",
    "sin fin": "tardó más de 5 segundos en leerse",
    "memoria": "necesita más de 256 MB de memoria",
    "aborta": "el lector se cerró de improviso",
    "sale": "el lector se cerró de improviso",
}


@pytest.mark.parametrize("orden", MALOS)
def test_each_way_to_fail_is_one_spanish_line_with_a_remedy_in_time(orden: str) -> None:
    limites = ESTRECHOS if orden in ("duerme", "sin fin") else SIN_PRISA
    with Obreros(1, limites, "lectores_malos:segun_contenido") as algunos, pytest.raises(ErrorDeLectura) as fallo:
        inicio = time.monotonic()
        algunos.encargar("malo.pdf", orden.encode()).resultado()
    assert time.monotonic() - inicio < limites.segundos_en_total + 3
    assert MALOS[orden] in str(fallo.value) and "\n" not in str(fallo.value)
    assert fallo.value.remedio.endswith("cargarlo.")


def test_a_batch_goes_on_after_every_way_to_fail(obreros: Obreros, store: MetaStore, tmp_path: Path) -> None:
    for n, orden in enumerate([*MALOS, "rompe"]):
        (tmp_path / f"{n}-malo.txt").write_text(orden)
    for n, unidad in enumerate(("101", "102", "103")):
        (tmp_path / f"{n}-sano.txt").write_text(informe(fila("1.- Uno")).replace("101\t", f"{unidad}\t"))
    resumen = ingerir([tmp_path], store, obreros=obreros)
    estados = {Path(d.ruta).name: d.estado for d in resumen.documentos}
    assert all(estado == ("loaded" if "sano" in nombre else "quarantined") for nombre, estado in estados.items())
    assert len(estados) == 9 and resumen.metas == 3
    assert all(d.motivo and d.motivo.startswith(f"{Path(d.ruta).name}: ") for d in resumen.documentos if not d.metas)


def test_a_worker_is_kept_for_the_next_file() -> None:
    with Obreros(1, ESTRECHOS, "lectores_malos:pid") as algunos:
        primero, segundo = (algunos.encargar("a", b"x").resultado() for _ in range(2))
        assert primero == segundo != os.getpid()


def test_a_further_worker_is_started_for_a_file_only_where_it_may_be() -> None:
    with Obreros(2, tarea="lectores_malos:dormir") as algunos:
        encargos = [algunos.encargar("a.txt", b"x", otro=False) for _ in range(3)]
        assert len(algunos._hilos) == 1  # the first one is needed
        encargos.append(algunos.encargar("b.pdf", b"x"))
        assert len(algunos._hilos) == 2
        for encargo in encargos:
            encargo.cancelar()


def test_a_load_asks_for_further_workers_for_slow_files_and_where_nobody_else_has_the_cores(
    store: MetaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pedidos: dict[str, bool] = {}

    class _Anota(Obreros):
        def encargar(self, nombre: str, contenido: bytes, *extras: object, otro: bool = True) -> Encargo:
            pedidos[nombre] = otro
            return super().encargar(nombre, contenido, *extras, otro=otro)

    for nombre in ("a.txt", "b.xlsx", "c.pdf", "d.png"):
        (tmp_path / nombre).write_bytes(b"x")
    with _Anota(2, ESTRECHOS, "lectores_malos:pid") as algunos, suppress(Exception):
        ingerir([tmp_path], store, obreros=algunos, ceder=lambda: True)
    assert pedidos == {"a.txt": False, "b.xlsx": False, "c.pdf": True, "d.png": True}
    pedidos.clear()
    with _Anota(2, ESTRECHOS, "lectores_malos:pid") as algunos, suppress(Exception):
        ingerir([tmp_path / "a.txt"], store, obreros=algunos)
    assert pedidos == {"a.txt": True}


def test_a_file_dropped_as_its_reading_ends_never_takes_the_next_one_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    matar = Proceso.matar
    with Obreros(1, ESTRECHOS, "lectores_malos:pid") as algunos:
        dejado = algunos.encargar("a", b"x")
        while dejado.proceso is None and not dejado.terminado:
            time.sleep(0.001)

        def matar_tarde(proceso: Proceso) -> None:
            while not dejado.terminado:  # the result comes just before the kill
                time.sleep(0.001)
            matar(proceso)

        monkeypatch.setattr(Proceso, "matar", matar_tarde)
        siguiente = algunos.encargar("b", b"x")
        dejado.cancelar()
        assert siguiente.resultado() != os.getpid()


def test_a_worker_that_dies_while_it_waits_is_replaced() -> None:
    with Obreros(1, ESTRECHOS, "lectores_malos:pid") as algunos:
        primero = algunos.encargar("a", b"x").resultado()
        assert isinstance(primero, int)
        os.kill(primero, signal.SIGKILL)
        time.sleep(0.2)
        assert algunos.encargar("b", b"x").resultado() not in (primero, os.getpid())


def test_a_worker_that_is_started_ahead_is_the_one_that_reads() -> None:
    with Obreros(1, ESTRECHOS, "lectores_malos:pid") as algunos:
        algunos.preparar()
        algunos.preparar()
        primero, segundo = (algunos.encargar("a", b"x").resultado() for _ in range(2))
        assert primero == segundo != os.getpid()


def test_a_worker_starts_light_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POA_DATABASE_URL", "postgresql://usuario:clave@servidor/poa")  # pragma: allowlist secret
    monkeypatch.setenv("OPENAI_API_KEY", "secreta")
    ambiente, modulos = _uno("contar_ambiente")  # type: ignore[misc]
    assert not [n for n in ambiente if n.startswith("POA_") or "KEY" in n or "TOKEN" in n]
    assert not {"sqlalchemy", "chromadb", "numpy", "torch", "pydantic", "lxml"} & set(modulos)


#: A clock of the processor alone, as narrow as the other one is wide: what a busy machine does is no matter.
DE_PROCESADOR = Limites(de_procesador=1.0, segundos=120.0, segundos_en_total=120.0, memoria_mb=256)


def test_what_a_part_of_a_file_may_cost_is_counted_in_time_of_processor_also_amid_native_code() -> None:
    with Obreros(1, DE_PROCESADOR, "lectores_malos:segun_contenido") as algunos:
        encargo = algunos.encargar("malo.pdf", b"gasta")
        with pytest.raises(ErrorDeLectura, match="tardó más de 1 segundos de procesador en una parte de su lectura, en la parte 3 de 14\\."):
            encargo.resultado()
        assert algunos.encargar("sano.txt", informe(fila("1.- Uno")).encode()).parte(60.0) is not None


def test_a_long_file_that_advances_is_read_and_the_next_one_has_its_own_time() -> None:
    with Obreros(1, DE_PROCESADOR, "lectores_malos:gastar_y_avanzar") as algunos:
        assert [algunos.encargar("a", b"x").resultado() for _ in range(2)] == ["hecho", "hecho"]


def test_what_a_library_prints_does_not_reach_the_parent() -> None:
    assert _uno("imprimir") == "hecho"


def test_a_worker_that_lies_runs_nothing_here() -> None:
    with pytest.raises(Averia, match="mensaje inválido"):
        _uno("mentir")


def test_what_a_killed_worker_started_dies_with_it() -> None:
    with Obreros(1, ESTRECHOS, "lectores_malos:dejar_un_hijo") as algunos:
        encargo = algunos.encargar("a", b"x")
        with pytest.raises(ErrorDeLectura):
            encargo.resultado()
    assert _muere(encargo.avance[0])


def test_what_a_worker_left_behind_goes_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Obreros(1, ESTRECHOS, "lectores_malos:dejar_un_archivo") as algunos:
        escrito = Path(str(algunos.encargar("a", b"x").resultado()))
        assert escrito.exists() and escrito.is_relative_to(tmp_path)
        with pytest.raises(ErrorDeLectura):
            algunos.encargar("a", b"y tarda").resultado()
        assert not escrito.exists()
        assert Path(str(algunos.encargar("a", b"x").resultado())).exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal is Linux's")
def test_workers_die_with_their_parent() -> None:
    padre = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent("""
                import time
                from index.aislado import Obreros
                obreros = Obreros(1, tarea="lectores_malos:pid")
                print(obreros.encargar("a", b"x").resultado(), flush=True)
                time.sleep(600)
            """),
        ],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{RAIZ}{os.pathsep}{RAIZ / 'tests' / 'index'}"},
    )
    assert padre.stdout is not None
    obrero = int(padre.stdout.readline())
    padre.send_signal(signal.SIGKILL)
    padre.wait()
    assert _muere(obrero)


def test_a_file_that_is_no_longer_wanted_is_dropped() -> None:
    with Obreros(1, tarea="lectores_malos:dormir") as algunos:
        en_curso, en_espera = algunos.encargar("a", b"x"), algunos.encargar("b", b"x")
        while en_curso.avance == (0, 0):
            time.sleep(0.01)
        en_espera.cancelar()
        en_curso.cancelar()
        assert en_curso.esperar(5) and en_espera.esperar(5)


def test_a_document_travels_whole_and_ten_thousand_metas_in_no_time() -> None:
    documento = leer(informe(fila("1.- Uno", observacion="Por instrucciones superiores."), fila("1.1.- Dos")))
    assert mensajes.desempacar(mensajes.empacar(documento)) == documento
    assert mensajes.desempacar(mensajes.empacar((Decimal("1.50"), date(2021, 6, 30), {"a": [None]})))[0] == Decimal("1.5")


@pytest.mark.parametrize("objeto", [Path("a"), ValueError("x"), subprocess.Popen, print])
def test_nothing_but_our_records_is_unpacked(objeto: object) -> None:
    with pytest.raises(mensajes.MensajeInvalido):
        mensajes.desempacar(pickle.dumps(objeto))


def _muere(pid: int) -> bool:
    """Whether a process ends within a few seconds (a zombie has ended)."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False
