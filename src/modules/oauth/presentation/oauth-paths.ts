/** Where programs go; what people see of OAuth stands among the pages. */
export const OAUTH_PATH = '/api/oauth';
export const TOKEN_PATH = `${OAUTH_PATH}/token`;
