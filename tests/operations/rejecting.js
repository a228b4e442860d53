// Preloaded into a server: an error that nobody catches, when the test asks for it.
process.on('SIGUSR2', () => {
  void Promise.reject(new Error('nobody caught what jane.doe@example.com did'));
});
