import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { corpusStub } from '../testing/harness.ts'
import { knownTerms } from './beginnings.ts'
import { indexFields } from './index-words.ts'
import { anyOf, searchTerms } from './words-query.ts'

/** The texts that the query finds by words alone, best first, in the tables of a Corpus. */
function find(query: string, ...texts: string[]): Promise<string[]> {
  return runInDurableObject(corpusStub('analyzer'), (_, { storage: { sql } }) => {
    sql.exec(`INSERT INTO words (words) VALUES ('delete-all')`)
    for (const [at, text] of texts.entries()) {
      const { title, heading, body, parts } = indexFields({ title: '', heading: null, text })
      const insert = 'INSERT INTO words (rowid, title, heading, body, parts) VALUES (?, ?, ?, ?, ?)'
      sql.exec(insert, at, title, heading, body, parts)
    }
    const found = (terms: readonly string[]) =>
      sql
        .exec<{ at: number }>(
          'SELECT rowid AS at FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid',
          anyOf(terms),
        )
        .toArray()
        .map(({ at }) => texts[at] ?? '')
    return found(knownTerms(searchTerms(query), (term) => found([term]).length > 0))
  })
}

test.each([
  ['ภูเขา', 'ประเทศไทยมีภูเขาสูง'],
  ['서울', '서울에서 부산까지 기차로 갑니다'],
  ['서울역 앞 주차장', '서울역 앞 주차장'.normalize('NFD')],
  ['AB1234', '部品番号ＡＢ１２３４を注文'],
  ['カタログ', 'ｶﾀﾛｸﾞを送る'],
  ['first office flat', 'The ﬁrst oﬃce has a ﬂat roof'],
  ['tieng viet', 'Tiếng Việt rất hay'],
  ['duong', 'Đường Nguyễn Huệ'],
  ['الادارة', 'الإدارة العامة'],
  ['الكتاب', 'كتاب الطالب'],
  ['كتابخانه ملي', 'کتابخانه ملی'],
  ['שלום', 'שָׁלוֹם עולם'],
  ['αθηνα', 'Η Αθήνα είναι μεγάλη'],
  ['istanbul', 'İSTANBUL’DA'],
  ['Fußbodenheizung', 'GROSSE FUSSBODENHEIZUNG IM ERDGESCHOSS'],
  ['strasse', 'Die Straße ist gesperrt'],
  ['naive', 'a naïve reader'],
  ['naïve', 'a naive reader'],
  ['smorrebrod aero', 'Smørrebrød og Ærø'],
  ['lodz', 'Biuro w Łodzi, Łódź'],
  ['Versicherung', 'Die Haftpflichtversicherung kostet achtzig Euro.'],
  ['verzekering', 'De aansprakelijkheidsverzekering is niet duur.'],
  ['Häuser', 'Das Haus und die Häuser'],
  ['EK28525', 'Fuel filter EK-2852/5 weighs 12 kg.'],
  ['EK-2852/5', 'Fuel filter EK28525 weighs 12 kg.'],
  ['9000', 'The deposit is 9,000 euros.'],
  ['john.doe@example.com', 'Write to John.Doe@example.com, please.'],
  ['example', 'Write to john.doe@example.com, please.'],
  ['https://docs.example.com/setup', 'See https://docs.example.com/setup.'],
  ['docs.example.com/setup', 'See https://docs.example.com/setup.'],
  ['hydraulic', 'The hydrau-\nlic pump is new.'],
  ['Raumbuchung', 'Den Raum bucht man im Kalender.'],
  ['Pumpenwartung', 'Die Pumpe braucht jedes Jahr eine Wartung.'],
  ['Gästebuch', 'Gäste tragen sich in das Besucherbuch ein.'],
  ['修车', '自行车当场修理'],
  ['休みを取る', '有給休暇は二十八日です'],
  ['гарантийный срок', 'Гарантия производителя три года'],
  ['ueberstunden', 'Für Überstunden gibt es einen Ausgleich.'],
  ['Überstunde', 'Ueberstunden werden nicht bezahlt.'],
  ['Koeln', 'Große Straße 5, Köln'],
  ['email', 'Send us an e-mail.'],
  ['Wi-Fi', 'The WiFi of the lobby is free.'],
  ['co-operation', 'a naïve coöperation'],
  ['resetting my passw', 'Passwords are reset by telephone.'],
  ['reimbursem', 'Costs are reimbursed within a week.'],
  ['part AB 1234', 'Order AB1234 by post.'],
  ['٠٤٣١', 'Ring 0431 at night.'],
  ['1234', 'फ़ीस १२३४ रुपये है।'],
  ['0212', 'โทรศัพท์ ๐๒๑๒'],
  ['जरूरी कागज', 'ज़रूरी काग़ज़ साथ लाएँ।'],
  ['हिंदी', 'हिन्दी में लिखें।'],
  ['مكتب', 'تُفتح المكاتب يوم الأحد.'],
  ['مسئولية', 'مسؤولية المدير'],
  ['בית', 'הספר של הבית'],
  ['υπουργειο', 'Έγγραφα του υπουργείου'],
  ['Haftpflicht', 'Die Haft\u00adpflicht ist neu.'],
  ['försäkring', 'Sjukförsäkringen kostar hundra kronor'],
  ['Frist', 'Kündigungsfrist drei Monate'],
  ['user', 'Call getUserById or client.listUsers()'],
  ['get user by id', 'Call getUserById first'],
  ['DE89370400440532013000', 'IBAN DE89 3704 0044 0532 0130 00'],
  ['DE89 3704 0044 0532 0130 00', 'IBAN DE89370400440532013000'],
  ['4111111111111111', 'Card 4111 1111 1111 1111 is blocked.'],
  ['ISO9001', 'We are certified to ISO 9001.'],
  ['RFC2616', 'See RFC-2616 for more.'],
  ['1 000', 'It costs 1,000 euros.'],
  ['1000', 'Cela coûte 1 000 euros.'],
  ["1'000", 'Es kostet 1000 Franken.'],
  ['1000000', 'Ein Kredit von 1 000 000 Euro'],
  ['userId', 'Set the user_id field.'],
  ['getUserName', 'How to get user name and mail'],
  ['U.S.A.', 'Made in the USA'],
  ['USA', 'Made in the U.S.A. of steel'],
  ['v2.10.1', 'Release 2.10.1 mends it'],
  ['2.10.1', 'Release V2.10.1 mends it'],
])('%s is found in: %s', async (query, text) => {
  expect(await find(query, text, 'something else: 12 + 3')).toEqual([text])
})

