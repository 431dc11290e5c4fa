"""Spanish for states, figures, dates and names: the words that answers are made of. Writes no figure by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from assistant.concordancia import acorde, medida, nombre_propio, plural
from index.poa import Trimestre
from index.textos import clave, plegar

ORDINAL = {"T1": "primer", "T2": "segundo", "T3": "tercer", "T4": "cuarto"}
MESES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip
#: A date as ``fecha`` writes it.
FECHA = re.compile(rf"(\d(?<!\w\d)\d?) de ({'|'.join(MESES)}) de (\d{{4}})")
ROLES = {"elaboro": "elaboró", "reviso": "revisó", "autorizo": "autorizó"}

#: Class of state → (verb for one, verb for several, adjective for one, for several).
CLASES: dict[str, tuple[str, str, str, str]] = {
    "no_cumplidas": ("No se cumplió", "No se cumplieron", "no cumplida", "no cumplidas"),
    "cumplidas": ("Se cumplió", "Se cumplieron", "cumplida", "cumplidas"),
    "exacta": ("Cumplió exactamente lo programado", "Cumplieron exactamente lo programado", "cumplida exactamente", "cumplidas exactamente"),
    "rebasada": ("Se rebasó", "Se rebasaron", "rebasada", "rebasadas"),
    "sin_avance": ("No tuvo avance", "No tuvieron avance", "sin avance", "sin avance"),
    "parcial": ("Se cumplió solo en parte", "Se cumplieron solo en parte", "cumplida en parte", "cumplidas en parte"),
    "sin_reporte": ("No tiene avance reportado", "No tienen avance reportado", "sin reporte", "sin reporte"),
    "sin_programacion": ("No tiene programación", "No tienen programación", "sin programación", "sin programación"),
    "al_corriente": ("Va al corriente de lo programado", "Van al corriente de lo programado", "al corriente de lo programado", "al corriente de lo programado"),
    "en_proceso": ("Sigue en proceso", "Siguen en proceso", "en proceso", "en proceso"),
    "no_cumplida": ("No se cumplió", "No se cumplieron", "no cumplida", "no cumplidas"),
    "cumplida": ("Se cumplió", "Se cumplieron", "cumplida", "cumplidas"),
}  # fmt: skip
#: The same at a cut inside the year, where what is done is held against what was programmed up to it.
CLASES_EN_CURSO = {
    "no_cumplidas": ("Iba por debajo de lo programado", "Iban por debajo de lo programado"),
    "cumplidas": ("Ya había alcanzado su meta anual", "Ya habían alcanzado su meta anual"),
    "exacta": ("Ya había alcanzado exactamente su meta anual", "Ya habían alcanzado exactamente su meta anual"),
    "rebasada": ("Ya había rebasado su meta anual", "Ya habían rebasado su meta anual"),
    "al_corriente": ("Iba al corriente de lo programado", "Iban al corriente de lo programado"),
    "sin_avance": ("No tenía avance", "No tenían avance"),
    "sin_reporte": ("No tenía avance reportado", "No tenían avance reportado"),
}
CLASES_TRIMESTRE: dict[str, tuple[str, str, str, str]] = {
    "corto": ("No alcanzó lo programado", "No alcanzaron lo programado", "por debajo de lo programado", "por debajo de lo programado"),
    "cumplido": ("Alcanzó lo programado", "Alcanzaron lo programado", "que alcanzó lo programado", "que alcanzaron lo programado"),
    "exacto": ("Alcanzó exactamente lo programado", "Alcanzaron exactamente lo programado", "que alcanzó exactamente lo programado", "que alcanzaron exactamente lo programado"),
    "rebasado": ("Rebasó lo programado", "Rebasaron lo programado", "por encima de lo programado", "por encima de lo programado"),
    "sin_avance": ("No tuvo avance", "No tuvieron avance", "sin avance", "sin avance"),
    "sin_reporte": ("No tiene avance reportado", "No tienen avance reportado", "sin reporte", "sin reporte"),
    "con_avance": ("Tuvo avance", "Tuvieron avance", "con avance", "con avance"),
    "programado": ("No tenía nada programado", "No tenían nada programado", "sin nada programado", "sin nada programado"),
}  # fmt: skip
COLORES = {"verde": "verde", "amarillo": "amarillo", "rojo": "rojo", "sobrecumplimiento": "sobrecumplimiento", "sin_programacion": "sin programación", "sin_reporte": "sin reporte"}  # fmt: skip
METRICAS = {"programado": "programado", "alcanzado": "alcanzado", "meta_anual": "meta anual", "avance": "avance", "brecha": "faltante", "metas": "número de metas", "proporcion": "proporción de metas cumplidas"}  # fmt: skip
DIMENSIONES = {
    "informe": ("informe", "informes", "m"),
    "municipio": ("municipio", "municipios", "m"), "ejercicio": ("ejercicio", "ejercicios", "m"), "corte": ("corte", "cortes", "m"), "ramo": ("ramo", "ramos", "m"),
    "programa": ("programa", "programas", "m"), "unidad": ("unidad ejecutora", "unidades ejecutoras", "f"), "linea": ("línea de acción", "líneas de acción", "f"),
    "medida": ("unidad de medida", "unidades de medida", "f"), "causa": ("causa", "causas", "f"), "estado": ("estado", "estados", "m"), "trimestre": ("trimestre", "trimestres", "m"),
    "semaforo": ("color del semáforo", "colores del semáforo", "m"), "persona": ("persona", "personas", "f"),
    "principal": ("meta principal", "metas principales", "f"), "descripcion": ("descripción", "descripciones", "f"),
}  # fmt: skip


# -- figures ----------------------------------------------------------------------------------------------------------
def cifra(valor: float) -> str:
    """A quantity in Mexican style: 3,685; 12.5; up to two decimals, half up."""
    d = Decimal(repr(float(valor))).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    texto = f"{d:,.2f}".rstrip("0").rstrip(".")
    return texto if texto not in ("-0", "") else "0"


def porciento(valor: float) -> str:
    """A percentage with at most one decimal, half up: 26.4 %."""
    d = Decimal(repr(round(float(valor), 9))).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{d:,.1f}".removesuffix(".0") + " %"


def fecha(d: date) -> str:
    """31 de diciembre de 2020."""
    return f"{d.day} de {MESES[d.month - 1]} de {d.year}"


def iso(escrita: str) -> str:
    """31 de diciembre de 2020 → 2020-12-31: the first date of a text that has one."""
    m = FECHA.search(escrita)
    assert m is not None
    return f"{m.group(3)}-{MESES.index(m.group(2)) + 1:02d}-{int(m.group(1)):02d}"


# -- names ---------------------------------------------------------------------------------------------------------------
def lista(partes: Sequence[str], nexo: str = "y") -> str:
    """a, b y c."""
    if len(partes) < 2:
        return "".join(partes)
    if nexo == "y" and plegar(partes[-1])[:1] == "i":
        nexo = "e"
    return ", ".join(partes[:-1]) + f" {nexo} " + partes[-1]


def trimestres(ts: Sequence[Trimestre]) -> str:
    """en el tercer trimestre; en el segundo semestre."""
    return f"{'en el' if len(ts) == 1 or tuple(ts) in _SEMESTRES else 'en los'} {parte_del_ano(ts)}"


#: The halves of the year.
_SEMESTRES: dict[tuple[Trimestre, ...], str] = {("T1", "T2"): "primer semestre", ("T3", "T4"): "segundo semestre"}


def parte_del_ano(ts: Sequence[Trimestre]) -> str:
    """tercer trimestre; segundo semestre; trimestres primero y cuarto."""
    if semestre := _SEMESTRES.get(tuple(ts)):
        return semestre
    return f"{ORDINAL[ts[0]]} trimestre" if len(ts) == 1 else f"trimestres {sueltos(ts)}"


#: A quarter's ordinal that no noun follows.
_SUELTO: dict[Trimestre, str] = {"T1": "primero", "T3": "tercero"}


def sueltos(ts: Sequence[Trimestre]) -> str:
    """primero, segundo y cuarto: quarters that no noun follows."""
    return lista([_SUELTO.get(t, ORDINAL[t]) for t in ts])


def ordinal_de(puesto: int, genero: str, n: float) -> str:
    """segunda, terceros: a place in an order, in the noun's gender and number."""
    raiz = {2: "segund", 3: "tercer", 4: "cuart", 5: "quint"}[puesto]
    final = "a" if genero == "f" else "" if puesto == 3 and n == 1 else "o"
    return raiz + final + ("s" if n != 1 else "")


