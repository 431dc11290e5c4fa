"""Two places, each with a time of its own, in one question: "¿cuántas becas entregó A en 2023 y cuántas B en 2024?".

What is asked of the first is asked of the second, in its own time. One plan would ask both times of both places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.grammar.recounts import sin_su_nexo
from assistant.spans import Cobertura, Span

_LUGARES, _TIEMPOS = ("municipio", "unidad", "programa", "ramo"), ("ano", "trimestre", "meses", "dos_trimestres", "corte", "hasta_mes", "mes")
#: What parts one side of a comparison from the other.
_CONTRA = frozenset("con contra vs versus que y frente respecto".split())
_DE_NADA = frozenset("y e con contra vs versus que frente respecto a al de del la el las los lo en cuantas cuantos cuanta cuanto menos mas".split())
#: What says that two things are compared, and nothing of either.
_COMPARAN = ("compara",)


@dataclass(frozen=True, slots=True)
class Par:
    """The question of each place; whether one is held against the other."""

    preguntas: tuple[str, str]
    contra: bool


def cada_quien_en_su_tiempo(c: Cobertura) -> Par | None:
    """The questions of two places at two times; None in any other question."""
    lugares, tiempos = c.de(*_LUGARES), c.de(*_TIEMPOS)
    if len(lugares) < 2 or len(tiempos) < 2 or c.hay("meta", "esas", "promedio", "cambio", "tendencia") or any(s.fin - s.ini > 1 or c.tokens[s.ini].norma not in ("mas", "menos") for s in c.de("rango")):
        return None
    cuentas = c.de("cuenta")
    contra = len(cuentas) < 2
    corte = cuentas[1].ini if len(cuentas) == 2 else _entre(c, lugares) if c.hay("compara") or _mas_que(c) else None
    if corte is None:
        return None
    antes, luego = ([s for s in c.spans if s.ini < corte], [s for s in c.spans if s.ini >= corte])
    if not all(_completo(k) for k in (antes, luego)) or not _solo_eso(c, luego, corte):
        return None
    uno, otro = (tuple((s.tipo, s.valor) for s in k if s.tipo in (*_LUGARES, *_TIEMPOS)) for k in (antes, luego))
    lugar_de = [{x for x in k if x[0] in _LUGARES} for k in (uno, otro)]
    tiempo_de = [[_sin_nexo(x[1]) for x in k if x[0] in _TIEMPOS] for k in (uno, otro)]
    if lugar_de[0] == lugar_de[1] or tiempo_de[0] == tiempo_de[1]:
        return None
    hasta = sin_su_nexo(c, corte)
    fuera = {i for s in antes if s.tipo in _COMPARAN for i in range(s.ini, s.fin)} | ({i for i in range(hasta) if c.tokens[i].norma in ("mas", "menos")} if contra else set())
    return Par((_pregunta(c, antes, hasta, fuera), _pregunta(c, antes, hasta, fuera, luego)), contra)


def _sin_nexo(valor: object) -> object:
    return valor.split()[-1] if isinstance(valor, str) else valor


def _completo(spans: Sequence[Span]) -> bool:
    """Whether a side has one place, or a unit and its municipality, and a time."""
    lugares = [s.tipo for s in spans if s.tipo in _LUGARES]
    return len(lugares) == len(set(lugares)) > 0 and any(s.tipo in _TIEMPOS for s in spans)


def _solo_eso(c: Cobertura, luego: Sequence[Span], corte: int) -> bool:
    """Whether the second side says no more than where and when."""
    propios = (*_LUGARES, *_TIEMPOS, "cuenta", "sigue", "compara", "compara_num", "negado", "cortesia", "rango")
    restan = [i for i in c.sueltos if i >= corte and not c.tokens[i].vacio and c.tokens[i].norma not in _DE_NADA]
    return not restan and all(s.tipo in propios or {t.norma for t in c.tokens[s.ini : s.fin]} <= _DE_NADA for s in luego)


def _mas_que(c: Cobertura) -> bool:
    """ "¿Cuántas más entregó A en 2023 que B en 2024?"."""
    normas = [t.norma for t in c.tokens]
    return c.hay("cuenta") and bool({"mas", "menos"} & set(normas)) and "que" in normas


def _entre(c: Cobertura, lugares: Sequence[Span]) -> int | None:
    """Where the second side of a comparison begins: at what parts its place from the first's."""
    for i in range(lugares[-1].ini - 1, lugares[0].fin - 1, -1):
        if c.tokens[i].norma in _CONTRA:
            return i
    return None


def _pregunta(c: Cobertura, antes: Sequence[Span], hasta: int, fuera: set[int], luego: Sequence[Span] = ()) -> str:
    """The first side's words, with the place and the time of the other where there is one."""
    palabras: list[str] = []
    dichos: set[str] = set()
    propio = {"lugar": " ".join(_nombre(c, s) for s in luego if s.tipo in _LUGARES), "tiempo": " ".join(c.texto(s) for s in luego if s.tipo in _TIEMPOS)}
    tipos_de_tiempo = {s.tipo for s in luego if s.tipo in _TIEMPOS}
    i = 0
    while i < hasta:
        s = next((s for s in antes if s.ini == i and s.tipo in (*_LUGARES, *_TIEMPOS)), None)
        if s is None or not luego:
            palabras += [c.tokens[i].texto] if i not in fuera else []
            i += 1
            continue
        cual = "lugar" if s.tipo in _LUGARES else "tiempo"
        if cual == "tiempo" and s.tipo == "ano" and "ano" not in tipos_de_tiempo:
            palabras.append(c.texto(s))  # "… y cuántos B en el cuarto": of the same year
        elif cual not in dichos:
            palabras.append(propio[cual])
            dichos.add(cual)
        i = s.fin
    return f"¿{' '.join(x for x in palabras if x)}?"


def _nombre(c: Cobertura, s: Span) -> str:
    return f"de {c.texto(s)}" if s.tipo == "municipio" else c.texto(s)


__all__ = ["Par", "cada_quien_en_su_tiempo"]
