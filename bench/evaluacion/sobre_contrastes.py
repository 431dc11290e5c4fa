"""What is asked of each of several parts of one year, and of what another question found: contrasts between quarters and
semesters, cuts of which both are asked, counts within a count, splits by yes and no.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import Banco, E, U
from bench.evaluacion.hechos import Condicion, Hecho

S1, S2 = ("T1", "T2"), ("T3", "T4")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    todo = Banco("c", "z")
    _de_trimestres(todo)
    return todo.preguntas


def en(*trimestres: str, corto: bool) -> Condicion:
    """Goals whose sum over some quarters fell short of what they had programmed in them, or reached it."""

    def condicion(x: Hecho) -> bool:
        programado = sum(x.p.get(t) or 0 for t in trimestres)
        dados = [v for t in trimestres if (v := x.a.get(t)) is not None]
        alcanza = bool(dados) and sum(dados) >= programado
        return programado > 0 and alcanza is not corto and h.cerrado(x, trimestres[-1])

    return condicion


def bien(*trimestres: str) -> Condicion:
    return en(*trimestres, corto=False)


def mal(*trimestres: str) -> Condicion:
    return en(*trimestres, corto=True)


def _de_trimestres(b: Banco) -> None:
    k = "trimestre"
    b.lista(k, "¿Qué metas cumplieron en el primer semestre pero fallaron en el segundo?", bien(*S1), mal(*S2))
    b.lista(k, "metas que cumplieron en el primer trimestre y no en el cuarto", bien("T1"), mal("T4"))
    b.lista(k, "¿Qué metas cumplieron el T1 y quedaron cortas en el T4 en 2022?", E(2022), bien("T1"), mal("T4"))
    b.lista(k, "Indique las metas que alcanzaron lo programado en el segundo trimestre, pero que en el tercero no lo alcanzaron", bien("T2"), mal("T3"))
    b.cuenta("¿Cuántas metas fallaron en el primer semestre y se recuperaron en el segundo?", mal(*S1), bien(*S2), kind=k)
    b.lista(k, "metas que en el 1er trimestre no llegaron a lo programado pero en el cuarto si", mal("T1"), bien("T4"))
    b.lista(k, "¿Por qué fallaron en el cuarto trimestre las metas que sí cumplieron en el primero?", mal("T4"), bien("T1"))
    b.lista(k, "¿Cuáles quedaron cortas en el primer semestre y también en el segundo?", mal(*S1), mal(*S2))
    b.lista(k, "¿Qué metas de la unidad 1104 cumplieron en los trimestres primero y segundo pero no en el tercero?", U("1104"), bien("T1"), bien("T2"), mal("T3"))
    b.cuenta("¿Cuántas metas por unidad cumplieron en el primer semestre y no en el segundo en 2023?", E(2023), bien(*S1), mal(*S2), kind=k)
