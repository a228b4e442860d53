import { statement } from '../../../kernel/server/contract';

/** Documents at most of one look by a reader that has none, and by one that follows. */
export const DOCUMENTS_A_LOAD = 5_000;
export const DOCUMENTS_A_LOOK = 250;
/** Facets at most. */
export const FACETS_A_LOOK = 20_000;
/** Writes at most. */
export const WRITES_A_LOOK = 1_000;

/** A document of the index, in the order of the statement's columns. `createdAt` in milliseconds. */
export type IndexedDocument = [
  id: number,
  documentId: string,
  line: string,
  price: number | null,
  createdAt: number,
  popularity: number,
  facets: number[],
  available: boolean,
];

/** What one look has found. */
export interface IndexChanges {
  /** PostgreSQL's snapshot that it saw. */
  snapshot: string;
  changed: IndexedDocument[];
  /** Version of the last one changed; null where none is. */
  version: number | null;
  /** Documents and stems of each write. */
  writes: { version: number; removed: number[]; terms: string[] }[];
  facets: [id: number, key: string][];
  /** Whether these can be had, whose stock moved. */
  stock: [id: number, available: boolean][];
  /** Documents that can be had by holds that have expired and that nobody has swept up. */
  due: number[];
}

/** Whether some open store can sell one of a document's variants at this moment. */
const available = `EXISTS (
              SELECT FROM stock_levels level
               WHERE level.variant_id = ANY (document.variant_ids)
                 AND level.on_hand > 0
                 -- Few are closed, and a list of those is looked through at once.
                 AND level.store_id NOT IN (SELECT id FROM stores WHERE active IS NOT TRUE)
                 AND (level.on_hand > level.reserved OR level.on_hand > level.reserved - (
                        SELECT coalesce(sum(hold.quantity), 0) FROM holds hold
                         WHERE hold.stock_level_id = level.id AND hold.state = 'held'
                           AND hold.expires_at <= now())))`;

const documentsOf = (variants: string) => `
     SELECT DISTINCT document.id
       FROM ${variants} noted
       JOIN variants_product_lnk link ON link.variant_id = noted.variant_id
       JOIN products product ON product.id = link.product_id AND product.published_at IS NOT NULL
       JOIN search_documents document ON document.document_id = product.document_id`;

/**
 * What of the index is newer than a copy of it that somebody keeps. Loading and following are two
 * statements, for PostgreSQL keeps one plan for all marks of a statement: one for thousands of documents
 * would read whole tables to find a changed price.
 *
 * @param version of the last document, `facet` the last facet's id, `write` the last write's version
 * @param snapshot of the last look, by which notes of stock are told that it did not see; null at the first
 * @param due of the last look: whether they can be had depends on the time too
 */
const changesSince = (name: string, documents: number) =>
  statement<
    [
      version: number,
      facet: number,
      write: number,
      snapshot: string | null,
      due: readonly number[],
    ],
    IndexChanges
  >(
    name,
    `WITH fresh AS MATERIALIZED (
     SELECT id, version FROM search_documents
      WHERE version > $1 ORDER BY version LIMIT ${documents}
   ), known AS MATERIALIZED (
     SELECT id, key FROM search_facets WHERE id > $2 ORDER BY id LIMIT ${FACETS_A_LOOK}
   ), written AS MATERIALIZED (
     SELECT version, removed, terms FROM search_writes
      WHERE version > $3 ORDER BY version LIMIT ${WRITES_A_LOOK}
   ), moved AS MATERIALIZED (
     SELECT variant_id FROM search_stock_changes
      WHERE transaction >= pg_snapshot_xmin($4::pg_snapshot)
        AND NOT pg_visible_in_snapshot(transaction, $4::pg_snapshot)
   ), expired AS MATERIALIZED (
     SELECT level.variant_id
       FROM holds hold JOIN stock_levels level ON level.id = hold.stock_level_id
      WHERE hold.state = 'held' AND hold.expires_at <= now()
        AND level.on_hand > 0 AND level.on_hand <= level.reserved
   ), due AS MATERIALIZED (${documentsOf('expired')}
   ), touched AS MATERIALIZED (
     SELECT id FROM due
      UNION ${documentsOf('moved')}
      UNION
     SELECT unnest($5::integer[])
   )
   SELECT pg_current_snapshot()::text AS snapshot, (
            SELECT coalesce(json_agg(json_build_array(
                     document.id, document.document_id, document.line, document.price,
                     (extract(epoch FROM document.created_at) * 1000)::float8, document.popularity,
                     document.facets, ${available})), '[]')
              FROM fresh JOIN search_documents document USING (id)) AS changed,
          (SELECT max(version) FROM fresh) AS version,
          (SELECT coalesce(json_agg(written ORDER BY version), '[]') FROM written) AS writes,
          (SELECT coalesce(json_agg(json_build_array(id, key) ORDER BY id), '[]') FROM known) AS facets, (
            SELECT coalesce(json_agg(json_build_array(document.id, ${available})), '[]')
              FROM touched JOIN search_documents document USING (id)) AS stock,
          (SELECT coalesce(json_agg(id), '[]') FROM due) AS due`,
  );

export const loadIndex = changesSince('search.load_index', DOCUMENTS_A_LOAD);
export const readIndexChanges = changesSince('search.read_index_changes', DOCUMENTS_A_LOOK);
