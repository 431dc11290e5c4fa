"""Names and codes of a question → entities of the loaded reports, tolerant of accents, parts of names and slips.

``Vocabulario`` is what the store holds, read once per version of it. Each ``proponer_*`` sees one kind of entity in
the tokens and proposes spans; none decides alone.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.lexicon import FORMAS, MUNICIPALES, RUIDO, SINONIMOS_MEDIDA, vocabulario
from assistant.plan import Entidad
from assistant.spans import Span, Token, puntos
from index.textos import VACIAS, clave, palabras, raices, raiz, singular

#: Words that many offices share; alone they name none.
GENERICAS = frozenset(raiz(p) for p in "jefatura departamento direccion coordinacion unidad oficina secretaria subdireccion area instituto programa h ayuntamiento gobierno ejecutora sistema".split())
#: Words that tell an office only together with another of its name ("servicios públicos").
COMUNES = frozenset(raiz(p) for p in "municipal municipales general publica publicas publico publicos servicio servicios ejecutiva ejecutivo atencion social civil".split())
_CODIGO_LINEA = re.compile(r"\d+(?:\.\d+){2,}$")
_NUMERO_META = re.compile(r"\d{1,3}(?:\.\d{1,3})?$")


@dataclass(frozen=True, slots=True)
class Nombre:
    """One entity under one of its names. ``propias`` are the stems that tell it from others."""

    entidad: Entidad
    codigo: str
    nombre: str
    todas: frozenset[str]
    propias: frozenset[str]
    #: Where reports print it so.
    municipios: frozenset[str] = frozenset()


def nombre(
    entidad: Entidad, codigo: str, texto: str, lugares: frozenset[str] = frozenset(), municipios: frozenset[str] = frozenset()
) -> Nombre:
    """Build a ``Nombre`` from a printed name. ``lugares``: stems of the municipalities, which tell no office."""
    todas = frozenset(raices(texto))
    propias = todas - GENERICAS - (lugares if entidad != "municipio" else frozenset())
    return Nombre(entidad, codigo, texto, todas, propias or todas, municipios)


@dataclass(frozen=True)
class Vocabulario:
    """What is loaded, for linking. ``metas`` are bare numbers; ``medidas`` map a key to its printed form.

    ``descripciones`` and ``observaciones`` hold the stems of each distinct text, ``textos`` those of each whole goal;
    ``formas`` are the folded words.
    """

    nombres: tuple[Nombre, ...] = ()
    metas: frozenset[str] = frozenset()
    lineas: Mapping[str, str] = field(default_factory=dict)
    medidas: Mapping[str, str] = field(default_factory=dict)
    personas: tuple[str, ...] = ()
    ejercicios: tuple[int, ...] = ()
    #: Each loaded report: (municipio, ejercicio, corte, ramo, programa, unidad).
    informes: tuple[tuple[str, int, date, str, str, str], ...] = ()
    cortes: tuple[date, ...] = ()
    municipios: tuple[str, ...] = ()
    descripciones: tuple[frozenset[str], ...] = ()
    observaciones: tuple[frozenset[str], ...] = ()
    textos: tuple[frozenset[str], ...] = ()
    por_unidad: tuple[tuple[str, frozenset[str]], ...] = ()
    formas: frozenset[str] = frozenset()

    @functools.cached_property
    def frecuencia(self) -> Counter[str]:
        """In how many distinct texts each stem stands (descriptions with their measure, observations)."""
        return Counter(r for t in (*self.descripciones, *self.observaciones) for r in t)

    @property
    def cuantos_textos(self) -> int:
        """How many distinct texts there are."""
        return len(self.descripciones) + len(self.observaciones)

    def hay(self, familias: tuple[tuple[str, ...], ...], donde: str = "todo") -> bool:
        """Whether some text has a stem of each family: an observation, a description with its measure, or a goal's both."""
        textos = {"observacion": self.observaciones, "descripcion": self.descripciones}.get(donde, self.textos)
        return any(all(not t.isdisjoint(f) for f in familias) for t in textos)

    def cuantas(self, raices_: frozenset[str], hasta: int) -> int:
        """How many distinct goals have all of the stems in their text; counted no further than ``hasta``."""
        return min(hasta, sum(raices_ <= t for t in self.textos))

    def unidades_con(self, forma: str) -> tuple[str, ...]:
        """The unit of each distinct goal whose text has a word (in its singular)."""
        return tuple(codigo for codigo, texto in self.por_unidad if forma in texto)

    def palabras_de(self, unidad: str) -> frozenset[str]:
        """The words (in their singular) of the goals of a unit."""
        return frozenset(p for codigo, texto in self.por_unidad if codigo == unidad for p in texto)

    def conoce_forma(self, forma: str) -> bool:
        """Whether a folded word stands in a loaded text or name."""
        return forma in self.formas

    def con_prefijo(self, prefijo: str) -> Iterable[str]:
        """The loaded words that begin so."""
        return (f for f in self.formas if f.startswith(prefijo))

    def informes_de(self, lugares: tuple[tuple[str, tuple[str, ...]], ...]) -> Sequence[tuple[str, int, date, str, str, str]]:
        """The reports of some places (kind, values), all if there is none of them; a unit's code may come with its
        municipality. Of very many, one may stand for those of a municipality with the same year and cut (its other parts blank then)."""
        campo = {"municipio": 0, "ramo": 3, "programa": 4, "unidad": 5}

        def es_de(informe: tuple[Any, ...], entidad: str, valores: tuple[str, ...]) -> bool:
            suyo = str(informe[campo[entidad]])
            return suyo in valores or (entidad == "unidad" and f"{suyo}@{informe[0]}" in valores)

        return [i for i in self.informes if all(es_de(i, *lugar) for lugar in lugares)] or self.informes

    def municipios_de(self, n: Nombre) -> frozenset[str]:
        """Where reports print an entity under this name."""
        return n.municipios

    def municipios_con(self, codigo: str) -> frozenset[str]:
        """Where a unit has this code."""
        return frozenset(i[0] for i in self.informes if i[5] == codigo)

    @functools.cached_property
    def por_palabra(self) -> Mapping[str, Sequence[int]]:
        """The places (in ``nombres``) of the entities that a stem tells, by the stem and by its first five letters."""
        salida: dict[str, list[int]] = {}
        for lugar, n in enumerate(self.nombres):
            for p in n.propias:
                salida.setdefault(p, []).append(lugar)
                if len(p) >= 5:
                    salida.setdefault(f"{p[:5]}…", []).append(lugar)
        return salida

    @functools.cached_property
    def partes_de_personas(self) -> Mapping[str, Sequence[str]]:
        """The people who have each word in their name."""
        salida: dict[str, list[str]] = {}
        for persona in self.personas:
            for p in dict.fromkeys(palabras(persona)):
                salida.setdefault(p, []).append(persona)
        return salida

    @functools.cached_property
    def codigos(self) -> Mapping[str, tuple[Nombre, ...]]:
        """Entities by code, and, for units, programmes and ramos alike."""
        salida: dict[str, tuple[Nombre, ...]] = {}
        for n in self.nombres:
            if n.entidad in ("unidad", "programa", "ramo") and n not in salida.get(n.codigo, ()):
                salida[n.codigo] = (*salida.get(n.codigo, ()), n)
        return salida

    @functools.cached_property
    def reparables(self) -> list[str]:
        """Words that a slip may be repaired to: the lexicon's and the loaded texts' (four letters or more)."""
        return sorted(w for w in {*vocabulario(), *self.formas} if len(w) >= 4)

    def conoce(self, forma: str) -> bool:
        """Whether a folded word is known as it stands."""
        return forma in VACIAS or forma in RUIDO or forma in vocabulario() or self.conoce_forma(forma)

    def calificado(self, valor: str) -> str | None:
        """The name of a unit whose code is another unit's in another municipality, from ``code@municipality``."""
        codigo, _, municipio = valor.partition("@")
        suyos = (n for n in self.codigos.get(codigo, ()) if n.entidad == "unidad") if municipio else ()
        return next((n.nombre for n in suyos if municipio in self.municipios_de(n)), None)

    def valores_de(self, n: Nombre) -> tuple[str, ...]:
        """An entity as a filter gives it: its code, with the municipality where others use the code for another unit."""
        suyos = self.municipios_de(n) if n.entidad == "unidad" else frozenset()
        if not suyos or self.municipios_con(n.codigo) <= suyos:
            return (n.codigo,)
        return tuple(f"{n.codigo}@{m}" for m in sorted(suyos))

    def nombre_de(self, entidad: Entidad, codigo: str) -> str:
        """The printed name of an entity, its code when none is known."""
        if (calificado := self.calificado(codigo)) is not None:
            return calificado
        return next((n.nombre for n in self.nombres if n.entidad == entidad and n.codigo == codigo), codigo)

    def idf(self, raiz_: str) -> float:
        """How telling a stem is; 0 when it stands nowhere."""
        df = self.frecuencia.get(raiz_, 0)
        return math.log(1 + self.cuantos_textos / df) if df else 0.0


