"""Columns of figures whose heading is not understood, known by what they compute.

Every office has its words for a total ("Van", "Suma real", "Compromiso"), but not its own arithmetic: the progress is the
sum of what was achieved, the annual goal that of what was programmed, the percentage the ratio of both. A column is taken
for one of them only where its figures say so in most goals, in several of more than one addend, where no other reading of
them does nearly as well, and where no other column claims the same; the form then says so (``Plantilla.deducidas``). One
whose figures follow from the others in every goal (a semester, a difference) adds nothing. The rest is named, for it is
not read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, islice

from index import cifras, cumplimiento, filas, sobrantes
from index.crudas import Cruda, Tabla
from index.encabezado import rotular
from index.periodos import MESES
from index.plantillas import Plantilla
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulos import Vocabulario, es_del_total
from index.sumas import MAYORIA, MIN_METAS, Cuenta

#: The field of a column that is not understood yet, while its figures are looked at.
_INCOGNITA = "incognita"
#: Goals that must agree under a title that says that it is a total.
_MIN_DE_TOTAL = 2
#: Goals by which a reading must surpass every other one.
_VENTAJA = 2
#: So many rows show what a column computes.
_MUESTRA = 400
#: The fields that figures tell, in the order in which each helps the next.
_DEDUCIBLES = ("avance_absoluto", "meta_anual", "avance_relativo")
_CERO, _CIEN = Decimal(0), Decimal(100)

#: The figures of a goal by field.
Valores = Mapping[str, Decimal]
#: What a reading of a column expects in a goal, and whether the goal can tell it from chance; None where it says nothing.
Lectura = Callable[[Valores], tuple[Decimal, bool] | None]


#: A table: its columns, its heading and its rows.
TablaLeida = tuple[Plantilla, Sequence[Renglon], Sequence[Renglon]]


def completar(tablas: Sequence[TablaLeida], voc: Vocabulario) -> list[Plantilla]:
    """The columns of some tables under the same heading, with those that their figures tell, and with the names of those
    that are not read (``sin_leer``)."""
    plantilla, encabezado, _ = tablas[0]
    filas_ = rotular(encabezado, voc)
    sin_textos = sobrantes.de_textos(plantilla, filas_, [renglones for _, _, renglones in tablas], voc)
    if sin_textos:
        tablas = [(replace(p, sin_textos=sin_textos), titulos, renglones) for p, titulos, renglones in tablas]
    sueltas: dict[int, str] = {}
    for _, _, renglones in tablas:
        sueltas |= sobrantes.de_cifras(plantilla, filas_, renglones, voc)
    if not sueltas:
        return [_sin_meses_sueltos(p) for p, _, _ in tablas]
    halladas = _halladas(plantilla, sueltas, tablas)
    dichas = {c: t for c, t in sueltas.items() if c not in halladas.values() and t not in plantilla.sin_periodo}
    seguidas = _que_se_siguen(plantilla, dichas, tablas, {*plantilla.columnas, *halladas})
    sin_leer = tuple(texto or f"columna {c + 1}" for c, texto in sorted(dichas.items()) if c not in seguidas)
    return [
        _sin_meses_sueltos(replace(
            propia,
            columnas={**propia.columnas, **{campo: (c,) for campo, c in halladas.items()}},
            etiquetas={**propia.etiquetas, **{campo: sueltas[c] for campo, c in halladas.items()}},
            ancho=max(propia.ancho, *(c + 1 for c in halladas.values())) if halladas else propia.ancho,
            deducidas=(*propia.deducidas, *((campo, _titulo(titulos, c)) for campo, c in halladas.items())),
            sin_leer=sin_leer,
        ))
        for propia, titulos, _ in tablas
    ]  # fmt: skip


def _sin_meses_sueltos(plantilla: Plantilla) -> Plantilla:
    """The columns without the months of a quarter one of whose months is not read: their sum would be taken for the
    quarter's. The last months of a year that is not over may have no columns."""
    sobran: list[str] = []
    for prefijo in ("", "programado.", "modificado.", "alcanzado."):
        presentes = [n for n, mes in enumerate(MESES) if f"{prefijo}{mes}" in plantilla.columnas]
        if not presentes:
            continue
        hasta = len(MESES) if plantilla.sin_leer else presentes[-1] + 1
        rotos = {n // 3 for n in range(hasta) if n not in presentes}
        sobran += [f"{prefijo}{MESES[n]}" for n in presentes if n // 3 in rotos]
    if not sobran:
        return plantilla
    nombres = dict.fromkeys(plantilla.etiqueta(campo) for campo in sobran)
    columnas = {campo: cs for campo, cs in plantilla.columnas.items() if campo not in sobran}
    return replace(plantilla, columnas=columnas, sin_leer=(*plantilla.sin_leer, *nombres))


def _titulo(encabezado: Sequence[Renglon], columna: int) -> CeldaLeida | None:
    """The lowest heading cell over a column."""
    encima = [c for r in encabezado for i, c in r.llenas() if i <= columna < i + max(c.columnas, 1)]
    return encima[-1] if encima else None


# --- what a column computes -----------------------------------------------------------------------------------------


def _halladas(plantilla: Plantilla, sueltas: Mapping[int, str], tablas: Sequence[TablaLeida]) -> dict[str, int]:
    """Field → column, for those that the figures tell."""
    if plantilla.clave == "medida":
        return _totales_del_renglon(plantilla, sueltas, tablas)
    metas = _de_las_metas(plantilla, sueltas, tablas)
    columnas = set(plantilla.columnas)
    if plantilla.clave == "periodo":
        columnas |= {campo for valores in metas for campo in valores}
    salida: dict[str, int] = {}
    for campo in _DEDUCIBLES:
        if campo in columnas:
            continue
        lecturas = _lecturas({*columnas, *salida})
        propias = [c for c in sueltas if c not in salida.values() and _es(campo, c, lecturas, metas, sueltas[c])]
        if len(propias) == 1:
            salida[campo] = propias[0]
            for valores in metas:
                if (valor := valores.get(_incognita(propias[0]))) is not None:
                    valores[campo] = valor
    return salida


def _incognita(columna: int) -> str:
    return f"{_INCOGNITA}.{columna}"


def _de_las_metas(plantilla: Plantilla, sueltas: Collection[int], tablas: Sequence[TablaLeida]) -> list[dict[str, Decimal]]:
    """The figures of the first goals."""
    metas = (valores for _, _, renglones in tablas for valores in _valores(plantilla, sueltas, renglones))
    return list(islice(metas, _MUESTRA))


def _valores(plantilla: Plantilla, sueltas: Collection[int], renglones: Sequence[Renglon]) -> list[dict[str, Decimal]]:
    """The figures of the goals whose quarters add up, the columns that are not understood among them."""
    con_ellas = {**plantilla.columnas, **{_incognita(c): (c,) for c in sueltas}}
    tabla = Tabla(replace(plantilla, columnas=con_ellas), tuple(renglones[:_MUESTRA]))
    salida = []
    for cruda in filas.componer(tabla, ()):
        if cruda.numero is not None and cumplimiento.es_flujo(cruda.texto("unidad_medida")):
            salida.append({campo: valor for campo in cruda.piezas if (valor := _cifra(cruda, campo)) is not None})
    return salida


def _cifra(cruda: Cruda, campo: str) -> Decimal | None:
    """A field's figure; of a goal's several rows the last one that has it."""
    try:
        return cifras.leer(cruda.piezas[campo][-1].texto)
    except cifras.NoEsCifra:
        return None


def _lecturas(columnas: set[str]) -> dict[str, Lectura]:
    """What a column may be of a table that has these others."""
    periodos = TRIMESTRES if any(f"programado.{t}" in columnas or f"alcanzado.{t}" in columnas for t in TRIMESTRES) else MESES
    programados, alcanzados = (
        [campo for p in periodos if (campo := f"{medida}.{p}") in columnas] for medida in ("programado", "alcanzado")
    )
    lecturas: dict[str, Lectura] = {}
    if len(alcanzados) > 1:
        lecturas["avance_absoluto"] = _suma(alcanzados)
    if len(programados) == len(periodos):
        lecturas["meta_anual"] = _suma(programados)
    for n in range(1, len(programados)):
        lecturas[f"programado hasta {n}"] = _suma(programados[:n])
        lecturas[f"programado desde {n}"] = _suma(programados[n:])
    if "avance_absoluto" in columnas:
        lecturas["avance_relativo"] = _razon("avance_absoluto", ["meta_anual"])
        for n in range(1, len(programados)):
            lecturas[f"parte de lo programado hasta {n}"] = _razon("avance_absoluto", programados[:n])
    return lecturas


def _suma(campos: Sequence[str]) -> Lectura:
    def lectura(valores: Valores) -> tuple[Decimal, bool] | None:
        dados = [v for c in campos if (v := valores.get(c)) is not None]
        return (sum(dados, _CERO), sum(v != 0 for v in dados) > 1) if dados else None

    return lectura


def _razon(parte_: str, todo: Sequence[str]) -> Lectura:
    def lectura(valores: Valores) -> tuple[Decimal, bool] | None:
        total = sum((valores.get(c, _CERO) for c in todo), _CERO)
        if not total or parte_ not in valores:
            return None
        razon = _CIEN * valores[parte_] / total
        return razon, razon not in (_CERO, _CIEN)

    return lectura


def _es(campo: str, columna: int, lecturas: Mapping[str, Lectura], metas: Sequence[Valores], rotulo: str) -> bool:
    """Whether a column's figures are a field's and, nearly as well, nothing else's."""
    if campo not in lecturas:
        return False
    propia = _contar(columna, lecturas[campo], metas, campo == "avance_relativo")
    if not propia.basta(_MIN_DE_TOTAL if es_del_total(rotulo) else MIN_METAS):
        return False
    otras = (_contar(columna, lectura, metas, "parte" in nombre) for nombre, lectura in lecturas.items() if nombre != campo)
    return all(otra.ciertas + min(_VENTAJA, propia.ciertas) <= propia.ciertas for otra in otras)


def _contar(columna: int, lectura: Lectura, metas: Sequence[Valores], porcentaje: bool) -> Cuenta:
    ciertas = probadas = elocuentes = 0
    for valores in metas:
        impreso, esperado = valores.get(_incognita(columna)), lectura(valores)
        if impreso is None or esperado is None:
            continue
        probadas += 1
        if (_redondea(impreso, esperado[0]) if porcentaje else impreso == esperado[0]):
            ciertas += 1
            elocuentes += esperado[1]
    return Cuenta(ciertas, probadas, elocuentes)


def _redondea(impreso: Decimal, razon: Decimal) -> bool:
    """Whether a printed percentage (or fraction) is a ratio, to the decimals that it prints."""
    exponente = impreso.as_tuple().exponent
    paso = Decimal(1).scaleb(exponente if isinstance(exponente, int) else 0)
    return abs(impreso - razon) <= paso / 2 or (paso < 1 and abs(impreso - razon / _CIEN) <= paso / 2)


# --- a row for each measure -----------------------------------------------------------------------------------------


def _totales_del_renglon(plantilla: Plantilla, sueltas: Mapping[int, str], tablas: Sequence[TablaLeida]) -> dict[str, int]:
    """The column with the totals of a table that has a row for what is programmed and one for what is achieved."""
    if "anual" in plantilla.columnas:
        return {}
    campos = [c for c in (*TRIMESTRES, *MESES) if c in plantilla.columnas]
    lugares = {c: plantilla.columnas[c][0] for c in campos} | {_incognita(n): n for n in sueltas}
    filas_ = _muestra(tablas, lugares)
    propias = [c for c in sueltas if len(campos) > 1 and _contar(c, _suma(campos), filas_, False).basta(2 * MIN_METAS)]
    return {"anual": propias[0]} if len(propias) == 1 else {}


def _muestra(tablas: Sequence[TablaLeida], lugares: Mapping[str, int]) -> list[dict[str, Decimal]]:
    """The figures in some columns of the first rows."""
    return [_del_renglon(lugares, r) for r in islice((r for _, _, renglones in tablas for r in renglones), _MUESTRA)]


def _del_renglon(columnas: Mapping[str, int], renglon: Renglon) -> dict[str, Decimal]:
    salida = {}
    for campo, columna in columnas.items():
        texto = renglon.texto(columna)
        if texto and cifras.es_cifra(texto) and (valor := cifras.leer(texto)) is not None:
            salida[campo] = valor
    return salida


# --- what follows from the others -----------------------------------------------------------------------------------


def _que_se_siguen(
    plantilla: Plantilla, sueltas: Mapping[int, str], tablas: Sequence[TablaLeida], sabidos: set[str]
) -> set[int]:
    """The columns that print in every goal what others add up to, are apart, or are of each other; not those that may be of
    a field which no column was found for (``sabidos`` are those found)."""
    if not sueltas:
        return set()
    conocidas = [c for campo, cs in plantilla.columnas.items() for c in cs if campo in plantilla.campos_de_cifras()]
    if plantilla.clave is None:
        filas_ = _de_las_metas(plantilla, {*sueltas, *conocidas}, tablas)
    else:
        filas_ = _muestra(tablas, {_incognita(c): c for c in (*sueltas, *conocidas)})
    lecturas = _lecturas({*plantilla.columnas, "avance_absoluto", "meta_anual"}) if plantilla.clave is None else {}
    pares = list(combinations(map(_incognita, conocidas), 2))
    faltan = [lectura for campo, lectura in lecturas.items() if campo in _DEDUCIBLES and campo not in sabidos]
    return {
        c for c in sueltas
        if not any(_contar(c, lectura, filas_, porcentaje=False).basta(1) for lectura in faltan)
        and (any(_siempre(c, lectura, filas_) for lectura in lecturas.values())
        or any(_repite(_incognita(c), _incognita(otra), filas_) for otra in conocidas)
        or any(_se_sigue(_incognita(c), a, b, filas_) for a, b in pares))
    }  # fmt: skip


def _siempre(columna: int, lectura: Lectura, metas: Sequence[Valores]) -> bool:
    cuenta = _contar(columna, lectura, metas, porcentaje=False)
    return cuenta.elocuentes >= MIN_METAS and cuenta.ciertas == cuenta.probadas


def _repite(columna: str, otra: str, filas_: Sequence[Valores]) -> bool:
    con_ambas = [(v[columna], v[otra]) for v in filas_ if columna in v and otra in v]
    return len(con_ambas) >= MIN_METAS and all(x == y for x, y in con_ambas)


def _se_sigue(columna: str, a: str, b: str, filas_: Sequence[Valores]) -> bool:
    con_ambas = [(v[columna], v[a], v[b]) for v in filas_ if columna in v and a in v and b in v]
    if sum(y != 0 and z != 0 and y != z for _, y, z in con_ambas) < MIN_METAS:
        return False
    if len(con_ambas) < MAYORIA * sum(columna in v for v in filas_):
        return False
    return (
        all(x == y + z for x, y, z in con_ambas)
        or all(abs(x) == abs(y - z) for x, y, z in con_ambas)
        or all(not z or _redondea(x, _CIEN * y / z) for x, y, z in con_ambas)
        or all(not y or _redondea(x, _CIEN * z / y) for x, y, z in con_ambas)
    )
