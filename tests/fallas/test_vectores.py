"""The vector folder broken from outside in twelve ways: one clear line, exact answers meanwhile, a rebuild that is exact.

Those that damage what Chroma keeps of its own are in tests/index/test_observaciones.py.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from test_observaciones import TEXTOS, DeJuguete, agregar, motor_de

from index import indice_chroma
from index.observaciones import ErrorDeIndice, ObservacionStore

pytestmark = pytest.mark.solo_sqlite("es sobre la carpeta de Chroma")

PREGUNTA = "camionetas sin presupuesto"
Romper = Callable[[Path, Path, Path], None]


def paginas_en_ceros(indice: Path, chroma: Path, fuera: Path) -> None:
    with (chroma / "chroma.sqlite3").open("r+b") as base:
        base.seek(4096)
        base.write(b"\0" * 4096 * 20)


def cabecera_en_ceros(indice: Path, chroma: Path, fuera: Path) -> None:
    with (chroma / "chroma.sqlite3").open("r+b") as base:
        base.write(b"\0" * 100)


def json_de_otra_version(indice: Path, chroma: Path, fuera: Path) -> None:
    (indice / "indice.json").write_text('{"version": 3, "modelo": "juguete:a", "colecciones": ["a"]}')


def json_con_infinitos(indice: Path, chroma: Path, fuera: Path) -> None:
    datos = json.loads((indice / "indice.json").read_text())
    (indice / "indice.json").write_text(json.dumps({**datos, "dimension": float("inf"), "cifra": [float("nan"), 1, 1]}))


def json_muy_hondo(indice: Path, chroma: Path, fuera: Path) -> None:
    (indice / "indice.json").write_text("[" * 100_000)


def json_binario(indice: Path, chroma: Path, fuera: Path) -> None:
    (indice / "indice.json").write_bytes(os.urandom(1000) + b"\xff\xfe\0")


def json_enorme(indice: Path, chroma: Path, fuera: Path) -> None:
    os.truncate(indice / "indice.json", 50_000_000)


def de_otro_almacen(indice: Path, chroma: Path, fuera: Path) -> None:
    """As many vectors, of other texts: only the keys tell."""
    otro = fuera / "otro"
    motor = motor_de(fuera / "otro.sqlite3")
    agregar(motor, *(t[::-1] for t in TEXTOS))
    ObservacionStore(otro, motor, DeJuguete()).sincronizar()
    (suya,) = otro.glob("chroma-*")
    indice_chroma.cerrar(suya.resolve())
    shutil.rmtree(chroma)
    shutil.copytree(suya, chroma)


def de_otra_dimension(indice: Path, chroma: Path, fuera: Path) -> None:
    datos = json.loads((indice / "indice.json").read_text())
    (indice / "indice.json").write_text(json.dumps({**datos, "dimension": 7}))


def esquema_ajeno(indice: Path, chroma: Path, fuera: Path) -> None:
    """A database of some other program."""
    (chroma / "chroma.sqlite3").unlink()
    with sqlite3.connect(chroma / "chroma.sqlite3") as con:
        con.execute("CREATE TABLE migrations (dir TEXT, version INTEGER, filename TEXT, sql TEXT, hash TEXT)")
        con.execute("INSERT INTO migrations VALUES ('sysdb', 99, '00099-no.sqlite.sql', 'nada', 'nada')")
    con.close()


def enlace_a_la_nada(indice: Path, chroma: Path, fuera: Path) -> None:
    shutil.rmtree(chroma)
    chroma.symlink_to(fuera / "no-hay")


def enlace_a_otra_parte(indice: Path, chroma: Path, fuera: Path) -> None:
    """What the link leads to is nobody's to delete."""
    (fuera / "ajena").mkdir()
    (fuera / "ajena" / "carta.txt").write_text("no se toca")
    shutil.rmtree(chroma)
    chroma.symlink_to(fuera / "ajena", target_is_directory=True)


ROTURAS = [
    paginas_en_ceros,
    cabecera_en_ceros,
    json_de_otra_version,
    json_con_infinitos,
    json_muy_hondo,
    json_binario,
    json_enorme,
    de_otro_almacen,
    de_otra_dimension,
    esquema_ajeno,
    enlace_a_la_nada,
    enlace_a_otra_parte,
]


@pytest.fixture
def lleno(tmp_path: Path) -> ObservacionStore:
    motor = motor_de(tmp_path / "poa.sqlite3")
    agregar(motor, *TEXTOS)
    store = ObservacionStore(tmp_path / "vectores", motor, DeJuguete())
    store.sincronizar()
    return store


@pytest.mark.parametrize("romper", ROTURAS)
def test_a_broken_folder_is_told_answers_stay_exact_and_a_rebuild_is_exact(
    lleno: ObservacionStore, tmp_path: Path, romper: Romper
) -> None:
    indice, fuera = tmp_path / "vectores", tmp_path / "fuera"
    fuera.mkdir()
    esperado = lleno.buscar(PREGUNTA, 4)
    chroma = next(indice.glob("chroma-*")).resolve()
    indice_chroma.cerrar(chroma)  # as a new process finds it
    romper(indice, chroma, fuera)
    problemas = lleno.comprobar()
    assert problemas and all("\n" not in p and "poa doctor --repair" in p for p in problemas)
    hallados = lleno.buscar(PREGUNTA, 4)
    assert [s for _, s in hallados] == pytest.approx([s for _, s in esperado], abs=1e-5)
    assert [i for i, _ in hallados] == [i for i, _ in esperado]
    assert lleno.reconstruir() == len(TEXTOS)
    assert lleno.comprobar() == []
    assert [i for i, _ in lleno.buscar(PREGUNTA, 4)] == [i for i, _ in esperado] and lleno.aviso is None
    assert [p.is_symlink() for p in indice.glob("chroma-*")] == [False]
    if (fuera / "ajena").exists():
        assert (fuera / "ajena" / "carta.txt").read_text() == "no se toca"


def test_folders_too_many_are_left_out_of_the_answer_and_go_with_the_next_rebuild(lleno: ObservacionStore, tmp_path: Path) -> None:
    indice = tmp_path / "vectores"
    (indice / "chroma-de-mas").mkdir()
    (indice / "chroma-de-mas" / "chroma.sqlite3").write_bytes(b"nada")
    assert lleno.comprobar() == [] and lleno.buscar(PREGUNTA, 4) and lleno.aviso is None
    lleno.reconstruir()
    assert len(list(indice.glob("chroma-*"))) == 1


@pytest.mark.parametrize("nombre", ["escritura.lock", "indice.json", "sucio"])
def test_a_folder_in_the_place_of_a_file_is_told_in_one_line(lleno: ObservacionStore, tmp_path: Path, nombre: str) -> None:
    lugar = tmp_path / "vectores" / nombre
    lugar.unlink(missing_ok=True)
    (lugar / "algo").mkdir(parents=True)
    esperado = [i for i, _ in lleno.buscar(PREGUNTA, 4)]
    assert len(esperado) == 4
    with pytest.raises(ErrorDeIndice) as fallo:
        lleno.reconstruir()
    assert "\n" not in str(fallo.value) and "Compruebe" in str(fallo.value)
    assert [i for i, _ in lleno.buscar(PREGUNTA, 4)] == esperado
