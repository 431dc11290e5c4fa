"""A disk that is full, that cannot be written to, that goes away: a clear line, and exact answers while there are facts."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from apoyo import EJEMPLOS, RAIZ, Poa, Salida

from index.embeddings import E5Incluido

pytestmark = pytest.mark.solo_sqlite("es sobre sus archivos")

PREGUNTA = "¿Cuántas metas se cumplieron en 2021?"
POR_SIGNIFICADO = "¿Qué observaciones hablan de la contingencia sanitaria?"


@pytest.fixture(autouse=True)
def _vectores_de_juguete(monkeypatch: pytest.MonkeyPatch, casa: Path) -> None:
    """A quick model: how it understands a text is of no interest here."""

    def codificar(_: object, textos: list[str], es_consulta: bool) -> object:
        azar = [np.random.default_rng(abs(hash(t)) % 2**32) for t in textos]
        return np.array([a.standard_normal(384) for a in azar], dtype=np.float32)

    monkeypatch.setattr(E5Incluido, "preparar", lambda _: None)
    monkeypatch.setattr(E5Incluido, "_codificar", codificar)


Montar = Callable[[int], Path]


@pytest.fixture
def montar(tmp_path: Path) -> Iterator[Montar]:
    """Mount a disk of so many KB (Linux, as root)."""
    montados: list[Path] = []

    def hacer(kilos: int) -> Path:
        donde = tmp_path / f"disco{len(montados)}"
        donde.mkdir()
        orden = ["mount", "-t", "tmpfs", "-o", f"size={kilos}k", "tmpfs", str(donde)]
        if sys.platform != "linux" or subprocess.run(orden, capture_output=True).returncode:
            pytest.skip("aquí no se pueden montar discos")
        montados.append(donde)
        return donde

    yield hacer
    for donde in montados:
        subprocess.run(["umount", "-l", str(donde)], check=True)


def una_linea(r: Salida) -> bool:
    return r.codigo == 2 and r.error.strip().count("\n") == 0 and "Traceback" not in r.error and r.error.startswith("poa: ")


def llenar(disco: Path, menos: int = 0) -> Path:
    """A file that takes what is free but some KB."""
    relleno = disco / "relleno"
    libres = shutil.disk_usage(disco).free - menos * 1024
    with relleno.open("wb") as archivo:
        archivo.write(b"\0" * max(libres, 0))
    return relleno


@pytest.mark.parametrize("menos", [0, 300])
def test_a_full_disk_is_said_nothing_is_lost_and_the_load_goes_on_when_there_is_room(
    poa: Poa, casa: Path, montar: Montar, tmp_path: Path, menos: int
) -> None:
    disco = montar(20_000)
    shutil.copytree(casa, disco / "casa")
    nuevo = tmp_path / "nuevo.txt"
    nuevo.write_bytes(EJEMPLOS[0].read_bytes().replace(b"Puerto Claro", b"Puerto Bravo").replace(b"PUERTO CLARO", b"PUERTO BRAVO"))
    antes = poa("ask", PREGUNTA, "--json", home=disco / "casa").json["total"]
    relleno = llenar(disco, menos)
    r = poa("ingest", nuevo, home=disco / "casa")
    assert una_linea(r) and "lleno" in r.error, r
    assert poa("ask", PREGUNTA, "--json", home=disco / "casa").json["total"] == antes
    relleno.unlink()
    assert poa("ingest", nuevo, home=disco / "casa").codigo == 0
    assert len(poa("metas", "--all-cuts", "--json", home=disco / "casa").json) == 204
    assert poa("doctor", "--json", home=disco / "casa").json["ok"]


def test_a_full_disk_under_the_vectors_keeps_the_facts(poa: Poa, montar: Montar, tmp_path: Path) -> None:
    """The index on a disk of its own: what is loaded stays, and answers go on without it."""
    casa, disco = tmp_path / "casa", montar(300)
    casa.mkdir()
    (casa / "indice").symlink_to(disco, target_is_directory=True)
    r = poa("ingest", EJEMPLOS[0], home=casa)
    assert r.codigo == 0 and "Los datos quedaron cargados" in r.error and "Traceback" not in r.error
    respuesta = poa("ask", POR_SIGNIFICADO, "--json", home=casa)
    assert respuesta.json["status"] == "answered"
    (casa / "indice").unlink()
    assert poa("doctor", "--repair", "--json", home=casa).json["ok"]


def test_a_backup_on_a_full_disk_leaves_nothing_half_written(poa: Poa, casa: Path, montar: Montar) -> None:
    disco = montar(400)
    r = poa("backup", disco / "poa.zip", home=casa)
    assert una_linea(r) and "lleno" in r.error
    assert list(disco.iterdir()) == []


def test_a_restore_on_a_full_disk_leaves_what_there_was(poa: Poa, casa: Path, montar: Montar, tmp_path: Path) -> None:
    archivo, disco = tmp_path / "poa.zip", montar(6_000)
    poa("backup", archivo, home=casa)
    assert poa("ingest", EJEMPLOS[0], home=disco / "casa").codigo == 0
    llenar(disco, 1_500)
    r = poa("restore", archivo, "--force", home=disco / "casa")
    assert una_linea(r) and "lleno" in r.error, r
    assert len(poa("metas", "--all-cuts", "--json", home=disco / "casa").json) == 44


def test_a_limit_on_the_size_of_files_is_said(casa: Path, tmp_path: Path) -> None:
    """What a quota does, also where no disk can be mounted."""
    copia = tmp_path / "casa"
    shutil.copytree(casa, copia)
    nuevo = tmp_path / "nuevo.txt"
    nuevo.write_bytes(EJEMPLOS[0].read_bytes() + b"\n")
    tope = 64 * 1024

    def limitar() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (tope, tope))

    orden = [sys.executable, "-m", "assistant.cli", "ingest", str(nuevo)]
    orden[1:3] = ["-c", "from assistant.cli import main; main()"]
    hecho = subprocess.run(
        orden, env={**os.environ, "POA_HOME": str(copia)}, cwd=RAIZ, preexec_fn=limitar, capture_output=True, text=True, timeout=120
    )
    assert una_linea(Salida(hecho.returncode, hecho.stdout, hecho.stderr)), hecho.stderr


def test_on_a_read_only_disk_answers_go_on_and_loading_says_why_not(poa: Poa, casa: Path, montar: Montar, tmp_path: Path) -> None:
    disco = montar(20_000)
    shutil.copytree(casa, disco / "casa")
    antes = poa("ask", PREGUNTA, "--json", home=casa).json
    subprocess.run(["mount", "-o", "remount,ro", str(disco)], check=True)
    despues = poa("ask", PREGUNTA, "--json", home=disco / "casa").json
    assert (despues["answer"], despues["rows"], despues["citations"]) == (antes["answer"], antes["rows"], antes["citations"])
    hallada = poa("ask", POR_SIGNIFICADO, "--json", home=disco / "casa").json
    assert hallada["status"] == "answered" and hallada["rows"]
    for orden in (["ingest", EJEMPLOS[0]], ["forget", EJEMPLOS[0].name], ["doctor", "--repair"]):
        r = poa(*orden, home=disco / "casa")
        assert una_linea(r) and "solo lectura" in r.error, (orden, r)
    revision = poa("doctor", "--json", home=disco / "casa")
    assert revision.codigo == 1 and any(c["name"] == "carpeta de datos" and c["status"] == "problem" for c in revision.json["checks"])
    assert poa("backup", tmp_path / "poa.zip", home=disco / "casa").codigo == 0
    # A backup to that disk, and a restore into it, are refused in one line.
    assert una_linea(poa("backup", disco / "poa.zip", home=disco / "casa"))
    assert una_linea(poa("restore", tmp_path / "poa.zip", "--force", home=disco / "casa"))


def test_a_folder_that_goes_away_in_the_middle_of_a_session_is_said_and_missed_no_longer_than_it_is_gone(
    poa: Poa, casa: Path, tmp_path: Path
) -> None:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    aqui, fuera = tmp_path / "casa", tmp_path / "fuera"
    shutil.copytree(casa, aqui)
    abierto = Assistant(Settings(home=aqui))
    antes = abierto.ask(PREGUNTA, [])
    aqui.rename(fuera)
    # What the process has open goes on answering, or says in one line that it cannot; nothing is made up.
    try:
        assert abierto.ask(PREGUNTA, [])["answer"] == antes["answer"]
    except Exception as error:
        from assistant.cli.errores import _mensaje

        assert "no se puede abrir el archivo" in _mensaje(error)
    r = poa("ask", PREGUNTA, "--json", home=aqui)
    assert r.codigo == 0 and r.json["status"] == "no_data"
    shutil.rmtree(aqui)
    fuera.rename(aqui)
    assert abierto.ask(PREGUNTA, [])["answer"] == antes["answer"]
    assert poa("ask", PREGUNTA, "--json", home=aqui).json["answer"] == antes["answer"]


def test_a_data_folder_that_is_a_file_or_a_loop_is_one_line(poa: Poa, tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("")
    (tmp_path / "lazo").symlink_to(tmp_path / "lazo")
    for casa in (tmp_path / "archivo", tmp_path / "lazo"):
        assert una_linea(poa("ingest", EJEMPLOS[0], home=casa))
        assert una_linea(poa("ask", PREGUNTA, home=casa))
