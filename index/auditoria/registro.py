"""The rules' registry, and what every rule is made of: a finding on a meta, its cells, its sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from index import al_corte
from index.cifras import escribir
from index.periodos import MESES_DE
from index.poa import ILEGIBLE, TRIMESTRES, Gravedad, Hallazgo, Informe, Meta, Trimestre

Regla = Callable[[Informe], Iterator[Hallazgo]]
ReglaCruzada = Callable[[Sequence[Informe]], Iterator[tuple[int, Hallazgo]]]

REGLAS: dict[str, Regla] = {}
REGLAS_CRUZADAS: dict[str, ReglaCruzada] = {}

#: The rules that compare printed figures with figures computed from printed ones.
ARITMETICAS: frozenset[str] = frozenset({"absoluto_no_es_suma", "programado_no_es_anual", "porcentaje_no_cuadra"})

NOMBRES: dict[Trimestre, str] = {
    "T1": "primer trimestre", "T2": "segundo trimestre", "T3": "tercer trimestre", "T4": "cuarto trimestre",
}  # fmt: skip


def regla(funcion: Regla) -> Regla:
    """Register a rule over one report under its function's name."""
    REGLAS[funcion.__name__] = funcion
    return funcion


def regla_cruzada(funcion: ReglaCruzada) -> ReglaCruzada:
    """Register a rule over the reports of one document; it yields (index of the report, finding)."""
    REGLAS_CRUZADAS[funcion.__name__] = funcion
    return funcion


def hallazgo(
    nombre: str,
    gravedad: Gravedad,
    m: Meta,
    campo: str,
    impreso: str,
    esperado: str,
    explicacion: str,
    *citados: str,
    cabecera: tuple[str, ...] = (),
) -> Hallazgo:
    """A finding on a meta; only the cells that are printed are cited, and those of a quarter's months where it has none."""
    citas: list[tuple[str | None, str]] = [(m.numero, impreso_) for c in citados for impreso_ in _impresas(m, c)]
    citas += [(None, c) for c in cabecera]
    if not citas:
        citas = [(m.numero, "descripcion")]
    return Hallazgo(nombre, gravedad, m.numero, campo, impreso, esperado, explicacion, tuple(citas))


def de_cabecera(informe: Informe, *campos: str) -> tuple[tuple[str | None, str], ...]:
    return tuple((None, c) for c in campos if c in informe.celdas)


def campos(m: Meta, cual: str) -> tuple[str, ...]:
    """The printed cells of a goal's quarters: each quarter's own, else those of its months."""
    return tuple(campo for t in TRIMESTRES for campo in _impresas(m, f"{cual}.{t}"))


def _impresas(m: Meta, campo: str) -> tuple[str, ...]:
    """The printed cells of a field."""
    if campo in m.celdas:
        return (campo,)
    cual, _, parte = campo.partition(".")
    meses = MESES_DE[parte] if parte in TRIMESTRES else ()
    return tuple(f"{cual}.{mes}" for mes in meses if f"{cual}.{mes}" in m.celdas)


def reporta(m: Meta, t: Trimestre) -> bool:
    return m.programado[t] is not None or m.alcanzado[t] is not None


def sin_ilegibles(m: Meta) -> bool:
    """Whether all of a goal's figures could be read."""
    return not any(campo.startswith(ILEGIBLE) for campo in m.celdas)


def se_suma(m: Meta) -> bool:
    """Whether a goal's quarters add up: not those of a rate or a coverage, nor where one could not be read."""
    return sin_ilegibles(m) and al_corte.es_flujo(m)


def derivado(m: Meta) -> Decimal | None:
    return al_corte.derivado(m)


def sumados(valores: Sequence[Decimal]) -> str:
    return " + ".join(escribir(v) for v in valores)
