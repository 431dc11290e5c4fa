"""Layouts that a user adds as a small file, without touching code: which words of a form name which field.

A layout is a TOML file (docs/disenos.md): ``reconoce`` (words that must stand in a sheet for the layout to hold),
``omite`` (words in the names of sheets that are not read), ``[cabecera]`` and ``[columnas]`` (printed label → field),
``[fijos]`` (what a form of one house never prints). A fixed value is the layout's word, not the document's: it has no
printed cell, and none is claimed for it. The files of ``ejemplos`` are to be copied; they are not loaded by themselves.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import motivos
from index.periodos import MESES
from index.poa import TRIMESTRES, ErrorDeLectura
from index.textos import plegar

#: A column from which nothing is read.
IGNORAR = "ignorar"
#: Fields that a column can be.
COLUMNAS = frozenset(
    ("linea", "numero", "descripcion", "unidad_medida", "meta_anual", "meta_modificada", "avance_absoluto",
     "avance_relativo", "programado_acumulado", "observacion", IGNORAR,
     *(f"{m}.{p}" for m in ("programado", "modificado", "alcanzado") for p in (*TRIMESTRES, *MESES)))
)  # fmt: skip
#: Fields that a label of the header can give.
CABECERA = frozenset(
    ("municipio", "ejercicio", "ramo", "programa", "unidad", "finalidad", "funcion", "subfuncion", "corte", "periodo")
)
#: Fields that a layout can fix. Never the cut: a layout serves every quarter.
FIJOS = frozenset(("municipio", "ejercicio", "ramo", "ramo_nombre", "programa", "programa_nombre", "unidad", "unidad_nombre"))
#: The name of a sheet as a label of the header.
HOJA = "(hoja)"
_CLAVES = frozenset(("nombre", "reconoce", "omite", "cabecera", "columnas", "fijos"))


@dataclass(frozen=True, slots=True)
class Diseno:
    """A user's layout. Labels are as printed; they are compared folded."""

    nombre: str
    reconoce: tuple[str, ...] = ()
    omite: tuple[str, ...] = ()
    cabecera: Mapping[str, str] = field(default_factory=dict)
    columnas: Mapping[str, str] = field(default_factory=dict)
    fijos: Mapping[str, str] = field(default_factory=dict)

    def vale_para(self, textos: Iterable[str]) -> bool:
        """Whether all its words stand in some texts of a sheet."""
        faltan = {plegar(p) for p in self.reconoce}
        for texto in textos:
            if not faltan:
                return True
            plano = plegar(texto)
            faltan = {p for p in faltan if p not in plano}
        return not faltan

    def omite_hoja(self, nombre: str | None) -> bool:
        """Whether a sheet's name says that it is not to be read."""
        return any(plegar(p) in plegar(nombre or "") for p in self.omite)


def cargar(carpetas: Sequence[Path]) -> tuple[Diseno, ...]:
    """The layouts of some folders, by file name; a folder that does not exist has none. Raises ``ErrorDeLectura``
    for a file that is no layout, naming it and the key."""
    return tuple(leer(archivo) for carpeta in carpetas for archivo in sorted(carpeta.glob("*.toml")))


def leer(archivo: Path) -> Diseno:
    """The layout of a file. Raises ``ErrorDeLectura``."""
    try:
        datos = tomllib.loads(archivo.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _error(archivo, f"no es un archivo TOML válido ({error}).") from None
    except OSError as error:
        raise _error(archivo, f"no se puede abrir ({motivos.del_sistema(error)}).") from None
    _sin_ajenas(archivo, "", datos, _CLAVES)
    reconoce, omite = _lista_de_textos(archivo, datos, "reconoce"), _lista_de_textos(archivo, datos, "omite")
    cabecera = _tabla(archivo, datos, "cabecera")
    columnas = _tabla(archivo, datos, "columnas")
    fijos = _tabla(archivo, datos, "fijos")
    _campos_conocidos(archivo, "cabecera", cabecera, CABECERA)
    _campos_conocidos(archivo, "columnas", columnas, COLUMNAS)
    _sin_ajenas(archivo, "fijos", fijos, FIJOS)
    if fijos and not reconoce:
        raise _error(archivo, "tiene «[fijos]» y no tiene «reconoce»: sus valores se darían a cualquier archivo.")
    nombre = datos.get("nombre", archivo.stem)
    if not isinstance(nombre, str) or not nombre.strip():
        raise _error(archivo, "«nombre» debe ser un texto.")
    return Diseno(nombre, reconoce, omite, cabecera, columnas, fijos)


def _lista_de_textos(archivo: Path, datos: Mapping[str, Any], clave: str) -> tuple[str, ...]:
    valor = datos.get(clave, [])
    if not isinstance(valor, list) or not all(isinstance(p, str) and p.strip() for p in valor):
        raise _error(archivo, f'«{clave}» debe ser una lista de textos, por ejemplo {clave} = ["plan de acción"].')
    return tuple(valor)


def _tabla(archivo: Path, datos: Mapping[str, Any], clave: str) -> dict[str, str]:
    tabla = datos.get(clave, {})
    if not isinstance(tabla, dict):
        raise _error(archivo, f"«{clave}» debe ser una tabla: [{clave}].")
    for rotulo, valor in tabla.items():
        if not isinstance(valor, str | int) or isinstance(valor, bool):
            raise _error(archivo, f"en «[{clave}]», el valor de «{rotulo}» debe ser un texto entre comillas.")
    return {str(rotulo): str(valor) for rotulo, valor in tabla.items()}


def _campos_conocidos(archivo: Path, clave: str, tabla: Mapping[str, str], campos: frozenset[str]) -> None:
    for rotulo, campo in tabla.items():
        if campo not in campos:
            raise _error(archivo, f"en «[{clave}]», «{rotulo}» apunta a «{campo}», que no es un campo. Campos: {_lista(campos)}.")


def _sin_ajenas(archivo: Path, clave: str, tabla: Mapping[str, Any], conocidas: frozenset[str]) -> None:
    for propia in tabla:
        if propia not in conocidas:
            donde = f"en «[{clave}]», " if clave else ""
            raise _error(archivo, f"{donde}no se conoce «{propia}». Se aceptan: {_lista(conocidas)}.")


def _lista(campos: frozenset[str]) -> str:
    return ", ".join(sorted(campos))


def _error(archivo: Path, motivo: str) -> ErrorDeLectura:
    remedio = "Corríjalo o retírelo de la carpeta de diseños (véase docs/disenos.md)."
    return ErrorDeLectura(motivo, remedio, f"Diseño {archivo.name}")
