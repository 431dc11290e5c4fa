"""Figures of a scan that may have been misread: by the readings of each one, and by the arithmetic of its row.

A figure that came from an optical reading bears how sure that is (``Celda.confianza``). Three identities of a row
speak for or against it: what was achieved adds up to the absolute, what was programmed to the annual goal, and the
printed percentage is the absolute over the annual goal. A figure in a sum that holds is confirmed, however badly it
was read; one that nothing confirms must have been read surely; a sum that fails casts doubt on all its figures that
were not read with certainty, and where all were, on the sum as such. Nothing is corrected here.

A sum of a single figure confirms nothing: Tesseract reads the same glyph wrong in the same way in both cells. Nor does
a percentage confirm a quantity, since rounding hides a wrong digit; it can only confirm the percentage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from index import al_corte, cifras, cumplimiento
from index.poa import ILEGIBLE, TRIMESTRES, Celda, Hallazgo, Informe, Meta, Trimestre
from index.readers import ocr_cifras

REGLA = "cifra_dudosa"

#: A figure read less surely is in doubt unless its row confirms it. See ``index.readers.ocr_cifras``: from here up all
#: readings, of two sizes and of its glyphs, agree.
SEGURA = 0.9
#: In a sum that fails, a figure read less surely than this is in doubt. Only three and more equal readings reach it.
CIERTA = 0.98
#: A goal's number is in doubt where two rows have it, or its two readings differ: its cell then has less than this.
NUMERO = 0.6
#: A date in words read less surely is in doubt.
FECHA = 0.8

_TOLERANCIA = Decimal("0.5")
_CLAVES = ("ramo", "programa", "unidad")
#: Where in a code a letter and a digit that look alike stand beside their other kind ("IMD01", "IMDO1"): no reading tells
#: them apart, however sure it is.
_PARECIDOS = re.compile(r"[^\W\d_][01258]|[OQDILSZB]\d|\d[OQDILSZB]", re.IGNORECASE)
_NOMBRES = {
    "meta_anual": "la meta anual", "avance_absoluto": "el avance absoluto", "avance_relativo": "el avance relativo",
    **{f"programado.{t}": f"lo programado en {t}" for t in TRIMESTRES},
    **{f"alcanzado.{t}": f"lo alcanzado en {t}" for t in TRIMESTRES},
}  # fmt: skip
_REMEDIO = "Coteje la cifra con la imagen."


@dataclass(frozen=True, slots=True)
class _Prueba:
    """An identity of a row: its result's field, all its fields that are printed, whether it holds, whether that
    confirms its figures."""

    resultado: str
    campos: tuple[str, ...]
    cumple: bool
    confirma: bool


def hallazgos(informe: Informe) -> Iterator[Hallazgo]:
    """A finding for each figure of a report that may have been misread; none for a report whose file holds its text."""
    yield from _de_cabecera(informe)
    veces = Counter(m.numero for m in informe.metas)
    opticas = [tuple([c for c in _NOMBRES if c in m.celdas and m.celdas[c].confianza is not None]) for m in informe.metas]
    sueltos = _fuera_de_orden([m.numero for m in informe.metas]) if any(opticas) else frozenset()
    for i, (m, leidos) in enumerate(zip(informe.metas, opticas, strict=True)):
        if leidos:
            yield from _del_numero(informe, m, leidos, veces[m.numero] > 1, i in sueltos)
            yield from _de_cifras(informe, m, leidos)


def _de_cabecera(informe: Informe) -> Iterator[Hallazgo]:
    for campo, minimo in (*((c, SEGURA) for c in _CLAVES), ("corte", FECHA)):
        celda = informe.celdas.get(campo)
        if celda is None or celda.confianza is None:
            continue
        confundible = campo in _CLAVES and _PARECIDOS.search(str(getattr(informe, campo) or ""))
        if celda.confianza < minimo or confundible:
            como = "en la que una letra y una cifra se confunden" if confundible else "con poca seguridad"
            yield Hallazgo(
                REGLA, "warning", None, campo, celda.literal, "",
                f"«{celda.literal}», {'la fecha' if campo == 'corte' else 'la clave'} del encabezado (unidad "
                f"{informe.unidad}), se leyó de una imagen {como}. Cotéjela con la imagen.",
                ((None, campo),),
            )  # fmt: skip


def _fuera_de_orden(numeros: Sequence[str]) -> frozenset[int]:
    """The places of the numbers that neither come right after the one above nor lead to the one below (1.1, 12, 1.3), and
    of those that leap to a goal of which nothing else is there (3.5, 36, 37)."""
    partes = [tuple(n.split(".")) for n in numeros]
    lejanos = _sin_un_punto(partes) | _de_ida_y_vuelta(partes)
    veces = Counter(p[0] for p in partes)
    firmes: list[int] = []
    for i, (primera, *_) in enumerate(partes):
        if i in lejanos:
            continue
        previa = partes[firmes[-1]][0] if firmes else primera
        cerca = not (previa.isdigit() and primera.isdigit()) or abs(int(primera) - int(previa)) <= 1
        if cerca or veces[primera] > 1:
            firmes.append(i)
    # Where a number leapt away, those around it lack each other through no fault of theirs.
    seguidos = [j > i + 1 or ocr_cifras.sigue(partes[i], partes[j]) for i, j in pairwise(firmes)]
    solos = (i for n, i in enumerate(firmes) if not any(seguidos[max(0, n - 1) : n + 1])) if seguidos else ()
    return frozenset(range(len(partes))) - frozenset(firmes) | frozenset(solos)


def _sin_un_punto(partes: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The places of the numbers that come right after the one above once a point is put between their digits (1.5, 15.1)."""
    salida = []
    previo = partes[0] if partes else ()
    for i, numero in enumerate(partes[1:], start=1):
        con_punto = () if ocr_cifras.sigue(previo, numero) else ocr_cifras.con_puntos(previo, numero)
        salida += [i] if con_punto else []
        previo = con_punto or numero
    return frozenset(salida)


