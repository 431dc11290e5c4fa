"""The labels of a form's header, and the rows that they stand in: which field each names, and the cells of its value.

Labels stand in any column, with or without a colon, alone, before their value or over it, and with slips of the OCR; a
label that can't be read at all is told by its place in the order that every form keeps (ramo, programa, unidad …). An
office with its code in a row of its own needs none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from index import fechas, oficinas
from index.claves import CODIGO, CODIGO_Y_NOMBRE, es_clave
from index.cortes import Campo
from index.disenos import HOJA, Diseno
from index.municipio import OFICINAS
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.rotulos_cabecera import (
    CLAVE_SUELTA,
    DE_OFICINA,
    NOMBRE_SUELTO,
    OTRAS_OFICINAS,
    PATRONES,
    SUELTA,
    TRAS_ROTULO,
    Patrones,
    rotulo_de,
    separadas,
)
from index.textos import alinear, plegar

ORDEN = ("ramo", "programa", "unidad", "finalidad", "funcion", "subfuncion", "lineas")
#: Fields of a code and a name of their own, which stand beside the label, below it, or under labels of their own.
_CON_NOMBRE = frozenset((*ORDEN[:3], *OTRAS_OFICINAS))
_CANONICOS = {
    "programa": "programa", "unidad ejecutora": "unidad", "unidad responsable": "unidad",
    "unidad administrativa": "unidad", "finalidad": "finalidad",
    "funcion": "funcion", "subfuncion": "subfuncion", "lineas de accion": "lineas", "linea de accion": "lineas",
}  # fmt: skip
_MIN_PARECIDO = 78.0
#: Words of a measure, however alike "Programa" is.
_DE_MEDIDA = re.compile(r"programa(?:d[oa]s?|cion)\b")
#: Letters of a label read with slips; a shorter one may be another word ("Programado").
_MIN_DUDOSA, _MAX_DUDOSA = 14, 30
#: A label and its code in one cell, behind a colon, or behind a blank as well.
_PEGADO, _PEGADO_O_SUELTO = (
    re.compile(r"([^\W\d][^:\d]{1,30}?)" + separador + "(" + CODIGO.pattern + r"\b.*)")
    for separador in (r":\s*", r"(?::\s*|\s+)")
)
#: The name of an office, and a title that gives it with its code: "110 - Dirección de …", "Contraloría … (OIC)",
#: "1. Jefatura de … (unidad 14)", where the first number only counts.
_OFICINA = (
    r"(?:sub(?:direccion|secretaria|coordinacion|gerencia|delegacion|contraloria|tesoreria)"
    rf"|{OFICINAS}|organo|area de|consejeria|centro|casa|biblioteca|sistema municipal|patronato"
    r"|archivo (?:general|historico|municipal))\b.*"
)
_TITULADA = re.compile(
    rf"(?:\d{{1,2}}[.)] ?)?(?P<nombre__>(?:{_OFICINA})[^(]*?)\s*"
    r"\((?:unidad|u\.? ?[raeg]\.?|clave|cve\.?|codigo)(?: (?:ejecutora|responsable|administrativa|no\.?|num\.?))*:? ?"
    r"(?P<codigo__>[a-z0-9][\w.\-/]{0,14})\)"
    rf"|(?P<codigo>[a-z]{{0,4}}-?\d[\w.\-/]{{0,14}})(?:\s*[-–—:,]\s*|\.?\s+)(?P<nombre>{_OFICINA})"
    rf"|(?P<nombre_>(?:{_OFICINA})[^(]*?)\s*\((?P<codigo_>[a-z0-9][\w.\-/]{{1,14}})\)"
)
_MAX_TITULADA = 140
#: A row of the header's list of lines of action: its code first, its cells.
_CODIGO_DE_LINEA, _MAX_DE_LINEA = re.compile(r"[A-Za-z]{0,2}\d{1,3}(?:\.\d{1,3})+\.?(?:\s|$)"), 2
_CODIGO_LEIDO = re.compile(r"[A-Za-z]{0,2}\d(?:[\d.,]|(?<=\d) (?=\d)){1,9}\.?(?:\s|$)")
_NO_LETRAS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Rotulario:
    """The labels of headers: those of every report, and before them those of some users' layouts."""

    patrones: Patrones = PATRONES
    de_hoja: str | None = None
    fijos: Mapping[str, str] = field(default_factory=dict)

    def nombra(self, texto: str) -> str | None:
        """The header field that a text is nothing but the label of; by likeness, for the slips of the OCR."""
        hallado = rotulo_de(texto, self.patrones)
        if hallado is None and _MIN_DUDOSA <= len(texto) <= _MAX_DUDOSA and not any(c.isdigit() for c in texto):
            return _parecido(texto)
        return hallado[0] if hallado is not None and not hallado[1] and hallado[0] != SUELTA else None

    def filas(self, renglones: Sequence[Renglon]) -> list[list[Campo]]:
        """The labelled values of each row of a header."""
        leidas = _sin_las_de_linea(renglones, _con_valor_debajo(renglones, _filas(renglones, self.patrones)))
        return oficinas.de_la_unidad(_de_su_vecino(_con_oficina_sola(renglones, leidas)))

    def titula(self, renglon: Renglon) -> bool:
        """Whether a row is a title that gives an office with its code, without any label."""
        llenas = renglon.llenas()
        return bool(_titulada(llenas)) and rotulo_de(llenas[0][1].texto, self.patrones) is None

    def es_su_oficina(self, renglon: Renglon, clave: Renglon) -> bool:
        """Whether a row is an office alone, over the row of its code."""
        return [[campo for campo, _ in fila] for fila in self.filas([renglon, clave])] == [["unidad"], ["clave_unidad"]]

    def es_linea(self, renglon: Renglon, previos: Sequence[Renglon]) -> bool:
        """Whether a row is one more line of action, below those that the rows before it list, whatever it is called
        ("5.5.3 ARCHIVO")."""
        if not _de_linea(renglon):
            return False
        for previo in reversed(previos):
            campos = frozenset() if _de_linea(previo) else self.campos(previo)
            if campos:
                return "lineas" in campos
        return False

    def campos(self, renglon: Renglon) -> frozenset[str]:
        """The header fields that a row gives, each with a value beside its label."""
        return frozenset(campo for campo, trozos in _leer_fila(renglon, self.patrones) if trozos)


