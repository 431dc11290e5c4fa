"""Answers about reports rather than goals: who signed, what is loaded, what does not add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from assistant.answers.pieces import Piezas
from assistant.evidence import Conjunto
from assistant.frase import en_periodos
from assistant.wording import DIMENSIONES, ORDINAL, ROLES, cifra, clave_dicha, fecha, lista, nombre_propio, oficina, plural, valor
from index.numeros import padre_de
from index.periodos import MESES, trimestre_de
from index.textos import clave

#: A number as such.
_LLANO = re.compile(r"\d+(?:\.\d+)*")
_FECHA = re.compile(r"(\b\d{1,2} de [a-z]+ de \d{4}\b)")


#: What the findings of one rule are called (one, several), where that is what was asked.
_HALLAZGOS = {
    "cifra_cambiada": ("cifra ya reportada que un corte posterior imprime distinta", "cifras ya reportadas que un corte posterior imprime distintas"),
    "meta_anual_modificada": ("meta anual modificada entre cortes", "metas anuales modificadas entre cortes"),
    "misma_persona": ("informe en que una misma persona elabora y autoriza", "informes en que una misma persona elabora y autoriza"),
    "observacion_contradice": ("observación que contradice sus cifras", "observaciones que contradicen sus cifras"),
    "desviacion_sin_observacion": ("desviación sin observación", "desviaciones sin observación"),
    "linea_no_declarada": ("línea de acción que su formato no declara", "líneas de acción que su formato no declara"),
    "trimestre_en_blanco": ("trimestre en blanco", "trimestres en blanco"),
    "porcentaje_no_cuadra": ("porcentaje impreso que no cuadra", "porcentajes impresos que no cuadran"),
    "absoluto_no_es_suma": ("avance absoluto que no es la suma de sus trimestres", "avances absolutos que no son la suma de sus trimestres"),
    "numero_repetido": ("número de meta repetido", "números de meta repetidos"),
    "numero_faltante": ("número que falta en la serie de metas", "números que faltan en la serie de metas"),
    "clave_en_el_nombre": ("unidad cuyas letras pueden ser su clave", "unidades cuyas letras pueden ser su clave"),
    "numero_deducido": ("meta sin número impreso", "metas sin número impreso"),
    "medida_en_blanco": ("meta sin unidad de medida", "metas sin unidad de medida"),
    "medida_ilegible": ("unidad de medida que no se lee bien", "unidades de medida que no se leen bien"),
    "alcanzado_tras_corte": ("avance posterior a la fecha de corte", "avances posteriores a la fecha de corte"),
    "nombre_con_variantes": ("nombre escrito de varias maneras", "nombres escritos de varias maneras"),
    "programado_no_es_anual": ("programación trimestral que no suma la meta anual", "programaciones trimestrales que no suman la meta anual"),
}


#: Rules that set a printed figure beside the sum that it should be.
_DE_SUMA = ("absoluto_no_es_suma", "programado_no_es_anual")


def _con_diferencia(h: Any) -> str:
    """What a finding explains, with how far its two figures are from each other."""
    explicada = str(h["explicacion"])
    impreso, esperado = valor(h["impreso"]), valor(h["esperado"])
    if h["regla"] not in _DE_SUMA or impreso is None or esperado is None:
        return explicada
    return f"{explicada.rstrip('.')}: {cifra(abs(impreso - esperado))} de diferencia."


def _de_quien(f: Any) -> tuple[str, str, str]:
    """Whose signatures go together over the years: a role's in a unit of a municipality."""
    return f["municipio"], clave(f["unidad_nombre"] or f["unidad"]), f["rol"]


