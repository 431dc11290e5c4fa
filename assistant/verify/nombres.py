"""Names: those cited stand in the line as printed, and those that a line says are of what it cites or of the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from assistant import cotejo
from assistant.answers.pieces import dichas
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.marcas import CITA, CODIGO, citadas
from assistant.verify.renglon import Renglon, llano
from assistant.verify.respuesta import Respuesta
from assistant.wording import ORDINAL
from index.periodos import MESES, trimestre_de
from index.textos import plegar

_ENTRE_COMILLAS = re.compile(r"“([^”]*)”")
_SENALADAS = re.compile(r"Causas? señaladas?: ([^.]*)\.")
_TRIMESTRES = {t: re.compile(rf"\b{ordinal} trimestre") for t, ordinal in ORDINAL.items()}
_CON_NOMBRE = re.compile(rf"(?<![\w.\-/])({CODIGO}) \(([^()\d][^()]*)\)")
_CON_NUMERO = re.compile(rf"con número ({CODIGO}(?:, {CODIGO})*(?: y {CODIGO})?)")
_CODIGO = re.compile(CODIGO)
#: What stands in parentheses after a figure that the form does not print.
_COMO_SE_HIZO = re.compile(rf"suma de los trimestres|(?:{'|'.join(ORDINAL.values())}) trimestre")
_NOMBRADAS = frozenset(("causa", "medida", "unidad", "programa", "ramo", "municipio"))


def faltas(r: Respuesta, renglon: Renglon) -> Iterable[str]:
    """Names cited stand in the line as printed; a loaded unit, cause or quarter named is one of what the line cites."""
    for n in renglon.citadas:
        c = r.citas[n]
        campo = str(c.get("field"))
        if campo.endswith("_nombre") or campo.startswith("firma"):
            if not renglon.nombra(str(c.get("literal"))):
                yield f"El nombre «{c.get('literal')}» que cita [{n}] no está en su renglón."
    if not renglon.citadas:
        return
    citas = [r.citas[n] for n in renglon.citadas]
    metas = {str(c.get("meta_id")) for c in citas} & r.filas.keys()

    def dicen(nombre: str) -> bool:
        """Whether what is cited, or the plan, says a name: asked of few."""
        citado = (str(c.get("literal")) for c in citas if c.get("kind") != "set")
        return llano(nombre) in llano(" ".join([*citado, *r.nombres_del_plan]))

    yield from _causas(r, renglon, citas, metas, dicen)
    yield from _junto_a_su_nombre(r, renglon)
    yield from _de_su_celda(r, renglon)
    nombradas = [u for u in r.unidades_desde(renglon.palabras) if renglon.nombra(u)]
    for nombre in nombradas:
        if any(u != nombre and llano(nombre) in llano(u) for u in nombradas):
            continue  # "Casa de la Cultura", of "Casa de la Cultura Municipal"
        usados = {str(c.get("unidad")) for c in citas} | r.palabras_del_plan
        if not r.codigos_por_nombre[nombre] & usados and not dicen(nombre):
            yield f"El renglón nombra «{nombre}», que no es de lo que cita."
    yield from _trimestres(r, renglon, citas)


_ENTRE_PARENTESIS = re.compile(r"(?: \([^()]*\))?\**\s*$")


def _junto_a_su_nombre(r: Respuesta, renglon: Renglon) -> Iterable[str]:
    """A mark right after a unit's name, of a cell that prints a unit's name, is of that one."""
    for m in renglon.marcas:
        suyas = [r.citas[n] for n in citadas(m.group(1)) if n in r.citas]
        if len(suyas) != 1 or suyas[0].get("field") != "unidad_nombre":
            continue
        entero = llano(renglon.limpio[: m.start()])
        antes = llano(_ENTRE_PARENTESIS.sub("", renglon.limpio[: m.start()]))
        impreso = llano(str(suyas[0].get("literal")))
        if not antes.endswith(impreso) and not entero.endswith(impreso) and any(antes.endswith(llano(u)) for u in r.unidades_desde(renglon.palabras)):
            yield f"La cita tras el nombre de una unidad es de otra, «{suyas[0].get('literal')}»."


#: A group as answers name it, its code and its name, where the line or one of its parts begins.
_GRUPO = re.compile(rf"(?:^- |: |; ){CODIGO}, (?P<nombre>[^:;,]*(?:, [^:;,]*)*)$")
_NOMBRES = ("unidad_nombre", "programa_nombre", "ramo_nombre")


def _de_su_celda(r: Respuesta, renglon: Renglon) -> Iterable[str]:
    """A mark right after the code and name that a group begins with is of the cell that prints the name, and of no set."""
    for m in renglon.marcas:
        grupo = _GRUPO.search(renglon.limpio[: m.start()].rstrip())
        suyas = [r.citas[n] for n in citadas(m.group(1)) if n in r.citas]
        if grupo is None or not suyas or any(c.get("kind") != "set" for c in suyas):
            continue
        nombre = llano(grupo["nombre"])
        if any(c.get("field") in _NOMBRES and llano(str(c.get("literal"))) == nombre for c in r.citas.values()):
            yield f"La cita tras «{grupo['nombre']}» no es de la celda que lo imprime."


def _causas(r: Respuesta, renglon: Renglon, citas: Sequence[Mapping[str, Any]], metas: set[str], dicen: Callable[[str], bool]) -> Iterable[str]:
    senaladas = _SENALADAS.search(renglon.limpio) if " señalada" in renglon.limpio else None
    if senaladas and len(metas) == 1:
        suyas = {ETIQUETAS_CAUSA.get(c["causa"], "") for k in metas for c in r.filas[k].causas}
        if set(re.split(r", | y | e ", senaladas.group(1))) != suyas:
            yield f"«{senaladas.group(1)}» no son las causas de la meta citada."
    dicho = renglon.llano
    dichas = {causa: etiqueta for causa, etiqueta in ETIQUETAS_CAUSA.items() if llano(etiqueta) in dicho}
    if not dichas:
        return
    # What a set is of is named by its printed words ("Capacitar al personal"), which give no cause.
    impresas = {llano(str(v)) for c in citas for v in (c.get("params") or {}).values()}
    dicho = llano(_ENTRE_COMILLAS.sub(lambda m: " " if llano(m[1]) in impresas else m[0], renglon.limpio))
    dichas = {causa: etiqueta for causa, etiqueta in dichas.items() if llano(etiqueta) in dicho}
    causas = (
        r.palabras_del_plan
        | {c["causa"] for k in metas for c in r.filas[k].causas}
        | {str(v) for c in citas for v in (c.get("params") or {}).values()}
    )
    for causa, etiqueta in dichas.items():
        if causa not in causas and not dicen(etiqueta):
            yield f"El renglón señala «{etiqueta}», que no es causa de lo que cita."


def _trimestres(r: Respuesta, renglon: Renglon, citas: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    if r.plan.get("intent") == "audit" or " trimestre" not in renglon.plegado:
        return
    for t, patron in _TRIMESTRES.items():
        if patron.search(renglon.plegado) and t not in r.dicho_en_el_plan and not any(_del_trimestre(c, t) for c in citas):
            yield f"El renglón habla del {ORDINAL[t]} trimestre, que no es de lo que cita."


def _del_trimestre(c: Mapping[str, Any], t: str) -> bool:
    """Whether a cell's field is a quarter's, or one of its months', or a set's query reads it."""
    campo = str(c.get("field"))
    cual = campo.rpartition(".")[2]
    return campo.endswith(t) or (cual in MESES and trimestre_de(cual) == t) or f"_{t.lower()}" in str(c.get("sql", ""))


# -- the plan ------------------------------------------------------------------------------------------------------------
def del_plan(r: Respuesta) -> Iterable[str]:
    """What the plan filters by is named right: its causes are said, and a code's name in parentheses is its own."""
    texto = CITA.sub(" ", str(r.r.get("answer") or ""))
    todo = Renglon(texto, ())
    relaciones = [[p.get(k) for k in ("periodos", "relacion", "contraste", "agrupar")] for p in r.planes]
    yield from cotejo.de_periodos(r.planes, texto)
    for k, p in enumerate(r.planes):
        yield from cotejo.de_relacion(p, texto, relaciones[: k + 1].count(relaciones[k]))
    yield from cotejo.de_condiciones(r.planes, texto)
    relacionados = [f for p in r.planes for dichos in (p.get("relacion") or {}).get("filtros") or [] for f in dichos]
    for f in [*(r.plan.get("filtros") or []), *relacionados]:
        if f.get("tipo") == "causa":
            yield from (
                f"El texto no nombra la causa «{ETIQUETAS_CAUSA[k]}»."
                for k in f.get("causas") or []
                if not todo.nombra(ETIQUETAS_CAUSA[k])
            )
    if set(r.plan.get("agrupar") or []) & _NOMBRADAS:
        # Of two parts, the answer does not say of which one its table lacks goals: either may tell fewer groups.
        mostradas = len(r.r.get("rows") or []) if len(r.planes) == 1 else 0
        yield from (
            f"El texto no nombra «{g['name']}»."
            for g in (r.r.get("groups") or [])[: dichas(int(r.r.get("total") or 0), mostradas)]
            if g.get("name") and not todo.nombra(str(g["name"]))
        )
    for m in _CON_NOMBRE.finditer(texto):
        nombres = {plegar(n.nombre) for n in r.voc.codigos.get(m.group(1), ())} | {
            plegar(x) for k, x in r.voc.lineas.items() if k == m.group(1)
        }
        if nombres and plegar(m.group(2)) not in nombres and not _COMO_SE_HIZO.fullmatch(m.group(2)):
            yield f"«{m.group(2)}» no es el nombre de {m.group(1)}."
    metas = [[str(v) for f in p.get("filtros") or [] if f.get("entidad") == "meta" for v in f["valores"]] for p in r.planes]
    for m in _CON_NUMERO.finditer(texto):
        if _CODIGO.findall(m.group(1)) not in metas:
            yield "Las metas nombradas no son las del plan."
