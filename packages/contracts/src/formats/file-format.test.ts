import { expect, test } from 'vitest'

import { CONTENT_TYPES } from '../http/documents.ts'
import { fileFormatOf } from './file-format.ts'

const bytes = (text: string) => Uint8Array.from(text, (unit) => unit.charCodeAt(0))
const zip = (...names: readonly string[]) =>
  names
    .map((name) => `PK\u0003\u0004${'\0'.repeat(22)}${String.fromCharCode(name.length, 0, 0, 0)}${name}`)
    .join('')
const mimetype = (type: string) => `${zip('mimetype')}${type}PK`
const [DOCX = ''] = CONTENT_TYPES.docx
const OCTETS = 'application/octet-stream'
const MAIL = 'Received: from a by b\r\nFrom: A <a@x.example>\r\nSubject: Hull\r\n\r\nHello'

test.each<[string, string | undefined, string, string | undefined]>([
  ['text/plain', undefined, 'a', 'text'],
  ['TEXT/Markdown; charset=utf-8', undefined, '# a', 'markdown'],
  ['text/x-markdown', 'a.txt', '# a', 'markdown'],
  ['text/plain', 'notes.md', '# a', 'markdown'],
  ['text/plain', 'letter.txt', 'Dear Sir: hello\n\nx', 'text'],
  ['application/vnd.ms-excel', 'prices.csv', 'a,b', 'csv'],
  ['application/vnd.ms-excel', undefined, 'a,b', 'csv'],
  ['application/vnd.ms-excel', 'prices.xls', '<html><table>', 'html'],
  ['application/vnd.ms-excel', 'prices.xlsx', zip('xl/workbook.xml'), 'xlsx'],
  [OCTETS, 'prices.csv', 'a,b', 'csv'],
  [OCTETS, 'main.py', 'import os', 'code'],
  [OCTETS, 'Makefile', 'all:', 'code'],
  ['', 'data.json', '{"a":1}', 'json'],
  ['', undefined, '%PDF-1.7\n1 0 obj', 'pdf'],
  [OCTETS, undefined, 'some text', undefined],
  ['', undefined, 'a', undefined],
  [OCTETS, 'a.bin', '\0\u0001', undefined],
  ['application/json', 'a.ipynb', '{"nbformat": 4}', 'ipynb'],
  ['application/json', undefined, '{"cells": [{"cell_type": "code"', 'ipynb'],
  ['text/plain', undefined, '{\\rtf1\\ansi', 'rtf'],
  ['text/plain', undefined, MAIL, 'eml'],
  ['text/html', undefined, MAIL, 'eml'],
  ['text/plain', undefined, '<?xml version="1.0"?><a/>', 'xml'],
  ['text/html', undefined, '<?xml version="1.0"?><html xmlns="x"><body/>', 'html'],
  ['text/plain', undefined, '<!DOCTYPE html><p>', 'html'],
  ['text/plain', undefined, 'WEBVTT\n\n00:01', 'vtt'],
  ['text/plain', undefined, '1\r\n00:00:01,000 --> 00:00:02,000\r\na', 'srt'],
  ['text/x-nfo', undefined, 'some text', 'text'],
  ['application/x-unknown', undefined, 'some text', undefined],
  [DOCX, undefined, zip('[Content_Types].xml', 'word/document.xml'), 'docx'],
  [DOCX, undefined, zip('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
  [DOCX, 'a.pptx', zip('[Content_Types].xml'), 'docx'],
  ['application/x-zip-compressed', 'a.pptx', zip('[Content_Types].xml'), 'pptx'],
  ['application/zip', undefined, zip('a.txt'), 'archive'],
  ['application/zip', undefined, zip('ppt/presentation.xml'), 'pptx'],
  ['application/zip', 'a.docx', zip('a.txt'), 'docx'],
  [OCTETS, undefined, mimetype('application/vnd.oasis.opendocument.spreadsheet'), 'ods'],
  ['application/pdf', undefined, mimetype('application/epub+zip'), 'epub'],
  ['text/plain', undefined, 'PK\u0003\u0004', undefined],
  ['application/pdf', undefined, 'PK\u0003\u0004%PDF-', undefined],
  ['application/zip', undefined, 'a report', undefined],
  ['application/pdf', undefined, '\n%PDF-1.7', 'pdf'],
  ['application/pdf', undefined, '1 0 obj\n<< /Type /Catalog >>', 'pdf'],
  ['application/pdf', undefined, 'a report', undefined],
  ['application/pdf', undefined, '<!doctype html><p>404', 'html'],
  ['text/plain', undefined, '%PDF-1.7', undefined],
  ['text/plain', 'scan.txt', '%PDF-1.7\n1 0 obj', 'pdf'],
  [DOCX, undefined, '\u00d0\u00cf\u0011\u00e0', 'docx'],
  ['application/msword', undefined, '\u00d0\u00cf\u0011\u00e0', undefined],
  ['image/png', undefined, '\u0089PNG\r\n\u001a\n', 'image'],
  ['text/plain', undefined, '\u0089PNG\r\n\u001a\n', 'image'],
  ['image/jpeg', undefined, 'text', undefined],
  ['image/svg+xml', undefined, '<svg>', 'xml'],
])('%s named %s that begins with %j is %s', (contentType, fileName, start, format) => {
  expect(fileFormatOf({ contentType, fileName, head: bytes(start) })).toBe(format)
})
