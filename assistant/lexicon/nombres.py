"""Nouns that questions are about, and the dimensions that they group by."""

from __future__ import annotations

from assistant.lexicon.entradas import grupo

NOMBRES = (
    *grupo("nombre", "meta", r"<meta>(?: y (?:las )?acciones| y sub ?metas)?", r"(?:metas y acciones)", r"lo que"),
    *grupo("nivel", "principal", r"<meta> (?:principal(?:es)?|general(?:es)?)", r"(?<!causa )(?<!causas )(?<!motivo )(?<!motivos )(?<!razon )(?<!razones )(?<!factor )(?<!problema )(?<!obstaculo )(?:principal(?:es)?|general(?:es)?|generales|centrales|padres?|main)(?= |$)(?! (?:de|causas?|motivos?|razon(?:es)?|factor(?:es)?|problemas?|obstaculos?)(?= |$))", r"(?<!causa )(?<!causas )(?<!motivo )(?<!motivos )(?<!razon )(?<!razones )(?<!factor )(?<!problema )(?<!obstaculo )<meta> (?:principal(?:es)?|general(?:es)?|generales|centrales|padres?|main)(?= |$)(?! (?:de|causas?|motivos?|razon(?:es)?|factor(?:es)?|problemas?|obstaculos?)(?= |$))", r"<meta> principales", r"main (?:goals|targets)", peso=1.05),
    *grupo("nivel", "accion", r"accion(?:es)?(?= |$)", r"actividad(?:es)?(?= (?:del?|de el) componente )", r"sub ?metas?", r"actions?", r"<meta> (?:secundari[oa]s|hijas|especificas)"),
    *grupo("dim", "unidad", r"<unidad>"),
    *grupo("dim", "programa", r"programas?(?: (?:presupuestari[oa]s?|operativ[oa]s?))?(?! operativo)", r"programs?", r"programmes?"),
    *grupo("dim", "ramo", r"ramos?"),
    *grupo("dim", "linea", r"lineas?(?: de accion(?:es)?)?(?: del (?:pmd|plan municipal(?: de desarrollo)?|plan))?", r"action lines?"),
    *grupo("dim", "trimestre", r"trimestres?", r"semestres?", r"semestral(?:mente|es)?", r"trim(?:s)?", r"quarters?", r"periodos?", r"trimestral(?:mente|es)?"),
    *grupo("dim", "ejercicio", r"anos?", r"ejercicios?(?: fiscal(?:es)?)?", r"anual(?:mente)?(?= |$)", r"years?"),
    *grupo("dim", "corte", r"cortes?", r"fechas? de corte", r"fechas?"),
    *grupo("dim", "municipio", r"municipios?", r"ayuntamientos?", r"municipalities|municipality"),
    *grupo("dim", "medida", r"unidad(?:es)? de medida", r"medidas?", r"units? of measure"),
    *grupo("dim", "causa", r"causas?", r"motivos?", r"razon(?:es)?", r"reasons?", r"causes?", r"factor(?:es)?", r"obstaculos?", r"problemas?(?! present)"),
    *grupo("dim", "estado", r"estatus", r"status", r"estados?(?: de cumplimiento)?", r"situacion(?:es)?(?! finan)"),
    *grupo("dim", "semaforo", r"(?:color(?:es)? (?:del |de |en el )?)?semaforos?", r"semaforizacion", r"(?<=cada )color(?= |$)", r"(?<=por )color(?= |$)"),
    *grupo("dim", "persona", r"personas? responsables?", r"personas?(?= (?:que )?(?:autoriz|elabor|revis|firm)(?:o|a|an|aron|aban?)(?= |$))", r"funcionari[oa]s?", r"servidor(?:es)? public[oa]s?", r"firmantes?", r"titular(?:es)?"),
    *grupo("nombre", "observacion", r"observacion(?:es)?", r"justificacion(?:es)?", r"comentarios?", r"pretextos?", r"excusas?", r"notas?", r"explicacion(?:es)?", r"observations?", r"textos?"),
    *grupo("nombre", "informe", r"informes?", r"reportes?", r"formatos?", r"formularios?", r"documentos?(?: cargados?)?", r"poas?", r"programa operativo anual", r"avance fisico programatico", r"reports?"),
)  # fmt: skip
