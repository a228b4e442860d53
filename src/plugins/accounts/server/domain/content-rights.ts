/** What one of Strapi's generated routes does to documents of a type, by the last part of its scope. */
const RIGHTS: Readonly<Record<string, string>> = {
  find: 'read',
  findOne: 'read',
  create: 'create',
  update: 'update',
  delete: 'delete',
};

export interface ContentRight {
  /** The content type's uid. */
  subject: string;
  right: string;
}

/**
 * The right of the content manager that a generated route stands for, such as `update` on
 * `api::product.product`; undefined for a route that is none of a content type of the shop.
 */
export function rightOfScope(scope: string): ContentRight | undefined {
  const [, subject, action = ''] = /^(api::[^.]+\.[^.]+)\.(\w+)$/.exec(scope) ?? [];
  const right = RIGHTS[action];
  return subject === undefined || right === undefined ? undefined : { subject, right };
}

/**
 * Whether one of somebody's rules allows all of these fields in every document. A field that is a
 * component stands for what is in it.
 */
export function allowsFields(
  rules: readonly { fields?: readonly string[]; conditions?: unknown }[],
  wanted: readonly string[],
): boolean {
  return rules.some(({ fields, conditions }) => {
    if (conditions !== undefined) return false;
    if (fields === undefined) return true;
    return wanted.every((name) =>
      fields.some((field) => field === name || field.startsWith(`${name}.`)),
    );
  });
}
