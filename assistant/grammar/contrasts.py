"""Thresholds, causes and observations that a question asks of each of several periods, as it asks states of them.

"Por debajo del 50 % tanto en 2022 como en 2023", "por falta de presupuesto en los dos años", "sin justificación en 2022
pero con ella en 2023": each condition is of the period that it stands by, or of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.grammar.mentions import Mencion, en_todos
from assistant.grammar.opposites import CONTRARIO
from assistant.grammar.relations import CONJUGADO, distancia, eco_de, ni_de_periodos
from assistant.grammar.slots import Dicho, Huecos
from assistant.lexicon import NEXOS_DE_CLAUSULA
from assistant.plan import ConCausa, Condicion, ConObservacion, ConSemaforo, Periodo, Relacion, Umbral
from assistant.spans import Cobertura

_CONDICIONES = (ConCausa, ConObservacion, Umbral)


def contraste(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], periodos: Sequence[Periodo]) -> Relacion | None:
    """What is asked of one period and is another in the other: "traen observación en junio y no en diciembre"."""
    clases = tuple(h.clases)
    if len(periodos) != 2 or not h.dichos or len(clases) > 1 or c.hay("cambio", "misma_causa", "compara", "cuenta", "rango"):
        return None
    lados = _por_lado(c, h.dichos, dichas, periodos)
    if lados is None or (_enumerados(c, dichas) and not any(eco_de(c, m) for m in dichas)):
        return None
    if not all(lados) and len(de_clase := c.de("clase")) == 1 and clases and _lado(c, de_clase[0].ini, de_clase[0].fin, dichas, periodos) != (0 if lados[0] else 1):
        # "Por debajo del 80 % en 2022 y rebasadas en 2023": a state on the other side.
        despues = bool(lados[0])
        return Relacion(clase_antes=None if despues else clases[0], clase_despues=clases[0] if despues else None, filtros=(tuple(lados[0]), tuple(lados[1])))
    if not all(lados):
        # "… en 2022 y en 2023 sí": the other side says only whether it is so there too.
        vacio = 0 if not lados[0] else 1
        eco = next((e for m in dichas if m.periodo == periodos[vacio] and (e := eco_de(c, m)) is not None), None)
        if eco is None or clases:
            return None
        otro = [_segun(f, eco) for f in lados[1 - vacio]]
        if any(f is None for f in otro) or (len(otro) > 1 and eco in ("si", "no")):
            return None
        lados[vacio] = [f for f in otro if f is not None]
    clase = clases[0] if clases else None
    return Relacion(clase_antes=clase, clase_despues=clase, filtros=(tuple(lados[0]), tuple(lados[1])))


def repartida(c: Cobertura, h: Huecos, relacion: Relacion | None, dichas: Sequence[Mencion], periodos: Sequence[Periodo]) -> Relacion | None:
    """A relation with the conditions of its periods; one of the conditions alone, where they are asked of all periods."""
    if not h.dichos or (relacion is not None and (relacion.sentido or relacion.presencia or relacion.misma_causa or relacion.metrica or relacion.filtros)):
        return relacion
    todas = tuple(dict.fromkeys(f for _, _, f in h.dichos))
    if relacion is None:
        if not _de_todos(c) or len(periodos) < 2 or c.hay("clase", "compara", "tendencia", "puntos", "rango", "cambio", "medida"):
            return None
        todos = en_todos(c)
        if todos is not None and not any(isinstance(f, Umbral) or CONJUGADO.fullmatch(t.norma) for f in todas for t in c.tokens):
            return None  # "por el clima, en todos los años" looks for them in any
        return Relacion(siempre=todos is not None, filtros=(todas,))
    if relacion.siempre or (relacion.clase_antes and relacion.clase_antes == relacion.clase_despues and not relacion.clases):
        sueltos = [m for m in dichas if len(dichas) == 1 and _pegado(h.dichos, m)]
        if sueltos and len(periodos) == 2:
            return relacion.model_copy(update={"filtros": tuple(todas if p == sueltos[0].periodo else () for p in periodos)})
        return relacion.model_copy(update={"filtros": (todas,)})
    lados = _por_lado(c, h.dichos, dichas, periodos) if len(periodos) == 2 else None
    return relacion.model_copy(update={"filtros": (tuple(lados[0]), tuple(lados[1]))}) if lados is not None else relacion


def quitar(h: Huecos) -> None:
    """The conditions are the relation's: none is left as a filter of the rows."""
    h.filtros = [f for f in h.filtros if not isinstance(f, _CONDICIONES)]


def _de_todos(c: Cobertura) -> bool:
    """Whether something is said of every one of the periods: "tanto … como", "ni … ni", "en los dos años"."""
    normas = [t.norma for t in c.tokens]
    if any(n.startswith(("mantuv", "mantien", "permanec")) for n in normas) or ("tanto" in normas and "como" in normas) or ni_de_periodos(c):
        return True
    # "… en cualquiera de los años" looks for them in any.
    return c.hay("varios") and not c.hay("cualquiera")


def _por_lado(c: Cobertura, dichos: Sequence[Dicho], dichas: Sequence[Mencion], periodos: Sequence[Periodo]) -> list[list[Condicion]] | None:
    """The conditions of each of two periods, by where they stand; None unless both are named, apart from each other."""
    propias = [m for m in dichas if m.periodo in periodos]
    if len({m.periodo for m in propias}) != 2 or len({m.ini for m in propias}) < 2:
        return None
    lados: list[list[Condicion]] = [[], []]
    for ini, fin, f in dichos:
        if f not in (lado := lados[_lado(c, ini, fin, propias, periodos)]):
            lado.append(f)
    return lados


def _enumerados(c: Cobertura, dichas: Sequence[Mencion]) -> bool:
    """ "De 2022 y 2023": two periods named together, of which all the rest is said."""
    a, d = dichas[0], dichas[-1]
    return not any(s.ini == d.ini for s in c.de("cierre", "total_general")) and {t.norma for t in c.tokens[a.fin : d.ini]} <= {"y", "e", "de", "del", "en", "el", "o"}


#: A condition is rather of a period on its own side of a conjunction.
_OTRA_CLAUSULA = 3


def _lado(c: Cobertura, ini: int, fin: int, dichas: Sequence[Mencion], periodos: Sequence[Periodo]) -> int:
    def lejos(m: Mencion) -> float:
        entre = c.tokens[fin : m.ini] if m.ini >= fin else c.tokens[m.fin : ini]
        return distancia(ini, fin, m) + _OTRA_CLAUSULA * any(t.norma in NEXOS_DE_CLAUSULA for t in entre)

    return periodos.index(min((m for m in dichas if m.periodo in periodos), key=lejos).periodo)


def _pegado(dichos: Sequence[Dicho], m: Mencion) -> bool:
    return any(0 <= m.ini - fin <= 1 for _, fin, _ in dichos)


def _segun(f: Condicion, eco: str) -> Condicion | None:
    """What a bare "sí", "no", "también" or "tampoco" says of a condition elsewhere; None where it can't be told."""
    if eco in ("tambien", "tampoco"):
        return f
    if isinstance(f, ConObservacion):
        return ConObservacion(presente=eco == "si")
    if isinstance(f, ConCausa):
        return f.model_copy(update={"negado": eco == "no"})
    if isinstance(f, ConSemaforo) or eco == "si" or f.comparador not in CONTRARIO:
        return None
    return f.model_copy(update={"comparador": CONTRARIO[f.comparador]})


__all__ = ["contraste", "quitar", "repartida"]
