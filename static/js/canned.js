// [data-canned]: this menu opens when / is typed in an empty reply, and what is typed on filters it. Enter takes
// the first that is left, the arrows walk through, Escape closes it. What is chosen stands in the reply.
const menu = () => document.querySelector("[data-canned]")
const area = () => document.querySelector("form[data-send] textarea")
const isOpen = () => menu()?.matches(":popover-open")
const links = () => [...menu().querySelectorAll("li:not([hidden]) > a[data-shortcut]")]
const typed = () => /^\/([\p{L}\p{N}_-]*)$/u.exec(area().value)?.[1].toLowerCase()

const filter = (begin) => {
  for (const link of menu().querySelectorAll("a[data-shortcut]")) {
    link.parentElement.hidden = !link.dataset.shortcut.startsWith(begin)
  }
  return links().length
}

const toggle = (wanted) => {
  if (isOpen() !== wanted) document.querySelector(`[popovertarget="${menu().id}"]`).click()
}

const take = async (link) => {
  toggle(false)
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } })
    if (!answer.ok || answer.redirected) throw new Error("not filled")
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const text = page.querySelector("textarea").value
    const [start, end] = typed() === undefined ? [area().selectionStart, area().selectionEnd] : [0, area().value.length]
    area().setRangeText(text, start, end, "end")
    area().focus()
    area().dispatchEvent(new Event("input", { bubbles: true }))
  } catch {
    location.assign(link.href)
  }
}

document.addEventListener("input", ({ target }) => {
  if (!menu() || target !== area()) return
  const begin = typed()
  if (begin !== undefined) toggle(filter(begin) > 0)
  else if (isOpen()) toggle(false)
})

document.addEventListener("keydown", (event) => {
  if (!isOpen() || event.isComposing) return
  const all = links()
  const place = all.indexOf(document.activeElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.key === "Enter" && event.target === area() && all.length) take(all[0])
  else if (step && (place >= 0 || event.target === area())) (all[place + step] ?? (step < 0 ? area() : all.at(-1)))?.focus()
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}, { capture: true })

document.addEventListener("click", (event) => {
  if (event.target.closest("[popovertarget]") && menu() && typed() === undefined) filter("")
  const link = event.target.closest("[data-canned] a[data-shortcut]")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  take(link)
})
