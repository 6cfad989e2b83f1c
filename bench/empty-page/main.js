import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

// What any page of React costs on this machine; the console is held against it.
const root = document.querySelector('#root')
if (root !== null) createRoot(root).render(createElement('h1', null, 'Empty'))
