import { fold } from './fold.ts'
import type { Language } from './stop-words.ts'

/** What a light stemmer takes off, once, the longest first, while `least` letters stay. */
export interface Endings {
  readonly least: number
  readonly suffixes: readonly string[]
  readonly prefixes?: readonly string[]
}

const endings = (least: number, suffixes: string, prefixes = ''): Endings => ({
  least,
  suffixes: byLength(suffixes),
  prefixes: byLength(prefixes),
})

function byLength(list: string): string[] {
  return list
    .split(/\s+/)
    .filter((one) => one !== '')
    .map(fold)
    .sort((a, b) => b.length - a.length)
}

export const ENDINGS: Readonly<Partial<Record<Language, Endings>>> = {
  de: endings(
    4,
    'e en em er es ern n s st et t te ten tet test end ende enden ender endes ung ungen innen in',
  ),
  nl: endings(4, 'e en s t n ing ingen heid heden je jes de den te ten end ende'),
  fr: endings(
    3,
    `e s es x ee ees er ent ant ants ante antes ement ements ment ments ation ations ition ions ion eur eurs euse euses if ifs ive ives
     ais ait aient ons ez era eront i is it ie ies ir issent ite ites able ables ible ibles aux al ale ales elle elles el els`,
  ),
  es: endings(
    3,
    `a o e s as os es ar er ir ado ada ados adas ido ida idos idas ando iendo acion aciones cion ciones amiento amientos imiento imientos
     mente an en aba aban ara aran ase idad idades able ables ible ibles al ales ador adora adores oso osa osos osas aron ieron io`,
  ),
  it: endings(
    3,
    `a o e i are ere ire ato ata ati ate ito ita iti ite uto uta uti ute ando endo azione azioni izione izioni zione zioni mento menti mente
     ano ono ava avano era eranno ita abile abili ibile ibili ale ali ante anti ente enti tore tori trice trici io ia ie`,
  ),
  pt: endings(
    3,
    `a o e s as os es ar er ir ado ada ados adas ido ida idos idas ando endo indo acao acoes cao coes amento amentos imento imentos mente am
     em ou ava avam ara arao idade idades avel aveis ivel iveis al ais ador adora adores oes aes io ia`,
  ),
  sv: endings(
    3,
    `a ar arna arnas arnes are aren arens as at ad ade ades aste ande andet e en ens er erna ernas ers es et ets n na or orna t te s ning ningar ningen het heten`,
  ),
  no: endings(
    3,
    `a ane ar e en ene enes ens er ers es et ets ede edes ende else elsen elser eren ert es heten het n r s t te ter ing ingen inger ninger ning`,
  ),
  da: endings(
    3,
    `e ede edes en ene enes ens er erne ernes ers es et ets ende ende else elsen elser eren erede heden hed n r s t te ter ing ingen inger ninger ning`,
  ),
  fi: endings(
    3,
    `a n t i ssa sta lla lta lle ksi na tta ttaa an en in on un yn ista issa illa ilta ille iksi ina ien jen den tten iden ita ja oita ojen ojen
     oiden isiin iin aan oon een uun yyn han nsa mme nne ni si kin ko ko ko t aa ua ya tua tava tavat taan daan etaan neet nut lut minen misen mista mista mis
     tten uksen uksia ukset us ys os es as is uudet udessa uuden`,
  ),
  tr: endings(
    3,
    `i u a e in un n im um m ya ye yi yu da de ta te dan den tan ten la le lar ler lari leri larin lerin larina lerine larinda lerinde larindan
     lerinden lara lere larda lerde lardan lerden si su sini sina sine sinda sinde nin nun ini ina ine inda inde indan inden imiz umuz iniz unuz dir dur tir
     tur mak mek maktadir mektedir ma me masi mesi masina mesine mali meli ir er ar ur iyor uyor ecek acak di du ti tu mis mus ildi ilir ilmali ilmeli
     malidir melidir ir ki lik luk ligi lugu`,
  ),
  ru: endings(
    3,
    `а я о е ы и у ю ь й ей ой ий ый ая яя ое ее ые ие ого его ому ему ым им ом ем ам ям ах ях ами ями ую юю ою ею их ых ов ев ия ию ии ием иям иями иях
     ить ать ять еть ет ит ют ут ат ят ешь ишь ете ите ал ала али ало ил ила или ило ен ена ено ены ется ится ются ятся аться иться ость ости остью
     ание ания анию аний ение ения ению ений енный енная енное енные енного ного ный ная ное ные ных ным ными ской ский ская ские ских`,
  ),
  ar: endings(
    3,
    'ها ان ات ون ين يه ه ي ت وا كم هم نا تي ته تك تنا تهم تها اتي اته اتنا اتهم ييه',
    'وال بال كال فال لل ال و ب ل',
  ),
  he: endings(3, 'ים ות ה י ך ו נו כם הם תי', 'ה ו ב ל מ ש כ וה של שה בה לה מה כש'),
  el: endings(
    3,
    `α η ο οσ ησ ασ εσ οι ου ων ουσ ον ιο ια ιου ιων ιεσ εια ειασ ειεσ ειο ειου ειων μα ματοσ ματα ματων ω ει εισ ουμε ετε ουν εται ονται ηθηκε ικοσ ικη ικο
     ικου ικων ικεσ ικουσ ισμοσ ισμου τητα τητασ τητων ση σησ σεων σεισ`,
  ),
  hi: endings(
    2,
    `ा ि ी ु ू े ै ो ौ ों ें ीं ां ाँ ियां ियाँ ियों ियो ाएं ाएँ ाओं ुओं ता ते ती ना नी ने ने ाना ाने ानी कर ाकर ाया ाई ाए ेगा ेगी ेंगे एगा एगी एंगे`,
  ),
}
