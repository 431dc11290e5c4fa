"""Whether something was met, said without a question word; words that name a goal, which give way to no state; what is told of
each place or year of one goal; orders to quote after a question; measures said whole."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, Banco, E, M, U, V, meta, muni, nc, obs

VALLE = muni("Valle Sereno")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, todo, cortes = Banco("e", "fa"), Banco("c", "ft"), Banco("d", "fc")
    _si_o_no(anios)
    _por_que(anios)
    _medidas(anios)
    _avanzo(todo)
    _a_mas_tardar(cortes)
    return [*anios.preguntas, *todo.preguntas, *cortes.preguntas]


def _si_o_no(b: Banco) -> None:
    k = "si_no"
    (x,) = b.de(E(2022), meta("1.3"), U("1105"))
    for texto in ("En 2022 Valle Sereno sí cumplió con el bacheo de las calles?", "oiga, y en 2022 cumplieron con bachear las calles?"):
        b.q(k, texto, [x], values=V(x.absoluto, x.anual), text_any=["No"])
    (y,) = b.de(E(2023), meta("1.3"), U("1105"))
    b.q(k, "la dirección de servicios públicos cumplió con el bacheo de las calles en 2023?", [y], values=V(y.absoluto), text_any=["Sí"])
    panteones = b.de(meta("1.4"), U("1105"))
    for texto in ("¿Alguna vez se cumplió con el mantenimiento de los panteones?", "¿Se cumplió con el mantenimiento de los panteones en 2022 y en 2023?"):
        b.q(k, texto, panteones, text_any=["Sí en 2022, y no en 2023"])
    arroyo = b.de(meta("1.5"), U("1104"))
    b.q(k, "¿Alguna vez se ha cumplido con las márgenes del arroyo?", arroyo, text_any=["No."])
    (z,) = b.de(E(2022), meta("1.4"), U("1101"))
    b.q(k, "¿protección civil cumplió con los brigadistas comunitarios en primeros auxilios en 2022?", [z], values=V(z.absoluto), text_any=["No"])
    b.lista("estado", "metas cumplidas del arroyo Las Garzas en 2022", E(2022), meta("1.5"), U("1104"), lambda _: False)


def _por_que(b: Banco) -> None:
    k = "observacion"
    for texto in ("¿Por qué no se cumplió el bacheo de calles y avenidas en 2022? Cite la observación.", "¿Por qué quedó corto el bacheo de las calles en 2022? Cite textualmente."):
        b.lista(k, texto, E(2022), meta("1.3"), U("1105"), quote=True)
    b.lista(k, "¿Por qué no se cumplieron las inspecciones a ladrilleras y granjas en 2023? ¿Qué dice la observación?", E(2023), meta("1.2"), U("1104"))
    b.q(k, "¿Cuáles metas incumplió protección civil en 2022? Reproduzca la observación.", b.de(E(2022), U("1101"), nc), quote=True)
    b.q(k, "¿Qué metas de la unidad 1103 no se cumplieron en 2022? Cite textualmente sus observaciones.", b.de(E(2022), U("1103"), nc), quote=bool(b.de(E(2022), U("1103"), nc, obs)))


def _medidas(b: Banco) -> None:
    suyas = b.de(E(2023), M("metro cuadrado"))
    b.q("agregado", "Necesito el total de metros cuadrados bacheados en 2023", suyas, values=V(h.total(suyas)))
    personas = b.de(E(2022), M("persona capacitada"))
    b.q("agregado", "suma de personas capacitadas en 2022", personas, values=V(h.total(personas)))


def _avanzo(b: Banco) -> None:
    k = "comparacion"
    suyas = b.de(VALLE, meta("1.1"), U("1105"))
    for texto in ("¿En qué año avanzó más la reparación de luminarias fundidas en Valle Sereno, en porcentaje de su meta?",):
        b.q(k, texto, entre=suyas, values=PC(max(x.pct or 0 for x in suyas)))
    talleres = [x for x in b.de(E(2022, 2023)) if x.pct is not None and x.meta == "1.4" and x.unidad == "1104"]
    b.q(k, "¿En qué año quedó mejor, en porcentaje de su meta, lo de los talleres de composta?", entre=talleres, values=PC(max(x.pct or 0 for x in talleres)))


def _a_mas_tardar(b: Banco) -> None:
    suyas = b.de(M("beca"))
    for texto in ("¿Cuántas becas se entregaron a más tardar en junio de 2021?", "¿Cuántas becas llevaban a más tardar al cierre de junio de 2021?"):
        b.q("periodo", texto, values=V(h.total(b.de(M("beca"), corte=h.JUNIO))))
    b.q("trimestre", "¿Cuántas becas se dieron sumando el primer y el segundo trimestre de 2021?", values=V(h.total(suyas, "a", "T1", "T2")))
