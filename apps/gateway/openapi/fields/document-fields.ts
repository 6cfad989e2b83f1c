import type { Fields } from './fields.ts'

const DOCUMENT_ID = 'Your own id, 1–128 of `A-Za-z0-9._:-`. Left out: a new `doc_…`.'
const TITLE = "Shown with results and citations. Left out: the document's own title, or its file name."
const STATUS =
  '`queued` → `processing` → `searchable` (by words) → `indexed` (by meaning too), or `failed` with `error`.'
const METADATA = 'Flat fields that filters can name: text, numbers, true and false.'
const FILTER = 'Conditions on metadata; all must be true.'
const TOP_K = "Most passages, from 1 to 50. Left out: the tenant's default."
const MIN_SCORE = 'Leave out passages with a lower score, from 0 to 1.'
const RERANK = "Let the reranking model order what was found. Left out: the tenant's config decides."
const PASSAGE = {
  documentId: 'Id of the document.',
  title: 'Title of the document.',
  chunkId: 'Id of the passage: document, version and number.',
  heading: 'The headings above the passage.',
}

export const DOCUMENT_FIELDS: Readonly<Record<string, Fields>> = {
  DocumentInput: {
    id: DOCUMENT_ID,
    title: TITLE,
    text: 'The content, up to 1 MiB with everything else.',
    format: 'How to read `text`. Left out: plain text.',
    metadata: METADATA,
  },
  FileQuery: {
    id: DOCUMENT_ID,
    title: TITLE,
    metadata: `${METADATA} As JSON.`,
    format: 'How to read the file, where its name and content type leave it open.',
    fileName: 'Name of the file; its extension says how to read it.',
  },
  DocumentReceipt: {
    id: 'Id of the document.',
    status: STATUS,
    version: 'Ascends by one with each new content.',
  },
  BatchReceipt: {
    data: 'One entry for each file, in order.',
    id: 'Id of the document.',
    status: STATUS,
    version: 'Ascends by one with each new content.',
    fileName: 'Name of the file as it was sent.',
    error: 'Why this file was refused; the others were not.',
    'error.code': 'An error code.',
    'error.message': 'What is wrong, in words.',
  },
  Document: {
    id: 'Id of the document.',
    title: 'Your title, or the one that the document has itself.',
    status: STATUS,
    version: 'Ascends by one with each new content.',
    format: 'How the content was read.',
    bytes: 'Size of the original.',
    chunks: 'Number of passages that can be found.',
    metadata: METADATA,
    error: 'Why it is `failed`, or what keeps it from being `indexed`.',
    'error.code': 'Why, for programs.',
    'error.message': 'Why, in words.',
  },
  DocumentsPage: {
    status: 'Only documents with this status.',
    q: 'Only documents whose id or title has this part.',
  },
  Filter: {
    in: 'Any of these values.',
    gt: 'Greater than.',
    gte: 'Greater than, or the same.',
    lt: 'Less than.',
    lte: 'Less than, or the same.',
  },
  SearchRequest: {
    query: 'What to find, in any language.',
    topK: TOP_K,
    mode: '`hybrid` (the default): by words and by meaning. `vector` or `words`: by one of them.',
    filter: FILTER,
    minScore: MIN_SCORE,
    rerank: RERANK,
  },
  SearchReply: { results: 'Passages, best first.', warnings: 'Why results may be incomplete.' },
  SearchResult: {
    ...PASSAGE,
    text: 'The passage, exact text of the document.',
    page: 'Page of a PDF; of a passage on several pages, the one that has most of the query.',
    score: 'From 0 to 1, higher is better.',
    scores: 'What each side gave before they were combined.',
    words: 'By words.',
    vector: 'By meaning.',
    'scores.rerank': 'By the reranking model.',
    metadata: METADATA,
    duplicates: 'Ids of other documents that say the same in the same words.',
  },
  AnswerRequest: {
    question: 'The question, in any language.',
    stream: '`true`: the answer comes as named server-sent events.',
    topK: TOP_K,
    filter: FILTER,
    minScore: MIN_SCORE,
    rerank: RERANK,
  },
  Answer: {
    answer: 'The answer, with marks such as `[1]` for its citations.',
    citations: 'The checked citations, one for each mark.',
    warnings: 'What could not be consulted, or is not supported.',
    usage: 'The tokens of this answer.',
    model: 'The model that answered.',
  },
  Citation: {
    ...PASSAGE,
    n: 'Number of the source in the answer, from 1.',
    page: 'Page of a PDF where the quote begins.',
    quote: 'Exact text of the document.',
    span: 'Where the mark is in the answer, in UTF-16 code units.',
    'span.start': 'Where the mark begins.',
    'span.end': 'Where it ends.',
    support: 'How far the quote supports the sentence: `full` or `partial`.',
  },
  Warning: { code: 'What happened, for programs.', message: 'What happened, in words.' },
  RerankRequest: {
    query: 'What to rank by.',
    documents: 'The texts to rank, up to 1,000.',
    text: 'The text.',
    top_n: 'Send only this many of the best. Left out: all.',
    model: "The deployment's reranking model. Left out: the same.",
    return_documents: '`true`: repeat the text of each result.',
  },
  RerankReply: {
    results: 'Best first.',
    index: 'The place of the text in `documents`, from 0.',
    relevance_score: 'From 0 to 1, higher is better.',
    document: 'The text, if `return_documents` is true.',
    'document.text': 'The text as it was sent.',
    model: 'The reranking model.',
    usage: 'The tokens of this request.',
    prompt_tokens: 'Tokens of the query and the texts.',
    total_tokens: 'The same: ranking has no completion.',
    notice: 'Present only when a local stand-in has ranked.',
  },
  'POST /mcp': {
    jsonrpc: 'Always `2.0`.',
    id: 'Repeated in the reply. Left out: a notification, which has none.',
    method: 'Such as `tools/list` or `tools/call`.',
    params: 'What the method takes.',
  },
}
