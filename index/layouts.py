
"""Headings of a POA table: which column holds what.

A heading is one to four rows: the names of the columns, a row of periods (quarters) and a row of measures
(programmed, achieved) below or above it. Real forms differ in words, order and width, so the words are tables
(``CAMPOS``, ``MEDIDAS``, ``TRIMESTRALES``) and the arrangement is found in steps: each heading cell is labelled; the
labels of the sparser row are dealt over those of the denser one; where the heading's cells do not stand over the
figures (blank cells were lost), the columns are laid out in reading order instead, and the rows below decide.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz, process

from index import cifras
from index.readers.hoja import Renglon
from index.textos import plegar

Medida = Literal["programado", "alcanzado", "porcentaje"]

#: Label variants of each column, folded, as regular expressions at the start of the label. First match wins.
CAMPOS: tuple[tuple[str, str], ...] = (
    ("linea", r"(no |num |clave (de la |de )?)?lineas? (de )?accion|linea (estrategica|p ?m ?d)|lineas p ?m ?d|p ?m ?d\b"
              r"|alineacion|eje\b|plan municipal"),
    ("observacion", r"observaci|observ\b|obs\b|justificaci|explicacion|comentario|dificultad|problemas? presentad"
                    r"|analisis (del|de) avance|causas?\b|motivos?\b|notas?\b|aclaracion|razones"),
    ("unidad_medida", r"unidad(es)? (de )?med|u ?de ?m\b|u ?m\b|medida\b|unidad$|tipo de unidad"),
    ("numero", r"(no|num|numero|nro|n|clave|id)$|(no|num|numero|nro|n|clave) (de )?(la )?(meta|accion|metas|acciones)$"
               r"|consecutivo|#$"),
    ("avance_relativo", r"(avance|acumulado|porcentaje|%|cumplimiento|total|avance acumulado|avance anual)? ?"
                        r"\(?(relativo|porcentual|porcentaje|%)|% ?\w*|porcentaje|eficacia|cumplimiento"
                        r"|(avance|acumulado|avance acumulado|avance anual|avance fisico) (en )?%|relat\b"),
    ("avance_absoluto", r"(avance |acumulado |total |avance acumulado )?absoluto|(total |avance |meta )?"
                        r"(alcanzad|realizad|ejecutad|lograd)[oa]s? (anual|acumulad[oa]|total|al (periodo|corte|trimestre)"
                        r"|a la fecha)|total (alcanzad|realizad|ejecutad|lograd)[oa]|acumulado (alcanzad|realizad|anual)"
                        r"|avance (acumulado|anual|total|a la fecha|al corte|al periodo)|acumulad[oa]$|absol\b|abs\b"
                        r"|resultado (anual|acumulado|total)"),
    ("meta_modificada", r"meta (anual )?(modificad|ajustad|reprogramad)|(anual|total) (modificad|ajustad|reprogramad)"),
    ("meta_anual", r"metas? (programada )?(anual|autorizad|original|total)|metas? anual|(total )?programad[oa] (anual|total)"
                   r"|programacion anual|(cantidad )?anual\b|autorizad[oa]|cantidad (programada|anual)?|total programad"
                   r"|meta programada|meta planeada|total anual"),
    ("descripcion", r"descrip|metas y acciones|metas? y? ?/? ?acci|acciones|accion$|actividad|objetivo|metas?$"
                    r"|nombre de (la|las) (meta|accion)|denominacion|indicador|concepto|proyecto"),
)  # fmt: skip

#: Words for a quarter's two figures, and for a percentage that may stand beside them.
MEDIDAS: tuple[tuple[Medida, str], ...] = (
    ("porcentaje", r"%|porcentaje|porc\b|variacion|relativo|eficacia|efi\b|cump\b|cumplimiento"),
    ("programado", r"p$|pr$|prog|plan|meta|previst|estimad|resultado esperado|esperad|modificad|ajustad|reprog|calendari"
                   r"|autorizad"),
    ("alcanzado", r"a$|r$|e$|alc|avan|real|ejec|logr|report|cumpl|resultado|obtenid|hech|atendid"),
)  # fmt: skip

#: Titles that stand over several columns and name none.
GRUPOS = re.compile(
    r"(periodos?|trimestres?|(calendario|calendarizacion|programacion|avances?|metas?|cumplimiento|seguimiento)"
    r"( (de|por|del|fisico|fisica|trimestral|trimestrales|trimestre|periodo|metas|programatico|programatica|anual))*"
    r"|programado y alcanzado|programado alcanzado|acumulados?|total(es)?|resultados?( trimestrales)?)"
)
#: Names of columns that reports print and that nothing is read from.
AJENAS = re.compile(
    r"(tipo|tipo de meta|ponderacion|peso|presupuesto.*|responsables?|beneficiarios?|semaforo|evidencias?|medios? de "
    r"verificacion|frecuencia|formula|linea base|estatus|status|localidad|ubicacion|pospr|fuente|folio|subprograma)"
)

_MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_ORDINALES = (
    r"1(?:er|ero|ro|o|a|ra)?|i|primer(?:o|a)?",
    r"2(?:do|da|o|a)?|ii|segund[oa]",
    r"3(?:er|ero|ro|o|a|ra)?|iii|tercer(?:o|a)?",
    r"4(?:to|ta|o|a)?|iv|cuart[oa]",
)
_TRIM = r"(?:trimestres?|trimestral|trims?|tri|tr|t)"


def _patrones() -> tuple[tuple[str, re.Pattern[str]], ...]:
    salida = []
    for n, ordinal in enumerate(_ORDINALES):
        desde, hasta = _MESES[3 * n], _MESES[3 * n + 2]
        meses = rf"{desde}\w* (?:a |al |y )?(?:{_MESES[3 * n + 1]}\w* (?:a |y )?)?{hasta}\w*"
        trimestre = rf"(?:{ordinal}) ?{_TRIM}|{_TRIM} ?(?:no |num )?(?:{ordinal})"
        salida.append((f"T{n + 1}", re.compile(rf"\b(?:{meses}|{trimestre})\b")))
    return tuple(salida)


TRIMESTRALES = _patrones()
_ACUMULADO = re.compile(r"acumulad[oa]s?|anual|total(es)?|al (periodo|corte)|a la fecha")
_CON_NUMERO = re.compile(r"\d{1,3}(?:\.\d{1,3})*[\s.\-–)]+[^\W\d_]")
_MAX_ETIQUETA = 110
_MIN_PARECIDO = 85.0


@dataclass(frozen=True, slots=True)
class Etiqueta:
    """What one heading cell names. ``periodo`` is T1 … T4 or "acumulado"; ``grupo`` is a title over several columns."""

    campo: str | None = None
    periodo: str | None = None
    medida: Medida | None = None
    grupo: bool = False

    @property
    def vacia(self) -> bool:
        """Whether the cell names nothing known."""
        return not (self.campo or self.periodo or self.medida or self.grupo)


@dataclass(frozen=True, slots=True)
class Plantilla:
    """A table's columns: field → indexes of its cells (0-based). Fields as in ``Meta.celdas``, plus ``numero``,
    ``meta_modificada`` and ``avance`` (a quantity or a percentage, as its cells say)."""

    columnas: Mapping[str, tuple[int, ...]]
    ancho: int
    etiquetas: Mapping[str, str]

    def campos_de_cifras(self) -> list[str]:
        """The fields whose cells are figures."""
        return [c for c in self.columnas if c.startswith(("programado.", "alcanzado.")) or c in _CIFRAS]

    def etiqueta(self, campo: str) -> str:
        """How the heading calls a field, for messages."""
        return self.etiquetas.get(campo, campo.replace("_", " "))


_CIFRAS = frozenset({"meta_anual", "meta_modificada", "avance_absoluto", "avance_relativo"})


#: Canonical labels against which a slip of the OCR is matched, with what each one names.
_CANONICAS: dict[str, Etiqueta] = {
    **{
        etiqueta: Etiqueta(campo=campo)
        for campo, etiquetas in {
            "linea": ("linea de accion p m d", "linea de accion", "lineas de accion"),
            "descripcion": ("descripcion de metas y acciones", "descripcion de la meta", "descripcion"),
            "unidad_medida": ("unidad de medida",),
            "meta_anual": ("meta anual autorizada", "meta anual"),
            "avance_absoluto": ("avance absoluto",),
            "avance_relativo": ("acumulado relativo", "avance relativo"),
            "observacion": ("observaciones", "justificacion"),
        }.items()
        for etiqueta in etiquetas
    },
    **{
        etiqueta: Etiqueta(periodo=f"T{n}")
        for n, etiquetas in enumerate(
            (
                ("ene mar", "enero marzo", "primer trimestre"),
                ("abr jun", "abril junio", "segundo trimestre"),
                ("jul sep", "julio septiembre", "tercer trimestre"),
                ("oct dic", "octubre diciembre", "cuarto trimestre"),
            ),
            start=1,
        )
        for etiqueta in etiquetas
    },
    "periodo": Etiqueta(grupo=True),
    "programado": Etiqueta(medida="programado"),
    "alcanzado": Etiqueta(medida="alcanzado"),
    "realizado": Etiqueta(medida="alcanzado"),
}


def etiquetar(texto: str) -> Etiqueta:
    """What a heading cell names, by the tables above; a near miss (OCR) by likeness."""
    return _etiquetar(_llano(texto)) if 0 < len(texto) <= _MAX_ETIQUETA else Etiqueta()


def es_encabezado(renglon: Renglon) -> bool:
    """Whether a row belongs to a heading: most of its cells name a column, a period or a measure, none is a figure."""
    textos = [c.texto for _, c in renglon.llenas()]
    if any(cifras.es_cifra(t) for t in textos):
        return False
    conocidas = sum(_conocida(t) for t in textos)
    return conocidas * 2 > len(textos) or (conocidas >= 3 and conocidas * 2 >= len(textos))


def abre_tabla(renglon: Renglon) -> bool:
    """Whether a heading starts here: a row that names at least two columns, or the quarters."""
    if not es_encabezado(renglon):
        return False
    etiquetas = [etiquetar(c.texto) for _, c in renglon.llenas()]
    campos = {e.campo for e in etiquetas if e.campo}
    periodos = {e.periodo for e in etiquetas if e.periodo}
    return len(campos) >= 2 or len(periodos) >= 3 or (len(campos) == 1 and len(periodos) >= 2)


def leer_encabezado(encabezado: Sequence[Renglon], datos: Sequence[Renglon]) -> Plantilla | None:
    """The columns of a table, or None where they are not recognised. ``datos`` (the rows below) decide between
    arrangements."""
    datos = [r for r in datos if _es_de_meta(r)]
    filas = _rotular(encabezado)
    arreglos = (_por_posicion(filas, datos), _por_ancla(filas, datos), *_por_orden(filas, datos))
    candidatas = [p for p in arreglos if p is not None]
    if not candidatas:
        return None
    ajustes = [ajuste(p, datos) for p in candidatas]
    mejor = max(range(len(candidatas)), key=lambda i: (ajustes[i], -i))
    return candidatas[0 if ajustes[0] >= 0.9 * ajustes[mejor] else mejor]


def ajuste(plantilla: Plantilla, datos: Sequence[Renglon]) -> float:
    """How well rows of metas fit the columns, 0 … 1: figures under figures, words under words."""
    filas = datos[:40]
    return sum(_ajuste_de_fila(plantilla, fila) for fila in filas) / len(filas) if filas else 0.5


def _es_de_meta(renglon: Renglon) -> bool:
    """Whether a row is a whole goal: a number opens one of its cells, and it has figures."""
    llenas = renglon.llenas()
    numerada = any(_CON_NUMERO.match(c.texto) for _, c in llenas) or bool(llenas and _parece_numero(llenas[0][1].texto))
    return numerada and sum(cifras.es_cifra(c.texto) for _, c in llenas) >= 2


def _ajuste_de_fila(plantilla: Plantilla, fila: Renglon) -> float:
    puntos = total = 0
    for campo, columnas in plantilla.columnas.items():
        for columna in columnas:
            texto = fila.texto(columna)
            if not texto:
                continue
            total += 1
            es_cifra = cifras.es_cifra(texto) or cifras.sin_reporte(texto)
            if campo in ("descripcion", "unidad_medida", "observacion"):
                puntos += not cifras.es_cifra(texto)
            elif campo == "linea":
                puntos += len(texto) < 80
            elif campo == "numero":
                puntos += len(texto) < 12
            elif campo == "avance_relativo":
                puntos += es_cifra
            else:
                puntos += es_cifra and "%" not in texto
    sobrantes = sum(1 for i, _ in fila.llenas() if i >= plantilla.ancho)
    return puntos / (total + sobrantes) if total + sobrantes else 0.0


# --- labelling one cell ---------------------------------------------------------------------------------------------


def _llano(texto: str) -> str:
    """Folded, parentheses and punctuation out, letters spaced one by one (P.E.R.I.O.D.O) joined."""
    sin_nota = re.sub(r"\((?!%)[^)]*\)?", " ", plegar(texto).replace("°", "o ").replace("º", "o "))
    llano = " ".join(re.sub(r"[^a-z0-9%#]+", " ", sin_nota.replace("_", " ")).split())
    letras = llano.split()
    return "".join(letras) if len(letras) >= 4 and all(len(x) == 1 for x in letras) else llano


def _conocida(texto: str) -> bool:
    return not etiquetar(texto).vacia or bool(AJENAS.fullmatch(_llano(texto)[:60]))


@functools.lru_cache(maxsize=4096)
def _etiquetar(llano: str) -> Etiqueta:
    if not llano:
        return Etiqueta()
    sin_anio = re.sub(r"\b(19|20)\d\d\b", " ", llano)
    for trimestre, patron in TRIMESTRALES:
        if hallado := patron.search(sin_anio):
            resto = " ".join((sin_anio[: hallado.start()] + " " + sin_anio[hallado.end() :]).split())
            return Etiqueta(periodo=trimestre, medida=_medida(resto))
    sin_anio = " ".join(sin_anio.split())
    corta = re.fullmatch(r"([par])(?:rog|lc|lan)? ?([1-4])", sin_anio)
    if corta:
        return Etiqueta(periodo=f"T{corta.group(2)}", medida="programado" if corta.group(1) == "p" else "alcanzado")
    return _sin_trimestre(sin_anio)


def _sin_trimestre(llano: str) -> Etiqueta:
    medida = _medida(llano) if len(llano.split()) <= 3 else None
    campo = next((campo for campo, patron in CAMPOS if re.match(patron, llano)), None)
    if campo is None and re.fullmatch(r"avances?( fisico)?", llano):
        campo = "avance"
    grupo = bool(GRUPOS.fullmatch(llano))
    periodo = "acumulado" if _ACUMULADO.fullmatch(llano) else None
    etiqueta = Etiqueta(campo=campo, periodo=periodo, medida=medida, grupo=grupo)
    return _parecida(llano) if etiqueta.vacia else etiqueta


def _medida(llano: str) -> Medida | None:
    return next((medida for medida, patron in MEDIDAS if re.match(patron, llano)), None) if llano else None


def _parecida(llano: str) -> Etiqueta:
    """A label read with a slip or two: the canonical one that it is nearest to, if any is near."""
    if len(llano) < 6:
        return Etiqueta()
    hallada = process.extractOne(llano, list(_CANONICAS), scorer=fuzz.ratio, score_cutoff=_MIN_PARECIDO)
    return _CANONICAS[hallada[0]] if hallada else Etiqueta()


# --- arranging the columns ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rotulo:
    """A heading cell with what it names: a column (``campo``), a quarter's figure, a title, or nothing known."""

    columna: int
    texto: str
    etiqueta: Etiqueta
    repetido: bool

    @property
    def periodo(self) -> str | None:
        return self.etiqueta.periodo

    @property
    def es_medida(self) -> bool:
        """A word such as "Meta" or "Avance" names a column alone, and a measure where it is repeated."""
        e = self.etiqueta
        return e.medida is not None and e.periodo is None and (self.repetido or e.campo is None)

    @property
    def es_campo(self) -> bool:
        return self.etiqueta.campo is not None and not self.es_medida and not self.es_trimestre

    @property
    def es_trimestre(self) -> bool:
        return self.etiqueta.periodo in _TRIMESTRES


