"""A store of our own with three years of one municipality, the last of them at its four cuts, and another municipality.

What each goal did is written once, by quarter; a cut shows the quarters up to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from apoyo import EJEMPLOS
from apoyo_base import url_de

from assistant.assistant import Assistant
from assistant.plan import Lectura, Plan
from assistant.settings import Settings
from assistant.verify import verificar
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

TRIMESTRES = ("31-mar.", "30-jun.", "30-sep.", "31-dic.")
DESCRIPCIONES = {
    "1": "Conservar los parques y jardines de la ciudad con riego, poda y limpieza permanentes",
    "1.1": "Plantar árboles de especies locales en camellones y banquetas",
    "1.2": "Rehabilitar juegos infantiles en los parques de los barrios",
    "1.3": "Impartir pláticas de cuidado del ambiente en las escuelas",
    "2": "Acercar el arte a la población con funciones en plazas y foros",
    "2.1": "Presentar conciertos de la banda municipal",
    "2.2": "Montar exposiciones de pintura en el kiosco",
    "7": "Recoger la basura de las playas",
    "8": "Vigilar el comercio en la vía pública",
}
MEDIDAS = {"1": "Parque", "1.1": "Árbol", "1.2": "Juego", "1.3": "Plática", "2": "Función", "2.1": "Concierto", "2.2": "Exposición", "7": "Tonelada", "8": "Visita"}  # fmt: skip
#: municipality, unit, its name → {year: {goal: achieved by quarter}}; 25 are programmed each quarter.
HECHO: dict[tuple[str, str, str], dict[int, dict[str, tuple[int, ...]]]] = {
    ("BAHÍA NUEVA", "501", "DIRECCIÓN DE PARQUES Y JARDINES"): {
        2018: {"1": (25, 25, 25, 25), "1.1": (20, 20, 20, 20), "1.2": (25, 25, 30, 30), "1.3": (10, 10, 20, 10)},
        2019: {"1": (25, 25, 20, 20), "1.1": (20, 20, 20, 20), "1.2": (25, 25, 25, 25), "1.3": (20, 20, 20, 10)},
        2021: {"1": (20, 35, 20, 30), "1.1": (25, 25, 10, 20), "1.2": (25, 25, 0, 50), "1.3": (10, 10, 10, 10)},
    },
    ("BAHÍA NUEVA", "502", "COORDINACIÓN DE ARTE"): {
        2018: {"2": (25, 25, 20, 20), "2.2": (25, 25, 25, 25)},
        2019: {"2": (25, 25, 25, 20), "2.2": (20, 20, 10, 10)},
        2021: {"2": (30, 20, 25, 25), "2.1": (25, 20, 30, 25)},
    },
    ("LOS PINOS", "601", "DIRECCIÓN DE LIMPIA"): {2019: {"7": (25, 25, 25, 10)}, 2021: {"7": (25, 25, 25, 40)}},
    ("LOS PINOS", "602", "DIRECCIÓN DE COMERCIO"): {2019: {"8": (25, 25, 25, 25)}},
}
#: The cuts loaded of a year; the others, only at its end.
CORTES = {2021: (1, 2, 3, 4)}
OBSERVACIONES = {("1.1", 2018): "Hubo falta de personal.", ("1.1", 2019): "Las lluvias impidieron la plantación.", ("1.3", 2018): "Las escuelas cerraron por falta de personal.", ("1.3", 2021): "No hubo suficiencia presupuestal.", ("1.1", 2021): "Las lluvias impidieron la plantación."}  # fmt: skip


@dataclass(frozen=True)
class _Forma:
    municipio: str
    unidad: str
    nombre: str
    ejercicio: int
    corte: int

    def texto(self, hecho: dict[str, tuple[int, ...]]) -> str:
        """The form as a report prints it."""
        fecha = f"{TRIMESTRES[self.corte - 1]}-{self.ejercicio % 100}" if self.municipio == "BAHÍA NUEVA" else f"31-dic.-{self.ejercicio % 100}"
        cabeza = [
            f"3 AYUNTAMIENTO DE {self.municipio}", f"PROGRAMA OPERATIVO ANUAL {self.ejercicio}", "", "AVANCE FÍSICO PROGRAMÁTICO", "",
            "RAMO:\t50\tSERVICIOS MUNICIPALES", f"PROGRAMA:\t{self.unidad[0]}51\tCIUDAD VIVA", f"UNIDAD EJECUTORA:\t{self.unidad}\t{self.nombre}",
            "FINALIDAD:\t2\tDESARROLLO SOCIAL", "FUNCIÓN:\t2\tVIVIENDA Y SERVICIOS", "SUBFUNCIÓN:\t1\tDESARROLLO",
            "LÍNEAS DE ACCIÓN:\t1.1.1\tCIUDAD PARA TODOS", "", f"FECHA: {fecha}", "",
            "LÍNEA DE ACCIÓN P.M.D.\tDESCRIPCIÓN DE METAS Y ACCIONES (Proyecto / Proceso)\tUNIDAD DE MEDIDA\tMETA ANUAL AUTORIZADA\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tACUMULADO RELATIVO\tOBSERVACIONES",
            "\t\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic\t\t\t\t", "\t\t\t\tP\tA\tP\tA\tP\tA\tP\tA\t\t\t",
        ]  # fmt: skip
        pie = [x for rol, cargo in (("ELABORÓ", "RESPONSABLE DE LA UNIDAD EJECUTORA"), ("AUTORIZÓ", "RESPONSABLE DEL RAMO")) for x in ("", rol, "", cargo, "ROSARIO CASTELLANOS" if rol[0] == "E" else "JOSÉ VASCONCELOS")]  # fmt: skip
        return "\n".join([*cabeza, *(self._renglon(numero, logrado) for numero, logrado in hecho.items()), *pie, "", ""])

    def _renglon(self, numero: str, logrado: tuple[int, ...]) -> str:
        anual = 120 if numero == "2.1" and self.corte < 3 else 100
        dados = logrado[: self.corte]
        celdas = [x for t in range(4) for x in ("25", str(logrado[t]) if t < self.corte else "")]
        obs = OBSERVACIONES.get((numero, self.ejercicio), "") if self.corte == 4 else ""
        return "\t".join(["1.1.1", f"{numero}.- {DESCRIPCIONES[numero]}.", MEDIDAS[numero], str(anual), *celdas, str(sum(dados)), f"{sum(dados) * 100 // anual}%", obs])


def escribir(carpeta: Path, cortes: Mapping[int, Sequence[int]] = MappingProxyType(CORTES)) -> list[Path]:
    """Every report as a text file, one a municipality, year and cut."""
    formas: dict[str, list[str]] = {}
    for (municipio, unidad, nombre), anos in HECHO.items():
        for ejercicio, hecho in anos.items():
            for corte in cortes.get(ejercicio, (4,)) if municipio == "BAHÍA NUEVA" else (4,):
                archivo = f"{municipio[:3].lower()}-{ejercicio}-t{corte}.txt"
                formas.setdefault(archivo, []).append(_Forma(municipio, unidad, nombre, ejercicio, corte).texto(hecho))
    salida = []
    for archivo, textos in sorted(formas.items()):
        salida.append(carpeta / archivo)
        salida[-1].write_text("\n".join(textos), encoding="utf-8")
    return salida


def asistente_en(carpeta: Path, cortes: Mapping[int, Sequence[int]] = MappingProxyType(CORTES)) -> Assistant:
    """An assistant over these reports, loaded in a folder."""
    casa, informes = carpeta / "casa", carpeta / "informes"
    casa.mkdir()
    informes.mkdir()
    url = url_de(casa)
    motor = abrir(url)
    resultado = ingerir(escribir(informes, cortes), MetaStore(motor))
    motor.dispose()
    assert all(d.estado == "loaded" for d in resultado.documentos), resultado
    return Assistant(Settings(home=casa, database_url=url))


def asistente_de_ejemplos(carpeta: Path) -> Assistant:
    """An assistant over the sample reports, in the engine that the tests run on."""
    ajustes = Settings(home=carpeta, database_url=url_de(carpeta))
    motor = abrir(ajustes.url)
    ingerir(EJEMPLOS, MetaStore(motor))
    motor.dispose()
    return Assistant(ajustes)


def respuesta(asistente: Assistant, pregunta: str, *historia: str) -> dict[str, Any]:
    """An answer that was given and that checks."""
    r = asistente.ask(pregunta, historia)
    assert r["status"] == "answered" and not verificar(r, asistente.lector, asistente.voc), (r["answer"], r["warnings"])
    return r


def plan_de(asistente: Assistant, pregunta: str) -> Plan:
    """The plan that a question is read as."""
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


def metas_de(r: dict[str, Any]) -> set[str]:
    """The numbers of the goals that an answer is about."""
    return {f["meta"] for f in r["rows"]}
