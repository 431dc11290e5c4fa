"""Rows of a table → metas.

A row is a numbered goal with its figures. Long texts may go on in the rows below (a lone observation or description),
a row may be cut in two, its first blank cell may be lost. A row whose cells do not fit their columns is set aside with
its place: nothing is moved until it fits, for a figure under the wrong quarter would be believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from index import causas, cifras, cumplimiento
from index.cifras import Convencion
from index.layouts import Plantilla
from index.poa import TRIMESTRES, Apartado, Celda, LineaAccion, LineaDeMeta, Meta
from index.readers.hoja import CeldaLeida, Renglon
from index.textos import alinear, plegar

#: Fields of words, whose text may go on in the row below.
_DE_TEXTO = ("linea", "descripcion", "unidad_medida", "observacion")

_PREFIJO = r"(?:(?:meta|accion|actividad|no|num|numero)\.?\s*(?:no\.?|num\.?)?\s*:?\s*)?"
_COMPUESTO = re.compile(
    rf"{_PREFIJO}(?P<n>\d{{1,3}}(?:[.,]\d{{1,3}})+(?:\s?bis\b|[a-z](?=\s*[.)\-–—]))?)(?:\s*[.\-–—:)]+\s*|\s+|(?=[^\W\d]))(?=\S|$)"
)
_ENTERO = re.compile(rf"{_PREFIJO}(?P<n>\d{{1,3}}(?:\s?bis\b|[a-z])?)\s*(?:\.\s*[-–—]+|[.)\-–—:]+)\s*(?=[^\d\s]|$)")
_SUELTO = re.compile(rf"{_PREFIJO}(?P<n>\d{{1,3}})\s+(?=\S)")
_ROMANO = re.compile(r"(?P<n>[ivxlc]{1,7})\s*(?:\.\s*[-–—]+|[.)\-–—]+)\s*(?=\S)")
_LETRA = re.compile(r"(?P<n>[a-z]{1,2}[.\-]?\d{1,2}(?:\.\d{1,2})*|[a-z](?=\)))\s*(?:[.)\-–—:]+\s*|\s+)(?=\S)")
_SOLO_NUMERO = re.compile(
    r"(?P<n>(?:[a-z]{1,2}[.\-]?)?\d{1,3}(?:[.,]\d{1,3})*(?:\s?bis|[a-z])?|[ivxlc]{1,7}|[a-z])[.)\-–—\s]*"
)

#: The number stands among the first characters of a description.
_MAX_PREFIJO = 60

_TOTAL = re.compile(r"(?:sub)?total(?:es)?\b|sumas?\b|promedio\b|gran total\b|porcentaje de cumplimiento\b")
_MOBILIARIO = re.compile(
    r"(?:pagina|pag\.?|hoja)\s*(?:no\.?\s*)?\d+(?:\s*(?:de|/)\s*\d+)?|\d+\s*(?:de|/)\s*\d+|[-–]?\s*\d{1,3}\s*[-–]"
    r"|[a-z]{2,5} ?[-–] ?[a-z]{0,3}\d{0,4}[a-z0-9]{0,4}|continua(?:cion)?\W*"
)
_PORCENTUAL = re.compile(r"porc|%|tasa|indice|cobertura|proporcion")
_CODIGO = re.compile(r"[A-Za-z]{0,3}\d[\w.\-]*")
_LISTA_DE_CODIGOS = re.compile(r"(?:[A-Za-z]{0,3}\d{1,4}(?:\.\d{1,3})*\.?|y|,|;|/|-|\s)+")


@dataclass(slots=True)
class _Cruda:
    """A row being put together: the pieces of each field, in order."""

    renglon: Renglon
    numero: str | None
    descripcion: str
    piezas: dict[str, list[CeldaLeida]] = field(default_factory=dict)
    reparo: tuple[CeldaLeida | None, str] | None = None

    def texto(self, campo: str) -> str:
        return " ".join(p.texto for p in self.piezas.get(campo, ()))


@dataclass(frozen=True, slots=True)
class Tabla:
    """A table of a form: its columns and the rows below its heading."""

    plantilla: Plantilla
    renglones: tuple[Renglon, ...]


@dataclass(frozen=True, slots=True)
class _Norma:
    """What the rows of a table have in common: how many cells, and whether their percentages bear the sign."""

    ancho: int = 0
    con_signo: bool = False


def textos_de_cifras(tablas: Iterable[Tabla]) -> list[str]:
    """The texts that stand in the columns of figures, for the convention of the file."""
    salida = []
    for tabla in tablas:
        columnas = [c for campo in tabla.plantilla.campos_de_cifras() for c in tabla.plantilla.columnas[campo]]
        salida += [t for r in tabla.renglones for c in columnas if (t := r.texto(c))]
    return salida


def leer(
    tablas: Sequence[Tabla],
    lineas: Sequence[LineaAccion],
    convencion: Convencion,
    ejercicio: int,
    corte: date,
    unidad: str,
) -> tuple[tuple[Meta, ...], tuple[Apartado, ...]]:
    """The metas of a form's tables, and the rows set aside."""
    crudas: list[tuple[_Cruda, Plantilla]] = []
    for tabla in tablas:
        for cruda in _componer(tabla, [c for c, _ in crudas]):
            crudas.append((cruda, tabla.plantilla))
    metas: list[Meta] = []
    apartados: list[Apartado] = []
    for cruda, plantilla in crudas:
        resultado = _meta(cruda, plantilla, lineas, convencion, len(metas), unidad)
        if isinstance(resultado, Meta):
            metas.append(_con_causas(resultado, ejercicio, corte))
        else:
            apartados.append(resultado)
    return tuple(metas), tuple(apartados)


