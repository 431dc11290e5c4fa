"""Goals that run over several rows: a row a quarter (or a month), or a row a measure, joined into one.

Each row's fields are completed by its key cell (``Plantilla.clave``): ``alcanzado`` in the row of the second quarter
is ``alcanzado.T2``. The goal's own cells may stand in its first row, in all of them, or in one merged cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index import cifras, periodos
from index.crudas import DE_TEXTO, Cruda
from index.plantillas import Plantilla, completar
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida
from index.rotulos import etiquetar, llano

#: Figures of the whole goal, which its rows may repeat.
_DE_LA_META = ("meta_anual", "meta_modificada", "programado_acumulado")
_REPITE = "sus renglones repiten un trimestre"
#: What names a quarter by its place.
_UN_TRIMESTRE = re.compile(r"\b(?:i{1,3}|iv|t[1-4]|[1-4](?:er|ro|do|to|o)|(?:primer|segund|tercer|cuart)[oa]?)\b")
_ANIO = re.compile(r"(?:19|20)\d\d")
#: What the row of a goal's totals is of.
_TOTALES = ("acumulado", "anual")
#: The keys of a goal's rows, in the order in which forms print them.
_ORDEN = (
    *(c for t in TRIMESTRES for c in (*periodos.MESES_DE[t], t)), *_TOTALES,
    "programado", "modificado", "alcanzado", "porcentaje",
)  # fmt: skip


@dataclass(slots=True)
class _Grupo:
    """A goal's rows so far: the keys seen, and what each row says of accumulated figures and percentages."""

    cruda: Cruda
    claves: list[str] = field(default_factory=list)
    absolutos: list[tuple[str, CeldaLeida]] = field(default_factory=list)
    relativos: list[tuple[str, CeldaLeida]] = field(default_factory=list)


def juntar(crudas: Sequence[Cruda], plantilla: Plantilla, anterior: Cruda | None = None) -> list[Cruda]:
    """One row for each goal. A row that belongs to none has its reason (``reparo``). ``anterior``: the last goal of the
    table before, whose rows may go on in this one."""
    _al_principio(crudas, [_clave(c, plantilla) for c in crudas])
    abierto = _abierto(crudas, plantilla, anterior)
    grupos = [abierto] if abierto is not None else []
    for cruda in crudas:
        clave = _clave(cruda, plantilla)
        grupo = grupos[-1] if grupos else None
        if grupo is None or not _sigue(cruda, clave, grupo):
            repetida = grupo is not None and cruda.numero is not None and cruda.numero == grupo.cruda.numero
            reparo = (None, _REPITE) if repetida and "meta_anual" not in cruda.piezas else None
            if grupo is not None and reparo is not None:
                grupo.cruda.reparo = grupo.cruda.reparo or reparo
            grupo = _Grupo(Cruda(cruda.renglon, cruda.numero, cruda.descripcion, reparo=reparo))
            grupos.append(grupo)
        _sumar(grupo, cruda, clave, plantilla)
    acumulados = _son_acumulados(plantilla)
    return [cerrada for g in grupos if (cerrada := _cerrar(g, acumulados)) is not anterior]


def _abierto(crudas: Sequence[Cruda], plantilla: Plantilla, anterior: Cruda | None) -> _Grupo | None:
    """The goal of the table before, where the first row here names none and is of a later key than all of its rows."""
    primera = crudas[0] if crudas else None
    if primera is None or anterior is None or primera.numero is not None or primera.descripcion or plantilla.clave != "periodo":
        return None
    suyas = [c for c in _ORDEN if any(f"{m}.{c}" in anterior.piezas for m in ("programado", "alcanzado"))]
    clave = _clave(primera, plantilla)
    if clave not in _ORDEN or not suyas or _ORDEN.index(clave) <= _ORDEN.index(suyas[-1]):
        return None
    piezas = anterior.piezas
    absolutos = [(suyas[-1], p) for p in piezas.get("avance_absoluto", ())]
    impresos = [(suyas[-1], p) for p in piezas.pop("avance_relativo", [])]
    relativos = [(c, p) for c in suyas for p in piezas.pop(f"porcentaje.{c}", [])]
    return _Grupo(anterior, suyas, absolutos, [*relativos, *impresos])


def _al_principio(crudas: Sequence[Cruda], claves: Sequence[str]) -> None:
    """Give each goal's number to its first row, where a table prints it beside a later one: in the middle of its rows. Its
    rows are then those from one lowest key to the next, and hold one number."""
    ordenes = list(map(_lugar, claves))
    numeros = [c.numero for c in crudas]
    if not any(
        antes is None and ahora is not None and 0 <= a < b
        for (antes, ahora), (a, b) in zip(pairwise(numeros), pairwise(ordenes), strict=True)
    ):
        return
    vueltas: list[list[Cruda]] = []
    ultimo = len(_ORDEN)
    for cruda, orden in zip(crudas, ordenes, strict=True):
        if not vueltas or 0 <= orden <= ultimo:
            vueltas.append([])
        vueltas[-1].append(cruda)
        ultimo = max(orden, ultimo if len(vueltas[-1]) > 1 else -1)
    for vuelta in vueltas:
        numeradas = [c for c in vuelta if c.numero is not None]
        primera = vuelta[0]
        if len({c.numero for c in numeradas}) > 1:
            for cruda in numeradas:
                cruda.reparo = cruda.reparo or (None, "no se distingue cuáles de los renglones son suyos")
        elif numeradas and numeradas[0] is not primera:
            primera.numero, primera.descripcion = numeradas[0].numero, numeradas[0].descripcion


