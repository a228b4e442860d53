/** Values as Stripe's form encoding nests them: `metadata[order]=A1`, `expand[0]=charge`. */
export type FormValue = string | Form;
export interface Form {
  [name: string]: FormValue;
}

/** Reads a body (or a query) of Stripe's. */
export function parseForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '');
    const last = path.pop() ?? '';
    let at = form;
    for (const part of path) {
      const next = at[part];
      at = typeof next === 'object' ? next : ((at[part] = {}) as Form);
    }
    at[last] = value;
  }
  return form;
}

export function textIn(form: Form, name: string): string | undefined {
  const value = form[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Such as metadata: a flat object of texts. */
export function textsIn(form: Form, name: string): Record<string, string> {
  const value = form[name];
  if (typeof value !== 'object') return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
}
