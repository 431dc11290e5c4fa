"""The figures of a block: of a label, of a period ("programado 10, alcanzado 8"), of a measure ("1er trimestre 90; …").

What can't be read as its label says gives the block its reason to be set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import cifras
from index.crudas import DE_TEXTO
from index.ficha import Ficha
from index.plantillas import campo_de
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida, recortar
from index.rotulos import PERIODOS, Etiqueta, Vocabulario, es_de_cifras, medida_de
from index.textos import plegar
from index.titulos import MEDIDAS_DE_CIFRA, Medida

#: What parts the figures of a measure, and one behind its period.
_ENTRE_PERIODOS = re.compile(r"\s*[;|]\s*|,\s+")
_NADA = (
    r"n/?[adipr]|s/?[dir]|sin (?:reportar|reporte|datos?|informaci[oó]n|evidencia)"
    r"|no (?:reportad[oa]|se report[oó]|reporta|aplica|disponible|hay datos?)|pendiente"
)
_CIFRA = rf"[-−$]?\s?\d+(?:[.,'’´]\d+)*(?:\s?%)?|{_NADA}|[-–—]+"
_TRAS_PERIODO = re.compile(rf"(?P<periodo>.*?\S)\s*(?:[:=]\s*|\s)(?P<cifra>{_CIFRA})", re.IGNORECASE)
_PAR = re.compile(
    rf"\s*(?:(?P<palabra>[^\W\d][^\d:;,|=]*?)\s*[:=]?\s+)?(?P<cifra>{_CIFRA})(?=$|[\s,;|/])\s*(?:[,;|/]|\by\b)?", re.IGNORECASE
)
#: The goal's own figure of each measure.
_DEL_ANIO = {"programado": "meta_anual", "modificado": "meta_modificada", "alcanzado": "avance_absoluto"}
#: An absolute with its percentage beside it.
_CON_SU_PARTE = 2
#: What parts figures that stand side by side.
_ENTRE_CIFRAS = re.compile(r"[\s;|/]+|,\s+")
#: "Se programaron 10 y se realizaron 8."
_SE = re.compile(r"^(?:y )?se ")
#: Of what a share is: "100% de la meta anual".
_DE_QUE = r"(?: (?:de|del|de la|de lo) (?:metas?|programado|autorizado|anual)(?: anual)?)?"
_CON_PORCENTAJE = re.compile(
    rf"(?P<cifra>{_CIFRA})\s*[(\[]\s*(?P<parte>{_CIFRA}){_DE_QUE}\s*[)\]]",
    re.IGNORECASE,
)
#: A measure with nothing before the next one: "Programado: Alcanzado: 3".
_VACIA = re.compile(r"\s*(?P<palabra>[^\W\d]+)\s*:\s*(?=[^\W\d]+\s*:)")
_CON_UNIDAD = re.compile(r"(?P<cifra>\d[\d.,'’´]*)\s+(?P<unidad>[^\W\d][\w ]*)")
_PALABRA = re.compile(r"[^\W\d]+\.?:?")


def anotar_par(ficha: Ficha, etiqueta: Etiqueta, valores: list[CeldaLeida], voc: Vocabulario) -> bool:
    """Note a label's value; False where the label is none of a goal's fields."""
    if etiqueta.de_periodo or (etiqueta.periodo in ("acumulado", "anual") and not etiqueta.campo):
        return _anotar_periodo(ficha, etiqueta, valores)
    campo = etiqueta.campo
    if campo is None:
        if etiqueta.medida is None or etiqueta.periodo:
            return False
        return _anotar_medida(ficha, etiqueta.medida, valores, voc) or _sin_periodo(ficha, etiqueta.medida, valores)
    if not valores:
        ficha.abierto = campo if campo in DE_TEXTO else None
    elif campo == "avance" or es_de_cifras(campo):
        _anotar_cifra(ficha, campo, valores[0])
        if campo == "avance_absoluto" and len(valores) == _CON_SU_PARTE and valores[1].texto.endswith("%"):
            _anotar_cifra(ficha, "avance_relativo", valores[1])
    else:
        for valor in valores:
            ficha.anotar(campo, valor)
    return True


def _anotar_cifra(ficha: Ficha, campo: str, valor: CeldaLeida) -> None:
    """A figure, alone, with its percentage behind it, or with its unit of measure."""
    ficha.abierto = None
    if valor.texto.endswith("."):
        valor = recortar(valor, valor.texto.rstrip(" ."))  # a sentence's
    if partes := _CON_PORCENTAJE.fullmatch(valor.texto):
        ficha.anotar("avance_absoluto" if campo == "avance" else campo, recortar(valor, partes.group("cifra")))
        ficha.anotar("avance_relativo", recortar(valor, partes.group("parte")))
        return
    if con_unidad := _CON_UNIDAD.fullmatch(valor.texto):
        impresa = con_unidad.group("unidad")
        propia = ficha.cruda.texto("unidad_medida")
        if not propia:
            ficha.anotar("unidad_medida", recortar(valor, impresa))
        if not propia or plegar(propia).rstrip("es") == plegar(impresa).rstrip("es"):
            valor = recortar(valor, con_unidad.group("cifra"))
    if campo == "avance":
        campo = "avance_relativo" if "%" in valor.texto else "avance_absoluto"
    ficha.anotar(campo, valor)
    ficha.abierto = None


def _anotar_periodo(ficha: Ficha, etiqueta: Etiqueta, valores: list[CeldaLeida]) -> bool:
    """The figures of a period: "programado 10, alcanzado 8", "P: 10 A: 8", or cells of words and figures."""
    medida = etiqueta.medida
    for celda in valores:
        resto = celda.texto.rstrip(" .")
        if _PALABRA.fullmatch(resto) and (sola := medida_de(plegar(resto))):
            medida = sola
            continue
        while resto.strip():
            if _PALABRA.fullmatch(resto.strip()) and medida_de(plegar(resto.strip())):
                break  # "Alcanzado:", and nothing reported
            if (vacia := _VACIA.match(resto)) and medida_de(plegar(vacia.group("palabra"))):
                resto = resto[vacia.end() :]
                continue
            par = _PAR.match(resto)
            if par is None:
                ficha.reparar(celda, f"«{celda.texto[:40]}» no dice con claridad lo programado y lo alcanzado")
                return True
            medida = medida_de(_SE.sub("", plegar(par.group("palabra") or ""))) or (medida if not par.group("palabra") else None)
            if medida is None:
                ficha.reparar(celda, f"«{celda.texto[:40]}» no dice si es lo programado o lo alcanzado")
                return True
            if campo := campo_de(etiqueta.periodo or "", medida):
                ficha.anotar(campo, recortar(celda, par.group("cifra").strip()))
            resto, medida = resto[par.end() :], None
    return bool(valores)


def _anotar_medida(ficha: Ficha, medida: Medida, valores: Sequence[CeldaLeida], voc: Vocabulario) -> bool:
    """The figures of a measure, each behind its period: "1er trimestre 90; 2o trimestre 87; 3er trimestre"."""
    hechas = False
    for celda in valores:
        for trozo in filter(None, (t.strip(" .") for t in _ENTRE_PERIODOS.split(celda.texto))):
            con_cifra = _TRAS_PERIODO.fullmatch(trozo)
            periodo = voc.etiquetar(con_cifra["periodo"] if con_cifra else trozo).periodo
            campo = campo_de(periodo, medida) if periodo in PERIODOS or periodo in ("anual", "acumulado") else None
            if campo is None:
                if hechas:
                    ficha.reparar(celda, f"«{trozo[:40]}» no dice de qué trimestre es")
                return hechas
            hechas = True
            if con_cifra:
                ficha.anotar(campo, recortar(celda, con_cifra["cifra"].strip()))
    if hechas:
        ficha.abierto = None
    return hechas


def _sin_periodo(ficha: Ficha, medida: Medida, valores: Sequence[CeldaLeida]) -> bool:
    """Whether a measure has figures that no period is said of, which are not dropped in silence."""
    suelta = next((v for v in valores if medida in MEDIDAS_DE_CIFRA and _es_de_cifras(v.texto)), None)
    if suelta is None:
        return False
    cuatro = [t for t in _ENTRE_CIFRAS.split(suelta.texto.strip()) if t]
    if len(cuatro) == len(TRIMESTRES) and len(valores) == 1 and medida not in ficha.en_orden:
        ficha.en_orden[medida] = [recortar(suelta, t) for t in cuatro]
        ficha.abierto = None
    else:
        ficha.reparar(suelta, f"«{suelta.texto[:40]}» no dice de qué trimestre es")
    return True


def ordenar(ficha: Ficha) -> None:
    """Give the four figures of a measure that name no quarter to the four quarters, in order, where they add up to the goal's
    own figure, or where what is programmed does; else the block says why it is set aside."""
    piezas = ficha.cruda.piezas
    ciertas = {
        m for m, celdas in ficha.en_orden.items() if (suyo := piezas.get(_DEL_ANIO.get(m, ""))) and _suman(celdas, suyo[0])
    }
    for medida, celdas in ficha.en_orden.items():
        if medida not in ciertas and "programado" not in ciertas:
            ficha.reparar(celdas[0], f"«{' '.join(c.texto for c in celdas)[:40]}» no dice de qué trimestre es")
            continue
        for trimestre, celda in zip(TRIMESTRES, celdas, strict=True):
            piezas.setdefault(f"{medida}.{trimestre}", []).append(celda)


def _suman(celdas: Sequence[CeldaLeida], total: CeldaLeida) -> bool:
    """Whether several figures add up to another one."""
    try:
        valores = [cifras.leer(c.texto) for c in celdas]
        return sum(v for v in valores if v is not None) == cifras.leer(total.texto) and sum(bool(v) for v in valores) > 1
    except cifras.NoEsCifra:
        return False


def _es_de_cifras(texto: str) -> bool:
    """Whether a text is one figure, or several side by side, and nothing else."""
    trozos = _ENTRE_CIFRAS.split(texto.strip())
    return any(map(cifras.es_cifra, trozos)) and all(cifras.es_cifra(t) or cifras.sin_reporte(t) for t in trozos)
