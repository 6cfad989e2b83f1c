/** The part of an object's storage that stores need. */
export interface Database extends Pick<DurableObjectStorage, 'transactionSync'> {
  readonly sql: Pick<SqlStorage, 'exec'>
}
