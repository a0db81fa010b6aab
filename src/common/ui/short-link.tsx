interface ShortLinkProps {
  readonly host: string;
  readonly slug: string;
  readonly href?: string;
}

/** The lockup of a short link: host, the cut, back-half. */
export function ShortLink({ host, slug, href }: ShortLinkProps) {
  const parts = (
    <>
      <span class="sl-host">{host}</span>
      <span class="sl-cut">/</span>
      <span class="sl-slug">{slug}</span>
    </>
  );
  if (href === undefined) return <span class="sl">{parts}</span>;
  return (
    <a class="sl" href={href} rel="noopener">
      {parts}
    </a>
  );
}
