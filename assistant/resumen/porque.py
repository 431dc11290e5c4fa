"""Why goals were not met: the causes labelled in their observations, in numbers and in the report's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from assistant.estilo import concordar
from assistant.evidence import Conjunto, Fila
from assistant.plan import ConCausa, ConClase, ConObservacion, Filtro
from assistant.resumen.citas import citar, mas_clara
from assistant.resumen.piezas import Piezas, por_causa
from assistant.wording import lista
from index.poa import Causa, Trimestre

#: How many causes are told apart, and quotations given, in each length.
MAX_CAUSAS = {"linea": 1, "parrafo": 3, "pagina": 5}
MAX_CITAS = {"linea": 0, "parrafo": 1, "pagina": 2}


def causas_de(z: Piezas, filtros: Sequence[Filtro], trimestre: Trimestre | None = None) -> list[tuple[Causa, Conjunto]]:
    """The causes of some goals that fell short, each with its set, most frequent first."""
    presentes = {c["causa"] for f in z.c.filas for c in f.causas}
    halladas = [(k, z.c.conjunto(*filtros, ConCausa(causas=(k,)))) for k in get_args(Causa) if k in presentes]
    return sorted((x for x in halladas if x[1].count), key=lambda x: (x[0] == "otra", -x[1].count))


def decir_causas(z: Piezas, filtros: Sequence[Filtro], nombre: str, filas: Sequence[Fila]) -> None:
    """The causes of the rows, and the words that say the first ones best."""
    largo = z.c.peticion.largo
    halladas = causas_de(z, filtros)[: MAX_CAUSAS[largo]]
    if not halladas:
        return
    if len(filas) == 1 and nombre == "causas" and _una(z, filas[0], [k for k, _ in halladas]):
        return
    partes = []
    for i, (causa, suyas) in enumerate(halladas):
        metas = f" {concordar(suyas.count, 'meta', 'metas')}" if i == 0 else ""
        partes.append((causa, f"{z.b.cuenta(suyas)}{metas}"))
    z.decir(nombre, lista=por_causa(partes), m=z.marca(*(c for _, c in halladas)), concurren=_concurren(filas, [k for k, _ in halladas]))
    for causa, _ in halladas[: MAX_CITAS[largo]]:
        decir_cita(z, filas, causa)


def _una(z: Piezas, f: Fila, causas: Sequence[Causa]) -> bool:
    """A single goal's causes, with its words; False where none of these can be quoted."""
    cita = citar(f, causas) if z.c.peticion.largo != "linea" else None
    if cita is None:
        return False
    z.decir("causa_una", meta=z.meta(f, breve=not z.varias), lista=por_causa([(k, "") for k in causas]), cita=z.cita(cita))
    return True


def _concurren(filas: Sequence[Fila], causas: Sequence[str]) -> str:
    """That some goals have several of the causes told, where they do: their counts overlap."""
    varias = sum(len({c["causa"] for c in f.causas if c["direccion"] == "menos"} & set(causas)) > 1 for f in filas)
    return "" if not varias else "; en una meta concurre más de una causa" if varias == 1 else "; en algunas metas concurre más de una causa"


def decir_cita(z: Piezas, filas: Sequence[Fila], causa: str) -> None:
    """The clearest words for a cause among some rows, unless already quoted."""
    cita = mas_clara([f for f in filas if any(c["causa"] == causa and c["direccion"] == "menos" for c in f.causas)], (causa,))
    if cita is not None and cita.texto not in z.citadas:
        z.decir("cita", meta=z.meta(cita.fila, sujeto=True, breve=not z.varias), cita=z.cita(cita))


def decir_sin_observacion(z: Piezas, *filtros: Filtro) -> None:
    """Goals not met that give no reason."""
    filas = [f for f in z.c.filas if f.datos["incumplida"] and not f.observacion]
    if not filas or z.c.peticion.largo == "linea":
        return
    todas = z.c.conjunto(*filtros, ConObservacion(presente=False))
    if todas.count != len(filas):
        return
    if len(filas) == 1 and filas[0].valor("alcanzado") is not None:
        z.decir("sin_observacion_una", meta=z.meta(filas[0], breve=not z.varias), logro=z.logro(filas[0], pct=False))
    else:
        z.decir("sin_observacion", k=z.b.cuenta(todas), m=z.marca(todas))


def decir_reprogramacion(z: Piezas) -> None:
    """What the observations say was put off, with their words."""
    if z.c.peticion.largo == "linea":
        return
    todas = z.c.conjunto(ConCausa(causas=("reprogramacion",)))
    filas = [f for f in z.c.filas if any(c["causa"] == "reprogramacion" for c in f.causas)]
    if not todas.count:
        return
    citas = [c for f in filas if (c := citar(f, ("reprogramacion",))) is not None and c.texto not in z.citadas]
    campos = {"k": z.b.cuenta(todas), "metas": concordar(todas.count, "meta", "metas")}
    if citas and todas.count > 1:
        texto = f"; de {z.meta(citas[0].fila, sujeto=True, breve=not z.varias)} se lee: {z.cita(citas[0])}"
        z.decir("reprogramacion", **campos, m=z.marca(todas), cita=texto)
    elif citas:
        z.decir("reprogramacion", **campos, m=z.marca(todas), cita=f", {z.meta(citas[0].fila, breve=not z.varias)}: {z.cita(citas[0])}")
    elif todas.count <= 3:
        nombradas = lista([z.meta(f, breve=True) for f in filas])
        celdas = [z.b.celda(f, "avance_absoluto") or z.b.celda(f, "meta_anual") for f in filas]
        z.decir("reprogramacion", **campos, m=f", {nombradas}{z.b.marca(z.b.conjunto(todas), *celdas)}", cita="")
    else:
        z.decir("reprogramacion", **campos, m=z.marca(todas), cita="")


__all__ = ["ConClase", "causas_de", "decir_causas", "decir_cita", "decir_reprogramacion", "decir_sin_observacion"]
