import type { PublicReader } from '../public-reads/public-reader';
import type { ShownRelation } from '../public-reads/sql-shape';

type AskedRelation = ShownRelation & { fields: readonly string[] };

interface Batch {
  uid: string;
  attribute: string;
  asked: AskedRelation;
  owners: string[];
  documents: Promise<Map<string, unknown> | undefined>;
}

/**
 * Loads the relations that one GraphQL query asks for: what many documents are asked for at the same
 * moment, such as the brand of each product in a list, is one statement.
 */
export class RelationLoader {
  private readonly batches = new Map<string, Batch>();

  constructor(private readonly reader: PublicReader) {}

  /**
   * @param owner the document id of the document that is asked
   * @returns a document or null, or a list, as the relation has it; undefined where our SQL does not
   *   say what is asked
   */
  async load(
    uid: string,
    attribute: string,
    owner: string,
    asked: AskedRelation,
  ): Promise<{ documents: unknown } | undefined> {
    const key = JSON.stringify([uid, attribute, asked]);
    const batch = this.batches.get(key) ?? this.begin(key, { uid, attribute, asked });
    batch.owners.push(owner);
    const documents = await batch.documents;
    return documents && { documents: documents.get(owner) ?? null };
  }

  private begin(key: string, what: Pick<Batch, 'uid' | 'attribute' | 'asked'>): Batch {
    const owners: string[] = [];
    // By then every document of the list has asked.
    const gathered = new Promise((resolve) => setImmediate(resolve));
    const documents = gathered.then(() => {
      this.batches.delete(key);
      return this.reader.related(what.uid, what.attribute, [...new Set(owners)], what.asked);
    });
    const batch = { ...what, owners, documents };
    this.batches.set(key, batch);
    return batch;
  }
}
