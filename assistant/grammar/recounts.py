"""One count asked of each of several parts of the year: "¿cuántas cumplieron en el primer semestre y cuántas en el segundo?".

Each part is a question of its own: what it leaves out is what the first one said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.grammar.elisions import semestre_elidido
from assistant.spans import Cobertura, Span
from index.poa import Trimestre

#: What a later part may say of its own; anything else makes it another question.
_PROPIO = frozenset(("cuenta", "trimestre", "clase", "ano", "negado", "sigue"))
_PARTES: dict[tuple[Trimestre, ...], str] = {
    ("T1", "T2"): "en el primer semestre", ("T3", "T4"): "en el segundo semestre", ("T1",): "en el primer trimestre", ("T2",): "en el segundo trimestre",
    ("T3",): "en el tercer trimestre", ("T4",): "en el cuarto trimestre",
}  # fmt: skip
#: A bare "no" (or "sí") beside a part, as the state that it means there.
_ECOS = {("cumplidas", "no"): "no se cumplieron", ("no_cumplidas", "no"): "se cumplieron", ("no_cumplidas", "si"): "se cumplieron"}


def en_cada_parte(c: Cobertura) -> list[str]:
    """The question of each part; [] where the question is another."""
    semestre_elidido(c)
    cuentas = c.de("cuenta")
    if (de_cada := _en_cada_semestre(c)) is not None:
        return de_cada
    if len(cuentas) < 2 or len(c.de("trimestre")) != len(cuentas) or c.hay("dos_trimestres", "compara", "tendencia", "corte", "meta"):
        return []
    tramos = list(pairwise([cuentas[0].ini, *(s.ini for s in cuentas[1:]), len(c.tokens)]))
    clausulas = [[s for s in c.spans if ini <= s.ini < fin] for ini, fin in tramos]
    primera = clausulas[0]
    if any(_una(k, "trimestre") is None or str(_una(k, "trimestre")) not in map(str, _PARTES) for k in clausulas) or _una(primera, "clase") is None:
        return []
    if any(s.tipo not in _PROPIO for k in clausulas[1:] for s in k) or any(not c.tokens[i].vacio for i in c.sueltos if i >= cuentas[1].ini):
        return []
    salida = [_con(c, primera, tramos[0], k, tramo, clausulas[-1]) for k, tramo in zip(clausulas, tramos, strict=True)]
    return [x for x in salida if x] if all(salida) else []


def _en_cada_semestre(c: Cobertura) -> list[str] | None:
    """ "¿Cuántas se cumplieron en cada semestre?": in one and in the other."""
    dichos = [s for s in c.de("tendencia") if any(t.norma.startswith("semestr") for t in c.tokens[s.ini : s.fin])]
    if len(dichos) != 1 or len(c.de("cuenta")) != 1 or len(c.de("clase")) != 1 or c.hay("trimestre", "dos_trimestres", "meta", "medida", "corte", "compara"):
        return None
    s = dichos[0]
    antes, luego = (" ".join(t.texto for t in tramo) for tramo in (c.tokens[: s.ini], c.tokens[s.fin :]))
    return [f"¿{antes} {_PARTES[parte]} {luego}".rstrip() + "?" for parte in (("T1", "T2"), ("T3", "T4"))]


_INTERROGAN = frozenset("que cual cuales".split())
_DE_CORTE = ("corte", "hasta_mes", "mes")
_AL_CIERRE = re.compile(r"cierre|final|fin|termino")


def en_cada_corte(c: Cobertura) -> list[str]:
    """ "¿Cuántas iban por debajo en el corte de junio y cuántas quedaron sin cumplirse al cierre?": those of each, and not those
    that were both. So too "¿qué traía rezagado en junio y qué en septiembre?", where the second is of the first's state."""
    cuentas = c.de("cuenta") or [s for s in c.de("pide") if c.tokens[s.fin - 1].norma in _INTERROGAN]
    if cuentas and any(s.fin == cuentas[0].ini for s in c.de("nombre", "nivel")):
        return []  # "metas que iban por debajo y que se cumplieron": both of the same goals
    if len(cuentas) != 2 or c.hay("cita", "explica") or c.hay("compara", "tendencia", "cambio", "meta", "medida", "trimestre", "dos_trimestres", "dos_cortes", "esas"):
        return []
    antes, luego = ([s for s in c.spans if ini <= s.ini < fin] for ini, fin in ((cuentas[0].ini, cuentas[1].ini), (cuentas[1].ini, len(c.tokens))))
    suyos = [next((s for s in k if s.tipo in _DE_CORTE), None) for k in (antes, luego)]
    clases = [next((s for s in k if s.tipo == "clase"), None) for k in (antes, luego)]
    clases[1] = clases[1] or clases[0]  # "… y cuántas a septiembre": the same of it
    cierre = _cierre(c, luego)
    primero, segundo = suyos
    una, otra = clases
    if primero is None or una is None or otra is None or (segundo is None and cierre is None) or len([s for s in antes if s.tipo == "clase"]) != 1 or len([s for s in luego if s.tipo == "clase"]) > 1:
        return []
    anos = re.findall(r"(?:19|20)[0-9]{2}", " ".join(str(s.valor) for s in (primero, *c.de("ano"))))
    if segundo is None and not anos:
        return []
    del_ano = f" de {anos[0]}" if segundo is not None and anos and not re.search(r"(?:19|20)[0-9]{2}", str(segundo.valor)) else ""
    cuando = c.texto(segundo) + del_ano if segundo is not None else f"al cierre de {anos[0]}"
    texto = sin_su_nexo(c, cuentas[1].ini)
    dicha = " ".join(cuando if i == primero.ini else c.texto(otra) if i == una.ini else c.tokens[i].texto for i in range(texto) if i in (primero.ini, una.ini) or not any(s.ini <= i < s.fin for s in (primero, una)))
    return [f"¿{' '.join(t.texto for t in c.tokens[:texto])}?", f"¿{dicha}?"]


