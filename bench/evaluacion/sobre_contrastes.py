"""What is asked of each of several parts of one year, and of what another question found: contrasts between quarters and
semesters, cuts of which both are asked, counts within a count, splits by yes and no.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import Banco, E, U, V, cu, muni, no, obs
from bench.evaluacion.hechos import Condicion, Hecho
from bench.evaluacion.sobre_varios import Pares, anios, cortes

S1, S2 = ("T1", "T2"), ("T3", "T4")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    todo = Pares("c", "z")
    _de_trimestres(todo)
    _encadenadas(todo)
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


def _encadenadas(b: Pares) -> None:
    k = "comparacion"
    peor, despues = (b.una("1.6", U("1101"), E(a)) for a in (2022, 2023))
    b.q(k, "¿Qué meta tuvo el peor avance en 2022 y cómo le fue en 2023?", [peor, despues], values=V(peor.absoluto, despues.absoluto))
    b.q("seguimiento", "¿y cómo le fue en 2023?", [despues], history=["¿Qué meta tuvo el peor avance en 2022?"], values=V(despues.absoluto))
    b.q("ambigua", "¿Cuál fue la principal causa en 2022 y cómo le fue en 2023?", status="clarify")
    viejas = [q[1] for q in anios(b)]
    nuevas = [y for y in b.de(muni("Valle Sereno"), E(2023)) if y not in viejas]
    b.q("conteo", "¿Cuántas metas nuevas hay en 2023 y cuántas de ellas se cumplieron?", nuevas, values=V(len(nuevas), sum(map(cu, nuevas))))
    cuentas = [len(b.de(E(a), c)) for a in (2021, 2022, 2023) for c in (obs, no(obs))]
    b.q("conteo", "¿Cuántas metas tienen observación y cuántas no, por año?", b.de(), values=V(*cuentas))
    b.pares("periodo", "¿Qué metas se cumplieron en junio y en diciembre?", cortes(b), lambda x, y: x.al_corriente and y.cumplida)
