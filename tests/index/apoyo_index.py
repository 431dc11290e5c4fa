"""Builders of small reports of our own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from index.ingest import leer_documento
from index.poa import Documento, Meta

RAIZ = Path(__file__).resolve().parents[2]
DATOS = RAIZ / "tests" / "data"
REAL = RAIZ.parent / "shared" / "data" / "imacum-2020-t4.txt"
ORO = RAIZ.parent / "shared" / "gold" / "imacum-2020-t4.metas.json"

TITULO = (
    "23 AYUNTAMIENTO DE PUERTO CLARO DE BAJA CALIFORNIA",
    "PROGRAMA OPERATIVO ANUAL 2021",
    "AVANCE FÍSICO PROGRAMÁTICO",
)
CABECERA = (
    "RAMO:\t60\tARTE",
    "PROGRAMA\t511\tGESTIÓN",
    "UNIDAD EJECUTORA\t101\tDIRECCIÓN",
    "LINEAS DE ACCION\t2.4.2\tUNA",
    "\t2.13.1\tOTRA",
    "FECHA: 31-dic.-21",
)
COLUMNAS = (
    "LINEA DE ACCIÓN P.M.D.\tDESCRIPCIÓN DE METAS Y ACCIONES\tUNIDAD DE MEDIDA\tMETA ANUAL AUTORIZADA\tPERIODO"
    "\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tACUMULADO RELATIVO\tOBSERVACIONES",
    "\t\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic\t\t\t\t",
    "\t\t\t\tP\tA\tP\tA\tP\tA\tP\tA\t\t\t",
)
PIE = (
    "ELABORÓ",
    "RESPONSABLE DE LA UNIDAD EJECUTORA",
    "BENITO JUÁREZ GARCÍA",
    "AUTORIZÓ",
    "RESPONSABLE DEL RAMO",
    "ROSARIO CASTELLANOS FIGUEROA",
)


def fila(
    descripcion: str,
    *,
    lineas: str = "2.4.2",
    medida: str = "Curso",
    anual: str = "4",
    trimestres: str = "1 1 1 1 1 1 1 1",
    absoluto: str = "4",
    relativo: str = "100%",
    observacion: str = "",
) -> str:
    """A table row of 15 cells; ``_`` in ``trimestres`` is a blank cell."""
    celdas = ["" if t == "_" else t for t in trimestres.split()]
    return "\t".join((lineas, descripcion, medida, anual, *celdas, absoluto, relativo, observacion))


def informe(*filas: str, cabecera: Sequence[str] = CABECERA, columnas: Sequence[str] = COLUMNAS) -> str:
    """A whole form around some rows."""
    return "\n".join((*TITULO, "", *cabecera, "", *columnas, *filas, "", *PIE, ""))


def leer(texto: str, nombre: str = "reporte.txt") -> Documento:
    """Read a report's text."""
    return leer_documento(nombre, texto.encode())


def leer_dato(nombre: str) -> Documento:
    """Read one of the reports in tests/data."""
    return leer_documento(nombre, (DATOS / nombre).read_bytes())


def _flotante(valor: Decimal | None) -> float | None:
    return None if valor is None else float(valor)


def como_oro(m: Meta) -> dict[str, Any]:
    """What a meta says, in the words of the gold files."""
    return {
        "descripcion": m.descripcion,
        "unidad_medida": m.unidad_medida,
        "meta_anual": _flotante(m.meta_anual),
        "programado": {t: _flotante(v) for t, v in m.programado.items()},
        "alcanzado": {t: _flotante(v) for t, v in m.alcanzado.items()},
        "avance_absoluto": _flotante(m.avance_absoluto),
        "avance_impreso": m.avance_impreso,
        "lineas": [x.codigo for x in m.lineas],
        "observacion": m.observacion,
    }
