"""What one part of a question leaves for the other to say: its opposite ("y cuántas no"), its other cut ("y al de
diciembre"), its other half of the year; and what every unit of a place has in common.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import (
    PC,
    Banco,
    E,
    U,
    V,
    acc,
    causa,
    cero,
    cien,
    color,
    cu,
    main,
    muni,
    nc,
    no,
    o,
    obs,
    pct,
    quiza,
    reb,
    sin_obs,
)
from bench.evaluacion.hechos import JUNIO, Condicion, Hecho
from bench.evaluacion.sobre_contrastes import S1, S2, bien, mal
from bench.evaluacion.sobre_periodos import _comunes
from bench.evaluacion.sobre_varios import Pares, anios, cortes, mejora


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    todo = Pares("c", "pa")
    for parte in (_las_otras, _dos_cortes, _de_todas_las_unidades, _de_oficios, _semestres, _cuotas, _de_cada_uno, _de_dos_sentidos):
        parte(todo)
    return todo.preguntas


def _ambas(b: Banco, question: str, una: Condicion, otra: Condicion, *resto: Condicion, **extra: Any) -> None:
    """A count of some goals and of the others: the rows are both's."""
    si, no_ = b.de(*resto, una), b.de(*resto, otra)
    b.q(extra.pop("kind", "conteo"), question, [x for x in b.de(*resto) if x in si or x in no_], values=V(len(si), len(no_)), **extra)


def _las_otras(b: Banco) -> None:
    _ambas(b, "¿Cuántas metas rebasaron lo programado y cuántas no?", reb, no(reb))
    _ambas(b, "¿Cuántas metas quedaron sin avance y cuántas no en 2023?", cero, no(cero), E(2023))
    _ambas(b, "Indique cuántas metas de Puerto Claro superaron el 80 % de avance y cuántas no", pct(lambda x: x > 80), pct(lambda x: x <= 80), muni("Puerto Claro"))
    _ambas(b, "¿Cuántas metas cumplieron en el primer trimestre y cuántas no?", bien("T1"), mal("T1"))
    _ambas(b, "¿cuantas quedaron en rojo y cuantas no en 2022?", color("rojo"), no(color("rojo")), E(2022), kind="estado")
    _ambas(b, "¿Cuántas metas incumplidas traen observación y cuántas no?", obs, sin_obs, nc, kind="observacion")
    _ambas(b, "¿Cuántas metas no traen observación y cuántas sí, en 2021?", sin_obs, obs, E(2021), kind="observacion")
    _ambas(b, "¿Cuántas metas se cumplieron exactamente al 100 % y cuántas no?", cien, no(cien))
    _ambas(b, "¿Cuántas metas son principales y cuántas no?", main, acc)
    _ambas(b, "¿Qué metas de la unidad 302 traen observación y cuáles no?", obs, sin_obs, U("302"), kind="observacion")
    becas = lambda x: "beca" in h.plegar(f"{x.descripcion} {x.medida} {x.observacion or ''}")  # noqa: E731
    _ambas(b, "¿Cuántas metas hablan de becas y cuántas no?", becas, no(becas), kind="contenido")
    del_covid = [b.de(nc, c("covid")) for c in (causa, quiza)]
    if del_covid[0] == del_covid[1]:
        b.q("causa", "De las metas no cumplidas, ¿cuántas fueron por COVID y cuántas no?", b.de(nc), values=V(len(del_covid[0]), len(b.de(nc)) - len(del_covid[0])))
    b.q("seguimiento", "¿y en 2022?", b.de(reb, E(2022)), history=["¿Cuántas metas rebasaron lo programado y cuántas no en 2023?"], values=V(len(b.de(reb, E(2022)))))


def _dos_cortes(b: Pares) -> None:
    k, par = "periodo", cortes(b)
    for texto in (
        "metas no cumplidas al corte de junio y al de diciembre",
        "¿Qué metas iban atrasadas al corte de junio de 2021 y al de diciembre?",
        "metas que no se cumplieron al corte de junio ni al de diciembre",
        "Relacione las metas incumplidas tanto al corte de junio como al de diciembre",
    ):
        b.pares(k, texto, par, lambda x, y: x.incumplida and y.incumplida)
    b.pares(k, "¿Qué metas iban al corriente al corte del 30 de junio y también al del 31 de diciembre?", par, lambda x, y: x.al_corriente and y.al_corriente)
    antes, despues = ([z for z in suyos if z.incumplida] for suyos in zip(*par, strict=True))
    b.q(k, "¿Cuántas metas estaban atrasadas al corte de junio y cuántas al de diciembre?", values=V(len(antes), len(despues)))
    suyas = [[z for z in lado if z.incumplida and z.unidad == "303"] for lado in zip(*par, strict=True)]
    b.q(k, "¿Cuántas metas de la unidad 303 llevaba incumplidas al corte de junio y cuántas al de diciembre?", values=V(*map(len, suyas)))
    b.lista(k, "¿Qué metas no se cumplieron al corte de junio?", nc, corte=JUNIO)