#: Of equally near words, those that questions are made of come first.
_PREFERIDAS = frozenset(FORMAS.split())


#: Words of public life that a report may lack: they are right as they stand.
_SABIDAS = frozenset(singular(m) for m in MUNICIPALES)


def reparar(tokens: list[Token], voc: Vocabulario, conocidas: Iterable[tuple[int, int]] = ()) -> list[str]:
    """Repair slips in place against the lexicon and the loaded words; returns what was changed, for the user.

    Only words that nothing knows are touched: one slip in a word of 5–8 letters, two from 9 on, the first letter kept
    (or transposed). A word whose stem stands in a loaded text is known.
    """
    cambios = []
    ya = {i for a, b in conocidas for i in range(a, b)}
    for i, t in enumerate(tokens):
        if i in ya or t.numero or len(t.norma) < 5 or singular(t.norma) in _SABIDAS or voc.conoce(t.norma) or t.raiz in voc.frecuencia:
            continue
        tope = 1 if len(t.norma) < 9 else 2
        halladas = process.extract(t.norma, voc.reparables, scorer=DamerauLevenshtein.distance, score_cutoff=tope, limit=8)
        posibles = [(d, w not in _PREFERIDAS, w) for w, d, _ in halladas if (w[0] == t.norma[0] or w[:2] == t.norma[1::-1] or (w == t.norma[1:] and len(w) > 4) or w[1:] == t.norma) and not _solo_terminacion(t.norma, w)]
        if not posibles:
            continue
        mejor = min(posibles)[2]
        cambios.append(f"Leo “{t.texto}” como “{mejor}”.")
        t.norma, t.raiz = mejor, raiz(mejor)
    return cambios


