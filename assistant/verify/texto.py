"""The text, line by line: its figures in order, its quotations, its numbers, its names, and nothing cited in vain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant import cotejo, dichos
from assistant.marcas import CITA, MARCA, NUMEROS, citadas
from assistant.verify import nombres
from assistant.verify.identificadores import identificadores
from assistant.verify.numeros import NUMERO, numero_de
from assistant.verify.renglon import Renglon, blancos
from assistant.verify.respuesta import Respuesta
from assistant.wording import FECHA, iso
from index.textos import plegar

#: Cells that hold a figure: no words are quoted from them.
_DE_CIFRAS = frozenset(("meta_anual", "programado", "alcanzado", "avance_absoluto", "avance_relativo", "avance_impreso"))
#: Cells that hold words.
_DE_PALABRAS = frozenset(("descripcion", "observacion"))
#: A word with a digit inside, as a garbled measure may have.
_CON_CIFRA, _MEZCLADA = re.compile(r"\b\w*\d\w*"), re.compile(r"(?=\w*\d)(?=\w*[^\W\d_])\w+")
#: A code with a figure that is no number as such.
_ES_CLAVE = re.compile(r"(?=.*\d)(?!\d+(?:[.,]\d+)*$)[^\s].*")
#: What every one of them has, quick to look for: a digit beside what is none.
_JUNTO_A_CIFRA = re.compile(r"\d(?:(?<=[^\W\d]\d)|(?=[^\W\d]))")
_MARCA_TRAS_CITA = re.compile(rf"…? ?\[({NUMEROS})\]")
_LINEA = re.compile(r"(?<![\w.])[A-Za-z]{0,3}\d+(?:\.\d+)+(?![\w.]*\d)")
_COMILLAS = re.compile(r"[\"'“”‘’«»*]+")


def faltas(r: Respuesta) -> Iterable[str]:
    """What the text says that its citations do not."""
    pendientes = list(r.r.get("figures") or [])
    usadas: set[int] = set()
    avisos = {f"Aviso: {aviso}" for aviso in r.r.get("warnings") or []}
    for texto in str(r.r.get("answer") or "").split("\n"):
        if texto in avisos:
            continue  # it says what could not be read, not what was
        renglon = Renglon(texto, r.citas)
        usadas.update(renglon.nombradas)
        yield from (f"[{m.group(1)}] repite una cita." for m in renglon.marcas if _repite(m.group(1)))
        yield from (f"El texto cita [{n}], que no existe." for n in renglon.nombradas if n not in r.citas)
        yield from _citas_textuales(r, renglon)
        antes = pendientes
        pendientes, halladas = _numeros(r, renglon, pendientes)
        yield from halladas
        dichas = {int(n) for f in antes[: len(antes) - len(pendientes)] for n in f.get("citations") or []}
        yield from _celdas_sin_uso(r, renglon, [n for n in renglon.citadas if n not in dichas], bool(dichas))
        yield from nombres.faltas(r, renglon)
        yield from cotejo.faltas(renglon.desnudo, r.periodos, r.suma_o_numero)
        yield from dichos.faltas(renglon.desnudo, r.citas, r.filas, r.r.get("plan") or {}, r.voc)
    yield from nombres.del_plan(r)
    if pendientes:
        yield f"La cifra {pendientes[0].get('text')} no está en el texto."
    yield from (f"La cita [{n}] no se usa." for n in r.citas if n not in usadas)


def _repite(numeros: str) -> bool:
    todas = citadas(numeros)
    return len(set(todas)) < len(todas)


# -- cells ---------------------------------------------------------------------------------------------------------------
def _celdas_sin_uso(r: Respuesta, renglon: Renglon, sin_figura: Sequence[int], con_cifras: bool) -> Iterable[str]:
    """A cell cited without a figure of it must have its words in the line: a name, a code, a quotation, its lines."""
    for n in sin_figura:
        c = r.citas[n]
        campo = str(c.get("field"))
        if c.get("kind") == "set":
            if con_cifras:
                yield f"La cita [{n}] no es de ninguna cifra de su renglón."
        elif campo.split(".")[0] in ("descripcion", "observacion"):
            # An audit's finding explains itself with the cells that it looked at, quoted or not.
            if n not in renglon.tras_cita and c.get("meta") is not None and r.plan.get("intent") != "audit":
                yield f"La cita [{n}] no sigue a lo que cita."
        elif campo == "linea":
            fila = r.filas.get(str(c.get("meta_id")))
            dichas = _LINEA.findall(renglon.limpio.split("íneas de acción:")[-1])
            if fila is not None and "íneas de acción:" in renglon.limpio and dichas != [k for k in fila.lineas if "." in k]:
                yield f"Las líneas de acción del renglón no son las de la meta {fila.numero}."
        elif not renglon.nombra(str(c.get("literal"))) and not _impresa_en(r, renglon.limpio, c):
            yield f"La cita [{n}] no corresponde con lo que dice su renglón."


def _impresa_en(r: Respuesta, limpio: str, c: Mapping[str, Any]) -> bool:
    """A heading's cell ("PROGRAMA OPERATIVO ANUAL 2020", "FECHA: 31-dic.-20") says more than its value."""
    campo, literal = str(c.get("field")), plegar(str(c.get("literal")))
    if campo == "corte":
        return any(iso(m.group()) in {k.isoformat() for k in r.voc.cortes} for m in FECHA.finditer(limpio))
    if campo in ("ejercicio", "municipio"):
        return any(len(p) > 3 and p in literal for p in re.findall(r"[a-z0-9]+", plegar(limpio)))
    return (
        campo not in ("unidad", "programa", "ramo", "unidad_medida")
        and not campo.endswith("_nombre")
        and not campo.startswith("firma")
    )


