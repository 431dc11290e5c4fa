"""The summary of one cause: which goals it kept from being met, where, and by how much they fell short."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.estilo import concordar, contraer, enumerar
from assistant.evidence import Fila
from assistant.plan import ConCausa, ConClase, En
from assistant.resumen.anual import MAX_NOMBRADAS
from assistant.resumen.frases import CAUSAS
from assistant.resumen.piezas import Piezas
from assistant.resumen.porque import decir_cita
from assistant.wording import cifra, lista
from index.poa import Causa

#: How many goals are told one by one in each length.
MAX_METAS = {"linea": 0, "parrafo": 2, "pagina": 3}
#: How many units are told one by one.
MAX_UNIDADES = 5


def resumen_causal(z: Piezas, causa: Causa) -> None:
    """All the sentences of a cause."""
    c, largo = ConCausa(causas=(causa,)), z.c.peticion.largo
    no, todas_no = z.c.conjunto(ConClase(clases=("no_cumplidas",)), c), z.c.conjunto(ConClase(clases=("no_cumplidas",)))
    altas = z.c.conjunto(ConClase(clases=("rebasada",)), c)
    sujeto, citas = z.sujeto()
    comunes = {"cuando": z.cuando(), "sujeto": sujeto, "de_sujeto": contraer("de", sujeto), "causa": CAUSAS[causa]}
    if no.count:
        m = z.b.marca(*citas, z.b.conjunto(no), z.b.conjunto(todas_no))
        pct, k, n = z.proporcion(no, todas_no), z.b.cuenta(no), z.b.cuenta(todas_no)
        verbo, metas = concordar(no.count, "cumplió", "cumplieron"), concordar(no.count, "meta", "metas")
        nombre = "causa_no" if no.count < todas_no.count else "causa_no_todas"
        z.decir(nombre, **comunes, a_causa=contraer("a", CAUSAS[causa]), cumplieron=verbo, k=k, metas=metas, n=n, pct=pct, m=m)
    elif altas.count:
        _rebasadas(z, "causa_si", altas.count, m=z.b.marca(*citas, z.b.conjunto(altas)), k=z.b.cuenta(altas), a_causa=contraer("a", CAUSAS[causa]), **comunes)
    else:
        _mencionada(z, c, citas, comunes)
    filas = [f for f in z.c.filas if f.datos["incumplida"] and _con(f, causa, "menos")]
    if largo != "linea" and filas:
        _por_unidad(z, c)
        _nulas(z, c, filas)
        _faltantes(z, filas)
        decir_cita(z, filas, causa)
    if no.count and altas.count and largo != "linea":
        _rebasadas(z, "causa_tambien", altas.count, k=z.b.cuenta(altas), m=z.marca(altas))


def _con(f: Fila, causa: Causa, direccion: str) -> bool:
    return any(c["causa"] == causa and c["direccion"] == direccion for c in f.causas)


def _rebasadas(z: Piezas, nombre: str, n: int, **campos: object) -> None:
    z.decir(nombre, metas=concordar(n, "meta", "metas"), rebasaron=concordar(n, "rebasara", "rebasaran"), **campos)


def _mencionada(z: Piezas, c: ConCausa, citas: Sequence[int | None], comunes: dict[str, str]) -> None:
    """Goals whose observation names the cause and that neither fell short nor went beyond; or none at all."""
    con, todas = z.c.conjunto(c), z.c.conjunto()
    m = z.b.marca(*citas, z.b.conjunto(con), z.b.conjunto(todas))
    campos = {**comunes, "n": z.b.cuenta(todas), "pct": z.proporcion(con, todas), "m": m}
    if con.count:
        z.decir("causa_otras", k=z.b.cuenta(con), **campos)
    else:
        z.decir("causa_ninguna", **campos)


def _por_unidad(z: Piezas, c: ConCausa) -> None:
    if not z.varias:
        return
    partes = []
    for (ramo, programa, unidad), filas in z.c.unidades.items():
        suya = (En(entidad="ramo", valores=(ramo,)), En(entidad="programa", valores=(programa,)), En(entidad="unidad", valores=(unidad,)))
        hallado = z.c.conjunto(*suya, ConClase(clases=("no_cumplidas",)), c)
        if hallado.count:
            partes.append((hallado, filas[0]))
    partes.sort(key=lambda p: -p[0].count)
    if len(partes) < 2:
        return
    textos = []
    for i, (hallado, f) in enumerate(partes[:MAX_UNIDADES]):
        metas = f" {concordar(hallado.count, 'meta', 'metas')}" if i == 0 else ""
        verbo = ("corresponden" if hallado.count != 1 else "corresponde") + " " if i == 0 else ""
        textos.append(f"{verbo}{z.b.cuenta(hallado)}{metas} {contraer('a', z.oficina(f))}{z.b.marca(z.nombre_unidad(f), z.b.conjunto(hallado))}")
    z.decir("causa_unidades", lista=lista(textos))


def _nulas(z: Piezas, c: ConCausa, filas: Sequence[Fila]) -> None:
    nulas = [f for f in filas if f.valor("alcanzado") == 0]
    if len(nulas) == 1:
        z.decir("sin_avance_una", meta=z.meta(nulas[0], sujeto=True), logro=z.logro(nulas[0]))
    if len(nulas) < 2:
        return
    todas = z.c.conjunto(ConClase(clases=("no_cumplidas",)), ConClase(clases=("sin_avance",)), c)
    if len(nulas) > MAX_NOMBRADAS:
        z.decir("nulas_de_ellas_muchas", Cuantas=z.cuantas(todas), m=z.marca(todas))
        return
    nombradas = lista([f"{z.corta(f)}{z.b.marca(z.b.celda(f, 'avance_absoluto'))}" for f in nulas])
    z.decir("nulas_de_ellas", Cuantas=z.cuantas(todas), m=z.marca(todas), lista=nombradas)


def _faltantes(z: Piezas, filas: Sequence[Fila]) -> None:
    """How much the goals with some progress lacked, the furthest from what was programmed first."""
    con_cifras = [f for f in filas if _medible(f)]
    con_cifras.sort(key=lambda f: (f.datos["avance_calculado"] or 0, f.datos["orden"]))
    partes = []
    for i, f in enumerate(con_cifras[: MAX_METAS[z.c.peticion.largo]]):
        falta, p, a = f.valor("brecha") or 0, f.valor("programado") or 0, f.valor("alcanzado") or 0
        cp, ca = z.b.celda(f, "meta_anual"), z.b.celda(f, "avance_absoluto")
        verbo = f" le {concordar(falta, 'faltó', 'faltaron')}" if i == 0 else ""
        dicha = z.b.cantidad(falta, cp, ca, op="difference", detalle=f"{cifra(p)} - {cifra(a)}")
        avance = z.b.porciento(a * 100 / p, ca, cp, detalle=f"{cifra(a)} / {cifra(p)}")
        partes.append(f"a {z.meta(f, sujeto=True)}{verbo} {dicha} de {z.b.cantidad(p, cp)}{z.unidad(f, p)} ({'avance de ' if i == 0 else ''}{avance}){z.b.marca(cp, ca)}")
    if partes:
        z.decir("faltantes" if any(f.valor("alcanzado") == 0 for f in filas) else "faltante", lista=enumerar(partes))


def _medible(f: Fila) -> bool:
    """Whether what it lacked can be told from its two printed cells, and it got somewhere."""
    celdas = {"meta_anual", "avance_absoluto"} <= set(f.celdas) and not f.datos["absoluto_derivado"]
    return celdas and bool(f.datos["meta_anual"]) and (f.valor("brecha") or 0) > 0 and (f.valor("alcanzado") or 0) > 0
