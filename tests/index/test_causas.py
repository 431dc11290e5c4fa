"""Observations → causes."""

from __future__ import annotations

import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.causas import hallar
from index.poa import Causa, Direccion
from index.taxonomia import CAUSAS


def _pares(texto: str, ejercicio: int = 2021, resultado: Direccion | None = None) -> set[tuple[str, str]]:
    return {(c.causa, c.direccion) for c in hallar(texto, ejercicio, resultado)}


def test_the_taxonomy_is_the_closed_list_each_with_a_label_for_people() -> None:
    assert [d.causa for d in CAUSAS] == list(typing.get_args(Causa))
    assert all(d.etiqueta for d in CAUSAS)


@pytest.mark.parametrize(
    ("texto", "causa", "direccion"),
    [
        ("No se dieron los talleres por la pandemia.", "covid", "menos"),
        ("Faltó personal operativo por renuncias.", "personal", "menos"),
        ("Hicieron falta vehículos para los recorridos.", "equipo", "menos"),
        ("El proveedor de refacciones se retrasó en las entregas.", "contratacion", "menos"),
        ("La demanda de apoyos en diciembre permitió superar la meta.", "demanda", "mas"),
        ("El semáforo epidemiológico obligó a cerrar los centros.", "covid", "menos"),
        ("Debido a las medidas sanitarias no hubo público.", "covid", "menos"),
        ("La cuarentena impidió las visitas.", "covid", "menos"),
        ("La entrega se reprogramó para el siguiente ejercicio.", "reprogramacion", "menos"),
        ("El foro se pospuso.", "reprogramacion", "menos"),
        ("Por instrucciones de la Tesorería se detuvo la compra.", "instruccion_superior", "menos"),
        ("El Cabildo determinó no firmar el convenio.", "instruccion_superior", "menos"),
        ("No se realizó por falta de recursos.", "presupuesto", "menos"),
        ("Hubo un recorte presupuestal en mayo.", "presupuesto", "menos"),
        ("Insuficiencia presupuestaria en la partida.", "presupuesto", "menos"),
        ("La ministración no llegó y no se autorizó el recurso.", "presupuesto", "menos"),
        ("La licitación quedó desierta y no se pudo iniciar.", "contratacion", "menos"),
        ("El proveedor no entregó las piezas.", "contratacion", "menos"),
        ("No se contó con personal para abrir el turno.", "personal", "menos"),
        ("La plaza sigue vacante.", "personal", "menos"),
        ("El instructor estuvo de incapacidad.", "personal", "menos"),
        ("La rotación de personal retrasó el padrón.", "personal", "menos"),
        ("Los vehículos descompuestos impidieron los recorridos.", "equipo", "menos"),
        ("Faltó llegar a dos rutas por falta de combustible.", "equipo", "menos"),
        ("Las lluvias suspendieron tres jornadas.", "clima", "menos"),
        ("Se cancelaron salidas por el huracán.", "clima", "menos"),
        ("La veda electoral impidió difundir la campaña.", "veda_electoral", "menos"),
        ("No se pudo por el proceso electoral.", "veda_electoral", "menos"),
        ("Debido al periodo vacacional no hubo sesiones.", "calendario", "menos"),
        ("El receso escolar redujo las visitas.", "calendario", "menos"),
        ("Hubo baja asistencia.", "participacion", "menos"),
        ("Poca afluencia de usuarios en el módulo.", "participacion", "menos"),
        ("Se rebasó la meta por la mayor demanda.", "demanda", "mas"),
        ("Se recibieron más solicitudes de las previstas.", "demanda", "mas"),
        ("Aumentó el número de visitantes.", "demanda", "mas"),
        ("Se superó la meta gracias a la modalidad virtual.", "formato_digital", "mas"),
        ("Los cursos se dieron en línea.", "formato_digital", "ninguna"),
        ("Fue un error de captura.", "captura", "ninguna"),
        ("No se cumplió debido a un amparo de los vecinos.", "otra", "menos"),
        ("Se rebasó la meta debido a la reprogramación de sesiones.", "reprogramacion", "mas"),
    ],
)
def test_paraphrases_of_each_cause(texto: str, causa: str, direccion: str) -> None:
    assert (causa, direccion) in _pares(texto)


