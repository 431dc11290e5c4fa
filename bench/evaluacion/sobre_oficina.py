"""Questions as offices, newsrooms and planners put them: orders in usted, cuts by their quarter, causes joined by "o",
what changed of the annual goal, in which quarter most, which units are whole, words of the street.

Each need is asked in several wordings, none of which the grammar was written from.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, E, M, U, V, acc, causa, cu, main, nc, no, reb, sin_obs, sin_reporte
from bench.evaluacion.hechos import JUNIO, Hecho
from bench.evaluacion.sobre_varios import Pares, anios, cortes, dejo, empeora, empezo, mejora, ninguna

T = h.TRIMESTRES


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    cortes_, anios_, todo = Pares("d", "w"), Pares("e", "x"), Pares("c", "y")
    for parte in (_ordenes, _al_trimestre, _entre_cortes, _en_que_trimestre, _citas):
        parte(cortes_)
    for parte in (_meta_anual, _de_un_ano_a_otro, _calle, _unidades_enteras, _totales):
        parte(anios_)
    _de_todo(todo)
    return [*cortes_.preguntas, *anios_.preguntas, *todo.preguntas]


def menos_que(x: Hecho, y: Hecho) -> bool:
    """A smaller annual goal, of the same measure: others don't compare."""
    return y.anual is not None and x.anual is not None and y.anual < x.anual and x.medida == y.medida


def mas_que(x: Hecho, y: Hecho) -> bool:
    return menos_que(y, x)


# -- two cuts of 2021 -----------------------------------------------------------------------------------------------------
def _ordenes(b: Pares) -> None:
    b.lista("estado", "Indique las metas principales que no se cumplieron en 2021.", main, nc)
    b.lista("unidad", "Relacione las acciones de la unidad 303 que quedaron sin cumplir en el ejercicio 2021.", U("303"), acc, nc)
    b.lista("estado", "Sírvase señalar qué metas se rebasaron al cierre de 2021.", reb)
    b.cuenta("Precise cuántas metas cumplió el departamento de museos en 2021.", U("304"), cu)
    b.lista("estado", "Favor de enlistar las metas sin reporte de avance en 2021", sin_reporte)
    b.lista("umbral", "Identifique las metas con un avance de entre 70% y 90%, ambos inclusive, en 2021", lambda x: x.pct is not None and 70 <= x.pct <= 90)
    b.dato("Detalle el avance de la meta 6.3 en 2021.", x := b.una("6.3"), V(x.absoluto, x.anual))
    b.q("agregado", "Indique el total de consultas otorgadas en 2021.", values=V(h.total(b.de(M("consulta")))))
    b.lista("unidad", "Proporcione la relación de metas incumplidas de la unidad 305 en 2021", U("305"), nc)
    b.q("si_no", "Indique si se cumplieron todas las metas de la unidad 306 en 2021", b.de(U("306"), nc), text_any=["No."])
    b.lista("causa", "Informe las metas que no se cumplieron por la veda electoral en 2021.", nc, causa("veda_electoral"))


def _al_trimestre(b: Pares) -> None:
    k = "periodo"
    b.lista(k, "¿Qué metas iban por debajo de lo programado al segundo trimestre de 2021?", nc, corte=JUNIO)
    b.lista(k, "metas de la unidad 305 cuyo avance al segundo trimestre era inferior a lo programado", U("305"), nc, corte=JUNIO)
    b.cuenta("¿Cuántas metas iban al corriente al segundo trimestre de 2021?", lambda x: x.al_corriente, corte=JUNIO, kind=k)
    b.dato("¿Cuánto llevaba acumulado la meta 6.1 al segundo trimestre?", x := b.una("6.1", corte=JUNIO), V(x.absoluto), kind=k)
    b.q(k, "consultas acumuladas al segundo trimestre de 2021", values=V(h.total(b.de(M("consulta"), corte=JUNIO))))
    b.lista(k, "¿qué traíamos atrasado al 30 de junio en museos?", U("304"), nc, corte=JUNIO)
    b.lista("seguimiento", "¿y al corte de junio?", U("306"), nc, corte=JUNIO, history=["¿Qué metas no cumplió brigadas de salud en 2021?"])
    x, y = b.una("6.2", corte=JUNIO), b.una("6.2")
    b.q("comparacion", "¿cuántas toneladas llevábamos en junio y con cuántas cerramos el año en la meta 6.2?", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto))
    x, y = b.una("4", corte=JUNIO), b.una("4")
    b.q("comparacion", "¿Cuánto avanzó la meta 4 entre el corte de junio y el cierre de 2021?", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto))


