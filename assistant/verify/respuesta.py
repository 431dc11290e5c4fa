"""The answer that is checked, with what the store has of what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.cotejo import DePeriodo
from assistant.evidence import Citada, Medida, citada
from assistant.plan import Plan
from assistant.verify.encabezados import Encabezados, anos
from assistant.verify.numeros import NUMERO, fechas
from assistant.verify.rechazos import plano
from assistant.verify.renglon import llano
from assistant.wording import valor
from index.textos import plegar

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.execute import Lector
    from assistant.link import Vocabulario


class Respuesta:
    """An answer, its citations by number, and the store's rows and sets for them. Each is read once."""

    def __init__(self, r: Mapping[str, Any], lector: Lector, voc: Vocabulario, *, a_fondo: bool = True) -> None:
        self.r, self.lector, self.voc, self.a_fondo = r, lector, voc, a_fondo
        self.plan = _plan_entero(r.get("plan") or {})
        self.planes = [r.get("plan") or {}, *((r.get("plan") or {}).get("ademas") or [])]
        self.citas: dict[int, Mapping[str, Any]] = {int(c["n"]): c for c in r.get("citations") or []}
        claves = [str(f["id"]) for f in r.get("rows") or []] + [
            str(c["meta_id"]) for c in self.citas.values() if c.get("meta_id")
        ]
        self.filas: dict[str, Fila] = lector.filas_por_clave(list(dict.fromkeys(claves)))
        #: What each set amounts to by the store; those that could not be run again are not there.
        self.conjuntos: dict[int, Medida] = {}
        self._anos: dict[int, frozenset[str]] = {}
        self._numeros: dict[str, frozenset[str]] = {}
        self._de_conjuntos: dict[int, set[DePeriodo]] = {}

    # - citations
    def es_conjunto(self, n: int) -> bool:
        """Whether a citation is of a set."""
        return self.citas[n].get("kind") == "set"

    def medir(self, conjuntos: Sequence[int]) -> dict[int, Medida | Exception]:
        """What some cited sets amount to by the store, each by its own statement; what went wrong, where it can't run."""
        guardados = {} if self.a_fondo else {k: n for p in self.planes for k, n in self._guardados(p).items()}
        dichos = {n: (str(self.citas[n].get("sql")), dict(self.citas[n].get("params") or {})) for n in conjuntos}
        llaves = {n: citada(*dicho) for n, dicho in dichos.items()}
        salida: dict[int, Medida | Exception] = {n: Medida(guardados[k]) for n, k in llaves.items() if k in guardados}
        # A statement that several figures cite is run once.
        pendientes = {n: k for n, k in llaves.items() if n not in salida}
        distintas = list(dict.fromkeys(pendientes.values()))
        medir = self.lector.medir_todos if self.a_fondo else self.lector.medir_juntos
        medidas = dict(zip(distintas, medir([(sql, dict(params)) for sql, params in distintas]), strict=True))
        return salida | {n: medidas[k] for n, k in pendientes.items()}

    def _guardados(self, plan: Mapping[str, Any]) -> Mapping[Citada, int]:
        if not any(f.get("tipo") == "causa" for f in plan.get("filtros") or []) and plan.get("agrupar") not in (["causa"], ["linea"]):
            return {}
        return self.lector.guardados(Plan.model_validate({k: v for k, v in plan.items() if k != "ademas"}))

    def medida(self, n: int) -> Medida:
        """What a set amounts to; nothing, where it could not be run again."""
        return self.conjuntos.get(n, Medida(0))

    def numero(self, n: int) -> float | None:
        """What a citation amounts to: the parsed figure of a cell, or the size of a set."""
        c = self.citas[n]
        if c.get("kind") == "set":
            return float(self.medida(n).count)
        fila, campo = self.filas.get(str(c.get("meta_id"))), str(c.get("field"))
        if fila is not None:
            columna = campo.replace(".", "_").lower() if "." in campo else campo
            if isinstance(hallado := fila.datos.get(columna), int | float):
                return float(hallado)
        return valor(str(c.get("literal")))

    def suma_o_numero(self, n: int) -> float | None:
        """What a citation amounts to where a set stands for the sum of its values."""
        if n in self.citas and self.es_conjunto(n):
            return self.medida(n).suma
        return self.numero(n) if n in self.citas else None

    def periodos(self, n: int) -> set[DePeriodo]:
        """The years and cuts of what a citation is of: a goal's row, or the rows of a set; none of a heading."""
        c = self.citas.get(n, {})
        if c.get("kind") == "set":
            if n not in self._de_conjuntos:
                suyo = n in self.conjuntos and " metas" in str(c.get("sql"))
                self._de_conjuntos[n] = self.lector.periodos_del_conjunto(str(c["sql"]), c.get("params") or {}) if suyo else set()
            return self._de_conjuntos[n]
        fila = self.filas.get(str(c.get("meta_id")))
        return {(fila.datos["ejercicio"], fila.datos["corte"])} if fila is not None else set()

    # - documents
    @cached_property
    def encabezados(self) -> Encabezados:
        """The forms of the documents whose header or foot is cited."""
        return Encabezados(self.lector, (c for c in self.citas.values() if c.get("kind") != "set" and not c.get("meta_id")))

    def anos_de(self, n: int) -> frozenset[str]:
        """The years that the form of a heading's cell prints in its header."""
        c = self.citas[n]
        return frozenset() if c.get("meta_id") else frozenset(x for f in self.encabezados.que_imprimen(c) for x in f.anos)

    # - names
    @cached_property
    def numeros_del_plan(self) -> set[str]:
        """What the plan filters by, its cuts and the numbers inside its names."""
        salida = {str(v) for f in self._entidades for v in f.get("valores") or []}
        salida |= {x for corte in self.plan["cortes"] for x in fechas(corte)}
        salida |= {str(v) for p in self.planes for v in (p.get("contraste") or {}).get("valores") or []}
        return salida | {n for nombre in self.nombres_del_plan for n in NUMERO.findall(nombre)}

    def numeros_de(self, clave: str) -> frozenset[str]:
        """A goal's unit, number, years and cut, as a line may say them."""
        if clave not in self._numeros:
            fila = self.filas[clave]
            d = fila.datos
            if d["informe_id"] not in self._anos:
                self._anos[d["informe_id"]] = anos(fila.encabezado) | fechas(d["corte"].isoformat()) | {str(d["ejercicio"])}
            self._numeros[clave] = self._anos[d["informe_id"]] | {str(d["unidad"]), str(d["numero"])}
        return self._numeros[clave]

    @cached_property
    def sin_cita(self) -> set[str]:
        """The numbers that a line may say that cites nothing: the cuts of the rows, and what the warnings say."""
        cortes = {f.contrato["corte"] for f in self.filas.values()}
        return {x for c in cortes for x in fechas(c)} | {n for a in self.r.get("warnings") or [] for n in NUMERO.findall(a)}

    @cached_property
    def dicho_en_el_plan(self) -> str:
        """Everything that the plan says."""
        return plano(self.plan)

    @cached_property
    def palabras_del_plan(self) -> frozenset[str]:
        """Its words."""
        return frozenset(self.dicho_en_el_plan.split())

    @cached_property
    def nombres_del_plan(self) -> tuple[str, ...]:
        """The names of what the plan filters by."""
        return tuple(self.voc.nombre_de(f["entidad"], str(v)) for f in self._entidades for v in f["valores"])

    @cached_property
    def _entidades(self) -> list[Mapping[str, Any]]:
        """The entities that the plan filters by, inside other filters too."""
        filtros = self.plan.get("filtros") or []
        dentro = [x for f in filtros for x in (*(f.get("opciones") or ()), *(f.get("lugar") or ()))]
        return [f for f in (*filtros, *dentro) if f.get("tipo") == "en"]

    @cached_property
    def palabras_con_cifras(self) -> frozenset[str]:
        """The words with a digit inside that loaded names and measures have."""
        nombres = [*self.voc.medidas.values(), *(n.nombre for n in self.voc.nombres)]
        return frozenset(p for n in nombres for p in re.findall(r"\w+", plegar(n)) if any(c.isdigit() for c in p))

    @cached_property
    def codigos_por_nombre(self) -> Mapping[str, frozenset[str]]:
        """The codes of each loaded name."""
        salida: dict[str, set[str]] = {}
        for n in self.voc.nombres:
            salida.setdefault(n.nombre, set()).add(n.codigo)
        return {k: frozenset(v) for k, v in salida.items()}

    @cached_property
    def _unidades(self) -> Mapping[str, set[str]]:
        """The names of the loaded units by their first word, so that a line is not compared with all of them."""
        salida: dict[str, set[str]] = {}
        for x in self.voc.nombres:
            if x.entidad == "unidad" and (dichas := llano(x.nombre).split()):
                salida.setdefault(dichas[0], set()).add(x.nombre)
        return salida

    def unidades_desde(self, palabras: Iterable[str]) -> set[str]:
        """The loaded units whose name begins with one of some words."""
        return {n for p in palabras for n in self._unidades.get(p, ())}


def _plan_entero(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan and the one asked together with it, as one: what either allows may be said."""
    planes = [plan, *(plan.get("ademas") or [])]
    return {
        **plan, "filtros": [f for p in planes for f in p.get("filtros") or []], "agrupar": [d for p in planes for d in p.get("agrupar") or []],
        "cortes": [x["corte"] for p in planes for x in [p, *(p.get("periodos") or [])] if x.get("corte")], "intent": "audit" if any(p.get("intent") == "audit" for p in planes) else plan.get("intent"),
    }  # fmt: skip
