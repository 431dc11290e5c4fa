"""PDF: one grid for the whole document, its pages in order.

Pages with text are read from their text and rules (``pdf_pdfium``, ``pdf_renglones``); pages that are pictures go to
the optical reader (``ocr``). What a page hides, prints askew or encodes without saying which letters it means is never
read as if it were printed: it is set aside with its page, the reason and the remedy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module

import pypdfium2 as pdfium
from pypdfium2 import raw

from index import cifras
from index.poa import Apartado, ErrorDeLectura
from index.readers import pdf_corridas, pdf_pdfium, pdf_renglones, pdf_seguidas
from index.readers.hoja import Hoja, Renglon, normalizar
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.readers.pdf_celda import Vocabulario
from index.readers.pdf_corridas import Entorno, Impresa
from index.readers.pdf_leida import PERDIDO, Memoria, RenglonDePagina
from index.readers.pdf_pagina import Pagina, PaginaExcesiva
from index.readers.pdf_seguidas import Margen, Puesto

#: Dots per inch of a page drawn for the optical reader.
_PPP = 300
#: The longest side (points) of a page that is drawn: beyond it a picture would not fit the memory.
_MAX_LADO = 3_500.0
#: A picture over this share of a page, and no more letters than these beside it, are a scan.
_PARTE_DE_IMAGEN, _MAX_LETRAS_DE_ESCANEO = 0.4, 60
#: More unreadable letters than this share of a page make it unreadable.
_MAX_ILEGIBLES = 0.05
#: Texts shown in a message, and their length.
_MUESTRAS, _LARGO = 3, 60
#: The part of a page (at its foot and at its head) where what stands on every page does.
_ORILLA = 0.06

#: Rows of a heading, and cells that make one.
_MAX_TITULOS, _MIN_TITULOS = 4, 5




@dataclass(slots=True)
class _Avance:
    """What has been read so far."""

    renglones: list[Puesto] = field(default_factory=list)
    vocabulario: Vocabulario = field(default_factory=Vocabulario)
    apartados: list[Apartado] = field(default_factory=list)
    memoria: Memoria = field(default_factory=Memoria)
    #: The page that was looked at ahead of its turn; the lines of the first page and of the last one.
    adelantada: Pagina | None = None
    primeras: list[Impresa] = field(default_factory=list)
    ultimas: list[Impresa] = field(default_factory=list)

    def pagina(self, documento: pdfium.PdfDocument, indice: int) -> Pagina:
        """A page. Raises ``PaginaExcesiva``, ``PdfiumError``."""
        pagina = self.adelantada
        if pagina is None or pagina.numero != indice + 1:
            pagina = pdf_pdfium.leer(documento, indice)
        return pagina

    def entorno(self, documento: pdfium.PdfDocument, pagina: Pagina) -> Entorno:
        """The lines of a page and of those around it."""
        suyas = pdf_corridas.impresas(pagina)
        vecinas = [self.ultimas]
        self.adelantada = None
        if pagina.numero < len(documento):
            try:
                self.adelantada = pdf_pdfium.leer(documento, pagina.numero)
            except (PaginaExcesiva, pdfium.PdfiumError):
                pass  # it is set aside in its turn
            else:
                vecinas.append(pdf_corridas.impresas(self.adelantada))
        primeras, self.ultimas = self.primeras, suyas
        self.primeras = primeras or suyas
        return Entorno(suyas, primeras, vecinas)

    def apartar(self, pagina: int, motivo: str, remedio: str) -> None:
        self.apartados.append(Apartado(f"página {pagina}", motivo, remedio))


def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid of a PDF's bytes. Raises ``ErrorDeLectura``: locked, damaged, without pages or with too many."""
    documento = _abrir(contenido)
    try:
        total = len(documento)
        if not total:
            raise _danado()
        if total > limites.paginas:
            raise ErrorDeLectura(
                f"tiene {total:,} páginas y se leen hasta {limites.paginas:,}.", "Divida el documento y cárguelo por partes."
            )
        avance = _Avance()
        for indice in range(total):
            _leer_pagina(documento, indice, avance, avisar)
            avisar(indice + 1, total)
    finally:
        documento.close()
    if not avance.renglones and not avance.apartados:
        raise ErrorDeLectura("no tiene texto ni imágenes.", "Revise que el archivo se haya guardado completo.")
    renglones = [
        (n, margen, r.leido(avance.vocabulario) if isinstance(r, RenglonDePagina) else r)
        for n, margen, r in pdf_seguidas.sin_restos(pdf_seguidas.sin_corridos(avance.renglones))
    ]
    return [Hoja("pdf", _sin_orillas(renglones), apartados=tuple(avance.apartados))]


