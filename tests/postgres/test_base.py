"""PostgreSQL as the store of facts: who may write, what a saved statement may do, hostile text, several processes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from apoyo import EJEMPLOS, Poa
from apoyo_base import base_vacia
from apoyo_index import fila, informe
from sqlalchemy import Engine, create_engine, exc, make_url, text

from assistant import carga
from assistant.assistant import Assistant
from assistant.execute import Lector
from assistant.settings import Settings
from assistant.web.cargado import Vista
from index import conexion, schema
from index.conexion import ConsultaNoPermitida
from index.ingest import ingerir
from index.metas import MetaStore


@pytest.fixture
def ajustes(tmp_path: Path, url: str) -> Settings:
    return Settings(home=tmp_path / "casa", database_url=url)


def contar(motor: Engine) -> dict[str, int]:
    tablas = ("documentos", "informes", "metas", "observaciones", "metas_fts", "observaciones_fts")
    with motor.connect() as con:
        return {t: con.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tablas}


# ---------------------------------------------------------------------- who may write


def test_an_engine_for_questions_cannot_write(motor: Engine, url: str) -> None:
    lector = schema.abrir_lectura(url)
    with lector.connect() as con, pytest.raises(exc.DBAPIError, match="read-only"):
        con.execute(text("DELETE FROM metas"))


def test_a_user_with_no_more_than_the_grants_of_the_guide_asks_and_never_writes(ajustes: Settings, motor: Engine, url: str) -> None:
    guia = (Path(__file__).parents[2] / "docs" / "escala.md").read_text(encoding="utf-8")
    permisos = guia.partition("<!-- permisos -->\n```sql\n")[2].partition("```")[0]
    base = str(motor.url.database)
    with motor.begin() as con:
        for orden in permisos.replace("poa_lectura", f"lector_{base}").replace("DATABASE poa", f'DATABASE "{base}"').split(";"):
            if orden.strip():
                con.exec_driver_sql(orden.replace("poa_dueno", "postgres"))
    ingerir(EJEMPLOS[:1], MetaStore(motor))
    suya = make_url(url).set(username=f"lector_{base}").render_as_string(hide_password=False)
    respuesta = Assistant(ajustes.model_copy(update={"database_url_read": suya})).ask("¿Cuántas metas hay?")
    assert respuesta["status"] == "answered" and respuesta["total"] == 44
    with create_engine(suya).connect() as con:
        con.exec_driver_sql("SET default_transaction_read_only = off")  # what a session may set, it may unset
        con.commit()
        for orden in ("DELETE FROM metas", "CREATE TABLE x (y int)", "UPDATE informes SET vigente = false"):
            with pytest.raises(exc.DBAPIError, match="permission denied"):
                con.exec_driver_sql(orden)
            con.rollback()


# ---------------------------------------------------------------------- statements of saved answers


@pytest.mark.parametrize(
    "sentencia",
    [
        "DELETE FROM metas", "SELECT 1; DELETE FROM metas", "SELECT 1; COMMIT; DROP TABLE metas", "SELECT pg_sleep(9)",
        'SELECT "pg_sleep"(9)', "SELECT pg_catalog.pg_sleep (9)", "SELECT pg_sleep/**/(9)", "SELECT set_config('a.b', 'c', false)",
        "SELECT pg_advisory_lock(1)", "SELECT pg_read_file('/etc/passwd')", "SELECT lo_import('/etc/passwd')", "SELECT 1 -- nada",
        "COPY metas TO '/tmp/x'", "WITH x AS (DELETE FROM metas RETURNING id) SELECT id FROM x", "SELECT id INTO nueva FROM metas",
        "SELECT id FROM metas FOR UPDATE", "SELECT $$a$$", "SELECT E'\\'' || pg_sleep(9) || '", "SET statement_timeout = 0", "",
    ],
)  # fmt: skip
def test_a_saved_statement_that_is_no_plain_question_is_refused(motor: Engine, url: str, sentencia: str) -> None:
    ingerir(EJEMPLOS[:1], MetaStore(motor))
    antes = contar(motor)
    with pytest.raises((ConsultaNoPermitida, exc.SQLAlchemyError)):
        Lector(schema.abrir_lectura(url)).repetir(sentencia, {})
    assert contar(motor) == antes


def test_a_saved_statement_has_a_time_limit_and_the_connection_is_as_before(motor: Engine, url: str) -> None:
    ingerir(EJEMPLOS[:1], MetaStore(motor))
    cara = "SELECT count(*) FROM metas a, metas b, metas c, metas d, metas e WHERE a.absoluto + b.absoluto > c.absoluto"
    lector = schema.abrir_lectura(url)
    inicio = time.monotonic()
    with lector.connect() as con:
        with pytest.raises(exc.OperationalError, match="timeout"), schema.solo_lectura(con, 0.3):
            con.execute(text(cara))
        assert con.execute(text("SHOW statement_timeout")).scalar() == "1min"
    assert time.monotonic() - inicio < 60


# ---------------------------------------------------------------------- text


def test_hostile_text_is_kept_and_found(motor: Engine, ajustes: Settings, tmp_path: Path) -> None:
    larga = "ñandú" * 3_000
    ruta = tmp_path / "malo.txt"
    observacion = f"Se canceló por \0lluvias \u202e\u200bfuertes' ; DROP TABLE metas; -- :uno %s {{x}} {larga} " + "palabra distinta " * 500
    ruta.write_bytes(informe(fila("1.- Dar \0cursos", observacion=observacion)).encode() + b"\xff\xed\xa0\x80\n")
    (documento,) = ingerir([ruta], MetaStore(motor)).documentos
    assert (documento.estado, documento.metas) == ("loaded", 1), documento
    respuesta = Assistant(ajustes).ask("¿Qué metas mencionan lluvias?")
    assert respuesta["total"] == 1 and "lluvias" in respuesta["rows"][0]["observacion"]
    assert not any("No se pudo comprobar" in a for a in respuesta["warnings"])
    lector = Lector(schema.abrir_lectura(ajustes.url))
    for palabra in ("lluvi", "'", "a:b", larga, "!", "", "ñ" * 5_000):
        assert isinstance(lector.observaciones_por_palabras([palabra] if palabra.isalnum() else ["lluvi"], 5), list)


# ---------------------------------------------------------------------- several processes


def test_processes_that_meet_a_new_store_at_once_make_it_once() -> None:
    url = base_vacia("nueva")
    with ThreadPoolExecutor(4) as hilos:
        motores = list(hilos.map(lambda _: schema.abrir(url), range(4)))
    assert {schema.version(m) for m in motores} == {schema.VERSION}


def test_one_load_at_a_time_whatever_the_data_folder(ajustes: Settings, motor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carga, "ESPERA", 0.3)
    with conexion.candado(motor, "carga", 1), pytest.raises(carga.ErrorDeCarga, match="Otra carga"):
        carga.cargar(ajustes.model_copy(update={"home": tmp_path / "otra"}), EJEMPLOS[:1])
    assert carga.cargar(ajustes, EJEMPLOS[:1]).resumen.documentos[0].estado == "loaded"


def test_a_running_app_sees_what_another_one_loaded(ajustes: Settings, motor: Engine) -> None:
    vista = Vista(Assistant(ajustes))
    assert vista.actual().vacio
    ingerir(EJEMPLOS[:1], MetaStore(motor))
    assert vista.actual().metas == 44


# ---------------------------------------------------------------------- addresses that cannot be


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"database": "no_hay"}, "no tiene esa base"),
        ({"username": "nadie_que_exista"}, "no conoce ese usuario"),
        ({"drivername": "mysql"}, "solo admite"),
    ],
)
def test_an_address_that_cannot_be_is_one_line_in_spanish(
    poa: Poa, monkeypatch: pytest.MonkeyPatch, url: str, cambio: dict[str, str], dice: str
) -> None:
    mala = make_url(url).set(**cambio).render_as_string(hide_password=False)
    monkeypatch.setenv("POA_DATABASE_URL", mala)
    hecho = poa("ask", "¿Cuántas metas hay?")
    assert hecho.codigo == 2 and dice in hecho.error and len(hecho.error.strip().splitlines()) == 1


def test_the_doctor_tells_an_empty_database_from_one_that_cannot_be(poa: Poa, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("POA_DATABASE_URL", base_vacia("sin_tablas"))
    nueva = poa("doctor", "--json")
    assert nueva.codigo == 0 and nueva.json["ok"] and nueva.json["counts"] == {}, nueva
    assert any("aún no tiene tablas" in c["detail"] for c in nueva.json["checks"])
    monkeypatch.setenv("POA_DATABASE_URL", make_url(url).set(database="no_hay").render_as_string(hide_password=False))
    mala = poa("doctor", "--json")
    assert mala.codigo == 1 and mala.json["counts"] == {}, mala
    quejas = {c["name"]: c for c in mala.json["checks"] if c["status"] == "problem"}
    assert "no tiene esa base" in quejas["base de datos"]["detail"] and all(c["remedy"] for c in quejas.values())
