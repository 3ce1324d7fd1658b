// [aria-keyshortcuts="/"]: "/" puts the cursor there, unless somebody is typing.
const typing = (element) => element.isContentEditable || element.matches("input, textarea, select")

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
  const search = document.querySelector('[aria-keyshortcuts="/"]')
  if (!search) return
  event.preventDefault()
  search.focus()
  search.select?.()
})
