// [data-dismiss="SELECTOR"]: a click removes the nearest element around it that matches.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]")
  button?.closest(button.dataset.dismiss)?.remove()
})
