// A test that starts a server on a busy machine is slow, and not broken.
jest.setTimeout(180_000);
