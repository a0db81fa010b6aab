import { Fragment } from 'preact';

/** One on each line. */
export function WrappedUrls({ urls }: { urls: readonly string[] }) {
  return (
    <>
      {urls.map((url) => (
        <div key={url}>
          <WrappedUrl url={url} />
        </div>
      ))}
    </>
  );
}

/** An address that breaks, where a line ends, between its parts; what is copied from it is the address alone. */
function WrappedUrl({ url }: { url: string }) {
  return (
    <code class="tiny">
      {partsOf(url).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}

/** After a slash, and before a dot, a question mark, an ampersand or a hash. */
const partsOf = (url: string): string[] => url.split(/(?<=\/)(?!\/)|(?=[.?&#])/);
