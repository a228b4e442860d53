import { get, type Agent } from 'node:http';

/** How many milliseconds some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * What an address answers.
 *
 * @throws where that is not 200
 */
export function fetchText(address: string, agent: Agent): Promise<string> {
  return new Promise((done, fail) => {
    get(address, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        if (response.statusCode === 200) done(text);
        else fail(new Error(`${address}: ${response.statusCode} ${text}`));
      });
    }).on('error', fail);
  });
}
