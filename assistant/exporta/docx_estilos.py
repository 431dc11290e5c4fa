"""The fixed parts of a DOCX: styles, settings, footer, content types."""

from __future__ import annotations

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ESPACIOS = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
#: Ink of headings and of the table's head; light ink of captions; shade of every other row.
TINTA, TENUE, SOMBRA = "1F3A4D", "5B6B75", "F3F6F8"

_TIPO = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TIPOS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TIPO}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{_TIPO}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TIPO}.settings+xml"/><Override PartName="/word/footnotes.xml" ContentType="{_TIPO}.footnotes+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TIPO}.footer+xml"/>'
    '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>{graficas}</Types>'
)

AJUSTES = (
    f'<w:settings xmlns:w="{_MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>{{actualizar}}'
    '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="es-MX"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)

PIE_DE_PAGINA = (
    f'<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Pie"/></w:pPr><w:r><w:t xml:space="preserve">Página </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> de </w:t></w:r>'
    '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)


def _estilo(nombre: str, visible: str, parrafo: str = "", letra: str = "", *, base: str = "Normal", esquema: int | None = None) -> str:
    nivel = f'<w:outlineLvl w:val="{esquema}"/>' if esquema is not None else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{nombre}"><w:name w:val="{visible}"/><w:basedOn w:val="{base}"/><w:qFormat/>'
        f"<w:pPr>{parrafo}{nivel}</w:pPr><w:rPr>{letra}</w:rPr></w:style>"
    )


def _letra(medios: int, color: str = "", *, negrita: bool = False, cursiva: bool = False) -> str:
    """Run properties in the schema's order; sizes in half points."""
    return f"{'<w:b/>' if negrita else ''}{'<w:i/>' if cursiva else ''}{f'<w:color w:val={chr(34)}{color}{chr(34)}/>' if color else ''}<w:sz w:val=\"{medios}\"/><w:szCs w:val=\"{medios}\"/>"


def _espacio(antes: int, despues: int, linea: int = 264) -> str:
    return f'<w:spacing w:before="{antes}" w:after="{despues}" w:line="{linea}" w:lineRule="auto"/>'


_BORDE = '<w:{lado} w:val="single" w:sz="4" w:space="0" w:color="C3CDD3"/>'
ESTILOS = (
    f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="es-MX" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr>" + _espacio(0, 120) + "</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TablaNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + _estilo("Titulo", "POA título", "<w:keepNext/>" + _espacio(0, 60, 240), _letra(34, TINTA, negrita=True))
    + _estilo("Subtitulo", "POA subtítulo", f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{TINTA}"/></w:pBdr>' + _espacio(0, 280, 240), _letra(19, TENUE))
    + _estilo("Seccion", "POA sección", "<w:keepNext/>" + _espacio(240, 120, 240), _letra(26, TINTA, negrita=True), esquema=0)
    + _estilo("TituloIndice", "POA título del contenido", "<w:keepNext/>" + _espacio(120, 120, 240), _letra(26, TINTA, negrita=True))
    + _estilo("Indice", "POA contenido", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9406"/></w:tabs>' + _espacio(0, 60, 252))
    + _estilo("Texto", "POA texto", _espacio(0, 140, 288) + '<w:jc w:val="both"/>')
    + _estilo("Explica", "POA explicación", _espacio(0, 120), _letra(19, TENUE, cursiva=True))
    + _estilo("Rotulo", "POA rótulo", "<w:keepNext/>" + _espacio(200, 80, 240), _letra(20, TINTA, negrita=True))
    + _estilo("Figura", "POA figura", _espacio(0, 120, 240) + '<w:jc w:val="center"/>')
    + _estilo("Celda", "POA celda", _espacio(20, 20, 240), _letra(16))
    + _estilo("CeldaNumero", "POA celda con cifra", _espacio(20, 20, 240) + '<w:jc w:val="right"/>', _letra(16), base="Celda")
    + _estilo("CeldaTitulo", "POA encabezado de tabla", "<w:keepNext/>" + _espacio(40, 40, 240) + '<w:jc w:val="center"/>', _letra(15, "FFFFFF", negrita=True), base="Celda")
    + _estilo("Consulta", "POA consulta", _espacio(0, 100, 240), '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' + _letra(13, TENUE))
    + _estilo("Nota", "POA nota al pie", _espacio(0, 20, 240), _letra(16))
    + _estilo("Pie", "POA pie de página", _espacio(0, 0, 240) + '<w:jc w:val="right"/>', _letra(16, TENUE))
    + '<w:style w:type="character" w:customStyle="1" w:styleId="RefNota"><w:name w:val="POA llamada de nota"/><w:qFormat/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    + '<w:style w:type="table" w:customStyle="1" w:styleId="Cuadro"><w:name w:val="POA cuadro"/><w:basedOn w:val="TablaNormal"/><w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>'
    + "".join(_BORDE.format(lado=lado) for lado in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + '</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    + f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINTA}"/><w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>'
    + f'<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{SOMBRA}"/></w:tcPr></w:tblStylePr></w:style></w:styles>'
)
