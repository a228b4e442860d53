import { FILE, type StoredLink, type StoredType } from '../public-reads/stored-type';

/** The channel on which PostgreSQL tells of every commit that changed what public reads show. */
export const CHANNEL = 'duka_reads';

/** New documents at most that one statement makes by whose lists somebody may be waiting. */
const MOST_BY_HAND = 100;
/** Documents that one message names: it may have 8,000 bytes. */
const MOST_NAMED = 100;
/** Documents that one statement's messages name; of more they say that the whole type has changed. */
const MOST_TOLD = 2_000;

/**
 * Triggers that tell of every change to what public reads show, whoever makes it: Strapi's document
 * service, our own statements, an import, somebody's psql. A message is sent at the commit and not
 * without it; see `changes.ts` for what it says. Every statement can be repeated.
 *
 * @param hidingColumns of a type: the columns that decide, beside its publication, whether a row is seen
 */
export function changeTriggers(
  types: readonly StoredType[],
  hidingColumns: (uid: string) => readonly string[],
): string {
  const documents = types.filter((type) => type.scalars.has('documentId') && type.uid !== FILE);
  const others = types.filter((type) => !documents.includes(type));
  const links = linksOf(documents);
  return [
    TELL,
    DOCUMENTS,
    WHOLE_TYPE,
    // Which of them went is not known: whatever depends on the type goes.
    ...types.flatMap((type) => triggers(type.table, ['TRUNCATE'], 'duka_note_type', [type.uid])),
    ...documents.flatMap((type) =>
      triggers(type.table, ['INSERT', 'UPDATE', 'DELETE'], 'duka_note_documents', [
        type.uid,
        type.draftAndPublish ? 'drafts' : '',
        ...hidingColumns(type.uid),
      ]),
    ),
    ...others.flatMap((type) =>
      triggers(type.table, ['UPDATE', 'DELETE'], 'duka_note_type', [type.uid]),
    ),
    ...[...links].flatMap(([table, ends]) => {
      const name = `duka_note_${table}`;
      const events = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] as const;
      return [noteLinks(name, ends), ...triggers(table, events, name, [])];
    }),
  ].join('\n');
}

const TELL = `
  CREATE OR REPLACE FUNCTION duka_tell_change(type text, what text, ids text[]) RETURNS void
  LANGUAGE sql AS $$
    SELECT pg_notify('${CHANNEL}', concat_ws('|', type, what, part))
      FROM (SELECT string_agg(id, ',') AS part
              FROM unnest(ids) WITH ORDINALITY AS told (id, turn)
             WHERE cardinality(ids) <= ${MOST_TOLD}
             GROUP BY (turn - 1) / ${MOST_NAMED}
             UNION ALL
            SELECT '*' WHERE cardinality(ids) > ${MOST_TOLD}) parts
  $$;`;

/**
 * Arguments: the type, \`drafts\` where it has drafts, which nobody sees, and its hiding columns. New
 * documents are not named: no answer shows them yet, and an import beside readers would drop the names
 * of thousands. It also comes in batch after batch, and lists need not follow each.
 */
const DOCUMENTS = `
  CREATE OR REPLACE FUNCTION duka_note_documents() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    has_drafts boolean := TG_ARGV[1] = 'drafts';
    hiding text[] := TG_ARGV[2:];
    ids text[];
    what text := 'moved';
    came integer;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT count(*) INTO came FROM changed WHERE NOT has_drafts OR published_at IS NOT NULL;
      IF came > 0 THEN
        PERFORM pg_notify('${CHANNEL}', concat_ws('|', TG_ARGV[0],
          CASE WHEN came > ${MOST_BY_HAND} THEN 'many' ELSE 'moved' END, ''));
      END IF;
      RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
      SELECT array_agg(DISTINCT document_id) INTO ids FROM was
       WHERE NOT has_drafts OR published_at IS NOT NULL;
    ELSE
      SELECT array_agg(DISTINCT changed.document_id),
             CASE WHEN bool_or((was.published_at IS NULL) <> (changed.published_at IS NULL)
                               OR EXISTS (SELECT FROM unnest(hiding) name
                                           WHERE to_jsonb(was) -> name
                                                 IS DISTINCT FROM to_jsonb(changed) -> name))
                  THEN 'hidden' ELSE 'row' END
        INTO ids, what
        FROM changed JOIN was USING (id)
       WHERE NOT has_drafts OR was.published_at IS NOT NULL OR changed.published_at IS NOT NULL;
    END IF;
    PERFORM duka_tell_change(TG_ARGV[0], what, ids);
    RETURN NULL;
  END $$;`;

