"""What a summary is asked about, and the plans that this comes down to."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.plan import ConCausa, En, Filtro, Periodo, Plan
from index.poa import Causa, Trimestre

Largo = Literal["linea", "parrafo", "pagina"]
Tono = Literal["institucional", "ciudadano"]


class Peticion(BaseModel):
    """A summary's subject, period, length and tone. Everything left out: the whole, of each year at its latest cut."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    municipio: str | None = None
    ramo: str | None = None
    programa: str | None = None
    unidad: str | None = None
    ejercicio: int | None = None
    trimestre: Trimestre | None = None
    causa: Causa | None = None
    corte: date | None = None
    #: The earlier year or cut that the subject is compared with.
    contra: Periodo | None = None
    largo: Largo = "parrafo"
    tono: Tono = "institucional"

    def plan(self, *mas: Filtro) -> Plan:
        """The rows that the summary is about, with any more filters."""
        claves = (("municipio", self.municipio), ("ejercicio", self.ejercicio), ("ramo", self.ramo), ("programa", self.programa), ("unidad", self.unidad))
        filtros: list[Filtro] = [En.model_validate({"entidad": k, "valores": (str(v),)}) for k, v in claves if v is not None]
        if self.causa:
            filtros.append(ConCausa(causas=(self.causa,)))
        trimestres: tuple[Trimestre, ...] = (self.trimestre,) if self.trimestre else ()
        return Plan(intent="list", filtros=(*filtros, *mas), corte=self.corte, trimestres=trimestres)

    def json(self) -> dict[str, object]:  # type: ignore[override]
        """The request as a saved summary keeps it: a plan that the verifier reads, and what only a summary has."""
        propio = self.model_dump(mode="json", exclude_none=True)
        plan = self.plan()
        if self.contra:
            despues = Periodo(corte=self.corte) if self.corte else Periodo(ejercicio=self.ejercicio)
            plan = plan.con(periodos=(self.contra, despues))
        return {**plan.model_dump(mode="json", exclude_none=True), "resumen": propio}
