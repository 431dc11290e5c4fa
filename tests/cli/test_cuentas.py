"""``poa user``: accounts from the command line; what it prints lets nobody in but the one token it gives."""

from __future__ import annotations

import io
import json
import os
import pty
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from apoyo import Poa, Salida

from assistant.accesos import claves
from assistant.accesos.cuentas import Archivo, Cuentas

CLAVE = "oficio de tinieblas"


def agregar(poa: Poa, monkeypatch: pytest.MonkeyPatch, casa: Path, nombre: str = "rosario", *mas: str, clave: str = CLAVE) -> Salida:
    monkeypatch.setattr(sys, "stdin", io.StringIO(clave + "\n"))
    return poa("user", "add", nombre, *mas, home=casa)


@pytest.fixture
def hogar(tmp_path: Path) -> Path:
    return tmp_path / "hogar"


def test_an_account_is_added_from_a_script(poa: Poa, monkeypatch: pytest.MonkeyPatch, hogar: Path) -> None:
    r = agregar(poa, monkeypatch, hogar, "Rosario", "--role", "editor", "--json")
    assert r.codigo == 0 and r.json["nombre"] == "rosario" and r.json["papel"] == "editor"
    assert CLAVE not in r.salida + r.error and "argon2" not in r.salida and "POA_AUTH=" in r.error
    guardada = Archivo(hogar / "cuentas.json").leer()["rosario"]
    assert claves.coincide(guardada.clave, CLAVE)
    assert stat.S_IMODE((hogar / "cuentas.json").stat().st_mode) == 0o600


def test_poa_auth_says_which_file(poa: Poa, monkeypatch: pytest.MonkeyPatch, hogar: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("POA_AUTH", str(tmp_path / "otra" / "cuentas.json"))
    agregar(poa, monkeypatch, hogar)
    assert set(Archivo(tmp_path / "otra" / "cuentas.json").leer()) == {"rosario"} and not (hogar / "cuentas.json").exists()


@pytest.mark.parametrize(
    ("nombre", "mas", "clave", "dice"),
    [
        ("rosario", (), CLAVE, "Ya existe la cuenta"),
        ("dos palabras", (), CLAVE, "nombre de una cuenta"),
        ("jose", ("--role", "jefe"), CLAVE, "reader"),
        ("jose", (), "corta", "al menos 10"),
        ("jose", (), "", "al menos 10"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(poa: Poa, monkeypatch: pytest.MonkeyPatch, hogar: Path, nombre: str, mas: tuple[str, ...], clave: str, dice: str) -> None:
    agregar(poa, monkeypatch, hogar)
    antes = (hogar / "cuentas.json").read_bytes()
    r = agregar(poa, monkeypatch, hogar, nombre, *mas, clave=clave)
    assert r.codigo == 2 and dice in r.error and r.error.count("\n") == 1
    assert (hogar / "cuentas.json").read_bytes() == antes


def test_a_password_is_changed_a_role_too_and_the_account_removed(poa: Poa, monkeypatch: pytest.MonkeyPatch, hogar: Path) -> None:
    agregar(poa, monkeypatch, hogar)
    monkeypatch.setattr(sys, "stdin", io.StringIO("rito de iniciacion\n"))
    assert poa("user", "password", "rosario", home=hogar).codigo == 0
    assert poa("user", "role", "rosario", "editor", home=hogar).codigo == 0
    hallada = Archivo(hogar / "cuentas.json").leer()["rosario"]
    assert claves.coincide(hallada.clave, "rito de iniciacion") and not claves.coincide(hallada.clave, CLAVE) and hallada.papel == "editor"
    assert poa("user", "remove", "rosario", home=hogar).codigo == 0
    assert poa("user", "list", "--json", home=hogar).json == []
    assert "No existe la cuenta" in poa("user", "remove", "rosario", home=hogar).error


def test_a_token_is_shown_once_works_and_is_taken_back(poa: Poa, monkeypatch: pytest.MonkeyPatch, hogar: Path) -> None:
    agregar(poa, monkeypatch, hogar)
    ficha = poa("user", "token", "rosario", "--name", "mcp", home=hogar).salida.strip()
    vivas = Cuentas(Archivo(hogar / "cuentas.json"))
    assert ficha.startswith("poa_") and vivas.de_ficha(ficha) is not None
    otra = poa("user", "token", "rosario", "--name", "mcp", home=hogar).salida.strip()
    assert vivas.de_ficha(ficha) is None and vivas.de_ficha(otra) is not None, "the same name replaces it"
    lista = poa("user", "list", "--json", home=hogar)
    assert [f["nombre"] for f in lista.json[0]["fichas"]] == ["mcp"] and "huella" not in lista.salida
    poa("user", "token", "rosario", "--name", "mcp", "--remove", home=hogar)
    assert vivas.de_ficha(otra) is None


def test_what_was_done_to_accounts_is_in_the_audit_log(poa: Poa, monkeypatch: pytest.MonkeyPatch, hogar: Path) -> None:
    agregar(poa, monkeypatch, hogar)
    ficha = poa("user", "token", "rosario", home=hogar).salida.strip()
    poa("user", "remove", "rosario", home=hogar)
    crudo = (hogar / "accesos.jsonl").read_text()
    lineas = [json.loads(r) for r in crudo.splitlines()]
    assert [r["accion"] for r in lineas] == ["cuenta_agregada", "ficha_creada", "cuenta_quitada"]
    assert all(r["usuario"].startswith("consola:") for r in lineas) and ficha not in crudo and CLAVE not in crudo


@pytest.mark.parametrize(("segunda", "codigo"), [(CLAVE, 0), ("otra distinta 12", 2)])
def test_at_a_terminal_it_is_asked_twice_and_not_shown(hogar: Path, segunda: str, codigo: int) -> None:
    maestro, esclavo = pty.openpty()
    orden = [str(Path(sys.executable).with_name("poa")), "user", "add", "rosario"]
    entorno = {k: v for k, v in os.environ.items() if not k.startswith("POA_")} | {"POA_HOME": str(hogar)}
    proceso = subprocess.Popen(orden, stdin=esclavo, stdout=esclavo, stderr=esclavo, env=entorno, start_new_session=True)
    os.close(esclavo)
    visto = b""
    for pregunta, respuesta in ((b"caracteres): ", CLAVE), (b"Otra vez: ", segunda)):
        while pregunta not in visto:
            visto += os.read(maestro, 4096)
        os.write(maestro, respuesta.encode() + b"\n")
    assert proceso.wait(30) == codigo
    with suppress(OSError):  # the terminal is gone with the process
        visto += os.read(maestro, 65536)
    os.close(maestro)
    assert CLAVE.encode() not in visto and segunda.encode() not in visto
    assert (hogar / "cuentas.json").exists() is (codigo == 0)


@pytest.mark.parametrize("orden", ["add", "list", "remove", "password", "role", "token"])
def test_each_of_its_orders_has_help_in_spanish_and_json(poa: Poa, orden: str) -> None:
    r = poa("user", orden, "--help")
    assert r.codigo == 0 and r.salida.startswith("Uso: poa user") and "--json" in r.salida and "Usage" not in r.salida
