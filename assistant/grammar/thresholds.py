"""Figures of a question: thresholds and ranges on a metric, and "the N"."""

from __future__ import annotations

import re
from typing import Any, Literal

from assistant.grammar.slots import Huecos
from assistant.plan import Aclarar, Opcion, Umbral
from assistant.spans import Cobertura, Span

#: No figure of a report is near it; one of hundreds of digits is no number to a computer.
_MAX_CIFRA = 1e15


def leer_umbrales(c: Cobertura, h: Huecos) -> None:
    spans = c.spans
    usados: set[int] = set()
    for i, s in enumerate(spans):
        if s.tipo != "compara_num":
            continue
        cifras = [
            (j, spans[j])
            for j in range(i + 1, min(i + 4, len(spans)))
            if spans[j].tipo == "cifra" and spans[j].ini - s.fin <= 6
        ]
        sig = spans[i + 1] if i + 1 < len(spans) else None
        if sig is not None and sig.tipo == "metrica" and sig.valor == "a_la_fecha" and sig.ini - s.fin <= 1 and s.valor in ("lt", "le", "gt", "ge"):
            # "Mayor a lo programado a la fecha": more than all of it.
            _anotar(h, s.ini, sig.fin, Umbral(metrica="a_la_fecha", comparador=s.valor, valor=100))
            continue
        if not cifras:
            continue
        j, primera = cifras[0]
        if s.valor == "eq" and any(x.tipo == "compara_post" and x.ini == primera.fin for x in spans):
            continue  # "del 90 % para arriba"
        signo, valor = valor_de(c, primera)
        hasta = None
        if s.valor == "between":
            if len(cifras) < 2:
                continue
            signo2, hasta = valor_de(c, cifras[1][1])
            signo = signo or signo2
            usados.add(cifras[1][0])
        usados |= {i, j}
        if s.valor in ("lt", "le") and c.tokens[s.ini].norma != "no" and _puntos_de_cumplir(c, primera):
            # "A menos de 10 puntos de cumplirse": over 90 % and short of the goal.
            h.filtros += [Umbral(metrica="avance", comparador="gt" if s.valor == "lt" else "ge", valor=100 - valor), Umbral(metrica="avance", comparador="lt", valor=100)]
            h.dichos += [(s.ini, primera.fin, f) for f in h.filtros[-2:] if isinstance(f, Umbral)]
            continue
        if signo is None and s.valor in ("gt", "ge") and (lejos := _cuanto_se_desviaron(c, s)):
            _anotar(h, s.ini, max(spans[k].fin for k in usados), Umbral(metrica=lejos, comparador=s.valor, valor=valor))
            continue
        metrica = _metrica_umbral(c, h, s, primera, signo)
        if metrica == "brecha" and s.valor in ("lt", "le") and signo is None:
            h.filtros.append(Umbral(metrica="brecha", comparador="gt", valor=0))  # "les faltó menos de 5": something was missing
        if signo == "%" and metrica == "avance" and s.valor in ("gt", "ge") and valor < 100 and _rebasaron_por(c, s):
            valor += 100  # "rebasaron por más de 20 %": over 120 % of the goal
        _anotar(h, s.ini, max(spans[k].fin for k in usados), Umbral(metrica=metrica, comparador=s.valor, valor=valor, hasta=hasta))
    for i, s in enumerate(spans):
        if s.tipo != "cifra" or i in usados:
            continue
        signo, valor = valor_de(c, s)
        post = (
            spans[i + 1]
            if i + 1 < len(spans) and spans[i + 1].tipo == "compara_post" and spans[i + 1].ini == s.fin
            else None
        )
        if post is not None:
            _anotar(h, s.ini, post.fin, Umbral(metrica=_metrica_umbral(c, h, post, s, signo), comparador=post.valor, valor=valor))
        elif signo == "%" and valor != 100 and not any(isinstance(f, Umbral) for f in h.filtros):
            if not es_limite(c, s):
                _anotar(h, s.ini, s.fin, Umbral(metrica="avance", comparador="eq", valor=valor))


_DIFERENCIA = re.compile(r"(?:diferencia|variacion|cambio|desviacion|brecha)s?")


def diferencia_sin_lado(c: Cobertura, h: Huecos) -> Aclarar | None:
    """ "Una diferencia mayor a 20 puntos" between two years, or between what was programmed and what was done: up or down is
    asked back."""
    normas = [t.norma for t in c.tokens]
    i = next((k for k, n in enumerate(normas) if _DIFERENCIA.fullmatch(n)), None)
    cifra = next((s for s in c.de("cifra") if any(n.startswith("punto") for n in normas[s.ini : s.fin + 1])), None)
    if i is None or cifra is None or cifra.ini < i or cifra.ini - i > 8 or not c.hay("compara_num") or not c.de("nombre", "nivel"):
        return None
    _, valor = valor_de(c, cifra)
    dichos = {t.norma for s in c.de("metrica") for t in c.tokens[s.ini : s.fin]}
    anos = [a for s in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(s.valor))]
    lugar = next((f" de {c.texto(s)}" if s.tipo == "municipio" else f" de la {c.texto(s)}" for s in c.de("municipio", "unidad")), "")
    n = f"{valor:g}"
    if len(anos) == 2 and not dichos & {"programado", "alcanzado"}:
        preguntas = [f"¿Qué metas{lugar} {verbo} más de {n} puntos entre {anos[0]} y {anos[1]}?" for verbo in ("subieron", "bajaron")]
    elif valor < 100:
        cuando = f" en {anos[0]}" if len(anos) == 1 else ""
        preguntas = [f"¿Qué metas{lugar} tuvieron un avance {lado} % {cuando.strip()}?".replace("  ", " ").replace(" ?", "?") for lado in (f"menor a {100 - valor:g}", f"mayor a {100 + valor:g}")]
    else:
        return None
    return Aclarar(duda="La diferencia puede ser hacia arriba o hacia abajo. ¿Cuál desea ver?", opciones=tuple(Opcion(texto=p.strip("¿?"), pregunta=p) for p in preguntas))


