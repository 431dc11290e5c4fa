"""Goals that are told by another one: "con la misma unidad de medida que la meta 1.2 de bibliotecas".

The goal that is pointed at, with the place that is named after it, is taken out of the cover before its spans are read as
what is asked for; a place that is named before it is where the others are looked for.
"""

from __future__ import annotations

import re
from typing import cast

from assistant.filtros import ComoMeta, Comun
from assistant.grammar.relations import plural_de_metas
from assistant.plan import Aclarar, En, Entidad
from assistant.spans import Cobertura, Span

_COMUNES: dict[str, Comun] = {"unidad de medida": "medida", "medida": "medida", "linea": "linea", "causa": "causa", "motivo": "causa", "razon": "causa", "programa": "programa", "ramo": "ramo", "unidad": "unidad", "unidad ejecutora": "unidad", "area": "unidad", "meta anual": "meta_anual", "avance": "avance", "cumplimiento": "avance", "porcentaje": "avance"}
_QUE = r"(?P<que>unidad de medida|medida|linea(?: de accion)?|causa|motivo|razon|programa|ramo|unidad(?: ejecutora)?|area|meta anual|avance|cumplimiento|porcentaje)"
_ANTES = r"(?:(?:que|con|por|de|del|en|bajo|y|se|tienen?|tengan|tuvieron|usan?|usen|senalan?|reportan?|pertenecen? al?|corresponden? a|son) )*"
_REFERENCIA = r"(?:la |el )?(?:de la )?(?:meta |accion |objetivo |numero |num )?"
_PATRONES = (
    re.compile(rf"\b{_ANTES}(?:la |el |su |una |un )?(?:mism[oa]|igual) {_QUE} (?:que|a|de) {_REFERENCIA}(?=\d)"),
    re.compile(rf"\b(?:que )?(?:compart\w+|coincid\w+)(?: en)? (?:la |el |su )?(?:mism[oa] )?{_QUE} con {_REFERENCIA}(?=\d)"),
    re.compile(rf"\b(?:que )?(?:se )?(?:miden?|midan|cuentan?)(?: en \w+)?(?: igual| en lo mismo| de la misma (?:forma|manera)| como) (?:que |a )?{_REFERENCIA}(?=\d)"),
)
#: Other things by which a goal is held against another: they are not compared so.
_DE_OTRO_MODO = re.compile(rf"\b(?:mism[oa]s?|igual(?:es)?|compart\w+|coincid\w+|(?:van|iban|estan|andan|quedaron|salieron)? ?(?:mejor|peor)(?:es)?|(?:mas|menos|mayor(?:es)?|menor(?:es)?)(?: \w+){{0,3}})(?: \w+){{0,3}} (?:que|con|a) {_REFERENCIA}(?=\d+\.\d)")
#: The same, of a goal that is not told by its number.
_SIN_NUMERO = re.compile(rf"\b(?:mism[oa]|compart\w+(?: (?:la|el|su))?) {_QUE} (?:que|con) (?:la|el) (?:meta|accion|objetivo|de)\b(?! \d)")
_LUGARES = ("unidad", "programa", "ramo", "municipio")
#: What may stand between the goal and its place.
_NEXOS = frozenset("de del la el los las en".split())


def como_otra_meta(c: Cobertura) -> Aclarar | None:
    """Leave in the cover a span of what is shared with which goal; ask which, where its number isn't told."""
    texto = " ".join(t.norma for t in c.tokens)
    for patron in _PATRONES:
        if m := patron.search(texto):
            ini, numero = (texto[:i].count(" ") for i in m.span())
            if (meta := next((s for s in c.de("meta") if s.ini <= numero < s.fin), None)) is not None:
                _poner(c, ini, meta, _comun(m))
                return None
    if plural_de_metas(c) and c.hay("meta") and _DE_OTRO_MODO.search(texto):
        return Aclarar(duda="Con otra meta se compara por su unidad de medida, su línea de acción, su causa, su unidad, su programa, su meta anual o su avance iguales. ¿Por cuál?", opciones=())
    if _SIN_NUMERO.search(texto) and not c.hay("meta"):
        return Aclarar(duda="Diga el número de la meta con la que se compara, y su unidad: «… que la meta 1.2 de la unidad 201».", opciones=())
    return None


def _comun(m: re.Match[str]) -> Comun:
    dicho = m.groupdict().get("que") or "medida"
    return _COMUNES[dicho.removesuffix(" de accion")]


def _poner(c: Cobertura, ini: int, meta: Span, que: Comun) -> None:
    suyos, fin = _lugares(c, meta.fin)
    numero = meta.valor[0] if isinstance(meta.valor, tuple) else str(meta.valor)
    lugares = tuple(En(entidad=cast(Entidad, s.tipo), valores=tuple(s.valor) if isinstance(s.valor, tuple) else (s.valor,)) for s in suyos)
    dicho = Span(ini, fin, "como", ComoMeta(que=que, meta=numero, lugar=lugares), 10.0)
    c.spans = sorted([*(s for s in c.spans if s.fin <= ini or s.ini >= fin), dicho], key=lambda s: s.ini)
    c.sueltos = [i for i in c.sueltos if not ini <= i < fin]


def _lugares(c: Cobertura, desde: int) -> tuple[list[Span], int]:
    """The places named right after the goal, and where they end."""
    suyos: list[Span] = []
    fin = desde
    for s in c.spans:
        if s.ini < desde:
            continue
        if s.tipo not in _LUGARES or not {t.norma for t in c.tokens[fin : s.ini]} <= _NEXOS:
            break
        suyos.append(s)
        fin = s.fin
    return suyos, fin
