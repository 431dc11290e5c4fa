"""What the store holds, for linking: ``Vocabulario`` is read once per version of it."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.lexicon import RUIDO, vocabulario
from assistant.link.partes import PorPartes, por_partes
from assistant.plan import Entidad
from index.textos import VACIAS, palabras, raices, raiz

#: Words that many offices share; alone they name none.
GENERICAS = frozenset(raiz(p) for p in "jefatura departamento direccion coordinacion unidad oficina secretaria subdireccion area instituto programa h ayuntamiento gobierno ejecutora sistema".split())
#: Words that tell an office only together with another of its name ("servicios públicos").
COMUNES = frozenset(raiz(p) for p in "municipal municipales general publica publicas publico publicos servicio servicios ejecutiva ejecutivo atencion social civil".split())


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
        """The people who have each word in their name; an office that stands where a signature was is nobody's."""
        salida: dict[str, list[str]] = {}
        for persona in (x for x in self.personas if GENERICAS.isdisjoint(raices(x))):
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
    def codigos_por_partes(self) -> PorPartes:
        """The codes of letters or of several parts, by how a question writes them."""
        return por_partes(self.codigos)

    @functools.cached_property
    def metas_por_partes(self) -> PorPartes:
        """The goals' numbers of letters or of several parts, likewise."""
        return por_partes(self.metas)

    @functools.cached_property
    def metas_sin_ceros(self) -> Mapping[str, str]:
        """The goals' numbers with zeros before them by how they are said without."""
        return {corto: m for m in self.metas if m.startswith("0") and (corto := m.lstrip("0")) and corto not in self.metas}

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
