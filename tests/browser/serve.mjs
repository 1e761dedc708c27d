// Serves a built portal at its own sub-path, as a plain host would: files, folders, the 404 page.

import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".pdf": "application/pdf",
  ".ics": "text/calendar; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

/// Every file below a folder, sorted, with `/` between the parts.
export async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/// The address an output file answers at, below the sub-path.
export function address(file) {
  return file.replace(/(^|\/)index\.html$/, "$1");
}

/// The path of the portal, `/partnership/`, as its own home says it.
export async function subPath(folder) {
  const home = await readFile(join(folder, "index.html"), "utf8");
  const canonical = home.match(/<link rel="canonical" href="([^"]+)"/);
  if (!canonical) throw new Error("the home page names no canonical address");
  return new URL(canonical[1]).pathname;
}

/// Listens on a free port of this machine; `find` says what an address holds, `stop` ends it.
export async function serve(folder) {
  const base = await subPath(folder);
  const byAddress = new Map((await files(folder)).map((file) => [base + encodeURI(address(file)), file]));
  const find = (path) => byAddress.get(path) ?? (path.endsWith("/index.html") ? byAddress.get(path.slice(0, -"index.html".length)) : undefined);

  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = find(path);
    if (!file && find(path + "/")) return response.writeHead(301, { location: path + "/" }).end();
    const body = await readFile(join(folder, file ?? "404.html"));
    const type = TYPES[extname(file ?? "404.html")] ?? "application/octet-stream";
    response.writeHead(file ? 200 : 404, { "content-type": type, "cache-control": "max-age=600" }).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const stop = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { base, find, origin: `http://127.0.0.1:${server.address().port}`, stop };
}