def _abrir(contenido: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(contenido)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ErrorDeLectura(
                "está protegido con contraseña.", "Guárdelo sin contraseña de apertura y vuelva a cargarlo."
            ) from None
        raise _danado() from None


def _danado() -> ErrorDeLectura:
    return ErrorDeLectura(
        "no es un PDF o está dañado.", "Ábralo, guárdelo de nuevo como PDF (o pida otra copia) y vuelva a cargarlo."
    )


# --- pages ----------------------------------------------------------------------------------------------------------


def _leer_pagina(documento: pdfium.PdfDocument, indice: int, avance: _Avance, avisar: Aviso) -> None:
    numero = indice + 1
    try:
        pagina = avance.pagina(documento, indice)
        if _es_escaneo(pagina):
            _leer_imagen(documento, indice, avance, avisar)
            return
        _advertir(pagina, avance)
        if pagina.ilegibles > _MAX_ILEGIBLES * max(len(pagina.letras), 1):
            avance.apartar(
                numero,
                "Sus letras no se pueden leer: la tipografía no dice qué carácter es cada una.",
                "Guarde el documento de nuevo como PDF con las fuentes incrustadas, o cárguelo como imagen.",
            )
            return
        leida = pdf_renglones.leer(pagina, avance.memoria, avance.entorno(documento, pagina))
    except PaginaExcesiva:
        avance.apartar(
            numero,
            "Tiene demasiados objetos o líneas para ser la página de un reporte.",
            "Guarde el reporte de nuevo como PDF, sin dibujos ni planos, y vuelva a cargarlo.",
        )
        return
    except pdfium.PdfiumError:
        avance.apartar(numero, "Está dañada y no se puede abrir.", "Pida otra copia del documento.")
        return
    if leida.verticales:
        avance.apartar(
            numero,
            f"Hay texto vertical fuera de las tablas que no se leyó: {_muestra(leida.verticales)}.",
            "Si es parte del reporte, escríbalo en horizontal.",
        )
    for x0, top, x1, bottom in leida.dudosas:
        avance.apartar(
            numero,
            f"No se distingue a qué renglón pertenece cada texto de la tabla (de {top:.0f} a {bottom:.0f} puntos del "
            f"borde superior, de {x0:.0f} a {x1:.0f} del izquierdo).",
            "Guarde el reporte con líneas entre los renglones de la tabla, o en Excel o Word.",
        )
    _apartar_encimados([r for r in leida.renglones if r.encimado], numero, avance)
    limpios = [r if not r.encimado else PERDIDO for r in leida.renglones]
    avance.renglones += [(numero, _margen(r, pagina.alto), r) for r in limpios]
    for celda in (c for r in limpios for c in r.celdas):
        avance.vocabulario.anotar(celda.piezas)


def _apartar_encimados(renglones: Sequence[RenglonDePagina], numero: int, avance: _Avance) -> None:
    """Set aside the rows of a page whose texts are printed one over the other."""
    if not renglones:
        return
    primeras = [normalizar("".join(c.piezas)) for r in renglones for c in r.celdas[:1]]
    cuantos = "Un renglón de la tabla tiene" if len(renglones) == 1 else f"{len(renglones)} renglones de la tabla tienen"
    avance.apartar(
        numero,
        f"{cuantos} textos impresos unos encima de otros y no se leyeron (empiezan con {_muestra(primeras)}).",
        "Dé a los renglones la altura de su texto (en Excel, «Autoajustar alto de fila») y guarde de nuevo el PDF.",
    )


def _margen(renglon: RenglonDePagina, alto: float) -> Margen:
    if not renglon.suelto or alto * _ORILLA <= renglon.bottom <= alto * (1 - _ORILLA):
        return None
    return "arriba" if renglon.bottom < alto / 2 else "abajo"


def _advertir(pagina: Pagina, avance: _Avance) -> None:
    """Set aside what is on a page and not read."""
    if pagina.ocultas:
        avance.apartar(
            pagina.numero,
            f"Tiene texto invisible, que no se leyó: {_muestra(pagina.ocultas)}.",
            "Si es parte del reporte, guárdelo con letra visible; si no, no hay nada que hacer.",
        )
    if pagina.inclinadas:
        avance.apartar(
            pagina.numero,
            f"Tiene texto inclinado (una marca de agua), que no se leyó: {_muestra(pagina.inclinadas)}.",
            "Si es parte del reporte, escríbalo en horizontal.",
        )


def _muestra(textos: Iterable[str]) -> str:
    limpios = list(dict.fromkeys(t for x in textos if (t := normalizar(x))))
    vistos = [f"«{t[:_LARGO]}…»" if len(t) > _LARGO else f"«{t}»" for t in limpios[:_MUESTRAS]]
    return ", ".join(vistos) + (f" y {len(limpios) - _MUESTRAS} más" if len(limpios) > _MUESTRAS else "")


# --- scanned pages --------------------------------------------------------------------------------------------------


def _es_escaneo(pagina: Pagina) -> bool:
    """Whether a page is a picture: hardly any printed letters beside it (an invisible text over it is the scanner's)
    or letters drawn as shapes."""
    visibles = sum(x.texto != " " for x in pagina.letras)
    if pagina.imagen >= _PARTE_DE_IMAGEN:
        return visibles <= _MAX_LETRAS_DE_ESCANEO
    return not visibles and not pagina.ocultas and (pagina.imagen > 0.02 or pagina.dibujos > 20)


def _leer_imagen(documento: pdfium.PdfDocument, indice: int, avance: _Avance, avisar: Aviso) -> None:
    """Read a page that is a picture, optically."""
    numero = indice + 1
    hoja = documento[indice]
    try:
        puntos = hoja.get_size()
        if max(puntos) > _MAX_LADO:
            avance.apartar(numero, "Es una imagen demasiado grande para leerla.", "Guarde la página en tamaño carta u oficio.")
            return
        imagen = hoja.render(scale=_PPP / 72).to_pil()
    finally:
        hoja.close()
    try:
        ocr = import_module("index.readers.ocr")
        renglones, apartados = ocr.leer_pagina(imagen, numero, puntos, avisar)
    except (ImportError, ErrorDeLectura) as error:
        motivo = error.motivo if isinstance(error, ErrorDeLectura) else "no hay lector óptico instalado."
        avance.apartar(
            numero,
            f"Es una imagen, sin texto que leer: {motivo}",
            "Instale la lectura óptica (tesseract-ocr-spa) o guarde el reporte como PDF con texto.",
        )
        return
    avance.renglones += [(numero, None, r) for r in renglones]
    avance.apartados += apartados


# --- page heads and feet --------------------------------------------------------------------------------------------


def _sin_orillas(renglones: Sequence[tuple[int, Margen, Renglon]]) -> tuple[Renglon, ...]:
    """The rows without what stands in the margins of several pages: below, their number or the system's name; above,
    a title that is printed again on the page. Between the parts of a table they would be taken for a row's text."""
    veces: Counter[tuple[Margen, str]] = Counter((m, clave) for _, m, clave in {(n, m, _clave(r)) for n, m, r in renglones if m})
    dentro = {(n, _clave(r)) for n, m, r in renglones if not m}
    corridos = {clave for n, m, clave in {(n, m, _clave(r)) for n, m, r in renglones if m == "arriba"} if (n, clave) in dentro}

    def sobra(margen: Margen, renglon: Renglon) -> bool:
        clave = _clave(renglon)
        return veces[margen, clave] > 1 and (margen == "abajo" or clave in corridos)

    return _sin_titulos_repetidos([(n, r) for n, m, r in renglones if not (m and sobra(m, r))])


def _sin_titulos_repetidos(renglones: Sequence[tuple[int, Renglon]]) -> tuple[Renglon, ...]:
    """The rows, a heading that stands alone at a page's foot and again on top of the next one but once."""
    salida: list[tuple[int, Renglon]] = []
    i = 0
    while i < len(renglones):
        repetidos = 0
        if salida and salida[-1][0] < renglones[i][0]:
            repetidos = next((k for k in range(_MAX_TITULOS, 0, -1) if _son_titulos(salida[-k:], renglones[i : i + k])), 0)
        salida += renglones[i + repetidos : i + repetidos + 1]
        i += repetidos + 1
    return tuple(r for _, r in salida)


def _son_titulos(antes: Sequence[tuple[int, Renglon]], ahora: Sequence[tuple[int, Renglon]]) -> bool:
    """Whether rows are the same heading twice: the same words in the same columns, and no figure."""
    textos = [[[(i, c.texto) for i, c in r.llenas()] for _, r in grupo] for grupo in (antes, ahora)]
    celdas = [t for renglon in textos[0] for _, t in renglon]
    return len(celdas) >= _MIN_TITULOS and textos[0] == textos[1] and not any(cifras.es_cifra(t) for t in celdas)


def _clave(renglon: Renglon) -> str:
    """The words of a row, its figures blotted out."""
    return re.sub(r"\d+", "#", " ".join(c.texto for _, c in renglon.llenas()))
