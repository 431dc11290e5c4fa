"""Files → the store of facts: each file whole or not at all, one bad file never stops the others.

A folder is walked in order, and so is a ZIP, whose members are documents by themselves ("paquete.zip/carpeta/a.xlsx");
what they hold besides reports is skipped and counted. Files are read by workers (``aislado``) while earlier ones are
stored here, and a file's first reports while its last ones are read. Small files that are ready together share a
transaction; none is said to be loaded before it is committed. Whatever can't be read is said in one line of Spanish with
its remedy, and kept out ("quarantined") or loaded without the rows set aside ("partial"). A load that stops half way goes
on where it stopped when it is repeated: what is loaded is known by its content, before it is read. Names are compared
between documents once, at the end; a load that is killed leaves a mark, by which the next one does it.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from index import aislado, indicado, motivos
from index.aislado import Averia, Obreros
from index.archivos import Entrada, de_disco, nombre_guardable, reunir
from index.disenos import Diseno
from index.escritura import Escritura, Guardado, Ingreso
from index.indicado import NADA, Indicado
from index.ingerido import Avance, DocumentoIngerido, Estado, Resumen
from index.lectura import leer_documento
from index.metas import MetaStore
from index.poa import Apartado, ErrorDeLectura
from index.registros import Entrega

__all__ = ["Avance", "DocumentoIngerido", "Resumen", "ingerir", "leer_documento"]

#: Packages inside packages beyond this depth are not opened.
_NIVELES = 2
#: Files that wait for a worker or for their turn to be stored: enough to keep the workers busy, and no more bytes.
_EN_ESPERA = 48
_BYTES_EN_ESPERA = 64 * 2**20
#: Files that are stored in one transaction, and seconds that those that are read wait for the next ones: to commit each
#: by itself takes as long as all the rest of storing it.
_JUNTAS = 32
_JUNTAR = 0.1
#: Seconds between two looks at a file that takes long.
_PULSO = 0.25

_registro = logging.getLogger(__name__)


Progreso = Callable[[Avance], None]


def ingerir(
    rutas: Sequence[Path],
    store: MetaStore,
    progreso: Progreso | None = None,
    obreros: Obreros | None = None,
    disenos: Sequence[Diseno] = (),
    al_guardar: Callable[[], None] = lambda: None,
    dicho: Indicado = NADA,
    ceder: Callable[[], bool] = lambda: False,
) -> Resumen:
    """Load files, folders and packages, read by ``obreros`` (those that the process shares, if none are given), also by
    a user's layouts. ``al_guardar`` is called after each commit; ``dicho`` is what was said of the files. ``ceder``: whether
    somebody else has the cores now, so that no further worker is started but for files that take long.

    Never raises for a file's contents. Interrupted, it drops the file that it was at and returns what is loaded.
    """
    inicio = time.perf_counter()
    archivos, omitidos = reunir(rutas)
    suyos = obreros or aislado.compartidos()
    lote = _Lote(store, suyos, progreso, len(archivos), omitidos, tuple(disenos), al_guardar, dicho, ceder)
    interrumpido = False
    try:
        lote.recorrer(de_disco(ruta) for ruta in archivos)
    except KeyboardInterrupt:
        interrumpido = True
    try:
        store.cruzar()
    except KeyboardInterrupt:  # what is not compared is marked, and the next load does it
        interrumpido = True
    documentos = tuple(lote.documentos)
    notas = (f"Se omitieron {lote.omitidos} archivos cuyo formato no es de reporte.",) if lote.omitidos else ()
    return Resumen(
        documentos,
        lote.omitidos,
        (time.perf_counter() - inicio) * 1000,
        notas,
        interrumpido,
        lote.total - lote.hechos if interrumpido else 0,
    )


class _Lote:
    """The files of a load: given to the workers ahead, stored in order as they are read."""

    def __init__(
        self,
        store: MetaStore,
        obreros: Obreros,
        progreso: Progreso | None,
        total: int,
        omitidos: int,
        disenos: tuple[Diseno, ...],
        al_guardar: Callable[[], None],
        dicho: Indicado,
        ceder: Callable[[], bool],
    ) -> None:
        self.store, self.obreros, self.progreso = store, obreros, progreso
        self.total, self.omitidos, self.disenos, self.al_guardar = total, omitidos, disenos, al_guardar
        self.dicho, self.ceder = dicho, ceder
        self.documentos: list[DocumentoIngerido] = []
        self.hechos = self.metas = self.apartados = 0

    def recorrer(self, entradas: Iterable[Entrada], nivel: int = 1) -> None:
        """Store the entries in order."""
        ventana: deque[Entrada] = deque()
        try:
            for entrada in entradas:
                self._encargar(entrada)
                ventana.append(entrada)
                while self._llena(ventana):
                    self._avanzar(ventana, nivel)
            while ventana:
                self._avanzar(ventana, nivel)
        finally:
            for entrada in ventana:
                if entrada.encargo is not None:
                    entrada.encargo.cancelar()

    def _llena(self, ventana: Sequence[Entrada]) -> bool:
        espera = self.obreros.cuantos + _EN_ESPERA
        return len(ventana) > espera or sum(len(e.contenido) for e in ventana) > _BYTES_EN_ESPERA

    def _encargar(self, entrada: Entrada) -> None:
        if entrada.error is None:
            entrada.huella = hashlib.sha256(entrada.contenido).hexdigest()
            self._repartir(entrada)

    def _repartir(self, entrada: Entrada) -> None:
        """Have a file read, unless it is loaded."""
        previos = self.store.cargado(entrada.huella, self.dicho)
        if previos is None:
            extras = (self.disenos, self.dicho) if self.dicho else (self.disenos,) if self.disenos else ()
            otro = entrada.lenta or not self.ceder()
            entrada.encargo = self.obreros.encargar(entrada.nombre, entrada.contenido, *extras, otro=otro)
        entrada.previos = previos or ()

    def _avanzar(self, ventana: deque[Entrada], nivel: int) -> None:
        """Store together those of the first entries that are read to their end, or else the first one as it is read."""
        self._avisar(ventana[0])
        if juntas := self._tomar(ventana):
            return self._anotar(self._juntas(juntas))
        entrada = ventana.popleft()
        try:
            if self._esperar(entrada) or not _es_paquete(entrada):
                return self._anotar(self._juntas([entrada]))
        except BaseException:
            if entrada.encargo is not None:
                entrada.encargo.cancelar()
            raise
        if nivel <= _NIVELES:
            self.total -= 1
            return self.recorrer(self._miembros(entrada), nivel + 1)
        error = ErrorDeLectura("es un paquete dentro de otros, y no se abre.", "Cárguelo por separado.")
        self._anotar([(entrada, _rechazado(entrada, error))])

    def _tomar(self, ventana: deque[Entrada]) -> list[Entrada]:
        """The first entries that are read to their end. One that was loaded when its turn came to be read is looked at
        again once all before it are stored: one of them may have replaced it."""
        juntas: list[Entrada] = []
        plazo = time.monotonic() + _JUNTAR
        while ventana and len(juntas) < _JUNTAS:
            if _previa(ventana[0]):
                if not all(map(_previa, juntas)):
                    break
                self._repartir(ventana[0])
            if not _entera(ventana[0]) and not (juntas and _se_completa(ventana[0], plazo)):
                break
            juntas.append(ventana.popleft())
        return juntas

    def _esperar(self, entrada: Entrada) -> bool:
        """Wait until the worker hands something over or ends; whether there is something."""
        encargo = entrada.encargo
        while encargo is not None and not entrada.entregas:
            terminado = encargo.terminado
            entrega = encargo.parte(_PULSO)
            if entrega is not None:
                entrada.entregas.append(entrega)
            elif terminado:
                return False
            else:
                self._avisar(entrada)
        return True

    # --- storing ----------------------------------------------------------------------------------------------------

    def _juntas(self, entradas: Sequence[Entrada]) -> list[tuple[Entrada, DocumentoIngerido]]:
        """What becomes of some files, stored in one transaction; one by one if that fails."""
        try:
            with self.store.escribir() as escritura:
                hechos = [(e, self._documento(e, escritura)) for e in entradas]
            self.al_guardar()
            return hechos
        except ErrorDeLectura as error:  # one that was being stored as it was read
            return [(entradas[0], _rechazado(entradas[0], error))]
        except Exception as error:
            if isinstance(error, OperationalError) or (isinstance(error, DatabaseError) and motivos.danada(error)):
                raise  # the database is away, locked, full or broken: no fault of the file, and none after it can load
            if len(entradas) > 1:
                return [x for e in entradas for x in self._juntas([e])]
            (entrada,) = entradas
            _registro.error("No se pudo cargar %s\n%s", entrada.ruta, error, exc_info=not isinstance(error, Averia))
            motivo = "no se pudo cargar por un error interno."
            rechazo = ErrorDeLectura(motivo, "El detalle quedó en la bitácora; avise a soporte.")
            return [(entrada, _rechazado(entrada, rechazo))]

    def _documento(self, entrada: Entrada, escritura: Escritura) -> DocumentoIngerido:
        """What becomes of a file; its reports are stored as they come."""
        if entrada.error is not None:
            return _rechazado(entrada, entrada.error)
        if entrada.encargo is None:
            return DocumentoIngerido(entrada.ruta, entrada.nombre, "unchanged", apartados=entrada.previos)
        ingreso: Ingreso | None = None
        apartados: list[Apartado] = []
        abierto = False
        for entrega in self._entregas(entrada):
            if not abierto and entrega.informes:
                huella = indicado.huella(entrada.huella, self.dicho)
                ingreso = escritura.abrir(entrada.nombre, huella, entrega.formato, entrada.contenido)
                abierto = True
            apartados += [a for r in entrega.informes for a in r.apartados]
            if ingreso is not None:
                escritura.informes(ingreso, entrega.informes)
        assert entrega.cierre is not None
        apartados = [*entrega.cierre.apartados, *apartados]
        if not abierto:
            motivo = _motivo(entrada, apartados)
            return DocumentoIngerido(entrada.ruta, entrada.nombre, "quarantined", motivo=motivo, apartados=tuple(apartados))
        guardado = escritura.cerrar(ingreso, entrega.cierre) if ingreso is not None else Guardado("unchanged")
        return _resultado(entrada, guardado, (*apartados, *guardado.apartados))

    def _entregas(self, entrada: Entrada) -> Iterator[Entrega]:
        """What the worker hands over, to the end. Raises ``ErrorDeLectura``, ``Averia``."""
        assert entrada.encargo is not None
        if entrada.entregas and entrada.entregas[-1].cierre is not None:
            yield from entrada.entregas  # kept: files that could not be stored together are stored one by one
            return
        while self._esperar(entrada):
            entrega = entrada.entregas.popleft()
            yield entrega
            if entrega.cierre is not None:
                return
        entrada.encargo.resultado()
        raise Averia("el lector terminó sin decir que el documento está completo")

    def _anotar(self, hechos: Iterable[tuple[Entrada, DocumentoIngerido]]) -> None:
        """Count what is stored, all of it also when whoever is told interrupts."""
        pendientes = deque(hechos)
        try:
            while pendientes:
                self._contar(pendientes[0][1])
                self._avisar(pendientes.popleft()[0])
        finally:
            for _, documento in pendientes:
                self._contar(documento)

    def _contar(self, documento: DocumentoIngerido) -> None:
        self.documentos.append(documento)
        self.hechos += 1
        self.metas += documento.metas
        self.apartados += len(documento.apartados) + (documento.estado == "quarantined" and not documento.apartados)

    # --- packages, progress -----------------------------------------------------------------------------------------

    def _miembros(self, paquete: Entrada) -> Iterator[Entrada]:
        """The files of a package. One that can't be opened, or holds no report, is an entry by itself."""
        hallados = 0
        try:
            for miembro in aislado.desempacar(paquete.nombre, paquete.contenido, self.obreros.limites):
                if miembro.contenido is None and miembro.motivo is None:
                    self.omitidos += 1
                    continue
                hallados += 1
                self.total += 1
                ruta, nombre = f"{paquete.ruta}/{miembro.nombre}", nombre_guardable(f"{paquete.nombre}/{miembro.nombre}")
                error = ErrorDeLectura(miembro.motivo, miembro.remedio) if miembro.motivo else None
                yield Entrada(ruta, nombre, miembro.contenido or b"", error)
            if not hallados:
                raise ErrorDeLectura(
                    "es un paquete ZIP que no contiene ningún archivo de reporte.", "Verifique que sea el correcto."
                )
        except (ErrorDeLectura, Averia) as error:
            self.total += 1
            if isinstance(error, Averia):
                _registro.error("No se pudo abrir %s\n%s", paquete.ruta, error)
                error = ErrorDeLectura("no se pudo abrir por un error interno.", "Descomprímalo y cargue la carpeta.")
            yield Entrada(paquete.ruta, paquete.nombre, error=error)

    def _avisar(self, entrada: Entrada) -> None:
        if self.progreso:
            parte, partes = entrada.encargo.avance if entrada.encargo is not None else (0, 0)
            self.progreso(
                Avance(entrada.ruta, self.hechos, self.total, self.metas, self.apartados, parte, partes)
            )