# --- putting rows together ------------------------------------------------------------------------------------------


def _componer(tabla: Tabla, anteriores: list[_Cruda]) -> list[_Cruda]:
    """The rows of a table, those that go on joined to the row that they continue (in an earlier table, if first)."""
    nuevas: list[_Cruda] = []
    norma = _norma(tabla)
    for renglon in _unir_cortados(tabla.plantilla, tabla.renglones):
        cruda = _asignar(tabla.plantilla, renglon, norma)
        previa = nuevas[-1] if nuevas else anteriores[-1] if anteriores else None
        if _es_mobiliario(renglon) or _TOTAL.match(plegar(cruda.texto("descripcion") or renglon.llenas()[0][1].texto)):
            continue
        if cruda.numero is not None and not _es_falso_numero(cruda, previa, tabla.plantilla):
            nuevas.append(cruda)
        elif not _continuar(cruda, previa, tabla.plantilla) and _tiene_cifras(cruda, tabla.plantilla):
            cruda.numero = None
            nuevas.append(cruda)
    return nuevas


def _norma(tabla: Tabla) -> _Norma:
    filas = [r for r in tabla.renglones if len(r.llenas()) >= 4]
    anchos = Counter(len(r.celdas) for r in filas)
    relativo = tabla.plantilla.columnas.get("avance_relativo", (-1,))[0]
    impresos = [t for r in filas if (t := r.texto(relativo))]
    con_signo = sum("%" in t for t in impresos) * 2 > len(impresos)
    return _Norma(anchos.most_common(1)[0][0] if anchos else 0, con_signo)


def _unir_cortados(plantilla: Plantilla, renglones: Sequence[Renglon]) -> list[Renglon]:
    """Rows that a line break cut inside a cell, joined again where the two halves fit the columns."""
    salida: list[Renglon] = []
    for renglon in renglones:
        previo = salida[-1] if salida else None
        if previo is not None and _es_resto(plantilla, previo, renglon):
            salida[-1] = _unir(previo, renglon)
        else:
            salida.append(renglon)
    return salida


def _es_resto(plantilla: Plantilla, previo: Renglon, renglon: Renglon) -> bool:
    descripcion = plantilla.columnas["descripcion"][0]
    cortado = len(previo.celdas) == descripcion + 1 and previo.texto(descripcion) and renglon.texto(0)
    if not cortado or len(renglon.celdas) < 3 or _numero(renglon.texto(0), estricto=True):
        return False
    junto = _unir(previo, renglon)
    return len(junto.celdas) <= plantilla.ancho and _asignar(plantilla, junto, _Norma()).reparo is None