class SobreInformes(Piezas):
    """Answers about reports rather than goals: who signed, what is loaded, what does not add up."""

    def _quien(self) -> list[str]:
        if not self.e.firmas:
            return [f"Ningún informe cargado trae esa firma{self.b.marca(self.b.conjunto(self.e.conjunto))}."]
        if self.plan.agrupar == ("ejercicio",):
            return self._relevos()
        salida = []
        varios_anos = len({f["ejercicio"] for f in self.e.firmas}) > 1
        for (_, _, documento), grupo in groupby(self.e.firmas, key=lambda f: (f["ejercicio"], f["unidad"], f["documento"])):
            firmas = list(grupo)
            f = firmas[0]
            n = self.b.encabezado(documento, f["encabezado"].get("unidad_nombre"), "unidad_nombre", f["unidad"])
            con_clave = clave_dicha(f["unidad"], f["unidad_nombre"]) == f["unidad"]
            codigo = self.b.encabezado(documento, f["encabezado"].get("unidad"), "unidad", f["unidad"]) if con_clave else None
            ejercicio = self.b.encabezado(documento, f["encabezado"].get("ejercicio"), "ejercicio", f["unidad"]) if varios_anos else None
            ano = f" ({f['ejercicio']})" if varios_anos else ""
            partes = []
            for x in firmas:
                nx = self.b.encabezado(documento, x["celda"], f"firma.{x['rol']}", x["unidad"])
                partes.append(f"{ROLES[x['rol']]} {x['nombre']}{self.b.marca(nx)}")
            salida.append(f"{'- ' if len({(y['ejercicio'], y['unidad']) for y in self.e.firmas}) > 1 else ''}Unidad {oficina(f['unidad'], f['unidad_nombre'])}{self.b.marca(codigo, n, ejercicio)}{ano}: {lista(partes)}.")
        return salida

    def _relevos(self) -> list[str]:
        """Who signed in each year, and whether it changed: of each unit, or of all of a municipality that go together."""
        series: dict[tuple[str, str, tuple[tuple[int, str], ...]], list[Sequence[Any]]] = {}
        for (municipio, _, rol), grupo in groupby(sorted(self.e.firmas, key=_de_quien), key=_de_quien):
            firmas = list(grupo)
            series.setdefault((municipio, rol, tuple((f["ejercicio"], f["persona"]) for f in firmas)), []).append(firmas)
        if personas := set(self.plan.entidad("persona")):
            series = {k: v for k, v in series.items() if personas & {p for _, p in k[2]}}
        lineas = [self._una_serie(municipio, rol, suyas, len([k for k in series if k[:2] == (municipio, rol)]) == 1) for (municipio, rol, _), suyas in series.items()]
        cambian = any(len({p for _, p in anos}) > 1 for _, _, anos in series)
        afirma = "Sí" if cambian is not self.plan.universal else "No"
        cabeza = [f"{afirma}: {'no siempre' if cambian else 'en todos los años'} fue la misma persona."] if self.plan.cerrada and series else []
        return [*cabeza, *(f"- {x}" if len(lineas) > 1 else x for x in lineas)]

    def _una_serie(self, municipio: str, rol: str, unidades: Sequence[Sequence[Any]], todas: bool) -> str:
        """ "Río Manso: autorizó A en 2021 y 2022; después, B desde 2023"; ``unidades`` are the signatures of each unit that goes so."""
        tramos = [list(g) for _, g in groupby(zip(*unidades, strict=True), key=lambda x: x[0]["persona"])]
        partes = []
        for n, tramo in enumerate(tramos):
            anos = [str(x[0]["ejercicio"]) for x in tramo]
            cuando = f"(desde {anos[0]})" if n and n == len(tramos) - 1 else f"({lista(anos)})"
            citas = [self.b.encabezado(f["documento"], f["celda"], f"firma.{rol}", f["unidad"]) for x in tramo for f in x]
            dichos = tramo[:1] if cuando.startswith("(desde") else tramo
            citas += [self.b.encabezado(x[0]["documento"], x[0]["encabezado"].get("ejercicio"), "ejercicio", x[0]["unidad"]) for x in dichos]
            partes.append(f"{tramo[0][0]['nombre']} {cuando}{self.b.marca(*citas)}")
        quienes = "" if todas else f" (unidad {', '.join(dict.fromkeys(f['unidad'] for u in unidades for f in u))})"
        return f"{municipio}{quienes}: {ROLES[rol]} {'; después, '.join(partes)}."

    def _catalogo(self) -> list[str]:
        dim = self.plan.catalogo or "unidad"
        uno, varios, _ = DIMENSIONES[dim]
        elementos = self.e.catalogo
        n = self.b.conjunto(self.e.conjunto)
        if not elementos:
            return [f"No hay {varios} {self.frase.condiciones(self.plan) or 'en lo cargado'}{self.b.marca(n)}."]
        campo = "municipio" if dim == "informe" else dim
        citas = [self.b.encabezado(doc, celda, campo, str(x["clave"])) for x in elementos for k, (doc, celda) in enumerate(x["celdas"][:1])]
        citas = citas or [self.b.conjunto(x["conjunto"]) for x in elementos]
        total = self.b.figura(str(len(elementos)), len(elementos), citas, "count", "elementos distintos")
        una = self.b.marca(*citas) if len(citas) == 1 else ""
        donde = "cargados" if dim == "informe" else "en los informes cargados"
        if self.plan.relacion is not None and self.plan.relacion.presencia:
            return self._presentes(elementos)
        cabeza = f"{total} {plural(len(elementos), uno, varios)} {plural(len(elementos), donde.removesuffix('s'), donde) if dim == 'informe' else donde}{una}:"
        return [cabeza, *(f"- {self._elemento(dim, x)}" for x in elementos)]

    def _presentes(self, elementos: Any) -> list[str]:
        """The units that report in one of two periods and not in the other."""
        propio, *ajenos = self.plan.periodos[::-1] if self.plan.relacion and self.plan.relacion.presencia == "nueva" else self.plan.periodos
        c = self.e.conjunto
        cabeza = f"{self.b.cuenta(c)} {plural(c.count, 'unidad ejecutora', 'unidades ejecutoras')} con informe {en_periodos([propio])} y sin informe {en_periodos(ajenos)}{self.b.marca(self.b.conjunto(c))}:"
        return [cabeza, *(f"- {self._elemento('unidad', x)}" for x in elementos)]

    def _elemento(self, dim: str, x: Any) -> str:
        if x.get("conjunto") is not None:
            c: Conjunto = x["conjunto"]
            nombre = f"{ORDINAL[x['clave']].capitalize()} trimestre" if dim == "trimestre" else x["clave"]
            return f"{nombre}: {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{self.b.marca(self.b.conjunto(c))}"
        campos = {"unidad": ("unidad", "unidad_nombre"), "programa": ("programa", "programa_nombre"), "ramo": ("ramo", "ramo_nombre")}.get(dim, (dim,))
        marcas = [self.b.encabezado(doc, celda, campo, str(x["clave"])) for campo, (doc, celda) in zip(campos, x["celdas"], strict=False)]
        if dim == "informe":
            return self._informe(x)
        if dim == "corte":
            return f"{fecha(date.fromisoformat(x['clave']))}{self.b.marca(*marcas)}"
        return f"{x['clave']}{' ' + nombre_propio(x['nombre']) if x['nombre'] else ''}{self.b.marca(*marcas)}"

    def _informe(self, x: Any) -> str:
        """A loaded report: its place, its year, its cut, how many units it has."""
        campos = ("municipio", "ejercicio", "corte")
        marcas = [self.b.encabezado(doc, celda, campo, str(x["clave"])) for campo, (doc, celda) in zip(campos, x["celdas"], strict=True)]
        suyas = [self.b.encabezado(doc, celda, "unidad", unidad) for doc, celda, unidad in x["unidades"]]
        n = len(suyas)
        cuantas = self.b.figura(str(n), n, suyas, "count", "unidades ejecutoras")
        unidades = f"{cuantas} {plural(n, 'unidad ejecutora', 'unidades ejecutoras')}{self.b.marca(*suyas)}"
        return f"{x['clave']}, corte del {fecha(x['corte'])}{self.b.marca(*marcas)}: {unidades}"

    def _auditoria(self) -> list[str]:
        n = self.b.conjunto(self.e.conjunto)
        k = self.e.conjunto.count
        que = "hallazgos" if self.plan.hallazgos else "cifras que no cuadran"
        uno = "hallazgo" if self.plan.hallazgos else "cifra que no cuadra"
        uno, que = _HALLAZGOS.get(self.plan.reglas[0], (uno, que)) if len(self.plan.reglas) == 1 else (uno, que)
        if not k:
            return [f"Ninguna observación de auditoría ({self.b.cuenta(self.e.conjunto)}){self.b.marca(n)}: no hay {que} {self.frase.condiciones(self.plan)}".rstrip() + "."]
        salida = [f"{self.b.cuenta(self.e.conjunto)} {plural(k, uno, que)}{self.b.marca(n)}:"]
        for h in self.e.hallazgos:
            salida.append("- " + self._un_hallazgo(h))
        return salida

    def _un_hallazgo(self, h: Any) -> str:
        citas: list[tuple[int, str, float | None]] = []
        for c in h["celdas"]:
            n = self.b.celda(c.fila, c.campo) if c.fila is not None else self.b.encabezado(c.documento, c.celda, c.campo, c.unidad)
            if n is not None:
                citas.append((n, c.campo, valor(self.b.citas[n]["literal"])))
        donde = f"**{h['numero']}** (unidad {h['unidad']})" if h["numero"] else f"Unidad {h['unidad']}"
        nombrados = {str(h["ejercicio"]), str(h["unidad"]), h["numero"]}
        if not h["numero"]:
            nombrados |= {self.b.citas[n].get("meta") for n, _, _ in citas}
        if h["regla"] == "numero_faltante":  # what it expected is no figure, nor is the goal that it is of
            nombrados |= {h["esperado"], padre_de(h["esperado"])}
        texto = self._cifras_de(_con_diferencia(h).replace("«", "“").replace("»", "”"), citas, nombrados)
        return f"{donde}: {texto}{self.b.marca(*(c[0] for c in citas))}"

    def _cifras_de(self, texto: str, citas: list[tuple[int, str, float | None]], nombrados: Collection[str | None]) -> str:
        """The figures of an explanation as slots: each a cited cell, or a computation over the cited cells."""

        def ranura(m: re.Match[str]) -> str:
            dicho = m.group()
            if any(dicho in re.findall(r"\d+(?:\.\d+)*", self.b.citas[n]["literal"]) for n, campo, v in citas if v is None or campo == "linea"):
                return dicho
            if dicho in nombrados:
                return dicho
            valor = float(dicho.replace(",", "").rstrip(" %"))
            for n, _, v in citas:
                if v is not None and abs(v - valor) < 1e-9:
                    return self.b.figura(dicho, valor, [n])
            return self.b.figura(dicho, valor, *_derivar(valor, citas, self.b.juntas))

        llano = re.sub(r"\s+", " ", texto).rstrip(".")
        partes = _FECHA.split(llano)  # a date is no figure: its cell is cited
        claves = "".join(f"{re.escape(k)}(?![\\w\\-])|" for k in sorted((k for k in nombrados if k and not _LLANO.fullmatch(k)), key=len, reverse=True))
        numero = re.compile(rf"(?<![\w.])(?:{claves}\d+(?:,\d{{3}})*(?:\.\d+)*(?: ?%)?)")
        return "".join(p if i % 2 else numero.sub(ranura, p) for i, p in enumerate(partes)) + "."