COMUN = Rotulario()


def con_disenos(disenos: Sequence[Diseno]) -> Rotulario:
    """The labels of headers with those of some users' layouts."""
    if not disenos:
        return COMUN
    rotulos = [(campo, rotulo) for d in disenos for rotulo, campo in d.cabecera.items()]
    propios = tuple(
        (campo, re.compile(rf"{re.escape(alinear(rotulo).rstrip(' :'))}(?:{TRAS_ROTULO}|\s+)"))
        for campo, rotulo in rotulos
        if rotulo != HOJA
    )
    de_hoja = next((campo for campo, rotulo in rotulos if rotulo == HOJA), None)
    fijos = {campo: valor for d in reversed(disenos) for campo, valor in d.fijos.items()}
    return Rotulario(Patrones((*propios, *PATRONES.lista)), de_hoja, fijos)


def con_rotulo(rotulario: Rotulario, campo: str, rotulo: str) -> Rotulario:
    """The labels with one more, which stands before the others."""
    propio = (campo, re.compile(rf"{re.escape(alinear(rotulo).rstrip(' :'))}{TRAS_ROTULO}"))
    return replace(rotulario, patrones=Patrones((propio, *rotulario.patrones.lista)))


def _filas(renglones: Sequence[Renglon], patrones: Patrones) -> list[list[Campo]]:
    """The labelled values of each row; unreadable labels are told by their place in the order."""
    filas = [_leer_fila(r, patrones) for r in renglones]
    for i in range(1, len(filas)):
        arriba, llenas = renglones[i - 1].llenas(), renglones[i].llenas()
        if any(trozos for _, trozos in filas[i - 1]) or len(arriba) != 1 or arriba[0][0] != llenas[0][0]:
            continue
        # "Área" over "responsable:", as a narrow cell prints them.
        if junto := rotulo_de(f"{arriba[0][1].texto} {llenas[0][1].texto}", patrones):
            suyo = [recortar(llenas[0][1], junto[1])] if junto[1] else []
            filas[i] = [(junto[0], [*suyo, *(c for _, c in llenas[1:] if not rotulo_de(c.texto, patrones))]), *filas[i]]
    for i, fila in enumerate(filas):
        llenas = renglones[i].llenas()
        rotulo, resto = _con_valor(llenas)
        if fila or not 0 < len(rotulo) <= 30:
            continue
        campo = _por_lugar(_vecino(filas, i, -1), _vecino(filas, i, 1))
        if campo:
            trozos = [recortar(llenas[0][1], resto)] if resto else []
            filas[i] = [(campo, trozos + [c for _, c in llenas[1:]])]
    return filas