def _unir(previo: Renglon, renglon: Renglon) -> Renglon:
    ultima, primera = previo.celdas[-1], renglon.celdas[0]
    puente = CeldaLeida(f"{ultima.texto} {primera.texto}".strip(), ultima.celda)
    return Renglon((*previo.celdas[:-1], puente, *renglon.celdas[1:]))


def _asignar(plantilla: Plantilla, renglon: Renglon, norma: _Norma) -> _Cruda:
    """The cells of a row under their fields. If its cells do not fit, but do so one column on (a first blank cell
    was lost), they are taken there."""
    cruda = _en(plantilla, renglon, 0, norma)
    primera = plantilla.columnas.get("linea", plantilla.columnas.get("numero", (-1,)))[0] == 0
    descripcion = plantilla.columnas["descripcion"][0]
    if (
        primera
        and descripcion == 1
        and _numero(renglon.texto(0), estricto=True)
        and not _lista_de_codigos(renglon.texto(0))
    ):
        corrida = _en(plantilla, renglon, 1, _Norma())
        if corrida.numero is not None and corrida.reparo is None:
            return corrida
    return cruda


def _en(plantilla: Plantilla, renglon: Renglon, salto: int, norma: _Norma) -> _Cruda:
    piezas: dict[str, list[CeldaLeida]] = {}
    asignadas: set[int] = set()
    for campo, columnas in plantilla.columnas.items():
        for columna in columnas:
            asignadas.add(columna)
            if renglon.texto(columna - salto):
                piezas.setdefault(campo, []).append(renglon.celdas[columna - salto])
    sobrantes = [c for i, c in renglon.llenas() if i + salto >= plantilla.ancho]
    numero, descripcion = _numero_y_descripcion(piezas)
    cruda = _Cruda(renglon, numero, descripcion, piezas)
    cruda.reparo = _reparo(cruda, plantilla, sobrantes, norma)
    if cruda.reparo is None and sobrantes:
        # Words beyond the last column, with every figure in place: the observation held the delimiter.
        piezas.setdefault("observacion", []).extend(sobrantes)
    return cruda


def _numero_y_descripcion(piezas: Mapping[str, list[CeldaLeida]]) -> tuple[str | None, str]:
    texto = piezas["descripcion"][0].texto if "descripcion" in piezas else ""
    if "numero" in piezas:
        hallado = _SOLO_NUMERO.fullmatch(plegar(piezas["numero"][0].texto))
        if hallado:
            propio = _numero(texto, estricto=True)
            repetido = propio is not None and propio[0] == _limpio(hallado.group("n"), piezas["numero"][0].texto)
            return _limpio(hallado.group("n"), piezas["numero"][0].texto), texto[
                propio[1] :
            ] if propio and repetido else texto
    con_cifras = any(c.startswith(("programado.", "alcanzado.", "meta_anual")) for c in piezas)
    hallado_ = _numero(texto, estricto=not con_cifras)
    return (hallado_[0], texto[hallado_[1] :]) if hallado_ else (None, texto)


def _numero(texto: str, estricto: bool) -> tuple[str, int] | None:
    """The number that a description opens with, and where its words begin. ``estricto``: only unmistakable forms."""
    if not texto:
        return None
    llano = alinear(texto[:_MAX_PREFIJO])
    patrones = (_COMPUESTO, _ENTERO) if estricto else (_COMPUESTO, _ENTERO, _ROMANO, _LETRA, _SUELTO)
    for patron in patrones:
        if hallado := patron.match(llano):
            return _limpio(hallado.group("n"), texto[hallado.start("n") : hallado.end("n")]), hallado.end()
    return None


def _limpio(plegado: str, impreso: str) -> str:
    """A number in one form: points between its parts, none at its end; Roman figures and letters in capitals."""
    numero = re.sub(r"\s+", "", plegado).replace(",", ".").rstrip(".-)")
    numero = numero.upper() if re.fullmatch(r"[ivxlc]+|[a-z]+[.\-]?[\d.]*", numero) else numero
    return numero[:32] or impreso.strip()[:32]


