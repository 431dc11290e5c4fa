"""Text files: delimited by tabs, pipes, semicolons or commas, as a Markdown table, in columns aligned by blanks, and as
blocks of labelled lines, one block a goal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from bench.reportes.disposiciones import CASAS, Disposicion, Fila, Tabla
from bench.reportes.modelo import ORDEN, Forma, Reporte

Renglones = list[list[str]]
ROTULOS = ("RAMO:", "PROGRAMA:", "UNIDAD EJECUTORA:", "FINALIDAD:", "FUNCIÓN:", "SUBFUNCIÓN:")
ROLES = ("ELABORÓ", "REVISÓ", "AUTORIZÓ")


def cabecera(f: Forma) -> list[tuple[str, str, str]]:
    """(label, code, name) of the header's rows, the lines of action last."""
    filas = [(ROTULOS[i], f.codigos[i], f.nombres[i]) for i in range(len(ORDEN))]
    lineas = [("LÍNEAS DE ACCIÓN:" if i == 0 else "", codigo, nombre) for i, (codigo, nombre) in enumerate(f.lineas)]
    return [*filas, *lineas]


def titulos(f: Forma) -> list[str]:
    return [f.titulo, f"PROGRAMA OPERATIVO ANUAL {f.ejercicio}", "AVANCE FÍSICO PROGRAMÁTICO"]


def filas_de(tabla: Tabla) -> Renglones:
    """Heading and rows as texts; what a merged cell covers is blank."""
    return [_textos(f) for f in (*tabla.encabezado, *tabla.filas)]


def _textos(fila: Fila) -> list[str]:
    return ["" if c is None else c.texto for c in fila]


def renglones(f: Forma, d: Disposicion) -> Renglones:
    """A whole form as rows of texts."""
    fecha = [[], [f.clave], [f"FECHA: {f.fecha}"], []]
    arriba: Renglones = [*([t] for t in titulos(f)), [], *(list(x) for x in cabecera(f)), *fecha]
    abajo: Renglones = [[]]
    for rol, (cargo, nombre) in zip(ROLES, f.firmas, strict=False):
        abajo += [[rol], [cargo], [nombre], []]
    return [*arriba, *filas_de(d.tabla(f)), *abajo, []]


def _todos(r: Reporte, d: Disposicion) -> Renglones:
    return [fila for f in r.formas for fila in renglones(f, d)]


def _delimitado(separador: str) -> Callable[[Reporte, Disposicion], str]:
    return lambda r, d: "\n".join(separador.join(fila) for fila in _todos(r, d)) + "\n"


def _csv(separador: str) -> Callable[[Reporte, Disposicion], str]:
    def escribir(r: Reporte, d: Disposicion) -> str:
        salida = io.StringIO()
        csv.writer(salida, delimiter=separador).writerows(_todos(r, d))
        return salida.getvalue()

    return escribir


def _csv_ancho(r: Reporte, d: Disposicion) -> str:
    """As a spreadsheet exports it: every row padded to the widest one."""
    filas = _todos(r, d)
    ancho = max(map(len, filas))
    salida = io.StringIO()
    csv.writer(salida).writerows([*fila, *[""] * (ancho - len(fila))] for fila in filas)
    return salida.getvalue()


def _markdown(r: Reporte, d: Disposicion) -> str:
    lineas: list[str] = []
    for f in r.formas:
        lineas += [f"# {f.titulo}", f"## PROGRAMA OPERATIVO ANUAL {f.ejercicio}", "", "**AVANCE FÍSICO PROGRAMÁTICO**", ""]
        lineas += [f"**{rotulo}** {codigo} {nombre}".replace("**** ", "  ") + "  " for rotulo, codigo, nombre in cabecera(f)]
        lineas += ["", f"**FECHA:** {f.fecha}", ""]
        tabla = d.tabla(f)
        filas = filas_de(tabla)
        lineas += ["| " + " | ".join(fila) + " |" for fila in filas[:1]]
        lineas.append("|" + "---|" * len(filas[0]))
        lineas += ["| " + " | ".join(fila) + " |" for fila in filas[1:]]
        for rol, (cargo, nombre) in zip(ROLES, f.firmas, strict=False):
            lineas += ["", f"**{rol}**  ", f"{cargo}  ", nombre]
        lineas.append("")
    return "\n".join(lineas)


def _alineado(r: Reporte, d: Disposicion) -> str:
    """Columns under each other, at least two blanks between them; long cells go on in the lines below."""
    lineas: list[str] = []
    for f in r.formas:
        tabla = d.tabla(f)
        filas = filas_de(tabla)
        topes = [max(6, int(7 * a)) for a in tabla.anchos]
        partidas = [[_partir(t, topes[i]) for i, t in enumerate(fila)] for fila in filas]
        anchos = [max(max((len(x) for x in fila[i]), default=0) for fila in partidas) for i in range(len(topes))]
        lineas += [*titulos(f), ""]
        lineas += [f"{rotulo:<18}{codigo:<8}{nombre}".rstrip() for rotulo, codigo, nombre in cabecera(f)]
        lineas += ["", f"FECHA: {f.fecha}", ""]
        for fila in partidas:
            for k in range(max(map(len, fila))):
                celdas = ((c[k] if k < len(c) else "").ljust(anchos[i]) for i, c in enumerate(fila))
                lineas.append("  ".join(celdas).rstrip())
        lineas.append("")
        for rol, (cargo, nombre) in zip(ROLES, f.firmas, strict=False):
            lineas += [rol, cargo, nombre, ""]
    return "\n".join(lineas)


