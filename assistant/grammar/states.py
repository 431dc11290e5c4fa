"""Classes of state, by the year or by the quarter, and what goes with them: observation or none, semaphore."""

from __future__ import annotations

import re
from typing import Any, cast

from assistant.grammar.entities import ENTIDADES
from assistant.grammar.periods import mes_de
from assistant.grammar.slots import Huecos
from assistant.plan import CLASE_A_TRIMESTRE, Clase, ConClase, ConObservacion, ConSemaforo, ConTrimestre, Umbral
from assistant.spans import Cobertura, Span, es_verbo
from index.poa import TRIMESTRES

_COLORES = {"verde": "verde", "verdes": "verde", "amarillo": "amarillo", "amarillas": "amarillo", "amarilla": "amarillo", "amarillos": "amarillo", "rojo": "rojo", "rojos": "rojo", "roja": "rojo", "rojas": "rojo", "green": "verde", "yellow": "amarillo", "red": "rojo"}  # fmt: skip


def leer_clases(c: Cobertura, h: Huecos, negados: set[int]) -> None:
    modo = next(iter(c.valores("modo_trimestre")), None)
    clases: list[Clase] = []
    for i, s in enumerate(c.spans):
        if s.tipo != "clase" or (
            s.valor == "exacta" and any(isinstance(f, Umbral) and f.valor == 100 for f in h.filtros)
        ):
            continue
        if i in negados:
            if i + 1 in negados and c.spans[i + 1].tipo in ("causa", "por_causa"):
                continue  # "sin contar las que fallaron por presupuesto": those of that cause are left out
            if s.valor == "rebasada":
                h.filtros.append(ConClase(clases=("rebasada",), negado=True))
            elif s.valor == "exacta":
                clases.append("no_cumplidas")
            else:
                h.filtros.append(ConClase(clases=(s.valor,), negado=True))
            continue
        if s.valor == "cumplidas" and (_hasta_donde(c, h, s) or _para_cumplirse(c, h, s)):
            continue
        if i and c.spans[i - 1].tipo in ("solo",) and s.ini - c.spans[i - 1].fin <= 2:
            clases = []
        sig = c.spans[i + 1] if i + 1 < len(c.spans) else None
        if s.valor == "exacta" and sig is not None and sig.tipo == "compara_post" and sig.ini == s.fin:
            clases.append("cumplidas") if sig.valor == "ge" else h.filtros.append(
                Umbral(metrica="avance", comparador="le", valor=100)
            )
        elif (hasta := _contra_lo_programado(c, h, s)) is not None:
            if isinstance(hasta, Umbral):
                h.filtros.append(hasta)
            else:
                clases.append(hasta)
        elif s.valor not in clases:
            clases.append(s.valor)
    if "exacta" in clases and "cumplidas" in clases:
        clases.remove("cumplidas")
    if "exacta" in clases and "no_cumplidas" in clases:
        clases.remove("exacta")
    if "parcial" in clases and "cumplidas" in clases:
        clases.remove("cumplidas")
    if "sin_avance" in clases and "no_cumplidas" in clases:
        clases.remove("no_cumplidas")
    if any(isinstance(f, Umbral) and f.comparador == "eq" for f in h.filtros):
        clases = [k for k in clases if k not in ("exacta", "cumplidas", "no_cumplidas")]
    h.clases = clases
    if not clases:
        return
    if not (h.trimestres or modo):
        h.filtros.append(ConClase(clases=tuple(clases)))
        return
    del_trimestre, otras = _clase_del_trimestre(c, clases)
    modo = modo or _modo_de_trimestres(c)
    comunes: dict[str, Any] = {"modo": modo} if modo else {}
    h.filtros.append(
        ConTrimestre(trimestres=h.trimestres or TRIMESTRES, clase=CLASE_A_TRIMESTRE[del_trimestre], **comunes)
    )
    del_ano = tuple(dict.fromkeys([*(k for k in clases if k != del_trimestre), *otras])) or _y_en_el_ano(c, del_trimestre)
    if del_ano:
        h.filtros.append(ConClase(clases=del_ano))


_LO_PROGRAMADO = re.compile(r"program|planead|previst|calendariz|esperad|comprometid")


def _contra_lo_programado(c: Cobertura, h: Huecos, s: Span) -> Umbral | Clase | None:
    """ "Un avance superior al programado al corte de septiembre", "cumplieron lo programado a junio": by a cut inside the year, what
    was programmed is what was programmed up to it."""
    # The last cut that is loaded is no filter, though it is named all the same.
    dentro = (h.corte is not None and (h.corte.month, h.corte.day) != (12, 31)) or (h.corte is None and any(mes_de(x.valor) < 12 for x in c.de("hasta_mes")))
    # "En qué supera Llano Verde lo programado a septiembre": who did so may stand between.
    hasta = next((x.fin for x in c.de("metrica") if x.valor in ("programado", "a_la_fecha") and x.ini >= s.fin), s.fin)
    if not dentro or h.trimestres or not any(_LO_PROGRAMADO.match(c.tokens[i].norma) for i in range(s.ini, hasta)):
        return None
    if s.valor == "rebasada":
        return Umbral(metrica="a_la_fecha", comparador="gt", valor=100)
    return "al_corriente" if s.valor == "cumplidas" else None


