"""Abbreviations, English, synonyms and forms of words, before and beside the patterns."""

from __future__ import annotations

from index.textos import singular

#: Abbreviations of offices and forms, expanded before anything else.
ABREVIATURAS = {
    "coord": "coordinacion", "coordin": "coordinacion", "admva": "administrativa", "admvo": "administrativo", "admon": "administracion", "adm": "administrativa",
    "admtva": "administrativa", "dir": "direccion", "direc": "direccion", "dirgral": "direccion general", "gral": "general", "grales": "generales", "jef": "jefatura", "jefat": "jefatura",
    "depto": "departamento", "dpto": "departamento", "dept": "departamento", "sria": "secretaria", "sec": "secretaria", "mpal": "municipal", "mpio": "municipio", "mpios": "municipios", "ej": "ejercicio",
    "mpales": "municipales", "biblio": "bibliotecas", "bibl": "bibliotecas", "bibs": "bibliotecas", "cult": "cultura", "des": "desarrollo", "desarr": "desarrollo", "prog": "programado", "alc": "alcanzado",
    "obs": "observaciones", "observ": "observaciones", "ejerc": "ejercicio", "ejercs": "ejercicios", "trimest": "trimestre", "trimes": "trimestre", "porcent": "porcentaje", "pct": "%", "porciento": "%", "u": "unidad", "ud": "unidad", "un": "un",
    "act": "actividades", "ppto": "presupuesto", "pob": "poblacion", "serv": "servicios", "pub": "publicos", "q": "que", "k": "que", "qe": "que", "ke": "que", "ks": "que", "xq": "por que", "pq": "por que", "porq": "por que", "tbn": "tambien", "x": "por", "xfa": "por favor", "dnd": "donde", "tmb": "tambien", "pa": "para", "pal": "para el", "munic": "municipio", "munics": "municipios", "d": "de", "cuant": "cuantas", "cto": "cuanto", "ctas": "cuantas", "bn": "bien", "info": "informacion", "sem": "semestre",
    "covid19": "covid", "coronavirus": "coronavirus", "cvd": "covid", "covit": "covid", "cobid": "covid", "kovid": "covid",
}  # fmt: skip

#: English nouns and verbs of the domain, translated word by word in questions that are in English.
INGLES = {
    "libraries": "bibliotecas", "library": "bibliotecas", "culture": "cultura", "popular": "popular", "workshops": "talleres", "workshop": "taller",
    "events": "eventos", "event": "evento", "courses": "cursos", "course": "curso", "activities": "actividades", "beneficiaries": "beneficiarios",
    "goals": "metas", "goal": "meta", "targets": "metas", "target": "meta", "objectives": "metas", "unit": "unidad", "units": "unidades", "program": "programa",
    "quarter": "trimestre", "first": "primer", "second": "segundo", "third": "tercer", "fourth": "cuarto", "year": "ano", "because": "debido", "due": "debido",
    "pandemic": "pandemia", "budget": "presupuesto", "weather": "clima", "staff": "personal", "progress": "avance", "percentage": "porcentaje", "total": "total",
    "signed": "firmo", "authorized": "autorizo", "reviewed": "reviso", "prepared": "elaboro", "planned": "programado", "and": "y", "or": "o",
    "people": "personas", "sessions": "sesiones", "municipal": "municipal", "sports": "deporte", "museums": "museos", "administrative": "administrativa", "development": "desarrollo", "cultural": "cultural", "department": "unidad",
    "exceeded": "rebasaron", "highest": "mayor", "lowest": "menor", "best": "mejor", "worst": "peor", "most": "mas", "many": "many", "observations": "observaciones", "without": "sin", "hurricane": "huracan", "rain": "lluvia", "bad": "mal", "done": "realizado", "their": "sus", "women": "mujer", "youth": "juventud", "health": "salud",
}  # fmt: skip
#: Words by which a question shows that it is in English (two of them).
MARCAS_INGLES = frozenset("the of which what how were was did does is are many who why by with for because in not".split())

#: Other words for what a measure counts: asked word → measure words, tried when no measure has the asked one.
SINONIMOS_MEDIDA = {
    "person": ("benefici", "beneficiari", "person", "usuari", "asistent", "atend"), "gent": ("benefici", "beneficiari", "person"),
    "ciudadan": ("beneficiari", "person"), "usuari": ("beneficiari", "usuari"), "asistent": ("beneficiari", "asistent"),
    "habit": ("beneficiari", "person"), "capacit": ("capacit",), "junt": ("sesion", "reunion"), "reunion": ("sesion", "reunion"),
}  # fmt: skip

