"""An answer against the store. Knows nothing of how it was written: only text, figures, citations, rows and SQL.

Every figure of the text must be the next one listed and follow from its citations; every other number must name a
goal, unit, year or date that its line cites or that the plan asks; every quotation must stand in a cell that its
marker cites; every citation must stand where it says; every row must be the store's; every set must count the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant import cotejo, dichos
from assistant.answers.pieces import DICHAS
from assistant.evidence import Medida
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.wording import MESES, ORDINAL, mencionadas
from index.periodos import MESES as MESES_DE_CELDA
from index.periodos import trimestre_de
from index.textos import plegar

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.execute import Lector
    from assistant.link import Vocabulario

_MARCA = re.compile(r"\[(\d+(?:, \d+)*)\]")
_CITA = re.compile(r"«([^»]*)»")
#: Cells that hold a figure: no words are quoted from them.
_DE_CIFRAS = frozenset(("meta_anual", "programado", "alcanzado", "avance_absoluto", "avance_relativo", "avance_impreso"))
_NUMERO = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
#: A word with a digit inside, as a garbled measure may have.
_MEZCLADA = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+\b")
_FECHA = re.compile(rf"\b(\d{{1,2}}) de ({'|'.join(MESES)}) de (\d{{4}})")
_LUGAR = {"line": "linea", "column": "columna", "page": "pagina", "sheet": "hoja", "cell": "celda"}
_PALABRA = re.compile(r"[a-z0-9]+")
_TOLERANCIA = 1e-6


def verificar(respuesta: Mapping[str, Any], lector: Lector, voc: Vocabulario) -> list[str]:
    """What does not check, one line each in Spanish; [] when all of it does."""
    if respuesta.get("status") != "answered":
        return _sin_cifras_ajenas(respuesta)
    return _Revision(respuesta, lector, voc).problemas()


def _sin_cifras_ajenas(r: Mapping[str, Any]) -> list[str]:
    """An answer without evidence may only repeat numbers of the question and of what it names as loaded or missing."""
    dichos = _NUMERO.findall(_plano(r.get("plan"))) + _NUMERO.findall(_plano(r.get("options")))
    conocidos = set(dichos) | set(_NUMERO.findall(str(r.get("question"))))
    vistos = _NUMERO.findall(str(r.get("answer")))
    problemas = [f"El número {n} no está en la pregunta ni en lo cargado." for n in vistos if n not in conocidos]
    plan = r.get("plan") or {}
    if "sin_datos" in plan:
        s = plan["sin_datos"]
        esperado = _NUMERO.findall(" ".join([s["faltante"], *s["cercanos"], str(plan.get("cargado", ""))]))
        if vistos != esperado:
            problemas.append("Los números de la respuesta no son los de lo que falta y lo cargado.")
        problemas += [f"La respuesta no dice «{parte}»." for parte in (s["faltante"], *s["cercanos"], str(plan.get("cargado", ""))) if parte not in str(r.get("answer"))]
    if r.get("rows") or r.get("figures"):
        problemas.append("Una respuesta sin datos no puede llevar filas ni cifras.")
    return problemas


def _plano(valor: Any) -> str:
    if isinstance(valor, Mapping):
        return " ".join(_plano(v) for v in valor.values())
    if isinstance(valor, list | tuple):
        return " ".join(_plano(v) for v in valor)
    return str(valor or "")


class _Revision:
    def __init__(self, r: Mapping[str, Any], lector: Lector, voc: Vocabulario) -> None:
        self.r, self.lector, self.voc = r, lector, voc
        self.plan = _plan_entero(r.get("plan") or {})
        self.planes = [r.get("plan") or {}, *((r.get("plan") or {}).get("ademas") or [])]
        self.citas: dict[int, Mapping[str, Any]] = {int(c["n"]): c for c in r.get("citations") or []}
        claves = [str(f["id"]) for f in r.get("rows") or []] + [str(c["meta_id"]) for c in self.citas.values() if c.get("meta_id")]
        self.filas: dict[str, Fila] = lector.filas_por_clave(list(dict.fromkeys(claves)))
        self.conjuntos: dict[int, Medida] = {}
        self._encabezados: dict[str, list[dict[str, Any]]] = {}
        self._anos: dict[str, frozenset[str]] = {}
        self._de_conjuntos: dict[int, set[cotejo.DePeriodo]] = {}

    @functools.cached_property
    def _palabras_con_cifras(self) -> set[str]:
        nombres = [*self.voc.medidas.values(), *(n.nombre for n in self.voc.nombres)]
        return {p for n in nombres for p in re.findall(r"\w+", plegar(n)) if any(c.isdigit() for c in p)}

    def problemas(self) -> list[str]:
        return list(dict.fromkeys([*self._citas(), *self._filas(), *self._figuras(), *self._texto()]))

    # -- citations ------------------------------------------------------------------------------------------------------
    def _citas(self) -> Iterable[str]:
        for n, c in self.citas.items():
            if c.get("kind") == "set":
                yield from self._conjunto(n, c)
            elif not self._en_su_lugar(c):
                yield f"La cita [{n}] («{str(c.get('literal'))[:40]}») no está en el lugar que dice."

    def _conjunto(self, n: int, c: Mapping[str, Any]) -> Iterable[str]:
        sql = str(c.get("sql", ""))
        if not re.match(r"\s*select\b", sql, re.IGNORECASE) or ";" in sql:
            yield f"La cita [{n}] no es una consulta."
            return
        try:
            self.conjuntos[n] = self.lector.medir(sql, dict(c.get("params") or {}))
        except Exception as error:  # noqa: BLE001 - a saved answer's SQL may be anything; whatever fails is a finding
            yield f"La consulta de la cita [{n}] no se puede repetir ({type(error).__name__})."
            return
        if self.conjuntos[n].count != c.get("count"):
            yield f"La consulta de la cita [{n}] da {self.conjuntos[n].count} y no {c.get('count')}."

    def _en_su_lugar(self, c: Mapping[str, Any]) -> bool:
        if c.get("meta_id"):
            fila = self.filas.get(str(c["meta_id"]))
            if fila is None or fila.numero != c.get("meta") or fila.datos["unidad"] != c.get("unidad") or fila.documento != c.get("document"):
                return False
            impresa = fila.celdas.get(str(c.get("field")))
            return impresa is not None and self._igual(c, impresa)
        if c.get("meta") is not None:
            return False
        documento = str(c.get("document"))
        if documento not in self._encabezados:
            self._encabezados[documento] = self.lector.encabezados(documento)
        return any(self._igual(c, impresa) for impresa in self._encabezados[documento])

    @staticmethod
    def _igual(c: Mapping[str, Any], impresa: Mapping[str, Any]) -> bool:
        return c.get("literal") == impresa.get("literal") and all(c.get(a) == impresa.get(b) for a, b in _LUGAR.items())

    # -- rows ------------------------------------------------------------------------------------------------------------
    def _filas(self) -> Iterable[str]:
        filas = self.r.get("rows") or []
        for f in filas:
            fila = self.filas.get(str(f["id"]))
            if fila is None:
                yield f"La meta {f.get('meta')} de la unidad {f.get('unidad')} no está cargada."
            elif fila.json() != dict(f):
                yield f"La fila de la meta {f.get('meta')} no es la del informe."
        if self.r.get("shown") != len(filas) or int(self.r.get("total") or 0) < len(filas):
            yield "El total de filas no corresponde con las que se muestran."

    # -- figures -----------------------------------------------------------------------------------------------------------
    def _figuras(self) -> Iterable[str]:
        for f in self.r.get("figures") or []:
            citas = [int(n) for n in f.get("citations") or []]
            if any(n not in self.citas for n in citas):
                yield f"La cifra {f.get('text')} cita algo que no está."
                continue
            if not citas:
                yield f"La cifra {f.get('text')} no cita nada."
                continue
            escrita = _valor(str(f.get("text")))
            if escrita is None or abs(escrita - float(f["value"])) > _margen(str(f.get("text"))):
                yield f"La cifra {f.get('text')} no es su valor, {f.get('value')}."
            elif not self._se_sigue(f, citas):
                yield f"La cifra {f.get('text')} no se sigue de sus citas."

    def _se_sigue(self, f: Mapping[str, Any], citas: Sequence[int]) -> bool:
        valor, derivacion = float(f["value"]), f.get("derivation") or {}
        op = derivacion.get("op", "value")
        partes = list(derivacion.get("of") or citas)
        de = [int(n) for p in partes for n in (p if isinstance(p, list) else [p])]
        if set(de) != set(citas):
            return False
        if op == "count":
            return self._cuenta(de, valor)
        if op in ("sum", "mean") and len(de) == 1 and self._es_conjunto(de[0]):
            medida = self._medida(de[0])
            esperado = medida.suma if op == "sum" else (medida.suma / medida.reportados if medida.reportados else None)
            return esperado is not None and abs(esperado - valor) <= 0.00501
        if op == "value":
            return any(self._vale(n, valor) for n in de)
        if op == "difference" and len(de) == 2 and self._sumas_difieren(de, valor):
            return True
        if op == "ratio" and str(derivacion.get("text", "")).startswith("(") and len(de) == 2:
            return self._cambian(de, valor, _margen(str(f.get("text"))))
        numeros = [self._total(p) for p in partes]
        if any(x is None for x in numeros) or not numeros:
            return False
        dados = [x for x in numeros if x is not None]
        if op == "sum":
            return abs(sum(dados) - valor) < 0.00501
        if op == "difference":
            resta = sum(dados[:-1]) - dados[-1] if len(dados) > 2 else dados[0] - dados[-1]
            return abs(abs(resta) - abs(valor)) < 0.00501
        if op == "ratio" and len(dados) == 1:  # a set against itself
            return bool(dados[0]) and abs(valor - 100) < _TOLERANCIA
        base = sum(dados[1:])
        return op == "ratio" and bool(base) and abs(dados[0] * 100 / base - valor) <= max(0.00501, _margen(str(f.get("text"))))

    def _total(self, parte: Any) -> float | None:
        """What a citation amounts to, or several taken together (the months of a quarter)."""
        if not isinstance(parte, list):
            return self._numero(int(parte))
        sumandos = [self._numero(int(n)) for n in parte]
        return None if None in sumandos else sum(x for x in sumandos if x is not None)

    def _sumas_difieren(self, de: Sequence[int], valor: float) -> bool:
        """Whether a figure is how much the sums of two sets of quantities differ."""
        if not all(self._es_conjunto(n) for n in de):
            return False
        sumas = [self._medida(n).suma for n in de]
        return abs(abs(sumas[0] - sumas[1]) - abs(valor)) <= 0.00501

    def _cambian(self, de: Sequence[int], valor: float, margen: float) -> bool:
        """Whether a percentage is how much the first of two cited quantities differs from the second: (a - b) / b."""
        dados = [self._medida(n).suma if self._es_conjunto(n) else self._numero(n) for n in de]
        if dados[0] is None or not dados[1]:
            return False
        return abs(abs(dados[0] - dados[1]) * 100 / dados[1] - valor) <= max(0.00501, margen)

    def _cuenta(self, de: Sequence[int], valor: float) -> bool:
        if len(de) == 1 and self._es_conjunto(de[0]):
            return valor in (self._medida(de[0]).count, self._medida(de[0]).reportados)
        return len(de) == valor

    def _medida(self, n: int) -> Medida:
        return self.conjuntos.get(n, Medida(0))

    def _es_conjunto(self, n: int) -> bool:
        return self.citas[n].get("kind") == "set"

    def _vale(self, n: int, valor: float) -> bool:
        """A value as cited: a cell's figure, or a number that a set's query was given (a threshold, a limit, a count)."""
        c = self.citas[n]
        if c.get("kind") == "set":
            dados = [float(v) for v in (c.get("params") or {}).values() if isinstance(v, int | float) and not isinstance(v, bool)]
            plan = self.plan
            dados += [float(x) for x in (plan.get("limite"), len(self.r.get("rows") or [])) if x is not None]
            dados += [float(x) for f in plan.get("filtros") or [] for x in (f.get("valor"), f.get("hasta")) if isinstance(x, int | float)]
            return any(abs(d - valor) <= 0.00501 for d in dados)
        numero = self._numero(n)
        return numero is not None and abs(numero - valor) < _TOLERANCIA

    def _numero(self, n: int) -> float | None:
        """What a citation amounts to: the parsed figure of a cell, or the size of a set."""
        c = self.citas[n]
        if c.get("kind") == "set":
            return float(self._medida(n).count)
        fila, campo = self.filas.get(str(c.get("meta_id"))), str(c.get("field"))
        if fila is not None:
            columna = campo.replace(".", "_").lower() if "." in campo else campo
            if columna in fila.datos and isinstance(fila.datos[columna], int | float):
                return float(fila.datos[columna])
        return _valor(str(c.get("literal")))

    # -- text ----------------------------------------------------------------------------------------------------------------
    def _texto(self) -> Iterable[str]:
        pendientes = list(self.r.get("figures") or [])
        usadas: set[int] = set()
        for renglon in str(self.r.get("answer") or "").split("\n"):
            # Inside a quotation nothing is a mark: the report's words may hold any.
            dichas_aqui = list(_MARCA.finditer(_CITA.sub(" ", renglon)))
            marcas = [int(n) for m in dichas_aqui for n in m.group(1).split(", ")]
            usadas.update(marcas)
            yield from (f"[{m.group(1)}] repite una cita." for m in dichas_aqui if len(set(m.group(1).split(", "))) < len(m.group(1).split(", ")))
            yield from (f"El texto cita [{n}], que no existe." for n in marcas if n not in self.citas)
            yield from self._citas_textuales(renglon)
            antes = pendientes
            pendientes, faltas = self._numeros(renglon, pendientes, [n for n in marcas if n in self.citas])
            yield from faltas
            dichas = {int(n) for f in antes[: len(antes) - len(pendientes)] for n in f.get("citations") or []}
            yield from self._celdas_sin_uso(renglon, [n for n in marcas if n in self.citas and n not in dichas], bool(dichas))
            yield from self._nombres(renglon, [n for n in marcas if n in self.citas])
            yield from cotejo.faltas(_CITA.sub("", renglon), self._periodos, self._valor_de)
            yield from dichos.faltas(_CITA.sub("", renglon), self.citas, self.filas, self.r.get("plan") or {}, self.voc)
        yield from self._del_plan()
        if pendientes:
            yield f"La cifra {pendientes[0].get('text')} no está en el texto."
        yield from (f"La cita [{n}] no se usa." for n in self.citas if n not in usadas)

    def _periodos(self, n: int) -> set[cotejo.DePeriodo]:
        """The years and cuts of what a citation is of: a goal's row, or the rows of a set; none of a heading."""
        c = self.citas.get(n, {})
        if c.get("kind") == "set":
            if n not in self._de_conjuntos:
                suyo = n in self.conjuntos and " metas" in str(c.get("sql"))
                self._de_conjuntos[n] = self.lector.periodos_del_conjunto(str(c["sql"]), c.get("params") or {}) if suyo else set()
            return self._de_conjuntos[n]
        fila = self.filas.get(str(c.get("meta_id")))
        return {(fila.datos["ejercicio"], fila.datos["corte"])} if fila is not None else set()

    def _valor_de(self, n: int) -> float | None:
        if n in self.citas and self._es_conjunto(n):
            return self._medida(n).suma
        return self._numero(n) if n in self.citas else None

    def _celdas_sin_uso(self, renglon: str, marcas: Sequence[int], con_cifras: bool) -> Iterable[str]:
        """A cell cited without a figure of it must have its words in the line: a name, a code, a quotation, its lines."""
        limpio = _CITA.sub(" ", renglon)
        for n in marcas:
            c = self.citas[n]
            campo = str(c.get("field"))
            if c.get("kind") == "set":
                if con_cifras:
                    yield f"La cita [{n}] no es de ninguna cifra de su renglón."
            elif campo.split(".")[0] in ("descripcion", "observacion"):
                if not re.search(rf"»…? \[(?:\d+, )*{n}(?:, \d+)*\]", renglon) and c.get("meta") is not None and not self._de_hallazgo(n):
                    yield f"La cita [{n}] no sigue a lo que cita."
            elif campo == "linea":
                fila = self.filas.get(str(c.get("meta_id")))
                dichas = re.findall(r"(?<![\w.])\d+(?:\.\d+)+(?![\w.]*\d)", limpio.split("íneas de acción:")[-1])
                if fila is not None and "íneas de acción:" in limpio and dichas != [k for k in fila.lineas if "." in k]:
                    yield f"Las líneas de acción del renglón no son las de la meta {fila.numero}."
            elif not mencionadas(limpio, {str(c.get("literal"))}) and not self._impresa_en(limpio, c):
                yield f"La cita [{n}] no corresponde con lo que dice su renglón."

    def _de_hallazgo(self, n: int) -> bool:
        """An audit's finding explains itself with the cells that it looked at, quoted or not."""
        return self.plan.get("intent") == "audit"

    def _impresa_en(self, limpio: str, c: Mapping[str, Any]) -> bool:
        """A heading's cell ("PROGRAMA OPERATIVO ANUAL 2020", "FECHA: 31-dic.-20") says more than its value."""
        campo, literal = str(c.get("field")), plegar(str(c.get("literal")))
        if campo == "corte":
            return any(_iso(m.group()) in {k.isoformat() for k in self.voc.cortes} for m in _FECHA.finditer(limpio))
        if campo in ("ejercicio", "municipio"):
            return any(len(p) > 3 and p in literal for p in re.findall(r"[a-z0-9]+", plegar(limpio)))
        return campo not in ("unidad", "programa", "ramo", "unidad_medida") and not campo.endswith("_nombre") and not campo.startswith("firma")

    def _del_plan(self) -> Iterable[str]:
        """What the plan filters by is named right: its causes are said, and a code's name in parentheses is its own."""
        texto = _CITA.sub(" ", str(self.r.get("answer") or ""))
        plan = self.plan
        for p in self.planes:
            yield from cotejo.de_relacion(p, texto)
        for f in plan.get("filtros") or []:
            if f.get("tipo") == "causa":
                yield from (f"El texto no nombra la causa «{ETIQUETAS_CAUSA[k]}»." for k in f.get("causas") or [] if not mencionadas(texto, {ETIQUETAS_CAUSA[k]}))
        if set(plan.get("agrupar") or []) & {"causa", "medida", "unidad", "programa", "ramo", "municipio"}:
            yield from (f"El texto no nombra «{g['name']}»." for g in (self.r.get("groups") or [])[:DICHAS] if g.get("name") and not mencionadas(texto, {str(g["name"])}))
        for m in re.finditer(r"(?<![\w.])(\d+(?:\.\d+)*) \(([^()\d][^()]*)\)", texto):
            nombres = {plegar(n.nombre) for n in self.voc.nombres if n.codigo == m.group(1)} | {plegar(x) for k, x in self.voc.lineas.items() if k == m.group(1)}
            if nombres and plegar(m.group(2)) not in nombres:
                yield f"«{m.group(2)}» no es el nombre de {m.group(1)}."
        metas = [_metas(p) for p in self.planes]
        for m in re.finditer(r"con número (\d[\d.]*(?:, \d[\d.]*)*(?: y \d[\d.]*)?)", texto):
            if re.findall(r"\d+(?:\.\d+)*", m.group(1)) not in metas:
                yield "Las metas nombradas no son las del plan."

    def _citas_textuales(self, renglon: str) -> Iterable[str]:
        for m in _CITA.finditer(renglon):
            marca = re.match(r"…? ?\[(\d+(?:, \d+)*)\]", renglon[m.end() :])
            if marca is None:
                if len(m.group(1).split()) > 3:
                    yield f"La cita textual «{m.group(1)[:40]}» no dice de dónde es."
                continue
            celdas = [self.citas[int(n)] for n in marca.group(1).split(", ") if int(n) in self.citas]
            if any(str(c.get("field")).split(".")[0] in _DE_CIFRAS for c in celdas):
                yield f"«{m.group(1)[:40]}» cita una celda de cifras."
            if not any(_contiene(str(c.get("literal")), m.group(1)) for c in celdas):
                if not any(_contiene(t, m.group(1)) for c in celdas for t in self._textos(c)):
                    yield f"«{m.group(1)[:40]}» no está en la celda que cita."

    def _textos(self, c: Mapping[str, Any]) -> Iterable[str]:
        fila = self.filas.get(str(c.get("meta_id")))
        if fila is not None:
            yield str(fila.observacion if str(c.get("field")).startswith("observacion") else fila.datos.get(str(c.get("field"))) or "")

    def _numeros(self, renglon: str, pendientes: list[Any], marcas: Sequence[int]) -> tuple[list[Any], list[str]]:
        """Walk the numbers of a line outside quotations: each is the next figure or a known identifier."""
        faltas: list[str] = []
        limpio = _CITA.sub(lambda m: " " * len(m.group()), renglon)
        limpio = re.sub(r"“[^”]*”", lambda m: " " * len(m.group()), limpio)
        posiciones = {m.start(): m for m in _MARCA.finditer(limpio)}
        limpio = limpio.replace("COVID-19", "COVID   ")
        sin_marcas = _MARCA.sub(lambda m: " " * len(m.group()), limpio)
        conocidos = self._identificadores(marcas)
        fechas = {m.start(1): m.group() for m in _FECHA.finditer(sin_marcas)}
        faltas += [f"La fecha {f} no es un corte de lo que cita su renglón." for f in fechas.values() if not {_iso(f)} & conocidos]
        for m in _MEZCLADA.finditer(sin_marcas):
            if plegar(m.group()) not in self._palabras_con_cifras:
                faltas.append(f"“{m.group()}” no es una palabra de lo cargado.")
        for m in _NUMERO.finditer(sin_marcas):
            dicho = m.group()
            if m.start() in fechas and _iso(fechas[m.start()]) in conocidos:  # the day of a date is no figure
                continue
            if pendientes and _NUMERO.search(str(pendientes[0]["text"])) and _numero_de(str(pendientes[0]["text"])) == dicho and self._bien_citada(pendientes[0], m.end(), posiciones):
                pendientes = pendientes[1:]
                continue
            if dicho not in conocidos:
                faltas.append(f"El número {dicho} no es una cifra citada ni una meta, unidad o año de lo que cita su renglón.")
        return pendientes, faltas

    def _bien_citada(self, figura: Mapping[str, Any], fin: int, marcas: Mapping[int, re.Match[str]]) -> bool:
        """Whether the figure's citations are among the markers that follow it in its line."""
        proxima = min((p for p in marcas if p >= fin), default=None)
        siguientes = {int(n) for n in marcas[proxima].group(1).split(", ")} if proxima is not None else set()
        return {int(n) for n in figura.get("citations") or []} <= siguientes or self._suma_larga(figura)

    @staticmethod
    def _suma_larga(figura: Mapping[str, Any]) -> bool:
        """A count of listed elements cites each of them, where each one stands."""
        return (figura.get("derivation") or {}).get("op") == "count" and len(figura.get("citations") or []) > 1

    def _identificadores(self, marcas: Sequence[int]) -> set[str]:
        """Goals, units, codes, years and dates that a line may name: those of its citations and of the plan."""
        plan = self.plan
        salida: set[str] = set()
        for f in plan.get("filtros") or []:
            if f.get("tipo") == "en":
                salida.update(str(v) for v in f.get("valores") or [])
        for corte in plan["cortes"]:
            salida.update(_fechas(corte))
        citadas = {str(self.citas[n].get("meta_id")) for n in marcas} & set(self.filas)
        for clave in citadas if any(self.citas[n].get("field") == "linea" for n in marcas) else ():
            salida.update(self.filas[clave].lineas)
        for n in marcas:
            c = self.citas[n]
            if c.get("kind") == "set":
                salida.update(str(v) for v in (c.get("params") or {}).values() if isinstance(v, str) or _entero(v))
            else:
                salida.update(str(x) for x in (c.get("unidad"), c.get("meta")) if x)
                if str(c.get("field")).endswith("_nombre"):
                    salida.update(n.codigo for n in self.voc.nombres if n.nombre == c.get("literal"))
                if c.get("field") == "corte":
                    salida.update(k.isoformat() for k in self.voc.cortes)
                if plan.get("intent") == "audit" and (_valor(str(c.get("literal"))) is None or c.get("field") == "linea"):
                    salida.update(re.findall(r"\d+(?:\.\d+)*", str(c.get("literal"))))
                salida.update(_NUMERO.findall(str(c.get("literal"))) if c.get("meta") is None else ())
                salida.update(self._anos_de(c))
        sueltas = citadas if marcas else set(self.filas)
        for clave in sueltas:
            d = self.filas[clave].datos
            salida.update((str(d["unidad"]), str(d["numero"]), str(d["ejercicio"])) if marcas else ())
            salida.update(_fechas(d["corte"].isoformat()))
        salida.update(n for a in self.r.get("warnings") or [] for n in _NUMERO.findall(a)) if not marcas else None
        salida.update(n for nombre in self._nombres_del_plan(plan) for n in _NUMERO.findall(nombre))
        return salida

    def _anos_de(self, c: Mapping[str, Any]) -> Iterable[str]:
        """The years of the reports of a cited document: its header cells print them."""
        documento = str(c.get("document"))
        if documento not in self._encabezados:
            self._encabezados[documento] = self.lector.encabezados(documento)
        if documento not in self._anos:
            impresas = " ".join(str(impresa.get("literal")) for impresa in self._encabezados[documento])
            self._anos[documento] = frozenset(re.findall(r"\b(?:19|20)\d\d\b", impresas))
        return self._anos[documento]

    @functools.cached_property
    def _permitidas(self) -> str:
        return _plano(self.plan)

    @functools.cached_property
    def _unidades(self) -> dict[str, set[str]]:
        """The names of the loaded units by their first word, so that a line is not compared with all of them."""
        salida: dict[str, set[str]] = {}
        for x in self.voc.nombres:
            if x.entidad == "unidad" and (dichas := _PALABRA.findall(plegar(x.nombre))):
                salida.setdefault(dichas[0], set()).add(x.nombre)
        return salida

    def _unidades_en(self, texto: str) -> set[str]:
        """The loaded units that a line names."""
        return mencionadas(texto, {n for p in set(_PALABRA.findall(plegar(texto))) for n in self._unidades.get(p, ())})

    def _nombres_del_plan(self, plan: Mapping[str, Any]) -> Iterable[str]:
        for f in plan.get("filtros") or []:
            if f.get("tipo") == "en":
                yield from (self.voc.nombre_de(f["entidad"], str(v)) for v in f["valores"])

    # -- names ------------------------------------------------------------------------------------------------------------------
    def _nombres(self, renglon: str, marcas: Sequence[int]) -> Iterable[str]:
        """Names cited stand in the line as printed; a loaded unit, cause or quarter named is one of what the line cites."""
        limpio = _CITA.sub(" ", renglon)
        for n in marcas:
            c = self.citas[n]
            if str(c.get("field")).endswith("_nombre") or str(c.get("field")).startswith("firma"):
                if not mencionadas(limpio, {str(c.get("literal"))}):
                    yield f"El nombre «{c.get('literal')}» que cita [{n}] no está en su renglón."
        if not marcas:
            return
        plan = self.plan
        permitidas = self._permitidas
        dichas = re.search(r"Causas? señaladas?: ([^.]*)\.", limpio)
        del_renglon = {str(self.citas[n].get("meta_id")) for n in marcas} & set(self.filas)
        if dichas and len(del_renglon) == 1:
            suyas = {ETIQUETAS_CAUSA.get(c["causa"], "") for k in del_renglon for c in self.filas[k].causas}
            if set(re.split(r", | y | e ", dichas.group(1))) != suyas:
                yield f"«{dichas.group(1)}» no son las causas de la meta citada."
        citadas = [self.filas[k] for k in ({str(self.citas[n].get("meta_id")) for n in marcas} & set(self.filas))]
        textos = " ".join([*(str(self.citas[n].get("literal")) for n in marcas if self.citas[n].get("kind") != "set"), *self._nombres_del_plan(plan)])
        for nombre in self._unidades_en(limpio):
            codigos = {x.codigo for x in self.voc.nombres if x.nombre == nombre}
            usados = {str(self.citas[n].get("unidad")) for n in marcas} | set(permitidas.split())
            if not codigos & usados and not mencionadas(textos, {nombre}):
                yield f"El renglón nombra «{nombre}», que no es de lo que cita."
        causas = set(permitidas.split()) | {c["causa"] for f in citadas for c in f.causas} | {str(v) for n in marcas for v in (self.citas[n].get("params") or {}).values()}
        for causa, etiqueta in ETIQUETAS_CAUSA.items():
            if causa not in causas and mencionadas(limpio, {etiqueta}) and not mencionadas(textos, {etiqueta}):
                yield f"El renglón señala «{etiqueta}», que no es causa de lo que cita."
        for t, ordinal in ORDINAL.items():
            if plan.get("intent") != "audit" and re.search(rf"\b{ordinal} trimestre", plegar(limpio)) and t not in permitidas and not any(_del_trimestre(str(self.citas[n].get("field")), t) for n in marcas) and not self._nombra_trimestre(marcas, t):
                yield f"El renglón habla del {ordinal} trimestre, que no es de lo que cita."

    def _nombra_trimestre(self, marcas: Sequence[int], t: str) -> bool:
        return any(f"_{t.lower()}" in str(self.citas[n].get("sql", "")) for n in marcas)


