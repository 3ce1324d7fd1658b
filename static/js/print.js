// [data-print]: opens the browser's own dialog for printing.
document.addEventListener("click", (event) => event.target.closest("[data-print]") && print())
