import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** Socket.IO and nothing else: who asks for stock comes into a room, and a request tells the room. */
const server = createServer((request, response) => {
  if (request.url?.startsWith('/socket.io')) return;
  const available = Number(request.url?.slice(1));
  io.to('stock').emit('stock.updated', { available });
  response.end();
});
const io = new Server(server, { perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.on('subscribe:stock', (_place: unknown, answer: (data: object) => void) => {
    void socket.join('stock');
    answer({});
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'listening', port: (server.address() as AddressInfo).port });
});
process.on('SIGTERM', () => process.exit(0));
