"""What a line says of states, orders, quarters and units in words is what it cites, not the opposite or another's.

Figures are checked one by one; these are the words around them, and a false one keeps every figure in its place: "no
cumplidas" of a set of goals met, "menor avance" of the highest, "segundo trimestre" beside the first one's cells, a
goal under another unit's code, a code under another unit's name. Knows rows and citations, not how they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.marcas import CODIGO, MARCA, NUMEROS, citadas
from assistant.wording import FECHA, ORDINAL, clave_dicha, iso
from index.periodos import MESES, trimestre_de
from index.textos import plegar

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.link import Vocabulario

Citas = Mapping[int, Mapping[str, Any]]

_CUMPLIDAS = re.compile(
    r"\b(?P<no>no |No )?(?:cumplidas?|[Ss]e cumpli(?:ó|eron))\b(?! (?:exactamente|solo|en parte))"
    rf"(?:(?!cumpli)[^\[\]\n;:])*\[(?P<citas>{NUMEROS})\]"
)
_A_LA_FECHA = re.compile(rf"\b[Ii]ban? (?P<como>por debajo|al corriente) de lo programado\b[^\[\]\n;:]*\[(?P<citas>{NUMEROS})\]")
_SEGUN_PLAN = re.compile(r"\b(?:número|proporción) de metas (no )?cumplidas\b(?! (?:exactamente|en parte))")
_UNA = re.compile(r"\b(no |sí )?se cumplió\b(?! (?:solo|ningun|\d))")
_ACCIONES = re.compile(rf"\bacciones (?P<no>no )?cumplidas\b[^\[\]\n;:]*\[(?P<citas>{NUMEROS})\]")
_DE_ACCIONES = re.compile(r"\bacciones (?:no )?cumplidas\b")
#: In the statement of a set of main goals told by their actions: that it is one, and that the actions are not met.
_POR_ACCIONES, _ACCION_INCUMPLIDA = " AS accion", re.compile(r"(?<!NOT )\bcual\.incumplida (?:IS|=) (?:1|true)\b", re.IGNORECASE)
#: How a set's statement says that its goals are met, or not.
_INCUMPLIDA = re.compile(r"(?<!NOT )\bmetas\.incumplida (?:IS|=) (?:1|true)\b", re.IGNORECASE)
_DE_ESTADO = re.compile(r"(?<!NOT )\bmetas\.estado IN \(([^()]*)\)")
#: Alternatives inside a statement say of no goal what it is.
_ALTERNATIVAS = re.compile(r"\((?:[^()]|\([^()]*\))* OR (?:[^()]|\([^()]*\))*\)")
_LOGRADOS = frozenset({"cumplida", "rebasada"})
_BAJO_LO_PEDIDO = frozenset({"no_cumplida", "sin_avance"})
_EXTREMO = re.compile(
    r"\b(?:La|Las|El|Los|de)\b[^\[\]\n:;.«»]*? (?:con |de )(mayor|menor)"
    r"(?= (?:a |avance|faltante|cantidad|meta anual|número|proporción))"
)
_TRIMESTRES = {ordinal: t for t, ordinal in ORDINAL.items()}
_TRIMESTRE = re.compile(rf"\b({'|'.join(_TRIMESTRES)}) trimestre\b")
_DE_UNO = re.compile(rf"\b({'|'.join(_TRIMESTRES)}) trimestre, (?:programad|alcanzad)(?:[^;.]|\.(?=\d))*")
_PROGRAMO = re.compile(rf"\bprogramó \S+ en el ({'|'.join(_TRIMESTRES)}) trimestre\b")
_COLUMNA_DE_TRIMESTRE = re.compile(r"\bmetas\.(?:programado|alcanzado)_t([1-4])\b")
_META_DE = re.compile(r"\*\*([^*\s]+)\*\* \(unidad ([^()]+)\)")
#: A goal at a cut that its line names.
_AL_CORTE = re.compile(rf"\*\*[^*\s]+\*\* \(unidad [^()]+?, corte del (?P<corte>{FECHA.pattern})")
#: The year of a goal, beside its unit or after its figures.
_ANO = re.compile(r"(?:\(unidad [^()]+?, |\ben )((?:19|20)\d\d)\b")
_META = re.compile(r"\b[Ll]a meta \*\*([^*\s]+)\*\*")
_UNIDAD = re.compile(rf"unidad(?<!\wunidad) ({CODIGO})(?!\w)")
_COMO = re.compile(rf" como (?:la|el) (?:unidad|programa|ramo|municipio) ({CODIGO}), ([^;]+?)(?=\.?$|;)")


def faltas(renglon: str, citas: Citas, filas: Mapping[str, Fila], plan: Mapping[str, Any], voc: Vocabulario) -> Iterable[str]:
    """What the words of a line (without its quotations) say against what it cites."""
    marcas = [n for m in MARCA.finditer(renglon) for n in citadas(m.group(1)) if n in citas]
    suyas = list(dict.fromkeys(str(citas[n]["meta_id"]) for n in marcas if citas[n].get("meta_id") in filas))
    # The words that each is about are looked for first: most lines have none of them.
    if "cumpli" in renglon:
        yield from _de_conjuntos(renglon, citas)
        yield from _de_una(renglon, [filas[k] for k in suyas])
    if "cumplidas" in renglon or "mayor" in renglon or "menor" in renglon:
        yield from _de_orden(renglon, plan)
    if " trimestre" in renglon:
        yield from _de_trimestres(renglon, marcas, citas, plan.get("intent") == "audit")
    yield from _de_metas(renglon, [filas[k] for k in suyas])
    yield from _de_nombres(renglon, voc)


def _de_acciones(renglon: str, citas: Citas) -> Iterable[str]:
    """Main goals told by what so many of their actions are: what the set asks of the actions."""
    for m in _ACCIONES.finditer(renglon):
        for n in citadas(m["citas"]):
            sql = str(citas.get(n, {}).get("sql", ""))
            if _POR_ACCIONES in sql and bool(m["no"]) is not (_ACCION_INCUMPLIDA.search(sql) is not None):
                yield f"El renglón dice «acciones {m['no'] or ''}cumplidas» de lo contrario en [{n}]."


def _de_conjuntos(renglon: str, citas: Citas) -> Iterable[str]:
    """Goals counted as met, or not, are what their set asks for."""
    if any(_POR_ACCIONES in str(c.get("sql", "")) for c in citas.values()):
        yield from _de_acciones(renglon, citas)
        renglon = _DE_ACCIONES.sub("acciones", renglon)  # what is left is of the main goals
    for m in _CUMPLIDAS.finditer(renglon):
        for n in citadas(m["citas"]):
            cumplen = _cumplen(citas.get(n, {}))
            # "No se cumplió ninguna" is said of an empty set of goals met.
            niega = bool(m["no"]) and not (" ningun" in m.group() and citas[n].get("count") == 0)
            if cumplen is not None and cumplen is niega:
                yield f"El renglón dice «{m.group().partition(' [')[0][:40]}» de lo contrario en [{n}]."
    for m in _A_LA_FECHA.finditer(renglon):
        for n in citadas(m["citas"]):
            if _cumplen(citas.get(n, {})) is (m["como"] == "por debajo"):
                yield f"El renglón dice «{m['como']} de lo programado» de lo contrario en [{n}]."


def _cumplen(c: Mapping[str, Any]) -> bool | None:
    """Whether a set is of goals met; None where it is of neither."""
    sql = _ALTERNATIVAS.sub("", str(c.get("sql", "")))
    dados = c.get("params") or {}
    estados = {str(dados.get(k.strip(" :"))) for m in _DE_ESTADO.finditer(sql) for k in m.group(1).split(",")}
    incumplidas, cumplidas = bool(_INCUMPLIDA.search(sql)), bool(estados) and estados <= _LOGRADOS
    return cumplidas if incumplidas is not cumplidas else None


def _de_una(renglon: str, suyas: Sequence[Fila]) -> Iterable[str]:
    """A single goal, said to be met or not over the year, is."""
    if len(suyas) != 1 or _TRIMESTRE.search(renglon):
        return
    estado = suyas[0].datos["estado"]
    for m in _UNA.finditer(renglon):
        contrarios = _LOGRADOS if m.group(1) == "no " else _BAJO_LO_PEDIDO
        if estado in contrarios:
            yield f"La meta {suyas[0].numero} no está como dice su renglón: {m.group()}."


def _de_orden(renglon: str, plan: Mapping[str, Any]) -> Iterable[str]:
    """The highest are said to be the highest, and of the goals that are asked for."""
    clases = [f.get("clases") for f in plan.get("filtros") or [] if f.get("tipo") == "clase" and not f.get("negado")]
    for m in _SEGUN_PLAN.finditer(renglon):
        if clases in ([["cumplidas"]], [["no_cumplidas"]]) and bool(m.group(1)) is (clases == [["cumplidas"]]):
            yield f"El renglón dice «{m.group()}» de lo contrario."
    orden = plan.get("orden")
    if not orden or plan.get("ademas"):
        return
    debido = "mayor" if orden.get("descendente", True) else "menor"
    for m in _EXTREMO.finditer(renglon):
        if m.group(1) != debido:
            yield f"El renglón dice «{m.group(1)}» donde el orden es de {debido}."
    if re.search(r"de (mayor a mayor|menor a menor)\b", renglon):
        yield "El renglón dice un orden que no lo es."


def _de_trimestres(renglon: str, marcas: Sequence[int], citas: Citas, hallazgo: bool) -> Iterable[str]:
    """The quarters of the cells cited are named where any is, and beside each its own."""
    nombrados = {_TRIMESTRES[m.group(1)] for m in _TRIMESTRE.finditer(renglon)}
    # What a goal does not report has no cell: such a finding cites others of its row.
    if hallazgo and " no reporta " in renglon:
        programadas = {_trimestre(citas[n]) for n in marcas if str(citas[n].get("field")).startswith("programado.")}
        for m in _PROGRAMO.finditer(renglon):
            if programadas and _TRIMESTRES[m.group(1)] not in programadas:
                yield f"Lo programado que cita el renglón no es del {m.group(1)} trimestre."
        return
    if not nombrados:
        return
    citados = {t for n in marcas if (t := _trimestre(citas[n]))}
    if len(nombrados) == 1:
        citados |= {t for n in marcas if (t := _trimestre_del_conjunto(citas[n]))}
    # A finding explains itself with cells beside those that it names.
    for t in () if hallazgo and citados & nombrados else sorted(citados - nombrados):
        yield f"El renglón cita el {ORDINAL[t]} trimestre y habla de otro."
    for m in _DE_UNO.finditer(renglon):
        for n in (n for x in MARCA.finditer(m.group()) for n in citadas(x.group(1)) if n in citas):
            if (t := _trimestre(citas[n])) and t != _TRIMESTRES[m.group(1)]:
                yield f"La cita [{n}] no es del {m.group(1)} trimestre."


def _trimestre(c: Mapping[str, Any]) -> str | None:
    """The quarter of a cell: its own, or its month's."""
    parte, _, cual = str(c.get("field")).rpartition(".")
    if not parte:
        return None
    return trimestre_de(cual) if cual in MESES else cual if cual in ORDINAL else None


