"""Reports printed to a file with bars between their groups of columns, page by page."""

from __future__ import annotations

from apoyo_index import leer

from index.readers import texto
from index.readers.texto_barras import sin_barras

TITULOS = (
    "META DESCRIPCION               UNIDAD     ANUAL |  --- PROGRAMADO ---  |  --- REALIZADO ---   | TOTAL  OBSERVACION",
    "                                                |   1T   2T   3T   4T  |   1T   2T   3T   4T  |",
    "-" * 112,
)
RAYA = "-" * 112


def _fila(numero: str, descripcion: str, cifras: str, observacion: str = "", anual: str = "40") -> str:
    p, a = (" ".join(f"{c:>4}" for c in parte.split()) for parte in cifras.split("/"))
    total = "" if not cifras else "34"
    return f"{numero:<5}{descripcion:<26}{'CURSO':<11}{anual:>5} | {p:<20} | {a:<20} | {total:>5}  {observacion}".rstrip()


def _hoja(unidad: str, *filas: str) -> str:
    return "\n".join(
        (
            "MUNICIPIO DE VALLE ALTO                                                              PAG.  1",
            "REPORTE DE METAS       EJERCICIO: 2021     PERIODO: ENERO A DICIEMBRE",
            f"UNIDAD: {unidad}",
            *TITULOS,
            *filas,
            RAYA,
            "",
        )
    )


VARIAS = tuple(_fila(str(n), f"CURSOS DE OFICIO NUMERO {n}", "10 10 10 10/8 9 9 8", "FALTO CUPO") for n in range(1, 10))


def test_bars_between_groups_part_cells_and_are_none_of_them() -> None:
    informe = leer(_hoja("201 DIRECCION DE PARQUES", *VARIAS)).informes[0]
    assert len(informe.metas) == 9 and not informe.apartados
    meta = informe.metas[3]
    assert (meta.numero, meta.descripcion, str(meta.meta_anual)) == ("4", "CURSOS DE OFICIO NUMERO 4", "40")
    assert [str(x) for x in meta.alcanzado.values()] == ["8", "9", "9", "8"] and meta.observacion == "FALTO CUPO"


def test_a_page_with_two_goals_has_the_columns_of_the_others() -> None:
    pocas = (_fila("1", "TALLERES", "10 10 10 10/s/d 9 9 8".replace("s/d", "sd")), _fila("2", "FERIAS", "1 1 1 1/1 1 1 1", anual="4"))
    informes = leer(_hoja("201 PARQUES", *VARIAS) + "\n" + _hoja("202 MERCADOS", *pocas)).informes
    assert [(i.unidad, len(i.metas)) for i in informes] == [("201", 9), ("202", 2)]
    assert [m.descripcion for m in informes[1].metas] == ["TALLERES", "FERIAS"]


def test_a_bar_anywhere_else_is_a_letter() -> None:
    lineas = ["UNIDAD A | B", *VARIAS[:3], "12 | 3"]
    assert sin_barras(lineas)[0] == "UNIDAD A | B" and "|" not in sin_barras(lineas)[1]
    assert sin_barras(["uno | dos", "tres | 4"]) == ["uno | dos", "tres | 4"]
    assert all(len(a) == len(b) for a, b in zip(lineas, sin_barras(lineas), strict=True))


def test_what_a_bar_parts_is_quoted_as_it_stands() -> None:
    contenido = _hoja("201 PARQUES", *VARIAS)
    lineas = contenido.split("\n")
    for renglon in texto.leer(contenido.encode())[0].renglones:
        for celda in (c.celda for c in renglon.celdas if c.celda.literal):
            assert celda.literal in lineas[(celda.fuente.linea or 0) - 1]


GRUPOS = (
    "CVE  DESCRIPCIÓN             UNIDAD    |    META     META |       PROGRAMADO       |       ALCANZADO        |  AVANCE        % |",
    "                                       |ORIGINAL  VIGENTE |     I    II   III    IV|     I    II   III    IV|                  |",
)


def _agrupada(numero: str, descripcion: str) -> str:
    cifras = ("100", "100", "100", "100", "90", "110", "95", "ND")
    p, a = ("".join(f"{c:>6}" for c in x) for x in (cifras[:4], cifras[4:]))
    return f"{numero:<5}{descripcion:<24}{'Árbol':<10}|{405:>8}{400:>9} |{p}|{a}|{295:>8}{'73.8%':>9} |"


def test_bars_as_many_as_would_delimit_part_groups_where_figures_stand_together() -> None:
    hojas = [
        "\n".join((f"MUNICIPIO DE VALLE ALTO\nEJERCICIO 2021 | TRIMESTRES REPORTADOS: 1, 2 Y 3     EMITIDO EL 12/10/2021\nU.R. {u}", "",
                   *GRUPOS, "", *(_agrupada(str(n), f"Podar árboles {n}") for n in range(1, 4)), ""))
        for u in ("201 Parques", "305 Comercio")
    ]  # fmt: skip
    informes = leer("\n".join(hojas)).informes
    assert [(i.unidad, str(i.corte), len(i.metas), i.apartados) for i in informes] == [
        ("201", "2021-09-30", 3, ()), ("305", "2021-09-30", 3, ()),
    ]  # fmt: skip
    meta = informes[1].metas[0]
    assert [str(x) for x in meta.programado.values()] == ["100"] * 4 and str(meta.meta_anual) == "400"
    assert [None if x is None else str(x) for x in meta.alcanzado.values()] == ["90", "110", "95", None]


def test_what_stands_below_a_goal_under_its_short_label_is_its_remark() -> None:
    filas = [x for f in VARIAS for x in (f.removesuffix("FALTO CUPO").rstrip(), "     OBS: FALTO CUPO")]
    informe = leer(_hoja("201 PARQUES", *filas).replace("  OBSERVACION", "")).informes[0]
    assert {m.observacion for m in informe.metas} == {"FALTO CUPO"} and informe.metas[0].descripcion == "CURSOS DE OFICIO NUMERO 1"
