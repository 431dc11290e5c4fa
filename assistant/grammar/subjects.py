"""What a comparison is about, told by the words that no period covers: a subject, a measure alone, one goal by its measure.

Verbs that only look like a change are taken out of the cover first: what was done to something ("se mejoraron viviendas"),
or the change of one goal whose reason is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.grammar.heads import cabeza_de
from assistant.grammar.mentions import Mencion
from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario
from assistant.plan import En
from assistant.spans import Cobertura, es_verbo, lugar


def mas_que(c: Cobertura, dichas: Sequence[Mencion]) -> bool:
    """ "más … en 2023 que en 2022"."""
    if len(dichas) < 2:
        return False
    entre = {t.norma for t in c.tokens[dichas[0].fin : dichas[-1].ini + 1]}
    antes = {t.norma for t in c.tokens[: dichas[0].fin]}
    return "que" in entre and bool({"mas", "menos"} & (antes | entre))


def solo_medida(c: Cobertura) -> bool:
    """A unit of measure and two years, and nothing else: "kilómetros en 2022 y en 2023"."""
    return c.hay("medida") and not c.hay("nombre", "nivel", "clase", "meta", "rango", "promedio", "causa")


def meta_de(c: Cobertura) -> bool:
    """ "La meta de usuarios": one goal, named by its measure."""
    return c.hay("medida") and any(s.valor == "meta" and c.tokens[s.fin - 1].norma == "meta" for s in c.de("nombre"))


def hay_palabras(c: Cobertura, voc: Vocabulario) -> bool:
    """Whether words of the question are looked for in the goals' texts."""
    return any(not c.tokens[i].vacio and not c.tokens[i].numero and c.tokens[i].raiz in voc.frecuencia and not es_verbo(c.tokens, i) for i in c.sueltos)


def sustantivos(c: Cobertura) -> bool:
    """Whether the question has a subject of its own, in words that no report need have as they are ("la recolección")."""
    return any(not c.tokens[i].vacio and not c.tokens[i].numero and not es_verbo(c.tokens, i) for i in c.sueltos)


_NO_TUVO = re.compile(r"\bno (?:tuv|tien|teng|hub|dej|registr|present|report|acumul)\w+ ")


def no_tuvo(c: Cobertura) -> bool:
    """ "No tuvieron metas incumplidas": none of them was so."""
    return _NO_TUVO.search(" ".join(t.norma for t in c.tokens)) is not None


#: "… y de qué municipio son": each goal is told with its own place anyway.
_DE_DONDE = re.compile(r"y (?:de|en|a|por) (?:que|cual) (?:municipio|ayuntamiento|unidad|area|dependencia|direccion|programa|ramo|ano|ejercicio)s?(?: (?:son|es|eran|fue|fueron|pertenecen|corresponden|se trata))?$")


def sin_de_donde(c: Cobertura) -> None:
    """Take out a last "y de qué municipio son" after goals that are asked for: it groups nothing."""
    m = _DE_DONDE.search(texto := " ".join(t.norma for t in c.tokens))
    metas = [s for s in c.de("nombre", "nivel") if s.valor in ("meta", "accion", "principal")]
    if m is None or not metas or not c.hay("pide") or c.hay("cuenta", "rango") or cabeza_de(c).tipo not in ("nombre", "nivel"):
        return
    ini, _ = lugar(texto, m)
    if metas[0].ini < ini:
        c.spans = [s for s in c.spans if s.ini < ini]
        c.sueltos = [i for i in c.sueltos if i < ini]


_FINITO = re.compile(r"(?:si )?(?:(?:se|le|les|ya) )*(?:(?:ha|han|habia|habian) (?:cumplid|alcanzad|lograd|llegad|rebasad|superad)o|cumpl(?:io|ieron|imos)|alcanz(?:o|aron|amos)|logr(?:o|aron|amos)|lleg(?:o|aron|amos)|complet(?:o|aron)|conclu(?:yo|yeron)|rebas(?:o|aron)|super(?:o|aron)|exced(?:io|ieron))\b")


def afirma_que_se_cumplio(c: Cobertura) -> bool:
    """ "En Cerro Blanco sí cumplieron con el bacheo": a verb of its own and no word that asks for anything: yes or no."""
    buenas = [s for s in c.de("clase") if s.valor in ("cumplidas", "exacta", "rebasada")]
    pide = c.hay("pide", "cuenta", "cita", "explica", "quien", "catalogo", "compara", "rango", "causa", "nombre", "nivel")
    return len(buenas) == 1 and not pide and _FINITO.search(" ".join(t.norma for t in c.tokens[max(0, buenas[0].ini - 2) : buenas[0].fin])) is not None


