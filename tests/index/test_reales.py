"""Whole reports against every cell that was checked by hand: the real one, and the samples that the repository has."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from apoyo_index import ORO, RAIZ, REAL, como_oro

from index.auditoria import ARITMETICAS, auditar_documento
from index.ingest import leer_documento
from index.poa import Documento

_real = pytest.mark.skipif(not (REAL.exists() and ORO.exists()), reason="../shared no está")
_PARES = [(r, r.parent / "gold" / f"{r.stem}.metas.json") for r in sorted((RAIZ / "examples").glob("*.txt"))]
PARES = [p for p in _PARES if p[1].exists()] + [pytest.param(REAL, ORO, marks=_real)]


def _leer(ruta: Path) -> Documento:
    return leer_documento(ruta.name, ruta.read_bytes())


@pytest.mark.parametrize(("reporte", "oro"), PARES, ids=lambda p: p.stem)
def test_every_cell_is_as_checked_by_hand(reporte: Path, oro: Path) -> None:
    documento = _leer(reporte)
    leidas = {(i.unidad, m.numero): (i.unidad_nombre, como_oro(m)) for i in documento.informes for m in i.metas}
    esperadas = json.loads(oro.read_text(encoding="utf-8"))
    assert leidas.keys() == {(e["unidad"], e["meta"]) for e in esperadas}
    assert not documento.apartados and not any(i.apartados for i in documento.informes)
    for e in esperadas:
        nombre, leida = leidas[e["unidad"], e["meta"]]
        assert nombre == e["unidad_nombre"]
        assert {k: v for k, v in leida.items() if k in e} == {k: e[k] for k in leida if k in e}


@pytest.mark.parametrize(("reporte", "oro"), PARES, ids=lambda p: p.stem)
def test_every_literal_stands_at_its_place(reporte: Path, oro: Path) -> None:
    lineas = reporte.read_text(encoding="utf-8").split("\n")
    for i in _leer(reporte).informes:
        for celda in [
            *i.celdas.values(),
            *(c for m in i.metas for c in m.celdas.values()),
            *(x.celda for x in i.lineas),
        ]:
            assert celda.literal in lineas[(celda.fuente.linea or 0) - 1].split("\t")[(celda.fuente.columna or 0) - 1]


@_real
def test_the_causes_of_the_real_report() -> None:
    metas = {m.numero: m for i in _leer(REAL).informes for m in i.metas}
    por_causa = {(c.causa, c.direccion, n) for n, m in metas.items() for c in m.causas}
    assert {n for c, d, n in por_causa if c == "covid"} == {
        "7.3",
        "8",
        "8.2",
        "8.3",
        "8.4",
        "9.2",
        "10",
        "10.1",
        "10.6",
    }
    assert {d for c, d, n in por_causa if c == "covid"} == {"menos"}
    assert {(c, d) for c, d, n in por_causa if n == "8.5"} == {
        ("reprogramacion", "menos"),
        ("instruccion_superior", "menos"),
    }
    assert {n for c, d, n in por_causa if (c, d) == ("formato_digital", "mas")} == {"9", "9.4", "9.5", "9.6"}
    assert {(c, d) for c, d, n in por_causa if n == "9.5"} >= {("demanda", "mas")}
    assert {(c, d) for c, d, n in por_causa if n == "7.1"} == {("reprogramacion", "mas")}
    assert {n for c, d, n in por_causa if c == "participacion"} == {"10.1", "10.6"}
    assert not [c for c in por_causa if c[2] == "10.5"]


@_real
def test_the_findings_of_the_real_report() -> None:
    documento = _leer(REAL)
    halladas = [(h.regla, h.meta) for hs in auditar_documento(documento.informes) for h in hs]
    assert [h for h in halladas if h[0] in ARITMETICAS] == [("absoluto_no_es_suma", "9"), ("porcentaje_no_cuadra", "9")]
    assert {m for r, m in halladas if r == "trimestre_en_blanco"} == {"7.3", "7.4", "7.5", "9.1"}
    assert {m for r, m in halladas if r == "observacion_contradice"} == {"8.4", "10"}
    assert {m for r, m in halladas if r == "desviacion_sin_observacion"} == {"10.5"}
    assert {m for r, m in halladas if r == "linea_no_declarada"} == {"10"}
    assert {m for r, m in halladas if r == "medida_ilegible"} == {"9"}
    assert [r for r, _ in halladas].count("nombre_con_variantes") == 2
    assert [r for r, _ in halladas].count("misma_persona") == 1


#: What the samples' README calls a planted slip, and the rule that finds it.
_REGLA_DE = {
    "absoluto_no_suma": "absoluto_no_es_suma",
    "programado_no_suma_anual": "programado_no_es_anual",
    "porcentaje_no_coincide": "porcentaje_no_cuadra",
    "linea_no_en_encabezado": "linea_no_declarada",
    "sin_observacion": "desviacion_sin_observacion",
    "observacion_contradice": "observacion_contradice",
    "ocr_unidad_medida": "medida_ilegible",
    "elabora_y_autoriza": "misma_persona",
}


def test_the_slips_planted_in_the_samples_are_found_and_no_other_figure_is_doubted() -> None:
    plantados = json.loads((RAIZ / "examples" / "gold" / "irregularidades.json").read_text(encoding="utf-8"))
    for reporte in sorted((RAIZ / "examples").glob("*.txt")):
        documento = _leer(reporte)
        halladas = {
            (i.unidad, h.meta, h.regla)
            for i, hs in zip(documento.informes, auditar_documento(documento.informes), strict=True)
            for h in hs
        }
        deben = {
            (p["unidad"], p["meta"], _REGLA_DE[p["kind"]])
            for p in plantados
            if p["file"] == reporte.name and p["kind"] in _REGLA_DE
        }
        assert deben <= halladas
        vigiladas = set(_REGLA_DE.values())
        assert {h for h in halladas if h[2] in vigiladas} == deben


@pytest.mark.parametrize("semilla", range(4))
def test_a_row_with_a_cell_too_many_or_too_few_never_loads_other_figures(semilla: int) -> None:
    azar = random.Random(semilla)
    for reporte in sorted((RAIZ / "examples").glob("*.txt")):
        lineas = reporte.read_text(encoding="utf-8").split("\n")
        base = _cifras(_leer(reporte))
        filas = [
            n
            for n, x in enumerate(lineas)
            if x.count("\t") >= 13 and any(c.isdigit() for c in x) and not x.startswith("\t")
        ]
        for n in azar.sample(filas, 8):
            celdas = lineas[n].split("\t")
            columna = azar.randrange(len(celdas))
            celdas[columna : columna + 1] = azar.choice(([], ["", celdas[columna]], [celdas[columna]] * 2))
            alterado = "\n".join((*lineas[:n], "\t".join(celdas), *lineas[n + 1 :]))
            documento = leer_documento(reporte.name, alterado.encode())
            assert _cifras(documento).items() <= base.items(), (reporte.name, n + 1, columna)
            if _cifras(documento) != base:
                assert any(i.apartados for i in documento.informes)


def _cifras(documento: Documento) -> dict[tuple[str, str], str]:
    return {
        (i.unidad, m.numero): str((m.meta_anual, m.programado, m.alcanzado, m.avance_absoluto, m.avance_impreso))
        for i in documento.informes
        for m in i.metas
    }