test.each([
  ['दीन', 'दिन अच्छा है'],
  ['Water', 'Het is warm'],
])('%s is not found in: %s', async (query, text) => {
  expect(await find(query, text)).toEqual([])
})

test('a code with its very digits in their very order comes first', async () => {
  const codes = ['12-34-56', '12-56-34', '34-12-56', '34-56-12', '56-12-34', '56-34-12']
  const texts = codes.map((code) => `Spare part AB-${code} fits the small winch.`)

  for (const [at, code] of codes.entries())
    expect((await find(`Which winch takes part AB-${code}?`, ...texts))[0]).toBe(texts[at])
})

test('a code is first however its groups are parted', async () => {
  const codes = ['12-34-56', '12-56-34', '34-12-56', '34-56-12', '56-12-34', '56-34-12']
  const texts = codes.map((code) => `Spare part AB-${code} fits the small winch.`)

  for (const [at, code] of codes.entries())
    expect((await find(`ab ${code.replaceAll('-', ' ')}`, ...texts))[0]).toBe(texts[at])
  const clauses = ['§ 12 Abs. 2 Satz 3 gilt.', '§ 12 Abs. 3 Satz 2 gilt.', '§ 3 Abs. 12 Satz 2 gilt.']
  for (const clause of clauses) expect((await find(clause.slice(0, 19), ...clauses))[0]).toBe(clause)
})

test('the letter before a version says nothing', async () => {
  const texts = ['1.0.2', '2.0.1', '1.10.2', '1.2.10'].map((version) => `Release ${version} mends it.`)

  for (const text of texts) expect((await find(text.replace(' ', ' v').slice(0, 15), ...texts))[0]).toBe(text)
})

test('a version is not the one that begins like it', async () => {
  const texts = ['Version 1.4.1 mends it.', 'Version 1.4.12 mends it.', 'Version 1.41.2 mends it.']

  for (const [at, version] of ['1.4.1', '1.4.12', '1.41.2'].entries())
    expect((await find(`what does ${version} mend`, ...texts))[0]).toBe(texts[at])
})

test('capitals are no question words', async () => {
  const texts = ['The R&D department is upstairs.', 'The IT department is downstairs.']

  const words = ['It is a department store. It opens at nine. What is it?', ...texts]

  expect((await find('Where is the IT department?', ...texts))[0]).toBe(texts[1])
  expect((await find('IT department', ...words))[0]).toBe(texts[1])
  expect((await find('WHO report', 'Who made the report? Who knows who.', 'A report of the WHO.'))[0]).toBe(
    'A report of the WHO.',
  )
})

test('the question words of other languages say nothing either', () => {
  expect(searchTerms('Wann ist die Werkstatt geöffnet?').map((term) => term.split('|')[0])).toEqual([
    'werkstat',
    'geoffn',
  ])
})

test('a quoted phrase is first where it stands as it is', async () => {
  const texts = ['ships keep water out of a door', 'the water door of ships']

  expect((await find('"water door" ships', ...texts))[0]).toBe(texts[1])
})

test('no stem of English is made of another language', () => {
  expect(indexFields({ title: '', heading: null, text: 'El motor es muy general' }).body).toContain('motor')
  expect(indexFields({ title: '', heading: null, text: 'Der Pumpensing ist das' }).body).not.toContain(
    'pumpens ',
  )
})
