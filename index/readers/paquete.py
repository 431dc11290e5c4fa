"""Office packages (DOCX, XLSX: a zip of XML parts), opened so that no file can ask for more than it may.

The rule: nothing is unpacked before the sizes that the zip declares have been added up; no part is unpacked beyond its
declared size; an XML part with a document type (where "billion laughs" lives) is refused, as ECMA-376 part 2 (8.2)
demands. Source: security.md, "Decided", 4.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from index.poa import ErrorDeLectura
from index.readers.limites import Limites

#: The old binary container of Office. It also holds new documents that a password protects.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CIFRADO = "EncryptedPackage".encode("utf-16-le")
_CIFRADA = 0x1
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Namespaces of the "strict" variant end like those of the usual one.
_OFICINA = "officeDocument"


@dataclass(frozen=True, slots=True)
class Paquete:
    """The parts of an Office document by name. ``documento`` names it for people ("un documento de Word")."""

    partes: zipfile.ZipFile
    documento: str

    def leer(self, nombre: str) -> bytes | None:
        """A part's bytes; None if there is no such part. Raises ``ErrorDeLectura`` if it can't be unpacked."""
        try:
            return self.partes.read(nombre)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise self.danado() from None

    def xml(self, nombre: str) -> Any:
        """The root element of a part; None if there is no such part. Raises ``ErrorDeLectura``."""
        contenido = self.leer(nombre)
        if contenido is None:
            return None
        try:
            return raiz_xml(contenido)
        except etree.XMLSyntaxError:
            raise self.danado() from None

    def principal(self) -> str:
        """The name of the main part."""
        for tipo, destino in self.relaciones("").values():
            if tipo == _OFICINA:
                return destino
        raise ErrorDeLectura(
            f"es un archivo comprimido, no {self.documento}.", "Extraiga el reporte y cárguelo por separado."
        )

    def relaciones(self, nombre: str) -> Mapping[str, tuple[str, str]]:
        """Relations of a part (of the package itself, if empty): id → (last word of its type, name of the target)."""
        carpeta, archivo = posixpath.split(nombre)
        raiz = self.xml(posixpath.join(carpeta, "_rels", f"{archivo}.rels"))
        salida = {}
        for relacion in () if raiz is None else raiz:
            if relacion.get("TargetMode") != "External":
                destino = posixpath.normpath(posixpath.join("/", carpeta, relacion.get("Target") or "")).lstrip("/")
                salida[relacion.get("Id") or ""] = ((relacion.get("Type") or "").rpartition("/")[2], destino)
        return salida

    def danado(self) -> ErrorDeLectura:
        """What is said of a package that is broken somewhere."""
        return ErrorDeLectura(
            f"está dañado o incompleto: no se puede abrir como {self.documento.removeprefix('un ')}.",
            "Ábralo en Office, guárdelo de nuevo y vuelva a cargarlo.",
        )


def abrir(contenido: bytes, limites: Limites, documento: str) -> Paquete:
    """A package whose sizes are within the limits. Raises ``ErrorDeLectura``."""
    if contenido.startswith(OLE[:4]):
        raise _antiguo(contenido)
    if not contenido.startswith(b"PK"):
        raise ErrorDeLectura(
            f"no es {documento}, aunque su nombre lo diga.", "Guárdelo de nuevo en su formato y vuelva a cargarlo."
        )
    try:
        partes = zipfile.ZipFile(io.BytesIO(contenido))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ErrorDeLectura(
            "está incompleto o dañado: el archivo no termina como debe.",
            "Descárguelo o guárdelo de nuevo y vuelva a cargarlo.",
        ) from None
    entradas = partes.infolist()
    if len(entradas) > limites.archivos_en_zip:
        raise ErrorDeLectura(
            f"contiene {len(entradas):,} archivos dentro; el límite es de {limites.archivos_en_zip:,}.",
            "Guárdelo de nuevo con Office, sin objetos incrustados, y vuelva a cargarlo.",
        )
    if sum(e.file_size for e in entradas) > limites.desempacado_mb * 2**20:
        raise ErrorDeLectura(
            f"desempacado ocuparía más de {limites.desempacado_mb} MB.",
            "Divida el reporte en archivos más pequeños o quite sus imágenes y vuelva a cargarlo.",
        )
    if any(e.flag_bits & _CIFRADA for e in entradas):
        raise _con_contrasena()
    return Paquete(partes, documento)


def raiz_xml(contenido: bytes) -> Any:
    """The root element of an XML part: no entity is expanded, nothing is fetched. Raises ``ErrorDeLectura`` for a part
    with a document type and ``etree.XMLSyntaxError`` for what is no XML."""
    if _DTD.search(contenido[:4096]):
        raise _con_dtd()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    raiz = etree.fromstring(contenido, parser)
    if raiz.getroottree().docinfo.internalDTD is not None:
        raise _con_dtd()
    return raiz


def _con_dtd() -> ErrorDeLectura:
    return ErrorDeLectura(
        "contiene definiciones de XML (DTD) que un documento de Office no lleva, y no se abre.",
        "Guárdelo de nuevo con Office y vuelva a cargarlo.",
    )


def _antiguo(contenido: bytes) -> ErrorDeLectura:
    if _CIFRADO in contenido:
        return _con_contrasena()
    return ErrorDeLectura(
        "es un documento antiguo de Office (DOC o XLS), un formato que no se lee.",
        "Ábralo en Office, guárdelo como DOCX o XLSX y vuelva a cargarlo.",
    )


def _con_contrasena() -> ErrorDeLectura:
    return ErrorDeLectura(
        "está protegido con contraseña.", "Quítele la contraseña en Office, guárdelo y vuelva a cargarlo."
    )
