import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Frame } from "../shared/protocol.ts";
import { Ladder, type Ears, type Line, type World } from "./net.ts";

/** A network that fails as it is told. */
class Net {
  up = true;
  sockets = true;
  streams = true;
  segments = 200;
  device = true;
  /** The head of the log on the server. */
  head = 3;
  opened: string[] = [];
  ears: Ears | null = null;
  lines: Line[] = [];
  seq = 3;
  resyncs = 0;
  ladder: Ladder;

  constructor() {
    const way = (name: string, works: () => boolean) => (path: string, ears: Ears) => {
      this.opened.push(`${name} ${path.replace(/.*since=/, "")}`);
      setTimeout(() => {
        if (!this.up || !works()) return ears.closed(1006);
        this.ears = ears;
        ears.opened();
      }, 10);
      return () => undefined;
    };
    const world: World = {
      socket: way("socket", () => this.sockets),
      stream: way("stream", () => this.streams),
      json: () => Promise.resolve(this.up ? { status: this.segments, body: { segments: [], seq: this.head } } : { status: 0, body: null }),
      online: () => this.device,
    };
    this.ladder = new Ladder("park", {
      seq: () => this.seq,
      frame: (frame: Frame) => {
        if (frame.from > this.seq + 1) return false;
        this.seq = frame.to;
        return true;
      },
      resync: () => {
        this.resyncs += 1;
        if (this.up) this.seq = this.head;
        return Promise.resolve(this.up);
      },
      line: (line) => this.lines.push(line),
    }, world);
  }

  /** The way is cut: open connections end. */
  cut(): void {
    this.up = false;
    const ears = this.ears;
    this.ears = null;
    if (ears) ears.closed(1006);
  }

  states(): string[] {
    return this.lines.map((line) => line.state);
  }
}

let net: Net;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  net = new Net();
  net.ladder.start();
});

afterEach(() => {
  net.ladder.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function pass(ms: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}

it("a drop of less than three seconds is not mentioned", async () => {
  await pass(100);
  net.cut();
  await pass(500);
  net.up = true;
  await pass(2_400);
  expect(net.states()).toEqual(["open", "open"]);
});

it("a drop of forty seconds is told with its tries and ends with one line", async () => {
  await pass(100);
  net.cut();
  await pass(2_900);
  expect(net.states()).toEqual(["open"]);
  await pass(200);
  expect(net.states().slice(1).every((state) => state === "off") && net.states().length > 1).toBe(true);
  await pass(37_000);
  net.up = true;
  await pass(31_000);
  expect(net.states().filter((state) => state === "back")).toEqual(["back"]);
  expect(net.ladder.rung).toBe("socket");
});

it("the device's word that it is online again ends the pause, from the top", async () => {
  await pass(100);
  net.device = false;
  net.cut();
  await pass(60_000);
  expect(net.ladder.rung).toBe("socket");
  net.device = net.up = true;
  net.ladder.online();
  await pass(20);
  expect(net.states().slice(-1)).toEqual(["back"]);
});

it("two failures in ten seconds lead a rung down, to the event stream and to segments", async () => {
  net.sockets = false;
  await pass(5_000);
  expect(net.ladder.rung).toBe("stream");
  expect(net.states()).toEqual(["open"]);
  net.ears?.closed(0);
  net.streams = false;
  await pass(12_000);
  expect(net.ladder.rung).toBe("segments");
  expect(net.lines.slice(-1)).toEqual([{ state: "slow", every_ms: 5_000 }]);
});

it("where even segments are refused the board is fetched every thirty seconds", async () => {
  net.sockets = net.streams = false;
  net.segments = 404;
  await pass(60_000);
  expect(net.ladder.rung).toBe("page");
  expect(net.lines.slice(-1)).toEqual([{ state: "slow", every_ms: 30_000 }]);
  const before = net.resyncs;
  await pass(66_000);
  expect(net.resyncs - before).toBe(2);
});

it("from segments the socket is tried again after two minutes, without a word when it fails", async () => {
  net.sockets = net.streams = false;
  await pass(20_000);
  const told = net.lines.filter((line) => line.state !== "slow").length;
  net.opened = [];
  await pass(130_000);
  expect(net.opened.length).toBeGreaterThan(0);
  expect(net.lines.filter((line) => line.state !== "slow")).toHaveLength(told);
  net.sockets = true;
  await pass(130_000);
  expect(net.ladder.rung).toBe("socket");
});

it("a server that was away for six minutes is met by the socket soon after, and asked from where we were", async () => {
  await pass(100);
  net.cut();
  await pass(360_000);
  expect(Math.max(...net.lines.map((line) => (line.state === "off" ? line.attempt : 0)))).toBeGreaterThan(5);
  net.up = true;
  net.head = 3;
  await pass(40_000);
  expect(net.ladder.rung).toBe("socket");
  expect(net.opened.slice(-1)).toEqual(["socket 3"]);
  expect(net.states().filter((state) => state === "back")).toHaveLength(1);
});

it("pauses grow to thirty seconds and no further", async () => {
  net.up = false;
  await pass(600_000);
  const before = net.lines.length;
  await pass(60_000);
  expect(net.lines.length - before).toBeLessThanOrEqual(2);
  expect(net.lines.length - before).toBeGreaterThanOrEqual(1);
});

it("a connection that neither opens nor fails has failed after ten seconds", async () => {
  net.ladder.stop();
  net = new Net();
  let hung = 0;
  net.ladder = new Ladder("park", { seq: () => 0, frame: () => true, resync: () => Promise.resolve(true), line: () => undefined }, {
    socket: () => () => (hung += 1),
    stream: null,
    json: () => Promise.resolve({ status: 0, body: null }),
    online: () => true,
  });
  net.ladder.start();
  await pass(9_900);
  expect(hung).toBe(0);
  await pass(200);
  expect(hung).toBe(1);
});

it("a silent connection that has missed something is replaced", async () => {
  await pass(100);
  await pass(200_000);
  expect(net.opened).toHaveLength(1);
  net.head = 9;
  await pass(110_000);
  expect(net.opened).toHaveLength(2);
});

it("a failed request makes it look whether the line still carries", async () => {
  await pass(100);
  net.up = false;
  net.ladder.suspect();
  await pass(4_000);
  expect(net.states().slice(-1)).toEqual(["off"]);
});

it("a hole is filled by asking again from where we are", async () => {
  await pass(100);
  net.ears?.message(JSON.stringify({ from: 7, to: 8, items: [] }));
  await pass(1_100);
  expect(net.opened.slice(-1)).toEqual(["socket 3"]);
});

it("the server's word to come by segments, or not at all, is kept", async () => {
  await pass(100);
  net.ears?.closed(4100);
  await pass(2_000);
  expect(net.ladder.rung).toBe("segments");
  net.ladder.stop();
  net = new Net();
  net.ladder.start();
  await pass(100);
  net.ears?.closed(4504);
  await pass(600_000);
  expect(net.opened).toHaveLength(1);
});
