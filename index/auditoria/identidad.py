"""Who a goal or a form is: its numbers, its lines of action, its cut date, its branch and programme."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from index.auditoria.registro import de_cabecera, hallazgo, regla
from index.poa import Hallazgo, Informe, Meta


@regla
def linea_no_declarada(informe: Informe) -> Iterator[Hallazgo]:
    """A line of action that the form's own header does not list."""
    if not informe.lineas:
        return
    for m in informe.metas:
        ajenas = [x.impresa for x in m.lineas if not x.resuelta]
        if ajenas:
            plural = len(ajenas) > 1
            yield hallazgo(
                "linea_no_declarada",
                "warning",
                m,
                "linea",
                ", ".join(ajenas),
                "",
                f"La meta {m.numero} se liga a {'las líneas' if plural else 'la línea'} de acción {', '.join(ajenas)}, que el "
                "encabezado del formato no declara.",
                "linea",
            )


@regla
def numero_repetido(informe: Informe) -> Iterator[Hallazgo]:
    """Two metas of one form with the same number."""
    veces = Counter(m.numero for m in informe.metas)
    for numero in (n for n, v in veces.items() if v > 1):
        m = next(x for x in informe.metas if x.numero == numero)
        yield hallazgo(
            "numero_repetido",
            "warning",
            m,
            "descripcion",
            numero,
            "",
            f"El número de meta {numero} aparece {veces[numero]} veces en el formato de la unidad {informe.unidad}.",
            "descripcion",
        )


@regla
def numero_deducido(informe: Informe) -> Iterator[Hallazgo]:
    """A form that prints no numbers: its goals are told apart by their place."""
    suyas = [m for m in informe.metas if "deducida.numero" in m.celdas]
    if suyas:
        yield Hallazgo(
            "numero_deducido",
            "notice",
            None,
            "numero",
            "",
            "",
            f"El formato de la unidad {informe.unidad} no numera sus metas; se identifican por su lugar en él, de la "
            f"{suyas[0].numero} a la {suyas[-1].numero}.",
            tuple((m.numero, "descripcion") for m in (suyas[0], suyas[-1])[: len(suyas)]),
        )


@regla
def numero_faltante(informe: Informe) -> Iterator[Hallazgo]:
    """A gap in the numbering of the actions of a goal, unless its row was set aside."""
    hijos: dict[str, dict[int, Meta]] = defaultdict(dict)
    for m in informe.metas:
        final = m.numero.rpartition(".")[2]
        if m.padre is not None and final.isdigit():
            hijos[m.padre].setdefault(int(final), m)
    apartados = " ".join(a.motivo for a in informe.apartados)
    for padre, propios in hijos.items():
        for n in range(1, max(propios)):
            numero = f"{padre}.{n}"
            if n in propios or re.search(rf"\bla meta {re.escape(numero)}(?![\d.]*\d)", apartados):
                continue
            vecinas = [propios[x] for x in (n - 1, n + 1) if x in propios] or [propios[max(propios)]]
            yield Hallazgo(
                "numero_faltante",
                "notice",
                None,
                "descripcion",
                "",
                numero,
                f"La numeración de la meta {padre} salta la {numero}, que el formato no trae.",
                tuple((v.numero, "descripcion") for v in vecinas),
            )


@regla
def corte_de_otro_ejercicio(informe: Informe) -> Iterator[Hallazgo]:
    """The cut date is in another year than the programme."""
    if informe.corte.year != informe.ejercicio:
        yield Hallazgo(
            "corte_de_otro_ejercicio",
            "notice",
            None,
            "corte",
            f"{informe.corte:%d/%m/%Y}",
            str(informe.ejercicio),
            f"El formato de la unidad {informe.unidad} es del ejercicio {informe.ejercicio} y su corte es del "
            f"{informe.corte:%d/%m/%Y}.",
            de_cabecera(informe, "corte", "ejercicio"),
        )


@regla
def identidad_incompleta(informe: Informe) -> Iterator[Hallazgo]:
    """The header prints no ramo or no programa."""
    faltan = [c for c in ("ramo", "programa") if not getattr(informe, c)]
    if faltan:
        yield Hallazgo(
            "identidad_incompleta",
            "notice",
            None,
            faltan[0],
            "",
            "",
            f"El encabezado de la unidad {informe.unidad} no dice {' ni '.join(faltan)}.",
            de_cabecera(informe, "unidad"),
        )