def _es_mobiliario(renglon: Renglon) -> bool:
    """Page numbers and form keys between the rows."""
    llenas = renglon.llenas()
    return len(llenas) == 1 and bool(_MOBILIARIO.fullmatch(plegar(llenas[0][1].texto)))


def _tiene_cifras(cruda: _Cruda, plantilla: Plantilla) -> bool:
    return any(campo in cruda.piezas for campo in plantilla.campos_de_cifras())


def _es_falso_numero(cruda: _Cruda, previa: _Cruda | None, plantilla: Plantilla) -> bool:
    """Whether a lone description that opens with a number goes on from the row above ("… del 1 al / 15. de marzo")."""
    if previa is None or previa.numero is None or set(cruda.piezas) - {"descripcion", "observacion"}:
        return False
    principal, anterior = cruda.numero or "", previa.numero
    sigue = principal.split(".")[0] == anterior.split(".")[0]
    if not sigue and principal.isdigit() and anterior.split(".")[0].isdigit():
        sigue = int(principal) == int(anterior.split(".")[0]) + 1
    return not sigue


def _continuar(cruda: _Cruda, previa: _Cruda | None, plantilla: Plantilla) -> bool:
    """Join a row without number to the one it continues. False if it continues none."""
    if previa is None:
        return False
    llenas = cruda.renglon.llenas()
    if len(llenas) == 1 and llenas[0][0] == 0 and "linea" in cruda.piezas and not _lista_de_codigos(llenas[0][1].texto):
        return _continuar_suelta(llenas[0][1], previa, plantilla)
    if set(cruda.piezas) <= set(_DE_TEXTO):
        for campo, piezas in cruda.piezas.items():
            previa.piezas.setdefault(campo, []).extend(piezas)
        return True
    if not _tiene_cifras(previa, plantilla) and previa.numero is not None and cruda.reparo is None:
        for campo, piezas in cruda.piezas.items():
            previa.piezas.setdefault(campo, []).extend(piezas)
        return True
    return False


def _continuar_suelta(celda: CeldaLeida, previa: _Cruda, plantilla: Plantilla) -> bool:
    """A line without delimiters: the rest of the last cell of words of the row above."""
    if "observacion" in previa.piezas:
        previa.piezas["observacion"].append(celda)
    elif not _tiene_cifras(previa, plantilla):
        previa.piezas.setdefault("descripcion", []).append(celda)
    return True


# --- whether the cells fit ------------------------------------------------------------------------------------------


def _reparo(
    cruda: _Cruda, plantilla: Plantilla, sobrantes: Sequence[CeldaLeida], norma: _Norma
) -> tuple[CeldaLeida | None, str] | None:
    """Why a row can't be trusted: the cell and the reason; None if its cells fit."""
    if not _tiene_cifras(cruda, plantilla):
        return None
    for campo in plantilla.campos_de_cifras():
        for pieza in cruda.piezas.get(campo, ()):
            if not (cifras.sin_reporte(pieza.texto) or cifras.es_cifra(pieza.texto)):
                return pieza, f"«{_breve(pieza.texto)}», en la columna «{plantilla.etiqueta(campo)}», no es una cifra"
    return (
        _reparo_de_palabras(cruda, plantilla)
        or _reparo_de_porcentajes(cruda, plantilla)
        or _reparo_de_ancho(cruda, plantilla, sobrantes, norma)
    )


def _reparo_de_palabras(cruda: _Cruda, plantilla: Plantilla) -> tuple[CeldaLeida | None, str] | None:
    for campo in ("descripcion", "unidad_medida", "observacion"):
        for pieza in cruda.piezas.get(campo, ()):
            if cifras.es_cifra(pieza.texto):
                return (
                    pieza,
                    f"«{pieza.texto}», en la columna «{plantilla.etiqueta(campo)}», es una cifra y no un texto",
                )
    return None


