
"""One normal form for words, shared by what is stored and what is asked.

``plegar`` folds case, accents and invisible characters; ``raices`` gives the Snowball stems of the content words.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
import zlib
from collections.abc import Mapping

import snowballstemmer

from index.poa import ANCHO_DE_CLAVE

_RAIZ = snowballstemmer.stemmer("spanish")
_PALABRA = re.compile(r"[^\W_]+")

#: Words that carry no content in a report or a question.
VACIAS = frozenset(
    """a al algo ante antes asi asimismo aun aunque bajo cada como con contra cual cuales cualquier cuando cuanto cuanta
    cuantos cuantas cuya cuyo de del desde dicha dichas dicho dichos donde dos durante e el ella ellas ellos en entre era
    eran es esa esas ese eso esos esta estaba estan estas este esto estos fue fueron ha haber habia han hasta hay he
    la las le les lo los mas me mediante mi mis misma mismo mismos muy ni no nos nosotros o os otra otras otro otros para
    pero por porque pues que quien quienes se sea sean segun ser si sin sido sobre son su sus tal tales tambien tan te
    tiene tienen toda todas todo todos traves tras tu u un una unas uno unos y ya yo""".split()
)


class _Plegadas(dict[int, str]):
    """What each character becomes when it is folded, worked out when it is first seen."""

    def __missing__(self, codigo: int) -> str:
        llano = unicodedata.normalize("NFKD", chr(codigo).casefold())
        self[codigo] = "".join(c for c in llano if unicodedata.category(c) not in ("Mn", "Cf"))
        return self[codigo]


class _Alineadas(dict[int, str]):
    """What each character becomes when a text must keep its length: the first of its folding, or a blank."""

    def __missing__(self, codigo: int) -> str:
        self[codigo] = _PLEGADAS[codigo][:1] or " "
        return self[codigo]


_PLEGADAS, _ALINEADAS = _Plegadas(), _Alineadas()
#: What no byte of Latin-1 becomes but itself: it stands for those that become no single one.
_NINGUNA = 0


class _Bytes:
    """The same for texts in Latin-1, as nearly all are but for a "…" or a “, byte by byte: a thirtieth of the time."""

    def __init__(self, nombre: str, caracteres: Mapping[int, str]) -> None:
        self._caracteres, self._errores = caracteres, f"poa-{nombre}"
        hechas = [caracteres[b] for b in range(256)]
        self._tabla = bytes(ord(x) if len(x) == 1 and ord(x) < 256 else _NINGUNA for x in hechas)
        self._borradas = bytes(b for b, x in enumerate(hechas) if not x)
        codecs.register_error(self._errores, self._de_fuera)

    def plegado(self, texto: str) -> str:
        """A text, folded; character by character where a byte does not stand for one."""
        try:
            crudo = texto.encode("latin-1", self._errores).translate(self._tabla, self._borradas)
        except UnicodeEncodeError:
            return texto.translate(self._caracteres)
        return texto.translate(self._caracteres) if _NINGUNA in crudo else crudo.decode("latin-1")

    def _de_fuera(self, error: UnicodeError) -> tuple[bytes, int]:
        """What characters beyond Latin-1 become, where folding it again leaves it as it is."""
        assert isinstance(error, UnicodeEncodeError)
        hechos = error.object[error.start : error.end].translate(self._caracteres)
        if hechos.translate(self._caracteres) != hechos:
            raise error
        return hechos.encode("latin-1"), error.end


_PLEGADOS, _ALINEADOS = _Bytes("plegar", _PLEGADAS), _Bytes("alinear", _ALINEADAS)


def plegar(texto: str) -> str:
    """Lower case, no accents (ñ becomes n), no invisible characters."""
    return texto.lower() if texto.isascii() else _PLEGADOS.plegado(texto)


@functools.lru_cache(maxsize=65536)
def raiz(palabra: str) -> str:
    """The stem of one folded word; a number stays as it is."""
    return palabra if palabra.isdigit() else str(_RAIZ.stemWord(palabra))


def palabras(texto: str) -> list[str]:
    """The folded words of a text, in order."""
    return _PALABRA.findall(plegar(texto))


def raices(texto: str) -> list[str]:
    """The stems of the content words of a text, in order, repeated ones kept."""
    return [raiz(p) for p in palabras(texto) if p not in VACIAS]


@functools.lru_cache(maxsize=4096)
def clave(texto: str) -> str:
    """A key under which spellings that differ in case, accents, punctuation or plural are one."""
    return " ".join(singular(p) for p in palabras(texto))


def clave_de_nombre(nombre: str) -> str:
    """The key that a name is where no code is printed."""
    return nombre[:ANCHO_DE_CLAVE].strip()


def acortada(clave: str, largo: int) -> str:
    """A key of at most ``largo`` letters: a longer one ends in a digest, so that no two become one."""
    return clave if len(clave) <= largo else f"{clave[: largo - 9]}~{zlib.crc32(clave.encode()):08x}"


def singular(palabra: str) -> str:
    """One key for a word's singular and plural (evento/eventos, sesión/sesiones, sede/sedes, luz/luces).

    A key, not a word to show: the plural's ``-es``, ``-s`` and the singular's final ``-e`` go, ``-z`` becomes ``-c``.
    """
    if len(palabra) < 4 or palabra.isdigit():
        return palabra
    for final in ("es", "s", "e"):
        if palabra.endswith(final) and len(palabra) - len(final) >= 3:
            palabra = palabra[: -len(final)]
            break
    return palabra[:-1] + "c" if palabra.endswith("z") else palabra


def alinear(texto: str) -> str:
    """Folded like ``plegar``, but one character for one, so that a match's span is a span of the original."""
    return texto.lower() if texto.isascii() else _ALINEADOS.plegado(texto)
