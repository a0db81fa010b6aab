import { Content } from '../../../common/http/request-content.interceptor.js';

/** Both kinds of body: RFC 6749 has the form, the documented clients send JSON. */
export const OAuthContent = () =>
  Content({ bodies: ['json', 'form'], unknownQuery: 'ignore', answers: ['application/json'] });
