"""What of a form was told by its contents: columns whose heading does not say what they are, a unit under words of its own."""

from __future__ import annotations

from collections.abc import Iterator

from index import siglas
from index.auditoria.registro import de_cabecera, regla
from index.poa import Hallazgo, Informe

_DEDUCIDA = "deducida."
#: What a column was taken for, and what its cells did in most goals.
_POR_QUE = {
    "avance_absoluto": ("el avance absoluto", "sus cifras son la suma de lo alcanzado"),
    "meta_anual": ("la meta anual", "sus cifras son la suma de lo programado"),
    "avance_relativo": ("el porcentaje de avance", "sus cifras son el avance entre la meta anual"),
    "programado": ("lo programado", "así cuadran sus sumas"),
    "alcanzado": ("lo alcanzado", "así cuadran sus sumas"),
    "numero": ("el número de la meta", "sus celdas van de uno en uno"),
    "descripcion": ("la descripción de la meta", "sus celdas son textos distintos en cada una"),
    "unidad_medida": ("la unidad de medida", "sus palabras están en la descripción"),
    "anual": ("el total de cada renglón", "sus cifras son la suma de sus periodos"),
}

_NOMBRES = {"municipio": "el municipio", "ejercicio": "el ejercicio", "unidad": "la unidad ejecutora", "corte": "el corte"}


@regla
def unidad_deducida(informe: Informe) -> Iterator[Hallazgo]:
    """The unit stands beside a label that is not known."""
    celda = informe.celdas.get(f"{_DEDUCIDA}unidad")
    if celda is not None:
        yield Hallazgo(
            "unidad_deducida",
            "notice",
            None,
            "unidad",
            celda.literal,
            "",
            f"El rótulo «{celda.literal}» no se conoce; se tomó como el de la unidad ejecutora por lo que dice o lo que le "
            "sigue.",
            ((None, f"{_DEDUCIDA}unidad"),),
        )


@regla
def clave_en_el_nombre(informe: Informe) -> Iterator[Hallazgo]:
    """Letters of the unit's name may be its code."""
    letras = siglas.en_duda(informe.unidad, informe.unidad_nombre)
    if letras is not None and "unidad" not in informe.indicados:
        yield Hallazgo(
            "clave_en_el_nombre",
            "notice",
            None,
            "unidad",
            informe.unidad_nombre,
            letras,
            f"«{letras}» puede ser la clave de la unidad o parte de su nombre, y el archivo no lo dice; se dejó en el nombre: "
            f"«{informe.unidad_nombre}».",
            de_cabecera(informe, "unidad"),
        )


@regla
def indicado_al_cargar(informe: Informe) -> Iterator[Hallazgo]:
    """What whoever loaded the file said of it, for it does not print it."""
    valores = {"municipio": informe.municipio, "ejercicio": str(informe.ejercicio), "unidad": informe.unidad,
               "corte": f"{informe.corte:%d/%m/%Y}"}  # fmt: skip
    for campo in informe.indicados:
        yield Hallazgo(
            "indicado_al_cargar",
            "notice",
            None,
            campo,
            "",
            valores[campo],
            f"El archivo no imprime {_NOMBRES[campo]}; «{valores[campo]}» se indicó al cargarlo.",
            de_cabecera(informe, *(c for c in ("unidad", "municipio", "corte", "ejercicio") if c not in informe.indicados)),
        )


@regla
def columna_deducida(informe: Informe) -> Iterator[Hallazgo]:
    """A column that was read by what its cells hold, for its heading does not say what it is."""
    for clave, celda in informe.celdas.items():
        if clave.startswith(_DEDUCIDA) and (campo := clave.removeprefix(_DEDUCIDA)) in _POR_QUE:
            nombre, porque = _POR_QUE[campo]
            yield Hallazgo(
                "columna_deducida",
                "notice",
                None,
                campo,
                celda.literal,
                "",
                f"El encabezado «{celda.literal}» no dice qué es esa columna; se tomó como {nombre} porque {porque} "
                "en casi todas las metas.",
                ((None, clave),),
            )
