// textarea[data-submit="enter"]: Enter sends, Shift+Enter breaks the line.
// textarea[data-submit="mod-enter"]: Ctrl+Enter or Cmd+Enter sends.
document.addEventListener("keydown", (event) => {
  // 229: some browsers end an input method's composition before they report the Enter that ended it.
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return
  const textarea = event.target.closest("textarea[data-submit]")
  if (!textarea?.form) return
  const mod = event.ctrlKey || event.metaKey
  const sends = textarea.dataset.submit === "enter" ? !event.shiftKey && !event.altKey : mod
  if (!sends) return
  event.preventDefault()
  if (textarea.value.trim() && !event.repeat) textarea.form.requestSubmit()
})
