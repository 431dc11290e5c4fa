"""How a form's table is arranged: which columns it has, under which words, in one to three heading rows.

A layout is a list of ``Columna``. Its ``ruta`` is what stands over it from top to bottom; neighbours that share the
top of their route are merged there, and a short route is merged down to the last heading row. Every format writes the
same ``Tabla`` (a grid whose covered places are None), so that layouts and formats multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bench.reportes.modelo import Forma, Meta, imprimir, valor

Tipo = Literal["texto", "cifra", "porcentaje"]
TRIMESTRES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Celda:
    """A cell of the grid. ``formula`` names what a workbook may compute here instead of holding it."""

    texto: str
    tipo: Tipo = "texto"
    columnas: int = 1
    filas: int = 1
    formula: str | None = None


Fila = tuple[Celda | None, ...]


@dataclass(frozen=True, slots=True)
class Tabla:
    """A heading and rows of one width. ``claves`` are the fields of the columns (``p1`` … ``a4``, ``anual`` …),
    ``anchos`` their relative widths."""

    encabezado: tuple[Fila, ...]
    filas: tuple[Fila, ...]
    claves: tuple[str, ...]
    anchos: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Columna:
    """A column: what stands over it, and the text that a meta (in a quarter, where rows are quarters) has in it."""

    clave: str
    ruta: tuple[str, ...]
    texto: Callable[[Meta, int], str | None]
    tipo: Tipo = "cifra"
    ancho: float = 1.0
    trimestral: bool = False


@dataclass(frozen=True, slots=True)
class Palabras:
    """The words of one house for the parts of a table."""

    linea: str = "LÍNEA DE ACCIÓN P.M.D."
    numero: str = "No."
    descripcion: str = "DESCRIPCIÓN DE METAS Y ACCIONES (Subprograma y Proyecto)"
    unidad: str = "UNIDAD DE MEDIDA"
    anual: str = "META ANUAL AUTORIZADA"
    periodo: str = "PERIODO"
    trimestres: tuple[str, str, str, str] = ("Ene-Mar", "Abr-Jun", "Jul-Sep", "Oct-Dic")
    p: str = "P"
    a: str = "A"
    programado: str = "PROGRAMADO"
    alcanzado: str = "ALCANZADO"
    absoluto: str = "AVANCE ABSOLUTO"
    relativo: str = "ACUMULADO RELATIVO"
    observacion: str = "OBSERVACIONES"


CASAS: dict[str, Palabras] = {
    "municipal": Palabras(),
    "realizado": Palabras(
        linea="Línea de acción", descripcion="Descripción de la meta", unidad="Unidad de medida", anual="Meta anual",
        periodo="CALENDARIO TRIMESTRAL", p="Programado", a="Realizado", programado="Programado", alcanzado="Realizado",
        trimestres=("1er Trimestre", "2do Trimestre", "3er Trimestre", "4to Trimestre"),
        absoluto="Total realizado", relativo="% de avance", observacion="Justificación",
    ),
    "resultado": Palabras(
        linea="Alineación PMD", descripcion="Acción / Actividad", unidad="U. de M.", anual="Programado anual",
        periodo="Avance por trimestre", p="Meta programada", a="Resultado", programado="Meta programada",
        alcanzado="Resultado", trimestres=("I Trimestre", "II Trimestre", "III Trimestre", "IV Trimestre"),
        absoluto="Avance acumulado", relativo="% Cumplimiento", observacion="Justificación por variación",
    ),
    "ejecutado": Palabras(
        linea="LÍNEA PMD", descripcion="ACTIVIDAD", unidad="UNIDAD DE MEDIDA", anual="CANTIDAD ANUAL",
        periodo="SEGUIMIENTO TRIMESTRAL", p="PROG.", a="EJEC.", programado="PLANEADO", alcanzado="EJECUTADO",
        trimestres=("T1", "T2", "T3", "T4"), absoluto="TOTAL EJECUTADO", relativo="% CUMP.",
        observacion="EXPLICACIÓN DEL AVANCE",
    ),
}  # fmt: skip


# --- columns --------------------------------------------------------------------------------------------------------


def _linea(c: Palabras) -> Columna:
    return Columna("linea", (c.linea,), lambda m, t: ", ".join(m.lineas), "texto", 1.6)


def _descripcion(c: Palabras, estilo: str) -> Columna:
    return Columna("descripcion", (c.descripcion,), lambda m, t: estilo.format(m.numero) + m.descripcion, "texto", 6.0)


def _numero_y_descripcion(c: Palabras) -> list[Columna]:
    return [
        Columna("numero", (c.numero,), lambda m, t: m.numero, "texto", 0.9),
        Columna("descripcion", (c.descripcion,), lambda m, t: m.descripcion, "texto", 6.0),
    ]


def _unidad(c: Palabras) -> Columna:
    return Columna("unidad_medida", (c.unidad,), lambda m, t: m.unidad_medida, "texto", 2.0)


def _anual(c: Palabras) -> Columna:
    return Columna("anual", (c.anual,), lambda m, t: m.anual, "cifra", 1.5)


def _p(t: int, ruta: tuple[str, ...], ancho: float = 1.1) -> Columna:
    return Columna(f"p{t + 1}", ruta, lambda m, _: m.p[t], "cifra", ancho)


def _a(t: int, ruta: tuple[str, ...], ancho: float = 1.1) -> Columna:
    return Columna(f"a{t + 1}", ruta, lambda m, _: m.a[t], "cifra", ancho)


def _totales(c: Palabras) -> list[Columna]:
    return [
        Columna("absoluto", (c.absoluto,), lambda m, t: m.absoluto, "cifra", 1.5),
        Columna("porcentaje", (c.relativo,), lambda m, t: m.porcentaje, "porcentaje", 1.5),
    ]


def _observacion(c: Palabras) -> Columna:
    return Columna("observacion", (c.observacion,), lambda m, t: m.observacion, "texto", 4.5)


def _pares(c: Palabras, encima: tuple[str, ...] = ()) -> list[Columna]:
    """P A P A P A P A."""
    return [x for t in TRIMESTRES for x in (_p(t, (*encima, c.trimestres[t], c.p)), _a(t, (*encima, c.trimestres[t], c.a)))]


def _comunes(c: Palabras, f: Forma) -> list[Columna]:
    return [_linea(c), _descripcion(c, f.estilo), _unidad(c), _anual(c)]


def pares(c: Palabras, f: Forma) -> list[Columna]:
    """Three heading rows: the period over the quarters over P and A."""
    return [*_comunes(c, f), *_pares(c, (c.periodo,)), *_totales(c), _observacion(c)]


def pares_dos(c: Palabras, f: Forma) -> list[Columna]:
    """Two heading rows: the quarters over P and A."""
    return [*_comunes(c, f), *_pares(c), *_totales(c), _observacion(c)]


def bloques(c: Palabras, f: Forma) -> list[Columna]:
    """PPPP AAAA: the measure over the quarters."""
    p = [_p(t, (c.programado, c.trimestres[t])) for t in TRIMESTRES]
    a = [_a(t, (c.alcanzado, c.trimestres[t])) for t in TRIMESTRES]
    return [*_comunes(c, f), *p, *a, *_totales(c), _observacion(c)]


def una_fila(c: Palabras, f: Forma) -> list[Columna]:
    """One heading row: quarter, measure and year in one label."""
    cifras = [
        x for t in TRIMESTRES for x in (
            _p(t, (f"T{t + 1}. {c.programado} {f.ejercicio}",), 1.5), _a(t, (f"T{t + 1}. {c.alcanzado} {f.ejercicio}",), 1.5)
        )
    ]  # fmt: skip
    return [*_numero_y_descripcion(c), _unidad(c), _anual(c), *cifras, *_totales(c), _observacion(c), _linea(c)]


def numerada(c: Palabras, f: Forma) -> list[Columna]:
    """The number in its own column, the unit of measure before it, the percentage before the absolute."""
    return [*_numero_y_descripcion(c), _linea(c), _unidad(c), _anual(c), *_pares(c), *_totales(c)[::-1], _observacion(c)]


def ajenas(c: Palabras, f: Forma) -> list[Columna]:
    """Columns that nothing is read from stand between the others."""
    tipo = Columna("", ("TIPO",), lambda m, t: "Principal" if "." not in m.numero else "Acción", "texto", 1.3)
    dinero = Columna("", ("PRESUPUESTO EJERCIDO",), lambda m, t: f"${1250 + 375 * len(m.descripcion):,}.00", "texto", 2.0)
    quien = Columna("", ("RESPONSABLE",), lambda m, t: "Enlace de planeación", "texto", 1.8)
    base = _comunes(c, f)
    return [*base[:2], tipo, *base[2:], *_pares(c), *_totales(c), dinero, quien, _observacion(c)]


def sin_opcionales(c: Palabras, f: Forma) -> list[Columna]:
    """Neither lines of action nor totals nor observations."""
    return [_descripcion(c, f.estilo), _unidad(c), _anual(c), *_pares(c)]


def renglones(c: Palabras, f: Forma) -> list[Columna]:
    """Quarters as rows: a meta's own cells are merged down its four rows."""
    return [
        _linea(c), _descripcion(c, f.estilo), _unidad(c), _anual(c),
        Columna("", ("TRIMESTRE",), lambda m, t: c.trimestres[t], "texto", 1.6, True),
        Columna("p", (c.programado,), lambda m, t: m.p[t], "cifra", 1.5, True),
        Columna("a", (c.alcanzado,), lambda m, t: m.a[t], "cifra", 1.5, True),
        *_totales(c), _observacion(c),
    ]  # fmt: skip


