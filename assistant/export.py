"""Metas with their citations → CSV, XLSX or JSON files that no spreadsheet program runs as formulas.

A report's text is untrusted: in CSV, whatever a spreadsheet could take for a formula gets an apostrophe in front; in
XLSX, text is written as text. A file appears whole or not at all.
"""

from __future__ import annotations

import csv
import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.exporta import docx, html, md
from assistant.exporta.pliego import Pliego, pliego_de
from assistant.listado import cita_de_celda
from assistant.wording import lista
from index.poa import TRIMESTRES

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.execute import Lector

#: First characters by which a spreadsheet takes a text for a formula, with their full-width twins.
_FORMULA = frozenset("=+-@＝＋－＠")
#: What one cell of a workbook can hold.
_MAX_CELDA = 32_767
#: Excel opens a CSV file in the local code page unless it starts with a byte order mark.
_CSV = "utf-8-sig"

Consulta = Mapping[str, Any]


class FormatoDesconocido(ValueError):
    """The file's suffix names no format; the message (Spanish) lists those that there are."""


def exportar(ruta: Path, filas: Sequence[Fila], respuesta: Consulta | None = None) -> None:
    """Write metas to a file by its suffix; ``respuesta`` is the answer they are the rows of, if any.

    Raises ``FormatoDesconocido``, and ``OSError`` where the file cannot be written.
    """
    escribir = formato(ruta)
    _entero(ruta, lambda p: escribir(p, filas, respuesta))


def _entero(ruta: Path, escribir: Callable[[Path], object]) -> None:
    """Write a file whole or not at all."""
    if not ruta.absolute().parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(ruta.parent))
    with tempfile.NamedTemporaryFile(dir=ruta.absolute().parent, prefix=".poa-", suffix=ruta.suffix, delete=False) as f:
        provisional = Path(f.name)
    try:
        escribir(provisional)
        provisional.chmod(0o666 & ~_umask())
        provisional.replace(ruta)
    finally:
        provisional.unlink(missing_ok=True)


def formato(ruta: Path) -> Callable[[Path, Sequence[Fila], Consulta | None], None]:
    """The writer for a file name. Raises ``FormatoDesconocido``."""
    escribir = _FORMATOS.get(ruta.suffix.lower())
    if escribir is None:
        raise FormatoDesconocido(
            f"«{ruta.name}»: el formato se elige por la terminación, que puede ser {', '.join(_FORMATOS)}."
        )
    return escribir


def formato_de_documento(ruta: Path) -> str:
    """The suffix of a summary's file. Raises ``FormatoDesconocido``."""
    sufijo = ruta.suffix.lower()
    if sufijo not in (*_DOCUMENTOS, *_FORMATOS):
        raise FormatoDesconocido(f"«{ruta.name}»: el formato se elige por la terminación, que puede ser {', '.join(dict.fromkeys((*_DOCUMENTOS, *_FORMATOS)))}.")
    return sufijo


def es_documento(ruta: Path) -> bool:
    """Whether a file name is of a document with notes."""
    return ruta.suffix.lower() in _DOCUMENTOS