def _reparo_de_porcentajes(cruda: _Cruda, plantilla: Plantilla) -> tuple[CeldaLeida | None, str] | None:
    """A percent sign among quantities, unless the goal itself is a percentage."""
    anual = cruda.texto("meta_anual")
    if "%" in anual or _PORCENTUAL.search(plegar(cruda.texto("unidad_medida"))):
        return None
    for campo in plantilla.campos_de_cifras():
        for pieza in cruda.piezas.get(campo, ()):
            if campo != "avance_relativo" and "%" in pieza.texto:
                return pieza, f"«{pieza.texto}», en la columna «{plantilla.etiqueta(campo)}», es un porcentaje"
    return None


def _reparo_de_ancho(
    cruda: _Cruda, plantilla: Plantilla, sobrantes: Sequence[CeldaLeida], norma: _Norma
) -> tuple[CeldaLeida | None, str] | None:
    """A row of another width than the table's, with a sign that its cells moved."""
    celdas = cruda.renglon.celdas
    # Words beyond the last column are the rest of an observation that held the delimiter, if it stands in its column.
    movida = "observacion" not in cruda.piezas or any(cifras.es_cifra(s.texto) for s in sobrantes)
    if sobrantes and movida:
        return sobrantes[0], "tiene más celdas que columnas la tabla"
    # A short row whose last cell is filled lost its blank tail; one that ends blank lost a cell inside.
    if norma.ancho and len(celdas) < min(norma.ancho, plantilla.ancho) and not celdas[-1].texto:
        return None, f"tiene {len(celdas)} celdas y la tabla {norma.ancho} columnas"
    relativo = cruda.texto("avance_relativo")
    # A longer row with nothing in its last columns of figures: no cell tells whether the others moved.
    sin_ancla = not relativo and "avance_absoluto" not in cruda.piezas and "avance_relativo" in plantilla.columnas
    if norma.ancho >= plantilla.ancho and len(celdas) > norma.ancho and sin_ancla:
        return None, f"tiene {len(celdas)} celdas y la tabla {norma.ancho} columnas"
    sin_signo = norma.con_signo and cifras.es_cifra(relativo) and "%" not in relativo
    if norma.ancho and len(celdas) != norma.ancho and sin_signo:
        columna = plantilla.etiqueta("avance_relativo")
        return cruda.piezas["avance_relativo"][0], f"«{relativo}», en la columna «{columna}», no es un porcentaje"
    return None


def _breve(texto: str) -> str:
    return texto if len(texto) <= 40 else texto[:39] + "…"


# --- a row's meta ---------------------------------------------------------------------------------------------------


def _meta(
    cruda: _Cruda,
    plantilla: Plantilla,
    lineas: Sequence[LineaAccion],
    convencion: Convencion,
    orden: int,
    unidad: str,
) -> Meta | Apartado:
    reparo = _reparo_final(cruda, plantilla)
    if reparo is not None:
        return _apartar(cruda, *reparo, unidad)
    numero = cruda.numero or ""
    valor = {
        campo: _cifra(cruda, campo, convencion) for campo in plantilla.campos_de_cifras() if campo != "avance_relativo"
    }
    anual = valor.get("meta_modificada")
    observacion = cruda.texto("observacion")
    observacion = "" if cifras.sin_reporte(observacion) else observacion
    descripcion = " ".join((cruda.descripcion, *(p.texto for p in cruda.piezas.get("descripcion", ())[1:]))).strip()
    return Meta(
        numero=numero,
        padre=padre_de(numero),
        descripcion=descripcion,
        unidad_medida=cruda.texto("unidad_medida"),
        meta_anual=anual if anual is not None else valor.get("meta_anual"),
        programado={t: valor.get(f"programado.{t}") for t in TRIMESTRES},
        alcanzado={t: valor.get(f"alcanzado.{t}") for t in TRIMESTRES},
        avance_absoluto=valor.get("avance_absoluto"),
        avance_impreso=cruda.texto("avance_relativo")[:64] or None,
        lineas=resolver_lineas(cruda.texto("linea"), lineas),
        observacion=observacion or None,
        causas=(),
        celdas=_celdas(cruda),
        orden=orden,
    )


