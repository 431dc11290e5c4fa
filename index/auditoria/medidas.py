"""Units of measure and names that a scan garbled, or that are missing."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Set

from rapidfuzz import fuzz

from index.auditoria.registro import de_cabecera, hallazgo, regla
from index.poa import Hallazgo, Informe
from index.textos import palabras, raices, raiz

#: Words of the measures that reports use, by their stems.
_MEDIDAS = frozenset(
    raiz(p)
    for p in """accion actividad acta acuerdo adulto albergue alumno ambulancia apoyo archivo area asamblea asesoria asistencia
    asistente audiencia auditoria autorizacion avance bache banqueta beca beneficiario biblioteca bien boletin brigada calle
    camara campana canalizacion capacitacion cartilla caso censo certificado ciudadano club colonia comite concierto concurso
    conferencia congreso consejo consulta contenido contrato convenio convocatoria credencial cuadra cuenta curso declaracion
    demanda desayuno despensa diagnostico dictamen difusion diligencia diploma documento donacion encuentro encuesta entrega
    entrevista equipo escuela espacio espectaculo estado estimulo estudio estudiante evaluacion evento expediente exposicion
    familia feria festival ficha foro funcion gestion gira grupo habitante hectarea hora imagen infraccion informe ingreso
    inmueble inspeccion instalacion intervencion inventario jornada joven junta juego kilogramo kilometro kit ley libro licencia
    limpieza litro lote luminaria luminario mantenimiento manual material menor mes mesa metro mobiliario modulo mujer multa
    muestra mural museo nino nota notificacion nomina obra oficio operativo orden padron pago paquete parque participante patrulla
    permiso persona peso pieza plan planta platica pliego poblacion poste pozo predio premio presentacion presupuesto prevencion
    procedimiento proceso producto programa proyecto publicacion punto quincena rastreo recibo recorrido red registro reglamento
    regularizacion rehabilitacion reparacion reporte requerimiento resolucion reunion revision ruta sancion seguimiento semana
    senal servicio sesion sistema solicitud subsidio supervision taller terapia toma tonelada trabajador trabajo traslado tramite
    tutoria unidad usuario vacuna vehiculo verificacion vialidad video visita visitante vivienda volante zona porcentaje indice
    tasa atendido atendida realizado realizada entregado actualizado impartido mantenido mensual anual trimestral""".split()
)
_SUFIJOS = re.compile(
    r"(cion|sion|miento|dad|tad|ario|aria|ista|ores|or|ora|aje|ante|ente|ura|encia|ancia|ado|ada|ido|ida|eo|ismo|logia|grafia|metro|gramo|icio|"
    r"icia|tivo|tiva|torio|toria|ble|illo|illa|ito|ita|anza|eza|on|al|il|ico|ica)s?(es)?$"
)


@regla
def medida_ilegible(informe: Informe) -> Iterator[Hallazgo]:
    """A measure that looks garbled: figures among its letters, letters that no Spanish word joins, or, in capitals
    among measures that are not, one word that is no known measure, in no text of the form and of no usual ending."""
    mayusculas = sum(m.unidad_medida.isupper() for m in informe.metas) * 2 > len(informe.metas)
    usadas: frozenset[str] = frozenset()
    for m in informe.metas:
        sospechosa = not mayusculas and m.unidad_medida.isupper()
        imposibles = _imposibles(m.unidad_medida)
        if not (sospechosa or imposibles):
            continue
        usadas = usadas or _usadas(informe)
        if (sospechosa and es_desconocida(m.unidad_medida, usadas)) or any(raiz(p) not in usadas for p in imposibles):
            yield hallazgo(
                "medida_ilegible",
                "notice",
                m,
                "unidad_medida",
                m.unidad_medida,
                "",
                f"La unidad de medida de la meta {m.numero}, «{m.unidad_medida}», no se reconoce; puede ser un error de lectura.",
                "unidad_medida",
            )


@functools.lru_cache(maxsize=4096)
def _imposibles(medida: str) -> tuple[str, ...]:
    """The words of a measure that no Spanish word is written like."""
    return tuple(p for p in palabras(medida) if es_imposible(p))


def _usadas(informe: Informe) -> frozenset[str]:
    """The stems of a form's other words."""
    textos = [t for m in informe.metas for t in (m.descripcion, m.observacion or "")]
    return frozenset(
        r for t in (*textos, informe.unidad_nombre, informe.ramo_nombre, informe.programa_nombre) for r in raices(t)
    )


def es_imposible(palabra: str) -> bool:
    """Whether no Spanish word is written so: a figure inside, four consonants in a row, an ending of none."""
    if len(palabra) < 4 or palabra.isdigit():
        return False
    mezclada = bool(re.search(r"[a-z]", palabra)) and bool(re.search(r"\d", palabra))
    cluster = re.search(r"[bcdfghjklmnpqrstvwxz]{4}", palabra) and not re.search(r"[bcdfgklmnpst]str|nscr|bscr|nspl|xtr", palabra)
    return mezclada or bool(cluster) or bool(re.search(r"[^aeiou]{2}$|[qvwjhfp]$", palabra) and not palabra.endswith("s"))


def conocida(palabra: str) -> bool:
    """Whether a word is one of the measures that reports use."""
    return raiz(palabra) in _MEDIDAS


def es_desconocida(medida: str, usadas: Set[str]) -> bool:
    todas = palabras(medida)
    if len(todas) != 1 or len(todas[0]) < 5 or todas[0].isdigit():
        return False
    palabra = todas[0]
    sabida = conocida(palabra) or raiz(palabra) in usadas or bool(_SUFIJOS.search(palabra))
    return not sabida and max(fuzz.ratio(raiz(palabra), k) for k in _MEDIDAS) < 80


#: A figure that a scan puts for a letter, beside letters ("DEPARTAMENT0", "MUSE0S"); not "C5", "COVID19" or "4T".
_CIFRA_POR_LETRA = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[015](?:[^\W\d_]+)?(?![^\W_])")
_NOMBRES = ("ramo_nombre", "programa_nombre", "unidad_nombre")


@regla
def nombre_ilegible(informe: Informe) -> Iterator[Hallazgo]:
    """A name of the header or of a signer with a figure for a letter."""
    nombres = [(c, str(getattr(informe, c))) for c in _NOMBRES]
    nombres += [(f"firma.{f.rol}", f.nombre) for f in informe.firmas]
    for campo, nombre in nombres:
        if any(_con_cifra(p) for p in re.findall(r"\w+", nombre)):
            yield Hallazgo(
                "nombre_ilegible",
                "notice",
                None,
                campo,
                nombre,
                "",
                f"El nombre «{nombre}», en el formato de la unidad {informe.unidad}, tiene una cifra en lugar de una letra; "
                "puede ser un error de lectura.",
                de_cabecera(informe, campo),
            )


def _con_cifra(palabra: str) -> bool:
    return len(palabra) >= 5 and bool(_CIFRA_POR_LETRA.fullmatch(palabra)) and not palabra[-2:].isdigit()


@regla
def medida_en_blanco(informe: Informe) -> Iterator[Hallazgo]:
    """A goal with figures and no unit of measure."""
    for m in informe.metas:
        if not m.unidad_medida and m.meta_anual is not None:
            yield hallazgo(
                "medida_en_blanco",
                "notice",
                m,
                "unidad_medida",
                "",
                "",
                f"La meta {m.numero} no tiene unidad de medida.",
                "descripcion",
                "meta_anual",
            )
