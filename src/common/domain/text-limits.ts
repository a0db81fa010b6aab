/** How many characters things may be called by, whatever they are. */
export const MOST_NAME_CHARACTERS = 120;
export const MOST_TAG_CHARACTERS = 100;
/** Of a link. */
export const MOST_TITLE_CHARACTERS = 500;
export const MOST_DESCRIPTION_CHARACTERS = 1000;
/** RFC 5321 §4.5.3.1.3: a path of 256 octets, without its angle brackets. */
export const MOST_EMAIL_CHARACTERS = 254;
