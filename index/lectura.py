"""A file's bytes → its reports. What a worker does in its own process, and tests in theirs.

Light on purpose: neither SQL nor vectors are imported here, so that a worker starts in a tenth of a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import auditoria, indicado, parse, readers, recolector, registros
from index.disenos import Diseno
from index.indicado import NADA, Indicado
from index.poa import Apartado, Documento, ErrorDeLectura, Informe
from index.readers import EsPaquete
from index.readers.hoja import Hoja
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.registros import Cierre, Entrega, Registros

#: So many goals are handed over together.
_POR_ENTREGA = 200


def leer_documento(
    nombre: str,
    contenido: bytes,
    limites: Limites = LIMITES,
    avisar: Aviso = callar,
    disenos: Sequence[Diseno] = (),
    dicho: Indicado = NADA,
) -> Documento:
    """Parse a file's bytes, also by a user's layouts, and by what was said of it (``dicho``). Raises ``ErrorDeLectura``
    where nothing in it can be read as a POA report.

    What the reader itself set aside (a page, a part of a sheet) stands before what the parser did.
    """
    formato, hojas, apartados = _abrir(nombre, contenido, limites, avisar)
    with recolector.pausado():  # a report's objects are many, and none is garbage
        informes = tuple(_informes(hojas, disenos, avisar, apartados, dicho))
    huella = indicado.huella(hashlib.sha256(contenido).hexdigest(), dicho)
    return Documento(nombre, huella, formato, informes, tuple(apartados))


def entregar(
    nombre: str,
    contenido: bytes,
    limites: Limites,
    avisar: Aviso,
    disenos: Sequence[Diseno] = (),
    dicho: Indicado = NADA,
) -> Iterator[Entrega]:
    """Parse a file's bytes and hand its reports over as they are read, audited and ready to be stored. Nothing at all for
    a ZIP of files, whose members are to be read one by one. Raises ``ErrorDeLectura`` as ``leer_documento``."""
    try:
        formato, hojas, apartados = _abrir(nombre, contenido, limites, avisar)
    except EsPaquete:
        return
    vistos: list[Informe] = []
    listos: list[Registros] = []
    metas = 0
    # A file's objects are many, and none is garbage: a pass over those of each report takes a tenth of the time.
    with recolector.pausado():
        for informe in _informes(hojas, disenos, avisar, apartados, dicho):
            listos.append(registros.de_informe(informe, auditoria.auditar(informe)))
            metas += len(informe.metas)
            vistos.append(replace(informe, metas=()))  # the rules across reports look at no goals
            if metas >= _POR_ENTREGA:
                yield Entrega(formato, tuple(listos))
                listos, metas = [], 0
    juntos = [(n, registros.de_hallazgo(h, vistos[n])) for n, h in auditoria.auditar_juntos(vistos)]
    yield Entrega(formato, tuple(listos), Cierre(tuple(apartados), tuple(juntos)))


def _abrir(
    nombre: str, contenido: bytes, limites: Limites, avisar: Aviso
) -> tuple[str, list[Hoja], list[Apartado]]:
    """The format, the grids, and what the reader set aside."""
    if len(contenido) > limites.archivo_mb * 2**20:
        raise ErrorDeLectura(
            f"pesa más de {limites.archivo_mb} MB, el límite por archivo.", "Divídalo en archivos más pequeños."
        )
    formato, hojas = readers.leer(nombre, contenido, limites, avisar)
    return formato, hojas, [a for hoja in hojas for a in hoja.apartados]


def _informes(
    hojas: list[Hoja], disenos: Sequence[Diseno], avisar: Aviso, apartados: list[Apartado], dicho: Indicado
) -> Iterator[Informe]:
    """The reports of the grids, which are given up as they are read; what is set aside is added to ``apartados``."""
    del_lector = len(apartados)
    try:
        yield from parse.recorrer(hojas, disenos, avisar, apartados, dicho)
    except ErrorDeLectura:
        if not del_lector:
            raise