#: Words of the street and of the form for one thing; one that no report has is looked for as another of its group.
_SINONIMOS = (
    "basura/residuos/desechos/desperdicios", "foco/lampara/luminarias/alumbrado", "hoyo/bache/bacheo", "calle/vialidad/vialidades/avenidas", "asfalto/pavimento/pavimentacion/asfaltica",
    "policia/elementos/corporacion", "perro/canino/mascotas/perros", "gato/felino/mascotas/gatos", "nino/infantil/infantiles/menores/infancia", "anciano/viejito/abuelito/adultos mayores",
    "adolescente/joven/jovenes/juventud/juvenil", "discapacitado/discapacidad", "pobre/vulnerable/vulnerables/vulnerabilidad/escasos recursos", "comida/alimento/alimentario/alimentarios/alimentaria", "desayuno/alimentario/alimentaria",
    "siembra/plantar/plantacion/reforestacion", "plantacion/plantar/siembra/reforestacion", "arbol/arboles/reforestacion/forestal", "jardin/areas verdes/parque/parques", "doctor/medico/medica/medicas", "libro/acervo/lectura", "carro/auto/automovil/vehiculo/vehiculos/vehicular", "patrulla/vehiculo/vehiculos",
    "multa/infraccion/infracciones", "permiso/licencia/licencias", "licencia/permiso/permisos", "negocio/comercio/comercios/establecimientos", "tienda/comercio/comercios/establecimientos", "queja/denuncia/denuncias/reporte/reportes",
    "casa/vivienda/viviendas", "escuela/plantel/planteles/escuelas", "kinder/preescolar/preescolares", "alumno/estudiante/estudiantes", "maestro/docente/docentes", "charla/platica/platicas/conferencia", "platica/charla/charlas/conferencias",
    "capacitacion/curso/cursos/capacitar", "fuga/agua", "alcantarillado/drenaje", "drenaje/alcantarillado", "incendio/siniestro/bomberos", "papeleo/tramite/tramites", "chatarra/descacharre/cacharros", "llanta/llantas/neumaticos",
    "esterilizacion/esterilizar/cirugias", "graffiti/grafiti/pintas", "cancha/canchas/unidades deportivas", "gimnasio/unidades deportivas", "cementerio/panteon/panteones", "rastro/matanza", "tianguis/mercado/mercados",
    "alcoholimetro/alcoholemia", "borracho/alcoholimetro", "pavimentar/pavimentacion/pavimento", "camara/videovigilancia", "becado/beca/becas", "despensa/despensas/alimentario/alimentarios", "predial/catastro/catastral", "turista/visitante/visitantes", "afluencia/visitantes/asistentes", "paseante/visitantes/turistas",
)
#: Each word (in its singular) → what else it may be called, the nearest first.
SINONIMOS: dict[str, tuple[str, ...]] = {}
for _grupo in _SINONIMOS:
    for _dicha in (_dichas := _grupo.split("/")):
        if " " not in _dicha:
            SINONIMOS[singular(_dicha)] = (*SINONIMOS.get(singular(_dicha), ()), *(x for x in _dichas if x != _dicha))

#: Public matters that a municipal report could have, so that asking for them is no data rather than off topic.
MUNICIPALES = frozenset(
    """policia patrulla bache bacheo pavimento pavimentacion alumbrado luminaria basura recoleccion agua drenaje predial impuesto obra calle parque
    seguridad delito robo crimen hospital clinica salud vacuna escuela beca alumno transporte camion bombero incendio vivienda licencia
    permiso tramite empleo turismo turista deporte vialidad transito multa mercado panteon rastro catastro regidor cabildo alcalde
    presidente sindico contraloria tesoreria oficialia obras publicas empleado plaza vehiculo computadora arbol reforestacion
    ecologia medio ambiente mujer joven adulto mayor nino discapacidad violencia apoyo despensa kilometro carretera puente semaforo dif
    poblacion habitante ciudadano usuario beneficiario museo teatro concierto evento taller curso biblioteca libro""".split()
)

#: Forms of the verbs and nouns that patterns only spell in part, for the repair of slips.
FORMAS = """cumplieron cumplio cumplidas cumplida cumplir cumplimiento incumplidas incumplida incumplieron incumplimiento alcanzaron alcanzo alcanzado
alcanzadas lograron logradas logrado rebasaron rebasadas rebaso superaron superadas excedieron programado programada programadas programados programaron planeado
realizaron realizado realizadas ejecutado avance avances porcentaje porcentual trimestre trimestres semestre tercer cuarto primer segundo objetivo objetivos
metas meta acciones unidades unidad ejecutora ejecutoras programa programas lineas linea accion observacion observaciones justificacion
comparar compara comparacion promedio cuantas cuantos cuanto cuales cual quien autorizo reviso elaboro responsable faltaron falto
fallaron fracasaron quedaron cortas menor mayor menos mitad entre covid pandemia contingencia coronavirus presupuesto personal clima
ordenalas ordenadas explicame muestrame dame lista cuadran inconsistencias hallazgos errores diferencia diferencias debido motivo motivos razon causa causas
julio septiembre octubre diciembre enero marzo abril junio agosto noviembre"""
