"""Delimited text: one line a row, cells between tabs, pipes, semicolons or commas.

Lines end at LF only, as the contract counts them (``str.splitlines`` would also cut at form feeds and U+2028).
Quotation marks mean nothing in tab and pipe files, where observations hold them; in semicolon and comma files a cell
that opens with one closes with one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from charset_normalizer import from_bytes

from index.poa import Celda, ErrorDeLectura, Fuente
from index.readers.hoja import CeldaLeida, Hoja, Renglon, guardable, normalizar
from index.readers.limites import LIMITES, Aviso, Limites, callar

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Eight-bit encodings that Spanish text comes in, the most likely first.
_OCHO_BITS = ("cp1252", "cp850", "mac_roman", "latin_1")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: More than this share of control bytes is no text.
_MAX_CONTROL = 0.01
#: Delimiters, the surest first: a tab hardly ever stands inside a cell, a comma often does.
_DELIMITADORES = ("\t", "|", ";", ",")
#: Cells that a line of the table has at the very least.
_MIN_CELDAS = 6
_ADORNO = re.compile(r"^(?:\s|\*\*|__|#+\s)+|(?:\s|\*\*|__)+$")
_COMILLAS = re.compile(r'\s*"((?:[^"]|"")*)"\s*')
_RAYA = re.compile(r"[\s:|+=\-]*")


def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid of a text file's bytes; blank lines have no row. Raises ``ErrorDeLectura`` for what is not text."""
    lineas = decodificar(contenido).split("\n")
    delimitador = sondear(lineas)
    partir = _partidor(delimitador, lineas)
    renglones = (_renglon(numero, partir(linea), delimitador in ";,") for numero, linea in enumerate(lineas, start=1))
    return [Hoja("texto", tuple(r for r in renglones if r is not None))]


def decodificar(contenido: bytes) -> str:
    """The text of a file: by its BOM, as UTF-8, or in the eight-bit encoding that reads best as Spanish."""
    for bom, codificacion in _BOMS:
        if contenido.startswith(bom):
            return contenido[len(bom) :].decode(codificacion, errors="replace")
    if utf16 := _utf16_sin_bom(contenido):
        return contenido.decode(utf16, errors="replace")
    if len(_CONTROL.findall(contenido)) > _MAX_CONTROL * len(contenido):
        raise ErrorDeLectura(
            "es un archivo binario, un formato que aún no se lee.",
            "Guárdelo como texto delimitado por tabuladores (.txt) y vuelva a cargarlo.",
        )
    try:
        return contenido.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return _ocho_bits(contenido)


def sondear(lineas: list[str]) -> str:
    """The delimiter of a file: the one with most lines of enough cells, on a tie the surer one; a comma, which
    every sentence holds, only where no other delimits anything."""
    renglones = {d: sum(linea.count(d) >= _MIN_CELDAS - 1 for linea in lineas) for d in _DELIMITADORES}
    seguros = [d for d in _DELIMITADORES[:-1] if renglones[d]]
    return max(seguros or _DELIMITADORES, key=lambda d: renglones[d])


def _utf16_sin_bom(contenido: bytes) -> str | None:
    """UTF-16 without its mark shows a NUL in nearly every other byte of Spanish text."""
    muestra = contenido[:4096]
    if len(muestra) < 4 or len(contenido) % 2:
        return None
    pares, nones = muestra[0::2].count(0), muestra[1::2].count(0)
    mitad = len(muestra) // 2
    if nones > 0.7 * mitad and pares < 0.1 * mitad:
        return "utf-16-le"
    return "utf-16-be" if pares > 0.7 * mitad and nones < 0.1 * mitad else None


def _ocho_bits(contenido: bytes) -> str:
    casi = contenido.decode("utf-8", errors="replace")
    malos = casi.count("\ufffd")
    buenos = len(contenido.decode("utf-8", errors="ignore").encode("ascii", errors="ignore"))
    if len(casi) - malos - buenos > 10 * malos:
        return casi  # UTF-8 with a few damaged bytes: another encoding would damage every accent
    posibles = [c for c in _OCHO_BITS if _decodifica(contenido, c)]
    mejor = from_bytes(contenido, cp_isolation=posibles, threshold=0.5).best()
    # cp1252 unless another reading is plainly better: the scores of its cousins tie on short texts.
    if mejor is not None and mejor.encoding in ("cp850", "mac_roman") and not _parece_espanol(contenido, "cp1252"):
        return contenido.decode(mejor.encoding)
    return contenido.decode("cp1252" if "cp1252" in posibles else "latin_1")


def _decodifica(contenido: bytes, codificacion: str) -> bool:
    try:
        contenido.decode(codificacion)
    except UnicodeDecodeError:
        return False
    return True


def _parece_espanol(contenido: bytes, codificacion: str) -> bool:
    """Whether most characters beyond ASCII are letters or marks of Spanish."""
    texto = contenido.decode(codificacion, errors="replace")
    raros = [c for c in texto if c > "\x7f"]
    return sum(c in "áéíóúüñÁÉÍÓÚÜÑ¿¡«»°ºª–—“”‘’…·\u00a0´" for c in raros) >= 0.8 * len(raros)


def _partidor(delimitador: str, lineas: list[str]) -> Callable[[str], list[str]]:
    """The function that cuts a line into raw cells."""
    if delimitador in ";,":
        return lambda linea: _entrecomilladas(linea.rstrip("\r"), delimitador)
    if delimitador == "|" and _enmarcada(lineas):
        return _de_marco
    return lambda linea: linea.split(delimitador)


def _de_marco(linea: str) -> list[str]:
    """The cells of a Markdown table's row, without its frame; none for its rule."""
    if "|" not in linea:
        return [linea]
    return [] if _RAYA.fullmatch(linea) else linea.strip().removeprefix("|").removesuffix("|").split("|")


def _enmarcada(lineas: list[str]) -> bool:
    """Whether every row opens and closes with a pipe, as in a Markdown table."""
    tabla = [x.strip() for x in lineas if x.count("|") >= _MIN_CELDAS - 1]
    return bool(tabla) and all(x.startswith("|") and x.endswith("|") for x in tabla)


def _entrecomilladas(linea: str, delimitador: str) -> list[str]:
    """The cells of a line where a cell may stand between quotation marks, doubled inside."""
    celdas: list[str] = []
    resto: str | None = linea
    while resto is not None:
        entre = _COMILLAS.match(resto)
        if entre and (entre.end() == len(resto) or resto[entre.end()] == delimitador):
            celdas.append(entre.group(1))
            resto = resto[entre.end() + 1 :] if entre.end() < len(resto) else None
        else:
            cruda, separador, siguiente = resto.partition(delimitador)
            celdas.append(cruda)
            resto = siguiente if separador else None
    return celdas


def _renglon(numero: int, crudas: list[str], comillas: bool) -> Renglon | None:
    celdas = tuple(_celda(cruda, numero, columna, comillas) for columna, cruda in enumerate(crudas, start=1))
    return Renglon(celdas) if any(c.texto for c in celdas) else None


def _celda(cruda: str, linea: int, columna: int, comillas: bool) -> CeldaLeida:
    texto = cruda.replace('""', '"') if comillas else cruda
    literal = guardable(_ADORNO.sub("", cruda))
    return CeldaLeida(_ADORNO.sub("", normalizar(texto)), Celda(literal, Fuente(linea=linea, columna=columna)))
