// Search, and one language for all examples. The page is complete without it.
const search = document.getElementById('search')
const rows = [...document.querySelectorAll('[data-search]')]
search.hidden = false
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\s+/)
  for (const row of rows) row.hidden = !words.every((word) => row.dataset.search.includes(word))
  for (const group of document.querySelectorAll('nav details, main .group')) {
    const items = [...group.querySelectorAll('[data-search]')]
    group.hidden = search.value !== '' && items.every((item) => item.hidden)
  }
})
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target instanceof HTMLInputElement) return
  event.preventDefault()
  search.focus()
})
addEventListener('change', ({ target }) => {
  if (target.type !== 'radio') return
  const { top } = target.getBoundingClientRect()
  for (const radio of document.querySelectorAll(`.tabs input[value=${target.value}]`)) radio.checked = true
  scrollBy(0, target.getBoundingClientRect().top - top)
})
