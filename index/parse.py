"""Grid → reports, or a clear reason why not.

A file holds one form after another; a form may run over several pages that repeat its title, its header or its
heading. The rows are cut into pages (``paginas``), pages of one form are joined (``formas``), and each form is read:
its header (``cabecera``), its tables and blocks (``layouts``, ``filas``), its signatures (``pie``). A form without its
identity is set aside whole: neither unit, year nor cut date are ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from index import (
    al_corte,
    cifras,
    corridas,
    cumplimiento,
    deducidas,
    filas,
    formas,
    layouts,
    paginas,
    pie,
    por_el_nombre,
    por_unidad,
    reparos,
    rotulario,
    rotulos,
    siglas,
)
from index.cabecera import Cabecera
from index.cifras import Convencion
from index.crudas import Tabla
from index.disenos import Diseno
from index.fichas import Fichas
from index.filas import Origen
from index.formas import Forma
from index.identidades import Suma, sin_repetir
from index.indicado import NADA, Indicado
from index.paginas import Tramo
from index.plantillas import Plantilla
from index.poa import Apartado, Celda, ErrorDeLectura, Fuente, Informe
from index.readers.hoja import Hoja
from index.readers.limites import Aviso, callar
from index.rotulario import Rotulario
from index.rotulos import Vocabulario

_Cosa = TypeVar("_Cosa")

#: How many rows of a sheet are searched for the words by which a layout knows it.
_RECONOCIBLES = 80
#: A year and a cut to count with what a form without identity holds; nothing of it is kept.
_DE_PRUEBA = date(2000, 12, 31)


@dataclass(frozen=True, slots=True)
class _Leida:
    """A form with its tables (each with its columns, None where they are not recognised) and blocks, in order."""

    forma: Forma
    partes: list[tuple[Tramo, Plantilla | None]]

    @property
    def origenes(self) -> list[Origen]:
        """What goals are read from."""
        return [
            Tabla(plantilla, tuple(tramo.renglones)) if plantilla is not None else Fichas(tuple(tramo.renglones), self.forma.voc)
            for tramo, plantilla in self.partes
            if plantilla is not None or not tramo.encabezado
        ]

    @property
    def apartados(self) -> list[Apartado]:
        """The tables whose columns are not recognised, and the columns that are not read."""
        unidad = self.forma.cabecera.valores.get("unidad")
        salida = reparos.sin_encabezado(self.forma)
        for tramo, plantilla in self.partes:
            if tramo.encabezado and (plantilla is not None or tramo.renglones):
                motivos = reparos.de_tabla(plantilla) if plantilla is not None else [reparos.sin_columnas(tramo, self.forma)]
                lugar = filas.lugar(tramo.encabezado[0])
                salida += [Apartado(lugar, motivo, remedio, unidad) for motivo, remedio in motivos]
        return salida


def leer(
    hojas: Sequence[Hoja], disenos: Sequence[Diseno] = (), avisar: Aviso = callar, dicho: Indicado = NADA
) -> tuple[tuple[Informe, ...], tuple[Apartado, ...]]:
    """The reports of a file's grids, and what was set aside outside of any report: ``recorrer`` to its end."""
    apartados: list[Apartado] = []
    return tuple(recorrer(list(hojas), disenos, avisar, apartados, dicho)), tuple(apartados)


def recorrer(
    hojas: list[Hoja], disenos: Sequence[Diseno], avisar: Aviso, apartados: list[Apartado], dicho: Indicado = NADA
) -> Iterator[Informe]:
    """The reports of a file's grids, each as soon as it is whole; the grids are given up as they are read. ``disenos`` are
    a user's layouts; ``avisar`` is told (without counts) each time that a sheet or a form is done; what is set aside
    outside of any report is added to ``apartados``. What the reader itself set aside (``Hoja.apartados``) is the caller's
    to add.

    Raises ``ErrorDeLectura`` where no POA form is found at all.
    """
    hojas[:] = [hoja for hoja in hojas if not _omitida(hoja, disenos, apartados)]
    por_hoja = [_formas(hoja, disenos) for hoja in _avisando(hojas, avisar)]
    formas.heredar(por_hoja)
    formas.completar(por_hoja, dicho)
    siglas.separar(por_hoja)
    if sum(map(len, por_hoja)) > 1:
        por_hoja = [[f for f in hechas if not f.es_caratula] for hechas in por_hoja]
    memoria: layouts.Memoria = {}
    leidas = [[_leida(f, memoria) for f in _avisando(hechas, avisar)] for hechas in por_hoja]
    _con_lo_deducido([x for hechas in leidas for x in hechas])
    convencion = cifras.inferir(filas.textos_de_cifras(o for hechas in leidas for x in hechas for o in x.origenes))
    suma = Suma(por_hoja)
    del por_hoja
    hojas.reverse()
    leidas.reverse()
    while hojas:
        hoja, hechas = hojas.pop(), leidas.pop()
        suma.abrir(hoja)
        if not hechas and (fuera := reparos.hoja_con_cifras(hoja)) is not None:
            apartados.append(fuera)
        hechas.reverse()
        while hechas:
            resultado = _informe(hechas.pop(), convencion)
            fuera = suma.sumar(resultado) if isinstance(resultado, Informe) else resultado
            if fuera is not None:
                apartados.append(fuera)
            avisar(0, 0)
            yield from suma.listos()
        suma.cerrar()
        yield from suma.listos()
    if not suma.hallados and not apartados:
        raise ErrorDeLectura(
            "no contiene ningún formato de avance físico programático del POA (no se halló una tabla de metas con sus columnas).",
            "Verifique que sea el reporte completo, con los encabezados de sus columnas.",
        )


