/** Plaintext keys of the tenants in this folder. They exist in tests only. */
export const STARK = {
  full: 'bh_stark_53attvd10t21_TnXcoAhksOA6rIShsyeXwCZCMW-DnQPxmcjmTOgufAkwQNacp',
  chatOnly: 'bh_stark_kscoks87pczs_WKsA2DKWv5_wB9egbPMmTDHxExXUIc7FCNpwaDjxdWYEZUT55',
  searchOnly: 'bh_stark_syd9qvxjuphe_PYrunYs8AW5AftKhnXyF0K3pl_0P1Xg7ZGgePd3tXVciaTnpn',
  readOnly: 'bh_stark_aja736koehcz_wn7yYGInqNE8PC8-RyAY7Msk1BoE7c6gXFaI2YvvP6IJah2sS',
  expired: 'bh_stark_685v6hficeyp_VHnNSz9MH_RvU6DBK9hUDQcXpsxVsdM9Is8DhFRmm8EqvL0_2',
} as const

export const WONKA = 'bh_wonka_y3ekm5kg63an_poQAWymhHMohiofTs3sh9tZfhfe30-g8O83NvoaZZlAMmIkfc'

/** Both wait a quarter of a second for a first token; the second has another model to fall back to. */
export const WEYLAND = 'bh_weyland_vumtd7foih7e_NTKhvN4kykia5YFljjsIda4TT_kn4QU_Wh6APudO818sL_hNV'
export const CYBERDYNE = 'bh_cyberdyne_gv7vl2l903s9_JhvdmR3PxqDTA5LEI3DqkVNWyhEDgX2bj7jsmd0s_icKMomYa'

/** All scopes, and limits that a long run of operations does not meet. */
export const OSCORP = 'bh_oscorp_3ao9hs4ndbix_fak9QP1UDPpK493C483RQvKnMuOVDdZtbNUbKL7wvo8sj2ay-'