def _de_ida_y_vuelta(partes: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The places of the numbers between which a form leaves the actions of a goal and comes back to them, when the other
    goal's is far from its (1.4, 15.1, 15.2, 1.6)."""
    corridas = [[i for i, _ in grupo] for _, grupo in groupby(enumerate(partes), key=lambda x: x[1][0])]
    salida: list[int] = []
    for antes, corrida, despues in zip(corridas, corridas[1:], corridas[2:], strict=False):
        previa, propia, siguiente = (partes[c[0]][0] for c in (antes, corrida, despues))
        lejos = previa.isdigit() and propia.isdigit() and abs(int(previa) - int(propia)) > 1
        salida += corrida if previa == siguiente and lejos else []
    return frozenset(salida)


def _del_numero(informe: Informe, m: Meta, leidos: tuple[str, ...], repetido: bool, suelto: bool) -> Iterator[Hallazgo]:
    """The number says whose the figures of a row are: with it in doubt, they all are, and are cited."""
    donde = "numero" if "numero" in m.celdas else "descripcion"
    motivos = (
        (repetido, " y otro renglón del formato tiene el mismo"),
        (donde in m.celdas and _confianza(m.celdas[donde]) < NUMERO, " sin certeza"),
        (suelto, " y no sigue al del renglón anterior ni lo sigue el siguiente"),
    )
    motivo = next((dicho for vale, dicho in motivos if vale), None)
    if motivo is None:
        return
    explicacion = (
        f"El número de la meta {m.numero} (unidad {informe.unidad}) se leyó de una imagen{motivo}: puede ser otro, y de otra "
        "meta las cifras de su renglón. Coteje el renglón con la imagen."
    )
    yield _hallazgo(m, donde, m.numero, explicacion, *leidos)


def _de_cifras(informe: Informe, m: Meta, leidos: tuple[str, ...]) -> Iterator[Hallazgo]:
    yield from (_ilegible(m, c.removeprefix(ILEGIBLE)) for c in m.celdas if c.startswith(ILEGIBLE))
    parcial = al_corte.es_parcial(informe)
    propias = (_suma_alcanzada(m, parcial), _suma_programada(informe, m, parcial), _porcentaje(m))
    pruebas = [p for p in propias if p is not None]
    confirmados = {c for p in pruebas if p.cumple and p.confirma for c in p.campos}
    seguros = {c for c in leidos if c in confirmados or _confianza(m.celdas[c]) >= SEGURA}
    for p in pruebas:
        if p.cumple and not p.confirma and p.resultado == "avance_relativo" and {*p.campos[1:]} <= seguros:
            confirmados.add(p.resultado)
    dudosos = {c: _por_lectura(m, c) for c in leidos if c not in confirmados and _confianza(m.celdas[c]) < SEGURA}
    for p in (p for p in pruebas if not p.cumple):
        sospechosos = [c for c in p.campos if c in leidos and c not in confirmados and _confianza(m.celdas[c]) < CIERTA]
        # All was read with certainty, or the rest of the row speaks for it: the sum as such is shown, once.
        for c in sospechosos or [p.resultado]:
            dudosos.setdefault(c, _por_cuenta(m, c, p))
    yield from _en_blanco(informe, m, parcial)
    for campo, explicacion in dudosos.items():
        otros = [c for p in pruebas if campo in p.campos for c in p.campos if c != campo]
        yield _hallazgo(m, campo, m.celdas[campo].literal, explicacion, *dict.fromkeys(otros))


# --- the identities -------------------------------------------------------------------------------------------------


def _suma_alcanzada(m: Meta, parcial: bool) -> _Prueba | None:
    """``parcial``: some of the closed quarters have no column, and may make up what the others lack."""
    suma = cumplimiento.suma(m.alcanzado)
    if suma is None or m.avance_absoluto is None or not al_corte.es_flujo(m) or _falta_alguno(m, "alcanzado"):
        return None
    if parcial and suma < m.avance_absoluto:
        return None
    campos = _impresos(m, "avance_absoluto", "alcanzado")
    return _Prueba("avance_absoluto", campos, suma == m.avance_absoluto, _sumandos(m.alcanzado.values()) > 1)


def _suma_programada(informe: Informe, m: Meta, parcial: bool) -> _Prueba | None:
    suma = cumplimiento.suma(m.programado)
    if suma is None or m.meta_anual is None or not al_corte.es_flujo(m) or _falta_alguno(m, "programado"):
        return None
    cerrados: tuple[Trimestre, ...] = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    if suma < m.meta_anual and (parcial or any(m.programado[t] is None and t not in cerrados for t in TRIMESTRES)):
        return None
    campos = _impresos(m, "meta_anual", "programado")
    return _Prueba("meta_anual", campos, suma == m.meta_anual, _sumandos(m.programado.values()) > 1)


def _porcentaje(m: Meta) -> _Prueba | None:
    calculado = cumplimiento.porcentaje(m.avance_absoluto, m.meta_anual)
    try:
        impreso = cifras.leer(m.avance_impreso or "")
    except cifras.NoEsCifra:
        return None
    if impreso is None or calculado is None or "avance_relativo" not in m.celdas:
        return None
    lecturas = [impreso] if "%" in (m.avance_impreso or "") else [impreso, impreso * 100]
    cumple = any(abs(x - calculado) <= _TOLERANCIA for x in lecturas)
    campos = tuple(c for c in ("avance_relativo", "avance_absoluto", "meta_anual") if c in m.celdas)
    return _Prueba("avance_relativo", campos, cumple, False)


def _en_blanco(informe: Informe, m: Meta, parcial: bool) -> Iterator[Hallazgo]:
    """The blank quarters of a sum that falls short: what covers a figure, or a cell cut wrong, leaves its place empty."""
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    sumas = (
        ("alcanzado", m.alcanzado, "avance_absoluto", m.avance_absoluto),
        ("programado", m.programado, "meta_anual", m.meta_anual),
    )
    for cual, valores, resultado, total in sumas:
        corta = total is not None and (cumplimiento.suma(valores) or 0) < total
        if not corta or parcial or not al_corte.es_flujo(m) or _falta_alguno(m, cual):
            continue
        ultimo = max((t for t in TRIMESTRES if valores[t] is not None or t in cerrados), default="")
        for t in (t for t in TRIMESTRES if valores[t] is None and t <= ultimo):
            explicacion = (
                f"{_NOMBRES[f'{cual}.{t}'].capitalize()} de la meta {m.numero} se leyó en blanco en una imagen, y "
                f"{_NOMBRES[resultado]} es más que la suma de los demás trimestres. {_REMEDIO}"
            )
            yield Hallazgo(REGLA, "warning", m.numero, f"{cual}.{t}", "", "", explicacion, ((m.numero, resultado),))


def _falta_alguno(m: Meta, cual: str) -> bool:
    """Whether a quarter is printed and could not be read: its sum says nothing."""
    return any(m.ilegible(f"{cual}.{t}") for t in TRIMESTRES)


def _impresos(m: Meta, resultado: str, cual: str) -> tuple[str, ...]:
    return tuple(c for c in (resultado, *(f"{cual}.{t}" for t in TRIMESTRES)) if c in m.celdas)


def _sumandos(valores: Iterable[Decimal | None]) -> int:
    """How many figures of a sum are not blank nor zero."""
    return sum(bool(v) for v in valores)


# --- words ----------------------------------------------------------------------------------------------------------


def _confianza(celda: Celda) -> float:
    """How sure a cell's reading is; a text that the file itself holds is certain."""
    return 1.0 if celda.confianza is None else celda.confianza


def _por_lectura(m: Meta, campo: str) -> str:
    return (
        f"«{m.celdas[campo].literal}», {_NOMBRES[campo]} de la meta {m.numero}, se leyó de una imagen con poca seguridad y "
        f"ninguna suma del renglón lo confirma. {_REMEDIO}"
    )


def _por_cuenta(m: Meta, campo: str, prueba: _Prueba) -> str:
    return (
        f"«{m.celdas[campo].literal}», {_NOMBRES[campo]} de la meta {m.numero}, se leyó de una imagen y "
        f"{_NOMBRES[prueba.resultado]} no concuerda con las demás cifras del renglón. {_REMEDIO}"
    )


def _ilegible(m: Meta, campo: str) -> Hallazgo:
    celda = m.celdas[ILEGIBLE + campo]
    explicacion = f"{_NOMBRES[campo].capitalize()} de la meta {m.numero} está impreso y no se pudo leer. {_REMEDIO}"
    return Hallazgo(REGLA, "warning", m.numero, campo, celda.literal, "", explicacion, ((m.numero, ILEGIBLE + campo),))


def _hallazgo(m: Meta, campo: str, impreso: str, explicacion: str, *otros: str) -> Hallazgo:
    citas = tuple((m.numero, c) for c in (campo, *otros) if c in m.celdas)
    return Hallazgo(REGLA, "warning", m.numero, campo, impreso, "", explicacion, citas)
