# ruff: noqa: E501  (the tables of phrases read better whole)
"""Observations → causes, with the words that carry each one; the taxonomy is data (``index.taxonomia``).

A mention is not yet a cause. What is denied ("no por falta de recursos") or conceded ("a pesar de la pandemia") is left
out; what is only the topic ("curso sobre el COVID") too; what is said without any wording of cause or of result has the
direction "ninguna". Direction follows the sentence's wording ("se rebasó …" → mas, "no se realizaron …" → menos).

Source: domain.md, "Causes".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from index.poa import Causa, CausaHallada, Direccion
from index.taxonomia import CAUSAS, DefinicionCausa
from index.textos import alinear

#: Wording of cause; what follows it is one, known or not ("otra").
_CONECTOR = re.compile(
    r"\b(?:debido (?:a|al)|derivad[oa]s? (?:de|del)|a causa (?:de|del)|por causas? (?:de|del)?|a raiz (?:de|del)|en virtud (?:de|del)|"
    r"con motivo (?:de|del)|por motivos? (?:de|del)|a consecuencia (?:de|del)|como (?:consecuencia|resultado) (?:de|del)|en razon (?:de|del)|"
    r"gracias (?:a|al)|toda vez que|ya que|puesto que|dado que|porque|pues\b|por (?:la |el )?(?:falta|cuestiones|problemas?|situaci)\w*|"
    r"(?:se )?(?:ocasion|origin|provoc|motiv|impid|imposibilit|afect)\w+|ante (?:la|el|los|las)|por (?:la|el|los|las)|por instruc\w+|obedece\w* a)"
)
_POR = re.compile(r"\bpor (?:el |la |los |las )?$")
_CONECTOR_FUERTE = re.compile(
    r"\b(?:debido (?:a|al)|derivad[oa]s? (?:de|del)|a causa (?:de|del)|por causas? (?:de|del)?|a raiz (?:de|del)|en virtud (?:de|del)|"
    r"por motivos? (?:de|del)|a consecuencia (?:de|del)|como consecuencia (?:de|del)|en razon (?:de|del)|toda vez que|ya que|puesto que|dado que|"
    r"porque|por falta de|por (?:cuestiones|problemas?) \w+)\s"
)
_MAS = re.compile(
    r"\b(?:rebas\w+|super(?:o|aron|ar|ando|ada|adas|ado|ados|amos)\b|sobrepas\w+|exced\w+|por encima de|aument(?:o|aron|ar|ando)\b|un aumento|"
    r"increment(?:o|aron|ar|ando)\b|mas (?:de|que) (?:lo|la|las|los) (?:\w+ )?(?:program|plane|previst|estimad|contemplad)\w*|adicional(?:es|mente)?|"
    r"mayor (?:avance|numero|cantidad|cobertura)|sobrecumpl\w+|extraordinari\w+|\w+ mas(?= que\b|[.,;]|$)|mas (?:de )?(?:personas|grupos|"
    r"solicitudes|usuarios|visitantes|eventos|incendios|entregas)|atraj\w+|crecio|crecieron|elevo|elevaron|multiplic\w+|permitio (?:atender|abrir|llegar|"
    r"capacitar|realizar)|se (?:anadi|agreg)\w+|suficientes? para \w+ \w+ mas)"
)
_MENOS = re.compile(
    r"\b(?:no se \w+|no \w+(?:aron|ieron)\b|no (?:se )?(?:\w+ )?(?:alcanz|logr|cumpl|realiz|llev|pud|concret|contempl|ejecut|efectu|impart|entreg|present|conclu|inici|aplic|atend|"
    r"otorg|program|particip|asist|permit|program|vio|acud|oper|abri|labor)\w*|no (?:fue|es|ha sido|era) (?:posible|factible|viable)|imposib\w+|cancel\w+|"
    r"suspend\w+|suspension|pospu\w+|aplaz\w+|posterg\w+|reprogram\w+|retras\w+|demor\w+|atras\w+|impid\w+|limit\w+|disminu\w+|reduj\w+|reducid\w+|"
    r"por debajo|menor\w*|cerr\w+|cierre|no hubo|no hay|quedaron? pendiente\w*|dejo de|dejaron de|incumpl\w+|afect\w+|sin poder|detuv\w+|parciales|parcialmente|desiert\w+|incomplet\w+|destruy\w+|dan(?:o|aron)\b|oblig\w+ a (?:detener|cancelar|suspender|posponer|cerrar)|acort\w+|"
    r"un \w+ menos|sin campanas|no fue autorizad\w|vacantes?|averiad\w+|descompuest\w+)"
)
_ARTICULOS = r"(?:(?:de|del|a|al|la|las|el|los|lo|un|una|por|que|ningun|ninguna|algun|alguna|tal|dicha|dicho|causas?|motivos?|debido|derivad\w|consecuencia|efectos?|raiz|con) )*"
_NEGADA = re.compile(
    r"\b(?:no (?:fue|es|era|ha sido|se debe|se debio|se debia|obedece|obedecio|se deriva|se derivo|se relaciona|tiene que ver|tuvo que ver|esta relacionad\w) "
    + _ARTICULOS
    + r"|no (?:hubo|hay|habia|existe|existio|existia|se presento|se presentaron|se registro|se registraron|influyo|afecto) (?:ningun\w* |la |el |las |los |una? )?"
    r"|no (?:por|a causa|debido|derivad\w) " + _ARTICULOS + r"|ni (?:por |de |del |a )?(?:la |el |las |los )?|sin (?:que )?(?:la |el |las |los |ningun\w* )?"
    r"|(?:a pesar|pese|aun con|no obstante|independientemente|superad\w|concluid\w|terminad\w|pasad\w|antes|ajen\w+) " + _ARTICULOS + r")$"
)  # fmt: skip
_TEMA = re.compile(
    r"\b(?:sobre|acerca|contra|prevencion|prevenir|preventiv\w+|informativ\w+|vacun\w+|pruebas?|tema|temas|tematica|concientizacion|sensibilizacion|combate|"
    r"combatir|para evitar|deteccion|kits?|campanas?|curso|cursos|taller|talleres|platicas?|conferencias?|convocatorias?)(?: (?:de|del|para|en|sobre|contra))* "
    r"(?:la |el |los |las )?$"
)
_PARA_EVITAR = re.compile(r"\b(?:para|a fin de|con el fin de) (?:evitar|prevenir|no (?:propiciar|generar|provocar))(?: (?:la|el|los|las))? $")
_FIN_DE_FRASE = re.compile(r"[.;](?=\s|$)|\n")
#: Triggers of one cause this close together are one finding.
_VECINAS = 24
_MAX_OTRA = 120


@functools.lru_cache(maxsize=4096)  # departments repeat an observation word for word
def hallar(texto: str, ejercicio: int, resultado: Direccion | None = None) -> tuple[CausaHallada, ...]:
    """The causes that an observation gives, one finding for each cause, in the order of the text.

    A finding's span is ``texto[inicio:fin]``. ``ejercicio`` bounds the phrases that mean a cause only in some years.
    ``resultado`` is what the figures beside the observation show (less or more than programmed); it decides the
    direction of a cause where the words leave it open, and nothing else.
    """
    llano = alinear(texto)
    halladas = [h for definicion in CAUSAS if (h := _hallar_una(definicion, texto, llano, ejercicio, resultado))]
    if not any(h.direccion != "ninguna" for h in halladas) and (otra := _otra(texto, llano, resultado)):
        halladas.append(otra)
    return tuple(sorted(halladas, key=lambda h: h.inicio))


@functools.cache
def _patron(causa: Causa, ejercicio: int) -> re.Pattern[str] | None:
    definicion = next(d for d in CAUSAS if d.causa == causa)
    frases = [*definicion.frases, *(f for a, b, f in definicion.frases_por_anio if a <= ejercicio <= b)]
    return re.compile(r"\b(?:" + "|".join(f"(?:{f})" for f in frases) + ")") if frases else None


def _hallar_una(
    definicion: DefinicionCausa, texto: str, llano: str, ejercicio: int, resultado: Direccion | None
) -> CausaHallada | None:
    patron = _patron(definicion.causa, ejercicio)
    tema = not definicion.fija and resultado != "mas"
    tramos = [t for t in _tramos(patron, llano) if not _descartada(llano, *t, tema)] if patron else []
    con_direccion = [(t, _direccion(definicion, llano, *t, resultado)) for t in tramos]
    if definicion.causa == "demanda":
        # Demand explains more, never less: "se suspendió a petición de los vecinos" is another cause.
        con_direccion = [c for c in con_direccion if c[1] != "menos"]
    if not con_direccion:
        return None
    (inicio, fin), direccion = next((c for c in con_direccion if c[1] != "ninguna"), con_direccion[0])
    return CausaHallada(definicion.causa, direccion, inicio, fin, texto[inicio:fin])


def _tramos(patron: re.Pattern[str], llano: str) -> Iterator[tuple[int, int]]:
    """The spans of a cause's phrases, neighbours in one sentence joined."""
    actual: tuple[int, int] | None = None
    for hallado in patron.finditer(llano):
        inicio, fin = hallado.span()
        junto = (
            actual is not None and inicio - actual[1] <= _VECINAS and not re.search(r"[.;,]", llano[actual[1] : inicio])
        )
        if actual is not None and junto and not _descartada(llano, inicio, fin, tema=False):
            actual = (actual[0], fin)
        else:
            if actual is not None:
                yield actual
            actual = (inicio, fin)
    if actual is not None:
        yield actual


