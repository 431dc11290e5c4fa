"""The pieces of a summary's sentences: subjects, goals, results and shares, with the slots of their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant import acumulado
from assistant.draft import Borrador
from assistant.estilo import (
    MAX_EN_LETRAS,
    Conectores,
    con_articulo,
    concordar,
    contraer,
    en_letras,
    mayuscula,
    nombre_oficial,
    titulo,
    unidad_de,
)
from assistant.evidence import Conjunto, Fila
from assistant.plan import Metric
from assistant.resumen.citas import CitaTextual, inicio_de_descripcion
from assistant.resumen.consulta import Consulta
from assistant.resumen.frases import CAUSAS, ORDINALES, frase
from assistant.wording import acorde, cifra, fecha
from index.poa import TRIMESTRES, Trimestre
from index.textos import palabras

#: What a figure that can't be named in its own measure lacks: the form's word is not readable.
ILEGIBLES = ("medida_ilegible", "medida_en_blanco")


@dataclass
class Piezas:
    """Writes the pieces, and remembers what was said: which goals, which quotations, which connectors."""

    c: Consulta
    b: Borrador
    conector: Conectores
    salida: list[tuple[int, str]] = field(default_factory=list)
    parrafo: int = 0
    nombradas: dict[str, Fila] = field(default_factory=dict)
    citadas: set[str] = field(default_factory=set)
    ultima_unidad: tuple[str, str] | None = None

    # - output
    def decir(self, nombre: str, **campos: object) -> None:
        """One more sentence, from its phrase."""
        texto = frase(nombre, self.c.peticion.tono)
        for clase in ("suma", "contraste", "causa", "aviso", "detalle"):
            if "{" + clase + "}" in texto and clase not in campos:
                campos[clase] = self.conector(clase)
        self.salida.append((self.parrafo, mayuscula_inicial(texto.format(**campos))))

    def aparte(self) -> None:
        """A new paragraph, if the present one has something."""
        if self.salida and self.salida[-1][0] == self.parrafo:
            self.parrafo += 1
            self.ultima_unidad = None

    # - who and when
    @property
    def varias(self) -> bool:
        """Whether the subject has several executing units."""
        return len(self.c.unidades) > 1

    def sujeto(self) -> tuple[str, list[int | None]]:
        """The subject's name, and the citations of its printed name."""
        p, f = self.c.peticion, self.c.filas[0]
        if p.unidad and not self.varias:
            return f"{self.oficina(f)} (unidad {p.unidad})", [self.b.encabezado(f.documento, f.encabezado.get("unidad_nombre"), "unidad_nombre", f.datos["unidad"])]
        if p.programa:
            return self._por_nombre("programa", f"el programa {p.programa}, “{{}}”,", titulo)
        if p.ramo:
            return self._por_nombre("ramo", f"el ramo {p.ramo} ({{}})", lambda n, _: nombre_oficial(n))
        return f"el Ayuntamiento de {nombre_oficial(str(f.datos['municipio']))}", []

    def _por_nombre(self, entidad: str, molde: str, en_caso: Any) -> tuple[str, list[int | None]]:
        """A programme or ramo by the name that most of its reports print."""
        nombres = Counter(str(f.datos[f"{entidad}_nombre"]) for f in self.c.filas)
        mas = max(nombres, key=lambda n: (nombres[n], len(n)))
        f = next(f for f in self.c.filas if f.datos[f"{entidad}_nombre"] == mas)
        propios = frozenset(palabras(str(f.datos["municipio"])))
        n = self.b.encabezado(f.documento, f.encabezado.get(f"{entidad}_nombre"), f"{entidad}_nombre", f.datos["unidad"])
        return molde.format(en_caso(mas, propios)), [n]

    def oficina(self, f: Fila) -> str:
        """A unit's name with its article."""
        return con_articulo(nombre_oficial(f.unidad_nombre))

    def nombre_unidad(self, f: Fila) -> int | None:
        """The citation of a unit's printed name."""
        return self.b.encabezado(f.documento, f.encabezado.get("unidad_nombre"), "unidad_nombre", f.datos["unidad"])

    def cuando(self) -> str:
        """The period, as a sentence begins."""
        f, p = self.c.filas[0], self.c.peticion
        cortes = {x.datos["corte"] for x in self.c.filas}
        if p.trimestre:
            return frase("en_trimestre", p.tono).format(trimestre=ORDINALES[p.trimestre], ano=f.datos["ejercicio"])
        if self.c.cerrado:
            return frase("al_cierre", p.tono).format(ano=f.datos["ejercicio"])
        return frase("al_corte", p.tono).format(corte=fecha(max(cortes)))

    # - goals
    def meta(self, f: Fila, *, sujeto: bool = False, breve: bool = False) -> str:
        """A goal by its level and number; the first time, with the head of its description and, among several units, its
        unit. ``sujeto``: a verb follows, so that an apposition is closed with a comma."""
        clave = str(f.datos["clave"])
        texto = f"la {'acción' if f.datos['padre'] else 'meta principal'} {f.numero}"
        if clave in self.nombradas or breve:
            self.nombradas[clave] = f
            return texto
        self.nombradas[clave] = f
        cabeza = inicio_de_descripcion(f)
        n = self.b.celda(f, "descripcion")
        if cabeza and n is not None:
            texto += f", «{cabeza}»{self.b.marca(n)}"
        if self.varias:
            texto += f", {self._de_su_unidad(f)}"
        return texto + ("," if sujeto and texto.count(",") else "")

    def _de_su_unidad(self, f: Fila) -> str:
        """de la Jefatura de Cultura Popular [n]; the same unit again, de la misma unidad."""
        suya = (str(f.documento), str(f.datos["unidad"]))
        misma, self.ultima_unidad = self.ultima_unidad == suya, suya
        return "de la misma unidad" if misma else f"{contraer('de', self.oficina(f))}{self.b.marca(self.nombre_unidad(f))}"

    def corta(self, f: Fila) -> str:
        """A goal by its number alone, within a list; among several units, with its unit's code."""
        self.nombradas.setdefault(str(f.datos["clave"]), f)
        return f"la {f.numero}" + (f" de la unidad {f.datos['unidad']}" if self.varias else "")

    def logro(self, f: Fila, t: Trimestre | None = None, *, pct: bool = True) -> str:
        """43 de 30 eventos (143.3 %) [a, b]"""
        ts = (t,) if t else ()
        campo_a, campo_p = (f"alcanzado.{t}", f"programado.{t}") if t else ("avance_absoluto", "meta_anual")
        a, p = f.valor("alcanzado", ts), f.valor("programado", ts)
        ca, cp = self._citas_de(f, campo_a), self.b.celda(f, campo_p)
        if p is None or a is None:
            hecho = "sin dato alcanzado" if a is None else f"{self._dato(f, campo_a, a)}{self.unidad(f, a)}"
            base = f", de {self.b.cantidad(p, cp)}{self.unidad(f, p)}" if p is not None else ", sin programación"
            return f"{hecho}{base}{self.b.marca(*(ca if a is not None else []), *([cp] if p is not None else []))}"
        texto = self._frente(f, a, p, cp, ca, campo_a) if p == 1 and a > 1 else f"{self._dato(f, campo_a, a)} de {self.b.cantidad(p, cp)}{self.unidad(f, p) or concordar(p, ' programado', ' programados')}"
        if p and len(ca) == 1 and pct:
            texto += f" ({self.b.porciento(a * 100 / p, ca[0], cp, detalle=f'{cifra(a)} / {cifra(p)}')})"
        return texto + self.b.marca(*ca, cp)

    def _frente(self, f: Fila, a: float, p: float, cp: int | None, ca: Sequence[int | None], campo_a: str) -> str:
        """4 sesiones frente a 1 programada: several where one was due."""
        medida = self.unidad(f, a)
        participio = acorde("programados", medida.strip() or "programados").removesuffix("s")
        return f"{self._dato(f, campo_a, a)}{medida} frente a {self.b.cantidad(p, cp)} {participio}"

    def _citas_de(self, f: Fila, campo: str) -> list[int | None]:
        """The cell of a figure; of a derived absolute, the quarters that it is made of."""
        if campo == "avance_absoluto" and f.datos["absoluto_derivado"]:
            return [n for campo, _ in acumulado.alcanzado(f) if (n := self.b.celda(f, campo)) is not None]
        return [self.b.celda(f, campo)]

    def _dato(self, f: Fila, campo: str, valor: float) -> str:
        citas = self._citas_de(f, campo)
        return self.b.cantidad(valor, *citas, op="value" if len(citas) == 1 else "sum")

    def unidad(self, f: Fila, n: float) -> str:
        """The measure after a figure, with its space; nothing where the audit found it unreadable."""
        ilegible = any(h["meta_id"] == f.datos["id"] and h["regla"] in ILEGIBLES for h in self.c.hallazgos)
        return unidad_de(str(f.datos["unidad_medida"]), n, ilegible)

    def brecha(self, f: Fila) -> str:
        """, con lo que faltaron 609 actividades [a, b]: how much fell short, "" where it can't be told from two cells."""
        falta, p, a = f.valor("brecha"), f.valor("programado"), f.valor("alcanzado")
        if f.datos["absoluto_derivado"] or falta is None or p is None or a is None or falta <= 0:
            return ""
        cp, ca = self.b.celda(f, "meta_anual"), self.b.celda(f, "avance_absoluto")
        dicha = self.b.cantidad(falta, cp, ca, op="difference", detalle=f"{cifra(p)} - {cifra(a)}")
        return f", por lo que {'faltó' if falta == 1 else 'faltaron'} {dicha}{self.unidad(f, falta)}{self.b.marca(cp, ca)}"

    def cita(self, cita: CitaTextual) -> str:
        """«…» [n]"""
        self.citadas.add(cita.texto)
        celdas = [c for c in cita.fila.celdas if c == "observacion" or c.startswith("observacion.")]
        return f"«{cita.texto}»{self.b.marca(*(self.b.celda(cita.fila, c) for c in celdas))}"

    # - sets
    def cuantas(self, c: Conjunto) -> str:
        """A set's size as a sentence begins: in words while they are short."""
        if 0 < c.count <= MAX_EN_LETRAS:
            return self.b.figura(mayuscula(en_letras(c.count)), c.count, [self.b.conjunto(c)], "count")
        return self.b.cuenta(c)

    def parte(self, parte: Conjunto, todo: Conjunto) -> dict[str, str]:
        """What a share's sentence needs: the part, the whole, the percentage and the marker of both."""
        np, nt = self.b.conjunto(parte), self.b.conjunto(todo)
        return {"m": self.b.marca(np, nt), "_np": str(np), "_nt": str(nt)}

    def proporcion(self, parte: Conjunto, todo: Conjunto) -> str:
        """The slot of a share in percent."""
        np, nt = self.b.conjunto(parte), self.b.conjunto(todo)
        return self.b.porciento(parte.count * 100 / todo.count, np, nt, detalle=f"{parte.count} / {todo.count}")

    def marca(self, *conjuntos: Conjunto) -> str:
        """The marker of some sets."""
        return self.b.marca(*(self.b.conjunto(c) for c in conjuntos))

    # - what the audit says of a row
    def del_hallazgo(self, h: Mapping[str, Any], f: Fila, metrica: Metric) -> tuple[str, list[int | None]]:
        """The sum of a row's quarters as a slot, and its citations."""
        dados = [(self.b.celda(f, f"{metrica}.{t}"), v) for t in TRIMESTRES if (v := f.valor(metrica, (t,))) is not None]
        suma = round(sum(v for _, v in dados), 6)
        citas = [n for n, _ in dados]
        return self.b.cantidad(suma, *citas, op="sum", detalle=" + ".join(cifra(v) for _, v in dados)), citas


def mayuscula_inicial(texto: str) -> str:
    """A sentence's first letter in upper case; one that begins with a slot stays as it is."""
    return texto if texto[:1] in "\ue000«“" else texto[:1].upper() + texto[1:]


def por_causa(causas: Sequence[tuple[str, str]]) -> str:
    """a la pandemia de COVID-19 en 9 metas, al clima en 2 y a la veda electoral en 1"""
    from assistant.wording import lista

    return lista([contraer("a", CAUSAS[k]) + (f" en {cuantas}" if cuantas else "") for k, cuantas in causas])


__all__ = ["ILEGIBLES", "Piezas", "mayuscula_inicial", "por_causa"]
