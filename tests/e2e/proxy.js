// A line between browser and server that can be cut, slowed or made to answer for the server, and that counts what went over it.
// Knows nothing of what is said on it.

import { createServer, request } from 'node:http';
import { connect } from 'node:net';

export class Proxy {
  /** A line to `target`, an address such as `http://127.0.0.1:4711`. */
  static async open(target) {
    const proxy = new Proxy();
    proxy.target = new URL(target);
    proxy.rules = [];
    proxy.seen = [];
    proxy.sockets = new Set();
    proxy.isCut = false;
    proxy.server = createServer((incoming, outgoing) => proxy.pass(incoming, outgoing));
    proxy.server.on('connection', (socket) => {
      if (proxy.isCut) return socket.destroy();
      proxy.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => proxy.sockets.delete(socket));
    });
    proxy.server.on('upgrade', (incoming, socket, head) => proxy.upgrade(incoming, socket, head));
    await new Promise((done) => proxy.server.listen(0, '127.0.0.1', done));
    proxy.base = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  /**
   * From now on requests whose `METHOD /path?query` matches get `act`: a status, `'hang'`, `'cut'` (the connection breaks before the server
   * hears of it), `'deaf'` (the server hears of it, the browser does not hear the answer), `{ page: html }`, or `{ delay: ms }`. Returns what
   * ends the rule.
   */
  on(pattern, act, { headers = {}, body = { code: 'internal', title: 'Broken for a test' } } = {}) {
    const rule = { pattern, act, headers, body };
    this.rules.unshift(rule);
    return () => this.rules.splice(this.rules.indexOf(rule), 1);
  }

  /** Breaks every connection and refuses new ones until `mend`. */
  cut() {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend() {
    this.isCut = false;
  }

  /** How many requests matched since the line was opened or `forget` was called. */
  count(pattern) {
    return this.seen.filter((line) => pattern.test(line)).length;
  }

  forget() {
    this.seen.length = 0;
  }

  note(incoming) {
    const line = `${incoming.method} ${incoming.url}`;
    this.seen.push(line);
    return this.rules.find((rule) => rule.pattern.test(line));
  }

  async pass(incoming, outgoing) {
    const rule = this.note(incoming);
    const act = rule?.act;
    if (act === 'cut') return incoming.socket.destroy();
    if (act === 'hang') return;
    if (typeof act === 'number') {
      incoming.resume();
      outgoing.writeHead(act, { 'content-type': 'application/problem+json', ...rule.headers });
      return outgoing.end(JSON.stringify({ ...rule.body, status: act }));
    }
    if (act?.page) {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      return outgoing.end(act.page);
    }
    if (act?.delay) await new Promise((done) => setTimeout(done, act.delay));
    const { method, url: path, headers } = incoming;
    const onward = request({ host: this.target.hostname, port: this.target.port, method, path, headers }, (answer) => {
      if (act === 'deaf') {
        answer.resume();
        return answer.on('end', () => incoming.socket.destroy());
      }
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  upgrade(incoming, socket, head) {
    const rule = this.note(incoming);
    if (rule?.act === 'hang') return;
    if (rule) return socket.destroy();
    const onward = connect(Number(this.target.port), this.target.hostname, () => {
      const { rawHeaders } = incoming;
      const lines = rawHeaders.flatMap((text, at) => (at % 2 ? [] : [`${text}: ${rawHeaders[at + 1]}`]));
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  }

  async close() {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }
}