def dueno(campos: Iterable[str | None]) -> str | None:
    """The first of some fields that has a code and a name of its own: what a label beside them that is only "Clave" or
    "Nombre" is of."""
    return next((propio for c in campos if c and (propio := c.removeprefix("clave_")) in _CON_NOMBRE), None)


def es_oficina(texto: str) -> bool:
    """Whether a text is the name of an office."""
    sin_codigo = not any(c.isdigit() or c == ":" for c in texto)
    return len(texto) <= _MAX_TITULADA and sin_codigo and bool(re.fullmatch(_OFICINA, plegar(texto)))


def es_valor(texto: str) -> bool:
    """Whether a text is what stands beside a label, and no label: a code, a date."""
    return bool(CODIGO.fullmatch(texto)) or fechas.leer(texto) is not None


def _vecino(filas: list[list[Campo]], desde: int, paso: int) -> str | None:
    i = desde + paso
    if 0 <= i < len(filas):
        return next((propio for campo, _ in filas[i] if (propio := DE_OFICINA.get(campo, campo)) in ORDEN), None)
    return None


def _por_lugar(antes: str | None, despues: str | None) -> str | None:
    if despues == "programa" and antes is None:
        return "ramo"
    if antes is None or despues is None:
        return None
    i, j = ORDEN.index(antes), ORDEN.index(despues)
    return ORDEN[i + 1] if j - i == 2 else None


def _leer_fila(renglon: Renglon, patrones: Patrones) -> list[Campo]:
    """(field, cells of its value) for each label in a row."""
    salida: list[Campo] = []
    llenas = [(columna, x) for columna, c in renglon.llenas() for x in separadas(c, patrones)]
    for i, (_, celda) in enumerate(llenas):
        rotulo = rotulo_de(celda.texto, patrones) or (_rotulo_dudoso(llenas) if i == 0 else None)
        if rotulo is not None:
            campo, resto = rotulo
            salida.append((campo, [recortar(celda, resto)] if resto else []))
        elif salida:
            salida[-1][1].append(celda)
    if not salida and (titulo := _titulada(llenas)):
        return [("unidad", titulo)]
    return [x for campo, trozos in salida if (x := _con_codigo(campo, trozos))]


def _con_codigo(campo: str, trozos: list[CeldaLeida]) -> Campo | None:
    """A label as the field's; one that is a unit's only before its code is none without it."""
    if campo != SUELTA:
        return campo, trozos
    texto = trozos[0].texto if trozos else ""
    con_codigo = CODIGO.fullmatch(texto) or CODIGO_Y_NOMBRE.fullmatch(texto)
    return ("unidad", trozos) if con_codigo or (len(trozos) == 1 and re.fullmatch(_OFICINA, plegar(texto))) else None


def _titulada(llenas: Sequence[tuple[int, CeldaLeida]]) -> list[CeldaLeida]:
    """The code and the name of the office that a lone cell gives; empty where it is no such title."""
    if len(llenas) != 1 or len(llenas[0][1].texto) > _MAX_TITULADA:
        return []
    celda = llenas[0][1]
    hallado = _TITULADA.fullmatch(alinear(celda.texto))
    if hallado is None:
        return []
    propia = next(x for x in ("", "_", "__") if hallado[f"codigo{x}"])
    return [recortar(celda, celda.texto[slice(*hallado.span(f"{x}{propia}"))].strip()) for x in ("codigo", "nombre")]


def _de_su_vecino(filas: list[list[Campo]]) -> list[list[Campo]]:
    """The rows, a code's or a name's label that does not say of what as that of what the row before names, or the next."""
    salida = [list(fila) for fila in filas]
    for i, fila in enumerate(salida):
        for k, (campo, trozos) in enumerate(fila):
            if campo not in (CLAVE_SUELTA, NOMBRE_SUELTO):
                continue
            vecinas = (x for j in (i - 1, i + 1) if 0 <= j < len(salida) for x, _ in salida[j])
            de = dueno((*(x for x, _ in reversed(fila[:k])), *vecinas))
            if de is not None:
                fila[k] = (f"{'clave' if campo == CLAVE_SUELTA else 'nombre'}_{de}", trozos)
    return salida


def _de_linea(renglon: Renglon) -> bool:
    """Whether a row has the code of a line of action first, and no label; a scan may have lost its points ("553 ARCHIVO")."""
    llenas = renglon.llenas()
    if not 0 < len(llenas) <= _MAX_DE_LINEA:
        return False
    primera = llenas[0][1]
    patron = _CODIGO_DE_LINEA if primera.celda.confianza is None else _CODIGO_LEIDO
    return bool(patron.match(primera.texto))


