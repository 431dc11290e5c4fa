"""What came near its goal, what went beyond what was programmed up to a cut, how many goals of a place in each of its years, what
depends on a main goal: and what is asked back because each part has its own answer."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion.banco import Banco, E, U, cu, meta, muni, nc, orden
from bench.evaluacion.hechos import JUNIO, Hecho

PUERTO = muni("Puerto Claro")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, todo, cortes = Banco("e", "ha"), Banco("c", "ht"), Banco("d", "hc")
    _casi(anios)
    _cuotas(anios)
    _por_precisar(anios)
    _dependen(todo)
    _a_la_fecha(cortes)
    return [*anios.preguntas, *todo.preguntas, *cortes.preguntas]


def _casi(b: Banco) -> None:
    k = "orden"
    for texto, condiciones in (
        ("¿Qué metas estuvieron a punto de cumplirse en 2022?", (E(2022),)),
        ("metas de 2023 que quedaron cerca de cumplirse", (E(2023),)),
        ("¿Qué metas casi se cumplen en 2023?", (E(2023),)),
        ("¿qué metas de ecología casi llegan al 100 % en 2023?", (E(2023), U("1104"))),
        ("metas de servicios públicos que por poco se cumplen en 2022", (E(2022), U("1105"))),
        ("Enliste las metas que estuvieron muy próximas a la meta en 2022 en desarrollo rural", (E(2022), U("1102"))),
    ):
        b.q(k, texto, orden(b.de(*condiciones, nc), lambda x: x.pct, desc=True))


def _cuotas(b: Banco) -> None:
    """Of each year, where several are loaded."""
    def con(prueba: Any, clase: Any, *anos: int) -> list[Hecho]:
        salida = []
        for a in anos:
            for u in dict.fromkeys(x.unidad for x in b.de(E(a))):
                suyas, todas = b.de(E(a), U(u), clase), b.de(E(a), U(u))
                salida += suyas if prueba(len(suyas), len(todas)) else []
        return salida

    k = "comparacion"
    b.q(k, "¿Qué unidades cumplieron menos de la mitad de sus metas?", con(lambda n, m: 2 * n < m, cu, 2022, 2023))
    b.q(k, "unidades que incumplieron más de tres metas", con(lambda n, m: n > 3, nc, 2022, 2023))
    b.q(k, "¿Qué unidades incumplieron al menos 4 metas de 2022 a 2023?", con(lambda n, m: n >= 4, nc, 2022, 2023))
    b.q(k, "¿Qué direcciones cumplieron más del 60 % de sus metas entre 2022 y 2023?", con(lambda n, m: 100 * n > 60 * m, cu, 2022, 2023))
    b.q(k, "¿Qué unidades incumplieron más de tres metas en 2023?", con(lambda n, m: n > 3, nc, 2023))


def _por_precisar(b: Banco) -> None:
    for texto in (
        "¿Qué unidades cumplieron menos de la mitad de sus metas por trimestre en 2022?", "unidades con más de 3 metas incumplidas en cada trimestre de 2023",
        "¿Cuántas metas superaron el 80 % en cada trimestre de 2022?", "¿Qué metas tuvieron una diferencia mayor a 20 puntos entre 2022 y 2023?",
        "metas con una variación de más de 30 puntos de 2022 a 2023", "metas con diferencia mayor a 20 puntos entre lo programado y lo alcanzado en 2022",
    ):
        b.q("ambigua", texto, status="clarify")


def _dependen(b: Banco) -> None:
    k = "unidad"
    suyas = b.de(PUERTO, lambda x: x.padre == "3")
    for texto in ("¿Qué metas dependen de la meta 3 de Puerto Claro?", "metas que se desprenden de la meta 3 en Puerto Claro", "¿Cuáles metas integran la meta 3 de Puerto Claro?"):
        b.q(k, texto, suyas)
    b.q("conteo", "¿Cuántas metas dependen de la meta 3 de Puerto Claro?", suyas, total=len(suyas))
    b.q(k, "¿Qué metas incumplidas dependen de la meta 4 en Puerto Claro?", b.de(PUERTO, nc, lambda x: x.padre == "4"))
    b.q("dato", "¿Cómo le fue a la meta 3 de Puerto Claro?", b.de(PUERTO, meta("3")))


def _a_la_fecha(b: Banco) -> None:
    k = "periodo"
    mas = b.de(lambda x: x.absoluto is not None and x.absoluto > x.programado_a_la_fecha > 0, corte=JUNIO)
    for texto in ("¿Qué metas llevaban al corte de junio de 2021 un avance superior al programado?", "metas con avance mayor a lo programado a la fecha al 30 de junio de 2021", "Relacione las metas que al corte de junio de 2021 rebasaban lo programado", "metas que a junio de 2021 iban por encima de lo planeado"):
        b.q(k, texto, mas)
    al_dia = b.de(lambda x: x.al_corriente, corte=JUNIO)
    b.q(k, "¿Qué metas habían cumplido lo programado al corte de junio de 2021?", al_dia)
    b.q(k, "¿Cuántas metas alcanzaron lo programado a junio de 2021?", al_dia, total=len(al_dia))
