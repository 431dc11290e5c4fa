"""Pages → forms: pages that repeat a form's identity, or give none before its foot, are one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index import cabecera, cifras, municipio, pie
from index.cabecera import Cabecera
from index.indicado import Indicado
from index.paginas import ABREN, Pagina, Tramo
from index.poa import Celda
from index.readers.hoja import Renglon
from index.rotulario import Rotulario
from index.rotulos import Vocabulario
from index.rotulos_cabecera import AREA

#: Columns of a list of codes, at most.
_MAX_DE_CATALOGO = 3
IDENTIDAD = ("municipio", "ejercicio", "ramo", "programa", "unidad", AREA)


_Cosa = TypeVar("_Cosa")


@dataclass(slots=True)
class Forma:
    """A form: its header, the pages it runs over, and the words that its headings are read by."""

    cabecera: Cabecera
    paginas: list[Pagina]
    voc: Vocabulario
    #: What whoever loads the file said of it, and it does not print.
    indicados: tuple[str, ...] = ()

    @property
    def es_caratula(self) -> bool:
        """Whether it has no table and names no unit: a cover says what holds for the forms behind it, a list of the units'
        codes nothing of any goal."""
        return "unidad" not in self.cabecera.valores and all(_es_catalogo(t) for p in self.paginas for t in p.tramos)

    def con_celda(self, clave: str, celda: Celda) -> Forma:
        """The form with one more cell of its header."""
        return replace(self, cabecera=replace(self.cabecera, celdas={**self.cabecera.celdas, clave: celda}))

    @property
    def primero(self) -> Renglon:
        """Its first row."""
        pagina = self.paginas[0]
        if pagina.cabecera:
            return pagina.cabecera[0]
        if not pagina.tramos:
            return pagina.pie[0]
        return (pagina.tramos[0].encabezado or pagina.tramos[0].renglones)[0]


def _es_catalogo(tramo: Tramo) -> bool:
    """Whether a table lists codes and what they are called ("Clave | Unidad"): a few columns, and no figure but the codes."""
    filas = [r.llenas() for r in (*tramo.encabezado, *tramo.renglones)]
    return bool(tramo.encabezado) and all(
        len(llenas) <= _MAX_DE_CATALOGO and not any(cifras.es_cifra(c.texto) for _, c in llenas[1:]) for llenas in filas
    )


def juntar(paginas: Sequence[Pagina], voc: Vocabulario, rotulario: Rotulario, hoja: Celda | None) -> list[Forma]:
    """The forms of a sheet's pages. ``hoja`` is the sheet's name as a printed cell."""
    formas: list[Forma] = []
    por_identidad: dict[tuple[object, ...], Forma] = {}
    for pagina in paginas:
        _separar_pie(pagina)
        sin_datos = not pagina.tramos and not any(rotulario.campos(r) & ABREN for r in pagina.cabecera)
        if sin_datos and not (pagina.pie and formas):
            continue  # a cover, or words after the last form
        leida = cabecera.leer(pagina.cabecera, rotulario, hoja)
        misma = formas[-1] if formas and _continua(formas[-1], leida) else None
        if misma is None and "unidad" in leida.valores:
            misma = por_identidad.get(_identidad(leida))
        if misma is None and sin_datos:
            continue
        if misma is not None:
            misma.paginas.append(pagina)
            continue
        formas.append(Forma(leida, [pagina], voc))
        por_identidad.setdefault(_identidad(leida), formas[-1])
    return formas


def _separar_pie(pagina: Pagina) -> None:
    """A page without any table may hold the signatures of the form before it, below its title."""
    if pagina.tramos or pagina.pie:
        return
    inicio = next((i for i, r in enumerate(pagina.cabecera) if pie.es_pie(r)), len(pagina.cabecera))
    pagina.cabecera, pagina.pie = pagina.cabecera[:inicio], pagina.cabecera[inicio:]


def heredar(por_hoja: Sequence[Sequence[Forma]]) -> None:
    """What a file prints once for all of its forms holds for those that do not print it: its council's name, where the
    others all have one and the same; its year and cut, where they stand above the first form of a sheet and no other
    form of it says otherwise."""
    todas = [f for formas in por_hoja for f in formas]
    _por_area(todas)
    _heredar_municipio(todas)
    if todas and todas[0].es_caratula:
        _heredar_corte(todas)
    for formas in por_hoja:
        _heredar_corte(formas)


def _por_area(formas: Sequence[Forma]) -> None:
    """Tell the forms of several areas of one unit by the area, as one is told that names its area alone: their goals are not
    the same ones. What is said of an area besides is left out."""
    areas: dict[str | None, set[str]] = {}
    for valores in (f.cabecera.valores for f in formas if AREA in f.cabecera.valores):
        areas.setdefault(valores.get("unidad"), set()).add(valores[AREA])
    solas = any(c.get(AREA, "") == c.get("unidad") for c in (f.cabecera.valores for f in formas))
    for forma in formas:
        c = forma.cabecera
        if AREA not in c.valores:
            continue
        varias = solas or len(areas[c.valores.get("unidad")]) > 1
        forma.cabecera = replace(c, valores=_de_area(c.valores, varias), celdas=_de_area(c.celdas, varias))


def _de_area(cosas: Mapping[str, _Cosa], varias: bool) -> dict[str, _Cosa]:
    """What is known of a header, its area as its unit where there are several (``varias``)."""
    propias = {"unidad": cosas.get(AREA), "unidad_nombre": cosas.get(f"{AREA}_nombre")} if varias else {}
    otras = {k: v for k, v in cosas.items() if not k.startswith(AREA) and not (varias and k.startswith("unidad"))}
    return {**otras, **{k: v for k, v in propias.items() if v is not None}}


def completar(por_hoja: Sequence[Sequence[Forma]], dicho: Indicado) -> None:
    """Give the forms what they do not print and was said of their file."""
    for forma in (f for formas in por_hoja for f in formas if dicho):
        c = forma.cabecera
        valores = {k: v for k, v in dicho.valores.items() if k.removesuffix("_nombre") not in c.valores}
        corte = dicho.corte if c.corte is None else None
        forma.cabecera = replace(c, valores={**c.valores, **valores}, corte=corte or c.corte)
        forma.indicados = (*(k for k in valores if not k.endswith("_nombre")), *(("corte",) if corte else ()))


def _heredar_corte(formas: Sequence[Forma]) -> None:
    if not formas or len({f.cabecera.corte for f in formas} - {None}) != 1:
        return
    primera = formas[0].cabecera
    valores = {k: v for k, v in primera.valores.items() if k == "ejercicio"}
    celdas = {k: v for k, v in primera.celdas.items() if k in ("ejercicio", "corte")}
    for forma in formas[1:]:
        c = forma.cabecera
        mismo = c.valores.get("ejercicio") in (None, valores.get("ejercicio"))
        if primera.corte is not None and c.corte is None and mismo:
            suyas = {**celdas, **c.celdas}
            periodo = c.periodo or primera.periodo
            forma.cabecera = replace(c, valores={**valores, **c.valores}, celdas=suyas, corte=primera.corte, periodo=periodo)


def _del_pie(formas: Sequence[Forma]) -> None:
    """Take the council's name from the feet of a file whose headers name none: "Municipio de …" at the end of each page."""
    for forma in formas:
        nombre = municipio.declarado([r for p in forma.paginas for r in p.pie])
        if nombre is not None:
            c = forma.cabecera
            valores = {**c.valores, "municipio": municipio.propio(nombre.texto)}
            forma.cabecera = replace(c, valores=valores, celdas={**c.celdas, "municipio": nombre.celda})