def _entre_cortes(b: Pares) -> None:
    k, p = "comparacion", cortes(b)
    b.pares(k, "¿Qué metas que en junio iban conforme a lo programado terminaron el año sin cumplirse?", p, lambda x, y: x.al_corriente and y.incumplida)
    b.pares(k, "¿Qué metas venían mal en junio y cerraron 2021 cumplidas?", p, empezo)
    b.pares(k, "¿A qué metas les cambiaron la meta anual entre junio y diciembre, y de cuánto a cuánto?", p, lambda x, y: x.anual != y.anual, values=V(10, 12))
    puntos = sorted((q for q in p if q[0].pct is not None and q[1].pct is not None), key=lambda q: -(q[1].pct - q[0].pct))[:1]  # type: ignore[operator]
    b.pares("orden", "¿Qué meta avanzó más de junio a diciembre de 2021?", puntos)
    b.pares("orden", "¿cuál meta es la que más avanzó entre junio y diciembre?", puntos)


def _en_que_trimestre(b: Pares) -> None:
    k = "trimestre"
    for texto, numero, mejor in (
        ("¿En qué trimestre de 2021 se plantaron más árboles?", "6.3", max),
        ("¿en qué trimestre se concentraron las clases de activación física?", "3.2", max),
        ("¿En qué trimestre se otorgaron menos becas en 2021?", "3.4", min),
        ("¿qué trimestre tuvo más visitantes en los museos?", "4", max),
    ):
        x = b.una(numero)
        b.dato(texto, x, V(mejor(v for t in T if (v := x.a[t]) is not None)), kind=k)


def _citas(b: Pares) -> None:
    b.q("observacion", "¿Con qué palabras se justificó que no se cumpliera la meta 3.5?", [b.una("3.5")], quote=True)
    b.q("observacion", "¿en qué términos explicaron lo de la meta 4.3 en 2021?", [b.una("4.3")], quote=True)
    b.lista("causa", "¿Qué metas no se cumplieron por problemas de contratos o licitaciones?", nc, causa("contratacion"))
    b.lista("causa", "metas incumplidas por falta de presupuesto o de recursos", nc, causa("presupuesto"))
    b.q("ambigua", "¿y esa cuánto lleva?", status="clarify")
    b.q("ambigua", "¿cuál fue el avance de esa meta?", status="clarify")
    b.q("sin_datos", "¿cómo van a cerrar las metas de museos?", status="no_data")
    b.q("fuera", "¿cómo va a estar el clima mañana en Puerto Claro?", status="out_of_scope")


# -- 2022 and 2023 of Valle Sereno ------------------------------------------------------------------------------------------
def _meta_anual(b: Pares) -> None:
    k, p = "comparacion", anios(b)
    b.pares(k, "¿Qué metas aumentaron su meta anual de 2022 a 2023?", p, mas_que)
    b.pares(k, "¿a qué metas les bajaron la meta anual en 2023 respecto de 2022?", p, menos_que)
    par = next(q for q in p if q[1].unidad == "1105" and q[1].meta == "1.1")
    b.q(k, "¿En cuánto aumentó la meta anual de luminarias de 2022 a 2023?", todas=par, entre=par, values=V(par[0].anual, par[1].anual, (par[1].anual or 0) - (par[0].anual or 0)))
    par = next(q for q in p if q[1].unidad == "1104" and q[1].meta == "1.2")
    b.q(k, "¿Cuál era la meta anual de inspecciones de ecología en 2022 y cuál en 2023?", todas=par, entre=par, values=V(par[0].anual, par[1].anual))