def _por_trimestre(citas: list[tuple[int, str, float | None]]) -> Iterable[list[tuple[int, float]]]:
    """The months of each quarter, where a report prints months."""
    grupos: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for n, campo, v in citas:
        lado, _, mes = campo.partition(".")
        if v is not None and mes in MESES:
            grupos.setdefault((lado, trimestre_de(mes)), []).append((n, v))
    return grupos.values()


def _derivar(
    valor: float, citas: list[tuple[int, str, float | None]], juntas: Callable[[Sequence[int | None]], int | None]
) -> tuple[list[int], str, str]:
    """How a figure comes from cited cells: a sum, a difference or a ratio of them; their count otherwise. ``juntas`` takes
    several cells as one term."""
    sumables = [(n, v) for n, campo, v in citas if v is not None and campo.startswith(("alcanzado.", "programado."))]
    if sumables and abs(sum(v for _, v in sumables) - valor) < 1e-6:
        return [n for n, _ in sumables], "sum", " + ".join(cifra(v) for _, v in sumables)
    for suyas in _por_trimestre(citas):
        if abs(sum(v for _, v in suyas) - valor) < 1e-6:
            return [n for n, _ in suyas], "sum", " + ".join(cifra(v) for _, v in suyas)
    dados = [(n, v) for n, _, v in citas if v is not None]
    for na, a in dados:
        for nb, b in dados:
            if na != nb and abs(a - b - valor) < 1e-6:
                return [na, nb], "difference", f"{cifra(a)} - {cifra(b)}"
            if na != nb and b and abs(a * 100 / b - valor) <= 0.051:
                return [na, nb], "ratio", f"{cifra(a)} / {cifra(b)}"
    de_lado = {
        lado: [(n, v) for n, campo, v in citas if v is not None and campo.startswith(f"{lado}.")] for lado in ("alcanzado", "programado")
    }
    for suyas in de_lado.values():
        if suyas and abs(sum(v for _, v in suyas) - valor) < 1e-6:
            return [n for n, _ in suyas], "sum", " + ".join(cifra(v) for _, v in suyas)
    enteros = {campo: [(n, v)] for n, campo, v in citas if v is not None and campo in ("avance_absoluto", "meta_anual")}
    hechas, debidas = enteros.get("avance_absoluto") or de_lado["alcanzado"], de_lado["programado"] or enteros.get("meta_anual") or []
    hecho, base = (sum(v for _, v in suyas) for suyas in (hechas, debidas))
    if hechas and base and abs(hecho * 100 / base - valor) <= 0.051:
        partes = [juntas([n for n, _ in suyas]) for suyas in (hechas, debidas)]
        return [n for n in partes if n is not None], "ratio", f"{cifra(hecho)} / {cifra(base)}"
    if sumables and dados:
        total = sum(v for _, v in sumables)
        for nb, b in dados:
            if abs(abs(total - b) - valor) < 1e-6:
                return [*(n for n, _ in sumables), nb], "difference", f"{cifra(total)} - {cifra(b)}"
    return [n for n, _, _ in citas], "value", ""
