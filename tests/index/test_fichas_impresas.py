"""Blocks printed on a page without rules: a figure's place tells its quarter, its cell's order does not; what no place tells
is set aside."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from apoyo_rejilla import CABECERA, cifras
from apoyo_rejilla import leer as leer_hoja
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from index.ingest import leer_documento
from index.poa import Documento

#: Texts with the x where each begins.
Linea = Sequence[tuple[float, str]]

TRIMESTRES = ((90.0, "Trimestre:"), (162.0, "I"), (198.0, "II"), (234.0, "III"), (270.0, "IV"))


def _bloque(numero: str, *filas: Linea) -> list[Linea]:
    rotulos = [
        f"No. de meta: {numero}",
        f"Descripción: Pintar guarniciones {numero}",
        "Unidad de medida: Metro",
        "Meta anual: 40",
    ]
    pie: list[Linea] = [((90, "Acumulado: 30"),), ((90, "Justificación:"),)]
    return [*(((90.0, r),) for r in rotulos), TRIMESTRES, *filas, *pie]


def _leer(*bloques: list[Linea]) -> Documento:
    salida = io.BytesIO()
    c = Canvas(salida, pagesize=letter)
    c.setFont("Helvetica", 10)
    titulos = ["MUNICIPIO DE VALLE ALTO", "Unidad responsable: 501 Parques", "Fecha de corte: 31/12/2021"]
    lineas: list[Linea] = [*(((90.0, t),) for t in titulos), *(x for b in bloques for x in b)]
    for n, linea in enumerate(lineas):
        for x, palabras in linea:
            c.drawString(x, 760 - 24 * (n % 29), palabras)
        if n % 29 == 28:
            c.showPage()
            c.setFont("Helvetica", 10)
    c.save()
    return leer_documento("fichas.pdf", salida.getvalue())


LLENA: Linea = ((90, "Programado:"), (198, "10"), (234, "10"), (270, "10"), (306, "10"))
VACIOS: Linea = ((90, "Realizado:"), (198, "20"), (270, "10"))


def test_a_full_row_is_in_order_and_another_one_goes_by_its_places() -> None:
    documento = _leer(_bloque("1", LLENA, VACIOS), _bloque("2", LLENA, VACIOS))
    assert not documento.apartados and len(documento.informes) == 1 and not documento.informes[0].apartados
    for numero in ("1", "2"):
        assert cifras(documento.informes[0], numero, "programado") == ["10"] * 4
        assert cifras(documento.informes[0], numero, "alcanzado") == [None, "20", None, "10"]


@pytest.mark.parametrize("principio", [((90, "Realizado:"), (160, "8")), ((90, "Realizado: 8"),), ((90, "Realizado:      8"),)])
def test_a_figure_set_close_behind_its_name_has_its_own_place(principio: Linea) -> None:
    [informe] = _leer(_bloque("1", LLENA, [*principio, (234, "10"), (270, "12")])).informes
    assert cifras(informe, "1", "alcanzado") == ["8", None, "10", "12"]


@pytest.mark.parametrize(
    "fila",
    [
        ((90, "Realizado del año"), (198, "20"), (234, "10")),  # the name reaches the first column
        ((90, "Realizado:"), (218, "20"), (306, "10")),  # between two names, beyond the last one
    ],
)
def test_what_no_place_tells_is_set_aside(fila: Linea) -> None:
    documento = _leer(_bloque("1", LLENA, fila))
    apartados = [*documento.apartados, *(a for i in documento.informes for a in i.apartados)]
    assert not any(i.metas for i in documento.informes) and any("en qué columna" in a.motivo for a in apartados)


def test_a_label_cut_in_two_is_one() -> None:
    [informe], apartados = leer_hoja(
        ["Meta", "1", "Unidad de", "Parque"], ["", "", "medida"], ["Descripción", "Dar mantenimiento", "Meta anual", "40"],
        ["Trimestre", "Programado", "Alcanzado"], ["Primero", "10", "8"], ["Segundo", "10", "9"], cabecera=CABECERA,
    )  # fmt: skip
    assert not apartados and [(m.numero, m.unidad_medida, m.descripcion) for m in informe.metas] == [
        ("1", "Parque", "Dar mantenimiento")
    ]


def test_figures_beyond_the_columns_of_the_heading_are_no_observation() -> None:
    informes, apartados = leer_hoja(
        ["Núm.", "Meta", "Avance acumulado", "Meta anual"],
        ["1", "Podar árboles", "40", "40"],
        ["2", "Pintar guarniciones", "", "", "", "2500", "2000"],
    )
    motivos = [a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados))]
    assert [m.numero for i in informes for m in i.metas] == ["1"] and any("más celdas que columnas" in m for m in motivos)
