// [data-reorder]: its rows are dragged by their [data-grip], or moved by the arrow keys on it, Home and End.
// With data-reorder="FORM" that form sends the new order once the row is dropped, or the handle left, Enter or Space pressed.
// Without a form, the rows' ORDER fields are numbered anew and go with the page's own form.
const status = document.createElement("p")
status.className = "visually-hidden"
status.setAttribute("role", "status")
document.body.append(status)

let dragged = null // the row that is on its way
let moved = null // the list whose order is not sent yet

const gripOf = (event) => event.target.closest?.("[data-grip]")
const rowsOf = (list) => [...list.children].filter((row) => row.querySelector("[data-grip]"))

const put = (row, place) => {
  const list = row.parentElement
  const rows = rowsOf(list)
  const from = rows.indexOf(row)
  const to = Math.max(0, Math.min(rows.length - 1, place))
  if (to === from) return
  rows[to][to > from ? "after" : "before"](row)
  moved = list
  rowsOf(list).forEach((each, index) => {
    const order = each.querySelector("input[name$='-ORDER']")
    if (order) order.value = index + 1
  })
}

const settle = () => {
  const form = moved && document.getElementById(moved.dataset.reorder)
  moved = null
  form?.requestSubmit()
}

document.addEventListener("keydown", (event) => {
  const grip = gripOf(event)
  if (!grip) return
  const row = grip.closest("[data-reorder] > *")
  const rows = rowsOf(row.parentElement)
  const at = rows.indexOf(row)
  const place = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key]
  if (place !== undefined) {
    event.preventDefault()
    put(row, place)
    grip.focus()
    const now = rowsOf(row.parentElement).indexOf(row) + 1
    status.textContent = grip.dataset.says.replace("{place}", now).replace("{count}", rows.length)
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault()
    settle()
  }
})

// Moving the row takes the focus from its handle for a moment: that is no leaving.
document.addEventListener("focusout", (event) => {
  if (gripOf(event)) setTimeout(() => document.activeElement !== event.target && settle())
})

document.addEventListener("pointerdown", (event) => {
  const row = gripOf(event)?.closest("[data-reorder] > *")
  if (row) row.draggable = true
})
document.addEventListener("dragstart", (event) => (dragged = event.target.draggable ? event.target : null))
document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-reorder] > *")
  if (!dragged || over?.parentElement !== dragged.parentElement) return
  event.preventDefault()
  const rows = rowsOf(over.parentElement)
  const box = over.getBoundingClientRect()
  const isPast = event.clientY > box.top + box.height / 2
  const [from, to] = [rows.indexOf(dragged), rows.indexOf(over)]
  if (to > from ? isPast : !isPast) put(dragged, to)
})
document.addEventListener("dragend", () => {
  if (dragged) dragged.draggable = false
  dragged = null
  settle()
})
