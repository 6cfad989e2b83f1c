/** Descriptions by the path of a field, or by the end of its path: `limit` stands for every `….limit`. */
export type Fields = Readonly<Record<string, string>>