def la_meta_de_una_medida(c: Cobertura, h: Huecos) -> bool:
    """ "¿Se cumplió la meta de auditorías?", "¿y la de becas se cumplió?": of the goal that a measure names, in the singular, yes
    or no."""
    medidas = [f for f in h.filtros if isinstance(f, En) and f.entidad == "medida" and not f.negado]
    clases = c.de("clase")
    if len(medidas) != 1 or len(medidas[0].valores) != 1 or len(clases) != 1 or clases[0].valor not in ("cumplidas", "exacta") or c.hay("pide", "cuenta", "cita", "explica", "quien", "compara", "rango", "causa", "dim", "cambio", "varios"):
        return False
    verbo = " ".join(t.norma for t in c.tokens[max(0, clases[0].ini - 2) : clases[0].fin])
    plural = any(t.norma in ("metas", "objetivos", "acciones", "todas", "todos") for t in c.tokens)
    return not plural and re.search(r"\b(?:se (?:ha )?(?:cumpl|logr|alcanz|complet)(?:io|o|ido|ado|ieron|aron)|cumpli(?:o|eron)|lleg(?:o|aron) a)\b", verbo) is not None


def avanzo_en_un_ano(c: Cobertura) -> None:
    """ "¿Cuál avanzó más en bacheo en 2021?": how far each went in the one year that is named, and not what changed since another."""
    dichos = [s for s in c.de("cambio") if s.valor == "avanzo"]
    otras = c.hay("dos_cortes", "dos_trimestres", "cortes_mes", "cortes_n", "meses", "previo", "varios", "tendencia", "corte", "hasta_mes", "mes", "trimestre")
    if len(dichos) != 1 or otras or len(c.de("ano")) != 1 or re.search(r"\b(?:desde|respecto|contra)\b", " ".join(t.norma for t in c.tokens)):
        return
    s = dichos[0]
    cual = next((i for i in range(s.ini, s.fin) if c.tokens[i].norma in ("mas", "menos")), s.ini)
    sentido = "asc" if c.tokens[cual].norma == "menos" else "desc"
    verbo = next(i for i in range(s.ini, s.fin) if c.tokens[i].norma.startswith("avanz"))
    nuevas = [replace(s, ini=cual, fin=cual + 1, tipo="rango", valor=sentido), replace(s, ini=verbo, fin=verbo + 1, tipo="metrica", valor="avance")]
    c.spans = sorted([x for x in c.spans if x is not s] + nuevas, key=lambda x: x.ini)


def periodo_mencionado(c: Cobertura) -> None:
    """ "Metas que mencionan el semestre": after a verb of saying, the noun of a period is a word to look for."""
    for s in [s for s in c.de("dim") if s.valor == "trimestre"]:
        antes = next((x for x in c.de("cita", "sobre") if 0 <= s.ini - x.fin <= 1), None)
        if antes is not None and re.match(r"mencion|habl|cit|alud", c.tokens[antes.fin - 1].norma):
            c.spans.remove(s)
            c.sueltos = sorted({*c.sueltos, *range(s.ini, s.fin)})


def sin_ano_anterior(c: Cobertura, voc: Vocabulario) -> None:
    """ "¿Cuántas dejaron de cumplirse por COVID en 2021?", the first year that is loaded: those that were not met, since nothing
    is known of what they were before."""
    cambios, anos = c.de("cambio"), [a for s in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(s.valor))]
    if len(cambios) == 1 and cambios[0].valor == "dejo" and voc.ejercicios and anos == [str(min(voc.ejercicios))] and not c.hay("clase", "previo", "varios", "corte", "trimestre", "mes"):
        c.spans[c.spans.index(cambios[0])] = replace(cambios[0], tipo="clase", valor="no_cumplidas")


def sin_ninguno(c: Cobertura) -> None:
    """ "¿Qué unidades no tuvieron metas incumplidas en ninguno de los años?": in all of them none, and no state of each to be told."""
    if cabeza_de(c).tipo == "dim" and no_tuvo(c) and c.hay("clase") and c.de("nombre", "nivel"):
        c.spans = [s for s in c.spans if s.tipo != "varios"]


def sin_obras(c: Cobertura) -> None:
    """ "¿Cuántas viviendas se mejoraron?": what was done to something counted, not how a goal changed."""
    if not c.hay("cuenta") or cabeza_de(c).tipo not in ("texto", "medida"):
        return
    obras = [s for s in c.de("cambio") if s.valor in ("mejor", "peor", "cambio") and "se" in (c.tokens[s.ini].norma, c.tokens[s.ini - 1].norma if s.ini else "")]
    for s in obras:
        c.spans.remove(s)
        c.sueltos = sorted({*c.sueltos, *range(s.ini, s.fin)})


def sin_cambio_explicado(c: Cobertura) -> None:
    """ "¿Por qué se bajó la meta de viviendas?": the reason of one goal, whatever happened to it, and no change to be found."""
    if c.hay("explica", "cita") and (c.hay("meta") or meta_de(c)) and len(c.de("ano", "corte")) < 2:
        for s in c.de("cambio", "corregida"):
            c.spans.remove(s)


def dejo_por_una_causa(c: Cobertura) -> None:
    """ "¿Cuántas dejó de cumplir a causa de la lluvia?": those that were not met, whether or not they had been before."""
    if c.hay("causa"):
        c.spans = [replace(s, tipo="clase", valor="no_cumplidas") if s.tipo == "cambio" and s.valor == "dejo" else s for s in c.spans]
