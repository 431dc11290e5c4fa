"""Spanish words that reports of municipalities print often, folded, in the singular where a plural only adds to it.

They settle where a narrow column broke a word and where two words stand on two lines (``pdf_celda``). Words of three
letters and less are a closed list: what is none of them is the end or the beginning of another word.
"""

from __future__ import annotations

#: Words of one to three letters.
CORTAS = frozenset(
    "a al ano asi ayo c con da dar de del dia dos e el en era es ese eso fe fin fue ha han hay hoy ir la las le les ley lo "
    "los luz mar mas me mes mi mil mis mud muy nba ni no nos o oro paz per pie pmd poa por pro que red rio sal san se sea "
    "ser si sin sol son sor sra su sur sus tal tan te ti tu u un una uno uso va van ver vez via y ya zen kit gas pan sat ciclo"
    .split()
)  # fmt: skip

#: Longer ones.
FRECUENTES = frozenset(
    """
    abierto abril accion acta actividad actualizar acuerdo adecuado administracion administrativo adolescente adulto agosto
    agua alumbrado alumno ambiental ambiente ambos ampliar anexo anterior anual anualmente apego aplicable apoyar apoyo
    aprobado aprobar archivo area arte asamblea asesoria asistencia asistente atencion atender atendido atendida
    atraves audiencia aunque autorizado autorizar avance ayuntamiento bacheo baja bajo banqueta barrio base beneficio
    beneficiario bienes brigada brindar buen busca cabildo cada calidad calle camino campana canina capacitacion capacitar
    casa casas causa censo central centro ciclo cinco ciudad ciudadana ciudadano ciudadania civil coadyuvar colonia combustible
    comercial comercio comite como completo compra comun comunidad comunitario concurso conforme conservacion conservar
    consulta contar contencion contingencia contra contrato contribuir control convenio convocatoria coordinacion coordinar
    correctivo correspondiente cuadrado cual cuando cuenta cuerpo cultura cultural cumplimiento cumplir cumplio curso datos
    debido deberes delegacion demanda dentro dependencia deporte deportivo derecho desarrollo desde deuda dias dicho difundir
    difusion direccion director disminucion documento donde dotar durante ecologia economica economico edificio educacion
    educativa educativo ejecucion ejercicio ejecutar elaborar elaboracion empresa encuentra encuesta enero ente entidad
    entrega entregar entre equipo equipamiento escolar escuela espacio especial establecimiento estado estrategia estudio
    estudiante evaluacion evaluar evento evidencia expediente exposicion externo familia familiar febrero federal felina
    festival fiesta financiero financiera fisico fomentar fomento formato fortalecer forma fotografia fuera funcion
    fundamento futuro gasto general genero gestion gestionar gobierno grupo grande habitante hacia hecho historico hombre
    hora humano igualdad impartir imagen implementar implementacion impulsar incluye informacion informe infraestructura
    ingreso inicio inmueble inspeccion instalacion instalar institucion institucional instituto instruccion integral
    integrar interes interno interior inventario jardin jornada joven juicio julio junio junta juridica juridico juventud
    juvenil larga legal libre licencia licitacion limpieza limpia linea lluvia local logro lograr luminaria lugar maestro
    manejo manera mantener mantenimiento manual marco marzo materia material mayo mayor medio medidas mediante medica medico
    mejora mejorar mejoramiento menor mensual mercado meta metro miembro modulo monitoreo movilidad mujer mujeres mundial
    municipio municipal museo musica nacional navidad necesario necesidad ninas nino ninez nivel norma normatividad normativo
    noviembre nueva nuevo nuestro obra octubre oficial oficina oportuno optimo ordenado organizar organismo organo otorgar
    otra otro padron padre pago panteon para parque parte participacion participar particular patrimonio pendiente periodo
    permiso permanente pero persona personal plan planta plantel plaza plazo poblacion poder policia politica popular porque
    posible practica predial presencia presentar presidencia presupuesto prevencion preventivo primaria primera primero
    proceso procedimiento procurar producto profesional programa programado programada programacion promocion promover
    pronta propia propio proporcionar proteccion proveedor proximo proyecto publica publico publicacion puesto puntual
    quienes realizar realizo realizaron recorrido recreacion recreativo recursos regional registro registrar reglamento
    regular rehabilitacion rehabilitar relacion reporte reportado requerido requerimiento residuo responsable respuesta
    resultado reunion revision revisar rural saber sala salon salud secretaria sector seguimiento segundo seguridad semana
    semestre septiembre servicio servidor sesion siempre siguiente sindicatura sistema situacion sobre social sociedad
    solicitud solido superior supervisar supervision sustentable taller tambien tanto tecnico tecnica temporada tercera
    tercero tesoreria tiempo tierra toda todo todos traslado tramite trabajador trabajo transito transparencia transporte
    tres trimestre trimestral turismo turistico ultimo unico unidad unidades urbano urbana usuario util vacaciones
    vacacional vacante valor varias vecinal vehiculo vehicular verde verificacion verificar vial vialidad viaje vida
    vigente vigilancia vinculacion violencia visita visitante vivienda zona
    """.split()
)
