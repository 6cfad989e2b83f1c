/** Plaintext keys of the tenants in this folder. They exist in tests only. */
export const STARK = {
  full: 'bh_53attvd10t21_qqAvLAIV1wUMeTo7cAhbg7CtdFvVIhDBTkn01CevCgc',
  chatOnly: 'bh_kscoks87pczs_6lNAlhbLJPvtvsKtHVthaVSgaX_r34hN70OpfAAfBhQ',
  searchOnly: 'bh_syd9qvxjuphe_p9IGGze-n_t4EUxtjYjpI0OAdtE9CP-CXq9B3hShNco',
  readOnly: 'bh_aja736koehcz_4Noz5ka6ovIGnsQnvukW5aNQnHvplci-H-RGMehU9QQ',
  expired: 'bh_685v6hficeyp_oe4DvjyDNM5Ny_lHagWOjtmsChlwOI1gYPawAbAKWdc',
} as const

export const WONKA = 'bh_y3ekm5kg63an_o21Dy5garH4mI-ypMDpDpu2Dz449XntEfNXtxecmgiw'

/** Both wait a quarter of a second for a first token; the second has another model to fall back to. */
export const WEYLAND = 'bh_vumtd7foih7e_NdtVmzp_VdpUOj03iIPcYu_5xT1zmyjtRYxI7T3Bpa4'
export const CYBERDYNE = 'bh_gv7vl2l903s9_tKnXj90jUXaKV8kuunsDBzXIFgr_0FNyQQ9OcoufExk'

/** All scopes, and limits that a long run of operations does not meet. */
export const OSCORP = 'bh_3ao9hs4ndbix_kwEVuEAQNt4ZTGErNvVOFSvgd1WEqKcSRJWy8BIgs0E'