def _avisando(cosas: Iterable[_Cosa], avisar: Aviso) -> Iterator[_Cosa]:
    for cosa in cosas:
        yield cosa
        avisar(0, 0)


def _textos(hoja: Hoja) -> list[str]:
    """The texts by which a layout knows a sheet."""
    return [hoja.nombre or "", *(c.texto for r in hoja.renglones[:_RECONOCIBLES] for _, c in r.llenas())]


def _omitida(hoja: Hoja, disenos: Sequence[Diseno], apartados: list[Apartado]) -> bool:
    """Whether a layout says that a sheet is not to be read; it is named among what was set aside."""
    diseno = next((d for d in disenos if d.omite_hoja(hoja.nombre) and d.vale_para(_textos(hoja))), None)
    if diseno is not None:
        apartados.append(
            Apartado(
                lugar=f"hoja «{hoja.nombre}»",
                motivo=f"No se leyó porque el diseño «{diseno.nombre}» la omite.",
                remedio="Si debe leerse, retire su nombre de «omite» en el diseño y vuelva a cargar el archivo.",
            )
        )
    return diseno is not None


def _formas(hoja: Hoja, disenos: Sequence[Diseno]) -> list[Forma]:
    propios = [d for d in disenos if d.vale_para(_textos(hoja))]
    voc, de_cabecera = rotulos.con_disenos(propios), rotulario.con_disenos(propios)
    nombre = Celda(hoja.nombre, Fuente(hoja=hoja.nombre)) if hoja.nombre else None
    hechas = _cortadas(hoja, voc, de_cabecera, nombre)
    if any(p.tramos for f in hechas for p in f.paginas) and not any(f.cabecera.valores.get("unidad_nombre") for f in hechas):
        return _con_la_unidad(hoja, hechas, voc, de_cabecera, nombre)
    return hechas


def _cortadas(hoja: Hoja, voc: Vocabulario, de_cabecera: Rotulario, nombre: Celda | None) -> list[Forma]:
    suyas = por_unidad.separar(paginas.cortar(hoja.renglones, voc, de_cabecera), de_cabecera)
    return formas.juntar(suyas, voc, de_cabecera, nombre)


def _con_la_unidad(
    hoja: Hoja, hechas: list[Forma], voc: Vocabulario, de_cabecera: Rotulario, nombre: Celda | None
) -> list[Forma]:
    """The forms of a sheet none of which names its unit under a label that is known: by one that is not, where there is one."""
    cabeceras = [r for f in hechas for p in f.paginas for r in p.cabecera]
    hallados = por_el_nombre.rotulos(cabeceras, de_cabecera)
    if hallados is None:
        return hechas
    rotulo, clave = hallados
    con_codigo = any(f.cabecera.valores.get("unidad") for f in hechas)
    con_ellos = rotulario.con_rotulo(de_cabecera, "nombre_unidad" if con_codigo else "unidad", rotulo.texto)
    if clave is not None:
        con_ellos = rotulario.con_rotulo(con_ellos, "clave_unidad", clave.texto)
    nuevas = _cortadas(hoja, voc, con_ellos, nombre)
    return [f.con_celda("deducida.unidad", rotulo.celda) if "unidad" in f.cabecera.valores else f for f in nuevas]


def _leida(forma: Forma, memoria: layouts.Memoria) -> _Leida:
    """The tables and blocks of a form."""
    partes: list[tuple[Tramo, Plantilla | None]] = []
    for tramo in (t for p in forma.paginas for t in p.tramos):
        plantilla = None
        if tramo.encabezado:
            c = forma.cabecera
            mes = c.corte.month if c.corte is not None else None
            plantilla = layouts.leer_encabezado(tramo.encabezado, tramo.renglones, forma.voc, c.periodo, memoria, mes)
        partes.append((tramo, plantilla))
    return _Leida(forma, partes)


