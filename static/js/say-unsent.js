// [data-unsent], beside a form that htmx sends: shown when that fails. All that was wrong is gone with the next try.
const beside = (event, selector) => event.detail.elt.parentElement?.querySelectorAll(selector) ?? []

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    for (const words of beside(event, "[data-unsent]")) words.hidden = false
  })
}

document.addEventListener("htmx:beforeRequest", (event) => {
  for (const words of beside(event, "[role=alert]")) words.hidden = true
  for (const control of beside(event, "[aria-invalid]")) control.removeAttribute("aria-invalid")
})
