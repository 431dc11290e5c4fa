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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.listado import cita_de_celda
from index.poa import TRIMESTRES

if TYPE_CHECKING:
    from assistant.evidence import Fila

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
    if not ruta.absolute().parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(ruta.parent))
    with tempfile.NamedTemporaryFile(dir=ruta.absolute().parent, prefix=".poa-", suffix=ruta.suffix, delete=False) as f:
        provisional = Path(f.name)
    try:
        escribir(provisional, filas, respuesta)
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
        negrita = libro.add_format({"bold": True, "bottom": 1})
        _hoja(libro, "Metas", COLUMNAS, (_valores(f) for f in filas), negrita)
        titulos = ("id", "unidad", "meta", "campo", "documento", "lugar", "literal")
        _hoja(libro, "Citas", titulos, _filas_de_citas(filas), negrita)
        if respuesta is not None:
            _hoja(libro, "Consulta", ("dato", "texto"), _filas_de_consulta(respuesta), negrita)


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


def _hoja(libro: Any, nombre: str, titulos: Sequence[str], filas: Any, negrita: Any) -> None:
    hoja = libro.add_worksheet(nombre)
    for j, titulo in enumerate(titulos):
        hoja.write_string(0, j, titulo, negrita)
    for i, fila in enumerate(filas, start=1):
        for j, valor in enumerate(fila):
            if isinstance(valor, int | float):
                hoja.write_number(i, j, valor)
            elif valor is not None:
                hoja.write_string(i, j, _para_hoja(str(valor)))
    hoja.freeze_panes(1, 0)


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
