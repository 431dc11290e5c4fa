"""The summary of a year, or of a cut within it: overall compliance, what stands out, why, what was reprogrammed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import acumulado
from assistant.estilo import concordar, contraer, enumerar
from assistant.evidence import Conjunto, Fila
from assistant.plan import ConClase, ConTrimestre, En, Nivel, Umbral
from assistant.resumen.avisos import avisar
from assistant.resumen.frases import CAUSAS, ORDINALES_SOLOS
from assistant.resumen.piezas import Piezas
from assistant.resumen.porque import causas_de, decir_causas, decir_reprogramacion, decir_sin_observacion
from assistant.wording import lista
from index.poa import Trimestre

CUMPLIDAS, NO_CUMPLIDAS = ConClase(clases=("cumplidas",)), ConClase(clases=("no_cumplidas",))
#: How many goals a sentence names before it only counts them.
MAX_NOMBRADAS = 4


def resumen_anual(z: Piezas) -> None:
    """All the sentences, by the length asked."""
    largo = z.c.peticion.largo
    if largo == "linea":
        _linea(z)
        return
    _apertura(z)
    _por_nivel(z)
    if largo == "pagina":
        _estados(z)
    if z.varias:
        _unidades(z)
    _por_aparte(z)
    _rebasadas(z)
    _rezagadas(z)
    _por_aparte(z)
    decir_causas(z, (NO_CUMPLIDAS,), "causas" if z.c.cerrado else "causas_curso", _no_cumplidas(z))
    decir_sin_observacion(z, NO_CUMPLIDAS)
    decir_reprogramacion(z)
    _por_aparte(z)
    if largo == "pagina":
        _trimestres(z)
    avisar(z, 1 if largo == "parrafo" else MAX_NOMBRADAS)


def _por_aparte(z: Piezas) -> None:
    if z.c.peticion.largo == "pagina":
        z.aparte()


def _no_cumplidas(z: Piezas) -> list[Fila]:
    return [f for f in z.c.filas if f.datos["incumplida"]]


# -- overall ----------------------------------------------------------------------------------------------------------------
def _linea(z: Piezas) -> None:
    if not z.c.cerrado:
        _apertura(z)
        return
    todas, cumplidas, no = z.c.conjunto(), z.c.conjunto(CUMPLIDAS), z.c.conjunto(NO_CUMPLIDAS)
    sujeto, citas = z.sujeto()
    marcas = [*citas, z.b.conjunto(cumplidas), z.b.conjunto(todas)]
    resto = ""
    if no.count and cumplidas.count:
        halladas = causas_de(z, (NO_CUMPLIDAS,))
        causa, suyas = halladas[0] if halladas else (None, no)
        if causa and suyas.count == no.count:
            resto = f" y dejó {z.b.cuenta(suyas)} sin cumplir por {CAUSAS[causa]}"
        else:
            resto = f" y dejó {z.b.cuenta(no)} sin cumplir" + (f", {z.b.cuenta(suyas)} de ellas por {CAUSAS[causa]}" if causa else "")
        marcas += [z.b.conjunto(c) for c in ((suyas,) if suyas.count == no.count else (no, suyas))]
    if not cumplidas.count or cumplidas.count == todas.count:
        _cumplio(z, sujeto, citas, cumplidas, todas)
        return
    campos = {"cuando": z.cuando(), "sujeto": sujeto, "c": z.b.cuenta(cumplidas), "n": z.b.cuenta(todas), "pct": z.proporcion(cumplidas, todas)}
    z.decir("linea", **campos, resto=resto, m=z.b.marca(*marcas))


def _apertura(z: Piezas) -> None:
    sujeto, citas = z.sujeto()
    todas, cumplidas, no = z.c.conjunto(), z.c.conjunto(CUMPLIDAS), z.c.conjunto(NO_CUMPLIDAS)
    if z.c.cerrado:
        _cumplio(z, sujeto, citas, cumplidas, todas)
        return
    marca = z.b.marca(*citas, z.b.conjunto(no), z.b.conjunto(todas))
    campos = {"cuando": z.cuando(), "n": z.b.cuenta(todas), "de_sujeto": contraer("de", sujeto), "pct": z.proporcion(no, todas), "m": marca}
    if no.count:
        z.decir("al_dia", **campos, k=z.b.cuenta(no), hallaban=concordar(no.count, "hallaba", "hallaban"), iban=concordar(no.count, "iba", "iban"))
    else:
        z.decir("al_dia_nada", **campos)
    if cumplidas.count:
        casos = concordar(cumplidas.count, "caso", "casos")
        z.decir("ya_cumplidas", k=z.b.cuenta(cumplidas), casos=casos, habia="había", m=z.marca(cumplidas))


def _cumplio(z: Piezas, sujeto: str, citas: Sequence[int | None], cumplidas: Conjunto, todas: Conjunto) -> None:
    marca = z.b.marca(*citas, z.b.conjunto(cumplidas), z.b.conjunto(todas))
    campos = {"cuando": z.cuando(), "sujeto": sujeto, "n": z.b.cuenta(todas), "pct": z.proporcion(cumplidas, todas), "m": marca}
    if not cumplidas.count:
        z.decir("cumplio_nada", **campos)
    elif cumplidas.count == todas.count:
        z.decir("cumplio_todo", **campos)
    elif z.varias and z.c.informes.count == len(z.c.unidades):
        marca = z.b.marca(*citas, *(z.b.conjunto(c) for c in (cumplidas, todas, z.c.informes)))
        z.decir("cumplio_varias", c=z.b.cuenta(cumplidas), **{**campos, "m": marca}, u=z.b.cuenta(z.c.informes))
    else:
        z.decir("cumplio", c=z.b.cuenta(cumplidas), **campos)


#: State → what is said of a single main goal.
_UNA_PRINCIPAL = {
    "rebasada": "se rebasó, con {logro}", "cumplida": "se cumplió, con {logro}", "no_cumplida": "quedó en {logro}",
    "sin_avance": "no registró avance, con {logro}", "sin_reporte": "no tiene avance reportado ({logro})",
    "sin_programacion": "no tuvo programación anual", "en_proceso": "llevaba {logro}",
}  # fmt: skip


def _por_nivel(z: Piezas) -> None:
    """Main goals and their actions apart, where the subject has both."""
    principales = [f for f in z.c.filas if f.datos["padre"] is None]
    if not principales or len(principales) == len(z.c.filas):
        return
    if not z.c.cerrado and len(principales) > 1:
        return
    acciones = z.c.conjunto(Nivel(nivel="accion"))
    hechas = z.c.conjunto(Nivel(nivel="accion"), CUMPLIDAS)
    if len(principales) == 1:
        f = principales[0]
        sin_cifra = f.datos["estado"] == "sin_programacion" and f.valor("alcanzado") is None
        if sin_cifra:
            return
        primera = f"{z.meta(f, sujeto=True)} {_UNA_PRINCIPAL[f.datos['estado']].format(logro=z.logro(f))}"
        if not z.c.cerrado:
            z.decir("principal_curso", Primera=primera)
            return
        if f.datos["estado"] in ("cumplida", "rebasada") and hechas.count == acciones.count:
            sus = f"sus {z.b.cuenta(acciones)} acciones" if acciones.count > 1 else "su única acción"
            z.decir("por_nivel_todo", Primera=primera, sus_acciones=sus, pct=z.proporcion(hechas, acciones), m=z.marca(hechas, acciones))
            return
        segunda = f"de sus {_fraccion(z, hechas, acciones, 'acciones')}" if acciones.count > 1 else f"su única acción {'' if hechas.count else 'no '}se cumplió ({z.proporcion(hechas, acciones)})"
    else:
        n, c = z.c.conjunto(Nivel(nivel="principal")), z.c.conjunto(Nivel(nivel="principal"), CUMPLIDAS)
        primera = f"de las {_fraccion(z, c, n, 'metas principales')}{z.marca(c, n)}"
        segunda = f"de las {_fraccion(z, hechas, acciones, 'acciones')}"
    z.decir("por_nivel", Primera=primera, segunda=segunda, m=z.marca(hechas, acciones))


def _fraccion(z: Piezas, parte: Conjunto, todo: Conjunto, que: str) -> str:
    """5 acciones se cumplieron 3 (60 %)"""
    pct = z.proporcion(parte, todo)
    n = f"{z.b.cuenta(todo)} {que}"
    if not parte.count:
        return f"{n} no se cumplió ninguna ({pct})"
    if parte.count == todo.count:
        return f"{n} se cumplieron todas ({pct})"
    return f"{n} {concordar(parte.count, 'se cumplió', 'se cumplieron')} {z.b.cuenta(parte)} ({pct})"


def _estados(z: Piezas) -> None:
    """What the goals not met were: in part, or not at all; and those without a report."""
    no = z.c.conjunto(NO_CUMPLIDAS)
    nulas = z.c.conjunto(NO_CUMPLIDAS, ConClase(clases=("sin_avance",)))
    parciales = z.c.conjunto(NO_CUMPLIDAS, ConClase(clases=("parcial",)))
    if nulas.count and parciales.count and nulas.count + parciales.count == no.count:
        verbos = {"tuvieron": concordar(parciales.count, "tuvo", "tuvieron"), "registraron": concordar(nulas.count, "registró", "registraron")}
        z.decir("estados", k=z.b.cuenta(no), p=z.b.cuenta(parciales), z=z.b.cuenta(nulas), cuales="no cumplidas" if z.c.cerrado else "con rezago", m=z.marca(no, parciales, nulas), **verbos)
    sin = z.c.conjunto(ConClase(clases=("sin_reporte",)))
    if sin.count:
        z.decir("sin_reporte", k=z.b.cuenta(sin), metas=concordar(sin.count, "meta", "metas"), cuentan=concordar(sin.count, "cuenta", "cuentan"), m=z.marca(sin))
    vacias = z.c.conjunto(ConClase(clases=("sin_programacion",)))
    if vacias.count:
        z.decir("sin_programacion", k=z.b.cuenta(vacias), metas=concordar(vacias.count, "meta", "metas"), tuvieron=concordar(vacias.count, "tuvo", "tuvieron"), m=z.marca(vacias))


# -- units ------------------------------------------------------------------------------------------------------------------
def _unidades(z: Piezas) -> None:
    """The units with the largest and the smallest share of goals met, where one of each stands out."""
    if not z.c.cerrado:
        return
    partes: list[tuple[float, Fila, Conjunto, Conjunto]] = []
    for (ramo, programa, unidad), filas in z.c.unidades.items():
        suya = (En(entidad="ramo", valores=(ramo,)), En(entidad="programa", valores=(programa,)), En(entidad="unidad", valores=(unidad,)))
        todas, hechas = z.c.conjunto(*suya), z.c.conjunto(*suya, CUMPLIDAS)
        partes.append((hechas.count / todas.count, filas[0], hechas, todas))
    alta, baja = max(p[0] for p in partes), min(p[0] for p in partes)
    altas, bajas = [p for p in partes if p[0] == alta], [p for p in partes if p[0] == baja]
    if alta == baja or len(altas) > 2 or len(bajas) > 2:
        return
    mejor, peor = (lista([_con_su_parte(z, *p[1:]) for p in quienes]) for quienes in (altas, bajas))
    z.decir("mejor_unidad", mejor=mejor, a_mejor=contraer("a", mejor), peor=peor, a_peor=contraer("a", peor))


def _con_su_parte(z: Piezas, f: Fila, hechas: Conjunto, todas: Conjunto) -> str:
    marca = z.b.marca(z.nombre_unidad(f), z.b.conjunto(hechas), z.b.conjunto(todas))
    return f"{z.oficina(f)}, con {z.b.cuenta(hechas)} de {z.b.cuenta(todas)} ({z.proporcion(hechas, todas)}){marca}"


# -- what stands out -----------------------------------------------------------------------------------------------------------
def _rebasadas(z: Piezas) -> None:
    altas = sorted((f for f in z.c.filas if f.datos["estado"] == "rebasada" and f.datos["avance_calculado"] is not None), key=lambda f: -f.datos["avance_calculado"])
    if not altas:
        return
    todas = z.c.conjunto(ConClase(clases=("rebasada",)))
    primera = altas[0]
    if todas.count == 1:
        if str(primera.datos["clave"]) not in z.nombradas:
            z.decir("rebasada_una", meta=z.meta(primera, sujeto=True), logro=z.logro(primera))
        return
    nombre = "rebasadas"
    if str(primera.datos["clave"]) in z.nombradas:
        primera, nombre = altas[1], "rebasadas_ademas"
    z.decir(nombre, Cuantas=z.cuantas(todas), m=z.marca(todas), meta=z.meta(primera), logro=z.logro(primera))
    siguen = [f for f in altas[1:4] if str(f.datos["clave"]) not in z.nombradas]
    if z.c.peticion.largo == "pagina" and siguen:
        dichas = enumerar([f"{z.meta(f)}, con {z.logro(f)}" for f in siguen[:2]])
        z.decir("le_siguen", siguen=concordar(len(siguen), "sigue", "siguen"), lista=dichas)


def _rezagadas(z: Piezas) -> None:
    faltan = _no_cumplidas(z)
    parciales = [f for f in faltan if (f.valor("alcanzado") or 0) > 0 and f.datos["avance_calculado"] is not None]
    nulas = [f for f in faltan if f.valor("alcanzado") == 0]
    if not z.c.cerrado:
        _rezago(z, [f for f in parciales if f.datos["a_la_fecha"]])
    elif parciales:
        menor = min(parciales, key=lambda f: (f.datos["avance_calculado"], f.datos["orden"]))
        nueva = str(menor.datos["clave"]) not in z.nombradas
        brecha = z.brecha(menor) if z.c.peticion.largo == "pagina" and nueva else ""
        if nueva and len(parciales) == 1:
            z.decir("parcial_una", meta=z.meta(menor, sujeto=True), logro=z.logro(menor), brecha=brecha)
        elif nueva:
            z.decir("menor_avance", meta=z.meta(menor), logro=z.logro(menor), brecha=brecha)
        elif len(parciales) > 1:
            otra = sorted(parciales, key=lambda f: (f.datos["avance_calculado"], f.datos["orden"]))[1]
            z.decir("tras_ella", meta=z.meta(otra), logro=z.logro(otra), brecha=z.brecha(otra) if z.c.peticion.largo == "pagina" else "")
    _nulas(z, nulas, "suma" if parciales else "contraste")


def _rezago(z: Piezas, parciales: Sequence[Fila]) -> None:
    """Inside the year, the goal furthest behind what was programmed to date."""
    if not parciales:
        return
    peor = min(parciales, key=lambda f: ((f.valor("alcanzado") or 0) / f.datos["a_la_fecha"], f.datos["orden"]))
    dichos = acumulado.programado(peor)
    debido, citas = acumulado.escrito(z.b, peor, dichos)
    hecho = peor.valor("alcanzado") or 0
    ca = z._citas_de(peor, "avance_absoluto")
    logro = f"{z._dato(peor, 'avance_absoluto', hecho)} de {debido}{z.unidad(peor, sum(v for _, v in dichos))}{z.b.marca(*ca, *citas)}"
    z.decir("menor_avance_curso", meta=z.meta(peor), logro=logro)


def _nulas(z: Piezas, nulas: Sequence[Fila], nexo: str) -> None:
    nuevas = [f for f in nulas if str(f.datos["clave"]) not in z.nombradas]
    if not nuevas:
        return
    if len(nulas) == 1:
        z.decir("sin_avance_una", suma=z.conector(nexo), meta=z.meta(nulas[0], sujeto=True), logro=z.logro(nulas[0]))
        return
    todas = z.c.conjunto(NO_CUMPLIDAS, ConClase(clases=("sin_avance",)))
    if len(nulas) > MAX_NOMBRADAS:
        z.decir("sin_avance_muchas", Cuantas=z.cuantas(todas), m=z.marca(todas))
        return
    nombradas = [f"{z.corta(f)}{z.b.marca(z.b.celda(f, 'avance_absoluto'))}" for f in nulas]
    z.decir("sin_avance", Cuantas=z.cuantas(todas), m=z.marca(todas), lista=lista(nombradas))


# -- by quarter -------------------------------------------------------------------------------------------------------------------
def _trimestres(z: Piezas) -> None:
    hechas_: list[tuple[Trimestre, Conjunto, Conjunto]] = []
    for t in z.c.cerrados:
        programadas = z.c.conjunto(Umbral(metrica="programado", comparador="gt", valor=0), trimestre=t)
        if programadas.count:
            hechas_.append((t, z.c.conjunto(ConTrimestre(trimestres=(t,), clase="cumplido")), programadas))
    con = [x for x in hechas_ if x[1].count]
    if len(hechas_) < 2 or not con:
        return
    dichas = lista([_en_trimestre(z, *x, primero=i == 0) for i, x in enumerate(con)])
    sin = [f"del {ORDINALES_SOLOS[t]}, ninguna de las {z.b.cuenta(p)} ({z.proporcion(c, p)}){z.marca(c, p)}" for t, c, p in hechas_ if not c.count]
    uno = len(con) == 1 and con[0][1].count == 1
    z.decir("por_trimestre", lista=dichas, alcanzaron="alcanzó" if uno else "alcanzaron", llegaron="llegó" if uno else "llegaron", resto="".join(f"; {x}" for x in sin))


def _en_trimestre(z: Piezas, t: Trimestre, hechas: Conjunto, programadas: Conjunto, *, primero: bool) -> str:
    """14 de las 24 metas previstas para el tercero (58.3 %) [1, 2]"""
    que = f"{concordar(programadas.count, 'meta prevista', 'metas previstas')} para el" if primero else "del"
    if programadas.count == 1:
        cuantas = f"la única {que}"
    elif hechas.count == programadas.count:
        cuantas = f"las {z.b.cuenta(programadas)} {que}"
    else:
        cuantas = f"{z.b.cuenta(hechas)} de las {z.b.cuenta(programadas)} {que}"
    return f"{cuantas} {ORDINALES_SOLOS[t]} ({z.proporcion(hechas, programadas)}){z.marca(hechas, programadas)}"