def _sin_las_de_linea(renglones: Sequence[Renglon], filas: list[list[Campo]]) -> list[list[Campo]]:
    """The rows, those that go on with the header's list of lines of action without a field: an office may be called like one."""
    salida = list(filas)
    dentro = False
    for i, fila in enumerate(filas):
        if dentro and _de_linea(renglones[i]):
            salida[i] = []
        elif fila:
            dentro = any(campo == "lineas" for campo, _ in fila)
    return salida


def _con_valor_debajo(renglones: Sequence[Renglon], filas: list[list[Campo]]) -> list[list[Campo]]:
    """The rows, a label alone in its row with the lone text below it as its value."""
    salida = list(filas)
    for i, fila in enumerate(filas[:-1]):
        debajo = renglones[i + 1].llenas()
        solo = len(fila) == 1 and fila[0][0] in _CON_NOMBRE and not fila[0][1] and len(renglones[i].llenas()) == 1
        titulada = [campo for campo, _ in filas[i + 1]] == ["unidad"] and _titulada(debajo)
        if solo and len(debajo) == 1 and (not filas[i + 1] or titulada):
            salida[i], salida[i + 1] = [(fila[0][0], [debajo[0][1]])], []
    return salida


def _con_oficina_sola(renglones: Sequence[Renglon], filas: list[list[Campo]]) -> list[list[Campo]]:
    """The rows, an office alone in its row over its code ("Clave 31200", "Unidad ejecutora 1101") or beside it as a labelled
    one."""
    salida = list(filas)
    for i, renglon in enumerate(renglones):
        llenas = renglon.llenas()
        if not llenas or not re.fullmatch(_OFICINA, plegar(llenas[0][1].texto)):
            continue
        if len(llenas) == 2 and [c for c, _ in filas[i]] in ([CLAVE_SUELTA], ["clave_unidad"]):
            al_lado = filas[i][0][1]  # "Coordinación de … | Clave PC-15"
            if al_lado and es_clave(al_lado[0].texto):
                salida[i] = [("unidad", [llenas[0][1]]), ("clave_unidad", al_lado)]
            continue
        if len(llenas) != 1 or filas[i]:
            continue
        for j in (i + 1, i - 1):
            if 0 <= j < len(salida) and (clave := _clave_sola(salida[j])):
                salida[i], salida[j] = [("unidad", [llenas[0][1]])], [("clave_unidad", clave)]
                break
    return salida


def _clave_sola(fila: list[Campo]) -> list[CeldaLeida]:
    """The code that a row labels as a unit's, where no name goes with it."""
    clave = next((t for c, t in fila if c in (CLAVE_SUELTA, "clave_unidad") or (c == "unidad" and len(t) == 1)), [])
    return clave if clave and CODIGO.fullmatch(clave[0].texto) else []


def _rotulo_dudoso(llenas: list[tuple[int, CeldaLeida]]) -> tuple[str, str] | None:
    """A label read with slips, where a code stands beside it or behind its colon."""
    rotulo, resto = _con_valor(llenas, _PEGADO_O_SUELTO)
    campo = _parecido(rotulo) if rotulo else None
    return None if campo is None else (campo, resto)


@functools.lru_cache(maxsize=1024)
def _parecido(texto: str) -> str | None:
    """The field whose label a text is with a slip or two."""
    llano = " ".join(_NO_LETRAS.sub(" ", plegar(texto)).split())
    if _DE_MEDIDA.match(llano):
        return None
    if 3 <= len(llano) <= 5 and Levenshtein.distance(llano, "ramo") <= 1:
        return "ramo"
    mejor = max(_CANONICOS, key=lambda c: fuzz.ratio(llano, c))
    return _CANONICOS[mejor] if fuzz.ratio(llano, mejor) >= _MIN_PARECIDO else None


def _con_valor(llenas: list[tuple[int, CeldaLeida]], pegados: re.Pattern[str] | None = None) -> tuple[str, str]:
    """What may be a label in a row's first cell, and the value that the same cell has; empty if no code follows."""
    primero = llenas[0][1].texto
    if len(llenas) > 1 and CODIGO.fullmatch(llenas[1][1].texto) and not es_valor(primero):
        return primero, ""
    pegado = (pegados or _PEGADO).fullmatch(primero)
    return (pegado.group(1), pegado.group(2)) if pegado else ("", "")