_MESES = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC")


def del_mes(trimestral: str | None, cual: int) -> str | None:
    """What a month of a quarter prints, so that the three add up to the quarter's figure."""
    cifra = valor(trimestral)
    if cifra is None:
        return None
    tercio = cifra // 3 if cifra == cifra.to_integral_value() else Decimal(0)
    return imprimir(float(tercio if cual < 2 else cifra - 2 * tercio), False)


def meses(c: Palabras, f: Forma) -> list[Columna]:
    """Twelve months, each with its two figures."""

    def de(lado: str, i: int) -> Callable[[Meta, int], str | None]:
        return lambda m, _: del_mes((m.p if lado == "p" else m.a)[i // 3], i % 3)

    cifras = [
        Columna(f"{lado}m{i + 1}", (_MESES[i], palabra), de(lado, i), "cifra", 0.8)
        for i in range(12) for lado, palabra in (("p", c.p), ("a", c.a))
    ]  # fmt: skip
    return [*_comunes(c, f), *cifras, *_totales(c), _observacion(c)]


def _acumulado(m: Meta, hasta: int) -> str | None:
    cifras = [valor(x) for x in m.p[: hasta + 1]]
    dichas = [x for x in cifras if x is not None]
    return imprimir(float(sum(dichas)), True) if dichas else None


def periodo(c: Palabras, f: Forma) -> list[Columna]:
    """The quarter of the cut, and what has accumulated up to it."""
    t = (f.corte.month - 1) // 3
    return [
        *_comunes(c, f), _p(t, (c.trimestres[t], c.programado)), _a(t, (c.trimestres[t], c.alcanzado)),
        Columna("", ("ACUMULADO", c.programado), lambda m, _: _acumulado(m, t), "cifra", 1.5),
        Columna("absoluto", ("ACUMULADO", c.alcanzado), lambda m, _: m.absoluto, "cifra", 1.5),
        Columna("porcentaje", ("ACUMULADO", "%"), lambda m, _: m.porcentaje, "porcentaje", 1.5), _observacion(c),
    ]  # fmt: skip


Constructor = Callable[[Palabras, Forma], list[Columna]]


@dataclass(frozen=True, slots=True)
class Disposicion:
    """A layout in the words of one house."""

    nombre: str
    columnas: Constructor
    casa: str = "municipal"

    def tabla(self, forma: Forma) -> Tabla:
        """The grid of a form."""
        return _tabla(self.columnas(CASAS[self.casa], forma), forma)

    def expresa(self, forma: Forma) -> frozenset[str]:
        """The fields that the layout has a place for: ``p1`` … ``a4``, ``anual``, ``absoluto``, ``porcentaje``,
        ``observacion``, ``linea`` and so on."""
        claves = {c.clave for c in self.columnas(CASAS[self.casa], forma)}
        todos = frozenset(f"{lado}{t + 1}" for lado in "pa" for t in TRIMESTRES)
        return frozenset(claves) | (todos if {"p", "pm1"} & claves else frozenset())


DISPOSICIONES: dict[str, Disposicion] = {
    d.nombre: d
    for d in (
        Disposicion("pares", pares),
        Disposicion("pares-realizado", pares_dos, "realizado"),
        Disposicion("pares-resultado", pares, "resultado"),
        Disposicion("bloques", bloques),
        Disposicion("bloques-ejecutado", bloques, "ejecutado"),
        Disposicion("una-fila", una_fila, "ejecutado"),
        Disposicion("numerada", numerada, "realizado"),
        Disposicion("ajenas", ajenas),
        Disposicion("sin-opcionales", sin_opcionales, "realizado"),
        Disposicion("renglones", renglones, "realizado"),
        Disposicion("meses", meses),
        Disposicion("periodo", periodo, "realizado"),
    )
}


# --- the grid -------------------------------------------------------------------------------------------------------


def _tabla(columnas: Sequence[Columna], forma: Forma) -> Tabla:
    veces = 4 if any(c.trimestral for c in columnas) else 1
    filas = tuple(_fila(columnas, m, t, veces) for m in forma.metas for t in range(veces))
    return Tabla(_encabezado(columnas), filas, tuple(c.clave for c in columnas), tuple(c.ancho for c in columnas))


def _fila(columnas: Sequence[Columna], meta: Meta, t: int, veces: int) -> Fila:
    celdas: list[Celda | None] = []
    for c in columnas:
        if veces > 1 and not c.trimestral and t:
            celdas.append(None)
            continue
        formula = c.clave if c.clave in ("absoluto", "porcentaje") else None
        filas = veces if veces > 1 and not c.trimestral else 1
        celdas.append(Celda(c.texto(meta, t) or "", c.tipo, filas=filas, formula=formula))
    return tuple(celdas)


def _encabezado(columnas: Sequence[Columna]) -> tuple[Fila, ...]:
    alto = max(len(c.ruta) for c in columnas)
    filas: list[list[Celda | None]] = [[None] * len(columnas) for _ in range(alto)]
    for i, c in enumerate(columnas):
        for nivel, texto in enumerate(c.ruta):
            previa = columnas[i - 1].ruta if i else ()
            if nivel < len(c.ruta) - 1 and previa[: nivel + 1] == c.ruta[: nivel + 1] and len(previa) > nivel + 1:
                continue
            ancho = 1
            while (
                nivel < len(c.ruta) - 1
                and i + ancho < len(columnas)
                and (columnas[i + ancho].ruta[: nivel + 1] == c.ruta[: nivel + 1])
            ):
                ancho += 1
            ultimo = nivel == len(c.ruta) - 1
            filas[nivel][i] = Celda(texto, columnas=ancho, filas=alto - nivel if ultimo else 1)
    return tuple(tuple(f) for f in filas)


def aplanar(tabla: Tabla) -> Tabla:
    """The same table without merged cells: each text at its first place, the other places blank."""

    def llana(fila: Fila) -> Fila:
        return tuple(Celda("") if c is None else replace(c, columnas=1, filas=1) for c in fila)

    return replace(tabla, encabezado=tuple(map(llana, tabla.encabezado)), filas=tuple(map(llana, tabla.filas)))
