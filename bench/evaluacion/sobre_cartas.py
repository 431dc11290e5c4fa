"""Letters with who asks and how they take leave; causes that are denied beside several years, or told by a noun before the other;
what was at a cut and what at the year's end, each counted by itself; what each report said; the mean that ranks places."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, Banco, E, M, U, V, causa, cu, meta, muni, nc, no, quiza, reb, sin_obs
from bench.evaluacion.hechos import JUNIO, Hecho
from bench.evaluacion.sobre_varios import Pares, cortes

PUERTO, VALLE = muni("Puerto Claro"), muni("Valle Sereno")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, todo, cortes_ = Banco("e", "ka"), Banco("c", "kt"), Pares("d", "kc")
    _cartas(anios)
    _negadas(anios)
    _unas_u_otras(anios)
    _promedios(anios)
    _anos_sueltos(anios)
    _de_cada_municipio(todo)
    _de_cada_corte(cortes_)
    return [*anios.preguntas, *todo.preguntas, *cortes_.preguntas]


def _cartas(b: Banco) -> None:
    k = "estado"
    ecologia = b.de(E(2023), U("1104"), nc)
    for texto in (
        "A quien corresponda: por medio de la presente solicito la relación de metas no cumplidas de la dirección de ecología durante el ejercicio 2023.",
        "Por este conducto me permito solicitarle las metas incumplidas de ecología en 2023. Sin más por el momento, quedo atento a su respuesta.",
        "En ejercicio de mi derecho de acceso a la información solicito las metas no cumplidas de la dirección de ecología en 2023",
        "Soy reportero de El Eco de la Sierra, ¿qué metas no cumplió la dirección de ecología en 2023?",
        "Somos vecinos de la colonia Los Álamos y la ribera, ¿qué metas incumplió ecología en 2023?",
        "A través de este medio, ¿qué metas de la dirección de ecología quedaron sin cumplir en 2023? Saludos cordiales",
    ):
        b.q(k, texto, ecologia)


def _negadas(b: Banco) -> None:
    for texto in ("Metas no cumplidas en 2022 y 2023 cuya causa no haya sido el clima.", "metas incumplidas de 2022 y 2023, cuyo motivo no fuera el clima"):
        b.sin_causa(texto, "clima", nc)
    ambas = ("clima", "presupuesto")
    seguras, todas = b.de(nc, no(quiza(*ambas))), b.de(nc, no(causa(*ambas)))
    for texto in ("las incumplidas 2022 y 2023 que no fueron ni por clima ni por presupuesto", "¿Qué metas no cumplidas de 2022 y 2023 no se debieron ni al clima ni a la falta de presupuesto?"):
        b.q("causa", texto, todas=seguras, entre=todas)
    # A noun before the other cause is of the causes too.
    b.causa("incumplidas por vehículos o equipo descompuesto, 2022 a 2023", "equipo", nc)
    b.causa("metas que no se cumplieron x camiones o maquinaria descompuesta en 2023", "equipo", nc, E(2023))


def _unas_u_otras(b: Banco) -> None:
    """Either of two words, or of two causes."""
    def dice(x: Hecho, *palabras: str) -> bool:
        return any(p in h.plegar(x.observacion or "") for p in palabras)

    k = "observacion"
    b.q(k, "¿Qué observaciones hablan de la sequía o de las heladas?", b.de(lambda x: dice(x, "sequia", "helada")), quote=True)
    ambas = ("clima", "presupuesto")
    for texto in ("¿Qué observaciones mencionan la falta de presupuesto o las lluvias?", "observaciones que hablan de lluvias o falta de presupuesto"):
        b.q(k, texto, todas=b.de(lambda x: bool(x.causas & set(ambas))), entre=b.de(lambda x: bool((x.causas | x.posibles) & set(ambas))), quote=True)
    camiones = b.de(lambda x: dice(x, "camion", "helada"))
    b.q(k, "observaciones que mencionen camiones o heladas", camiones, quote=bool(camiones))


def _promedios(b: Banco) -> None:
    k = "orden"
    unidades = dict.fromkeys(x.unidad for x in b.de(E(2022)))
    medias = {u: h.promedio(b.de(E(2022), U(u))) for u in unidades}
    mejor, peor = max(medias, key=lambda u: medias[u]), min(medias, key=lambda u: medias[u])
    for texto, u in (("¿Qué unidad tuvo el avance promedio más alto en 2022 y de cuánto fue?", mejor), ("¿Cuál fue la unidad con mayor promedio de avance en 2022?", mejor), ("unidad con el promedio de cumplimiento más bajo en 2022", peor), ("¿Qué dirección tuvo peor avance promedio en 2022?", peor)):
        b.q(k, texto, entre=b.de(E(2022)), values=PC(medias[u]), text_any=[u])


def _anos_sueltos(b: Banco) -> None:
    baches = b.de(meta("1.3"), U("1105"))
    for texto in ("cómo ha ido el bacheo de calles año con año, 2022 2023", "el bacheo de las calles año con año 2022 y 2023"):
        b.q("comparacion", texto, entre=baches, values=V(*(x.absoluto for x in baches)))
    (x,) = b.de(E(2022), M("luminaria"))
    (y,) = b.de(E(2023), M("luminaria"))
    falto = (y.p["T3"] or 0) - (y.a["T3"] or 0)
    b.q("trimestre", "En el tercer trimestre de 2023, ¿cuántas luminarias faltaron y qué porcentaje de lo programado representan?", [y], values=[*V(falto), *PC(100 * falto / (y.p["T3"] or 1))])
    b.q("dato", "¿cuántas luminarias faltaron en 2023 para llegar a la meta y a qué porcentaje de ella equivale?", entre=[y], values=[*V(y.brecha), *PC(100 * y.brecha / (y.anual or 1))])
    b.q("dato", "¿Cuántas luminarias se repararon en 2022?", [x], values=V(x.absoluto))
    siempre = [z for z in b.de(E(2023), nc) if any(w.descripcion == z.descripcion and w.unidad == z.unidad for w in b.de(E(2022), nc))]
    b.q("comparacion", "¿Qué metas incumplió Valle Sereno todos los años, 2022 y 2023?", todas=siempre, entre=[*siempre, *b.de(E(2022), nc)])


def _de_cada_municipio(b: Banco) -> None:
    k = "comparacion"
    for texto, estado in (("¿Qué metas fallaron en los dos municipios a la vez?", nc), ("metas rebasadas en ambos municipios al mismo tiempo", reb), ("¿Qué metas cumplidas coinciden en Puerto Claro y Valle Sereno?", cu)):
        iguales = {x.descripcion for x in b.de(PUERTO, estado)} & {x.descripcion for x in b.de(VALLE, estado)}
        b.q(k, texto, [x for x in b.de(estado) if x.descripcion in iguales])
    for texto, condicion in (
        ("Comparar número de metas rebasadas: Puerto Claro contra Valle Sereno", reb),
        ("compara las metas sin observación de Puerto Claro y Valle Sereno", sin_obs),
        ("compare las metas incumplidas sin observación en cada municipio", lambda x: nc(x) and not x.observacion),
        ("compara cuántas metas superaron el 110 % entre Puerto Claro y Valle Sereno", lambda x: x.pct is not None and x.pct > 110),
    ):
        suyas = [len(b.de(muni_, condicion)) for muni_ in (PUERTO, VALLE)]
        b.q(k, texto, entre=b.de(), values=V(*suyas))
    b.q("ambigua", "¿y la otra cómo quedó?", status="clarify")
    b.q("ambigua", "¿y las demás cómo van?", status="clarify")


def _de_cada_corte(b: Pares) -> None:
    k, p = "periodo", cortes(b)
    abajo, sin = b.de(nc, corte=JUNIO), b.de(nc)
    for texto in ("¿Cuántas metas iban por debajo de lo programado en el corte de junio de 2021 y cuántas quedaron sin cumplirse al cierre de ese año?", "¿Cuántas metas iban atrasadas al corte de junio de 2021 y cuántas no se cumplieron al cierre?"):
        b.q(k, texto, values=V(len(abajo), len(sin)))
    for texto in ("¿Qué metas iban atrasadas al 30 de junio de 2021 y aun así se cumplieron al cierre del año?", "metas que al corte de junio de 2021 iban por debajo de lo programado y que se cumplieron al final del año"):
        b.pares("comparacion", texto, p, lambda x, y: x.incumplida and y.cumplida)
    x, y = b.una("6.2", corte=JUNIO), b.una("6.2")
    for texto in ("¿Qué decía la observación de la meta 6.2 en el corte de junio de 2021 y qué dice la del cierre?", "¿Qué dijo la observación de la meta 6.2 en junio y qué dijo en diciembre de 2021?"):
        b.q("observacion", texto, todas=[x, y], entre=[x, y], quote=True, text_all=[t[:40] for t in (x.observacion, y.observacion) if t])
