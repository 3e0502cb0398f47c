/** The id of a field on the page, to which a problem's link leads. */
export const fieldId = (key: string) => `f-${key}`
