"""The domain types of a POA progress report, as they are printed.

A report (``Informe``) is one "avance físico programático" form: the figures of one executing unit up to a
cut date (``corte``). Every value keeps the printed cell it came from (``Celda``), so that whatever is said
later can be traced to its place in the file. Nothing here computes: derived rules are in ``cumplimiento``.

Stdlib only. Quantities are ``Decimal`` in the meta's own unit of measure; ``None`` is "not reported", never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar, dataclass_transform

Trimestre = Literal["T1", "T2", "T3", "T4"]
#: What opens the key of a cell that is printed and could not be read.
ILEGIBLE = "ilegible."
TRIMESTRES: tuple[Trimestre, ...] = ("T1", "T2", "T3", "T4")

#: The longest key of an office, a programme or a ramo: where a form prints no code, its name is the key, cut here.
ANCHO_DE_CLAVE = 120

#: The closed list of causes (see docs/glosario.md).
Causa = Literal[
    "covid", "reprogramacion", "instruccion_superior", "presupuesto", "contratacion", "personal", "equipo", "clima",
    "veda_electoral", "calendario", "participacion", "demanda", "formato_digital", "captura", "otra",
]  # fmt: skip
#: What a cause explains: achieving less, achieving more, or neither.
Direccion = Literal["menos", "mas", "ninguna"]
Rol = Literal["elaboro", "reviso", "autorizo"]
Gravedad = Literal["error", "warning", "notice"]


_Clase = TypeVar("_Clase")


@dataclass_transform(frozen_default=True)
def de_celda(clase: type[_Clase]) -> type[_Clase]:
    """A record that every cell of a file has one of: frozen for whoever checks types, but not at run time, where to
    make a frozen one takes four times as long."""
    return dataclass(slots=True, unsafe_hash=True)(clase)


@de_celda
class Fuente:
    """A place in a document. Text: ``linea`` and ``columna`` (both 1-based, lines end at LF, column = cell).

    A sheet uses ``hoja`` and ``celda`` (A1); a PDF ``pagina`` and ``bbox`` (x0, y0, x1, y1 in points); a DOCX
    ``celda`` as ``t2r5c8``.
    """

    linea: int | None = None
    columna: int | None = None
    pagina: int | None = None
    hoja: str | None = None
    celda: str | None = None
    bbox: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        partes = [
            f"hoja «{self.hoja}»" if self.hoja else "",
            f"página {self.pagina}" if self.pagina else "",
            f"celda {self.celda}" if self.celda else "",
            f"renglón {self.linea}" if self.linea else "",
            f"columna {self.columna}" if self.columna else "",
        ]
        return ", ".join(p for p in partes if p)


@de_celda
class Celda:
    """One printed cell: its text exactly as printed (``literal``) and where it stands.

    ``confianza`` (0 … 1) is how sure an optical reading is of it; None where the file holds the text itself.
    """

    literal: str
    fuente: Fuente
    confianza: float | None = None


@dataclass(frozen=True, slots=True)
class LineaAccion:
    """A line of action of the Plan Municipal de Desarrollo, as a form's header declares it."""

    codigo: str
    nombre: str
    celda: Celda


@dataclass(frozen=True, slots=True)
class LineaDeMeta:
    """A line of action named in a meta's row. ``resuelta`` is False when the header does not list it."""

    codigo: str
    impresa: str
    resuelta: bool


@dataclass(frozen=True, slots=True)
class CausaHallada:
    """A cause found in an observation, with the words that carry it: ``texto[inicio:fin]``."""

    causa: Causa
    direccion: Direccion
    inicio: int
    fin: int
    palabras: str


@dataclass(frozen=True, slots=True)
class Firma:
    """Who elaborated, reviewed or authorised a form, as printed."""

    rol: Rol
    cargo: str
    nombre: str
    celda: Celda


@dataclass(frozen=True, slots=True)
class Meta:
    """One numbered goal. ``padre`` is None for a main goal (``8``) and its number for an action (``8.2`` → ``8``).

    ``celdas`` keys are field names: linea, descripcion, unidad_medida, meta_anual, programado.T1 … alcanzado.T4,
    avance_absoluto, avance_relativo, observacion; a blank cell has no entry. What goes on in another cell is
    ``observacion.2``. Where months are printed, each has its own (``alcanzado.ene`` …), and a quarter that is their sum
    has none. A figure that was modified keeps the original's cell (``programado_original.T1``, ``meta_anual_original``).
    A quarter's figure that a scan prints and nothing reads has the cell ``ilegible.alcanzado.T1`` and no value.
    """

    numero: str
    padre: str | None
    descripcion: str
    unidad_medida: str
    meta_anual: Decimal | None
    programado: Mapping[Trimestre, Decimal | None]
    alcanzado: Mapping[Trimestre, Decimal | None]
    avance_absoluto: Decimal | None
    avance_impreso: str | None
    lineas: tuple[LineaDeMeta, ...]
    observacion: str | None
    causas: tuple[CausaHallada, ...]
    celdas: Mapping[str, Celda]
    orden: int

    def ilegible(self, campo: str) -> bool:
        """Whether a field is printed and could not be read: it is neither blank nor known."""
        return ILEGIBLE + campo in self.celdas


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """A finding of the audit: what is printed, what was expected, and a sentence that explains it.

    ``citas`` are (meta number or None, field) pairs, resolved against the report's cells. ``citas_ajenas`` name cells of
    other reports, each by its key (``metas.clave_de_informe``): (report, meta number or None, field).
    """

    regla: str
    gravedad: Gravedad
    meta: str | None
    campo: str
    impreso: str
    esperado: str
    explicacion: str
    citas: tuple[tuple[str | None, str], ...] = ()
    citas_ajenas: tuple[tuple[str, str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Apartado:
    """Something that could not be read and was set aside: where, why, and what to do about it."""

    lugar: str
    motivo: str
    remedio: str
    unidad: str | None = None


@dataclass(frozen=True, slots=True)
class Informe:
    """One form. Its identity is (municipio, ejercicio, ramo, programa, unidad, corte).

    ``celdas`` keys: municipio, ejercicio, ramo, ramo_nombre, programa, programa_nombre, unidad, unidad_nombre,
    finalidad, finalidad_nombre, funcion, funcion_nombre, subfuncion, subfuncion_nombre, corte.
    """

    municipio: str
    ejercicio: int
    corte: date
    ramo: str
    ramo_nombre: str
    programa: str
    programa_nombre: str
    unidad: str
    unidad_nombre: str
    metas: tuple[Meta, ...]
    lineas: tuple[LineaAccion, ...] = ()
    firmas: tuple[Firma, ...] = ()
    celdas: Mapping[str, Celda] = field(default_factory=dict)
    apartados: tuple[Apartado, ...] = ()
    #: Fields that whoever loaded the file said, for it does not print them.
    indicados: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Documento:
    """A file read: its reports and what was set aside outside of any report."""

    nombre: str
    huella: str
    formato: str
    informes: tuple[Informe, ...]
    apartados: tuple[Apartado, ...] = ()


class ErrorDeLectura(Exception):
    """A file that can't be read as a POA report. ``str()`` is one line in Spanish with the remedy."""

    def __init__(self, motivo: str, remedio: str, lugar: str = "") -> None:
        super().__init__(f"{lugar + ': ' if lugar else ''}{motivo} {remedio}")
        self.motivo, self.remedio, self.lugar = motivo, remedio, lugar