def _del_trimestre(campo: str, t: str) -> bool:
    """Whether a cell's field is a quarter's, or one of its months'."""
    cual = campo.rpartition(".")[2]
    return campo.endswith(t) or (cual in MESES_DE_CELDA and trimestre_de(cual) == t)


def _plan_entero(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan and the one asked together with it, as one: what either allows may be said."""
    planes = [plan, *(plan.get("ademas") or [])]
    return {
        **plan, "filtros": [f for p in planes for f in p.get("filtros") or []], "agrupar": [d for p in planes for d in p.get("agrupar") or []],
        "cortes": [x["corte"] for p in planes for x in [p, *(p.get("periodos") or [])] if x.get("corte")], "intent": "audit" if any(p.get("intent") == "audit" for p in planes) else plan.get("intent"),
    }  # fmt: skip


def _metas(plan: Mapping[str, Any]) -> list[str]:
    """The goals that a plan names by number."""
    return [str(v) for f in plan.get("filtros") or [] if f.get("entidad") == "meta" for v in f["valores"]]


# -- helpers --------------------------------------------------------------------------------------------------------------
def _valor(texto: str) -> float | None:
    m = re.fullmatch(r"\s*\$?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*%?\s*", texto)
    return float(m.group(1).replace(",", "")) if m else None


def _numero_de(texto: str) -> str:
    m = _NUMERO.search(texto)
    return m.group() if m else ""


def _margen(texto: str) -> float:
    """Half of the last digit shown: a figure written 26.4 % may be anything that rounds to it."""
    if "%" in texto:
        return 0.0501
    return 0.00501


def _entero(valor: Any) -> bool:
    return isinstance(valor, int) and not isinstance(valor, bool)


def _fechas(iso: Any) -> set[str]:
    return {str(iso), str(iso)[:4]} if iso else set()


def _iso(escrita: str) -> str:
    m = _FECHA.search(escrita)
    assert m is not None
    return f"{m.group(3)}-{MESES.index(m.group(2)) + 1:02d}-{int(m.group(1)):02d}"


def _contiene(texto: str, parte: str) -> bool:
    return _llano(parte) in _llano(texto)


def _llano(texto: str) -> str:
    return " ".join(re.sub(r"[\"'“”‘’«»*]+", '"', texto).split()).rstrip(".")
