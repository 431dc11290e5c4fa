"""A native DrawingML chart, with the workbook that lets Word edit its data."""

from __future__ import annotations

import io
from datetime import datetime

from assistant.exporta.cuadros import Grafica
from assistant.exporta.paquete import xml

#: English metric units in a twentieth of a point.
EMU = 635
_MM = 36000
#: The series' colours: met, not met, the rest; of a single series, the first one.
COLORES = ("2F7F79", "C8553D", "B8C2C8")
_TEXTO = '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{t}"><a:solidFill><a:srgbClr val="3C4A52"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="es-MX"/></a:p></c:txPr>'
_LINEA = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln></c:spPr>'


def parte_de_grafica(g: Grafica) -> tuple[str, int]:
    """The chart's part, and its height. Bars lie where names are long, stand where they are numbers."""
    n = len(g.categorias)
    alto = (28 + n * 9) * _MM if g.apilada else 62 * _MM
    series = "".join(_serie(g, i) for i in range(len(g.series)))
    barras = (
        f'<c:barChart><c:barDir val="{"bar" if g.apilada else "col"}"/><c:grouping val="{"stacked" if g.apilada else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{45 if g.apilada else 60}"/>{"<c:overlap val=" + chr(34) + "100" + chr(34) + "/>" if g.apilada else ""}<c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
    )
    categorias = (
        f'<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="{"maxMin" if g.apilada else "minMax"}"/></c:scaling><c:delete val="0"/><c:axPos val="{"l" if g.apilada else "b"}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_LINEA.format(color="98A4AB")}{_TEXTO.format(t=800)}'
        '<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    valores = (
        f'<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="{"b" if g.apilada else "l"}"/>'
        f'<c:majorGridlines>{_LINEA.format(color="E3E8EB")}</c:majorGridlines><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_TEXTO.format(t=800)}<c:crossAx val="1001"/><c:crosses val="{"max" if g.apilada else "autoZero"}"/><c:crossBetween val="between"/></c:valAx>'
    )
    leyenda = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_TEXTO.format(t=800)}</c:legend>' if g.apilada else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f'<c:plotArea><c:layout/>{barras}{categorias}{valores}</c:plotArea>{leyenda}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ), alto


def _serie(g: Grafica, i: int) -> str:
    nombre, valores = g.series[i]
    letra = chr(ord("B") + i)
    n = len(g.categorias)
    puntos = "".join(f'<c:pt idx="{k}"><c:v>{v:g}</c:v></c:pt>' for k, v in enumerate(valores) if v is not None and (v or not g.apilada))
    nombres = "".join(f'<c:pt idx="{k}"><c:v>{xml(c)}</c:v></c:pt>' for k, c in enumerate(g.categorias))
    color = "FFFFFF" if g.apilada and i < 2 else "3C4A52"
    etiquetas = (
        f'<c:dLbls><c:numFmt formatCode="{"0;;" if g.apilada else "0.0"}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="750" b="0"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="es-MX"/></a:p></c:txPr>'
        f'<c:dLblPos val="{"ctr" if g.apilada else "outEnd"}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/><c:tx><c:strRef><c:f>Datos!${letra}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{xml(nombre)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_color(g, i)}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>{etiquetas}'
        f"<c:cat><c:strRef><c:f>Datos!$A$2:$A${n + 1}</c:f><c:strCache><c:ptCount val=\"{n}\"/>{nombres}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Datos!${letra}$2:${letra}${n + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"{n}\"/>{puntos}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _color(g: Grafica, i: int) -> str:
    """By what the series says, so that a chart without unmet goals keeps its colours."""
    return {"Cumplidas": COLORES[0], "No cumplidas": COLORES[1]}.get(g.series[i][0], COLORES[2] if g.apilada else COLORES[0])


def libro_de(g: Grafica) -> bytes:
    """The chart's data as a workbook."""
    import xlsxwriter

    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as libro:
        libro.set_properties({"created": datetime(2000, 1, 1)})
        hoja = libro.add_worksheet("Datos")
        for j, (nombre, valores) in enumerate(g.series, start=1):
            hoja.write_string(0, j, nombre)
            for i, v in enumerate(valores, start=1):
                if v is not None:
                    hoja.write_number(i, j, v)
        for i, categoria in enumerate(g.categorias, start=1):
            hoja.write_string(i, 0, categoria)
    return salida.getvalue()
