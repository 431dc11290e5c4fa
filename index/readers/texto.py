"""Delimited text: one line a row, cells between tabs, pipes, semicolons or commas; or columns that blanks keep apart.

Lines end at LF only, as the contract counts them (``str.splitlines`` would also cut at form feeds and U+2028); in a file
without any, at CR. Quotation marks mean nothing in pipe files; in semicolon and comma files a cell that opens with one
closes with one, and there and in tab files a cell between marks may run over several lines. What a row of figures holds
in a later line is a row of its own below it, blank but for that piece, so that every literal stands in its line; any
other cell is read whole and quoted by its first line. A Markdown table is read without its frame, rules and escapes.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from index import recolector
from index.poa import Apartado, Celda, ErrorDeLectura, Fuente
from index.readers import texto_bloques
from index.readers.hoja import CeldaLeida, Hoja, Renglon, guardable, normalizar
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.readers.texto_alineado import DE_CABECERA, Latido, cortar, distribuir, hay
from index.readers.texto_barras import agrupan, sin_barras
from index.readers.texto_columnas import Pieza
from index.readers.texto_comillas import Registro, Trozo, registros
from index.textos import plegar

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
#: Those that sentences hold as well. Rows that they delimit are of one width: at the very least this share of the lines
#: with enough cells, and this share of the filled ones (a larger one where blanks follow them).
_DE_FRASES = ";,"
_MIN_IGUALES = 0.4
_MIN_PARTE = 0.1
_MIN_PARTE_DE_FRASE = 0.2
#: A line that opens with a label and its colon.
_ROTULADA = re.compile(r"[\s>*•·\-]*[^\W\d][^:;,|\t]{1,50}:(?:\s|$)")
#: Cells that a line of the table has at the very least.
_MIN_CELDAS = 6
#: Rows between two signs that the reader is alive.
_LATIDO = 4000
_ADORNO = re.compile(r"(?:\s|\*\*|__|#+\s)+")
#: Characters that an ornament may begin or end with.
_ORLA = frozenset("*_# \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    chr(c) for c in range(0x2000, 0x200B)
)
#: Characters of a cell that is likely to come again.
_MAX_CORTA = 24
#: How a blank cell is written where cells stand between marks.
_VACIA = '""'
#: A cell between marks whose own are doubled: whoever wrote the file binds cells so, in a tab file as well.
_DOBLADAS = re.compile(r'(?:^|\t)"(?:[^"\t]|"")*[^"\t]""[^"\t](?:[^"\t]|"")*"(?=\t|\r?$)')
_RAYA = re.compile(r"(?=[\s:]*[|+=\-])[\s:|+=\-]++")
_ANCHO = re.compile(r"\t+| {3,}")
_BARRA = re.compile(r"(?<!\\)\|")
#: What Markdown writes and does not print: escapes, breaks, marks of emphasis.
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])|<br\s*/?>|\*\*", re.IGNORECASE)
_CIFRA = re.compile(r"\s*-?\$?\d[\d.,]*\s*%?\s*")
#: Characters of a text that is quoted in a message.
_MAX_CITA = 60
#: Figures from which a row is one of data.
_MIN_CIFRAS = 3


class _DeLinea(CeldaLeida):
    """A cell of a line. What is printed is made a ``Celda`` when it is asked for: a text is one object a cell, not three."""

    __slots__ = ("_columna", "_linea", "_literal")
    columnas = filas = 1

    def __init__(self, texto: str, literal: str, linea: int, columna: int) -> None:
        self.texto, self._literal, self._linea, self._columna = texto, literal, linea, columna  # type: ignore[misc]  # frozen for others

    @property
    def celda(self) -> Celda:
        """What is printed, and where."""
        return Celda(self._literal, Fuente(self._linea, self._columna))


@recolector.pausado()  # a text's cells are many, and none is garbage
def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid of a text file's bytes; blank lines have no row. Raises ``ErrorDeLectura`` for what is not text, or holds
    too many cells."""
    lineas = en_lineas(decodificar(contenido))
    apartados: list[Apartado] = []
    renglones: list[Renglon] = []
    celdas = 0
    for renglon in _renglones(lineas, apartados, partial(avisar, 0, len(lineas))):
        renglones.append(renglon)
        celdas += len(renglon.celdas)
        if celdas > limites.celdas:
            raise ErrorDeLectura(f"tiene más de {limites.celdas:,} celdas.", "Divida el reporte en archivos más pequeños.")
        if not len(renglones) % _LATIDO:
            avisar(len(renglones), len(lineas))
    return [Hoja("texto", tuple(renglones), apartados=tuple(apartados))]