def exportar_documento(ruta: Path, datos: Sequence[Consulta], lector: Lector, titulo: str = "") -> None:
    """Write summaries or answers to a file by its suffix: a document with notes, or the table of their goals.

    Several make one document with a table of contents. Raises ``FormatoDesconocido``, and ``OSError``.
    """
    sufijo = formato_de_documento(ruta)
    if sufijo == ".json":
        _entero(ruta, lambda p: p.write_text(json.dumps(datos[0] if len(datos) == 1 else list(datos), ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8", errors="backslashreplace"))
    elif sufijo in _DOCUMENTOS:
        pliego = pliego_de([_sin_tiempo(d) for d in datos], titulo or (_titulo_de_lote(datos) if len(datos) > 1 else ""), indice=len(datos) > 1)
        _entero(ruta, lambda p: _DOCUMENTOS[sufijo](p, pliego))
    else:
        claves = list(dict.fromkeys(str(r["id"]) for d in datos for r in d.get("rows") or []))
        halladas: dict[str, Fila] = {}
        for i in range(0, len(claves), 500):
            halladas |= lector.filas_por_clave(claves[i : i + 500])
        exportar(ruta, [halladas[k] for k in claves], datos[0] if len(datos) == 1 else None)


def _titulo_de_lote(datos: Sequence[Consulta]) -> str:
    municipios = dict.fromkeys(str(f["municipio"]) for d in datos for f in d["rows"])
    anos = sorted({str(f["ejercicio"]) for d in datos for f in d["rows"]})
    return f"{lista(list(municipios))}: resumen del Programa Operativo Anual {lista(anos)} por unidad ejecutora"


def _sin_tiempo(datos: Consulta) -> Consulta:
    """Without how long it took, which is never the same."""
    return {k: v for k, v in datos.items() if k != "elapsed_ms"}


def sin_formula(valor: Any) -> Any:
    """A CSV cell that no spreadsheet program runs."""
    if not isinstance(valor, str) or not valor:
        return valor
    return f"'{valor}" if valor[0] in "\t\r\n" or valor.lstrip()[:1] in _FORMULA else valor


def citas_de(fila: Fila) -> list[dict[str, Any]]:
    """Every printed cell of a meta, as numbered citations."""
    celdas = [cita_de_celda(c, fila.documento, campo, fila.datos["unidad"], fila) for campo, c in fila.celdas.items()]
    return [{"n": n, **c} for n, c in enumerate(celdas, start=1)]


# --- formats ---
def _json(ruta: Path, filas: Sequence[Fila], _: Consulta | None) -> None:
    datos = [{**f.json(), "document": f.documento, "citations": citas_de(f)} for f in filas]
    ruta.write_text(json.dumps(datos, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="backslashreplace")


def _csv(ruta: Path, filas: Sequence[Fila], _: Consulta | None) -> None:
    with ruta.open("w", encoding=_CSV, newline="", errors="backslashreplace") as f:
        salida = csv.writer(f)
        salida.writerow([*COLUMNAS, "citas"])
        for fila in filas:
            citas = "; ".join(f"{c['field']}: {_lugar(c)} «{c['literal']}»" for c in citas_de(fila))
            salida.writerow([sin_formula(v) for v in (*_valores(fila), citas)])


def _xlsx(ruta: Path, filas: Sequence[Fila], respuesta: Consulta | None) -> None:
    import xlsxwriter

    opciones = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(ruta), opciones) as libro:
        cortes = sorted(str(f.datos["corte"]) for f in filas)
        libro.set_properties({"created": datetime.fromisoformat(cortes[-1]) if cortes else datetime(2000, 1, 1)})  # same store, same bytes
        hoja = _Hoja(libro)
        hoja.escribir("Metas", COLUMNAS, [_valores(f) for f in filas])
        titulos = ("id", "unidad", "meta", "campo", "documento", "lugar", "literal")
        hoja.escribir("Citas", titulos, list(_filas_de_citas(filas)))
        if respuesta is not None:
            hoja.escribir("Consulta", ("dato", "texto"), list(_filas_de_consulta(respuesta)))


#: Documents with notes, of summaries and answers.
_DOCUMENTOS: dict[str, Callable[[Path, Pliego], None]] = {".docx": docx.escribir, ".md": md.escribir, ".html": html.escribir}
_FORMATOS: dict[str, Callable[[Path, Sequence[Any], Consulta | None], None]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}


# --- rows ---
_ANTES = (
    "municipio",
    "ejercicio",
    "corte",
    "ramo",
    "programa",
    "unidad",
    "unidad_nombre",
    "meta",
    "padre",
    "descripcion",
    "unidad_medida",
    "meta_anual",
)
_DESPUES = ("avance_absoluto", "avance_impreso", "avance_calculado", "estado", "lineas", "causas", "observacion")
#: The columns of a row, the same in every format.
COLUMNAS = (
    *_ANTES,
    *(f"programado_{t}" for t in TRIMESTRES),
    *(f"alcanzado_{t}" for t in TRIMESTRES),
    *_DESPUES,
    "documento",
    "lugar",
    "id",
)


def _valores(fila: Fila) -> list[Any]:
    r = fila.json()
    cuartos = [r[k][t] for k in ("programado", "alcanzado") for t in TRIMESTRES]
    celda = next(iter(fila.celdas.values()), {})
    lugar = (
        f"renglón {celda['linea']}"
        if celda.get("linea")
        else _lugar(cita_de_celda(celda, fila.documento, "", r["unidad"]))
    )
    planos = [", ".join(v) if isinstance(v, list) else v for v in (r[k] for k in _DESPUES)]
    return [*(r[k] for k in _ANTES), *cuartos, *planos, fila.documento, lugar, r["id"]]


def _filas_de_citas(filas: Sequence[Fila]) -> Iterator[list[Any]]:
    for f in filas:
        for c in citas_de(f):
            yield [c["meta_id"], c["unidad"], c["meta"], c["field"], c["document"], _lugar(c), c["literal"]]


def _filas_de_consulta(r: Consulta) -> Iterator[list[Any]]:
    yield ["pregunta", r.get("question")]
    yield ["respuesta", r.get("answer")]
    yield from (["aviso", a] for a in r.get("warnings") or [])
    yield from (["consulta SQL", s] for s in r.get("sql") or [])


#: Width of a column by its title, in characters; the others are as wide as their title.
_ANCHOS = {"descripcion": 60, "observacion": 60, "texto": 100, "literal": 60, "unidad_nombre": 36, "unidad_medida": 20, "id": 44, "documento": 24, "causas": 24, "lugar": 22}
#: Number format of a column, where it is not told by the value.
_FORMATO_DE = {"corte": "yyyy-mm-dd", "avance_calculado": "#,##0.00"}


class _Hoja:
    """Writes sheets: typed cells, a heading that stays, a filter on every column."""

    def __init__(self, libro: Any) -> None:
        self.libro = libro
        self.titulo = libro.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A4D", "border": 1, "valign": "vcenter"})
        self.formatos = {k: libro.add_format({"num_format": f, "valign": "top"}) for k, f in _FORMATO_DE.items()}
        self.entero, self.decimal = (libro.add_format({"num_format": f, "valign": "top"}) for f in ("#,##0", "#,##0.00"))
        self.ano, self.texto = libro.add_format({"num_format": "0", "valign": "top"}), libro.add_format({"valign": "top"})

    def escribir(self, nombre: str, titulos: Sequence[str], filas: Sequence[Sequence[Any]]) -> None:
        """One sheet."""
        hoja = self.libro.add_worksheet(nombre)
        for j, titulo in enumerate(titulos):
            hoja.write_string(0, j, titulo, self.titulo)
            hoja.set_column(j, j, _ANCHOS.get(titulo, max(10, len(titulo) + 3)))
        for i, fila in enumerate(filas, start=1):
            for j, valor in enumerate(fila):
                self._celda(hoja, i, j, titulos[j], valor)
        hoja.freeze_panes(1, 0)
        hoja.autofilter(0, 0, max(len(filas), 1), len(titulos) - 1)

    def _celda(self, hoja: Any, i: int, j: int, titulo: str, valor: Any) -> None:
        if valor is None:
            return
        if titulo == "corte":
            hoja.write_datetime(i, j, datetime.fromisoformat(str(valor)), self.formatos[titulo])
        elif isinstance(valor, int | float):
            entera = self.ano if titulo == "ejercicio" else self.entero
            formato = self.formatos.get(titulo) or (entera if float(valor).is_integer() else self.decimal)
            hoja.write_number(i, j, valor, formato)
        else:
            hoja.write_string(i, j, _para_hoja(str(valor)), self.texto)


def _para_hoja(texto: str) -> str:
    texto = texto.encode("utf-8", "replace").decode("utf-8")
    return texto if len(texto) <= _MAX_CELDA else texto[: _MAX_CELDA - 1] + "…"


def _lugar(c: Mapping[str, Any]) -> str:
    nombres = (("sheet", "hoja"), ("page", "página"), ("cell", "celda"), ("line", "renglón"), ("column", "columna"))
    return ", ".join(f"{nombre} {c[k]}" for k, nombre in nombres if c.get(k))


def _umask() -> int:
    actual = os.umask(0)
    os.umask(actual)
    return actual