def _descartada(llano: str, inicio: int, fin: int, tema: bool) -> bool:
    """Whether a phrase is denied, conceded, or (``tema``) only the topic of what was done."""
    antes = llano[max(0, inicio - 70) : inicio]
    if _NEGADA.search(antes):
        return True
    if tema and _PARA_EVITAR.search(antes) and _MENOS.search(llano, _frase(llano, inicio, fin)[0], inicio):
        return False  # what was not done so as to avoid it, not what was done about it
    return tema and bool(_TEMA.search(antes)) and not _CONECTOR_FUERTE.search(antes[-30:])


def _direccion(
    definicion: DefinicionCausa, llano: str, inicio: int, fin: int, resultado: Direccion | None
) -> Direccion:
    """What a cause explains: by the wording of result nearest to it in its sentence, else by the figures, else by
    itself."""
    if "adelant" in llano[inicio:fin]:
        return "mas"  # done before its time: more in this period
    desde, hasta = _frase(llano, inicio, fin)
    mas = _distancia(_MAS, llano, desde, hasta, inicio, fin)
    if definicion.fija:
        return "mas" if mas is not None and resultado != "menos" else definicion.direccion
    menos = _distancia(_MENOS, llano, desde, hasta, inicio, fin)
    if mas is not None and (menos is None or mas < menos):
        # "La aseguradora elevó la prima": where the figures fell short, what grew is not the result.
        return "menos" if resultado == "menos" and definicion.direccion == "menos" else "mas"
    if menos is not None:
        antes = _MENOS.search(llano[desde:inicio])
        return "mas" if definicion.direccion == "mas" and mas is None and not antes else "menos"
    if definicion.causa == "captura" or not _es_mencion(definicion, llano, desde, inicio, fin):
        return definicion.direccion
    # No wording of result nor of cause: a bare mention, unless the figures beside it show what it explains.
    return resultado or "ninguna"