def en_lineas(texto: str) -> list[str]:
    """The lines of a text."""
    return texto.split("\n" if "\n" in texto else "\r")


def _renglones(lineas: list[str], apartados: list[Apartado], latido: Latido) -> Iterator[Renglon]:
    """The rows of a file; what is set aside is added to ``apartados``."""
    delimitador = sondear(lineas)
    latido()
    if delimitador == "," or not _largas(lineas, delimitador) or (delimitador == "|" and agrupan(lineas)):
        lineas = sin_barras(lineas)
        cortadas = cortar(lineas, latido)
        en_bloques = texto_bloques.colocar(lineas, cortadas)
        for i in en_bloques:
            cortadas[i] = []
        if hay(lineas, cortadas):
            apartados += [_sin_columna(linea + 1, texto) for linea, texto in distribuir(lineas, cortadas, latido)]
            for i, piezas in en_bloques.items():
                cortadas[i] = piezas
            return _alineados(cortadas)
        if en_bloques:
            return _con_bloques(_delimitados(lineas, delimitador), en_bloques)
    return _con_barras(lineas) if delimitador == "|" else _delimitados(lineas, delimitador)


def _delimitados(lineas: Sequence[str], delimitador: str) -> Iterator[Renglon]:
    comillas = delimitador in ";," or (delimitador == "\t" and any('""' in x and _DOBLADAS.search(x) for x in lineas))
    for registro in registros(lineas, delimitador, comillas):
        if isinstance(registro, tuple):
            numero, crudas = registro
            celdas = _celdas(crudas, numero, comillas)
            if any([c.texto for c in celdas]):
                yield Renglon(celdas)
        else:
            yield from _de_registro(registro, comillas)


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


def sondear(lineas: Sequence[str]) -> str:
    """The delimiter of a file: the one with most lines of enough cells, on a tie the surer one. A comma or a semicolon,
    which sentences hold, delimits only where the lines that have it agree in how many; a comma, besides, only where no
    other delimits anything. A tab where nothing does."""
    renglones = {d: _renglones_de(lineas, d) for d in _DELIMITADORES[:-1]}
    mejor = max(renglones, key=lambda d: renglones[d])
    return mejor if renglones[mejor] or not _renglones_de(lineas, ",") else ","


def _renglones_de(lineas: Sequence[str], delimitador: str) -> int:
    """The lines of enough cells that a delimiter makes; none where they are those of sentences."""
    largas = _largas(lineas, delimitador)
    if delimitador not in _DE_FRASES or not largas:
        return largas
    anchos = Counter(_anchos(lineas, delimitador))
    tabla = {clase: n for clase, n in anchos.items() if clase[0] >= _MIN_CELDAS}
    (_, de_frase), iguales = max(tabla.items(), key=lambda x: x[1], default=((0, True), 0))
    parte = _MIN_PARTE_DE_FRASE if de_frase else _MIN_PARTE
    if sum(bool(_ROTULADA.match(linea)) for linea in lineas) > iguales:
        return 0  # blocks of labels and values, whose figures are listed ("T1 1,000, T2 1,200")
    return largas if iguales >= max(_MIN_IGUALES * sum(tabla.values()), parte * anchos.total(), 1) else 0


