/**
 * Node's `http`. An import statement would read all that it exports, and its `WebSocket` brings all of `fetch` along,
 * which nothing here uses: 20 ms of the processor at every start (Node 24).
 */
export const http = process.getBuiltinModule('node:http');
