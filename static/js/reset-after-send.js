// form[data-reset-after-send]: when htmx has sent it, the text goes, the cursor stays and the next message gets its own id.
const sent = new WeakMap()

const formOf = (event) => event.detail.elt.matches("form[data-reset-after-send]") && event.detail.elt

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event)
  if (form) sent.set(form, form.querySelector("textarea").value)
})

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event)
  // Not `successful`: that is also true of a 422 whose page is swapped in.
  if (!form || !(event.detail.xhr.status >= 200 && event.detail.xhr.status < 400)) return
  const textarea = form.querySelector("textarea")
  // What was typed while the message was on its way stays.
  const before = sent.get(form) ?? ""
  textarea.value = textarea.value.startsWith(before) ? textarea.value.slice(before.length) : textarea.value
  textarea.focus()
  const id = form.querySelector("input[name=client_id]")
  // Without a secure context there is no randomUUID: an empty id is allowed.
  if (id) id.value = crypto.randomUUID?.() ?? ""
})
