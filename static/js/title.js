// body[data-counts="SELECTOR"]: the tab's title begins with a number while such elements say so, each its
// number or one.
const bare = document.title
let apart = 0

const draw = () => {
  const waiting = document.body.dataset.counts ? document.querySelectorAll(document.body.dataset.counts) : []
  const counts = [...waiting].map((element) => parseInt(element.textContent) || 1)
  const number = counts.reduce((sum, count) => sum + count, apart)
  document.title = number ? `(${number}) ${bare}` : bare
}

export const showCount = (number) => {
  apart = number
  draw()
}

document.addEventListener("parts-drawn", draw)
draw()