def _de_un_ano_a_otro(b: Pares) -> None:
    k, p = "comparacion", anios(b)
    b.pares(k, "¿Qué metas remontaron en 2023 después de quedar mal en 2022?", p, empezo)
    b.pares(k, "¿Qué metas se rezagaron de 2022 a 2023?", p, dejo)
    b.pares(k, "metas que llevan dos años sin cumplirse", p, ninguna)
    b.pares(k, "¿Qué metas mejoraron cada año?", p, mejora)
    b.pares(k, "¿cuáles empeoraron año con año?", p, empeora)
    b.q(k, "Comparando 2022 y 2023, ¿en cuál se cumplió mejor?", text_any=["2023"], values=PC(h.proporcion(b.de(E(2023)), cu)))
    b.causa("¿Qué metas no se cumplieron por lluvias o sequía en cualquiera de los dos años?", "clima", nc)
    b.lista("umbral", "¿Qué metas de 2023 quedaron a menos de 10 puntos de cumplirse?", E(2023), lambda x: x.pct is not None and 90 < x.pct < 100)
    b.lista("umbral", "metas de 2022 que se quedaron a menos de 5 puntos de llegar a la meta", E(2022), lambda x: x.pct is not None and 95 < x.pct < 100)
    b.cuenta("¿Cuántas metas se cumplieron de 2022 a 2023?", cu)
    veces = [x for x in b.de(nc) if x.unidad == "1104" and x.meta == "1.5"]
    b.q("conteo", "¿cuántas veces se incumplió la meta 1.5 de ecología?", veces, values=V(len(veces)))
    b.lista("causa", "¿Qué incumplidas de 2022 no traen justificación alguna?", E(2022), nc, sin_obs)


def _calle(b: Pares) -> None:
    par = [b.una("1.2", U("1105"), E(a)) for a in (2022, 2023)]
    b.q("comparacion", "¿cuánta basura se recogió en 2022 y en 2023?", values=V(*(x.absoluto for x in par)))
    b.dato("cuántos focos se cambiaron en 2023", x := b.una("1.1", U("1105"), E(2023)), V(x.absoluto))
    b.dato("¿se arreglaron baches en 2022?", x := b.una("1.3", U("1105"), E(2022)), V(x.absoluto), kind="si_no")
    b.dato("panteones 2023, cómo quedó", x := b.una("1.4", U("1105"), E(2023)), V(x.absoluto))


def _unidades_enteras(b: Pares) -> None:
    k = "agregado"
    for ano in (2022, 2023):
        enteras = [u for u in sorted({x.unidad for x in b.de(E(ano))}) if all(x.cumplida for x in b.de(E(ano), U(u)))]
        assert not enteras
        b.q(k, f"¿Qué unidades cumplieron todas sus metas en {ano}?", [], text_any=["Ninguna"])
    b.q(k, "¿Hay alguna unidad sin metas incumplidas en 2023?", [], text_any=["No."])
    sin_ceros = [u for u in sorted({x.unidad for x in b.de(E(2023))}) if not any(x.estado == "sin_avance" for x in b.de(E(2023), U(u)))]
    b.q(k, "¿Cuántas unidades no tuvieron metas sin avance en 2023?", values=V(len(sin_ceros)), text_all=sin_ceros)
    b.q("si_no", "¿Se entregaron todas las asesorías de desarrollo rural en 2023?", [b.una("1.4", U("1102"), E(2023))], text_any=["No."])


def _totales(b: Pares) -> None:
    k = "agregado"
    suma = [h.total(b.de(M("inspeccion"), U("1101", "1104"), E(a))) for a in (2022, 2023)]
    b.q(k, "¿Cuántas inspecciones hicieron ecología y protección civil en total en los dos años?", values=V(sum(suma)))
    b.q(k, "Sume las inspecciones de protección civil de 2022 a 2023", values=V(sum(b.una("1.1", U("1101"), E(a)).absoluto or 0 for a in (2022, 2023))))
    b.q("comparacion", "Compara ecología y desarrollo rural en 2022 y 2023", values=PC(*(h.proporcion(b.de(U(u), E(a)), cu) for u in ("1102", "1104") for a in (2022, 2023))))


# -- everything -------------------------------------------------------------------------------------------------------------
def _de_todo(b: Pares) -> None:
    b.q("catalogo", "¿De qué municipios y de qué años hay informes?", text_all=["Puerto Claro", "Valle Sereno", "2021", "2022", "2023"])
    b.q("catalogo", "municipios y años que tienes cargados", text_all=["Puerto Claro", "Valle Sereno", "2021", "2022", "2023"])
    b.q("firma", "¿Quién autorizó el informe de ecología en 2022 y quién en 2023?", text_all=["2022", "2023"])
    b.lista("estado", "Señale qué quedó a deber protección civil en 2022", E(2022), U("1101"), nc)
    b.lista("estado", "¿Qué acciones de 2023 no llegaron ni a la mitad de su meta?", E(2023), acc, no(main), lambda x: x.pct is not None and x.pct < 50)
