import { afterEach, expect, test, vi } from "vitest";
import { call, gate, Refused, Unreachable } from "./api";

afterEach(() => vi.unstubAllGlobals());

function answerWith(status: number, body: string): ReturnType<typeof vi.fn> {
  const fetched = vi.fn().mockResolvedValue(new Response(status === 204 ? null : body, { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

test("an answer is the body's value", async () => {
  answerWith(200, '{"seq":7}');
  await expect(call("GET", "/x")).resolves.toEqual({ seq: 7 });
});

test("an empty answer is no value", async () => {
  answerWith(204, "");
  await expect(call("DELETE", "/x")).resolves.toBeUndefined();
});

test("a body travels as JSON and a read carries none", async () => {
  const fetched = answerWith(200, "{}");
  await call("POST", "/x", { want: 5 });
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: "POST", body: '{"want":5}', headers: { "content-type": "application/json" } });
  answerWith(200, "{}");
  await call("GET", "/x");
});

test("a step that is one word is JSON too, and a file goes as it is", async () => {
  const fetched = answerWith(200, "{}");
  await call("POST", "/x", "take_down");
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ body: '"take_down"', headers: { "content-type": "application/json" } });
  const file = new Blob(["words"], { type: "text/plain; charset=utf-8" });
  const again = answerWith(200, "{}");
  await call("POST", "/x", file);
  expect(again.mock.calls[0]?.[1]).toMatchObject({ body: file, headers: { accept: "application/json" } });
});

test("a problem document becomes a refusal with its code and request id", async () => {
  answerWith(409, '{"title":"同事刚处理了这一条","status":409,"code":"already_decided","retryable":false,"request_id":"r1"}');
  const refusal = await call("POST", "/x", {}).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refused);
  expect(refusal).toMatchObject({ code: "already_decided", requestId: "r1", message: "同事刚处理了这一条" });
});

test("a proxy's error page counts as no answer", async () => {
  answerWith(502, "<html>Bad gateway</html>");
  await expect(call("GET", "/x")).rejects.toBeInstanceOf(Unreachable);
});

test("a broken connection counts as no answer", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("failed to fetch")));
  await expect(call("GET", "/x")).rejects.toBeInstanceOf(Unreachable);
});

test("a needed log-in is told to the app", async () => {
  answerWith(401, '{"title":"请先登录","status":401,"code":"login_needed","retryable":false}');
  const told = vi.spyOn(gate, "loginNeeded");
  await expect(call("GET", "/x")).rejects.toBeInstanceOf(Refused);
  expect(told).toHaveBeenCalledOnce();
});
