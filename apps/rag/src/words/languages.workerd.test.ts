import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { corpusStub } from '../testing/harness.ts'
import { indexFields } from './index-words.ts'
import { anyOf, searchTerms } from './words-query.ts'

/** Passages of handbooks, each with a question put otherwise than the passage; all lie in one index. */
const PASSAGES: readonly (readonly [language: string, text: string, question: string])[] = [
  ['en', 'Unused goods can be returned within 30 days of delivery.', 'How long can I return something?'],
  ['en', 'Visitors sign the book at the reception desk.', 'Where do visitors have to sign?'],
  ['de', 'Die Werkstatt ist montags bis freitags von 8 bis 17 Uhr geöffnet.', 'Wann öffnet die Werkstatt?'],
  [
    'de',
    'Der Urlaubsantrag wird zwei Wochen vorher eingereicht.',
    'Wie reiche ich einen Antrag auf Urlaub ein?',
  ],
  ['nl', 'De fietsenstalling bevindt zich achter het gebouw.', 'Waar is de stalling voor fietsen?'],
  ['fr', 'Les remboursements sont versés sous dix jours ouvrables.', 'Quand est versé un remboursement ?'],
  ['fr', 'Le mot de passe expire tous les trois mois.', 'Combien de temps vaut mon mot de passe ?'],
  ['es', 'Las facturas se pagan en un plazo de treinta días.', '¿Cuándo hay que pagar una factura?'],
  ['es', 'Los empleados nuevos reciben una tarjeta de acceso.', '¿Quién da la tarjeta al nuevo empleado?'],
  ['it', 'Le riunioni si prenotano sul calendario condiviso.', 'Come prenoto una riunione?'],
  ['pt', 'As férias devem ser pedidas com duas semanas de antecedência.', 'Como pedir férias?'],
  ['sv', 'Brandövningen hålls varje höst på gården.', 'När är det övning för brand?'],
  ['fi', 'Avaimet palautetaan vastaanottoon viimeisenä työpäivänä.', 'Mihin avain palautetaan?'],
  ['tr', 'Fatura ödemeleri otuz gün içinde yapılır.', 'Faturanın ödemesi ne zaman yapılmalı?'],
  ['tr', 'Ziyaretçiler girişte kimliklerini gösterir.', 'Ziyaretçi kimliğini nerede gösterir?'],
  ['ru', 'Заявление на отпуск подаётся за две недели.', 'Когда подавать заявления на отпуска?'],
  ['ru', 'Ключи от склада хранятся у охраны.', 'Где взять ключ от склада?'],
  ['ar', 'يجب تقديم طلب الإجازة قبل أسبوعين.', 'متى أقدم طلب إجازة؟'],
  ['ar', 'تفتح المكتبة أبوابها من الثامنة صباحا.', 'متى تفتح مكتبة المدينة؟'],
  ['hi', 'छुट्टी का आवेदन दो सप्ताह पहले देना होता है।', 'छुट्टियों के लिए आवेदन कब देना है?'],
  ['hi', 'पुस्तकालय सुबह आठ बजे खुलता है।', 'पुस्तकालय कितने बजे खुलता है?'],
  ['th', 'พนักงานต้องแจ้งลาพักร้อนล่วงหน้าสองสัปดาห์', 'ลาพักร้อนต้องแจ้งเมื่อไร'],
  ['th', 'ห้องประชุมจองได้ที่ฝ่ายต้อนรับ', 'จะจองห้องประชุมได้อย่างไร'],
  ['ko', '휴가 신청서는 이 주 전에 제출해야 합니다.', '휴가를 신청하려면 언제 제출하나요?'],
  ['ko', '회의실은 안내 데스크에서 예약합니다.', '회의실 예약은 어디에서 하나요?'],
  ['ja', '休暇の申請は二週間前までに提出してください。', '休暇はいつまでに申請しますか'],
  ['ja', '会議室は受付で予約できます。', '会議室の予約方法'],
  ['zh', '休假申请须提前两周提交。', '什么时候提交休假申请？'],
  ['zh', '会议室在前台预订。', '怎样预订会议室'],
]

test('a question finds its passage first, by words alone, among those of all languages', async () => {
  const firsts = await runInDurableObject(corpusStub('languages'), (_, { storage: { sql } }) => {
    for (const [at, [, text]] of PASSAGES.entries()) {
      const { title, heading, body, parts } = indexFields({ title: '', heading: null, text })
      const insert = 'INSERT INTO words (rowid, title, heading, body, parts) VALUES (?, ?, ?, ?, ?)'
      sql.exec(insert, at, title, heading, body, parts)
    }
    const best = 'SELECT rowid AS at FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT 1'
    return PASSAGES.map(([, , question]) => {
      const [first] = sql.exec<{ at: number }>(best, anyOf(searchTerms(question))).toArray()
      return first?.at
    })
  })

  const missed = PASSAGES.filter((_, at) => firsts[at] !== at).map(([, , question]) => question)
  expect(missed).toEqual([])
})