def _de_todas_las_unidades(b: Pares) -> None:
    def partes(*lugar: Condicion) -> list[list[h.Hecho]]:
        suyos = b.de(*lugar)
        return [[x for x in suyos if x.unidad == u] for u in sorted({x.unidad for x in suyos})]

    _comunes(b, "¿Qué causas tienen en común todas las unidades de Puerto Claro en 2021?", *partes(muni("Puerto Claro"), E(2021)))
    _comunes(b, "Indique las causas que comparten todas las unidades de Valle Sereno en 2022", *partes(muni("Valle Sereno"), E(2022)))
    _comunes(b, "¿Qué motivos son comunes a todas las áreas de Valle Sereno?", *partes(muni("Valle Sereno")))
    _comunes(b, "¿Hay alguna causa que aparezca en todas las unidades de Valle Sereno en 2023?", *partes(muni("Valle Sereno"), E(2023)))
    b.q("causa", "¿Qué causas se señalaron en 2022 en Valle Sereno?", b.de(E(2022)), text_any=["Clima"])
    b.q("catalogo", "¿Qué unidades de medida comparten todas las unidades de Puerto Claro?", [x for x in b.de(muni("Puerto Claro")) if all(x.medida in {y.medida for y in p} for p in partes(muni("Puerto Claro")))])


def _de_oficios(b: Pares) -> None:
    """As offices write: what is left out of a list, how far something stayed, what each of two years has."""
    x = b.una("3.1", U("303"))
    b.dato("¿Cuánto le faltó a la meta 3.1 de la unidad 303 en el primer semestre de 2021?", x, V(h.suma_de(x, "p", *S1) - h.suma_de(x, "a", *S1)), kind="trimestre")
    b.lista("estado", "Me piden el listado de metas que la unidad 1104 no cumplió de 2022 a 2023", U("1104"), nc)
    b.lista("estado", "Nos solicitan las metas de la unidad 302 que no se cumplieron, 2021 a 2023", U("302"), nc)
    b.causa("metas de Valle Sereno q no se cumplieron por falta de personal, todos los años", "personal", muni("Valle Sereno"), nc)
    b.sin_causa("Metas de 2022 que no se cumplieron, sin contar las que fallaron por el clima", "clima", E(2022), nc)
    b.sin_causa("metas incumplidas en 2021 excepto las que no se lograron por COVID", "covid", E(2021), nc)
    b.pares("comparacion", "Metas que se cumplieron en 2022 y se cayeron en 2023", [(x, y) for x, y in anios(b) if cu(x) and nc(y)])
    b.q("observacion", "Cite textualmente las observaciones de 2022 que mencionan la sequía", [x for x in b.de(E(2022)) if "sequia" in h.plegar(x.observacion or "")], quote=True)
    b.lista("umbral", "metas de Valle Sereno que se pasaron por más de 100 unidades de lo autorizado, 2022 a 2023", muni("Valle Sereno"), lambda x: x.absoluto is not None and x.anual is not None and x.absoluto - x.anual > 100)
    b.lista("umbral", "¿Qué metas de 2021 quedaron cortas por más de 1,000?", E(2021), nc, lambda x: x.brecha > 1000)
    medias = [[x.pct for x in b.de(U("1104"), E(a)) if x.pct is not None] for a in (2022, 2023)]
    b.q("agregado", "¿Cuál fue el promedio de avance de la unidad 1104 en 2022 y cuál en 2023?", b.de(U("1104"), E(2022, 2023)), values=PC(*(sum(m) / len(m) for m in medias)))
    b.lista("trimestre", "metas que no se cumplieron en 2023 pero alcanzaron lo programado en el cuarto trimestre", E(2023), nc, bien("T4"))
    b.causa("¿Qué metas fallaron en 2021 por COVID pero se recuperaron en el cuarto trimestre?", "covid", E(2021), nc, bien("T4"), kind="trimestre")
    b.causa("¿Cuántas metas dejaron de cumplirse por COVID en 2021?", "covid", E(2021), nc)
    dos = [b.una("1.1", U("1101"), E(a)) for a in (2022, 2023)]
    b.q("dato", "De la meta 1.1 de la unidad 1101, dígame cuánto se programó, cuánto se alcanzó y cuánto faltó en 2022 y en 2023", dos, values=V(*(v for x in dos for v in (x.anual, x.absoluto)), dos[0].brecha))
    b.fuera("¿cuántos carros rojos hay?")


