const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that may stand anywhere in a page. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A page of an emulator, marked as one so that nobody takes it for the real thing. */
export function page(
  title: string,
  content: string,
  { refresh }: { refresh?: number } = {},
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${refresh === undefined ? '' : `<meta http-equiv="refresh" content="${refresh}">`}
<title>${escape(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 28rem; padding: 0 1rem; }
  .test { background: #fff3c4; border: 1px solid #d9a400; border-radius: 4px; padding: .25rem .75rem; }
  form, .card { border: 1px solid #ccc; border-radius: 8px; margin: 1rem 0; padding: 1rem; }
  button { font: inherit; margin: .25rem .25rem 0 0; padding: .4rem .9rem; }
  label { display: block; }
  input { font: inherit; width: 100%; box-sizing: border-box; }
</style>
</head>
<body>
<p class="test">Test mode: an emulator. No money moves and no mail leaves.</p>
<h1>${escape(title)}</h1>
${content}
</body>
</html>
`;
}
