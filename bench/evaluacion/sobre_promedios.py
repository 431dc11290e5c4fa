"""What each year, part of a year or place adds up to, and the mean of them: of quantities, and of how many goals are so."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, Banco, E, M, U, V, acc, cu, main, meta, muni, nc, sin_obs
from bench.evaluacion.hechos import Condicion, Hecho

ANOS = (2022, 2023)
K = "agregado"


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, uno, todo = Banco("e", "ap"), Banco("a", "au"), Banco("c", "at")
    _anuales(anios)
    _contadas(anios)
    _por_parte(anios)
    _de_uno(uno)
    _de_todo(todo)
    return [*anios.preguntas, *uno.preguntas, *todo.preguntas]


def media(partes: Sequence[Sequence[Hecho]], campo: str = "absoluto") -> float:
    """The mean of what each part adds up to."""
    return sum(h.total(x, campo) for x in partes) / len(partes)


def _de_cada_ano(b: Banco, *condiciones: Condicion) -> list[list[Hecho]]:
    return [b.de(E(a), *condiciones) for a in ANOS]


def _anuales(b: Banco) -> None:
    """A quantity of each year."""
    for texto, condiciones in (
        ("¿Cuál fue el promedio anual de luminarias reparadas?", (M("luminaria"),)),
        ("promedio anual de inspecciones de protección civil entre 2022 y 2023", (M("inspeccion"), U("1101"))),
        ("¿cuántos metros cuadrados se bachearon en promedio cada año?", (M("metro cuadrado"),)),
        ("Indique, en promedio, cuántas toneladas de residuos domiciliarios se recolectaron por año", (meta("1.2"), U("1105"))),
        ("media anual de talleres impartidos, 2022-2023", (M("taller"),)),
        ("En promedio, ¿cuántas asesorías dio al año la dirección de desarrollo rural?", (M("asesoria"), U("1102"))),
        ("¿Cuántas jornadas por año se hicieron en promedio?", (M("jornada"),)),
        ("promedio por año de la meta 1.1 de la unidad 1105", (meta("1.1"), U("1105"))),
    ):
        suyos = _de_cada_ano(b, *condiciones)
        b.q(K, texto, [x for y in suyos for x in y], values=V(round(media(suyos), 2), *(h.total(x) for x in suyos)))
    programados = _de_cada_ano(b, M("luminaria"))
    b.q(K, "¿Cuántas luminarias se programaron al año, en promedio?", [x for y in programados for x in y], values=V(media(programados, "anual")))


def _contadas(b: Banco) -> None:
    """How many goals of each year."""
    for texto, condiciones in (
        ("¿Cuántas metas se cumplen en promedio cada año?", (cu,)),
        ("promedio anual de metas incumplidas de la dirección de ecología", (nc, U("1104"))),
        ("En promedio, ¿cuántas metas sin observación hay por año?", (sin_obs,)),
        ("promedio de acciones incumplidas por año", (nc, acc)),
    ):
        suyos = _de_cada_ano(b, *condiciones)
        b.q(K, texto, [x for y in suyos for x in y], values=V(sum(map(len, suyos)) / len(ANOS), *map(len, suyos)))
    suyas = b.de(E(2023), nc)
    unidades = {x.unidad for x in b.de(E(2023))}
    b.q(K, "promedio de metas incumplidas por unidad en 2023", suyas, values=[[len(suyas) / len(unidades), 0.006]])


def _por_parte(b: Banco) -> None:
    """A quantity of each quarter or half of a year."""
    (x,) = b.de(E(2023), M("luminaria"))
    b.q(K, "promedio trimestral de luminarias reparadas en 2023", [x], values=V(x.suma / 4, *x.a.values()))
    b.q(K, "En promedio, ¿cuántas luminarias se repararon por trimestre en 2023?", [x], values=V(x.suma / 4))
    b.q(K, "promedio semestral de luminarias reparadas en 2023", [x], values=V(x.suma / 2, h.suma_de(x, "a", "T1", "T2"), h.suma_de(x, "a", "T3", "T4")))
    (y,) = b.de(E(2022), M("permiso"))
    b.q(K, "¿cuál fue el promedio por trimestre de permisos en 2022?", [y], values=V(y.suma / 3))
    b.q("ambigua", "promedio trimestral de luminarias reparadas", status="clarify")


def _de_uno(b: Banco) -> None:
    """Of one year and one place: over its goals; and percentages stay percentages."""
    (x,) = b.de(M("tonelada"))
    b.q(K, "¿Cuál fue el promedio de toneladas en 2021?", [x], values=V(x.absoluto))
    b.q(K, "promedio de avance de las metas de la unidad 306 en 2021", b.de(U("306")), values=PC(h.promedio(b.de(U("306")))))
    b.q(K, "promedio trimestral de toneladas recolectadas", [x], values=V(x.suma / 4))


def _de_todo(b: Banco) -> None:
    """Of several municipalities."""
    for texto, condiciones in (("promedio de metas principales cumplidas por municipio en 2021 y 2022", (cu, main, E(2021, 2022))),):
        suyos = [b.de(muni(m), *condiciones) for m in ("Puerto Claro", "Valle Sereno")]
        b.q(K, texto, [x for y in suyos for x in y], values=V(*map(len, suyos)))
    suyos = [b.de(muni("Valle Sereno"), E(a), M("curso")) for a in ANOS]
    b.q(K, "promedio anual de cursos en Valle Sereno", [x for y in suyos for x in y], values=V(media(suyos)))
