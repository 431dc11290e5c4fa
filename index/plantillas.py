"""A table's columns (``Plantilla``), and how well rows fit them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index import cifras
from index.disenos import IGNORAR
from index.lineas import es_lista_de_codigos
from index.periodos import MESES, trimestre_de
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulos import es_de_cifras, es_debil
from index.titulos import MEDIDAS_DE_CIFRA, Medida

#: A period's column in reading order: period, measure, column, printed period.
Columna = tuple[str, Medida, int, str]

_CON_NUMERO = re.compile(r"\d{1,3}(?:\.\d{1,3})*[\s.\-–)]+[^\W\d_]")
_NUMERO = re.compile(r"\d+(\.\d+)*[.\-) ]*|[ivxlcIVXLC]+[.\-)]*")
_PERIODOS = frozenset(("anual", "acumulado", *TRIMESTRES, *MESES))
_EN_ANUAL: dict[str, str] = {"programado": "meta_anual", "modificado": "meta_modificada", "alcanzado": "avance_absoluto"}
_EN_ACUMULADO: dict[str, str] = {
    "programado": "programado_acumulado", "modificado": "programado_acumulado", "alcanzado": "avance_absoluto",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plantilla:
    """A table's columns: field → indexes of its cells (0-based). Fields as in ``Meta.celdas``, plus ``numero``,
    ``meta_modificada``, ``programado_acumulado`` and the months (``alcanzado.ene``).

    Where a goal runs over several rows, ``clave`` says what completes a row's fields: its ``periodo`` (columns
    ``programado``, ``alcanzado``) or its ``medida`` (columns T1 … T4, ene …, ``anual``); that cell is the column
    ``clave``. ``sin_periodo`` are columns of figures of which nothing says the period, ``sin_leer`` those that are
    not understood, ``sin_textos`` those of words that may be the observation or the unit of measure, ``deducidas`` those that
    what stands below them tells (field, heading's cell).
    """

    columnas: Mapping[str, tuple[int, ...]]
    ancho: int
    etiquetas: Mapping[str, str]
    clave: Literal["periodo", "medida"] | None = None
    sin_periodo: tuple[str, ...] = ()
    sin_leer: tuple[str, ...] = ()
    sin_textos: tuple[str, ...] = ()
    deducidas: tuple[tuple[str, CeldaLeida | None], ...] = ()
    #: (field, column) of each column.
    lugares: tuple[tuple[str, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lugares", tuple((campo, c) for campo, cs in self.columnas.items() for c in cs))

    @property
    def trimestres(self) -> frozenset[str]:
        """The quarters that its columns name, whole or by a month; none where its rows name them."""
        periodos = {campo.partition(".")[2] for campo in self.columnas if "." in campo}
        return frozenset(p if p in TRIMESTRES else trimestre_de(p) for p in periodos if p in TRIMESTRES or p in MESES)

    def campos_de_cifras(self) -> list[str]:
        """The fields whose cells are figures."""
        return [c for c in self.columnas if es_de_cifras(c)]

    def etiqueta(self, campo: str) -> str:
        """How the heading calls a field, for messages."""
        return self.etiquetas.get(campo, campo.replace("_", " ").replace(".", " "))


def armar(
    campos: Sequence[tuple[str, int, str]], periodos: Sequence[Columna], ancho: int, datos: Sequence[Renglon]
) -> Plantilla | None:
    """A layout from (field, column, label) and the periods' columns, unless two fields claim one column or the
    essential ones are missing."""
    ocupadas = [c for _, _, c, _ in periodos]
    if len(set(ocupadas)) < len(ocupadas) or set(ocupadas) & {c for _, c, _ in campos}:
        return None
    columnas: dict[str, tuple[int, ...]] = {}
    etiquetas: dict[str, str] = {}
    for campo, columna, texto in sorted(campos, key=lambda c: es_debil(c[2])):
        if campo == IGNORAR:
            continue
        columnas[campo] = (*columnas.get(campo, ()), columna)
        etiquetas.setdefault(campo, texto)
    columnas = _con_su_signo(columnas, datos)
    for periodo, medida, columna, texto in _sin_los_de_lo_programado(periodos):
        propio = campo_de(periodo, medida)
        if propio is None or (propio in columnas and "." not in propio):
            continue
        if propio in columnas:
            return None
        columnas[propio] = (columna,)
        etiquetas[propio] = f"{medida.capitalize()} {texto}"
    columnas = _lo_modificado(desempatar(sin_debiles(columnas, campos, datos), datos))
    bastan = any(c.startswith("alcanzado.") for c in columnas) or {"meta_anual", "avance_absoluto"} <= columnas.keys()
    return Plantilla(columnas, ancho, etiquetas) if "descripcion" in columnas and bastan else None


def _sin_los_de_lo_programado(periodos: Sequence[Columna]) -> list[Columna]:
    """The periods' columns, of a period's several percentages those that stand right behind what is programmed left out:
    "Prog. | % | Alc. | %"."""
    de_cada = {columna: (periodo, medida) for periodo, medida, columna, _ in periodos}
    veces = Counter(p for p, m in de_cada.values() if m == "porcentaje")
    salida = []
    for periodo, medida, columna, texto in periodos:
        antes = de_cada.get(columna - 1, ("", ""))
        suyo = antes[0] == periodo and antes[1] in ("programado", "modificado")
        if medida == "porcentaje" and veces[periodo] > 1 and suyo:
            continue
        salida.append((periodo, medida, columna, texto))
    return salida


def sin_debiles(
    columnas: Mapping[str, tuple[int, ...]], campos: Sequence[tuple[str, int, str]], datos: Sequence[Renglon]
) -> dict[str, tuple[int, ...]]:
    """The columns without those that a weak label calls the description ("Indicador"), beside words under a better one."""
    debiles = {columna for campo, columna, texto in campos if campo == "descripcion" and es_debil(texto)}
    suyas = columnas.get("descripcion", ())
    firmes = tuple(c for c in suyas if c not in debiles)
    con_palabras = any(parte(datos, c, _palabras) > 0.5 and not parte(datos, c, parece_numero) > 0.5 for c in firmes)
    return {**columnas, "descripcion": firmes} if con_palabras else dict(columnas)


def campo_de(periodo: str, medida: Medida) -> str | None:
    """The field of a period's figure; None for a percentage of a quarter or a month."""
    if periodo in ("anual", "acumulado"):
        if medida == "porcentaje":
            return "avance_relativo"
        return (_EN_ANUAL if periodo == "anual" else _EN_ACUMULADO)[medida]
    return None if medida == "porcentaje" else f"{medida}.{periodo}"


def _lo_modificado(columnas: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """A column "modificado" without its original beside it is what is programmed."""
    salida = {}
    for campo, indices in columnas.items():
        original = campo.replace("modificado.", "programado.").replace("meta_modificada", "meta_anual")
        salida[campo if original in columnas else original] = indices
    return salida


def desempatar(columnas: Mapping[str, tuple[int, ...]], datos: Sequence[Renglon]) -> dict[str, tuple[int, ...]]:
    """One column per field (observations may have several): what the cells below say decides."""
    salida = dict(columnas)
    for campo in ("descripcion", "numero"):
        for columna in columnas.get(campo, ()):
            if len(columnas.get("descripcion", ())) > 1 and parte(datos, columna, parece_numero) > 0.5:
                salida.setdefault("numero", (columna,))
    if len(columnas.get("descripcion", ())) > 1 and "numero" in columnas and "meta_anual" not in columnas:
        # "Acción" and "Meta", beside a column of numbers: the goal's figure.
        de_cifras = [c for c in columnas["descripcion"] if parte(datos, c, cifras.es_cifra) > 0.9]
        if len(de_cifras) == 1:
            salida["meta_anual"] = (de_cifras[0],)
            salida["descripcion"] = tuple(c for c in columnas["descripcion"] if c not in de_cifras)
    if len(salida.get("descripcion", ())) > 1:
        otras = [c for c in salida["descripcion"] if c not in salida.get("numero", ())] or list(salida["descripcion"])
        salida["descripcion"] = (max(otras, key=lambda c: sum(len(r.texto(c)) for r in datos)),)
    for columna in salida.pop("avance", ()):
        campo = "avance_relativo" if parte(datos, columna, _con_porciento) > 0.5 else "avance_absoluto"
        salida.setdefault(campo, (columna,))
    return {c: v if c == "observacion" else v[:1] for c, v in _con_su_signo(salida, datos).items()}


def _con_su_signo(columnas: Mapping[str, tuple[int, ...]], datos: Sequence[Renglon]) -> dict[str, tuple[int, ...]]:
    """The columns, an absolute whose cells bear the percent sign as the relative."""
    salida = dict(columnas)
    absoluto = salida.get("avance_absoluto", ())
    con_porciento = [c for c in absoluto if parte(datos, c, _con_porciento) > 0.5]
    if con_porciento:
        salida.setdefault("avance_relativo", (con_porciento[0],))
        salida["avance_absoluto"] = tuple(c for c in absoluto if c not in con_porciento)
    return {campo: indices for campo, indices in salida.items() if indices}


def parte(datos: Sequence[Renglon], columna: int, cumple: Callable[[str], bool], llenas: int = 3) -> float:
    """The share of a column's filled cells that meet a test, in rows of more than ``llenas`` cells."""
    textos = [t for r in datos if len(r.llenas()) > llenas and (t := r.texto(columna))]
    return sum(map(cumple, textos)) / len(textos) if textos else 0.0


def es_de_meta(renglon: Renglon) -> bool:
    """Whether a row is a whole goal: a number opens one of its cells, and it has figures."""
    llenas = renglon.llenas()
    if not llenas or not (_abre_con_numero(llenas) or any(_CON_NUMERO.match(c.texto) for _, c in llenas)):
        return False
    return cifras.hay(2, (c.texto for _, c in llenas))


def _abre_con_numero(llenas: Sequence[tuple[int, CeldaLeida]]) -> bool:
    """Whether a row's first cell is a number, or its second one behind a list of codes."""
    primera = llenas[0][1].texto
    if parece_numero(primera):
        return True
    return len(llenas) > 1 and es_lista_de_codigos(primera) and parece_numero(llenas[1][1].texto)


def ajuste(plantilla: Plantilla, datos: Sequence[Renglon]) -> float:
    """How well rows of metas fit the columns, 0 … 1: figures under figures, words under words."""
    filas = datos[:40]
    pruebas = [(columna, _CABE.get(campo, _cantidad)) for campo, columna in plantilla.lugares]
    tomadas = {c for c, _ in pruebas}
    return sum([_ajuste_de_fila(fila, pruebas, tomadas, plantilla.ancho) for fila in filas]) / len(filas) if filas else 0.5


def _ajuste_de_fila(fila: Renglon, pruebas: Sequence[tuple[int, Callable[[str], bool]]], tomadas: set[int], ancho: int) -> float:
    """``pruebas``: for each column whether a text fits it."""
    puntos = total = 0
    celdas = fila.celdas
    for columna, cabe in pruebas:
        if columna < len(celdas) and (texto := celdas[columna].texto):
            total += 1
            puntos += cabe(texto)
    for columna, celda in fila.llenas():
        # What stands beyond the columns, and a figure under none of them.
        total += columna not in tomadas and (columna >= ancho or cifras.es_cifra(celda.texto))
    return puntos / total if total else 0.0


def _cantidad(texto: str) -> bool:
    return "%" not in texto and cifras.es_reporte(texto)


def _palabras(texto: str) -> bool:
    return not cifras.es_cifra(texto)


#: What fits under each field; under any other, a quantity or a mark of "not reported".
_CABE: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("descripcion", "unidad_medida", "observacion"), _palabras),
    "linea": lambda texto: len(texto) < 80,
    "numero": lambda texto: len(texto) < 12,
    "avance_relativo": cifras.es_reporte,
}


def parece_numero(texto: str) -> bool:
    """Whether a text is a goal's number and nothing else."""
    return bool(_NUMERO.fullmatch(texto))


def _con_porciento(texto: str) -> bool:
    return texto.endswith("%")


def completar(campo: str, clave: str, medida_o_periodo: str) -> str | None:
    """The whole field of a stacked row's cell: its own part and the row's. None for what is not kept."""
    if campo in (*MEDIDAS_DE_CIFRA, "porcentaje"):
        return campo_de(medida_o_periodo, next(m for m in (*MEDIDAS_DE_CIFRA, "porcentaje") if m == campo))
    if campo in _PERIODOS:
        return campo_de(campo, next(m for m in (*MEDIDAS_DE_CIFRA, "porcentaje") if m == medida_o_periodo))
    return campo
