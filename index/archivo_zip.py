"""A ZIP of files, walked member by member: names only, nothing is written to disk, nothing is unpacked beyond limits.

Run in a worker. Each member comes out as its bytes or as the reason why not; the rest of the package goes on.
Sources: APPNOTE.TXT 6.3 (flag bit 0: encrypted, bit 11: UTF-8 names); security.md (unpacked sizes).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.poa import ErrorDeLectura
from index.readers import recorridos
from index.readers.hoja import normalizar
from index.readers.limites import LIMITES, Aviso, Limites, callar

_CIFRADO = 0x1
_UTF8 = 0x800
#: A member this many times its packed size is a bomb, once it is large enough to matter. Deflate's own limit is 1,032;
#: reports reach 50, sheets full of blank rows 100.
_MAX_RAZON = 250
_RAZON_DESDE = 32 * 2**20
#: Members that systems add.
_DEL_SISTEMA = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Miembro:
    """A file of a package: its bytes, or why it was set aside; neither for one that is no report by its suffix."""

    nombre: str
    contenido: bytes | None = None
    motivo: str | None = None
    remedio: str = ""


def recorrer(nombre: str, contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> Iterator[Miembro]:
    """The members of a package in order of their names. Raises ``ErrorDeLectura`` for one that can't be opened."""
    try:
        paquete = zipfile.ZipFile(io.BytesIO(contenido))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise ErrorDeLectura(
            "está incompleto o dañado: no se puede abrir.", "Obtenga otra copia o vuelva a comprimir los archivos."
        ) from None
    with paquete:
        miembros = sorted(((_nombre(i), i) for i in paquete.infolist() if not i.is_dir()), key=lambda par: par[0])
        miembros = [(n, i) for n, i in miembros if not _es_del_sistema(n)]
        if len(miembros) > limites.archivos_en_zip:
            raise ErrorDeLectura(
                f"contiene {len(miembros):,} archivos, más de los {limites.archivos_en_zip:,} que se admiten.",
                "Divídalo en paquetes más pequeños.",
            )
        queda = limites.desempacado_mb * 2**20
        for hechos, (ruta, info) in enumerate(miembros):
            avisar(hechos, len(miembros))
            miembro = _leer(paquete, ruta, info, queda, limites)
            queda -= len(miembro.contenido or b"")
            yield miembro


def _leer(paquete: zipfile.ZipFile, ruta: str, info: zipfile.ZipInfo, queda: int, limites: Limites) -> Miembro:
    partes = PurePosixPath(ruta).parts
    if ".." in partes or ruta.startswith("/") or ":" in ruta.partition("/")[0]:
        return Miembro(
            ruta, None, "su nombre sale del paquete, y no se abre.", "Vuelva a comprimir los archivos y cárguelo de nuevo."
        )
    if PurePosixPath(ruta).suffix.lower() not in recorridos():
        return Miembro(ruta)
    if info.flag_bits & _CIFRADO:
        return Miembro(ruta, None, "está protegido con contraseña.", "Vuelva a comprimirlo sin contraseña.")
    # What a member declares is what zipfile unpacks at the most; beyond it the checksum fails.
    if info.file_size > min(queda, limites.archivo_mb * 2**20):
        return _grande(ruta, queda, limites)
    if info.file_size > _RAZON_DESDE and info.file_size > _MAX_RAZON * max(info.compress_size, 1):
        return Miembro(
            ruta,
            None,
            f"se desempaca en {info.file_size // 2**20} MB, más de {_MAX_RAZON} veces su tamaño, y no se abre.",
            "Cargue el archivo por separado si es un informe.",
        )
    try:
        return Miembro(ruta, paquete.read(info))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return Miembro(
            ruta, None, "está dañado dentro del paquete.", "Vuelva a comprimirlo, o cargue el archivo por separado."
        )


def _grande(ruta: str, queda: int, limites: Limites) -> Miembro:
    if queda < limites.archivo_mb * 2**20:
        motivo = f"el paquete se desempaca en más de {limites.desempacado_mb} MB, y este archivo ya no cupo."
        return Miembro(ruta, None, motivo, "Divida el paquete en otros más pequeños.")
    motivo = f"pesa más de {limites.archivo_mb} MB, el límite por archivo."
    return Miembro(ruta, None, motivo, "Divídalo en archivos más pequeños.")


def _nombre(info: zipfile.ZipInfo) -> str:
    """A member's name. Without the flag of UTF-8 it is UTF-8 all the same, or in the code page of Spanish DOS."""
    nombre = info.filename
    if not info.flag_bits & _UTF8:
        crudo = nombre.encode("cp437", errors="replace")
        try:
            nombre = crudo.decode("utf-8")
        except UnicodeDecodeError:
            nombre = crudo.decode("cp850", errors="replace")
    return normalizar(nombre.replace("\\", "/"))


def _es_del_sistema(ruta: str) -> bool:
    return any((p.startswith(".") and p != "..") or p.casefold() in _DEL_SISTEMA for p in PurePosixPath(ruta).parts)