def _anchos(lineas: Sequence[str], delimitador: str) -> Iterator[tuple[int, bool]]:
    """How many cells each filled record has, and whether most of its delimiters stand before a blank, as in sentences."""
    for registro in registros(lineas, delimitador, True):
        crudas = registro[1] if isinstance(registro, tuple) else [trozos[0].crudo for trozos in registro]
        if any(crudas):
            yield len(crudas), 2 * sum(c.startswith(" ") for c in crudas[1:]) >= len(crudas)


def _largas(lineas: Sequence[str], delimitador: str) -> int:
    return sum([linea.count(delimitador) >= _MIN_CELDAS - 1 for linea in lineas])


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
    from charset_normalizer import from_bytes  # a tenth of a worker's start, for files that few send

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


def _con_barras(lineas: Sequence[str]) -> Iterator[Renglon]:
    marco = _enmarcada(lineas)
    for numero, linea in enumerate(lineas, start=1):
        if marco:
            celdas = [_celda(cruda, numero, c, markdown=True) for c, cruda in enumerate(_de_marco(linea), start=1)]
        elif "|" in linea and _RAYA.fullmatch(linea):
            continue
        else:
            celdas = [_celda(cruda, numero, c) for c, cruda in enumerate(_de_barras(linea), start=1)]
        if any(c.texto for c in celdas):
            yield Renglon(tuple(celdas))


def _de_marco(linea: str) -> list[str]:
    """The cells of a Markdown table's row, without its frame; none for its rule."""
    if _RAYA.fullmatch(linea):
        return []
    return _BARRA.split(linea.strip().removeprefix("|").removesuffix("|")) if "|" in linea else _de_barras(linea)


def _de_barras(linea: str) -> list[str]:
    """The cells of a line; the label and the value of a header, without pipes nor a colon, where they leave room."""
    if "|" in linea:
        return linea.split("|")
    partes = _ANCHO.split(linea.strip())
    return partes if len(partes) > 1 and DE_CABECERA.fullmatch(plegar(partes[0])) else [linea]


def _enmarcada(lineas: Sequence[str]) -> bool:
    """Whether every row opens and closes with a pipe, as in a Markdown table."""
    tabla = [x.strip() for x in lineas if x.count("|") >= _MIN_CELDAS - 1]
    return bool(tabla) and all(x.startswith("|") and x.endswith("|") for x in tabla)


def _alineados(lineas: Sequence[Sequence[Pieza]]) -> Iterator[Renglon]:
    for numero, piezas in enumerate(lineas, start=1):
        celdas = tuple(_en_lugar(piezas, numero))
        if any(c.texto for c in celdas):
            yield Renglon(celdas)


def _con_bloques(renglones: Iterator[Renglon], en_bloques: dict[int, list[Pieza]]) -> Iterator[Renglon]:
    """The rows of a file, those of the small tables of its blocks in their columns."""
    for renglon in renglones:
        linea = renglon.celdas[0].celda.fuente.linea
        piezas = en_bloques.get(linea - 1) if linea else None
        yield Renglon(tuple(_en_lugar(piezas, linea))) if linea and piezas else renglon


def _sin_columna(linea: int, texto: str) -> Apartado:
    breve = normalizar(texto)
    return Apartado(
        lugar=str(Fuente(linea=linea)),
        motivo=f"No se leyó la meta: no se distingue en qué columna está «{breve[:_MAX_CITA]}».",
        remedio="Separe las columnas con tabuladores, o cargue el documento original, y vuelva a cargar el archivo.",
    )


def _en_lugar(piezas: Sequence[Pieza], linea: int) -> Iterator[CeldaLeida]:
    columna = 0
    for pieza in piezas:
        yield from (_celda("", linea, c + 1) for c in range(columna, pieza.columna))
        leida = _celda(pieza.texto, linea, pieza.columna + 1)
        yield CeldaLeida(normalizar(leida.texto + pieza.sigue), leida.celda, pieza.columnas)
        yield from (_celda("", linea, pieza.columna + c + 1) for c in range(1, pieza.columnas))
        columna = pieza.columna + pieza.columnas