def mencionadas(texto: str, nombres: Iterable[str]) -> set[str]:
    """Which of the names stand in a text as whole words, folded: for the verifier."""
    llano = f" {re.sub(r'[^a-z0-9]+', ' ', plegar(texto))} "
    return {n for n in nombres if f" {re.sub(r'[^a-z0-9]+', ' ', plegar(n)).strip()} " in llano}


def clave_dicha(codigo: str, nombre: str | None) -> str:
    """A unit's code; where its form prints none, the whole name that stands for it (a key holds it cut)."""
    return nombre_propio(nombre) if nombre and " " in codigo and plegar(nombre).startswith(plegar(codigo)) else codigo


def oficina(codigo: str, nombre: str) -> str:
    """A unit's code and its name; the name once, where it stands for the code."""
    return f"{codigo}, {nombre_propio(nombre)}" if clave_dicha(codigo, nombre) == codigo else nombre_propio(nombre)


#: A printed figure.
_CANTIDAD = re.compile(r"\s*\$?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*%?\s*")
#: A figure of a form that writes a decimal comma: no thousands have one or two digits.
_CON_COMA = re.compile(r"\s*(-?\d+),(\d{1,2})\s*%?\s*")


@lru_cache(maxsize=4096)
def valor(texto: str) -> float | None:
    """3,685 → 3685.0; None where a text is more than a figure."""
    if m := _CON_COMA.fullmatch(texto):
        return float(f"{m[1]}.{m[2]}")
    m = _CANTIDAD.fullmatch(texto)
    return float(m.group(1).replace(",", "")) if m else None


__all__ = ["acorde", "cifra", "clave", "fecha", "lista", "medida", "mencionadas", "nombre_propio", "parte_del_ano", "plural", "porciento", "trimestres"]