def _es_mencion(definicion: DefinicionCausa, llano: str, desde: int, inicio: int, fin: int) -> bool:
    """Whether a phrase may stand in a text without being a cause, and nothing introduces it as one here."""
    if definicion.causa not in ("covid", "calendario", "clima", "contratacion", "veda_electoral"):
        return False
    antes = llano[max(desde, inicio - 60) : inicio]
    return not _CONECTOR.search(llano[max(desde, inicio - 60) : fin + 1]) and not _POR.search(antes)


def _frase(llano: str, inicio: int, fin: int) -> tuple[int, int]:
    desde = max((h.end() for h in _FIN_DE_FRASE.finditer(llano, 0, inicio)), default=0)
    siguiente = _FIN_DE_FRASE.search(llano, fin)
    return desde, siguiente.start() if siguiente else len(llano)


def _distancia(patron: re.Pattern[str], llano: str, desde: int, hasta: int, inicio: int, fin: int) -> int | None:
    """How far from a span the nearest match in its sentence is; a match inside the span is none."""
    lejos = [
        inicio - h.end() if h.end() <= inicio else h.start() - fin
        for h in patron.finditer(llano, desde, hasta)
        if h.end() <= inicio or h.start() >= fin
    ]
    return min(lejos) if lejos else None


def _otra(texto: str, llano: str, resultado: Direccion | None) -> CausaHallada | None:
    """A cause that is given as one and that the list does not have."""
    for conector in _CONECTOR_FUERTE.finditer(llano):
        if _NEGADA.search(llano[max(0, conector.start() - 40) : conector.start()]):
            continue
        desde, hasta = _frase(llano, conector.start(), conector.end())
        mas = _distancia(_MAS, llano, desde, hasta, conector.start(), conector.end())
        menos = _distancia(_MENOS, llano, desde, hasta, conector.start(), conector.end())
        if mas is None and menos is None and resultado in (None, "ninguna"):
            continue
        por_palabras: Direccion = "mas" if menos is None or (mas is not None and mas < menos) else "menos"
        direccion = por_palabras if mas is not None or menos is not None else resultado or "ninguna"
        fin = _recorte(llano, conector.end(), min(hasta, conector.start() + _MAX_OTRA), hasta)
        return CausaHallada("otra", direccion, conector.start(), fin, texto[conector.start() : fin])
    return None


def _recorte(llano: str, desde: int, fin: int, hasta: int) -> int:
    """The end of a long span, moved back to the end of a word."""
    return fin if fin == hasta or " " not in llano[desde:fin] else llano.rfind(" ", desde, fin)
