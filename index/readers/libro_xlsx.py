"""A workbook's own parts: its sheets in order, its texts, its number formats, its date system.

Source: ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles), both namespaces; a text's ``_x000D_``
is 22.9.2.19 (ST_Xstring).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from index.poa import ErrorDeLectura
from index.readers.corriente_xml import Corriente, XmlDanado
from index.readers.formato_numero import Formato, Mostrado, compilar
from index.readers.formato_piezas import GENERAL, INTEGRADOS
from index.readers.hoja import guardable
from index.readers.hoja_xlsx import Cruda, Cuota, texto_de
from index.readers.limites import Limites
from index.readers.paquete import Paquete

#: What reading a damaged member of a zip raises.
FALLAS_DE_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
#: The workbook's part and its styles take some hundred kB; a tree of more than this is no report's.
_MAX_ARBOL = 32 * 2**20
_LATIDO = 65_536
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class HojaDeLibro:
    """A sheet: its name, the part that holds it, whether the workbook hides it."""

    nombre: str
    parte: str
    oculta: bool


@dataclass(frozen=True, slots=True)
class Libro:
    """What the cells of every sheet refer to. ``por_calcular``: the program that wrote the workbook asks Excel to
    calculate its formulas when it is opened, so a 0 saved for a formula may be a mere placeholder."""

    hojas: tuple[HojaDeLibro, ...]
    textos: Sequence[str]
    formatos: Sequence[Formato]
    desde_1904: bool
    por_calcular: bool
    #: What cells show, as the sheets are read, by what of a sheet it depends on: (decimal commas, no zeros shown).
    vistos: dict[tuple[bool, bool], dict[Cruda, Mostrado]] = field(default_factory=dict)


def leer(paquete: Paquete, limites: Limites, cuota: Cuota) -> Libro:
    """The workbook of a package. Raises ``ErrorDeLectura``."""
    nombre = paquete.principal()
    raiz = _arbol(paquete, nombre)
    if raiz is None:
        raise paquete.danado()
    if _local(raiz) != "workbook":
        raise ErrorDeLectura("no es un libro de Excel.", "Guarde el reporte como XLSX desde Excel y vuelva a cargarlo.")
    relaciones = paquete.relaciones(nombre)
    por_tipo = {tipo: parte for tipo, parte in relaciones.values()}
    hojas = tuple(_hojas(raiz, relaciones))
    if len(hojas) > limites.hojas:
        raise ErrorDeLectura(
            f"tiene {len(hojas):,} hojas; el límite es de {limites.hojas:,}.",
            "Deje en el libro solo las hojas del reporte y vuelva a cargarlo.",
        )
    return Libro(
        hojas=hojas,
        textos=_textos(paquete, por_tipo.get("sharedStrings", ""), cuota),
        formatos=_formatos(paquete, por_tipo.get("styles", "")),
        desde_1904=_es_cierto(raiz, "workbookPr", "date1904"),
        por_calcular=_es_cierto(raiz, "calcPr", "fullCalcOnLoad"),
    )


def sin_escapes(crudo: str) -> str:
    """A text as it is shown: the control characters that XML can't hold are written ``_x000D_``."""
    return _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), crudo) if "_x" in crudo else crudo


def _arbol(paquete: Paquete, parte: str) -> Any:
    """A small part as a tree; None if there is no such part."""
    info = paquete.partes.NameToInfo.get(parte)
    if info is not None and info.file_size > _MAX_ARBOL:
        raise paquete.danado()
    return paquete.xml(parte)


def _hojas(raiz: Any, relaciones: Any) -> list[HojaDeLibro]:
    """The worksheets in the order of their tabs; sheets of charts and of dialogs hold no cells."""
    lista = next((e for e in raiz if _local(e) == "sheets"), ())
    salida = []
    for orden, hoja in enumerate((e for e in lista if _local(e) == "sheet"), start=1):
        enlace = next((v for k, v in hoja.attrib.items() if k.endswith("}id")), "")
        tipo, parte = relaciones.get(enlace, ("worksheet", ""))
        if tipo == "worksheet":
            nombre = guardable(hoja.get("name") or "") or f"Hoja {orden}"
            salida.append(HojaDeLibro(nombre, parte, hoja.get("state", "visible") != "visible"))
    return salida


def _textos(paquete: Paquete, parte: str, cuota: Cuota) -> list[str]:
    """The texts that cells name by number."""
    if parte not in paquete.partes.NameToInfo:
        return []
    try:
        with paquete.partes.open(parte) as flujo:
            return list(_de_la_tabla(flujo, cuota))
    except (XmlDanado, *FALLAS_DE_ZIP):
        raise paquete.danado() from None


def _de_la_tabla(flujo: IO[bytes], cuota: Cuota) -> Iterator[str]:
    corriente = Corriente(flujo, "sst")
    for n, elemento in enumerate(corriente.elementos(1), start=1):
        if elemento.tag == f"{corriente.espacio}si":
            cuota.gastar(1)
            yield sin_escapes(texto_de(elemento, corriente.espacio) or "")
        if n % _LATIDO == 0:
            cuota.latido()


def _formatos(paquete: Paquete, parte: str) -> list[Formato]:
    """The number format of each cell style. A workbook without styles has General alone."""
    raiz = _arbol(paquete, parte)
    if raiz is None:
        return [compilar(GENERAL)]
    codigos = dict(INTEGRADOS)
    for propio in (f for lista in raiz if _local(lista) == "numFmts" for f in lista):
        codigos[_entero(propio.get("numFmtId"))] = propio.get("formatCode") or GENERAL
    estilos = [x for lista in raiz if _local(lista) == "cellXfs" for x in lista]
    return [compilar(codigos.get(_entero(x.get("numFmtId")), GENERAL)) for x in estilos] or [compilar(GENERAL)]


def _es_cierto(raiz: Any, elemento: str, atributo: str) -> bool:
    return any(e.get(atributo) in ("1", "true", "on") for e in raiz if _local(e) == elemento)


def _entero(valor: str | None) -> int:
    return int(valor) if valor and valor.isascii() and valor.isdigit() else 0


def _local(elemento: Any) -> str:
    return str(elemento.tag).rpartition("}")[2]
