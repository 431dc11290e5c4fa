"""Lifelike reports of many municipalities over several years and cuts, the same for the same seed.

A municipality has its units every year under the same codes, most of them the codes that all municipalities use; its
goals go on from one year to the next with other figures. Observations repeat as offices repeat themselves: frequent
ones again and again, ``OBSERVACIONES`` distinct ones at most. Names of signers are of Mexican history.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.reportes.modelo import Forma, Meta, Reporte, Textos4, imprimir

OBSERVACIONES = 2_000
EJERCICIOS = (2021, 2022, 2023)
UNIDADES, METAS = 14, 12
_T4, _T2 = (12, 31), (6, 30)

_SANTOS = "San Andrés,San Bartolo,San Cristóbal,San Dionisio,San Esteban,San Fermín,San Gabriel,San Hipólito,San Ignacio,San Jacinto,Santa Águeda,Santa Brígida,Santa Catarina,Santa Dorotea,Santa Elena,Santa Fabiola,Santa Gertrudis,Santa Inés,Santa Leonor,Santa Mónica,Villa Alegre,Villa Bonita,Valle Sereno,Valle Dorado,Puerto Claro,Puerto Escudo,Arroyo Lindo,Cerro Prieto,Rancho Nuevo,Hacienda Vieja,Bahía Serena,Loma Larga,Laguna Clara,Ojo Caliente,Palo Gordo,Peña Blanca,Monte Alto,Mesa Chica,Río Hondo,Tierra Fría".split(",")  # fmt: skip
_APELLIDOS = "del Monte,de las Flores,de los Cedros,del Desierto,de la Barranca,del Encinal,de la Costa,del Mezquite,de los Laureles,del Pedregal,de la Joya,de las Palmas,del Jagüey,de la Ciénega,del Carrizal,de los Olivos,de la Cañada,del Tepeyac,de las Minas,del Huizache,de la Huerta,del Otate,de los Fresnos,del Nopal,de la Sierra,del Maguey,de las Garzas,del Zapote,de la Palizada,del Tule,de los Pinos,del Sabino,de la Frontera,del Guamúchil,de las Ánimas,del Capulín,de la Ribera,del Tezontle,de los Remedios,del Venado,de la Candelaria,del Ahuehuete,de las Cruces,del Colibrí,de la Trinidad,del Membrillo,de los Álamos,del Quelite,de la Esperanza,del Girasol".split(",")  # fmt: skip

#: Name of a unit and what its goals do: (action, measure, the most of a year).
_OFICINAS: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...] = (
    ("DIRECCIÓN DE OBRAS PÚBLICAS", (("Rehabilitar calles y banquetas", "Metro cuadrado", 40_000), ("Pavimentar caminos de terracería", "Kilómetro", 24), ("Supervisar la ejecución de obras contratadas", "Supervisión", 180))),
    ("TESORERÍA MUNICIPAL", (("Actualizar el padrón de contribuyentes", "Registro", 15_000), ("Integrar los estados financieros", "Informe", 12), ("Notificar créditos fiscales", "Notificación", 2_400))),
    ("DIRECCIÓN DE SERVICIOS PÚBLICOS", (("Reparar luminarias del alumbrado", "Luminaria", 3_200), ("Recolectar residuos sólidos domiciliarios", "Tonelada", 27_500), ("Dar mantenimiento a parques y jardines", "Mantenimiento", 480))),
    ("COORDINACIÓN DE ARCHIVO", (("Digitalizar expedientes del archivo histórico", "Expediente", 2_100), ("Transferir cajas al archivo de concentración", "Caja", 600))),
    ("SINDICATURA PROCURADORA", (("Celebrar audiencias de conciliación", "Audiencia", 360), ("Revisar los bienes inmuebles del ayuntamiento", "Inmueble", 150))),
    ("DIRECCIÓN DE TRÁNSITO Y VIALIDAD", (("Impartir pláticas de educación vial", "Plática", 96), ("Instalar señales viales", "Señal", 520), ("Realizar operativos de alcoholímetro", "Operativo", 72))),
    ("INSTITUTO DE LA MUJER", (("Otorgar asesorías jurídicas a mujeres", "Asesoría", 840), ("Realizar talleres contra la violencia de género", "Taller", 60), ("Canalizar casos al refugio regional", "Caso", 45))),
    ("DIRECCIÓN DE CATASTRO", (("Actualizar claves catastrales", "Clave", 6_300), ("Expedir planos manzaneros", "Plano", 420))),
    ("SECRETARÍA DEL AYUNTAMIENTO", (("Celebrar sesiones de cabildo", "Sesión", 36), ("Expedir cartas de residencia", "Carta", 1_900))),
    ("SISTEMA MUNICIPAL DIF", (("Entregar despensas a familias vulnerables", "Despensa", 5_400), ("Otorgar consultas psicológicas", "Consulta", 1_600), ("Apoyar con aparatos funcionales", "Apoyo", 130))),
    ("INSTITUTO DEL DEPORTE", (("Organizar torneos de barrio", "Torneo", 48), ("Impartir clases de activación física", "Clase", 960), ("Rehabilitar canchas de usos múltiples", "Cancha", 18))),
    ("INSTITUTO DE CULTURA", (("Presentar funciones de danza folclórica", "Función", 52), ("Impartir talleres de pintura", "Taller", 80), ("Montar exposiciones itinerantes", "Exposición", 14))),
    ("DIRECCIÓN DE PROTECCIÓN CIVIL", (("Inspeccionar comercios y guarderías", "Inspección", 740), ("Realizar simulacros de evacuación", "Simulacro", 40), ("Atender llamadas de emergencia", "Llamada", 8_200))),
    ("COORDINACIÓN DE TRANSPARENCIA", (("Responder solicitudes de información", "Solicitud", 530), ("Publicar obligaciones de transparencia", "Publicación", 48))),
    ("DIRECCIÓN DE ECOLOGÍA", (("Plantar árboles en espacios abiertos", "Árbol", 3_600), ("Esterilizar perros y gatos", "Esterilización", 1_150))),
    ("COORDINACIÓN DE BIBLIOTECAS", (("Fomentar la lectura con círculos infantiles", "Círculo", 120), ("Restaurar libros dañados", "Libro", 900))),
    ("DIRECCIÓN DE DESARROLLO ECONÓMICO", (("Asesorar a micronegocios", "Asesoría", 410), ("Organizar ferias del empleo", "Feria", 6))),
    ("OFICIALÍA DEL REGISTRO CIVIL", (("Expedir actas certificadas", "Acta", 22_000), ("Registrar nacimientos en brigadas", "Brigada", 24))),
)  # fmt: skip
_DONDE = "en las colonias del norte,en las colonias del sur,en la cabecera municipal,en las delegaciones rurales,en escuelas primarias,en escuelas secundarias,en plazas públicas,en centros comunitarios,en el valle agrícola,en la zona costera,en unidades habitacionales,en el centro histórico,en zonas de atención prioritaria,en comunidades indígenas,en corredores comerciales".split(",")  # fmt: skip
_COMO = "con recursos propios,con apoyo de la federación,mediante convenio con el estado,con participación vecinal,de acuerdo con el programa anual,conforme al reglamento vigente,en coordinación con organismos civiles,con personal de la dependencia".split(",")  # fmt: skip
_MOTIVOS = (
    "debido a la contingencia sanitaria por COVID-19", "por la suspensión de actividades durante la pandemia", "porque la licitación se declaró desierta",
    "por falta de suficiencia presupuestal", "debido a las lluvias atípicas", "por falta de personal en el área", "por descompostura de la maquinaria",
    "por el cambio de administración municipal", "por la veda electoral", "por retraso del proveedor en la entrega de materiales",
    "por la alta demanda de la ciudadanía", "gracias al apoyo de organismos civiles", "por la ampliación del programa federal", "a petición de los comités vecinales",
)  # fmt: skip
_ARRANQUES = (
    "No se alcanzó lo programado {m}.", "La meta quedó por debajo {m}; se reprogramará el siguiente año.", "Se superó la meta {m}.",
    "El avance del tercer trimestre fue menor {m}.", "Se ajustó la programación {m}.", "Se cumplió de manera parcial {m}, {d}.",
    "Se atendieron solicitudes adicionales {m}, {d}.", "La actividad se trasladó a otro trimestre {m}, {d}.",
)  # fmt: skip
_LINEAS = (("1.1.2", "SERVICIOS DE CALIDAD"), ("1.3.1", "GOBIERNO CERCANO"), ("2.1.4", "INFRAESTRUCTURA DIGNA"), ("2.2.3", "BIENESTAR FAMILIAR"), ("3.1.1", "FINANZAS SANAS"), ("3.2.5", "CULTURA PARA TODOS"))  # fmt: skip
_FIRMAS = ("LIC. ANDRÉS QUINTANA ROO", "ING. FELIPE CARRILLO PUERTO", "MTRA. HERMILA GALINDO ACOSTA", "C. LEONA VICARIO FERNÁNDEZ", "DR. BELISARIO DOMÍNGUEZ PALENCIA", "PROFRA. DOLORES JIMÉNEZ Y MURO")  # fmt: skip
_PUESTOS = ("RESPONSABLE DE LA UNIDAD EJECUTORA", "RESPONSABLE DEL PROGRAMA", "RESPONSABLE DEL RAMO")


@dataclass(frozen=True, slots=True)
class _Oficina:
    """A unit of one municipality, and its goals: (action, measure, the most of a year)."""

    codigo: str
    nombre: str
    metas: tuple[tuple[str, str, int], ...]


def municipio(n: int) -> str:
    """The n-th municipality's name; there are two thousand. Neighbours share neither part."""
    vuelta, resto = divmod(n, len(_SANTOS))
    return f"{_SANTOS[resto]} {_APELLIDOS[(resto + vuelta) % len(_APELLIDOS)]}"