# -- quotations ------------------------------------------------------------------------------------------------------------
def _citas_textuales(r: Respuesta, renglon: Renglon) -> Iterable[str]:
    for m in CITA.finditer(renglon.texto):
        marca = _MARCA_TRAS_CITA.match(renglon.texto, m.end())
        if marca is None:
            if len(m.group(1).split()) > 3:
                yield f"La cita textual «{m.group(1)[:40]}» no dice de dónde es."
            continue
        celdas = [r.citas[n] for n in citadas(marca.group(1)) if n in r.citas]
        if any(str(c.get("field")).split(".")[0] in _DE_CIFRAS for c in celdas):
            yield f"«{m.group(1)[:40]}» cita una celda de cifras."
        if r.plan.get("intent") != "audit" and any(not _es_de(r, c, m.group(1)) for c in celdas if len(celdas) > 1 and str(c.get("field")).split(".")[0] in _DE_PALABRAS):
            yield f"«{m.group(1)[:40]}» no está en todas las celdas que cita."
        if not any(_contiene(str(c.get("literal")), m.group(1)) for c in celdas):
            if not any(_contiene(t, m.group(1)) for c in celdas for t in _textos(r, c)):
                yield f"«{m.group(1)[:40]}» no está en la celda que cita."


def _es_de(r: Respuesta, c: Mapping[str, Any], dicho: str) -> bool:
    """Whether a quotation is of a cell: the cell has it, or is one of the cells that it joins."""
    textos = [str(c.get("literal")), *_textos(r, c)]
    return any(_contiene(t, dicho) for t in textos) or _contiene(dicho, str(c.get("literal")))


def _textos(r: Respuesta, c: Mapping[str, Any]) -> Iterable[str]:
    fila = r.filas.get(str(c.get("meta_id")))
    if fila is not None:
        yield str(
            fila.observacion if str(c.get("field")).startswith("observacion") else fila.datos.get(str(c.get("field"))) or ""
        )


def _contiene(texto: str, parte: str) -> bool:
    return parte in texto or _sin_comillas(parte) in _sin_comillas(texto)


def _sin_comillas(texto: str) -> str:
    return " ".join(_COMILLAS.sub('"', texto).split()).rstrip(".")


# -- numbers -----------------------------------------------------------------------------------------------------------------
def _numeros(r: Respuesta, renglon: Renglon, pendientes: list[Any]) -> tuple[list[Any], list[str]]:
    """Walk the numbers of a line outside quotations: each is the next figure or a known identifier. The figures that
    are left, and what is wrong."""
    limpio = renglon.cuadrado
    posiciones = [(m.start(), frozenset(citadas(m.group(1)))) for m in MARCA.finditer(limpio)]
    sin_marcas = MARCA.sub(blancos, limpio.replace("COVID-19", "COVID   "))
    conocidos = identificadores(r, renglon)
    sin_marcas = _sin_claves(sin_marcas, conocidos)
    dias = {m.start(1): m.group() for m in FECHA.finditer(sin_marcas)}
    conocidos |= _cortes_de_sus_conjuntos(r, renglon, {iso(f) for f in dias.values()} - conocidos)
    halladas = [f"La fecha {f} no es un corte de lo que cita su renglón." for f in dias.values() if iso(f) not in conocidos]
    for palabra in _CON_CIFRA.findall(sin_marcas) if _JUNTO_A_CIFRA.search(sin_marcas) else ():
        if not palabra.isdigit() and _MEZCLADA.fullmatch(palabra) and plegar(palabra) not in r.palabras_con_cifras:
            halladas.append(f"“{palabra}” no es una palabra de lo cargado.")
    for m in NUMERO.finditer(sin_marcas):
        dicho = m.group()
        if m.start() in dias and iso(dias[m.start()]) in conocidos:  # the day of a date is no figure
            continue
        if pendientes and numero_de(str(pendientes[0]["text"])) == dicho and _bien_citada(pendientes[0], m.end(), posiciones):
            pendientes = pendientes[1:]
            continue
        if dicho not in conocidos:
            halladas.append(f"El número {dicho} no es una cifra citada ni una meta, unidad o año de lo que cita su renglón.")
    return pendientes, halladas


def _cortes_de_sus_conjuntos(r: Respuesta, renglon: Renglon, dichos: set[str]) -> set[str]:
    """Of some dates that a line says, those at which all the goals of a set that it cites are cut."""
    if not dichos:
        return set()
    de_cada_uno = ({corte.isoformat() for _, corte in r.periodos(n)} for n in renglon.citadas if r.es_conjunto(n))
    return {corte for cortes in de_cada_uno if len(cortes) == 1 for corte in cortes & dichos}


def _sin_claves(renglon: str, conocidos: Iterable[str]) -> str:
    """A line without the codes that it may say and that are more than a number ("SP-08", "C1A2"), as long as it was."""
    for clave in sorted((k for k in conocidos if k in renglon and _ES_CLAVE.fullmatch(k)), key=len, reverse=True):
        renglon = re.sub(rf"(?<![\w.\-/]){re.escape(clave)}(?![\w\-/])", blancos, renglon)
    return renglon


def _bien_citada(figura: Mapping[str, Any], fin: int, marcas: Sequence[tuple[int, frozenset[int]]]) -> bool:
    """Whether the figure's citations are among the markers that follow it in its line. ``marcas``: (place, citations)."""
    siguientes = next((suyas for lugar, suyas in marcas if lugar >= fin), frozenset())
    return siguientes.issuperset(map(int, figura.get("citations") or [])) or _suma_larga(figura)


def _suma_larga(figura: Mapping[str, Any]) -> bool:
    """A count of listed elements cites each of them, where each one stands."""
    return (figura.get("derivation") or {}).get("op") == "count" and len(figura.get("citations") or []) > 1
