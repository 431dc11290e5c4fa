"""Scans of our own reports: a form drawn with its rules, as a picture, and what a scanner does to it.

The text of a report (examples/*.txt) is laid out by reportlab as the form that it stands for, with merged headings,
drawn by pypdfium2 and degraded with seeded noise. What the same text gives when read as text is the gold.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from index.poa import TRIMESTRES, Hallazgo, Informe, Meta
from index.readers import texto as lector_de_texto
from index.readers.hoja import Hoja

RAIZ = Path(__file__).resolve().parents[2]
PUERTO_CLARO = RAIZ / "examples" / "puerto-claro-2021-t2.txt"
VALLE_SERENO = RAIZ / "examples" / "valle-sereno-2022-t4.txt"

#: The line that opens a form.
_TITULO = re.compile(r"\W*(?:\d+|H\.) AYUNTAMIENTO\b[^\t]*$")
_ANCHO_DE_TABLA = 15
#: Widths of the columns, in parts of the page: line, description, measure, annual, eight figures, two more, words.
_ANCHOS = (6.5, 22, 8, 6.5, *(4.6,) * 8, 6, 6.5, 20)


@dataclass(frozen=True, slots=True)
class Forma:
    """A form as its text gives it: the lines above its table, the table's rows, the lines below."""

    cabecera: tuple[tuple[str, ...], ...]
    tabla: tuple[tuple[str, ...], ...]
    pie: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estilo:
    """How a form is drawn."""

    letra: str = "Helvetica"
    cuerpo: float = 7.0
    raya: float = 0.6
    #: Whether the table has its rules, and whether its heading is white on a dark ground.
    rayada: bool = True
    fondo: bool = False


def formas(archivo: Path) -> list[Forma]:
    """The forms of a report's text."""
    lineas = lector_de_texto.decodificar(archivo.read_bytes()).split("\n")
    cortes = [i for i, x in enumerate(lineas) if _TITULO.match(x)]
    return [_forma(lineas[i:j]) for i, j in zip(cortes, [*cortes[1:], len(lineas)], strict=True)]


def _forma(lineas: Sequence[str]) -> Forma:
    celdas = [tuple(c.strip(" *") for c in x.split("\t")) for x in lineas]
    filas = [i for i, c in enumerate(celdas) if len(c) >= 12]
    sueltas = [(i, c) for i, c in enumerate(celdas) if any(c) and len(c) < 12]
    return Forma(
        tuple(c for i, c in sueltas if i < filas[0]),
        tuple((c + ("",) * _ANCHO_DE_TABLA)[:_ANCHO_DE_TABLA] for c in (celdas[i] for i in filas)),
        tuple(c[0] for i, c in sueltas if i > filas[-1]),
    )


# --- drawing --------------------------------------------------------------------------------------------------------


def dibujar(las_formas: Iterable[Forma], estilo: Estilo = Estilo()) -> bytes:
    """A PDF with the forms, each on its own pages."""
    from reportlab.lib.pagesizes import landscape, legal
    from reportlab.lib.units import mm
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    salida = io.BytesIO()
    documento = SimpleDocTemplate(
        salida, pagesize=landscape(legal), leftMargin=9 * mm, rightMargin=9 * mm, topMargin=9 * mm, bottomMargin=9 * mm
    )
    flujo: list[Any] = []
    for forma in las_formas:
        flujo += [*([PageBreak()] if flujo else []), *_flujo(forma, estilo, documento.width)]
    documento.build(flujo)
    return salida.getvalue()


def _flujo(forma: Forma, estilo: Estilo, ancho: float) -> Iterator[Any]:
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer, Table

    cuerpo = estilo.cuerpo
    titulo = ParagraphStyle("t", fontName=estilo.letra, fontSize=cuerpo + 3, leading=cuerpo + 5, alignment=TA_CENTER)
    sencillo = ParagraphStyle("s", fontName=estilo.letra, fontSize=cuerpo + 1, leading=cuerpo + 3)
    for fila in forma.cabecera:
        if len(fila) == 1:
            yield Paragraph(_llano(fila[0]), titulo)
    campos = [[Paragraph(_llano(c), sencillo) for c in (*f, "", "", "")[:5]] for f in forma.cabecera if len(f) > 1]
    yield Table(campos, colWidths=[110, 60, ancho - 370, 60, 140], style=_apretada())
    yield Spacer(1, 8)
    yield _tabla(forma, estilo, ancho)
    yield Spacer(1, 14)
    firmas = _firmas(forma.pie)
    if firmas:
        alto = max(map(len, firmas))
        filas = [[Paragraph(_llano(f[i]) if i < len(f) else "", titulo) for f in firmas] for i in range(alto)]
        yield Table(filas, colWidths=[ancho / len(firmas)] * len(firmas), style=_apretada())


