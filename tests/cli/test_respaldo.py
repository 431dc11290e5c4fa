"""``poa backup`` and ``poa restore``: one file out, the same answers back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest
from apoyo import EJEMPLOS, Poa

from assistant.cli import errores
from index import conexion, respaldo

pytestmark = pytest.mark.solo_sqlite("en PostgreSQL respalda pg_dump")

PREGUNTAS = ("¿Cuántas metas se cumplieron en 2021?", "¿Qué metas no se cumplieron por el huracán?", "¿Qué cifras no cuadran?")
DISENO = '[diseno]\nnombre = "propio"\n'


@pytest.fixture
def copia(casa: Path, tmp_path: Path) -> Path:
    """The loaded sample, to be written to."""
    destino = tmp_path / "origen"
    shutil.copytree(casa, destino)
    return destino


def respuestas(poa: Poa, casa: Path) -> list[object]:
    dichas = [poa("ask", p, "--json", home=casa).json for p in PREGUNTAS]
    return [[r["status"], r["answer"], r["rows"], r["citations"]] for r in dichas]


def test_a_backup_restored_elsewhere_answers_the_same(poa: Poa, copia: Path, tmp_path: Path) -> None:
    (copia / "disenos").mkdir()
    (copia / "disenos" / "propio.toml").write_text(DISENO, encoding="utf-8")
    archivo, otra = tmp_path / "poa.zip", tmp_path / "otra"
    hecho = poa("backup", archivo, "--json", home=copia)
    assert hecho.codigo == 0 and hecho.json["manifest"]["cuentas"]["metas"] == 160
    vuelto = poa("restore", archivo, "--json", home=otra)
    assert vuelto.codigo == 0 and vuelto.json["warnings"] == []
    assert respuestas(poa, otra) == respuestas(poa, copia)
    assert (otra / "disenos" / "propio.toml").read_text(encoding="utf-8") == DISENO
    (otra / "disenos" / "propio.toml").unlink()  # no layout of this program: it was only to be carried
    revision = poa("doctor", "--json", home=otra)
    assert revision.json["ok"], revision.salida
    assert not list(otra.glob(".restauracion-*"))


def test_a_backup_made_while_a_load_runs_is_one_moment_of_it(poa: Poa, copia: Path, tmp_path: Path) -> None:
    from assistant.respaldo import respaldar
    from assistant.settings import Settings
    from index import schema
    from index.lectura import leer_documento
    from index.metas import MetaStore

    alto = threading.Event()

    def cargar() -> None:
        """The same report in and out, over and over: 44 goals or none."""
        motor = schema.abrir(Settings(home=copia).url)
        store = MetaStore(motor)
        contenido = EJEMPLOS[0].read_bytes() + b"\n"
        nuevo = leer_documento("otro.txt", contenido)
        while not alto.is_set():
            store.olvidar("otro.txt")
            store.guardar(nuevo, contenido)
        motor.dispose()

    hilo = threading.Thread(target=cargar)
    hilo.start()
    try:
        for n in range(6):
            manifiesto = respaldar(Settings(home=copia), tmp_path / f"{n}.zip")
            assert manifiesto.cuentas["metas"] in (116, 160)
    finally:
        alto.set()
        hilo.join()
    assert poa("restore", tmp_path / "5.zip", home=tmp_path / "otra").codigo == 0
    # A moment of a load may be the one before its names are compared: nothing is broken, and the next load or this does it.
    hechos = {r["name"]: r for r in poa("doctor", "--repair", "--json", home=tmp_path / "otra").json["checks"]}
    assert hechos["hechos cargados"]["status"] == "ok", hechos["hechos cargados"]
    assert poa("doctor", "--json", home=tmp_path / "otra").json["ok"]


def test_nothing_is_written_over_without_force(poa: Poa, copia: Path, tmp_path: Path) -> None:
    archivo = tmp_path / "poa.zip"
    assert poa("backup", archivo, home=copia).codigo == 0
    segundo = poa("backup", archivo, home=copia)
    assert (segundo.codigo, "--force" in segundo.error) == (2, True)
    poa("forget", EJEMPLOS[0].name, home=copia)
    negado = poa("restore", archivo, home=copia)
    assert negado.codigo == 2 and "ya hay datos" in negado.error and "--force" in negado.error
    assert len(poa("metas", "--json", home=copia).json) < 160
    assert poa("restore", archivo, "--force", home=copia).codigo == 0
    assert len(poa("metas", "--all-cuts", "--json", home=copia).json) == 160
    assert poa("backup", archivo, "--force", home=copia).codigo == 0


def test_whoever_has_the_store_open_sees_the_restored_facts(poa: Poa, copia: Path, tmp_path: Path) -> None:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    archivo = tmp_path / "poa.zip"
    poa("backup", archivo, home=copia)
    poa("forget", "puerto-claro-2021-t4.txt", home=copia)
    abierto = Assistant(Settings(home=copia))
    antes = abierto.ask(PREGUNTAS[0], [])["total"]
    assert poa("restore", archivo, "--force", home=copia).codigo == 0
    assert abierto.ask(PREGUNTAS[0], [])["total"] != antes


def _mala(archivo: Path, que: str) -> None:
    datos = archivo.read_bytes()
    if que == "truncado":
        archivo.write_bytes(datos[: len(datos) // 2])
    elif que == "otra cosa":
        archivo.write_bytes(b"nada" * 500)
    elif que == "un byte":
        medio = len(datos) // 2
        archivo.write_bytes(datos[:medio] + bytes([datos[medio] ^ 1]) + datos[medio + 1 :])
    else:
        with zipfile.ZipFile(archivo) as paquete:
            partes = {n: paquete.read(n) for n in paquete.namelist()}
        manifiesto = json.loads(partes[respaldo.MANIFIESTO])
        if que == "posterior":
            manifiesto["esquema"] = "9999"
        elif que == "fuera de su carpeta":
            manifiesto["archivos"]["../fuera.toml"] = manifiesto["archivos"][respaldo.BASE]
        elif que == "otras cuentas":
            manifiesto["cuentas"]["metas"] += 1
        elif que == "sin base":
            del manifiesto["archivos"][respaldo.BASE]
        partes[respaldo.MANIFIESTO] = json.dumps(manifiesto).encode()
        with zipfile.ZipFile(archivo, "w") as paquete:
            for nombre, contenido in partes.items():
                paquete.writestr(nombre, contenido)


@pytest.mark.parametrize(
    "que", ["truncado", "otra cosa", "un byte", "posterior", "fuera de su carpeta", "otras cuentas", "sin base"]
)
def test_a_bad_backup_is_refused_in_one_line_and_touches_nothing(poa: Poa, copia: Path, tmp_path: Path, que: str) -> None:
    archivo = tmp_path / "poa.zip"
    poa("backup", archivo, home=copia)
    _mala(archivo, que)
    r = poa("restore", archivo, "--force", home=copia)
    assert r.codigo == 2 and r.error.count("\n") == 1 and "Traceback" not in r.error and "espaldo" in r.error
    assert len(poa("metas", "--all-cuts", "--json", home=copia).json) == 160
    assert not (tmp_path / "fuera.toml").exists() and not list(copia.glob(".restauracion-*"))


def test_a_backup_of_nothing_and_of_postgresql_say_what_to_do(poa: Poa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nada = poa("backup", tmp_path / "poa.zip", home=tmp_path / "vacia")
    assert nada.codigo == 2 and "nada que respaldar" in nada.error
    assert poa("restore", tmp_path / "no-hay.zip").codigo == 2
    monkeypatch.setenv("POA_DATABASE_URL", "postgresql+psycopg://poa:secreta@127.0.0.1/poa")  # pragma: allowlist secret
    for orden, herramienta in (("backup", "pg_dump"), ("restore", "pg_restore")):
        r = poa(orden, tmp_path / "poa.zip")
        assert r.codigo == 2 and herramienta in r.error and "secreta" not in r.error


def test_a_store_whose_file_is_broken_is_set_aside_by_a_restore(poa: Poa, copia: Path, tmp_path: Path) -> None:
    archivo = tmp_path / "poa.zip"
    poa("backup", archivo, home=copia)
    (copia / "poa.sqlite3").write_bytes(b"nada" * 4000)
    assert poa("restore", archivo, home=copia).codigo == 2
    r = poa("restore", archivo, "--force", home=copia)
    assert r.codigo == 0 and "estaba dañada y quedó en" in r.error
    assert any(p.read_bytes() == b"nada" * 4000 for p in copia.glob("poa.sqlite3.danada-*"))
    assert poa("doctor", "--json", home=copia).json["ok"]


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(poa: Poa, copia: Path, tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    motor = conexion.abrir(f"sqlite:///{copia / 'poa.sqlite3'}")
    config = Config()
    config.set_main_option("script_location", str(Path(conexion.__file__).with_name("migrations")))
    with motor.begin() as con:
        config.attributes["connection"] = con
        command.downgrade(config, "0001")
    motor.dispose()
    archivo, otra = tmp_path / "poa.zip", tmp_path / "otra"
    assert poa("backup", archivo, home=copia).codigo == 0
    assert poa("restore", archivo, home=otra).codigo == 0
    assert len(poa("metas", "--all-cuts", "--json", home=otra).json) == 160


def test_the_errors_of_backups_are_for_people() -> None:
    assert respaldo.ErrorDeRespaldo.__name__ in errores._PROPIOS


def test_a_copy_of_a_damaged_store_is_no_backup(poa: Poa, copia: Path, tmp_path: Path) -> None:
    with sqlite3.connect(copia / "poa.sqlite3") as con:
        con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pagina = con.execute("SELECT rootpage FROM sqlite_master WHERE name = 'metas'").fetchone()[0]
    con.close()
    with (copia / "poa.sqlite3").open("r+b") as base:
        base.seek((pagina - 1) * 4096)
        base.write(b"\xff" * 4096)
    r = poa("backup", tmp_path / "poa.zip", home=copia)
    assert r.codigo == 2 and "dañad" in r.error and not (tmp_path / "poa.zip").exists()
    assert not list(tmp_path.glob(".respaldo-*"))
