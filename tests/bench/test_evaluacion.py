"""The expected results of our question set: rules checked by hand on known rows, and the file up to date."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # bench is not installed with the project

from bench.evaluacion import banco, hechos, preguntas
from bench.evaluacion.banco import Banco, E, M, U, nc, pct, quiza
from bench.evaluacion.correr import filas
from bench.evaluacion.hechos import JUNIO, TRIMESTRES, Hecho

PUERTO, JUNIO_PC, VALLE = "puerto-claro-2021-t4", "puerto-claro-2021-t2", "valle-sereno-2022-t4"


def meta(informe: str, unidad: str, numero: str) -> Hecho:
    return next(x for x in hechos.informe(informe) if (x.unidad, x.meta) == (unidad, numero))


@pytest.mark.parametrize(("unidad", "numero", "estado"), [
    ("302", "2.6", "sin_programacion"), ("302", "2.7", "sin_reporte"), ("304", "4.6", "sin_avance"), ("301", "1.2", "no_cumplida"),
    ("305", "5.6", "cumplida"), ("306", "6.1", "rebasada"),
])  # fmt: skip
def test_estado_al_cierre(unidad: str, numero: str, estado: str) -> None:
    assert meta(PUERTO, unidad, numero).estado == estado


def test_dentro_del_anio_se_compara_con_lo_programado_a_la_fecha() -> None:
    corta, al_corriente, sin_reporte = (
        meta(JUNIO_PC, "301", "1.2"),
        meta(JUNIO_PC, "303", "3.4"),
        meta(JUNIO_PC, "305", "5.5"),
    )
    assert (corta.estado, corta.programado_a_la_fecha, corta.incumplida) == ("en_proceso", 3, True)
    assert (al_corriente.estado, al_corriente.incumplida) == ("en_proceso", False)
    assert (sin_reporte.estado, sin_reporte.incumplida) == ("sin_reporte", False)


def test_trimestre_corto() -> None:
    repuesta, en_blanco, sin_programa = (
        meta(PUERTO, "301", "1.1"),
        meta(PUERTO, "306", "6.4"),
        meta(VALLE, "1103", "1.6"),
    )
    assert [t for t in TRIMESTRES if hechos.quedo_corto(repuesta, t)] == ["T2"]
    assert [t for t in TRIMESTRES if hechos.quedo_corto(en_blanco, t)] == ["T2", "T3", "T4"]
    assert not any(hechos.quedo_corto(sin_programa, t) for t in TRIMESTRES)
    assert not hechos.quedo_corto(meta(JUNIO_PC, "301", "1"), "T3"), "a quarter after the cut is not short"


def test_porcentaje_y_brecha() -> None:
    x = meta(PUERTO, "304", "4.3")
    assert (x.pct, x.brecha) == (35.0, 26)
    assert meta(PUERTO, "302", "2.6").pct is None


def test_sumas_de_una_sola_medida() -> None:
    b = Banco("a", "x")
    assert hechos.total(b.de(M("evento"))) == 3 + 3 + 13
    assert hechos.total(b.de(M("evento deportivo"))) == 17
    assert hechos.total(b.de(M("consulta")), "a", "T2") == 455 + 2520
    with pytest.raises(ValueError, match="never"):
        hechos.total(b.de(U("305")))


def test_una_principal_no_se_suma_con_sus_acciones() -> None:
    principal = replace(meta(PUERTO, "301", "1"), absoluto=10.0)
    accion = replace(principal, meta="1.1", absoluto=4.0)
    otra = replace(principal, meta="2", absoluto=1.0)
    assert hechos.total([principal, accion, otra]) == 5


@pytest.mark.parametrize(("dos", "iguales"), [
    (("EVENTOS", "Evento"), True), (("Eventos", "Evento Deportivo"), False), (("INSPECCIONES", "Inspección"), True), (("Informes", "INFORME"), True),
    (("Cabezas vacunadas", "Cabeza vacunada"), True), (("Clases", "Clase"), True), (("Talleres", "TALLER"), True), (("Sesión", "Sesiones"), True),
])  # fmt: skip
def test_medidas(dos: tuple[str, str], iguales: bool) -> None:
    assert (hechos.medida_llana(dos[0]) == hechos.medida_llana(dos[1])) is iguales


def test_cifras_que_no_cuadran_son_las_que_planta_el_ejemplo() -> None:
    planta = json.loads((hechos.EJEMPLOS / "gold" / "irregularidades.json").read_text(encoding="utf8"))
    for informe in hechos.INFORMES:
        sumas = {(x.unidad, x.meta) for x in hechos.informe(informe) if hechos.suma_no_cuadra(x)}
        porcentajes = {(x.unidad, x.meta) for x in hechos.informe(informe) if hechos.porcentaje_no_cuadra(x)}
        de = {k: {(p["unidad"], p["meta"]) for p in planta if p["file"].startswith(informe) and p["kind"] == k} for k in
              ("absoluto_no_suma", "programado_no_suma_anual", "porcentaje_no_coincide")}  # fmt: skip
        assert sumas == de["absoluto_no_suma"] | de["programado_no_suma_anual"]
        assert porcentajes == de["porcentaje_no_coincide"]


def test_cada_anio_su_ultimo_corte_salvo_que_se_nombre_otro() -> None:
    b = Banco("c", "x")
    assert Counter((x.ejercicio, x.corte.month) for x in b.de()) == {(2021, 12): 44, (2022, 12): 36, (2023, 12): 36}
    assert {x.corte for x in b.de(corte=JUNIO)} == {JUNIO}
    assert len(b.de(E(2022), nc)) == 18


def test_umbral_no_cuenta_lo_que_no_tiene_porcentaje() -> None:
    assert {x.meta for x in Banco("a", "x").de(pct(lambda v: v < 40))} == {"4.3", "4.6", "6.6"}


def test_encabezados_y_firmas() -> None:
    e = hechos.encabezados(PUERTO)["306"]
    assert e == {
        "programa": "412",
        "elabora": "EDUARDO LICEAGA TORRES",
        "revisa": "JAIME TORRES BODET",
        "autoriza": "ROSARIO CASTELLANOS FIGUEROA",
    }


def test_las_causas_son_de_metas_con_observacion_y_de_la_lista() -> None:
    lista = {"covid", "reprogramacion", "instruccion_superior", "presupuesto", "contratacion", "personal", "equipo", "clima", "veda_electoral",
             "calendario", "participacion", "demanda", "formato_digital", "captura", "otra"}  # fmt: skip
    etiquetas = json.loads(hechos.CAUSAS.read_text(encoding="utf8"))
    for informe, suyas in etiquetas.items():
        metas = {f"{x.unidad} {x.meta}": x for x in hechos.informe(informe)}
        assert set(suyas) == {k for k, x in metas.items() if x.observacion}, "every observation was read"
        assert all(x.causas | x.posibles <= lista and not x.causas & x.posibles for x in metas.values())


def test_una_causa_discutible_se_admite_y_no_se_exige() -> None:
    b = Banco("a", "x")
    b.causa("¿…?", "covid", nc)
    b.causa("¿…? presupuesto", "presupuesto", nc)
    assert "filas" in b.preguntas[0], "no arguable label: exactly these"
    seguras, admitidas = set(b.preguntas[1]["filas_all"]), set(b.preguntas[1]["filas_any"])
    assert seguras < admitidas == {x.clave for x in b.de(nc, quiza("presupuesto"))}


def test_un_empate_no_tiene_orden() -> None:
    with pytest.raises(ValueError, match="Tie"):
        banco.orden(Banco("a", "x").de(), lambda x: x.pct, 5)


@pytest.mark.parametrize(("dadas", "medida"), [
    (["1", "2"], (True, 1.0, 1.0)), (["1"], (False, 1.0, 0.5)), (["1", "2", "3", "4"], (False, 0.5, 1.0)), ([], (False, 0.0, 0.0)),
])  # fmt: skip
def test_precision_y_alcance(dadas: list[str], medida: tuple[bool, float, float]) -> None:
    fila = {"ejercicio": 2021, "corte": "2021-12-31", "unidad": "301"}
    pregunta = {"filas": [f"2021|2021-12-31|301|{n}" for n in ("1", "2")]}
    assert filas(pregunta, {"rows": [fila | {"meta": n} for n in dadas]}) == medida


def test_preguntas_al_dia() -> None:
    assert preguntas.al_dia(), "run: python -m bench.evaluacion.preguntas --escribir"


def test_el_conjunto_es_amplio_y_varia() -> None:
    todas = preguntas.generar()
    assert len(todas) >= 320
    assert len({tuple(q["documents"]) for q in todas}) == 5
    assert min(Counter(q["kind"] for q in todas).values()) >= 5
