/** Words that carry no statement of their own, folded, by language. They tell the language too. */
const LISTS = {
  en: `a about after all also am an and any are as at be been before being but by can could did do does during each every for from had has have he her
    his how i if in into is it its may me might more most must my of on one or other our over she should so some such than that the their them then
    there these they this those to under until up upon us was we were what when where which while who whom whose why will with would you your`,
  de: `aber alle allen aller alles als also am an auch auf aus bei beim bis da damit dann das dass dem den der des die dies diese diesem diesen dieser
    dieses doch durch ein eine einem einen einer eines er es fur haben hat ihr ihre im in ins ist jede jeden jeder jedes kann konnen man mit
    muss mussen nach noch nur ob oder sein seine sich sie sind so soll sollen sowie uber um und uns unser unter vom von vor war waren was wenn
    werden wie wir wird wo wurde wurden zu zum zur`,
  nl: `aan als bij dan dat de deze die dit door een en er haar heeft hem het hij hoe hun ik in is je kan kunnen maar met moet moeten na naar of om
    onder ook op over te tegen tot uit van voor waar wanneer wat werd wie wij wordt worden zal ze zich zijn zo zoals`,
  fr: `a au aux avec ce ces cet cette chaque comme dans de des doit doivent du elle elles en est et etre il ils je la le les leur leurs lors lui mais
    meme nos notre nous on ont ou par peut peuvent plus pour qu quand que qui sa se ses si son sont sous sur tous tout toute un une vos votre vous y`,
  es: `al algun cada como con cual cuando de debe deben del desde donde durante e el ella ellas ellos en entre era es esta estan este esto fue ha han
    hasta hay la las le les lo los mas mi muy o para pero por porque puede pueden que se ser si sobre son su sus tiene todo todos tras un una unos y`,
  it: `ad agli ai al alla alle anche che chi ci come con cui da dai dal dalla dalle degli dei del della delle dello deve devono di dopo dove e ed gli
    ha hanno i il in la le lo loro ma ne nei nel nella nelle o ogni per piu possono puo quando quanto questa questo se si sono su sui sul sulla tra
    tutti un una uno`,
  pt: `ao aos as ate cada com como da das de deve devem depois do dos e ela ele eles em entre era essa este esta foi ha isso ja mais mas na nas no nos
    o os ou para pela pelo pelos pode podem por porque quando que quem se ser seu sua sao tem todos um uma`,
  sv: `alla att av blir da de den denna det detta dig du efter eller en ett for fore fran han har hon hur i innan kan man med maste nar och om pa sa
    ska skall som till under upp ut vad var varje vi vid`,
  da: `af alle at bliver da de den der det dette du efter eller en er et for fra for han har hun hver hvis hvor i kan man med nar og om op pa skal som
    til ud under var ved vi vil vaere blir etter noen`,
  ru: `а был была были быть в вам вас во вот все всех вы где для до его ее если же за и из или им их к как каждый когда который которые ли между
    может можно мы на над надо но о об он она они от по под после при с со так также то только у что чтобы эта эти это этот я`,
  tr: `bir bu da daha de en gibi her icin ile ise kadar ki mi o olan olarak olur once sonra sahip tarafindan tum ve veya var ya`,
  ar: `الي ان او اي التي الذي بعد بين تم ثم حتي ذلك عن عند علي في قبل قد كان كانت كل كما مع من منذ هذا هذه هو هي و يتم يجب يمكن`,
  hi: `और का की के को में से है हैं था थे थी पर यह वह ये वे इस उस कि जो तो ने लिए या जा सकता सकती सकते कर करना करने करें भी साथ तक बाद हर`,
} as const

export type Language = keyof typeof LISTS

/** What an answer says about its sources rather than from them. */
const ABOUT_SOURCES = `according document documents source sources text passage provided states stated says said mentioned mentions describes
  both say so following therefore however yes note please i.e e.g zufolge laut gemass dokument dokumente quelle quellen steht besagt heisst ja selon document
  indique segun documento documentos fuente indica`

const LANGUAGES = Object.keys(LISTS).filter((name): name is Language => name in LISTS)
const SPEAKERS = new Map<string, Language[]>()
for (const language of LANGUAGES)
  for (const word of LISTS[language].split(/\s+/))
    SPEAKERS.set(word, [...(SPEAKERS.get(word) ?? []), language])
const SAYS_NOTHING = new Set([...SPEAKERS.keys(), ...ABOUT_SOURCES.split(/\s+/)])

/** Whether a folded word carries a statement in any language. */
export function isFunctionWord(word: string): boolean {
  return SAYS_NOTHING.has(word)
}

/** So much more must speak for a language than for the next one. */
const LEAST_LEAD = 2

/** The language that folded words are in; undefined when too few tell. */
export function languageOf(words: Iterable<string>): Language | undefined {
  const votes = new Map<Language, number>()
  for (const word of words)
    for (const one of SPEAKERS.get(word) ?? []) votes.set(one, (votes.get(one) ?? 0) + 1)
  const [first, second] = [...votes].toSorted(([, a], [, b]) => b - a)
  if (first === undefined || first[1] - (second?.[1] ?? 0) < LEAST_LEAD) return undefined
  return first[0]
}
