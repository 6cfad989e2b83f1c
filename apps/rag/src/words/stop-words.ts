import { fold } from './fold.ts'

/**
 * Words of a question that say nothing about its subject, by language. They tell the language too.
 * Dropping the English ones is worth as much as stemming (measured).
 */
const LISTS = {
  en: `a about am an and any are as at be been being but by can could did do does for from had has have how i if in into is it its me my no
    not of on or our shall should so such than that the their them then there these they this those to us was we were what when where which
    while who whom whose why will with would you your s t ll re ve m`,
  de: `aber alle als am an auch auf aus bei bin bis da damit dann das dass dem den der des die dies diese dieser dieses doch du durch ein eine
    einem einen einer eines er es fur gibt habe haben hat ich ihr ihre im in ist ja jede jeder kann kein keine konnen man mein meine mich mir mit
    muss mussen nach nicht noch nur ob oder ohne sein sich sie sind so soll sollte uber um und uns unser unter vom von vor wann warum was
    welche welchem welchen welcher welches wem wen wenn wer werden wie wieviel viele wird wo wohin wurde zu zum zur`,
  nl: `aan als bij dat de deze die dit door een en er geen had heb hebben heeft hem het hij hoe ik in is je kan kunnen maar me meer met mijn moet
    moeten na naar niet nog of om omdat onder ons ook op over te tot uit van veel voor waar wanneer wat welke werd wie wij wordt worden zal ze
    zich zijn zo`,
  fr: `a ai au aux avec ce ces cet cette combien comme comment dans de des doit du elle elles en est et etre faut il ils je la le les leur leurs
    lors ma mais me mes moi mon ne nos notre nous on ont ou par pas peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi sa sans
    se ses si son sont sur c d j l n ta te tes toi ton tu un une vos votre vous y`,
  es: `al algun como con cual cuales cuando cuanta cuantas cuanto cuantos de debe deben del desde donde durante e el ella ellos en entre es esta estan
    este esto estos fue ha hacer hasta hay la las le les lo los mas me mi muy no nos o para pero por porque pueden puede puedo que quien se ser
    si sin sobre son su sus tengo tiene todo tras tu un una unas unos y ya`,
  it: `a agli ai al alla alle anche che chi ci come con cosa cui da dai dal dalla dalle degli dei del della delle dello deve di dove e gli ha hanno
    ho i il in io la le li lo ma mi ne nei nel nella nelle non o ogni per perche piu possono posso puo qual quale quali quando quanti quanto
    questa questo sara se si sia d l dell all nell sull dall quest sono su sui sul sulla suo tra un una uno`,
  pt: `a ao aos as ate com como da das de deve devem do dos e ela ele em entre era essa esse esta este eu foi ha isso isto ja mais mas me meu
    minha muito na nao nas nem no nos o onde os ou para pela pelas pelo pelos podem pode por porque posso qual quais quando quanto quantos que
    quem sao se sem ser seu seus sua suas tem um uma`,
  sv: `ar att av blir da de den denna det detta din du eller en ett far finns fran for ha han har hon hur i ingen inom inte jag kan man med men
    mig min maste nar och om pa sa ska skall som till under upp ut vad var vara varfor vem vi vid vilka vilken vilket`,
  no: `at av blir bli da de den denne der det dette du eller en er et etter for fra ha har hun hva hvem hvilke hvilken hvilket hvor hvordan
    hvorfor i ikke jeg kan kunne ma man med meg men min mot nar noen og om opp pa sa seg skal som til ut var ved vi vil vare`,
  da: `af at blev blive bliver da de den der deres det dette dig du efter eller en er et for fra ham han har hvad hvem hver hvilke hvilken hvis
    hvor hvordan hvorfor hvornar i ikke jeg kan kunne man med meget men mig min ma nar noget nogle nu og om op os pa sig skal som til ud under var ved
    vi vil vaere`,
  fi: `ei en etta ja jos joka jonka jotka kanssa koska kuin kuinka kun kuka mika mikali mika milloin minka mina missa mista mita mitka miten mutta ne niin
    ole oli olla on ovat pitaa saa se sen siita sita tai tama voi voiko voivat`,
  tr: `bir bu da daha de degil en gibi hangi her icin ile ise kac kadar kim ki mi mu nasil ne neden nerede nereye o olan olarak olur sonra ve veya
    var ya yok zaman`,
  ru: `а без более бы был была были было быть в вам вас во вот все всех вы где для до его ее если есть же за и из или им их к как какая какие каких
    какой какое ко когда который кто куда ли мне может можно мы на над надо не него нет ни но ну о об он она они от по под почему при с
    сколько со та так такой там то того тоже только у уже чего чем что чтобы эта эти это этот я`,
  ar: `الي ان او اي اين التي الذي بعد بين تم ثم حتي ذلك عن عند علي عندما في قبل قد كان كانت كل كم كيف لا لم لماذا لن ليس ما ماذا متي مع من منذ
    هذا هذه هل هم هو هي هناك و يجب يمكن يتم`,
  he: `את של על עם אל או אם כי לא כן זה זו הוא היא הם הן אני אתה אנחנו מה מי מתי איפה איך למה כמה האם יש אין גם רק כל עד בין אחרי לפני היה להיות`,
  el: `ο η το οι τα του τησ των τον την και να θα σε με απο για που πωσ ποτε ποιοσ ποια ποιο ποσο ποσα τι γιατι δεν ειναι στο στη στην στον στα στισ
    στουσ ενασ μια ενα αυτο αυτη αυτοσ`,
  hi: `और का की के को में से है हैं था थे थी पर यह वह ये वे इस उस कि जो तो ने लिए या क्या कब कहाँ कैसे कौन कितना कितने कितनी किस किसे किसी क्यों हो
    होता होती होते कर करना करने एक नहीं भी साथ तक अपने मैं मुझे हम आप कोई जब अगर`,
} as const

export type Language = keyof typeof LISTS

const LANGUAGES = Object.keys(LISTS).filter((name): name is Language => name in LISTS)

export const STOP_WORDS: ReadonlyMap<Language, ReadonlySet<string>> = new Map(
  LANGUAGES.map((language) => [language, new Set(LISTS[language].split(/\s+/).map(fold))]),
)
