"""What a file is, by its first bytes and its members; its suffix only says what its author meant.

Sources of the signatures: ECMA-376 (OOXML members), ODF 1.2 part 3 (``mimetype``), MS-CFB (the streams' names in
UTF-16), MS-OFFCRYPTO (``EncryptedPackage``), and each format's own magic number.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from index.poa import ErrorDeLectura

#: How much of a file's start is looked at.
_INICIO = 4096
_PAQUETE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGENES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)[\s>/]", re.IGNORECASE)

_COMO_LIBRO = "Ábralo y guárdelo como libro de Excel (.xlsx), y vuelva a cargarlo."
_COMO_WORD = "Ábralo y guárdelo como documento de Word (.docx), y vuelva a cargarlo."
_COMO_IMAGEN = "Guárdela como PNG o JPEG y vuelva a cargarla."
_COMO_ZIP = "Descomprímalo y cargue la carpeta, o vuelva a comprimirlo como ZIP."
_OTRA_COPIA = "Obtenga otra copia, o ábralo y guárdelo de nuevo, y vuelva a cargarlo."
_SIN_REPORTE = "Guarde la tabla del informe como libro de Excel (.xlsx) o como texto, y cárguelo."

#: First bytes (after blanks) of formats that are known and not read: what they are, and what to do.
_AJENOS: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF8", "es una imagen GIF, un formato que no se lee.", _COMO_IMAGEN),
    (b"BM", "es una imagen BMP, un formato que no se lee.", _COMO_IMAGEN),
    (b"RIFF", "es una imagen WebP o un archivo de sonido o video, un formato que no se lee.", _COMO_IMAGEN),
    (b"\x1f\x8b", "está comprimido con gzip, un formato que no se lee.", _COMO_ZIP),
    (b"BZh", "está comprimido con bzip2, un formato que no se lee.", _COMO_ZIP),
    (b"\xfd7zXZ\x00", "está comprimido con xz, un formato que no se lee.", _COMO_ZIP),
    (b"Rar!\x1a\x07", "es un archivo RAR, un formato que no se lee.", _COMO_ZIP),
    (b"7z\xbc\xaf\x27\x1c", "es un archivo 7z, un formato que no se lee.", _COMO_ZIP),
    (b"{\\rtf", "es un documento RTF, un formato que no se lee.", _COMO_WORD),
    (b"SQLite format 3\x00", "es una base de datos SQLite, no un informe.", _SIN_REPORTE),
    (b"MIME-Version:", "es una página web guardada en un solo archivo (MHT), un formato que no se lee.", _COMO_LIBRO),
    (b"\x7fELF", "es un programa, no un informe.", _SIN_REPORTE),
    (b"MZ\x90", "es un programa, no un informe.", _SIN_REPORTE),
)
#: The same by words that stand further on in the start.
_AJENOS_POR_DENTRO: tuple[tuple[bytes, str, str], ...] = (
    (
        b"urn:schemas-microsoft-com:office:spreadsheet",
        "es una hoja de cálculo XML de 2003, un formato que no se lee.",
        _COMO_LIBRO,
    ),
    (b"schemas.microsoft.com/office/word/2003/wordml", "es un documento XML de Word 2003, un formato que no se lee.", _COMO_WORD),
    (b"urn:oasis:names:tc:opendocument", "es un documento de OpenDocument, un formato que no se lee.", _COMO_LIBRO),
    (b"ftypheic", "es una imagen HEIC, un formato que no se lee.", _COMO_IMAGEN),
)
#: Streams of an OLE file by their name: what the file is, and what to do.
_CORRIENTES: tuple[tuple[str, str, str], ...] = (
    (
        "EncryptedPackage",
        "está protegido con contraseña.",
        "Ábralo con su contraseña, quítela (Archivo, Información, Proteger), guárdelo y vuelva a cargarlo.",
    ),
    ("Workbook", "es un libro de Excel antiguo (XLS), un formato que no se lee.", _COMO_LIBRO),
    ("Book", "es un libro de Excel antiguo (XLS), un formato que no se lee.", _COMO_LIBRO),
    ("WordDocument", "es un documento de Word antiguo (DOC), un formato que no se lee.", _COMO_WORD),
)
#: Members of a package that tell what it is, the surest first: the format, or why it is not read.
_MIEMBROS: tuple[tuple[str, str], ...] = (("xl/workbook.bin", ""), ("xl/", "xlsx"), ("word/", "docx"))
_ABIERTOS = {"spreadsheet": ("ODS", _COMO_LIBRO), "text": ("ODT", _COMO_WORD)}
#: Suffixes of formats that hold bytes, not text: what is called so and is none of the above is damaged.
_DE_BYTES = frozenset(".pdf .xlsx .xlsm .docx .png .jpg .jpeg .tif .tiff .zip .xls .doc .ods .odt .xlsb".split())
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOM_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class EsPaquete(ErrorDeLectura):
    """A ZIP of files, not one document: whoever walks files walks into it."""

    def __init__(self) -> None:
        super().__init__("es un paquete ZIP con otros archivos.", "Cárguelo con «poa ingest», que lee lo que contiene.")


def formato_de(nombre: str, contenido: bytes) -> str | None:
    """The format that a file's bytes show (a ``Lector.formato``), None where only its suffix can tell.

    Raises ``ErrorDeLectura`` for one that is not read, ``EsPaquete`` for a ZIP of files.
    """
    inicio = contenido[:_INICIO]
    if inicio.startswith(_PAQUETE):
        return _de_paquete(nombre, contenido)
    if inicio.startswith(_OLE):
        raise _ole(contenido)
    if inicio.startswith(_IMAGENES):
        return "imagen"
    _rechazar_ajenos(inicio)
    sufijo = PurePath(nombre).suffix.lower()
    if inicio.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF") or (sufijo == ".pdf" and b"%PDF-" in inicio[:1024]):
        return "pdf"
    if _HTML.search(inicio.replace(b"\x00", b"")):
        return "html"
    if sufijo in _DE_BYTES:
        _rechazar_danado(sufijo, inicio)
        return "texto"
    return None


def _rechazar_ajenos(inicio: bytes) -> None:
    sin_blancos = inicio.lstrip(b"\xef\xbb\xbf \t\r\n")
    for firma, motivo, remedio in _AJENOS:
        # A mark of two or three letters may open a text as well; bytes that no text has tell them apart.
        if sin_blancos.startswith(firma) and (len(firma) > 3 or _CONTROL.search(inicio)):
            raise ErrorDeLectura(motivo, remedio)
    for palabras, motivo, remedio in _AJENOS_POR_DENTRO:
        if palabras in inicio and (sin_blancos.startswith(b"<") or _CONTROL.search(inicio)):
            raise ErrorDeLectura(motivo, remedio)


def _rechazar_danado(sufijo: str, inicio: bytes) -> None:
    """What is called like a format of bytes, is none, and is no text either, is damaged."""
    controles = len(_CONTROL.findall(inicio))
    if not inicio.startswith(_BOM_UTF16) and controles > len(inicio) // 100:
        raise ErrorDeLectura(
            f"está dañado: su nombre termina en «{sufijo}», pero su contenido no es de ese formato.", _OTRA_COPIA
        )


def _ole(contenido: bytes) -> ErrorDeLectura:
    for corriente, motivo, remedio in _CORRIENTES:
        if corriente.encode("utf-16-le") in contenido:
            return ErrorDeLectura(motivo, remedio)
    return ErrorDeLectura("es un archivo antiguo de Office, un formato que no se lee.", _COMO_LIBRO)


def _de_paquete(nombre: str, contenido: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            nombres = [n.replace("\\", "/") for n in paquete.namelist()]
            abierto = paquete.read("mimetype")[:200].decode("ascii", "replace") if "mimetype" in nombres[:1] else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        raise ErrorDeLectura(
            "es un libro de Excel, un documento de Word o un paquete ZIP incompleto o dañado: no se puede abrir.", _OTRA_COPIA
        ) from None
    if "opendocument" in abierto:
        clase, remedio = next((x for k, x in _ABIERTOS.items() if k in abierto), ("de OpenDocument", _COMO_LIBRO))
        raise ErrorDeLectura(f"es un archivo {clase}, un formato que no se lee.", remedio)
    if "[Content_Types].xml" not in nombres:
        raise EsPaquete
    for miembro, formato in _MIEMBROS:
        if any(n.startswith(miembro) for n in nombres):
            if formato:
                return formato
            raise ErrorDeLectura("es un libro de Excel binario (XLSB), un formato que no se lee.", _COMO_LIBRO)
    raise ErrorDeLectura("no es un libro de Excel ni un documento de Word, y no se lee.", _SIN_REPORTE)
