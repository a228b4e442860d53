/** A file that cannot be imported at all. Its message is one sentence for whoever chose the file. */
export class UnreadableFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableFile';
  }
}