def _heredar_municipio(formas: Sequence[Forma]) -> None:
    if not any("municipio" in f.cabecera.valores for f in formas):
        _del_pie(formas)
    nombres = {f.cabecera.valores["municipio"]: f for f in formas if "municipio" in f.cabecera.valores}
    if len(nombres) != 1:
        return
    nombre, fuente = next(iter(nombres.items()))
    celda = fuente.cabecera.celdas.get("municipio")
    for forma in formas:
        c = forma.cabecera
        if "municipio" not in c.valores:
            celdas = {**c.celdas, "municipio": celda} if celda else c.celdas
            forma.cabecera = replace(c, valores={**c.valores, "municipio": nombre}, celdas=celdas)


def _continua(forma: Forma, leida: Cabecera) -> bool:
    """Whether a page goes on with the form before it."""
    if "unidad" not in leida.valores:
        propia = any(c in leida.valores for c in ("ramo", "programa", "finalidad"))
        return not propia and not any(p.pie for p in forma.paginas)
    iguales = all(leida.valores[c] == forma.cabecera.valores.get(c) for c in IDENTIDAD if c in leida.valores)
    return iguales and (leida.corte is None or leida.corte == forma.cabecera.corte)


def _identidad(leida: Cabecera) -> tuple[object, ...]:
    return (*(leida.valores.get(c) for c in IDENTIDAD), leida.corte)
