"""Whether a question is ours at all, and what of it nothing loaded covers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.grammar.causes import le_falto
from assistant.grammar.heads import causas_de_un_lugar
from assistant.grammar.slots import Huecos
from assistant.lexicon import MUNICIPALES, es_encargo
from assistant.link import Nombre, Vocabulario
from assistant.plan import Aclarar, En, FueraDeTema, Opcion, SinDatos, Texto, Umbral
from assistant.spans import Cobertura, Span, es_verbo
from index.textos import raiz


def ajena(c: Cobertura) -> FueraDeTema | SinDatos | None:
    if not c.tokens:
        return FueraDeTema(motivo="vacia")
    if c.hay("instruccion"):
        return FueraDeTema(motivo="instruccion")
    if c.hay("futuro"):
        # What is to come stands in no report: of goals that is said, of anything else it is off topic.
        propia = c.hay("clase", "nombre", "nivel", "meta", "unidad", "medida", "programa", "trimestre", "corte") or any(s.tipo == "metrica" and s.valor != "avance" for s in c.spans)
        return SinDatos(faltante="lo que está por ocurrir: los avances físicos dicen lo alcanzado hasta su corte") if propia else FueraDeTema()
    utiles = [s for s in c.spans if s.tipo not in ("saludo", "cortesia", "sigue")]
    if c.hay("saludo") and not utiles and len(c.sueltos) <= 2:
        return FueraDeTema(motivo="saludo")
    dinero = c.de("dinero")
    if dinero and not _es_tema(c, dinero[0]):
        return SinDatos(
            faltante=f"cifras de dinero («{c.texto(dinero[0])}»): los avances físicos programáticos no las traen"
        )
    return None


def _es_tema(c: Cobertura, dinero: Span) -> bool:
    """Whether a word of money is a subject ("metas sobre ingresos", "estimación de ingresos"), not the figure asked."""
    antes = [s for s in c.spans if s.fin <= dinero.ini]
    if any(s.tipo in ("sobre", "cita") for s in antes):
        return True
    nombres = [s for s in antes if s.tipo in ("nombre", "nivel") and s.valor != "informe"]
    previa = next((i for i in range(dinero.ini - 1, -1, -1) if not c.tokens[i].vacio), None)
    return bool(nombres) or (previa is not None and previa in c.sueltos)


_OFICINAS = frozenset(
    "jefatura departamento direccion coordinacion oficina secretaria subdireccion area dependencia".split()
)


def _oficina_ausente(c: Cobertura, voc: Vocabulario) -> SinDatos | None:
    """An office or municipality named by words that no loaded one has: "Dirección de Obras Públicas"."""
    for s in c.de("dim"):
        ultima = c.tokens[s.fin - 1].norma
        if (
            s.valor not in ("unidad", "municipio")
            or (s.valor == "unidad" and ultima not in _OFICINAS)
            or ultima.endswith("s")
        ):
            continue
        i = s.fin
        while i < len(c.tokens) and c.tokens[i].norma in ("de", "del", "la", "las", "los", "el"):
            i += 1
        dichas: list[str] = []
        unido = i > s.fin
        while (
            i < len(c.tokens)
            and ((i in c.sueltos and not c.tokens[i].vacio) or (dichas and c.tokens[i].norma in ("de", "y", "la")))
            and not es_verbo(c.tokens, i)
        ):
            dichas.append(c.tokens[i].texto)
            i += 1
        if (
            (unido or s.valor == "municipio")
            and any(len(d) > 3 for d in dichas)
            and (s.valor == "unidad" or dichas[0][:1].isupper())
        ):
            que = "la unidad" if s.valor == "unidad" else "el municipio"
            cercanos = tuple(
                sorted(
                    {
                        f"{n.codigo} {n.nombre}" if n.entidad == "unidad" else n.nombre
                        for n in voc.nombres
                        if n.entidad == s.valor
                    }
                )
            )[:8]
            return SinDatos(faltante=f"{que} «{' '.join(dichas)}»", cercanos=cercanos)
    return None


def ausentes(c: Cobertura, voc: Vocabulario) -> SinDatos | None:
    if falta := _oficina_ausente(c, voc):
        return falta
    for s in c.de("ausente"):
        que, cual = s.valor
        cercanos: tuple[str, ...] = ()
        if que == "meta":
            cercanos = tuple(sorted((m for m in voc.metas if m.split(".")[0] == cual.split(".")[0]), key=_orden_meta))[
                :6
            ]
        elif que == "línea de acción":
            cercanos = tuple(sorted(k for k in voc.lineas if k.split(".")[0] == cual.split(".")[0]))[:6]
        else:
            cercanos = tuple(sorted({f"{n.codigo} {n.nombre}" for n in voc.nombres if n.entidad == que}))[:6]
        articulo = "la" if que.startswith(("meta", "unidad", "línea")) else "el"
        return SinDatos(faltante=f"{articulo} {que} {cual}", cercanos=cercanos)
    return None


def _orden_meta(numero: str) -> tuple[int, ...]:
    return tuple(int(p) if p.isdigit() else 0 for p in numero.split("."))


def ambiguedad(c: Cobertura, voc: Vocabulario) -> Aclarar | None:
    for s in c.de("ambiguo"):
        nombres: Sequence[Nombre] = s.valor
        antes = " ".join(t.texto for t in c.tokens[: s.ini])
        luego = " ".join(t.texto for t in c.tokens[s.fin :])
        opciones = tuple(
            Opcion(
                texto=f"{n.entidad.capitalize()} {n.codigo}: {n.nombre}",
                pregunta=" ".join(f"{antes} {n.entidad} {n.codigo} {luego}".split()),
            )
            for n in nombres
        )
        return Aclarar(duda=f"«{c.texto(s)}» puede referirse a más de una cosa. ¿A cuál se refiere?", opciones=opciones)
    return None


#: What a question may point back to inside itself: "las metas incumplidas y las causas de esas".
_ANTECEDENTES = ("nombre", "meta", "unidad", "programa", "ramo", "linea", "medida", "municipio")
#: So many goals are offered where a question points to none.
_OFRECIDAS = 5


_NADA_PROPIO = frozenset(("sigue", "metrica", "pide", "cuenta", "cortesia", "saludo", "explica", "cita"))


def _la_otra(c: Cobertura) -> list[Span]:
    """ "¿Y la otra cómo quedó?", where nothing else is named."""
    normas = [t.norma for t in c.tokens]
    i = next((k for k in range(1, len(normas)) if _OTRA.fullmatch(normas[k]) and normas[k - 1] in ("la", "el", "las", "los")), None)
    if i is None or any(s.tipo not in _NADA_PROPIO for s in c.spans) or any(not c.tokens[k].vacio for k in c.sueltos if k != i):
        return []
    return [Span(i - 1, i + 1, "esas", True, 1.0)]


_OTRA = re.compile(r"otr[oa]s?|a?demas|siguientes?|anterior(?:es)?")


def sin_referente(c: Cobertura, voc: Vocabulario) -> Aclarar | None:
    """A first question that points back ("¿y esa cuánto lleva?"): there is nothing that it can mean."""
    esas = c.de("esas") or _la_otra(c)
    if not esas or any(s.tipo in _ANTECEDENTES and s.valor != "informe" and s.fin <= esas[0].ini for s in c.spans) or any(i < esas[0].ini and not c.tokens[i].vacio for i in c.sueltos):
        return None
    if c.hay("unidad", "programa", "ramo") and c.tokens[esas[0].fin - 1].norma.startswith(("unidad", "area", "jefatura", "direccion")):
        return None
    antes = " ".join(t.texto for t in c.tokens[: esas[0].ini])
    luego = " ".join(t.texto for t in c.tokens[esas[0].fin :])
    principales = sorted((m for m in voc.metas if "." not in m), key=_orden_meta)[:_OFRECIDAS]
    opciones = tuple(Opcion(texto=f"Meta {m}", pregunta=" ".join(f"{antes} la meta {m} {luego}".split())) for m in principales)
    return Aclarar(duda=f"«{c.texto(esas[0])}» no señala ninguna meta: es la primera pregunta. ¿De qué meta, unidad o tema se trata? Dígalo por su número o por su nombre.", opciones=opciones)


_FUERTES = (
    "clase",
    "nombre",
    "nivel",
    "dim",
    "unidad",
    "programa",
    "ramo",
    "linea",
    "meta",
    "persona",
    "medida",
    "conobs",
    "audita",
    "regla",
    "trimestre",
    "corte",
    "meses",
    "dos_trimestres",
)


def es_del_dominio(c: Cobertura, h: Huecos) -> bool:
    fuertes = [
        s
        for s in c.spans
        if s.tipo in _FUERTES
        or (
            s.tipo == "metrica"
            and s.valor in ("programado", "avance", "brecha", "meta_anual", "proporcion", "alcanzado")
        )
    ]
    causa = (c.hay("causa") and c.hay("por_causa", "cita", "explica", "esas", "cuenta")) or causas_de_un_lugar(c)
    causa = causa or (any(le_falto(c, s) for s in c.de("causa")) and c.hay("ano", "municipio", "unidad", "programa", "ramo"))  # "¿dónde hizo falta gente en 2023?"
    if any(c.tokens[s.ini].norma == "top" for s in c.de("rango")):
        return True
    umbral = re.search(r"\ben (?:verde|rojo|amarillo)\b", " ".join(t.norma for t in c.tokens)) is not None
    umbral = umbral or any(isinstance(f, Umbral) and f.metrica == "avance" for f in h.filtros)
    if h.fijo or (h.intent == "compare" and h.agrupar):
        return True
    return bool(fuertes) or causa or umbral or h.intent == "who"


def lo_que_falta(c: Cobertura, h: Huecos, voc: Vocabulario, sigue: bool) -> SinDatos | FueraDeTema | None:
    texto = any(isinstance(f, Texto) for f in h.filtros)
    municipal = not c.hay("quien") and any(raiz(t.norma) in {raiz(m) for m in MUNICIPALES} for t in c.tokens)
    fuerte = [
        s
        for s in c.spans
        if s.tipo in _FUERTES and s.tipo not in ("dim", "causa", "medida", "nombre", "clase", "persona")
    ] or [s for s in c.spans if s.tipo in ("nombre", "nivel", "dim", "clase", "causa", "medida", "persona")]
    if h.desconocidas and (any(isinstance(f, En) and f.entidad == "meta" for f in h.filtros) or _sobran(h, voc)):
        h.notas += [f"Ningún informe cargado menciona “{d}”." for d in h.desconocidas]
        h.desconocidas = []
    if h.desconocidas:
        if _es_de_otra_cosa(c, h, fuerte):
            return FueraDeTema()
        if h.dominio and (fuerte or municipal or texto or c.hay("metrica")):
            return SinDatos(faltante="«" + " ".join(h.desconocidas) + "»", palabras=h.intent == "quote")
        return SinDatos(faltante="«" + " ".join(h.desconocidas) + "»") if municipal else FueraDeTema()
    if h.dominio:
        if h.terminos and not texto:
            return SinDatos(faltante="«" + " ".join(h.terminos) + "»")
        return None
    if texto and not c.hay("quien"):
        return None
    if sigue and (
        c.hay(
            "total_general",
            "unidad",
            "municipio",
            "causa",
            "negado",
            "esas",
            "ordena",
            "explica",
            "cita",
            "sigue",
            "rango",
            "ano",
            "compara_num",
            "cifra",
            "cuenta",
            "pide",
            "solo",
            "suma",
            "promedio",
        )
    ):
        return None
    return FueraDeTema()


def _es_de_otra_cosa(c: Cobertura, h: Huecos, fuerte: Sequence[Span]) -> bool:
    """ "Una receta para la comida de la oficina": what is asked for stands nowhere, and all that is ours is the place that it
    is for, named last and in general."""
    solo_lugar = all(s.tipo == "dim" and s.valor in ("unidad", "municipio") for s in fuerte) and len(fuerte) <= 1
    propio = c.hay("municipio", "ano", "metrica", "cuenta", "quien", "causa", "catalogo") or any(t.norma in {raiz(m) for m in MUNICIPALES} | MUNICIPALES for t in c.tokens)
    dichas = [k for k, t in enumerate(c.tokens) if t.texto in h.desconocidas]
    return solo_lugar and not propio and h.cabeza_desconocida and (len(dichas) > 1 or any(es_encargo(t.norma) for t in c.tokens)) and all(s.ini > dichas[-1] for s in fuerte)


def _sobran(h: Huecos, voc: Vocabulario) -> bool:
    """One word that stands nowhere among two or more that stand together in a text: the subject is known all the same."""
    textos = [f for f in h.filtros if isinstance(f, Texto) and not f.cercano]
    if len(h.desconocidas) != 1 or h.cabeza_desconocida:
        return False
    medidas = {raiz(p) for f in h.filtros if isinstance(f, En) and f.entidad == "medida" for v in f.valores for p in v.split()}
    if medidas and h.intent in ("detail", "explain") and not h.cerrada and _es_una(voc, medidas):
        return True  # what one goal alone is counted in names it
    return any(len(f.terminos) >= 2 or (medidas and _es_una(voc, medidas | {raiz(t) for t in f.terminos})) for f in textos)


def _es_una(voc: Vocabulario, raices: set[str]) -> bool:
    """Whether words stand together in the text of one goal, at one or two cuts, so that they name it."""
    return 1 <= voc.cuantas(frozenset(raices), 3) <= 2