def _logro(x: Hecho, *trimestres: str) -> float | None:
    """The share of what some quarters together had programmed; None where nothing was, or nothing is reported."""
    dados = [x.a[t] for t in trimestres if x.a.get(t) is not None]
    programado = h.suma_de(x, "p", *trimestres)
    return h.suma_de(x, "a", *trimestres) / programado if programado and dados and h.cerrado(x, trimestres[-1]) else None


def cambia(antes: tuple[str, ...], despues: tuple[str, ...], signo: int) -> Condicion:
    """Goals whose share rose (1) or fell (-1) from some quarters to others of the same year."""

    def condicion(x: Hecho) -> bool:
        a, d = _logro(x, *antes), _logro(x, *despues)
        return a is not None and d is not None and signo * (d - a) > 1e-9

    return condicion


def _semestres(b: Pares) -> None:
    k = "trimestre"
    mejora, empeora = (cambia(S1, S2, n) for n in (1, -1))
    b.lista(k, "¿Qué metas fallaron en el primer semestre de 2023 y mejoraron en el segundo?", E(2023), mal(*S1), mejora)
    b.lista(k, "metas que mejoraron del primer al segundo semestre de 2022", E(2022), mejora)
    b.lista(k, "metas de la unidad 1104 que mejoraron en el segundo semestre", U("1104"), mejora)
    b.cuenta("¿Cuántas metas empeoraron del primer semestre al segundo?", empeora, kind=k)
    b.lista(k, "¿Qué metas cumplieron en el primer semestre y empeoraron en el segundo?", bien(*S1), empeora)
    b.lista(k, "Indique las metas no cumplidas en 2022 que mejoraron en el segundo semestre", E(2022), nc, mejora)
    b.lista(k, "metas que mejoraron en el segundo semestre de 2023 respecto al primero pero no alcanzaron lo programado", E(2023), mejora, mal(*S2))
    b.lista(k, "¿Qué metas dejaron de cumplirse del primer al segundo semestre de 2022?", E(2022), bien(*S1), mal(*S2))
    b.lista(k, "¿Qué metas mejoraron del primer al tercer trimestre?", cambia(("T1",), ("T3",), 1))
    b.q("ambigua", "¿Qué unidades mejoraron en el segundo semestre de 2023?", status="clarify")
    b.q("ambigua", "¿Qué metas mejoraron del primer semestre de 2022 al primer semestre de 2023?", status="clarify")
    b.pares("comparacion", "¿Qué metas cumplieron en el tercer trimestre de 2022 y no en el tercer trimestre de 2023?", [(x, y) for x, y in anios(b) if bien("T3")(x) and mal("T3")(y)])
    for texto, condicion, *donde in (
        ("¿Cuántas metas cumplieron en el primer semestre y cuántas en el segundo?", bien),
        ("¿Cuántas metas de Puerto Claro alcanzaron lo programado en el primer semestre y cuántas en el segundo?", bien, muni("Puerto Claro")),
        ("¿Cuántas metas fallaron en cada semestre de 2022?", mal, E(2022)),
    ):
        partes = [b.de(*donde, condicion(*s)) for s in (S1, S2)]
        b.q("conteo", texto, [x for x in b.de(*donde) if any(x in p for p in partes)], values=V(*map(len, partes)))
    partes = [b.de(E(2022), bien(*S1)), b.de(E(2023), bien(*S2))]
    b.q("conteo", "¿Cuántas metas cumplieron en el primer semestre de 2022 y cuántas en el segundo de 2023?", [x for p in partes for x in p], values=V(*map(len, partes)))
    partes = [b.de(bien("T1")), b.de(mal("T4"))]
    b.q("conteo", "¿Cuántas metas se cumplieron en el T1 y cuántas no se cumplieron en el T4?", [x for x in b.de() if any(x in p for p in partes)], values=V(*map(len, partes)))
    cortas = [len(b.de(E(2022), U("1101"), mal(*s))) for s in (S1, S2)]
    b.q(k, "Compara el primer y el segundo semestre de 2022 en la unidad 1101", b.de(E(2022), U("1101")), values=V(*cortas))
    x = b.una("1.1", U("1101"), E(2022))
    b.dato("avance por semestre de la meta 1.1 de la unidad 1101 en 2022", x, V(h.suma_de(x, "a", *S1), h.suma_de(x, "a", *S2)), kind=k)


