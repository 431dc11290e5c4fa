"""Quarters or semesters of one year set against each other: "cumplieron en el primer semestre pero fallaron en el segundo".

Each clause of the question has its own state and its own part of the year. They are conditions on one same row, which
prints all of its quarters, so that every loaded year can be asked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from assistant.grammar.heads import cabeza_de, dimensiones_de
from assistant.grammar.mentions import Informe, Mencion, de_trimestres, mismo_trimestre
from assistant.grammar.relations import TRAS_EL_CAMBIO, estados_dichos, segun_eco, verbo_de_cambio
from assistant.grammar.slots import Huecos
from assistant.lexicon import NEXOS_DE_CLAUSULA
from assistant.plan import CLASE_A_TRIMESTRE, Clase, ConClase, ConTrimestre, Dimension
from assistant.spans import Cobertura, Span
from index.poa import TRIMESTRES, Trimestre

#: Questions that tell quarters side by side, or one goal's, and set no condition on each.
_DE_OTRO_MODO = ("compara", "tendencia", "meta", "medida", "promedio", "suma", "rango", "audita", "quien", "corte", "modo_trimestre")
_LUGARES = ("municipio", "ejercicio", "ramo", "programa", "unidad", "linea")


def recuperadas_en_un_trimestre(c: Cobertura) -> None:
    """ "Fallaron en 2021 pero se recuperaron en el cuarto trimestre": beside a state of the year, the only quarter that is
    named has a state of its own, and is not held against the one before it."""
    trimestres, cambios, clases = c.de("trimestre"), [s for s in c.de("cambio") if s.valor in TRAS_EL_CAMBIO], c.de("clase")
    if len(trimestres) != 1 or len(cambios) != 1 or len(c.de("cambio")) != 1 or len(clases) != 1 or c.hay("dos_trimestres", "meta"):
        return
    suyo, cambio, del_ano = trimestres[0], cambios[0], clases[0]
    nexos = {t.norma for t in c.tokens[del_ano.fin : cambio.ini]} & NEXOS_DE_CLAUSULA
    propio = any(s.tipo in ("ano", "causa") and del_ano.fin <= s.ini < cambio.ini for s in c.spans)
    if nexos and propio and del_ano.fin <= cambio.ini and 0 <= suyo.ini - cambio.fin <= 1:
        c.spans[c.spans.index(cambio)] = replace(cambio, tipo="clase", valor=TRAS_EL_CAMBIO[cambio.valor])


@dataclass(slots=True)
class _Clausula:
    """A part of the question between two conjunctions: the parts of the year that it names, and what it says of them."""

    partes: list[tuple[Trimestre, ...]]
    clase: Clase | None = None


def entre_trimestres(c: Cobertura, h: Huecos) -> bool:
    """Fill in a condition for each part of the year, where the question asks one of each."""
    dichos = c.de("trimestre", "dos_trimestres")
    if len(dichos) < 2 or len(c.de("cuenta")) > 1 or c.hay(*_DE_OTRO_MODO) or h.corte or {"o", "u"} & {t.norma for t in c.tokens}:
        return False
    clausulas = _clausulas(c, dichos)
    usados = [t for k in clausulas for p in k.partes for t in p]
    estados = {k.clase for k in clausulas}
    # Single quarters of one state are one condition on each of them; semesters are summed, and have one each.
    enteras = all(len(p) == 1 for k in clausulas for p in k.partes)
    otro_cambio = any(v not in TRAS_EL_CAMBIO for v in c.valores("cambio"))  # "mejoraron" is no state
    # "Dejaron de cumplirse del primero al segundo": what a change says of both parts is not one state of each.
    otro_cambio = otro_cambio or (len(clausulas) == 1 and bool({"dejo", "empezo", "se_atraso"} & set(c.valores("cambio"))))
    if otro_cambio or None in estados or (len(estados) < 2 and enteras) or len(set(usados)) != len(usados):
        return False
    h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
    for k in clausulas:
        clase = CLASE_A_TRIMESTRE[cast(Clase, k.clase)]
        sueltos = tuple(t for t in TRIMESTRES if (t,) in k.partes)
        if sueltos:
            h.filtros.append(ConTrimestre(trimestres=sueltos, clase=clase, modo="todos" if len(sueltos) > 1 else "suma"))
        h.filtros += [ConTrimestre(trimestres=p, clase=clase) for p in k.partes if len(p) > 1]
    h.trimestres = tuple(t for t in TRIMESTRES if t in usados)
    h.clases, h.fijo = [], True
    cabeza = cabeza_de(c)
    h.agrupar = dimensiones_de(c)[:1] or ((cast(Dimension, cabeza.valor),) if cabeza.tipo == "dim" and cabeza.valor in _LUGARES else ())
    contada = c.hay("cuenta") or bool(h.agrupar)
    h.intent, h.metrica = ("count", "metas") if contada else ("explain" if c.hay("explica") else "quote" if c.hay("cita") else "list", None)
    return True


def _partes(s: Span) -> list[tuple[Trimestre, ...]]:
    valor = cast("tuple[Trimestre, ...]", s.valor)
    return [(t,) for t in valor] if s.tipo == "dos_trimestres" else [valor]


def _clausulas(c: Cobertura, dichos: list[Span]) -> list[_Clausula]:
    """The clauses that name a part of the year; one that says nothing of it goes with the clause before."""
    # "Fallaron en el cuarto trimestre las metas que cumplieron en el primero": a noun begins a clause too.
    fines = sorted({i for i, t in enumerate(c.tokens) if t.norma in NEXOS_DE_CLAUSULA and not any(s.ini < i < s.fin for s in c.spans)} | {s.ini for s in c.de("nombre", "nivel") if s.ini > dichos[0].ini})
    salida: list[_Clausula] = []
    for ini, fin in pairwise([0, *fines, len(c.tokens)]):
        suyos = [s for s in dichos if ini <= s.ini < fin]
        clase = _clase(c, ini, fin, salida[-1].clase if salida else None)
        if not suyos and clase is not None and salida and salida[-1].clase is None:
            salida[-1].clase = clase  # "en el primero y en el segundo fallaron"
        if not suyos:
            continue
        partes = [p for s in suyos for p in _partes(s)]
        if clase is None and salida:
            salida[-1].partes += partes
        else:
            salida.append(_Clausula(partes, clase))
    return salida


def _clase(c: Cobertura, ini: int, fin: int, previa: Clase | None) -> Clase | None:
    """The state that a clause says; a bare "sí" or "no" repeats the one before, or turns it into its opposite."""
    dichas = [clase for s, clase in estados_dichos(c) if ini <= s.ini < fin]
    if dichas:
        return dichas[0] if len(set(dichas)) == 1 else None
    eco = next((t.norma for t in c.tokens[ini:fin] if t.norma in ("si", "no", "tambien", "tampoco")), None)
    return segun_eco(previa, eco) if previa is not None and eco is not None else None


def con_trimestres(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe], hereda: bool = False) -> list[Mencion]:
    """Quarters as periods, where the question says what changed from one to the other."""
    relacionadas = {"mejor", "avanzo", "peor", "igual", "dejo", "empezo", "siguen", "se_atraso", "situacion"} & set(c.valores("cambio"))
    que_cambio = "cambio" in c.valores("cambio") and not c.hay("meta", "medida", "metrica", "clase", "compara")
    apartes = mismo_trimestre(c) and not c.hay("cuenta", "compara", "tendencia")
    if any(m.periodo.corte for m in dichas) or not (relacionadas or que_cambio or hereda or apartes or _en_intervalo_de_trimestres(c)):
        return list(dichas)
    return de_trimestres(c, informes) or list(dichas)


def _en_intervalo_de_trimestres(c: Cobertura) -> bool:
    """ "Se atrasaron del segundo al tercer trimestre", "atrasadas en el primero y cumplidas en el cuarto"."""
    return c.hay("dos_trimestres") and verbo_de_cambio(c) is not None


__all__ = ["con_trimestres", "entre_trimestres", "recuperadas_en_un_trimestre"]