/** Argument: the type. */
const WHOLE_TYPE = `
  CREATE OR REPLACE FUNCTION duka_note_type() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('${CHANNEL}', TG_ARGV[0] || '|row|*');
    RETURN NULL;
  END $$;`;

type Event = 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE';

const TRANSITION: Readonly<Record<Event, string>> = {
  INSERT: 'REFERENCING NEW TABLE AS changed',
  UPDATE: 'REFERENCING OLD TABLE AS was NEW TABLE AS changed',
  DELETE: 'REFERENCING OLD TABLE AS was',
  TRUNCATE: '',
};

/** Made only where they are missing: making one waits for everybody who writes the table. */
function triggers(
  table: string,
  events: readonly Event[],
  calls: string,
  args: readonly string[],
): string[] {
  const given = args.map(quoted).join(', ');
  return events.map((event) => {
    const name = `duka_reads_${event.toLowerCase()}`;
    return `
  DO $do$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger
                    WHERE tgrelid = '${table}'::regclass AND tgname = ${quoted(name)}
                      AND pg_get_triggerdef(oid) LIKE ${quoted(`%${calls}(${given})`)}) THEN
      CREATE OR REPLACE TRIGGER ${name} AFTER ${event} ON ${table} ${TRANSITION[event]}
        FOR EACH STATEMENT EXECUTE FUNCTION ${calls}(${given});
    END IF;
  END $do$;`;
  });
}

/** One side of a link table whose rows' documents are told of. */
interface End {
  type: StoredType;
  column: string;
  /** Which links of the table are meant, as SQL. */
  where: string;
}

/** Every link table with its ends that are public documents. */
function linksOf(types: readonly StoredType[]): Map<string, End[]> {
  const tables = new Map<string, Map<string, End>>();
  const add = (link: StoredLink, type: StoredType, column: string, where: string) => {
    const ends = tables.get(link.table) ?? new Map<string, End>();
    tables.set(link.table, ends);
    ends.set(`${type.uid} ${column}`, { type, column, where });
  };
  for (const type of types) {
    for (const link of type.links.values()) {
      const ofType = Object.entries(link.where).filter(([name]) => name !== 'field');
      const where = ofType.map(([name, value]) => `l.${name} = ${quoted(value)}`).join(' AND ');
      add(link, type, link.own, where || 'true');
      if (types.includes(link.target)) add(link, link.target, link.other, 'true');
    }
  }
  return new Map([...tables].map(([table, ends]) => [table, [...ends.values()]]));
}

/**
 * A link of a draft tells nobody anything; of a row that this transaction has made or changed, or that
 * is gone, its own trigger has told. Rows are looked up one by one, by their ids: the planner cannot
 * know how few a statement changes, and would read whole tables for each.
 */
function noteLinks(name: string, ends: readonly End[]): string {
  const ofNoDraft = ends
    .filter(({ type }) => type.draftAndPublish)
    .map(
      ({ type, column, where }) => `
         AND NOT (${where} AND coalesce((SELECT draft.published_at IS NULL FROM ${type.table} draft
                                          WHERE draft.id = l.${column}), false))`,
    )
    .join('');
  const idsOf = (at: number) => `ids_${at}`;
  const linked = ends
    .map(({ column, where }) => `array_agg(DISTINCT l.${column}) FILTER (WHERE ${where})`)
    .join(',\n             ');
  const tell = (rows: string) => `
      SELECT ${linked}
        INTO ${ends.map((_, at) => idsOf(at)).join(', ')}
        FROM ${rows} l
       WHERE true${ofNoDraft};${ends
         .map(
           ({ type }, at) => `
      PERFORM duka_tell_change(${quoted(type.uid)}, 'link', ARRAY(
        SELECT DISTINCT t.document_id FROM ${type.table} t
         WHERE t.id = ANY (${idsOf(at)}) AND t.xmin <> pg_current_xact_id()::xid));`,
         )
         .join('')}`;
  const tellAll = ends
    .map(({ type }) => `\n      PERFORM pg_notify('${CHANNEL}', ${quoted(`${type.uid}|link|*`)});`)
    .join('');
  return `
  CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    ${ends.map((_, at) => `${idsOf(at)} integer[];`).join('\n    ')}
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN ${tellAll}
      RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN ${tell('was')}
    END IF;
    IF TG_OP <> 'DELETE' THEN ${tell('changed')}
    END IF;
    RETURN NULL;
  END $$;`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