def _cuotas(b: Pares) -> None:
    """Places by how many of their goals are so, main goals by how many of their actions."""

    def unidades(texto: str, asi: Condicion, prueba: Callable[[int, int], bool], *donde: Condicion, por: str = "unidad") -> None:
        todos = b.de(*donde)
        lugares = sorted({getattr(x, por) for x in todos})
        partes = {u: ([x for x in todos if getattr(x, por) == u and asi(x)], [x for x in todos if getattr(x, por) == u]) for u in lugares}
        buenas = {u: p for u, p in partes.items() if prueba(len(p[0]), len(p[1]))}
        b.q("agregado", texto, [x for u in buenas for x in buenas[u][0]], values=V(*(len(p[0]) for p in buenas.values())), text_all=list(map(str, buenas)))

    unidades("¿Qué unidades cumplieron menos de la mitad de sus metas en 2022?", cu, lambda n, m: 2 * n < m, E(2022))
    unidades("¿Qué unidades cumplieron más del 60 % de sus metas en 2023?", cu, lambda n, m: n > 0.6 * m, E(2023))
    unidades("unidades que incumplieron la mayoría de sus metas en 2022", nc, lambda n, m: 2 * n > m, E(2022))
    unidades("¿Qué unidades incumplieron más de tres metas en 2023?", nc, lambda n, m: n > 3, E(2023))
    unidades("¿Qué unidades tuvieron al menos 4 metas sin cumplir en 2022?", nc, lambda n, m: n >= 4, E(2022))
    unidades("¿Qué programas cumplieron al menos la mitad de sus metas en 2023?", cu, lambda n, m: 2 * n >= m, E(2023), por="programa")
    unidades("¿En qué años se cumplió menos de la mitad de las metas?", cu, lambda n, m: 2 * n < m, por="ejercicio")
    for texto, asi, menos in (
        ("¿Qué unidades cumplieron menos de la mitad de sus metas en todos los años?", cu, True),
        ("¿Qué programas incumplieron menos del 60 % de sus metas en todos los años?", nc, False),
    ):
        campo, parte = ("unidad", 0.5) if menos else ("programa", 0.6)
        anos: dict[str, dict[int, tuple[int, int]]] = {}
        for x in b.de():
            n, m = anos.setdefault(getattr(x, campo), {}).get(x.ejercicio, (0, 0))
            anos[getattr(x, campo)][x.ejercicio] = (n + asi(x), m + 1)
        buenas = {u for u, p in anos.items() if len(p) > 1 and all(n < parte * m for n, m in p.values())}
        b.q("agregado", texto, [x for x in b.de() if getattr(x, campo) in buenas and asi(x)], text_all=sorted(buenas))

    def acciones(x: Hecho, asi: Condicion) -> tuple[int, int]:
        suyas = [y for y in b.de() if y.informe == x.informe and y.unidad == x.unidad and y.padre == x.meta]
        return sum(map(asi, suyas)), len(suyas)

    def mayoria(asi: Condicion) -> Condicion:
        return lambda x: x.principal and 2 * acciones(x, asi)[0] > acciones(x, asi)[1]

    b.lista("combinada", "metas principales cumplidas aunque la mayoría de sus acciones no", cu, mayoria(nc))
    b.cuenta("¿Cuántas metas principales se cumplieron a pesar de que la mayor parte de sus acciones no?", cu, mayoria(nc))
    b.lista("combinada", "metas principales no cumplidas aunque la mayoría de sus acciones sí", nc, mayoria(cu))
    b.lista("combinada", "¿Qué metas principales tienen más de la mitad de sus acciones incumplidas en 2022?", E(2022), mayoria(nc))
    b.lista("combinada", "metas principales con al menos 3 acciones incumplidas en 2022", E(2022), lambda x: x.principal and acciones(x, nc)[0] >= 3)
    b.lista("umbral", "metas que cumplieron más del 80 % en 2022", E(2022), pct(lambda x: x > 80))
    b.lista("umbral", "¿Qué metas se lograron en menos de la mitad?", pct(lambda x: x < 50))


