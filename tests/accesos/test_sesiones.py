"""Sessions end when they should; log-ins slow down; the audit log holds what happened and nothing secret."""

from __future__ import annotations

import json
import logging
import stat
from pathlib import Path

import pytest
from apoyo_cuentas import con_cuentas, cuenta
from limits import parse

from assistant.accesos import bitacora, claves
from assistant.accesos.bitacora import Bitacora
from assistant.accesos.cuentas import Cuentas
from assistant.accesos.frenos import Frenos, origen
from assistant.accesos.sesiones import POR_CUENTA, Sesiones


class Reloj:
    hora = 1000.0

    def __call__(self) -> float:
        return self.hora


@pytest.fixture
def reloj() -> Reloj:
    return Reloj()


@pytest.fixture
def vivas(tmp_path: Path) -> Cuentas:
    return Cuentas(con_cuentas(tmp_path / "c.json", cuenta("rosario", "editor")))


@pytest.fixture
def sesiones(reloj: Reloj) -> Sesiones:
    return Sesiones(ocio=60, vida=300, reloj=reloj)


def test_a_session_ends_after_too_long_without_use(sesiones: Sesiones, vivas: Cuentas, reloj: Reloj) -> None:
    galleta = sesiones.abrir(cuenta("rosario"))
    reloj.hora += 59
    assert sesiones.cuenta(galleta, vivas) is not None
    reloj.hora += 61
    assert sesiones.cuenta(galleta, vivas) is None
    reloj.hora -= 61
    assert sesiones.cuenta(galleta, vivas) is None, "an ended session does not come back"


def test_use_does_not_prolong_a_session_beyond_its_life(sesiones: Sesiones, vivas: Cuentas, reloj: Reloj) -> None:
    galleta = sesiones.abrir(cuenta("rosario"))
    for _ in range(7):
        reloj.hora += 40
        assert sesiones.cuenta(galleta, vivas) is not None
    reloj.hora += 40
    assert sesiones.cuenta(galleta, vivas) is None


def test_an_open_page_alone_keeps_no_session(sesiones: Sesiones, vivas: Cuentas, reloj: Reloj) -> None:
    galleta = sesiones.abrir(cuenta("rosario"))
    for _ in range(3):
        reloj.hora += 25
        sesiones.cuenta(galleta, vivas, renovar=False)
    assert sesiones.cuenta(galleta, vivas) is None


def test_a_closed_session_is_over(sesiones: Sesiones, vivas: Cuentas) -> None:
    galleta = sesiones.abrir(cuenta("rosario"))
    sesiones.cerrar(galleta)
    assert sesiones.cuenta(galleta, vivas) is None


def test_a_new_password_or_no_account_ends_its_sessions(sesiones: Sesiones, vivas: Cuentas) -> None:
    galleta = sesiones.abrir(cuenta("rosario"))
    with vivas.archivo.cambiar() as todas:
        todas["rosario"] = todas["rosario"].model_copy(update={"clave": claves.guardar("otra frase buena")})
    assert sesiones.cuenta(galleta, vivas) is None
    galleta = sesiones.abrir(vivas.vigentes()["rosario"])
    with vivas.archivo.cambiar() as todas:
        todas.clear()
    assert sesiones.cuenta(galleta, vivas) is None


def test_a_changed_role_holds_at_once(sesiones: Sesiones, vivas: Cuentas) -> None:
    galleta = sesiones.abrir(cuenta("rosario"))
    with vivas.archivo.cambiar() as todas:
        todas["rosario"] = todas["rosario"].model_copy(update={"papel": "lector"})
    hallada = sesiones.cuenta(galleta, vivas)
    assert hallada is not None and hallada.papel == "lector"


@pytest.mark.parametrize("galleta", ["", "x", "ñ\ud800", "0" * 10_000])
def test_made_up_cookies_open_nothing(sesiones: Sesiones, vivas: Cuentas, galleta: str) -> None:
    sesiones.abrir(cuenta("rosario"))
    assert sesiones.cuenta(galleta, vivas) is None


def test_cookies_differ_and_are_long(sesiones: Sesiones) -> None:
    galletas = {sesiones.abrir(cuenta("rosario")) for _ in range(50)}
    assert len(galletas) == 50 and min(map(len, galletas)) >= 43


def test_an_account_has_so_many_sessions_and_the_oldest_gives_way(sesiones: Sesiones, vivas: Cuentas) -> None:
    galletas = [sesiones.abrir(cuenta("rosario")) for _ in range(POR_CUENTA + 5)]
    assert len(sesiones) == POR_CUENTA
    assert sesiones.cuenta(galletas[0], vivas) is None and sesiones.cuenta(galletas[-1], vivas) is not None