def _con_causas(m: Meta, ejercicio: int, corte: date) -> Meta:
    if not m.observacion:
        return m
    resultado = cumplimiento.resultado(
        m.meta_anual, m.avance_absoluto, m.programado, m.alcanzado, m.unidad_medida, ejercicio, corte
    )
    return replace(m, causas=causas.hallar(m.observacion, ejercicio, resultado))


def _reparo_final(cruda: _Cruda, plantilla: Plantilla) -> tuple[CeldaLeida | None, str] | None:
    """The row as put together is checked again: what was joined to it may not fit."""
    if cruda.reparo is not None:
        return cruda.reparo
    if cruda.numero is None:
        return None, "tiene cifras y no tiene número de meta"
    repetida = next((c for c in plantilla.campos_de_cifras() if len(cruda.piezas.get(c, ())) > 1), None)
    if repetida is not None:
        return cruda.piezas[repetida][1], f"la columna «{plantilla.etiqueta(repetida)}» tiene dos cifras para la meta"
    return _reparo(cruda, plantilla, (), _Norma())


def _apartar(cruda: _Cruda, celda: CeldaLeida | None, motivo: str, unidad: str) -> Apartado:
    fuente = celda.celda.fuente if celda is not None else cruda.renglon.fuente
    meta = f"la meta {cruda.numero}" if cruda.numero else "el renglón"
    return Apartado(
        lugar=str(fuente),
        motivo=f"No se pudo leer {meta}: {motivo}.",
        remedio="Corrija ese renglón en el archivo (una celda por columna) y vuelva a cargarlo.",
        unidad=unidad or None,
    )


def _cifra(cruda: _Cruda, campo: str, convencion: Convencion) -> Decimal | None:
    return cifras.leer(cruda.texto(campo), convencion)


def _celdas(cruda: _Cruda) -> dict[str, Celda]:
    """The printed cells by field; what goes on in a later row is ``campo.2``, ``campo.3`` …"""
    celdas: dict[str, Celda] = {}
    for campo, piezas in cruda.piezas.items():
        for i, pieza in enumerate(piezas, start=1):
            celdas[campo if i == 1 else f"{campo}.{i}"] = pieza.celda
    if "meta_modificada" in celdas:
        celdas["meta_anual"] = celdas.pop("meta_modificada")
    return celdas


def padre_de(numero: str) -> str | None:
    """The number of the goal that an action belongs to (``8.2`` → ``8``, ``8.2.1`` → ``8.2``); None for a main goal."""
    if hallado := re.fullmatch(r"(.*\d)(?:bis|[a-z])", numero):
        return hallado.group(1)
    return numero.rpartition(".")[0] or None


def resolver_lineas(texto: str, lineas: Sequence[LineaAccion]) -> tuple[LineaDeMeta, ...]:
    """The lines of action that a cell names, by the codes of the form's header: ``213`` is 2.1.3 where the header
    lists no other code of those digits. What can't be resolved stays as printed."""
    salida: dict[str, LineaDeMeta] = {}
    for trozo in re.split(r"[,;/|\s]+", texto):
        impresa = trozo.strip(".:()-")
        if _CODIGO.fullmatch(impresa):
            codigo = _resolver(impresa, lineas)
            nueva = LineaDeMeta((codigo or impresa)[:32], impresa[:64], codigo is not None)
            salida.setdefault(nueva.codigo, nueva)
    return tuple(salida.values())


def _resolver(impresa: str, lineas: Sequence[LineaAccion]) -> str | None:
    codigos = list(dict.fromkeys(x.codigo for x in lineas))
    if impresa in codigos:
        return impresa
    iguales = [c for c in codigos if _partes(c) == _partes(impresa)]
    compactos = [c for c in codigos if c.replace(".", "") == impresa.replace(".", "")]
    for hallados in (iguales, compactos):
        if len(hallados) == 1:
            return hallados[0]
    return None


def _partes(codigo: str) -> tuple[str, ...]:
    return tuple(p.lstrip("0") or "0" for p in codigo.split("."))


def _lista_de_codigos(texto: str) -> bool:
    return bool(_LISTA_DE_CODIGOS.fullmatch(texto)) or cifras.sin_reporte(texto)
