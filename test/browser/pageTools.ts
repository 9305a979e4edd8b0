import type { Page } from 'playwright-core';

/** What any page can send to any address; each ends when the browser has an answer or gave up. */
export interface PageTools {
  form(url: string, fields: Record<string, string>, enctype?: string): Promise<void>;
  blind(url: string, body: string, type: string): Promise<void>;
  read(url: string, init?: RequestInit): Promise<string>;
  /** The width in pixels that the page got to know, 0 for none. */
  image(url: string): Promise<number>;
}

declare global {
  // In the page, once `addTools` was there.
  var tools: PageTools;
}

/** Runs in the page, so it is text: this project's types know no `document`. */
const SCRIPT = `
  globalThis.tools = {
    form: (url, fields, enctype = 'application/x-www-form-urlencoded') =>
      new Promise(resolve => {
        const frame = document.createElement('iframe');
        frame.name = 'frame' + document.querySelectorAll('iframe').length;
        document.body.append(frame);
        const form = document.body.appendChild(document.createElement('form'));
        Object.assign(form, { action: url, method: 'post', enctype, target: frame.name });
        for (const [name, value] of Object.entries(fields)) {
          const input = form.appendChild(document.createElement('input'));
          Object.assign(input, { type: 'hidden', name, value });
        }
        frame.addEventListener('load', () => resolve());
        form.submit();
      }),
    blind: async (url, body, type) => {
      await fetch(url, { method: 'POST', mode: 'no-cors', body, headers: { 'content-type': type } }).catch(() => {});
    },
    read: (url, init) => fetch(url, init).then(reply => reply.text()).catch(String),
    image: url =>
      new Promise(resolve => {
        const image = new Image();
        image.onload = () => resolve(image.naturalWidth);
        image.onerror = () => resolve(0);
        image.src = url;
      }),
  };
`;

export async function addTools(page: Page): Promise<void> {
  await page.addScriptTag({ content: SCRIPT });
}
