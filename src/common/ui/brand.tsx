/** The word mark. Read aloud it is one word, without the slash. */
export function Brand({ href }: { href: string }) {
  return (
    <a class="brand" href={href}>
      <span aria-hidden="true">
        trim<b>/</b>link
      </span>
      <span class="visually-hidden">Trimlink</span>
    </a>
  );
}
