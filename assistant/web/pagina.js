/* Opens citations, keeps the newest question in view and centres the marked cell. No text from a report passes here. */
(() => {
  "use strict";
  let clics = 0;
  let abierto = "";
  const $ = (selector) => document.querySelector(selector);
  const apilada = () => window.matchMedia("(max-width: 899px)").matches;
  const suave = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const llevar = (elemento) => elemento && elemento.scrollIntoView({ behavior: suave(), block: "start" });

  function pedir(turno, cita) {
    const caja = $("#cita-elegida textarea, #cita-elegida input");
    if (!caja) return;
    caja.value = `${turno}-${cita}-${++clics}`;
    caja.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function senalar(turno, cita) {
    for (const a of document.querySelectorAll("a.cita.activa")) a.classList.remove("activa");
    for (const a of document.querySelectorAll(`a.cita[href$="#cita-${turno}-${cita}"]`)) a.classList.add("activa");
  }

  document.addEventListener("click", (evento) => {
    const a = evento.target instanceof Element ? evento.target.closest("a[href*='#']") : null;
    const destino = a ? a.getAttribute("href").split("#").pop() : "";
    const cita = /^cita-(\d+)-(\d+)$/.exec(destino);
    const ver = /^ver-(fuentes|tabla|respuesta)-(\d+)$/.exec(destino);
    if (!cita && !ver) return;
    evento.preventDefault();
    if (cita) {
      abierto = cita[1];
      pedir(cita[1], cita[2]);
      senalar(cita[1], cita[2]);
      if (apilada()) llevar($("#columna-fuentes"));
    } else if (ver[1] === "respuesta") {
      const senal = $(`#turno-${ver[2]} a.cita.activa`);
      llevar((senal && senal.closest("li, p")) || $(`#turno-${ver[2]}`));
    } else {
      if (ver[2] !== abierto) pedir(ver[2], "0");
      abierto = ver[2];
      llevar($(ver[1] === "tabla" ? "#tabla" : "#columna-fuentes"));
    }
  }, true);

  /* After each change of the page, at most once a frame. */
  let vista = "";
  let marcada = null;
  function acomodar() {
    const todas = document.querySelectorAll("#charla .turno");
    const ultimo = todas[todas.length - 1];
    const estado = ultimo ? `${ultimo.id} ${ultimo.querySelector(".espera") ? "espera" : "hecha"}` : "";
    if (estado !== vista) {
      vista = estado;
      if (ultimo) {
        abierto = ultimo.id.split("-").pop();
        if (apilada()) llevar(ultimo);
        else $("#charla").scrollTop += ultimo.getBoundingClientRect().top - $("#charla").getBoundingClientRect().top - 16;
      }
    }
    const marca = $("#fuentes mark");
    if (marca && marca !== marcada) {
      marcada = marca;
      const marco = marca.closest(".marco");
      const celda = marca.closest("td").getBoundingClientRect();
      const caja = marco.getBoundingClientRect();
      marco.scrollLeft += celda.left + celda.width / 2 - caja.left - caja.width / 2;
      marco.scrollTop += celda.top + celda.height / 2 - caja.top - caja.height / 2;
    }
  }
  let pendiente = false;
  new MutationObserver(() => {
    if (pendiente) return;
    pendiente = true;
    requestAnimationFrame(() => { pendiente = false; acomodar(); });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
