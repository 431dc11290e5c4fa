"""Units by the initials of their name: "OP" for Obras Públicas, "PC" for Protección Civil, "DIF"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.lexicon import es_ruido, vocabulario
from assistant.link.vocabulario import GENERICAS, Nombre, Vocabulario
from assistant.spans import Span, Token, puntos
from index.textos import VACIAS, clave, palabras, raiz

#: Fewer letters are no initials, more are a word.
_LETRAS = range(2, 6)
#: Words that a unit's name may begin with and its initials leave out ("Unidad Municipal de Protección Civil": PC).
_QUE_SE_OMITEN = GENERICAS | {raiz(p) for p in "municipal municipales general".split()}


def siglas(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Units whose initials a token is, where it is no word of anything else; of several, those of the municipality said."""
    posibles = [(i, t) for i, t in enumerate(tokens) if _puede_ser(t, voc)]
    if not posibles:
        return
    conocidas = _iniciales(voc.nombres)
    dichos = _municipios_dichos(tokens, voc)
    for i, t in posibles:
        suyas = conocidas.get(t.norma, ())
        propias = [n for n in suyas if not dichos or voc.municipios_de(n) & dichos] or list(suyas)
        if not propias:
            continue
        ini = i - 1 if i and tokens[i - 1].norma in ("unidad", "area", "direccion", "oficina") else i
        if _varias_de_un_lugar(propias, voc):
            yield Span(ini, i + 1, "ambiguo", tuple(propias), puntos(i + 1 - ini, 1.1))
            continue
        nota = f"Entiendo “{t.texto}” como {'; también como '.join(f'la unidad {n.codigo}, {n.nombre}' for n in propias)}."
        yield Span(ini, i + 1, "unidad", tuple(dict.fromkeys(v for n in propias for v in voc.valores_de(n))), puntos(i + 1 - ini, 1.1), nota)


def _puede_ser(t: Token, voc: Vocabulario) -> bool:
    letras = t.texto.isalpha() and len(t.norma) in _LETRAS and t.norma == t.texto.lower()
    return letras and not (t.norma in VACIAS or es_ruido(t.norma) or t.norma in vocabulario() or voc.conoce_forma(t.norma))


@lru_cache(maxsize=4)
def _iniciales(nombres: tuple[Nombre, ...]) -> Mapping[str, Sequence[Nombre]]:
    """The units by each of their initials: of all the words with content, without the general ones that come first, and of
    what stands before an "y" ("Protección Civil y Bomberos": PCB, PC)."""
    salida: dict[str, list[Nombre]] = defaultdict(list)
    for n in nombres:
        if n.entidad != "unidad":
            continue
        todas = palabras(n.nombre)
        for hasta in [len(todas), *(i for i, p in enumerate(todas) if p in ("y", "e"))]:
            for sigla in _de(todas[:hasta]):
                if n not in salida[sigla]:
                    salida[sigla].append(n)
    return salida


def _de(nombre: Sequence[str]) -> Iterable[str]:
    """The initials of some words, those in front that may be left out with and without."""
    dichas = [p for p in nombre if p not in VACIAS]
    for k in range(len(dichas)):
        if k and raiz(dichas[k - 1]) not in _QUE_SE_OMITEN:
            break
        if len(dichas) - k >= _LETRAS.start:
            yield "".join(p[0] for p in dichas[k:])


def _municipios_dichos(tokens: Sequence[Token], voc: Vocabulario) -> frozenset[str]:
    dicho = f" {clave(' '.join(t.norma for t in tokens))} "
    return frozenset(m for m in voc.municipios if f" {clave(m)} " in dicho)


def _varias_de_un_lugar(nombres: Sequence[Nombre], voc: Vocabulario) -> bool:
    """Whether one municipality has two units of these initials, under different names."""
    por_lugar: dict[str, set[str]] = defaultdict(set)
    for n in nombres:
        for m in voc.municipios_de(n) or {""}:
            por_lugar[m].add(clave(n.nombre))
    return any(len(suyos) > 1 for suyos in por_lugar.values())


__all__ = ["siglas"]