def _solo_terminacion(dicha: str, hallada: str) -> bool:
    """Whether two words differ just in their ending: another word of the family ("baches", "bache"), not a slip."""
    comun = 0
    while comun < min(len(dicha), len(hallada)) and dicha[comun] == hallada[comun]:
        comun += 1
    return comun >= min(len(dicha), len(hallada)) - 1 and abs(len(dicha) - len(hallada)) <= 2 and comun >= 4


# -- proposers ------------------------------------------------------------------------------------------------------
_PISTAS: dict[str, Entidad] = {
    "unidad": "unidad", "unidades": "unidad", "jefatura": "unidad", "departamento": "unidad", "direccion": "unidad", "coordinacion": "unidad",
    "area": "unidad", "oficina": "unidad", "dependencia": "unidad", "ejecutora": "unidad", "unit": "unidad", "secretaria": "unidad",  # pragma: allowlist secret
    "areas": "unidad", "departamentos": "unidad", "jefaturas": "unidad", "direcciones": "unidad", "coordinaciones": "unidad", "ejecutoras": "unidad",
    "programa": "programa", "programas": "programa", "program": "programa", "ramo": "ramo", "ramos": "ramo",
    "linea": "linea", "lineas": "linea", "accion": "linea", "line": "linea",
    "municipio": "municipio", "ayuntamiento": "municipio", "municipios": "municipio",
}  # fmt: skip
_ENLACE = frozenset("de del la las los el y a en e clave codigo numero num no con cual cuyo titulada llamada llamado para".split())
_META = frozenset("meta metas objetivo objetivos indicador accion acciones submeta goal goals target".split())


