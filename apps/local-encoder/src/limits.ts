/** bge-m3 reads no more than this of one text; the rest is dropped, as there. */
export const MAX_PIECES_PER_TEXT = 8_192
/** About 110 words: the encoder's cost grows with the square of the length, so longer texts are read in windows. */
export const MAX_WINDOW_PIECES = 150
/** Windows in one forward pass. More are no faster and take more memory; between passes other requests get their turn. */
export const MAX_WINDOWS_PER_PASS = 4
