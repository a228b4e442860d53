import { openDatabase } from '../../../kernel/server/contract';
import { vacuumDocuments, vacuumPostings } from '../sql/vacuum';

/**
 * Tidies the tables that searches read, over a connection of its own without a limit of time: a million
 * products' take longer than any other statement may.
 */
export async function vacuumIndex(url: string, onError: (error: Error) => void): Promise<void> {
  const database = openDatabase({
    url,
    poolSize: 1,
    name: 'duka-search-vacuum',
    statementTimeout: 0,
    onError,
  });
  try {
    await database.query(vacuumPostings, []);
    await database.query(vacuumDocuments, []);
  } finally {
    await database.close();
  }
}