# -- throttles --------------------------------------------------------------------------------------------------------
def fallar(frenos: Frenos, veces: int, nombre: str = "rosario", direccion: str = "10.0.0.1") -> None:
    for _ in range(veces):
        frenos.fallo(nombre, direccion)


def test_five_wrong_passwords_make_an_account_wait_at_that_address_only() -> None:
    frenos = Frenos()
    fallar(frenos, 4)
    assert frenos.espera("rosario", "10.0.0.1") == 0
    fallar(frenos, 1)
    assert 0 < frenos.espera("rosario", "10.0.0.1") <= 15 * 60
    assert frenos.espera("rosario", "10.0.0.2") == 0, "its owner, elsewhere, still gets in"
    assert frenos.espera("jose", "10.0.0.1") == 0


def test_an_address_that_tries_many_accounts_waits_for_all_of_them() -> None:
    frenos = Frenos()
    for n in range(20):
        fallar(frenos, 1, f"cuenta{n}")
    assert frenos.espera("otra", "10.0.0.1") > 0 and frenos.espera("otra", "10.0.0.2") == 0


def test_many_machines_that_guess_one_account_wait_too() -> None:
    frenos = Frenos()
    for n in range(100):
        fallar(frenos, 1, direccion=f"10.0.{n}.1")
    assert frenos.espera("rosario", "172.16.0.1") > 0


def test_a_right_password_forgets_what_was_mistyped_but_not_what_the_address_did() -> None:
    frenos = Frenos(de_origen=parse("6 per hour"))
    fallar(frenos, 4)
    frenos.acierto("rosario", "10.0.0.1")
    fallar(frenos, 1)
    assert frenos.espera("rosario", "10.0.0.1") == 0
    fallar(frenos, 1)
    assert frenos.espera("jose", "10.0.0.1") > 0


def test_a_network_of_ipv6_counts_as_one_address() -> None:
    assert origen("2001:db8:1:2::1") == origen("2001:db8:1:2:ffff::9") != origen("2001:db8:1:3::1")
    assert origen("::ffff:10.0.0.1") == origen("10.0.0.1")


# -- the audit log ----------------------------------------------------------------------------------------------------
def test_each_act_is_a_line_of_json_that_its_owner_alone_reads(tmp_path: Path) -> None:
    anota = Bitacora(tmp_path)
    anota.anotar("cargar", "rosario", "10.0.0.1", "informe.pdf", "loaded", "abc")
    anota.anotar("quitar", "rosario", "10.0.0.1", "informe.pdf")
    lineas = [json.loads(r) for r in anota.ruta.read_text().splitlines()]
    assert [r["accion"] for r in lineas] == ["cargar", "quitar"]
    assert lineas[0] == {"hora": lineas[0]["hora"], "usuario": "rosario", "direccion": "10.0.0.1", "accion": "cargar", "objeto": "informe.pdf", "resultado": "loaded", "peticion": "abc"}
    assert stat.S_IMODE(anota.ruta.stat().st_mode) == 0o600


@pytest.mark.parametrize("nombre", ['x"\n{"accion":"entrar"}', "a\u2028b", "a\u202eb", "a\x1b[2Jb", "\ud800", "x" * 5000])
def test_nobody_writes_a_line_of_their_own_into_it(tmp_path: Path, nombre: str) -> None:
    anota = Bitacora(tmp_path)
    anota.anotar("entrar_fallido", objeto=nombre)
    crudo = anota.ruta.read_bytes().decode("utf-8")
    assert crudo.count("\n") == 1 and len(crudo) < 1000 and "\x1b" not in crudo and "\u202e" not in crudo
    assert json.loads(crudo)["accion"] == "entrar_fallido"


def test_it_is_rotated_and_old_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitacora, "TAMANO", 500)
    monkeypatch.setattr(bitacora, "ARCHIVOS", 3)
    anota = Bitacora(tmp_path)
    for n in range(60):
        anota.anotar("exportar", objeto=f"archivo {n}")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["accesos.jsonl", "accesos.jsonl.1", "accesos.jsonl.2"]
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in tmp_path.iterdir())


def test_work_goes_on_where_it_cannot_be_written_and_the_program_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    estorbo = tmp_path / "archivo"
    estorbo.write_text("no es una carpeta")
    with caplog.at_level(logging.ERROR):
        Bitacora(estorbo).anotar("entrar", "rosario")
    assert "bitácora de accesos" in caplog.text
