const assets = new URL('.', document.currentScript.src).href;

const ui = SwaggerUIBundle({
  url: '/docs/api-docs.json',
  dom_id: '#api',
  deepLinking: true,
  tryItOutEnabled: true,
  oauth2RedirectUrl: `${assets}oauth2-redirect.html`,
  // The default asks an online service to judge the document.
  validatorUrl: null,
});

ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true });
