"""What is asked of each of several years, cuts, units and municipalities: thresholds, causes and observations of both years,
the first goals of each place, goals beside the mean of their unit, actions by their main goal, causes that places share.

A goal of one year is that of another where its unit and its description are the same, as in ``sobre_varios``.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, E, U, V, acc, causa, cu, main, muni, nc, obs, pct, quiza, sin_obs
from bench.evaluacion.hechos import JUNIO, Condicion, Hecho
from bench.evaluacion.sobre_varios import Par, Pares, anios, cortes

PUERTO, VALLE = muni("Puerto Claro"), muni("Valle Sereno")
#: What answers call some causes.
NOMBRES = {"clima": "clima", "personal": "personal", "covid": "COVID", "presupuesto": "presupuesto", "equipo": "equipo", "veda_electoral": "veda", "captura": "captura", "contratacion": "contratación", "calendario": "calendario", "reprogramacion": "reprogramación"}
#: Where a goal is told apart: its place in an order of each.
Lugar = Callable[[Hecho], tuple[object, ...]]


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    todo, anios_, cortes_ = Pares("c", "p"), Pares("e", "q"), Pares("d", "r")
    for parte in (_umbrales, _observaciones, _causas_de_los_dos, _fechas, _frescas):
        parte(anios_)
    _de_los_cortes(cortes_)
    _frescas_de_cortes(cortes_)
    for parte in (_de_cada, _promedio, _acciones, _compartidas, _frescas_de_todo):
        parte(todo)
    return [*todo.preguntas, *anios_.preguntas, *cortes_.preguntas]


# -- asked of both years --------------------------------------------------------------------------------------------------
def _ambos(b: Pares, condicion: Condicion) -> list[Par]:
    return [(x, y) for x, y in anios(b) if condicion(x) and condicion(y)]


def _umbrales(b: Pares) -> None:
    k = "comparacion"
    for texto, tope in (("¿Qué metas quedaron por debajo del 50 % tanto en 2022 como en 2023?", 50), ("metas con menos de 90 % de avance en los dos años", 90), ("metas que no llegaron al 95 % ni en 2022 ni en 2023", 95)):
        b.pares(k, texto, _ambos(b, pct(lambda p, tope=tope: p < tope)))  # type: ignore[misc]
    b.pares(k, "¿Cuántas metas superaron el 105 % en ambos años?", _ambos(b, pct(lambda p: p > 105)), cuenta=True)
    b.pares(k, "metas con avance mayor a 98 % todos los años", _ambos(b, pct(lambda p: p > 98)))
    b.pares(k, "Relacione las metas que en 2022 estuvieron por debajo del 80 % y en 2023 por encima del 100 %", [(x, y) for x, y in anios(b) if x.pct is not None and y.pct is not None and x.pct < 80 and y.pct > 100])
    b.pares(k, "metas por debajo del 80 % en 2022 pero no en 2023", [(x, y) for x, y in anios(b) if x.pct is not None and y.pct is not None and x.pct < 80 <= y.pct])
    b.pares(k, "de ecología, ¿qué metas quedaron abajo del 90 % los dos años?", [p for p in _ambos(b, pct(lambda p: p < 90)) if p[1].unidad == "1104"])


def _observaciones(b: Pares) -> None:
    k, p = "observacion", anios(b)
    sin_con = [(x, y) for x, y in p if sin_obs(x) and obs(y)]
    for texto in ("¿Qué metas quedaron sin justificación en 2022 pero con ella en 2023?", "metas que en 2022 no traían observación y en 2023 sí", "Indique las metas que no tenían observación en 2022 y que sí la tienen en 2023"):
        b.pares(k, texto, sin_con)
    b.pares(k, "metas con observación en 2022 y sin ella en 2023", [(x, y) for x, y in p if obs(x) and sin_obs(y)])
    b.pares(k, "¿Qué metas no traen observación en ninguno de los dos años?", [(x, y) for x, y in p if sin_obs(x) and sin_obs(y)])
    b.pares(k, "metas incumplidas en ambos años y sin justificación", [(x, y) for x, y in p if nc(x) and nc(y) and sin_obs(x) and sin_obs(y)])


def _causas_de_los_dos(b: Pares) -> None:
    for texto, nombre in (("¿Qué metas no se cumplieron por el clima tanto en 2022 como en 2023?", "clima"), ("¿Qué metas no se cumplieron por falta de presupuesto en los dos años?", "presupuesto"), ("metas que fallaron en 2022 y en 2023 por falta de personal los dos años", "personal")):
        seguras, posibles = ([(x, y) for x, y in anios(b) if nc(x) and nc(y) and c(x) and c(y)] for c in (causa(nombre), quiza(nombre)))
        b.q("causa", texto, todas=[y for _, y in seguras], entre=[z for par in posibles for z in par])
    seguras, posibles = ([(x, y) for x, y in anios(b) if nc(x) and c(x) and cu(y)] for c in (causa("clima"), quiza("clima")))
    b.q("causa", "¿Qué metas no se cumplieron por el clima en 2022 y sí se cumplieron en 2023?", todas=[y for _, y in seguras], entre=[z for par in posibles for z in par])


def _fechas(b: Pares) -> None:
    """Dates told by another: the reports of both years are of December."""
    for texto in ("¿Cuántas metas se cumplieron en 2023 y cuántas a la misma fecha del año anterior?", "metas cumplidas en diciembre de 2023 frente al mismo periodo de 2022"):
        b.q("periodo", texto, values=V(*(len(b.de(E(a), cu)) for a in (2022, 2023))))
    par = [x for p in anios(b) if p[1].unidad == "1105" and p[1].meta == "1.2" for x in p]
    b.q("periodo", "¿Cuánto se alcanzó en la meta 1.2 de la unidad 1105 en el segundo trimestre de 2023 y en el mismo trimestre del año anterior?", par, values=V(*(x.a["T2"] for x in par)))
    b.lista("seguimiento", "¿y en el mismo trimestre del año previo?", E(2022), U("1105"), lambda x: h.quedo_corto(x, "T2"), history=["metas de la unidad 1105 que no alcanzaron lo programado en el segundo trimestre de 2023"])
    b.q("sin_datos", "¿Qué metas iban atrasadas en junio de 2023 y cuáles a la misma fecha del año anterior?", status="no_data")


def _de_los_cortes(b: Pares) -> None:
    k, p = "observacion", cortes(b)
    con_sin = [(x, y) for x, y in p if obs(x) and sin_obs(y)]
    for texto in ("metas con observación en junio y sin ella en diciembre", "¿Qué metas traían observación en el corte de junio y no en el de diciembre?"):
        b.pares(k, texto, con_sin)
    b.pares(k, "metas sin observación en los dos cortes", [(x, y) for x, y in p if sin_obs(x) and sin_obs(y)])
    b.pares("comparacion", "¿Qué metas estaban por debajo del 50 % en junio y por arriba del 90 % en diciembre?", [(x, y) for x, y in p if x.pct is not None and y.pct is not None and x.pct < 50 and y.pct > 90])
    for texto, aqui, alli in (("¿Qué causas se mencionan en el corte de diciembre y no en el de junio?", b.de(), b.de(corte=JUNIO)), ("causas que estaban en el corte de junio y ya no en el de diciembre", b.de(corte=JUNIO), b.de())):
        _solo(b, texto, aqui, alli)


# -- the first of each ----------------------------------------------------------------------------------------------------
def primeras(hechos: Iterable[Hecho], n: int, lugar: Lugar, clave: Callable[[Hecho], float | None], *, desc: bool = False) -> list[Hecho]:
    """The first so many of each place, with the equals of the last of them."""
    grupos: dict[tuple[object, ...], list[Hecho]] = {}
    for x in hechos:
        if clave(x) is not None:
            grupos.setdefault(lugar(x), []).append(x)
    salida = []
    for suyas in grupos.values():
        valores = sorted((clave(x) or 0 for x in suyas), reverse=desc)
        tope = valores[min(n, len(valores)) - 1]
        salida += [x for x in suyas if ((clave(x) or 0) >= tope if desc else (clave(x) or 0) <= tope)]
    return salida


def _avance(x: Hecho) -> float | None:
    return x.pct


def _de_cada(b: Pares) -> None:
    ano, unidad, municipio = (lambda x: (x.ejercicio,)), (lambda x: (x.municipio, x.unidad)), (lambda x: (x.municipio,))
    for texto, n, lugar, desc, condiciones in (
        ("las tres metas con menor avance de cada año", 3, ano, False, ()),
        ("Las dos metas más rezagadas de cada unidad", 2, unidad, False, ()),
        ("top 3 de cada municipio por avance", 3, municipio, True, ()),
        ("¿Cuál fue la meta con mayor avance de cada unidad de Valle Sereno en 2023?", 1, unidad, True, (VALLE, E(2023))),
        ("Indique las 3 metas no cumplidas con mayor avance por municipio", 3, municipio, True, (nc,)),
        ("la peor meta de cada año", 1, ano, False, ()),
        ("¿Cuáles son las dos acciones con menor avance en cada ejercicio?", 2, ano, False, (acc,)),
    ):
        filas = primeras(b.de(*condiciones), n, lugar, _avance, desc=desc)
        b.q("orden", texto, filas)
    filas = primeras(b.de(lambda x: x.absoluto is not None), 2, ano, lambda x: x.brecha, desc=True)
    b.q("orden", "las dos metas con mayor faltante de cada año", filas)
    for texto, condicion in (("¿Qué unidad tuvo más metas incumplidas en cada año?", nc), ("¿Qué unidad cumplió más metas en cada año?", cu)):
        cuentas = {a: {u: len(b.de(E(a), U(u), condicion)) for u in sorted({x.unidad for x in b.de(E(a))})} for a in (2021, 2022, 2023)}
        ganan = [u for suyas in cuentas.values() for u, n in suyas.items() if n == max(suyas.values())]
        b.q("agregado", texto, b.de(condicion), values=V(*(max(s.values()) for s in cuentas.values())), text_all=ganan)


def _promedio(b: Pares) -> None:
    def lejos(hechos: Sequence[Hecho], lugar: Lugar, *, abajo: bool = True) -> list[Hecho]:
        grupos: dict[tuple[object, ...], list[Hecho]] = {}
        for x in hechos:
            grupos.setdefault(lugar(x), []).append(x)
        medias = {g: h.promedio(suyas) for g, suyas in grupos.items()}
        return [x for x in hechos if x.pct is not None and (x.pct < medias[lugar(x)] if abajo else x.pct > medias[lugar(x)])]

    unidad, ano = (lambda x: (x.ejercicio, x.municipio, x.unidad)), (lambda x: (x.ejercicio,))
    b.q("umbral", "¿Qué metas quedaron por debajo del promedio de su unidad?", lejos(b.de(), unidad))
    b.q("umbral", "¿Qué metas están por debajo del promedio de cada año?", lejos(b.de(), ano), values=PC(*(h.promedio(b.de(E(a))) for a in (2021, 2022, 2023))))
    b.q("umbral", "metas de Valle Sereno arriba del promedio de su unidad en 2023", lejos(b.de(VALLE, E(2023)), unidad, abajo=False))
    b.q("umbral", "¿Cuántas acciones quedaron por debajo del promedio de 2022?", (filas := lejos(b.de(E(2022), acc), ano)), values=V(len(filas)))
    b.q("umbral", "metas incumplidas de 2022 y 2023 por debajo del promedio de su año", [x for x in lejos(b.de(E(2022, 2023)), ano) if nc(x)])
    for texto, anos in (("¿Qué unidades quedaron por debajo del promedio de cada año?", (2021, 2022, 2023)), ("¿Qué unidades quedaron por debajo del promedio en 2022 y en 2023?", (2022, 2023))):
        general = {a: h.proporcion(b.de(E(a)), cu) for a in anos}
        bajas = [(a, u) for a in anos for u in sorted({x.unidad for x in b.de(E(a))}) if h.proporcion(b.de(E(a), U(u)), cu) < general[a]]
        b.q("agregado", texto, [x for a, u in bajas for x in b.de(E(a), U(u))], values=PC(*general.values(), *(h.proporcion(b.de(E(a), U(u)), cu) for a, u in bajas)))


def _acciones(b: Pares) -> None:
    k = "agregado"
    suyas = b.de(U("303"), acc)
    b.q(k, "¿Cuántas acciones tiene cada meta principal de la unidad 303?", suyas, values=V(len(suyas)))
    de_cada = {(x.unidad, x.padre): 0 for x in b.de(E(2023), acc)}
    for x in b.de(E(2023), acc, cu):
        de_cada[x.unidad, x.padre] += 1
    b.q(k, "número de acciones cumplidas por meta principal en 2023", b.de(E(2023), acc, cu), values=V(*de_cada.values()))
    b.q(k, "¿Qué porcentaje de sus acciones cumplió cada meta principal de Valle Sereno en 2023?", b.de(E(2023), acc), values=PC(*(h.proporcion(b.de(E(2023), acc, U(u)), cu) for u, _ in de_cada)))
    cortas: dict[tuple[str, str | None], int] = {}
    for x in b.de(acc, nc):
        cortas[x.informe + x.unidad, x.padre] = cortas.get((x.informe + x.unidad, x.padre), 0) + 1
    (mas,) = [x for x in b.de(main) if cortas.get((x.informe + x.unidad, x.meta)) == max(cortas.values())]
    b.q(k, "¿Qué meta principal tiene más acciones sin cumplir?", b.de(acc, nc), values=V(max(cortas.values())), text_all=[mas.unidad], text_any=[f"**{mas.meta}**"])
    enteras = [x for x in b.de(main) if all(cu(y) for y in b.de(acc, E(x.ejercicio), U(x.unidad)))]
    b.q(k, "¿Qué metas principales cumplieron todas sus acciones?", [y for x in enteras for y in b.de(acc, E(x.ejercicio), U(x.unidad))], text_all=[x.unidad for x in enteras])
    b.cuenta("¿Cuántas acciones tiene la meta 3 de la unidad 303?", U("303"), acc)
    b.lista("estado", "¿Qué acciones de la meta principal 5 no se cumplieron?", U("305"), acc, nc)
    b.q("dato", "avance de la meta 4 de museos y sus acciones", b.de(U("304")))
    b.q("orden", "¿Qué acción de la meta 6 tuvo el menor avance?", sorted(b.de(U("306"), acc, pct(lambda p: True)), key=lambda x: x.pct or 0)[:1])


# -- in common, or not --------------------------------------------------------------------------------------------------------
def _de(hechos: Iterable[Hecho], *, todas: bool = False) -> set[str]:
    """The causes of some goals; with the arguable ones."""
    return {c for x in hechos for c in (x.causas | x.posibles if todas else x.causas)} - {"otra"}


def _con(hechos: Iterable[Hecho], causas: set[str], *, todas: bool = False) -> list[Hecho]:
    return [x for x in hechos if (x.causas | x.posibles if todas else x.causas) & causas]


def _comunes(b: Pares, texto: str, *partes: list[Hecho]) -> None:
    seguras, posibles = (set.intersection(*(_de(p, todas=t) for p in partes)) for t in (False, True))
    todos = [x for p in partes for x in p]
    b.q("causa", texto, todas=_con(todos, seguras), entre=_con(todos, posibles, todas=True), text_all=[NOMBRES[c] for c in sorted(seguras) if c in NOMBRES])


def _solo(b: Pares, texto: str, aqui: list[Hecho], alli: list[Hecho]) -> None:
    """The causes of some goals that others have not: those beyond doubt at least, the arguable ones at most."""
    seguras, posibles = _de(aqui) - _de(alli, todas=True), _de(aqui, todas=True) - _de(alli)
    b.q("causa", texto, todas=_con(aqui, seguras), entre=_con(aqui, posibles, todas=True), text_all=[NOMBRES[c] for c in sorted(seguras) if c in NOMBRES])


def _compartidas(b: Pares) -> None:
    puerto, valle, a22, a23 = b.de(PUERTO), b.de(VALLE), b.de(E(2022)), b.de(E(2023))
    for texto in ("¿Qué causas se repiten en los dos municipios?", "causas que comparten Puerto Claro y Valle Sereno"):
        _comunes(b, texto, puerto, valle)
    _comunes(b, "¿Qué causas de 2022 se repitieron en 2023?", a22, a23)
    _comunes(b, "¿Qué causas tienen en común las unidades 303 y 305?", b.de(U("303")), b.de(U("305")))
    _comunes(b, "causas comunes a los tres años", b.de(E(2021)), a22, a23)
    _solo(b, "¿Qué causas aparecieron en 2023 y no en 2022?", a23, a22)
    _solo(b, "causas que estuvieron en 2022 pero ya no en 2023", a22, a23)
    _solo(b, "¿Qué causas solo se presentaron en Puerto Claro?", puerto, valle)
    _solo(b, "causas de Valle Sereno que no aparecen en Puerto Claro", valle, puerto)
    medidas = {x.medida for x in puerto} & {x.medida for x in valle}
    b.q("catalogo", "¿Qué unidades de medida usan los dos municipios?", [x for x in b.de() if x.medida in medidas])


# -- as officials, the press and planners would ask, written when the rest was done ---------------------------------------------
def _frescas(b: Pares) -> None:
    p = anios(b)
    bajas = [len(b.de(E(a), pct(lambda x: x < 70))) for a in (2022, 2023)]
    b.q("comparacion", "metas 2022 vs 2023 abajo del 70", values=V(*bajas, abs(bajas[0] - bajas[1])))
    sin = [len(b.de(E(a), sin_obs)) for a in (2022, 2023)]
    b.q("comparacion", "compara 2022 y 2023 en metas sin observación", values=V(*sin))
    seguras, posibles = ([(x, y) for x, y in p if c(x) and cu(y)] for c in (causa("clima"), quiza("clima")))
    b.q("causa", "Solicito relación de las metas que en 2022 se justificaron por clima y en 2023 se cumplieron", todas=[y for _, y in seguras], entre=[z for par in posibles for z in par])
    seguras, posibles = ([(x, y) for x, y in p if nc(x) and c(x) and cu(y)] for c in (causa("personal"), quiza("personal")))
    b.q("causa", "metas q no se cumplieron x falta de personal en 2022 y q en 2023 si", todas=[y for _, y in seguras], entre=[z for par in posibles for z in par])
    b.pares("comparacion", "¿Qué metas llevan dos años sin cumplirse y no traen justificación en 2023?", [(x, y) for x, y in p if nc(x) and nc(y) and sin_obs(y)])
    b.pares("comparacion", "¿Qué metas se mantuvieron arriba del 100% en 2022 y 2023?", [(x, y) for x, y in p if x.estado == y.estado == "rebasada"])
    b.pares("comparacion", "¿Qué metas quedaron entre 90 y 99 % en los dos años?", [(x, y) for x, y in p if x.pct is not None and y.pct is not None and 90 <= x.pct <= 99 and 90 <= y.pct <= 99])
    b.pares("comparacion", "¿Qué metas incumplidas en 2022 mejoraron en 2023 pero siguen sin cumplirse?", [(x, y) for x, y in p if nc(x) and nc(y) and x.pct is not None and y.pct is not None and y.pct > x.pct])
    cuentas = {u: [len(b.de(E(a), U(u), nc)) for a in (2022, 2023)] for u in ("1101", "1102", "1104", "1105")}
    menos = min(cuentas, key=lambda u: cuentas[u][1] - cuentas[u][0])
    b.q("agregado", "¿Qué unidad redujo más su número de metas incumplidas de 2022 a 2023?", values=V(*cuentas[menos]), text_all=[menos])
    t22, t23 = (h.total(b.de(lambda x: x.medida == "tonelada", E(a))) for a in (2022, 2023))
    b.q("comparacion", "¿cuánto se alcanzó en total de toneladas en 2022 y en 2023, y cuál es la diferencia?", values=V(t22, t23, round(abs(t23 - t22), 6)))
    b.q("agregado", "unidades con todas sus acciones cumplidas en 2023", text_all=[u for u in cuentas if all(cu(x) for x in b.de(E(2023), U(u), acc))])


def _frescas_de_cortes(b: Pares) -> None:
    p = cortes(b)
    b.pares("comparacion", "metas de la 305 que en junio iban al 50% o menos y terminaron cumplidas", [(x, y) for x, y in p if x.unidad == "305" and x.pct is not None and x.pct <= 50 and cu(y)])
    b.pares("observacion", "¿Qué metas no traían observación en junio y terminaron incumplidas?", [(x, y) for x, y in p if sin_obs(x) and nc(y)])
    b.pares("comparacion", "¿Cuáles metas pasaron de estar atrasadas en junio a rebasarse al cierre?", [(x, y) for x, y in p if x.incumplida and y.estado == "rebasada"])
    unidades = sorted({x.unidad for x in b.de()})
    b.q("agregado", "¿Cuántas metas incumplidas por unidad hubo en junio y en diciembre de 2021?", values=V(*(len(b.de(U(u), nc, corte=c)) for u in unidades for c in (JUNIO, None))))


def _frescas_de_todo(b: Pares) -> None:
    anos = (2021, 2022, 2023)
    b.q("agregado", "porcentaje de metas con justificación cada año", b.de(obs), values=PC(*(h.proporcion(b.de(E(a)), obs) for a in anos)))
    unidades = sorted({(x.municipio, x.unidad) for x in b.de()})
    b.q("agregado", "¿Qué porcentaje de las metas de cada unidad quedó por debajo del 80 %?", values=PC(*(h.proporcion(b.de(muni(m), U(u)), pct(lambda x: x < 80)) for m, u in unidades)))
    mejores = {a: max((h.proporcion(b.de(E(a), U(u)), cu), u) for u in {x.unidad for x in b.de(E(a))}) for a in anos}
    b.q("agregado", "Indique para cada año la unidad con mayor porcentaje de cumplimiento", values=PC(*(v for v, _ in mejores.values())), text_all=[u for _, u in mejores.values()])
    b.q("causa", "¿cuál es la causa más frecuente de incumplimiento en cada municipio?", b.de(nc), text_all=[NOMBRES[_frecuente(b.de(m, nc))] for m in (PUERTO, VALLE)])


def _frecuente(hechos: Sequence[Hecho]) -> str:
    cuentas = {c: sum(c in x.causas for x in hechos) for c in sorted(_de(hechos))}
    return max(cuentas, key=lambda c: cuentas[c])
