"""A document → DOCX, part by part (ECMA-376): real footnotes, styles, tables, native charts, a table of contents.

python-docx 1.2 has no footnotes, so the package is written here. The JSON of what the document says travels in a
custom XML part, so that ``poa verify`` can hold the visible text against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.exporta.cuadros import Cuadro
from assistant.exporta.docx_estilos import AJUSTES, ESPACIOS, ESTILOS, PIE_DE_PAGINA, TIPOS
from assistant.exporta.docx_grafica import EMU, libro_de, parte_de_grafica
from assistant.exporta.paquete import atributo, empaquetar, firme, xml
from assistant.exporta.pliego import Pliego, Seccion, trozos

#: The namespace of the part with the data.
DATOS = "urn:asistente-poa:resumen"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CABEZA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: Text width of a Letter page with 2.5 cm margins, in twentieths of a point.
ANCHO = 9406


@dataclass
class _Cuerpo:
    """The document's body while it is written, with the footnotes and charts that it refers to."""

    pliego: Pliego
    notas: list[str] = field(default_factory=list)
    graficas: list[tuple[str, bytes]] = field(default_factory=list)
    marcador: int = 0

    def xml(self) -> str:
        partes = [_parrafo("Titulo", xml(self.pliego.titulo))]
        if self.pliego.subtitulo:
            partes.append(_parrafo("Subtitulo", xml(self.pliego.subtitulo)))
        if self.pliego.indice:
            partes += self._indice()
        for n, s in enumerate(self.pliego.secciones, start=1):
            partes += self._seccion(n, s)
        partes += self._anexo()
        pie = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rIdPie"/><w:pgSz w:w="12240" w:h="15840"/>'
            '<w:pgMar w:top="1417" w:right="1417" w:bottom="1304" w:left="1417" w:header="708" w:footer="624" w:gutter="0"/></w:sectPr>'
        )
        return f"{_CABEZA}<w:document {ESPACIOS}><w:body>{''.join(partes)}{pie}</w:body></w:document>"

    def _indice(self) -> Iterator[str]:
        """Entries that lead to their section; the page numbers are fields, which Word and LibreOffice fill in."""
        yield _parrafo("TituloIndice", "Contenido")
        for n, s in enumerate(self.pliego.secciones, start=1):
            numero = (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                f'<w:r><w:instrText xml:space="preserve"> PAGEREF seccion{n} \\h </w:instrText></w:r>'
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{n + 1}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
            texto = f'<w:r><w:t xml:space="preserve">{xml(s.titulo)}</w:t></w:r><w:r><w:tab/></w:r>{numero}'
            yield f'<w:p><w:pPr><w:pStyle w:val="Indice"/></w:pPr><w:hyperlink w:anchor="seccion{n}" w:history="1">{texto}</w:hyperlink></w:p>'

    def _seccion(self, n: int, s: Seccion) -> Iterator[str]:
        if s.titulo:
            self.marcador += 1
            salto = "<w:pageBreakBefore/>" if self.pliego.indice else ""
            marca = f'<w:bookmarkStart w:id="{self.marcador}" w:name="seccion{n}"/><w:r><w:t xml:space="preserve">{xml(s.titulo)}</w:t></w:r><w:bookmarkEnd w:id="{self.marcador}"/>'
            yield f'<w:p><w:pPr><w:pStyle w:val="Seccion"/>{salto}</w:pPr>{marca}</w:p>'
        for parrafo in s.parrafos:
            yield f'<w:p><w:pPr><w:pStyle w:val="Texto"/></w:pPr>{"".join(self._texto(parrafo, s))}</w:p>'
        if s.grafica is not None:
            yield from self._grafica(s)
        if s.cuadro is not None:
            yield _parrafo("Rotulo", xml(s.cuadro.titulo))
            yield _tabla(s.cuadro)

    def _texto(self, parrafo: str, s: Seccion) -> Iterator[str]:
        for texto, grupo in trozos(parrafo):
            yield f'<w:r><w:t xml:space="preserve">{xml(firme(texto))}</w:t></w:r>'
            if grupo:
                self.notas.append(s.nota(grupo))
                yield f'<w:r><w:rPr><w:rStyle w:val="RefNota"/></w:rPr><w:footnoteReference w:id="{len(self.notas) + 1}"/></w:r>'

    def _grafica(self, s: Seccion) -> Iterator[str]:
        assert s.grafica is not None
        n = len(self.graficas) + 1
        parte, alto = parte_de_grafica(s.grafica)
        self.graficas.append((parte, libro_de(s.grafica)))
        yield _parrafo("Rotulo", xml(s.grafica.titulo))
        ancho = ANCHO * EMU
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="Figura"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{ancho}" cy="{alto}"/>'
            f'<wp:docPr id="{n}" name="Gráfica {n}" descr={atributo(s.grafica.titulo)}/><wp:cNvGraphicFramePr/><a:graphic>'
            f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdGrafica{n}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
        )

    def _anexo(self) -> Iterator[str]:
        """The queries behind the counts, each once."""
        consultas = self.pliego.consultas
        if not consultas:
            return
        yield '<w:p><w:pPr><w:pStyle w:val="Seccion"/><w:pageBreakBefore/></w:pPr><w:r><w:t>Anexo. Consultas de los conteos</w:t></w:r></w:p>'
        yield _parrafo("Explica", "Cada conteo del texto es el número de filas que devuelve una de estas consultas sobre los informes cargados; «poa verify» las repite.")
        yield from (_parrafo("Consulta", xml(c)) for c in consultas)


