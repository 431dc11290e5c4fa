"""What the cell of a description says besides it, under a label: "… Línea de acción: 1.3.5, 1.4.1".

A form without a column for it prints the goal's line of action, its measure or a remark below the description, in the same
cell. Each goes to its own field where that one has no cell of its own; a text that is not what its label says stays where
it stands.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index.crudas import Cruda
from index.lineas import es_lista_de_codigos
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.textos import alinear

_PMD = r"p\.? ?m\.? ?d\.?"
#: Labels, folded; each opens with a capital where it stands inside of a text.
_ROTULOS = re.compile(
    r"(?<![^\s.;,()])(?:"
    rf"(?P<linea>(?:lineas? (?:de )?accion|lineas? estrategicas?|alineacion)(?: (?:(?:con|al?|del) )*(?:el )?{_PMD})?"
    rf"|lineas? (?:del )?{_PMD}|linea\(s\)(?: de accion| accion)?|lineas?|{_PMD})"
    r"|(?P<unidad_medida>unidad(?:es)? de medida)"
    r"|(?P<observacion>observaci(?:on|ones)|justificaci(?:on|ones)|comentarios?)"
    r")\s*:\s*"
)
_CODIGO = r"[A-Za-z]{0,3}\d{1,4}(?:\.\d{1,3})*"
#: A label of lines of action, or what it is over, that is not all there.
_CORTADO = re.compile(rf"(?<![^\s.;,()])lineas?(?: de(?: accion)?| accion)?(?::(?:\s*{_CODIGO}\s*[,;y])*)?$")
#: Codes, and the name that may stand behind them.
_CODIGOS = re.compile(rf"(?P<codigos>{_CODIGO}(?:\s*(?:,|;|/|\by\b|-)\s*{_CODIGO})*)\.?(?:\s+\W*[^\W\d_].*)?")
#: Letters of a measure, at most; what stands at the ends of a part.
_MAX_MEDIDA, _ORILLAS = 40, " .;,()"


def separar(cruda: Cruda) -> None:
    """Take what stands under a label out of a goal's description, and to its own field."""
    _juntar_rotulo(cruda)
    for pieza in cruda.piezas.get("descripcion", ())[:]:
        suyas = cruda.piezas["descripcion"]
        primera = pieza is suyas[0]
        texto = cruda.descripcion if primera else pieza.texto
        if ":" not in texto:
            continue
        queda, halladas = _partes(texto, pieza)
        # What opens with a label may be the description itself.
        if queda == texto or (primera and not queda) or any(c in cruda.piezas and c != "linea" for c, _ in halladas):
            continue
        for campo, parte in halladas:
            cruda.piezas.setdefault(campo, []).append(parte)
        if primera:
            cruda.descripcion = queda
        else:
            lugar = suyas.index(pieza)
            suyas[lugar : lugar + 1] = [recortar(pieza, queda)] if queda else []


def de_linea(renglon: Renglon) -> CeldaLeida | None:
    """The codes of a row that has nothing but them and their label, "Línea de acción: 1.2.4", where it names none of them."""
    llenas = renglon.llenas()
    hallado = _ROTULOS.match(alinear(llenas[0][1].texto)) if len(llenas) == 1 else None
    if hallado is None or hallado.lastgroup != "linea":
        return None
    codigos = llenas[0][1].texto[hallado.end() :].strip(_ORILLAS)
    return recortar(llenas[0][1], codigos) if codigos and es_lista_de_codigos(codigos) else None


def lleva_linea(cruda: Cruda) -> bool:
    """Whether a goal says its line of action, in a field of its own or under a label in its description."""
    return "linea" in cruda.piezas or any(r.lastgroup == "linea" for r in _ROTULOS.finditer(alinear(cruda.texto("descripcion"))))


def _juntar_rotulo(cruda: Cruda) -> None:
    """Join a label that the end of a line or of a page cut, or cut off from its codes, to what goes on below."""
    suyas = cruda.piezas.get("descripcion", [])
    for i in range(len(suyas) - 1):
        texto = cruda.descripcion if i == 0 else suyas[i].texto
        hallado = _CORTADO.search(alinear(texto))
        if hallado is None or not texto[hallado.start() :][0].isupper():
            continue
        suyas[i + 1] = CeldaLeida(f"{texto[hallado.start() :]} {suyas[i + 1].texto}", suyas[i + 1].celda)
        queda = texto[: hallado.start()].strip()
        if i == 0:
            cruda.descripcion = queda
        else:
            suyas[i] = recortar(suyas[i], queda)
    suyas[1:] = [x for x in suyas[1:] if x.texto]


def _partes(texto: str, celda: CeldaLeida) -> tuple[str, list[tuple[str, CeldaLeida]]]:
    """The text before the first label, and what each label is over; nothing if a part is not what its label says."""
    rotulos = [r for r in _ROTULOS.finditer(alinear(texto)) if texto[r.start()].isupper()]
    if not rotulos:
        return texto, []
    fines = [*(b.start() for _, b in pairwise(rotulos)), len(texto)]
    halladas: list[tuple[str, CeldaLeida]] = []
    for rotulo, fin in zip(rotulos, fines, strict=True):
        campo = rotulo.lastgroup or ""
        valor = _valor(campo, texto[rotulo.end() : fin].strip())
        if valor is None:
            return texto, []
        if valor:
            halladas.append((campo, recortar(celda, valor)))
    return texto[: rotulos[0].start()].rstrip(" ;,(").strip(), halladas


def _valor(campo: str, texto: str) -> str | None:
    """What stands under a label; empty where nothing does, None if it is something else."""
    limpio = texto.strip(_ORILLAS)
    if campo == "linea" and limpio:
        con_nombre = _CODIGOS.fullmatch(limpio)
        if es_lista_de_codigos(limpio):
            return limpio
        return con_nombre["codigos"] if con_nombre else None
    if campo == "unidad_medida":
        return limpio if len(limpio) <= _MAX_MEDIDA and not any(c.isdigit() for c in limpio) else None
    return texto if campo == "observacion" else limpio
