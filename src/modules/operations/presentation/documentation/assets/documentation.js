const assets = new URL('.', document.currentScript.src).href;
const dark = matchMedia('(prefers-color-scheme: dark)');

function follow() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}

/** Headings, landmarks and labels that Swagger UI leaves out. */
const outline = ({ React }) => ({
  wrapComponents: {
    InfoContainer: (Original) => (props) =>
      React.createElement('section', { 'aria-label': 'About the API' }, React.createElement(Original, props)),
    operations: (Original) => (props) =>
      React.createElement(
        React.Fragment,
        null,
        React.createElement('h2', { className: 'wrapper' }, 'Operations'),
        React.createElement(Original, props),
      ),
    TextArea: (Original) => (props) => React.createElement(Original, { 'aria-label': 'Request body', ...props }),
  },
});

async function show() {
  const response = await fetch('/docs/api-docs.json');
  const spec = await response.json();
  // The page's policy allows requests to its own origin, which need not be PUBLIC_URL on one's own machine.
  spec.servers = [{ url: location.origin }];
  // Where somebody is signed in the browser sends the cookie by itself; no script may set it.
  delete spec.components.securitySchemes.session;
  const ui = SwaggerUIBundle({
    spec,
    dom_id: '#api',
    plugins: [outline],
    tryItOutEnabled: true,
    defaultModelsExpandDepth: -1,
    oauth2RedirectUrl: `${assets}oauth2-redirect.html`,
    // The default asks an online service to judge the document.
    validatorUrl: null,
  });
  ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true });
}

dark.addEventListener('change', follow);
follow();
show();
