"""Letters in a unit's name that are its code, which no sign sets apart: "JUR Asesoría Legal", "Museo Municipal (MUS)".

In brackets behind the name they are its code unless another unit of the file has the same ones. Before it they may be the
name's first word ("DIF Municipal"): they are a code where several units of the file have their own before their names. What
that does not settle stays part of the name, and is in doubt (``en_duda``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.claves import SIGLAS, abrevian, estan_en
from index.formas import Forma
from index.poa import Celda
from index.textos import clave_de_nombre, plegar

_DETRAS = re.compile(r"(?P<nombre>[^\W\d_][^()\[\]]{2,}?)\s*(?:\((?P<clave>[A-ZÑ]{2,6})\)|\[(?P<clave_>[A-ZÑ]{2,6})\])")
_DELANTE = re.compile(r"(?P<clave>[A-ZÑ]{2,6})\s+(?P<nombre>[A-ZÁÉÍÓÚÑ][^\W\d_]+(?:\s+\S+)*)")
#: Letters that offices are called by, and words that capitals may print before a name.
_DE_NOMBRE = frozenset("dif smdif sedif imss issste inapam inea sapa sapam capa japam el la los las de del y en sub".split())
#: What no office is called by itself.
_SOLO_ADJETIVOS = re.compile(
    r"(?:municipal(?:es)?|estatal|local|central|general|publicos?|publicas?|rural|urban[oa]|norte|sur)(?: |$)"
)
#: Units with letters before their names that make these a habit of the file.
_VARIAS = 2


def separar(por_hoja: Sequence[Sequence[Forma]]) -> None:
    """Part the codes of letters from the names of a file's units, where the file tells that they are codes."""
    formas = [f for hechas in por_hoja for f in hechas if "unidad" in f.cabecera.valores]
    partes = {n: hallada for f in formas if (n := _sin_clave(f)) and (hallada := _detras(n) or _delante(n))}
    sueltas = {n: clave for n, (clave, _) in partes.items()}
    propias = {f.cabecera.valores["unidad"] for f in formas if not _sin_clave(f)}
    veces = Counter(sueltas.values())
    unicas = {n for n, clave in sueltas.items() if veces[clave] == 1 and clave not in propias}
    antes = {sueltas[n] for n in unicas if not _detras(n)} | {c for c in propias if SIGLAS.fullmatch(c)}
    for forma in formas:
        nombre = _sin_clave(forma)
        if nombre in unicas and (_detras(nombre) or len(antes) >= _VARIAS):
            _con_clave(forma, *partes[nombre])


def en_duda(unidad: str, nombre: str) -> str | None:
    """The letters in a unit's name that may be its code, where it has no other one."""
    if unidad != _cortado(nombre):
        return None
    hallada = _detras(nombre) or _delante(nombre)
    return hallada[0] if hallada else None


def _sin_clave(forma: Forma) -> str:
    """The name of a form's unit, where that is all that is known of it; empty where it has a code."""
    valores = forma.cabecera.valores
    nombre = valores.get("unidad_nombre", "")
    return nombre if valores["unidad"] == _cortado(nombre) else ""


def _cortado(nombre: str) -> str:
    """A name as it stands for a code."""
    return clave_de_nombre(clave_de_nombre(nombre).strip(".-"))


def _detras(nombre: str) -> tuple[str, str] | None:
    """The letters in brackets behind a name, and the name; behind one all in capitals only those that shorten it."""
    hallado = _DETRAS.fullmatch(nombre)
    if hallado is None:
        return None
    clave, resto = hallado["clave"] or hallado["clave_"], hallado["nombre"]
    return None if resto.isupper() and not _es_de(plegar(clave), plegar(resto)) else (clave, resto)


def _es_de(clave: str, nombre: str) -> bool:
    """Whether letters shorten a name, or are the letters of some of its words from the beginning of one on ("REG" of a
    registry's office)."""
    palabras = nombre.split()
    if _SOLO_ADJETIVOS.fullmatch(clave):
        return False  # "(SUR)"
    return abrevian(clave, nombre) or any(estan_en(clave, " ".join(palabras[i:])) for i in range(len(palabras)))


def _delante(nombre: str) -> tuple[str, str] | None:
    """The letters before a name, and the name."""
    hallado = _DELANTE.fullmatch(nombre)
    if hallado is None or hallado["nombre"].isupper() or plegar(hallado["clave"]) in _DE_NOMBRE:
        return None
    return None if _SOLO_ADJETIVOS.match(plegar(hallado["nombre"])) else (hallado["clave"], hallado["nombre"])


def _con_clave(forma: Forma, clave: str, nombre: str) -> None:
    c = forma.cabecera
    celdas = dict(c.celdas)
    for campo, texto in (("unidad", clave), ("unidad_nombre", nombre)):
        celda = celdas.get(campo)
        if celda is not None and texto in celda.literal:
            celdas[campo] = Celda(texto, celda.fuente, celda.confianza)
    forma.cabecera = replace(c, valores={**c.valores, "unidad": clave, "unidad_nombre": nombre}, celdas=celdas)
