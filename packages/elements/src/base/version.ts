/** The version of this package, told when two of them meet on one page. */
export const version = '0.1.0';