@pytest.mark.parametrize(
    "texto",
    [
        "El rezago no fue por falta de recursos.", "La meta se cumplió, no por falta de presupuesto sino por orden.",
        "A pesar de la pandemia se cumplió.", "No se debió a la contingencia.", "Sin falta de personal en el periodo.",
        "Se impartió un curso sobre el COVID-19.", "Plática de prevención del coronavirus.", "Actividades por parte del personal de la jefatura.",
        "No hubo lluvias en el trimestre.", "Meta alcanzada.", "",
    ],
)  # fmt: skip
def test_what_is_denied_conceded_or_only_the_topic_is_no_cause(texto: str) -> None:
    assert not {c for c, d in _pares(texto) if d != "ninguna"}


def test_denying_one_cause_keeps_the_other() -> None:
    assert _pares("No se hizo; no por falta de recursos, sino por el huracán.") == {("clima", "menos")}


@pytest.mark.parametrize(
    "texto",
    [
        "No se realizó por la contingencia.",
        "El confinamiento impidió las visitas.",
        "No hubo visitas por el aforo permitido.",
    ],
)
def test_words_of_the_pandemic_mean_it_only_in_its_years(texto: str) -> None:
    assert "covid" in {c for c, _ in _pares(texto, 2021)}
    assert "covid" not in {c for c, _ in _pares(texto, 2024)}


def test_a_room_taken_for_the_pandemic_is_its_cause_and_a_course_about_it_is_not() -> None:
    assert _pares("El auditorio se ocupó como centro de vacunación.", 2021, "menos") == {("covid", "menos")}
    assert not _pares("Se dio un curso sobre vacunación contra el COVID-19.", 2021, "menos")


def test_what_was_not_asked_for_is_no_demand() -> None:
    assert "demanda" not in {c for c, _ in _pares("Las escuelas no solicitaron talleres.", 2023, "menos")}
    assert "demanda" not in {c for c, _ in _pares("Las escuelas solicitaron cancelar los talleres.", 2023, "menos")}


def test_another_contingency_is_not_the_pandemic() -> None:
    assert _pares("La contingencia ambiental impidió las jornadas.") == {("clima", "menos")}


def test_several_causes_in_one_observation_in_the_order_of_the_text() -> None:
    halladas = hallar("No se dio el curso por falta de personal; además, las lluvias impidieron llegar.", 2023)
    assert [c.causa for c in halladas] == ["personal", "clima"]


def test_the_figures_decide_only_what_the_words_leave_open() -> None:
    assert _pares("Durante la pandemia se dieron cuatro cursos.") == {("covid", "ninguna")}
    assert _pares("Durante la pandemia se dieron cuatro cursos.", resultado="menos") == {("covid", "menos")}
    assert _pares("La sequía multiplicó los reportes.", resultado="mas") == {("clima", "mas")}
    assert _pares("Se rebasó la meta por la alta demanda.", resultado="ninguna") == {("demanda", "mas")}


def test_a_medium_is_no_cause_of_falling_short() -> None:
    texto = "Por la contingencia sanitaria no se abrieron las salas y se hicieron videos para redes sociales."
    assert _pares(texto, resultado="menos") == {("covid", "menos"), ("formato_digital", "ninguna")}


@given(st.text(max_size=200), st.integers(min_value=2018, max_value=2026))
def test_spans_are_of_the_original_text(texto: str, ejercicio: int) -> None:
    for prefijo in ("", "ÁÉÍ ñandú ß ﬁn ", "No se cumplió debido a la pandemia "):
        for c in hallar(prefijo + texto, ejercicio):
            assert (prefijo + texto)[c.inicio : c.fin] == c.palabras and c.palabras


def test_a_question_names_a_cause() -> None:
    covid = next(d for d in CAUSAS if d.causa == "covid")
    assert covid.reconoce("¿Qué metas fallaron por la contingencia?")
    assert covid.reconoce("¿Cuáles fueron por COVID?") and not covid.reconoce("¿Qué unidades hay?")


