"""The unit of a form whose label nobody knows: every office has its words for who reports, but its names are offices'.

Where no label of a unit is found, one that is not understood is taken for it if what stands beside it is an office
("Instancia que informa: 14 Dirección de …"), or if its own words say so ("Área que captura"), and no other label does as
well. It then holds for the whole sheet, as a label of a user's layout would, and the form says so (``deducida.unidad``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.claves import CODIGO, CODIGO_Y_NOMBRE
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulario import Rotulario, es_oficina, es_valor
from index.textos import plegar

#: Words of such a label, at most, and letters.
_MAX_PALABRAS, _MAX_ROTULO = 7, 60
#: Folded: what a label of whoever reports begins with.
_DE_UNIDAD = re.compile(
    r"(?:nombre (?:del? )?(?:la |el )?)?(?:unidad|area|dependencia|instancia|organo|oficina|departamento|coordinacion|direccion"
    r"|entidad|organismo|jefatura)(?: (?:responsabl|administrativ|ejecutor|operativ|informa|reporta|auxiliar|general"
    r"|presupuest|emisor|usuari|generador|encargad|captur|participan)[a-z]*)*(?: a cargo)?(?: (?:que|del?|y) .{1,40})?"
    r"|(?:u\. ?[a-z]\.|d\. ?g\.|adscripcion)"
)
#: … and of what is no unit, though an office or a name may stand beside it.
_DE_OTRA_COSA = re.compile(
    r".*\b(?:(?:medi(?:da|cion)|elabor|formul|revis|autoriz|valid|aprob|firma|titular|encargad|director|enlace|coordinador"
    r"|(?<!a )cargo|proyect|estrateg|poblacion|geograf|domicili|corre|telefon|normativ|fuente|recurso|beneficiari|dirigid"
    r"|president|tesorer[oa]|indicador|gobiern|ayuntamient|municipi(?:o|al de)|objetiv)\w*"
    r"|vo\. ?bo|visto bueno|responsable de|programas?|ejes?|lineas?|sector|secretari[oa] del|nombre y|fecha|metas?|formato|hoja"
    r"|pagina|version|funcion|finalidad|ramo|ejercicio|periodo)\b"
)
_CLAVE = re.compile(r"(?:clave|cve|codigo|no|num|numero)\b")
_DE_SU_CLAVE = re.compile(r"\bu\. ?[a-z]\b|\bu[aer]\b|\b(?:unidad|area|dependencia|instancia|organo|oficina|departamento)\b")
_ANIO = re.compile(r"(?:19|20)\d\d")


def rotulos(renglones: Sequence[Renglon], rotulario: Rotulario) -> tuple[CeldaLeida, CeldaLeida | None] | None:
    """The one label of some headers' rows that is a unit's, with that of its code where it has one of its own; None where no
    label is, or more than one."""
    pares = [par for r in renglones for par in _pares(r, rotulario)]
    claves = [i for i, (r, valor) in enumerate(pares) if _es_clave(r, valor)]
    otros = [(r, valor) for i, (r, valor) in enumerate(pares) if i not in claves and not _excluido(r)]
    de_oficina = _distintos(r for r, valor in otros if _nombra_oficina(valor))
    con_valor = [r for r, valor in otros if valor and _llano(r.texto) != "unidad"]  # which alone may be of measure
    propios = _distintos(r for r in con_valor if _DE_UNIDAD.fullmatch(_llano(r.texto)))
    ambos = [r for r in de_oficina if _llano(r.texto) in {_llano(p.texto) for p in propios}]
    candidatos = ambos or de_oficina or propios
    if len(candidatos) != 1:
        return None
    propio = candidatos[0]
    lugares = [i for i, (r, _) in enumerate(pares) if _llano(r.texto) == _llano(propio.texto)]
    vecinos = {x for i in lugares for x in (i - 1, i + 1)}
    suyas = _distintos(pares[i][0] for i in claves if i in vecinos or _DE_SU_CLAVE.search(_llano(pares[i][0].texto)))
    if len(suyas) > 1 or (not suyas and _con_codigo_ajeno(pares, lugares)):
        return None
    return propio, suyas[0] if suyas else None


def _es_clave(rotulo: CeldaLeida, valor: Sequence[CeldaLeida]) -> bool:
    """Whether a label is that of a code, and a code stands beside it."""
    return bool(_CLAVE.match(_llano(rotulo.texto))) and len(valor) == 1 and bool(CODIGO.fullmatch(valor[0].texto))


def _pares(renglon: Renglon, rotulario: Rotulario) -> Iterator[tuple[CeldaLeida, list[CeldaLeida]]]:
    """The labels of a row that nobody knows, each with what stands beside it."""
    llenas = [c for _, c in renglon.llenas()]
    if not llenas or len(llenas) > _MAX_PALABRAS:
        return
    actual: CeldaLeida | None = None
    valor: list[CeldaLeida] = []
    for celda in llenas:
        sola = Renglon((celda,))
        conocida = (rotulario.campos(sola) and not rotulario.titula(sola)) or rotulario.nombra(celda.texto)
        antes, dos_puntos, despues = celda.texto.partition(":")
        nueva = actual is None or (dos_puntos and not _sin_letras(antes))
        if conocida or nueva:
            if actual is not None:
                yield actual, valor
            actual, valor = None, []
            if not conocida and _parece_rotulo(antes):
                actual = CeldaLeida(antes.strip(), celda.celda)
                valor = [CeldaLeida(despues.strip(), celda.celda)] if despues.strip() else []
        else:
            valor.append(celda)
    if actual is not None:
        yield actual, valor


def _parece_rotulo(texto: str) -> bool:
    cabe = 1 < len(texto) <= _MAX_ROTULO and len(texto.split()) <= _MAX_PALABRAS
    return cabe and texto[0].isalpha() and not es_valor(texto) and not any(c.isdigit() for c in texto)


def _sin_letras(texto: str) -> bool:
    return not any(c.isalpha() for c in texto)


def _llano(texto: str) -> str:
    return " ".join(plegar(texto).split()).rstrip(" :.")


def _excluido(rotulo_: CeldaLeida) -> bool:
    return bool(_DE_OTRA_COSA.match(_llano(rotulo_.texto)))


def _distintos(rotulos_: Iterable[CeldaLeida]) -> list[CeldaLeida]:
    return list({_llano(r.texto): r for r in reversed(list(rotulos_))}.values())


def _nombra_oficina(valor: Sequence[CeldaLeida]) -> bool:
    """Whether what stands beside a label is an office, with its code before it or alone."""
    textos = [c.texto for c in valor]
    if len(textos) > 1 and CODIGO.fullmatch(textos[0]):
        return es_oficina(textos[1])
    con_codigo = CODIGO_Y_NOMBRE.fullmatch(textos[0]) if textos else None
    return len(textos) >= 1 and es_oficina(con_codigo.group(2) if con_codigo else textos[0])


def _con_codigo_ajeno(pares: Sequence[tuple[CeldaLeida, list[CeldaLeida]]], lugares: Sequence[int]) -> bool:
    """Whether a code stands beside another label that nobody knows, and the unit has none: it may be the unit's."""
    if any(valor and CODIGO.match(valor[0].texto) for _, valor in (pares[i] for i in lugares)):
        return False
    return any(
        bool(valor) and bool(CODIGO.fullmatch(valor[0].texto)) and not _ANIO.fullmatch(valor[0].texto) and not _excluido(r)
        for i, (r, valor) in enumerate(pares) if i not in lugares
    )  # fmt: skip
