"""Lifelike reports of invented municipalities, the same for the same seed.

Figures are as offices have them: thousands, decimals, zeros, quarters not reported, years inside which the rest is
blank, observations that departments repeat word for word. Names of signers are of Mexican history.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bench.reportes.modelo import Forma, Meta, Reporte, Textos4, imprimir

_MUNICIPIOS = ("Arroyo Lindo", "San Gabriel de la Loma", "Villa Esperanza", "Cerro Colorado", "Bahía Dorada")
_UNIDADES = (
    "DIRECCIÓN DE OBRAS PÚBLICAS", "TESORERÍA MUNICIPAL", "DIRECCIÓN DE SERVICIOS PÚBLICOS", "COORDINACIÓN DE ARCHIVO",
    "SINDICATURA", "DIRECCIÓN DE TRÁNSITO Y VIALIDAD", "INSTANCIA DE LA MUJER", "DIRECCIÓN DE CATASTRO",
    "SECRETARÍA DEL AYUNTAMIENTO", "SISTEMA MUNICIPAL DIF",
)  # fmt: skip
_ACCIONES = (
    ("Rehabilitar calles y banquetas", "Metro cuadrado", 40000),
    ("Reparar luminarias del alumbrado público", "Luminaria", 3200),
    ("Impartir talleres de oficios", "Taller", 48),
    ("Expedir constancias y certificaciones", "Constancia", 9600),
    ("Recolectar residuos sólidos en rutas domiciliarias", "Tonelada", 27500),
    ("Capacitar al personal operativo", "Persona", 240),
    ("Actualizar el padrón de contribuyentes", "Registro", 15000),
    ("Otorgar consultas médicas y psicológicas", "Consulta", 6800),
    ("Pavimentar caminos de terracería", "Kilómetro", 12),
    ("Celebrar sesiones del consejo consultivo", "Sesión", 12),
    ("Entregar despensas a familias vulnerables", "Despensa", 5400),
    ("Digitalizar expedientes del archivo histórico", "Expediente", 2100),
)
_LUGARES = (
    "en las colonias de atención prioritaria",
    "de la cabecera municipal y sus comunidades",
    "con recursos propios y de programas federales",
    "mediante convenios con organismos vecinales",
    "para mejorar los servicios que recibe la población",
)
_OBSERVACIONES = (
    "La meta se rebasó por la alta demanda de la ciudadanía.",
    "No se alcanzó lo programado debido a que la licitación se declaró desierta; se repondrá en el siguiente trimestre.",
    "Por la contingencia sanitaria se suspendieron actividades; se reprogramó para el cuarto trimestre (oficio 118/2022).",
    "Falta de personal en el área: 2 plazas vacantes de 5.",
    "El avance de 1,200 unidades corresponde a trabajos iniciados el año anterior.",
)
_LINEAS = ("SERVICIOS DE CALIDAD", "GOBIERNO CERCANO", "INFRAESTRUCTURA DIGNA", "BIENESTAR FAMILIAR", "FINANZAS SANAS")
_FIRMAS = (
    "LIC. ANDRÉS QUINTANA ROO", "ING. FELIPE CARRILLO PUERTO", "MTRA. HERMILA GALINDO ACOSTA", "C. LEONA VICARIO FERNÁNDEZ",
)  # fmt: skip
_PUESTOS = ("RESPONSABLE DE LA UNIDAD EJECUTORA", "RESPONSABLE DEL PROGRAMA", "RESPONSABLE DEL RAMO")


def generar(semilla: int, metas: int = 40, trimestre: int = 4, por_forma: int = 8) -> Reporte:
    """A report of ``metas`` goals, its cut at the end of a quarter."""
    azar = random.Random(semilla)
    municipio, anio = azar.choice(_MUNICIPIOS), azar.randint(2019, 2025)
    unidades = azar.sample(_UNIDADES, k=len(_UNIDADES))
    corte = date(anio, 3 * trimestre, (31, 30, 30, 31)[trimestre - 1])
    formas = []
    for n in range(-(-metas // por_forma)):
        vuelta, cual = divmod(n, len(unidades))
        nombres = azar.sample(_LINEAS, k=3)
        lineas = tuple((f"{n % 5 + 1}.{k + 1}.{azar.randint(1, 9)}", nombre) for k, nombre in enumerate(nombres))
        miles = azar.random() < 0.6
        suyas = range(min(por_forma, metas - n * por_forma))
        forma = Forma(
            titulo=f"H. AYUNTAMIENTO DE {municipio.upper()}",
            municipio=municipio,
            ejercicio=anio,
            corte=corte,
            codigos=(str(20 + n // 4), str(610 + n // 2), str(501 + n), "1", "3", "9"),
            nombres=(
                "ADMINISTRACIÓN CENTRAL",
                f"PROGRAMA MUNICIPAL {n // 2 + 1}, PARA SERVIR MEJOR",
                unidades[cual] + (f" {vuelta + 1}" if vuelta else ""),
                "GOBIERNO",
                "ASUNTOS FINANCIEROS Y HACENDARIOS",
                "OTROS",
            ),
            lineas=lineas,
            metas=tuple(_meta(azar, n + 1, k, lineas, trimestre, miles) for k in suyas),
            firmas=tuple(zip(_PUESTOS, azar.sample(_FIRMAS, k=3), strict=True)),
            clave="POA-03",
            estilo=azar.choice(("{}.- ", "{}. ", "{} ")),
        )
        formas.append(forma)
    return Reporte(f"generado-{semilla}", tuple(formas))


def _meta(azar: random.Random, forma: int, k: int, lineas: tuple[tuple[str, str], ...], hasta: int, miles: bool) -> Meta:
    accion, medida, tope = azar.choice(_ACCIONES)
    decimal = medida in ("Kilómetro", "Tonelada")
    p = [_cifra(azar, tope // 4, decimal) for _ in range(4)]
    a = [_alcanzada(azar, x, decimal) if t < hasta else None for t, x in enumerate(p)]
    anual, absoluto = sum(p, Decimal(0)), sum((x for x in a if x is not None), Decimal(0))
    sin_reporte = all(x is None for x in a)
    return Meta(
        numero=str(forma) if k == 0 else f"{forma}.{k}",
        descripcion=f"{accion} {azar.choice(_LUGARES)}, etapa {k + 1}.",
        unidad_medida=medida,
        anual=_impresa(anual, miles),
        p=_cuatro(p, miles),
        a=_cuatro(a, miles),
        absoluto=None if sin_reporte else _impresa(absoluto, miles),
        porcentaje=None if sin_reporte or not anual else f"{int(100 * absoluto / anual + Decimal('0.5'))}%",
        observacion=azar.choice(_OBSERVACIONES) if azar.random() < 0.5 else None,
        lineas=tuple(sorted({azar.choice(lineas)[0] for _ in range(azar.randint(1, 2))})),
    )


def _cifra(azar: random.Random, tope: int, decimal: bool) -> Decimal:
    if azar.random() < 0.08:
        return Decimal(0)
    entera = Decimal(azar.randint(1, max(tope, 2)))
    return entera + Decimal(azar.randint(1, 9)) / 10 if decimal else entera


def _alcanzada(azar: random.Random, programada: Decimal, decimal: bool) -> Decimal | None:
    suerte = azar.random()
    if suerte < 0.06:
        return None
    if suerte < 0.12:
        return Decimal(0)
    return (programada * Decimal(str(azar.uniform(0.4, 1.3)))).quantize(Decimal("0.1" if decimal else "1"))


def _impresa(cifra: Decimal | None, miles: bool) -> str | None:
    return None if cifra is None else imprimir(float(cifra), miles)


def _cuatro(cifras: Sequence[Decimal | None], miles: bool) -> Textos4:
    a, b, c, d = (_impresa(x, miles) for x in cifras)
    return a, b, c, d
