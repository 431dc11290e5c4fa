"""What stood behind at a cut and became of it, the reasons that each cut gives, a cause said of one goal as a yes or a no, and
what comes first and last in order.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import E, M, U, V, causa, muni, nc, pct, reb
from bench.evaluacion.hechos import JUNIO
from bench.evaluacion.sobre_varios import Pares, cortes


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    cortes_ = Pares("d", "ci")
    for parte in (_como_iba, _que_decian):
        parte(cortes_)
    todo = Pares("c", "cj")
    for parte in (_por_esa_causa, _en_su_orden):
        parte(todo)
    return [*cortes_.preguntas, *todo.preguntas]


def _como_iba(b: Pares) -> None:
    k, p = "comparacion", cortes(b)
    b.pares(k, "metas que a junio no llevaban retraso pero cerraron el año sin cumplirse", p, lambda x, y: x.al_corriente and y.incumplida)
    b.pares(k, "De los rezagos que traía Puerto Claro en junio de 2021, ¿cuáles ya se habían puesto al corriente en diciembre?", p, lambda x, y: x.incumplida and y.cumplida)
    b.pares(k, "¿Qué metas venían con desfase al 30 de junio de 2021 y aun así terminaron el año incumplidas?", p, lambda x, y: x.incumplida and y.incumplida)
    b.pares("auditoria", "¿Qué metas traen en el corte de diciembre de 2021 un segundo trimestre distinto al que se había informado en junio?", [q for q in p if q[1].meta == "4.1"])


def _que_decian(b: Pares) -> None:
    k = "observacion"
    for pregunta, numero in (("¿Qué explicación daban en junio de 2021 sobre las cirugías y cuál dieron en diciembre?", "6.6"), ("meta 2.3, 2021: justificacion q dieron en junio y en diciembre, textual", "2.3"), ("¿Es cierto que cambió la justificación de la meta 6.2 entre junio y diciembre de 2021?", "6.2")):
        b.q(k, pregunta, [b.una(numero, corte=JUNIO), b.una(numero)], quote=True)
    b.q("causa", "¿Por qué iba retrasada la restauración de piezas en junio de 2021?", [b.una("4.3", corte=JUNIO)], quote=True)


def _por_esa_causa(b: Pares) -> None:
    k = "causa"
    b.q(k, "¿El rezago de caminos sacacosechas de 2022 se debió a la falta de presupuesto?", [b.una("1.2", U("1102"), E(2022))], quote=True, text_any=["No."])
    b.q(k, "Los kilómetros de arroyos y canales que faltó desazolvar en 2022, ¿fueron por la maquinaria?", [b.una("1.5", U("1101"), E(2022))], quote=True, text_any=["Sí."])
    incumplidas, por_equipo = b.de(E(2022), nc), b.de(E(2022), nc, causa("equipo"))
    b.q("conteo", "¿Cuántas metas no se cumplieron en 2022 por equipo o maquinaria descompuesta y qué porcentaje son de las incumplidas?", por_equipo, values=V(len(por_equipo), round(100 * len(por_equipo) / len(incumplidas), 1)))
    b.causa("¿Qué metas de 2022 se rebasaron porque los productores o la gente pidieron más?", "demanda", E(2022), reb)


def _en_su_orden(b: Pares) -> None:
    k = "orden"
    peores = sorted((x for x in b.de(muni("Valle Sereno"), E(2022)) if x.pct is not None), key=lambda x: x.pct or 0)
    b.q(k, "las 3 metas con el porcentaje de avance mas bajo de Valle Sereno en 2022, de la peor a la menos mala", peores[:3], ordered=True)
    b.lista("umbral", "Metas de Valle Sereno de 2022 del 90 % para arriba pero sin llegar al 100", E(2022), muni("Valle Sereno"), pct(lambda v: 90 <= v < 100))
    suma = b.de(E(2022), muni("Valle Sereno"), M("inspeccion"))
    b.q("agregado", "¿Qué metas de Valle Sereno se miden en inspecciones en 2022 y cuánto suman?", suma, values=V(h.total(suma)))
