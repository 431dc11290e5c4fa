"""A page of a PDF → its printed letters, its rules and what of it is not to be read, through PDFium.

Places are points of the page as it is shown (crop box, ``/Rotate``), origin at the top left. A letter that nobody sees
(render mode 3, transparent, the colour of its ground, covered, clipped away, tiny, off the page) is not printed: it is
kept apart, to be flagged (security.md, "Hostile words"). PDFium is asked instead of pdfminer because it tells render
mode, clip and order of painting, mends broken files, and reads a page of 5,000 letters in some 30 ms.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from index.readers.pdf_pagina import Caja, Letra, Pagina, PaginaExcesiva, Regla, enderezar, parte

#: Beyond these a page is no report's: it is set aside before any work is done on it.
MAX_OBJETOS = 60_000
MAX_LETRAS = 60_000
MAX_TRAZOS = 60_000
#: Form XObjects inside one another.
_MAX_ANIDADOS = 6
#: A filled shape no thicker than this is a rule; thicker, a ground.
_MAX_GROSOR = 3.0
#: Letters smaller than this are not legible in print.
_MIN_TAMANO = 1.5
#: Difference of grey levels (0 … 255) that an eye tells apart.
_MIN_CONTRASTE = 24
#: A text narrower than this (points) shows nothing.
_SIN_EXTENSION = 0.01
_BLANCOS = frozenset(" \t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
#: One glyph for several letters, and PDFium's signs for a hyphen at a line's end.
_GLIFOS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "\ufffe": "-", "\xad": "-"}


@dataclass(frozen=True, slots=True)
class _Marco:
    """From the coordinates of a page's contents to those of the page as shown."""

    caja: Caja
    rotacion: int

    def punto(self, x: float, y: float) -> tuple[float, float]:
        izquierda, abajo, derecha, arriba = self.caja
        if self.rotacion == 90:
            return y - abajo, x - izquierda
        if self.rotacion == 180:
            return derecha - x, y - abajo
        if self.rotacion == 270:
            return arriba - y, derecha - x
        return x - izquierda, arriba - y

    def cubrir(self, x0: float, y0: float, x1: float, y1: float) -> Caja:
        """The box of two opposite corners."""
        ax, ay = self.punto(x0, y0)
        bx, by = self.punto(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class _Pintado(NamedTuple):
    """An opaque area: when it was painted, where, how bright (None: an image, of any colour)."""

    orden: int
    caja: Caja
    gris: float | None


@dataclass(slots=True)
class _Texto:
    """A text object: whether something speaks against its being seen."""

    orden: int
    oculto: bool
    gris: float
    caja: Caja
    tamano: float = 0.0
    giro: int = 0
    medido: bool = False
    #: What is painted around it.
    cerca: list[_Pintado] = field(default_factory=list)


def leer(documento: pdfium.PdfDocument, indice: int) -> Pagina:
    """The page at an index (0-based). Raises ``PaginaExcesiva``, ``pdfium.PdfiumError``."""
    hoja = documento[indice]
    try:
        ancho, alto = hoja.get_size()
        pagina = Pagina(indice + 1, ancho, alto)
        lector = _Lector(hoja, pagina)
        lector.objetos()
        lector.letras()
        return enderezar(pagina)
    finally:
        hoja.close()


class _Lector:
    """Reads one page: first its objects in the order of painting, then its letters."""

    def __init__(self, hoja: pdfium.PdfPage, pagina: Pagina) -> None:
        self.hoja, self.pagina = hoja, pagina
        self.marco = _Marco(hoja.get_cropbox(), hoja.get_rotation() % 360)
        self.textos: dict[int, _Texto] = {}
        self.pintados: list[_Pintado] = []
        #: The texts that have no extent: blanks, most of them.
        self.solos: dict[int, _Texto] = {}
        self.vistos = 0
        self.muestra: Any = None

    # --- objects ----------------------------------------------------------------------------------------------------

    def objetos(self) -> None:
        """Note the page's texts, rules, grounds and images."""
        cuantos = raw.FPDFPage_CountObjects(self.hoja.raw)
        if cuantos > MAX_OBJETOS:
            raise PaginaExcesiva
        for i in range(cuantos):
            self._objeto(raw.FPDFPage_GetObject(self.hoja.raw, i), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)

    def _objeto(self, objeto: Any, matriz: _Matriz, hondo: int) -> None:
        self.vistos += 1
        if self.vistos > MAX_OBJETOS or len(self.pagina.reglas) > MAX_TRAZOS:
            raise PaginaExcesiva
        tipo = raw.FPDFPageObj_GetType(objeto)
        if tipo == raw.FPDF_PAGEOBJ_TEXT:
            texto = self.textos[_direccion(objeto)] = self._texto(objeto, matriz)
            if texto.caja[2] - texto.caja[0] < _SIN_EXTENSION:
                self.solos[texto.orden] = texto
        elif tipo == raw.FPDF_PAGEOBJ_PATH:
            self._trazo(objeto, matriz)
        elif tipo == raw.FPDF_PAGEOBJ_FORM and hondo < _MAX_ANIDADOS:
            dentro = _por(_matriz(objeto), matriz)
            for i in range(raw.FPDFFormObj_CountObjects(objeto)):
                self._objeto(raw.FPDFFormObj_GetObject(objeto, i), dentro, hondo + 1)
        elif tipo in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            caja = self._caja(objeto, matriz)
            if tipo == raw.FPDF_PAGEOBJ_IMAGE:
                self.pagina.imagen = max(self.pagina.imagen, parte(caja, self.pagina))
            self.pintados.append(_Pintado(self.vistos, caja, None))

    def _caja(self, objeto: Any, matriz: _Matriz) -> Caja:
        lados = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(objeto, *lados)
        x0, y0, x1, y1 = (lado.value for lado in lados)
        esquinas = [self.marco.punto(*_mover(matriz, x, y)) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [e[0] for e in esquinas], [e[1] for e in esquinas]
        return min(xs), min(ys), max(xs), max(ys)

    def _texto(self, objeto: Any, matriz: _Matriz) -> _Texto:
        modo = raw.FPDFTextObj_GetTextRenderMode(objeto)
        trazado = modo in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
        gris, opacidad = _color(objeto, raw.FPDFPageObj_GetStrokeColor if trazado else raw.FPDFPageObj_GetFillColor)
        caja = self._caja(objeto, matriz)
        oculto = modo in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or opacidad < 13
        oculto = oculto or not _se_tocan(caja, (0.0, 0.0, self.pagina.ancho, self.pagina.alto))
        oculto = oculto or (matriz == _IDENTIDAD and self._recortado(objeto, caja))
        return _Texto(self.vistos, oculto, gris, caja)

    def _recortado(self, objeto: Any, caja: Caja) -> bool:
        """Whether its clip leaves nothing of a text."""
        recorte = raw.FPDFPageObj_GetClipPath(objeto)
        cuantos = raw.FPDFClipPath_CountPaths(recorte) if recorte else 0
        for i in range(min(cuantos, 64)):
            puntos = []
            for j in range(min(raw.FPDFClipPath_CountPathSegments(recorte, i), 256)):
                x, y = ctypes.c_float(), ctypes.c_float()
                raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(recorte, i, j), x, y)
                puntos.append(self.marco.punto(x.value, y.value))
            xs, ys = [p[0] for p in puntos], [p[1] for p in puntos]
            if puntos and not _se_tocan(caja, (min(xs), min(ys), max(xs), max(ys))):
                return True
        return False

    def _trazo(self, objeto: Any, matriz: _Matriz) -> None:
        modo, con_linea = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(objeto, modo, con_linea) or not (modo.value or con_linea.value):
            return
        self.pagina.dibujos += 1
        total = _por(_matriz(objeto), matriz)
        gris, opacidad = _color(objeto, raw.FPDFPageObj_GetFillColor)
        relleno = bool(modo.value) and opacidad > 0
        for puntos in _subtrazos(objeto):
            vistos = [self.marco.punto(*_mover(total, x, y)) for x, y in puntos]
            xs, ys = [p[0] for p in vistos], [p[1] for p in vistos]
            caja = (min(xs), min(ys), max(xs), max(ys))
            if relleno and _grosor(caja) > _MAX_GROSOR and _es_rectangulo(vistos):
                if opacidad > 250:
                    self.pintados.append(_Pintado(self.vistos, caja, gris))
                if parte(caja, self.pagina) < 0.8:
                    self.pagina.fondos.append(caja)
            elif relleno and len(vistos) > 2:
                self._regla(caja)
            if con_linea.value:
                for a, b in pairwise(vistos):
                    self._regla((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))

    def _regla(self, caja: Caja) -> None:
        x0, top, x1, bottom = caja
        # A dot is part of a rule of either kind; alone it is a scrap that is dropped when the rules are straightened.
        if bottom - top <= _MAX_GROSOR:
            self.pagina.reglas.append(Regla(True, (top + bottom) / 2, x0, x1))
        if x1 - x0 <= _MAX_GROSOR:
            self.pagina.reglas.append(Regla(False, (x0 + x1) / 2, top, bottom))

    # --- letters ----------------------------------------------------------------------------------------------------

    def letras(self) -> None:
        """Read the letters: the printed ones, and the texts that are not."""
        texto = self.hoja.get_textpage()
        try:
            cuantas = raw.FPDFText_CountChars(texto.raw)
            if cuantas > MAX_LETRAS:
                raise PaginaExcesiva
            ocultas: dict[int, list[str]] = {}
            inclinadas: dict[int, list[str]] = {}
            for letra, info in self._cada_letra(texto.raw, cuantas):
                if letra.texto == " " and info.orden in ocultas:
                    ocultas[info.orden].append(" ")
                elif info.oculto or self._confundida(letra, info):
                    ocultas.setdefault(info.orden, []).append(letra.texto)
                elif info.giro not in (0, 90, 270):
                    inclinadas.setdefault(info.orden, []).append(letra.texto)
                else:
                    self.pagina.letras.append(letra)
            self.pagina.ocultas = [t for x in ocultas.values() if (t := "".join(x).strip())]
            self.pagina.inclinadas = [t for x in inclinadas.values() if (t := "".join(x).strip())]
        finally:
            texto.close()

    def _cada_letra(self, texto: Any, cuantas: int) -> Iterator[tuple[Letra, _Texto]]:
        caja, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        previa: Letra | None = None
        for i in range(cuantas):
            objeto = raw.FPDFText_GetTextObject(texto, i)
            info = self.textos.get(_direccion(objeto)) if objeto else None
            codigo = raw.FPDFText_GetUnicode(texto, i)
            if info is None or codigo in (10, 13):
                continue  # a blank or line end that PDFium puts in by itself
            if not info.medido:
                self._medir(texto, i, info)
            raw.FPDFText_GetLooseCharBox(texto, i, caja)
            raw.FPDFText_GetCharOrigin(texto, i, x, y)
            x0, top, x1, bottom = self.marco.cubrir(caja.left, caja.bottom, caja.right, caja.top)
            origen = self.marco.punto(x.value, y.value)
            signo = chr(codigo) if codigo < 0x110000 else "\ufffd"
            signo = _GLIFOS.get(signo, signo)
            if codigo == 0 or 0xE000 <= codigo <= 0xF8FF or raw.FPDFText_HasUnicodeMapError(texto, i) == 1:
                self.pagina.ilegibles += 1
                signo = "\ufffd"
            base = origen[1] if info.giro in (0, 180) else origen[0]
            letra = Letra(" " if signo in _BLANCOS else signo, x0, top, x1, bottom, base, info.tamano, info.orden, info.giro)
            if previa is not None and self._hay_blanco(previa, letra):
                yield previa._replace(texto=" ", x0=min(previa.x1, x0) - 0.01, x1=x0, objeto=info.orden), info
            previa = letra
            yield letra, info

    def _hay_blanco(self, antes: Letra, ahora: Letra) -> bool:
        """Whether a blank is drawn by itself between two letters of a line: PDFium leaves those out of its letters."""
        if antes.giro or ahora.giro or abs(antes.base - ahora.base) > 0.1 * antes.tamano:
            return False
        solos = (self.solos.get(orden) for orden in range(antes.objeto + 1, ahora.objeto))
        holgura = 0.3 * antes.tamano
        return any(
            x is not None and not x.oculto and antes.x1 - holgura <= x.caja[0] <= ahora.x0 + holgura for x in solos
        )

    def _medir(self, texto: Any, i: int, info: _Texto) -> None:
        """Size and direction of a text object, by its first letter."""
        m = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(texto, i, m)
        info.medido = True
        cuerpo = raw.FPDFText_GetFontSize(texto, i)
        info.tamano = abs(cuerpo) * (abs(m.c) + abs(m.d) if not (m.c and m.d) else (m.c**2 + m.d**2) ** 0.5)
        if cuerpo < 0:
            m.a, m.b = -m.a, -m.b
        info.giro = (_giro(m.a, m.b) - self.marco.rotacion) % 360 if info.tamano else 0
        info.oculto = info.oculto or info.tamano < _MIN_TAMANO
        info.cerca = [p for p in self.pintados if _se_tocan(p.caja, info.caja)]

    def _confundida(self, letra: Letra, info: _Texto) -> bool:
        """Whether a letter can't be told from its ground: of its colour, or covered. Where that is likely, the page
        is drawn and looked at."""
        if letra.texto == " ":
            return False
        x, y = (letra.x0 + letra.x1) / 2, (letra.top + letra.bottom) / 2
        if not (0 <= x <= self.pagina.ancho and 0 <= y <= self.pagina.alto):
            return True
        debajo: float | None = 255.0
        encima = False
        for pintado in info.cerca:
            c = pintado.caja
            if c[0] <= x <= c[2] and c[1] <= y <= c[3]:
                if pintado.orden > info.orden:
                    encima = True
                else:
                    debajo = pintado.gris
        if not encima and debajo is not None and abs(debajo - info.gris) >= _MIN_CONTRASTE:
            return False
        if not encima and debajo is None and info.gris < 200 and self.pagina.imagen > 0.8:
            return False  # dark letters over a letterhead's picture
        return not self._se_distingue(letra)

    def _se_distingue(self, letra: Letra) -> bool:
        """Whether the drawn page shows anything where a letter stands."""
        if self.muestra is None:
            self.muestra = self.hoja.render(scale=2, grayscale=True).to_pil()
        caja = (int(letra.x0 * 2), int(letra.top * 2) + 2, int(letra.x1 * 2) + 1, int(letra.bottom * 2) - 1)
        if caja[2] <= caja[0] or caja[3] <= caja[1]:
            return False
        bajo, alto = self.muestra.crop(caja).convert("L").getextrema()
        return bool(alto - bajo >= _MIN_CONTRASTE)


# --- figures of PDFium ------------------------------------------------------------------------------------------------

_Matriz = tuple[float, float, float, float, float, float]
_IDENTIDAD: _Matriz = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _direccion(objeto: Any) -> int:
    return ctypes.addressof(objeto.contents)


def _matriz(objeto: Any) -> _Matriz:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(objeto, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _por(a: _Matriz, b: _Matriz) -> _Matriz:
    """First ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _mover(m: _Matriz, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _color(objeto: Any, preguntar: Any) -> tuple[float, int]:
    """The grey level and the opacity (both 0 … 255) of a colour."""
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not preguntar(objeto, r, g, b, a):
        return 0.0, 255
    return 0.299 * r.value + 0.587 * g.value + 0.114 * b.value, a.value


def _subtrazos(objeto: Any) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path; curves by their ends."""
    puntos: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    cuantos = raw.FPDFPath_CountSegments(objeto)
    if cuantos > MAX_TRAZOS:
        raise PaginaExcesiva
    for i in range(cuantos):
        segmento = raw.FPDFPath_GetPathSegment(objeto, i)
        raw.FPDFPathSegment_GetPoint(segmento, x, y)
        if raw.FPDFPathSegment_GetType(segmento) == raw.FPDF_SEGMENT_MOVETO:
            if len(puntos) > 1:
                yield puntos
            puntos = []
        puntos.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segmento) and puntos[0] != puntos[-1]:
            puntos.append(puntos[0])
    if len(puntos) > 1:
        yield puntos


def _es_rectangulo(puntos: list[tuple[float, float]]) -> bool:
    return len(puntos) >= 4 and all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.5 for a, b in pairwise(puntos))


def _grosor(caja: Caja) -> float:
    return min(caja[2] - caja[0], caja[3] - caja[1])


def _se_tocan(a: Caja, b: Caja) -> bool:
    return a[0] < b[2] + 0.5 and b[0] < a[2] + 0.5 and a[1] < b[3] + 0.5 and b[1] < a[3] + 0.5


def _giro(a: float, b: float) -> int:
    """The direction of writing in degrees, counter-clockwise; 1 for a slanted one."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 90 if b > 0 else 270
    return 1
