// Enhancements only: every page works without this file.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/* ---- Copy buttons and what is said about them ---- */

const SAID_FOR_MS = 6000;
let silence;

function say(text) {
  const place = document.querySelector('[data-said]');
  if (!place) return;
  place.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (place.textContent = ''), SAID_FOR_MS);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(button.dataset.copyText ?? source.textContent);
    say('Copied');
  } catch {
    // No clipboard outside https and localhost, or it was refused.
    getSelection().selectAllChildren(source);
    say('Selected. Copy it with the keyboard.');
  }
}

for (const button of all('[data-copy]')) button.hidden = false;
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) void copy(button);
});

/* ---- Dialogs: from a card in the page to a modal ---- */

for (const dialog of all('dialog[data-modal]')) {
  const back = dialog.dataset.modal;
  dialog.removeAttribute('open');
  dialog.showModal();
  dialog.addEventListener('close', () => {
    history.replaceState(null, '', back);
    document.querySelector(`[data-opens="${dialog.id}"]`)?.focus();
  });
  for (const cancel of all('[data-close]', dialog)) {
    cancel.addEventListener('click', (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
}

/* ---- Where to begin: the first field to mend, or the secret to take ---- */

document.querySelector('[aria-invalid="true"], [data-focus]')?.focus();

/* ---- One click, one submission ---- */

const sent = new Map();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter ?? form.querySelector('button:not([type="button"])');
  sent.set(form, { button, label: [...(button?.childNodes ?? [])] });
  button?.setAttribute('aria-disabled', 'true');
  if (button?.dataset.busy) button.textContent = button.dataset.busy;
});

// A page that comes back from the browser's history must be usable again.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const { button, label } of sent.values()) {
    button?.removeAttribute('aria-disabled');
    button?.replaceChildren(...label);
  }
  sent.clear();
});

/* ---- Parts that are kept fresh (without script the whole page reloads) ---- */

async function refresh(part) {
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
  if (fresh) part.replaceChildren(...fresh.childNodes);
}

for (const part of all('[data-refresh-seconds]')) {
  setInterval(() => void refresh(part).catch(() => undefined), Number(part.dataset.refreshSeconds) * 1000);
}