def _trimestre_del_conjunto(c: Mapping[str, Any]) -> str | None:
    """The only quarter whose figures a set's query reads."""
    leidos = set(_COLUMNA_DE_TRIMESTRE.findall(str(c.get("sql") or "")))
    return f"T{leidos.pop()}" if len(leidos) == 1 else None


def _de_metas(renglon: str, suyas: Sequence[Fila]) -> Iterable[str]:
    """A goal stands under the unit that it is of, and is one that its line cites."""
    if not suyas:
        return
    numeros = {f.numero for f in suyas}
    nombradas = list(_META_DE.finditer(renglon))
    for m in nombradas:
        if m.group(1) in numeros and not any(f.numero == m.group(1) and _es_de(f, m.group(2)) for f in suyas):
            yield f"La meta {m.group(1)} que cita el renglón no es de la unidad {m.group(2)}."
    anos = set(_ANO.findall(renglon))
    if len(anos) == 1 and _META_DE.match(renglon.lstrip("- ")):
        for f in suyas:
            if str(f.contrato["ejercicio"]) not in anos:
                yield f"El renglón es de {min(anos)} y cita una celda de {f.contrato['ejercicio']}."
    if "corte del " in renglon and (dicho := _AL_CORTE.match(renglon.lstrip("- "))) is not None:
        corte = iso(dicho["corte"])
        for f in suyas:
            if f.contrato["corte"] != corte:
                yield f"El renglón es del corte {corte} y cita una celda del corte {f.contrato['corte']}."
    for m in (*nombradas, *(_META.finditer(renglon) if "a meta " in renglon else ())):
        if m.group(1) not in numeros:
            yield f"La meta {m.group(1)} no es la que cita su renglón."


