import { domainToUnicode } from 'node:url';

/** A stored host as people read it: `xn--mnchen-3ya.example:8080` is `münchen.example:8080`. */
export function displayedHost(host: string): string {
  const [name = '', port] = host.split(/:(?=\d+$)/);
  const readable = domainToUnicode(name) || name;
  return port === undefined ? readable : `${readable}:${port}`;
}