_TRIMESTRES = ("T1", "T2", "T3", "T4")
#: A quarter's column in reading order: period, measure, column, printed period.
_Columna = tuple[str, Medida, int, str]


def _rotular(encabezado: Sequence[Renglon]) -> list[list[_Rotulo]]:
    filas = []
    for renglon in encabezado:
        llenas = renglon.llenas()
        veces = Counter(plegar(c.texto) for _, c in llenas)
        filas.append([_Rotulo(i, c.texto, etiquetar(c.texto), veces[plegar(c.texto)] > 1) for i, c in llenas])
    return filas


def _columnas_de_trimestre(filas: list[list[_Rotulo]]) -> list[_Columna]:
    """The quarters' columns in reading order, from the cells that name both parts or from the two rows of labels."""
    directas: list[_Columna] = [
        (r.periodo or "", r.etiqueta.medida, r.columna, r.texto)
        for fila in filas
        for r in fila
        if r.es_trimestre and r.etiqueta.medida
    ]
    if directas:
        return sorted(directas, key=lambda c: c[2])
    periodos = max(([r for r in fila if r.es_trimestre] for fila in filas), key=len)
    medidas = max(([r for r in fila if r.es_medida] for fila in filas), key=len)
    if not medidas:
        return _sin_medidas(periodos)
    if not periodos:
        return _sin_periodos(medidas)
    fila = next(f for f in filas if periodos[0] in f)
    con_acumulado = [
        r for r in fila if r.es_trimestre or (r.periodo == "acumulado" and r.columna > periodos[0].columna)
    ]
    for arriba in (periodos, con_acumulado):
        if repartidas := _repartir(arriba, medidas):
            return repartidas
    return _por_tramos(con_acumulado, medidas)