#: What offices write for each cause without its usual name.
DICHAS_DE_OTRO_MODO = [
    ("El contrato de limpia se formalizó con tres semanas de retraso.", "contratacion", "menos"),
    ("La empresa inició tarde los trabajos.", "contratacion", "menos"),
    ("Aún no han llegado los recursos federales.", "presupuesto", "menos"),
    ("Dos paramédicos se dieron de baja en marzo.", "personal", "menos"),
    ("No se autorizó contratar inspectores.", "personal", "menos"),
    ("Falta un instructor de danza.", "personal", "menos"),
    ("La retroexcavadora estuvo un mes en el taller mecánico.", "equipo", "menos"),
    ("Los recorridos se hicieron con un solo camión.", "equipo", "menos"),
    ("El campo deportivo quedó inundado.", "clima", "menos"),
    ("Las secundarias suspendieron clases una semana.", "calendario", "menos"),
    ("El torneo se movió a noviembre.", "reprogramacion", "menos"),
    ("La reunión quedó pendiente para octubre.", "reprogramacion", "menos"),
    ("Acudió muy poca gente.", "participacion", "menos"),
    ("Los vecinos rechazaron participar.", "participacion", "menos"),
    ("Los ejidos solicitaron cinco jornadas más.", "demanda", "mas"),
    ("Las comunidades pidieron pláticas extra.", "demanda", "mas"),
    ("Creció la cantidad de llamadas al 911.", "demanda", "mas"),
    ("El recurso se liberó hasta octubre y solo se atendió a la mitad de las familias.", "presupuesto", "menos"),
    ("No hubo disponibilidad presupuestal para la segunda entrega.", "presupuesto", "menos"),
    ("El dinero no alcanzó para todas las becas.", "presupuesto", "menos"),
    ("Se está en espera de la liberación de los recursos.", "presupuesto", "menos"),
    ("Pendiente la autorización de la ampliación presupuestal.", "presupuesto", "menos"),
    ("El fondo se recortó a la mitad en agosto.", "presupuesto", "menos"),
    ("Por motivos económicos no se celebró el festival.", "presupuesto", "menos"),
    ("No se contaba con recursos para el pago de los instructores.", "presupuesto", "menos"),
    ("La Tesorería no depositó la segunda aportación.", "presupuesto", "menos"),
    ("El techo presupuestal fue menor al solicitado.", "presupuesto", "menos"),
    ("La partida se agotó en septiembre.", "presupuesto", "menos"),
    ("Los recursos federales llegaron tarde.", "presupuesto", "menos"),
    ("Sin dinero para la compra de pintura no se hicieron los murales.", "presupuesto", "menos"),
    ("El presupuesto resultó insuficiente para concluir la obra.", "presupuesto", "menos"),
    ("El alza del cemento encareció la obra y no se concluyó.", "presupuesto", "menos"),
    ("El gobierno del estado no ministró su parte.", "presupuesto", "menos"),
    ("La plaza de bibliotecario no se ha cubierto.", "personal", "menos"),
    ("El operador de la barredora se jubiló en mayo y no se le sustituyó.", "personal", "menos"),
    ("Se trabajó con la plantilla incompleta.", "personal", "menos"),
    ("La instructora estuvo con licencia médica tres meses.", "personal", "menos"),
    ("Dos inspectores fueron comisionados a otra área y bajaron las visitas.", "personal", "menos"),
    ("El área no tuvo titular de abril a julio.", "personal", "menos"),
    ("No hay quien imparta el taller.", "personal", "menos"),
    ("El médico dejó de laborar en junio.", "personal", "menos"),
    ("Solo se cuenta con un chofer para las tres rutas.", "personal", "menos"),
    ("Se redujo el número de brigadistas.", "personal", "menos"),
    ("El camión de volteo estuvo en el taller dos meses.", "equipo", "menos"),
    ("La máquina pintarrayas dejó de funcionar.", "equipo", "menos"),
    ("Se robaron el equipo de sonido y no hubo conciertos.", "equipo", "menos"),
    ("No se contó con internet en la oficina.", "equipo", "menos"),
    ("La patrulla siniestrada no fue repuesta.", "equipo", "menos"),
    ("Los cortes de energía eléctrica interrumpieron las clases.", "equipo", "menos"),
    ("El equipo es obsoleto y no permitió imprimir las credenciales.", "equipo", "menos"),
    ("Continúa sin autorizarse el presupuesto de los estímulos pendientes.", "presupuesto", "menos"),
    ("La partida de apoyos se redujo a la tercera parte.", "presupuesto", "menos"),
    ("No se renovó el contrato con el tallerista.", "contratacion", "menos"),
    ("La bomba se quemó en julio.", "equipo", "menos"),
    ("El granizo dañó los invernaderos.", "clima", "menos"),
    ("El temporal de agosto anegó los caminos.", "clima", "menos"),
    ("El calor extremo obligó a suspender las clases al aire libre.", "clima", "menos"),
    ("El desbordamiento del arroyo cerró el camino.", "clima", "menos"),
    ("Por las precipitaciones de septiembre no se pavimentó.", "clima", "menos"),
    ("Las bajas temperaturas dañaron la planta.", "clima", "menos"),
    ("El mal temporal retrasó los trabajos.", "clima", "menos"),
    ("No se presentaron postores al concurso.", "contratacion", "menos"),
    ("El convenio con la universidad sigue sin firmarse.", "contratacion", "menos"),
    ("Hubo desabasto de asfalto.", "contratacion", "menos"),
    ("La adquisición de las luminarias se adjudicó hasta noviembre.", "contratacion", "menos"),
    ("El material llegó incompleto.", "contratacion", "menos"),
    ("El concurso se declaró desierto en dos ocasiones.", "contratacion", "menos"),
    ("La constructora abandonó la obra.", "contratacion", "menos"),
    ("El evento se dejó para el próximo año.", "reprogramacion", "menos"),
    ("La entrega se hará en enero de 2023.", "reprogramacion", "menos"),
    ("El festival quedó para el siguiente trimestre.", "reprogramacion", "menos"),
    ("La feria se llevará a cabo en el primer trimestre del próximo ejercicio.", "reprogramacion", "menos"),
    ("La Presidencia Municipal pidió suspender los recorridos.", "instruccion_superior", "menos"),
    ("Por acuerdo del Cabildo se cancelaron las ferias.", "instruccion_superior", "menos"),
    ("El Alcalde ordenó detener las obras.", "instruccion_superior", "menos"),
    ("Por decreto estatal se suspendieron los eventos.", "instruccion_superior", "menos"),
    ("Los comicios de junio impidieron difundir la campaña.", "veda_electoral", "menos"),
    ("Por la ley electoral se suspendió la entrega de apoyos.", "veda_electoral", "menos"),
    ("Las elecciones locales obligaron a posponer las ferias.", "veda_electoral", "menos"),
    ("La suspensión de clases redujo los grupos atendidos.", "calendario", "menos"),
    ("Por las fiestas decembrinas no se trabajó la última quincena.", "calendario", "menos"),
    ("El fin de cursos dejó sin alumnos el taller.", "calendario", "menos"),
    ("Coincidió con el puente de noviembre y no hubo sesión.", "calendario", "menos"),
    ("La gente no acudió a las pláticas.", "participacion", "menos"),
    ("El grupo no completó el cupo mínimo.", "participacion", "menos"),
    ("Pocos vecinos se inscribieron.", "participacion", "menos"),
    ("Los productores no mostraron interés.", "participacion", "menos"),
    ("Hubo deserción de alumnos.", "participacion", "menos"),
    ("No se reunió el quórum en dos sesiones.", "participacion", "menos"),
    ("Se inscribieron menos jóvenes de los esperados.", "participacion", "menos"),
    ("Acudieron más familias de las previstas.", "demanda", "mas"),
    ("La matrícula creció y se abrieron dos grupos.", "demanda", "mas"),
    ("Hubo sobredemanda de consultas.", "demanda", "mas"),
    ("Los vecinos pidieron más jornadas.", "demanda", "mas"),
    ("Hubo doble conteo de usuarios.", "captura", "ninguna"),
    ("Se omitió el registro de marzo en el sistema.", "captura", "ninguna"),
    ("El dato del segundo trimestre se reportó mal.", "captura", "ninguna"),
    ("Las pláticas se transmitieron por redes.", "formato_digital", "ninguna"),
    ("Los trámites pasaron a hacerse por internet.", "formato_digital", "ninguna"),
]