def _es_de(f: Fila, dicho: str) -> bool:
    """Whether what stands beside a goal's number ("201, 2020") says its unit, and its year where it says one."""
    clave = str(f.contrato["unidad"])
    suyas = (x for x in (clave, clave_dicha(clave, f.unidad_nombre)) if dicho == x or dicho.startswith(f"{x}, "))
    unidad = next(suyas, None)
    if unidad is None:
        return False
    ano = re.match(r", ((?:19|20)\d\d)\b", dicho[len(unidad) :])
    return ano is None or ano[1] == str(f.contrato["ejercicio"])


def _de_nombres(renglon: str, voc: Vocabulario) -> Iterable[str]:
    """A unit's code is a unit's, and one that a note explains is explained by its own name."""
    for m in _UNIDAD.finditer(renglon):
        de_unidades = any(n.entidad == "unidad" for n in voc.codigos.get(m.group(1), ()))
        if not de_unidades and any(n.entidad == "unidad" for n in voc.nombres):
            yield f"No hay una unidad {m.group(1)}."
    for m in _COMO.finditer(renglon) if " como " in renglon else ():
        nombres = {plegar(n.nombre) for n in voc.codigos.get(m.group(1), ())}
        if nombres and plegar(m.group(2)) not in nombres:
            yield f"«{m.group(2)}» no es el nombre de {m.group(1)}."
