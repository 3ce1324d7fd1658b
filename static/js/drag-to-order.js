// [data-drag-to-order]: its rows are dragged, and moved by their buttons without a script. The form sends the new order.
const list = document.querySelector("[data-drag-to-order]")
const form = document.querySelector("#field-order")
let dragged = null

const send = () => {
  for (const row of list.children) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "field", value: row.dataset.field })
    form.append(input)
  }
  form.requestSubmit()
}

for (const row of list?.children ?? []) {
  row.draggable = true
  row.addEventListener("dragstart", () => (dragged = row))
  row.addEventListener("dragover", (event) => {
    event.preventDefault()
    const isBelow = event.offsetY > row.offsetHeight / 2
    if (row !== dragged) row[isBelow ? "after" : "before"](dragged)
  })
  row.addEventListener("drop", (event) => event.preventDefault())
  row.addEventListener("dragend", send)
}
