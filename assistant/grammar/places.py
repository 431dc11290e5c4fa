"""How many of the municipalities did so with a goal that they share: "que no cumplió ninguno de los tres", "que cumplieron
todos", "que rebasaron al menos dos municipios".

The words are read before figures are, which would take "al menos dos" for a threshold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.grammar.mentions import Informe
from assistant.grammar.relations import CONJUGADO, niega, plural_de_metas
from assistant.grammar.slots import Huecos
from assistant.plan import Aclarar, Opcion, Veces
from assistant.spans import Cobertura, Span, lugar

#: The states of which all but those that are so are the other.
_OPUESTAS = {"cumplidas": "no_cumplidas", "no_cumplidas": "cumplidas", "al_corriente": "no_cumplidas"}
#: In how many of them; () for all.
Cuantos = tuple[Veces, ...]
_NUMEROS = {"un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5} | {str(n): n for n in range(1, 6)}
_N = "|".join(_NUMEROS)
_DE_LOS = rf"(?: de (?:los|estos|esos)(?: (?:{_N}))?)?"
_MUNICIPIOS = r"(?:municipios?|ayuntamientos?)\b"
_NINGUNO = re.compile(rf"\b(?:en |por )?ningun[oa]?{_DE_LOS} {_MUNICIPIOS}")
_TANTOS = tuple((comparador, re.compile(rf"\b(?:en |por )?{patron}{_DE_LOS} {_MUNICIPIOS}")) for comparador, patron in (
    ("ge", rf"(?:al menos|por lo menos|cuando menos|como minimo) (?:en )?(?P<n>{_N})"), ("ge", rf"(?P<n>{_N}) o mas"), ("gt", rf"mas de (?P<n>{_N})"),
    ("eq", rf"(?:solo|solamente|unicamente|exactamente|nada mas) (?:en )?(?P<n>{_N})"), ("eq", rf"(?P<n>{_N}) sol[oa]"), ("ge", r"(?P<n>algun[oa]?)"), ("ge", rf"(?P<n>{_N})(?= de los)"),
))  # fmt: skip
#: "Que cumplió un municipio y el otro no": one alone of the two.
_UNO_Y_OTRO_NO = re.compile(rf"\b(?:un (?:municipio|ayuntamiento)|uno(?: de los (?:dos|{_N}))?(?: {_MUNICIPIOS})?)(?: si)? (?:y|pero) (?:el )?otro no\b")
#: All of them as the subject, and not as where the goals are looked for ("de todos los municipios").
_TODOS = re.compile(rf"(?<!\ben )(?<!\bde )(?<!\ba )(?<!\bpor )(?<!\bpara )(?<!\bcon )(?<!\bentre )\b(?:tod[oa]s los|l[oa]s (?:{_N})|ambos|cada uno de los)(?: (?:{_N}))? {_MUNICIPIOS}")
#: The same without the noun, in the masculine that goals are not ("que ninguno cumplió", "que todos cumplieron").
_NINGUNO_SOLO, _TODOS_SOLO = re.compile(r"\bninguno\b(?! de)"), re.compile(r"\btodos(?: ellos)?\b(?! l[oa]s\b)")
_TANTOS_SOLO = tuple((comparador, re.compile(rf"\b{patron}(?: de ellos)?\b(?! de l[oa]s)")) for comparador, patron in (
    ("ge", r"(?:al menos|por lo menos|cuando menos) uno"), ("eq", r"(?:solo|solamente|unicamente) uno"), ("eq", r"uno solo")))  # fmt: skip
_ANTE_VERBO = frozenset("si no se ya hayan haya han ha".split())
#: Questions of another kind, whose municipalities are what is compared.
_DE_OTRA_COSA = ("compara", "rango", "tendencia", "promedio", "suma", "meta", "explica", "cita", "audita", "quien", "cambio", "metrica")


def cuantos_municipios(c: Cobertura, municipios: Sequence[str]) -> Aclarar | None:
    """Leave in the cover a span of how many municipalities did so; which, where the words say two things."""
    metas = plural_de_metas(c) or (c.hay("nombre") and any(t.norma == "alguna" for t in c.tokens))
    if len(municipios) < 2 or not c.hay("clase") or not metas or c.hay(*_DE_OTRA_COSA):
        return None
    if (dicho := _uno_si(c)) is not None:
        return dicho
    texto = " ".join(t.norma for t in c.tokens)
    if m := _UNO_Y_OTRO_NO.search(texto):
        _poner(c, *lugar(texto, m), (Veces(comparador="eq", valor=1),))
        return None
    if m := _NINGUNO.search(texto) or _del_sujeto(c, texto, _NINGUNO_SOLO):
        _ninguno(c, *lugar(texto, m))
        return None
    for comparador, patron in _TANTOS:
        if m := patron.search(texto):
            _poner(c, *lugar(texto, m), (Veces.model_validate({"comparador": comparador, "valor": _NUMEROS.get(m["n"], 1)}),))
            return None
    for comparador, patron in _TANTOS_SOLO:
        if m := _del_sujeto(c, texto, patron):
            _poner(c, *lugar(texto, m), (Veces.model_validate({"comparador": comparador, "valor": 1}),))
            return None
    if m := _del_sujeto(c, texto, _TODOS) or _del_sujeto(c, texto, _TODOS_SOLO):
        ini, fin = lugar(texto, m)
        if _niega_antes(c, ini) and (texto[m.start() :].startswith("todos")):
            return _no_todos(c, ini, fin)
        _poner(c, ini, fin, ())
    return None


def uno_y_no_el_otro(c: Cobertura) -> bool:
    """ "¿Qué metas cumplió A y no B?": two municipalities as subjects of the verb, of which one is denied."""
    lugares = c.de("municipio")
    if len(lugares) < 2 or not plural_de_metas(c) or len(c.de("clase")) != 1 or c.hay(*_DE_OTRA_COSA) or c.hay("cuenta"):
        return False
    clase = c.de("clase")[0]
    verbo = any(CONJUGADO.fullmatch(t.norma) for t in c.tokens[clase.ini : clase.fin])
    de = any(c.tokens[s.ini].norma in _DE_LUGAR or (s.ini and c.tokens[s.ini - 1].norma in _DE_LUGAR) for s in lugares)
    junto = any(0 <= s.ini - clase.fin <= 1 or 0 <= clase.ini - s.fin <= 1 for s in lugares)
    return verbo and junto and not de and any(niega(c, s.ini) for s in lugares) and not all(niega(c, s.ini) for s in lugares)


_DE_LUGAR = frozenset("de del en entre para".split())
_EN_TODOS = re.compile(rf"(?<!\w)en (?:todos los|ambos) {_MUNICIPIOS}")


def avisar_de_cada_uno(c: Cobertura, h: Huecos) -> None:
    """ "Que fallaron en todos los municipios" is read as in each of them by itself, which is said."""
    texto = " ".join(t.norma for t in c.tokens)
    if plural_de_metas(c) and not c.hay(*_DE_OTRA_COSA) and _del_sujeto(c, texto, _EN_TODOS):
        h.notas.append("Son las de cada municipio por separado; las que comparten todos se piden con “a la vez en todos los municipios”.")


def de_que_ano(c: Cobertura, informes: Sequence[Informe]) -> Aclarar | None:
    """What several municipalities did alike is of one year: of which, where they report several."""
    por_municipio: dict[str, set[int]] = {}
    for i in informes:
        por_municipio.setdefault(i[0], set()).add(i[1])
    comunes = sorted(set.intersection(*por_municipio.values())) if por_municipio else []
    if c.hay("ano", "corte", "previo", "varios") or len(comunes) < 2:
        return None
    pregunta = " ".join(t.texto for t in c.tokens)
    opciones = tuple(Opcion(texto=str(a), pregunta=f"¿{pregunta} en {a}?") for a in comunes)
    return Aclarar(duda="Lo que hicieron a la vez varios municipios es de un solo ejercicio. ¿De cuál?", opciones=opciones)


def _ninguno(c: Cobertura, ini: int, fin: int) -> None:
    """None of them: all of them did the opposite, or did not do so. "No cumplió ninguno" says its "no" with the verb."""
    clase = c.de("clase")[0]
    negada = any(t.norma in ("no", "ni", "sin", "tampoco") for t in c.tokens[max(0, clase.ini - 1) : clase.fin])
    _poner(c, ini, fin, ())
    if negada:
        return
    if clase.valor in _OPUESTAS:
        c.spans[c.spans.index(clase)] = Span(clase.ini, clase.fin, "clase", _OPUESTAS[clase.valor], clase.puntos)
    else:
        c.spans.insert(c.spans.index(clase), Span(clase.ini, clase.ini, "negado", True, 0.0))


def _uno_si(c: Cobertura) -> Aclarar | None:
    """ "Que A no cumplió pero B sí": asked back as it can be read, "que cumplió B y no A"."""
    lugares, clases = c.de("municipio"), c.de("clase")
    if len(lugares) != 2 or len(clases) != 1 or clases[0].valor not in ("cumplidas", "no_cumplidas") or not clases[0].ini < lugares[1].ini:
        return None
    eco = c.tokens[lugares[1].fin].norma if lugares[1].fin < len(c.tokens) else ""
    if eco != ("si" if clases[0].valor == "no_cumplidas" else "no"):
        return None
    si, no = (c.texto(s) for s in (lugares if eco == "no" else lugares[::-1]))
    cuando = f" {c.texto(c.de('ano')[0])}" if c.hay("ano") else ""
    pregunta = f"¿Qué metas cumplió {si} y no {no}{cuando}?"
    return Aclarar(duda="¿Las metas que cumplió un municipio y no el otro?", opciones=(Opcion(texto=pregunta.strip("¿?"), pregunta=pregunta),))


def _niega_antes(c: Cobertura, ini: int) -> bool:
    return any(s.fin <= ini and c.tokens[s.ini].norma == "no" for s in c.de("clase"))


def _no_todos(c: Cobertura, ini: int, fin: int) -> Aclarar:
    """ "No cumplieron todos": none did, or not every one."""
    antes, despues = (" ".join(t.texto for t in x) for x in (c.tokens[:ini], c.tokens[fin:]))
    dichas = ("ningún municipio", "al menos un municipio")
    opciones = tuple(Opcion(texto=f"no las cumplió {d}", pregunta=f"¿{' '.join(x for x in (antes, d, despues) if x)}?") for d in dichas)
    return Aclarar(duda="¿Las metas que no cumplió ninguno de los municipios, o las que no cumplió al menos uno?", opciones=opciones)


def _del_sujeto(c: Cobertura, texto: str, patron: re.Pattern[str]) -> re.Match[str] | None:
    """Where a pattern stands beside its verb: "que cumplieron todos", "que los tres municipios no cumplieron"."""
    verbos = [s for s in c.de("clase") if any(CONJUGADO.fullmatch(t.norma) or t.norma.startswith("haya") for t in c.tokens[max(0, s.ini - 1) : s.fin])]
    for m in patron.finditer(texto):
        ini, fin = lugar(texto, m)
        for s in verbos:
            entre = c.tokens[s.fin : ini] if s.fin <= ini else c.tokens[fin : s.ini]
            if len(entre) <= 1 and {t.norma for t in entre} <= _ANTE_VERBO and not c.tokens[max(ini, s.ini)].tras_coma:
                return m
    return None


def _poner(c: Cobertura, ini: int, fin: int, cuantos: Cuantos) -> None:
    fuera = [s for s in c.spans if s.ini < fin and ini < s.fin and s.tipo != "clase"]
    c.spans = sorted([*(s for s in c.spans if s not in fuera), Span(ini, fin, "cuantos_municipios", cuantos, 10.0)], key=lambda s: s.ini)
    c.sueltos = [i for i in c.sueltos if not ini <= i < fin]
