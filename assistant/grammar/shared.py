"""What several municipalities, units, years or cuts have in common, or only some of them: causes, lines of action, measures.

"¿Qué causas se repiten en los dos municipios?", "¿qué causas aparecieron en 2023 y no en 2022?", "¿qué unidades de medida
usa solo Valle Sereno?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.grammar.heads import cabeza_de, de_causas
from assistant.grammar.histories import despejar
from assistant.grammar.mentions import Informe, Mencion, en_orden, periodos_de
from assistant.grammar.places import uno_y_no_el_otro
from assistant.grammar.relations import niega
from assistant.grammar.slots import Huecos
from assistant.plan import Contraste, Dimension, En, Entidad, Veces, codigo_de
from assistant.spans import Cobertura

_OBJETOS = ("linea", "medida")
_COMUN = re.compile(r"(?:repit|repet|compart|coincid)\w*|comun(?:es)?|persist\w+|compartid[oa]s")
_A_LA_VEZ = re.compile(r"\b(?:a la vez|al mismo tiempo|simultaneamente|por igual|coincid\w+|en comun|de manera comun|en uno y (?:en )?otro municipio|ninguno de (?:los dos|los tres|los cuatro|los) (?:municipios|ayuntamientos))\b")
_A_LA_VEZ_SUELTAS = frozenset("vez tiempo mismo simultaneamente igual manera comun otro".split())
_SOLO = re.compile(r"solo|solamente|unicamente|exclusiv[oa]s?|exclusivamente|propi[oa]s")
_TODOS = re.compile(r"\b(?:ambos|ambas|l[oa]s (?:dos|tres|cuatro)) (?:municipios|ayuntamientos|unidades|areas|programas)\b")
#: Nouns of the places of which every one may be asked for ("todas las unidades").
_PLURALES: dict[str, Entidad] = {"municipios": "municipio", "ayuntamientos": "municipio", "unidades": "unidad", "areas": "unidad", "dependencias": "unidad", "programas": "programa"}
_CADA_UNO = re.compile(rf"\btod[oa]s l[oa]s (?:(?:dos|tres|cuatro|cinco|seis) )?({'|'.join(_PLURALES)})\b(?! de medida)")
#: Words that say that a cause was there, and are not looked for in the reports.
_ESTAR = re.compile(r"(?:aparec|apareci|present|surg|exist|report|dier|di(?:o|eron)|hub|hay|hab|registr|señal|senal|mencion|afect|cit)\w*|estan?|estuv\w+|fuer?on|nuev[oa]s|adujer\w+|alegar\w+")


def compartidas(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> bool:
    """Read what is in common, or not, of two or more places or times."""
    if c.hay("cuantos_municipios"):
        return _de_tantos_municipios(c, h)
    objeto = _objeto(c)
    ordena = any(not _COMUN.fullmatch(c.tokens[s.fin - 1].norma) for s in c.de("rango"))
    if objeto is None or ordena or c.hay("cuenta", "meta", "cita") or (objeto != "descripcion" and any(s.valor in ("meta", "accion", "principal") for s in c.de("nombre", "nivel") if s.ini < _lugar(c, objeto))):
        return False
    normas = [t.norma for t in c.tokens]
    dimension = _dimension(c, h, dichas)
    if objeto == "descripcion" and dimension is None and any(c.tokens[s.fin - 1].norma in ("municipios", "ayuntamientos") for s in c.de("cortesia")):
        dimension = "municipio"  # "a la vez en los tres municipios"
    if dimension is None or (objeto == "descripcion" and dimension != "municipio"):
        return False
    comun = (objeto == "descripcion" and not uno_y_no_el_otro(c)) or any(_COMUN.fullmatch(n) for n in normas) or c.hay("misma_causa", "varios") or ("tanto" in normas and "como" in normas) or _TODOS.search(" ".join(normas)) is not None or _de_cada_uno(c) is not None
    solo = _excluidos(c, h, dimension, dichas)
    if solo is None and not comun:
        return False
    h.agrupar, h.intent, h.metrica = (objeto, dimension), "count", "metas"
    if dimension in ("ejercicio", "corte"):
        _fechar(c, h, dimension, dichas, informes)
    h.contraste = Contraste(modo="comunes") if solo is None else Contraste(modo="solo", valores=solo)
    h.fijo = True
    if solo is None:
        c.spans = [s for s in c.spans if s.tipo != "total_general"]  # each of them, and not all together
    c.sueltos = [i for i in c.sueltos if not ((objeto == "descripcion" and normas[i] in _A_LA_VEZ_SUELTAS) or _COMUN.fullmatch(normas[i]) or _ESTAR.fullmatch(normas[i]) or _SOLO.fullmatch(normas[i]))]
    return True


def _de_tantos_municipios(c: Cobertura, h: Huecos) -> bool:
    """The goals that none, all or so many of the municipalities did so; any goal that one did is one that some did."""
    veces: tuple[Veces, ...] = c.valores("cuantos_municipios")[0]
    if veces == (Veces(comparador="ge", valor=1),):
        return False
    h.agrupar, h.intent, h.metrica, h.fijo = ("descripcion", "municipio"), "count", "metas", True
    h.contraste = Contraste(modo="cuantos", veces=veces[0]) if veces else Contraste(modo="comunes")
    return True


def _objeto(c: Cobertura) -> Dimension | None:
    """What is in common: the noun that the question asks for."""
    cabeza = cabeza_de(c)
    if cabeza.tipo == "dim" and cabeza.valor in _OBJETOS:
        return "linea" if cabeza.valor == "linea" else "medida"
    if cabeza.tipo in ("nombre", "nivel") and cabeza.valor in ("meta", "accion", "principal") and c.hay("clase") and _A_LA_VEZ.search(" ".join(t.norma for t in c.tokens)):
        return "descripcion"  # goals of several places are one where they print the same words
    if any(t.norma.startswith("compart") for t in c.tokens) and (dichas := [s for s in c.de("dim") if s.valor in _OBJETOS]):
        return "linea" if dichas[0].valor == "linea" else "medida"  # "¿Hay alguna línea que compartan …?"
    if uno_y_no_el_otro(c):
        return "descripcion"
    return "causa" if de_causas(c) and not c.hay("causa") else None


def _lugar(c: Cobertura, objeto: Dimension) -> int:
    return next((s.ini for s in c.de("dim", "explica", "misma_causa") if s.tipo != "dim" or s.valor == objeto), len(c.tokens))


def _dimension(c: Cobertura, h: Huecos, dichas: Sequence[Mencion]) -> Dimension | None:
    """Among what the question compares: places that it names several of, years or cuts, or a noun in the plural."""
    opciones: tuple[tuple[Entidad, Dimension], ...] = (("municipio", "municipio"), ("unidad", "unidad"), ("programa", "programa"))
    for entidad, dimension in opciones:
        nombrados = {codigo_de(v) for f in h.filtros if isinstance(f, En) and f.entidad == entidad for v in f.valores}
        plural = any(s.valor == dimension and c.tokens[s.ini].norma.endswith("s") for s in c.de("dim"))
        if len(nombrados) > 1 or (not nombrados and (plural or _de_cada_uno(c) == dimension)) or (len(nombrados) == 1 and any(_SOLO.fullmatch(t.norma) for t in c.tokens)):
            return dimension
    distintos = en_orden(dichas)
    if any(p.corte for p in distintos) or "corte" in c.valores("varios"):
        return "corte"
    anos = any(s.valor == "ejercicio" and c.tokens[s.fin - 1].norma.endswith("s") for s in c.de("dim"))
    return "ejercicio" if len(distintos) > 1 or anos or c.hay("varios", "previo") or (distintos and any(_SOLO.fullmatch(t.norma) for t in c.tokens)) else None


def _de_cada_uno(c: Cobertura) -> Entidad | None:
    """ "Comparten *todas las unidades*": each of the places so named; "las causas de todas las unidades" are those of any."""
    dicho = _CADA_UNO.search(texto := " ".join(t.norma for t in c.tokens))
    if dicho is None:
        return None
    de_todas = re.search(r"\b(?:de|del|entre) $", texto[: dicho.start()]) is not None
    return _PLURALES[dicho.group(1)] if not de_todas or any(_COMUN.fullmatch(t.norma) for t in c.tokens) else None


def _excluidos(c: Cobertura, h: Huecos, dimension: Dimension, dichas: Sequence[Mencion]) -> tuple[str, ...] | None:
    """Where alone it is, if the question says so: the places that are not denied; or the later of two, or the earlier."""
    if dimension in ("ejercicio", "corte"):
        return _solo_en_tiempo(c, dimension, dichas)
    suyos = [f for f in h.filtros if isinstance(f, En) and f.entidad == dimension]
    fuera = {codigo_de(v) for s in c.de(dimension) if niega(c, s.ini) for v in (s.valor if isinstance(s.valor, tuple) else (s.valor,))}
    todos = [(v, f.negado or codigo_de(v) in fuera) for f in suyos for v in f.valores]
    negados = [v for v, negado in todos if negado]
    propios = tuple(v for v, negado in todos if not negado)
    solos = any(_SOLO.fullmatch(t.norma) for t in c.tokens)
    if not propios or not (negados or solos):
        return None
    resto = [f for f in h.filtros if f not in suyos]
    h.filtros = [*resto, En(entidad=suyos[0].entidad, valores=(*propios, *negados))] if negados else resto
    return tuple(codigo_de(v) for v in propios)


def _solo_en_tiempo(c: Cobertura, dimension: Dimension, dichas: Sequence[Mencion]) -> tuple[str, ...] | None:
    distintos = en_orden(dichas)
    de = {p: p.corte.isoformat() if p.corte and dimension == "corte" else str(p.ejercicio) for p in distintos if dimension == "ejercicio" or p.corte}
    claves = list(de.values())
    negados = {de[m.periodo] for m in dichas if m.periodo in de and niega(c, m.ini)}
    if negados and len(claves) > 1:
        return tuple(k for k in claves if k not in negados) or None
    sentido = next((v for v in c.valores("cambio") if v in ("nueva", "retirada")), None)
    if sentido and len(claves) > 1:
        return (claves[-1],) if sentido == "nueva" else (claves[0],)
    if any(_SOLO.fullmatch(t.norma) for t in c.tokens) and len(claves) == 1:
        return (claves[0],)
    return None


def _fechar(c: Cobertura, h: Huecos, dimension: Dimension, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> None:
    """The years or cuts that are compared: those named, or the last that are loaded; all of them, where it says so."""
    periodos = periodos_de(c, dichas, informes, None) if len(en_orden(dichas)) > 1 or c.hay("varios", "previo", "misma_causa", "cambio") else ()
    despejar(c, h, estados=False, trimestral=True)
    if dimension == "corte":
        h.periodos = periodos
    elif periodos and "todos" not in c.valores("varios"):
        h.filtros.append(En(entidad="ejercicio", valores=tuple(str(p.ejercicio) for p in periodos)))
