"""Any one label of a heading, in words that nobody knows: what is read of the table is true, and what is not is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from apoyo_rejilla import Celdilla, leer

from index.poa import TRIMESTRES, Informe

#: Number, words, unit of measure, programmed and achieved by quarter; no two columns of any arrangement sum up alike.
METAS = (
    ("1", "Impartir talleres de lectura en las colonias", "Taller", (2, 3, 4, 5), (1, 3, 4, 2)),
    ("1.1", "Sembrar árboles en los parques", "Árbol", (10, 11, 12, 13), (12, 9, 7, 6)),
    ("1.2", "Reparar luminarias apagadas", "Luminaria", (50, 40, 60, 30), (45, 41, 62, 33)),
    ("2", "Entregar becas a estudiantes de primaria", "Beca", (100, 200, 300, 400), (90, 180, 310, 411)),
    ("2.1", "Organizar ferias de la salud en los barrios", "Feria", (1, 2, 3, 1), (2, 1, 4, 3)),
)
ORDINALES = ("1er", "2do", "3er", "4to")
DESCONOCIDO = "Zqx vwk"
MESES = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic")

Fila = list[Celdilla]


def _fijas(filas: int) -> Fila:
    return [(t, 1, filas) for t in ("No.", "Descripción", "Unidad de medida", "Meta anual")]


def _finales(filas: int) -> Fila:
    return [(t, 1, filas) for t in ("Avance absoluto", "% de avance", "Observaciones")]


def _ultimas(p: Sequence[int], a: Sequence[int]) -> list[str]:
    return [str(sum(a)), f"{100 * sum(a) / sum(p):.1f}%", "Se atendió a quien lo pidió en las colonias"]


def _pares() -> list[Fila]:
    abajo: Fila = ["", "", "", "", *["Programado", "Alcanzado"] * 4, "", "", ""]
    arriba: Fila = [*_fijas(2), *[x for n in ORDINALES for x in ((f"{n} Trimestre", 2, 1), "")], *_finales(2)]
    datos = [[n, d, u, str(sum(p)), *[str(x) for par in zip(p, a, strict=True) for x in par], *_ultimas(p, a)] for n, d, u, p, a in METAS]
    return [arriba, abajo, *(list(f) for f in datos)]


def _pares_sin_combinar() -> list[Fila]:
    return [[c if isinstance(c, str) else c[0] for c in fila] for fila in _pares()]


def _bloques() -> list[Fila]:
    arriba: Fila = [*_fijas(2), ("Programado", 4, 1), "", "", "", ("Alcanzado", 4, 1), "", "", "", *_finales(2)]
    abajo: Fila = ["", "", "", "", *["1er Trim", "2do Trim", "3er Trim", "4to Trim"] * 2, "", "", ""]
    return [arriba, abajo, *([n, d, u, str(sum(p)), *map(str, (*p, *a)), *_ultimas(p, a)] for n, d, u, p, a in METAS)]


def _en_un_rotulo() -> list[Fila]:
    titulos = [f"T{n} {m}" for n in range(1, 5) for m in ("Planeado", "Ejecutado")]
    fijas = [c[0] for c in (*_fijas(1), *_finales(1))]
    return [[*fijas[:4], *titulos, *fijas[4:]], *_pares()[2:]]


def _meses() -> list[Fila]:
    arriba: Fila = [*_fijas(2), *[x for mes in MESES for x in ((mes, 2, 1), "")], *_finales(2)]
    abajo: Fila = ["", "", "", "", *["Prog.", "Real."] * 12, "", "", ""]
    filas: list[Fila] = []
    for n, d, u, p, a in METAS:
        por_mes = [str(x) for t in range(4) for mes in range(3) for x in ((p[t], a[t]) if mes == 1 else (0, 0))]
        filas.append([n, d, u, str(sum(p)), *por_mes, *_ultimas(p, a)])
    return [arriba, abajo, *filas]


def _un_renglon_por_trimestre() -> list[Fila]:
    titulos: Fila = ["No.", "Descripción", "Unidad de medida", "Meta anual", "Trimestre", "Programado", "Alcanzado", "Avance absoluto"]
    filas: list[Fila] = [titulos]
    for n, d, u, p, a in METAS:
        for t in range(4):
            suyas = [n, d, u, str(sum(p))] if t == 0 else [""] * 4
            filas.append([*suyas, f"{ORDINALES[t]} Trimestre", str(p[t]), str(a[t]), "" if t else str(sum(a))])
    return filas


def _un_renglon_por_medida() -> list[Fila]:
    filas: list[Fila] = [["No.", "Descripción", "Unidad de medida", "P/A", "1er Trim", "2do Trim", "3er Trim", "4to Trim", "Anual"]]
    for n, d, u, p, a in METAS:
        filas.append([n, d, u, "P", *map(str, p), str(sum(p))])
        filas.append(["", "", "", "A", *map(str, a), str(sum(a))])
    return filas


ARREGLOS = {
    "pares": _pares, "pares sin combinar": _pares_sin_combinar, "bloques": _bloques, "en un rótulo": _en_un_rotulo,
    "meses": _meses, "un renglón por trimestre": _un_renglon_por_trimestre, "un renglón por medida": _un_renglon_por_medida,
}  # fmt: skip


def _tapadas(filas: list[Fila]) -> Iterator[tuple[str, list[Fila]]]:
    """The table with each of its labels, wherever it stands, in unknown words."""
    encabezado = [f for f in filas if not any(c == METAS[0][0] for c in f)][: 2 if filas[1][0] == "" and filas[1][1] == "" else 1]
    rotulos = dict.fromkeys(_texto(c) for f in encabezado for c in f if _texto(c))
    for rotulo in rotulos:
        yield rotulo, [[_tapar(c, rotulo) for c in f] if f in encabezado else f for f in filas]


def _texto(celdilla: Celdilla) -> str:
    return celdilla if isinstance(celdilla, str) else celdilla[0]


def _tapar(celdilla: Celdilla, rotulo: str) -> Celdilla:
    if _texto(celdilla) != rotulo:
        return celdilla
    return DESCONOCIDO if isinstance(celdilla, str) else (DESCONOCIDO, celdilla[1], celdilla[2])


def _mal_leidas(informes: Sequence[Informe]) -> list[str]:
    """What is read and is not what the table prints."""
    ciertas = {n: (d, u, p, a) for n, d, u, p, a in METAS}
    malas = []
    for m in (m for i in informes for m in i.metas):
        d, u, p, a = ciertas[m.numero]
        pares = [
            ("descripcion", m.descripcion, d), ("unidad_medida", m.unidad_medida or u, u),
            ("meta_anual", m.meta_anual, Decimal(sum(p))), ("avance_absoluto", m.avance_absoluto, Decimal(sum(a))),
            *((f"programado {t}", m.programado[t], Decimal(p[i])) for i, t in enumerate(TRIMESTRES)),
            *((f"alcanzado {t}", m.alcanzado[t], Decimal(a[i])) for i, t in enumerate(TRIMESTRES)),
        ]  # fmt: skip
        malas += [f"{m.numero} {campo}: {leido}" for campo, leido, cierto in pares if leido is not None and leido != cierto]
    return malas


@pytest.mark.parametrize("arreglo", ARREGLOS)
def test_every_cell_is_read_where_every_label_is_known(arreglo: str) -> None:
    informes, apartados = leer(*ARREGLOS[arreglo]())
    assert [m.numero for m in informes[0].metas] == [n for n, *_ in METAS] and not apartados and not informes[0].apartados
    assert all(m.meta_anual is not None and m.avance_absoluto is not None and None not in m.alcanzado.values() for m in informes[0].metas)
    assert _mal_leidas(informes) == []


@pytest.mark.parametrize("arreglo", ARREGLOS)
def test_a_label_that_is_not_understood_makes_nothing_be_read_wrong(arreglo: str) -> None:
    for rotulo, filas in _tapadas(ARREGLOS[arreglo]()):
        informes, _ = leer(*filas)
        assert _mal_leidas(informes) == [], rotulo


@pytest.mark.parametrize("arreglo", ARREGLOS)
def test_a_label_that_is_not_understood_is_told_by_what_stands_below_it_or_said(arreglo: str) -> None:
    for rotulo, filas in _tapadas(ARREGLOS[arreglo]()):
        informes, apartados = leer(*filas)
        motivos = [a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados))]
        metas = [m for i in informes for m in i.metas]
        enteras = len(metas) == len(METAS) and all(
            m.unidad_medida and m.meta_anual is not None and m.avance_absoluto is not None
            and None not in (*m.programado.values(), *m.alcanzado.values()) for m in metas
        )  # fmt: skip
        assert motivos or enteras, rotulo


def test_nearly_every_label_of_a_table_of_pairs_may_be_unknown() -> None:
    """The numbers, the words, the unit of measure, both measures, the goal, the progress and its percentage."""
    for rotulo, filas in _tapadas(_pares()):
        informes, _ = leer(*filas)
        if rotulo.endswith("Trimestre"):
            continue
        assert [m.avance_absoluto for i in informes for m in i.metas] == [sum(a) for *_, a in METAS], rotulo
        assert [list(m.alcanzado.values()) for i in informes for m in i.metas] == [list(a) for *_, a in METAS], rotulo