def observaciones(semilla: int = 1) -> tuple[str, ...]:
    """The distinct observations, the frequent ones first."""
    todas = [a.format(m=m, d=f"{d}, {c}") for a, m, d, c in itertools.product(_ARRANQUES, _MOTIVOS, _DONDE, _COMO)]
    distintas = list(dict.fromkeys(todas))
    random.Random(semilla).shuffle(distintas)
    return tuple(distintas[:OBSERVACIONES])


def reportes(metas: int, semilla: int = 1) -> Iterator[Reporte]:
    """Reports of ``metas`` goals in all: one file for each municipality, year and cut; the last may be cut short."""
    textos = observaciones(semilla)
    faltan = metas
    for n in itertools.count():
        oficinas = _oficinas(n, semilla)
        for ejercicio in EJERCICIOS:
            for mes, dia in ((_T2, _T4) if (n + ejercicio) % 4 == 0 else (_T4,)):
                if faltan <= 0:
                    return
                reporte = _reporte(n, ejercicio, date(ejercicio, mes, dia), oficinas, textos, faltan, semilla)
                faltan -= reporte.metas
                yield reporte


def _oficinas(n: int, semilla: int) -> tuple[_Oficina, ...]:
    """The units of the n-th municipality. One in six stands under a code that others use for another unit."""
    azar = random.Random(f"{semilla}/{n}")
    cuales = sorted(azar.sample(range(len(_OFICINAS)), k=UNIDADES))
    salida = []
    for lugar, cual in enumerate(cuales):
        nombre, acciones = _OFICINAS[cual]
        codigo = 501 + (cual if azar.random() < 5 / 6 else len(_OFICINAS) + lugar)
        suyas = tuple(
            (f"{accion} {azar.choice(_DONDE)} {azar.choice(_COMO)}", medida, tope)
            for accion, medida, tope in (azar.choice(acciones) for _ in range(METAS))
        )
        salida.append(_Oficina(str(codigo), nombre, suyas))
    return tuple(salida)


