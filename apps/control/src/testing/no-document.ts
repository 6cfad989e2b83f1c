/** Stands for the document of the admin API, which only builds make. */
// oxlint-disable-next-line import/no-default-export -- as the module that it stands for
export default '{}'
