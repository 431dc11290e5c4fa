"""How goals changed from one part of a year to another of the same year: "fallaron en el primer semestre y mejoraron en el
segundo".

Progress is compared within one row, so that every loaded year can be asked at once. Single quarters that are compared
alone are periods of their own (``comparing``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, cast

from assistant.grammar.heads import cabeza_de, dimensiones_de
from assistant.grammar.mentions import Mencion, anos_escritos
from assistant.grammar.relations import RELACIONES
from assistant.grammar.slots import Huecos
from assistant.lexicon import NEXOS_DE_CLAUSULA
from assistant.plan import CLASE_A_TRIMESTRE, Aclarar, Clase, ConCambio, ConClase, ConTrimestre, Dimension, Opcion
from assistant.spans import Cobertura, Span
from index.poa import TRIMESTRES, Trimestre

Parte = tuple[Trimestre, ...]
_SENTIDOS: dict[str, Literal["mejor", "peor", "igual"]] = {"mejor": "mejor", "avanzo": "mejor", "peor": "peor", "igual": "igual"}
_ESTADOS = ("dejo", "empezo", "siguen", "se_atraso")
_DE_OTRO_MODO = ("meta", "medida", "promedio", "suma", "rango", "audita", "quien", "corte", "modo_trimestre", "explica", "cita")
_LUGARES = ("municipio", "ramo", "programa", "unidad", "linea")
_NOMBRES: dict[Parte, str] = {("T1", "T2"): "primer semestre", ("T3", "T4"): "segundo semestre"}
#: What a part of the year is held against where it is named alone.
_ANTERIORES: dict[Parte, Parte] = {("T3", "T4"): ("T1", "T2"), ("T2",): ("T1",), ("T3",): ("T2",), ("T4",): ("T3",)}
_VERBOS = {"mejor": "mejoraron", "peor": "empeoraron", "igual": "quedaron igual"}


def entre_semestres(c: Cobertura, h: Huecos) -> bool | Aclarar:
    """Fill in what changed from one part of the year to the other, where one of them is a semester; or ask what is meant."""
    dichos = c.de("trimestre", "dos_trimestres")
    if (mayor := _mayor_que(c, dichos)) is not None:
        h.filtros = [*(f for f in h.filtros if not isinstance(f, ConTrimestre)), mayor]
        h.trimestres, h.fijo = tuple(t for t in TRIMESTRES if t in (*mayor.antes, *mayor.despues)), True
        h.agrupar = dimensiones_de(c)[:1]
        h.intent, h.metrica = ("count", "metas") if c.hay("cuenta") or h.agrupar else ("list", None)
        return True
    cambios = [s for s in c.de("cambio") if s.valor in _SENTIDOS or s.valor in _ESTADOS]
    if len(cambios) != 1 or len(c.de("cambio")) != 1 or not _de_varios(c, dichos, cambios) or c.hay(*_DE_OTRO_MODO) or h.corte:
        return False
    cambio = cambios[0]
    partes = sorted(dict.fromkeys(p for s in dichos for p in _partes(s)), key=lambda p: TRIMESTRES.index(p[0]))
    anos = {a for s in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(s.valor))}
    if len(partes) == 1 and partes[0] in _ANTERIORES:
        partes.insert(0, _ANTERIORES[partes[0]])
    sentido = _SENTIDOS.get(cambio.valor)
    if len(partes) != 2 or len(anos) > 1:
        return _cual_comparacion(sentido, sorted(anos)) if sentido else False
    antes, despues = partes
    if set(antes) & set(despues):
        return False
    cabeza = cabeza_de(c)
    if sentido and cabeza.tipo == "dim" and cabeza.valor in _LUGARES and not c.de("nombre", "nivel"):
        return _de_sus_metas(cabeza.valor, sentido, antes, despues, sorted(anos))
    del_ano, de_parte = _estados(c, cambio, dichos, despues)
    h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
    if sentido is None:
        relacion = RELACIONES[cambio.valor]
        de_parte = {antes: cast(Clase, relacion.clase_antes), despues: cast(Clase, relacion.clase_despues)}
    h.filtros += [ConClase(clases=(k,)) for k in del_ano]
    h.filtros += [ConTrimestre(trimestres=p, clase=CLASE_A_TRIMESTRE[k]) for p, k in de_parte.items()]
    if sentido is not None:
        h.filtros.append(ConCambio(antes=antes, despues=despues, sentido=sentido))
    h.trimestres, h.clases, h.fijo = tuple(t for t in TRIMESTRES if t in (*antes, *despues)), [], True
    h.agrupar = dimensiones_de(c)[:1] or ((cast(Dimension, cabeza.valor),) if cabeza.tipo == "dim" and cabeza.valor in (*_LUGARES, "ejercicio") else ())
    h.intent, h.metrica = ("count", "metas") if c.hay("cuenta") or h.agrupar else ("list", None)
    return True


def _mayor_que(c: Cobertura, dichos: list[Span]) -> ConCambio | None:
    """ "Tuvieron un avance mayor en el primer semestre que en el segundo": which of two parts of a year went further."""
    if len(dichos) != 2 or len(c.de("rango")) != 1 or not c.de("nombre", "nivel") or c.hay("cambio", "meta", "medida", "clase", "compara", "dim", "promedio", "suma"):
        return None
    primera, segunda = (cast(Parte, s.valor) for s in dichos)
    if "que" not in {t.norma for t in c.tokens[dichos[0].fin : dichos[1].ini]} or set(primera) & set(segunda) or len(set(anos_escritos(c))) > 1 or c.de("rango")[0].ini > dichos[0].ini:
        return None
    antes, despues = sorted((primera, segunda), key=lambda p: TRIMESTRES.index(p[0]))
    crece = (c.valores("rango")[0] == "desc") is (primera == despues)
    return ConCambio(antes=antes, despues=despues, sentido="mejor" if crece else "peor")


def _partes(s: Span) -> list[Parte]:
    return [(t,) for t in s.valor] if s.tipo == "dos_trimestres" else [cast(Parte, s.valor)]


def _de_varios(c: Cobertura, dichos: list[Span], cambios: list[Span]) -> bool:
    """Whether one of the parts is a semester; or two quarters are named and no year, so that every year is meant."""
    partes = {p for s in dichos for p in _partes(s)}
    return any(len(p) > 1 for p in partes) or (1 <= len(partes) <= 2 and (len(partes) == 2 or partes <= set(_ANTERIORES)) and not c.hay("ano", "previo") and cambios[0].valor in _SENTIDOS)


def _estados(c: Cobertura, cambio: Span, dichos: list[Span], despues: Parte) -> tuple[list[Clase], dict[Parte, Clase]]:
    """The states of the year, and those of a part of it: of the part that is named in the same clause, or of the later one
    where a clause goes on after the change ("mejoraron en el segundo pero no llegaron")."""
    fines = [i for i, t in enumerate(c.tokens) if t.norma in NEXOS_DE_CLAUSULA and not any(s.ini < i < s.fin for s in c.spans)]
    del_ano: list[Clase] = []
    de_parte: dict[Parte, Clase] = {}
    for ini, fin in pairwise([0, *fines, len(c.tokens)]):
        for s in (s for s in c.de("clase") if ini <= s.ini < fin):
            suyas = [p for x in dichos if ini <= x.ini < fin for p in _partes(x)]
            clase = cast(Clase, s.valor)
            if ini <= cambio.ini < fin:
                del_ano.append(clase)  # "las no cumplidas que mejoraron en el segundo semestre"
            elif len(suyas) == 1:
                de_parte[suyas[0]] = clase
            elif not suyas and s.ini > cambio.ini:
                de_parte[despues] = clase
            else:
                del_ano.append(clase)
    return del_ano, de_parte


def sin_con_que_comparar(c: Cobertura, dichas: Sequence[Mencion]) -> Aclarar | None:
    """ "Mejoraron en el primer trimestre de 2021", the first year that is loaded: nothing stands before it."""
    dichos = c.de("trimestre", "dos_trimestres")
    sentido = next((_SENTIDOS[s.valor] for s in c.de("cambio") if s.valor in _SENTIDOS), None)
    if sentido is None or len(dichos) != 1 or dichos[0].valor != ("T1",) or any(m.periodo.trimestre for m in dichas) or c.hay(*_DE_OTRO_MODO, "cuenta"):
        return None
    anos = [a for s in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(s.valor))]
    return _cual_comparacion(sentido, anos, "No hay un periodo anterior con el cual comparar el que se pide.")


def _cual_comparacion(
    sentido: Literal["mejor", "peor", "igual"], anos: list[str],
    porque: str = "Meta por meta se comparan las partes de un mismo año, o años completos; no un semestre con el de otro año.",
) -> Aclarar:  # fmt: skip
    """Only parts of one year, or whole years, are held against each other goal by goal."""
    que = _VERBOS[sentido]
    ano = f" de {anos[-1]}" if anos else ""
    preguntas = [f"¿Qué metas {que} del primer semestre al segundo semestre{ano}?"]
    preguntas.append(f"¿Qué metas {que} de {anos[0]} a {anos[-1]}?" if len(anos) > 1 else f"¿Qué metas {que} respecto del año anterior?")
    return Aclarar(
        duda=f"{porque} ¿Qué desea comparar?",
        opciones=tuple(Opcion(texto=p.strip("¿?"), pregunta=p) for p in preguntas),
    )


def _de_sus_metas(dimension: str, sentido: Literal["mejor", "peor", "igual"], antes: Parte, despues: Parte, anos: list[str]) -> Aclarar:
    """A unit's goals are counted in different measures: how many of them changed can be told, not how the unit did."""
    ano = f" de {anos[0]}" if anos else ""
    p = f"¿Cuántas metas por {dimension} {_VERBOS[sentido]} del {_nombre(antes)} al {_nombre(despues)}{ano}?"
    return Aclarar(
        duda="Entre partes de un año se compara el avance de cada meta, no el de un conjunto de metas de distinta medida. ¿Desea saber cuántas cambiaron?",
        opciones=(Opcion(texto=p.strip("¿?"), pregunta=p),),
    )


def _nombre(parte: Parte) -> str:
    return _NOMBRES.get(parte) or f"trimestre {parte[0][1]}"


__all__ = ["entre_semestres"]