def _llano(palabras: str) -> str:
    return palabras.replace("&", "&amp;").replace("<", "&lt;")


def _apretada() -> Any:
    from reportlab.platypus import TableStyle

    return TableStyle([(lado, (0, 0), (-1, -1), 1) for lado in ("TOPPADDING", "BOTTOMPADDING", "LEFTPADDING")])


def _firmas(pie: Sequence[str]) -> list[list[str]]:
    """The lines of the foot as blocks, each from its role on."""
    bloques: list[list[str]] = []
    for linea in pie:
        if linea.isupper() and linea.rstrip(":") in ("ELABORÓ", "REVISÓ", "AUTORIZÓ"):
            bloques.append([])
        if bloques:
            bloques[-1].append(linea)
    return bloques


def _tabla(forma: Forma, estilo: Estilo, ancho: float) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    base = {"fontName": estilo.letra, "fontSize": estilo.cuerpo, "leading": estilo.cuerpo * 1.15}
    centrado, palabras = ParagraphStyle("c", alignment=TA_CENTER, **base), ParagraphStyle("p", **base)
    claro = ParagraphStyle("f", alignment=TA_CENTER, textColor=colors.white, **base)
    filas = [
        [
            Paragraph(_llano(x), claro if estilo.fondo and i < 3 else palabras if i > 2 and j in (1, 14) else centrado) if x else ""
            for j, x in enumerate(f)
        ]
        for i, f in enumerate(forma.tabla)
    ]
    orden: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *[(lado, (0, 0), (-1, -1), 2) for lado in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")],
        *[("SPAN", (c, 0), (c, 2)) for c in (0, 1, 2, 3, 12, 13, 14)],
        ("SPAN", (4, 0), (11, 0)),
        *[("SPAN", (c, 1), (c + 1, 1)) for c in (4, 6, 8, 10)],
    ]
    if estilo.rayada:
        orden.append(("GRID", (0, 0), (-1, -1), estilo.raya, colors.black))
    if estilo.fondo:
        orden.append(("BACKGROUND", (0, 0), (-1, 2), colors.HexColor("#1F4E78")))
    anchos = [ancho * a / sum(_ANCHOS) for a in _ANCHOS]
    return LongTable(filas, colWidths=anchos, repeatRows=3, style=TableStyle(orden))


def paginas(pdf: bytes, puntos_por_pulgada: int = 200) -> list[Image.Image]:
    """The pages of a PDF as grey pictures that know their resolution."""
    import pypdfium2

    documento = pypdfium2.PdfDocument(pdf)
    try:
        imagenes = [p.render(scale=puntos_por_pulgada / 72, grayscale=True).to_pil().convert("L") for p in documento]
    finally:
        documento.close()
    for imagen in imagenes:
        imagen.info["dpi"] = (puntos_por_pulgada, puntos_por_pulgada)
    return imagenes


def guardar(imagenes: Sequence[Image.Image], formato: str = "PNG", **opciones: Any) -> bytes:
    """The bytes of a picture file; several pages need TIFF."""
    salida = io.BytesIO()
    primera, *otras = imagenes
    if otras:
        opciones |= {"save_all": True, "append_images": otras}
    primera.save(salida, formato, dpi=primera.info.get("dpi", (200, 200)), **opciones)
    return salida.getvalue()


# --- what a scanner does --------------------------------------------------------------------------------------------

Dano = Callable[[Image.Image, np.random.Generator], Image.Image]


def girar(grados: float) -> Dano:
    """A page laid askew on the glass."""
    return lambda i, _: _como(i, i.rotate(grados, Image.Resampling.BICUBIC, expand=True, fillcolor="white"))


def borrar(radio: float) -> Dano:
    """A lens out of focus."""
    return lambda i, _: _como(i, i.filter(ImageFilter.GaussianBlur(radio)))


def comprimir(calidad: int) -> Dano:
    """The artefacts of JPEG."""

    def hacer(imagen: Image.Image, _: np.random.Generator) -> Image.Image:
        salida = io.BytesIO()
        imagen.save(salida, "JPEG", quality=calidad)
        return _como(imagen, Image.open(io.BytesIO(salida.getvalue())).convert(imagen.mode))

    return hacer


