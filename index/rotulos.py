"""Labels of a POA table: what one heading cell names.

The words are tables (``titulos``, ``periodos``), so a new word is a new line there, or a line of a user's layout
(``Vocabulario.propias``). A label that is none of them is read by likeness, for the slips of the OCR.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from index import cifras, periodos
from index.disenos import Diseno
from index.poa import TRIMESTRES
from index.readers.hoja import Renglon
from index.readers.palabras_frecuentes import CORTAS
from index.textos import plegar
from index.titulos import (
    AJENAS,
    CAMPOS,
    DE_AMBAS,
    DE_REPARTO,
    DEBILES,
    DEL_REPORTADO,
    GRUPOS,
    MEDIDAS,
    MEDIDAS_DE_CIFRA,
    REPARTO,
    Medida,
)  # fmt: skip

_ACUMULADO = re.compile(
    r"(avance )?acum(ulad[oa]s?)?( anual| total| trimestral| al (periodo|corte|trimestre|semestre|mes)"
    r"| (al |del )?(cierre )?(al? |del? )?(la )?(fecha( de corte)?|trimestre|periodo|ano|ejercicio( fiscal)?))?"
    r"( de (las )?(metas|actividades|acciones)( de (la )?(actividad|accion)(es)?)?)?|al (periodo|corte|trimestre)"
    r"|(acumulado )?a la fecha|al cierre del (trimestre|periodo|semestre|mes)"
)
#: "Meta 2024", over figures; "Se programó", "Se cumplió".
_META_DE_UN_ANIO, _SE = re.compile(r"metas? (?:19|20)\d\d"), re.compile(r"^se (?=prog|cumpl|alcanz|logr|ejec|realiz|plane)")
#: "Acumulado enero-septiembre", which names no quarter of its own.
_DESDE_ENERO = re.compile(r"(avance )?acum(ulad[oa]s?)?( (de|del|al periodo))? enero( a| al)? [a-z]{3,10}")
_ANUAL = re.compile(r"anual|total(es)?|total anual")
#: "… del trimestre": a figure of the one period that the form reports.
_REPORTADO = re.compile(r"\b(?:(?:del|en el|de este|este) (?:trimestre|periodo)|del trimestre que se reporta)$")
_NO_REPORTADO = re.compile(r"acumulad|hasta|a la fecha|anual")
_MAX_ETIQUETA = 110
#: Names beside which a lone digit may stand in a heading.
_MIN_CON_NUMERO = 5
#: Letters of what a line's end cuts off from a word.
_MAX_RESTO = 4
_MIN_PARECIDO = 85.0


@dataclass(frozen=True, slots=True)
class Etiqueta:
    """What one heading cell names. ``periodo`` is T1 … T4, ene … dic, "acumulado", "anual" or "reportado" (the one
    period of the form); ``grupo`` is a title over several columns."""

    campo: str | None = None
    periodo: str | None = None
    medida: Medida | None = None
    grupo: bool = False

    @property
    def vacia(self) -> bool:
        """Whether the cell names nothing known."""
        return not (self.campo or self.periodo or self.medida or self.grupo)

    @property
    def de_periodo(self) -> bool:
        """Whether the cell names a quarter or a month."""
        return self.periodo in PERIODOS


PERIODOS = frozenset((*TRIMESTRES, *periodos.MESES))

#: Canonical labels against which a slip of the OCR is matched, with what each one names.
_CANONICAS: dict[str, Etiqueta] = {
    **{
        etiqueta: Etiqueta(campo=campo)
        for campo, etiquetas in {
            "linea": ("linea de accion p m d", "linea de accion", "lineas de accion"),
            "descripcion": ("descripcion de metas y acciones", "descripcion de la meta", "descripcion"),
            "unidad_medida": ("unidad de medida",),
            "meta_anual": ("meta anual autorizada", "meta anual", "cantidad anual", "programado anual", "meta programada anual"),
            "avance_absoluto": (
                "avance absoluto",
                "total alcanzado",
                "total realizado",
                "total ejecutado",
                "avance acumulado",
                "acumulado alcanzado",
            ),
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
    "planeado": Etiqueta(medida="programado"),
    "meta programada": Etiqueta(campo="meta_anual", medida="programado"),
    **{palabra: Etiqueta(medida="alcanzado") for palabra in ("alcanzado", "realizado", "ejecutado", "resultado")},
}
_NOMBRES_CANONICOS = list(_CANONICAS)
#: The same without blanks, for words that a narrow column cut in two ("ABSOLUT O").
_SIN_BLANCOS = {nombre.replace(" ", ""): etiqueta for nombre, etiqueta in _CANONICAS.items()}


@dataclass(frozen=True, slots=True)
class Vocabulario:
    """The words of headings: those of every report, and ``propias``, a user's (folded label → what it names)."""

    propias: Mapping[str, Etiqueta] = field(default_factory=dict)

    def etiquetar(self, texto: str) -> Etiqueta:
        """What a heading cell names, by the tables above; a near miss (OCR) by likeness."""
        if not 0 < len(texto) <= _MAX_ETIQUETA:
            return self.propias.get(llano(texto), Etiqueta()) if self.propias else Etiqueta()
        propia = self.propias.get(llano(texto)) if self.propias else None
        return propia if propia is not None else _etiquetar_comun(texto)

    def es_encabezado(self, renglon: Renglon) -> bool:
        """Whether a row belongs to a heading: most of its cells name a column, a period or a measure, none is a
        figure."""
        llenas = renglon.llenas()
        # "N°" over the numbers of the goals, which an optical reading may take for a digit.
        con_numero = len(llenas) > _MIN_CON_NUMERO and llenas[0][1].texto.isdigit() and len(llenas[0][1].texto) == 1
        for _, celda in llenas[con_numero:]:
            if cifras.es_cifra(celda.texto):
                return False
        textos = [c.texto for _, c in llenas[con_numero:]]
        conocidas = sum(self.conocida(t) for t in textos)
        if con_numero:
            return conocidas == len(textos)
        return conocidas * 2 > len(textos) or (conocidas >= 3 and conocidas * 2 >= len(textos))

    def abre_tabla(self, renglon: Renglon) -> bool:
        """Whether a heading starts here: a row that names at least two columns, or the quarters."""
        if not self.es_encabezado(renglon):
            return False
        etiquetas = [self.etiquetar(c.texto) for _, c in renglon.llenas()]
        campos = {e.campo for e in etiquetas if e.campo}
        vistos = {e.periodo for e in etiquetas if e.periodo}
        return len(campos) >= 2 or len(vistos) >= 3 or (len(campos) == 1 and len(vistos) >= 2)

    def nombra_periodos(self, renglon: Renglon) -> bool:
        """Whether a row of a heading names several quarters or months, or their ordinals ("I", "II" …)."""
        textos = [c.texto for _, c in renglon.llenas()]
        nombrados = sum(self.etiquetar(t).de_periodo or periodos.ordinal(t) is not None for t in textos)
        return nombrados >= 2 and self.es_encabezado(renglon)

    def conocida(self, texto: str) -> bool:
        """Whether a cell's words are of a heading, read or not. A lone "1er" is the first line of "1er Trimestre"."""
        if not self.etiquetar(texto).vacia:
            return True
        return len(texto) <= _MAX_ETIQUETA and (_ajena(texto) or periodos.ordinal(texto) is not None)


