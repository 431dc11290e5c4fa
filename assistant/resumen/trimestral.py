"""The summary of one quarter: programmed against achieved, what stands out, why."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.estilo import contraer, enumerar
from assistant.evidence import Fila
from assistant.plan import ConTrimestre, Umbral
from assistant.resumen.frases import ORDINALES
from assistant.resumen.piezas import Piezas
from assistant.resumen.porque import decir_causas
from assistant.wording import fecha
from index.poa import Trimestre


def resumen_trimestral(z: Piezas, t: Trimestre) -> None:
    """All the sentences of a quarter."""
    if t not in z.c.cerrados:
        _abierto(z, t)
        return
    largo = z.c.peticion.largo
    programadas = z.c.conjunto(Umbral(metrica="programado", comparador="gt", valor=0), trimestre=t)
    if not _apertura(z, t) or largo == "linea" or not programadas.count:
        return
    filas = [f for f in z.c.filas if (f.valor("programado", (t,)) or 0) > 0]
    if largo == "pagina":
        z.aparte()
    _rebasadas(z, t, filas)
    _cortas(z, t, filas)
    cortas = [f for f in filas if _corta(f, t)]
    decir_causas(z, (ConTrimestre(trimestres=(t,), clase="corto"),), "causas_trimestre", cortas)


def _abierto(z: Piezas, t: Trimestre) -> None:
    f = max(z.c.filas, key=lambda f: f.datos["corte"])
    n = z.b.encabezado(f.documento, f.encabezado.get("corte"), "corte", f.datos["unidad"])
    m = z.b.marca(n) if n is not None else z.marca(z.c.conjunto())
    z.decir("trimestre_abierto", corte=fecha(f.datos["corte"]), m=m, trimestre=ORDINALES[t], ano=f.datos["ejercicio"])


def _apertura(z: Piezas, t: Trimestre) -> bool:
    sujeto, citas = z.sujeto()
    todas = z.c.conjunto()
    programadas = z.c.conjunto(Umbral(metrica="programado", comparador="gt", valor=0), trimestre=t)
    if not programadas.count:
        m = z.b.marca(*citas, z.b.conjunto(programadas), z.b.conjunto(todas))
        z.decir("trimestre_vacio", cuando=z.cuando(), n=z.b.cuenta(todas), de_sujeto=contraer("de", sujeto), pct=z.proporcion(programadas, todas), m=m)
        return False
    hechas = z.c.conjunto(ConTrimestre(trimestres=(t,), clase="cumplido"))
    m = z.b.marca(*citas, z.b.conjunto(hechas), z.b.conjunto(programadas))
    campos = {"cuando": z.cuando(), "sujeto": sujeto, "n": z.b.cuenta(programadas), "pct": z.proporcion(hechas, programadas), "m": m}
    if not hechas.count:
        z.decir("trimestre_nada", **campos)
    elif hechas.count == programadas.count:
        z.decir("trimestre_todo", **campos)
    else:
        z.decir("trimestre", c=z.b.cuenta(hechas), **campos)
    return True


def _rebasadas(z: Piezas, t: Trimestre, filas: Sequence[Fila]) -> None:
    altas = sorted((f for f in filas if (f.valor("alcanzado", (t,)) or 0) > (f.valor("programado", (t,)) or 0)), key=lambda f: -(f.valor("avance", (t,)) or 0))
    if not altas:
        return
    if len(altas) == 1:
        z.decir("rebasada_una", meta=z.meta(altas[0], sujeto=True), logro=z.logro(altas[0], t))
        return
    todas = z.c.conjunto(Umbral(metrica="programado", comparador="gt", valor=0), ConTrimestre(trimestres=(t,), clase="rebasado"), trimestre=t)
    z.decir("rebasadas", Cuantas=z.cuantas(todas), m=z.marca(todas), meta=z.meta(altas[0]), logro=z.logro(altas[0], t))
    if z.c.peticion.largo == "pagina":
        siguen = altas[1:3]
        dichas = enumerar([f"{z.meta(f)}, con {z.logro(f, t)}" for f in siguen])
        z.decir("le_siguen", siguen="sigue" if len(siguen) == 1 else "siguen", lista=dichas)


def _cortas(z: Piezas, t: Trimestre, filas: Sequence[Fila]) -> None:
    cortas = sorted((f for f in filas if _corta(f, t)), key=lambda f: (f.valor("avance", (t,)) or 0, f.datos["orden"]))
    if not cortas:
        return
    if len(cortas) == 1:
        z.decir("corto_una", meta=z.meta(cortas[0], sujeto=True), logro=z.logro(cortas[0], t))
        return
    todas = z.c.conjunto(ConTrimestre(trimestres=(t,), clase="corto"))
    z.decir("corto_menor", k=z.b.cuenta(todas), m=z.marca(todas), meta=z.meta(cortas[0]), logro=z.logro(cortas[0], t))
    if z.c.peticion.largo == "pagina":
        siguen = cortas[1:3]
        dichas = enumerar([f"{z.meta(f)}, con {z.logro(f, t)}" for f in siguen])
        z.decir("le_siguen", siguen="sigue" if len(siguen) == 1 else "siguen", lista=dichas)


def _corta(f: Fila, t: Trimestre) -> bool:
    p, a = f.valor("programado", (t,)), f.valor("alcanzado", (t,))
    return bool(p) and (a is None or a < (p or 0))