def salpicar(parte: float) -> Dano:
    """Salt and pepper."""

    def hacer(imagen: Image.Image, azar: np.random.Generator) -> Image.Image:
        puntos = np.asarray(imagen).copy()
        donde = azar.random(puntos.shape)
        puntos[donde < parte / 2] = 0
        puntos[donde > 1 - parte / 2] = 255
        return _como(imagen, Image.fromarray(puntos))

    return hacer


def agrisar(claro: int = 215, oscuro: int = 150, ruido: float = 6) -> Dano:
    """Grey paper, darker towards a side, with grain."""

    def hacer(imagen: Image.Image, azar: np.random.Generator) -> Image.Image:
        puntos = np.asarray(imagen).astype(np.float32)
        papel = np.linspace(claro, oscuro, puntos.shape[1], dtype=np.float32)[None, :]
        puntos = puntos / 255 * papel + azar.normal(0, ruido, puntos.shape)
        return _como(imagen, Image.fromarray(np.clip(puntos, 0, 255).astype(np.uint8)))

    return hacer


def inclinar(parte: float) -> Dano:
    """A slight perspective: a corner farther away, by a part of the page."""

    def hacer(imagen: Image.Image, _: np.random.Generator) -> Image.Image:
        import cv2

        w, h = imagen.size
        de = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
        a = np.array([[0, 0], [w * (1 - parte), h * parte], [w, h * (1 - parte / 2)], [w * parte / 2, h]], np.float32)
        matriz = cv2.getPerspectiveTransform(de, a)
        hecha = cv2.warpPerspective(np.asarray(imagen), matriz, (w, h), flags=cv2.INTER_CUBIC, borderValue=255)
        return _como(imagen, Image.fromarray(hecha))

    return hacer


def fotocopiar(blanco: int = 120, tramos: float = 0.25) -> Dano:
    """A pale photocopy: everything fainter, with streaks where the toner failed."""

    def hacer(imagen: Image.Image, azar: np.random.Generator) -> Image.Image:
        puntos = np.asarray(imagen).astype(np.float32)
        puntos = 255 - (255 - puntos) * (255 - blanco) / 255
        for _ in range(int(12 * tramos)):
            x = int(azar.integers(0, puntos.shape[1]))
            puntos[:, x : x + int(azar.integers(2, 4))] += 60
        puntos += azar.normal(0, 8, puntos.shape)
        return _como(imagen, Image.fromarray(np.clip(puntos, 0, 255).astype(np.uint8)))

    return hacer


Color = tuple[int, int, int]


def sellar(color: Color, lugar: tuple[float, float] = (0.52, 0.55), radio: float = 0.97) -> Dano:
    """A round stamp with two lines of words over the middle of the page; ``radio`` in inches."""

    def trazar(lapiz: ImageDraw.ImageDraw, ancho: int, alto: int, ppp: float) -> None:
        x, y, r = ancho * lugar[0], alto * lugar[1], radio * ppp
        for parte, grueso in ((1.0, 0.03), (0.75, 0.017)):
            caja = (x - parte * r, y - parte * r, x + parte * r, y + parte * r)
            lapiz.ellipse(caja, outline=0, width=max(2, round(grueso * ppp)))
        for texto, dx, dy, cuerpo in (("RECIBIDO", 0.6, -0.25, 0.19), ("12 ENE 2021", 0.5, 0.1, 0.15)):
            lapiz.text((x - dx * r, y + dy * r), texto, fill=0, font=ImageFont.load_default(cuerpo * ppp))

    return lambda i, _: _como(i, _entintar(i, color, trazar))


def firmar(color: Color, lugar: tuple[float, float] = (0.45, 0.55)) -> Dano:
    """A signature over several cells of the page."""

    def trazar(lapiz: ImageDraw.ImageDraw, ancho: int, alto: int, ppp: float) -> None:
        t = np.linspace(0, 1, 160)
        xs = ancho * lugar[0] + (2.07 * t + 0.2 * np.sin(31 * t)) * ppp
        altura = 0.63 * np.sin(19 * t) * np.exp(-(((t - 0.4) / 0.45) ** 2)) + 0.17 * np.sin(57 * t)
        ys = alto * lugar[1] + altura * ppp
        trazo = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
        lapiz.line(trazo, fill=0, width=max(2, round(0.023 * ppp)))

    return lambda i, _: _como(i, _entintar(i, color, trazar))


