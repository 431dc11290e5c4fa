"""A file's bytes → its reports. What a worker does in its own process, and tests in theirs.

Light on purpose: neither SQL nor vectors are imported here, so that a worker starts in a tenth of a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from index import parse, readers, recolector
from index.disenos import Diseno
from index.poa import Apartado, Documento, ErrorDeLectura, Informe
from index.readers import EsPaquete
from index.readers.limites import LIMITES, Aviso, Limites, callar


def leer_documento(
    nombre: str,
    contenido: bytes,
    limites: Limites = LIMITES,
    avisar: Aviso = callar,
    disenos: Sequence[Diseno] = (),
) -> Documento:
    """Parse a file's bytes, also by a user's layouts. Raises ``ErrorDeLectura`` where nothing in it can be read as a POA
    report.

    What the reader itself set aside (a page, a part of a sheet) stands before what the parser did.
    """
    if len(contenido) > limites.archivo_mb * 2**20:
        raise ErrorDeLectura(
            f"pesa más de {limites.archivo_mb} MB, el límite por archivo.", "Divídalo en archivos más pequeños."
        )
    formato, hojas = readers.leer(nombre, contenido, limites, avisar)
    del_lector = tuple(a for hoja in hojas for a in hoja.apartados)
    informes: tuple[Informe, ...] = ()
    apartados: tuple[Apartado, ...] = ()
    try:
        with recolector.pausado():  # a report's objects are many, and none is garbage
            informes, apartados = parse.leer(hojas, disenos, avisar)
    except ErrorDeLectura:
        if not del_lector:
            raise
    return Documento(nombre, hashlib.sha256(contenido).hexdigest(), formato, informes, (*del_lector, *apartados))


def leer_o_paquete(
    nombre: str, contenido: bytes, limites: Limites, avisar: Aviso, disenos: Sequence[Diseno] = ()
) -> Documento | None:
    """As ``leer_documento``; None for a ZIP of files, whose members are to be read one by one."""
    try:
        return leer_documento(nombre, contenido, limites, avisar, disenos)
    except EsPaquete:
        return None