_EN_EL_ANO = re.compile(r"\b(?:pero|y|aunque) (?:que )?(?:ya )?(no|si) (?:\w+ )?(?:en|al) (?:el |final del |cierre del |termino del )?(?:ano|ejercicio|cierre|final)\b")


def _y_en_el_ano(c: Cobertura, clase: Clase) -> tuple[Clase, ...]:
    """ "Cumplieron en el primer semestre pero no en el año": what a bare "no" or "sí" says of the year."""
    m = _EN_EL_ANO.search(" ".join(t.norma for t in c.tokens))
    if m is None or clase not in ("cumplidas", "exacta", "rebasada", "no_cumplidas", "al_corriente"):
        return ()
    return ("cumplidas",) if m.group(1) == "si" else ("no_cumplidas",)


_HASTA = frozenset("en un al a el solo solamente apenas unicamente de".split())


def _hasta_donde(c: Cobertura, h: Huecos, s: Span) -> bool:
    """ "Cumplieron más del 80 %", "se lograron en menos de la mitad": how far they went, whether or not they were met."""
    despues = [ini for ini, _, f in h.dichos if isinstance(f, Umbral) and f.metrica in ("avance", "a_la_fecha") and f.valor != 100 and ini >= s.fin]
    return bool(despues) and {t.norma for t in c.tokens[s.fin : min(despues)]} <= _HASTA


def _para_cumplirse(c: Cobertura, h: Huecos, s: Span) -> bool:
    """ "Les faltaron menos de 5 para cumplirse": what was missing, of goals that were not met."""
    return s.ini > 0 and c.tokens[s.ini - 1].norma in ("para", "por") and any(isinstance(f, Umbral) and f.metrica == "brecha" for f in h.filtros)


def _modo_de_trimestres(c: Cobertura) -> str | None:
    """Two quarters named one by one are each meant ("en el T2 y en el T4"); a semester is one period."""
    sueltos = [s for s in c.de("trimestre", "dos_trimestres") if s.tipo == "dos_trimestres" or len(s.valor) == 1]
    if not sueltos or (len(sueltos) < 2 and sueltos[0].tipo != "dos_trimestres"):
        return None
    entre = {t.norma for t in c.tokens[sueltos[0].ini : sueltos[-1].fin]}
    return "alguno" if entre & {"o", "u"} else "todos"


def _clase_del_trimestre(c: Cobertura, clases: list[Clase]) -> tuple[Clase, list[Clase]]:
    """Of several states, the one that stands nearest to the quarter is the quarter's; the others are the year's."""
    periodos = c.de("trimestre", "dos_trimestres", "meses", "modo_trimestre")
    dichas = [s for s in c.de("clase") if s.valor in clases]
    if not periodos or not dichas:
        return clases[0], []
    cerca = min(
        dichas, key=lambda s: min(abs(p.ini - s.fin) if p.ini >= s.fin else abs(s.ini - p.fin) + 1 for p in periodos)
    )
    return cast(Clase, cerca.valor), [s.valor for s in dichas if s is not cerca]


def leer_observaciones(c: Cobertura, h: Huecos, negados: set[int]) -> None:
    dichas = [(s.ini, s.fin, ConObservacion(presente=s.valor != (i in negados))) for i, s in enumerate(c.spans) if s.tipo == "conobs"]
    while dichas and c.tokens[dichas[0][1] - 1].norma.startswith("ella"):
        dichas.pop(0)  # "sin ella" is said of an observation only after one
    h.filtros += [f for _, _, f in dichas[:1]]
    h.dichos += dichas


def _es_de_una_cosa(c: Cobertura, i: int) -> bool:
    """Whether a colour is part of a name ("Red Municipal", "Cruz Roja") or of a noun that is no goal ("áreas verdes")."""
    if i and c.tokens[i - 1].norma in ("en", "in"):
        return False
    if any(s.ini <= i < s.fin and s.tipo in ENTIDADES for s in c.spans) or any(s.fin == i and s.valor == "unidad" for s in c.de("dim")):
        return True
    return i - 1 in c.sueltos and not c.tokens[i - 1].vacio and not es_verbo(c.tokens, i - 1)


def leer_semaforo(c: Cobertura, h: Huecos) -> None:
    dichos = [(i, _COLORES[t.norma]) for i, t in enumerate(c.tokens) if t.norma in _COLORES and not _es_de_una_cosa(c, i)]
    # "¿Cuántas quedaron en rojo?", "¿cuántas rojas hay?": without a noun, the colour is the band's, and of no thing.
    solos = [k for i, k in dichos if i and (c.tokens[i - 1].norma == "en" or es_verbo(c.tokens, i - 1) or any(s.fin == i for s in c.de("cuenta", "pide")))]
    colores = [k for _, k in dichos]
    if any(s.valor == "semaforo" for s in c.de("dim")) and any(t.norma.startswith("sobrecumpl") for t in c.tokens):
        colores.append("sobrecumplimiento")
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
        h.clases = []
    if colores and (any(s.valor == "semaforo" for s in c.de("dim")) or c.de("nombre", "nivel") or (solos and c.hay("cuenta", "pide")) or "proporcion" in c.valores("metrica")):
        h.filtros.append(ConSemaforo(colores=tuple(cast(Any, dict.fromkeys(colores)))))
        c.sueltos = [i for i in c.sueltos if c.tokens[i].norma not in _COLORES]