def _de_cada_uno(b: Pares) -> None:
    """What comes first in each of two years; both semesters; what none has; where more were so."""
    for que, campo in (("unidad", "unidad"), ("programa", "programa")):
        cuentas = {a: {u: len([x for x in b.de(E(a), nc) if getattr(x, campo) == u]) for u in {getattr(x, campo) for x in b.de(E(a))}} for a in (2022, 2023)}
        primeros = {a: [u for u, n in c.items() if n == max(c.values())] for a, c in cuentas.items()}
        b.q("agregado", f"¿Qué {que} tuvo más metas incumplidas en 2022 y cuál en 2023?", b.de(E(2022, 2023), nc), values=V(*(max(c.values()) for c in cuentas.values())), text_all=sorted({u for p in primeros.values() for u in p}))
    peores = [min(b.de(E(a), pct(lambda p: True)), key=lambda x: x.pct or 0) for a in (2022, 2023)]
    b.q("orden", "¿Cuál fue la meta con menor avance en 2022 y cuál en 2023?", peores, values=V(*(x.absoluto for x in peores)))
    b.lista("trimestre", "¿Qué metas cumplieron en los dos semestres de 2022?", E(2022), bien(*S1), bien(*S2))
    b.lista("trimestre", "metas de Puerto Claro que no alcanzaron lo programado en ninguno de los dos semestres", muni("Puerto Claro"), mal(*S1), mal(*S2))
    cumplieron = [len(b.de(E(2022), bien(*s))) for s in (S1, S2)]
    b.q("trimestre", "¿En cuál de los dos semestres de 2022 se cumplieron más metas?", b.de(E(2022), o(bien(*S1), bien(*S2))), values=V(*cumplieron))
    sin_rebasar = sorted({x.unidad for x in b.de(E(2022))} - {x.unidad for x in b.de(E(2022), reb)})
    b.q("agregado", "¿Qué unidades no tuvieron ninguna meta rebasada en 2022?", [], text_any=sin_rebasar or ["Ninguna"])
    sin_lineas = sorted({k for x in b.de(E(2021)) for k in x.lineas} - {k for x in b.de(E(2021), cu) for k in x.lineas})
    b.q("agregado", "¿Qué líneas de acción no tuvieron ninguna meta cumplida en 2021?", text_all=[k for k in sin_lineas if "." in k])
    b.q("umbral", "¿Cuántas metas se quedaron abajo del 70 % en 2022 y cuántas en 2023?", b.de(E(2022, 2023), pct(lambda x: x < 70)), values=V(*(len(b.de(E(a), pct(lambda x: x < 70))) for a in (2022, 2023))))


def _de_dos_sentidos(b: Pares) -> None:
    """Both ways in one question, both quantities, more here than there, goals whose annual goal another year keeps or cuts."""
    p = anios(b)
    mejores, peores = [par for par in p if mejora(*par)], [par for par in p if mejora(par[1], par[0])]
    todos = [z for par in (*mejores, *peores) for z in par]
    b.q("comparacion", "¿Cuántas metas mejoraron de 2022 a 2023 y cuántas empeoraron?", todas=[y for _, y in (*mejores, *peores)], entre=todos, values=V(len(mejores), len(peores)))
    suyas = [par for par in (*mejores, *peores) if par[0].unidad == "1104"]
    b.q("comparacion", "¿Qué metas de la unidad 1104 mejoraron de 2022 a 2023 y cuáles empeoraron?", todas=[y for _, y in suyas], entre=[z for par in suyas for z in par])
    asesorias = b.de(lambda x: x.medida == "tonelada")
    sumas = [v for a in (2022, 2023) for v in (sum(x.anual or 0 for x in asesorias if x.ejercicio == a), h.total([x for x in asesorias if x.ejercicio == a]))]
    b.q("agregado", "¿Cuántas toneladas se programaron y cuántas se alcanzaron en cada año?", values=V(*(round(v, 6) for v in sumas)))
    b.cuenta("¿A cuántas metas les faltó menos de 5 unidades para cumplirse en 2022?", E(2022), lambda x: x.absoluto is not None and 0 < x.brecha < 5, kind="umbral")
    b.lista("trimestre", "¿Cuáles metas tuvieron un avance mayor en el primer semestre que en el segundo de 2022?", E(2022), cambia(S1, S2, -1))
    b.lista("trimestre", "metas de 2023 con mejor avance en el cuarto trimestre que en el primero", E(2023), cambia(("T1",), ("T4",), 1))
    b.pares("comparacion", "¿Cuáles metas redujeron su programación anual en 2023?", [(x, y) for x, y in p if x.medida == y.medida and (y.anual or 0) < (x.anual or 0)])
    b.pares("comparacion", "¿Qué metas conservaron la misma meta anual de 2022 a 2023?", [(x, y) for x, y in p if x.medida == y.medida and x.anual == y.anual])