def proponer_entidades(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Spans of every loaded entity that the tokens name, by code or by name."""
    yield from _codigos(tokens, voc)
    yield from _numeros_de_meta(tokens, voc)
    yield from _nombres(tokens, voc)
    yield from _medidas(tokens, voc)
    yield from _personas(tokens, voc)


def _pista(tokens: Sequence[Token], i: int) -> tuple[int, Entidad | None]:
    """Where the cue before token ``i`` begins and which entity it announces ("la unidad ejecutora 201")."""
    j = i
    while j and (tokens[j - 1].norma in _ENLACE):
        j -= 1
    if j and tokens[j - 1].norma in ("accion", "acciones") and not (j > 2 and tokens[j - 3].norma in ("linea", "lineas")):
        return i, None
    if j and (entidad := _PISTAS.get(tokens[j - 1].norma)):
        ini = j - 1
        while ini and tokens[ini - 1].norma in ("unidad", "unidades", "linea", "lineas", "de") and tokens[ini].norma in ("ejecutora", "ejecutoras", "accion", "de"):
            ini -= 1
            entidad = _PISTAS.get(tokens[ini].norma, entidad)
        return ini, entidad
    return i, None


def _codigos(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    i = 0
    while i < len(tokens):
        t = tokens[i]
        if not t.numero:
            i += 1
            continue
        if _CODIGO_LINEA.match(t.norma):
            ini, entidad = _pista(tokens, i)
            tipo = "linea" if t.norma in voc.lineas else "ausente"
            valor = t.norma if tipo == "linea" else ("línea de acción", t.norma)
            yield Span(ini if entidad == "linea" else i, i + 1, tipo, valor, puntos(i + 1 - ini, 1.4) + 10)
        else:
            ini, entidad = _pista(tokens, i)
            candidatos = [n for n in voc.codigos.get(t.norma, ()) if entidad in (None, n.entidad)]
            if entidad is None and not (candidatos and len(t.norma) >= 2 and _suelto(tokens, i)):
                candidatos = []
            if candidatos:
                n = candidatos[0]
                yield Span(ini, i + 1, n.entidad, n.codigo, puntos(i + 1 - ini, 1.3) + (10 if entidad else 0))
            elif entidad == "linea" and t.norma in voc.lineas:
                yield Span(ini, i + 1, "linea", t.norma, puntos(i + 1 - ini, 1.4) + 10)
            elif entidad in ("unidad", "programa", "ramo") and not _es_ano(t.norma) and "%" not in _siguiente(tokens, i):
                nombre_ = {"unidad": "unidad", "programa": "programa", "ramo": "ramo"}[entidad]
                yield Span(ini, i + 1, "ausente", (nombre_, t.norma), puntos(i + 1 - ini, 1.4) + 10)
            elif entidad == "linea":
                if tokens[ini].norma in ("linea", "lineas"):
                    yield Span(ini, i + 1, "ausente", ("línea de acción", t.norma), puntos(i + 1 - ini, 1.4) + 10)
        i += 1


def _siguiente(tokens: Sequence[Token], i: int) -> str:
    return tokens[i + 1].norma if i + 1 < len(tokens) else ""


def _suelto(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number stands where a code can: not a quantity ("102 eventos") nor a percentage."""
    antes = tokens[i - 1].norma if i else ""
    porciento = _siguiente(tokens, i) == "por" and _siguiente(tokens, i + 1) == "ciento"
    return _siguiente(tokens, i) != "%" and not porciento and antes not in ("que", "a", "al", "entre", "top", "<", ">") and not _es_ano(tokens[i].norma)


def _es_ano(norma: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", norma) is not None


def _numeros_de_meta(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Goals by number: "la meta 8.2", "8.2", "metas 8, 8.1 y 9.4". A number not loaded is proposed as absent."""
    i = 0
    while i < len(tokens):
        ini, numeros, j, cue = i, [], i, False
        articulo = tokens[i].norma in ("la", "las") and i + 1 < len(tokens) and tokens[i + 1].norma in voc.metas and not voc.codigos.get(tokens[i + 1].norma)
        if tokens[i].norma in _META or (articulo and _suelto(tokens, i + 1) and _cierra(tokens, i + 2)):
            cue, j = True, i + 1
            while j < len(tokens) and tokens[j].norma in ("numero", "num", "no", "la", "el", "las", "los", "clave"):
                j += 1
        k = j
        while k < len(tokens) and _NUMERO_META.match(tokens[k].norma) and not _cantidad(tokens, k, cue):
            numeros.append(tokens[k].norma)
            k += 1
            m = k
            while m < len(tokens) and tokens[m].norma in ("y", "la", "e", "o", "con", "vs", "contra", "meta", "accion", "a"):
                m += 1
            if m < len(tokens) and _NUMERO_META.match(tokens[m].norma) and ("." in tokens[m].norma or cue):
                k = m
            else:
                break
        if not numeros or not (cue or all("." in n for n in numeros)):
            i += 1
            continue
        fin = j + (k - j)
        faltan = [n for n in numeros if n not in voc.metas]
        if not faltan:
            yield Span(ini, fin, "meta", tuple(numeros), puntos(fin - ini, 1.4) + 12)
        elif cue or ("." in faltan[0] and _siguiente(tokens, fin - 1) != "%"):
            yield Span(ini, fin, "ausente", ("meta", ", ".join(faltan)), puntos(fin - ini, 1.4) + 8)
        i = fin if fin > i else i + 1


def _cierra(tokens: Sequence[Token], k: int) -> bool:
    """Whether "la 10" ends there: a noun after it would make it a count ("las 3 metas")."""
    return k >= len(tokens) or tokens[k].norma in ("y", "en", "del", "de", "al", "por", "con", "no", "se", "que", "contra", "vs", "o") or tokens[k].numero


def _cantidad(tokens: Sequence[Token], k: int, cue: bool) -> bool:
    """Whether a number is a quantity and not a goal's number ("meta 100 %", "mayor a 8.2", "metas 3 primeras")."""
    sig = _siguiente(tokens, k)
    if sig in ("%", "porciento", "puntos") or (sig == "por" and _siguiente(tokens, k + 1) == "ciento"):
        return True
    if cue:
        return False
    antes = {t.norma for t in tokens[max(0, k - 3) : k]}
    return bool(antes & {"mayor", "menor", "mas", "menos", "superior", "inferior", "entre", "arriba", "abajo", "debajo", "encima", "top"}) and not antes & {"meta", "metas", "la", "las"}


@dataclass(frozen=True, slots=True)
class Mencion:
    """A run of tokens that may name entities, best first, each with the share of its own stems that was said."""

    ini: int
    fin: int
    candidatos: tuple[tuple[Nombre, float], ...]


def _nombres(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    corridas: dict[tuple[int, int], list[tuple[Nombre, float, float]]] = {}
    for n in _posibles(tokens, voc):
        for ini, fin, parte, peso in _corridas(tokens, n):
            corridas.setdefault((ini, fin), []).append((n, parte, peso))
    dichos = frozenset(n.codigo for hallados in corridas.values() for n, parte, _ in hallados if n.entidad == "municipio" and parte == 1)
    for (ini, fin), hallados in corridas.items():
        yield from _elegir(tokens, ini, fin, [h for h in hallados if not _de_otro_municipio(h[0], tokens[ini:fin], dichos, voc)], voc)


def _de_otro_municipio(n: Nombre, dicho: Sequence[Token], dichos: frozenset[str], voc: Vocabulario) -> bool:
    """Whether part of a unit's name is said beside a municipality that has no such unit: it is a subject then ("los
    usuarios de bibliotecas de …"), not the unit."""
    if n.entidad != "unidad" or not dichos or n.todas <= {t.raiz for t in dicho}:
        return False
    suyos = voc.municipios_de(n)
    return bool(suyos) and not dichos <= suyos


def _posibles(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Nombre]:
    """The entities that have a word of their own among the tokens, in the order of the vocabulary."""
    if any(t.abreviado for t in tokens):
        return voc.nombres
    lugares = {k for t in tokens for llave in (t.raiz, f"{t.raiz[:5]}…") for k in voc.por_palabra.get(llave, ())}
    return (voc.nombres[k] for k in sorted(lugares))


def _corridas(tokens: Sequence[Token], n: Nombre) -> Iterable[tuple[int, int, float, float]]:
    """Maximal runs of tokens that belong to a name: (from, to, share of its own stems said, exactness 0–1)."""
    i = 0
    while i < len(tokens):
        j, ultimo, dichas, exactas = i, i, set(), 0.0
        while j < len(tokens):
            t = tokens[j]
            parecida = None if t.norma in ("ejecutora", "ejecutoras") else _en_nombre(t, n)
            if parecida and t.norma not in ("de", "la", "y"):
                dichas.add(parecida)
                exactas += 1.0 if parecida == t.raiz else 0.7
                ultimo = j + 1
            elif not (j > i and t.norma in _ENLACE):
                break
            j += 1
        propias = dichas & n.propias
        if propias and (propias - COMUNES or len(propias) >= 2 or dichas >= n.todas):
            yield i, ultimo, len(propias) / len(n.propias), exactas / max(1, len(dichas))
        i = max(ultimo, i + 1)


def _en_nombre(t: Token, n: Nombre) -> str | None:
    raiz_ = t.raiz
    if raiz_ in n.todas:
        return raiz_
    if t.abreviado:
        return next((raiz(p) for p in palabras(n.nombre) if len(p) > len(t.norma) >= 3 and p.startswith(t.norma)), None)
    if len(raiz_) < 5:
        return None
    return next((p for p in n.propias if len(p) >= 5 and abs(len(p) - len(raiz_)) <= 2 and (p.startswith(raiz_) or raiz_.startswith(p))), None)


def _elegir(tokens: Sequence[Token], ini: int, fin: int, hallados: list[tuple[Nombre, float, float]], voc: Vocabulario) -> Iterable[Span]:
    """One span for a run: the entity it names, or the near equals among which to ask."""
    if not hallados:
        return
    desde, entidad = _pista(tokens, ini)
    if tokens[ini].norma in _PISTAS:
        entidad = entidad or _PISTAS[tokens[ini].norma]
    if entidad:
        con_pista = [h for h in hallados if h[0].entidad == entidad]
        if con_pista:
            hallados = con_pista
        else:
            desde, entidad = ini, None
    if entidad is None:
        linea = any(_PISTAS.get(t.norma) == "linea" and t.norma != "accion" for t in tokens)
        hallados = [h for h in hallados if _se_nombra_solo(h[0], h[1], fin - ini) or (linea and h[0].entidad == "linea" and h[1] >= 0.6 and fin - ini >= 2)]
        hallados = [h for h in hallados if h[0].entidad != "unidad" or h[1] == 1 or fin - ini > 1 or _basta(tokens[ini], h[0]) or _exclusiva(singular(tokens[ini].norma), h[0].codigo, voc)]
    if not hallados:
        return
    hallados.sort(key=lambda h: (-h[2], -h[1], h[0].entidad != "unidad", h[0].codigo))
    n, parte, exacta = hallados[0]
    iguales = {(h[0].entidad, h[0].codigo): h[0] for h in hallados if h[2] >= exacta - 0.05 and h[1] >= parte - 0.15}
    nota = None
    largo = fin - (desde if entidad and hallados[0][0].entidad == entidad else ini)
    valores = voc.valores_de(n)
    valor: object = n.codigo if valores == (n.codigo,) else valores
    tipo: str = n.entidad
    if len({c for _, c in iguales}) > 1 and not _mismo_nombre(iguales.values()):
        if _homonimas(iguales.values(), voc):
            valor = tuple(v for x in iguales.values() for v in voc.valores_de(x))
        else:
            tipo, valor = "ambiguo", tuple(iguales.values())
    elif parte < 1:
        nota = f"Entiendo “{' '.join(t.texto for t in tokens[ini:fin])}” como {_articulo(n.entidad)} {n.codigo}, {n.nombre}."
    yield Span(fin - largo, fin, tipo, valor, puntos(largo, 1.15 if entidad else 1.05) + 6 * parte, nota)


def _exclusiva(forma: str, unidad: str, voc: Vocabulario) -> bool:
    """Whether a single word tells a unit: of the goals whose text has it, at least half are the unit's."""
    con = voc.unidades_con(forma)
    return not con or con.count(unidad) * 2 >= len(con)


def _basta(t: Token, n: Nombre) -> bool:
    """Whether a word is all that a name has of its own ("Tesorería Municipal")."""
    return n.propias - COMUNES == {t.raiz}


def _homonimas(nombres: Iterable[Nombre], voc: Vocabulario) -> bool:
    """Whether the near equals are units of one name, each in its own municipality: all of them are meant."""
    todas = list(nombres)
    lugares = [m for n in todas for m in voc.municipios_de(n)]
    return len({clave(n.nombre) for n in todas}) == 1 and all(n.entidad == "unidad" for n in todas) and len(lugares) == len(set(lugares))


def _mismo_nombre(nombres: Iterable[Nombre]) -> bool:
    """Whether the near equals are one entity that codes tell apart by year or municipality only."""
    return len({clave(n.nombre) for n in nombres}) == 1 and len({n.codigo for n in nombres}) == 1


def _articulo(entidad: Entidad) -> str:
    return {"unidad": "la unidad", "programa": "el programa", "ramo": "el ramo", "linea": "la línea de acción", "municipio": "el municipio"}.get(entidad, "")


def _se_nombra_solo(n: Nombre, parte: float, largo: int) -> bool:
    """Without a cue, a unit or municipality may be named by one telling word; programmes and ramos by most of theirs."""
    if n.entidad in ("unidad", "municipio"):
        return True
    if n.entidad == "linea":
        return parte == 1 and len(n.propias) >= 2 and largo >= 2
    return parte >= 0.5 and (largo >= 2 or len(n.propias) == 1)


def _medidas(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Measures by their whole printed name, in singular or plural; after "cuántos", also by its main word."""
    por_clave = {tuple(k.split()): k for k in voc.medidas}
    for i in range(len(tokens)):
        for largo in range(min(6, len(tokens) - i), 0, -1):
            dicho = tuple(clave(t.norma) for t in tokens[i : i + largo])
            if dicho in por_clave:
                yield Span(i, i + largo, "medida", (por_clave[dicho],), puntos(largo, 1.1 if i and tokens[i - 1].norma in ("cuantos", "cuantas") else 0.95))
                break
        if i and tokens[i - 1].norma in ("cuantos", "cuantas", "numero", "de", "many") and _cuenta_antes(tokens, i):
            yield from _medida_en_parte(tokens, i, voc)


def _cuenta_antes(tokens: Sequence[Token], i: int) -> bool:
    return any(t.norma in ("cuantos", "cuantas", "cuanta", "cuanto", "numero", "total", "cantidad", "many", "suma") for t in tokens[max(0, i - 3) : i])


def _medida_en_parte(tokens: Sequence[Token], i: int, voc: Vocabulario) -> Iterable[Span]:
    t = tokens[i]
    if t.vacio or clave(t.norma) in voc.medidas:
        return
    buscadas = (t.raiz, *SINONIMOS_MEDIDA.get(t.raiz, ()))
    for b in buscadas:
        claves = tuple(k for k in voc.medidas if b in {raiz(p) for p in palabras(voc.medidas[k])})
        if claves:
            fin = i + 1
            propias = {raiz(p) for k in claves for p in palabras(voc.medidas[k])}
            while fin < len(tokens) and (tokens[fin].raiz in propias or (tokens[fin].norma in ("de", "se") and fin + 1 < len(tokens) and tokens[fin + 1].raiz in propias)):
                fin += 1
            impresas = ", ".join(f"“{voc.medidas[k]}”" for k in claves)
            nota = f"Entiendo “{t.texto}” como la unidad de medida {impresas}."
            yield Span(i, fin, "medida", claves, puntos(fin - i, 1.0), nota)
            return


def _personas(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """People by surname or by two of their names; titles don't count."""
    i = 0
    while i < len(tokens):
        candidatos: dict[str, int] = {}
        for persona in voc.partes_de_personas.get(tokens[i].norma, ()):
            partes = [p for p in palabras(persona) if len(p) > 3 and p not in ("mtra", "mtro", "profr", "profra")]
            j = i
            while j < len(tokens) and (tokens[j].norma in partes or (j > i and tokens[j].norma in ("de", "la", "los"))):
                j += 1
            dichas = [t.norma for t in tokens[i:j] if t.norma in partes]
            propia = dichas and not all(voc.conoce_forma(d) or d in vocabulario() for d in dichas)
            if len(dichas) >= 2 or propia:
                candidatos[persona] = j
        if candidatos:
            fin = max(candidatos.values())
            quienes = tuple(p for p, j in candidatos.items() if j == fin)
            yield Span(i, fin, "persona", quienes, puntos(fin - i, 1.2) + 8)
            i = fin
        else:
            i += 1
