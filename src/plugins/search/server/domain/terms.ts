/** A word that the index has. */
export interface KnownWord {
  word: string;
  documents: number;
  /** Its stem in each language. */
  stems: string[];
}

/** What the index knows of a word of a query. */
export interface ReadWord {
  word: string;
  /** None for a stop word of every language. */
  stems: string[];
  known: boolean;
  /** For an unknown word: what begins with it, and what looks like it. */
  longer: KnownWord[];
  similar: KnownWord[];
}

/** One stem that is looked for. */
export interface WantedTerm {
  /** Which word of the query it stands for. */
  slot: number;
  /** Which way of saying that word: a document counts by the best one. */
  alternative: number;
  /** Stems of that way, all of which a document must have. */
  needed: number;
  term: string;
  weight: number;
}