def _de_registro(registro: Registro, comillas: bool) -> Iterator[Renglon]:
    """The row of a record, and one for each later line of its cells if it is a row of figures."""
    celdas = [_celda(t[0].crudo, t[0].linea, t[0].columna, comillas or len(t) > 1) for t in registro]
    largas = [(c, trozos) for c, trozos in enumerate(registro) if len(trozos) > 1]
    en_partes = bool(largas) and sum(bool(_CIFRA.fullmatch(c.texto)) for c in celdas) >= _MIN_CIFRAS
    for columna, trozos in () if en_partes else largas:
        enteras = (_celda(t.crudo, t.linea, t.columna, True).texto for t in trozos)
        primera = next((t for t in trozos if t.crudo.strip()), trozos[0])
        celda = _celda(primera.crudo, primera.linea, primera.columna, True).celda
        celdas[columna] = CeldaLeida(" ".join(x for x in enteras if x), celda)
    if any(c.texto for c in celdas):
        yield Renglon(tuple(celdas))
    for columna, trozos in largas if en_partes else ():
        for trozo in trozos[1:]:
            resto = _de_trozo(trozo, columna)
            if resto.celdas[-1].texto:
                yield resto


def _de_trozo(trozo: Trozo, columna: int) -> Renglon:
    vacias = (_celda("", trozo.linea, trozo.columna) for _ in range(columna))
    return Renglon((*vacias, _celda(trozo.crudo, trozo.linea, trozo.columna, True)))


def _celdas(crudas: Sequence[str], linea: int, comillas: bool) -> tuple[CeldaLeida, ...]:
    """A line's cells: ``_celda`` of each, which is most of the time that a text takes to be read."""
    salida = []
    for columna, cruda in enumerate(crudas, start=1):
        if not cruda or cruda == _VACIA:
            texto = literal = ""
        elif len(cruda) <= _MAX_CORTA:
            texto, literal = _limpia_corta(cruda, comillas, False)
        else:
            texto, literal = _limpia(cruda, comillas, False)
        salida.append(_DeLinea(texto, literal, linea, columna))
    return tuple(salida)


def _celda(cruda: str, linea: int, columna: int, comillas: bool = False, markdown: bool = False) -> CeldaLeida:
    fuente = Fuente(linea, columna)
    if not cruda or cruda == _VACIA:
        return CeldaLeida("", Celda("", fuente))
    texto, literal = (_limpia_corta if len(cruda) <= _MAX_CORTA else _limpia)(cruda, comillas, markdown)
    return CeldaLeida(texto, Celda(literal, fuente))


def _limpia(cruda: str, comillas: bool, markdown: bool) -> tuple[str, str]:
    """What is read and what is quoted of a raw cell."""
    texto = cruda.replace('""', '"') if comillas and '"' in cruda else cruda
    texto = _ESCAPE.sub(lambda m: m.group(1) or " ", texto) if markdown and _ESCAPE.search(texto) else texto
    return _sin_adorno(normalizar(texto)), guardable(_sin_adorno(cruda))


#: Figures, measures and codes stand in many cells of a file.
_limpia_corta = lru_cache(maxsize=16384)(_limpia)


def _sin_adorno(texto: str) -> str:
    if not texto or not (texto[0] in _ORLA or texto[-1] in _ORLA):
        return texto
    adorno = _ADORNO.match(texto)
    inicio, fin = adorno.end() if adorno else 0, len(texto)
    while fin > inicio and (texto[fin - 1].isspace() or texto.endswith(("**", "__"), inicio, fin)):
        fin -= 1 if texto[fin - 1].isspace() else 2
    return texto[inicio:fin]
