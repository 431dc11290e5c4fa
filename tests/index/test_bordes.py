"""Printed columns that a single blank keeps apart: a figure as wide as its column, a text that fills it."""

from __future__ import annotations

import textwrap

from apoyo_index import leer
from apoyo_rejilla import cifras

ANCHOS = [(6, "<"), (30, "<"), (14, "<"), (9, ">"), *[(9, ">")] * 4, (9, ">"), (0, "<")]
NOMBRES = ["META", "DESCRIPCIÓN", "UNIDAD", "ANUAL", "T1 PROG", "T1 ALC", "T2 PROG", "T2 ALC", "ABSOLUTO", "OBSERVACIONES"]
FILAS = [
    ["1", "Atender solicitudes de la población en oficinas", "Solicitud", "2,400", "600", "580", "600", "610", "1,190", ""],
    ["2", "Podar árboles", "Árbol", "300", "80", "80", "70", "60", "140", "Faltó una grúa."],
    ["3", "Recaudar el impuesto predial", "Peso", "9,347,227", "3,563,112", "3,563,112", "1,413,870", "1,413,870", "4,976,982", ""],
    ["4", "Impartir pláticas de prevención", "Plática", "28", "9", "0", "6", "6", "6", ""],
    ["5", "Dar mantenimiento a luminarias", "Luminaria", "120", "30", "30", "30", "31", "61", ""],
    ["6", "Reparar fugas", "Fuga", "90", "20", "20", "", "", "20", "Se acabó el material."],
    ["7", "Pintar bancas", "Banca", "50", "10", "10", "5", "5", "15", "Por la feria."],
    ["8", "Rotular calles", "Calle", "12", "3", "3", "3", "2", "5", "Falló un equipo."],
]


def _imprimir(filas: list[list[str]]) -> str:
    lineas = []
    for fila in [NOMBRES, *filas]:
        partes = textwrap.wrap(fila[1], ANCHOS[1][0])
        for n, trozo in enumerate(partes):
            celdas = [*fila[:1], trozo, *fila[2:]] if n == 0 else ["", trozo, *[""] * 8]
            lineas.append(" ".join(f"{c:{a}{ancho or ''}}" for c, (ancho, a) in zip(celdas, ANCHOS, strict=True)).rstrip())
    cabecera = "MUNICIPIO DE VALLE ALTO\nPROGRAMA OPERATIVO ANUAL 2021\nUNIDAD EJECUTORA: 201 DIRECCIÓN\nCORTE: 30/06/2021\n\n"
    return cabecera + "\n".join(lineas) + "\n"


def test_figures_as_wide_as_their_columns_stand_each_in_its_own() -> None:
    texto = _imprimir(FILAS)
    assert "9,347,227 3,563,112 3,563,112 1,413,870 1,413,870 4,976,982" in texto
    (i,) = leer(texto).informes
    assert [m.numero for m in i.metas] == list("12345678") and not i.apartados
    assert [m.observacion for m in i.metas[5:7]] == ["Se acabó el material.", "Por la feria."]
    assert cifras(i, "3", "programado") == ["3563112", "1413870", None, None]
    assert cifras(i, "3", "alcanzado") == ["3563112", "1413870", None, None]
    assert (i.metas[2].meta_anual, i.metas[2].avance_absoluto) == (9347227, 4976982)
    assert i.metas[2].celdas["alcanzado.T1"].literal == "3,563,112"


def test_a_text_that_fills_its_column_leaves_the_next_one_its_own() -> None:
    filas = [[*f[:1], "Impartir pláticas de educación", *f[2:]] if f[0] == "4" else f for f in FILAS]
    assert "Impartir pláticas de educación Plática" in _imprimir(filas)
    (i,) = leer(_imprimir(filas)).informes
    assert [(m.descripcion, m.unidad_medida) for m in i.metas][3] == ("Impartir pláticas de educación", "Plática")


def test_figures_that_end_at_no_border_are_in_doubt() -> None:
    texto = _imprimir(FILAS)
    ancha = next(x for x in texto.split("\n") if x.startswith("3"))
    movida = ancha.replace("3,563,112 3,563,112 1,413,870", "3,563,11 23,563,112 1,413,870")
    documento = leer(texto.replace(ancha, movida))
    (i,) = documento.informes
    assert [m.numero for m in i.metas] == list("1245678") and documento.apartados


def test_a_remark_in_a_line_of_its_own_does_not_end_the_table() -> None:
    filas = [[*f[:9], ""] for f in FILAS if f[0] not in "36"]
    lineas = _imprimir(filas).rstrip("\n").split("\n")
    lugar = next(i for i, x in enumerate(lineas) if x.startswith("4"))
    lineas.insert(lugar, "Observaciones: Se podó de más en las colonias del norte por la temporada de huracanes del año.")
    (i,) = leer("\n".join(lineas)).informes
    assert [m.numero for m in i.metas] == [f[0] for f in filas] and not i.apartados
    assert [m.observacion for m in i.metas if m.observacion] == [lineas[lugar].partition(": ")[2]]
    assert i.metas[1].observacion == lineas[lugar].partition(": ")[2]


def test_a_header_without_colons_right_above_the_heading_is_none_of_it() -> None:
    texto = _imprimir(FILAS)
    cabecera = "Municipio          Valle Alto\nEjercicio fiscal   2021\nUnidad ejecutora   201 Dirección\nFecha de corte     30/06/2021\n"
    (i,) = leer(cabecera + texto[texto.index("META") :]).informes
    assert (i.unidad, i.municipio, [m.numero for m in i.metas]) == ("201", "Valle Alto", list("12345678"))


def test_labels_and_values_that_blanks_part_stand_above_a_table_of_pipes() -> None:
    filas = [NOMBRES, *(f for f in FILAS if f[0] in "12")]
    cabecera = "Municipio          Valle Alto\nEjercicio fiscal   2021\nUnidad ejecutora   DOP Dirección de Obras\nFecha de corte     30/06/2021\n"
    (i,) = leer(cabecera + "\n".join(" | ".join(f) for f in filas) + "\n").informes
    assert (i.unidad, i.unidad_nombre, len(i.metas)) == ("DOP", "Dirección de Obras", 2)
