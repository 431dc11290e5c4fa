"""A list of the goals of several units, each row with the unit that it is of → a page for each unit.

Where the header does not say whose the goals are and columns of the table do ("CLAVE UA", "UNIDAD ADMINISTRATIVA"), the
rows of each unit are a form of its own under the same heading. A blank goes on with the unit above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.paginas import Pagina, Tramo
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulario import Rotulario
from index.rotulos_cabecera import DE_OFICINA, OTRAS_OFICINAS
from index.textos import plegar

_UNIDAD, _CLAVE = "unidad", "clave_unidad"
#: Columns of other offices, one of which is the unit of the rows where no column names that.
_DE_OTRAS = frozenset((*OTRAS_OFICINAS, *(f"clave_{x}" for x in OTRAS_OFICINAS)))
#: What a list may say of the unit of each row besides.
_OTROS = frozenset(("municipio", "ejercicio", "programa", "corte"))
_NOMBRES = frozenset(("unidad", "nombre", "area", "nombre unidad", "nombre_unidad"))


def separar(paginas: Sequence[Pagina], rotulario: Rotulario) -> list[Pagina]:
    """The pages, those that list several units by units, in the order in which each is first named."""
    salida: list[Pagina] = []
    for pagina in paginas:
        de_lista = len(pagina.tramos) == 1 and not {_UNIDAD, _CLAVE, *_DE_OTRAS} & pagina.vistos
        salida += _por_unidad(pagina, rotulario) if de_lista else [pagina]
    return salida


def _columnas(pagina: Pagina, rotulario: Rotulario) -> tuple[list[tuple[int, CeldaLeida]], list[int], list[tuple[int, str]]]:
    """The columns of a table that name a unit, with their heading's cell; those of the wider office that it is of; and those
    that say other things of a header in each row, with the label of each."""
    titulos = [(i, c, rotulario.nombra(c.texto.replace("_", " "))) for r in pagina.tramos[0].encabezado for i, c in r.llenas()]
    if not any(campo == _UNIDAD for _, _, campo in titulos):
        propia = next((x for x in OTRAS_OFICINAS if any(campo in (x, f"clave_{x}") for _, _, campo in titulos)), None)
        suyos = {x: DE_OFICINA[x] for x in DE_OFICINA if propia and x.endswith(propia)}
        titulos = [(i, c, campo and suyos.get(campo, campo)) for i, c, campo in titulos]
    unidad = [(i, c) for i, c, campo in titulos if campo in (_UNIDAD, _CLAVE)]
    campos = {campo for _, _, campo in titulos}
    if _CLAVE in campos and _UNIDAD not in campos:
        # Beside a column of its codes, one that is only called "unidad" holds its names, and not measures.
        unidad += [(i, c) for i, c, _ in titulos if plegar(c.texto) in _NOMBRES]
    ajenas = [i for i, _, campo in titulos if campo in _DE_OTRAS]
    return unidad, ajenas, [(i, f"{campo}:") for i, _, campo in titulos if campo in _OTROS and campo not in pagina.vistos]


def _sin(renglon: Renglon, columnas: Sequence[int]) -> Renglon:
    """A row without the unit's columns, which say nothing of a goal."""
    return Renglon(tuple(CeldaLeida("", c.celda) if i in columnas else c for i, c in enumerate(renglon.celdas)))


def _por_unidad(pagina: Pagina, rotulario: Rotulario) -> list[Pagina]:
    columnas, ajenas, otras = _columnas(pagina, rotulario)
    if not columnas:
        return [pagina]
    [tramo] = pagina.tramos
    rotulo = CeldaLeida("unidad responsable:", columnas[0][1].celda)
    suyas = [*ajenas, *(i for i, _ in (*columnas, *otras))]
    encabezado = [_sin(r, suyas) for r in tramo.encabezado]
    de_cada: dict[tuple[str, ...], tuple[list[Renglon], list[Renglon]]] = {}
    nombrada: tuple[str, ...] | None = None
    for renglon in tramo.renglones:
        celdas = [renglon.celdas[i] for i, _ in columnas if renglon.texto(i)]
        if celdas:
            nombrada = tuple(c.texto for c in celdas)
        if not any(c.texto for i, c in enumerate(renglon.celdas) if i not in suyas):
            continue  # the unit's own title
        if nombrada is None:
            return [pagina]  # goals before any unit: whose they are is not said
        llave = (*nombrada, *(renglon.texto(i) for i, _ in otras))
        if llave not in de_cada:
            dichas = [(titulo, renglon.celdas[i]) for i, titulo in otras if renglon.texto(i)]
            propios = [Renglon((CeldaLeida(titulo, c.celda), c)) for titulo, c in dichas]
            de_cada[llave] = ([*propios, Renglon((rotulo, *celdas))], [])
        de_cada[llave][1].append(_sin(renglon, suyas))
    salida = []
    for propios, renglones in de_cada.values():
        cabecera = [*pagina.cabecera, *propios]
        salida.append(Pagina(cabecera, [Tramo(encabezado, renglones)], [], pagina.vistos | {_UNIDAD}, pagina.con_titulo))
    if salida:
        salida[-1].pie = pagina.pie
    return salida or [pagina]
