"""Excel workbooks: one grid a sheet, in the order of its tabs; a cell is what Excel shows of it.

The rule. ``literal`` is the displayed text, ``texto`` the exact figure behind it (see ``formato_numero``). Formulas
count by the value saved with them; nothing is calculated and no macro is run. What the office does not see printed is
not loaded as if it were: sheets, rows and columns that are hidden (by hand, by a filter, by a collapsed group), cells
that a merged one covers, values that their format hides, are set aside with their place where they are filled. A
hidden column keeps its place with blank cells. A formula without a saved value is no blank: it is parsed as
``#SIN CALCULAR``, which is no figure either, and is set aside with its remedy.
Not read: comments, charts, pictures, links to other workbooks. White letters are read as any other.

Source: ECMA-376 part 1, 18 (SpreadsheetML); security.md, "Decided", 4, and "Hostile words".
"""

from __future__ import annotations

from functools import partial

from index import recolector
from index.poa import Apartado, ErrorDeLectura
from index.readers import hoja_xlsx, libro_xlsx, rejilla_xlsx
from index.readers.corriente_xml import XmlDanado
from index.readers.hoja import Hoja
from index.readers.hoja_xlsx import Cuota
from index.readers.libro_xlsx import FALLAS_DE_ZIP, HojaDeLibro, Libro
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.readers.paquete import Paquete, abrir


@recolector.pausado()  # a sheet's cells are many, and none is garbage
def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid for each sheet that holds or hides something. Raises ``ErrorDeLectura``."""
    paquete = abrir(contenido, limites, "un libro de Excel")
    cuota = Cuota(limites.celdas, partial(avisar, 0, 1))
    libro = libro_xlsx.leer(paquete, limites, cuota)
    hojas: list[Hoja] = []
    danadas = 0
    for hechas, hoja in enumerate(libro.hojas):
        cuota.latido = partial(avisar, hechas, len(libro.hojas))
        try:
            hojas.append(_leer(paquete, libro, hoja, cuota))
        except (XmlDanado, *FALLAS_DE_ZIP):
            danadas += 1
            hojas.append(_apartada(hoja, "está dañada y no se puede leer.", "Ábrala en Excel, guarde el libro"))
        avisar(hechas + 1, len(libro.hojas))
    if danadas and danadas == len(hojas):
        raise paquete.danado()
    hojas = [h for h in hojas if h.renglones or h.apartados]
    if not hojas:
        raise ErrorDeLectura("no tiene ninguna celda con texto.", "Revise que el archivo se haya guardado completo.")
    return hojas


def _leer(paquete: Paquete, libro: Libro, hoja: HojaDeLibro, cuota: Cuota) -> Hoja:
    try:
        flujo = paquete.partes.open(hoja.parte)
    except KeyError:
        raise XmlDanado(hoja.parte) from None
    with flujo:
        cruda = hoja_xlsx.leer(flujo, cuota)
    if not hoja.oculta:
        return rejilla_xlsx.armar(libro, hoja.nombre, cruda, cuota)
    llena = any(c.valor or c.formula for celdas in cruda.renglones.values() for c in celdas.values())
    if not llena:
        return Hoja("xlsx", (), hoja.nombre)
    return _apartada(hoja, "está oculta y no se leyó.", "Si es parte del reporte, muéstrela en Excel, guarde el libro")


def _apartada(hoja: HojaDeLibro, motivo: str, remedio: str) -> Hoja:
    apartado = Apartado(f"hoja «{hoja.nombre}»", f"La hoja {motivo}", f"{remedio} y vuelva a cargarlo.")
    return Hoja("xlsx", (), hoja.nombre, (apartado,))