def escribir(ruta: Path, pliego: Pliego) -> None:
    """Write the document."""
    cuerpo = _Cuerpo(pliego)
    documento = cuerpo.xml()
    graficas = cuerpo.graficas
    relaciones = [
        ("rIdEstilos", "styles", "styles.xml"), ("rIdAjustes", "settings", "settings.xml"), ("rIdNotas", "footnotes", "footnotes.xml"),
        ("rIdPie", "footer", "footer1.xml"), ("rIdDatos", "customXml", "../customXml/item1.xml"),
        *((f"rIdGrafica{n}", "chart", f"charts/chart{n}.xml") for n in range(1, len(graficas) + 1)),
    ]  # fmt: skip
    datos = json.dumps(list(pliego.datos), ensure_ascii=False, sort_keys=True, default=str)
    empaquetar(
        ruta,
        [
            ("[Content_Types].xml", _CABEZA + TIPOS.format(graficas="".join(f'<Override PartName="/word/charts/chart{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>' for n in range(1, len(graficas) + 1)))),
            ("_rels/.rels", _rels([("rId1", "officeDocument", "word/document.xml"), ("rId3", "extended-properties", "docProps/app.xml")], nucleo=True)),
            ("docProps/core.xml", _propiedades(pliego)),
            ("docProps/app.xml", _CABEZA + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Asistente POA</Application></Properties>'),
            ("word/document.xml", documento),
            ("word/styles.xml", _CABEZA + ESTILOS),
            ("word/settings.xml", _CABEZA + AJUSTES.format(actualizar='<w:updateFields w:val="true"/>' if pliego.indice else "")),
            ("word/footnotes.xml", _notas(cuerpo.notas)),
            ("word/footer1.xml", _CABEZA + PIE_DE_PAGINA),
            ("word/_rels/document.xml.rels", _rels(relaciones)),
            *(x for n, (parte, libro) in enumerate(graficas, start=1) for x in (
                (f"word/charts/chart{n}.xml", parte),
                (f"word/charts/_rels/chart{n}.xml.rels", _rels([("rId1", "package", f"../embeddings/datos{n}.xlsx")])),
                (f"word/embeddings/datos{n}.xlsx", libro),
            )),
            ("customXml/item1.xml", f'{_CABEZA}<poa xmlns="{DATOS}">{xml(datos)}</poa>'),
            ("customXml/itemProps1.xml", f'{_CABEZA}<ds:datastoreItem ds:itemID="{{5B0F2A6E-7C1D-4E57-9A35-0A50F4D20001}}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{DATOS}"/></ds:schemaRefs></ds:datastoreItem>'),
            ("customXml/_rels/item1.xml.rels", _rels([("rId1", "customXmlProps", "itemProps1.xml")])),
        ],
    )  # fmt: skip


def _parrafo(estilo: str, contenido: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{estilo}"/></w:pPr><w:r><w:t xml:space="preserve">{contenido}</w:t></w:r></w:p>'


def _tabla(c: Cuadro) -> str:
    """A table whose heading repeats on each page and whose rows are not broken between pages."""
    total = sum(c.anchos)
    anchos = [ANCHO * a // total for a in c.anchos]
    reja = "".join(f'<w:gridCol w:w="{a}"/>' for a in anchos)
    filas = [_fila(c, c.encabezados, anchos, True), *(_fila(c, f, anchos, False) for f in c.filas)]
    propiedades = f'<w:tblPr><w:tblStyle w:val="Cuadro"/><w:tblW w:w="{sum(anchos)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
    return f"<w:tbl>{propiedades}<w:tblGrid>{reja}</w:tblGrid>{''.join(filas)}</w:tbl>"


def _fila(c: Cuadro, celdas: tuple[str, ...], anchos: list[int], titulo: bool) -> str:
    partes = []
    for j, (texto, ancho) in enumerate(zip(celdas, anchos, strict=True)):
        estilo = "CeldaTitulo" if titulo else "CeldaNumero" if j in c.numericas else "Celda"
        partes.append(f'<w:tc><w:tcPr><w:tcW w:w="{ancho}" w:type="dxa"/></w:tcPr>{_parrafo(estilo, xml(firme(texto)))}</w:tc>')
    propiedades = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if titulo else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{propiedades}{''.join(partes)}</w:tr>"


def _notas(notas: list[str]) -> str:
    """The footnotes part: the two separators that every document has, then ours from 2 on."""
    raya = '<w:footnote w:type="{tipo}" w:id="{n}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{que}/></w:r></w:p></w:footnote>'
    partes = [raya.format(tipo="separator", n=0, que="separator"), raya.format(tipo="continuationSeparator", n=1, que="continuationSeparator")]
    for n, texto in enumerate(notas, start=2):
        partes.append(
            f'<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="Nota"/></w:pPr><w:r><w:rPr><w:rStyle w:val="RefNota"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {xml(texto)}</w:t></w:r></w:p></w:footnote>'
        )
    return f"{_CABEZA}<w:footnotes {_W}>{''.join(partes)}</w:footnotes>"


def _rels(relaciones: list[tuple[str, str, str]], nucleo: bool = False) -> str:
    partes = [f'<Relationship Id="{i}" Type="{_REL}/{tipo}" Target="{destino}"/>' for i, tipo, destino in relaciones]
    if nucleo:
        partes.append('<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>')
    return f'{_CABEZA}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(partes)}</Relationships>'


def _propiedades(p: Pliego) -> str:
    fecha = f"{p.fecha}T00:00:00Z"
    return (
        f'{_CABEZA}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml(p.titulo)}</dc:title><dc:creator>Asistente POA</dc:creator><dc:language>es-MX</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{fecha}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{fecha}</dcterms:modified></cp:coreProperties>'
    )