COMUN = Vocabulario()


def con_disenos(disenos: Sequence[Diseno]) -> Vocabulario:
    """The words of headings with those of some users' layouts; the first layout that names a label wins."""
    propias: dict[str, Etiqueta] = {}
    for diseno in disenos:
        for rotulo, campo in diseno.columnas.items():
            propias.setdefault(llano(rotulo), _de_campo(campo))
    return Vocabulario(propias) if propias else COMUN


def etiquetar(texto: str) -> Etiqueta:
    """What a heading cell names in every report's words."""
    return COMUN.etiquetar(texto)


@functools.lru_cache(maxsize=1024)
def es_de_cifras(campo: str) -> bool:
    """Whether the cells of a field are figures."""
    return campo in _DE_CIFRAS or campo.partition(".")[0] in MEDIDAS_DE_CIFRA


_DE_CIFRAS = frozenset(
    ("meta_anual", "meta_modificada", "avance_absoluto", "avance_relativo", "programado_acumulado", "porcentaje", "anual",
     *TRIMESTRES, *periodos.MESES)
)  # fmt: skip


def _de_campo(campo: str) -> Etiqueta:
    medida, punto, periodo = campo.partition(".")
    if not punto:
        return Etiqueta(campo=campo)
    return Etiqueta(periodo=periodo, medida=next(m for m in MEDIDAS_DE_CIFRA if m == medida))


