"""Reports in which everything is right, in the many ways that forms are: no finding is false."""

from __future__ import annotations

import pytest
from apoyo_index import CABECERA, fila, informe, leer

from index.auditoria import auditar_documento

JUNIO = tuple(x.replace("31-dic.-21", "30-jun.-21") for x in CABECERA)
SEPTIEMBRE = tuple(x.replace("31-dic.-21", "30-sep.-21") for x in CABECERA)
MARZO = tuple(x.replace("31-dic.-21", "31/03/2021") for x in CABECERA)


@pytest.mark.parametrize(
    ("filas", "cabecera"),
    [
        pytest.param((fila("1.- Dar cursos"), fila("1.1.- Dar talleres", medida="Taller")), CABECERA, id="cierre"),
        pytest.param((fila("1.- Cubrir", medida="Porcentaje", anual="100%", trimestres="25 25 50 50 75 75 100 100", absoluto="100"),), CABECERA, id="cobertura"),
        pytest.param((fila("1.- Bajar", medida="Tasa por mil", anual="3", trimestres="5 5 4 4 3 3 3 3", absoluto="3"),), CABECERA, id="tasa"),
        pytest.param((fila("1.- Mantener", medida="Índice", anual="0.9", trimestres="0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9", absoluto="0.9"),), CABECERA, id="indice"),
        pytest.param((fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%"),), JUNIO, id="medio año, sobre el año"),
        pytest.param((fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="100%"),), JUNIO, id="medio año, sobre lo programado a la fecha"),
        pytest.param((fila("1.- Dar cursos", trimestres="1 1 1 1 _ _ _ _", absoluto="2", relativo="50%"),), JUNIO, id="medio año sin lo que falta"),
        pytest.param((fila("1.- Dar cursos", trimestres="1 1 _ _ _ _ _ _", absoluto="1", relativo="25%"),), MARZO, id="primer trimestre"),
        pytest.param((fila("1.- Dar cursos", trimestres="0 0 0 0 2 _ 2 _", absoluto="0", relativo="0%"),), JUNIO, id="nada debido todavía"),
        pytest.param((fila("1.- Dar cursos", trimestres="_ _ _ _ 2 2 2 2"), fila("1.1.- Otros", trimestres="_ _ _ _ 2 2 2 2")), CABECERA, id="primera mitad en blanco"),
        pytest.param((fila("1.- Dar cursos", anual="6", trimestres="1 1 1 1 2 2 2 2", absoluto="6"),), CABECERA, id="meta modificada"),
        pytest.param((fila("1.- Recolectar", medida="Tonelada", anual="10.5", trimestres="2.5 2.5 2.5 2.5 2.5 2.5 3 3", absoluto="10.5"),), CABECERA, id="decimales"),
        pytest.param((fila("1.- Atender", medida="Persona", anual="1,200", trimestres="300 295 300 305 300 280 300 250", absoluto="1,130", relativo="94.2%"),), CABECERA, id="dentro de la tolerancia"),
        pytest.param((fila("1.- Atender", medida="Persona", anual="3", trimestres="1 1 1 1 1 0 _ _", absoluto="2", relativo="67%", observacion="Por lluvias."), fila("1.1.- Dar cursos", trimestres="1 1 1 1 1 1 1 _", absoluto="3", relativo="75%")), SEPTIEMBRE, id="redondeo a la unidad"),
        pytest.param((fila("1.- Atender el mercado", medida="Reporte", anual="0", trimestres="0 0 0 0 0 0 0 0", absoluto="0", relativo=""),), CABECERA, id="sin programación y sin avance"),
        pytest.param((fila("1.- Formar", medida="Persona capacitada"), fila("1.1.- Atender", medida="Persona atendida"), fila("1.2.- Visitar", medida="Visitas"), fila("1.3.- Recibir", medida="Visitantes")), CABECERA, id="medidas que se parecen"),
    ],
)  # fmt: skip
def test_a_report_in_which_all_is_right_has_no_findings(filas: tuple[str, ...], cabecera: tuple[str, ...]) -> None:
    documento = leer(informe(*filas, cabecera=cabecera))
    assert [m.numero for i in documento.informes for m in i.metas] == [f.split("\t")[1].split(" ")[0].rstrip(".-") for f in filas]
    assert not [h.explicacion for hs in auditar_documento(documento.informes) for h in hs]


@pytest.mark.parametrize(("nombre", "hay"), [("DEPARTAMENT0 DE MUSEOS", True), ("CENTRO C5 DE MANDO", False), ("ATENCIÓN COVID19", False), ("PLAN 2021", False), ("MUSE0S", True), ("SARE24", False)])
def test_a_name_with_a_figure_for_a_letter(nombre: str, hay: bool) -> None:
    cabecera = tuple(x.replace("101\tDIRECCIÓN", f"101\t{nombre}") for x in CABECERA)
    halladas = [h.regla for hs in auditar_documento(leer(informe(fila("1.- Dar cursos"), cabecera=cabecera)).informes) for h in hs]
    assert ("nombre_ilegible" in halladas) is hay
