"""Questions over two cuts of one year and over two years of one municipality, each with nothing else loaded.

They were written without looking at the grammar, as people ask on a phone, and asked once before anything was changed
for them; a goal of a year is one row, as its latest cut among those told has it.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import E, M, U, V, cu, nc, sin_reporte
from bench.evaluacion.hechos import JUNIO, Hecho
from bench.evaluacion.sobre_varios import Pares, ambas, anios, cortes, dejo, empeora, empezo


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    cortes_ = Pares("d", "k")
    for parte in (_al_corte, _entre_cortes, _del_ano):
        parte(cortes_)
    anios_ = Pares("e", "n")
    for parte in (_entre_anios, _de_un_ano):
        parte(anios_)
    return [*cortes_.preguntas, *anios_.preguntas]


def en_ceros(x: Hecho) -> bool:
    """Nothing achieved of an annual goal; inside the year its state is still "en proceso"."""
    return x.absoluto == 0 and bool(x.anual)


def _al_corte(b: Pares) -> None:
    k = "periodo"
    b.cuenta("cuantas metas traian cero avance al corte de junio de 2021?", en_ceros, corte=JUNIO, kind=k)
    b.dato("al 30 de junio que porcentaje llevaba la meta 6.3", x := b.una("6.3", corte=JUNIO), V(round(x.pct or 0, 1)), kind=k)
    b.lista(k, "En el corte de junio, ¿qué metas de cultura física no alcanzaban lo programado?", U("303"), nc, corte=JUNIO)
    b.lista("seguimiento", "¿y al corte de junio?", U("304"), nc, corte=JUNIO, history=["¿Qué metas no cumplió museos en 2021?"])
    b.q("agregado", "cuantas consultas se llevaban al corte de junio", values=V(h.total(b.de(M("consulta"), corte=JUNIO))))
    b.q("firma", "quien autorizo el reporte de junio de la unidad 303", text_any=["Rosario Castellanos"])


def _entre_cortes(b: Pares) -> None:
    k, p = "comparacion", cortes(b)
    x, y = b.una("5", corte=JUNIO), b.una("5")
    b.q(k, "oye la meta 5 de jovenes cuanto llevaba en junio y con cuanto cerro", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto))
    b.pares(k, "¿Qué metas iban atrasadas en junio pero cerraron el año cumplidas?", p, empezo)
    b.pares(k, "metas q iban bien a mitad de año y al final no se cumplieron", p, lambda x, y: x.al_corriente and y.incumplida)
    b.q("auditoria", "dime qué cifras cambiaron del reporte de junio al de diciembre", todas=[b.una("4.1"), b.una("5.4")], entre=[b.una(n) for n in ("4.1", "5.4", "5.5")])
    b.pares(k, "qué metas seguían en cero en diciembre igual que en junio", p, lambda x, y: en_ceros(x) and en_ceros(y))
    x, y = b.una("1.4", corte=JUNIO), b.una("1.4")
    b.q(k, "¿De junio a diciembre cuántas personas más se atendieron en audiencia (meta 1.4)?", todas=[y], entre=[y], values=V((y.absoluto or 0) - (x.absoluto or 0)))


def _del_ano(b: Pares) -> None:
    b.q("agregado", "¿Cuántas consultas se dieron en total en 2021?", values=V(h.total(b.de(M("consulta")))))
    b.lista("umbral", "que metas quedaron con menos de la mitad al cierre de 2021", lambda x: x.pct is not None and x.pct < 50)
    b.lista("estado", "Metas que no reportaron avance a diciembre", sin_reporte)
    b.dato("por trimestre cuantos visitantes tuvieron los museos", x := b.una("4"), V(*(x.a[t] for t in ("T1", "T2", "T3", "T4"))), kind="trimestre")
    b.lista("trimestre", "que metas de brigadas rebasaron lo programado en el 2do trimestre", U("306"), lambda x: (x.a["T2"] or 0) > (x.p["T2"] or 0))
    b.lista("linea", "metas de la linea 3.12.1 q no se cumplieron", nc, lambda x: "3.12.1" in x.lineas)
    b.cuenta("al cierre de 2021 cuantas metas pasaron del 110%", lambda x: x.pct is not None and x.pct > 110, kind="umbral")
    b.q("sin_datos", "avance de puerto claro en 2022", status="no_data")
    b.q("fuera", "que clima va a hacer mañana", status="out_of_scope")


def _entre_anios(b: Pares) -> None:
    k, p = "comparacion", anios(b)
    for texto, unidad, meta in (("compara 2022 contra 2023 en luminarias", "1105", "1.1"), ("cuantas toneladas de residuos domiciliarios se recolectaron cada año", "1105", "1.2"), ("evolución de las inspecciones de protección civil", "1101", "1.1"), ("¿Cuántos kilómetros de brechas se rehabilitaron en 2022 y cuántos en 2023?", "1102", "1.2")):
        par = next(q for q in p if q[1].unidad == unidad and q[1].meta == meta)
        b.q(k, texto, todas=par, entre=par, values=V(par[0].absoluto, par[1].absoluto))
    b.q(k, "historico de simulacros", values=V(*(h.total(b.de(M("simulacro"), E(a))) for a in (2022, 2023))))
    b.pares(k, "¿Qué metas que se cumplieron en 2022 ya no se cumplieron en 2023?", p, dejo)
    b.pares(k, "cuales metas empeoraron respecto al año anterior", p, empeora)
    b.pares(k, "en servicios públicos qué empeoró de un año a otro", p, lambda x, y: y.unidad == "1105" and empeora(x, y))
    b.pares(k, "que metas si se cumplieron los dos años", p, ambas)
    cumplidas = [len(b.de(U("1105"), E(a), cu)) for a in (2022, 2023)]
    b.q("conteo", "cuantas metas cumplio servicios publicos en 2022 y cuantas en 2023", values=V(*cumplidas))


def _de_un_ano(b: Pares) -> None:
    b.dato("cuanto le faltó al bacheo en 2022 para llegar a la meta", x := b.una("1.3", U("1105"), E(2022)), V((x.anual or 0) - (x.absoluto or 0)))
    b.lista("umbral", "metas entre 60 y 80 por ciento en 2023", E(2023), lambda x: x.pct is not None and 60 <= x.pct <= 80)
    b.lista("estado", "qué quedó sin reportar en 2023", E(2023), sin_reporte)
    b.q("firma", "quien firma como responsable en movilidad", text_any=["Benito Juárez"])
    b.q("seguimiento", "y por que la 1.7?", [b.una("1.7", U("1104"), E(2023))], history=["¿Qué metas no cumplió ecología en 2023?"], quote=True)
    peores: list[Hecho] = sorted((x for x in b.de(E(2022)) if x.pct is not None), key=lambda x: x.pct or 0)[:5]
    b.q("orden", "las 5 metas con peor avance del 2022", peores, ordered=True)
    b.lista("unidad", "metas del programa 121 que no se cumplieron en 2022", E(2022), nc, lambda x: x.unidad in ("1101", "1103"))
    b.dato("¿y en 2023 cuánto fue?", x := b.una("1.3", U("1105"), E(2023)), V(x.absoluto), kind="seguimiento", history=["¿Cuántos metros cuadrados se bachearon en 2022?"])
    b.q("sin_datos", "cuánto se gastó en bacheo en 2023", status="no_data")
    b.q("fuera", "me ayudas con mi tarea de matematicas", status="out_of_scope")
    b.q("catalogo", "que informes tienes cargados", text_all=["2022", "2023", "Valle Sereno"])