def _anotar(h: Huecos, ini: int, fin: int, umbral: Umbral) -> None:
    h.filtros.append(umbral)
    h.dichos.append((ini, fin, umbral))


def _cuanto_se_desviaron(c: Cobertura, comparador: Span) -> Literal["excedente", "brecha"] | None:
    """ "Se pasaron por más de 100 unidades", "quedaron cortas por más de 20": a quantity right after the verb and "por"."""
    antes = next((s for s in c.de("clase") if 0 < comparador.ini - s.fin <= 2), None)
    if antes is None or c.tokens[comparador.ini - 1].norma not in ("por", "en", "con"):
        return None
    return "excedente" if antes.valor == "rebasada" else "brecha" if antes.valor in ("no_cumplidas", "parcial") else None


def _rebasaron_por(c: Cobertura, comparador: Span) -> bool:
    """Whether a figure says by how much something was exceeded: right after the verb."""
    return any(s.valor == "rebasada" and 0 <= comparador.ini - s.fin <= 2 for s in c.de("clase"))


_DE_CUMPLIR = re.compile(r"(?:puntos?|%|por ciento)(?: porcentuales)? (?:de|para|por) (?:(?:la|su|las|sus) )?(?:cumpl|lleg|alcanz|lograr|meta|cien|100)")


def _puntos_de_cumplir(c: Cobertura, cifra: Span) -> bool:
    """Whether a figure is how far from its goal something stayed."""
    luego = " ".join(t.norma for t in c.tokens[cifra.fin - 1 : cifra.fin + 6])
    hallado = _DE_CUMPLIR.search(luego)
    if hallado is not None:
        c.spans = [s for s in c.spans if not (s.tipo == "clase" and cifra.fin <= s.ini < cifra.fin + 6)]
        c.sueltos = [i for i in c.sueltos if not (cifra.fin - 1 <= i < cifra.fin + 3)]
    return hallado is not None


def valor_de(c: Cobertura, s: Span) -> tuple[str | None, float]:
    if isinstance(s.valor, tuple):
        signo, valor = s.valor
        ultimas = {t.norma for t in c.tokens[s.ini : s.fin]}
        return ("%" if ultimas & {"%", "por", "ciento", "porciento"} and signo is None else signo), float(valor)
    numero = re.match(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,.]*\d)|\d+(?:[.,]\d+)?", s.valor)
    texto = numero.group() if numero else "0"
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", texto):
        texto = texto.replace(",", "")
    return ("%" if len(s.valor.split()) > 1 else None), min(float(texto.replace(",", ".")), _MAX_CIFRA)


def _metrica_umbral(c: Cobertura, h: Huecos, comparador: Span, cifra: Span, signo: str | None) -> Any:
    if signo == "%":
        return "a_la_fecha" if _a_la_fecha(c, h) else "avance"
    cerca = [s for s in c.de("metrica") if s.valor in ("programado", "alcanzado", "meta_anual", "brecha", "avance")]
    if cerca:
        s = min(cerca, key=lambda s: min(abs(s.ini - cifra.fin), abs(comparador.ini - s.fin)))
        if s.valor == "avance" and valor_de(c, cifra)[1] > 200:
            return "alcanzado"
        return s.valor
    return "alcanzado" if c.hay("medida") else "avance"


def _a_la_fecha(c: Cobertura, h: Huecos) -> bool:
    """Whether a percentage is of what was programmed up to the cut: it is said so, or the cut is inside the year."""
    return "a_la_fecha" in c.valores("metrica") or (h.corte is not None and "programado" in c.valores("metrica"))


def es_limite(c: Cobertura, s: Span) -> bool:
    """Whether a figure is "the N": before the noun, or beside a superlative."""
    i = c.spans.index(s)
    sig = c.spans[i + 1] if i + 1 < len(c.spans) else None
    antes = c.spans[i - 1] if i else None
    pegado = (
        sig is not None and sig.ini == s.fin and (sig.tipo in ("nombre", "nivel", "rango", "dim", "clase", "medida") or c.tokens[sig.ini].norma == "ejemplos")
    )
    tras = antes is not None and antes.fin == s.ini and antes.tipo == "rango"
    palabra = c.tokens[s.ini - 1].norma if s.ini else ""
    despues = c.tokens[s.fin].norma if s.fin < len(c.tokens) else ""
    return (
        pegado
        or tras
        or palabra in ("top", "primeras", "primeros", "ultimas", "ultimos", "las", "los")
        or despues in ("primeras", "primeros", "principales", "ultimas", "mejores", "peores", "mas", "menos")
    )
