"""The accounts file: whole or not at all, its owner's only, and never a password in it."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest
from apoyo_cuentas import con_cuentas, cuenta, hash_de_prueba

from assistant.accesos import claves
from assistant.accesos.cuentas import Archivo, Cuentas, ErrorDeCuentas, Ficha, ahora, nombre_de

HASH = hash_de_prueba()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rosario = cuenta("rosario", "editor")
    assert con_cuentas(tmp_path / "c.json", rosario, cuenta("jose")).leer() == {"rosario": rosario, "jose": cuenta("jose")}


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    archivo = con_cuentas(tmp_path / "c.json", cuenta("rosario"))
    assert stat.S_IMODE(archivo.ruta.stat().st_mode) == 0o600
    archivo.ruta.chmod(0o644)
    with pytest.raises(ErrorDeCuentas, match="chmod 600"):
        archivo.leer()


def test_a_password_is_never_in_the_file(tmp_path: Path) -> None:
    assert "frase de la prueba" not in con_cuentas(tmp_path / "c.json", cuenta("rosario")).ruta.read_text()


def test_a_change_that_fails_changes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    archivo = con_cuentas(tmp_path / "c.json", cuenta("rosario"))
    antes = archivo.ruta.read_bytes()
    with pytest.raises(RuntimeError), archivo.cambiar() as todas:
        todas.clear()
        raise RuntimeError
    assert archivo.ruta.read_bytes() == antes
    assert {p.name for p in tmp_path.iterdir()} == {"c.json", "c.json.lock"}


def test_changes_at_once_lose_none(tmp_path: Path) -> None:
    archivo = Archivo(tmp_path / "c.json")

    def agregar(n: int) -> None:
        with archivo.cambiar() as todas:
            todas[f"cuenta{n}"] = cuenta(f"cuenta{n}")

    hilos = [threading.Thread(target=agregar, args=(n,)) for n in range(12)]
    for h in hilos:
        h.start()
    for h in hilos:
        h.join()
    assert len(archivo.leer()) == 12


@pytest.mark.parametrize(
    "contenido",
    [
        "",
        "no es json",
        "[]",
        '{"version": 2, "cuentas": []}',
        json.dumps({"version": 1, "cuentas": [{"nombre": "x", "papel": "jefe", "clave": HASH, "creada": "", "cambiada": ""}]}),
        json.dumps({"version": 1, "cuentas": [{"nombre": "x", "papel": "editor", "clave": "abierta", "creada": "", "cambiada": ""}]}),
        json.dumps({"version": 1, "cuentas": [{"nombre": "X Y", "papel": "editor", "clave": HASH, "creada": "", "cambiada": ""}]}),
        json.dumps({"version": 1, "cuentas": [{"nombre": "x", "papel": "editor", "clave": HASH, "creada": "", "cambiada": ""}] * 2}),
    ],
)
def test_a_file_that_is_none_is_refused_and_not_overwritten(tmp_path: Path, contenido: str) -> None:
    ruta = tmp_path / "c.json"
    ruta.write_text(contenido)
    ruta.chmod(0o600)
    with pytest.raises(ErrorDeCuentas, match="no tiene la forma"):
        con_cuentas(ruta, cuenta("rosario"))
    assert ruta.read_text() == contenido


@pytest.mark.parametrize("escrito", ["", " ", "dos palabras", "../etc", "a/b", "ñandú", "x" * 65, "-x", "a\nb"])
def test_a_name_that_cannot_be_is_refused(escrito: str) -> None:
    with pytest.raises(ErrorDeCuentas):
        nombre_de(escrito)


def test_a_running_server_sees_changes_at_once_and_lets_nobody_in_by_a_broken_file(tmp_path: Path) -> None:
    archivo = con_cuentas(tmp_path / "c.json", cuenta("rosario"))
    vivas = Cuentas(archivo)
    assert vivas.de("rosario") is not None
    with archivo.cambiar() as todas:
        del todas["rosario"]
    assert vivas.de("rosario") is None
    con_cuentas(archivo.ruta, cuenta("rosario"))
    assert vivas.de("rosario") is not None
    archivo.ruta.write_text("roto, y de otro tamaño")
    assert vivas.de("rosario") is None and vivas.error
    archivo.ruta.unlink()
    assert vivas.vigentes() == {}


def test_a_token_finds_its_account_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    ficha, huella = claves.ficha_nueva()
    con = cuenta("rosario").model_copy(update={"fichas": (Ficha(nombre="mcp", huella=huella, creada=ahora()),)})
    archivo = con_cuentas(tmp_path / "c.json", con)
    vivas = Cuentas(archivo)
    hallada = vivas.de_ficha(ficha)
    assert hallada is not None and hallada.nombre == "rosario"
    assert vivas.de_ficha(ficha + "x") is None and vivas.de_ficha("") is None
    assert ficha not in archivo.ruta.read_text()


# -- passwords --------------------------------------------------------------------------------------------------------
def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    otra = claves.guardar("frase de la prueba")
    assert HASH.startswith("$argon2id$") and otra != HASH
    assert claves.coincide(HASH, "frase de la prueba") and claves.coincide(otra, "frase de la prueba")
    assert not claves.coincide(HASH, "frase de la pruebA")


def test_the_same_letters_typed_another_way_are_the_same_password() -> None:
    assert claves.coincide(claves.guardar("contraseñá larga"), "contraseñá larga")


@pytest.mark.parametrize("guardada", ["", "abierta", "$argon2id$v=19$m=1$x", "$2b$12$abcdefghijklmnopqrstuv"])
def test_what_is_no_hash_lets_nobody_in(guardada: str) -> None:
    assert not claves.coincide(guardada, "abierta") and not claves.coincide(guardada, "")


def test_nobody_has_no_password() -> None:
    assert not claves.coincide(None, "") and not claves.coincide(None, "frase de la prueba")


def test_an_unknown_account_takes_as_long_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by the clock, which other work disturbs: the same hash is computed, with the same parameters."""
    vistos: list[str] = []
    monkeypatch.setattr(claves, "_HASHER", _Espia(vistos))
    claves.coincide(HASH, "otra frase cualquiera")
    claves.coincide(None, "otra frase cualquiera")
    assert len(vistos) == 2 and vistos[0].split("$")[:4] == vistos[1].split("$")[:4]


class _Espia:
    def __init__(self, vistos: list[str]) -> None:
        self._de_verdad, self._vistos = claves._HASHER, vistos

    def verify(self, guardada: str, clave: bytes) -> bool:
        self._vistos.append(guardada)
        return self._de_verdad.verify(guardada, clave)

    def hash(self, clave: str) -> str:
        return self._de_verdad.hash(clave)


@pytest.mark.parametrize("clave", ["", "corta", "aaaaaaaaaaaaaaa", "rosario1234", "x" * 257])
def test_weak_passwords_are_refused_with_a_reason(clave: str) -> None:
    assert claves.reparo(clave, "rosario")


def test_a_phrase_is_a_good_password() -> None:
    assert claves.reparo("oficio de tinieblas", "rosario") == ""
