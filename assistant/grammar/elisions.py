"""What a question leaves out beside what it has just said: "en el primer semestre … en el segundo", "al corte de junio y al
de diciembre"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.lexicon import MESES
from assistant.spans import Cobertura, Span, lugar
from index.poa import Trimestre

_SEMESTRES: dict[Trimestre, tuple[Trimestre, ...]] = {"T1": ("T1", "T2"), "T2": ("T3", "T4")}
#: The ordinal that goes before "semestre", of which a range may leave the noun out ("del primer al segundo semestre").
_PRIMERO = frozenset("primer primero primera 1er 1ro".split())
_SEGUNDO = frozenset("segundo 2do".split())
_SEMESTRAL = frozenset("semestre semestres sem mitad".split())


def semestre_elidido(c: Cobertura) -> None:
    """ "En el primer semestre … en el segundo", "del primer al segundo semestre": an ordinal beside a semester is of semesters."""
    dichos = [(s, {t.norma for t in c.tokens[s.ini : s.fin]}) for s in c.de("trimestre")]
    if not any(n & _SEMESTRAL for _, n in dichos) or any(t.norma.startswith("trim") for t in c.tokens):
        return
    for s, normas in dichos:
        if len(s.valor) == 1 and s.valor[0] in _SEMESTRES and normas & {"primero", "segundo"}:
            c.spans[c.spans.index(s)] = Span(s.ini, s.fin, "trimestre", _SEMESTRES[s.valor[0]], s.puntos)
    for s, normas in dichos:
        if normas & _SEMESTRAL and s.ini:
            _con_su_par(c, s)


_ESE_MISMO = frozenset("ese este mismo dicho aquel propio citado referido".split())


def ese_trimestre(c: Cobertura) -> None:
    """ "… para el segundo trimestre y en cuántas quedó *ese mismo trimestre*": the quarter that was named, and no dimension."""
    if not c.hay("trimestre", "dos_trimestres"):
        return
    c.spans = [
        replace(s, tipo="cortesia") if s.tipo == "dim" and s.valor == "trimestre" and s.ini and c.tokens[s.ini - 1].norma in _ESE_MISMO else s
        for s in c.spans
    ]


_AMBOS = re.compile(r"(?:en )?(?:l[oa]s dos|ambos|cada uno de los(?: dos)?|ninguno de los(?: dos)?|ningun|ninguno de ambos|uno y otro) semestres?")
_ENTRE_CUAL = re.compile(r"(?:cual|que)(?: semestre)?(?: de)? $")


def ambos_semestres(c: Cobertura) -> None:
    """ "En los dos semestres", "en ninguno de los semestres": each of them."""
    texto = " ".join(t.norma for t in c.tokens)
    m = _AMBOS.search(texto)
    if m is None or c.hay("trimestre", "dos_trimestres") or _ENTRE_CUAL.search(texto[: m.start()]):
        return
    ini, fin = lugar(texto, m)
    _anadir(c, Span(ini, fin - 1, "trimestre", _SEMESTRES["T1"], 10.0))
    _anadir(c, Span(fin - 1, fin, "trimestre", _SEMESTRES["T2"], 10.0))


def _con_su_par(c: Cobertura, s: Span) -> None:
    """The bare ordinal right before a semester: "del *primer* al segundo semestre", "entre el *primer* y el segundo …"."""
    i = s.ini - 1
    while i > 0 and c.tokens[i].norma in ("y", "e", "al", "a", "el", "contra", "vs", "con", "o"):
        i -= 1
    norma = c.tokens[i].norma
    otro: tuple[Trimestre, ...] | None = _SEMESTRES["T1"] if norma in _PRIMERO else _SEMESTRES["T2"] if norma in _SEGUNDO else None
    if otro is None or otro == s.valor or i not in c.sueltos:
        return
    ini = i - 1 if i and c.tokens[i - 1].norma in ("el", "del") and i - 1 in c.sueltos else i
    _anadir(c, Span(ini, i + 1, "trimestre", otro, s.puntos))


#: What leads to a month of which only the article is left ("al de diciembre", "el del 31 de diciembre").
_AL_DE = re.compile(r"(?:(?:en|con|contra|para) )?(?:al|el|del)(?: (?:de|del))?(?: (?:dia|mes|mes de))?(?: \d{1,2})?(?: de)?")
_ATRAS = 7


def corte_elidido(c: Cobertura) -> None:
    """ "Al corte de junio y al de diciembre": after a cut, a month with its article alone is another cut."""
    cortes = [s for s in c.de("corte") if any(t.norma in MESES for t in c.tokens[s.ini : s.fin])]
    if not cortes:
        return
    ano = [] if c.hay("ano") else re.findall(r"\b(?:19|20)\d\d\b", str(cortes[0].valor))[:1]  # the year said with the first is both's
    for i, t in enumerate(c.tokens):
        if t.norma not in MESES or i not in c.sueltos or i < cortes[0].fin:
            continue
        ini = next((j for j in range(max(cortes[0].fin, i - _ATRAS), i - 1) if _AL_DE.fullmatch(" ".join(x.norma for x in c.tokens[j:i]))), None)
        if ini is not None:
            _anadir(c, Span(ini, i + 1, "corte", " ".join([*(x.norma for x in c.tokens[ini : i + 1]), *ano]), 10.0))


def _anadir(c: Cobertura, nuevo: Span) -> None:
    """Put a span in its place, over what stood there."""
    tapados = [s for s in c.spans if s.ini < nuevo.fin and nuevo.ini < s.fin]
    libres = {k for s in tapados for k in range(s.ini, s.fin)}
    c.spans = sorted([*(s for s in c.spans if s not in tapados), nuevo], key=lambda s: s.ini)
    c.sueltos = sorted(({*c.sueltos} | libres) - set(range(nuevo.ini, nuevo.fin)))


#: Whose goals are counted over all years together, where they are ranked.
_ABARCAN = frozenset("considerando contando incluyendo sumando juntando abarcando".split())
_LUGARES = ("unidad", "municipio", "programa", "ramo", "linea", "causa")


def sumados_los_anos(c: Cobertura) -> None:
    """ "¿Qué unidad tuvo más incumplimientos en los tres años?", "… considerando todos los ejercicios": those of all of them,
    and not what failed in each."""
    por_lugar = c.hay("rango") and any(d.valor in _LUGARES for d in c.de("dim"))
    for i, s in enumerate(c.spans):
        if not por_lugar and not (i and c.spans[i - 1].tipo == "cortesia" and c.tokens[s.ini - 1].norma in _ABARCAN):
            continue
        if s.tipo == "varios" and s.valor == "todos" and any(t.norma in ("anos", "ejercicios") for t in c.tokens[s.ini : s.fin]):
            c.spans[i] = replace(s, tipo="cortesia")


__all__ = ["ambos_semestres", "corte_elidido", "ese_trimestre", "semestre_elidido", "sumados_los_anos"]
