// [data-copy="TEXT"][data-copied="Copied"]: a click copies the text and says so, on the button and to screen readers.
const status = document.createElement("p")
status.className = "visually-hidden"
status.setAttribute("role", "status")
document.body.append(status)

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]")
  if (!button || !navigator.clipboard) return
  await navigator.clipboard.writeText(button.dataset.copy)
  button.classList.add("copied")
  status.textContent = button.dataset.copied
  setTimeout(() => {
    button.classList.remove("copied")
    status.textContent = ""
  }, 2000)
})