def _entintar(imagen: Image.Image, color: Color, trazar: Callable[[ImageDraw.ImageDraw, int, int, float], None]) -> Image.Image:
    """A page with a drawing in an ink that lets what is below it through; in colours if the ink has one."""
    capa = Image.new("L", imagen.size, 255)
    trazar(ImageDraw.Draw(capa), *imagen.size, float(imagen.info.get("dpi", (200, 200))[0]))
    velo = 1 - np.asarray(capa.filter(ImageFilter.GaussianBlur(0.6)), np.float32)[..., None] / 255
    puntos = np.asarray(imagen.convert("RGB"), np.float32) * (1 - velo * (1 - np.array(color, np.float32) / 255))
    hecha = Image.fromarray(puntos.round().astype(np.uint8))
    return hecha.convert("L") if len(set(color)) == 1 else hecha


def danar(imagen: Image.Image, *danos: Dano, semilla: int = 7) -> Image.Image:
    """A page after one thing and another happened to it."""
    azar = np.random.default_rng(semilla)
    for dano in danos:
        imagen = dano(imagen, azar)
    return imagen


def _como(antes: Image.Image, despues: Image.Image) -> Image.Image:
    despues.info["dpi"] = antes.info.get("dpi", (200, 200))
    return despues


# --- gold -----------------------------------------------------------------------------------------------------------

CAMPOS = (
    "meta_anual",
    *(f"{c}.{t}" for t in TRIMESTRES for c in ("programado", "alcanzado")),
    "avance_absoluto",
    "avance_relativo",
)


def cifras_de(m: Meta) -> dict[str, str]:
    """The figures that a meta prints, without thousands separators: what is compared."""
    return {c: m.celdas[c].literal.replace(",", "").replace(" ", "") for c in CAMPOS if c in m.celdas}


def informes_de_texto(archivo: Path) -> tuple[Informe, ...]:
    """The reports of a text: the gold of its scans."""
    return leer_hojas(lector_de_texto.leer(archivo.read_bytes()))


@dataclass(frozen=True, slots=True)
class Cotejo:
    """What a scan gave against its gold. ``malas`` are (unit, meta, field, printed, read); blank is ''."""

    buenas: int
    malas: tuple[tuple[str, str, str, str, str], ...]
    inventadas: int
    metas_perdidas: tuple[str, ...]

    @property
    def total(self) -> int:
        """The figures of the gold."""
        return self.buenas + len(self.malas) - self.inventadas


def cotejar(leidos: Sequence[Informe], oro: Sequence[Informe]) -> Cotejo:
    """Every figure of the gold against the scan's, and every figure that only the scan has."""
    hechas = {(i.unidad, m.numero): cifras_de(m) for i in leidos for m in i.metas}
    buenas, malas, perdidas, inventadas = 0, [], [], 0
    for i in oro:
        for m in i.metas:
            impresas, leidas = cifras_de(m), hechas.get((i.unidad, m.numero))
            if leidas is None:
                perdidas.append(f"{i.unidad}/{m.numero}")
                leidas = {}
            for campo in CAMPOS:
                a, b = impresas.get(campo, ""), leidas.get(campo, "")
                if a != b:
                    malas.append((i.unidad, m.numero, campo, a, b))
                    inventadas += not a
                elif a:
                    buenas += 1
    return Cotejo(buenas, tuple(malas), inventadas, tuple(perdidas))


@dataclass(frozen=True, slots=True)
class Avisadas:
    """The figures (unit, meta, field) that findings of doubt name, and those that they name or cite."""

    nombradas: frozenset[tuple[str, str, str]]
    citadas: frozenset[tuple[str, str, str]]


def avisadas(leidos: Sequence[Informe], hallazgos: Callable[[Informe], Iterator[Hallazgo]]) -> Avisadas:
    """What the findings of doubt say of the figures. A figure that was not read at all (its cell came out blank) is
    told by the finding on its sum, which cites the cells that were: it counts as cited."""
    nombradas, citadas = set(), set()
    for i in leidos:
        for h in hallazgos(i):
            nombradas.add((i.unidad, h.meta or "", h.campo))
            citadas.add((i.unidad, h.meta or "", h.campo))
            citadas |= {(i.unidad, m or "", c) for m, c in h.citas}
            if h.campo in ("avance_absoluto", "meta_anual"):
                cual = "alcanzado" if h.campo == "avance_absoluto" else "programado"
                citadas |= {(i.unidad, h.meta or "", f"{cual}.{t}") for t in TRIMESTRES}
    return Avisadas(frozenset(nombradas), frozenset(citadas))


def leer_hojas(hojas: Sequence[Hoja]) -> tuple[Informe, ...]:
    """The reports of a reader's grids."""
    from index import parse

    return parse.leer(list(hojas))[0]
