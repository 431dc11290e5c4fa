"""Grid → reports, or a clear reason why not.

A file holds one form after another; a form may run over several pages that repeat its title, its header or its
heading. The rows are cut into pages (header, tables, foot), pages of one form are joined, and each form is read: its
header (``cabecera``), its tables (``layouts``, ``filas``), its signatures (``pie``). A form without its identity is
set aside whole: neither unit, year nor cut date are ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index import cabecera, cifras, filas, layouts, pie
from index.cabecera import Cabecera
from index.cifras import Convencion
from index.filas import Tabla
from index.poa import Apartado, Celda, ErrorDeLectura, Firma, Informe
from index.readers.hoja import Hoja, Renglon

_IDENTIDAD = ("municipio", "ejercicio", "ramo", "programa", "unidad")
#: Header fields that open a form when they stand below a table.
_ABREN = frozenset({"ramo", "programa", "unidad"})
#: How many rows after a title are searched for what confirms it.
_CONFIRMACION = 6


@dataclass(slots=True)
class _Tramo:
    """A heading and the rows below it."""

    encabezado: list[Renglon] = field(default_factory=list)
    renglones: list[Renglon] = field(default_factory=list)


@dataclass(slots=True)
class _Pagina:
    """A page of a form: what stands above its first table, its tables, its foot."""

    cabecera: list[Renglon] = field(default_factory=list)
    tramos: list[_Tramo] = field(default_factory=list)
    pie: list[Renglon] = field(default_factory=list)
    #: Header fields seen above the first table, and whether the council's title was.
    vistos: set[str] = field(default_factory=set)
    con_titulo: bool = False

    def encabezar(self, renglon: Renglon) -> None:
        """Add a row above the first table."""
        self.cabecera.append(renglon)
        self.vistos |= cabecera.campos(renglon)
        self.con_titulo = self.con_titulo or cabecera.nombra_ayuntamiento(renglon)


@dataclass(slots=True)
class _Forma:
    """A form: its header, and the pages it runs over."""

    cabecera: Cabecera
    paginas: list[_Pagina]


def leer(hojas: Sequence[Hoja]) -> tuple[tuple[Informe, ...], tuple[Apartado, ...]]:
    """The reports of a file's grids, and what was set aside outside of any report.

    Raises ``ErrorDeLectura`` where no POA form is found at all.
    """
    informes: list[Informe] = []
    apartados: list[Apartado] = []
    for hoja in hojas:
        hechos, fuera = _leer_hoja(hoja)
        informes += hechos
        apartados += fuera
    if not informes and not apartados:
        raise ErrorDeLectura(
            "no contiene ningún formato de avance físico programático del POA (no se halló una tabla de metas con sus "
            "columnas).",
            "Verifique que sea el reporte completo, con los encabezados de sus columnas.",
        )
    return tuple(informes), tuple(apartados)


def _leer_hoja(hoja: Hoja) -> tuple[list[Informe], list[Apartado]]:
    formas = _heredar(_juntar(_paginar(hoja.renglones)))
    tablas = [_tablas(forma) for forma in formas]
    convencion = cifras.inferir(filas.textos_de_cifras(t for hechas, _ in tablas for t in hechas))
    informes: list[Informe] = []
    apartados: list[Apartado] = []
    for forma, (hechas, fuera) in zip(formas, tablas, strict=True):
        resultado = _informe(forma, hechas, fuera, convencion)
        if isinstance(resultado, Informe):
            informes.append(resultado)
        elif resultado is not None:
            apartados.append(resultado)
    return informes, apartados


# --- pages ----------------------------------------------------------------------------------------------------------


def _paginar(renglones: Sequence[Renglon]) -> list[_Pagina]:
    """Cut the rows into pages. A page opens at a title or at a header field below a table or a foot."""
    paginas = [_Pagina()]
    i = 0
    while i < len(renglones):
        renglon, pagina = renglones[i], paginas[-1]
        if _abre_pagina(pagina, renglones, i):
            paginas.append(_Pagina())
            paginas[-1].encabezar(renglon)
            i += 1
        elif fin := _fin_de_encabezado(renglones, i):
            if pagina.pie:
                pagina = _Pagina()
                paginas.append(pagina)
            pagina.tramos.append(_Tramo(encabezado=list(renglones[i:fin])))
            i = fin
        else:
            _guardar(pagina, renglon)
            i += 1
    return paginas


def _guardar(pagina: _Pagina, renglon: Renglon) -> None:
    if not pagina.tramos:
        pagina.encabezar(renglon)
    elif pie.es_pie(renglon) or (pagina.pie and not _es_fila(renglon)):
        pagina.pie.append(renglon)
    else:
        pagina.tramos[-1].renglones.append(renglon)


def _es_fila(renglon: Renglon) -> bool:
    return sum(cifras.es_cifra(c.texto) for _, c in renglon.llenas()) >= 3


def _fin_de_encabezado(renglones: Sequence[Renglon], i: int) -> int:
    """Where the heading that starts at a row ends; 0 if none starts there."""
    fin = i
    while fin < len(renglones) and fin - i < 6 and layouts.es_encabezado(renglones[fin]):
        fin += 1
    return fin if any(layouts.abre_tabla(r) for r in renglones[i:fin]) else 0


def _abre_pagina(pagina: _Pagina, renglones: Sequence[Renglon], i: int) -> bool:
    renglon = renglones[i]
    campos = cabecera.campos(renglon)
    if not pagina.tramos:
        # Still above the table: only a second header opens another page (the first one had no table).
        otro_titulo = pagina.con_titulo and "unidad" in pagina.vistos and cabecera.nombra_ayuntamiento(renglon)
        return bool({"ramo", "unidad"} & campos & pagina.vistos) or otro_titulo
    if campos & _ABREN and len(renglon.llenas()) <= 7 and not _es_fila(renglon):
        return True
    return cabecera.es_titulo(renglon) and not _es_fila(renglon) and _se_confirma(renglones, i)


def _se_confirma(renglones: Sequence[Renglon], i: int) -> bool:
    """Whether a title is one: another part of a header or a heading follows. An observation that goes on in its own
    row may open with the same words, but rows of figures or a foot follow it."""
    for renglon in renglones[i + 1 : i + 1 + _CONFIRMACION]:
        if cabecera.es_titulo(renglon) or cabecera.campos(renglon) & _ABREN or layouts.abre_tabla(renglon):
            return True
        if pie.es_pie(renglon) or _es_fila(renglon):
            return False
    return False


# --- forms ----------------------------------------------------------------------------------------------------------


def _juntar(paginas: Sequence[_Pagina]) -> list[_Forma]:
    """Join the pages of one form: those that repeat its identity, or give none before its foot."""
    formas: list[_Forma] = []
    for pagina in paginas:
        if not pagina.tramos and not any(cabecera.campos(r) & _ABREN for r in pagina.cabecera):
            continue  # a cover, or words after the last form
        leida = cabecera.leer(pagina.cabecera)
        anterior = formas[-1] if formas else None
        if anterior is not None and _continua(anterior, leida):
            anterior.paginas.append(pagina)
            continue
        misma = next(
            (f for f in formas if "unidad" in leida.valores and _identidad(f.cabecera) == _identidad(leida)), None
        )
        if misma is not None:
            misma.paginas.append(pagina)
        else:
            formas.append(_Forma(leida, [pagina]))
    return formas


def _continua(forma: _Forma, leida: Cabecera) -> bool:
    """Whether a page goes on with the form before it."""
    if "unidad" not in leida.valores:
        propia = any(c in leida.valores for c in ("ramo", "programa", "finalidad"))
        return not propia and not any(p.pie for p in forma.paginas)
    iguales = all(leida.valores[c] == forma.cabecera.valores.get(c) for c in _IDENTIDAD if c in leida.valores)
    return iguales and (leida.corte is None or leida.corte == forma.cabecera.corte)


def _identidad(leida: Cabecera) -> tuple[object, ...]:
    return (*(leida.valores.get(c) for c in _IDENTIDAD), leida.corte)


def _heredar(formas: list[_Forma]) -> list[_Forma]:
    """A form without its council's name takes that of the file's other forms, if they all have one and the same."""
    nombres = {f.cabecera.valores["municipio"]: f for f in formas if "municipio" in f.cabecera.valores}
    if len(nombres) != 1:
        return formas
    nombre, fuente = next(iter(nombres.items()))
    celda = fuente.cabecera.celdas["municipio"]
    for forma in formas:
        c = forma.cabecera
        if "municipio" not in c.valores:
            forma.cabecera = Cabecera(
                {**c.valores, "municipio": nombre}, {**c.celdas, "municipio": celda}, c.corte, c.lineas
            )
    return formas


def _tablas(forma: _Forma) -> tuple[list[Tabla], list[Apartado]]:
    """The tables of a form whose columns are recognised, and those that are not."""
    tablas: list[Tabla] = []
    apartados: list[Apartado] = []
    for tramo in (t for p in forma.paginas for t in p.tramos):
        plantilla = layouts.leer_encabezado(tramo.encabezado, tramo.renglones)
        if plantilla is not None:
            tablas.append(Tabla(plantilla, tuple(tramo.renglones)))
        elif tramo.renglones:
            apartados.append(
                Apartado(
                    lugar=str(tramo.encabezado[0].fuente),
                    motivo="No se reconocen las columnas de la tabla que empieza en este renglón.",
                    remedio="Revise que el encabezado nombre descripción, trimestres y programado/alcanzado.",
                    unidad=forma.cabecera.valores.get("unidad"),
                )
            )
    return tablas, apartados


def _informe(
    forma: _Forma, tablas: Sequence[Tabla], apartados: Sequence[Apartado], convencion: Convencion
) -> Informe | Apartado | None:
    leida = forma.cabecera
    unidad = leida.valores.get("unidad", "")
    faltan = _faltantes(leida)
    if faltan:
        return _sin_identidad(forma, faltan)
    if not tablas:
        return apartados[0] if apartados else _sin_tabla(forma)
    assert leida.corte is not None
    ejercicio = int(leida.valores.get("ejercicio", leida.corte.year))
    metas, fuera = filas.leer(tablas, leida.lineas, convencion, ejercicio, leida.corte, unidad)
    firmas = _sin_repetir(f for p in forma.paginas for f in pie.leer(p.pie))
    celdas = dict(leida.celdas)
    absoluto = _titulo_de(forma, tablas, "avance_absoluto")
    if absoluto is not None:
        celdas["columna.avance_absoluto"] = absoluto
    for firma in firmas:
        celdas.setdefault(f"firma.{firma.rol}", firma.celda)
    return Informe(
        municipio=leida.valores["municipio"],
        ejercicio=ejercicio,
        corte=leida.corte,
        ramo=leida.valores.get("ramo", ""),
        ramo_nombre=leida.valores.get("ramo_nombre", ""),
        programa=leida.valores.get("programa", ""),
        programa_nombre=leida.valores.get("programa_nombre", ""),
        unidad=unidad,
        unidad_nombre=leida.valores.get("unidad_nombre", ""),
        metas=metas,
        lineas=leida.lineas,
        firmas=firmas,
        celdas=celdas,
        apartados=(*apartados, *fuera),
    )


def _sin_repetir(firmas: Iterable[Firma]) -> tuple[Firma, ...]:
    """The signatures of a form whose every page is signed, once."""
    unicas: dict[tuple[str, str], Firma] = {}
    for firma in firmas:
        unicas.setdefault((firma.rol, firma.nombre), firma)
    return tuple(unicas.values())


def _titulo_de(forma: _Forma, tablas: Sequence[Tabla], campo: str) -> Celda | None:
    """The heading cell of a column, where the form has it: a blank below it is then not reported, not derivable."""
    if not any(campo in t.plantilla.columnas for t in tablas):
        return None
    celdas = [c for p in forma.paginas for t in p.tramos for r in t.encabezado for _, c in r.llenas()]
    return next((c.celda for c in celdas if layouts.etiquetar(c.texto).campo == campo), celdas[0].celda)


def _faltantes(leida: Cabecera) -> list[str]:
    faltan = [
        nombre
        for campo, nombre in (("municipio", "el ayuntamiento"), ("unidad", "la unidad ejecutora"))
        if not leida.valores.get(campo)
    ]
    return faltan + ([] if leida.corte else ["la fecha de corte"])


def _lugar(forma: _Forma) -> str:
    pagina = forma.paginas[0]
    primero = pagina.cabecera[0] if pagina.cabecera else pagina.tramos[0].encabezado[0]
    return str(primero.fuente)


def _sin_identidad(forma: _Forma, faltan: list[str]) -> Apartado:
    lista = " ni ".join(faltan)
    return Apartado(
        lugar=_lugar(forma),
        motivo=f"El formato que empieza aquí no dice {lista}, y no se adivina.",
        remedio="Complete el encabezado del formato y vuelva a cargar el archivo.",
        unidad=forma.cabecera.valores.get("unidad"),
    )


def _sin_tabla(forma: _Forma) -> Apartado:
    return Apartado(
        lugar=_lugar(forma),
        motivo="El formato que empieza aquí no tiene una tabla de metas.",
        remedio="Revise que el archivo se haya guardado completo.",
        unidad=forma.cabecera.valores.get("unidad"),
    )
