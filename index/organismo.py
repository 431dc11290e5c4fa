"""The municipality in the name of a decentralised body: "Sistema de Agua Potable y Alcantarillado de Valle Alto, Dgo."

What the body does and where it does it are joined by the same "de", so the place is looked for from both ends: back from
the state, over the words that places begin with ("Valle de", "San …"), and forward, behind the last word of a body's
purpose. Only a name on which both agree is taken.
"""

from __future__ import annotations

import re
from itertools import takewhile

from index.textos import plegar

#: Folded: how the name of a body begins, and the words of what it does.
_CUERPO = re.compile(
    r"(?:sistema|organismo|comision|junta|instituto|patronato|operadora?|consejo|fideicomiso|empresa|administracion|direccion"
    r"|direccion general|oficina operadora|comite) .+"
)
_FINES = frozenset(
    """agua aguas potable alcantarillado saneamiento drenaje desarrollo integral familia familias cultura arte artes deporte
    deportes fisica recreacion mujer mujeres juventud juventudes joven planeacion investigacion obra obras publica
    publicas publico publicos servicio servicios seguridad vivienda salud social urbano urbana rural transporte vialidad
    turismo parque parques jardines limpia rastro panteones educacion ecologia medio ambiente ambiental asistencia
    infancia adolescencia operador descentralizado descentralizada desconcentrado paramunicipal municipal municipales
    municipio sistema organismo instituto comision catastro informacion tecnologia innovacion economico economica
    fomento proteccion civil bomberos transparencia acceso administracion mejoramiento conservacion construccion
    tratamiento residuos basura estacionamientos mercado mercados feria ferias metropolitano metropolitana
    intermunicipal regional general""".split()
)
#: Words that the names of places begin with, before "de".
_DE_LUGAR = frozenset(
    """valle villa puerto real san santa santo ciudad bahia playa playas cabo ojo arroyo monte sierra laguna isla islas pueblo
    hacienda mineral canada rincon paso cruz boca punta loma lomas mesa barranca tierra cerro rio nuevo nueva cuesta llano llanos
    cienega charco fuente fuentes nombre dolores rosario mezquital cuautitlan acapulco tlajomulco soledad villas jaral ixtlahuacan
    """.split()
)
#: The article is the place's: "de La Paz".
_DE = re.compile(r"\s+(?:del|de)\s+")


def lugar(llano: str) -> int | None:
    """Where the place begins in the folded name of a body, without its state; None where that can't be told."""
    if not _CUERPO.fullmatch(llano):
        return None
    cortes = [hallado.end() for hallado in _DE.finditer(llano)]
    trozos = _DE.split(llano)[1:]
    if not cortes:
        return None
    por_fines = len(list(takewhile(lambda t: not _FINES & set(re.findall(r"\w+", t)), reversed(trozos))))
    por_lugar = 1 + len(list(takewhile(_de_lugar, reversed(trozos[:-1]))))
    return cortes[-por_fines] if por_fines == por_lugar else None


def dice_su_fin(texto: str) -> bool:
    """Whether a text has a word of what bodies and offices do ("Obras Públicas"), as few places have."""
    return not _FINES.isdisjoint(re.findall(r"\w+", plegar(texto)))


def _de_lugar(trozo: str) -> bool:
    return trozo.split()[0] in _DE_LUGAR
