// The tab's title begins with a number while something waits: of [data-counts], each its number or one.
const bare = document.title
let apart = 0

const draw = () => {
  const counts = [...document.querySelectorAll("[data-counts]")].map((element) => parseInt(element.textContent) || 1)
  const number = counts.reduce((sum, count) => sum + count, apart)
  document.title = number ? `(${number}) ${bare}` : bare
}

export const showCount = (number) => {
  apart = number
  draw()
}

document.addEventListener("parts-drawn", draw)
draw()