def _con_lo_deducido(leidas: Sequence[_Leida]) -> None:
    """Complete the columns of the tables by what their figures tell, those of one heading together."""
    iguales: dict[object, list[tuple[_Leida, int]]] = {}
    for leida in leidas:
        for n, (tramo, plantilla) in enumerate(leida.partes):
            if plantilla is not None:
                titulos = tuple(tuple(c.texto for c in r.celdas) for r in tramo.encabezado)
                iguales.setdefault((titulos, plantilla.lugares), []).append((leida, n))
    for suyas in iguales.values():
        tablas = [(p, t.encabezado, t.renglones) for leida, n in suyas for t, p in leida.partes[n : n + 1] if p is not None]
        completas = deducidas.completar(tablas, suyas[0][0].forma.voc)
        for (leida, n), plantilla in zip(suyas, completas, strict=True):
            leida.partes[n] = (leida.partes[n][0], plantilla)


def _informe(x: _Leida, convencion: Convencion) -> Informe | Apartado | None:
    leida = x.forma.cabecera
    unidad = leida.valores.get("unidad", "")
    faltan = _faltantes(leida)
    if faltan:
        return _sin_identidad(x, faltan, convencion)
    origenes, apartados = x.origenes, x.apartados
    if not origenes:
        return apartados[0] if apartados else reparos.sin_tabla(x.forma)
    assert leida.corte is not None
    ejercicio = int(leida.valores.get("ejercicio", leida.corte.year))
    metas, fuera = filas.leer(origenes, leida.lineas, convencion, ejercicio, leida.corte, unidad)
    firmas = sin_repetir(f for p in x.forma.paginas for f in pie.leer(p.pie))
    celdas = dict(leida.celdas)
    absoluto = _titulo_de(x, "avance_absoluto")
    if absoluto is not None:
        celdas["columna.avance_absoluto"] = absoluto
    cerrados = cumplimiento.trimestres_cerrados(ejercicio, leida.corte)
    if (parcial := _parcial(x, cerrados)) is not None:
        celdas[al_corte.PARCIAL] = parcial
    celdas |= {f"deducida.{campo}": celda for campo, celda in _deducidas(x).items()}
    for firma in firmas:
        celdas.setdefault(f"firma.{firma.rol}", firma.celda)
    informe = Informe(
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
        indicados=x.forma.indicados,
    )
    return corridas.reparo(informe, filas.lugar(x.forma.primero)) or informe


def _titulo_de(x: _Leida, campo: str) -> Celda | None:
    """The heading cell of a column, where the form has it: a blank below it is then not reported, not derivable."""
    if not any(isinstance(o, Tabla) and campo in o.plantilla.columnas for o in x.origenes):
        return None
    celdas = [c for p in x.forma.paginas for t in p.tramos for r in t.encabezado for _, c in r.llenas()]
    return next((c.celda for c in celdas if x.forma.voc.etiquetar(c.texto).campo == campo), celdas[0].celda)


def _parcial(x: _Leida, cerrados: Sequence[str]) -> Celda | None:
    """The first heading cell of a table that has no columns for some of the closed quarters, where the form has one."""
    for tramo, plantilla in x.partes:
        if plantilla is not None and tramo.renglones and al_corte.faltan(plantilla.trimestres, cerrados):
            return next(c.celda for r in tramo.encabezado for _, c in r.llenas())
    return None


def _deducidas(x: _Leida) -> dict[str, Celda]:
    """The heading cells of the columns that are known by their figures."""
    tablas = [o.plantilla for o in x.origenes if isinstance(o, Tabla)]
    return {campo: titulo.celda for p in tablas for campo, titulo in p.deducidas if titulo is not None}


# --- what is set aside ----------------------------------------------------------------------------------------------


def _faltantes(leida: Cabecera) -> list[str]:
    faltan = [
        nombre
        for campo, nombre in (("municipio", "el ayuntamiento"), ("unidad", "la unidad ejecutora"))
        if not leida.valores.get(campo)
    ]
    return faltan + ([] if leida.corte else ["la fecha de corte"])


def _sin_identidad(x: _Leida, faltan: list[str], convencion: Convencion) -> Apartado:
    """A form that does not say whose it is, with what else could not be read in it."""
    unidad = x.forma.cabecera.valores.get("unidad")
    _, fuera = filas.leer(x.origenes, (), convencion, _DE_PRUEBA.year, _DE_PRUEBA, unidad or "")
    otros = [*x.apartados, *fuera]
    ademas = ""
    if otros:
        cuantos = "una de sus partes no se puede" if len(otros) == 1 else f"{len(otros)} de sus partes no se pueden"
        ademas = f" Además, {cuantos} leer: {otros[0].motivo.rstrip('.')} ({otros[0].lugar})."
    return Apartado(
        lugar=filas.lugar(x.forma.primero),
        motivo=f"El formato que empieza aquí no dice {' ni '.join(faltan)}, y no se adivina.{ademas}",
        remedio=f"{reparos.como_indicar(x.forma.cabecera)} También puede completar el encabezado del archivo, o declarar en un "
        "diseño lo que el formato nunca imprime (docs/disenos.md).",
        unidad=unidad,
    )
