// [data-queue-keys]: j and k walk through its items; the key named by data-key presses that button of the
// item that is current.
const queue = document.querySelector("[data-queue-keys]")
let current = -1

const go = (step) => {
  const items = queue.querySelectorAll(":scope > li")
  current = Math.max(0, Math.min(items.length - 1, current + step))
  items[current].focus()
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return
  if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1)
  else document.activeElement.closest("[data-queue-keys] > li")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click()
})

queue && go(1)
