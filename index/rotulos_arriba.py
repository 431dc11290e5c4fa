"""A header whose labels stand over their values → a row for each label, its values beside it.

"CLAVE | UNIDAD ADMINISTRATIVA | PROGRAMA | FECHA DE CORTE" over "610 | COORDINACIÓN DE … | 436 … | 31/12/2024". A row is
one of labels where nearly all its cells are, an identity's among them, and the next row's cells stand under them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.readers.hoja import CeldaLeida, Renglon
from index.rotulario import Rotulario, dueno
from index.rotulos_cabecera import CLAVE_SUELTA

#: Labels of such a row, at least, and the part of its cells that they are.
_MIN_ROTULOS, _CASI_TODAS = 2, 0.6
#: And at most; the letters of the longest label.
_MAX_ROTULOS, _MAX_ROTULO = 12, 60
#: What a row names that is of a header, and not of a table's heading.
_IDENTIDAD = frozenset(("ramo", "programa", "unidad", "clave_unidad", "clave_programa"))
#: Labels that may be read with slips, as they are written.
_ROTULOS = {
    "clave_unidad": "CLAVE DE UNIDAD:", "unidad": "UNIDAD ADMINISTRATIVA:",
    "clave_programa": "CLAVE DE PROGRAMA:", "programa": "PROGRAMA:", "ramo": "RAMO:",
}  # fmt: skip


def al_lado(renglones: Iterable[Renglon], rotulario: Rotulario) -> Iterator[Renglon]:
    """The rows, those of labels and the values under them by labels."""
    espera: Renglon | None = None
    for renglon in renglones:
        if espera is not None:
            pares = _pares(espera, renglon, rotulario)
            if pares:
                yield from pares
                espera = None
                continue
            yield espera
        espera = renglon if _de_rotulos(renglon, rotulario) else None
        if espera is None:
            yield renglon
    if espera is not None:
        yield espera


def _de_rotulos(renglon: Renglon, rotulario: Rotulario) -> bool:
    llenas = renglon.llenas()
    if not _MIN_ROTULOS <= len(llenas) <= _MAX_ROTULOS:
        return False
    bastan = max(_MIN_ROTULOS, _CASI_TODAS * len(llenas))
    nombrados: list[str] = []
    for vistas, (_, celda) in enumerate(llenas):
        if len(nombrados) + len(llenas) - vistas < bastan:
            return False  # as for nearly every row, after a cell or two
        campo = None if len(celda.texto) > _MAX_ROTULO or celda.texto.isdigit() else rotulario.nombra(celda.texto)
        if campo:
            nombrados.append(campo)
    return len(nombrados) >= bastan and not _IDENTIDAD.isdisjoint(nombrados)


def _pares(rotulos: Renglon, valores: Renglon, rotulario: Rotulario) -> list[Renglon]:
    """A row for each field of a row of labels; none where what stands below is no row of their values."""
    arriba, debajo = rotulos.llenas(), valores.llenas()
    if not debajo or len(debajo) > len(arriba) or any(rotulario.nombra(c.texto) for _, c in debajo):
        return []
    por_rotulo: dict[int, CeldaLeida] = {}
    for columna, celda in debajo:
        suyo = max((i for i, _ in arriba if i <= columna), default=None)
        if suyo is None or suyo in por_rotulo:
            return []
        por_rotulo[suyo] = celda
    campos = [rotulario.nombra(c.texto) for _, c in arriba]
    de_campos: dict[str, list[CeldaLeida]] = {}
    for n, (i, rotulo) in enumerate(arriba):
        campo = _campo(n, campos) or f"columna {i}"
        # A code and its name may stand under a label each: both are of one field.
        if i in por_rotulo:
            de_campos.setdefault(campo, [rotulo]).append(por_rotulo[i])
    return [_legible(campo, Renglon(tuple(celdas)), rotulario) for campo, celdas in de_campos.items()]


def _campo(n: int, campos: Sequence[str | None]) -> str | None:
    """The field of a label; a code's that does not say of what is of what the label before it names, or the next."""
    if campos[n] != CLAVE_SUELTA:
        return campos[n]
    de = dueno((*campos[max(n - 1, 0) : n], *campos[n + 1 : n + 2]))
    return f"clave_{de}" if de else None


def _legible(campo: str, par: Renglon, rotulario: Rotulario) -> Renglon:
    """A label and its values; one that was read with slips as it is written."""
    rotulo, *valores = par.celdas
    if campo not in _ROTULOS or campo in rotulario.campos(par):
        return par
    return Renglon((CeldaLeida(_ROTULOS[campo], rotulo.celda), *valores))
