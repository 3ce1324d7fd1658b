// form[data-claims="full_name email attributes.order"]: what the host page says of its visitor is written into the empty
// fields of these names, for the visitor to see and correct. A field of the project goes by its key alone, too.
const form = document.querySelector("form[data-claims]")
const known = form?.dataset.claims.split(" ") ?? []
const claimed = new Map()

const write = (name, value) => {
  const control = form.elements.namedItem(name)
  if (!control || (control.value && control.value !== claimed.get(name))) return
  control.value = value
  claimed.set(name, control.value)
}

document.addEventListener("chat:fields", ({ detail }) => {
  if (!form || typeof detail !== "object") return
  for (const [key, value] of Object.entries(detail ?? {})) {
    const name = known.find((field) => field === key || field === `attributes.${key}`)
    if (name) write(name, String(value))
    else console.info(`Regulars: the chat asks for no field ${JSON.stringify(key)}, so it was left out.`)
  }
})