def _previa(entrada: Entrada) -> bool:
    """Whether a file was found loaded."""
    return entrada.encargo is None and entrada.error is None


def _entera(entrada: Entrada) -> bool:
    """Whether a file is read to its end, and has nothing in it that must be stored by itself."""
    encargo = entrada.encargo
    if encargo is None:
        return True
    if not encargo.terminado:
        return False
    while (entrega := encargo.parte(0.0)) is not None:
        entrada.entregas.append(entrega)
    return bool(entrada.entregas) and entrada.entregas[-1].cierre is not None


def _se_completa(entrada: Entrada, plazo: float) -> bool:
    """Whether a file that is being read comes to be ``_entera`` before a moment."""
    encargo = entrada.encargo
    return encargo is not None and encargo.esperar(plazo - time.monotonic()) and _entera(entrada)


def _es_paquete(entrada: Entrada) -> bool:
    """Whether a file that is read handed nothing over: a package, whose members become documents."""
    encargo = entrada.encargo
    return encargo is not None and not entrada.entregas and encargo.fallo is None


def _motivo(entrada: Entrada, apartados: Sequence[Apartado]) -> str:
    a = apartados[0]
    return f"{entrada.nombre}, {a.lugar}: {a.motivo} {a.remedio}"


def _rechazado(entrada: Entrada, error: ErrorDeLectura) -> DocumentoIngerido:
    return DocumentoIngerido(entrada.ruta, entrada.nombre, "quarantined", motivo=f"{entrada.nombre}: {error}")


def _resultado(entrada: Entrada, guardado: Guardado, apartados: tuple[Apartado, ...]) -> DocumentoIngerido:
    estado: Estado = "partial" if apartados and guardado.estado != "unchanged" else guardado.estado
    return DocumentoIngerido(
        ruta=entrada.ruta,
        nombre=entrada.nombre,
        estado=estado,
        informes=guardado.informes,
        metas=guardado.metas,
        observaciones=guardado.observaciones,
        hallazgos=guardado.hallazgos,
        motivo=f"{len(apartados)} apartados: véase la lista." if apartados else None,
        apartados=apartados,
    )