def _son_acumulados(plantilla: Plantilla) -> bool:
    """Whether the percentages are of the year so far: their heading says so, or that they are the year's beside figures that
    are."""
    titulo = llano(plantilla.etiqueta("avance_relativo"))
    return bool(re.search(r"\bacum", titulo) or ("avance_absoluto" in plantilla.columnas and re.search(r"\banual\b", titulo)))


def _clave(cruda: Cruda, plantilla: Plantilla) -> str:
    """The period or the measure that a row is of; empty where it can't be told."""
    texto = cruda.texto("clave")
    etiqueta = etiquetar(texto)
    if plantilla.clave == "medida":
        return etiqueta.medida or ""
    return etiqueta.periodo or periodos.ordinal(texto) or ""


def _lleva_cifra(texto: str, clave: str, plantilla: Plantilla) -> bool:
    """Whether the cell of a key holds a figure besides: "Cuarto trimestre 9"."""
    solo, _, ultima = texto.rpartition(" ")
    if not solo or not cifras.es_cifra(ultima) or _ANIO.fullmatch(ultima):
        return False
    etiqueta = etiquetar(solo)
    return clave == ((etiqueta.medida if plantilla.clave == "medida" else etiqueta.periodo or periodos.ordinal(solo)) or "")


def _sigue(cruda: Cruda, clave: str, grupo: _Grupo) -> bool:
    """Whether a row goes on with a goal: the same number, or none and a key that the goal still lacks."""
    if not clave and not cruda.cifras():
        return cruda.numero in (None, grupo.cruda.numero)  # the rest of its words
    if cruda.numero is not None:
        return cruda.numero == grupo.cruda.numero and (clave not in grupo.claves or not clave)
    otra = bool(cruda.descripcion) and cruda.descripcion != grupo.cruda.descripcion
    # The words of a long description go on beside the later quarters; beside an earlier one they are another goal's.
    retrocede = bool(grupo.claves) and _lugar(clave) <= max(map(_lugar, grupo.claves))
    return clave not in grupo.claves and not (otra and retrocede)


def _lugar(clave: str) -> int:
    """The place of a key among those of a goal's rows."""
    return _ORDEN.index(clave) if clave in _ORDEN else -1


def _sumar(grupo: _Grupo, cruda: Cruda, clave: str, plantilla: Plantilla) -> None:
    destino = grupo.cruda
    # Of a row of percentages only the year's is kept; those of the quarters are no figures that do not fit.
    if cruda.reparo is not None and destino.reparo is None and clave != "porcentaje":
        destino.reparo = cruda.reparo
    if clave and destino.reparo is None and len(_UN_TRIMESTRE.findall(llano(cruda.texto("clave")))) > 1:
        destino.reparo = (cruda.piezas["clave"][0], f"«{cruda.texto('clave')}» nombra más de un trimestre")
    if clave and destino.reparo is None and _lleva_cifra(cruda.texto("clave"), clave, plantilla):
        destino.reparo = (cruda.piezas["clave"][0], f"«{cruda.texto('clave')}» está en una sola celda")
    if not clave and cruda.cifras():
        celda = cruda.piezas.get("clave", [None])[0]
        que = "el trimestre" if plantilla.clave == "periodo" else "si es lo programado o lo alcanzado"
        destino.reparo = destino.reparo or (celda, f"«{cruda.texto('clave')}» no dice {que} de ese renglón")
    if clave:
        grupo.claves.append(clave)
    for campo, piezas in cruda.piezas.items():
        if campo in ("avance_absoluto", "avance_relativo") and plantilla.clave == "periodo":
            lista = grupo.absolutos if campo == "avance_absoluto" else grupo.relativos
            lista += [(clave, p) for p in piezas]
        elif campo in (*DE_TEXTO, "numero", *_DE_LA_META):
            _sin_repetir(destino.piezas.setdefault(campo, []), piezas)
        elif campo == "avance_relativo":
            # Of a goal's two rows that of the achieved one holds; where one is printed, that.
            if clave == "alcanzado" or campo not in destino.piezas:
                destino.piezas[campo] = list(piezas)
        elif campo != "clave" and (propio := completar(campo, plantilla.clave or "", clave) if clave else None):
            if propio in _DE_LA_META and propio in plantilla.columnas:
                continue  # the total of what is programmed, beside the annual goal that has its own column
            destino.piezas.setdefault(propio, []).extend(piezas)


def _sin_repetir(hechas: list[CeldaLeida], piezas: Sequence[CeldaLeida]) -> None:
    vistas = {p.texto for p in hechas}
    hechas += [p for p in piezas if p.texto not in vistas]


def _cerrar(grupo: _Grupo, acumulados: bool) -> Cruda:
    """The accumulated figure of the last quarter that has one is the form's, and so is its percentage where the column says
    that it is accumulated (``acumulados``); another one is the goal's only where its row of totals prints it, or a single
    row (or a merged cell). The others are kept as cells."""
    piezas = grupo.cruda.piezas
    if grupo.absolutos:
        *anteriores, (_, ultimo) = grupo.absolutos
        piezas["avance_absoluto"] = [ultimo]
        for clave, pieza in anteriores:
            if pieza.texto != ultimo.texto:
                piezas[f"acumulado.{clave}"] = [pieza]
    propios = [r for r in grupo.relativos if r[0] in _TOTALES] or (grupo.relativos if len(grupo.claves) > 1 else [])
    if acumulados and not any(r[0] in _TOTALES for r in propios):
        propios = grupo.relativos[-1:]
    if len(propios) == 1:
        piezas["avance_relativo"] = [propios[0][1]]
    for clave, pieza in grupo.relativos:
        if len(propios) != 1 or pieza is not propios[0][1]:
            piezas[f"porcentaje.{clave}"] = [pieza]
    return grupo.cruda