def es_del_total(texto: str) -> bool:
    """Whether the label of a column says that it is a total, and not of what."""
    return bool(_DEL_TOTAL.fullmatch(llano(texto)))


_DEL_TOTAL = re.compile(r"sumas?|total(es)?( general)?")

# --- labelling one cell ---------------------------------------------------------------------------------------------


def llano(texto: str) -> str:
    """Folded, parentheses and punctuation out, letters spaced one by one (P.E.R.I.O.D.O) joined."""
    sin_nota = re.sub(r"\((?!%)[^)]*\)?", " ", plegar(texto).replace("°", "o ").replace("º", "o "))
    sin_nota = periodos.sin_punto(sin_nota)
    plano = " ".join(re.sub(r"[^a-z0-9%#]+", " ", sin_nota.replace("_", " ")).split())
    letras = plano.split()
    return "".join(letras) if len(letras) >= 4 and all(len(x) == 1 for x in letras) else plano


def medida_de(plano: str) -> Medida | None:
    """The measure that a folded label opens with."""
    return next((medida for medida, patron in MEDIDAS if re.match(patron, plano)), None) if plano else None


@functools.lru_cache(maxsize=8192)
def _etiquetar_comun(texto: str) -> Etiqueta:
    return _etiquetar(llano(periodos.con_romanos(texto)))


@functools.lru_cache(maxsize=8192)
def _ajena(texto: str) -> bool:
    return bool(AJENAS.fullmatch(llano(texto)[:60]))


#: "T1" with its figure read as a letter.
_ROMANO_Y_MEDIDA = re.compile(r"(?P<cual>i{1,3}|iv) (?P<medida>[par])")
_T1_DEL_OCR, _1ER_DEL_OCR = re.compile(r"\bt[il]$"), re.compile(r"[il]e?r\b")


@functools.lru_cache(maxsize=4096)
def _etiquetar(plano: str) -> Etiqueta:
    if not plano:
        return Etiqueta()
    if _META_DE_UN_ANIO.fullmatch(plano):
        return Etiqueta(campo="meta_anual")
    plano = _SE.sub("", plano)
    sin_anio = " ".join(re.sub(r"\b(19|20)\d\d\b", " ", plano).split())
    if _DESDE_ENERO.fullmatch(sin_anio):
        return Etiqueta(periodo="acumulado")
    if periodos.acumulado_hasta(sin_anio):
        return Etiqueta()  # which the form's cut decides
    if hallado := periodos.trimestre_en(sin_anio):
        if _campo_de(hallado[1]) == "observacion":
            return Etiqueta(campo="observacion")  # "Observaciones T1": the goal's, one quarter's after another's
        return Etiqueta(periodo=hallado[0], medida=medida_de(hallado[1]))
    if periodos.es_rango(sin_anio):
        return Etiqueta()
    if _T1_DEL_OCR.search(sin_anio):
        return _etiquetar(_T1_DEL_OCR.sub("t1", sin_anio))
    if _1ER_DEL_OCR.match(sin_anio):
        return _etiquetar("1" + sin_anio[1:])
    corta = re.fullmatch(r"([par])(?:rog|lc|lan)? ?([1-4])", sin_anio)
    if corta:
        return Etiqueta(periodo=f"T{corta.group(2)}", medida="programado" if corta.group(1) == "p" else "alcanzado")
    if con_romano := _ROMANO_Y_MEDIDA.fullmatch(sin_anio):
        trimestre = periodos.ordinal(con_romano["cual"])
        return Etiqueta(periodo=trimestre, medida="programado" if con_romano["medida"] == "p" else "alcanzado")
    mes = periodos.mes_en(sin_anio)
    if mes and (not mes[1] or (medida_de(mes[1]) and len(mes[1].split()) <= 2)):
        return Etiqueta(periodo=mes[0], medida=medida_de(mes[1]))
    return _sin_periodo(sin_anio)