def al_cierre(c: Cobertura) -> bool:
    """Whether a question is of the year's end."""
    return _cierre(c, c.spans) is not None


def _cierre(c: Cobertura, spans: Sequence[Span]) -> Span | None:
    """What says "al cierre", by itself or inside a state ("se cumplieron al cierre del año")."""
    return next((s for s in spans if s.tipo in ("total_general", "cierre", "clase", "ano") and any(_AL_CIERRE.fullmatch(t.norma) for t in c.tokens[s.ini : s.fin])), None)


def sin_su_nexo(c: Cobertura, i: int) -> int:
    """Where the first of two parts ends, without the conjunction."""
    while i and c.tokens[i - 1].norma in ("y", "e", "pero"):
        i -= 1
    return i


_DE_OTRO_ANO = frozenset(("pide", "quien", "ano", "sigue", "dim", "nombre", "nivel"))


def en_cada_ano(c: Cobertura) -> list[str]:
    """ "¿Qué unidad tuvo más metas incumplidas en 2021 y cuál en 2022?": what comes first in each year; [] in another question."""
    anos = c.de("ano")
    if len(anos) != 2 or not c.hay("rango") or c.hay("compara", "tendencia", "cambio", "meta", "varios"):
        return []
    corte = next((i for i in range(anos[0].fin, anos[1].ini) if c.tokens[i].norma == "y"), None)
    if corte is None or len(c.tokens) != anos[1].fin or not {"cual", "cuales", "quien", "quienes", "que"} & {t.norma for t in c.tokens[corte + 1 : corte + 3]}:
        return []
    if any(s.tipo not in _DE_OTRO_ANO for s in c.spans if s.ini >= corte) or any(not c.tokens[i].vacio for i in c.sueltos if i > corte) or "o" in {t.norma for t in c.tokens}:
        return []
    dichos = [re.findall(r"(?:19|20)[0-9]{2}", str(s.valor)) for s in anos]
    if not all(len(d) == 1 for d in dichos):
        return []
    antes, luego = (" ".join(t.texto for t in tramo) for tramo in (c.tokens[: anos[0].ini], c.tokens[anos[0].fin : corte]))
    return [f"¿{' '.join(x for x in (antes, f'en {d[0]}', luego) if x)}?" for d in dichos]


def _una(spans: Sequence[Span], tipo: str) -> object | None:
    suyos = [s.valor for s in spans if s.tipo == tipo]
    return suyos[0] if len(suyos) == 1 else None


def _con(c: Cobertura, primera: Sequence[Span], base: tuple[int, int], suya: Sequence[Span], tramo: tuple[int, int], ultima: Sequence[Span]) -> str:
    """The first part's words with another part of the year, and with the state or the year that this part has of its own."""
    parte = next(s for s in suya if s.tipo == "trimestre")
    ano = next((s for k in (suya, primera, ultima) for s in k if s.tipo == "ano"), None)
    clase = next((s for s in suya if s.tipo == "clase"), None)
    dicha = c.texto(clase) if clase is not None else ""
    eco = next((t.norma for t in c.tokens[tramo[0] : tramo[1]] if t.norma in ("no", "si")), None) if suya is not primera and clase is None else None
    if eco is not None and not (dicha := _ECOS.get((str(_una(primera, "clase")), eco), "")):
        return ""
    palabras: list[str] = []
    i = 0
    while i < base[1]:
        s = next((s for s in c.spans if s.ini == i and s.fin <= base[1]), None)
        if s is None or s.tipo not in ("trimestre", "ano", "clase") or s.ini < base[0]:
            palabras.append(c.tokens[i].texto)
            i += 1
            continue
        if s.tipo == "trimestre":
            palabras.append(_PARTES[parte.valor] + (f" de {re.findall(r'(?:19|20)[0-9]{2}', str(ano.valor))[0]}" if ano is not None else ""))
        elif s.tipo == "clase":
            palabras.append(dicha or c.texto(s))
        i = s.fin
    while palabras and palabras[-1].lower() in ("y", "e", "pero"):
        palabras.pop()
    return f"¿{' '.join(palabras)}?"


__all__ = ["en_cada_ano", "en_cada_corte", "en_cada_parte"]
