"""What joins and takes away: in some years and not in others, subjects of two kinds, and goals told by what they share with
another one."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import Banco, E, L, M, U, causa, cu, meta, nc, no, o, pct, quiza, reb
from bench.evaluacion.hechos import Condicion, Hecho

ANOS = (2022, 2023)


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, uno, todo = Banco("e", "aj"), Banco("a", "uj"), Banco("c", "tj")
    _en_unos_anos(anios)
    _parecidas_en_un_ano(anios)
    _parecidas(uno)
    _unas_u_otras(uno)
    _de_todo(todo)
    return [*anios.preguntas, *uno.preguntas, *todo.preguntas]


def veces(b: Banco, condicion: Condicion, prueba: Callable[[bool, bool], bool], *, en_ambos: bool = False) -> list[Hecho]:
    """The latest row of each goal by whether it was so in each of the years; one that a year does not have was not (or, with
    ``en_ambos``, is none of them)."""
    series: dict[tuple[str, str], dict[int, Hecho]] = {}
    for x in b.de(E(*ANOS)):
        series.setdefault((x.unidad, h.plegar(x.descripcion)), {})[x.ejercicio] = x
    fue = {k: tuple(a in suyos and condicion(suyos[a]) for a in ANOS) for k, suyos in series.items()}
    return [suyos[max(suyos)] for k, suyos in series.items() if prueba(fue[k][0], fue[k][1]) and (len(suyos) > 1 or not en_ambos)]


def _en_unos_anos(b: Banco) -> None:
    k = "periodo"
    b.q(k, "Metas incumplidas solo en 2022", veces(b, nc, lambda x, y: x and not y))
    b.q(k, "¿Qué metas se cumplieron únicamente en 2023?", veces(b, cu, lambda x, y: y and not x))
    b.q(k, "¿Qué metas no se cumplieron en 2023 y en ningún otro año?", veces(b, nc, lambda x, y: y and not x))
    b.q(k, "metas rebasadas en 2022 pero no en 2023", veces(b, reb, lambda x, y: x and not y, en_ambos=True))
    b.q(k, "¿Qué metas se rebasaron en 2023 y no en 2022?", veces(b, reb, lambda x, y: y and not x, en_ambos=True))
    b.q(k, "metas que se rebasaron en 2022 o en 2023, pero no en ambos", veces(b, reb, lambda x, y: x is not y))
    b.q(k, "¿Qué metas se rebasaron en al menos dos años?", veces(b, reb, lambda x, y: x and y))
    b.q(k, "metas incumplidas en más de un ejercicio", veces(b, nc, lambda x, y: x and y))
    b.q("conteo", "¿Cuántas metas fallaron en un solo año?", veces(b, nc, lambda x, y: x is not y), total=len(veces(b, nc, lambda x, y: x is not y)))
    b.q(k, "metas con avance menor a 60 % en 2022 pero no en 2023", veces(b, pct(lambda x: x < 60), lambda x, y: x and not y, en_ambos=True))


def _sin(x: Hecho) -> Condicion:
    return lambda y: y.clave != x.clave


def _lineas(x: Hecho) -> Condicion:
    return o(*(L(linea) for linea in x.lineas))


def _parecidas_en_un_ano(b: Banco) -> None:
    k = "medida"
    x = b.una("1.2", U("1102"), E(2023))
    b.lista(k, "¿Qué metas tienen la misma unidad de medida que la meta 1.2 de la unidad 1102 en 2023?", E(2023), M(x.medida), _sin(x))
    b.lista(k, "Metas incumplidas en 2022 que se miden igual que la meta 1.5 de la unidad 1105", E(2022), nc, M(b.una("1.5", U("1105"), E(2022)).medida), _sin(b.una("1.5", U("1105"), E(2022))))
    y = b.una("1.6", U("1104"), E(2023))
    b.lista("linea", "Metas con la misma línea de acción que la meta 1.6 de la unidad 1104 en 2023", E(2023), _lineas(y), _sin(y))


def _parecidas(b: Banco) -> None:
    evento, consulta = b.una("5.1"), b.una("5.2")
    b.lista("medida", "Metas con la misma unidad de medida que la meta 5.1", M(evento.medida), _sin(evento))
    b.lista("medida", "¿Qué metas comparten unidad de medida con la 5.2 de la unidad 305?", M(consulta.medida), _sin(consulta))
    b.lista("medida", "metas de la unidad 306 con la misma unidad de medida que la 5.2", U("306"), M(consulta.medida))
    for numero, texto in (("3.7", "Metas que comparten línea de acción con la meta 3.7"), ("5.3", "¿Qué metas tienen la misma línea de acción que la 5.3?")):
        b.lista("linea", texto, _lineas(b.una(numero)), _sin(b.una(numero)))
    x = b.una("3")
    (clara,) = x.causas
    b._entre("causa", "¿Qué metas no se cumplieron por la misma causa que la meta 3?", b.de(nc, causa(clara), _sin(x)), b.de(nc, quiza(clara), _sin(x)), {})
    b.q("ambigua", "metas con la misma unidad de medida que la de las ferias", status_any=["clarify"])
    b.q("sin_datos", "Metas con la misma unidad de medida que la meta 9.9", status="no_data")


def _unas_u_otras(b: Banco) -> None:
    k = "combinada"
    for texto, condiciones in (
        ("metas de consultas o de la unidad 301", (o(M("consulta"), U("301")),)),
        ("¿Qué metas de la unidad 304 o de becas no se cumplieron?", (nc, o(U("304"), M("beca")))),
        ("Metas cumplidas de la unidad 302 o de talleres", (cu, o(U("302"), M("taller")))),
        ("metas de la unidad 305 pero no de consultas", (U("305"), no(M("consulta")))),
        ("metas de las unidades 305 y 306 menos las de consultas", (U("305", "306"), no(M("consulta")))),
        ("metas de consultas y talleres pero no de la unidad 306, cumplidas", (cu, M("consulta", "taller"), no(U("306")))),
    ):
        b.lista(k, texto, *condiciones)
    b.cuenta("¿Cuántas metas de la unidad 303 o de jornadas se incumplieron?", nc, o(U("303"), M("jornada")), kind=k)


def _de_todo(b: Banco) -> None:
    ambiguas: Sequence[str] = ("metas con la misma unidad de medida que la meta 1.2", "¿Qué metas comparten línea de acción con la meta 1.4?")
    for texto in ambiguas:
        b.q("ambigua", texto, status_any=["clarify"])
    b.lista("combinada", "metas de 2023 de kilómetros pero no de la unidad 1102", E(2023), M("kilometro"), no(U("1102")))
    b.lista("combinada", "metas de luminarias o de la unidad 1101 en 2023", E(2023), o(M("luminaria"), U("1101")))
    b.lista("dato", "¿Qué metas tienen el número 1.2 o el 1.3 en 2023?", E(2023), meta("1.2", "1.3"))
