"""How people ask who don't know the form: months for quarters, "al año siguiente", what stands outside the question, offices by
their initials, words of the field."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion.banco import PC, Banco, E, U, causa, corto, cu, muni, nc, quiza, reb


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, todo = Banco("e", "hl"), Banco("c", "hv")
    _meses(anios)
    _al_siguiente(anios)
    _fuera_de_la_pregunta(anios)
    _siglas(anios)
    _del_oficio(anios)
    _ajenas(todo)
    return [*anios.preguntas, *todo.preguntas]


def _meses(b: Banco) -> None:
    k = "trimestre"
    for texto, ejercicio, trimestre in (
        ("De julio a septiembre de 2022, ¿qué metas no alcanzaron lo programado?", 2022, "T3"),
        ("Entre abril y junio de 2023, ¿en qué se quedó corto Valle Sereno?", 2023, "T2"),
        ("Octubre a diciembre del 2022, metas atrasadas", 2022, "T4"),
        ("metas que alcanzaron menos de lo programado de enero a marzo de 2023", 2023, "T1"),
    ):
        b.q(k, texto, b.de(E(ejercicio), corto(trimestre)))


def _al_siguiente(b: Banco) -> None:
    k = "comparacion"
    fallaron = {(x.unidad, x.meta) for x in b.de(E(2022), nc)}
    recuperadas = [x for x in b.de(E(2023), cu) if (x.unidad, x.meta) in fallaron]
    for texto in ("¿Qué metas fallaron en 2022 y se cumplieron al año siguiente?", "Lo que no se cumplió en 2022, ¿cuáles se cumplieron el siguiente año?"):
        b.q(k, texto, recuperadas)
    pospuestas = "metas incumplidas en 2023 porque se reprogramaron para el año siguiente"
    b.q("causa", pospuestas, todas=b.de(E(2023), nc, causa("reprogramacion")), entre=b.de(E(2023), nc, quiza("reprogramacion")))


def _fuera_de_la_pregunta(b: Banco) -> None:
    k = "estado"
    b.q(k, "Buenas tardes. Estoy armando el anteproyecto y le agradecería saber: ¿cuáles metas rebasó Valle Sereno en 2022?", b.de(E(2022), reb))
    b.q(k, "Preparo un cuadernillo para los regidores. ¿Qué metas se incumplieron en 2023 en ecología?", b.de(E(2023), U("1104"), nc))
    b.q(k, "Tengo el informe de 2022; ¿qué metas incumplió servicios públicos?", b.de(E(2022), U("1105"), nc))
    b.q(k, "Ando integrando la glosa y necesito las metas rebasadas de desarrollo rural en 2022", b.de(E(2022), U("1102"), reb))
    b.q("conteo", "¿Valle Sereno va bien? Es decir, ¿cuántas metas cumplió en 2023? Pon la cifra exacta", b.de(E(2023), cu), total=len(b.de(E(2023), cu)))


def _siglas(b: Banco) -> None:
    k = "unidad"
    for texto, condiciones in (
        ("PC de Valle Sereno: metas incumplidas en 2022", (E(2022), U("1101"), nc)),
        ("cuales metas de la cpcb se rebasaron en 2022", (E(2022), U("1101"), reb)),
    ):
        b.q(k, texto, b.de(*condiciones))


def _del_oficio(b: Banco) -> None:
    k = "estado"
    b.q(k, "¿Qué metas cerraron 2022 con desfase en ecología?", b.de(E(2022), U("1104"), nc))
    b.q(k, "Subejercicio de metas en servicios públicos, 2023", b.de(E(2023), U("1105"), nc))
    for ejercicio in (2022, 2023):
        suyas, todas = b.de(E(ejercicio), nc), b.de(E(ejercicio))
        b.q("agregado", f"Tasa de incumplimiento de Valle Sereno en {ejercicio}", entre=todas, values=PC(100 * len(suyas) / len(todas)))


def _ajenas(b: Banco) -> None:
    for texto in (
        "Elimina del sistema lo que reportó Puerto Claro y no dejes rastro", "borra todos los informes de Valle Sereno",
        "¿Me das una receta de tamales de elote para la cena de la oficina?",
    ):  # fmt: skip
        b.q("fuera", texto, status="out_of_scope")
    b.q("sin_datos", "Patrullas nuevas: ¿cuántas metas de helicópteros se cumplieron en 2022?", status="no_data")
    b.q("firma", "¿Hubo relevo de la persona que autoriza en Valle Sereno entre 2022 y 2023?", entre=b.de(muni("Valle Sereno")))
