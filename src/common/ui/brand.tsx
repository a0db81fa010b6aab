export function Brand({ href }: { href: string }) {
  return (
    <a class="brand" href={href} aria-label="Trimlink">
      trim<b>/</b>link
    </a>
  );
}
