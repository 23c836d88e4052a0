import { expect, test } from "vitest";
import { routeOf, safeNext } from "./route";

test("every staff address finds its page", () => {
  const table: [string, string][] = [
    ["/login", "login"],
    ["/setup/abc", "first"],
    ["/desk", "meetings"],
    ["/desk/", "meetings"],
    ["/desk/staff", "accounts"],
    ["/desk/m/park/setup", "setup"],
    ["/desk/m/park/run", "run"],
    ["/desk/m/park/results", "results"],
    ["/desk/m/park/papers", "papers"],
    ["/mod/park", "console"],
    ["/host/park", "host"],
    ["/scribe/park", "scribe"],
    ["/scribe", "unknown"],
    ["/host", "unknown"],
    ["/desk/m/park", "unknown"],
    ["/desk/m/park/assign", "unknown"],
    ["/mod", "unknown"],
    ["/", "unknown"],
  ];
  for (const [path, page] of table) expect(routeOf(path, "").page, path).toBe(page);
});

test("the director's panel is the host's address with a role", () => {
  expect(routeOf("/host/park", "?role=director").page).toBe("director");
  expect(routeOf("/host/park", "?role=other").page).toBe("host");
});

test("the log-in leads on only within this site", () => {
  const table: [string, string][] = [
    ["?next=/mod/park%3Fq%3Dheld", "/mod/park?q=held"],
    ["?next=https://elsewhere.example/", "/desk"],
    ["?next=//elsewhere.example/", "/desk"],
    ["?next=/%5Celsewhere.example/", "/desk"],
    ["?next=/login", "/desk"],
    ["", "/desk"],
  ];
  for (const [search, next] of table) expect(safeNext(search), search).toBe(next);
});