def _partir(texto: str, ancho: int) -> list[str]:
    salida = [""]
    for palabra in texto.split():
        if salida[-1] and len(salida[-1]) + 1 + len(palabra) > ancho:
            salida.append(palabra)
        else:
            salida[-1] = f"{salida[-1]} {palabra}".strip()
    return salida


# --- blocks ---------------------------------------------------------------------------------------------------------


def _bloque_largo(f: Forma) -> Iterable[str]:
    """One figure a line: «Programado primer trimestre: 3»."""
    ordinales = ("primer", "segundo", "tercer", "cuarto")
    for m in f.metas:
        yield f"Meta: {m.numero}"
        yield f"Descripción: {m.descripcion}"
        yield f"Línea de acción: {', '.join(m.lineas)}"
        yield f"Unidad de medida: {m.unidad_medida}"
        yield f"Meta anual: {m.anual or ''}"
        for t, ordinal in enumerate(ordinales):
            yield f"Programado {ordinal} trimestre: {m.p[t] or ''}"
            yield f"Alcanzado {ordinal} trimestre: {m.a[t] or ''}"
        yield f"Avance absoluto: {m.absoluto or ''}"
        yield f"Avance relativo: {m.porcentaje or ''}"
        yield f"Observaciones: {m.observacion or ''}"
        yield ""


def _bloque_corto(f: Forma) -> Iterable[str]:
    """A quarter a line: «Ene-Mar: programado 3, alcanzado 2»; what is blank is left out."""
    c = CASAS["municipal"]
    for m in f.metas:
        yield f"{m.numero}. {m.descripcion}"
        yield f"Unidad de medida: {m.unidad_medida}"
        yield f"Meta anual autorizada: {m.anual or ''}"
        for t, nombre in enumerate(c.trimestres):
            partes = [f"{k} {x}" for k, x in (("programado", m.p[t]), ("alcanzado", m.a[t])) if x is not None]
            if partes:
                yield f"{nombre}: {', '.join(partes)}"
        yield f"Avance absoluto: {m.absoluto or ''}"
        yield f"Acumulado relativo: {m.porcentaje or ''}"
        if m.observacion:
            yield f"Observaciones: {m.observacion}"
        yield f"Línea de acción P.M.D.: {', '.join(m.lineas)}"
        yield ""


def _bloque_t(f: Forma) -> Iterable[str]:
    """Short labels: «T1 programado: 3»."""
    for m in f.metas:
        yield f"META {m.numero}: {m.descripcion}"
        yield f"Líneas de acción: {', '.join(m.lineas)}"
        yield f"Unidad de medida: {m.unidad_medida}"
        yield f"Meta anual: {m.anual or ''}"
        for t in range(4):
            yield f"T{t + 1} programado: {m.p[t] or ''}"
            yield f"T{t + 1} realizado: {m.a[t] or ''}"
        yield f"Total realizado: {m.absoluto or ''}"
        yield f"Porcentaje de cumplimiento: {m.porcentaje or ''}"
        yield f"Justificación: {m.observacion or ''}"
        yield ""


def _bloques(cuerpo: Callable[[Forma], Iterable[str]]) -> Callable[[Reporte, Disposicion], str]:
    def escribir(r: Reporte, d: Disposicion) -> str:
        lineas: list[str] = []
        for f in r.formas:
            lineas += [*titulos(f), "", *(" ".join(x).strip() for x in cabecera(f)), f"FECHA: {f.fecha}", ""]
            lineas += cuerpo(f)
            for rol, (cargo, nombre) in zip(ROLES, f.firmas, strict=False):
                lineas += [rol, cargo, nombre, ""]
        return "\n".join(lineas)

    return escribir


_UTF8 = ("utf-8", "\n")
#: variant → (suffix, writer, encoding, end of line)
VARIANTES: dict[str, tuple[str, Callable[[Reporte, Disposicion], str], tuple[str, str]]] = {
    "tab": (".txt", _delimitado("\t"), _UTF8),
    "tab-utf16": (".txt", _delimitado("\t"), ("utf-16", "\r\n")),
    "tab-cp1252": (".tsv", _delimitado("\t"), ("cp1252", "\r\n")),
    "tubo": (".psv", _delimitado("|"), ("utf-8-sig", "\n")),
    "puntoycoma": (".csv", _csv(";"), ("cp1252", "")),
    "coma": (".csv", _csv_ancho, ("utf-8-sig", "")),
    "markdown": (".md", _markdown, _UTF8),
    "alineado": (".txt", _alineado, _UTF8),
    "bloques-largo": (".txt", _bloques(_bloque_largo), _UTF8),
    "bloques-corto": (".txt", _bloques(_bloque_corto), _UTF8),
    "bloques-t": (".md", _bloques(_bloque_t), _UTF8),
}


def escribir(r: Reporte, d: Disposicion, variante: str = "tab") -> bytes:
    """A text file's bytes."""
    _, funcion, (codificacion, fin) = VARIANTES[variante]
    texto = funcion(r, d)
    return (texto.replace("\n", fin) if fin else texto).encode(codificacion, errors="replace")