def _sin_medidas(periodos: list[_Rotulo]) -> list[_Columna]:
    """Quarters over two unnamed columns each: programmed, then achieved, as every known form prints them."""
    columnas = [r.columna for r in periodos]
    if len(periodos) < 2 or any(b - a != 2 for a, b in pairwise(columnas)):
        return []
    pares: tuple[Medida, Medida] = ("programado", "alcanzado")
    return [(r.periodo or "", m, r.columna + i, r.texto) for r in periodos for i, m in enumerate(pares)]


def _sin_periodos(medidas: list[_Rotulo]) -> list[_Columna]:
    """Four programmed–achieved pairs without the row of periods: the quarters in order."""
    if [r.etiqueta.medida for r in medidas] != ["programado", "alcanzado"] * 4:
        return []
    return [
        (f"T{i // 2 + 1}", r.etiqueta.medida or "programado", r.columna, f"T{i // 2 + 1}")
        for i, r in enumerate(medidas)
    ]


def _repartir(periodos: list[_Rotulo], medidas: list[_Rotulo]) -> list[_Columna]:
    """Deal the labels of the sparser row evenly over the denser one; empty if they do not go evenly."""
    densa, rala = (medidas, periodos) if len(medidas) >= len(periodos) else (periodos, medidas)
    cada, sobra = divmod(len(densa), len(rala))
    clave = [(r.etiqueta.medida if densa is medidas else r.periodo) for r in densa]
    if sobra or any(clave[i] != clave[i % cada] for i in range(len(clave))):
        return []
    salida: list[_Columna] = []
    for i, baja in enumerate(densa):
        alta = rala[i // cada]
        periodo, medida = (alta, baja) if densa is medidas else (baja, alta)
        if periodo.periodo and medida.etiqueta.medida:
            salida.append((periodo.periodo, medida.etiqueta.medida, baja.columna, periodo.texto))
    return salida if len({(p, m) for p, m, _, _ in salida}) == len(salida) else []


def _por_tramos(periodos: list[_Rotulo], medidas: list[_Rotulo]) -> list[_Columna]:
    """Each measure goes to the last period at or before its column."""
    salida: list[_Columna] = []
    for r in medidas:
        anteriores = [p for p in periodos if p.columna <= r.columna]
        if anteriores and r.etiqueta.medida:
            p = anteriores[-1]
            salida.append((p.periodo or "", r.etiqueta.medida, r.columna, p.texto))
    return salida


def _campos_por_columna(filas: list[list[_Rotulo]], ocupadas: set[int]) -> list[tuple[str, int, str]]:
    """(field, column, label) of the columns that are no quarter's; a label cut over two rows is read as one."""
    por_columna: dict[int, list[_Rotulo]] = {}
    for fila in filas:
        for r in fila:
            por_columna.setdefault(r.columna, []).append(r)
    salida = []
    for columna, rotulos in sorted(por_columna.items()):
        if columna in ocupadas:
            continue
        junto = " ".join(r.texto for r in rotulos)
        campo = etiquetar(junto).campo or next((r.etiqueta.campo for r in reversed(rotulos) if r.es_campo), None)
        if campo:
            salida.append((campo, columna, junto))
    return salida


def _armar(
    campos: Sequence[tuple[str, int, str]], trimestres: Sequence[_Columna], ancho: int, datos: Sequence[Renglon]
) -> Plantilla | None:
    """A layout, unless two fields claim one column or the essential ones are missing."""
    ocupadas = [c for _, _, c, _ in trimestres]
    if len(set(ocupadas)) < len(ocupadas) or set(ocupadas) & {c for _, c, _ in campos}:
        return None
    columnas: dict[str, tuple[int, ...]] = {}
    etiquetas: dict[str, str] = {}
    for campo, columna, texto in campos:
        columnas[campo] = (*columnas.get(campo, ()), columna)
        etiquetas.setdefault(campo, texto)
    for periodo, medida, columna, texto in trimestres:
        propio = _campo_de_trimestre(periodo, medida, columnas)
        if propio:
            columnas[propio] = (columna,)
            etiquetas[propio] = f"{medida.capitalize()} {texto}"
    columnas = _desempatar(columnas, datos)
    bastan = any(c.startswith("alcanzado.") for c in columnas) or {"meta_anual", "avance_absoluto"} <= columnas.keys()
    return Plantilla(columnas, ancho, etiquetas) if "descripcion" in columnas and bastan else None


def _campo_de_trimestre(periodo: str, medida: Medida, columnas: Mapping[str, tuple[int, ...]]) -> str | None:
    if periodo in _TRIMESTRES:
        return None if medida == "porcentaje" else f"{medida}.{periodo}"
    campo = {"programado": "meta_anual", "alcanzado": "avance_absoluto", "porcentaje": "avance_relativo"}[medida]
    return None if campo in columnas else campo


def _desempatar(columnas: dict[str, tuple[int, ...]], datos: Sequence[Renglon]) -> dict[str, tuple[int, ...]]:
    """One column per field (observations may have several): what the cells below say decides."""
    salida = dict(columnas)
    for campo in ("descripcion", "numero"):
        for columna in columnas.get(campo, ()):
            if len(columnas.get("descripcion", ())) > 1 and _parte(datos, columna, _parece_numero) > 0.5:
                salida.setdefault("numero", (columna,))
    if len(salida.get("descripcion", ())) > 1:
        otras = [c for c in salida["descripcion"] if c not in salida.get("numero", ())] or list(salida["descripcion"])
        salida["descripcion"] = (max(otras, key=lambda c: sum(len(r.texto(c)) for r in datos)),)
    for columna in salida.pop("avance", ()):
        campo = "avance_relativo" if _parte(datos, columna, _con_porciento) > 0.5 else "avance_absoluto"
        salida.setdefault(campo, (columna,))
    absoluto = salida.get("avance_absoluto", ())
    con_porciento = [c for c in absoluto if _parte(datos, c, _con_porciento) > 0.5]
    if con_porciento:
        salida.setdefault("avance_relativo", (con_porciento[0],))
        salida["avance_absoluto"] = tuple(c for c in absoluto if c not in con_porciento)
    return {c: v if c == "observacion" else v[:1] for c, v in salida.items() if v}


def _parte(datos: Sequence[Renglon], columna: int, cumple: Callable[[str], bool]) -> float:
    textos = [t for r in datos if len(r.llenas()) > 3 and (t := r.texto(columna))]
    return sum(cumple(t) for t in textos) / len(textos) if textos else 0.0


def _parece_numero(texto: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)*[.\-) ]*|[ivxlcIVXLC]+[.\-)]*", texto))


