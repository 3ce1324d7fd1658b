// [data-accent] buttons and the accent field paint [data-accent-preview] before anything is saved. The button
// whose colour the field holds is pressed.
const buttons = document.querySelectorAll("[data-accent]")
const field = document.querySelector("[name=accent]")
const preview = document.querySelector("[data-accent-preview]")

const paint = () => {
  if (/^#[0-9a-f]{6}$/i.test(field.value)) preview.style.setProperty("--chat-accent", field.value)
  for (const button of buttons) {
    button.setAttribute("aria-pressed", button.dataset.accent === field.value.toLowerCase())
  }
}

field?.addEventListener("input", paint)
for (const button of buttons) {
  button.addEventListener("click", () => {
    field.value = button.dataset.accent
    paint()
  })
}
if (field) paint()
