/** What nobody sees: former versions, remarks, forms and scripts, what the program is to do. */
export const SKIPPED = new Set(
  'text:tracked-changes office:annotation office:forms office:scripts text:hidden-text text:table-of-content text:alphabetical-index text:bibliography presentation:footer presentation:date-time presentation:header text:page-number text:page-count table:content-validations table:named-expressions table:database-ranges table:tracked-changes svg:title text:ruby-text'.split(
    ' ',
  ),
)