@pytest.mark.parametrize(("texto", "causa", "direccion"), DICHAS_DE_OTRO_MODO)
def test_a_cause_said_another_way_is_that_cause(texto: str, causa: str, direccion: str) -> None:
    assert (causa, direccion) in _pares(texto, 2023, resultado="mas" if direccion == "mas" else "menos")


@pytest.mark.parametrize(
    "texto",
    [
        "El presupuesto participativo se difundió en plazas.",
        "Se entregó el informe del presupuesto en tiempo y forma.",
        "Los talleres fueron atendidos por el personal de la jefatura.",
        "Se contó con personal suficiente.",
        "Se cumplió con el presupuesto asignado.",
        "Los recursos se liberaron a tiempo.",
        "El camión recolector cubrió todas las rutas.",
        "La plaza principal se remodeló.",
        "Se dio mantenimiento a la plaza de armas.",
        "Se firmó el convenio en enero.",
        "Los eventos se realizaron conforme al calendario.",
        "Meta cumplida conforme a lo programado.",
        "Se plantaron árboles en el puente peatonal.",
        "Sin novedad.",
        "Se atendieron las solicitudes recibidas.",
        "El curso de verano concluyó en agosto.",
    ],
)
def test_what_went_well_is_no_cause(texto: str) -> None:
    assert not {c for c, d in _pares(texto, 2023) if d != "ninguna"}