def _con_porciento(texto: str) -> bool:
    return texto.endswith("%")


def _por_posicion(filas: list[list[_Rotulo]], datos: Sequence[Renglon]) -> Plantilla | None:
    """The columns as the heading's cells stand."""
    trimestres = _columnas_de_trimestre(filas)
    campos = _campos_por_columna(filas, {c for _, _, c, _ in trimestres})
    return _armar(campos, trimestres, _ancho(filas), datos)


def _por_ancla(filas: list[list[_Rotulo]], datos: Sequence[Renglon]) -> Plantilla | None:
    """The named columns as they stand, the quarters side by side from the title over them (PERIODO)."""
    trimestres = _columnas_de_trimestre(filas)
    principal = _principal(filas)
    ancla = next((r.columna for r in principal if _es_titulo(r)), None)
    if ancla is None or not trimestres:
        return None
    corridos = [(p, m, ancla + i, t) for i, (p, m, _, t) in enumerate(trimestres)]
    campos = [(r.etiqueta.campo or "", r.columna, r.texto) for r in principal if r.es_campo and not _es_titulo(r)]
    return _armar(campos, corridos, max(_ancho([principal]), ancla + len(corridos)), datos)


def _por_orden(filas: list[list[_Rotulo]], datos: Sequence[Renglon]) -> list[Plantilla | None]:
    """The columns in reading order, for headings that lost their blank cells: the quarters stand where their title
    does, or wherever the rows below say."""
    trimestres = _columnas_de_trimestre(filas)
    principal = _principal(filas)
    if not trimestres or not principal:
        return []
    nombrados = [r for r in principal if not _es_titulo(r)]
    titulo = next((i for i, r in enumerate(principal) if _es_titulo(r)), None)
    lugares = range(len(nombrados) + 1) if titulo is None else [titulo]
    return [_en_orden(nombrados, trimestres, lugar, datos) for lugar in lugares]


def _en_orden(
    nombrados: list[_Rotulo], trimestres: list[_Columna], lugar: int, datos: Sequence[Renglon]
) -> Plantilla | None:
    salto = len(trimestres)
    corridos = [(p, m, lugar + i, t) for i, (p, m, _, t) in enumerate(trimestres)]
    campos = [
        (r.etiqueta.campo, i if i < lugar else i + salto, r.texto) for i, r in enumerate(nombrados) if r.etiqueta.campo
    ]
    return _armar(campos, corridos, len(nombrados) + salto, datos)


def _es_titulo(rotulo: _Rotulo) -> bool:
    e = rotulo.etiqueta
    return rotulo.es_trimestre or (e.grupo and e.campo in (None, "avance"))


def _principal(filas: list[list[_Rotulo]]) -> list[_Rotulo]:
    """The row that names most columns."""
    return max(filas, key=lambda fila: sum(r.es_campo for r in fila))


def _ancho(filas: list[list[_Rotulo]]) -> int:
    return max((r.columna + 1 for fila in filas for r in fila), default=0)