def _reporte(
    n: int, ejercicio: int, corte: date, oficinas: Sequence[_Oficina], textos: Sequence[str], tope: int, semilla: int
) -> Reporte:
    azar = random.Random(f"{semilla}/{n}/{ejercicio}")  # the same figures at both cuts of a year
    formas = []
    for k, oficina in enumerate(oficinas):
        metas = [_meta(azar, k + 1, j, *meta, corte, textos) for j, meta in enumerate(oficina.metas)]
        firmas = tuple(zip(_PUESTOS, azar.sample(_FIRMAS, k=3), strict=True))
        forma = _forma(n, ejercicio, corte, k, oficina, tuple(metas[: max(0, tope - METAS * k)]), firmas)
        formas += [forma] if forma.metas else []
    return Reporte(f"{n:05d}-{ejercicio}-{corte.month:02d}", tuple(formas))


def _forma(
    n: int, ejercicio: int, corte: date, k: int, oficina: _Oficina, metas: tuple[Meta, ...], firmas: tuple[tuple[str, str], ...]
) -> Forma:
    return Forma(
        titulo=f"H. AYUNTAMIENTO DE {municipio(n).upper()}",
        municipio=municipio(n),
        ejercicio=ejercicio,
        corte=corte,
        codigos=(str(20 + k // 7), str(610 + k // 3), oficina.codigo, "1", "3", "9"),
        nombres=("ADMINISTRACIÓN CENTRAL" if k < 7 else "ORGANISMOS DESCENTRALIZADOS", f"PROGRAMA MUNICIPAL {k // 3 + 1}, PARA SERVIR MEJOR", oficina.nombre, "GOBIERNO", "ASUNTOS FINANCIEROS Y HACENDARIOS", "OTROS"),
        lineas=tuple(_LINEAS[(k + i) % len(_LINEAS)] for i in range(3)),
        metas=metas,
        firmas=firmas,
        clave="POA-03",
    )  # fmt: skip


def _meta(
    azar: random.Random, forma: int, k: int, descripcion: str, medida: str, tope: int, corte: date, textos: Sequence[str]
) -> Meta:
    p = [Decimal(0) if azar.random() < 0.06 else Decimal(azar.randint(1, max(tope // 4, 2))) for _ in range(4)]
    a = [_alcanzada(azar, x) for x in p]
    texto = textos[int(len(textos) * azar.random() ** 3)] if azar.random() < 0.4 else None
    a = [x if 3 * t < corte.month else None for t, x in enumerate(a)]
    anual, absoluto = sum(p, Decimal(0)), sum((x for x in a if x is not None), Decimal(0))
    sin_reporte = all(x is None for x in a)
    return Meta(
        numero=str(forma) if k == 0 else f"{forma}.{k}",
        descripcion=f"{descripcion}.",
        unidad_medida=medida,
        anual=_impresa(anual),
        p=_cuatro(p),
        a=_cuatro(a),
        absoluto=None if sin_reporte else _impresa(absoluto),
        porcentaje=None if sin_reporte or not anual else f"{int(100 * absoluto / anual + Decimal('0.5'))}%",
        observacion=texto,
        lineas=(_LINEAS[(forma - 1 + k % 3) % len(_LINEAS)][0],),
    )


def _alcanzada(azar: random.Random, programada: Decimal) -> Decimal | None:
    """Quarters as offices report them: some blank, some zero, many as programmed, the rest under or over."""
    suerte = azar.random()
    if suerte < 0.03:
        return None
    if suerte < 0.08:
        return Decimal(0)
    return programada if suerte < 0.55 else (programada * Decimal(str(azar.uniform(0.4, 1.3)))).quantize(Decimal(1))


def _cuatro(cifras: Sequence[Decimal | None]) -> Textos4:
    a, b, c, d = (_impresa(x) for x in cifras)
    return a, b, c, d


def _impresa(cifra: Decimal | None) -> str | None:
    return None if cifra is None else imprimir(float(cifra), True)