def es_debil(texto: str) -> bool:
    """Whether a label names its field only where no other one does."""
    return bool(DEBILES.match(llano(texto)))


def _repartida(plano: str) -> Medida | None:
    """The measure whose figures of each quarter or month a label stands over: "meta alcanzada por trimestre",
    "calendarizacion realizada". None for a label that says anything else besides."""
    resto, veces = REPARTO.subn(" ", plano)
    palabras = [p for p in resto.split() if p not in DE_REPARTO] if veces else []
    return medida_de(palabras[0]) if len(palabras) == 1 and DE_AMBAS.fullmatch(palabras[0]) else None


def _sin_periodo(plano: str) -> Etiqueta:
    if repartida := _repartida(plano):
        return Etiqueta(medida=repartida)
    if DEL_REPORTADO.fullmatch(plano):
        return Etiqueta(periodo="reportado", grupo=True)
    reportado = _REPORTADO.search(plano)
    if reportado and not _NO_REPORTADO.search(plano) and (medida := medida_de(plano)):
        return Etiqueta(periodo="reportado", medida=medida, grupo=bool(GRUPOS.fullmatch(plano)))
    medida = next((m for p in (plano, *_enteras(plano)) if (m := medida_de(p))), None) if len(plano.split()) <= 3 else None
    campo = next((_campo_de(p) for p in (plano, *_enteras(plano)) if _campo_de(p)), None)
    if campo is None and re.fullmatch(r"avances?( fisico)?", plano):
        campo = "avance"
    grupo = bool(GRUPOS.fullmatch(plano))
    periodo = "acumulado" if _ACUMULADO.fullmatch(plano) else "anual" if _ANUAL.fullmatch(plano) else None
    etiqueta = Etiqueta(campo=campo, periodo=periodo, medida=medida, grupo=grupo)
    cortada = _SIN_BLANCOS.get(plano.replace(" ", "")) if campo is None else None
    return cortada or (_parecida(plano) if etiqueta.vacia and not AJENAS.fullmatch(plano) else etiqueta)


def _campo_de(plano: str) -> str | None:
    return next((campo for campo, patron in CAMPOS if re.match(patron, plano)), None)


def _enteras(plano: str) -> Iterator[str]:
    """A label with each of its words made whole whose end a narrow column put on another line ("Programaci ón anual")."""
    letras = plano.split()
    for i, corta in enumerate(letras[1:], start=1):
        if len(corta) <= _MAX_RESTO and corta.isalpha() and corta not in CORTAS:
            yield " ".join((*letras[: i - 1], letras[i - 1] + corta, *letras[i + 1 :]))


def _parecida(plano: str) -> Etiqueta:
    """A label read with a slip or two: the canonical one that it is nearest to, if any is near."""
    if len(plano) < 6:
        return Etiqueta()
    hallada = process.extractOne(plano, _NOMBRES_CANONICOS, scorer=fuzz.ratio, score_cutoff=_MIN_PARECIDO)
    return _CANONICAS[hallada[0]] if hallada else Etiqueta()
